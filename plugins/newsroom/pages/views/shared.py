"""Views shared by several kinds of page: links, dates, cards, quotations, pictures, files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    text: str
    url: str
    lang: str = ""
    """Of the text, where it is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateText:
    """A date, or a date and time, for people and for machines."""

    iso: str
    """`2010-09-01`, or `2010-09-01T10:00:00-07:00`."""
    text: str
    """`September 1, 2010`, or with the time and zone, in the page's language."""
    lang: str = ""
    """Set if the date is in English because the format of the page's language is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNote:
    """What `invoke serve --held` says about an item that is not public yet; no other output has one."""

    embargo: bool
    until: DateText | None
    """With the day of the week. None for a draft."""
    distance: str = ""
    """How long that is, in words: `in 14 hours`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """The same page in another language."""

    lang: str
    name: str
    """The language's own name: `Español`."""
    url: str
    absolute_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    title: str
    type: str
    """MIME type."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardImage:
    """The picture that stands for a page where its link is shared."""

    absolute_url: str
    width: int
    height: int
    alt: str
    type: str = "image/png"


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
    """This page in other languages."""
    default_url: str = ""
    """The absolute address for readers of any language that it is not to be had in; empty where it has no other."""
    languages: tuple[Alternate, ...] = ()
    """Each other language of the site: this page, else the home page in that language."""
    feeds: tuple[FeedLink, ...] = ()
    """Every feed that fits the page."""
    own_feed: tuple[FeedLink, ...] = ()
    """The feed of this page itself, in each format, titled by format: `RSS`."""
    kind: str = "website"
    """The Open Graph type: `website` or `article`."""
    published_iso: str = ""
    modified_iso: str = ""
    json_ld_html: str = ""
    """JSON-LD, with `<`, `>` and `&` escaped as JSON does, ready for a script element."""
    section: str = ""
    """The navigation entry that this page belongs to: releases, cases, documents, press, subscribe."""
    held: HeldNote | None = None
    card: CardImage | None = None
    """None where the settings leave cards out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingTime:
    """When a briefing is, for everybody who may join."""

    day: DateText
    """In the site's zone."""
    hours: tuple[str, ...]
    """In the site's zone, then in each further zone of site.yml: `10 a.m. Pacific`, `1 p.m. Eastern`."""
    is_over: bool
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What a release invites to."""

    time: BriefingTime
    where: str
    url: str
    """Where to join."""
    phone: str
    phone_url: str
    code: str
    speakers: tuple[str, ...]
    for_press: bool
    """Whether only the press is invited."""
    calendar_url: str
    outcomes: tuple[Link, ...] = ()
    """After its end: what was published about it, then later releases that link to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseCard:
    title: str
    url: str
    date: DateText
    summary: str
    lang: str
    """Set if it differs from the page's language, else empty."""
    kind: str = "release"
    """release, statement, advisory, guide or letter: the theme has the word for it."""
    withdrawn: bool = False
    held: HeldNote | None = None
    briefing: BriefingTime | None = None


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
    held: HeldNote | None = None


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
class PagePicture:
    """A thumbnail of a document's page."""

    url: str
    width: int
    height: int


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
    """Of the words, where it is not the page's."""
    document_lang: str = ""
    """Of the document's title, where it is not the page's."""
    quoted_in: Link | None = None
    """The record that quotes, where it does not stand beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedCode:
    """What other sites write to show a record."""

    absolute_url: str
    """Of what they frame."""
    title: str
    """Of the frame, for those who hear it."""
    height: int
    """Pixels that it takes in a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedLink:
    """A list with its number of items."""

    text: str
    url: str
    count: int
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedFile:
    """A file next to a page that is neither one of its pictures nor a document."""

    url: str
    name: str
    kind: str
    """`DOCX`"""
    size_text: str
    sha256: str
    removed: tuple[str, ...]
    """What was removed from the published copy; the theme has the words for it."""


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
    """None if not on file yet."""
    first_page: PagePicture | None = None
    cited_pages: tuple[int, ...] = ()
    """On a release's page: the pages that it cites."""
    cited: int = 0
    """Number of records that cite it, where it is shown."""
    lang: str = ""
    held: HeldNote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    name: str
    organization: Link | None
    email: str
    phone: str
    phone_url: str
    """`tel:+14155550100`"""
    languages: str
    """`English and Spanish`, in the page's language; or empty."""
    role: str = ""
    """A job title, in the campaign's own words; or empty."""
    topics: tuple[str, ...] = ()
    """What an expert can be asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationCard:
    name: str
    short_name: str
    url: str
    site_url: str
    """Its own website, or empty."""
    boilerplate: str
    lead: bool = False
    lang: str = ""
    """Of the boilerplate, where it is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A dated correction or update."""

    date: DateText
    note: str
    kind: str
    """`correction`, `update` or, on the list of all, `withdrawal`"""
    page: Link | None = None
    """Which page it belongs to, on the list of all corrections."""
    lang: str = ""
    """Of the note, where it is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    date: DateText
    reason: str
    replacement: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What a translation translates."""

    title: str
    url: str
    lang: str
    absolute_url: str
    changed: DateText | None
    """When it changed since it was translated; None where the translation is as new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    url: str
    """In the widest size, as JPEG, PNG or what it is."""
    alt: str
    credit: str
    width: int
    height: int
    """Pixels of that size; zeros where nobody knows."""
    caption: str = ""
    webp: str = ""
    """Every size as WebP, as `srcset` wants them: `/a-480.webp 480w, /a.webp 960w`; empty for what has no sizes."""
    plain: str = ""
    """The same in a format that every browser shows; empty for a single one."""


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
