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
        """The last line that holds some of it, as far as is known: see `end`."""
        self.children: list[Block] = []
        self.lines = lines if lines is not None else []
        self.width = width
        """Of a container: by how much its further lines are indented."""
        self.data = data
        """heading: its level; fence: mark, indent, info; list: kind of mark, first number; note: its name; html: what
        ends it; paragraph: how many of its last lines lack the marks of the containers around it; definition, row of
        a table: see there."""

    def end(self) -> int:
        """The last line that holds some of it."""
        return max(self.last, self.children[-1].end()) if self.children else self.last

    def has_gap(self) -> bool:
        """Whether a blank line stands between two of its children."""
        return any(after.first - before.end() > 1 for before, after in pairwise(self.children))

    def is_loose(self) -> bool:
        """Of a list: whether its items hold paragraphs, and not just words."""
        return self.has_gap() or any(map(Block.has_gap, self.children))
