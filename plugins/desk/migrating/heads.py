"""The head of an old article: YAML where it is YAML, else as Pelican's Markdown reader reads it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.records.fixing.diagnosis import FENCE
from plugins.records.front_matter import split_front_matter

FIELD = re.compile(r"[ ]{0,3}(?P<name>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
MORE = re.compile(r"[ ]{4,}(?P<value>.*)")
END = re.compile(r"(?:-{3}|\.{3})(?:\s.*)?")
"""As in the Meta extension of Python-Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above an old text."""

    fields: Mapping[str, Any]
    """Names in lower case."""
    body: str
    body_line: int
    notes: tuple[str, ...] = ()


def read_head(text: str, path: str) -> Head:
    """`text` has Unix line ends. Whatever is no field begins the body, as in Pelican."""
    text = text.lstrip("\n")
    if text.split("\n", 1)[0].rstrip() == FENCE:
        front = split_front_matter(text, path)
        if front.fields and not any(problem.code in ("F001", "F002") for problem in front.problems):
            notes = tuple(problem.what for problem in front.problems)
            return Head(fields=front.fields, body=front.body, body_line=front.body_line, notes=notes)
    return _as_pelican_reads(text)


def _as_pelican_reads(text: str) -> Head:
    lines = text.split("\n")
    at = 1 if lines[0].rstrip() == FENCE else 0
    fields: dict[str, str] = {}
    notes: list[str] = []
    name = ""
    while at < len(lines):
        line = lines[at]
        if not line.strip() or END.fullmatch(line):
            at += 1
            break
        if match := FIELD.fullmatch(line):
            name = match["name"].lower()
            if name in fields:
                notes.append(f"{name} is given twice: “{match['value'].strip()}” was left out, as the old site did")
                name = ""
            else:
                fields[name] = _unquoted(match["value"].strip())
        elif (match := MORE.fullmatch(line)) and fields:
            if name:
                fields[name] = f"{fields[name]} {match['value'].strip()}".strip()
        else:
            break
        at += 1
    return Head(fields=fields, body="\n".join(lines[at:]), body_line=at + 1, notes=tuple(notes))


def _unquoted(value: str) -> str:
    """Without the quotes that stand round the whole of it."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" and value.count(value[0]) == 2:
        return value[1:-1]
    return value
