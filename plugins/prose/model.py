"""What a body of Markdown becomes: plain values that are independent of the rest of the site."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from plugins.records.pickling import quickly_pickled

Scheme = Literal[
    "document", "case", "release", "tracker", "filename", "static", "attach",  # in braces, as staff writes them
    "fragment",  # #place in the same page
    "internal",  # /address on this site
    "external",  # http, https
    "mail",  # mailto:, tel:
]  # fmt: skip


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One link, image or citation, as written."""

    scheme: Scheme
    target: str
    """The part between the scheme and `#`: a slug, a path, an address. Unescaped."""
    fragment: str = ""
    """The part after `#`."""
    text: str
    """The linked words, or the alt text of an image."""
    line: int
    """1-based line of the body (the first line of the body is 1)."""
    role: Literal["link", "image", "cite"] = "link"


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Slot:
    """A hole in the HTML, filled once the site is known; `reference` is an index into `Prose.references`.

    open   the `<a …>` of a link (left out, with its `close`, if the target is held)
    close  the `</a>` of that link
    image  the whole `<img>`
    cite   the ` cite="…"` attribute of a blockquote
    mark   after words quoted from a document: where the page says that they were checked
    note   in `Prose.text` only: the place for the number of a link, as in "the letter [2]"
    """

    kind: Literal["open", "close", "image", "cite", "mark", "note"]
    reference: int
    extra: str = ""
    """For open: further attributes as safe HTML text (` title="…"`), or empty."""


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A blockquote that names its source on its last line, or a linked document whose words are quoted."""

    text: str
    """The words, as written."""
    speaker: str
    """The source line without its dash, as plain text; empty for a link."""
    reference: int | None
    """Index into `Prose.references` of the link in the source line, if there is one."""
    line: int
    is_link: bool = False
    others: tuple[int, ...] = ()
    """Further links to documents in the source line: the words are on one of these pages."""


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    level: int
    id: str
    text: str


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong in a body, not yet tied to a file."""

    code: str
    line: int
    what: str
    fix: str
    other_line: int = 0
    """If two things conflict, the line of the other one; else 0."""


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A line that says from when the text may be used."""

    line: int
    text: str
    """Its words, with those of the lines below that belong to it."""
    is_immediate: bool = False
    """It says that the text may be used at once."""


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A rendered body. Pure: the same text and language give the same value, in any process."""

    html: Sequence[str | Slot]
    text: Sequence[str | Slot]
    """Plain text for the wire: paragraphs separated by blank lines, no line folded."""
    references: tuple[Reference, ...]
    quotations: tuple[Quotation, ...]
    headings: tuple[Heading, ...]
    ids: frozenset[str]
    """Every id in the HTML, for links to places in the page."""
    lead: str
    """The first paragraph as plain text: the summary of a record that states none."""
    words: int
    findings: tuple[Finding, ...]
    holds: tuple[Hold, ...] = ()


EMPTY = Prose(
    html=(), text=(), references=(), quotations=(), headings=(), ids=frozenset(), lead="", words=0, findings=()
)
