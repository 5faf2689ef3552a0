"""What is known of a document from its file: values only, no reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, get_args

PageKind = Literal["text", "ocr", "scan", "stamp", "blank"]
"""Typed text; a scan whose text a machine has read; a scan that nobody has; the same under a stamp; nothing."""
PAGE_KINDS: frozenset[str] = frozenset(get_args(PageKind))
Severity = Literal["high", "review"]
Place = tuple[int, int, int, int]
"""Left, bottom, right, top, in whole points of the page, unturned."""
LOST = "lost mark"
"""The kind of a finding of marks over a page that the published copy does not show: its page on the site says so."""
MISPLACED = "misplaced text"
"""The kind of a finding that another reading by machine settles."""


class PdfError(Exception):
    """A file cannot be read as a PDF; the text says why, for people, without a word of what is in it."""


class NotNowError(PdfError):
    """This computer could not do it now: it had no time or room. The next build tries again."""


class NoPdfError(PdfError):
    """The file is empty, or something else that is called .pdf, such as a web page."""


class FatalPdfError(PdfError):
    """A file went beyond what its reading may take, or ended its reader. It is not read again in every build."""

    def __init__(self, reason: str, remembered: Path):
        super().__init__(reason)
        self.remembered = remembered
        """The folder of the cache without which it is tried again."""


class StoredFile(NamedTuple):
    """A file that was made, in the cache. There are two for each page of an archive, so they are as plain as can be."""

    folder: str
    name: str
    bytes: int
    width: int
    """Pixels; 0 for what is no picture."""
    height: int
    sha256: str

    @property
    def path(self) -> Path:
        return Path(self.folder, self.name)

    @property
    def suffix(self) -> str:
        """With its dot."""
        return f".{self.name.rpartition('.')[2]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What the reading of one document may take, all steps together."""

    seconds: float = 50
    """Of wall time: with starting and ending a worker, a hostile file is done within a minute."""
    seconds_a_page: float = 0.5
    """What each page adds."""
    processor_share: float = 0.8
    """Of those seconds. A file that takes as much is at fault; one that takes the others may have had to wait."""
    output_bytes: int = 2 * 1024**3
    """Of pictures."""

    def wall(self, pages: int) -> float:
        """Seconds for a document of so many pages."""
        return self.seconds + self.seconds_a_page * pages

    def processor(self, pages: int) -> float:
        """Seconds of them in which a processor works for it."""
        return self.processor_share * self.wall(pages)


class PageEvidence(NamedTuple):
    number: int
    """1-based."""
    words: str | Sequence[str]
    """`text`, or those of all pages of the document, which may have yet to be read."""
    kind: PageKind
    sha256: str
    """Of the text as UTF-8: what a person's sign-off is tied to."""
    thumbnail: StoredFile | None
    image: StoredFile | None

    @property
    def text(self) -> str:
        """What a reader of the page can see, lines ending in a newline; of a scan, what OCR made of it."""
        return self.words if isinstance(self.words, str) else self.words[self.number - 1]


@dataclass(frozen=True, slots=True, order=True)
class AuditFinding:
    """One way in which a file says more than it shows."""

    page: int
    """1-based; 0 for the document as a whole."""
    kind: str
    severity: Severity
    """High: what is hidden would be published. Review: a person should look, or know what the copy leaves out."""
    reason: str
    """For people; never a word of what was found."""
    places: tuple[Place, ...] = ()
    """Where on the page; none where it is no matter of a place."""
    pages: tuple[int, ...] = ()
    """Each that has the same in the same places, where there are several; `page` is the first."""
    amount: int = 0
    """How many letters, marks or things it is about, on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One PDF: as it was received, as it is published, and each of its pages."""

    sha256: str
    """Of the file as received."""
    bytes: int
    pages: tuple[PageEvidence, ...]
    published: StoredFile
    signature_broken: bool
    findings: tuple[AuditFinding, ...]
