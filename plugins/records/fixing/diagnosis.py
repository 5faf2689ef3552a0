"""Why the fields of a file do not parse, in plain words, and the line to write."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from plugins.records.fixing.fixes import FIELD, ITEM, add_above, add_below, loaded, quoted, reads_as, write
from plugins.records.problems import Problem, problem

FENCE = "---"
KEY = re.compile(r"([A-Za-z0-9_-]+)\s*:(?:\s+(.*)|\s*)")
OTHER_SIGN = re.compile(r"([A-Za-z0-9_-]+)\s*(?:：|﹕|︰|=|;|:)\s*(.*)")
"""A name and its value with another sign than `: ` between them."""
NEARLY_FENCE = re.compile(
    r"[\s\u200b-\u200f\u2060\ufeff]*(?:[-‐‑‒–—―−]{1,10}|[-–—]+(?:\s+[-–—]+)+|-{3,}\s*(?:ya?ml|:)|_{3,}|_(?:\s+_)+"
    r"|\*{3,}|={3,}|\+{3}|~{3,}|`{3}\w*)[\s\u200b-\u200f\u2060\ufeff]*"
)
"""What people, editors and other programs write instead of `---`."""
LOOSE_SIGN = re.compile(r"([A-Za-z0-9_-]*[A-Za-z0-9_])\s*(?:[-–—>|,.]|->|=>)\s+(.*)")
"""The same with a sign that is no more than punctuation, which counts behind the name of a field alone."""
OTHER_BULLET = re.compile(r"\s*(?:[*+•‣◦▪·–—]|-(?=[^\s\-\d.]))\s*(?=\S)(.+)")
"""An item of a list with another sign than a hyphen and a space."""
STATUS_ALONE = re.compile(r"(draft|published|withdrawn)[.!]?", re.IGNORECASE)
REMARK = re.compile(r"\s*(?://+|<!--|/\*|;+|%+|--\s)\s*(.*?)\s*(?:-->|\*/)?\s*")
"""A remark as other languages write it."""
MERGE_MARK = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
MERGE = re.compile(r"^<{7}(?: .*)?$\n(?:.*\n)*?^={7}$\n(?:.*\n)*?^>{7}(?: .*)?$", re.MULTILINE)


class Known(NamedTuple):
    """The fields of records."""

    names: frozenset[str]
    lists: frozenset[str]
    """Those that may be written as a list."""


def never_merged(text: str, path: str) -> Problem | None:
    """Two versions of one file, as Git leaves them for a person to choose from."""
    if "<<<<<<<" not in text or (match := MERGE.search(text)) is None:
        return _half_merged(text, path) if "<<<<<<<" in text or ">>>>>>>" in text else None
    line = text.count("\n", 0, match.start()) + 1
    fix = "keep the one you mean, and delete the other and the lines <<<<<<<, ======= and >>>>>>>"
    return problem("F001", path, line, "two versions of this file were never merged, and both are here", fix)


def _half_merged(text: str, path: str) -> Problem | None:
    """One mark of a merge among the fields; those in the text below are looked for with the text."""
    lines = text.split("\n")
    head = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE or not line.strip()), len(lines))
    for number, line in enumerate(lines[:head], 1):
        if MERGE_MARK.fullmatch(line) and line[0] != "=":
            return _mark_of_merge(line, number, path)
    return None


def _mark_of_merge(line: str, number: int, path: str) -> Problem:
    what = f"“{short(line)}” is left over from two versions that were merged by hand"
    return problem("F001", path, number, what, "delete the line, and see that the fields above and below are right")


def not_opened(lines: Sequence[str], at: int, path: str) -> Problem | None:
    """The first non-empty line, if it is nearly --- or that line is missing above it."""
    first = lines[at]
    fields_follow = any(KEY.fullmatch(line) or OTHER_SIGN.fullmatch(line) for line in lines[at + 1 : at + 4])
    if NEARLY_FENCE.fullmatch(first) and fields_follow:
        what = f"“{short(first)}” does not open the fields: the line --- does"
        return problem("F001", path, at + 1, what, write(FENCE))
    fence = next((i for i in range(at, min(len(lines), at + 300)) if lines[i].rstrip() == FENCE), None)
    if KEY.fullmatch(first) and fence is not None:
        what = f"the fields close with the line --- on line {fence + 1}, and no such line opens them"
        return problem("F001", path, at + 1, what, write(FENCE, 1, at) if at else add_above(1, FENCE))
    return None


def not_closed(lines: Sequence[str], path: str) -> Problem:
    """Fields that start with --- but have no such line below them."""
    last = 0
    for index, line in enumerate(lines[1:], 1):
        if MERGE_MARK.fullmatch(line):
            return _mark_of_merge(line, index + 1, path)
        if NEARLY_FENCE.fullmatch(line) and last:
            what = f"“{short(line)}” does not close the fields: the line --- does"
            return problem("F001", path, index + 1, what, write(FENCE))
        if not line.strip() and last:
            break
        if KEY.fullmatch(line) or OTHER_SIGN.fullmatch(line) or line[:1] in (" ", "-", "#", "\t"):
            last = index
    what = "the front matter opens with --- and never closes"
    return problem("F001", path, 1, what, add_below(last + 1, FENCE))


def diagnose(head: str, first_line: int, path: str, fields: Known) -> list[Problem]:
    """One problem for each field that does not parse by itself; none if the error is not in a single field."""
    lines = head.split("\n")
    problems: list[Problem] = []
    previous: tuple[int, int] | None = None
    rest_of: tuple[int, int] | None = None
    for start, end in _blocks(lines):
        if KEY.fullmatch(lines[start]):
            if loaded("\n".join(lines[start:end])) is None:
                problems += _broken(lines, start, end, first_line, path, fields)
            previous = start, end
            continue
        found, is_end = _stray(lines, start, end, previous, first_line, path, fields)
        if "on one line: in place of" in found.fix and previous == rest_of:
            problems[-1] = replace(problems[-1], fix=found.fix)  # one more line of the same value
        else:
            problems.append(found)
        rest_of = previous if "on one line: in place of" in found.fix else None
        if is_end:
            break
    wrapped = {p.line for p in problems if "in place of" in p.fix}
    return [p for p in problems if p.line not in wrapped or "in place of" in p.fix]


def stray_line(lines: Sequence[str], at: int, fields: Known) -> str:
    """The fix for a line that is not a field, among plain `Key: value` lines."""
    line = lines[at].strip()
    if named := _named(line, fields, known=True):
        return write(named)
    more = any(KEY.fullmatch(other) for other in _paragraph(lines, at + 1))
    before = KEY.fullmatch(lines[at - 1].strip()) if at else None
    if more and before:
        return f"put it on one line: {write(f'{lines[at - 1].strip()} {line}', at, at + 1)}"
    return "put a blank line above it if the text begins here, or make it a field, as in name: value"


def _paragraph(lines: Sequence[str], at: int) -> Iterator[str]:
    for line in lines[at:]:
        if not line.strip():
            return
        yield line


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(first, one after the last) for each line at the left edge with the lines that belong to it."""
    starts = [i for i, line in enumerate(lines) if line.strip() and not re.match(r"[\s#\]}]|-(?:\s|$)", line)]
    for start, end in pairwise([*starts, len(lines)]):
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1
        yield start, end


