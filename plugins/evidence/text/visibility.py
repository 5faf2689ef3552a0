"""Why characters make no visible difference to a page. Most pages never need this.

OCR text makes none by design. It counts as visible if the picture below it is not blank.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from plugins.evidence.text.characters import (
    UNIFORM,
    Cause,
    Character,
    PageText,
    around,
    extremes_of,
    holds,
    is_filled,
    is_painted,
    words_of,
)
from plugins.evidence.text.machine_read import MachineRead
from plugins.evidence.text.rendering import (
    INVISIBLE_MODES,
    Box,
    Drawings,
    Kind,
    Thing,
    address,
    annotation_boxes,
    difference,
    draw,
    page_box,
    text_mode,
    without,
)

STEP = 0.25
"""Heights of a letter by which the next one stands off the baseline if it is of another word."""


class Inquiry:
    """Finds why characters make no visible difference on a page. Created only when needed."""

    def __init__(self, text: PageText, objects: Sequence[Thing], drawings: Drawings):
        self.text = text
        self.objects = objects
        self.drawings = drawings
        self.modes: dict[int, bool] = {}
        self.machine_read: list[Character] = []

    def settle(self, characters: Sequence[Character]) -> None:
        unseen = [character for character in characters if not self._is_ornament(character)]
        for character in self._with_companions(unseen):
            if self._belongs_to_picture(character):
                self.machine_read.append(character)
            else:
                self.text.hidden[character.index] = self._cause(character)
        self._settle_machine_read()

    def _is_ornament(self, character: Character) -> bool:
        """A letter's code that draws a block or a bullet: its whole box is painted, and no other text is painted over
        it."""
        if not is_filled(character, self.drawings):
            return False
        (x, y), own, position = character.center, address(self._source(character)), self._position(character)
        over = (other for other in self.text.characters if other is not character and holds(other.box, x, y))
        return not any(address(self._source(other)) != own and self._position(other) > position for other in over)

    def _with_companions(self, characters: Sequence[Character]) -> list[Character]:
        """Those, and other characters of the same text objects that are seen only because of other text over them.

        If only these objects are removed, letters over theirs (a label on a box, blocks typed over a word) stay.
        """
        suspects = {address(self._source(c)) for c in characters if c.is_letter and self.paints(c) and self._source(c)}
        known = {character.index for character in characters}
        beside = [
            character
            for character in self.text.characters
            if suspects and character.index not in known and character.index not in self.text.hidden
            and address(self._source(character)) in suspects
        ]  # fmt: skip
        if not beside:
            return list(characters)
        with without([thing for thing in self.objects if thing.address in suspects]):
            difference_alone = difference(
                self.drawings.seen, draw(self.text.page, color=self.drawings.seen.mode == "RGB")
            )
        alone = replace(self.drawings, difference=difference_alone)
        known |= {character.index for character in beside if not is_painted(character, alone)}
        return [character for character in self.text.characters if character.index in known]

    # ---- what is what

    @cached_property
    def has_invisible_text(self) -> bool:
        return any(thing.kind is Kind.TEXT and text_mode(thing.raw) in INVISIBLE_MODES for thing in self.objects)

    @cached_property
    def order(self) -> dict[int, int]:
        return {thing.address: number for number, thing in enumerate(self.objects)}

    @cached_property
    def boxes(self) -> list[Box]:
        return [thing.box() for thing in self.objects]

    @cached_property
    def pictures(self) -> list[int]:
        return [number for number, thing in enumerate(self.objects) if thing.kind is Kind.IMAGE]

    @cached_property
    def scans(self) -> list[int]:
        """Pictures that make up the page: together they cover most of it."""
        left, bottom, right, top = page_box(self.text.page)
        area = sum(max(x1 - x0, 0) * max(y1 - y0, 0) for x0, y0, x1, y1 in (self.boxes[n] for n in self.pictures))
        return self.pictures if area > 0.6 * (right - left) * (top - bottom) else []

    @cached_property
    def notes(self) -> list[Box]:
        """Annotations that can cover something."""
        uncovering = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
        return [box for kind, box in annotation_boxes(self.text.page) if kind not in uncovering]

    def _source(self, character: Character) -> Any:
        return pdfium.FPDFText_GetTextObject(self.text.textpage.raw, character.index)

    def paints(self, character: Character) -> bool:
        source = self._source(character)
        if not source:
            return True
        key = address(source)
        if key not in self.modes:
            mode = text_mode(source)
            self.modes[key] = mode not in INVISIBLE_MODES and (
                _opacity(source, pdfium.FPDFPageObj_GetFillColor) > 0
                or (mode in (1, 2, 5, 6) and _opacity(source, pdfium.FPDFPageObj_GetStrokeColor) > 0)
            )
        return self.modes[key]

    def _position(self, character: Character) -> int:
        source = self._source(character)
        return self.order.get(address(source), -1) if source else -1

    def _belongs_to_picture(self, character: Character) -> bool:
        """Text whose words are in the picture below or over it: invisible text, or plain text with the page's scan over
        it."""
        if not self.paints(character):
            return True
        position = self._position(character)
        return any(n > position and holds(self.boxes[n], *character.center) for n in self.scans)

    def _cause(self, character: Character) -> Cause:
        source, (x, y) = self._source(character), character.center
        if source and _has_mark(source, "OC"):
            return Cause.LAYER
        if any(holds(box, x, y) for box in self.notes):
            return Cause.COVERED_BY_NOTE
        position = self._position(character)
        if any(holds(box, x, y) for box in self.boxes[position + 1 :]):
            return Cause.COVERED
        return Cause.SAME_COLOR if self._is_in_background_color(character, source) else Cause.CLIPPED

    def _is_in_background_color(self, character: Character, source: Any) -> bool:
        color = [ctypes.c_uint() for _ in range(4)]
        if not source or not pdfium.FPDFPageObj_GetFillColor(source, *color):
            return False
        behind = extremes_of(self.drawings.bare.convert("RGB"), self.drawings.frame.pixels(character.box))
        return all(
            low - UNIFORM * 2 <= c.value <= high + UNIFORM * 2 for c, (low, high) in zip(color, behind, strict=False)
        )

    # ---- OCR text

    def _settle_machine_read(self) -> None:
        if self.machine_read:
            words = [part for word in words_of(self.machine_read) for part in self._level(word)]
            MachineRead(self.text, self.drawings, words, page_box(self.text.page), self._told_otherwise).settle()

    def _level(self, word: Sequence[Character]) -> Iterator[list[Character]]:
        """Its parts on one baseline each: OCR may read two specks, one beside the other, as one word."""
        part = [word[0]]
        steps = list(pairwise(map(self._origin, word)))
        runs_down = sum(abs(y1 - y0) for (_, y0), (_, y1) in steps) > sum(abs(x1 - x0) for (x0, _), (x1, _) in steps)
        for character, (before, after) in zip(word[1:], steps, strict=True):
            axis = 0 if runs_down else 1
            if abs(after[axis] - before[axis]) > STEP * (character.box[3] - character.box[1]):
                yield part
                part = []
            part.append(character)
        yield part

    def _origin(self, character: Character) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.text.textpage.raw, character.index, x, y)
        return x.value, y.value

    def _told_otherwise(self, part: Sequence[Character]) -> tuple[bool, Cause | None]:
        """Whether it is known without looking at the picture below them why these letters cannot be seen, and why."""
        near = self._seen_near(part)
        if self._has_lost_its_double(part, near):
            return True, None
        if _repeats(part, near):
            return True, Cause.REPEATED
        if not any(holds(self.boxes[n], *self._on_sheet(part[len(part) // 2])) for n in self.pictures):
            return True, Cause.INVISIBLE
        return False, None

    def _on_sheet(self, character: Character) -> tuple[float, float]:
        """The center of the letter, or the place on the edge of the sheet that is nearest to it."""
        left, bottom, right, top = page_box(self.text.page)
        x, y = character.center
        return min(max(x, left), right), min(max(y, bottom), top)

    def _has_lost_its_double(self, word: Sequence[Character], near: list[str]) -> bool:
        """Letters are painted here that the text lacks: of two with the same place and font, pdfium drops one."""
        letters = [character for character in word if character.is_letter]
        painted = sum(is_painted(character, self.drawings) for character in letters)
        return painted >= 0.6 * len(letters) and len(near) < 0.5 * len(letters)

    def _seen_near(self, word: Sequence[Character]) -> list[str]:
        """The letters painted at the place of the word."""
        left, bottom, right, top = around(character.box for character in word)
        margin = (top - bottom) / 2
        return [
            c.text.casefold()
            for c in self._painted
            if left - margin < c.center[0] < right + margin and bottom - margin < c.center[1] < top + margin
        ]

    @cached_property
    def _painted(self) -> list[Character]:
        return [
            character
            for character in self.text.characters
            if character.is_letter
            and character.index not in self.text.hidden
            and self.paints(character)
            and is_painted(character, self.drawings)
        ]


def _repeats(word: Sequence[Character], near: list[str]) -> bool:
    """Whether the same letters are visible in the same place, as when OCR has read a stamp that is also text."""
    own = [character.text.casefold() for character in word if character.is_letter]
    same = SequenceMatcher(None, own, near, False).get_matching_blocks()
    return bool(near) and sum(block.size for block in same) >= 0.6 * len(own)


def _opacity(source: Any, ask: Any) -> int:
    color = [ctypes.c_uint() for _ in range(4)]
    return color[3].value if ask(source, *color) else 255


def _has_mark(source: Any, name: str) -> bool:
    buffer = (ctypes.c_ushort * 64)()
    length = ctypes.c_ulong()
    for index in range(pdfium.FPDFPageObj_CountMarks(source)):
        mark = pdfium.FPDFPageObj_GetMark(source, index)
        pointer = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
        if pdfium.FPDFPageObjMark_GetName(mark, pointer, ctypes.sizeof(buffer), length):
            found = bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")
            if found == name:
                return True
    return False
