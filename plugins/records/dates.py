"""Dates and moments as staff write them (ISO 8601), and the one rule of doubt: later is safer."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt]|\s+)(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?"
)
FORMS = "2010-09-01, 2010-09-01 10:00 or 2010-09-01T10:00-07:00"
YEARS = range(2, 9999)
"""Those whose every moment has a name in every zone."""


def parse_date(text: str) -> date | datetime:
    """Read `YYYY-MM-DD`, or that with a time, with or without an offset.

    A date stays a date; a time without an offset stays without; a part of a second counts as a whole one. Raises
    `ValueError` for anything else.
    """
    text = text.strip()
    if text[:4].isdigit() and int(text[:4]) not in YEARS:
        raise ValueError(f"no year of ours is {text[:4]}")
    if DATE.fullmatch(text):
        return date.fromisoformat(text)
    if match := MOMENT.fullmatch(text):
        day, hour, minute, second, part, offset = match.groups()
        clock = time(int(hour), int(minute), int(second or 0))
        moment = datetime.combine(date.fromisoformat(day), clock, _offset(offset) if offset else None)
        return moment + timedelta(seconds=1 if int(part or 0) else 0)
    raise ValueError(f"not a date of the form {FORMS}")


def _offset(text: str) -> timezone:
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 15 or minutes > 59:
        raise ValueError(f"no offset is {text}")
    return timezone((1 if text[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def instant(value: date | datetime, zone: ZoneInfo) -> datetime:
    """The moment in UTC. A bare date is 00:00 in `zone`.

    Local times that a change of clocks skips or repeats name two moments: the later one counts, so that nothing goes
    out before its hour.
    """
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    return max(value.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def local_day(value: date | datetime, zone: ZoneInfo) -> date:
    """The day on which it is, in `zone`: what the year of an address is taken from."""
    if isinstance(value, datetime):
        return instant(value, zone).astimezone(zone).date()
    return value
