"""Every feed of the site, listed before any is written: what it is for, and what it contains."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, TypeVar

from plugins.newsroom.library.addresses import FEED_FORMATS, organization_address, topic_address
from plugins.newsroom.library.changes import numbered_changes
from plugins.newsroom.library.edition import Edition, words_of
from plugins.newsroom.library.history import first_published, lists_ever, lists_of, moment_of, moves
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.trackers.places import RowChange, row_changes
from plugins.newsroom.library.translations import below
from plugins.newsroom.pages.parts.language_names import own_name
from plugins.records.schema import Case, Change, Document, Record, Release, Tracker

R = TypeVar("R", bound=Record)
Group = Literal["site", "cases", "trackers", "topics", "organizations", "languages"]


class Entry(NamedTuple):
    """An entry of a feed: a record, or one change of it."""

    item: Item[Record]
    change: Change | None = None
    number: int = 0
    """Which of the changes of one day."""
    row: RowChange | None = None
    """Of a tracker: a row that changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed, in all of its formats."""

    name: str
    """Its path below the output without the extension: `feeds/topics/detainers`."""
    group: Group
    title: str
    """Follows the site's name; empty for the feed of all releases."""
    lang: str
    address: str
    """The page that it belongs to: a folder below the output."""
    entries: tuple[Entry, ...]
    """Newest first, by first publication."""
    former: tuple[str, ...] = ()
    """Former names, which still work."""
    is_offered: bool = True
    """Whether it is offered to new readers: not for a withdrawn case, or a topic that nothing is tagged with
    anymore."""

    @property
    def archives(self) -> int:
        """How many archives contain the items older than its newest ones; each archive is full."""
        return -(-max(0, len(self.entries) - NEWEST) // NEWEST)


NEWEST = 50
"""Items in the document that readers subscribe to, and in each archive (RFC 5005, section 4)."""
ALL = "feeds/all"
DOCUMENTS = "feeds/documents"
CORRECTIONS = "feeds/corrections"


def subscriptions(edition: Edition) -> dict[str, Subscription]:
    """By name, in the order in which they are offered to readers."""
    key = ("subscriptions",)
    if key not in edition.kept:
        found = (
            *(*_site(edition), *_languages(edition), *_cases(edition), *_trackers(edition)),
            *(*_topics(edition), *_organizations(edition)),
        )
        edition.kept[key] = {subscription.name: subscription for subscription in found}
    return edition.kept[key]  # type: ignore[return-value]


def offered(edition: Edition) -> Iterator[Subscription]:
    """The feeds offered to readers."""
    return (subscription for subscription in subscriptions(edition).values() if subscription.is_offered)


def feed_files(edition: Edition) -> Iterator[str]:
    """The paths of the feeds that readers subscribe to."""
    for subscription in subscriptions(edition).values():
        for name in (subscription.name, *subscription.former):
            yield from (f"{name}{ending}" for ending, *_ in FEED_FORMATS)


def feeds_of(edition: Edition, item: Item[Record]) -> tuple[str, ...]:
    """The names of the feeds that fit a record's page, the most specific last."""
    names: list[str] = []
    if isinstance(item.record, Document):
        names.append(DOCUMENTS)
    if item.record.translation and isinstance(item.record, Release):
        names.append(_name("languages", item.lang.lower()))
    if isinstance(item.record, Release):
        names += (_name("cases", slug) for slug in item.record.cases)
    elif isinstance(item.record, Case):
        names.append(_name("cases", item.slug))
    elif isinstance(item.record, Tracker):
        names.append(_name("trackers", item.slug))
    elif isinstance(item.record, Document) and item.record.case:
        names.append(_name("cases", item.record.case))
    return tuple(name for name in names if name in subscriptions(edition))


def list_feed(edition: Edition, group: Group, slug: str) -> tuple[str, ...]:
    """The name of the feed of a topic or organization, if it has one."""
    name = _name(group, slug)
    return (name,) if name in subscriptions(edition) else ()


def language_feed(edition: Edition, lang: str) -> tuple[str, ...]:
    """The name of the feed of what is written in a language, on pages for its readers; none for the site's own."""
    name = _name("languages", lang.lower())
    return (name,) if lang != edition.settings.lang and name in subscriptions(edition) else ()


def _site(edition: Edition) -> Iterator[Subscription]:
    library, settings = edition.library, edition.settings
    words = words_of(edition, settings.lang)

    def feed(name: str, title: str, address: str, entries: tuple[Entry, ...]) -> Subscription:
        return Subscription(
            name=name, group="site", title=title, lang=settings.lang, address=address, entries=entries
        )  # fmt: skip

    yield feed(ALL, "", "", _each_story_once(edition, library.releases))
    if library.documents or "documents/" in library.ledger.pages:
        yield feed(DOCUMENTS, words.gettext("Documents"), "documents/", _each_story_once(edition, library.documents))
    yield feed(CORRECTIONS, words.gettext("Corrections"), "corrections/", _changes(edition))


def _languages(edition: Edition) -> Iterator[Subscription]:
    of_list, home = _members(edition), edition.settings.lang
    for name in sorted(name for name in lists_ever(edition) if name.startswith("languages/")):
        items = of_list.get(name, [])
        lang = items[0].lang if items else name.partition("/")[2]
        yield Subscription(
            name=f"feeds/{name}",
            group="languages",
            title=own_name(lang),
            lang=lang,
            address=below(lang, home) if lang in edition.relations.languages else "",
            entries=_newest_first(edition, items),
            is_offered=bool(items),
        )


def _cases(edition: Edition) -> Iterator[Subscription]:
    """A case's feed: releases about it, and its documents. A translation of the case has the same feed."""
    releases: dict[str, list[Item[Record]]] = {}
    for release in edition.library.releases:
        for slug in release.record.cases:
            releases.setdefault(slug, []).append(release)
    documents: dict[str, list[Item[Record]]] = {}
    for document in edition.library.documents:
        documents.setdefault(document.record.case, []).append(document)
    former = _former_names(edition, "cases")
    for case in _each_slug_once(edition.library.cases):
        cited = edition.relations.documents_of_case.get(case.address, ())
        items = (*releases.get(case.slug, ()), *documents.get(case.slug, ()), *cited)
        yield Subscription(
            name=_name("cases", case.slug),
            group="cases",
            title=case.record.case_name_short or case.record.title,
            lang=case.lang,
            address=case.address,
            entries=_each_story_once(edition, {item.address: item for item in items}.values()),
            is_offered=not case.is_withdrawn,
            former=former.get(case.slug, ()),
        )


def _trackers(edition: Edition) -> Iterator[Subscription]:
    """A tracker's feed: the newest rows that changed since it was published, then the tracker itself."""
    former = _former_names(edition, "trackers")
    for tracker in _each_slug_once(edition.library.trackers):
        rows = [Entry(tracker, row=change) for change in row_changes(edition, tracker)[: NEWEST - 1]]
        yield Subscription(
            name=_name("trackers", tracker.slug),
            group="trackers",
            title=tracker.record.title,
            lang=tracker.lang,
            address=tracker.address,
            entries=(*rows, Entry(tracker)),
            is_offered=not tracker.is_withdrawn,
            former=former.get(tracker.slug, ()),
        )


def _former_names(edition: Edition, group: str) -> dict[str, tuple[str, ...]]:
    """The other names that the feed of each record of a group has had, by its slug of today."""
    former: dict[str, dict[str, None]] = {}
    for move in moves(edition):
        old = move.former.removesuffix("/").rpartition("/")[2]
        if f"{move.item.kind}s" == group and old != move.item.slug:
            former.setdefault(move.item.slug, {})[_name(group, old)] = None
    return {slug: tuple(names) for slug, names in former.items()}


def _each_slug_once(items: Iterable[Item[R]]) -> Iterator[Item[R]]:
    """The original of each, or the first of its translations."""
    by_slug: dict[str, Item[R]] = {}
    for item in sorted(items, key=lambda item: item.record.translation):
        by_slug.setdefault(item.slug, item)
    yield from by_slug.values()


def _topics(edition: Edition) -> Iterator[Subscription]:
    topics, of_list = edition.relations.topics, _members(edition)
    ended = sorted(name for name in lists_ever(edition) if name.startswith("topics/"))
    for slug in dict.fromkeys((*topics, *(name.partition("/")[2] for name in ended))):
        topic = topics.get(slug)
        yield Subscription(
            name=_name("topics", slug),
            group="topics",
            title=topic.name if topic else slug.replace("-", " "),
            lang=edition.settings.lang,
            address=topic_address(slug) if topic else "",
            entries=_each_story_once(edition, of_list.get(f"topics/{slug}", ())),
            is_offered=slug in topics,
        )


def _organizations(edition: Edition) -> Iterator[Subscription]:
    known, of_list = edition.library.organizations, _members(edition)
    shown = edition.relations.organizations
    ended = sorted(name for name in lists_ever(edition) if name.startswith("organizations/"))
    for slug in dict.fromkeys((*shown, *(name.partition("/")[2] for name in ended))):
        yield Subscription(
            name=_name("organizations", slug),
            group="organizations",
            title=known[slug].name if slug in known else slug.replace("-", " "),
            lang=edition.settings.lang,
            address=organization_address(slug) if slug in shown else "",
            entries=_each_story_once(edition, of_list.get(f"organizations/{slug}", ())),
            is_offered=slug in shown,
        )


def _name(group: str, slug: str) -> str:
    return f"feeds/{group}/{slug}"


def _members(edition: Edition) -> dict[str, list[Item[Record]]]:
    """What each list contains, including withdrawn records."""
    key = ("members of lists",)
    if key not in edition.kept:
        members: dict[str, list[Item[Record]]] = {}
        for item in edition.library.items:
            for name in lists_of(item):
                members.setdefault(name, []).append(item)
        edition.kept[key] = members
    return edition.kept[key]  # type: ignore[return-value]


def _each_story_once(edition: Edition, items: Iterable[Item[Record]]) -> tuple[Entry, ...]:
    """Without translations, but where the original does not stand among them: then the version that came out first.

    A withdrawn original still is the story. Whatever is translated later, no subscriber meets a story again.
    """
    versions: dict[tuple[str, str], list[Item[Record]]] = {}
    for item in items:
        versions.setdefault(item.text, []).append(item)
    stories = (_story(edition, found) if len(found) > 1 else found[0] for found in versions.values())
    return _newest_first(edition, stories)


def _story(edition: Edition, versions: list[Item[Record]]) -> Item[Record]:
    return min(versions, key=lambda item: (item.record.translation, _rank(edition, item)))


def _newest_first(edition: Edition, items: Iterable[Item[Record]]) -> tuple[Entry, ...]:
    """By first publication, then by date: an old text published today comes before what was published yesterday."""
    ranked = sorted(items, key=lambda item: _rank(edition, item), reverse=True)
    return tuple(Entry(item) for item in ranked)


def _rank(edition: Edition, item: Item[Record]) -> tuple[object, ...]:
    key = ("rank", item.address)
    if key not in edition.kept:
        first = first_published(edition, item)
        dated = moment_of(edition, item.record.date) or first
        edition.kept[key] = (first, dated, item.slug, item.lang, item.kind)
    return edition.kept[key]  # type: ignore[return-value]


def _changes(edition: Edition) -> tuple[Entry, ...]:
    """Every declared change of every record, and every withdrawal, newest first."""
    entries: list[Entry] = []
    for item in edition.library.items:
        if item.changes:
            entries += [Entry(item, change, number) for change, number in numbered_changes(edition, item)]
        if item.is_withdrawn:
            entries.append(Entry(item))
    return tuple(sorted(entries, key=lambda e: (changed(edition, e), e.item.address, e.number), reverse=True))


def changed(edition: Edition, entry: Entry) -> datetime:
    """When a change, or a withdrawal, was declared to have happened."""
    withdrawn = entry.item.record.withdrawn
    value = entry.change.date if entry.change else withdrawn.date if withdrawn else None
    return moment_of(edition, value) or first_published(edition, entry.item)
