"""Days and times that exist, and why others do not."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

YEARS = range(2, 9999)
"""Years in which every moment can be expressed in every time zone."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A date without its year, or an hour without its day."""

    month: int = 0
    day: int = 0
    clock: time = time(0)

    def completed(self, today: date) -> date | datetime:
        """This year's; the hour of this day."""
        if not self.month:
            return datetime.combine(today, self.clock)
        return calendar_day(today.year, self.month, self.day)


class DateError(ValueError):
    """It is not a date, or could be several; `meant` are the possible dates, the likeliest last."""

    def __init__(self, what: str, *meant: date | datetime | Unfinished, lead: str = "") -> None:
        super().__init__(what)
        self.lead = lead
        """What a person must see to before writing the likeliest one."""
        self.what = what
        """Worded to follow the value: `is not a date`."""
        self.meant = meant


def calendar_day(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise DateError(f"is in the year {year:04}, which can't be right")
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
    """A day and time, checked; any `part` of a second counts as a whole one."""
    if hour == 24 and not minute and not second:
        raise DateError("names the hour 24, and a day ends at 23:59", datetime.combine(day, time(23, 59), offset))
    if hour > 23:
        raise DateError(f"names the hour {hour:02}, and hours go from 00 to 23")
    if minute > 59 or second > 59:
        name, value = ("minute", minute) if minute > 59 else ("second", second)
        raise DateError(f"names the {name} {value}, and {name}s go from 00 to 59")
    return datetime.combine(day, time(hour, minute, second), offset) + timedelta(seconds=1 if part else 0)


@lru_cache(maxsize=4096)
def latest(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment in UTC of a local time; the later of two where a clock change skips or repeats it."""
    return max(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def with_offset(value: datetime, zone: ZoneInfo) -> datetime:
    """A time without an offset, with that of `zone` on that day; the later of two if clocks change."""
    if value.tzinfo is not None:
        return value
    utc = latest(value, zone)
    return utc.astimezone(timezone(utc.astimezone(zone).utcoffset() or timedelta()))


def read_offset(text: str) -> timezone:
    """`Z`, `-07:00`, `-0700`, `-07` or `UTC-7`, from UTC."""
    if text in "Zz":
        return UTC
    text = re.sub(r"^(?:UTC|GMT)\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^([+-])(\d)(?=:|$)", r"\g<1>0\2", text)
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if hours > 15 or minutes > 59:
        raise DateError(f"has the offset {text}, which does not exist")
    return timezone((1 if text[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
