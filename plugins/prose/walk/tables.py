"""Tables, each in a container that scrolls on a narrow screen."""

import re
from collections.abc import Iterator
from html import escape

from plugins.prose.tree import Element, words_of
from plugins.prose.walk.writer import Writer

WIDE = 6
"""Least number of columns of a table that may use the space beside the text."""
_SPAN_NUMBER = re.compile(r"[1-9]\d{0,2}")


def table(writer: Writer, element: Element) -> None:
    writer.end()
    writer.inside += 1
    label = _table_label(element) or (writer.outline.headings[-1].text if writer.outline.headings else "Table")
    first_row = next(_rows(element), None)
    is_wide = first_row is not None and sum(1 for _ in first_row.elements()) >= WIDE
    name = "scroll scroll--wide" if is_wide else "scroll"
    writer.html.append(f'<div class="{name}" role="region" tabindex="0" aria-label="{escape(label)}">')
    writer.html.append(f"<table{writer.attributes(element)}>")
    for node in element.children:
        if isinstance(node, str):
            writer.html.append(node if not node.strip() else "")
        elif node.tag == "caption":
            writer.wrap("caption", node)
            writer.end()
        elif node.tag == "tr":
            _row(writer, node, heads=node is first_row)
        else:
            writer.html.append(f"<{node.tag}{writer.attributes(node)}>")
            for child in node.children:
                if isinstance(child, str):
                    writer.html.append(child)
                else:
                    _row(writer, child, heads=node.tag == "thead" or child is first_row)
            writer.html.append(f"</{node.tag}>")
    writer.html.append("</table></div>")
    writer.inside -= 1
    writer.text.part()


def _row(writer: Writer, row: Element, *, heads: bool) -> None:
    cells = [cell for cell in row.elements() if cell.tag in ("td", "th")]
    if not cells:
        return
    writer.text.start_row()
    writer.html.append(f"<tr{writer.attributes(row)}>")
    for index, cell in enumerate(cells):
        if index:
            writer.text.add(" | ")
        more = _cell_attributes(cell)
        if cell.tag == "th":
            writer.wrap("th", cell, f'{more} scope="{"col" if heads else "row"}"')
        else:
            writer.wrap_flow("td", cell, more)
    writer.html.append("</tr>")
    writer.find_clicks(writer.text.end_row())


def _rows(element: Element) -> Iterator[Element]:
    for child in element.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _table_label(table: Element) -> str:
    """A table's accessible name: its caption, or else the words of its head."""
    for child in table.elements():
        if child.tag == "caption" and (words := words_of(child.children)):
            return words
    first_row = next(_rows(table), None)
    cells = first_row.elements() if first_row is not None else ()
    return ", ".join(filter(None, (words_of(cell.children) for cell in cells if cell.tag == "th")))


def _cell_attributes(cell: Element) -> str:
    more = "".join(
        f' {name}="{value}"'
        for name in ("colspan", "rowspan")
        if _SPAN_NUMBER.fullmatch(value := cell.attributes.get(name, ""))
    )
    align = cell.attributes.get("align", "").lower()
    return f'{more} class="align-{align}"' if align in ("left", "center", "right") else more
