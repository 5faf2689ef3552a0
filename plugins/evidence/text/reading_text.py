"""The text of a document's pages as paragraphs, for reading on the web: pure functions of the plain text.

No word changes or moves: lines are joined where they clearly run on, and running heads and page numbers are left out.
If in doubt, lines stay as in the file.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

FEWEST_PAGES = 3
"""Pages that the same line must start or end to be a running head."""
LEAST_SHARE = 0.4
"""Of all pages."""
EDGE = 2
"""Lines at the top and bottom of a page that are checked."""
LONG = 0.7
"""Share of the length of a page's longer lines from which a line counts as full, and runs on."""
FEWEST_LINES = 3
"""Full lines; a page with fewer is a table, a form or a cover, and is left as it is."""
SHORTEST = 30
"""Least characters of a full line: columns of words are shorter."""

_NUMBER = re.compile(r"\d+")
_LIST = re.compile(r"\s*(?:[-–—•▪■●◦*·o]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s|\(\w{1,4}\)\s|§|Q[.:]|A[.:])")
_FOLIO = re.compile(r"[\s\-–—]*(?:[Pp]age\s+)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?[\s\-–—]*")
_GAP = re.compile(r"\S\s{3,}\S|\t")


def reading_text(texts: Sequence[str]) -> tuple[str, ...]:
    """The reading text of each page, one line per paragraph. `texts` are those of all pages of a document."""
    pages = [text.split("\n") for text in texts]
    heads = _running_heads(pages)
    return tuple(
        paragraphs([line for at, line in enumerate(lines) if (page, at) not in heads])
        for page, lines in enumerate(pages)
    )


def paragraphs(lines: Sequence[str]) -> str:
    """Lines that run on, joined by a space; all others as they are."""
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths:
        return ""
    full = max(LONG * lengths[min(int(0.9 * len(lengths)), len(lengths) - 1)], SHORTEST)
    if sum(length >= full for length in lengths) < FEWEST_LINES or any(map(_GAP.search, lines)):
        return "\n".join(lines).strip("\n")
    joined: list[str] = []
    runs_on = False
    for line in lines:
        if runs_on and _goes_on(line):
            joined[-1] = f"{joined[-1].rstrip()} {line.lstrip()}"
        else:
            joined.append(line)
        runs_on = len(line) >= full and not line.rstrip().endswith("-") and not line.isupper()
    return "\n".join(joined).strip("\n")


def _goes_on(line: str) -> bool:
    return bool(line.strip()) and not _LIST.match(line) and not line.isupper()


def _running_heads(pages: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Page and line, from 0, of lines repeated at the edge of many pages, ignoring numbers, and of page numbers in
    order."""
    lines = {(page, at): text for page, texts in enumerate(pages) for at, text in _edge(texts).items()}
    counts = Counter(shape for _, shape in {(page, shape) for (page, _), shape in lines.items()})
    enough = max(FEWEST_PAGES, LEAST_SHARE * len(pages))
    heads = {place for place, shape in lines.items() if _is_head(shape) and counts[shape] >= enough}
    folios = {place: int(found[1]) - place[0] for place, line in lines.items() if (found := _FOLIO.fullmatch(line))}
    offsets = Counter(folios.values())
    found_there = heads | {place for place, offset in folios.items() if offsets[offset] >= enough}
    return {place for page in range(len(pages)) for place in _from_the_edge(page, pages[page], found_there)}


def _from_the_edge(page: int, lines: Sequence[str], heads: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those with nothing but others of their kind between them and the edge of the page."""
    written = [(page, at) for at, line in enumerate(lines) if line.strip()]
    for row in (written, written[::-1]):
        yield from takewhile(heads.__contains__, row)


def _edge(lines: Sequence[str]) -> dict[int, str]:
    """Lines at the top and bottom of a page, with spaces normalized: only in the outermost one may numbers differ."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    if len(written) <= 2 * EDGE:
        return {}
    edge = {at: " ".join(lines[at].split()) for at in (*written[:EDGE], *written[-EDGE:])}
    for at in (written[0], written[-1]):
        edge[at] = edge[at] if _FOLIO.fullmatch(edge[at]) else _NUMBER.sub("#", edge[at])
    return edge


def _is_head(line: str) -> bool:
    return sum(character.isalpha() for character in line) >= 3
