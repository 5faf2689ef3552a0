"""Plain links, emphasis and code within a run of words, read in one pass.

Markdown's own chain of patterns searches the words once for each pattern, puts a placeholder where it found something,
and searches what it found in turn. What is not plain is left to it.
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString, code_escape

PATTERNS = ("backtick", "link", "em_strong")
"""The patterns of Markdown whose plain forms are read here."""

_MARK = re.compile(
    r"""(
        \[(?:[^][`]++|`[^`]+`)*+\]\([^()"'`]*\)  # each begins with one character, to which the search skips
      | \*\**
      | `[^`]+`(?!`)
    )""",
    re.VERBOSE,
)
_EMPHASIS = {"*": "em", "**": "strong"}


def expand(element: Element) -> bool:
    """Put links, emphasis and code into an element whose text holds them as written; False where it is not plain.

    Plain are `[label](address)`, `*one star*`, `**two**`, and code between single backticks. Of these, links and code
    may stand in emphasis, emphasis and code in a label. Markdown must have no other pattern for anything in the text.
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
            if "[" in part or "_" in part or "`" in part:
                return False
            if not part:
                continue
            if last is None:
                parent.text = part
            else:
                last.tail = part
        elif part[0] == "[":
            label, _, address = part[1:-1].rpartition("](")
            last = SubElement(parent, "a", {"href": address.strip()})
            if not _fill(last, label):
                return False
        elif part[0] == "`":
            last = SubElement(parent, "code")
            last.text = AtomicString(code_escape(part[1:-1].strip()))
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
