"""The page of a document, and the parts of a long text."""

from dataclasses import dataclass

from plugins.newsroom.pages.views.shared import (
    Change,
    DateText,
    EmbedCode,
    FileFacts,
    Head,
    Link,
    LinkedFile,
    Original,
    PagePicture,
    Withdrawal,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    page: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    """What the staff says about one page of a document."""

    page: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    date: DateText
    comment: str
    file: FileFacts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedIn:
    """A page that links to this document."""

    title: str
    url: str
    pages: tuple[int, ...]
    """The pages of the document it links to; empty for the whole document."""
    date: DateText | None
    words: tuple[str, ...] = ()
    """What it quotes, or the words that carry its links."""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTile:
    """A thumbnail of one page of a document."""

    number: int
    url: str
    """Address of its text, or of the page in the PDF if it has none."""
    thumbnail_url: str
    """Empty if there is no picture."""
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of a page's text, prepared for reading."""

    segments: tuple[tuple[str, bool], ...]
    """Text, and whether it is quoted: joined, they are the paragraph."""
    kind: str = "lines"
    """`text`, `heading`, or `lines`, which keep the file's line breaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedHere:
    """A page of this site that cites one page of the document."""

    title: str
    url: str
    date: DateText | None
    verdict: str
    """Of a quotation: `exact`, `scan` or `person`; empty where it links to the page alone."""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """One page: its picture, and the part of its text that can be seen."""

    number: int
    paragraphs: tuple[Paragraph, ...]
    kind: str
    """`text`, `ocr` (a scan with OCR text), `scan` (a scan without text) or `blank`."""
    pdf_url: str
    picture: PagePicture | None
    """The page as a picture large enough to read, or None."""
    notes: tuple[str, ...]
    """What the staff says about it."""
    citation: str = ""
    """How to cite the page, as one line of plain text."""
    cited: tuple[CitedHere, ...] = ()
    cited_more: int = 0
    """How many more cite it than are listed in `cited`."""
    embed: EmbedCode | None = None
    """None where the page has no embed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A citation in one format, to be copied."""

    name: str
    """`BibTeX`"""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    kind: str
    summary: str
    body_html: str
    file: FileFacts | None
    """None if it is not on file yet; the page then says how to ask for it."""
    date: DateText | None
    authors: tuple[str, ...]
    source: str
    recipient: str
    obtained_via: str
    obtained_date: DateText | None
    release_batch: str
    bates: str
    """`DHS-000123 to DHS-000129`, or empty."""
    exemptions: tuple[str, ...]
    redacted_by: str
    """`agency`, `us`, `court` or empty."""
    language: str
    """`English and Spanish`, in the page's language; or empty."""
    rights: str
    case: Link | None
    docket_entry: str
    docket_url: str
    sections: tuple[Section, ...]
    notes: tuple[PageNote, ...]
    versions: tuple[Version, ...]
    cited_in: tuple[CitedIn, ...]
    citation: str
    """How to cite it, as one line of plain text."""
    topics: tuple[Link, ...]
    changes: tuple[Change, ...]
    withdrawal: Withdrawal | None
    press_url: str
    references: tuple[Reference, ...] = ()
    """The citation as BibTeX, RIS and CSL-JSON."""
    received_sha256: str = ""
    """SHA-256 of the file as received; `file` has that of the published file."""
    signature_broken: bool = False
    """Removing hidden data from the file invalidated a digital signature."""
    lost_marks_on: tuple[int, ...] = ()
    """Pages with an overlay that the published file does not show."""
    tiles: tuple[PageTile, ...] = ()
    texts: tuple[PageText, ...] = ()
    """The text of every page, if the document is short; otherwise see `parts`."""
    parts: tuple[Link, ...] = ()
    """`26–50`: links to the parts of a long document."""
    most_cited: int = 0
    """The page that most records cite; 0 if none is cited."""
    most_cited_url: str = ""
    text_url: str = ""
    search_slug: str = ""
    """What its pages are searched by, or empty where they have no text."""
    """Address of the whole extracted text, or empty if there is none."""
    files: tuple[LinkedFile, ...] = ()
    original: Original | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTextView:
    """The text of 25 pages of a long document."""

    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    document: Link
    first: int
    last: int
    pages: int
    texts: tuple[PageText, ...]
    previous_url: str
    next_url: str
    previous: str = ""
    """`1–25`"""
    next: str = ""
    language: str = ""
