"""Fold plain text for the wire."""

COLUMNS = 72
MARKERS = ("- ", "* ")


def folded(text: str, columns: int = COLUMNS) -> str:
    """Fold each line at a space; further lines of a list item are indented below its words. No word is cut."""
    return "\n".join(_folded_line(line, columns) if len(line) > columns else line for line in text.split("\n"))


def _folded_line(line: str, columns: int) -> str:
    words = line.lstrip(" ")
    indent = " " * (len(line) - len(words))
    hang = indent + " " * _marker_width(words)
    lines: list[str] = []
    prefix, start, end = indent, 0, len(words)
    while len(prefix) + end - start > columns:
        room = max(columns - len(prefix), 0)
        cut = words.rfind(" ", start, start + room + 1)
        if cut < start and (cut := words.find(" ", start)) < 0:
            break
        lines.append(prefix + words[start:cut])
        prefix, start = hang, cut + 1
    return "\n".join([*lines, prefix + words[start:]])


def _marker_width(words: str) -> int:
    """Indent of a list item's words: 2 for `- `, 3 for `1. `, 0 for anything else."""
    if words.startswith(MARKERS):
        return 2
    number, dot, _ = words.partition(". ")
    return len(number) + len(dot) if dot and number.isdigit() and len(number) < 4 else 0
