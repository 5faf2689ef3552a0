"""Reports markup that an author has begun and not finished, at its line, with the line to write."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from plugins.prose import code, ticks
from plugins.prose.dialect import raw_html, suspicions, tables
from plugins.prose.dialect.addresses import LABEL, normal_label, pinned
from plugins.prose.dialect.as_typed import shown
from plugins.prose.dialect.block import CODE, FENCE, HEADING, HTML, TABLE, Block
from plugins.prose.dialect.suspicions import Suspicion
from plugins.prose.model import Finding
from plugins.prose.sanitize import with_open_declarations_as_text
from plugins.records.slugs import slugify

_MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.M)
_MAY_BE_PLACEHOLDERS = (
    "TK", "XX", "[INSERT", "[NAME", "[DATE", "[TITLE", "[QUOTE", "[PLACE", "[LINK", "orem ipsum", "[TBD", "[TBC",
    "[TODO", "[Insert", "[insert", "(insert", "(INSERT", "FIXME", "TODO:", "[PHONE", "[EMAIL",
    "[CITY", "[COUNTY", "[STATE", "[citation", "$X",
)  # fmt: skip
_PLACEHOLDER = re.compile(
    r"\b(?:TK)+\b|\bX{2,}\b(?= [a-z])|\bX{1,3},X{3}\b|\b[Ll]orem ipsum\b"
    r"|\[(?:INSERT|NAME|DATE|TITLE|QUOTE|PLACE|LINK|TBD|TBC|TODO|PHONE|EMAIL|CITY|COUNTY|STATE)(?:[ :][^\]\n]*)?\]"
    r"(?![(\[:])"
    r"|\[[Ii]nsert [^\]\n]{1,60}\](?![(\[:])|\((?:insert|INSERT) [^)\n]{1,60}\)|\[citation needed\]"
    r"|\bFIXME\b|\bTODO:|\bX{1,4}/X{1,4}/(?:\d{4}|X{2,4})\b|\b(?:X{3}-){1,2}X{3,4}\b|\$X{1,3}(?![\w-])"
)
_FILE = re.compile(r"[\w/-]+\.(?:md|pdf|docx?|csv|png|jpe?g|webp|zip)", re.I)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.I)
_QUOTATION_MARKS = " \"'“”„‟‘’«»"
_BEGUN = re.compile(r"https?:?/*|\{[\w-]*\}?")
_IN_HTML = re.compile(
    r"(?<![*\\\w])(\*\*?)(?=\S)([^*\n]+)(?<=\S)\1(?![*\w])|(?<![\[!\\])\[([^\[\]\n]+)\]\(([^\s()]+|<[^<>\n]+>)\)"
)
"""Markdown that is typed within HTML."""
_BLOCK_IN_HTML = re.compile(r"^[ ]{0,3}(?:[-*+] |\d{1,2}[.)] |#{1,6} )(?=[^\W_]|[*\[“\"])", re.M)
_VERBATIM_HTML = re.compile(r"<(code|kbd|samp|pre)\b.*?</\1>", re.S | re.I)
_HALF_TAG = re.compile(r"</?[A-Za-z][\w-]*(?=[\s/]|$)[^<>\n]*")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_CODE_SIGNS = frozenset("<>{}=;|`$")
_CENTURY = re.compile(r"(?:\b(?:sigl|sécul|secol|sègl|siècl|s\.|век)\w*\s*)$", re.I)


def in_words(found: Sequence[Suspicion], lines: Sequence[str]) -> Iterator[Finding]:
    """Report what is missing at each place."""
    lines_with_stars: set[int] = set()
    lines_with_ticks: set[int] = set()
    for suspicion in found:
        if suspicion.kind in ("unclosed", "unopened", "tick", "code"):
            told = lines_with_stars if suspicion.kind.startswith("un") else lines_with_ticks
            if suspicion.line in told:
                continue
            told.add(suspicion.line)
        yield _in_words(suspicion, lines[suspicion.line - 1])


def in_blocks(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Finding]:
    """Check code blocks, tables, and lines that look like headings."""
    for block in blocks:
        if block.kind == FENCE and block.data[0]:
            mark = block.data[0]
            what = f"nothing closes {mark}: everything after it is shown as code"
            yield _finding("T010", block.first, what, f"write {mark} alone on a line where the code ends")
        elif block.kind == CODE and _reads_as_words(line := lines[block.first - 1]):
            words = " ".join(line.split())[:60]
            what = f"the line is indented by four spaces or more, and so shown as code: “{words}”"
            fix = f"remove the spaces: {line.strip()}"
            yield _finding("T008", block.first, what, f"{fix} (where it is code, put ``` above and below it)")
        elif block.kind == HTML:
            yield from _half_html(block)
        elif block.kind == TABLE:
            yield from _long_rows(block)
        elif block.kind == HEADING:
            signs, words = block.lines[0][: block.data], block.lines[0][block.data :]
            what = f"“{shown(block.lines[0])}” is not a heading: a space is missing after {signs}"
            yield _finding("T010", block.first, what, f"write: {signs} {words.strip()}")


def in_notes(notes: Sequence[Block], used: Sequence[str]) -> Iterator[Finding]:
    """Look for notes with the same name, and for those that nothing refers to."""
    first: dict[str, int] = {}
    names = {note.data for note in notes}
    for note in notes:
        label = normal_label(note.data)
        if label in first:
            free = next(str(n) for n in range(1, len(notes) + 2) if str(n) not in names)
            names.add(free)
            what = f"two notes are named [^{note.data}], and readers see only the first"
            fix = f"name this one [^{free}], here and where it belongs"
            yield Finding(code="T004", line=note.first, what=what, fix=fix, other_line=first[label])
        elif label not in used:
            fix = f"write [^{note.data}] after the words that it belongs to, or delete the note"
            yield _finding("T005", note.first, f"nothing refers to the note [^{note.data}]", fix)
        elif not note.children:
            what = f"the note [^{note.data}] is empty"
            yield _finding("T004", note.first, what, f"write its words on the same line: [^{note.data}]: …")
        first.setdefault(label, note.first)


def in_body(body: str) -> Iterator[Finding]:
    """Look for what may be anywhere: merge conflict markers, and placeholders."""
    if "<<<<<<<" in body or ">>>>>>>" in body:
        yield from _merges(body)
    if any(map(body.__contains__, _MAY_BE_PLACEHOLDERS)):
        yield from _placeholders(body)


def _in_words(suspicion: Suspicion, line: str) -> Finding:
    words, start, end = suspicion.words, suspicion.start, suspicion.end
    at = suspicion.line
    match suspicion.kind:
        case "note":
            mark = words[start:end]
            return _finding(
                "T004", at, f"there is no note {mark}", f"write the note on a line of its own below: {mark}: …"
            )
        case "angle":
            m = suspicions.IN_ANGLES.match(words, start)
            m = m or suspicions.HALF_ANGLES.match(words, start)
            if m is None:
                what = f"“{shown(words[start:])}” is not a tag: a > is missing, and readers see it as typed"
                return _finding("T010", at, what, "write the > where the tag ends")
            inner = m[1].strip()
            if inner.startswith("www."):
                better = f"<https://{inner}>"
            elif inner.startswith("{"):
                address, page = pinned(inner)
                name = address.partition("}")[2].partition("#")[0].replace("-", " ")
                better = f"[{name}]({address}{page})"
            else:
                better = f"<{inner.replace(' ', '%20')}>"
            return _no_link(at, m[0], line, better)
        case "unclosed" | "unopened" as kind:
            mark = words[start:end][:3]
            if kind == "unclosed":
                before, loose, after = words[end:].rpartition(f" {mark}")
                loose = "" if mark in after else loose  # it opens other words
                better = f"{words[:end]}{before.rstrip()}{mark}{after}" if loose else f"{words.rstrip()}{mark}"
                better = _with_tag(words, start, mark) or better
                what = f"nothing closes {mark}: “{shown(words[start:])}”"
            else:
                before, loose, after = words[:start].partition(f"{mark} ")
                better = f"{before}{mark}{after.lstrip()}{words[start:]}" if loose else f"{mark}{words}"
                what = f"nothing opens what {mark} closes: “{shown(words[:end])}”"
            return _finding("T010", at, what, _whole(line, words, better))
        case "tick":
            mark = words[start:end]
            what = f"nothing pairs with the {mark} in “{ticks.around(words, start)}”: readers see it as typed"
            return _with_ticks(suspicion, what, mark, line)
        case "code":
            what = f"the words between two ` are shown as code: “{shown(words[start + 1 :].partition('`')[0])}”"
            return _with_ticks(suspicion, what, "`", line)
        case "bracket":
            return _half_bracket(at, words, start, line)
        case "tail":
            before, space, last = words[:start].rpartition(" ")
            m = suspicions.OPEN.match(words, end)
            closed = m is not None and words.startswith(")", m.end())
            better = f"{before}{space}[{last}{words[start:]}" if last and closed else ""
            what = f"“{shown(words[start:])}” is not a link: nothing opens what ] closes"
            how = (
                f"put [ before the first of its words, as in: {better.strip()}"
                if better
                else "give it the form [words](address)"
            )
            return _finding("T003", at, what, how)
        case "nested":
            what = f"“{shown(words[start:])}” is a link within a link: readers see the outer one as typed"
            return _finding("T003", at, what, "keep one of the two links")
    return _half_link(at, words, start, end, line)


def _with_tag(words: str, start: int, mark: str) -> str:
    """The line with a tag for strong words that a sign of a sentence, beside a letter, keeps open; else empty.

    The mark at `start` is that before the words, or that after them.
    """
    if mark not in ("**", "__"):
        return ""
    for opening in (start, words.rfind(mark, 0, start)):
        closing = words.find(mark, opening + 2)
        inside = words[opening + 2 : closing]
        if opening >= 0 and closing >= start and inside and not (inside[0].isspace() or inside[-1].isspace()):
            return f"{words[:opening]}<strong>{inside}</strong>{words[closing + 2 :]}"
    return ""


def _with_ticks(suspicion: Suspicion, what: str, mark: str, line: str) -> Finding:
    """Backticks that do not pair, or not as they were meant."""
    at, words = suspicion.line, suspicion.words
    if words != line and (in_cells := ticks.with_escaped_bars(line)) != line:
        return _finding("T010", at, what, f"write: {in_cells.strip()}")
    better = ticks.completed(words, mark, suspicion.start)
    if better == words:
        return _finding("T010", at, what, f"put {mark} before the code and after it, or delete it")
    instead = "or delete it; where readers should see it, put \\ before it"
    return _finding("T010", at, what, f"{_whole(line, words, better)} ({instead})")


def _half_bracket(at: int, words: str, start: int, line: str) -> Finding:
    """A bracket that nothing closes."""
    if m := suspicions.IN_BRACKETS.match(words, start):
        text = m[0].partition("(")[0]
        return _no_link(at, m[0], line, f"{text.rstrip()}]({m[1]})")
    m = suspicions.HALF_NOTE.match(words, start)
    mark = m[0] if m else "[^"
    better = f"{mark}]" if len(mark) > 2 else "[^1]"
    what = f"“{mark}” is not a footnote mark: a ] is missing"
    return _finding("T004", at, what, _whole(line, words, f"{words[:start]}{better}{words[start + len(mark) :]}"))


def _half_link(at: int, words: str, start: int, end: int, line: str) -> Finding:
    """A link with a character missing or one too many."""
    label = words[start:end]
    if m := suspicions.SPACED.match(words, end) or suspicions.SPACED_FILE.match(words, end):
        return _no_link(at, words[start : m.end()], line, f"{label}({m[1]})")
    if m := suspicions.BRACES.match(words, end):
        return _no_link(at, words[start : m.end()], line, f"{label}({m[0]})")
    if m := suspicions.QUOTED.match(words, end):
        title = m[2].strip(_QUOTATION_MARKS)
        return _no_link(at, words[start : m.end()], line, f'{label}({m[1]} "{title}")')
    if m := suspicions.FILE.match(words, end):
        kind = "filename" if m[1].lower().endswith(".md") else "attach"
        return _no_link(at, words[start : m.end()], line, f"{label}({{{kind}}}{m[1].strip()}{m[2] or ''})")
    if m := suspicions.OPEN.match(words, end):
        inside = words[end + 1 :].partition(")")
        address = inside[0].strip("<> ")
        address += ")" if address.count("(") > address.count(")") else ""
        if inside[1] and address.count(" ") <= 2:
            written = words[start : end + 2 + len(inside[0])]
            return _no_link(at, written, line, f"{label}({_without_spaces(address)})")
        address = m[1].rstrip(".,;:")
        closing = m.end() + words.startswith(">", m.end())
        address = f"{address}…" if re.fullmatch(r"https?:?/*|\{[\w-]+\}|mailto:?", address) else address
        return _no_link(at, words[start:closing], line, f"{label}({address})")
    if m := suspicions.WORDS.match(words, end):
        name, page = pinned(m[1])
        return _no_link(at, words[start : m.end()], line, f"{label}({{document}}{slugify(name)}{page})")
    if words.startswith(("(", "{"), end) or (words.startswith(("[", "[ "), end) and "]" not in words[end:]):
        return _no_link(at, words[start:], line, _closed(label, words[end + 1 :].lstrip("(")))
    if m := suspicions.TURNED.match(words, start):
        opening = words.rfind("(", 0, start)
        name = words[opening + 1 : start - 1]
        return _no_link(at, words[max(opening, 0) : m.end()], line, f"[{name}]({m[1]})")
    m = LABEL.match(words, end)
    name = m[1] if m else ""
    what = f"“{label}[{name}]” is not a link: nothing says where [{name}] leads"
    return _finding("T003", at, what, f"write below the text, on a line of its own: [{name}]: https://…")


def _without_spaces(address: str) -> str:
    """An address with its spaces encoded; behind the scheme and in the host, where none can be, they are left out."""
    m = re.match(r"(?:mailto:|tel:|https?:)[^/?#]*(?://[^/?#]*)?", address)
    host = m[0] if m else ""
    return host.replace(" ", "") + address[len(host) :].replace(" ", "%20")


def _closed(label: str, written: str) -> str:
    """The link that was begun, closed; no word of what follows is lost."""
    first, _, rest = written.strip(" <").partition(" ")
    if _FILE.fullmatch(first):
        link = f"{label}({first})"
    elif _HOST.fullmatch(first):
        link = f"{label}(https://{first})"
    else:
        link = f"{label}(https://…)"
        rest = rest if _BEGUN.fullmatch(first) else written.strip()
    return f"{link} {rest}" if rest else link


def _no_link(at: int, written: str, line: str, better: str) -> Finding:
    return _finding(
        "T003", at, f"“{shown(written)}” is not a link: readers see it as typed", _whole(line, written, better)
    )


def _whole(line: str, written: str, better: str) -> str:
    """The whole line to write."""
    return f"write: {line.replace(written, better, 1).strip()}" if written in line else f"write: {better}"


def _half_html(block: Block) -> Iterator[Finding]:
    """A comment or tag that nothing closes: what follows it would be left out."""
    text = "\n".join(block.lines)
    if block.data is not raw_html.BLANK:
        if block.data.search(text) is None:
            opening = text.split(maxsplit=1)[0]
            is_seen = with_open_declarations_as_text(text.lstrip()).startswith("&lt;")
            seen = "readers see it as typed" if is_seen else "everything after it is left out"
            what = f"nothing closes {opening}: {seen}"
            closing = next((end for begin, end in raw_html.CLOSED_BY.items() if opening.startswith(begin)), "")
            fix = f"write {closing or 'what closes it'} where it ends, or delete {opening}"
            yield _finding("T010", block.first, what, fix)
        return
    rest = _COMMENT.sub(_blank_lines, raw_html.TAG.sub(_blank_lines, text))
    if m := _HALF_TAG.search(rest):
        what = f"“{shown(m[0])}” is not a tag: a > is missing, and the words after it are left out"
        yield _finding("T010", block.first + _line_of(rest, m.start()) - 1, what, "write the > where the tag ends")
    elif text.count("*") > 1 or "](" in text or _BLOCK_IN_HTML.search(text):
        yield from _markdown_in_html(block, text)


def _markdown_in_html(block: Block, text: str) -> Iterator[Finding]:
    """Emphasis and links that are typed between tags, where Markdown is read only after an empty line."""
    text = _COMMENT.sub(_blank_lines, _VERBATIM_HTML.sub(_blank_lines, text))
    lines = text.split("\n")
    if m := _BLOCK_IN_HTML.search(text):
        number = _line_of(text, m.start())
        what = f"“{shown(lines[number - 1])}” is between HTML tags, where lists and headings are not read"
        fix = "put a blank line above it, and another above the next tag"
        yield _finding("T010", block.first + number - 1, what, fix)
        return  # the rest is read once these lines are there
    told: set[int] = set()
    for m in islice(_IN_HTML.finditer(text), suspicions.MOST):
        number = _line_of(text, m.start())
        if number not in told:
            told.add(number)
            what = f"“{shown(m[0])}” is between HTML tags, where Markdown is not read: readers see it as typed"
            better = _IN_HTML.sub(_as_html, lines[number - 1])
            yield _finding("T010", block.first + number - 1, what, f"write: {better.strip()}")


def _as_html(m: re.Match[str]) -> str:
    if m[1]:
        tag = "strong" if m[1] == "**" else "em"
        return f"<{tag}>{m[2]}</{tag}>"
    return f'<a href="{m[4].strip("<>")}">{m[3]}</a>'


def _blank_lines(m: re.Match[str]) -> str:
    return "\n" * m[0].count("\n")


def _long_rows(block: Block) -> Iterator[Finding]:
    columns = len(block.data)
    for offset, row in enumerate(block.lines[1:], start=2):
        cells = tables.split_row(row)
        if len(cells) > columns and any(cells[columns:]):
            left_out = " | ".join(cells[columns:])
            what = f"the row has {len(cells)} cells, and its table {columns} columns: “{shown(left_out)}” is left out"
            kept = " | ".join([*cells[: columns - 1], " ".join(cells[columns - 1 :])])
            if len(tables.split_row(in_code := ticks.with_escaped_bars(row))) <= columns:
                yield _finding("T007", block.first + offset, what, f"write: {in_code.strip()}")
                continue
            fix = f"write: | {kept} | (or give the table's first row {len(cells)} cells)"
            yield _finding("T007", block.first + offset, what, fix)


def _merges(body: str) -> Iterator[Finding]:
    text = code.blanked(body)
    for m in islice(_MERGE.finditer(text), suspicions.MOST):
        what = f"“{shown(m[0])}” is left over from an unfinished merge: both versions would be published"
        fix = "keep one version, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        yield _finding("T006", _line_of(text, m.start()), what, fix)


def placeholders(text: str) -> Iterator[re.Match[str]]:
    """Signs of words that somebody meant to fill in, in their order."""
    if not any(map(text.__contains__, _MAY_BE_PLACEHOLDERS)):
        return
    for m in _words_that_may_be(text):
        is_roman = _CENTURY.search(text, max(m.start() - 20, 0), m.start()) or text.startswith(" chromosome", m.end())
        if not (m[0].startswith("X") and is_roman):
            yield m


def _placeholders(body: str) -> Iterator[Finding]:
    text = code.blanked(body)
    for m in islice(placeholders(text), suspicions.MOST):
        what = f"“{shown(m[0])}” is a placeholder"
        yield _finding("T009", _line_of(text, m.start()), what, "write what belongs there, or delete it")


def _words_that_may_be(text: str) -> Iterator[re.Match[str]]:
    """The placeholders in their order. Tried where one of the signs is: ten times as fast as trying everywhere."""
    starts: set[int] = set()
    for sign in _MAY_BE_PLACEHOLDERS:
        at = text.find(sign)
        while at >= 0:
            begin = at
            while sign[0].isalnum() and begin > max(at - 20, 0) and text[begin - 1].isalnum():
                begin -= 1
            starts.add(begin)
            starts.update(range(max(begin - 4, 0), begin) if text[begin - 1 : begin] == "," else ())
            at = text.find(sign, at + len(sign))
    end = 0
    for start in sorted(starts):
        if start >= end and (m := _PLACEHOLDER.match(text, start)):
            end = m.end()
            yield m


def _reads_as_words(line: str) -> bool:
    return len(line.split()) > 1 and _CODE_SIGNS.isdisjoint(line)


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _finding(code: str, line: int, what: str, fix: str) -> Finding:
    return Finding(code=code, line=line, what=what, fix=fix)
