"""A text becomes lines: where it may break, how wide each part is, and where each glyph of a line stands."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from plugins.cards.directions import levels
from plugins.cards.fonts import Font, Glyph

JOINERS = "\u200c\u200d\u200e\u200f"
"""Signs without a shape of their own that decide how others look or which way they run."""
ELLIPSIS = "…"
BEFORE_ELLIPSIS = " ,;:.·–—-،؛"
"""What is taken away where a text is cut short after it."""
NOT_FIRST = "、。，．・：；？！）］｝」』】〉》ぁぃぅぇぉっゃゅょァィゥェォッャュョー々"
NOT_LAST = "（［｛「『【〈《"
"""Of a line, in Chinese and Japanese (JIS X 4051)."""
IDEOGRAPHS = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
BREAKS = re.compile(f"(?<=[^\\W\\d_]-)(?=\\w)|(?<=[—/])(?=\\w)|(?<=[{IDEOGRAPHS}])(?=.)|(?=[{IDEOGRAPHS}])")
SCRIPTS = (
    ("Latn", "A-Za-zª-ºÀ-ɏḀ-ỿ"),
    ("Grek", "Ͱ-Ͽἀ-῿"),
    ("Cyrl", "Ѐ-ԯ"),
    ("Hebr", "א-ת"),
    ("Arab", "ء-يٮ-ۓۮ-ۼ"),
    ("Deva", "ऀ-ॿ"),
    ("Thai", "ก-๛"),
    ("Geor", "Ⴀ-ჿ"),
)  # fmt: skip
SCRIPT = re.compile("|".join(f"(?P<{name}>[{signs}])" for name, signs in SCRIPTS))
JOINED = frozenset({"Arab", "Deva"})
"""Scripts whose letters touch: they are never set tighter."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A glyph, with its distance from the left end of its line, and from the line it stands on; in ems."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    glyphs: tuple[Placed, ...]
    width: float
    """In ems."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set."""

    font: Font
    lang: str
    right_to_left: bool
    tracking: float = 0.0
    """Ems between two letters, beyond what the font says."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A part of a text that no line cuts."""

    text: str
    glue: str
    """What stands before it within a line: a space, or nothing."""
    width: float


def cleaned(text: str) -> str:
    """One line without signs that nobody sees."""
    text = unicodedata.normalize("NFC", " ".join(re.split(r"[ \t\r\n\f\v\u2028\u2029]+", text.strip())))
    return "".join(sign for sign in text if sign in JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))


def is_covered(text: str, style: Style) -> bool:
    """Whether the font has a sign for each character."""
    return all(glyph.number for run in _runs(text, style) for glyph in _shaped(text, run, style))


def set_line(text: str, style: Style) -> Line:
    glyphs: list[Placed] = []
    pen, units = 0.0, style.font.units
    for run in _in_order(_runs(text, style)):
        tracking = 0.0 if run.script in JOINED else style.tracking
        for glyph in _shaped(text, run, style):
            glyphs.append(Placed(glyph.number, pen + glyph.x / units, glyph.y / units))
            pen += glyph.advance / units + (tracking if glyph.advance else 0.0)
    return Line(tuple(glyphs), pen)


def widest(text: str, style: Style) -> float:
    """The width of the widest part that no line cuts, in ems."""
    return max((unit.width for unit in _measured(text, style)[0]), default=0.0)


def balanced(text: str, style: Style, width: float, most: int) -> list[str] | None:
    """At most so many lines, as even as they can be; None where it needs more. The width is in ems."""
    units, space = _measured(text, style)
    found = _filled(units, width, space)
    if found is None or len(found) > most:
        return None
    narrow, wide = 0.0, width
    while wide - narrow > width / 200:
        middle = (narrow + wide) / 2
        tried = _filled(units, middle, space)
        if tried is not None and len(tried) == len(found):
            found, wide = tried, middle
        else:
            narrow = middle
    return [_joined(line) for line in found]


