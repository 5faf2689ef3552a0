"""Reports markup of other programs, which no reader of CommonMark knows: visitors would see it as typed."""

import re
from collections.abc import Iterator
from itertools import islice

from plugins.prose import code
from plugins.prose.dialect import suspicions
from plugins.prose.dialect.as_typed import in_its_line, shown
from plugins.prose.model import Finding
from plugins.records.slugs import slugify

_COMMAND = re.compile(r"\{\{[<%][^\n]{0,300}?[%>]\}\}|\{%[^\n]{0,300}?%\}")
FIELD = re.compile(r"\{\{(?![<%{])[^{}\n]{1,60}\}\}|\*\|[A-Z][A-Z0-9_:]*\|\*")
"""What a program for mail fills in."""
_WIKI = re.compile(
    r"(?<![\[\\])(!?)\[\[([^\[\]\n|#]*[^\W\d_][^\[\]\n|#]*)(?:#[^\[\]\n|]*)?(?:\|([^\[\]\n]+))?\]\](?![(\[])"
)
_MARKED = re.compile(r"(?<![=\\\w])==(?=[^\s=])([^\n=]*[^\s=])==(?![=\w])")
_SPAN = re.compile(
    r"(?<![!\]\\\w])\[([^\[\]\n]*)\]\{((?:[.#][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|[\w-]+))(?:[ ]+[^{}\n]*)?)\}"
)
_SPAN_AS_HTML = {".underline": "u", ".ul": "u", ".mark": "mark", ".kbd": "kbd"}
_RAISED = re.compile(r"([\^~])([^\W_]{1,12})\1(?![\w~])")
_GRID = re.compile(r"^[ ]*\+(?:[-=:]{3,}\+)+[ ]*$", re.M)
_ALERT = re.compile(r"^(?P<around>[ ]*(?:[-+*][ ]+)?(?:>[ ]?)+)\[!(?P<name>[A-Za-z]+)\][-+]?(?P<title>[^\n]*)$", re.M)
_BOX = re.compile(
    r"^[ ]*(?::{3,}[ ]*(?:\{[^{}\n]*\}|\w[\w-]*)[^\n]*|(?:!{3}|\?{3}\+?)[ ]+(?:note|tip|info|warning|danger|important"
    r"|caution|hint|attention|error|success|question|failure|bug|example|quote|abstract|summary|details)\b[^\n]*)$",
    re.M,
)
_MAY_BE_OF_WORD = ("<o:", "<v:", "<w:", "<st1:")
_TAG_OF_WORD = re.compile(r"</?(?:o|v|w|m|x|st1|w1[0-9]):[A-Za-z]\w*[^<>\n]*>")


def in_body(body: str) -> Iterator[Finding]:
    """Report each place with what to write instead. A single sign is a hundred times as fast to look for as two."""
    if ("{" in body and ("{%" in body or "{{" in body)) or ("|" in body and "*|" in body):
        yield from _commands(body)
    if "[" in body and "[[" in body:
        yield from _wiki_links(body)
    if "=" in body and "==" in body:
        yield from _marked(body)
    if "{" in body and "]{" in body:
        yield from _spans(body)
    if body.count("^") > 1 or body.count("~") > 1:
        yield from _raised(body)
    if "+" in body and "-+" in body:
        yield from _grids(body)
    if ">" in body and "[!" in body:
        yield from _alerts(body)
    if ("!" in body and "!!!" in body) or ("?" in body and "???" in body) or ":::" in body:
        yield from _boxes(body)
    if "<" in body and any(map(body.__contains__, _MAY_BE_OF_WORD)):
        yield from _tags_of_word(body)


def _places(form: re.Pattern[str], body: str) -> Iterator[re.Match[str]]:
    """Where it is outside of code, which is looked for only where there is something."""
    return iter(()) if form.search(body) is None else islice(form.finditer(code.blanked(body)), suspicions.MOST)


