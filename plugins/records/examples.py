"""Suggestions for missing values, taken from the file itself as far as possible."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from plugins.records.fixing.fixes import ANYTHING, FIELD, add_above, add_below, plain_or_quoted
from plugins.records.front_matter import FrontMatter

HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$|^(\S.*)\n(?:=+|-+)\s*$", re.MULTILINE)
DAY = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
SENTENCE = re.compile(r"(?=[^\s#>*|`!\[{<-])[^\n]{20,}?[.!?](?=\s|$)")
FILE_NAME = re.compile(r"\S.*\.[A-Za-z0-9]{2,5}")
FIXED = {"kind": "record", "url": "https://example.org/", "page": "1", "entry_number": "1"}
"""Values in the right form, for the field with that name."""


def example(field: str, front: FrontMatter, path: str, today: date | None) -> str:
    """A value for a field, from the file itself if it has one; else a placeholder that a person must replace."""
    if field == "title":
        return _heading(front.body) or _from_name(path) or ANYTHING
    if field == "summary":
        match = SENTENCE.search(front.body)
        return match[0] if match and len(match[0]) < 300 else str(front.fields.get("title") or ANYTHING)
    if field.startswith("date"):
        match = DAY.search(PurePosixPath(path).name)
        try:
            return date(*map(int, match.groups())).isoformat() if match else _iso(today)
        except ValueError:
            return _iso(today)
    return FIXED.get(field, ANYTHING)


def with_its_own(field: str, fix: str) -> str:
    """The fix, said so that no program writes what is only an example of the right form."""
    if field in FIXED or field.startswith("date"):
        return f"with the right {'day' if field.startswith('date') else field.replace('_', ' ')}, {fix}"
    return fix


def added(line: str, front: FrontMatter) -> str:
    """The fix that adds a line to the fields."""
    return add_below(1, line) if front.is_yaml else add_above(min(front.lines.values(), default=1), line)


def missing(field: str, parent: tuple[str | int, ...], front: FrontMatter, path: str, today: date | None) -> str:
    """The fix for a missing field: the line to add, and below which line."""
    value = example(field, front, path, today)
    line = f"{field}: {plain_or_quoted(value) if front.is_yaml else value}"
    if not parent:
        return added(line, front)
    at = front.line(*parent)
    match = FIELD.fullmatch(front.written(at))
    inline = match is None or (match["value"] and "-" not in match["before"]) or "{" in front.written(at)
    if parent not in front.lines or inline or not front.is_yaml:
        return f"add {field}: {value} to its fields"
    before = str(match["before"])  # type: ignore[index]
    indent = len(before) if "-" in before else len(before) + 2
    inside = [place for name, place in front.inside(*parent).items() if isinstance(name, str)]
    if "-" not in before and inside:
        first = front.written(min(inside))
        indent = len(first) - len(first.lstrip())
    last = at
    while "-" in before and (next_line := front.written(last + 1)).strip() and _indent(next_line) > indent:
        last += 1
    return add_below(last, f"{' ' * indent}{line}")


def flowing(model: type[BaseModel], text: str, today: date | None) -> Mapping[str, Any]:
    """A text in place of fields, turned into fields: its words become the last required one."""
    needed = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    values = {name: _iso(today) if name.startswith("date") else FIXED.get(name, ANYTHING) for name in needed}
    words = [name for name in needed if values[name] == ANYTHING]
    if "file" in needed and FILE_NAME.fullmatch(text):
        return values | {"file": text}
    if words and text.lower() not in ("yes", "true", "no", "false"):
        values[words[-1]] = text
    return values


def _heading(body: str) -> str:
    match = HEADING.search(body[:2000])
    return re.sub(r"[*_`]|\{[^}]*\}$", "", match[1] or match[2]).strip() if match else ""


def _from_name(path: str) -> str:
    posix = PurePosixPath(path)
    name = posix.parent.name if posix.name == "index.md" else posix.stem
    words = re.sub(r"[-_]+", " ", DAY.sub("", name)).strip()
    return words[:1].upper() + words[1:]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ANYTHING


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
