"""What a feed says, whatever its format: the model that all three writers read."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup

from plugins.feeds.full_text import change_html, full_text_html, withdrawal_text
from plugins.newsroom.library.addresses import document_file, organization_address
from plugins.newsroom.library.edition import Edition, words_of
from plugins.newsroom.library.history import UNDATED, first_published, last_declared
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.trackers.places import RowChange
from plugins.newsroom.pages.fingerprints import record_fingerprint
from plugins.newsroom.pages.parts.cards import summary_of
from plugins.newsroom.pages.parts.formats import date_text
from plugins.newsroom.pages.parts.heads import feed_title
from plugins.newsroom.pages.parts.recordings import recording_files
from plugins.newsroom.pages.parts.release_kinds import RELEASE_KINDS
from plugins.newsroom.pages.parts.subscriptions import ALL, NEWEST, Entry, Subscription, changed
from plugins.newsroom.pages.trackers.tracker_rows import row_source, row_url, statuses_of
from plugins.records.dates import local_day
from plugins.records.schema import Change, Document, Record, Release, Tracker
from plugins.render.checksums import digest

NEVER = UNDATED
"""When a feed without items was updated: formats require a time, and the time of the build would change its bytes."""
_UNFIT_FOR_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that XML 1.0 forbids, or advises against (section 2.2)."""


