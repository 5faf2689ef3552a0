"""On which line of a body something stands: found by looking for what was written there."""

import re
from functools import cached_property

from plugins.prose import code

_BEFORE_AN_ADDRESS = frozenset(" \t\n(<\"'=")
_AFTER_AN_ADDRESS = frozenset(" \t\n)>\"'")
_PLAIN = re.compile(r"[\w ,;]+")


class Places:
    """Finds the next place of a text each time it is asked for, in the order of the body.

    Where nothing is found, the answer is the line of what was found before.
    """

    def __init__(self, body: str) -> None:
        self._body = body
        self._next: dict[str, int] = {}
        self._missing: set[str] = set()
        self._line = 1
        self._line_start = 0

    def of_address(self, written: str, words: str = "") -> int:
        """The line of a link's address, or else of its words."""
        written = written.removeprefix("mailto:") if words in written else written
        spellings = (written, written.replace("&", "&amp;")) if "&" in written else (written,)
        for spelling in spellings:
            if spelling not in self._missing and spelling and self._find_address(spelling):
                return self._line
        return self.of_words(words or written)

    def of_words(self, words: str) -> int:
        """The line of a phrase, as far as it has no punctuation that may be written in another way."""
        run = _distinctive(words)
        if run and not self._find(run):
            self._find(" ".join(run.split()[:2]))  # the line may end within the run
        return self._line

    def of_quoted(self, words: str) -> int:
        """The line of a blockquote with these words."""
        pattern = rf"^[^>\n]{{0,20}}>[^\n]*{re.escape(_distinctive(words))}"
        line = self.of_pattern(pattern)
        return line if pattern in self._next else self.of_words(words)

    def of_pattern(self, pattern: str) -> int:
        """The line of the next match of a regular expression, upper and lower case being one."""
        m = re.compile(pattern, re.I | re.M).search(self._text, self._next.get(pattern, 0))
        if m:
            self._found(pattern, m.start(), m.end())
        return self._line

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
        position = self._text.find(phrase, self._next.get(phrase, 0))
        if position >= 0:
            self._found(phrase, position, position + len(phrase))
        return position >= 0

    def _found(self, key: str, start: int, end: int) -> None:
        self._next[key] = end
        if start >= self._line_start:
            self._line += self._text.count("\n", self._line_start, start)
        else:
            self._line = self._text.count("\n", 0, start) + 1
        self._line_start = start


def _distinctive(words: str) -> str:
    """The longest run of words that has no punctuation in it."""
    return max((run.strip() for run in _PLAIN.findall(words)), key=len, default="")[:60].rstrip()
