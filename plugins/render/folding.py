"""Fold plain text for the wire."""

COLUMNS = 72
MARKERS = ("- ", "* ")


def folded(text: str, columns: int = COLUMNS) -> str:
    """Fold each line at a space; what follows in an item of a list hangs below its words. No word is cut."""
    return "\n".join(_folded_line(line, columns) if len(line) > columns else line for line in text.split("\n"))


def _folded_line(line: str, columns: int) -> str:
    words = line.lstrip(" ")
    indent = " " * (len(line) - len(words))
    hang = indent + " " * _marker_width(words)
    lines: list[str] = []
    current = indent
    empty = True
    for word in words.split(" "):
        if not empty and len(current) + 1 + len(word) > columns:
            lines.append(current)
            current, empty = hang, True
        current = current + word if empty else f"{current} {word}"
        empty = False
    return "\n".join([*lines, current])


def _marker_width(words: str) -> int:
    """How far the words of a list's item stand in: 2 for `- `, 3 for `1. `, 0 for no item."""
    if words.startswith(MARKERS):
        return 2
    number, dot, _ = words.partition(". ")
    return len(number) + len(dot) if dot and number.isdigit() and len(number) < 4 else 0