@dataclass(frozen=True, slots=True)
class _FitForXml:
    """Drops characters that XML does not allow from each text of a view, so that no writer has to."""

    def __post_init__(self) -> None:
        names: tuple[str, ...] = self.__slots__
        for name in names:
            value = getattr(self, name)
            if (fit := _fit(value)) is not value:
                object.__setattr__(self, name, fit)


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
    seconds: int = 0
    """How long it plays; 0 where nobody says, or nothing plays."""


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
    """In UTC, like `updated`."""
    updated: datetime
    """Changes only with a change that the record declares."""
    authors: tuple[Author, ...]
    """Never empty."""
    organizations: tuple[Author, ...]
    """Those that issued or joined it and are not among the authors."""
    categories: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]
    _texts: dict[tuple[Callable[..., bytes], str], bytes] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def written(self, write: "Callable[[FeedItem, str], bytes]", feed_lang: str) -> bytes:
        """What `write` makes of it for feeds in a language: once for all of them."""
        if (write, feed_lang) not in self._texts:
            self._texts[write, feed_lang] = write(self, feed_lang)
        return self._texts[write, feed_lang]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView(_FitForXml):
    """One document of a feed, whatever its format: plain values only."""

    title: str
    description: str
    lang: str
    rights: str
    author: str
    """The site's name: who is responsible for the feed as a whole."""
    home_url: str
    """The page that the feed belongs to."""
    url: str
    """Its own address without the extension, which each format adds."""
    current_url: str
    """The same for the document that readers subscribe to; its own, unless this is an archive."""
    older_url: str = ""
    """The same for the archive with earlier items (RFC 5005, section 4); empty if there are none."""
    newer_url: str = ""
    """For an archive: the next one; empty for the last."""
    hub_url: str = ""
    """A WebSub hub; empty if there is none, and in archives."""
    items: tuple[FeedItem, ...]

    @property
    def is_archive(self) -> bool:
        return self.url != self.current_url

    @property
    def updated(self) -> datetime:
        return max((item.updated for item in self.items), default=NEVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """One document of a feed, before its items are made."""

    name: str
    """Its path without the extension."""
    frame: FeedView
    """The view, without its items."""
    entries: tuple[Entry, ...]
    in_short: bool

    def view(self, edition: Edition) -> FeedView:
        """Made once for all formats, which are made one after another; then dropped."""
        last: Any = edition.kept.get(("feed view",))
        if last is None or last[0] is not self:
            items = tuple(self._item(edition, entry) for entry in self.entries)
            last = edition.kept["feed view",] = self, replace(self.frame, items=items)
        view: FeedView = last[1]
        return view

    def _item(self, edition: Edition, entry: Entry) -> FeedItem:
        """One entry, made once for all feeds, except its full text in an archive, which no other feed has."""
        if self.frame.is_archive and not self.in_short:
            return entry_item(edition, entry, in_short=False)
        part = entry.change and (entry.change.date, entry.number)
        key = ("feed item", entry.item.address, part, entry.row and entry.row.row.anchor, self.in_short)
        if key not in edition.kept:
            edition.kept[key] = entry_item(edition, entry, in_short=self.in_short)
        return edition.kept[key]  # type: ignore[return-value]

    def inputs(self, edition: Edition) -> str:
        """A fingerprint of all that its items are made from."""
        of_items = [
            (record_fingerprint(edition, entry.item), entry.change, entry.number, _of_row(edition, entry))
            for entry in self.entries
        ]
        return digest(f"{self.frame!r}\0{self.in_short}\0{of_items!r}".encode())


def feed_documents(edition: Edition, subscription: Subscription) -> Iterator[FeedDocument]:
    """The newest items, then every archive, oldest first; one that has lost its items stays, empty.

    An archive is full, so it stays the same when something new is published. Archives of the feed of all releases have
    full texts; those of narrower feeds have summaries of the same items, which keeps decades of archives small.
    """
    name, entries = subscription.name, subscription.entries
    count = subscription.archives
    archives = [f"{name}/{number}" for number in range(1, count + 1)]
    frame = _frame(edition, subscription)
    url = edition.settings.absolute_url
    older = url(archives[-1]) if archives else ""
    first = replace(frame, older_url=older, hub_url=edition.settings.websub_hub)
    yield FeedDocument(name=name, frame=first, entries=entries[:NEWEST], in_short=False)
    for number in range(count + 1, edition.library.ledger.archives.get(name, 0) + 1):
        empty = replace(frame, url=url(f"{name}/{number}"), older_url=older)
        yield FeedDocument(name=f"{name}/{number}", frame=empty, entries=(), in_short=False)
    oldest_first = entries[::-1]
    for index, archive in enumerate(archives):
        yield FeedDocument(
            name=archive,
            frame=replace(
                frame,
                url=url(archive),
                older_url=url(archives[index - 1]) if index else "",
                newer_url=url(archives[index + 1]) if index + 1 < count else "",
            ),
            entries=oldest_first[index * NEWEST : (index + 1) * NEWEST][::-1],
            in_short=name != ALL,
        )


def _frame(edition: Edition, subscription: Subscription) -> FeedView:
    """The feed without its items."""
    settings = edition.settings
    url = settings.absolute_url(subscription.name)
    title = feed_title(edition, subscription.name)
    return FeedView(
        title=title,
        description=settings.tagline or title,
        lang=subscription.lang,
        rights=settings.rights,
        author=_site_name(edition),
        home_url=settings.absolute_url(subscription.address),
        url=url,
        current_url=url,
        items=(),
    )


def entry_item(edition: Edition, entry: Entry, *, in_short: bool) -> FeedItem:
    """One entry of any feed. With `in_short`, its summary replaces its full text, which is not even made."""
    if entry.row is not None:
        return row_item(edition, entry.item, entry.row)
    if entry.change is not None:
        return change_item(edition, entry, entry.change, in_short=in_short)
    return feed_item(edition, entry.item, in_short=in_short)


def _short_html(summary: str) -> str:
    return str(Markup("<p>{}</p>").format(summary)) if summary else ""


def feed_item(edition: Edition, item: Item[Record], *, in_short: bool = False) -> FeedItem:
    """A record; a withdrawn one keeps its id, title and date, and says why it was withdrawn."""
    published = first_published(edition, item)
    authors = _authors(edition, item)
    organizations = _organizations(edition, item)
    summary = withdrawal_text(edition, item) or summary_of(item) or getattr(item.record, "subtitle", "")
    return FeedItem(
        id=item.uid,
        url=edition.settings.absolute_url(item.address),
        title=item.record.title,
        lang=item.lang,
        summary=summary,
        content_html=_short_html(summary) if in_short else full_text_html(edition, item),
        published=published,
        updated=last_declared(edition, item),
        authors=authors,
        organizations=tuple(o for o in organizations if o not in authors),
        categories=() if item.is_withdrawn else _categories(edition, item),
        enclosures=() if item.is_withdrawn else _enclosures(edition, item),
    )


def change_item(edition: Edition, entry: Entry, change: Change, *, in_short: bool = False) -> FeedItem:
    """A change as a separate item, for those who follow corrections; the record's own item keeps its id."""
    item = entry.item
    day = local_day(change.date, edition.settings.zone).isoformat()
    moment = changed(edition, entry)
    words = words_of(edition, item.lang)
    kind = words.gettext("Correction") if change.kind == "correction" else words.gettext("Update")
    return FeedItem(
        id=f"{item.uid}#change-{day}{f'-{entry.number}' if entry.number > 1 else ''}",
        url=edition.settings.absolute_url(item.address),
        title=f"{kind}: {item.record.title}",
        lang=item.lang,
        summary=change.note,
        content_html=_short_html(change.note) if in_short else change_html(edition, item, change),
        published=moment,
        updated=moment,
        authors=(_site(edition),),
        organizations=(),
        categories=(),
        enclosures=(),
    )


def row_item(edition: Edition, item: Item[Record], change: RowChange) -> FeedItem:
    """A row of a tracker that changed: where it stands now, and the page that proves it."""
    tracker: Item[Tracker] = item  # type: ignore[assignment]
    row, lang, zone = change.row, item.lang, edition.settings.zone
    status = statuses_of(tracker)[row.status].name
    place = f"{row.place}, {row.state}" if row.state else row.place
    day = date_text(row.date, lang, zone).text if row.date else ""
    said = [part for part in (status, day, row.note) if part]
    url = row_url(edition, tracker, row, absolute=True)
    source = row_source(edition, tracker, row, absolute=True)
    proof = Markup(' <a href="{}">{}</a>').format(source.url, source.text) if source else ""
    return FeedItem(
        id=f"{item.uid}#row-{row.anchor}-{change.moment:%Y%m%dT%H%M%S}",
        url=url,
        title=f"{place}: {status}",
        lang=lang,
        summary=". ".join(said),
        content_html=str(
            Markup('<p><a href="{}">{}</a>: {}.{}</p>').format(url, place, ". ".join(said).rstrip("."), proof)
        ),
        published=change.moment,
        updated=change.moment,
        authors=(_site(edition),),
        organizations=(),
        categories=(status,),
        enclosures=(),
    )


def _of_row(edition: Edition, entry: Entry) -> object:
    """What its item shows besides the tracker's own values."""
    if entry.row is None:
        return None
    tracker: Item[Tracker] = entry.item  # type: ignore[assignment]
    return entry.row, row_url(edition, tracker, entry.row.row), row_source(edition, tracker, entry.row.row)


def _site_name(edition: Edition) -> str:
    return edition.settings.site_name or edition.settings.site_url


def _site(edition: Edition) -> Author:
    return Author(name=_site_name(edition), url=edition.settings.absolute_url(""))


def _authors(edition: Edition, item: Item[Record]) -> tuple[Author, ...]:
    """The authors that it names, else its lead organizations, else the site."""
    named = tuple(Author(name=name) for name in item.record.authors)
    leads: tuple[Author, ...] = ()
    if isinstance(item.record, Release) and not item.is_withdrawn:
        leads = _known(edition, item.record.organizations.lead)
    return named or leads or (_site(edition),)


def _organizations(edition: Edition, item: Item[Record]) -> tuple[Author, ...]:
    if not isinstance(item.record, Release) or item.is_withdrawn:
        return ()
    roles = item.record.organizations
    return _known(edition, (*roles.lead, *roles.with_))


def _known(edition: Edition, slugs: Iterable[str]) -> tuple[Author, ...]:
    known, settings = edition.library.organizations, edition.settings
    return tuple(
        Author(name=known[slug].name, url=settings.absolute_url(organization_address(slug)))
        for slug in dict.fromkeys(slugs)
        if slug in known
    )


def _categories(edition: Edition, item: Item[Record]) -> tuple[str, ...]:
    """Topics, the record's own category, and what kind of release it is."""
    record = item.record
    kind = RELEASE_KINDS[record.kind] if isinstance(record, Release) else ""
    named = (*record.tags, record.category, words_of(edition, item.lang).gettext(kind) if kind else "")
    return tuple(dict.fromkeys(name for name in named if name))


def _enclosures(edition: Edition, item: Item[Record]) -> tuple[Enclosure, ...]:
    """Recordings, then the cited documents that are on file, in the order of citation; for a document, its own file.

    RSS has room for one enclosure: a recording, if there is any.
    """
    relations = edition.relations
    documents: tuple[Item[Document], ...] = ()
    if isinstance(item.record, Document):
        documents = (item,)  # type: ignore[assignment]
    elif isinstance(item.record, Release):
        documents = relations.documents_of_release.get(item.address, ())
    recordings = (
        Enclosure(
            url=edition.settings.absolute_url(file.path),
            type=file.type,
            length=file.bytes,
            title=file.recording.title,
            seconds=_seconds(file.recording.duration),
        )
        for file in recording_files(edition, item).values()
    )
    files = (
        Enclosure(
            url=edition.settings.absolute_url(document_file(document.address, document.slug)),
            type="application/pdf",
            length=document.file.bytes,
            title=document.record.title,
        )
        for document in documents
        if document.file is not None
    )
    return (*recordings, *files)


def _seconds(duration: str) -> int:
    """`1:02:03` → 3723; 0 where nobody says."""
    seconds = 0
    for part in duration.split(":") if duration else ():
        seconds = 60 * seconds + int(part)
    return seconds


def _fit(value: object) -> object:
    match value:
        case str():
            return value if value.isascii() and value.isprintable() else _UNFIT_FOR_XML.sub("", value)
        case tuple():
            return tuple(_fit(part) for part in value)
        case _:
            return value
