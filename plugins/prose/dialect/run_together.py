"""Reports lines that begin like items of a list and are none, so that readers see them run together."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from plugins.prose.dialect import suspicions
from plugins.prose.dialect.block import PARAGRAPH, Block
from plugins.prose.model import Finding

SIGNS = "✓✔✗✘►▶▸➤→⇒§"
_MAY_BEGIN = frozenset(f"-+*–—({SIGNS}0123456789")
_LETTERED = re.compile(r"(?:[a-h]|i{1,3}|iv|vi{0,3})[.)] |o ")

_SPACES = "[ \u00a0\u2002\u2003\u2009\u202f\u3000]"
_LETTER = r"(?=[^\W\d_])"
_FORMS = {
    "hyphen": re.compile(rf"([-+]){_LETTER}(?!-)"),
    "star": re.compile(rf"(\*){_LETTER}(?=[^*]*$)"),
    "dash": re.compile(rf"([–—]){_SPACES}+(?=\S)"),
    "number": re.compile(rf"([0-9]{{1,2}}[.)])(?:{_LETTER}|[\u00a0\u2002\u2003\u2009\u202f\u3000])"),
    "brackets": re.compile(rf"(\((?:[0-9]{{1,2}}|[a-z]|[ivx]{{1,4}})\)){_SPACES}+(?=\S)"),
    "letter": re.compile(rf"((?:[a-h]|i{{1,3}}|iv|vi{{0,3}})[.)]){_SPACES}+(?=\S)"),
    "word": re.compile(rf"(o){_SPACES}+(?=\S)"),
    "sign": re.compile(rf"([{SIGNS}])\ufe0f?{_SPACES}*(?=[^\W_])"),
}


_OF_AN_ITEM = frozenset({"hyphen", "star", "dash", "sign"})
"""Forms that are enough on a line alone, where an item stands above it."""


def may_be_an_item(line: str) -> bool:
    """Whether a line that is not empty begins as one that may be meant as an item."""
    return line[0] in _MAY_BEGIN or (line[0] in "abcdefghiov" and _LETTERED.match(line) is not None)


def in_paragraphs(paragraphs: Sequence[Block], below_items: Sequence[tuple[int, str]] = ()) -> Iterator[Finding]:
    """At most one finding for a paragraph, which may be given several times: its first run of such lines.

    `below_items` are lines at the left edge, with their numbers, that go on with an item's words.
    """
    found = 0
    told: set[int] = set()
    for block in dict.fromkeys(paragraphs):
        if block.kind != PARAGRAPH or found == suspicions.MOST:
            continue
        forms = [(number, line, _form(line)) for number, line in enumerate(block.lines, start=block.first)]
        for form, run in groupby(forms, key=lambda entry: entry[2]):
            lines = list(run)
            if form and len(lines) > 1 and not all(_breaks(line) for _, line, _ in lines[:-1]):
                found += 1
                told.update(number for number, _, _ in lines)
                yield _finding(len(lines), lines[0][0], lines[0][1], form)
                break
    for number, line in below_items[: suspicions.MOST]:
        form = _form(line)
        if form in _OF_AN_ITEM and number not in told and (m := _FORMS[form].match(line)):
            what = f"“{m[1]}” does not start a list item here: readers see the line as part of the item above it"
            yield Finding(code="T011", line=number, what=what, fix=f"write: - {line[m.end() :].strip()}")


def _form(line: str) -> str:
    return next((name for name, form in _FORMS.items() if form.match(line)), "")


def _breaks(line: str) -> bool:
    """Whether readers see what follows on a line of its own."""
    return line.endswith(("  ", "\\"))


def _finding(count: int, first: int, line: str, form: str) -> Finding:
    m = _FORMS[form].match(line)
    assert m is not None
    is_numbered = form in ("number", "brackets", "letter")
    mark = "1." if is_numbered else "-"
    better = f"{mark} {line[m.end() :].strip()}"
    what = f"{count} lines begin with “{m[1]}” like a list, and readers see them run together"
    shown = better if len(better) <= 60 else f"{better[:59]}…"
    fix = f"begin each with {mark if mark == '-' else 'its number, a period'} and a space, as in: {shown}"
    return Finding(code="T011", line=first, what=what, fix=fix)
