"""Where a part of a quotation is closest to the words of a page, and what differs there."""

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.evidence.quoting.alignment import Hunk, Span, hunks, nearest
from plugins.evidence.quoting.scan_errors import is_scan_error
from plugins.evidence.quoting.verdicts import Difference
from plugins.evidence.quoting.words import Passage, folded


@dataclass(frozen=True, slots=True)
class Match:
    """A part of the quotation, and the closest words on the page."""

    part: Passage
    page: Passage
    span: Span
    hunks: tuple[Hunk, ...]
    """On a scan, differences beyond letter shapes that OCR confuses; otherwise all differences."""

    def may_be_misread(self, hunk: Hunk) -> bool:
        return self.page.scan and is_scan_error(self.part.texts, self.page.texts, hunk)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All differences, to the letter."""
        found = hunks(self.part.texts, self.page.texts, self.span)
        return tuple(self.words_of(hunk) for hunk in found)

    def words_of(self, hunk: Hunk) -> Difference:
        return (
            self.part.words(hunk.pattern.start, hunk.pattern.end),
            self.page.words(hunk.text.start, hunk.text.end),
        )

    def texts_of(self, hunk: Hunk) -> tuple[Sequence[str], Sequence[str]]:
        return (
            self.part.texts[hunk.pattern.start : hunk.pattern.end],
            self.page.texts[hunk.text.start : hunk.text.end],
        )


def nearest_match(part: Passage, page: Passage, start: int) -> Match | None:
    """The closest match of the part in the page's tokens from `start` on; None if more than half of it differs."""
    keys, page_keys = (_shapes(p.texts) if page.scan else p.texts for p in (part, page))
    span, distance = nearest(keys, page_keys[start:])
    if 2 * (distance - _in_brackets(keys)) > len(keys):
        return None
    span = Span(start + span.start, start + span.end)
    found = tuple(hunks(keys, page_keys, span))
    if page.scan and found:
        span, found = _widened(part, page, span, found)
    return Match(part, page, span, found)


def _in_brackets(texts: Sequence[str]) -> int:
    """How many tokens are an editor's, brackets included: the page does not have them."""
    count = depth = 0
    for text in texts:
        depth += text == "["
        count += depth > 0
        depth = max(depth - (text == "]"), 0)
    return count


def _shapes(texts: Sequence[str]) -> Sequence[str]:
    shapes = {text: folded(text) for text in frozenset(texts)}
    return [shapes[text] for text in texts]


def _widened(part: Passage, page: Passage, span: Span, found: tuple[Hunk, ...]) -> tuple[Span, tuple[Hunk, ...]]:
    """The same, completed by the rest of a first or last word that OCR broke in two or three."""
    first, last = found[0], found[-1]
    if last.pattern.end == len(part.texts) and not is_scan_error(part.texts, page.texts, last):
        for end in range(span.end + 1, min(span.end + 2, len(page.texts)) + 1):
            wider = Hunk(last.pattern, Span(last.text.start, end))
            if is_scan_error(part.texts, page.texts, wider):
                span, found = Span(span.start, end), (*found[:-1], wider)
                break
    if first.pattern.start == 0 and not is_scan_error(part.texts, page.texts, found[0]):
        for start in range(span.start - 1, max(span.start - 3, -1), -1):
            wider = Hunk(first.pattern, Span(start, found[0].text.end))
            if is_scan_error(part.texts, page.texts, wider):
                return Span(start, span.end), (wider, *found[1:])
    return span, found
