"""Whether what waits can go out at its hour: what a publication at that moment would stop at."""

from collections.abc import Collection, Iterator, Sequence
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


def problems_then(
    settings: Settings, entries: Sequence[Entry], known: Collection[Problem]
) -> Iterator[tuple[datetime, list[Problem]]]:
    """For the next moments at which something goes out, what would stop it then and is not `known` already."""
    told = {(p.path, p.line, p.code) for p in known}
    moments = sorted({entry.until for entry in entries if entry.until is not None and entry.until > settings.now})
    for moment in moments[:MOMENTS]:
        then = replace(settings, now=moment, now_text=moment.isoformat())
        found = find_problems(make_edition(read_library(then)))
        new = [p for p in found if p.severity is not Severity.WARNING and (p.path, p.line, p.code) not in told]
        told |= {(p.path, p.line, p.code) for p in new}
        if new:
            yield moment, new
