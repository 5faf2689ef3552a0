"""Text on a page that is not part of its sentences: margin numbers, footnote signs, court stamps."""

import re
from collections.abc import Iterable, Iterator

SHORTEST_MARGIN = 8
"""Least number of consecutively numbered lines before their numbers count as margin numbers."""


def without_furniture(text: str) -> str:
    """The text of a page, as `words.plain` returns it, without what is *provably* furniture.

    - A number at the start of a line or alone on it, in a run of at least `SHORTEST_MARGIN` that counts up.
    - A footnote's sign: raised digits after a word, a mark or a year, but not after a number (10²) or a unit (5 km²);
      digits glued to the end of a word or sentence, if a later line starts with the same number and a note; an asterisk
      or dagger after a word.
    - The line that a court's filing system stamps on a page; next to a page break (form feed), a line with a page
      number.
    - A bullet at the start of a line; an editor's [sic].
    """
    lines = text.replace("\f", "\n\f\n").split("\n")
    lines = _without_stamps(lines)
    text = _BULLET.sub("", "\n".join(_without_margin(lines)))
    return _SIC.sub("", _without_footnote_signs(text))


def _without_stamps(lines: list[str]) -> list[str]:
    breaks = [i for i, line in enumerate(lines) if line == "\f"]
    page_numbers = set(_page_numbers(lines, breaks))
    return [
        line
        for i, line in enumerate(lines)
        if line != "\f" and i not in page_numbers and not (_STAMP.match(line) and _STAMP_PAGE.search(line))
    ]


def _page_numbers(lines: list[str], breaks: Iterable[int]) -> Iterator[int]:
    for at in breaks:
        for step in (-1, 1):
            near = at + step
            while 0 <= near < len(lines) and (not lines[near].strip() or _STAMP.match(lines[near])):
                near += step
            if 0 <= near < len(lines) and _PAGE_NUMBER.fullmatch(lines[near]):
                yield near


def _without_margin(lines: list[str]) -> list[str]:
    numbered = [(i, int(m[1]), bool(m[2])) for i, line in enumerate(lines) if (m := _NUMBERED_LINE.match(line))]
    margin: set[int] = set()
    run: list[tuple[int, int, bool]] = []
    for entry in [*numbered, (len(lines) + 9, 0, False)]:
        if run and not (1 <= entry[1] - run[-1][1] <= 2 and entry[0] - run[-1][0] <= 4):
            if len(run) >= SHORTEST_MARGIN:
                margin.update(_margin_of(run))
            run = []
        run.append(entry)
    return [_LINE_NUMBER.sub("", line) if i in margin else line for i, line in enumerate(lines)]


def _margin_of(run: list[tuple[int, int, bool]]) -> Iterator[int]:
    """A line of text that follows a column of bare numbers may itself begin with the next number: leave it alone."""
    for k, (line, _, has_text) in enumerate(run):
        beside = run[max(k - 1, 0) : k] + run[k + 1 : k + 2]
        if not has_text or any(other_has_text for _, _, other_has_text in beside):
            yield line


def _without_footnote_signs(text: str) -> str:
    text = _RAISED_SIGN.sub("", text)
    notes = {m[1]: m.start() for m in _NOTE.finditer(text)}

    def keep_or_drop(found: re.Match[str]) -> str:
        sign, at = found.group(), found.start()
        shown = not sign.isdigit() or notes.get(sign, -1) > at
        return "" if shown and _ENDS_WORD.search(text, max(at - 8, 0), at) else sign

    return _NOTE_SIGN.sub(keep_or_drop, text)


_NUMBERED_LINE = re.compile(r"[ \t]*(\d{1,2})(?!\S)[ \t]*(\S?)")
_LINE_NUMBER = re.compile(r"^[ \t]*\d{1,2}[ \t]*")
_NOTE = re.compile(r"^[ \t]*(\d{1,2})[ \t]+(?=\S.{9})", re.MULTILINE)
_NOTE_SIGN = re.compile(r"[*†‡]{1,3}(?=\s)|(?<!\d)\d{1,2}(?=\s|-|\Z)")
_RAISED_SIGN = re.compile(
    r"""
    (?:
        (?<=[^\W\d_][^\W\d_]) (?<! \b[ckmf][mt] ) (?<! \bin ) (?<! \bmi ) (?<! \byd )
        (?<! \bfeet ) (?<! \bmiles ) (?<! \bmet[er][er]s )                            # a word, but no unit
      | (?<=[^\W\d_][.,;:?!"')\]]) | (?<=[.,;:?!"')\]]["')\]])                        # its mark
      | (?<=[.,;:?!"')\]])(?<=\d.) | (?<=\.[^\W\d_]\.)
      | (?<=(?<![\d.,$])(?:1[5-9]|20)\d\d)                                             # a year
    )
    [ ]? \^\d{1,3} (?: [ ]?[,\u2212-]?[ ]? \^\d{1,3} )* (?!\w)
    """,
    re.VERBOSE,
)
"""`words.plain` writes a raised digit as `^3`."""
_ENDS_WORD = re.compile(
    r"""
    (?: [^\W\d_A-Z]{3} | [^\W\d_][,;?!"')\]] | [^\W\d_][.,;?!)\]]["')\]]
      | (?<! art | doc | dkt | exh | fig | nos | reg | sec | vol ) [^\W\d_A-Z]{3}\. ) \Z
    """,
    re.VERBOSE,
)
"""What a footnote's sign is attached to: a word or a sentence, not `Art. 5` run together."""
_STAMP = re.compile(
    r"\s*(?:USCA\S*\s+|Appellate\s+)?(?:Case|Appeal):?\s*\d.*\b(?:Doc|Document|DktEntry|Filed)\b", re.ASCII
)
_STAMP_PAGE = re.compile(r"\b(?:Page|Pg):?\s*\d", re.ASCII)
_PAGE_NUMBER = re.compile(r"[\s-]*(?:Page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?[\s-]*", re.IGNORECASE)
_BULLET = re.compile(r"^[ \t]*[•▪◦‣●○■□➢][ \t]*(?=[^\W_])", re.MULTILINE)
_SIC = re.compile(r"\s*\[\s*sic\.?\s*\]", re.IGNORECASE)
