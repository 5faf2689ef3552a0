"""Front matter: YAML between `---` lines, or Pelican's `Key: value` lines. Every scalar stays text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from plugins.records.fixing.diagnosis import (
    FENCE,
    Known,
    diagnose,
    is_list,
    items_meant_as_fields,
    never_merged,
    not_closed,
    not_opened,
    part_of,
    short,
    stray_line,
)
from plugins.records.fixing.fixes import FIELD, ITEM, quoted, write
from plugins.records.pickling import quickly_pickled
from plugins.records.problems import Problem, problem
from plugins.records.sources import CONTROL

LARGEST = 64 * 1024
"""Most characters of front matter: with more, it is a fence that was never closed."""
DEEPEST = 20
MOST_OPENINGS = 1000
"""Most characters that may open a list or a mapping: up to here, YAML cannot nest deep enough to exhaust the stack."""
KEY_LINE = re.compile(r"^ {0,3}([A-Za-z0-9_-]+):(?:\s+(.*)|\s*)$")
CONTINUED_LINE = re.compile(r"^ {4,}(.*)$")
PLAINLY_DRAFT = re.compile(r"""^status:\s*["']?draft["']?[ \t]*(?:[ ]\#.*)?$""", re.IGNORECASE | re.MULTILINE)
ANY_STATUS = re.compile(r"^status\s*:", re.IGNORECASE | re.MULTILINE)
HOLDING_LINE = re.compile(
    r"""(?:^|[\u2028\u2029])[^\S\n\u2028\u2029]*+(?P<remark>\#[^\w\n\u2028\u2029]*+)?
    (?:status[\t ]*+:[\t ]*+["']?draft["']?|(?:embargo|date)[\t ]*+:[\t ]*+["']?\d{4}-\d\d[^\n\u2028\u2029]*)
    [^\S\n\u2028\u2029]*+(?:\#[^\n\u2028\u2029]*+)?(?=$|[\u2028\u2029])""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
"""A line that means to hold the item, wherever it is, and whatever an editor shows as the end of a line."""
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
NOTHING = "\u200b\u2060\ufeff"
STRUCTURE = re.compile(
    rf"^[ {SPACES}{NOTHING}]*(?:-[ {SPACES}{NOTHING}]+)*(?:[\w-]+[ {SPACES}{NOTHING}]*:[ {SPACES}{NOTHING}]+)?",
    re.MULTILINE,
)
"""Whitespace before a value: any kind of space counts, and zero-width characters are ignored."""
TABBED = re.compile(r"^([ ]*-)\t+", re.MULTILINE)
"""A hyphen and a tab, which YAML does not take for an item."""
LINE_SEPARATORS = str.maketrans("\u2028\u2029", "  ")
"""Line ends to YAML, but not to editors: they come with pasted text."""

Path = tuple[str | int, ...]
"""The path of a value: `("changes", 0, "note")`."""
BLOCK = "|"
"""Added to the path of a value that is a block of text: where the text itself begins."""


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The front matter of one file, read but not yet typed."""

    fields: Mapping[str, Any]
    """Names in lower case; values are text, lists and mappings of text."""
    lines: Mapping[Path, int]
    """1-based line of the file for each value; the opening `---` counts."""
    body: str
    body_line: int
    """1-based line of the file on which the body begins."""
    plainly_draft: bool
    """The front matter has one `status: draft` and no other status, whatever else is wrong with it."""
    problems: tuple[Problem, ...] = ()
    head: str = ""
    """The file up to where its body begins, as written; empty once the fields are typed."""
    is_yaml: bool = True
    """YAML, or else Pelican's own format."""

    def written(self, line: int) -> str:
        """A line of the front matter, as written."""
        lines = _split(self.head)
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def inside(self, *path: str | int) -> Mapping[str | int, int]:
        """The lines of the values directly inside another, by their names and numbers."""
        return _by_parent(_Itself(self.lines)).get(path, {})

    def text_line(self, *path: str | int) -> int:
        """The line on which the text of a value begins: below its name if that ends in `|` or `>`."""
        return self.lines.get((*path, BLOCK)) or self.line(*path)

    def line(self, *path: str | int) -> int:
        """The line of a value, or of the closest thing around it; 1 if nothing is known."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1


class _Itself:
    """A mapping that is compared by what it is, not by what it holds: it is not written any more."""

    def __init__(self, lines: Mapping[Path, int]):
        self.lines = lines

    def __hash__(self) -> int:
        return id(self.lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.lines is other.lines


@lru_cache(maxsize=1)
def _by_parent(lines: _Itself) -> Mapping[Path, Mapping[str | int, int]]:
    """One file of thousands of mistakes asks this for each of them."""
    found: dict[Path, dict[str | int, int]] = {}
    for place, line in lines.lines.items():
        found.setdefault(place[:-1], {})[place[-1]] = line
    return found


@lru_cache(maxsize=1)
def _split(head: str) -> list[str]:
    return head.split("\n")


_NO_ITEM = re.compile(r"(?P<margin>\s*)(?:-(?:\s+|(?=[^\s\-\d.,]))|[•‣◦▪·–—+]\s+)(?P<words>\S.*)")
"""A line that begins like an item of a list."""


def split_front_matter(text: str, path: str) -> FrontMatter:
    """Split leading YAML or `Key: value` lines from the body.

    `text` has Unix line ends and no byte-order mark. Nothing is raised: errors are in `problems`, and `fields` then has
    what could be read.
    """
    if found := never_merged(text, path):
        return _nothing(text, path, found)
    if text.startswith(FENCE) and text.split("\n", 1)[0].rstrip() == FENCE:
        return _fenced(text, path)
    return _key_value(text, path)


def _fenced(text: str, path: str) -> FrontMatter:
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), None)
    if end is None:
        return _nothing(text, path, not_closed(lines, path))
    head, body = "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])
    fields, places, problems = _read_yaml(head, path, first_line=2)
    problems = problems or _unheard(head, 2, body, end + 2, path, places)
    return FrontMatter(
        fields=fields,
        lines=places,
        body=body,
        body_line=end + 2,
        plainly_draft=_is_plainly_draft(head),
        problems=tuple(problems),
        head="\n".join(lines[: end + 1]),
    )


def _key_value(text: str, path: str) -> FrontMatter:
    """Pelican's own header, as the Meta extension of Python-Markdown reads it: it ends at the first blank line."""
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    length = sum(len(line) + 1 for line in lines[start:end])
    if length > LARGEST and KEY_LINE.match(lines[start]):
        return _nothing(text, path, _too_long(length, path, "put a blank line above the text"))
    fields: dict[str, str] = {}
    places: dict[Path, int] = {}
    problems: list[Problem] = []
    key = ""
    at = start
    for at in range(start, len(lines) + 1):
        line = lines[at] if at < len(lines) else ""
        if not line.strip():
            break
        if match := KEY_LINE.match(line):
            key, value = match[1].lower(), (match[2] or "").strip()
            if key in fields:
                problems.append(_given_twice(key, path, at + 1, places[(key,)], is_same=fields[key] == value))
            else:
                fields[key], places[(key,)] = value, at + 1
        elif key and (match := CONTINUED_LINE.match(line)):
            fields[key] = f"{fields[key]} {match[1].strip()}".strip()
        elif at == start and line.rstrip() == FENCE:
            what = "the front matter starts below a blank line"
            fix = f"delete what is above it: {write(FENCE, 1, at + 1)}"
            return _nothing(text, path, problem("F001", path, at + 1, what, fix))
        elif (found := not_opened(lines, start, path)) is not None:
            return _nothing(text, path, found)
        elif at == start:
            found = problem(
                "F001",
                path,
                at + 1,
                "the file does not begin with front matter",
                "begin the file with a line ---, the fields (title: …), and a line --- above the text",
            )
            return _nothing(text, path, found)
        else:
            problems.append(
                problem(
                    "F001",
                    path,
                    at + 1,
                    f"“{short(line)}” is not a field: a field is written as name: value",
                    stray_line(lines, at, _fields(path)),
                )
            )
    if not fields:
        fix = "write the fields (title: …) between two lines ---, and the text below them, or delete the file"
        return _nothing(text, path, problem("F001", path, 1, "the file is empty", fix))
    head, body = "\n".join(lines[start:at]), "\n".join(lines[at + 1 :])
    problems = problems or _unheard(head, start + 1, body, at + 2, path, places)
    return FrontMatter(
        fields=fields,
        lines=places,
        body=body,
        body_line=at + 2,
        plainly_draft=_is_plainly_draft(re.sub(r"^ {1,3}", "", head, flags=re.MULTILINE)),
        problems=tuple(problems),
        head="\n".join(lines[: at + 1]),
        is_yaml=False,
    )


def _nothing(text: str, path: str, found: Problem) -> FrontMatter:
    return FrontMatter(
        fields={}, lines={}, body="", body_line=1, plainly_draft=_is_plainly_draft(text[:LARGEST]), problems=(found,)
    )


def _unheard(
    head: str, head_line: int, body: str, body_line: int, path: str, places: Mapping[Path, int]
) -> list[Problem]:
    """Lines that mean to hold the item but are read as something else: inside another value, or below the front
    matter."""
    fields = {line for place, line in places.items() if place[-1] in ("status", "embargo", "date")}
    problems = []
    lines, line, position = head.split("\n"), head_line, 0
    for match in HOLDING_LINE.finditer(head):
        line += head.count("\n", position, match.start())
        position = match.start()
        shown = short(lines[line - head_line])
        if match["remark"]:
            what = f"“{shown}” is a comment, so it does not hold anything back"
            better = re.sub(r"^[^\w]*", "", lines[line - head_line])
            problems.append(problem("F001", path, line, what, f"delete the line, or {write(better)}"))
        elif line not in fields:
            what = f"“{shown}” is read as part of the field above it"
            better = write(lines[line - head_line].strip())
            fix = f"put quotes around the words if they belong to that field; if not, {better}"
            problems.append(problem("F001", path, line, what, fix))
    start = len(body) - len(body.lstrip())
    paragraph = re.split(r"\n[ \t]*\n", body[start:], maxsplit=1)[0]
    below = next((m for m in HOLDING_LINE.finditer(paragraph) if not m["remark"]), None)
    if below is not None:
        line = body_line + body.count("\n", 0, start + below.start(0))
        what = f"“{short(below[0])}” is below the front matter, where it has no effect"
        problems.append(problem("F001", path, line, what, "move it up to the other fields, with no blank line between"))
    return problems


def _is_plainly_draft(head: str) -> bool:
    drafts = len(PLAINLY_DRAFT.findall(head))
    return drafts > 0 and drafts == len(ANY_STATUS.findall(head))


def read_yaml(text: str, path: str) -> FrontMatter:
    """Read a whole YAML file, such as contacts.yml, the same way. Top-level names keep their case."""
    fields, places, problems = _read_yaml(text, path, first_line=1, lower=False)
    return FrontMatter(
        fields=fields, lines=places, body="", body_line=1, plainly_draft=False, problems=tuple(problems), head=text
    )


def _read_yaml(
    text: str, path: str, *, first_line: int, lower: bool = True
) -> tuple[dict[str, Any], dict[Path, int], list[Problem]]:
    places: dict[Path, int] = {}
    problems: list[Problem] = []
    if len(text) > LARGEST and lower:
        return {}, places, [_too_long(len(text), path, "close the front matter with a line --- above the text")]
    text = text.translate(LINE_SEPARATORS)
    if "\t" in text:
        text = TABBED.sub(r"\1 ", text)
    if not text.isascii():
        text = STRUCTURE.sub(_plain_spaces, text)
    try:
        if _nests_too_deeply(text):
            found = problem("F002", path, first_line, "the fields are nested too deeply", "write fewer brackets")
            return {}, places, [found]
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        told = diagnose(text, first_line, path, _fields(path))
        told = told or (items_meant_as_fields(text, first_line, path) if lower else [])
        return {}, places, told or [_unparsed(text, error, path, first_line)]
    except ValueError as error:  # a \U escape beyond Unicode
        return {}, places, [problem("F002", path, first_line, f"{part_of(path)} does not parse: {error}", "retype it")]
    if lower and (root is None or (isinstance(root, yaml.MappingNode) and not root.value)):
        fix = "write one field a line, as name: value"
        return {}, places, [problem("F001", path, 1, "the front matter has no fields", fix)]
    if root is None:
        return {}, places, []
    if not isinstance(root, yaml.MappingNode) and lower:
        told = items_meant_as_fields(text, first_line, path) or diagnose(text, first_line, path, _fields(path))
        if told and all(found.fix.startswith("write ") for found in told):
            return {}, places, told
    if not isinstance(root, yaml.MappingNode):
        found = problem(
            "F001",
            path,
            first_line,
            "the front matter has no fields" if lower else "the file has no names with fields",
            "write one field a line, as name: value",
        )
        return {}, places, [found]

    source = text.split("\n")
    seen: set[int] = set()

    def line_of(node: yaml.Node) -> int:
        return int(node.start_mark.line) + first_line

    def value_of(node: yaml.Node, where: Path) -> Any:
        if len(where) > DEEPEST:
            problems.append(
                problem("F002", path, line_of(node), "the fields are nested too deeply", "write fewer brackets")
            )
            return ""
        if id(node) not in seen and (found := _lost(node, source, path, line_of(node))):
            problems.append(found)
        elif id(node) in seen and not any(p.code == "F002" for p in problems):
            what = f"{where[-1]} refers to another value (& and *)"
            problems.append(problem("F002", path, line_of(node), what, "write the value out where it is needed"))
        if id(node) in seen:
            return ""
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return mapping_of(node, where)
        if isinstance(node, yaml.SequenceNode):
            items = []
            for index, child in enumerate(node.value):
                places[(*where, index)] = line_of(child)
                items.append(value_of(child, (*where, index)))
            return items
        if found := _run_together(node, where, source, path, line_of(node)):
            problems.append(found)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            places[(*where, BLOCK)] = int(node.start_mark.line) + first_line + 1
        if isinstance(node, yaml.ScalarNode) and (match := CONTROL.search(node.value)):
            what = f"an invisible control character (U+{ord(match[0]):04X}) is in {where[-1]}"
            fix = "delete the backslash and what follows it, or write the value without quotes"
            problems.append(problem("F009", path, line_of(node), what, fix))
        return node.value

    def mapping_of(node: yaml.MappingNode, where: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or not key_node.value.strip():
                problems.append(
                    problem("F002", path, line_of(key_node), "a field's name is not a word", "write name: value")
                )
                continue
            key = key_node.value.strip()
            key = key.lower() if lower else key
            if key in values:
                is_same = isinstance(child, yaml.ScalarNode) and values[key] == child.value
                problems.append(_given_twice(key, path, line_of(key_node), places[(*where, key)], is_same=is_same))
                continue
            places[(*where, key)] = line_of(key_node)
            values[key] = value_of(child, (*where, key))
        return values

    return mapping_of(root, ()), places, problems


def _nests_too_deeply(text: str) -> bool:
    """Whether parsing would overflow the C stack, which would crash the process."""
    if sum(map(text.count, "[{-?:")) < MOST_OPENINGS:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST * 2:
            return True
    return False


def _lost(node: yaml.Node, source: list[str], path: str, line: int) -> Problem | None:
    """Words that YAML would drop silently: after ` #`, and those that begin with & or !."""
    first = _from(source, node.start_mark)
    if first[:1] in ("&", "!"):
        word = first.split()[0]
        what = f"“{short(word)}” would be lost: a value can't begin with {word[0]} unless it is in quotes"
        fix = _in_quotes(source, node.start_mark.line) or f"put quotes around the value: {quoted(first)}"
        return problem("F002", path, line, what, fix)
    if not isinstance(node, yaml.ScalarNode) or node.style:
        return None
    rest = _from(source, node.end_mark)
    if not re.match(r"\s+#\S", rest):
        return None
    what = f"“{short(rest)}” would be lost: a # after a space starts a comment"
    fix = "put quotes around the whole value, or a space after # if it is a comment"
    if node.start_mark.line == node.end_mark.line and (better := _in_quotes(source, node.end_mark.line)):
        fix = f"put a space after # if it is a comment; if not, {better}"
    return problem("F002", path, node.end_mark.line - node.start_mark.line + line, what, fix)


def _run_together(node: yaml.Node, where: Path, source: list[str], path: str, line: int) -> Problem | None:
    """Items of a list that YAML reads as one text: one is indented further, or the hyphen has no space behind it."""
    if not isinstance(node, yaml.ScalarNode) or node.style or node.start_mark.line == node.end_mark.line:
        return None
    if not isinstance(where[-1], int) and where[-1] not in _fields(path).lists:
        return None
    above = ITEM.fullmatch(source[node.start_mark.line])
    for at in range(node.start_mark.line, node.end_mark.line + 1):
        text = source[at][: node.end_mark.column] if at == node.end_mark.line else source[at]
        if (match := _NO_ITEM.fullmatch(text)) and (at > node.start_mark.line or above is None):
            before = above["before"] if above else f"{match['margin']}- "
            other = "above" if above else "below"
            what = f"“{short(text)}” does not start a list item here: it is read as part of the line {other} it"
            return problem("F002", path, line + at - node.start_mark.line, what, write(f"{before}{match['words']}"))
    return None


def _in_quotes(source: list[str], at: int) -> str:
    """The fix that puts the whole value of a line in quotes; nothing if the line is not a single value."""
    line = source[at] if at < len(source) else ""
    match = FIELD.fullmatch(line) or ITEM.fullmatch(line)
    value = (match["value"] or "").strip() if match else ""
    if match is None or not value or value[0] in "[{|>\"'":
        return ""
    key = match.groupdict().get("key")
    if key in ("tags", "Tags") and all(word[0] == "#" for word in value.replace(",", " ").split()):
        value = ", ".join(value.replace(",", " ").split())
    return write(f"{match['before']}{f'{key}: ' if key else ''}{quoted(value)}")


def _from(source: list[str], mark: Any) -> str:
    """The rest of the line after a mark, which may be after the last line."""
    return source[mark.line][mark.column :] if mark.line < len(source) else ""


def _too_long(length: int, path: str, fix: str) -> Problem:
    return problem(
        "F001", path, 1, f"the front matter is {length:,} characters long, and the limit is {LARGEST:,}", fix
    )


def _given_twice(key: str, path: str, line: int, first: int, *, is_same: bool) -> Problem:
    what = f"{key} is given twice, here and on line {first}"
    if is_same:
        return problem("F003", path, line, f"{what}, both times the same", "delete this line")
    return problem("F003", path, line, what, f"keep the {key} you mean and delete the other")


def _unparsed(text: str, error: yaml.YAMLError, path: str, first_line: int) -> Problem:
    """Where YAML failed, if the error is not in a single field."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = min(int(mark.line), text.count("\n")) if mark else 0
    fix = "make it a field, as in name: value, and put quotes around a value with special characters in it"
    lines = text.split("\n")
    at = next((i for i in range(at, -1, -1) if lines[i].strip()), at)
    shown = short(lines[at])
    return problem("F002", path, at + first_line, f"{part_of(path)} cannot be read at “{shown}”", fix)


def _plain_spaces(match: re.Match[str]) -> str:
    kept = re.sub(f"(?<=[-:])[{NOTHING}]+(?![ {SPACES}])", " ", match[0])
    kept = re.sub(f"[{NOTHING}]", "", kept)
    return re.sub(f"[{SPACES}]", " ", kept)


def _fields(path: str) -> Known:
    """Those of records, or in a list those of its entries."""
    return _known(of_entries=is_list(path))


@lru_cache(maxsize=2)
def _known(*, of_entries: bool) -> Known:
    # Only if something is wrong, or a value has several lines.
    from plugins.records.schema import RECORD_TYPES, SINGULARS, Contact, Organization

    models = (Contact, Organization) if of_entries else tuple(RECORD_TYPES.values())
    fields = [item for model in models for item in model.model_fields.items()]
    lists = {field.alias or name for name, field in fields if isinstance(field.default, tuple | dict)}
    return Known(
        frozenset({*SINGULARS, *(field.alias or name for name, field in fields)}),
        frozenset({*lists, "author", "lead", "with", "organizations", "languages", "documents", "exemptions"}),
    )
