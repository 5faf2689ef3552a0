"""A block of Markdown as it is being read: a container of blocks, or some lines of text."""

from itertools import pairwise
from typing import Any

DOCUMENT, QUOTE, LIST, ITEM, NOTE, TERMS, TERM, DEFINITION = (
    "document", "quote", "list", "item", "note", "terms", "term", "definition",
)  # fmt: skip
PARAGRAPH, HEADING, RULE, CODE, FENCE, HTML, TABLE, REMOVED = (
    "paragraph", "heading", "rule", "code", "fence", "html", "table", "removed",
)  # fmt: skip


class Block:
    """One block. Lines are those of the text, from 1."""

    __slots__ = ("children", "data", "first", "kind", "last", "lines", "width")

    def __init__(self, kind: str, first: int, *, lines: list[str] | None = None, width: int = 0, data: Any = None):
        self.kind = kind
        self.first = first
        self.last = first
        """Its last line, as far as is known: see `end`."""
        self.children: list[Block] = []
        self.lines = lines if lines is not None else []
        self.width = width
        """For a container: how far its further lines are indented."""
        self.data = data
        """For a heading: its level; fence: mark, indent, info; list: kind of marker, first number; note: its name;
        html: what ends it; paragraph: how many of its last lines lack the markers of the containers around it;
        definition, table row: see there."""

    def end(self) -> int:
        """Its last line."""
        return max(self.last, self.children[-1].end()) if self.children else self.last

    def has_gap(self) -> bool:
        """Whether there is a blank line between two of its children."""
        return any(after.first - before.end() > 1 for before, after in pairwise(self.children))

    def is_loose(self) -> bool:
        """For a list: whether its items contain paragraphs, and not just words."""
        return self.has_gap() or any(map(Block.has_gap, self.children))
