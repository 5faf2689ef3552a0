"""The report: sorted by file, one place and one fix for each problem, and a count at the end."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.settings import Settings
from plugins.records.ledger import LEDGER
from plugins.records.problems import CATALOG, Problem, Severity, summary
from plugins.records.schema import Record
from plugins.records.sources import LISTS

MANY = 10
"""Warnings of one code that are each shown: a larger number of them hides what else is said."""
SHOWN = 3
"""Of more than that."""
OF_THE_UNSEEN = frozenset({"R005", "L002", "H005"})
"""Codes of problems that are about something not yet public, whatever file they are in."""


def report(problems: Sequence[Problem], settings: Settings, *, every: bool = False) -> str:
    """The problems as text; paths are relative to the current folder.

    Of many warnings of one code the first stand for all, unless `every` one is asked for.
    """
    folder = shown_folder(settings.content)
    return "\n".join([*_told(problems, folder, every=every), f"{summary(problems)}."])


def for_logs(problems: Sequence[Problem], edition: Edition) -> str:
    """The report without any problem that names, or is in, what may not be public yet: those are only counted.

    Where the problems stop a publication, nothing new goes out: then public is only what was published before.
    """
    out = edition.library.ledger.records
    is_stopped = stops(problems, publication=edition.settings.publication)
    waiting = [
        item for item in edition.library.items if is_stopped and (item.uid not in out or out[item.uid].taken_down)
    ]
    public, names = _public_files(edition, waiting), _names_of_the_unseen(edition, waiting)
    kept = [p for p in problems if p.path in public and p.code not in OF_THE_UNSEEN and not names(f"{p.what} {p.fix}")]
    left = [p for p in problems if p not in kept]
    said = [report(kept, edition.settings)] if kept else []
    if left:
        number, one = " and ".join(summary(left).rsplit(", ", 1)), len(left) == 1
        said.append(
            f"{number} {'is' if one else 'are'} left out, because {'it names' if one else 'they name'} something that "
            f"may not be public yet. Run `invoke check` on your computer to read {'it' if one else 'them'}."
        )
    return "\n".join(said)


def _public_files(edition: Edition, waiting: Iterable[Item[Record]]) -> frozenset[str]:
    """Files in which a problem may be named: those of public records, and those of the whole site."""
    public = {item.path for item in edition.library.items} - {item.path for item in waiting}
    return frozenset(public | {"", LEDGER, *LISTS})


def _names_of_the_unseen(edition: Edition, waiting: Iterable[Item[Record]]) -> Callable[[str], object]:
    """Whether a text names a record, a contact or an organization that no reader can see."""
    library = edition.library
    names = {name for reading in library.unseen for name in (reading.path, reading.slug)}
    names |= {name for item in waiting for name in (item.path, item.slug)}
    names |= library.unseen_contacts | library.unseen_organizations
    if not names:
        return lambda _: False
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in sorted(names) if name)})(?![\w-])").search


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
