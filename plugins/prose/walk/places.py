"""Finds the line of something in a body, by looking for what was written there."""

import re
from functools import cached_property

from plugins.prose import code

_BEFORE_AN_ADDRESS = frozenset(" \t\n(<\"'=")
_AFTER_AN_ADDRESS = frozenset(" \t\n)>\"'")
_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"(?<![\w-])([a-zA-Z]+)(?=\s*=)")
_LONGEST_INDENT = 20
"""Characters of a line before the `>` of a quotation, such as those of a list around it."""
_PLAIN = re.compile(r"[\w ,;]+")


class Places:
    """Finds the next occurrence of a text each time, in the order of the body.

    If nothing is found, the answer is the line of the last find.
    """

    def __init__(self, body: str) -> None:
        self._body = body
        self._next: dict[str, int] = {}
        self._missing: set[str] = set()
        """What does not occur anymore, so that it is not searched for twice."""
        self._line = 1
        self._line_start = 0

    def line(self, number: int) -> str:
        """A line of the text, as it is written."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def of_address(self, written: str, words: str = "") -> int:
        """The line of a link's address, or else of its words."""
        written = written.removeprefix("mailto:") if words in written else written
        spellings = (written, written.replace("&", "&amp;")) if "&" in written else (written,)
        for spelling in spellings:
            if spelling not in self._missing and spelling and self._find_address(spelling):
                return self._line
        return self.of_words(words or written)

    def of_words(self, words: str) -> int:
        """The line of a phrase, as far as it has no punctuation that may have been typed differently."""
        run = _distinctive(words)
        if run and not self._find(run):
            self._find(" ".join(run.split()[:2]))  # the line may end within the run
        return self._line

    def of_quoted(self, words: str) -> int:
        """The line of a blockquote with these words."""
        text, phrase = self._text, _distinctive(words)
        key = f">{phrase}"
        position = text.find(phrase, self._next.get(key, 0)) if key not in self._missing else -1
        while position >= 0:
            start = text.rfind("\n", 0, position) + 1
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
            mark = text.find(">", start, start + _LONGEST_INDENT)
            if mark >= 0 and (found := text.find(phrase, max(mark + 1, position), end)) >= 0:
                self._found(key, found, end)
                return self._line
            position = text.find(phrase, end + 1) if end < len(text) else -1
        self._missing.add(key)
        return self.of_words(words)

    def of_tag(self, name: str) -> int:
        """The line of the first tag of that name, which is in lower case."""
        return self._of_first(self._first_tags, name)

    def of_attribute(self, name: str) -> int:
        """The first line on which something of that name, in lower case, gets a value."""
        return self._of_first(self._first_attributes, name)

    def of_pattern(self, pattern: str) -> int:
        """The line of the next match of a regular expression, ignoring case."""
        if pattern not in self._missing:
            m = re.compile(pattern, re.I | re.M).search(self._text, self._next.get(pattern, 0))
            if m:
                self._found(pattern, m.start(), m.end())
            else:
                self._missing.add(pattern)
        return self._line

    def _of_first(self, places: dict[str, int], name: str) -> int:
        if name in places:
            self._found(name, places[name], places[name])
        return self._line

    @cached_property
    def _first_tags(self) -> dict[str, int]:
        return {m[1].lower(): m.start() for m in reversed(list(_TAG.finditer(self._text)))}

    @cached_property
    def _first_attributes(self) -> dict[str, int]:
        return {m[1].lower(): m.start() for m in reversed(list(_ATTRIBUTE.finditer(self._text)))}

    @cached_property
    def _lines(self) -> list[str]:
        return self._body.split("\n")

    @cached_property
    def _text(self) -> str:
        return code.blanked(self._body)

    def _find_address(self, spelling: str) -> bool:
        text = self._text
        start = self._next.get(spelling, 0)
        for position in {start: None, 0: None}:  # a definition, as in [1]: https://…, serves many links
            while (position := text.find(spelling, position)) >= 0:
                end = position + len(spelling)
                if (position == 0 or text[position - 1] in _BEFORE_AN_ADDRESS) and (
                    end == len(text) or text[end] in _AFTER_AN_ADDRESS
                ):
                    self._found(spelling, position, end)
                    return True
                position = end
        self._missing.add(spelling)
        return False

    def _find(self, phrase: str) -> bool:
        if phrase in self._missing:
            return False
        position = self._text.find(phrase, self._next.get(phrase, 0))
        if position >= 0:
            self._found(phrase, position, position + len(phrase))
        else:
            self._missing.add(phrase)
        return position >= 0

    def _found(self, key: str, start: int, end: int) -> None:
        self._next[key] = end
        if start >= self._line_start:
            self._line += self._text.count("\n", self._line_start, start)
        else:
            self._line = self._text.count("\n", 0, start) + 1
        self._line_start = start


def _distinctive(words: str) -> str:
    """The longest run of words without punctuation."""
    return max((run.strip() for run in _PLAIN.findall(words)), key=len, default="")[:60].rstrip()
