"""What OCR does to words: letters that look alike, words joined or broken, marks lost or made up."""

from collections.abc import Sequence
from itertools import pairwise

from plugins.evidence.quoting.alignment import Hunk, Span
from plugins.evidence.quoting.words import (
    NEGATIVE_PREFIXES,
    TWINS,
    fold_letters,
    is_kept,
    is_number,
    is_word,
    without_accents,
)

Texts = Sequence[str]


def is_scan_error(quoted: Texts, page: Texts, hunk: Hunk) -> bool:
    """True if the page, in ink, may well say what the quotation says: never for a negation, a number, a bracket."""
    here, there = _side(quoted, hunk.pattern), _side(page, hunk.text)
    if any(map(is_kept, (*here, *there))) or "[" in here or "]" in here:
        return False
    if _are_twins(here, there) or not _same_letters(here, there):
        return False
    if marks_beside_numbers(quoted, hunk.pattern) or marks_beside_numbers(page, hunk.text):
        return False
    return not _turns_sense(here, there)


def marks_beside_numbers(texts: Texts, span: Span) -> bool:
    """Whether a mark that differs touches a number and could be part of it: 5.5, 1-2, -3."""
    for at in range(span.start, span.end):
        if is_word(texts[at]):
            continue
        after_number = at > 0 and is_number(texts[at - 1])
        before_number = at + 1 < len(texts) and is_number(texts[at + 1])
        if after_number and (before_number or texts[at] not in _HARMLESS_AFTER_NUMBER):
            return True
        if before_number and texts[at] not in _HARMLESS_BEFORE_NUMBER:
            return True
    return False


def _side(texts: Texts, span: Span) -> Texts:
    return texts[span.start : span.end]


def _are_twins(here: Texts, there: Texts) -> bool:
    return all(any(t.casefold() in TWINS for t in side) for side in (here, there))


def _same_letters(here: Texts, there: Texts) -> bool:
    """OCR loses accents, and makes none up."""
    ours = _letters(here)
    return {ours, without_accents(ours)} & {_letters(there), _letters(there, bars=False)} != set()


def _letters(texts: Texts, *, bars: bool = True) -> str:
    """All letters as one folded word; a bar beside words may be a stroke of one of them, or dirt."""
    strokes = bars and any(map(is_word, texts))
    return fold_letters("".join(t for t in texts if is_word(t) or (strokes and set(t) == {"|"})))


def _turns_sense(here: Texts, there: Texts) -> bool:
    """Whether breaking or joining a word detaches a negative prefix: `in formal` is not `informal`."""
    words, others = [t for t in here if is_word(t)], [t for t in there if is_word(t)]
    if [fold_letters(t) for t in words] == [fold_letters(t) for t in others]:
        return False
    return any(
        left.casefold() in NEGATIVE_PREFIXES and right.casefold() not in _AFTER_IN
        for side in (words, others)
        for left, right in pairwise(side)
    )


_HARMLESS_AFTER_NUMBER = frozenset(',;:."')
_HARMLESS_BEFORE_NUMBER = frozenset(',;:"')
_AFTER_IN = frozenset(
    {"the", "this", "that", "these", "those", "an", "his", "her", "its", "our", "their", "my", "any", "each", "all"}
)
