"""Two texts in two columns of a terminal, with a mark below every word that differs: no color is needed to see it."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from plugins.evidence.quoting.comparison import Piece

COLUMN = 38
GAP = 4


def side_by_side(heads: tuple[str, str], texts: tuple[Sequence[Piece], Sequence[Piece]]) -> str:
    """Both texts below their heads, at most 80 columns wide."""
    left, right = (list(_rows(text)) for text in texts)
    rows = [(_cut(heads[0]), _cut(heads[1])), ("-" * COLUMN, "-" * COLUMN)]
    for one, other in zip_longest(left, right, fillvalue=("", "")):
        rows.append((one[0], other[0]))
        if one[1] or other[1]:
            rows.append((one[1], other[1]))
    return "\n".join(f"{one:<{COLUMN}}{' ' * GAP}{other}".rstrip() for one, other in rows)


def _rows(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Each line of the text, and the marks that go below it."""
    line = marks = ""
    for word, under in _words(pieces):
        if line and len(line) + 1 + len(word) > COLUMN:
            yield line, marks.rstrip()
            line = marks = ""
        if line:
            line, marks = f"{line} ", f"{marks}{'^' if marks[-1] == under[0] == '^' else ' '}"
        line, marks = line + word, marks + under
    if line:
        yield line, marks.rstrip()


def _words(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Each word, broken where it is too long for its column, and what goes below it."""
    words: list[tuple[str, str]] = []
    for piece in pieces:
        for at, word in enumerate(piece.text.split()):
            under = ("^" if piece.differs else " ") * len(word)
            if words and at == 0 and piece.is_glued:
                word, under = words[-1][0] + word, words.pop()[1] + under
            words.append((word, under))
    for word, under in words:
        for start in range(0, len(word), COLUMN):
            yield word[start : start + COLUMN], under[start : start + COLUMN]


def _cut(text: str) -> str:
    return text if len(text) <= COLUMN else f"{text[: COLUMN - 1]}…"