def _broken(lines: Sequence[str], start: int, end: int, first_line: int, path: str, fields: Known) -> Iterator[Problem]:
    """A field that does not parse, with the lines below it."""
    match = KEY.fullmatch(lines[start])
    assert match
    if inner_indent := _indent_below(lines, start, end):
        better = write(f"{inner_indent}{lines[start]}")
        why = "it belongs to the name above it, and is not indented"
        yield _cannot(lines[start], start + first_line, path, f"indent it like the lines below it: {better}", why)
        return
    for index in range(start, end):
        line = lines[index]
        if "\t" in _margin(line):
            yield _cannot(
                line, index + first_line, path, write(re.sub(r"^\s+", _spaces, line)), "a tab begins the line"
            )
            return
        inner = FIELD.fullmatch(line) if index > start and match[2] and not re.match(r"[|>&!]", match[2]) else None
        if inner and inner["key"] in fields.names and (sign := inner["before"].strip()) in ("", "-"):
            why = "a hyphen begins the line" if sign else "the field is too far to the right"
            yield _cannot(line, index + first_line, path, write(line.strip().removeprefix("-").strip()), why)
            return
    key, value = match[1], (match[2] or "").strip()
    if value and not re.match(r"[|>][0-9+-]*(?:\s+#.*)?$", value):
        below = [line.strip() for line in lines[start + 1 : end] if line.strip()]
        text = " ".join([value, *below])
        items = [ITEM.fullmatch(line) for line in below]
        if below and key in fields.lists and all(items):
            text = ", ".join([value, *(item["value"].strip() for item in items if item)])
        better = f"{key}: {repaired(key, text, fields.lists)}"
        whole = write(better, start + first_line, end - 1 + first_line) if end > start + 1 else write(better)
        yield _cannot(lines[start], start + first_line, path, whole)
        return
    found = False
    for index in range(start + 1, end):
        line = lines[index]
        inner = FIELD.fullmatch(line) or ITEM.fullmatch(line)
        written = (inner["value"] or "").strip() if inner else ""
        if inner is None and key in fields.lists and (item := OTHER_BULLET.fullmatch(line)):
            found = True
            why = "an item begins with a hyphen and a space"
            yield _cannot(line, index + first_line, path, write(f"{_margin(line)}- {item[1]}"), why)
            continue
        if inner is None or not written or loaded(f"key: {written}") is not None:
            if named := _named(line.strip(), fields, known=False) if inner is None else "":
                found = True
                indent = _margin(line)
                why = "" if re.search(r"[:=;：﹕︰]", line) else "a colon is missing"
                yield _cannot(line, index + first_line, path, write(f"{indent}{named}"), why)
            continue
        name = inner.groupdict().get("key") or ""
        found = True
        better = f"{inner['before']}{f'{name}: ' if name else ''}{repaired(name or key, written, fields.lists)}"
        yield _cannot(line, index + first_line, path, write(better))
    if not found and (at := _out_of_line(lines, start, end)):
        found = True
        better = write(f"{_margin(lines[start + 1])}{lines[at].strip()}")
        yield _cannot(lines[at], at + first_line, path, better, "it is not indented like the items above it")
    if not found and (at := _without_colon(lines, start, end)):
        word, _, rest = lines[at].strip().partition(" ")
        indent = _margin(lines[at])
        better = write(f"{indent}{word}: {repaired(word, rest.strip(), fields.lists)}")
        fix = f"if {word} is the name of a field, {better}"
        yield _cannot(lines[at], at + first_line, path, fix, "a colon is missing")


