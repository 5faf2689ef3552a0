"""Finds where a quotation begins, ends or leaves words out in a way that may change the meaning."""

from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from plugins.evidence.quoting.alignment import Span
from plugins.evidence.quoting.words import (
    MAGNITUDES,
    NEGATIONS,
    NEGATIVE_PREFIXES,
    Passage,
    is_kept,
    is_number,
    is_word,
    listed,
    rough_shape,
)

REACH = 8
"""Words of one clause, next to an elision, in which dropping a negation changes the meaning."""
FEWEST_STATED = 3
"""Least number of words after a negation that may state something; fewer are just a term."""
FEWEST_LEFT_OUT = 3
"""Least number of words that an elision within a clause must leave out on a scan."""


def opening_concern(page: Passage, first: Span) -> str | None:
    """Why a quotation must not begin with this part, as a sentence; None if it may.

    One or two words after a negation are a term, not a statement: "opt out" in "may not opt out".
    """
    texts, start = page.texts, first.start
    if sum(map(is_word, texts[start : first.end])) >= FEWEST_STATED:
        if start and _negates(page, start - 1, _BEFORE):
            return _negation_beside("before", page.words(start - 1, start))
        if start > 1 and _tight_hyphen(page, start - 1) and texts[start - 2].casefold() in NEGATIVE_PREFIXES:
            return _negation_beside("before", texts[start - 2])
    return _number_cut(page, start - 2, start + 1) if _cuts_number(page, start) else None


def closing_concern(page: Passage, last: Span) -> str | None:
    """Why a quotation must not end with this part, as a sentence; None if it may."""
    texts, end = page.texts, last.end
    if end < len(texts) and texts[end - 1].casefold() in _AUXILIARIES and _negates(page, end, _AFTER):
        return _negation_beside("after", page.words(end, end + 1))
    return _number_cut(page, end - 1, end + 2) if _cuts_number(page, end) else None


def gap_concern(page: Passage, left: Span, right: Span) -> str | None:
    """Why the words between two parts must not be left out, as a sentence; None if they may."""
    gap = range(left.end, right.start)
    clauses = [()] if page.texts[left.end - 1] in _CLAUSE_ENDS else [_within_clause(page, gap)]
    for near in (*clauses, _within_clause(page, reversed(gap))):
        words = [at for at in near if is_word(page.texts[at])]
        for at in words[:REACH]:
            if _negates(page, at, NEGATIONS):
                word = page.words(at, at + 1)
                return f"The part left out contains “{word}”: a person must judge it."
        if page.scan and 0 < len(words) < FEWEST_LEFT_OUT and len(near) == len(gap):
            return "So few words are left out that a misread negation may be among them: a person must judge it."
    if _cuts_number(page, left.end):
        return _number_cut(page, left.end - 1, left.end + 2)
    return _number_cut(page, right.start - 2, right.start + 1) if _cuts_number(page, right.start) else None


def bare_concern(parts: Sequence[Passage]) -> str | None:
    """Why such parts cannot be a quotation, wherever they are, as a sentence; None if they can."""
    for part in parts if len(parts) > 1 else ():
        words = [text for text in part.texts if is_word(text)]
        if len(words) < FEWEST_STATED and any(map(is_kept, words)):
            alone = part.words(0, len(part.texts))
            return f"“{alone}” is alone between elisions: a person must judge what it belongs to."
    return None


def _within_clause(page: Passage, positions: Iterable[int]) -> tuple[int, ...]:
    return tuple(islice(takewhile(lambda at: page.texts[at] not in _CLAUSE_ENDS, positions), 3 * REACH))


def _negates(page: Passage, at: int, words: frozenset[str]) -> bool:
    word = page.texts[at].casefold()
    if word in words or word.endswith("n't"):
        return not _is_numero(page, at)
    return page.scan and rough_shape(word) in {rough_shape(negation) for negation in words}


def _negation_beside(side: str, word: str) -> str:
    return f"The page has “{word}” just {side} these words: a negation must not be cut off."


def _number_cut(page: Passage, start: int, end: int) -> str:
    return f"The quotation cuts a number apart: the page has “{page.words(max(start, 0), min(end, len(page.texts)))}”."


def _cuts_number(page: Passage, at: int) -> bool:
    """Whether the tokens before and after this boundary are one number: $|5, 2|million, 20|-1507."""
    texts = page.texts
    if not 0 < at < len(texts):
        return False
    before, after = texts[at - 1], texts[at]
    if is_number(after) and (before in _SIGNS_BEFORE or (is_number(before) and after.casefold() in MAGNITUDES)):
        return True
    if before == "-" and _tight_hyphen(page, at - 1):
        return at > 1 and is_number(texts[at - 2]) and is_number(after)
    if after == "-" and _tight_hyphen(page, at):
        return is_number(before) and at + 1 < len(texts) and is_number(texts[at + 1])
    return after == "por" and texts[at + 1 : at + 2] == ("ciento",) and is_number(before)


def _tight_hyphen(page: Passage, at: int) -> bool:
    if page.texts[at] != "-" or not 0 < at < len(page.texts) - 1:
        return False
    start, end = page.spans[at]
    return page.spans[at - 1][1] == start and end == page.spans[at + 1][0]


def _is_numero(page: Passage, at: int) -> bool:
    """`No. 5` and `No 5` are numbers, not negations."""
    following = [t for t in page.texts[at + 1 : at + 3] if t != "."]
    return page.texts[at].casefold() == "no" and bool(following) and any(c.isdigit() for c in following[0])


_AFTER = frozenset({"not", "no", "never", "cannot", "nunca", "jamás", "tampoco"})
"""A negation that applies to the auxiliary before it."""
_BEFORE = _AFTER | {"without", "neither", "nor", "sin", "ni", "ningún", "ninguna"}
"""A negation that applies to the words after it."""
_AUXILIARIES = listed(
    """am is are was were be been do does did has have had can could may might must shall should will would need
    es son era eran fue fueron está están ha han había debe deben puede pueden"""
)
_CLAUSE_ENDS = frozenset(".;:?!…")
_SIGNS_BEFORE = frozenset("$§€£¥¢#")
