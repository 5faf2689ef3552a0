"""The page of a document, and the parts of a long text."""

from dataclasses import dataclass

from plugins.newsroom.pages.views.shared import (
    Change,
    DateText,
    FileFacts,
    Head,
    Link,
    LinkedFile,
    PagePicture,
    Withdrawal,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    page: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    """What staff say about one page of a document."""

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
    """The pages of the document it points at; empty for the whole."""
    date: DateText | None
    words: tuple[str, ...] = ()
    """What it quotes, or the words that carry its links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTile:
    """One page of a document, small."""

    number: int
    url: str
    """Its text, or its place in the PDF where it has none."""
    thumbnail_url: str
    """Empty where there is no picture."""
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Some of a page's text, as it is read."""

    segments: tuple[tuple[str, bool], ...]
    """Text, and whether somebody quotes it: joined, they are the paragraph."""
    kind: str = "lines"
    """`text`, `heading`, or `lines`, which stay as the file breaks them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedHere:
    """A page of this site that cites one page of the document."""

    title: str
    url: str
    date: DateText | None
    verdict: str
    """Of a quotation: `exact`, `scan` or `person`; empty where it links to the page alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """One page: its picture, and its text as far as a reader of the page can see it."""

    number: int
    paragraphs: tuple[Paragraph, ...]
    kind: str
    """`text`, `ocr` (read from a picture by a machine), `scan` (a picture that nobody has read yet) or `blank`."""
    pdf_url: str
    picture: PagePicture | None
    """The page as a picture to read from, or None."""
    notes: tuple[str, ...]
    """What staff say of it."""
    cited: tuple[CitedHere, ...] = ()
    cited_more: int = 0
    """How many more cite it than `cited` names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One form of a citation, to be copied."""

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
    """None: not on file yet, and the page says how to ask for it."""
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
    """Of the file as it came in; `file` has that of the file as published."""
    signature_broken: bool = False
    """Taking hidden data out of the file ended the validity of a digital signature."""
    lost_marks_on: tuple[int, ...] = ()
    """Pages over which something was laid that the file as published does not show."""
    tiles: tuple[PageTile, ...] = ()
    texts: tuple[PageText, ...] = ()
    """The text of every page, where the document is short; else it lies in `parts`."""
    parts: tuple[Link, ...] = ()
    """`26–50`: where the pages of a long document are."""
    most_cited: int = 0
    """The page that most records cite; 0 where none is."""
    most_cited_url: str = ""
    text_url: str = ""
    """The whole text as it was extracted, or empty where there is none."""
    files: tuple[LinkedFile, ...] = ()


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