def _indent_below(lines: Sequence[str], start: int, end: int) -> str:
    """The margin of the fields below one that belongs with them, below a name without a value; else empty."""
    above = KEY.fullmatch(lines[start - 1]) if start else None
    value = KEY.fullmatch(lines[start])
    if above is None or (above[2] or "").strip() or value is None or not (value[2] or "").strip():
        return ""
    if re.match(r"[|>&!\[{\"']", value[2]):
        return ""
    below = [m for line in lines[start + 1 : end] if line.strip() and (m := FIELD.fullmatch(line))]
    return str(below[0]["before"]) if below and not below[0]["before"].strip() else ""


def _out_of_line(lines: Sequence[str], start: int, end: int) -> int:
    """The first item of a list of words that is indented otherwise than the first one; 0 if there is none."""
    items = [at for at in range(start + 1, end) if ITEM.fullmatch(lines[at]) and not FIELD.fullmatch(lines[at])]
    if not items or items[0] != start + 1 or len(items) < end - start - 1:
        return 0
    return next((at for at in items if _margin(lines[at]) != _margin(lines[items[0]])), 0)


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _without_colon(lines: Sequence[str], start: int, end: int) -> int:
    """The first line among fields, in their margin, that is none; 0 if there is no such line."""
    margins = {m["before"] for line in lines[start + 1 : end] if (m := FIELD.fullmatch(line))}
    for at in range(start + 1, end):
        line = lines[at]
        margin = _margin(line)
        if line.strip() and margin in margins and not (FIELD.fullmatch(line) or ITEM.fullmatch(line)):
            return at if " " in line.strip() else 0
    return 0


def _stray(
    lines: Sequence[str],
    start: int,
    end: int,
    previous: tuple[int, int] | None,
    first_line: int,
    path: str,
    fields: Known,
) -> tuple[Problem, bool]:
    """A line at the left edge that is not a field; and whether everything below it is no longer front matter."""
    line, number = lines[start].strip(), start + first_line
    if MERGE_MARK.fullmatch(line):
        return _mark_of_merge(line, number, path), False
    if NEARLY_FENCE.fullmatch(line):
        what = f"“{short(line)}” does not close the fields: the line --- does"
        return problem("F001", path, number, what, write(FENCE)), True
    if named := _named(line, fields, known=True):
        return _cannot(line, number, path, write(named)), False
    if status := STATUS_ALONE.fullmatch(line):
        return _cannot(line, number, path, write(f"status: {status[1].lower()}"), "a name is missing"), False
    if (item := OTHER_BULLET.fullmatch(line)) and _is_below_a_list(lines, start, fields):
        return _cannot(line, number, path, write(f"- {item[1]}"), "an item begins with a hyphen and a space"), False
    if line in fields.names and end > start + 1:
        return _cannot(line, number, path, write(f"{line}:")), False
    if remark := REMARK.fullmatch(line):
        return _cannot(line, number, path, f"a comment begins with #: {write(f'# {remark[1]}')}"), False
    if start and not lines[start - 1].strip():
        what = f"“{short(line)}” is not a field, and the fields above it are not closed"
        return problem("F001", path, number, what, add_above(number, FENCE)), True
    if named := _named(line, fields, known=False):
        return _cannot(line, number, path, write(named)), False
    if previous and (match := KEY.fullmatch(lines[previous[0]])) and (match[2] or "").strip():
        text = " ".join(part.strip() for part in (match[2], *lines[previous[0] + 1 : end]) if part.strip())
        better = write(
            f"{match[1]}: {repaired(match[1], text, fields.lists)}", previous[0] + first_line, end - 1 + first_line
        )
        what = f"“{short(line)}” is the rest of {match[1]}, and a value must be on one line"
        name = "the headline" if match[1] == "title" else "it"
        return problem("F002", path, number, what, f"put {name} on one line: {better}"), False
    if previous and (match := KEY.fullmatch(lines[previous[0]])) and previous[1] == previous[0] + 1 == start:
        better = f"{match[1]}: {repaired(match[1], line, fields.lists)}"
        what = f"“{short(line)}” is the value of {match[1]}, and must be on its line"
        return problem("F002", path, number, what, write(better, number - 1, number)), False
    fix = "make it a field, as in name: value, or delete the line"
    return _cannot(line, number, path, fix), False


