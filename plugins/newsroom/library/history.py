"""What the ledger says about this edition: when each record came out, its former addresses, and which must still
work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from plugins.newsroom.library.addresses import language_slug
from plugins.newsroom.library.downloads import downloads_of
from plugins.newsroom.library.edition import Edition, assets_of
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.relations import topic_slugs
from plugins.records.dates import instant
from plugins.records.ledger import Entry
from plugins.records.schema import Case, Document, Record, Release

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The publication date of a record for which none is known."""


@dataclass(frozen=True, slots=True)
class Move:
    """A former address of a record."""

    former: str
    """The folder of its page below the output, like `Item.address`."""
    item: Item[Record]


def entry_of(edition: Edition, item: Item[Record]) -> Entry | None:
    """The ledger's entry for a record; None for one that was never published."""
    return edition.library.ledger.records.get(item.uid)


def first_published(edition: Edition, item: Item[Record]) -> datetime:
    """In UTC. From the ledger; else the time of the current publication; else the record's own date.

    An archive imported without a ledger was published before: its dates are its history.
    """
    if (entry := entry_of(edition, item)) is not None:
        return entry.first_published.astimezone(UTC)
    settings = edition.settings
    dated = moment_of(edition, item.record.date)
    if settings.publishing and (dated is None or not edition.library.ledger.is_empty):
        return settings.now.astimezone(UTC).replace(microsecond=0)
    return dated or UNDATED


def last_declared(edition: Edition, item: Item[Record]) -> datetime:
    """In UTC: the latest of its first publication and its declared changes.

    Its date does not count: correcting a date is not news, and must not bump the item.
    """
    record, first = item.record, first_published(edition, item)
    dates = [record.modified, *(change.date for change in item.changes)]
    if record.withdrawn is not None:
        dates.append(record.withdrawn.date)
    moments = (moment_of(edition, value) for value in dates)
    return max((moment for moment in moments if moment and first < moment <= edition.settings.now), default=first)


def moment_of(edition: Edition, value: date | datetime | None) -> datetime | None:
    """A date of a record as a moment in UTC."""
    return instant(value, edition.settings.zone).astimezone(UTC) if value is not None else None


def moves(edition: Edition) -> tuple[Move, ...]:
    """Every former address of every record that can be seen."""
    key = ("moves",)
    if key not in edition.kept:
        edition.kept[key] = tuple(
            Move(address, item)
            for item in edition.library.items
            if (entry := entry_of(edition, item)) is not None
            for address in entry.addresses
            if address != item.address
        )
    return edition.kept[key]  # type: ignore[return-value]


def lists_of(item: Item[Record]) -> Iterator[str]:
    """The lists that include a record and whose addresses it keeps alive, such as `topics/detainers`.

    A withdrawn record stays in them: subscribers must learn what its page says now.
    """
    if isinstance(item.record, Release | Case | Document):
        yield from (f"topics/{slug}" for slug in topic_slugs(item.record))
    if isinstance(item.record, Release):
        roles = item.record.organizations
        yield from (
            f"organizations/{slug}" for slug in dict.fromkeys((*roles.lead, *roles.with_, *item.record.boilerplate))
        )
        yield f"languages/{language_slug(item.lang)}"
        if item.record.kind != "release":  # as long as there are other kinds, press releases have a list too
            yield from (f"kinds/{kind}" for kind in (item.record.kind, "release"))


def lists_ever(edition: Edition) -> frozenset[str]:
    """Every list that includes a current record, or that it was published in."""
    key = ("lists ever",)
    if key not in edition.kept:
        names = frozenset(name for item in edition.library.items for name in lists_of(item))
        edition.kept[key] = names | lists_published(edition)
    return edition.kept[key]  # type: ignore[return-value]


def lists_published(edition: Edition) -> frozenset[str]:
    """Every list that a current record was published in. A list of only held records does not exist."""
    entries = (entry_of(edition, item) for item in edition.library.items)
    return frozenset(name for entry in entries if entry is not None for name in entry.lists)


def file_fingerprint(item: Item[Record]) -> str:
    """The SHA-256 of a document's file as received; empty for anything else."""
    return item.file.evidence.sha256 if item.file is not None else ""


def sums_of(edition: Edition, item: Item[Record]) -> dict[str, str]:
    """The beginning of the SHA-256 of each file beside a page, as received, by its name; of older versions by day."""
    files = downloads_of(edition, item)
    sums = {name: files[path].received[:16] for path, name in assets_of(edition, item).items() if path in files}
    if isinstance(item.record, Document) and not item.is_withdrawn:
        for version, file in zip(item.record.versions, item.versions, strict=True):
            sums |= {version.date.isoformat(): file.evidence.sha256[:16]} if file is not None else {}
    return sums


def sums_published(entry: Entry) -> dict[str, str]:
    return dict(text.split(" ", 1) for text in entry.sums)
