"""Footnotes, numbered in the order of their marks in the text."""

from collections.abc import Iterator

from plugins.prose.tree import Element
from plugins.prose.walk.writer import Writer

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def take_footnotes(writer: Writer, root: Element) -> None:
    """Remove the list that Markdown puts at the end from the tree, to number it in reading order."""
    for parent in _lineage(root):
        for element in parent.elements():
            if element.tag == "div" and element.attributes.get("class") == "footnote":
                items = [item for child in element.elements() if child.tag == "ol" for item in child.elements()]
                writer.notes.items = {item.attributes.pop("id", ""): item for item in items}
                parent.children.remove(element)
                return


def footnote_mark(writer: Writer, element: Element) -> bool:
    mark = next(element.elements(), None)
    name = mark.attributes.get("href", "")[1:] if mark is not None else ""
    if name not in writer.notes.items:
        return False
    if (quoted := writer.open_quotation) is not None and quoted.words:
        writer.notes.quoting.setdefault(name, quoted)
    number = writer.notes.number(name)
    uses = writer.notes.uses[number] = writer.notes.uses.get(number, 0) + 1
    place = writer.notes.mark_id(number, uses)
    writer.outline.ids.add(place)
    note = writer.notes.note_id(number)
    writer.html.append(f'<sup id="{place}"><a class="footnote-ref" href="#{note}" role="doc-noteref">')
    writer.html.append(f"{number}</a></sup>")
    writer.text.add(str(number).translate(_SUPERSCRIPT))
    return True


def write_footnotes(writer: Writer) -> None:
    if not writer.notes.items:
        return
    writer.inside += 1
    writer.html.append('<div class="footnotes" role="doc-endnotes"><ol>')
    for name in writer.notes.in_order():
        number = writer.notes.number(name)
        place = writer.notes.note_id(number)
        writer.outline.ids.add(place)
        outer = writer.text.start_item(f"{str(number).translate(_SUPERSCRIPT)} ")
        writer.notes.open = number
        writer.waiting = writer.notes.quoting.get(name)
        writer.wrap_flow("li", writer.notes.items[name], f' id="{place}"')
        writer.end("\n")
        writer.text.end_item(outer)
    writer.notes.open = 0
    writer.html.append("</ol></div>")


def way_back(writer: Writer) -> None:
    """Write the links from a footnote back to its marks, replacing the first that Markdown made."""
    number, writer.notes.open = writer.notes.open, 0
    for use in range(1, writer.notes.uses.get(number, 0) + 1):
        which = f"{number}" if use == 1 else f"{number}, {use}"
        writer.html.append(" " if use > 1 else "")
        writer.html.append(
            f'<a class="footnote-backref" href="#{writer.notes.mark_id(number, use)}" role="doc-backlink" '
            f'aria-label="Back to reference {which}">↩\ufe0e</a>'
        )


def _lineage(element: Element) -> Iterator[Element]:
    """An element, the last of its children, and so on: Markdown puts things at the end there."""
    below: list[Element] = [element]
    while below:
        yield below[-1]
        below = list(below[-1].elements())
