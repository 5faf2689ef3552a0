"""Everything that waits: drafts, embargoes, dates in the future, and dated parts of records that are public."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from plugins.newsroom.library.items import Item
from plugins.newsroom.library.reading import Library
from plugins.newsroom.library.tables.trackers import waiting_rows
from plugins.newsroom.library.translations import opening
from plugins.records.dates import instant
from plugins.records.gate import WAITING_LISTS, visible_from
from plugins.records.reading import Reading, State, read_record
from plugins.records.schema import Record
from plugins.records.sources import find_sources, in_drafts

PARTS = {"changes": "a correction or update", "coverage": "coverage", "versions": "an older version"}
"""What the entries of a list that wait for their day are called."""
WITHIN = timedelta(hours=1)
"""How soon is too soon for a person to prepare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that is not yet public."""

    kind: str
    """`release`, `case`, `document`, `tracker` or `page`."""
    title: str
    path: str
    """POSIX path below the content folder."""
    why: str
    """A few words: `draft`, `embargoed`."""
    until: datetime | None
    """The moment (UTC) from which it may be seen; None where nobody has said."""
    url: str
    """Its address once it is public."""
    line: int = 1
    embargo: datetime | None = None
    """Of a draft that states one."""
    note: str = ""
    """What a person should look at before that moment."""


def scheduled(
    library: Library, *, parts: bool = True, works_on: Callable[[date], bool] = lambda _: True
) -> tuple[Entry, ...]:
    """What waits, those first that go out first; drafts last. The library is read with `read_held`.

    With `parts`, also what waits within records that are public. `works_on` says whether somebody is in the office.
    """
    found = [*_held(library), *((*_parts(library), *_rows(library)) if parts else ())]
    noted = (_noted(library, entry, works_on) for entry in found)
    return tuple(sorted(noted, key=lambda e: (e.until is None, e.until or datetime.max.replace(tzinfo=UTC), e.path)))


def _held(library: Library) -> Iterator[Entry]:
    items = {item.path: item for item in library.held}
    opens = opening(library.held, library.unseen, library.settings.zone)
    for reading in library.unseen:
        if reading.state is not State.HELD or reading.path not in items:
            continue
        item = items[reading.path]
        until = opens.get(reading.path)
        yield Entry(
            kind=item.kind, title=item.record.title, path=item.path, why=_why(library, item, reading, until),
            until=until, url=library.settings.absolute_url(item.address), line=_line(item, until, library),
            embargo=item.record.embargo,
        )  # fmt: skip


def _why(library: Library, item: Item[Record], reading: Reading, until: datetime | None) -> str:
    if in_drafts(reading.path):
        return "draft, because of its folder"
    if item.record.status == "draft":
        return "draft"
    if reading.waits_for and until != visible_from(item.record, library.settings.zone):
        return f"waits for its original, {reading.waits_for}"
    return "embargoed" if _is_embargo(item, until, library) else "dated in the future"


def _is_embargo(item: Item[Record], until: datetime | None, library: Library) -> bool:
    embargo = item.record.embargo
    return embargo is not None and instant(embargo, library.settings.zone) == until


def _line(item: Item[Record], until: datetime | None, library: Library) -> int:
    """The line of the field that holds it."""
    if item.record.status == "draft":
        return item.line("status")
    return item.line("embargo" if _is_embargo(item, until, library) else "date")


def _parts(library: Library) -> Iterator[Entry]:
    """What waits within public records. Their front matter is read again, for a library has only what is public."""
    settings = library.settings
    public = {item.path: item for item in library.items}
    for source in find_sources(settings.content).records:
        item = public.get(source.path)
        record = read_record(settings.content, source, settings.rules).record if item is not None else None
        if item is None or record is None:
            continue
        waiting: list[tuple[str, datetime]] = []
        if record.withdrawn is not None:
            waiting.append(("its withdrawal", instant(record.withdrawn.date, settings.zone)))
        for name in WAITING_LISTS:
            waiting += [
                (PARTS[name], instant(part.date, settings.zone))
                for part in getattr(record, name, ())
                if part.date is not None
            ]
        for what, until in waiting:
            if until > settings.now:
                yield Entry(
                    kind=item.kind, title=record.title, path=item.path, why=f"{what} waits", until=until,
                    url=settings.absolute_url(item.address),
                )  # fmt: skip


def _rows(library: Library) -> Iterator[Entry]:
    """What waits within the tables of public trackers, one entry for all rows of a day."""
    settings = library.settings
    for item in library.trackers:
        table, rows = waiting_rows(item, library.files, settings)
        by_day = sorted((instant(row.date, settings.zone), row.line, row) for row in rows if row.date is not None)
        for until, of_day in groupby(by_day, key=lambda known: known[0]):
            waiting = [row for _, _, row in of_day]
            places = [f"{row.place}, {row.state}" if row.state else row.place for row in waiting]
            said = (
                f"rows wait: {places[0]} and {len(places) - 1} more" if len(places) > 1 else f"a row waits: {places[0]}"
            )
            yield Entry(
                kind=item.kind, title=item.record.title, path=table, line=waiting[0].line, until=until,
                why=said, url=settings.absolute_url(item.address),
            )  # fmt: skip


def _noted(library: Library, entry: Entry, works_on: Callable[[date], bool]) -> Entry:
    """The entry with what should be looked at: too soon, on a day on which nobody is there, or already over."""
    now, zone = library.settings.now, library.settings.zone
    if entry.until is None:
        over = entry.embargo is not None and entry.embargo <= now
        note = "its embargo is over: it would go out as soon as it is no draft" if over else ""
    elif entry.until - now <= WITHIN:
        note = "within the hour: have somebody ready to publish"
    else:
        note = "" if works_on(entry.until.astimezone(zone).date()) else "on a day on which the office is closed"
    return replace(entry, note=note)


def overdue(library: Library) -> tuple[Entry, ...]:
    """Items whose embargo is over and that no publication has taken out. Empty where nothing was published yet."""
    settings, known = library.settings, library.ledger.records
    found = []
    for item in library.items:
        embargo = item.record.embargo
        if known and embargo is not None and item.uid not in known:
            found.append(
                Entry(
                    kind=item.kind, title=item.record.title, path=item.path, why="embargo is over",
                    until=instant(embargo, settings.zone), url=settings.absolute_url(item.address),
                    line=item.line("embargo"),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda entry: (entry.until or settings.now, entry.path)))
