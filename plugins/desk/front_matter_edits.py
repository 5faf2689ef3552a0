"""Add an entry to a list in a file's front matter, and change no other line."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from plugins.desk.refusal import Refused
from plugins.records.fixing.diagnosis import FENCE
from plugins.records.front_matter import split_front_matter

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
BOM = b"\xef\xbb\xbf"
Entry = dict[str, Any]


def add_entry(raw: bytes, name: str, entry: Sequence[str], drop: Callable[[Entry], bool], shown: str) -> bytes:
    """The file with one more entry at the head of the list `name`, without those of it that `drop` says.

    `entry` are its lines, the first with its dash; `shown` is what the file is called. What the file says otherwise is
    the same afterwards, or nothing is returned. Raises `Refused`.
    """
    mark = BOM if raw.startswith(BOM) else b""
    lines = LINE.findall(raw.removeprefix(mark).decode("utf-8"))
    if not lines or lines[0].rstrip() != FENCE:
        fix = f"put a line with only {FENCE} above the first field and below the last one, and sign again"
        raise Refused(f"{shown} has no front matter between {FENCE} lines, where a sign-off could go", fix)
    closing = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "..."))
    root = yaml.compose("".join(lines[1:closing]), Loader=yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = next(((k, v) for k, v in pairs if str(k.value).strip().lower() == name), None)
    changed = list(lines)
    if found is None:
        changed[closing:closing] = [f"{name}:\n", *(f"  {line}\n" for line in entry)]
    else:
        _add(changed, found[0].start_mark.line + 1, found[1], entry, drop, f"{shown}: {name}")
    end = next((line[len(line.rstrip("\r\n")) :] for line in lines[:1]), "") or "\n"
    written = [line if line in lines else line.rstrip("\n") + end for line in changed]
    made = mark + "".join(written).encode("utf-8")
    _compare(raw, made, name, shown)
    return made


def _add(
    lines: list[str], key_line: int, value: yaml.Node, entry: Sequence[str], drop: Callable[[Entry], bool], shown: str
) -> None:
    """Put the entry below its key; a single mapping becomes the second entry of a list."""
    if isinstance(value, yaml.SequenceNode) and not value.flow_style:
        indent = value.start_mark.column
        for item in reversed(value.value):
            if isinstance(item, yaml.MappingNode) and drop({str(k.value): v.value for k, v in item.value}):
                del lines[item.start_mark.line + 1 : _last_line(item) + 2]
    elif isinstance(value, yaml.MappingNode) and not value.flow_style:
        indent = 2
        first, last = value.start_mark.line + 1, _last_line(value) + 1
        if drop({str(k.value): v.value for k, v in value.value}):
            del lines[first : last + 1]
        else:
            column = value.start_mark.column
            for at in range(first, last + 1):
                text = lines[at][column:] if lines[at][:column].isspace() else lines[at].lstrip(" ")
                lines[at] = f"{' ' * indent}{'- ' if at == first else '  '}{text}"
    elif not value.value:
        indent = 2
        if value.start_mark.line + 1 == key_line == value.end_mark.line + 1:
            line = lines[key_line]
            lines[key_line] = f"{line[: value.start_mark.column].rstrip()}{line[value.end_mark.column :]}"
    else:
        fix = "write each entry on its own lines after a dash, one field a line, and sign again"
        raise Refused(f"{shown} is written in brackets, so no line can be added", fix)
    lines[key_line + 1 : key_line + 1] = [f"{' ' * indent}{line}\n" for line in entry]


def _last_line(node: yaml.Node) -> int:
    """The line on which a node ends: what follows it, such as a remark, is none of it."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    return int(end.line) - (1 if end.column == 0 and end.line > node.start_mark.line else 0)


def _compare(before: bytes, after: bytes, name: str, shown: str) -> None:
    """Refuse if anything but that field would be read differently."""
    old, new = (
        split_front_matter(raw.removeprefix(BOM).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n"), shown)
        for raw in (before, after)
    )
    same = {**old.fields, name: ""} == {**new.fields, name: ""} and old.body == new.body
    if not same or new.problems or not new.fields.get(name):
        fix = f"add an entry to {name} by hand, one field per line"
        raise Refused(f"{shown} is written in a way that an entry can't be added to automatically", fix)
