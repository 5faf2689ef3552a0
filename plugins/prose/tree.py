"""A body's clean HTML as a tree. The sanitizer writes only one form of HTML, so this needs no second parser."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Union

_TAG = re.compile(r"(<[^>]*>)")
_ATTRIBUTE = re.compile(r'([^\s="<>]+)="([^"]*)"')
_VOID = frozenset({"br", "hr", "img", "wbr"})


@dataclass(slots=True)
class Element:
    """One element; the text between its children is escaped, as written in HTML."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    """Values as written in HTML, escaped."""
    children: list[Union["Element", str]] = field(default_factory=list)

    def elements(self) -> Iterator["Element"]:
        return (child for child in self.children if isinstance(child, Element))


Node = Element | str


def tokens(html: str) -> list[str]:
    """Split HTML into text, tag, text, tag … text: even indexes are text, odd ones a whole tag."""
    return _TAG.split(html)


def name_of(tag: str) -> str:
    """The element's name in a tag, such as `<p>`, `</p>` or `<a href="…">`."""
    return tag.strip("</>").partition(" ")[0]


def build(parts: Sequence[str]) -> Element:
    """Make a tree of tokens, in an element without a name."""
    root = Element("")
    open_elements = [root]
    for index, part in enumerate(parts):
        if not part:
            continue
        siblings = open_elements[-1].children
        if index % 2 == 0:
            siblings.append(part)
        elif part[1] == "/":
            open_elements.pop()
        else:
            inside = part[1:-1]
            name, space, attributes = inside.partition(" ")
            element = Element(name, dict(_ATTRIBUTE.findall(attributes)) if space else {})
            siblings.append(element)
            if name not in _VOID:
                open_elements.append(element)
    return root


def words_of(nodes: Sequence[Node]) -> str:
    """The words that a reader sees in `nodes`, including an image's alt text, on one line."""
    return " ".join("".join(_words(nodes)).split())


def has_words(nodes: Sequence[Node]) -> bool:
    if nodes and isinstance(nodes[0], str) and nodes[0].strip():
        return True
    return any(word.strip() for word in _words(nodes))


def plain(text: str) -> str:
    """Text from HTML, unescaped."""
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def is_footnote_mark(element: Element) -> bool:
    return element.tag == "sup" and element.attributes.get("id", "").startswith("fnref")


def _words(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield plain(node)
        elif node.tag == "img":
            yield plain(node.attributes.get("alt", ""))
        elif node.tag == "br":
            yield "\n"
        elif node.tag == "rt":
            yield f"({words_of(node.children)})"
        elif node.tag != "rp" and not is_footnote_mark(node):
            yield from _words(node.children)
