"""The report: sorted by file, one place and one fix for each problem, and a count at its end."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from plugins.newsroom.library.settings import Settings
from plugins.records.problems import Problem, Severity, summary


def report(problems: Sequence[Problem], settings: Settings) -> str:
    """The problems as text; paths are shown as they can be opened from where the person is."""
    folder = shown_folder(settings.content)
    return "\n".join([*(p.text(folder) for p in problems), f"{summary(problems)}."])


def stops(problems: Iterable[Problem], *, publication: bool) -> bool:
    """Whether a build must end: on any error, and for publication on any publication problem too."""
    severities = {p.severity for p in problems}
    return Severity.ERROR in severities or (publication and Severity.PUBLICATION in severities)


def shown_folder(content: Path) -> str:
    """The content folder relative to the working directory if it lies in it, else in full."""
    try:
        relative = os.path.relpath(content)
    except ValueError:  # another drive, on Windows
        return content.as_posix()
    return content.as_posix() if relative.startswith("..") else Path(relative).as_posix()
