"""The characters of a page, and whether each can be seen in a drawing of it."""

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from plugins.evidence.text.rendering import Box, Drawings, Frame, Pixels

UNIFORM = 32
"""Steps of 255 within which an area counts as one color: a scan's grain and the noise of JPEG stay below."""
SEAMS = 100
"""The same if every pixel is painted: blocks typed side by side show their seams, a letter shows more."""
LEAST_OF_A_LETTER = 0.25
"""Share of a letter's height that must be visible, so that the bit that sticks out from a box does not count."""
MOST_CHARACTERS = 400_000
"""Of one page."""
SOLID = frozenset("|lI1i!'.,:;·•‧_-–—―‐‑=/\\¦′\"‘’“”`´\u00ad\u2022■▪●█▌▐▄▀▬")
"""Characters whose glyph may fill its whole box."""


class Cause(Enum):
    """Why a character is not seen."""

    OFF_PAGE = "outside the page"
    RUNS_OFF = "on lines that run over the edge of the page"
    COVERED = "covered"
    COVERED_BY_NOTE = "covered by an annotation"
    SAME_COLOR = "in the color of what is behind it"
    INVISIBLE = "set to be invisible"
    LAYER = "in a layer that is switched off"
    CLIPPED = "clipped away"
    PICTURE_BLACK = "over a part of the scan that is blacked out"
    PICTURE_BLANK = "over a part of the scan that is blank"
    MARKED = "marked to be redacted"
    REPEATED = "an unseen copy of letters that are seen"
    STRAY = "an OCR mark over a blank part of the scan"


@dataclass(slots=True)
class Character:
    index: int
    text: str
    box: Box
    is_letter: bool
    """Or a digit."""

    @property
    def center(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


@dataclass(slots=True)
class PageText:
    """The characters of a page, each visible or with the cause why not."""

    page: Any
    textpage: Any
    characters: list[Character]
    hidden: dict[int, Cause] = field(default_factory=dict)
    misplaced: bool = False
    """The OCR text is not placed over the words of its scan."""


def characters_of(textpage: Any) -> Iterable[Character]:
    edges = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = edges
    loose = pdfium.FS_RECTF()
    raw = textpage.raw
    if textpage.count_chars() > MOST_CHARACTERS:
        raise pypdfium2.PdfiumError("a page has too many characters")
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code <= 0x20 or code == 0xA0:
            continue
        pdfium.FPDFText_GetCharBox(raw, index, *edges)
        box = (left.value, bottom.value, right.value, top.value)
        if right.value - left.value < 0.05 or top.value - bottom.value < 0.05:
            pdfium.FPDFText_GetLooseCharBox(raw, index, loose)
            box = (loose.left, loose.bottom, loose.right, loose.top)
        text = chr(code) if code <= 0x10FFFF else "\ufffd"
        yield Character(index, text, box, text.isalnum())


BROKEN = "\x02"
"""pdfium's code for the hyphen of a word broken at the end of a line; some fonts give that code to a glyph."""


def with_hyphens(textpage: Any, text: str) -> str:
    """The page's text with a plain hyphen where a glyph only happens to have pdfium's code."""
    if BROKEN not in text:
        return text
    marks = [i for i in range(textpage.count_chars()) if pdfium.FPDFText_GetUnicode(textpage.raw, i) == ord(BROKEN)]
    parts = text.split(BROKEN)
    if len(marks) != len(parts) - 1:
        return text
    joints = [BROKEN if is_broken(textpage, index) else "-" for index in marks]
    return "".join(piece for pair in zip(parts, [*joints, ""], strict=True) for piece in pair)


def is_broken(textpage: Any, index: int) -> bool:
    return bool(pdfium.FPDFText_IsHyphen(textpage.raw, index) == 1)


def words_of(characters: Sequence[Character]) -> list[list[Character]]:
    """Runs of adjacent characters: a space, which is not a `Character`, leaves a gap in the index."""
    words: list[list[Character]] = []
    for character in characters:
        if words and words[-1][-1].index == character.index - 1:
            words[-1].append(character)
        else:
            words.append([character])
    return words


def lines_of(characters: Sequence[Character]) -> list[list[Character]]:
    """Consecutive characters on one baseline, with no wide gap between them."""
    lines: list[list[Character]] = []
    for character in characters:
        if lines and _goes_on(lines[-1][-1], character):
            lines[-1].append(character)
        else:
            lines.append([character])
    return lines


def _goes_on(one: Character, next_one: Character) -> bool:
    height = max(one.box[3] - one.box[1], next_one.box[3] - next_one.box[1], 1.0)
    is_level = one.box[1] - height / 2 < next_one.center[1] < one.box[3] + height / 2
    return is_level and -height < next_one.box[0] - one.box[2] < 3 * height


def is_painted(character: Character, drawings: Drawings) -> bool:
    """Whether the character itself can be seen in the drawing."""
    left, top, right, bottom = _generous(character, drawings.frame)
    width, painted = drawings.frame.width, drawings.difference
    needed = max(1, round((bottom - top) * LEAST_OF_A_LETTER)) if character.is_letter else 1
    found, is_whole = 0, True
    for start in range(top * width + left, bottom * width + left, width):
        row = painted[start : start + right - left]
        if 255 in row:
            found += 1
            is_whole = is_whole and 0 not in row
            if found >= needed and not is_whole:
                return True
        else:
            is_whole = False
    if found < needed:
        return False
    return not is_whole or character.text in SOLID or not is_uniform(drawings.seen, (left, top, right, bottom), SEAMS)


def is_filled(character: Character, drawings: Drawings) -> bool:
    left, top, right, bottom = drawings.frame.pixels(character.box)
    width, painted = drawings.frame.width, drawings.difference
    return all(0 not in painted[y * width + left : y * width + right] for y in range(top, bottom))


def _generous(character: Character, frame: Frame) -> Pixels:
    """The character's pixels; those of a dash or a dot with a margin, as it may fall between two pixels."""
    left, top, right, bottom = frame.pixels(character.box)
    if not character.is_letter:
        return max(left - 1, 0), max(top - 1, 0), min(right + 1, frame.width), min(bottom + 1, frame.height)
    if right - left < 2:
        return max(left - 1, 0), top, min(right + 1, frame.width), bottom
    return left, top, right, bottom


def is_uniform(image: Image.Image, pixels: Pixels, tolerance: int = UNIFORM) -> bool:
    return all(high - low <= tolerance for low, high in extremes_of(image, pixels))


def extremes_of(image: Image.Image, pixels: Pixels) -> tuple[tuple[int, int], ...]:
    extremes: Any = image.crop(pixels).getextrema()
    return extremes if isinstance(extremes[0], tuple) else (extremes,)


def touches(one: Box, other: Box) -> bool:
    """More than an edge of it, which is half a point."""
    left, bottom, right, top = one
    if left >= other[0] and right <= other[2] and bottom >= other[1] and top <= other[3]:
        return True
    return (
        min(right, other[2]) - max(left, other[0]) > min(0.5, (right - left) / 4)
        and min(top, other[3]) - max(bottom, other[1]) > min(0.5, (top - bottom) / 4)
    )  # fmt: skip


def holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def around(boxes: Iterable[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
