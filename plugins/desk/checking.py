"""`invoke check`: everything that a build would say, and what is wrong in items that are not yet public."""

from collections.abc import Mapping
from typing import Any

from plugins.checks.report import report, stops
from plugins.checks.rules import find_problems
from plugins.desk.freezing import freeze_uids
from plugins.desk.held import held_lines
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings


def check(given: Mapping[str, Any], *, fix: bool) -> tuple[bool, str]:
    """Whether the content may be published, and the report. Nothing is written but, with `fix`, missing uids.

    Raises `SettingsError`.
    """
    settings = read_settings(given)
    library = read_library(settings, read_held=True)
    frozen: tuple[str, ...] = ()
    if fix and (frozen := freeze_uids(library)):
        library = read_library(settings, read_held=True)
    edition = make_edition(library)
    problems = find_problems(edition)
    records = sum(1 for _ in library.items)
    said = [f"Wrote the uid of {count(len(frozen), 'record', 'records')}."] if frozen else []
    said.append(report(problems, settings) if problems else "No problem found.")
    said += held_lines(library)
    waiting = len(library.held)
    held = f" {count(waiting, 'is', 'are')} not yet public." if waiting else ""
    said.append(f"Checked {count(records, 'record', 'records')}.{held}")
    return not stops(problems, publication=True), "\n".join(said)


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
