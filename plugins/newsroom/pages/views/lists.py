"""Pages with lists: home, releases, cases, documents, topics, organizations, corrections, feeds."""

from dataclasses import dataclass

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
    Proof,
    ReleaseCard,
)

Card = ReleaseCard | CaseCard | DocumentCard | OrganizationCard | CountedLink | Change


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
    lead_is_newest: bool = True
    proof: Proof | None = None
    """A verified quotation of the lead, else of another record."""
    rests: Rests | None = None
    """The evidence of the lead; None if it cites nothing."""
    steps: tuple[Step, ...] = ()
    """Of the case: how it came here, and what is next."""
    years: tuple[CountedLink, ...] = ()
    contacts: tuple[ContactCard, ...] = ()
    """Press contacts: those of the lead."""
    press_url: str = ""
    cases_url: str = ""
    documents_count: int = 0
    documents_url: str = ""
    topics_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What a list has in another language alone."""

    lang: str
    direction: str
    language: str
    """The language in that of the page: `Spanish`."""
    cards: tuple[Card, ...]
    more_url: str
    """The list in that language, where it has more than these; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Records of one kind, newest first, or what else a page lists: the one shape of every list."""

    kind: str
    """releases, cases, documents, topics, organizations or changes."""
    title: str = ""
    """Its own heading, such as `September 2010`; empty where the theme has the word for its kind."""
    anchor: str = ""
    cards: tuple[Card, ...]
    foreign: tuple[Foreign, ...] = ()
    """After them: what is not to be had in the page's language."""
    count: int = 0
    """How many there are in all, where `cards` are but the newest of them; else 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    key: str
    """What the theme has a word for (`memo`, `on-file`, `undated`), or empty."""
    text: str
    url: str
    count: int
    current: bool = False
    """Whether it is the page that one is on."""
    anchor: str = ""
    """The fragment under which older addresses look for it."""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to divide a list, each part of which has a page."""

    name: str
    """year, month, kind, case, file or topic: the theme has the word for it."""
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """Every page that lists: releases, cases, documents, topics, organizations, corrections, and the parts of them."""

    head: Head
    breadcrumbs: tuple[Link, ...]
    page: str
    """releases, cases, documents, topics, organizations, corrections, topic, organization or case."""
    title: str
    count: int
    """Of all that there is of it in the page's language."""
    on_file: int = 0
    """Of documents: how many have their file."""
    listings: tuple[Listing, ...]
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    name: str
    short_name: str
    site_url: str
    boilerplate: str
    boilerplate_lang: str = ""
    """Where it is not the page's."""
    contacts: tuple[ContactCard, ...]
    listings: tuple[Listing, ...]
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedListing:
    title: str
    """Empty for the feed of all releases."""
    lang: str
    """Of its title, where it is not the page's; else empty."""
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
