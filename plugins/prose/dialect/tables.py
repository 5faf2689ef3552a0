"""Tables as GitHub reads them: a head, a rule below it, and one row per line."""

import re
from xml.etree.ElementTree import Element, SubElement

_RULE_CELL = re.compile(r" *(:?)-+(:?) *")
_BAR = re.compile(r"(?<!\\)\|")


def alignments(rule: str, head: str) -> list[str] | None:
    """How the columns are aligned (left, center, right or nothing); None if the two lines do not begin a table."""
    if "|" not in head or len(rule.strip(" ")) < 2:
        return None
    cells = [_RULE_CELL.fullmatch(cell) for cell in split_row(rule)]
    if not cells or not all(cells) or len(split_row(head)) != len(cells):
        return None
    sides = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}
    return [sides[m[1], m[2]] for m in cells if m]


def split_row(line: str) -> list[str]:
    """The cells of a row. A bar after a backslash does not count, even in code."""
    line = line.strip(" ")
    line = line[1:] if line.startswith("|") else line
    cells = _BAR.split(line) if line else []
    if len(cells) > 1 and not cells[-1].strip(" "):
        cells.pop()
    return [cell.strip(" ").replace("\\|", "|") for cell in cells]


def build(parent: Element, lines: list[str], columns: list[str]) -> list[tuple[Element, int]]:
    """Put a table into an element, and return its non-empty cells, each with the position of its row."""
    table = SubElement(parent, "table")
    table.text = table.tail = "\n"
    head = _part(table, "thead")
    body = _part(table, "tbody") if len(lines) > 1 else head
    cells: list[tuple[Element, int]] = []
    for index, line in enumerate(lines):
        row = SubElement(body if index else head, "tr")
        row.text = row.tail = "\n"
        written = split_row(line)
        for column, side in enumerate(columns):
            cell = SubElement(row, "td" if index else "th")
            cell.tail = "\n"
            if side:
                cell.set("align", side)
            cell.text = written[column] if column < len(written) else ""
            if cell.text:
                cells.append((cell, index + 1 if index else 0))
    return cells


def _part(table: Element, tag: str) -> Element:
    part = SubElement(table, tag)
    part.text = part.tail = "\n"
    return part
