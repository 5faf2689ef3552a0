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

LONGEST_HEADING = 80
FEWEST_LETTERS = 6
"""In capitals: what is shorter is a name of an office, or a mark of a form."""
MOST_WORDS_NUMBERED = 3
"""Of a heading that ends in a full stop: `Artículo 3.`"""
PARTS = {
    "en": "section article chapter part appendix exhibit attachment schedule title count question",
    "es": "sección artículo capítulo parte anexo apéndice título pregunta",
    "fr": "section article chapitre partie annexe titre question",
    "de": "abschnitt artikel kapitel teil anhang anlage",
    "pt": "seção secção artigo capítulo parte anexo apêndice título",
    "it": "sezione articolo capitolo parte allegato appendice titolo",
    "ht": "seksyon atik chapit pati",
}
"""By language, what a numbered part of a text is called; a page may be in several."""
_PART = re.compile(
    rf"(?:{'|'.join(sorted({word for words in PARTS.values() for word in words.split()}))})"
    r"\s+(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,7}|[A-Z])(?:[.:)]?\s*$|\s*[.:–—-]\s+\w.{0,60}$)",
    re.IGNORECASE,
)
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
    joined: list[list[str]] = []
    runs_on = False
    for line in lines:
        if runs_on and _goes_on(line):
            joined[-1].append(line)
        else:
            joined.append([line])
        runs_on = len(line) >= full and not line.rstrip().endswith("-") and not line.isupper()
    return "\n".join(_apart(joined)).strip("\n")


def _apart(paragraphs: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each as one line; an empty one before and after those that were joined, unless there is one."""
    before = ""
    was_joined = False
    for rows in paragraphs:
        is_joined = len(rows) > 1
        text = " ".join(row.strip() for row in rows) if is_joined else rows[0]
        if before.strip() and text.strip() and (is_joined or was_joined):
            yield ""
        yield text
        before, was_joined = text, is_joined


def blocks(text: str) -> Iterator[tuple[str, bool]]:
    """What `reading_text` made of a page in parts that stand apart, and whether each is a heading. No word is lost."""
    for part in re.split(r"\n[ \t]*\n\s*", text):
        rows: list[str] = []
        for line in part.strip("\n").split("\n"):
            if is_heading(line):
                if any(row.strip() for row in rows):
                    yield "\n".join(rows), False
                rows = []
                yield line, True
            else:
                rows.append(line)
        if any(row.strip() for row in rows):
            yield "\n".join(rows), False


def is_heading(line: str) -> bool:
    """In capitals, where the script has any, or a word for a part of a text and its number, as in `Article 3`."""
    line = line.strip()
    if not 4 <= len(line) <= LONGEST_HEADING or line.endswith((",", ";", "-", "–")) or _GAP.search(line):
        return False
    if _PART.match(line):
        return not line.endswith(".") or len(line.split()) <= MOST_WORDS_NUMBERED
    words = [word for word in line.split() if any(map(str.isalpha, word))]
    letters = sum(map(str.isalpha, line))
    return line.isupper() and letters >= FEWEST_LETTERS and 2 * letters > len(line) and bool(words)


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
