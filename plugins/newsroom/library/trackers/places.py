"""The rows of a tracker by place: what each stands at now, and what it stood at before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.history import entry_of, first_published
from plugins.newsroom.library.items import Item
from plugins.records.schema import Record
from plugins.records.trackers.rows import Row
from plugins.render.checksums import digest

GONE = "-"
"""In the ledger, in place of the digest of a row that was taken out."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place, with its entries."""

    now: Row
    before: tuple[Row, ...]
    """Earlier entries, newest first."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is new, or not what it was."""

    row: Row
    moment: datetime
    """When it was published, in UTC."""


def places_of(item: Item[Record]) -> list[Place]:
    """Every place, by state and name."""
    found: dict[str, list[Row]] = {}
    for row in item.rows:
        found.setdefault(row.of_place, []).append(row)
    places = [_place(rows) for rows in found.values()]
    return sorted(places, key=lambda place: (place.now.state, place.now.place.casefold(), place.now.anchor))


def _place(rows: Sequence[Row]) -> Place:
    newest, *before = sorted(rows, key=lambda row: row.date or date.min, reverse=True)
    return Place(newest, tuple(before))


def row_changes(edition: Edition, item: Item[Record]) -> list[RowChange]:
    """Rows that were published after the tracker itself, newest first.

    What is not published yet counts only while it is being published: a preview knows no moment for it.
    """
    known, first = _published(edition, item), first_published(edition, item)
    if entry_of(edition, item) is None:
        return []
    changes = []
    for row in item.rows:
        published, said = known.get(row.anchor, (None, ""))
        is_new = said != row_digest(row)
        moment = published if not is_new else _now(edition) if known else None
        if moment is not None and moment > first:
            changes.append(RowChange(row, moment))
    return sorted(changes, key=lambda change: (change.moment, change.row.anchor), reverse=True)


def row_marks(edition: Edition, item: Item[Record]) -> tuple[str, ...]:
    """What the ledger keeps of each row: `2010-09-03T10:00:00Z ca-marin-2010-09-02 91d2…`, sorted by row."""
    known, first = _published(edition, item), first_published(edition, item)
    marks: dict[str, tuple[datetime, str]] = {}
    for anchor, (moment, said) in known.items():
        marks[anchor] = (moment, said) if said == GONE else ((_now(edition) or moment), GONE)
    for row in item.rows:
        before, now = known.get(row.anchor), row_digest(row)
        if before is not None and before[1] == now:
            marks[row.anchor] = before
        else:
            marks[row.anchor] = ((_now(edition) or first) if known else first, now)
    return tuple(f"{_text(moment)} {anchor} {said}" for anchor, (moment, said) in sorted(marks.items()))


def rows_taken_out(edition: Edition, item: Item[Record]) -> list[str]:
    """The rows that were published and are not in the table any more, by what they are known by."""
    now = {row.anchor for row in item.rows}
    return [anchor for anchor, (_, said) in _published(edition, item).items() if said != GONE and anchor not in now]


def row_digest(row: Row) -> str:
    said = (row.place, row.state, row.status, row.date, row.document, row.page, row.note)
    return digest(repr(said).encode())[:16]


def _published(edition: Edition, item: Item[Record]) -> dict[str, tuple[datetime, str]]:
    entry = entry_of(edition, item)
    found = {}
    for mark in entry.rows if entry is not None else ():
        moment, anchor, said = mark.split(" ")
        found[anchor] = datetime.fromisoformat(moment.replace("Z", "+00:00")), said
    return found


def _now(edition: Edition) -> datetime | None:
    settings = edition.settings
    return settings.now.astimezone(UTC).replace(microsecond=0) if settings.publishing else None


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
