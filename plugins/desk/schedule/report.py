"""`invoke schedule` for a terminal and for programs; and the same in short for `invoke check`."""

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from types import MappingProxyType

from plugins.desk.schedule.entries import Entry, overdue
from plugins.newsroom.library.reading import Library
from plugins.newsroom.library.settings import Settings
from plugins.records.calendar.spoken import distance, here, in_full
from plugins.records.reading import State

COLUMNS = 80
BY_HAND = (
    "Nothing goes out by itself. At that moment, somebody must run `invoke publish`, or a timer runs "
    "`invoke publish --when-due` (docs/operating.md says how)."
)
MOST = 10
"""Items that `invoke check` lists."""


def as_json(entries: Sequence[Entry], settings: Settings) -> str:
    """A list of `type, title, path, why, until, url`; `until` is ISO 8601 with the site's offset, null for a draft."""
    rows = [
        {
            "type": entry.kind,
            "title": entry.title,
            "path": entry.path,
            "why": entry.why,
            "until": entry.until.astimezone(settings.zone).isoformat() if entry.until is not None else None,
            "url": entry.url,
        }
        for entry in entries
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_text(library: Library, entries: Sequence[Entry], stops: Mapping[datetime, int] = MappingProxyType({})) -> str:
    """Everything that waits, at most 80 columns wide where no title is longer.

    `stops`: how many problems would stop a publication at a moment.
    """
    lines = list(_overdue(library))
    dated = [entry for entry in entries if entry.until is not None]
    drafts = [entry for entry in entries if entry.until is None]
    if dated:
        lines.append("Not yet public, next first:")
        for until, group in groupby(dated, key=lambda entry: entry.until):
            assert until is not None
            settings = library.settings
            lines += ["", f"  {in_full(until, settings.zone)}, {distance(until, settings.now)}"]
            if own := here(until, settings.zone):
                lines.append(f"  {own} by the clock of this computer")
            if number := stops.get(until, 0):
                what = "1 problem" if number == 1 else f"{number} problems"
                lines.append(f"  Can't go out then: {what} (`invoke check` says which)")
            lines += [line for entry in group for line in _entry(entry)]
        lines += ["", *textwrap.wrap(BY_HAND, COLUMNS, break_on_hyphens=False)]
    if drafts:
        lines += ["", *(["Drafts, with no date on which they go out:"] if dated else ["Not yet public:"])]
        lines += [line for entry in drafts for line in _entry(entry)]
    broken = sorted(reading.path for reading in library.unseen if reading.state is State.FAULTY)
    if broken:
        lines += [
            "",
            "Not public until they can be read (`invoke check` says why):",
            *(f"    {path}" for path in broken),
        ]
    return "\n".join(lines).strip("\n") or "Nothing waits: all that is here is public."


def in_short(library: Library, entries: Sequence[Entry]) -> Iterator[str]:
    """For the end of `invoke check`: each item with its title, why and until when, those due first on top."""
    yield from _overdue(library)
    if entries:
        yield "Not yet public:"
    zone = library.settings.zone
    for entry in entries[:MOST]:
        until = f" until {in_full(entry.until, zone)}" if entry.until is not None else ""
        yield f"  “{entry.title}”"
        yield f"    {entry.path}: {entry.why}{until}"
        if entry.note:
            yield f"    Look: {entry.note}"
    if len(entries) > MOST:
        yield f"  … and {len(entries) - MOST} more: `invoke schedule` lists all"
    if any(entry.until is not None for entry in entries):
        yield from textwrap.wrap(BY_HAND, COLUMNS, break_on_hyphens=False)
    broken = [reading.path for reading in library.unseen if reading.state is State.FAULTY]
    if broken:
        yield f"Not public until it can be read, see above: {', '.join(broken[:5])}{' …' if len(broken) > 5 else ''}"
    unseen = [f"{name} in contacts.yml" for name in sorted(library.unseen_contacts)]
    unseen += [f"{name} in organizations.yml" for name in sorted(library.unseen_organizations)]
    if unseen:
        yield "Not shown, because nothing that is public names them (public: true shows them anyway):"
        yield f"  {', '.join(unseen[:10])}{f' and {len(unseen) - 10} more' if len(unseen) > 10 else ''}"


def _overdue(library: Library) -> Iterator[str]:
    entries = overdue(library)
    if entries:
        yield "Due now, and not yet published. The next `invoke publish` takes them out:"
    for entry in entries:
        assert entry.until is not None
        yield f"  “{entry.title}”"
        yield f"    {entry.path}: its embargo ended {distance(entry.until, library.settings.now)}"


def _entry(entry: Entry) -> Iterator[str]:
    yield f"    {entry.kind}: {entry.title}"
    yield f"      {entry.path}:{entry.line}, {entry.why}"
    if entry.note:
        yield f"      Look: {entry.note}"
