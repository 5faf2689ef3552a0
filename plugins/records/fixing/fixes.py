"""Fixes as people paste them: a fix that changes a line gives the whole line to write, and says where it goes.

The line always ends the fix: `write LINE` (in place of the line that the problem names, or of `lines A to B`), or
`below line N, add LINE`. Any text before it may be a question or a reason.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

FIELD = re.compile(r"""(?P<before>\s*(?:-\s+)*)(?P<key>["']?[\w-]+["']?)\s*:(?:\s+(?P<value>.*))?""")
ITEM = re.compile(r"(?P<before>\s*(?:-\s+)+)(?P<value>.*)")
PASTE = re.compile(
    r"(?:^|.*?[ ?])(?:in place of lines? (?P<first>\d+)(?: to (?P<last>\d+))?, write|"
    r"(?P<where>below|above) line (?P<at>\d+), add|write) (?P<line>.*)"
)
LONGEST = 120
"""Characters of a line that is still shown in full: a message is read in a terminal."""
ANYTHING = "…"
"""Placeholder for what only a person can say."""


class Paste(NamedTuple):
    """A fix as an editor would apply it."""

    first: int
    """1-based line that it replaces, or that it goes above."""
    last: int
    """The last line that it replaces; less than `first` if it replaces none."""
    line: str


def write(line: str, first: int = 0, last: int = 0) -> str:
    """The fix that replaces the line of the problem, or several."""
    if not first:
        return f"write {line}"
    return f"in place of {f'lines {first} to {last}' if first < last else f'line {first}'}, write {line}"


def add_below(number: int, line: str) -> str:
    return f"below line {number}, add {line}"


def add_above(number: int, line: str) -> str:
    return f"above line {number}, add {line}"


def pasted(fix: str, line: int) -> Paste | None:
    """What to paste where for a fix reported at `line`; None if it changes no line."""
    match = PASTE.fullmatch(fix)
    if match is None or not _is_line(match["line"]):
        return None
    if match["at"]:
        at = int(match["at"]) + (1 if match["where"] == "below" else 0)
        return Paste(at, at - 1, match["line"])
    first = int(match["first"] or line)
    return Paste(first, int(match["last"] or first), match["line"])


def only_answer(fix: str, line: int) -> Paste | None:
    """The same, where it is the only thing that can be meant: no guess, no choice, nothing that a person must add."""
    paste = pasted(fix, line)
    if paste is None or not fix.startswith(("write ", "in place of ", "below line ", "above line ")):
        return None
    return None if ANYTHING in paste.line else paste


def _is_line(text: str) -> bool:
    """Whether it is a line of a file, and not a description of one."""
    return bool(FIELD.fullmatch(text) or ITEM.fullmatch(text) or text == "---" or "](" in text or text.startswith("# "))


def scalar(text: str) -> str:
    """Text on one line that YAML reads back as the same text, whether or not the reader guesses types."""
    if "\n" not in text and reads_as(text, text) and not _has_a_type(text):
        return text
    return quoted(text)


def plain_or_quoted(text: str) -> str:
    """The same for our own reader, which guesses no types."""
    return text if "\n" not in text and reads_as(text, text) else quoted(text)


def quoted(text: str) -> str:
    """The same in quotes: single ones, or double ones around an apostrophe."""
    if "\n" not in text:
        for written in (f"'{text}'", f'"{text}"', "'" + text.replace("'", "''") + "'"):
            if reads_as(written, text):
                return written
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**9).rstrip("\n")


def reads_as(written: str, value: Any) -> bool:
    """Whether YAML reads a value that is written so, and nothing else."""
    return bool(loaded(f"key: {written}") == {"key": value})


def loaded(text: str) -> Any:
    """Parsed as YAML without types; None if it does not parse."""
    try:
        return yaml.load(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None


def _has_a_type(text: str) -> bool:
    """Whether a parser that guesses types would take it for a number, a date or nothing."""
    try:
        return not isinstance(yaml.safe_load(f"key: {text}")["key"], str)
    except (yaml.YAMLError, ValueError):
        return True


def flow(value: Any) -> str:
    """A value on one line: `{date: 2010-09-02, note: We corrected it.}`."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    text = str(value)
    plain = not set(text) & set(",[]{}") and loaded(f"[{text}]") == [text] and loaded(f"{{a: {text}}}") == {"a": text}
    return text if plain else quoted(text)


def with_value(line: str, old: str | list[Any], new: Any, *, is_yaml: bool = True) -> str:
    """The same line with another value for `old`; empty if the line does not clearly contain it.

    `new` may be text, or a list or mapping, which is then written inline.
    """
    written = (plain_or_quoted(new) if is_yaml else new) if isinstance(new, str) else flow(new)
    if match := FIELD.fullmatch(line):
        value = match["value"] or ""
        if _says(value, old):
            return f"{match['before']}{match['key']}: {written}"
    elif (match := ITEM.fullmatch(line)) and _says(match["value"], old):
        return f"{match['before']}{written}"
    if not isinstance(old, str) or not old or not (isinstance(new, str) or re.search(r":\s*\[", line)):
        return ""
    among = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    in_quotes = re.compile(rf"(?<![\w-])([\"']){re.escape(old)}\1(?![\w-])")
    start = match.end("before") + len(match.groupdict().get("key") or "") if match else 0
    if len(among.findall(line, start)) != 1:
        return ""
    inside = flow(new) if not isinstance(new, str) or (is_yaml and re.search(r"[\[{]", line[start:])) else new
    head, tail = line[:start], line[start:]
    better = head + (in_quotes if in_quotes.search(tail) else among).sub(lambda _: inside, tail)
    return better if not is_yaml or loaded(better.strip()) is not None else ""


def with_address(line: str, old: str, new: str) -> str:
    """The same line of a text with another address of a link; empty where it does not hold it once, or is too long."""
    among = re.compile(rf"(?<=[(<\s]){re.escape(old)}(?=[)>\s])")
    if "](" not in line or len(among.findall(f"\n{line}\n")) != 1:
        return ""
    better = among.sub(lambda _: new, line)
    return better if len(better) <= LONGEST else ""


def with_name(line: str, name: str) -> str:
    """The same line with another field name; empty if it has none."""
    match = FIELD.fullmatch(line)
    if match is None:
        return ""
    value = f" {match['value']}" if match["value"] else ""
    return f"{match['before']}{name}:{value}"


def _says(value: str, meant: str | list[Any]) -> bool:
    """Whether the value after a name is that text or list, in quotes or not, with a comment or without."""
    return (isinstance(meant, str) and value.strip() == meant.strip()) or loaded(f"key: {value}") == {"key": meant}
