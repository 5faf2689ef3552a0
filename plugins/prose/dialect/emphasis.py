"""Which asterisks and underscores are emphasis (CommonMark 0.31, 6.2)."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache


class Run:
    """A run of asterisks or underscores."""

    __slots__ = ("can_close", "can_open", "char", "closes", "left", "length", "opens", "position")

    def __init__(self, text: str, start: int, end: int):
        self.char = text[start]
        self.position = start
        self.length = self.left = end - start
        """How many there are, and how many are not used yet."""
        self.opens: list[str] = []
        """The elements that begin here, innermost first."""
        self.closes: list[str] = []
        """The elements that end here, innermost first."""
        before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
        space_before, space_after = before.isspace(), after.isspace()
        mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
        left_flanking = not space_after and (not mark_after or space_before or mark_before)
        right_flanking = not space_before and (not mark_before or space_after or mark_after)
        if self.char == "_":
            self.can_open = left_flanking and (not right_flanking or mark_before)
            self.can_close = right_flanking and (not left_flanking or mark_after)
        else:
            self.can_open, self.can_close = left_flanking, right_flanking


def pair(runs: Sequence[Run]) -> None:
    """Find which runs open and close which elements."""
    openers: list[Run] = []
    floor: dict[tuple[str, bool, int], int] = {}
    """By kind of closer: the index in `openers` below which there is nothing left for it."""
    for run in runs:
        if run.can_close:
            _close(run, openers, floor)
        if run.can_open and run.left:
            openers.append(run)


def _close(run: Run, openers: list[Run], floor: dict[tuple[str, bool, int], int]) -> None:
    while run.left:
        kind = (run.char, run.can_open, run.length % 3)
        lowest = min(floor.get(kind, 0), len(openers))
        for index in range(len(openers) - 1, lowest - 1, -1):
            opener = openers[index]
            if opener.char == run.char and not _is_odd_match(opener, run):
                break
        else:
            floor[kind] = len(openers)
            return
        del openers[index + 1 :]
        for known, height in floor.items():
            floor[known] = min(height, index)
        count = 2 if run.left >= 2 and opener.left >= 2 else 1
        tag = "strong" if count == 2 else "em"
        opener.opens.append(tag)
        run.closes.append(tag)
        opener.left -= count
        run.left -= count
        if not opener.left:
            openers.pop()


def _is_odd_match(opener: Run, closer: Run) -> bool:
    """The rule of three: if a run can both open and close, the sum of lengths must not be a multiple of three unless
    both are."""
    return (
        (opener.can_close or closer.can_open)
        and (opener.length + closer.length) % 3 == 0
        and (opener.length % 3 != 0 or closer.length % 3 != 0)
    )


@lru_cache(maxsize=2000)
def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
