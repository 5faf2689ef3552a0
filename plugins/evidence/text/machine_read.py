"""OCR text: which words can be read in the picture below them, which were hidden there, and which are noise.

A picture that was redacted after OCR has blank or black places where the text has words. So do ordinary scans: specks
that OCR took for letters, boxes next to handwriting and slanted stamps. Anything on a typed line, or large enough to be
a word, is never excused, however much of the page is blank.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from statistics import median

import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from plugins.evidence.text.characters import (
    UNIFORM,
    Cause,
    Character,
    PageText,
    around,
    extremes_of,
    is_uniform,
    touches,
)
from plugins.evidence.text.rendering import Box, Drawings, Pixels

Known = Callable[[Sequence[Character]], tuple[bool, Cause | None]]
"""Whether it is known without looking at the picture why letters cannot be seen, and why."""
BLANK = 0.97
"""Share of paper in a place without a word: the tail of a letter above may hang into it."""
BLACK = 0.75
"""Share of ink in a place that is blacked out: letters that a thick line crosses have less."""
INK = 48
"""Shades between paper and ink."""
RULE, THICK = 24, 4
"""Least length in pixels of a line of a form or the frame of a box; and the thickness that none has."""
MARGIN = 0.085
"""Share of the width or height of a page, at its edges, where nothing is typed."""
LEVEL = 0.12
"""Share of the size of type by which the baselines of one line differ."""
INSIDE, ABOVE, BELOW = 0.2, 0.4, 0.55
"""Heights of a word of type within its box and beyond it where a row of paper parts it from the lines around it.

