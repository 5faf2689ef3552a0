"""Values → front matter and lists in YAML, as a person would write them: quoted only where YAML needs it."""

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from plugins.records.fixing.fixes import loaded, scalar

COLUMNS = 118


def field(name: str, value: Any) -> list[str]:
    """The lines of one field: text, a date, true or false, a list, or fields of its own."""
    key = scalar(name)
    if isinstance(value, Mapping) and value:
        return [f"{key}:", *(f"  {line}" for inner, part in value.items() for line in field(str(inner), part))]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [f"{key}:", *(f"  {line}" for item in value for line in _item(item))] if value else [f"{key}: []"]
    return [f"{key}: {_value(value)}"]


def folded_field(name: str, text: str, indent: str = "") -> list[str]:
    """The lines of a long text under its name, folded; on one line where folding would change it."""
    folded = textwrap.wrap(
        text, COLUMNS, initial_indent=f"{indent}  ", subsequent_indent=f"{indent}  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    lines = [f"{indent}{name}: >-", *folded]
    if len(text) > 80 and loaded(textwrap.dedent("\n".join(lines))) == {name: text}:
        return lines
    return [f"{indent}{name}: {scalar(text)}"]


def _item(value: Any) -> list[str]:
    if not isinstance(value, Mapping):
        return [f"- {_value(value)}"]
    inner = [line for name, part in value.items() for line in field(str(name), part)]
    return [f"- {inner[0]}", *(f"  {line}" for line in inner[1:])] if inner else ["- {}"]


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(timespec="seconds" if value.second else "minutes")
        case date():
            return value.isoformat()
        case str():
            return scalar(value)
        case Mapping():
            return "{}"
        case _:
            return scalar(str(value))
