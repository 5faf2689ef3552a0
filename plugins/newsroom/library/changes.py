"""The changes that a record declares: each is numbered within its day, and keeps its number whatever is added later."""

from collections import defaultdict
from collections.abc import Iterator

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.history import entry_of, moment_of
from plugins.newsroom.library.items import Item
from plugins.records.dates import local_day
from plugins.records.schema import Change, Record
from plugins.render.checksums import digest

GONE = "-"
"""Replaces a note that was published and has since been removed."""


def numbered_changes(edition: Edition, item: Item[Record]) -> Iterator[tuple[Change, int]]:
    """The public changes of a record, oldest first, numbered from 1 within each day.

    A published number stays: the ledger identifies it by the note or, if the note was reworded, by its position.
    """
    published = _published(edition, item)
    of_days: dict[str, list[Change]] = defaultdict(list)
    for change in _oldest_first(edition, item):
        of_days[_day(edition, change)].append(change)
    for day, changes in of_days.items():
        known = published.get(day, ())
        taken = {_note(change) for change in changes} | {GONE}
        free = [number for number, note in enumerate(known, 1) if note not in taken]
        free += range(len(known) + 1, len(known) + len(changes) + 1)
        claimed: set[int] = set()
        for change in changes:
            number = known.index(_note(change)) + 1 if _note(change) in known else 0
            if not number or number in claimed:
                number = free.pop(0)
            claimed.add(number)
            yield change, number


def notes_of(edition: Edition, item: Item[Record]) -> tuple[str, ...]:
    """The same for the ledger: `2010-09-03 91d2…`, in the order of their numbers within each day.

    A removed change leaves a gap, as its number is never reused.
    """
    notes = {(day, n): GONE for day, known in _published(edition, item).items() for n in range(1, len(known) + 1)}
    notes |= {(_day(edition, change), n): _note(change) for change, n in numbered_changes(edition, item)}
    return tuple(f"{day} {note}" for (day, _), note in sorted(notes.items()))


def notes_that_changed(edition: Edition, item: Item[Record]) -> list[str]:
    """The days of the published notes that no longer stand under `changes` as they were published."""
    now = {(_day(edition, change), _note(change)) for change in item.changes}
    published = _published(edition, item)
    return [day for day, notes in published.items() if any(n != GONE and (day, n) not in now for n in notes)]


def has_new_note(edition: Edition, item: Item[Record]) -> bool:
    """Whether it declares a change that was not published yet; a published note with other words is none."""
    entry = entry_of(edition, item)
    if entry is None or not entry.notes:  # as in early ledgers, which count them
        return len(item.changes) > (entry.changes if entry is not None else 0)
    published, now = _published(edition, item), defaultdict(list)
    for change in item.changes:
        now[_day(edition, change)].append(_note(change))
    return any(
        len([note for note in notes if note not in published.get(day, ())])
        > len([note for note in published.get(day, ()) if note != GONE and note not in notes])
        for day, notes in now.items()
    )


def _published(edition: Edition, item: Item[Record]) -> dict[str, list[str]]:
    """By day, the notes in the ledger, in the order of their numbers."""
    found: dict[str, list[str]] = defaultdict(list)
    entry = entry_of(edition, item)
    for day, _, note in (text.partition(" ") for text in (entry.notes if entry is not None else ())):
        found[day].append(note)
    return found


def _oldest_first(edition: Edition, item: Item[Record]) -> list[Change]:
    """By time; those at the same time as listed, in reverse if the list begins with the newest."""
    public = frozenset(item.changes)
    written = [change for change in item.record.changes if change in public]
    moments = {change: moment_of(edition, change.date) for change in written}
    if written and moments[written[0]] > moments[written[-1]]:  # type: ignore[operator]
        written.reverse()
    return sorted(written, key=moments.__getitem__)  # type: ignore[arg-type]


def _day(edition: Edition, change: Change) -> str:
    return local_day(change.date, edition.settings.zone).isoformat()


def _note(change: Change) -> str:
    return digest(f"{change.kind}\0{change.note}".encode())[:16]
