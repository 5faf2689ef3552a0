"""A body as plain text for the wire, written block by block during the walk."""

import re

from plugins.prose.model import Slot

_SPACE = re.compile(r"[ \t\n]+")
_AROUND_BREAK = re.compile(r" ?\x02 ?")
_SLOT, _LINE_BREAK, _EDGE = "\0", "\x02", "\x03"


class PlainText:
    """Paragraphs are separated by blank lines, items by line ends; no line is folded."""

    def __init__(self) -> None:
        self.parts: list[str | Slot] = []
        self.words = 0
        self.indent = ""
        """Indent of the further lines of a list item."""
        self._marker = ""
        self._gap = ""
        self._line: list[str] = []
        self._slots: list[Slot] = []
        self._rows = 0

    def add(self, text: str) -> None:
        if self._line or text != "\n":  # nothing to print between two blocks
            self._line.append(text)

    def add_note(self, slot: Slot) -> None:
        self._line.append(_SLOT)
        self._slots.append(slot)

    def add_break(self) -> None:
        self._line.append(_LINE_BREAK)

    def add_edge(self) -> None:
        """Mark where a link or code starts or ends; the mark is not printed."""
        self._line.append(_EDGE)

    def start_item(self, marker: str) -> str:
        """Begin a list item. Returns the indent to restore."""
        outer = self.indent
        self._marker = outer + marker
        self.indent = outer + " " * len(marker)
        return outer

    def end_item(self, outer: str) -> None:
        self._marker = ""
        self.indent = outer

    def start_row(self) -> None:
        self.end()
        self._rows += 1

    def end_row(self) -> str:
        self._rows -= 1
        return self.end("\n")

    def end(self, gap: str = "\n\n") -> str:
        """End a block; `gap` separates it from the next. Returns its words, with links and code between marks."""
        if self._rows:
            self._line.append(" ")
            return ""
        if not self._line:
            return ""
        line = "".join(self._line)
        if "\n" in line or "  " in line:
            line = _SPACE.sub(" ", line)
        if _LINE_BREAK in line:
            line = _AROUND_BREAK.sub(_LINE_BREAK, line)
        line = line.strip(" \x02")
        self._line.clear()
        if not line.strip("\0\x03"):
            self._slots.clear()
            return ""
        text = line.replace(_EDGE, "").strip().replace(_LINE_BREAK, f"\n{self.indent}")
        self.words += len(text.split())
        self._begin()
        first, *others = text.split(_SLOT)
        self.parts.append(first)
        for slot, following in zip(self._slots, others, strict=True):
            self.parts.append(slot)
            if following:
                self.parts.append(following)
        self._slots.clear()
        self._gap = gap
        return line

    def block(self, text: str) -> None:
        """Add lines as they are."""
        self.end()
        lines = text.rstrip().split("\n")
        self.words += len(text.split())
        self._begin()
        self.parts.append(f"\n{self.indent}".join(lines))
        self._gap = "\n\n"

    def part(self) -> None:
        """Put a blank line before the next block."""
        self.end()
        if self.parts:
            self._gap = "\n\n"

    def tighten(self) -> None:
        """Put the next block on the next line."""
        if self.parts:
            self._gap = "\n"

    def _begin(self) -> None:
        self.parts.append(self._gap + (self._marker or self.indent) if self.parts else self._marker or self.indent)
        self._marker = ""


def unlinked(line: str) -> str:
    """The words of a block, as `end` returns them, with each link and code replaced by a mark."""
    return re.sub(r"\x03[^\x03]*\x03", "\x03", line).replace(_SLOT, "").replace(_LINE_BREAK, " ")
