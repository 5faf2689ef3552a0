"""Pages with lists: home, releases, cases, documents, topics, organizations, corrections, feeds."""

from dataclasses import dataclass

from plugins.newsroom.pages.views.case import DocumentGroup
from plugins.newsroom.pages.views.shared import (
    CaseCard,
    Change,
    ContactCard,
    CountedLink,
    DateText,
    DocumentCard,
    Head,
    Link,
    OrganizationCard,
    PagePicture,
    ReleaseCard,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A quotation that was found on the page that it cites."""

    words: str
    title: str
    """Of the document."""
    page: int
    url: str
    picture: PagePicture | None
    kind: str
    """`exact`, `scan` (except for OCR errors) or `person` (somebody compared the two)."""
    lang: str = ""
    """Language of the words, if it differs from the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """The evidence of a release."""

    documents: int
    pages: int
    """Pages of all documents on file, together."""
    on_file: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a case on the way to its current status."""

    title: str
    date: DateText | None
    is_next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    head: Head
    lead: ReleaseCard | None
    releases: tuple[ReleaseCard, ...]
    """The next releases, newest first, without the lead."""
    more_releases_url: str
    case: CaseCard | None
    documents: tuple[DocumentCard, ...]
    topics: tuple[CountedLink, ...]
    intro_html: str
    """From pages/home.md, if there is one."""
    proof: Proof | None = None
    """A verified quotation of the lead."""
    rests: Rests | None = None
    """The evidence of the lead; None if it cites nothing."""
    steps: tuple[Step, ...] = ()
    """Steps of the case: how it got here, and what is next."""
    years: tuple[Link, ...] = ()
    contacts: tuple[ContactCard, ...] = ()
    """Press contacts: those of the lead."""
    press_url: str = ""
    cases_url: str = ""
    documents_count: int = 0
    documents_url: str = ""
    topics_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfReleases:
    year: int
    releases: tuple[ReleaseCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """A list of the releases of one kind."""

    kind: str
    count: int
    url: str
    is_shown: bool
    """Whether this page is that list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasesView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    years: tuple[YearOfReleases, ...]
    count: int
    kind: str = ""
    """On the list of one kind: which; else empty."""
    kinds: tuple[KindCount, ...] = ()
    """The lists by kind; none where there is only one."""
    all_url: str = ""
    """On the list of one kind: that of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    cases: tuple[CaseCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    groups: tuple[DocumentGroup, ...]
    count: int
    on_file: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    topics: tuple[tuple[Link, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    name: str
    releases: tuple[ReleaseCard, ...]
    cases: tuple[CaseCard, ...]
    documents: tuple[DocumentCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationsView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    organizations: tuple[OrganizationCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    name: str
    short_name: str
    site_url: str
    boilerplate: str
    contacts: tuple[ContactCard, ...]
    releases: tuple[ReleaseCard, ...]
    cases: tuple[CaseCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedListing:
    title: str
    """Empty for the feed of all releases."""
    lang: str
    """Language of its title, if it is not the site's; else empty."""
    rss_url: str
    atom_url: str
    json_url: str
    rss_absolute_url: str
    """The plain address, to be copied into a feed reader."""
    atom_absolute_url: str
    json_absolute_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGroup:
    group: str
    """What the feeds are for: site, languages, cases, topics or organizations."""
    feeds: tuple[FeedListing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    groups: tuple[FeedGroup, ...]
    opml_url: str
    """A list of all feeds that a feed reader can import."""
