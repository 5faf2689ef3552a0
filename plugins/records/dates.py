"""Dates and moments as staff write them, and the one rule of doubt: later is safer."""

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


class DateError(ValueError):
    """It is no date, or might be several; `meant` are the dates that it may be, the likeliest last."""

    def __init__(self, what: str, *meant: date | datetime) -> None:
        super().__init__(what)
        self.what = what
        """Follows the value: `is not a date`."""
        self.meant = meant


def parse_date(text: str) -> date | datetime:
    """Read a date as people and machines write it, wherever that has one meaning.

    `2010-09-01`, with a time or without, with an offset or without; and what other programs write, see
    `written_dates`. A date stays a date; a time without an offset stays without; a part of a second counts as a whole
    one. Raises `DateError` for anything else.
    """
    text = text.strip()
    if DATE.fullmatch(text):
        return _day(text, *map(int, text.split("-")))
    if match := MOMENT.fullmatch(text):
        day, hour, minute, second, part, offset = match.groups()
        return moment(
            _day(day, *map(int, day.split("-"))), int(hour), int(minute), int(second or 0), part=int(part or 0),
            offset=read_offset(offset) if offset else None,
        )  # fmt: skip
    from plugins.records.written_dates import read_written  # nearly every date is of the form above

    return read_written(text)


def _day(text: str, year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise DateError(f"lies in the year {year:04}, which no date of ours does")
    if month > 12 >= day >= 1 and month <= 31:
        raise DateError(f"names month {month}, and there are 12", date(year, day, month))
    try:
        return date(year, month, day)
    except ValueError:
        if not 1 <= month <= 12:
            raise DateError(f"names month {month:02}, and months go from 01 to 12") from None
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        raise DateError(
            f"names day {day:02}, and that month has {last} days", date(year, month, min(max(day, 1), last))
        ) from None


def moment(
    day: date, hour: int, minute: int, second: int = 0, *, part: int = 0, offset: timezone | None = None
) -> datetime:
    """A day and the time on it, checked; any `part` of a second makes it a whole one."""
    if hour == 24 and not minute and not second:
        raise DateError("names the hour 24, and a day ends at 23:59", datetime.combine(day, time(23, 59), offset))
    if hour > 23:
        raise DateError(f"names the hour {hour:02}, and hours go from 00 to 23")
    if minute > 59 or second > 59:
        name, value = ("minute", minute) if minute > 59 else ("second", second)
        raise DateError(f"names the {name} {value}, and {name}s go from 00 to 59")
    return datetime.combine(day, time(hour, minute, second), offset) + timedelta(seconds=1 if part else 0)


def read_offset(text: str) -> timezone:
    """`Z`, `-07:00`, `-0700` or `-07`, from UTC."""
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if hours > 15 or minutes > 59:
        raise DateError(f"has the offset {text}, which is none")
    return timezone((1 if text[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def iso(value: date | datetime) -> str:
    """As it is best written: to the minute where it has no seconds."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return value.isoformat()


def with_offset(value: datetime, zone: ZoneInfo) -> datetime:
    """A time without an offset, with that of `zone` on that day; the later moment where clocks change."""
    if value.tzinfo is not None:
        return value
    utc = instant(value, zone)
    offset = utc.astimezone(zone).utcoffset() or timedelta()
    return utc.astimezone(timezone(offset))


def slipped_offset(value: date | datetime, zone: ZoneInfo) -> datetime | None:
    """The same time with the offset of `zone`, where the one that is written holds there in another season only.

    None where it is right, or that of another place, or there is none.
    """
    if not isinstance(value, datetime) or value.tzinfo is None or value.tzinfo is UTC:
        return None
    local = value.replace(tzinfo=None)
    written = value.utcoffset()
    right = {local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
    year = {datetime(local.year, month, 1, 12, tzinfo=zone).utcoffset() for month in range(1, 13)}
    return with_offset(local, zone) if written not in right and written in year else None


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
