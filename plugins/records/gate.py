"""The gate: what may be seen at NOW. It decides on front matter alone, before any body is read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from plugins.records.dates import instant, local_day, parse_date

if TYPE_CHECKING:  # settings are read with this, even in builds that read no record
    from plugins.records.schema import Briefing, Change, Record

R = TypeVar("R", bound="Record")
Lines = Mapping[tuple[str | int, ...], int]
WAITING_LISTS = ("changes", "coverage", "versions")
"""Fields whose entries wait for their date."""
PART_OF_A_SECOND = re.compile(r"(?<=:\d\d)\.\d{1,6}(?!\d)")


def visible_from(record: "Record", zone: ZoneInfo) -> datetime | None:
    """The moment (UTC) from which a record may be seen; None for a draft, which may never be."""
    return None if record.status == "draft" else opens_by_dates(record, zone)


def opens_by_dates(record: "Record", zone: ZoneInfo) -> datetime:
    """The moment (UTC) that its date and embargo name, for a draft too."""
    moments = [instant(value, zone) for value in _holding_dates(record)]
    return max(moments, default=datetime.min.replace(tzinfo=UTC))


def is_visible(record: "Record", now: datetime, zone: ZoneInfo) -> bool:
    """Whether a record exists for the world at `now`."""
    moment = visible_from(record, zone)
    return moment is not None and moment <= now


def changes_until(record: "Record", now: datetime, zone: ZoneInfo) -> "tuple[Change, ...]":
    """The changes that are public at `now`, newest first: a note dated in the future is not public yet."""
    public = [change for change in record.changes if instant(change.date, zone) <= now]
    return tuple(sorted(public, key=lambda change: instant(change.date, zone), reverse=True))


def part_moments(record: "Record", zone: ZoneInfo) -> Iterator[datetime]:
    """The moments (UTC) of all entries within a record that wait for their date."""
    if record.withdrawn is not None:
        yield instant(record.withdrawn.date, zone)
    for name in WAITING_LISTS:
        for part in getattr(record, name, ()):
            if part.date is not None:
                yield instant(part.date, zone)


def over_at(briefing: "Briefing", zone: ZoneInfo) -> datetime:
    """The moment (UTC) from which a briefing is over: its end, else the end of its day."""
    if briefing.end is not None:
        return briefing.end.astimezone(UTC)
    return instant(local_day(briefing.start, zone) + timedelta(days=1), zone)


def as_of(record: "R", lines: Lines, now: datetime, zone: ZoneInfo) -> "tuple[R, Lines]":
    """The record without its entries dated in the future, and the lines of the remaining ones.

    A withdrawal, coverage, a version or a note waits for its date; docket and timeline may announce.
    """
    if all(moment <= now for moment in part_moments(record, zone)):
        return record, lines
    public: dict[str, Any] = {}
    if record.withdrawn is not None and instant(record.withdrawn.date, zone) > now:
        public |= {"withdrawn": None, "status": "published"}
    for name in WAITING_LISTS:
        parts = getattr(record, name, ())
        left = [i for i, part in enumerate(parts) if part.date is None or instant(part.date, zone) <= now]
        if len(left) < len(parts):
            public[name] = tuple(parts[index] for index in left)
            lines = _moved_up(lines, name, left)
    return record.model_copy(update=public), lines


def _moved_up(lines: Lines, name: str, left: Sequence[int]) -> Lines:
    """Lines of the remaining entries, with their new numbers."""
    new = {index: number for number, index in enumerate(left)}
    kept: dict[tuple[str | int, ...], int] = {}
    for place, line in lines.items():
        if place[0] != name or len(place) < 2:
            kept[place] = line
        elif place[1] in new:
            kept[(name, new[place[1]], *place[2:])] = line
    return kept


def parse_now(text: str, zone: ZoneInfo) -> datetime:
    """The setting NOW as a moment in UTC; a date alone is 00:00 in `zone`. Raises `ValueError` for any other form.

    A part of a second is dropped; if a clock change makes it ambiguous, the earlier moment counts, which shows less.
    """
    value = parse_date(PART_OF_A_SECOND.sub("", text))
    if isinstance(value, datetime) and value.tzinfo is None:
        return min(value.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return instant(value, zone)


def _holding_dates(record: "Record") -> list[date | datetime]:
    return [value for value in (record.date, record.embargo) if value is not None]
