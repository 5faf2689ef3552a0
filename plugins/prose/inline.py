"""Plain links and emphasis within a run of words, read in one pass.

Markdown's own chain of patterns searches the words once for each pattern, puts a placeholder where it found something,
and searches what it found in turn. What is not plain is left to it.
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

PATTERNS = ("link", "em_strong")
"""The patterns of Markdown whose plain forms are read here."""

_MARK = re.compile(r"""(\[[^][]*\]\([^()"']*\)|\*\**)""")  # both begin with one character, to which the search skips
_EMPHASIS = {"*": "em", "**": "strong"}


def expand(element: Element) -> bool:
    """Put links and emphasis into an element whose text holds them as they are written; False where it is not plain.

    Plain are `[label](address)`, `*one star*` and `**two**`. Of these, a link may stand in emphasis, and emphasis in a
    label. The text must hold nothing else that Markdown has a pattern for.
    """
    holder = Element("span")
    if not _fill(holder, element.text or ""):
        return False
    element.text = holder.text
    element[0:0] = holder
    return True


def _fill(outer: Element, words: str) -> bool:
    """Put words into an element that is empty; False where they are not plain, and then it is of no use."""
    parts = _MARK.split(words)
    parent, last, opened = outer, None, ""
    for index, part in enumerate(parts):
        if index % 2 == 0:
            if "[" in part or "_" in part:
                return False
            if not part:
                continue
            if last is None:
                parent.text = part
            else:
                last.tail = part
        elif part[0] == "[":
            label, _, address = part[1:-1].partition("](")
            last = SubElement(parent, "a", {"href": address.strip()})
            if not _fill(last, label):
                return False
        elif not opened and part in _EMPHASIS and _stands_before_words(parts, index):
            opened = part
            parent, last = SubElement(outer, _EMPHASIS[part]), None
        elif part == opened and not parts[index - 1][-1:].isspace():
            opened = ""
            parent, last = outer, parent
        else:
            return False
    return not opened


def _stands_before_words(parts: Sequence[str], index: int) -> bool:
    """Whether a mark is followed by something other than space, be it text or a link."""
    following = parts[index + 1]
    return not following[0].isspace() if following else index + 2 < len(parts)
