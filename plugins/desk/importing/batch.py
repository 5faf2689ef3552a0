"""`invoke import FILE…`: each file on its own; what cannot be read stops no other."""

import os
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.desk.importing.archive import Archive
from plugins.desk.importing.decoding import REFUSED_ENDINGS
from plugins.desk.importing.drafting.report import COLUMNS, LAST, LINES
from plugins.desk.importing.release import Imported, import_release
from plugins.desk.importing.source import Unsettled, counted
from plugins.desk.importing.sources.reading import ENDINGS
from plugins.desk.refusal import Refused
from plugins.records.names import is_noise

MOST = 5_000
"""Files of one call."""
SHOWN = 4
"""Drafts that are named even where many files were not imported."""
SAVED_WITH_PAGE = re.compile(r"(?i).*(?:_files|_dateien|_archivos|_fichiers|\.fld)")
"""Folders that a browser or Word saves beside a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What became of all files of a call."""

    imported: tuple[Imported, ...]
    refused: tuple[tuple[Path, Refused], ...]
    text: str
    """What the person who typed the command reads."""


def import_files(
    paths: Sequence[Path], content: Path, *, today: date, lang: str, accept_changes: bool = False
) -> Batch:
    """Import files, and all texts of a folder. Raises `Refused` where there is nothing to import."""
    files = _files(paths)
    archive = Archive.of(content, lang)
    imported: list[Imported] = []
    refused: list[tuple[Path, Refused]] = []
    for file in files:
        try:
            imported.append(
                import_release(file, content, today=today, lang=lang, accept_changes=accept_changes, archive=archive)
            )
        except Refused as refusal:
            refused.append((file, refusal))
    return Batch(imported=tuple(imported), refused=tuple(refused), text=_text(imported, refused))


def _files(paths: Sequence[Path]) -> list[Path]:
    """In the order given, a folder's by name."""
    if not paths:
        raise Refused("no file was given", "name one, as in invoke import statement.docx")
    joined = Path(" ".join(map(str, paths)))
    in_words = len(paths) > 1 and (_is_there(joined) or not any(path.suffix for path in paths[:-1]))
    if in_words and not any(path.exists() for path in paths):
        fix = f'put it in quotes: invoke import "{joined}"'
        raise Refused(f"to the shell, the file's name is {len(paths)} words", fix)
    files: list[Path] = []
    for path in paths:
        if path.is_dir() and path.suffix.lower() != ".pages":
            found = list(_texts_of(path))
            if not found:
                kinds = ", ".join(sorted(ENDINGS - {".dotx", ".dotm", ".ott", ".mdown", ".mkd", ".text"}))
                raise Refused(
                    f"{path} holds no text that can be imported", f"give a folder with files of these kinds: {kinds}"
                )
            files += found
        else:
            files.append(path)
    if len(files) > MOST:
        raise Refused(f"{len(files):,} files are more than one call takes ({MOST:,})", "import one folder at a time")
    return list(dict.fromkeys(files))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # the name is too long to be one
        return False


def _texts_of(folder: Path) -> Iterator[Path]:
    """Texts of a folder and of those in it; links are not followed."""
    for place, names, files in os.walk(folder):
        names[:] = sorted(
            name for name in names
            if not name.startswith((".", "_site", "node_modules"))
            and not SAVED_WITH_PAGE.fullmatch(name) and not Path(place, name).is_symlink()
        )  # fmt: skip
        for name in sorted(files):
            file = Path(place, name)
            ending = file.suffix.lower()
            if is_noise(name) or file.is_symlink() or name.lower() in ("readme.md", "license.md", "license.txt"):
                continue
            if ending in ENDINGS or (ending in REFUSED_ENDINGS and ending != ".pdf"):
                yield file


def _text(imported: list[Imported], refused: list[tuple[Path, Refused]]) -> str:
    if len(imported) == 1 and not refused:
        return imported[0].text
    if len(refused) == 1 and not imported:
        return str(refused[0][1])
    room = LINES - 3  # the head, and two lines at the end
    kept = min(len(imported), SHOWN) + 1 if imported else 0
    lines: list[str] = []
    for at, (_, refusal) in enumerate(refused):
        made = _refused_lines(refusal)
        more = 1 if at + 1 < len(refused) else 0
        if len(lines) + len(made) + more > room - kept:
            lines.append(f"… and {len(refused) - at} more that were not imported")
            break
        lines += made
    left = room - len(lines)
    shown = imported if len(imported) <= left else imported[: left - 1]
    lines += [_cut(f"{one.source} → {one.path} ({counted(len(one.notes), 'note')})") for one in shown]
    if len(shown) < len(imported):
        lines.append(f"… and {len(imported) - len(shown)} more")
    head = f"{counted(len(imported), 'draft')} written" + (
        f", {counted(len(refused), 'file')} not imported" if refused else ""
    )
    last = textwrap.wrap(f"What was guessed is at the top of each draft. {LAST}", COLUMNS) if imported else []
    return "\n".join([f"{head}.", *lines, *last])


def _refused_lines(refusal: Refused) -> list[str]:
    what, _, fix = str(refusal).partition("\n  Fix: ")
    if isinstance(refusal, Unsettled):  # the list of changes is for a call of its own
        what, fix = what.partition("\n")[0].rstrip(":"), fix.rpartition("\n")[2].strip()
    whole = textwrap.TextWrapper(COLUMNS, break_long_words=False, break_on_hyphens=False, subsequent_indent="    ")
    return [*whole.wrap(what), *whole.wrap(f"  Fix: {fix}")]


def _cut(line: str) -> str:
    return line if len(line) <= COLUMNS else f"{line[: COLUMNS - 1]}…"
