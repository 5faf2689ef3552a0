"""Why a person must look at a quotation: the sentence that says so."""

from collections import Counter
from collections.abc import Sequence

from plugins.evidence.quoting.alignment import Hunk
from plugins.evidence.quoting.matches import Match
from plugins.evidence.quoting.scan_errors import marks_beside_numbers
from plugins.evidence.quoting.verdicts import Difference
from plugins.evidence.quoting.words import NEGATIVE_PREFIXES, is_kept, is_negation, is_number, is_word

FEWEST_WORDS = 4
"""A part with fewer words must match exactly, even on a scan."""


def reason_to_look(matches: Sequence[Match]) -> str | None:
    """Why a person must look, as a sentence; None if all differences are typical of OCR."""
    wrong = [(m, h) for m in matches for h in m.hunks if not m.may_be_misread(h)]
    for name, differs in (("a negation", _negation_differs), ("a number", _number_differs)):
        for match, hunk in wrong:
            if differs(match, hunk):
                return f"The quotation and the page differ in {name}: {_told(match, hunk)}."
    for match, hunk in wrong:
        if {"[", "]"} & set(match.texts_of(hunk)[0]):
            return f"Words in square brackets are the writer's, so a person must judge them: {_told(match, hunk)}."
    if wrong:
        told = _told(*wrong[0])
        if len(wrong) > 1:
            return f"The quotation differs from the page in {len(wrong)} places; the first: {told}."
        return f"The quotation differs from the page{_manner(*wrong[0][0].texts_of(wrong[0][1]))}: {told}."
    for match in matches:
        if match.differences and sum(map(is_word, match.part.texts)) < FEWEST_WORDS:
            return f"So few words must match exactly, on a scan too: {_said(match.differences[0])}."
        on_page = match.page.texts[match.span.start : match.span.end]
        if list(filter(is_kept, match.part.texts)) != list(filter(is_kept, on_page)):
            return "A negation or a number of the quotation may differ on the page."
    return None


def _negation_differs(match: Match, hunk: Hunk) -> bool:
    quoted, page = match.texts_of(hunk)
    if Counter(filter(is_negation, quoted)) != Counter(filter(is_negation, page)):
        return True
    ours, theirs = {t.casefold() for t in quoted}, {t.casefold() for t in page}
    return any(
        prefix + word in one
        for one, other in ((ours, theirs), (theirs, ours))
        for word in other
        for prefix in NEGATIVE_PREFIXES - {"a"}
        if is_word(word)
    )


def _number_differs(match: Match, hunk: Hunk) -> bool:
    quoted, page = match.texts_of(hunk)
    if list(filter(is_number, quoted)) != list(filter(is_number, page)):
        return True
    return marks_beside_numbers(match.part.texts, hunk.pattern) or marks_beside_numbers(match.page.texts, hunk.text)


def _manner(quoted: Sequence[str], page: Sequence[str]) -> str:
    ours, theirs = ["".join(filter(is_word, side)) for side in (quoted, page)]
    if ours == theirs:
        return " only in punctuation or spaces"
    return " only in capital letters" if ours.casefold() == theirs.casefold() else ""


def _told(match: Match, hunk: Hunk) -> str:
    return _said(match.words_of(hunk))


def _said(difference: Difference) -> str:
    ours, theirs = map(_short, difference)
    if not theirs:
        return f"“{ours}” is not there on the page"
    return f"the quotation says “{ours}”, the page “{theirs}”" if ours else f"the page also has “{theirs}”"


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:40].rstrip()} … {words[-36:].lstrip()}"
