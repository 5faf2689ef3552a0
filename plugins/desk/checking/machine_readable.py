"""The problems as JSON for editors: each with the part of the line that it is about."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache

from plugins.checks.report import shown_folder
from plugins.newsroom.library.settings import Settings
from plugins.records.fixing.fixes import FIELD
from plugins.records.problems import Problem
from plugins.records.sources import read_text

QUOTED = re.compile("“([^”]{1,200})”")


def as_json(problems: Sequence[Problem], settings: Settings) -> str:
    """A list of `file, line, column, end_line, end_column, code, severity, what, fix`.

    Lines and columns count from 1, in characters; the end is the column after the last character. A problem of no
    file has an empty `file`, and line and columns 1.
    """
    folder = shown_folder(settings.content)

    @lru_cache(maxsize=64)
    def lines_of(path: str) -> tuple[str, ...]:
        text, faults = read_text(settings.content, path)
        return () if faults else tuple(text.split("\n"))

    rows = []
    for found in problems:
        lines = lines_of(found.path) if found.path else ()
        line = lines[found.line - 1] if 0 < found.line <= len(lines) else ""
        start, end = _range(line, found.what)
        rows.append(
            {
                "file": f"{folder}/{found.path}" if found.path else "",
                "line": found.line,
                "column": start + 1,
                "end_line": found.line,
                "end_column": end + 1,
                "code": found.code,
                "severity": str(found.severity),
                "what": found.what,
                "fix": found.fix,
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _range(line: str, what: str) -> tuple[int, int]:
    """The words that the problem quotes; else the value of the field; else the line without its margin."""
    for words in QUOTED.findall(what):
        if line.count(words) == 1:
            return line.index(words), line.index(words) + len(words)
    if (match := FIELD.fullmatch(line)) and match["value"]:
        return match.start("value"), len(line.rstrip())
    return len(line) - len(line.lstrip()), max(len(line.rstrip()), len(line) - len(line.lstrip()))
