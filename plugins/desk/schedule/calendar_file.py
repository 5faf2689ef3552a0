"""The schedule as a calendar file (RFC 5545): one event for each moment at which something goes out."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from itertools import groupby
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from plugins.desk.refusal import Refused
from plugins.desk.schedule.entries import Entry
from plugins.newsroom.library.settings import Settings

LASTS = timedelta(minutes=15)
BEFORE = timedelta(hours=1)
"""How long before the moment a calendar reminds."""


def write_calendar(file: Path, entries: Sequence[Entry], settings: Settings) -> int:
    """Write the file; the number of its events comes back. It names what is held: it is for staff alone."""
    made = calendar(entries, settings)
    try:
        file.write_bytes(made)
    except OSError as error:
        fix = "give the path of a file in a folder that exists"
        raise Refused(f"{file} can't be written: {error.strerror}", fix) from None
    return made.count(b"BEGIN:VEVENT")


def calendar(entries: Sequence[Entry], settings: Settings) -> bytes:
    """The same entries give the same events: a calendar that takes the file again moves them, and doubles none."""
    made = Calendar()
    made.add("prodid", "-//Daylight//schedule//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{settings.site_name or 'Site'}: to publish")
    dated = [entry for entry in entries if entry.until is not None]
    for until, group in groupby(dated, key=lambda entry: entry.until):
        assert until is not None
        due = list(group)
        event = Event()
        paths = " ".join(f"{entry.path} {entry.why}" for entry in due)
        event.add("uid", f"{uuid5(NAMESPACE_URL, paths)}@daylight")
        event.add("dtstamp", settings.now.astimezone(UTC))
        event.add("dtstart", until.astimezone(UTC))
        event.add("dtend", until.astimezone(UTC) + LASTS)
        more = f" and {len(due) - 1} more" if len(due) > 1 else ""
        event.add("summary", f"Publish: {due[0].title}{more}")
        event.add("description", "\n".join(["Run: invoke publish", "", *(_line(entry) for entry in due)]))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"In one hour: publish {due[0].title}{more}")
        alarm.add("trigger", -BEFORE)
        event.add_component(alarm)
        made.add_component(event)
    written: bytes = made.to_ical()
    return written


def _line(entry: Entry) -> str:
    return f"{entry.title} ({entry.path}, {entry.why}): {entry.url}"
