"""Digits raised above their line, as for a footnote's sign or a power: 3 is printed as ³."""

import ctypes
from collections.abc import Iterable, Mapping
from typing import Any

import pypdfium2.raw as pdfium

from plugins.evidence.text.characters import Character

SMALLER = 0.85
"""Greatest size of a raised digit, relative to the character before it."""
HIGHER = 0.12
"""Least height above that character's baseline."""
_RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))


def raised_digits(textpage: Any, characters: Iterable[Character]) -> Mapping[int, str]:
    """By index of the character: the raised form of each digit that is smaller and higher than the character before it.

    Only in upright text, and only after a character, so that the numerator of a fraction at a line's start stays a
    number.
    """
    raised: dict[int, str] = {}
    before: Character | None = None
    for character in characters:
        if character.text in _RAISED and before is not None and character.index - before.index <= 2:
            if before.index in raised:
                if before.index == character.index - 1 and _is_level(textpage, before, character):
                    raised[character.index] = _RAISED[character.text]
            elif _is_raised(textpage, before, character):
                raised[character.index] = _RAISED[character.text]
        before = character
    return raised


def _is_raised(textpage: Any, before: Character, digit: Character) -> bool:
    if digit.box[1] <= before.box[1] or digit.box[0] < before.box[0]:
        return False
    size, y = _size(textpage, before), _line(textpage, before)
    follows = digit.box[0] - before.box[2] < size
    higher = _line(textpage, digit) - y
    return follows and _size(textpage, digit) < SMALLER * size and HIGHER * size < higher < size


def _is_level(textpage: Any, one: Character, other: Character) -> bool:
    return abs(_line(textpage, one) - _line(textpage, other)) < 0.1 * _size(textpage, one)


def _size(textpage: Any, character: Character) -> float:
    """The height of its line, as large as it is drawn."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage.raw, character.index, box)
    return float(box.top - box.bottom)


def _line(textpage: Any, character: Character) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage.raw, character.index, x, y)
    return y.value
