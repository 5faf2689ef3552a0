"""Dates that are probably typos: far in the future, which would hold a record for decades, or before 1900."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from plugins.records.dates import instant
from plugins.records.front_matter import FrontMatter
from plugins.records.problems import Problem, problem
from plugins.records.rules import Rules
from plugins.records.schema import Document, Record, Release

AHEAD = timedelta(days=366)
FIRST_YEAR = 1900
LIKELY = 30
"""Years before the present within which a mistyped year is corrected."""
Place = tuple[str | int, ...]


def odd_dates(record: Record, front: FrontMatter, path: str, rules: Rules) -> Iterator[Problem]:
    """A warning for each such date of the record, including the date of its document."""
    for place, value in _dates(record):
        ahead = instant(value, rules.zone) > rules.now + AHEAD
        if not ahead and value.year >= FIRST_YEAR:
            continue
        name = str([part for part in place if isinstance(part, str)][-1])
        written = str(_written(front, place) or value)
        inside = f" in {place[0]}" if len(place) > 1 else ""
        what = f"{name} {written}{inside} is {'more than a year ahead' if ahead else f'before {FIRST_YEAR}'}"
        likely = _likely_year(value.year, rules.now.year)
        fix = "leave it if it is right"
        if likely and f"{value.year:04d}" in written:
            fix = f"{fix}, or write {name}: {written.replace(f'{value.year:04d}', str(likely), 1)}"
        yield problem("R012", path, front.line(*place), what, fix)


def turns_likely(record: Record, rules: Rules) -> Iterator[datetime]:
    """The moments from which a far-off date is no longer far off."""
    for _, value in _dates(record):
        if (moment := instant(value, rules.zone)) > rules.now + AHEAD:
            yield moment - AHEAD


def _dates(record: Record) -> Iterator[tuple[Place, date | datetime]]:
    for name in ("date", "embargo", "modified", "as_of"):
        if (value := getattr(record, name, None)) is not None:
            yield (name,), value
    if record.withdrawn is not None:
        yield ("withdrawn", "date"), record.withdrawn.date
    for index, change in enumerate(record.changes):
        yield ("changes", index, "date"), change.date
    if isinstance(record, Release):
        yield from (
            (("coverage", index, "date"), entry.date)
            for index, entry in enumerate(record.coverage)
            if entry.date is not None
        )
    if isinstance(record, Document):
        yield from ((("versions", index, "date"), version.date) for index, version in enumerate(record.versions))


def _written(front: FrontMatter, place: Place) -> str:
    found: Any = front.fields
    for part in place:
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):  # a single mapping counts as a list of one
            continue
    return found if isinstance(found, str) else ""


def _likely_year(year: int, now: int) -> int:
    """The year that was meant, if one or two wrong keys explain it; otherwise 0."""
    from rapidfuzz.distance import OSA

    written = f"{year:04d}"
    slips = {likely: OSA.distance(written, str(likely)) for likely in range(now + 1, now - LIKELY, -1)}
    nearest = min(slips, key=lambda likely: (slips[likely], abs(now - likely)))
    return nearest if slips[nearest] <= 1 else 0
