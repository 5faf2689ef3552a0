"""Limits on a body's cost to the parsers, which no real body reaches, so that no body can stall a build."""

import re
from collections.abc import Iterable, Iterator

from plugins.prose import code

LONGEST = 1_000_000
"""Characters of a body."""
MOST_PARAGRAPHS = 10_000
MOST_LINES = 30_000
MOST_MARKS = 30_000
DEEPEST = 40
"""Depth of nested elements."""

_PATIENCE = 10_000_000
"""Marks times the length of the text around them: what a parser that looks ahead from each mark has to read.

A post of 10,000 words comes to 2 million; 8 kB of `[` to 64 million, which takes Markdown several seconds.
"""
_LINE_PATIENCE = 100_000_000
"""The same for lines that end a paragraph: the text after them is only copied and split into lines."""
_COPY_PATIENCE = 4_000_000_000
"""The same for tags: at the end of each, the rest of the text is copied, at worst."""

_MARKS = "[]<&*_`\\|!\n\xa0"
_LINE_MARKS = "=#:~->.+"
_ASCII_MARKS = (_MARKS + _LINE_MARKS).replace("\xa0", "").encode()

_BREAK = re.compile(r"\n[ \t]*\n")
_ITEM = re.compile(r"^[ >]*(?:[-+*]|\d{1,9}[.)])[ ]", re.M)
_RAW = re.compile(r"<(table|ul|ol|dl|div|pre)\b")
_TABLE_RULE = re.compile(r"[ >]*[|:-][|: -]*")
_ENDS_PARAGRAPH = re.compile(r"^[ >]*(?:#|=+[ ]*$|-+[ ]*$|:[ ]|\*?\[[^\]\n]*\][ ]?:|([-*_])(?:[ ]*\1){2,}[ ]*$)", re.M)
_NESTS = re.compile(r"^(?![-* ]*$)(?:[ ]*(?:>|[-+*][ ]|\d+\.[ ])){26}", re.M)
_TAG_OPENS = re.compile(r"<(?:!\[|[a-zA-Z/!?])")

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_CLOSED_BY_OTHERS = frozenset({"p", "li", "dt", "dd", "tr", "td", "th"})
"""Elements that cannot contain their own kind, and so cannot nest by themselves."""
_CONTAINERS = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "details", "div", "dl", "fieldset", "figure", "footer",
        "form", "header", "main", "nav", "object", "ol", "pre", "section", "table", "tbody", "tfoot", "thead", "ul",
    }
)  # fmt: skip


def refusal(text: str) -> str | None:
    """Why a text must not be given to the Markdown parser; None if it may be.

    The parser needs quadratic time or worse for some texts: 32 kB of `![` takes more than ten seconds.
    """
    if len(text) > LONGEST:
        return f"the text has {len(text):,} characters, and {LONGEST:,} is the most"
    if _count_of_marks(text) * len(text) <= _PATIENCE:
        return None
    prose = code.without_fenced(text)
    paragraphs = _BREAK.split(prose)
    lines = prose.count("\n")
    marks = sum(map(prose.count, _MARKS)) - lines
    for count, name, most in (
        (len(paragraphs), "paragraphs", MOST_PARAGRAPHS),
        (lines, "lines", MOST_LINES),
        (marks, "characters of markup", MOST_MARKS),
    ):
        if count > most:
            return f"the text has {count:,} {name}, and {most:,} is the most"
    if _NESTS.search(text):
        return "a line opens more than 25 quotations or lists inside one another"
    work = [len(unit) * sum(map(unit.count, _MARKS)) for unit in _units(paragraphs)]
    if max(work) > _PATIENCE or sum(work) > 4 * _PATIENCE:
        return "a paragraph has more brackets, stars or other markup than can be read"
    if sum(len(p) * sum(1 for _ in _ENDS_PARAGRAPH.finditer(p)) for p in paragraphs) > _LINE_PATIENCE:
        return "a paragraph has more headings, rules or definitions than can be read"
    if prose.count("*[") * len(text) > 10 * _PATIENCE:
        return "the text has more abbreviations than can be read"
    if _read_for_tags(prose) > _PATIENCE or prose.count("<") * len(prose) > _COPY_PATIENCE:
        return "the text has more tags than can be read"
    if _read_for_fences(text) > _PATIENCE:
        return "the text has more code fences than can be read"
    return None


def _count_of_marks(text: str) -> int:
    """How many marks of any kind there are: seven times as fast as counting one kind after another."""
    data = text.encode("utf-8", "surrogatepass")
    return len(data) - len(data.translate(None, _ASCII_MARKS)) + text.count("\xa0")


def nested_too_deeply(tags: Iterable[tuple[str, str]]) -> bool:
    """Whether HTML would take the sanitizer too long: it is quadratic in nesting depth.

    `tags` are those of the HTML in their order: `/` or nothing, and the name in lower case.
    """
    stack: list[str] = []
    reopened: list[str] = []  # `<b>` left open in a paragraph is reopened in the next
    work = 0
    for closing, name in tags:
        if name in _VOID:
            continue
        if name in _CLOSED_BY_OTHERS:
            while closing and stack and stack[-1] not in _CONTAINERS:
                reopened.append(stack.pop())
        elif not closing:
            stack.append(name)
            if len(stack) + len(reopened) > DEEPEST:
                return True
        elif name in stack:
            while (last := stack.pop()) != name:
                reopened.append(last)
        elif name in reopened:
            reopened.remove(name)
        work += len(stack) + len(reopened)
    return work > _PATIENCE // 5


def _units(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of text whose marks are read together: a paragraph, a list item, a row of a table."""
    for paragraph in paragraphs:
        lines = paragraph.split("\n", 2)
        if len(lines) > 2 and "|" in lines[0] and _TABLE_RULE.fullmatch(lines[1]):
            yield from paragraph.split("\n")
        elif (m := _RAW.match(paragraph)) and paragraph.find(f"</{m[1]}>") == len(paragraph.rstrip()) - len(m[1]) - 3:
            yield from paragraph.split("\n")  # a block of HTML, which Markdown leaves alone
        elif _ITEM.match(paragraph):
            starts = [m.start() for m in _ITEM.finditer(paragraph)]
            yield from (paragraph[a:b] for a, b in zip(starts, [*starts[1:], len(paragraph)], strict=True))
        else:
            yield paragraph


def _read_for_fences(text: str) -> int:
    """Count the characters that are read from each code fence to find its end, or copied once it is found."""
    looked_for = sum(len(text) - start for start in code.unclosed(text))
    return looked_for + len(code.fenced(text)) * len(text) // 200


def _read_for_tags(text: str) -> int:
    """Count the characters between each `<` and the `>` that may end it."""
    read = 0
    ends: dict[str, int] = {}
    for m in _TAG_OPENS.finditer(text):
        end = {"<![": "]]>", "<?": "?>"}.get(m[0], ">")
        if ends.get(end, -1) < m.end():
            found = text.find(end, m.end())
            ends[end] = len(text) if found < 0 else found
        read += ends[end] - m.start()
    return read
