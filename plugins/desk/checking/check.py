"""`invoke check`: everything that a build would say, and what is wrong in items that are not yet public."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from plugins.checks.report import report, stops
from plugins.checks.rules import find_problems
from plugins.desk.checking.fixing import Fix, difference, find_fixes, write_fixes
from plugins.desk.checking.machine_readable import as_json
from plugins.desk.schedule.entries import Entry, scheduled
from plugins.desk.schedule.office import office_days
from plugins.desk.schedule.readiness import stops_then
from plugins.desk.schedule.report import in_short
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.reading import Library, read_library
from plugins.newsroom.library.settings import Settings, read_settings
from plugins.records.calendar.spoken import in_full
from plugins.records.problems import Problem, Severity, summary

MOST_ROUNDS = 8
"""A line that was fixed may show the next fault; more often than this, something goes in a circle."""
URGENCY = {Severity.ERROR: 0, Severity.PUBLICATION: 1, Severity.WARNING: 2}


def check(
    given: Mapping[str, Any],
    *,
    fix: bool = False,
    json: bool = False,
    ask: Callable[[str], bool] | None = None,
    every: bool = False,
) -> tuple[bool, str]:
    """Whether the content may be published, and the report. Nothing is written but, with `fix`, what it can fix.

    `ask` is shown each difference before it is written; None writes without asking. With `every`, each warning is
    shown, however many are alike. Raises `SettingsError`.
    """
    settings = read_settings(given)
    library, problems = _look(settings)
    written: list[Fix] = []
    declined = False
    for _ in range(MOST_ROUNDS if fix else 0):
        fixes = find_fixes(library, problems)
        if not fixes:
            break
        changes = "this change" if len(fixes) == 1 else f"these {len(fixes)} changes"
        question = f"{difference(fixes, settings)}\n\nWrite {changes}?"
        if ask is not None and not ask(question):
            declined = True
            break
        write_fixes(fixes, settings)
        written += fixes
        library, problems = _look(settings)
    waiting = scheduled(library, parts=False, works_on=office_days(given))
    later = _later(settings, waiting, problems)
    all_found = [*problems, *(p for found in later.values() for p in found)]
    ready = not stops(all_found, publication=True)
    if json:
        return ready, as_json(all_found, settings)
    said: list[str] = []
    if written:
        shown = [difference(written, settings)] if ask is None else []
        said += [*shown, f"Wrote {_count(len(written), 'change', 'changes')}."]
    elif fix and not declined:
        said.append("There was nothing that has only one right answer: nothing was written.")
    said.append(report(in_order(problems), settings, every=every) if problems else "No problem found.")
    for moment, found in later.items():
        said.append(f"On {in_full(moment, settings.zone)}, a publication would stop at this:")
        said.append(report(in_order(found), settings, every=every))
    said += in_short(library, waiting)
    said.append(_counted(library))
    said.append(_verdict(library, all_found, fix=fix))
    return ready, "\n".join(said)


def in_order(problems: Sequence[Problem]) -> list[Problem]:
    """By file, the file with the most urgent problem first, and the most urgent of a file first."""
    by_file = {path: list(found) for path, found in groupby(sorted(problems), key=lambda p: p.path)}
    files = sorted(by_file.values(), key=lambda found: (min(URGENCY[p.severity] for p in found), found[0].path))
    return [p for found in files for p in sorted(found, key=lambda p: (URGENCY[p.severity], p))]


def _look(settings: Settings) -> tuple[Library, list[Problem]]:
    library = read_library(settings, read_held=True)
    return library, find_problems(make_edition(library))


def _later(settings: Settings, waiting: Sequence[Entry], known: Sequence[Problem]) -> dict[datetime, list[Problem]]:
    """What would stop a publication at the next moments, each problem where it comes up first."""
    told = {(p.path, p.line, p.code) for p in known}
    later: dict[datetime, list[Problem]] = {}
    for moment, found in stops_then(settings, waiting):
        if new := [p for p in found if (p.path, p.line, p.code) not in told]:
            later[moment] = new
            told |= {(p.path, p.line, p.code) for p in new}
    return later


def _counted(library: Library) -> str:
    waiting = len(library.held)
    held = f" {_count(waiting, 'is', 'are')} not yet public." if waiting else ""
    return f"Checked {_count(sum(1 for _ in library.items), 'record', 'records')}.{held}"


def _verdict(library: Library, problems: Sequence[Problem], *, fix: bool) -> str:
    """The last line: ready, or what stands in the way."""
    in_the_way = [p for p in problems if p.severity is not Severity.WARNING]
    if not in_the_way:
        return "Ready to publish."
    files = {p.path for p in in_the_way if p.path}
    where = f" in {_count(len(files), 'file', 'files')}" if files else ""
    said = f"Not ready to publish: fix {summary(in_the_way)}{where}."
    possible = [] if fix else find_fixes(library, in_the_way)
    return f"{said} `invoke check --fix` can fix {len(possible)} of them." if possible else said


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
