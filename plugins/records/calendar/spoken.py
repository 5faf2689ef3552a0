"""Moments as staff read them: `Tuesday, December 1, 2026, 6:00 a.m. (New York), in 14 hours`."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def in_full(moment: datetime, zone: ZoneInfo) -> str:
    """`Tuesday, December 1, 2026, 6:00 a.m. (America/New_York)`."""
    local = moment.astimezone(zone)
    return f"{local:%A, %B} {local.day}, {local.year}, {clock(local)} ({zone.key})"


def here(moment: datetime, zone: ZoneInfo) -> str:
    """The same moment by this computer's clock, where that shows another hour: `Tuesday, 3:00 a.m.`; else empty."""
    own = moment.astimezone()
    if own.utcoffset() == moment.astimezone(zone).utcoffset():
        return ""
    return f"{own:%A}, {clock(own)}"


def clock(local: datetime) -> str:
    """`6:00 a.m.`, `noon`, `midnight`."""
    if (local.hour, local.minute) in ((0, 0), (12, 0)):
        return "noon" if local.hour else "midnight"
    return f"{local.hour % 12 or 12}:{local.minute:02} {'p.m.' if local.hour >= 12 else 'a.m.'}"


def distance(moment: datetime, now: datetime) -> str:
    """`in 14 hours`, `in 3 days`, `20 minutes ago`: whole units, the largest that fits twice or exactly once."""
    past, length = moment < now, abs(moment - now)
    for unit, size in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        number = length // size
        if number >= 2 or (number == 1 and unit != "day"):
            said = f"{number} {unit}{'' if number == 1 else 's'}"
            return f"{said} ago" if past else f"in {said}"
    return "just now" if past else "in less than a minute"
