"""HTML as trees that can be compared: what is what, in which order and how nested, and every word."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown_it import MarkdownIt

BLOCKS = frozenset(
    {
        "blockquote", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
        "pre", "root", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
VOID = frozenset({"br", "hr", "img", "input", "wbr"})
SHOWN = {"a": ("href", "title"), "img": ("src", "alt", "title"), "ol": ("start",), "code": ("class",)}

READER = MarkdownIt("commonmark").enable("table")
"""CommonMark 0.31 with GitHub's tables."""


@dataclass
class Node:
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: list["Node | str"] = field(default_factory=list)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("root")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = SHOWN.get(tag, ())
        node = Node(tag, tuple(sorted((k, _plain(k, v or "")) for k, v in attrs if k in wanted)))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]) and tag not in VOID:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        children = self.open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)


def tree(html: str) -> object:
    """The tree of some HTML; space counts in code alone."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return _folded(builder.open[0], verbatim=False)


def _plain(name: str, value: str) -> str:
    if name not in ("href", "src"):
        return " ".join(value.split())
    return unquote(value)


def _folded(node: Node, *, verbatim: bool) -> object:
    verbatim = verbatim or node.tag == "pre"
    children: list[object] = []
    for child in node.children:
        if isinstance(child, str):
            text = child.rstrip("\n") if verbatim else " ".join(f".{child}.".split())[1:-1]
            text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n") if verbatim else text
            children.append(text)
        else:
            folded = _folded(child, verbatim=verbatim)
            if _is_bare(child) and isinstance(folded, tuple):
                children += folded[2]
            elif child.tag not in HEADINGS or child.children:
                children.append(folded)
    return (node.tag, node.attributes, _joined(children, node.tag))


def _joined(children: list[object], tag: str) -> tuple[object, ...]:
    joined: list[object] = []
    for child in children:
        if isinstance(child, str) and joined and isinstance(joined[-1], str):
            joined[-1] += child
        else:
            joined.append(child)
    if tag in ("pre", "code"):
        return tuple(child for child in joined if child)
    for index, child in enumerate(joined):
        if isinstance(child, str):
            if index == 0 or _breaks(joined[index - 1]):
                child = child.lstrip(" ")
            if index == len(joined) - 1 or _breaks(joined[index + 1]):
                child = child.rstrip(" ")
            joined[index] = child
    return tuple(child for child in joined if child)


def _breaks(child: object) -> bool:
    return isinstance(child, tuple) and (child[0] in BLOCKS or child[0] == "br")


def _is_bare(node: Node) -> bool:
    """Whether a link's words are its address: such an address is a link as it stands."""
    words = "".join(child for child in node.children if isinstance(child, str))
    address = dict(node.attributes).get("href", "")
    return node.tag == "a" and address in (words, f"http://{words}", f"mailto:{words}")
