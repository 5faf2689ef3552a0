"""Whether what waits can go out at its hour: what a publication at that moment would stop at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from plugins.checks.rules import find_problems
from plugins.desk.schedule.entries import Entry
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import Settings
from plugins.records.problems import Problem, Severity

MOMENTS = 3
"""The next moments that are looked at: each is another reading of the content."""


def stops_then(settings: Settings, entries: Sequence[Entry]) -> Iterator[tuple[datetime, list[Problem]]]:
    """For the next moments at which something goes out, all that would stop it then; only where there is any."""
    moments = sorted({entry.until for entry in entries if entry.until is not None and entry.until > settings.now})
    for moment in moments[:MOMENTS]:
        then = replace(settings, now=moment, now_text=moment.isoformat())
        found = find_problems(make_edition(read_library(then, keep=False)))
        if stops := [p for p in found if p.severity is not Severity.WARNING]:
            yield moment, stops
