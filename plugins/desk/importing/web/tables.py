"""Tables: as Markdown where Markdown can hold them, as HTML where cells are merged or hold more than words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4.element import Tag

from plugins.desk.importing.blocks import Block
from plugins.desk.importing.web.tree import attribute, said, tags
from plugins.desk.importing.web.walk import Walk, cell_html, one_line, paragraphs

MORE = ("ul", "ol", "table", "blockquote", "pre")
"""What a cell of Markdown cannot hold."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WIDEST = 100
"""Columns and rows that one cell may span."""


@dataclass(slots=True)
class _Row:
    cells: list[Tag]
    is_header: bool


def table_blocks(walk: Walk, tag: Tag, depth: int) -> Iterator[Block]:
    """One table; a layout is the blocks of its cells, in their order."""
    caption = next((found for found in tags(tag, "caption") if _owner(found) is tag), None)
    if caption is not None:
        yield from walk.blocks(caption, depth)
    rows = _rows(tag)
    if not rows:
        return
    width = max(sum(_span(cell, "colspan") for cell in row.cells) for row in rows)
    if width < 2 or len(rows) < 2 or _is_layout(walk, tag, rows):
        for row in rows:
            for cell in row.cells:
                yield from walk.blocks(cell, depth)
        return
    walk.tables += 1
    merged = [cell for row in rows for cell in row.cells if _span(cell, "colspan") > 1 or _span(cell, "rowspan") > 1]
    if merged or any(tags(cell, *MORE) for row in rows for cell in row.cells):
        yield from _html(walk, rows, tag, merged)
    else:
        yield _markdown(walk, rows, width)


def _owner(tag: Tag) -> Tag | None:
    return next((parent for parent in tag.parents if parent.name == "table"), None)


def _rows(tag: Tag) -> list[_Row]:
    rows = []
    for row in tags(tag, "tr"):
        if _owner(row) is not tag:
            continue
        cells = [cell for cell in row.children if isinstance(cell, Tag) and cell.name in ("td", "th")]
        if any(said(cell) or tags(cell, "img") for cell in cells) or any(_span(cell, "rowspan") > 1 for cell in cells):
            in_head = row.parent is not None and row.parent.name == "thead"
            rows.append(_Row(cells, in_head or all(cell.name == "th" for cell in cells)))
    return rows


def _span(cell: Tag, name: str) -> int:
    text = attribute(cell, name)
    return min(max(int(text), 1), WIDEST) if re.fullmatch(r"\d{1,5}", text) else 1


def _is_layout(walk: Walk, tag: Tag, rows: list[_Row]) -> bool:
    """Whether the page only sets it in columns: web pages and mails do, text programs seldom."""
    if attribute(tag, "role") in ("presentation", "none"):
        return True
    if walk.is_document or any(row.is_header for row in rows):
        return False
    cells = [cell for row in rows for cell in row.cells]
    return any(tags(cell, "table", *HEADINGS) or len(tags(cell, "p")) > 2 for cell in cells)


def _markdown(walk: Walk, rows: list[_Row], width: int) -> Block:
    lines = [[_cell(walk, cell) for cell in row.cells] for row in rows]
    if not rows[0].is_header:
        walk.notes.append(
            f"table: the first row of table {walk.tables} became the heads of its columns: "
            f"“{said(rows[0].cells[0])[:40]}”."
        )
    text = [f"| {' | '.join([*cells, *([''] * (width - len(cells)))])} |" for cells in lines]
    return Block(raw="\n".join([text[0], f"|{' --- |' * width}", *text[1:]]), kind="other")


def _cell(walk: Walk, cell: Tag) -> str:
    """Its paragraphs, separated by line breaks."""
    parts = [one_line(block.raw) for block in walk.blocks(cell)]
    return "<br>".join(part.lstrip("#").strip() if part.startswith("#") else part for part in parts).replace("|", "\\|")


def _html(walk: Walk, rows: list[_Row], tag: Tag, merged: list[Tag]) -> Iterator[Block]:
    if merged:
        shown = "; ".join(f"“{said(cell)[:30]}”" for cell in merged[:3])
        walk.notes.append(
            f"table: table {walk.tables} has merged cells ({shown}), so it was written as HTML. Check it."
        )
    else:
        walk.notes.append(
            f"table: table {walk.tables} has lists or tables in its cells, so it was written as HTML. Check it."
        )
    lines = ["<table>"]
    for row in rows:
        lines.append("<tr>")
        for cell in row.cells:
            name = "th" if cell.name == "th" or row.is_header or row is rows[0] else "td"
            spans = "".join(
                f' {which}="{_span(cell, which)}"' for which in ("colspan", "rowspan") if _span(cell, which) > 1
            )
            inner = _nested(walk, cell)
            lines.append(f"<{name}{spans}>{inner}</{name}>")
        lines.append("</tr>")
    yield Block(raw="\n".join([*lines, "</table>"]), kind="other")
    for picture in tags(tag, "img"):
        yield from paragraphs(walk.inline(picture))


def _nested(walk: Walk, cell: Tag) -> str:
    """The HTML in a cell; a table within it as lines of its cells."""
    for row in [row for inner in tags(cell, "table") for row in tags(inner, "tr")]:
        row.name = "p"
        for at, part in enumerate(tags(row, "td", "th")):
            part.name = "span"
            for paragraph in tags(part, "p"):
                paragraph.name = "span"
            if at:
                part.insert(0, "; ")
    return "".join(cell_html(child, walk) for child in cell.children).strip()
