"""Reports markup that is not read as such: names in braces, struck-out words, notes within the text, tables without a
rule, markers behind or before a space that cannot be seen."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from plugins.prose import code
from plugins.prose.dialect import suspicions, tables
from plugins.prose.dialect.addresses import PAGE
from plugins.prose.dialect.block import TABLE, Block
from plugins.prose.model import Finding

_IN_BRACES = re.compile(r"\{(?:document|case|release|filename|static|attach)\}[\w#=./-]*\w")
_STRUCK = re.compile(r"(?<![~\\])~~(?=[^\s~])([^\n]*?[^\s~])~~(?!~)")
_INLINE_NOTE = re.compile(r"(?<![\\\]])\^\[([^\[\]\n]+)\]")
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069"
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_MAY_HOLD = ("\u00a0", "\u202f", "\u3000", "\u2003", "\u200b", "\u200e", "\u200f", "\u2009", "\u2060")
_NO_MARKER = re.compile(
    rf"^(?P<around>[ ]*(?:>[ ]?)*)(?:(?P<mark>#{{1,6}}|[-+*])(?P<after>[{_SPACES}{_INVISIBLE}]+[ ]*)(?=[^\s\d])"
    rf"|(?P<before>[{_INVISIBLE}]+)(?P<marker>#{{1,6}}[ ]|[-+*][ ]|\d{{1,9}}[.)][ ]|>[ ]|```))",
    re.M,
)
_ROW = re.compile(r"(?P<markers>[ ]*(?:[>*+-][ ]+|\d+[.)][ ]+)*)(?P<row>\|.*\|)[ ]*")
_RULE = re.compile(r"[ |:-]*--[ |:-]*")


def in_body(body: str, tables_read: Sequence[Block], notes: Sequence[Block]) -> Iterator[Finding]:
    """What readers would see as it was typed. `tables_read` may hold blocks of other kinds."""
    if "}" in body and _IN_BRACES.search(body):
        yield from _bare_names(body)
    if "~~" in body:
        yield from _struck(body)
    if "^[" in body:
        yield from _inline_notes(body, notes)
    if any(map(body.__contains__, _MAY_HOLD)) and _NO_MARKER.search(body):
        yield from _no_markers(body)
    if "|" in body:
        yield from _tables(body, tables_read)


def _bare_names(body: str) -> Iterator[Finding]:
    """Names of records that are in no link."""
    text = code.blanked(body)
    for m in islice(_IN_BRACES.finditer(text), suspicions.MOST):
        before = text[max(m.start() - 20, 0) : m.start()].rstrip()
        in_parentheses = before.endswith("(")
        if (in_parentheses and before[:-1].rstrip().endswith("]")) or before.endswith(
            ("<", "]", "]:", '"', "'", "=", "\\", "](<")
        ):
            continue
        if before.endswith(")[") or (before.endswith("[") and before[:-1].rstrip().endswith(")")):
            continue  # a link whose brackets are swapped, which is reported as such
        name = m[0].partition("}")[2].partition("#")[0].rpartition("/")[2].partition(".")[0].replace("-", " ")
        what = f"“{m[0]}” is not a link: readers see it as typed"
        written, address = m[0], m[0]
        if (page := PAGE.match(text, m.end())) and m[0].startswith("{document}") and "#" not in m[0]:
            written += page[0]
            address += f"#page={page[1]}{f'-{page[2]}' if page[2] else ''}"
            name += page[0]
        yield in_its_line(body, m.start(), "T003", what, written, f"[{name}]({address})")


def _struck(body: str) -> Iterator[Finding]:
    text = code.blanked(body)
    for m in islice(_STRUCK.finditer(text), suspicions.MOST):
        what = f"“{shown(m[0])}” does not strike anything out: readers see it as typed"
        yield in_its_line(body, m.start(), "T010", what, m[0], f"<s>{m[1]}</s>")


def _inline_notes(body: str, notes: Sequence[Block]) -> Iterator[Finding]:
    names = {note.data for note in notes}
    free = (str(number) for number in range(1, len(notes) + suspicions.MOST + 1) if str(number) not in names)
    for m in islice(_INLINE_NOTE.finditer(code.blanked(body)), suspicions.MOST):
        what = f"“{shown(m[0])}” is not a note: readers see it as typed"
        if m[1] in names:
            yield in_its_line(body, m.start(), "T004", what, m[0], f"[^{m[1]}]")
            continue
        line, name = body.count("\n", 0, m.start()) + 1, next(free)
        fix = f"write [^{name}] there, and below the text, on a line of its own: [^{name}]: {shown(m[1])}"
        yield Finding(code="T004", line=line, what=what, fix=fix)


def _no_markers(body: str) -> Iterator[Finding]:
    """Markers of headings and items beside a space that Markdown does not know, or a sign that nobody sees."""
    for m in islice(_NO_MARKER.finditer(code.blanked(body)), suspicions.MOST):
        marker = m["mark"] or m["marker"].strip()
        thing = "a heading" if marker[0] == "#" else "a list item" if marker[0] not in ">`" else "markup"
        beside = (
            f"the space after {marker} is not an ordinary one"
            if m["mark"]
            else f"an invisible character is before {marker}"
        )
        what = f"this line is not read as {thing}: {beside}"
        better = f"{m['around']}{marker} " if m["mark"] else f"{m['around']}{m['marker']}"
        yield in_its_line(body, m.start(), "T010", what, m[0], better)


def _tables(body: str, tables_read: Sequence[Block]) -> Iterator[Finding]:
    """Rows between bars that belong to no table."""
    read = {
        number
        for block in tables_read
        if block.kind == TABLE
        for number in range(block.first, block.first + len(block.lines) + 1)
    }
    rows: list[re.Match[str]] = []
    found = 0
    for number, line in enumerate((*code.blanked(body).split("\n"), ""), start=1):
        m = _ROW.fullmatch(line) if "|" in line and number not in read else None
        if m is not None:
            rows.append(m)
            continue
        if len(rows) > 1 and found < suspicions.MOST:
            found += 1
            yield _no_table(number - len(rows), rows)
        rows = []


def _no_table(first: int, rows: Sequence[re.Match[str]]) -> Finding:
    head, second = rows[0], rows[1]
    columns = len(tables.split_row(head["row"]))
    rule = "|" + "---|" * columns
    if _RULE.fullmatch(second["row"]):
        cells = len(tables.split_row(second["row"]))
        what = f"this is not a table: its first line has {columns} cells, and the line of dashes below it {cells}"
        fix = f"write: {second['markers'].lstrip()}{rule}"
        return Finding(code="T010", line=first + 1, what=what, fix=fix)
    what = f"“{shown(head['row'])}” looks like the head of a table, but the line of dashes below it is missing"
    return Finding(code="T010", line=first, what=what, fix=f"below this line, write: {rule}")


def in_its_line(body: str, position: int, code: str, what: str, written: str, better: str) -> Finding:
    """A finding whose fix is the whole line, with `better` in the place of what is written there."""
    begin = body.rfind("\n", 0, position) + 1
    end = body.find("\n", position)
    line = body[begin : end if end >= 0 else len(body)]
    at = position - begin
    whole = f"{line[:at]}{better}{line[at + len(written) :]}".strip()
    return Finding(code=code, line=body.count("\n", 0, begin) + 1, what=what, fix=f"write: {whole}")


def shown(words: str, most: int = 60) -> str:
    """Words as a message shows them."""
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"
