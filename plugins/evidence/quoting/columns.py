"""Columns that a file draws row by row: whether words run down one of them."""

from collections.abc import Sequence

from plugins.evidence.quoting.words import Passage

FEWEST_TOKENS = 5


def runs_down_a_column(part: Passage, text: str) -> bool:
    """Whether the words are in consecutive lines, at the start of each, or at the end of each.

    Only to explain why words were not found, never to accept them: dropping the end of each line would match as well.
    """
    wanted = part.texts
    if len(wanted) < FEWEST_TOKENS:
        return False
    lines = [tokens for line in text.split("\n") if (tokens := Passage(line).texts)]
    return _down_the_left(wanted, lines) or _down_the_left(wanted[::-1], [line[::-1] for line in lines[::-1]])


def _down_the_left(wanted: Sequence[str], lines: Sequence[Sequence[str]]) -> bool:
    """Starts anywhere in the first line; the right column is the left one of the page reversed."""
    reached: set[int] = set()
    for line in lines:
        ends = {at + length for at in reached for length in range(1, _shared(wanted[at:], line) + 1)}
        if len(wanted) in ends:
            return True
        begun = (_shared(wanted, line[start:]) for start in range(len(line)) if line[start] == wanted[0])
        reached = ends | set(range(1, max(begun, default=0) + 1))
    return False


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens both have in common at the start."""
    count = 0
    for ours, theirs in zip(one, other, strict=False):
        if ours != theirs:
            break
        count += 1
    return count
