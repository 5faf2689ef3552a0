"""Quotations that run over a page break: which pages have the words, and their text without headers and footers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from plugins.evidence.quoting.quotations import find_page, verify
from plugins.evidence.quoting.verdicts import Found, Verdict
from plugins.evidence.quoting.words import letters_of

EDGE = 4
"""Lines at the top or bottom of a page that may be its running head."""
NEIGHBORS = 3
"""Pages on either side, one of which must have the same running head."""
LONGEST_HEAD = 120
NEAR_EDGE = 600
"""Characters at the edge of a page that are searched for words at that edge."""
TELLING = 12
"""Letters of a quotation used to find them."""


def verify_on(quotation: str, pages: Sequence[str], first: int, last: int, *, scans: Sequence[bool]) -> Found:
    """Compare a quotation with the pages that it cites, or the one page; `scans` says which pages are scans.

    If only one page is cited, the words may run on to the next; and the last words of the page before, or the first of
    the page after, may change their meaning, so these are read too.
    """
    document = _Document(quotation, pages, scans)
    if last > first:
        return Found(document.seen_around(first, last, document.joined(first, last)), first, last)
    alone = document.alone(first)
    if alone.kind == "review" and first < len(pages):
        both = document.joined(first, first + 1)
        runs_on = both.kind != "review" and document.alone(first + 1).kind == "review"
        if runs_on or (both.kind == "review" and _distance(both) < _distance(alone) / 2):
            return Found(document.seen_around(first, first + 1, both), first, first + 1)
    return Found(document.seen_around(first, first, alone), first, first)


def find_pages(quotation: str, pages: Sequence[str], *, scan: bool) -> tuple[int, int]:
    """The first page with the words, given twice, or the two pages whose break they cross; zeros for none."""
    if page := find_page(quotation, pages, scan=scan):
        return page, page
    pairs = [next(_forms(pages, first, first + 1)) for first in range(1, len(pages))]
    first = find_page(quotation, pairs, scan=scan) or 0
    return (first, first + 1) if first else (0, 0)


def text_of_pages(pages: Sequence[str], first: int, last: int) -> str:
    """The text of the pages, separated by form feeds: what a sign-off is tied to."""
    return "\f".join(pages[first - 1 : last])


@dataclass(frozen=True, slots=True)
class _Document:
    """A quotation, and the pages to compare it with."""

    quotation: str
    pages: Sequence[str]
    scans: Sequence[bool]

    def alone(self, page: int) -> Verdict:
        return verify(self.quotation, self.pages[page - 1], scan=self.scans[page - 1])

    def joined(self, first: int, last: int) -> Verdict:
        """The best verdict on the pages as one text, whatever is at their edges."""
        scan = any(self.scans[first - 1 : last])
        verdicts = []
        for text in _forms(self.pages, first, last):
            verdicts.append(verify(self.quotation, text, scan=scan))
            if verdicts[-1].kind != "review":
                return verdicts[-1]
        return min(verdicts, key=_distance)

    def seen_around(self, first: int, last: int, verdict: Verdict) -> Verdict:
        """The verdict, unless a word before the first page or after the last one changes the meaning of the words at
        the edge."""
        before, after = max(first - 1, 1), min(last + 1, len(self.pages))
        if verdict.kind == "review" or (before, after) == (first, last) or self._is_inside(first, last, verdict):
            return verdict
        for text in islice(_forms(self.pages, before, after), 2):
            around = verify(self.quotation, text, scan=any(self.scans[before - 1 : after]))
            if around.kind == "review" and not around.differences:
                return around
        return verdict

    def _is_inside(self, first: int, last: int, verdict: Verdict) -> bool:
        """Whether the words clearly begin and end away from the edges of their pages."""
        words = letters_of(self.quotation)
        head = letters_of(self.pages[first - 1][:NEAR_EDGE])
        foot = letters_of(self.pages[last - 1][-NEAR_EDGE:])
        return verdict.kind == "exact" and words[:TELLING] not in head and words[-TELLING:] not in foot


def _forms(pages: Sequence[str], first: int, last: int) -> Iterator[str]:
    """The pages as one text: without running heads, then also without footnotes, then complete."""
    lean = [_without_heads(pages, number, head=number > first, foot=number < last) for number in range(first, last + 1)]
    forms = ["\n".join(lean), "\n".join([*map(_without_notes, lean[:-1]), lean[-1]])]
    forms.append("\n".join(pages[first - 1 : last]))
    yield from dict.fromkeys(forms)


def _without_heads(pages: Sequence[str], number: int, *, head: bool, foot: bool) -> str:
    lines = pages[number - 1].split("\n")
    near = range(max(number - NEIGHBORS, 1), min(number + NEIGHBORS, len(pages)) + 1)
    others = [(other, pages[other - 1].split("\n")) for other in near if other != number]
    start = _edge(number, lines, others) if head else 0
    end = _edge(number, lines[::-1], [(other, rows[::-1]) for other, rows in others]) if foot else 0
    return "\n".join(lines[start : max(len(lines) - end, start)])


def _edge(number: int, lines: Sequence[str], others: Sequence[tuple[int, Sequence[str]]]) -> int:
    """How many lines, from the edge of a page inward, are not part of its text.

    Such a line is empty, the page's number, or the same as a line at this edge of a nearby page except for numbers. A
    line of only numbers must count up with the pages: any other may belong to a sentence.
    """
    shapes: set[str] = set()
    counts = {number}
    for other, rows in others:
        for line in _written(rows):
            shapes.add(_shape(line))
            counts.update(count - other + number for count in _counts(line))
    end = 0
    for line in _written(lines):
        shape = _shape(line)
        by_words = any(character.isalpha() for character in shape) and len(line) <= LONGEST_HEAD
        is_head = (by_words and (shape in shapes or _PAGE.fullmatch(shape))) or counts.intersection(_counts(line))
        if not is_head:
            break
        end = lines.index(line, end) + 1
    return end


def _written(lines: Sequence[str]) -> list[str]:
    """The lines at an edge that are not empty."""
    return list(islice((line for line in lines if line.strip()), EDGE))


def _counts(line: str) -> tuple[int, ...]:
    """The number, if the line has nothing else."""
    found = _COUNT.fullmatch(line)
    return (int(found[1]),) if found else ()


def _shape(line: str) -> str:
    return _NUMBER.sub("0", " ".join(line.casefold().split()))


def _without_notes(text: str) -> str:
    """The page up to its footnotes: the last line that starts with a number which is also a footnote sign above it."""
    notes = {note[1].translate(_PLAIN): note.start() for note in _NOTE.finditer(text)}
    starts = [
        start
        for number, start in notes.items()
        if re.search(rf"{_BEFORE_SIGN} ?{number.translate(_RAISED)}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])", text[:start])
    ]
    return text[: min(starts)] if starts else text


def _distance(verdict: Verdict) -> int:
    return sum(len(ours.split()) + len(theirs.split()) for ours, theirs in verdict.differences)


_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBER = re.compile(r"\d+", re.ASCII)
_COUNT = re.compile(r"[\s|–—-]*(\d{1,9})[\s|–—-]*", re.ASCII)
_PAGE = re.compile(r"(?:page|p\.|pág\.|página) ?0(?: ?(?:of|/|de) ?0)?")
_NOTE = re.compile(r"^[ \t]*([\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[ \t]*(?=[^\W\d_]\S*[ ]\S|[“\"(])", re.MULTILINE)
_BEFORE_SIGN = r"""(?:[^\W\d_]{3}|[^\W\d_][.,;:?!"'”’)\]]|[.,;:?!)\]]["'”’])"""
