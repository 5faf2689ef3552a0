"""A quotation and the page's own words side by side, for a person who must judge what differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.evidence.quoting.alignment import Span, hunks, nearest
from plugins.evidence.quoting.furniture import without_furniture
from plugins.evidence.quoting.readings import readings_of
from plugins.evidence.quoting.words import Passage, join_line_ends, letter_runs, plain

CONTEXT = 12
"""Tokens of the page shown before and after."""
LONGEST_GAP = 2 * CONTEXT
"""Most tokens between two parts of the quotation for which the page's words are shown in full."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words on one line; words that the other text lacks are a separate piece."""

    text: str
    differs: bool
    is_glued: bool = False
    """Whether there is no space between it and the piece before."""


def compare(quotation: str, page_text: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Pieces of the quotation, and of the page where it is closest; no pieces for an empty page."""
    text, quoted = plain(page_text), plain(quotation)
    words = letter_runs(quoted)
    readings = readings_of(quoted, letter_runs(text).__contains__)
    page = Passage(join_line_ends(without_furniture(text), words.__contains__))
    if not readings or not page.texts:
        return (Piece(" ".join(quotation.split()), True),), ()
    ours: list[Piece] = []
    theirs: list[Piece] = []
    at = 0
    for part in readings[-1]:
        span, _ = nearest(part.texts, page.texts)
        if not theirs:
            at = max(span.start - CONTEXT, 0)
            theirs += _dots(at > 0)
        else:
            ours.append(Piece("…", False))
        if span.start < at or span.start - at > LONGEST_GAP:
            theirs.append(Piece("…", False))
            at = span.start
        theirs += _same(page, at, span.start)
        mine, its = _pieces(part, page, span)
        ours += mine
        theirs += its
        at = max(span.end, at)
    end = min(at + CONTEXT, len(page.texts))
    theirs += [*_same(page, at, end), *_dots(end < len(page.texts))]
    return tuple(ours), tuple(theirs)


def _pieces(part: Passage, page: Passage, span: Span) -> tuple[list[Piece], list[Piece]]:
    ours: list[Piece] = []
    theirs: list[Piece] = []
    mine, its = 0, span.start
    for hunk in hunks(part.texts, page.texts, span):
        ours += [*_same(part, mine, hunk.pattern.start), _differing(part, hunk.pattern)]
        theirs += [*_same(page, its, hunk.text.start), _differing(page, hunk.text)]
        mine, its = hunk.pattern.end, hunk.text.end
    return [*ours, *_same(part, mine, len(part.texts))], [*theirs, *_same(page, its, span.end)]


def _same(passage: Passage, start: int, end: int) -> Iterator[Piece]:
    if start < end:
        yield Piece(passage.words(start, end), False, _is_glued(passage, start))


def _differing(passage: Passage, span: Span) -> Piece:
    words = passage.words(span.start, span.end)
    return Piece(words or NOTHING, True, bool(words) and _is_glued(passage, span.start))


def _is_glued(passage: Passage, at: int) -> bool:
    before = passage.spans[at][0] - 1
    return before >= 0 and not passage.text[before].isspace()


def _dots(are_needed: bool) -> Sequence[Piece]:
    return [Piece("…", False)] if are_needed else []


NOTHING = "[nothing]"
"""Placeholder for words that only the other text has."""