Lines may be set as close as 1.15 times the size of their type, with tails that hang down."""
EMPTY = 5
"""Of 255: ink in a row of paper, from the grain of the scan."""
REACH = 3
"""Distance above and below a word, in word heights, within which OCR may place text from handwriting."""
LONGEST_SPECK = 4
"""Letters."""
FARTHEST = 28
"""Points by which a whole layer of text may be shifted against its picture."""


@dataclass(slots=True)
class ReadWord:
    """A word of the OCR layer."""

    characters: list[Character]
    box: Box
    baseline: float
    letters: int
    is_inked: bool

    @property
    def height(self) -> float:
        return max(self.box[3] - self.box[1], 1.0)

    @property
    def center(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


class MachineRead:
    """The OCR words of a page, and the page's drawing without any text."""

    def __init__(self, text: PageText, drawings: Drawings, words: Sequence[list[Character]], limits: Box, known: Known):
        self._text = text
        self._drawings = drawings
        self._limits = limits
        self._known = known
        self._words = [self._read_word(word) for word in words]

    def settle(self) -> None:
        """Record the words that cannot be seen, with the cause, and whether the whole layer is shifted."""
        unseen = [found for word in self._words for found in self._unseen_parts(word)]
        bare = sum(not word.is_inked for word in self._words)
        text = self._text
        text.misplaced = len(self._words) >= 10 and bare > 0.3 * len(self._words) and self._lies_beside()
        for word, part, cause in unseen:
            if cause is Cause.PICTURE_BLANK and text.misplaced:
                continue
            if cause in (Cause.PICTURE_BLANK, Cause.PICTURE_BLACK) and self._stands_for_nothing(word):
                cause = Cause.STRAY
            text.hidden.update((character.index, cause) for character in part)

    def _read_word(self, characters: list[Character]) -> ReadWord:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self._text.textpage.raw, characters[0].index, x, y)
        letters = [character for character in characters if character.is_letter]
        inked = sum(map(self._has_ink, letters))
        box = around(character.box for character in characters)
        return ReadWord(characters, box, y.value, len(letters), bool(letters) and inked >= 0.5 * len(letters))

    # ---- one word and its place

    def _unseen_parts(self, word: ReadWord) -> Iterator[tuple[ReadWord, list[Character], Cause]]:
        if not word.letters:
            return
        if not word.is_inked:
            parts = [word.characters]
        else:
            letters = [character for character in word.characters if character.is_letter]
            runs = (list(run) for is_inked, run in groupby(letters, self._has_ink) if not is_inked)
            parts = [run for run in runs if len(run) >= (3 if self._is_dark(run) else 5)]
        for part in parts:
            if (cause := self._cause(part)) is not None:
                yield word, part, cause

    def _has_ink(self, character: Character) -> bool:
        return not is_uniform(self._unruled, self._middle(character))

    def _middle(self, character: Character) -> Pixels:
        """A box drawn by OCR may reach over the edge of what is below it; its middle does not."""
        left, bottom, right, top = character.box
        return self._drawings.frame.pixels((left, bottom + (top - bottom) * 0.2, right, top - (top - bottom) * 0.2))

    def _cause(self, part: list[Character]) -> Cause | None:
        """Why the letters cannot be seen; none if OCR placed them next to their ink: too high, or over a gap."""
        is_known, cause = self._known(part)
        if is_known:
            return cause
        if self._is_dark(part):
            return Cause.PICTURE_BLACK if self._stands_in_black(part) else None
        is_short = sum(character.is_letter for character in part) < 3
        if not self._is_blank(part, is_short):
            return None
        return Cause.STRAY if is_short else Cause.PICTURE_BLANK

    def _is_dark(self, part: Sequence[Character]) -> bool:
        bare = self._drawings.bare
        shades = [shade for c in part for pair in extremes_of(bare, self._middle(c)) for shade in pair]
        return sum(shades) / len(shades) < 128

    def _stands_in_black(self, part: Sequence[Character]) -> bool:
        """And not in the stem of a letter."""
        left, bottom, right, top = around(character.box for character in part)
        margin, edge = min(top - bottom, 12) * 0.15, (top - bottom) * 0.2
        shades = self._shades((left - margin, bottom + edge, right + margin, top - edge), [])
        return sum(shades[:128]) >= BLACK * sum(shades)

    def _is_blank(self, part: Sequence[Character], is_short: bool) -> bool:
        """No ink in the box, nor close by (OCR may place a digit next to its ink), except that of other words."""
        box = left, bottom, right, top = around(character.box for character in part)
        if not is_short:
            return _is_paper(self._shades(box, [])) or _is_paper(self._shades(box, [], self._unruled))
        across, down = (top - bottom) * 0.8, (top - bottom) * 0.3
        near = (left - across, bottom - down, right + across, top + down)
        own = {character.index for character in part}
        others = [c.box for w in self._words for c in w.characters if c.index not in own and touches(c.box, near)]
        return _is_paper(self._shades(near, others))

    def _shades(self, box: Box, apart_from: Sequence[Box], drawing: Image.Image | None = None) -> list[int]:
        """How many pixels of the box have each shade of gray."""
        pixels = self._drawings.frame.pixels(box)
        area = (drawing or self._drawings.bare).crop(pixels).convert("L")
        mask = Image.new("L", area.size, 255)
        for other in apart_from:
            left, top, right, bottom = self._drawings.frame.pixels(other)
            mask.paste(0, (left - pixels[0], top - pixels[1], right - pixels[0], bottom - pixels[1]))
        return area.histogram(mask)

    # ---- a word and what is around it

    def _stands_for_nothing(self, word: ReadWord) -> bool:
        """A speck in the margin, a spot not the size of type, or a box next to handwriting or a stamp."""
        companions = self._on_its_line(word)
        level = [each for each in companions if abs(each.baseline - word.baseline) <= LEVEL * self._type_size]
        if word.letters <= LONGEST_SPECK or self._repeats_one_letter(word):
            is_odd = not 0.5 * self._type_size < word.height < 2 * self._type_size
            belongs = any(each.is_inked or not self._is_in_margin(each) for each in level)
            if self._is_beside_type(word) or (self._is_in_margin(word) and not belongs):
                return True
            if is_odd and word.letters < LONGEST_SPECK and not level:
                return True
        return not self._is_typed(word, level) and self._has_ink_beside(word)

    def _repeats_one_letter(self, word: ReadWord) -> bool:
        letters = [character.text.casefold() for character in word.characters if character.is_letter]
        return len(set(letters)) <= 2 < len(letters)

    def _is_typed(self, word: ReadWord, level: Sequence[ReadWord]) -> bool:
        """Part of a line of type: next to visible words, on exactly their baseline.

        Above and below the other lines, one such word may be a scrawl or a stamp that happens to be level.
        """
        left, low, right, high = self._type_area
        x, y = word.center
        visible = sum(each.is_inked and each.letters > 1 and self._is_leaded(each) for each in level)
        return left - 1 <= x <= right + 1 and visible >= (1 if low <= y <= high else 2)

    def _is_leaded(self, word: ReadWord) -> bool:
        """Whether its ink ends about where its box does, above and below, as that of type; a scrawl runs through."""
        left, bottom, right, top = word.box
        inside, above, below = INSIDE * word.height, ABOVE * word.height, BELOW * word.height
        return self._has_empty_row((left, top - inside, right, top + above)) and self._has_empty_row(
            (left, bottom - below, right, bottom + inside)
        )

    def _has_empty_row(self, box: Box) -> bool:
        area = self._ink_apart_from_rules.crop(self._drawings.frame.pixels(box))
        return not area.width or min(area.reduce((area.width, 1)).tobytes()) <= EMPTY

    def _on_its_line(self, word: ReadWord) -> list[ReadWord]:
        left, bottom, right, top = word.box
        gap = 4 * max(word.height, self._type_size)
        return [
            other
            for other in self._near(word.center[1])
            if other is not word
            and min(top, other.box[3]) - max(bottom, other.box[1]) >= 0.5 * min(word.height, other.height)
            and max(other.box[0] - right, left - other.box[2]) < gap
        ]

    def _near(self, y: float) -> Iterator[ReadWord]:
        row = round(y / 20)
        for number in (row - 1, row, row + 1):
            yield from self._rows.get(number, ())

    @cached_property
    def _rows(self) -> dict[int, list[ReadWord]]:
        rows: dict[int, list[ReadWord]] = {}
        for word in self._words:
            rows.setdefault(round(word.center[1] / 20), []).append(word)
        return rows

    @cached_property
    def _type_size(self) -> float:
        """The height of most words."""
        heights = [w.height for w in self._words if w.is_inked and w.letters >= 3]
        return median(heights or [w.height for w in self._words])

    @cached_property
    def _type_area(self) -> Box:
        """Positions of the lines of type, visible or hidden; ignores one word in fifty, which may be a speck."""
        lined = [w.box for w in self._words if w.letters >= 3 and len(self._on_its_line(w)) >= 2]
        boxes = lined or [w.box for w in self._words]
        few = len(boxes) // 50
        lefts, bottoms, rights, tops = (sorted(edges) for edges in zip(*boxes, strict=True))
        return lefts[few], bottoms[few], rights[-1 - few], tops[-1 - few]

    def _is_beside_type(self, word: ReadWord) -> bool:
        start, _, end, _ = self._type_area
        return not start - 1 < word.center[0] < end + 1

    def _is_in_margin(self, word: ReadWord) -> bool:
        """Above or below the lines of type, and close to the edge of the page."""
        y = word.center[1]
        _, low, _, high = self._type_area
        down = MARGIN * (self._limits[3] - self._limits[1])
        return not low < y < high and not self._limits[1] + down < y < self._limits[3] - down

    # ---- ink that no word accounts for

    def _has_ink_beside(self, word: ReadWord) -> bool:
        """About as much ink as the word would need, close to it, that is neither another word's nor a ruled line."""
        left, bottom, right, top = word.box
        high = max(word.height, self._type_size)
        near = self._unclaimed.crop(
            self._drawings.frame.pixels((left - high, bottom - REACH * high, right + high, top + REACH * high))
        )
        across, down = self._drawings.frame.across, self._drawings.frame.down
        columns, rows = near.reduce((1, near.height)), near.reduce((near.width, 1))
        wide = sum(1 for value in columns.tobytes() if value)
        tall = sum(1 for value in rows.tobytes() if value)
        amount = near.histogram()[255]
        width = (right - left) * across
        return wide >= 0.4 * width and tall >= 0.35 * high * down and amount >= 0.04 * width * high * down

    @cached_property
    def _ink(self) -> Image.Image:
        gray = self._drawings.bare.convert("L")
        shades = gray.histogram()
        paper = max(range(256), key=shades.__getitem__)
        return gray.point([255 if value < paper - INK else 0 for value in range(256)])

    @cached_property
    def _unruled(self) -> Image.Image:
        """The drawing without ruled lines: the frame of a white box may cover the letters below it."""
        rules = _rules(self._ink, across=True)
        if not rules.getbbox():
            return self._drawings.bare
        bare = self._drawings.bare.convert("L")
        shades = bare.histogram()
        return Image.composite(Image.new("L", bare.size, max(range(256), key=shades.__getitem__)), bare, rules)

    @cached_property
    def _ink_apart_from_rules(self) -> Image.Image:
        rules = ImageChops.lighter(_rules(self._ink, across=True), _rules(self._ink, across=False))
        return ImageChops.subtract(self._ink, rules)

    @cached_property
    def _unclaimed(self) -> Image.Image:
        """255 for ink that belongs to no word and no ruled line."""
        ink = self._ink_apart_from_rules.copy()
        draw = ImageDraw.Draw(ink)
        for word in self._words:
            if word.is_inked:
                left, bottom, right, top = word.box
                aside, above = 0.15 * word.height, 0.35 * max(word.height, self._type_size)
                pixels = self._drawings.frame.pixels((left - aside, bottom - above, right + aside, top + above))
                draw.rectangle((pixels[0], pixels[1], pixels[2] - 1, pixels[3] - 1), fill=0)
        return ink

    # ---- a layer that is beside its words

    def _lies_beside(self) -> bool:
        """Whether one shift of the whole layer puts nearly every word on ink, and leaves little ink without a word.

        Words that were hidden have no ink below them, wherever the layer is moved.
        """
        small = self._ink.reduce(2)
        across, down = self._drawings.frame.across / 2, self._drawings.frame.down / 2
        boxes = Image.new("L", small.size, 0)
        draw = ImageDraw.Draw(boxes)
        for word in self._words:
            left, top, right, bottom = (edge // 2 for edge in self._drawings.frame.pixels(word.box))
            draw.rectangle((left, top, right, bottom), fill=255)
        ink = sum(value * count for value, count in enumerate(small.histogram()))
        if not ink or _shared(small, boxes) > 0.7 * ink:
            return False
        reach = range(-FARTHEST, FARTHEST + 1, 2)
        shared, x, y = max(
            (_shared(small, _moved(boxes, round(x * across), round(y * down))), x, y) for x in reach for y in reach
        )
        if shared < 0.8 * ink:
            return False
        found = sum(self._would_have_ink(word, x, y) for word in self._words if word.letters)
        return found >= 0.92 * sum(1 for word in self._words if word.letters)

    def _would_have_ink(self, word: ReadWord, x: float, y: float) -> bool:
        left, bottom, right, top = word.box
        return not _is_paper(self._shades((left + x, bottom - y, right + x, top - y), []))


def _moved(boxes: Image.Image, x: int, y: int) -> Image.Image:
    moved = Image.new("L", boxes.size, 0)
    moved.paste(boxes, (x, y))
    return moved


def _shared(ink: Image.Image, boxes: Image.Image) -> int:
    return sum(value * count for value, count in enumerate(ImageChops.darker(ink, boxes).histogram()))


def _rules(ink: Image.Image, *, across: bool) -> Image.Image:
    """255 on a thin straight line, and a little beyond its ends."""
    line, block = ((RULE, 1), (RULE, THICK)) if across else ((1, RULE), (THICK, RULE))
    thin = _spread(ink.reduce(line), line, ink.size)
    return ImageChops.subtract(thin, _spread(ink.reduce(block), block, ink.size)) if thin.getbbox() else thin


def _spread(reduced: Image.Image, block: tuple[int, int], size: tuple[int, int]) -> Image.Image:
    """255 in blocks that are all ink, and in those around them."""
    whole = reduced.point([255 if value > 250 else 0 for value in range(256)]).filter(ImageFilter.MaxFilter(3))
    large = whole.resize((whole.width * block[0], whole.height * block[1]), Image.Resampling.NEAREST)
    return large.crop((0, 0, *size))


def _is_paper(shades: Sequence[int]) -> bool:
    paper = max(range(256), key=shades.__getitem__)
    return sum(shades[max(paper - UNIFORM, 0) : paper + UNIFORM + 1]) >= BLANK * sum(shades)
