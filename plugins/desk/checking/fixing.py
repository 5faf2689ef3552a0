"""What has one right answer: found, shown as a difference, and written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from plugins.checks.report import shown_folder
from plugins.desk.checking.freezing import freezing_line, unfrozen
from plugins.desk.existing import replace_unchanged
from plugins.desk.refusal import Refused
from plugins.newsroom.library.reading import Library
from plugins.newsroom.library.settings import Settings
from plugins.records.fixing.fixes import FIELD, only_answer
from plugins.records.problems import Problem, printable

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
BOM = b"\xef\xbb\xbf"
_ADDRESS = re.compile(r"\]\((?:[^()]|\([^()]*\))*(?=\))")
"""The address of a link, in a line of the text."""
NEVER = ("status",)
"""Fields that no program changes: what is held stays held, and what is out stays out, until a person says so."""


@dataclass(frozen=True, slots=True, order=True)
class Fix:
    """Lines of one file to replace."""

    path: str
    """POSIX path below the content folder."""
    first: int
    """1-based line that it replaces, or that it goes above."""
    last: int
    """The last line that it replaces; less than `first` where it replaces none."""
    line: str
    before: tuple[str, ...]
    """The lines as they are, so that nothing is written over a file that has changed since."""


def find_fixes(library: Library, problems: Sequence[Problem]) -> list[Fix]:
    """Sorted by file and line; of those that touch one line, the first. What they leave is for the next round."""
    settings, uids = library.settings, unfrozen(library)
    of_file: dict[str, list[Problem]] = {path: [] for path in uids}
    for problem in problems:
        if problem.path:
            of_file.setdefault(problem.path, []).append(problem)
    found: list[Fix] = []
    for path, lines in _files(settings, sorted(of_file)):
        wanted = [fix for problem in of_file[path] if (fix := _of(problem, lines)) is not None]
        if path in uids and (fix := _freezing(path, lines, uids[path])) is not None:
            wanted.append(fix)
        taken: set[int] = set()
        for fix in sorted(wanted):
            touched = set(range(fix.first, fix.last + 1)) or {-fix.first}
            if not touched & taken:
                taken |= touched
                found.append(fix)
    return found


def difference(fixes: Sequence[Fix], settings: Settings) -> str:
    """Each file with its lines as they are and as they would be."""
    folder = shown_folder(settings.content)
    said: list[str] = []
    for path, group in groupby(fixes, key=lambda fix: fix.path):
        said.append(f"{folder}/{path}")
        for fix in group:
            said += [f"  {fix.first + number:>4} - {line}" for number, line in enumerate(fix.before)]
            said.append(f"  {fix.first:>4} + {fix.line}")
    return "\n".join(map(printable, said))


def write_fixes(fixes: Sequence[Fix], settings: Settings) -> None:
    """Write each file in one step, with its own line ends. Raises `Refused` where one has changed since."""
    for path, group in groupby(sorted(fixes), key=lambda fix: fix.path):
        file = settings.content / path
        raw = file.read_bytes()
        mark = BOM if raw.startswith(BOM) else b""
        lines = LINE.findall(raw.removeprefix(mark).decode("utf-8"))
        ended = re.search(r"[\r\n]+$", lines[0]) if lines else None
        end = ended[0] if ended else "\n"
        for fix in sorted(group, reverse=True):
            if tuple(line.rstrip("\r\n") for line in lines[fix.first - 1 : fix.last]) != fix.before:
                raise Refused(f"{path} has just changed", "run the same command again")
            if fix.first > len(lines) and lines and not lines[-1].endswith(("\r", "\n")):
                lines[-1] += end  # or what is added below the last line would become its end
            lines[fix.first - 1 : fix.last] = [f"{fix.line}{end}"]
        replace_unchanged(file, raw, mark + "".join(lines).encode("utf-8"), path)


def _of(found: Problem, lines: Sequence[str]) -> Fix | None:
    paste = only_answer(found.fix, found.line)
    if paste is None or paste.first > len(lines) + 1:
        return None
    before = tuple(lines[paste.first - 1 : paste.last])
    if any(_field(line) in NEVER for line in (*before, paste.line)):
        return None
    if "](" in paste.line and [_ADDRESS.sub("](", line.strip()) for line in before] != [
        _ADDRESS.sub("](", paste.line.strip())
    ]:
        return None  # more than an address would change: a person must look
    return Fix(found.path, paste.first, paste.last, paste.line, before)


def _field(line: str) -> str:
    match = FIELD.fullmatch(line)
    return match["key"].strip("\"'").lower() if match else ""


def _freezing(path: str, lines: Sequence[str], uid: str) -> Fix | None:
    found = freezing_line(lines, uid)
    return Fix(path, found.first, found.last, found.line, tuple(lines[found.first - 1 : found.last])) if found else None


def _files(settings: Settings, paths: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The lines of each file that can be read as text."""
    for path in paths:
        try:
            text = (settings.content / path).read_bytes().removeprefix(BOM).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        yield path, [line.rstrip("\r\n") for line in LINE.findall(text)]
