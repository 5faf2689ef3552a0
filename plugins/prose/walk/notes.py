"""The numbers of footnotes, and the ids of the links there and back."""

from collections.abc import Iterator

from plugins.prose.tree import Element
from plugins.prose.walk.sources import Waiting


class Notes:
    """The notes of a text by Markdown's name for each, numbered in the order of their marks."""

    def __init__(self, series: int) -> None:
        self.items: dict[str, Element] = {}
        self.uses: dict[int, int] = {}
        """By number, how many marks there are so far."""
        self.quoting: dict[str, Waiting] = {}
        """Blockquotes without a source line, by the note that may name their page."""
        self.open = 0
        """The number of the note that is being written, until its link back is written."""
        self._series = str(series) if series > 1 else ""
        self._numbers: dict[str, int] = {}
        self._order: list[str] = []

    def in_order(self) -> Iterator[str]:
        """First those with marks, in reading order, then the others; a note that is being written may mark another
        one."""
        unmarked = iter(self.items)
        index = 0
        while True:
            while index < len(self._order):
                yield self._order[index]
                index += 1
            following = next((name for name in unmarked if name not in self._numbers), None)
            if following is None:
                return
            self.number(following)

    def number(self, name: str) -> int:
        """The number of a footnote; a new one gets the next number."""
        if name not in self._numbers:
            self._order.append(name)
            self._numbers[name] = len(self._order)
        return self._numbers[name]

    def note_id(self, number: int) -> str:
        return f"fn{self._series}-{number}"

    def mark_id(self, number: int, use: int) -> str:
        place = f"fnref{self._series}-{number}"
        return place if use == 1 else f"{place}-{use}"
