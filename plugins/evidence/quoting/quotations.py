"""Whether the words of a quotation are on a page: compared token by token, never by a score."""

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from plugins.evidence.quoting.alignment import Span
from plugins.evidence.quoting.columns import runs_down_a_column
from plugins.evidence.quoting.cuts import bare_concern, closing_concern, gap_concern, opening_concern
from plugins.evidence.quoting.furniture import without_furniture
from plugins.evidence.quoting.matches import Match, nearest_match
from plugins.evidence.quoting.readings import readings_of
from plugins.evidence.quoting.reasons import reason_to_look
from plugins.evidence.quoting.verdicts import Difference, Verdict
from plugins.evidence.quoting.words import Passage, fold_letters, is_turned, is_word, join_line_ends, letter_runs, plain

MOST_PLACES = 64
"""Most places of one part on a page that are checked."""

Parts = tuple[Passage, ...]


def verify(quotation: str, page_text: str, *, scan: bool) -> Verdict:
    """Compare a quotation with the text of the page that it cites.

    `quotation` is as written, `page_text` as pdfium or OCR gave it; for a quotation that runs over two pages, both are
    joined by a form feed. `scan` says that the text comes from OCR: only then are differences typical of OCR allowed. A
    negation or a number that differs always goes to a person, and so do words in brackets.
    """
    text, quoted = plain(page_text), plain(quotation)
    words = letter_runs(quoted)
    readings = readings_of(quoted, letter_runs(text).__contains__)
    if not readings:
        return Verdict("review", "The quotation has no words.")
    if is_turned(quotation):
        return Verdict("review", "An invisible character in the quotation changes the order in which it is read.")
    lean = without_furniture(text)
    page = _page(lean, words, scan)
    if not any(is_word(word) for word in page.texts):
        return Verdict("review", "The page has no text to compare with.", _absent(readings[-1]))
    whole = (_page(form, words, scan) for form in (text,) if form != lean)
    verdict = _exact(readings, chain((page,), whole)) or _inexact(readings, page)
    if verdict.kind == "review" and verdict.differences and _in_columns(readings[-1], page):
        return Verdict("review", _COLUMNS)
    return verdict


def find_page(quotation: str, pages: Sequence[str], *, scan: bool) -> int | None:
    """The number, from 1, of the first page with the words: exact, or else (`scan`) with differences that OCR makes."""
    telling = {word for word in letter_runs(plain(quotation)) if len(word) > 4}
    on_a_scan = None
    for number, text in enumerate(pages, 1):
        if len(telling) > 3 and 2 * sum(word in text for word in telling) < len(telling):
            continue
        kind = verify(quotation, text, scan=scan).kind
        if kind == "exact":
            return number
        if kind == "scan" and on_a_scan is None:
            on_a_scan = number
    return on_a_scan


def _page(text: str, quoted: frozenset[str], scan: bool) -> Passage:
    """The page, with broken words joined where the quotation has them whole."""
    if not scan:
        return Passage(join_line_ends(text, quoted.__contains__))
    shapes = frozenset(map(fold_letters, quoted))
    return Passage(join_line_ends(text, lambda word: fold_letters(word) in shapes), scan=True)


# Exactly there


def _exact(readings: Sequence[Parts], pages: Iterable[Passage]) -> Verdict | None:
    """The verdict if every token of some reading is on the page; None otherwise."""
    concern = None
    for page in pages:
        rows = _Row(page)
        for parts in readings:
            places = [rows.places_of(part) for part in parts]
            if all(places):
                found = _concern(page, parts, places)
                if found is None:
                    return Verdict("exact", "Every word is on the page as quoted.")
                concern = concern or found
    return Verdict("review", concern) if concern else None


class _Row:
    """The tokens of a page as one string, so that a sequence is found at the speed of text search."""

    def __init__(self, page: Passage) -> None:
        self.text = _BAR + _BAR.join(page.texts) + _BAR

    def places_of(self, part: Passage) -> list[Span]:
        wanted = _BAR + _BAR.join(part.texts) + _BAR
        places: list[Span] = []
        at, tokens, counted = self.text.find(wanted), 0, 0
        while at >= 0 and len(places) < MOST_PLACES:
            tokens += self.text.count(_BAR, counted, at)
            counted = at
            places.append(Span(tokens, tokens + len(part.texts)))
            at = self.text.find(wanted, at + 1)
        return places


def _concern(page: Passage, parts: Parts, places: Sequence[Sequence[Span]]) -> str | None:
    """Why parts that are all on the page do not make a quotation yet, as a sentence; None if they do."""
    if bare := bare_concern(parts):
        return bare
    openings = [(place, opening_concern(page, place)) for place in places[0]]
    reached = [place for place, concern in openings if concern is None]
    if not reached:
        return openings[0][1]
    for row in places[1:]:
        gaps = [(place, _gap_before(page, reached, place)) for place in row if reached[0].end <= place.start]
        if not gaps:
            return _OTHER_ORDER
        reached = [place for place, concern in gaps if concern is None]
        if not reached:
            return gaps[0][1]
    closings = [closing_concern(page, place) for place in reached]
    return None if None in closings else closings[0]


def _gap_before(page: Passage, reached: Sequence[Span], place: Span) -> str | None:
    concern = None
    for left in reached:
        if left.end <= place.start:
            found = gap_concern(page, left, place)
            if found is None:
                return None
            concern = concern or found
    return concern


# Nearly there


def _inexact(readings: Sequence[Parts], page: Passage) -> Verdict:
    """The best verdict on the readings that ignore most of the editor's marks."""
    alike = [parts for parts in readings if len(parts) == len(readings[-1])]
    verdicts = [_near(parts, page) for parts in reversed(alike[-2:])]
    return min(verdicts, key=lambda verdict: (verdict.kind != "scan", len(verdict.differences)))


def _near(parts: Parts, page: Passage) -> Verdict:
    matches: list[Match] = []
    for part in parts:
        match = nearest_match(part, page, matches[-1].span.end if matches else 0)
        if match is None:
            elsewhere = matches and nearest_match(part, page, 0)
            return Verdict("review", _OTHER_ORDER if elsewhere else _NOT_THERE, _absent((part,)))
        matches.append(match)
    differences = tuple(difference for match in matches for difference in match.differences)
    reason = reason_to_look(matches) or bare_concern(parts) or _cut(page, [match.span for match in matches])
    if reason:
        return Verdict("review", reason, differences)
    return Verdict("scan", "The words match the scan, which differs only as a text reader misreads print.", differences)


def _cut(page: Passage, spans: Sequence[Span]) -> str | None:
    gaps = (gap_concern(page, left, right) for left, right in pairwise(spans))
    concerns = (opening_concern(page, spans[0]), *gaps, closing_concern(page, spans[-1]))
    return next((concern for concern in concerns if concern), None)


def _in_columns(parts: Parts, page: Passage) -> bool:
    known = frozenset(page.texts)
    return all(known.issuperset(part.texts) and runs_down_a_column(part, page.text) for part in parts)


def _absent(parts: Parts) -> tuple[Difference, ...]:
    return tuple((part.words(0, len(part.texts)), "") for part in parts)


_BAR = "\x00"
_OTHER_ORDER = "The parts of the quotation are on the page in another order."
_COLUMNS = "The page seems to be set in columns whose lines the file mixes: a person must compare the words."
_NOT_THERE = "The words are not on this page."
