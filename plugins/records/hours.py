"""Moments whose offset is not that of the site: they are at another hour there than the one that stands in the line."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from plugins.records.calendar.spoken import clock
from plugins.records.dates import iso, own_offset, parse_date, slipped_offset
from plugins.records.fixing.fixes import with_value, write
from plugins.records.front_matter import FrontMatter
from plugins.records.problems import Problem, problem
from plugins.records.rules import Rules
from plugins.records.schema import Record, Release

FOREIGN = "has an offset that is not in use in"
_BY_NUMBER = re.compile(r"[+-]\d{2}:?(?:\d{2})?\s*")
"""How an offset ends a moment that gives it as a number; `6 a.m. PT` and `10:00Z` say themselves whose hour it is."""
_WHAT = re.compile(rf"(?:embargo|start|end) (?P<moment>\S+(?: \S+)*) {FOREIGN} .*")


def odd_offsets(record: Record, front: FrontMatter, path: str, rules: Rules) -> Iterator[Problem]:
    """A warning for each moment that is at another hour here; for dates only where the season alone is wrong."""
    zone = rules.zone
    for place, value, text in _moments(record, front):
        if not _BY_NUMBER.search(text, max(len(text) - 7, 0)):
            continue
        right = slipped_offset(value, zone)
        is_slip = right is not None
        if right is None and place[0] in ("embargo", "briefing"):
            right = own_offset(value, zone)
        if right is None:
            continue
        name, line = place[-1], front.line(*place)
        local = value.astimezone(zone)
        what = (
            f"{name} {text} {FOREIGN} {zone.key} on that day: "
            f"this is {clock(local)} on {local:%A, %B} {local.day} in {zone.key}"
        )
        whole = with_value(front.written(line), text, iso(right), is_yaml=front.is_yaml) or f"{name}: {iso(right)}"
        fix = write(whole) if is_slip else f"for {clock(right)} in {zone.key}, {write(whole)}"
        yield problem("F011", path, line, what, fix)


def is_of_zones(found: Problem, zones: Collection[str]) -> bool:
    """Whether a warning is about an offset that one of these zones, which the campaign names, has on that day."""
    match = _WHAT.fullmatch(found.what) if found.code == "F011" else None
    if match is None:
        return False
    moment = parse_date(match["moment"])
    return isinstance(moment, datetime) and any(own_offset(moment, ZoneInfo(name)) is None for name in zones)


def _moments(record: Record, front: FrontMatter) -> Iterator[tuple[tuple[str, ...], datetime, str]]:
    for name in ("embargo", "date", "modified"):
        value = getattr(record, name, None)
        if isinstance(value, datetime) and value.tzinfo is not None:
            yield (name,), value, str(front.fields[name])
    if isinstance(record, Release) and record.briefing is not None:
        fields: Any = front.fields["briefing"]
        for name in ("start", "end"):
            value = getattr(record.briefing, name)
            if value is not None and isinstance(fields, Mapping):
                yield ("briefing", name), value, str(fields[name])
