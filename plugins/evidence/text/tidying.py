"""Cleans up the text of a page: brackets that a library reversed, several empty lines."""

import re

_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}(?=\n|\S|$)")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_TURNED = str.maketrans("()[]{}", ")(][}{")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def tidied(text: str) -> str:
    """At most one empty line in a row; brackets in Hebrew and Arabic in reading order."""
    text = _EMPTY_LINES.sub("\n\n", text)
    if not _RIGHT_TO_LEFT.search(text):
        return text
    return "\n".join(_with_brackets_right(line) if _RIGHT_TO_LEFT.search(line) else line for line in text.split("\n"))


def _with_brackets_right(line: str) -> str:
    """pdfium puts a line of Hebrew into reading order, but leaves its brackets as they were drawn."""
    turned = line.translate(_TURNED)
    return turned if _unpaired(turned) < _unpaired(line) else line


def _unpaired(line: str) -> int:
    open_ones: list[str] = []
    wrong = 0
    for character in line:
        if character in "([{":
            open_ones.append(character)
        elif character in _PAIRS:
            if open_ones and open_ones[-1] == _PAIRS[character]:
                open_ones.pop()
            else:
                wrong += 1
    return wrong + len(open_ones)
