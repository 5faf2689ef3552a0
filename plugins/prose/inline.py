"""Plain links and emphasis within a run of words, read in one pass.

Markdown's own chain of patterns searches the words once for each pattern, puts a placeholder where it found something,
and searches what it found in turn. What is not plain is left to it.
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

PATTERNS = ("link", "em_strong")
"""The patterns of Markdown whose plain forms are read here."""

_MARK = re.compile(r"""(\[[^][]*\]\([^()"']*\)|\*\**)""")  # both begin with one character, to which the search skips
_EMPHASIS = {"*": "em", "**": "strong"}


def expand(element: Element) -> bool:
    """Put links and emphasis into an element whose text holds them as they are written; False where it is not plain."""
    if (plain := read(element.text or "")) is None:
        return False
    element.text = plain.text
    element[0:0] = plain
    return True


def read(words: str) -> Element | None:
    """The words with their links and emphasis, in an element that only holds them; None where not all of it is plain.

    Plain are `[label](address)`, `*one star*` and `**two**`. Of these, a link may stand in emphasis, and emphasis in a
    label. The words must hold nothing else that Markdown has a pattern for.
    """
    parts = _MARK.split(words)
    if any("[" in text or "_" in text for text in parts[::2]):
        return None
    holder = parent = Element("span")
    last: Element | None = None
    opened = ""
    for index, part in enumerate(parts):
        if index % 2 == 0:
            _append_text(part, parent, last)
        elif part[0] == "[":
            if (last := _link(part)) is None:
                return None
            parent.append(last)
        elif not opened and part in _EMPHASIS and _stands_before_words(parts, index):
            opened = part
            parent, last = Element(_EMPHASIS[part]), None
            holder.append(parent)
        elif part == opened and not parts[index - 1][-1:].isspace():
            opened = ""
            parent, last = holder, parent
        else:
            return None
    return None if opened else holder


def _append_text(text: str, parent: Element, last: Element | None) -> None:
    """Put text behind the last child of its parent, or before any."""
    if text and last is None:
        parent.text = text
    elif text and last is not None:
        last.tail = text


def _link(written: str) -> Element | None:
    label, _, address = written[1:-1].partition("](")
    link = Element("a", href=address.strip())
    link.text = label
    if "*" in label or "_" in label:
        return link if expand(link) else None
    return link


def _stands_before_words(parts: Sequence[str], index: int) -> bool:
    """Whether a mark is followed by something other than space, be it text or a link."""
    following = parts[index + 1]
    return not following[0].isspace() if following else index + 2 < len(parts)