def _is_below_a_list(lines: Sequence[str], at: int, fields: Known) -> bool:
    """Whether the nearest name above is that of a list, without a value of its own."""
    for line in reversed(lines[:at]):
        if match := KEY.fullmatch(line):
            return match[1].lower() in fields.lists and not (match[2] or "").strip()
    return False


def items_meant_as_fields(head: str, first_line: int, path: str) -> list[Problem]:
    """A problem for each line of a list of fields: `- title: A`."""
    found = []
    for number, line in enumerate(head.split("\n"), first_line):
        if (match := FIELD.fullmatch(line)) and match["before"].strip() == "-" and not line.startswith(" "):
            fix = write(line.removeprefix("-").strip())
            found.append(_cannot(line, number, path, fix, "a hyphen begins the line"))
    return found


def _named(line: str, fields: Known, *, known: bool) -> str:
    """`dateline San Francisco`, `title = A`, `lang:en` as a field; only of names that records have where `known`."""
    if line.startswith(("*", "_")):
        line = re.sub(r"[*_]{1,3}(?=\w)|(?<=[\w:])[*_]{1,3}", "", line)
    match = OTHER_SIGN.fullmatch(line) or (LOOSE_SIGN.fullmatch(line) if known else None)
    if match:
        name, value = match[1], match[2].strip()
        if (name.lower() in fields.names or not known) and not value.startswith("//"):
            return f"{name}: {repaired(name, value, fields.lists)}" if value else f"{name}:"
    word, _, rest = line.partition(" ")
    return f"{word}: {repaired(word, rest.strip(), fields.lists)}" if word in fields.names and rest.strip() else ""


def repaired(key: str, text: str, lists: frozenset[str]) -> str:
    """A value as it was meant, in quotes if needed, so that it parses."""
    first = text[:1]
    if first in ("'", '"') and key in lists and _is_list_of_words(f"[{text}]"):
        return f"[{text}]"
    if first in ("'", '"'):
        return _requoted(text)
    if reads_as(text, text):
        return text
    if first in ("[", "{"):
        closing = "]" if first == "[" else "}"
        if first == "[" and key not in lists:
            return quoted(text)
        single = re.sub(r"(?:,\s*){2,}", ", ", text)
        for candidate in (text, f"{text}{closing}", f"{text.rstrip(',')}{closing}", single):
            if loaded(f"key: {candidate}") is not None:
                return candidate
    return quoted(text)


def _is_list_of_words(text: str) -> bool:
    value = loaded(f"key: {text}")
    words = value["key"] if isinstance(value, dict) else None
    return isinstance(words, list) and len(words) > 1 and all(isinstance(word, str) for word in words)


def _requoted(text: str) -> str:
    """A text that begins with a quotation mark: around all of it, around its first words, or never closed."""
    mark = text[0]
    places = [i for i, sign in enumerate(text) if sign == mark]
    inner = text[1:-1] if text.endswith(mark) and len(text) > 1 else text[1:]
    if loaded(f"key: {text}") is not None:
        return text
    if len(places) == 1:
        return quoted(inner)
    second = places[1]
    opens = text[second - 1].isspace()
    in_word = text[second - 1].isalnum() and text[second + 1 : second + 2].isalnum()
    if text.endswith(mark) and (len(places) % 2 or opens or in_word):
        return quoted(inner)
    return quoted(inner if in_word and mark == "'" else text)


def _cannot(line: str, number: int, path: str, fix: str, why: str = "") -> Problem:
    what = f"{part_of(path)} cannot be read at “{short(line)}”"
    return problem("F002", path, number, f"{what}: {why}" if why else what, fix)


def part_of(path: str) -> str:
    """What holds the fields: all of a list or of site.yml, the front matter of a record."""
    return "the file" if is_list(path) else "the front matter"


def is_list(path: str) -> bool:
    return path.endswith((".yml", ".yaml"))


def short(line: str, limit: int = 60) -> str:
    line = line.strip()
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def _spaces(match: re.Match[str]) -> str:
    return match[0].expandtabs(2)
