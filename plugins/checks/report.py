"""The report: sorted by file, one place and one fix for each problem, and a count at the end."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from plugins.newsroom.library.settings import Settings
from plugins.records.problems import CATALOG, Problem, Severity, summary

MANY = 10
"""Warnings of one code that are each shown: a larger number of them hides what else is said."""
SHOWN = 3
"""Of more than that."""


def report(problems: Sequence[Problem], settings: Settings, *, every: bool = False) -> str:
    """The problems as text; paths are relative to the current folder.

    Of many warnings of one code the first stand for all, unless `every` one is asked for.
    """
    folder = shown_folder(settings.content)
    return "\n".join([*_told(problems, folder, every=every), f"{summary(problems)}."])


def _told(problems: Sequence[Problem], folder: str, *, every: bool) -> Iterator[str]:
    warnings = Counter(p.code for p in problems if p.severity is Severity.WARNING)
    told: Counter[str] = Counter()
    for found in problems:
        told[found.code] += found.severity is Severity.WARNING
        if every or found.severity is not Severity.WARNING or warnings[found.code] <= MANY:
            yield found.text(folder)
        elif told[found.code] <= SHOWN:
            yield found.text(folder)
            if told[found.code] == SHOWN:
                more = warnings[found.code] - SHOWN
                yield f"  And {more} more {found.code} like it: {CATALOG[found.code].meaning} (invoke check --all)"


def stops(problems: Iterable[Problem], *, publication: bool) -> bool:
    """Whether a build must end: on any error, and for publication on any publication problem too."""
    severities = {p.severity for p in problems}
    return Severity.ERROR in severities or (publication and Severity.PUBLICATION in severities)


def shown_folder(content: Path) -> str:
    """The content folder relative to the working directory if inside it, else in full."""
    try:
        relative = os.path.relpath(content)
    except ValueError:  # another drive, on Windows
        return content.as_posix()
    return content.as_posix() if relative.startswith("..") else Path(relative).as_posix()
