"""The gate: what may be seen at NOW. It decides on front matter alone, before any body is read."""

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from plugins.records.dates import instant, parse_date

if TYPE_CHECKING:  # the settings are read with this, in a build that may have no record to read
    from plugins.records.schema import Change, Record

PART_OF_A_SECOND = re.compile(r"(?<=:\d\d)\.\d{1,6}(?!\d)")


def visible_from(record: "Record", zone: ZoneInfo) -> datetime | None:
    """The moment (UTC) from which a record may be seen; None for a draft, which may never be."""
    if record.status == "draft":
        return None
    moments = [instant(value, zone) for value in _holding_dates(record)]
    return max(moments, default=datetime.min.replace(tzinfo=zone))


def is_visible(record: "Record", now: datetime, zone: ZoneInfo) -> bool:
    """Whether a record exists for the world at `now`."""
    moment = visible_from(record, zone)
    return moment is not None and moment <= now


def changes_until(record: "Record", now: datetime, zone: ZoneInfo) -> "tuple[Change, ...]":
    """The changes that are public at `now`, newest first: a note dated in the future waits for its hour."""
    public = [change for change in record.changes if instant(change.date, zone) <= now]
    return tuple(sorted(public, key=lambda change: instant(change.date, zone), reverse=True))


def parse_now(text: str, zone: ZoneInfo) -> datetime:
    """The setting NOW as a moment in UTC; a date alone is 00:00 in `zone`. Raises `ValueError` for any other form.

    A part of a second is dropped; and where a change of clocks leaves two moments to choose from, it is the earlier
    one, which shows less.
    """
    value = parse_date(PART_OF_A_SECOND.sub("", text))
    if isinstance(value, datetime) and value.tzinfo is None:
        return min(value.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return instant(value, zone)


def _holding_dates(record: "Record") -> list[date | datetime]:
    return [value for name in ("date", "embargo") if (value := getattr(record, name, None)) is not None]
