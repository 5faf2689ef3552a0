"""Paragraphs, headings, lists, and the other blocks of a body."""

import re
from dataclasses import replace
from html import escape

from plugins.prose.tree import Element, has_words, words_of
from plugins.prose.tree import plain as unescaped
from plugins.prose.walk import plain
from plugins.prose.walk.writer import Writer, raw, shows_something

LONGEST_LEAD = 300
_NUMBER = re.compile(r"-?\d{1,6}")


def paragraph(writer: Writer, element: Element) -> None:
    writer.end()
    if not element.children or not (has_words(element.children) or shows_something(element)):
        return
    writer.wrap("p", element)
    line = writer.end()
    if not writer.lead and not writer.inside and line and "".join(raw(element.children)).strip():
        writer.lead = _shortened(re.sub(r"[\x00\x03]", "", line).replace("\x02", " "))


def heading(writer: Writer, element: Element) -> None:
    writer.end()
    words = words_of(element.children)
    if not words:
        writer.phrasing(element.children)
        return
    placed = writer.outline.add(
        words, written_level=int(element.tag[1]), name=unescaped(element.attributes.pop("id", ""))
    )
    writer.wrap(f"h{placed.level}", element, f' id="{escape(placed.id)}"')
    writer.end()


def any_list(writer: Writer, element: Element) -> None:
    outermost = not writer.text.indent
    writer.end("\n")
    writer.inside += 1
    ordered = element.tag == "ol"
    start = element.attributes.get("start", "")
    number = int(start) if ordered and _NUMBER.fullmatch(start) else 1
    more = f' start="{number}"' if number != 1 else ""
    more += " reversed" if "reversed" in element.attributes else ""
    step = -1 if "reversed" in element.attributes else 1
    writer.html.append(f"<{element.tag}{writer.attributes(element)}{more if ordered else ''}>")
    for node in element.children:
        if isinstance(node, str) and not node.strip():
            writer.html.append(node)
            continue
        item = node if isinstance(node, Element) and node.tag == "li" else Element("li", {}, [node])
        if ordered and _NUMBER.fullmatch(value := item.attributes.get("value", "")):
            number = int(value)
        _item(writer, item, f"{number}. " if ordered else "- ", with_value=ordered)
        number += step
    writer.html.append(f"</{element.tag}>")
    writer.inside -= 1
    if outermost:
        writer.text.part()


def _item(writer: Writer, item: Element, marker: str, *, with_value: bool) -> None:
    value = item.attributes.get("value", "")
    outer = writer.text.start_item(marker)
    writer.wrap_flow("li", item, f' value="{int(value)}"' if with_value and _NUMBER.fullmatch(value) else "")
    writer.end("\n")
    writer.text.end_item(outer)


def stray(writer: Writer, element: Element) -> None:
    """An item, term or caption outside its list, table or figure."""
    writer.end()
    writer.wrap_flow("div", element)
    writer.end()


def definitions(writer: Writer, element: Element) -> None:
    writer.end()
    tags = [child.tag for child in element.elements()]
    if tags[:1] != ["dt"] or tags[-1] != "dd" or {*tags} != {"dt", "dd"}:
        stray(writer, element)
        return
    writer.inside += 1
    writer.html.append(f"<dl{writer.attributes(element)}>")
    for node in element.children:
        if isinstance(node, str):
            writer.html.append(node if not node.strip() else "")
        elif node.tag == "dt":
            writer.wrap("dt", node)
            writer.end("\n")
        else:
            outer = writer.text.start_item("  ")
            writer.wrap_flow("dd", node)
            writer.end("\n")
            writer.text.end_item(outer)
    writer.html.append("</dl>")
    writer.inside -= 1
    writer.text.part()


def preformatted(writer: Writer, element: Element) -> None:
    writer.end()
    kept, writer.text = writer.text, plain.PlainText()  # its lines are kept as written
    writer.wrap("pre", element, ' tabindex="0"')
    writer.text = kept
    code = unescaped("".join(raw(element.children)))
    if code.strip():
        writer.text.block(code.strip("\n"))


def rule(writer: Writer, _element: Element) -> None:
    writer.end()
    writer.html.append("<hr>")
    writer.text.block("* * *")


def division(writer: Writer, element: Element) -> None:
    writer.end()
    writer.wrap_flow("div", element)
    writer.end()


def figure(writer: Writer, element: Element) -> None:
    writer.end()
    writer.inside += 1
    children = list(element.elements())
    tags = [child.tag for child in children]
    if tags == ["blockquote", "figcaption"] and not element.attributes and not writer.holds_blocks(children[1]):
        source = Element("p", {}, ["— ", *children[1].children])
        writer.flow([replace(children[0], children=[*children[0].children, source])])
        writer.inside -= 1
        return
    writer.html.append(f"<figure{writer.attributes(element)}>")
    for node in element.children:
        if isinstance(node, Element) and node.tag == "figcaption" and node in (children[0], children[-1]):
            writer.end()
            writer.wrap_flow("figcaption", node)
            writer.end()
        else:
            writer.flow([node])
    writer.html.append("</figure>")
    writer.inside -= 1
    writer.end()


def details(writer: Writer, element: Element) -> None:
    writer.end()
    summary = next(element.elements(), None)
    if summary is None or summary.tag != "summary" or not has_words(summary.children):
        stray(writer, element)
        return
    writer.html.append(f"<details{writer.attributes(element)}{' open' if 'open' in element.attributes else ''}>")
    writer.wrap("summary", summary)
    writer.end()
    writer.flow([node for node in element.children if node is not summary])
    writer.html.append("</details>")
    writer.end()


def _shortened(text: str, most: int = LONGEST_LEAD) -> str:
    """The text, cut at a word boundary."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1].rpartition(" ")[0] or text[: most - 1]
    return f"{cut.rstrip(' ,;:–—-')}…"
