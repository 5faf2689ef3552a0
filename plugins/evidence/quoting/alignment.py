"""Finds where a sequence of tokens is closest to another, and what differs there."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens from `start` up to, but not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch that differs: tokens of the pattern and tokens of the text; either may be empty."""

    pattern: Span
    text: Span


def nearest(pattern: Sequence[Hashable], text: Sequence[Hashable]) -> tuple[Span, int]:
    """The stretch of text with the fewest insertions, deletions and replacements, and their number. The first one
    wins."""
    end, distance = _nearest_end(pattern, text)
    window = text[max(0, end - len(pattern) - distance) : end]
    length, _ = _nearest_end(pattern[::-1], window[::-1])
    return Span(end - length, end), distance


def hunks(pattern: Sequence[Hashable], text: Sequence[Hashable], span: Span) -> Iterator[Hunk]:
    """What differs between the pattern and that stretch of the text, in order; adjacent differences are one hunk."""
    from rapidfuzz.distance import Levenshtein

    open_hunk: Hunk | None = None
    for step in Levenshtein.opcodes(pattern, text[span.start : span.end]):
        if step.tag == "equal":
            if open_hunk:
                yield open_hunk
            open_hunk = None
            continue
        here = Hunk(Span(step.src_start, step.src_end), Span(span.start + step.dest_start, span.start + step.dest_end))
        if open_hunk:
            here = Hunk(Span(open_hunk.pattern.start, here.pattern.end), Span(open_hunk.text.start, here.text.end))
        open_hunk = here
    if open_hunk:
        yield open_hunk


def _nearest_end(pattern: Sequence[Hashable], text: Sequence[Hashable]) -> tuple[int, int]:
    """Where the closest stretch ends, and its distance: Myers' bit vectors (J. ACM 46, 1999), one column per token.

    Of equally close, consecutive ends the last is taken, so that a replaced token counts as replaced, not lost.
    """
    places: dict[Hashable, int] = {}
    for i, token in enumerate(pattern):
        places[token] = places.get(token, 0) | 1 << i
    full = (1 << len(pattern)) - 1
    last = 1 << (len(pattern) - 1)
    up, down = full, 0
    score = best = len(pattern)
    best_end = 0
    for j, token in enumerate(text, 1):
        equal = places.get(token, 0)
        vertical = equal | down
        horizontal = (((equal & up) + up) ^ up) | equal
        rise = down | (full & ~(horizontal | up))
        fall = up & horizontal
        if rise & last:
            score += 1
        elif fall & last:
            score -= 1
        if score < best or (score == best and best_end == j - 1):
            best, best_end = score, j
        rise = (rise << 1) & full
        fall = (fall << 1) & full
        up = fall | (full & ~(vertical | rise))
        down = rise & vertical
    return best_end, best
