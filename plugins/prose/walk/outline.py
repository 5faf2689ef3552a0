"""Headings and ids: the places of a text that can be linked to."""

import re
import unicodedata

from plugins.prose.model import Heading

RESERVED_ID = re.compile(r"main$|_|page=|entry-[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*$|fn(?:ref)?\d*-")
"""Ids of the page around a body, and of its footnotes: a body's own id with such a name is renamed."""
_NOT_IN_ID = re.compile(r"[^\w\s.-]")


class Outline:
    """The headings of a text, and its ids, which are unique on a page."""

    def __init__(self, *, own_ids: frozenset[str], taken: frozenset[str]) -> None:
        self.headings: list[Heading] = []
        self.ids: set[str] = set()
        self._own_ids = own_ids
        self._taken = taken
        """Ids of the texts above this one on the same page."""
        self._last_numbers: dict[str, int] = {}
        """By id, the number of its last duplicate."""
        self._open_levels: list[int] = []
        """The levels, as written, of the headings above this place."""

    def add(self, words: str, *, written_level: int, name: str) -> Heading:
        """A heading, with its own id or else one made from its words."""
        level = self._level(written_level)
        place = self.unique(name) if name else self.unique(_slug(words), avoid=self._own_ids)
        self.headings.append(Heading(level=level, id=place, text=words))
        return self.headings[-1]

    def _level(self, written: int) -> int:
        """The level in the page's outline: it begins below the page's title and skips no level, whatever was
        written."""
        while self._open_levels and self._open_levels[-1] >= written:
            self._open_levels.pop()
        self._open_levels.append(written)
        return min(len(self._open_levels) + 1, 6)

    def unique(self, wanted: str, avoid: frozenset[str] = frozenset()) -> str:
        """The requested id, or the next one that is free: the third `#facts` is `#facts-3`."""
        name = re.sub(r"\s+", "-", wanted.strip()) or "place"
        if RESERVED_ID.match(name):
            name = f"text-{name}"
        candidate, number = name, self._last_numbers.get(name, 1)
        while candidate in self.ids or candidate in self._taken or candidate in avoid:
            number += 1
            candidate = f"{name}-{number}"
        self._last_numbers[name] = number
        self.ids.add(candidate)
        return candidate


def _slug(words: str) -> str:
    """A heading's id: lower case, hyphens; ASCII if the language allows it."""
    for text in (unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode(), words):
        slug = re.sub(r"[-\s_]+", "-", _NOT_IN_ID.sub("", text).lower())[:80].strip("-.")
        if slug:
            return f"{slug}-" if slug.startswith("entry-") else slug
    return "section"
