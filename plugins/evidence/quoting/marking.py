"""Finds quoted words in the text of a page, so that they can be highlighted."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

SHORTEST = 8
"""Least letters and digits of a part of a quotation: a shorter one may occur anywhere on a page."""
_ELISION = re.compile(r"\[[^\]]*\]|…|\.\s?\.\s?\.")
"""What replaces words that were left out, or that are not the document's."""

Segment = tuple[str, bool]
"""Some text, and whether it is marked."""


def marked(paragraphs: Sequence[str], quotations: Sequence[str]) -> tuple[tuple[Segment, ...], ...]:
    """Each paragraph in segments, which joined give the paragraph. Words that are not found are not marked.

    Letters and digits alone are compared, so a hyphen at a line's end, a line break or another kind of quotation mark
    between them makes no difference; the verdict on a quotation is `quotations.verify`'s, not this function's.
    """
    if not quotations:
        return tuple(((paragraph, False),) if paragraph else () for paragraph in paragraphs)
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for number, paragraph in enumerate(paragraphs):
        for offset, character in enumerate(paragraph):
            for letter in _letters_of(character):
                letters.append(letter)
                places.append((number, offset))
    text = "".join(letters)
    spans: dict[int, list[tuple[int, int]]] = {}
    for quotation in quotations:
        for start, end in _found(text, quotation):
            for number in range(places[start][0], places[end - 1][0] + 1):
                first = places[start][1] if number == places[start][0] else 0
                last = places[end - 1][1] + 1 if number == places[end - 1][0] else len(paragraphs[number])
                spans.setdefault(number, []).append((first, last))
    return tuple(tuple(_segments(paragraph, spans.get(number, ()))) for number, paragraph in enumerate(paragraphs))


def over_two_pages(quotation: str, first: str, second: str) -> tuple[str, str]:
    """The parts of a quotation that stand on each of two pages, one after the other; both empty where that is unsure.

    What stands between them, such as a running head or a note, does not matter: each part is looked for on its page.
    """
    on_first, on_second = (_letters(page) for page in (first, second))
    position = 0
    for start, end in _spans(quotation):
        part = _letters(quotation[start:end])
        if (at := on_first.find(part, position)) >= 0:
            position = at + len(part)
            continue
        begun = bisect_right(range(1, len(part)), 0, key=lambda count: on_first.find(part[:count], position) < 0)
        begun = begun if begun >= SHORTEST else 0
        cut = start + _after_letters(quotation[start:end], begun)
        parts = quotation[:cut], quotation[cut:]
        left = len(_letters(parts[1]))
        return parts if left and next(_found(on_second, parts[1]), None) is not None else ("", "")
    return quotation, ""


def _spans(quotation: str) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between marks of elision."""
    start = 0
    for elision in _ELISION.finditer(quotation):
        yield start, elision.start()
        start = elision.end()
    yield start, len(quotation)


def _after_letters(text: str, count: int) -> int:
    """Where the text goes on after so many letters."""
    for offset, character in enumerate(text):
        if count <= 0:
            return offset
        count -= len(_letters_of(character))
    return len(text)


def _letters(text: str) -> str:
    return "".join(map(_letters_of, text))


def _letters_of(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return "".join(c for c in unicodedata.normalize("NFKD", character).casefold() if c.isalnum())


def _found(text: str, quotation: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a quotation are, in order; nothing unless all of them are found."""
    parts = [_letters(part) for part in _ELISION.split(quotation)]
    parts = [part for part in parts if len(part) >= SHORTEST] or [part for part in parts if part][:1]
    position, found = 0, []
    for part in parts:
        start = text.find(part, position)
        if start < 0:
            return
        position = start + len(part)
        found.append((start, position))
    yield from found


def _segments(paragraph: str, spans: Sequence[tuple[int, int]]) -> Iterator[Segment]:
    """The paragraph split at the edges of the marked spans; spans that touch or overlap are merged."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        at = bisect_right(joined, (start, len(paragraph) + 1)) - 1
        if at >= 0 and start <= joined[at][1]:
            joined[at] = (joined[at][0], max(joined[at][1], end))
        else:
            joined.append((start, end))
    position = 0
    for start, end in joined:
        if start > position:
            yield paragraph[position:start], False
        yield paragraph[start:end], True
        position = end
    if position < len(paragraph):
        yield paragraph[position:], False