def _commands(body: str) -> Iterator[Finding]:
    """Commands of site generators, and fields that a program for mail would have filled in."""
    for m in _places(_COMMAND, body):
        what = f"“{shown(m[0])}” is a command of another program: readers see it as typed"
        yield Finding(code="T010", line=_line(body, m), what=what, fix="write here what it showed, or delete it")
    for m in _places(FIELD, body):
        what = f"“{shown(m[0])}” is a placeholder"
        yield Finding(code="T009", line=_line(body, m), what=what, fix="write what belongs there, or delete it")


def _wiki_links(body: str) -> Iterator[Finding]:
    for m in _places(_WIKI, body):
        name, words = m[2].strip(), (m[3] or m[2]).strip()
        if m[1]:
            better = f"![what it shows]({{attach}}{name})"
        else:
            better = f"[{words}]({{release}}{slugify(name.rpartition('/')[2].removesuffix('.md'))})"
        what = f"“{shown(m[0])}” is a link of another program: readers see it as typed"
        yield in_its_line(body, m.start(), "T003", what, m[0], better)


def _marked(body: str) -> Iterator[Finding]:
    for m in _places(_MARKED, body):
        what = f"“{shown(m[0])}” does not highlight anything: readers see it as typed"
        yield in_its_line(body, m.start(), "T010", what, m[0], f"<mark>{m[1]}</mark>")


def _spans(body: str) -> Iterator[Finding]:
    """Words with attributes, as Pandoc writes those of a text from Word."""
    for m in _places(_SPAN, body):
        tag = next((tag for name, tag in _SPAN_AS_HTML.items() if name in m[2].split()), "")
        lang = re.search(r"\blang=\"?([\w-]+)", m[2])
        better = f"<{tag}>{m[1]}</{tag}>" if tag else f'<span lang="{lang[1]}">{m[1]}</span>' if lang else m[1]
        what = f"“{shown(m[0])}” is markup of another program: readers see it as typed"
        yield in_its_line(body, m.start(), "T010", what, m[0], better)


def _raised(body: str) -> Iterator[Finding]:
    for m in _places(_RAISED, body):
        before = body[m.start() - 1 : m.start()]
        if before.isalnum() if m[1] == "^" else before.isalpha():
            tag = "sup" if m[1] == "^" else "sub"
            what = f"“{shown(m[0])}” does not raise or lower anything: readers see it as typed"
            yield in_its_line(body, m.start(), "T010", what, m[0], f"<{tag}>{m[2]}</{tag}>")


def _grids(body: str) -> Iterator[Finding]:
    """The first line of each table that is drawn with signs."""
    last = -10
    for m in _places(_GRID, body):
        line = _line(body, m)
        if line - last > 8:
            what = f"“{shown(m[0])}” is not read as a table: readers see it as typed"
            fix = "delete the lines of + and -, and below the first row write |---|---|, with one --- for each column"
            yield Finding(code="T010", line=line, what=what, fix=fix)
        last = line


def _alerts(body: str) -> Iterator[Finding]:
    """The boxes of GitHub and Obsidian, which are quotations with a name."""
    for m in _places(_ALERT, body):
        name = m["title"].strip() or m["name"].capitalize()
        what = f"“[!{m['name']}]” does not make a box here: readers see it as typed"
        yield in_its_line(body, m.start(), "T010", what, m[0], f"{m['around']}**{name}:**")


def _boxes(body: str) -> Iterator[Finding]:
    for m in _places(_BOX, body):
        what = f"“{shown(m[0])}” does not make a box here: readers see it as typed"
        fix = "delete it, and the line that ends the box; use a heading or a quotation instead"
        yield Finding(code="T010", line=_line(body, m), what=what, fix=fix)


def _tags_of_word(body: str) -> Iterator[Finding]:
    told: set[int] = set()
    for m in _places(_TAG_OF_WORD, body):
        begin = body.rfind("\n", 0, m.start()) + 1
        if begin not in told:
            told.add(begin)
            end = body.find("\n", begin)
            line = body[begin : end if end >= 0 else len(body)]
            what = f"“{shown(m[0])}” is a tag that only Word understands"
            yield in_its_line(body, begin, "T010", what, line, _TAG_OF_WORD.sub("", line))


def _line(body: str, m: re.Match[str]) -> int:
    return body.count("\n", 0, m.start()) + 1