def cut_short(text: str, style: Style, width: float, most: int) -> list[str] | None:
    """So many lines of whole words, and an ellipsis; None where not even a word fits."""
    units, space = _measured(text, style)
    fitting = next((n for n, unit in enumerate(units) if unit.width > width), len(units))
    lines = _filled(units[:fitting], width, space) or []
    kept = lines[:most]
    while kept:
        last = kept[-1]
        while last:
            said = _joined(last).rstrip(BEFORE_ELLIPSIS) + ELLIPSIS
            if set_line(said, style).width <= width:
                return [*(_joined(line) for line in kept[:-1]), said]
            last = last[:-1]
        kept = kept[:-1]
    return None


def _joined(line: Sequence[_Unit]) -> str:
    return line[0].text + "".join(unit.glue + unit.text for unit in line[1:])


@lru_cache(maxsize=64)
def _measured(text: str, style: Style) -> tuple[tuple[_Unit, ...], float]:
    """The units of a text, and the width of a space: they are asked for in each of its sizes."""
    return tuple(_units(text, style)), set_line(" ", style).width


def _units(text: str, style: Style) -> Iterator[_Unit]:
    for word in text.split(" "):
        glue = " "
        for part in _parts(word):
            yield _Unit(part, glue, set_line(part, style).width)
            glue = ""


def _parts(word: str) -> list[str]:
    parts: list[str] = []
    for part in BREAKS.split(word):
        if parts and (not part or part[0] in NOT_FIRST or parts[-1][-1] in NOT_LAST):
            parts[-1] += part
        elif part:
            parts.append(part)
    return parts


def _filled(units: Sequence[_Unit], width: float, space: float) -> list[list[_Unit]] | None:
    """Each line as full as it can be; None where a unit is wider than a line."""
    lines: list[list[_Unit]] = []
    used = 0.0
    for unit in units:
        if unit.width > width:
            return None
        wanted = used + (space if unit.glue else 0.0) + unit.width
        if lines and wanted <= width:
            lines[-1].append(unit)
            used = wanted
        else:
            lines.append([unit])
            used = unit.width
    return lines


@dataclass(frozen=True, slots=True)
class _Run:
    """Signs of one direction and one script: first, and the one after the last."""

    first: int
    last: int
    level: int
    script: str


def _shaped(text: str, run: _Run, style: Style) -> list[Glyph]:
    return style.font.shape(text, run.first, run.last, right_to_left=run.level % 2 == 1, lang=style.lang)


def _runs(text: str, style: Style) -> list[_Run]:
    """In the order of reading."""
    runs: list[_Run] = []
    for place, key in enumerate(zip(levels(text, style.right_to_left), _scripts(text), strict=True)):
        if runs and (runs[-1].level, runs[-1].script) == key:
            runs[-1] = _Run(runs[-1].first, place + 1, *key)
        else:
            runs.append(_Run(place, place + 1, *key))
    return runs


def _in_order(runs: list[_Run]) -> list[_Run]:
    """From left to right (Unicode Standard Annex #9, L2)."""
    runs = list(runs)
    highest = max((run.level for run in runs), default=0)
    for level in range(highest, 0, -1):
        start = 0
        while start < len(runs):
            end = start
            while end < len(runs) and runs[end].level >= level:
                end += 1
            runs[start:end] = reversed(runs[start:end])
            start = end + 1
    return runs


def _scripts(text: str) -> list[str]:
    """Of each sign; one that all scripts share is of that of the letter before it, else of the one after it."""
    found = [match.lastgroup if (match := SCRIPT.match(sign)) else _other(sign) for sign in text]
    before = next((script for script in found if script), "")
    scripts: list[str] = []
    for script in found:
        before = script or before
        scripts.append(before)
    return scripts


def _other(sign: str) -> str:
    return "other" if unicodedata.category(sign).startswith("L") else ""
