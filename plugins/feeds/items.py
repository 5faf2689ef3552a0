"""What a feed says, before any format: the one model that all three writers read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from plugins.feeds.full_text import full_text_html, withdrawal_text
from plugins.newsroom.addresses import FEED, FEED_FORMATS, document_file, organization_address
from plugins.newsroom.cards import summary_of
from plugins.newsroom.edition import Edition
from plugins.newsroom.items import Item
from plugins.records.dates import instant
from plugins.records.schema import Release

NEWEST = 50
"""Items in a feed."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without items was updated: formats demand a moment, and the hour of the build would change its bytes."""
_UNFIT_FOR_XML = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 forbids, or advises against (section 2.2)."""


@dataclass(frozen=True, slots=True)
class _FitForXml:
    """Drops from each text of a view what XML cannot hold, so that no writer ever meets it."""

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, _fit(getattr(self, field.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Author(_FitForXml):
    """A person or an organization."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure(_FitForXml):
    """A file that belongs to an item."""

    url: str
    type: str
    length: int
    """Bytes."""
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem(_FitForXml):
    """One entry of a feed. Every address in it is absolute."""

    id: str
    """The record's uid: it never changes, whatever else does."""
    url: str
    title: str
    lang: str
    summary: str
    """Plain text."""
    content_html: str
    """The full text."""
    published: datetime
    """In UTC, as `updated` is."""
    updated: datetime
    """Moved only by a change that the record declares."""
    authors: tuple[Author, ...]
    """Never empty."""
    organizations: tuple[Author, ...]
    """Those that issued it or joined, and are not among the authors."""
    categories: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView(_FitForXml):
    """One feed in every format: plain values only, its repr is its fingerprint."""

    title: str
    description: str
    lang: str
    rights: str
    author: str
    """The site's name: who answers for the feed as a whole."""
    home_url: str
    """The page that the feed belongs to."""
    rss_url: str
    atom_url: str
    json_url: str
    items: tuple[FeedItem, ...]

    @property
    def updated(self) -> datetime:
        return max((item.updated for item in self.items), default=NEVER)


def site_feed(edition: Edition) -> FeedView:
    """The feed of the whole site."""
    settings = edition.settings
    title = _site_name(edition)
    rss, atom, json = (settings.absolute_url(f"{FEED}{ending}") for ending, *_ in FEED_FORMATS)
    return FeedView(
        title=title,
        description=settings.tagline or title,
        lang=settings.lang,
        rights=settings.rights,
        author=title,
        home_url=settings.absolute_url(""),
        rss_url=rss,
        atom_url=atom,
        json_url=json,
        items=feed_items(edition),
    )


def feed_items(edition: Edition) -> tuple[FeedItem, ...]:
    """The newest releases, translations and withdrawn ones among them, newest first."""
    return tuple(feed_item(edition, item) for item in edition.library.releases[:NEWEST])


def feed_item(edition: Edition, item: Item[Release]) -> FeedItem:
    """A release; a withdrawn one keeps its id, title and date, and says why it is gone."""
    published = instant(item.record.date, edition.settings.zone)
    authors = _authors(edition, item)
    return FeedItem(
        id=item.uid,
        url=edition.settings.absolute_url(item.address),
        title=item.record.title,
        lang=item.lang,
        summary=withdrawal_text(edition, item) or summary_of(item) or item.record.subtitle,
        content_html=full_text_html(edition, item),
        published=published,
        updated=max(published, item.modified or published).astimezone(UTC),
        authors=authors,
        organizations=tuple(o for o in _organizations(edition, item) if o not in authors),
        categories=() if item.is_withdrawn else _categories(item.record),
        enclosures=_enclosures(edition, item),
    )


def _site_name(edition: Edition) -> str:
    return edition.settings.site_name or edition.settings.site_url


def _authors(edition: Edition, item: Item[Release]) -> tuple[Author, ...]:
    """Those that it names, else the organizations that lead it, else the site."""
    named = tuple(Author(name=name) for name in item.record.authors)
    leads = () if item.is_withdrawn else _known(edition, item.record.organizations.lead)
    return named or leads or (Author(name=_site_name(edition), url=edition.settings.absolute_url("")),)


def _organizations(edition: Edition, item: Item[Release]) -> tuple[Author, ...]:
    roles = item.record.organizations
    return () if item.is_withdrawn else _known(edition, (*roles.lead, *roles.with_))


def _known(edition: Edition, slugs: Iterable[str]) -> tuple[Author, ...]:
    known, settings = edition.library.organizations, edition.settings
    return tuple(
        Author(name=known[slug].name, url=settings.absolute_url(organization_address(slug)))
        for slug in dict.fromkeys(slugs)
        if slug in known
    )


def _categories(record: Release) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (*record.tags, record.category) if name))


def _enclosures(edition: Edition, item: Item[Release]) -> tuple[Enclosure, ...]:
    """The cited documents that are on file, in the order in which the release cites them."""
    return tuple(
        Enclosure(
            url=edition.settings.absolute_url(document_file(document.address, document.slug)),
            type="application/pdf",
            length=document.file.bytes,
            title=document.record.title,
        )
        for document in edition.relations.documents_of_release.get(item.address, ())
        if document.file is not None
    )


def _fit(value: object) -> object:
    match value:
        case str():
            return _UNFIT_FOR_XML.sub("", value)
        case tuple():
            return tuple(_fit(part) for part in value)
        case _:
            return value
