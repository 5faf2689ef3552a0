"""Change the words and links of a Markdown text, and no line of its code."""

import re
from collections.abc import Callable, Iterator

FENCE = re.compile(r" {0,3}(?:[-*+>] +|\d+[.)] +)*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[^`]|(?<!`)(?!\1(?!`))`+)*?(?<!`)\1(?!`)")
ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
Change = Callable[[str, int], str]
"""A stretch of text and the 0-based line on which it begins → the text to write instead."""


def outside_code(body: str, change: Change) -> str:
    return "".join(change(text, line) if is_text else text for text, line, is_text in _stretches(body))


def _stretches(body: str) -> Iterator[tuple[str, int, bool]]:
    """(Stretch, its first line, whether it is text and not code): fences, indented code and code spans are none."""
    held: list[str] = []
    start = 0
    fence = ""
    above, in_list, in_code = "", False, False
    lines = body.split("\n")
    for number, line in enumerate(lines):
        ended = line if number == len(lines) - 1 else f"{line}\n"
        indented = line.startswith(("    ", "\t"))
        opening = FENCE.match(line) if not fence else None
        if fence or opening:
            yield from _spans("".join(held), start)
            held, start = [], number + 1
            yield ended, number, False
            if opening:
                fence = opening["fence"]
            elif line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif indented and not in_list and line.strip() and (in_code or not above.strip()):
            in_code = True
            yield from _spans("".join(held), start)
            held, start = [], number + 1
            yield ended, number, False
        else:
            held.append(ended)
            if line.strip():
                in_code = False
                in_list = bool(ITEM.match(line)) or (in_list and line.startswith((" ", "\t")))
        above = line
    yield from _spans("".join(held), start)


def _spans(text: str, line: int) -> Iterator[tuple[str, int, bool]]:
    at = 0
    if "`" in text:
        for match in SPAN.finditer(text):
            yield text[at : match.start()], line + text.count("\n", 0, at), True
            yield match[0], line, False
            at = match.end()
    if text[at:]:
        yield text[at:], line + text.count("\n", 0, at), True
