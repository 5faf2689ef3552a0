"""Evidence: what is known of a document from its file. Values only, no reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, get_args

PageKind = Literal["text", "ocr", "scan", "stamp", "blank"]
"""Typed text; a scan with OCR text; a scan without; a scan without OCR text under a stamp; blank."""
PAGE_KINDS: frozenset[str] = frozenset(get_args(PageKind))
Severity = Literal["high", "review"]
Place = tuple[int, int, int, int]
"""Left, bottom, right, top, in whole points of the page before rotation."""
LOST = "lost mark"
"""The kind of finding for marks over a page that the published copy does not show: its page on the site says so."""
MISPLACED = "misplaced text"
"""The kind of finding that another OCR run resolves."""


class PdfError(Exception):
    """A file cannot be read as a PDF; the text tells people why, without quoting its content."""


class NotNowError(PdfError):
    """This computer could not do it now: it had no time or room. The next build tries again."""


class NoPdfError(PdfError):
    """The file is empty, or is something else named .pdf, such as a web page."""


class FatalPdfError(PdfError):
    """A file exceeded the limits on reading it, or killed its worker. It is not read again in every build."""

    def __init__(self, reason: str, remembered: Path):
        super().__init__(reason)
        self.remembered = remembered
        """The cache folder to delete so that it is tried again."""


class StoredFile(NamedTuple):
    """A generated file in the cache. There are two for each page of an archive, so this is kept simple."""

    folder: str
    name: str
    bytes: int
    width: int
    """Pixels; 0 for anything but a picture."""
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
    """Limits on reading one document, all steps together."""

    seconds: float = 50
    """Wall time: including starting and ending a worker, a hostile file is done within a minute."""
    seconds_a_page: float = 0.5
    """What each page adds."""
    processor_share: float = 0.8
    """Processor time within those seconds. A file that uses it up is at fault; one that only uses up the wall time may
    have had to wait."""
    output_bytes: int = 2 * 1024**3
    """Of pictures."""

    def wall(self, pages: int) -> float:
        """Seconds for a document of so many pages."""
        return self.seconds + self.seconds_a_page * pages

    def processor(self, pages: int) -> float:
        """Processor seconds among them."""
        return self.processor_share * self.wall(pages)


class Progress(NamedTuple):
    """How far an ingest is. Counts what must be processed, not what is in the cache already."""

    documents: int
    documents_done: int
    pages: int
    """Pages of the documents opened so far."""
    pages_done: int


class PageEvidence(NamedTuple):
    number: int
    """1-based."""
    words: str | Sequence[str]
    """`text`, or the texts of all pages of the document, which may not have been read yet."""
    kind: PageKind
    sha256: str
    """SHA-256 of the text as UTF-8, which a person's sign-off is tied to."""
    thumbnail: StoredFile | None
    image: StoredFile | None

    @property
    def text(self) -> str:
        """What a reader of the page can see, each line ending in a newline; for a scan, its OCR text."""
        return self.words if isinstance(self.words, str) else self.words[self.number - 1]


@dataclass(frozen=True, slots=True, order=True)
class AuditFinding:
    """One way in which a file says more than it shows."""

    page: int
    """1-based; 0 for the document as a whole."""
    kind: str
    severity: Severity
    """High: hidden content would be published. Review: a person should look, or know what the copy leaves out."""
    reason: str
    """Message for people; never quotes what was found."""
    places: tuple[Place, ...] = ()
    """Where on the page; empty if it has no particular place."""
    pages: tuple[int, ...] = ()
    """All pages with the same finding in the same places, if there are several; `page` is the first."""
    amount: int = 0
    """How many letters, marks or objects it concerns, on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One PDF: as received, as published, and each of its pages."""

    sha256: str
    """SHA-256 of the file as received."""
    bytes: int
    pages: tuple[PageEvidence, ...]
    published: StoredFile
    signature_broken: bool
    findings: tuple[AuditFinding, ...]
