"""Dates and times as staff write them. If in doubt, the later one is safer."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from plugins.records.calendar.days import calendar_day, latest, moment, read_offset, with_offset

DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt]|\s+)(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?"
)
FORMS = "2010-09-01, 2010-09-01 10:00 or 2010-09-01T10:00-07:00"


def parse_date(text: str) -> date | datetime:
    """Read a date as people and programs write it, if it has only one meaning.

    `2010-09-01`, with or without a time and an offset; also the formats of other programs, see `calendar`. A date stays
    a date; a time without an offset stays without; a part of a second counts as a whole one. Raises `DateError` for
    anything else.
    """
    text = text.strip()
    if DATE.fullmatch(text):
        return calendar_day(*map(int, text.split("-")))
    if match := MOMENT.fullmatch(text):
        day, hour, minute, second, part, offset = match.groups()
        return moment(
            calendar_day(*map(int, day.split("-"))), int(hour), int(minute), int(second or 0), part=int(part or 0),
            offset=read_offset(offset) if offset else None,
        )  # fmt: skip
    from plugins.records.calendar.written import read_written  # nearly every date is of the form above

    return read_written(text)


def iso(value: date | datetime) -> str:
    """In the recommended form: to the minute if it has no seconds."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return value.isoformat()


def own_offset(value: datetime, zone: ZoneInfo) -> datetime | None:
    """The same clock time with the offset of `zone` on that day; None where it has that."""
    local = value.replace(tzinfo=None)
    if value.utcoffset() in {local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}:
        return None
    return with_offset(local, zone)


def slipped_offset(value: date | datetime, zone: ZoneInfo) -> datetime | None:
    """The same time with the offset of `zone`, if the one written is used there only in another season.

    None if it is right, or belongs to another place, or there is none.
    """
    if not isinstance(value, datetime) or value.tzinfo is None or value.tzinfo is UTC:
        return None
    year = {datetime(value.year, month, 1, 12, tzinfo=zone).utcoffset() for month in range(1, 13)}
    return own_offset(value, zone) if value.utcoffset() in year else None


def instant(value: date | datetime, zone: ZoneInfo) -> datetime:
    """The moment in UTC. A bare date is 00:00 in `zone`.

    Local times that a clock change skips or repeats could be two moments: the later one counts, so that nothing is
    published too early.
    """
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    return latest(value, zone)


def earliest(value: date | datetime, zone: ZoneInfo) -> datetime:
    """The first moment in UTC that it may mean, so that anything before it is certainly too early."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return min(value.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return instant(value, zone)


def local_day(value: date | datetime, zone: ZoneInfo) -> date:
    """The day it falls on in `zone`, from which the year of an address is taken."""
    if isinstance(value, datetime):
        return instant(value, zone).astimezone(zone).date()
    return value
