"""OCR text of a page that its reader cannot see: it is removed from the published copy too.

Runs inside a worker process.
"""

import ctypes
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from plugins.evidence.text.characters import Cause, Character, PageText, characters_of
from plugins.evidence.text.rendering import INVISIBLE_MODES, Kind, Thing, address, text_mode

BESIDE_A_PICTURE = frozenset((Cause.PICTURE_BLACK, Cause.PICTURE_BLANK, Cause.STRAY, Cause.INVISIBLE))
"""Causes that occur only for OCR text."""
Gaps = tuple[float | None, ...]
"""For each code that one operator shows: its advance in thousandths of the font size if it cannot be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """The codes of a page that its copy must not contain."""

    texts: int
    """How many operators show text on the page, including its forms."""
    gaps: dict[int, Gaps]
    """By index of the operator, from 0."""
    letters: Counter[str]
    """All letters that may stay."""


def unseen_of(text: PageText, objects: Sequence[Thing]) -> Unseen | None:
    """None for most pages, which have no such character."""
    removed = {index for index, cause in text.hidden.items() if _is_unseen(text, index, cause)}
    if not removed:
        return None
    order = {thing.address: number for number, thing in enumerate(t for t in objects if t.kind is Kind.TEXT)}
    shown: dict[int, list[int]] = defaultdict(list)
    raw = text.textpage.raw
    concerned = {_number(raw, index, order) for index in removed}
    for index in range(text.textpage.count_chars()):
        if pdfium.FPDFText_IsGenerated(raw, index) != 1 and (number := _number(raw, index, order)) in concerned:
            shown[number].append(index)
    letters = {character.index for character in text.characters if character.is_letter}
    gaps = {number: _gaps(raw, indices, removed, letters) for number, indices in shown.items()}
    kept = (character for character in text.characters if character.index not in removed)
    return Unseen(texts=len(order), gaps=gaps, letters=_letters(kept))


def tells_more(page: Any, unseen: Unseen) -> bool:
    """Whether the page of the copy has a letter that it must not contain."""
    return bool(_letters(characters_of(page.get_textpage())) - unseen.letters)


def _letters(characters: Iterable[Character]) -> Counter[str]:
    return Counter(character.text for character in characters if character.is_letter)


def _is_unseen(text: PageText, index: int, cause: Cause) -> bool:
    if cause in BESIDE_A_PICTURE:
        return True
    source = pdfium.FPDFText_GetTextObject(text.textpage.raw, index)
    return cause is not Cause.REPEATED and bool(source) and text_mode(source) in INVISIBLE_MODES


def _number(raw: Any, index: int, order: dict[int, int]) -> int:
    source = pdfium.FPDFText_GetTextObject(raw, index)
    return order.get(address(source), -1) if source else -1


def _gaps(raw: Any, indices: Sequence[int], removed: set[int], letters: set[int]) -> Gaps:
    """If no letter is left, the text is empty."""
    is_empty = not any(index in letters and index not in removed for index in indices)
    origins = [_origin(raw, index) for index in indices]
    return tuple(
        _advance(raw, index, here, after) if is_empty or index in removed else None
        for index, here, after in zip_longest(indices, origins, origins[1:])
    )


def _origin(raw: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
    return x.value, y.value


def _advance(raw: Any, index: int, here: tuple[float, float], after: tuple[float, float] | None) -> float:
    placed, loose = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    pdfium.FPDFText_GetMatrix(raw, index, placed)
    pdfium.FPDFText_GetLooseCharBox(raw, index, loose)
    is_level = abs(placed.a) >= abs(placed.b)
    wide = loose.right - loose.left if is_level else loose.top - loose.bottom
    distance = wide if after is None else hypot(after[0] - here[0], after[1] - here[1])
    size = pdfium.FPDFText_GetFontSize(raw, index) * hypot(placed.a, placed.b)
    return 1000 * distance / size if size > 0 else 0.0
