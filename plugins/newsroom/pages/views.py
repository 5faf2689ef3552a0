"""What each page needs to be drawn: the contract between the newsroom and the theme.

A view holds plain values only, so that a page is a pure function of it. Words of the interface ("Download", "Cases")
are the theme's; a view brings addresses, dates already written out in the page's language, and the campaign's text.
A name that ends in `_html` is safe HTML; every other string is text. Addresses of pages are root-relative unless the
name says `absolute`. `None` and empty tuples mean that there is nothing to show.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateText:
    """A date, or a moment, for people and for machines."""

    iso: str
    """`2010-09-01`, or `2010-09-01T10:00:00-07:00`."""
    text: str
    """`September 1, 2010`, or with the time and zone, in the page's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """The same page in another language."""

    lang: str
    name: str
    """The language in its own words: `Español`."""
    url: str
    absolute_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    title: str
    type: str
    """MIME type."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says about itself to machines."""

    title: str
    """The page's own title, without the site's name."""
    description: str
    absolute_url: str
    lang: str
    direction: str
    """`ltr` or `rtl`."""
    alternates: tuple[Alternate, ...] = ()
    """The other languages of this page."""
    feeds: tuple[FeedLink, ...] = ()
    """Every feed that fits the page."""
    own_feed: tuple[FeedLink, ...] = ()
    """The feed of this very page, in each format, titled by the format: `RSS`."""
    kind: str = "website"
    """The Open Graph type: `website` or `article`."""
    published_iso: str = ""
    modified_iso: str = ""
    json_ld_html: str = ""
    """JSON-LD, with `<`, `>` and `&` escaped as JSON does, ready for a script element."""
    section: str = ""
    """Which entry of the navigation this page belongs to: releases, cases, documents, press, subscribe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseCard:
    title: str
    url: str
    date: DateText
    summary: str
    lang: str
    """Set where it differs from the page's language, else empty."""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    title: str
    url: str
    summary: str
    status_line: str
    as_of: DateText | None
    next_date: DateText | None
    next_title: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A file that a reader can download."""

    url: str
    name: str
    size_text: str
    """`412 KB`"""
    bytes: int
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCard:
    title: str
    url: str
    kind: str
    """One of complaint order brief letter memo record request response analysis: the theme has the word for it."""
    date: DateText | None
    author: str
    summary: str
    docket_entry: str
    file: FileFacts | None
    """None: not on file yet."""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    name: str
    organization: Link | None
    email: str
    phone: str
    phone_url: str
    """`tel:+14155550100`"""
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationCard:
    name: str
    short_name: str
    url: str
    site_url: str
    """Its own site, or empty."""
    boilerplate: str
    lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A dated correction or update."""

    date: DateText
    note: str
    kind: str
    """`correction`, `update` or, on the list of all, `withdrawal`"""
    page: Link | None = None
    """Which page it belongs to, on the list of all corrections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    date: DateText
    reason: str
    replacement: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation of the release, for the page's list of them."""

    text: str
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    url: str
    alt: str
    credit: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One numbered source of a printed release."""

    number: int
    text: str
    absolute_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    title: str
    url: str
    outlet: str
    date: DateText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    head: Head
    lead: ReleaseCard | None
    releases: tuple[ReleaseCard, ...]
    """The next ones, newest first, without the lead."""
    more_releases_url: str
    case: CaseCard | None
    documents: tuple[DocumentCard, ...]
    topics: tuple[Link, ...]
    intro_html: str
    """From pages/home.md, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfReleases:
    year: int
    releases: tuple[ReleaseCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasesView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    years: tuple[YearOfReleases, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    subtitle: str
    summary: str
    dateline: str
    date: DateText
    modified: DateText | None
    authors: tuple[str, ...]
    body_html: str
    quotes: tuple[Quote, ...]
    topics: tuple[Link, ...]
    cases: tuple[CaseCard, ...]
    documents: tuple[DocumentCard, ...]
    contacts: tuple[ContactCard, ...]
    organizations: tuple[OrganizationCard, ...]
    """Those whose boilerplate stands at the end, lead first."""
    images: tuple[Picture, ...]
    coverage: tuple[Coverage, ...]
    changes: tuple[Change, ...]
    """Newest first."""
    withdrawal: Withdrawal | None
    """If set, the body is empty and the page is a notice."""
    sources: tuple[Source, ...]
    """Every link of the body in order, for print."""
    text_url: str
    press_url: str
    """The press page, or empty where the site has none."""
    newer: Link | None
    older: Link | None
    kit: FileFacts | None = None
    """The press kit; None for what is withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTextView:
    """The release as plain text for the wire: index.txt."""

    lang: str
    title: str
    subtitle: str
    date: DateText
    organizations: tuple[str, ...]
    contacts: tuple[ContactCard, ...]
    body: str
    """Dateline and paragraphs, parted by blank lines, with links numbered as [1]; the theme folds the lines."""
    boilerplates: tuple[tuple[str, str], ...]
    """(name, text)"""
    sources: tuple[Source, ...]
    changes: tuple[Change, ...]
    withdrawal: Withdrawal | None
    absolute_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsView:
    """Whom the press can ask, as a text of a press kit."""

    title: str
    absolute_url: str
    contacts: tuple[ContactCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceeding:
    court: str
    docket_number: str
    date_filed: DateText | None
    date_terminated: DateText | None
    judge: str
    cause: str
    source_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsel:
    name: str
    organization: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsRequest:
    """A request under a freedom-of-information law."""

    agency: str
    tracking_id: str
    date: DateText | None
    status: str
    exemptions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One line of the timeline and docket, in order of date."""

    date: DateText | None
    entry_number: str
    """Docket entry: the line's id is `entry-<number>`; empty for a timeline event."""
    title: str
    body_html: str
    documents: tuple[DocumentCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentGroup:
    kind: str
    documents: tuple[DocumentCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    cases: tuple[CaseCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    short_name: str
    summary: str
    status_line: str
    as_of: DateText | None
    next_date: DateText | None
    next_title: str
    body_html: str
    proceedings: tuple[Proceeding, ...]
    parties: tuple[Party, ...]
    counsel: tuple[Counsel, ...]
    requests: tuple[RecordsRequest, ...]
    events: tuple[CaseEvent, ...]
    groups: tuple[DocumentGroup, ...]
    releases: tuple[ReleaseCard, ...]
    topics: tuple[Link, ...]
    changes: tuple[Change, ...]
    withdrawal: Withdrawal | None
    kit: FileFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    groups: tuple[DocumentGroup, ...]
    count: int
    on_file: int


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
class PageText:
    """The text of one page, as far as a reader of the page can see it."""

    number: int
    text: str
    kind: str
    """`text`, `ocr` (read from a picture by a machine), `scan` (a picture that nobody has read yet) or `blank`."""
    pdf_url: str
    image_url: str
    """The page as a picture to read from, or empty."""
    notes: tuple[str, ...]
    """What staff say of it."""


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
    tiles: tuple[PageTile, ...] = ()
    texts: tuple[PageText, ...] = ()
    """The text of every page, where the document is short; else it lies in `parts`."""
    parts: tuple[Link, ...] = ()
    """`Pages 26 to 50`"""


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
class TextPageView:
    """About, privacy, accessibility: a page of prose."""

    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    body_html: str
    modified: DateText | None
    changes: tuple[Change, ...]
    withdrawal: Withdrawal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PressView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    body_html: str
    contacts: tuple[ContactCard, ...]
    """Empty: the page says plainly that no contact is held."""
    organizations: tuple[OrganizationCard, ...]
    releases: tuple[ReleaseCard, ...]


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
    """Of its title, where it is not the site's; else empty."""
    rss_url: str
    atom_url: str
    json_url: str
    rss_absolute_url: str
    """The plain address, to be copied into a reader."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    head: Head
    links: tuple[str, ...]
    """Keys of the sections that exist, as in `Site.sections`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """An old address that answers for ever."""

    head: Head
    url: str
    absolute_url: str
