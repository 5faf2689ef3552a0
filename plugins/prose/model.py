"""What a body of Markdown becomes: plain values that know nothing of the site around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from plugins.records.pickling import quickly_pickled

Scheme = Literal[
    "document", "case", "release", "filename", "static", "attach",  # in braces, as staff write them
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
    """What stands between the scheme and `#`: a slug, a path, an address. Unescaped."""
    fragment: str = ""
    """What stands behind `#`, without it."""
    text: str
    """The words that carry the link, or the alt text of an image."""
    line: int
    """1-based line of the body (the first line of the body is 1)."""
    role: Literal["link", "image", "cite"] = "link"


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Slot:
    """A hole in the HTML, filled once the site is known; `reference` is an index into `Prose.references`.

    open   the `<a …>` of a link (left out, with its `close`, where the target is held)
    close  the `</a>` of that link
    image  the whole `<img>`
    cite   the ` cite="…"` attribute of a blockquote
    mark   behind words quoted from a document: where the page says that they were checked
    note   in `Prose.text` only: where the number of a link stands, as in "the letter [2]"
    """

    kind: Literal["open", "close", "image", "cite", "mark", "note"]
    reference: int
    extra: str = ""
    """For open: further attributes as safe HTML text (` title="…"`), or empty."""


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A blockquote that names its source on its last line, or a link to a document whose words are quoted."""

    text: str
    """The words, as written."""
    speaker: str
    """The source line without its dash, as plain text; empty for a link."""
    reference: int | None
    """Index into `Prose.references` of the link in the source line, if there is one."""
    line: int
    is_link: bool = False
    others: tuple[int, ...] = ()
    """Further links to documents in the source line: the words stand on one of these pages."""


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    level: int
    id: str
    text: str


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong in a body, before anyone knows which file it stands in."""

    code: str
    line: int
    what: str
    fix: str
    other_line: int = 0
    """Of two things that do not agree, where the other one stands; 0 where there is none."""


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A body, ready to be placed. Pure: the same text and language give the same value, in any process."""

    html: Sequence[str | Slot]
    text: Sequence[str | Slot]
    """Plain text for the wire: paragraphs parted by blank lines, no line folded."""
    references: tuple[Reference, ...]
    quotations: tuple[Quotation, ...]
    headings: tuple[Heading, ...]
    ids: frozenset[str]
    """Every id in the HTML, for links to places in the page."""
    lead: str
    """The first paragraph as plain text: the summary of a record that states none."""
    words: int
    findings: tuple[Finding, ...]


EMPTY = Prose(
    html=(), text=(), references=(), quotations=(), headings=(), ids=frozenset(), lead="", words=0, findings=()
)
