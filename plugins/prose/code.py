"""Finds code in a body of Markdown, where brackets are not links and asterisks are not emphasis."""

import re
from functools import lru_cache

_FENCE = re.compile(r"^(```+|~~~+)([^\n]*)$", re.M)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ ]*\n).)*?(?<!`)\1(?!`)", re.S)
_INDENTED = re.compile(r"(?:^[ ]*\n)+(?:^[ ]{4}.*\n|^[ ]*\n)+", re.M)
_LIST_ITEM = re.compile(r"[ ]*(?:[-+*][ ]|\d+\.[ ]|\[\^|:[ ]|[ ]{4})")


def fenced(text: str) -> list[tuple[int, int]]:
    """Start and end of each fenced block, fences included; one that is never closed is not a block."""
    blocks: list[tuple[int, int]] = []
    lines = [(m.start(), m.end(), m[1], not m[2].strip()) for m in _FENCE.finditer(text)]
    last_closing = {fence: start for start, _, fence, may_close in lines if may_close}
    opening: tuple[int, str] | None = None
    for start, end, fence, may_close in lines:
        if opening is None:
            if last_closing.get(fence, -1) > start:
                opening = start, fence
        elif may_close and fence == opening[1]:
            blocks.append((opening[0], end))
            opening = None
    return blocks


def unclosed(text: str) -> list[int]:
    """Position of a fence that is never closed."""
    blocks = fenced(text)
    starts = [m.start() for m in _FENCE.finditer(text)]
    inside: set[int] = set()
    position = 0
    for start in starts:
        while position < len(blocks) and blocks[position][1] <= start:
            position += 1
        if position < len(blocks) and blocks[position][0] <= start:
            inside.add(start)
    return [start for start in starts if start not in inside]


def without_fenced(text: str) -> str:
    """The text without its fenced blocks."""
    kept, position = [], 0
    for start, end in fenced(text):
        kept.append(text[position:start])
        position = end
    return "".join([*kept, text[position:]])


@lru_cache(maxsize=1)
def blanked(text: str) -> str:
    """The text with its code replaced by spaces: every other character keeps its position.

    Kept for the last text, of which several ask one after the other.
    """
    if "```" in text or "~~~" in text:
        kept, position = [], 0
        for start, end in fenced(text):
            kept += [text[position:start], _blank(text[start:end])]
            position = end
        text = "".join([*kept, text[position:]])
    if "\n    " in text:
        text = _INDENTED.sub(lambda m: m[0] if _continues_a_list(text, m.start()) else _blank(m[0]), text)
    if "`" in text:
        text = _SPAN.sub(lambda m: _blank(m[0]), text)
    return text


def _continues_a_list(text: str, position: int) -> bool:
    """Whether indented lines belong to an item above them, and so are not code."""
    start = text.rfind("\n", 0, max(position - 1, 0)) + 1
    return bool(_LIST_ITEM.match(text, start))


def _blank(code: str) -> str:
    return re.sub(r"[^\n]", " ", code)
