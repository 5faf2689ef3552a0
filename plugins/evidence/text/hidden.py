"""Finds the characters of a page that its reader cannot see, and the page's text without them.

Each page is drawn twice, with its text and without. A character that makes no difference cannot be seen: it is covered,
white, invisible, in a layer that is off, or clipped.
"""

import ctypes
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from plugins.evidence.text.characters import (
    BROKEN,
    Cause,
    Character,
    PageText,
    characters_of,
    holds,
    is_broken,
    is_painted,
    touches,
    with_hyphens,
)
from plugins.evidence.text.raised import raised_digits
from plugins.evidence.text.rendering import Box, Drawings, Thing, annotation_boxes, draw_twice, page_box, things
from plugins.evidence.text.visibility import Inquiry

SMALL, FINER = 5, 2.5
"""Height in points below which a letter is checked again, and at how much higher resolution."""


def visible_text(page: Any) -> str:
    """The page's text without any character that its reader cannot see.

    Like pypdfium2's `get_text_bounded()`, but each line ends in a newline, with a hyphen and a newline where pdfium
    joined a word that was broken at the end of a line.
    """
    objects = things(page)
    return text_of(judged(page, objects, draw_twice(page, objects)))


def judged(page: Any, objects: Sequence[Thing], drawings: Drawings) -> PageText:
    """The characters of a page that has been drawn already."""
    textpage = page.get_textpage()
    text = PageText(page, textpage, list(characters_of(textpage)))
    _judge(text, objects, drawings)
    return text


def _judge(text: PageText, objects: Sequence[Thing], drawings: Drawings) -> None:
    _find_off_page(text)
    _find_marked(text)
    _find_double_struck(text)
    inquiry = Inquiry(text, objects, drawings)
    unpainted = [
        character
        for character in text.characters
        if character.index not in text.hidden
        and (not is_painted(character, drawings) or (inquiry.has_invisible_text and not inquiry.paints(character)))
    ]
    if not unpainted:
        return
    if any(character.is_letter and inquiry.paints(character) for character in unpainted):
        inquiry.drawings = draw_twice(text.page, objects, color=True)
        unpainted = [c for c in unpainted if not inquiry.paints(c) or not is_painted(c, inquiry.drawings)]
    inquiry.settle(unpainted)
    if fine := [character for character in unpainted if _may_be_too_fine(character, text)]:
        closely = draw_twice(text.page, objects, color=True, finer=FINER)
        for character in fine:
            if inquiry.paints(character) and is_painted(character, closely):
                del text.hidden[character.index]


def _may_be_too_fine(character: Character, text: PageText) -> bool:
    """Small print runs together in a drawing, and thin strokes pale: what can be read on the page is not covered."""
    cause = text.hidden.get(character.index)
    is_small = character.box[3] - character.box[1] < SMALL
    return character.is_letter and (
        cause is Cause.SAME_COLOR or (is_small and cause in (Cause.COVERED, Cause.PICTURE_BLACK))
    )


def _find_off_page(text: PageText) -> None:
    """A line too long for its sheet is an accident; text that was cropped away, or is off the sheet, may be hidden."""
    limits, sheet = page_box(text.page), text.page.get_mediabox()
    before: Character | None = None
    for character in text.characters:
        if not touches(character.box, limits):
            follows = before is not None and _on_one_line(before, character)
            goes_on = before is not None and text.hidden.get(before.index) in (None, Cause.RUNS_OFF)
            slips = follows and goes_on and not touches(character.box, sheet)
            text.hidden[character.index] = Cause.RUNS_OFF if slips else Cause.OFF_PAGE
        before = character


def _find_marked(text: PageText) -> None:
    """Text that a redaction which was never applied was meant to remove: visible, but not to be published."""
    marks = [box for kind, box in annotation_boxes(text.page) if kind == pdfium.FPDF_ANNOT_REDACT]
    for character in text.characters if marks else ():
        if any(holds(box, *character.center) for box in marks):
            text.hidden[character.index] = Cause.MARKED


def _find_double_struck(text: PageText) -> None:
    """A letter drawn twice, slightly apart, to look bold counts once: CCoommpany is Company."""
    if not _DOUBLED.search(text.textpage.get_text_bounded()):
        return
    before: Character | None = None
    for character in text.characters:
        if before is not None and before.text == character.text and _are_one(before, character):
            text.hidden.setdefault(character.index, Cause.REPEATED)
        else:
            before = character


def _are_one(one: Character, other: Character) -> bool:
    width, height = one.box[2] - one.box[0], one.box[3] - one.box[1]
    return abs(one.box[0] - other.box[0]) < 0.35 * width and abs(one.box[1] - other.box[1]) < 0.35 * height


def _on_one_line(one: Character, next_one: Character) -> bool:
    height = max(one.box[3] - one.box[1], next_one.box[3] - next_one.box[1])
    is_level = one.box[1] - height / 2 < next_one.center[1] < one.box[3] + height / 2
    return is_level and 0 <= next_one.box[0] - one.box[0] < 6 * height


def text_of(text: PageText) -> str:
    raised = raised_digits(text.textpage, text.characters)
    plain = not text.hidden and not raised
    whole = with_hyphens(text.textpage, text.textpage.get_text_bounded()) if plain else _text_without(text, raised)
    return _normalized(whole)


def _text_without(text: PageText, raised: Mapping[int, str]) -> str:
    """What pdfium's `CPDF_TextPage::GetTextByRect` does, for the page's box and its visible characters."""
    raw, limits = text.textpage.raw, page_box(text.page)
    edges = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    pieces: list[str] = []
    line = 0.0
    follows, breaks, last_hidden = False, False, False
    boxes = {character.index: character for character in text.characters}
    for index in range(text.textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        pdfium.FPDFText_GetCharBox(raw, index, *edges)
        left, right, bottom, top = (edge.value for edge in edges)
        last_hidden = index in text.hidden if index in boxes else last_hidden
        if not last_hidden and _meets((left, bottom, right, top), limits):
            if not follows and breaks:
                pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
                if y.value != line:
                    line = y.value
                    pieces.append("\r\n" if pieces else "")
            follows, breaks = True, False
            is_glyph = code == ord(BROKEN) and not is_broken(text.textpage, index)
            pieces.append(raised.get(index) or ("-" if is_glyph else chr(code) if code else ""))
        elif code == 0x20:
            if follows:
                pieces.append(" ")
                follows, breaks = False, False
        else:
            follows, breaks = False, True
    return "".join(pieces)


def _meets(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


_DOUBLED = re.compile(r"([^\W\d_])\1([^\W\d_])\2")
_BREAKS = re.compile(r"\r\n?")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def _normalized(text: str) -> str:
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _NO_TEXT.sub("", _BREAKS.sub("\n", text.replace("\x02", "-\n")))
