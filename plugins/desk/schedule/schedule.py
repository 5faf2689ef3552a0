"""`invoke schedule`: what is not yet public, why, until when, and what must be done then."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.desk.existing import refuse_within_site
from plugins.desk.schedule.entries import scheduled
from plugins.desk.schedule.office import office_days
from plugins.desk.schedule.readiness import stops_then
from plugins.desk.schedule.report import as_json, as_text
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings


def schedule(given: Mapping[str, Any], *, json: bool = False, ics: Path | None = None) -> str:
    """The report. Nothing is written but the calendar file. Raises `SettingsError` and `Refused`."""
    settings = read_settings(given)
    if ics is not None:
        refuse_within_site(ics, settings.output, "--ics, as in --ics schedule.ics")
    library = read_library(settings, read_held=True)
    entries = scheduled(library, works_on=office_days(given))
    if json:
        said = as_json(entries, settings)
    else:
        stops = {moment: len(found) for moment, found in stops_then(settings, entries)}
        said = as_text(library, entries, stops)
    if ics is None:
        return said
    from plugins.desk.schedule.calendar_file import write_calendar  # a library that few runs need

    events = write_calendar(ics, entries, library.settings)
    if json:
        return said
    number = f"{events} {'event' if events == 1 else 'events'}"
    return f"{said}\n\nWrote {ics}: {number}. It names what is not yet public: keep it among staff."
