"""The whole line to write, if only one part of it is wrong and the meaning is certain or nearly so."""

import re

from plugins.newsroom.library.edition import Edition
from plugins.records.fixing import fixes
from plugins.records.fixing.fixes import LONGEST, with_value, write
from plugins.records.sources import read_text

GUESS = re.compile(r"did you mean (\S+)\?")


def with_address(edition: Edition, path: str, line: int, old: str, new: str, fix: str) -> str:
    """The fix with the line in which `new` replaces the address `old`; without it if the line is not simple."""
    written = _line(edition, path, line)
    return _said(fix, fixes.with_address(written, old, new))


def with_name_of(edition: Edition, path: str, line: int, old: str, fix: str) -> str:
    """The fix for a field that names nothing, with its line using the suggested name."""
    guess = GUESS.fullmatch(fix)
    written = _line(edition, path, line) if guess else ""
    return _said(fix, with_value(written, old, guess[1])) if guess and written else fix


def with_value_of(edition: Edition, path: str, line: int, old: str, new: str, fix: str) -> str:
    """The fix with the line in which `new` replaces the value `old`."""
    return _said(fix, with_value(_line(edition, path, line), old, new))


def guessed(fix: str) -> str:
    """The name that a fix suggests; empty if none."""
    found = GUESS.fullmatch(fix)
    return found[1] if found else ""


def _said(fix: str, better: str) -> str:
    if not better or len(better) > LONGEST:
        return fix
    return f"{fix} {write(better)}" if fix.endswith("?") else write(better)


def _line(edition: Edition, path: str, line: int) -> str:
    key = ("lines", path)
    if key not in edition.kept:
        text, problems = read_text(edition.settings.content, path)
        edition.kept[key] = () if problems else tuple(text.split("\n"))
    lines: tuple[str, ...] = edition.kept[key]  # type: ignore[assignment]
    return lines[line - 1] if 0 < line <= len(lines) else ""
