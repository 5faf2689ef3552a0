"""A record in small, for other sites to frame."""

from dataclasses import dataclass

from plugins.newsroom.pages.views.document import Paragraph
from plugins.newsroom.pages.views.shared import DateText, Head, PagePicture, Proof, Withdrawal
from plugins.newsroom.pages.views.tracker import TrackerCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedPage:
    """One page of a document."""

    number: int
    count: int
    """How many pages there are."""
    picture: PagePicture | None
    kind: str
    """As in `PageText`, like its paragraphs."""
    paragraphs: tuple[Paragraph, ...]
    quoted: tuple[str, ...]
    """What our texts quote from it, where it was found on it."""
    citation: str
    """How to cite it, as one line of plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    head: Head
    """Its address is that of the page that it stands for."""
    url: str
    """Where it is read whole."""
    kind: str
    """release, tracker or document."""
    label: str
    """Of a release or a document: its own kind, as in `ReleaseView` and `DocumentView`."""
    title: str
    date: DateText | None
    """Of a tracker: when it was checked."""
    summary: str
    withdrawal: Withdrawal | None
    proof: Proof | None = None
    """Of a release: a quotation that stands on its page."""
    table: TrackerCounts | None = None
    page: EmbeddedPage | None = None
    """None where the document has no such page any more."""
