"""The part of a body written so far, and the operations that every element is written with."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from plugins.prose.links import Address, Refused
from plugins.prose.model import Finding, Quotation, Reference, Slot
from plugins.prose.tree import Element, Node, is_footnote_mark
from plugins.prose.tree import plain as unescaped
from plugins.prose.walk import clicks, plain
from plugins.prose.walk.notes import Notes
from plugins.prose.walk.outline import Outline
from plugins.prose.walk.places import Places
from plugins.prose.walk.sources import LEADS_IN, LedIn, Waiting, led_in, typed_below, with_sources_below
from plugins.records.fixing.fixes import with_address, write

_DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
_LANGUAGE = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*", re.I)
_CODE_CLASS = re.compile(r"language-[\w+#.-]{1,40}")

Write = Callable[["Writer", Element], None]
"""Writes one element, with its content."""


class Writer:
    """Writes elements in reading order: each by the function for its tag, or unchanged if there is none."""

    def __init__(
        self,
        body: str,
        lang: str,
        *,
        blocks: Mapping[str, Write],
        inlines: Mapping[str, Write],
        outline: Outline,
        lost: Iterator[str],
        series: int,
    ) -> None:
        self.lang = lang
        self.html: list[str | Slot] = []
        self.text = plain.PlainText()
        self.references: list[Reference] = []
        self.quotations: list[Quotation] = []
        self.outline = outline
        self.lead = ""
        self.findings: list[Finding] = []
        self.places = Places(body)
        self.notes = Notes(series)
        self.lost = lost
        """Addresses that the sanitizer removed, in order."""
        self.inside = 0
        """Depth in lists, quotations, tables, whose text cannot be the lead."""
        self.in_link = False
        self.beside = ("", "")
        """The characters on either side of the element that is being written."""
        self.open_quotation: Waiting | None = None
        """The blockquote that is being written, if it has no source line."""
        self.waiting: Waiting | None = None
        """The one right above."""
        self.led_in: LedIn | None = None
        """The link that introduces the one right below."""
        self.typed_above = ""
        """The page that the sentence above it names without a link."""
        self.cite: list[int] | None = None
        """In the source line of a quotation: its links."""
        self._blocks = blocks
        self._inlines = inlines
        self._watches_clicks = clicks.may_hold_clicks(body)

    def flow(self, nodes: Sequence[Node]) -> None:
        """Write an element that may contain paragraphs as well as words."""
        quotes = any(isinstance(node, Element) and node.tag == "blockquote" for node in nodes)
        if quotes:
            nodes = with_sources_below(nodes)
        for index, node in enumerate(nodes):
            if isinstance(node, str):
                self.words(node)
            elif (block := self._blocks.get(node.tag)) is not None:
                if quotes and node.tag != "blockquote":
                    self.led_in, self.typed_above = led_in(nodes, index) if node.tag in LEADS_IN else (None, "")
                block(self, node)
                if node.tag != "blockquote":
                    if self.waiting is not None and not self.waiting.is_found and node.tag == "p":
                        self.typed(self.waiting, typed_below(node.children))
                    self.waiting = None
            elif node.tag != "a" and self.holds_blocks(node):
                self.flow(node.children)  # `<b>` that was never closed runs on through the paragraphs below
            else:
                self.beside = _beside(nodes, index)
                self._inline(node)
        self.waiting = None

    def typed(self, quoted: Waiting, source: str) -> None:
        """Note a source that names a page and has no link."""
        if source:
            self.quotations.append(Quotation(text=quoted.words, speaker=source, reference=None, line=quoted.line))

    def end(self, gap: str = "\n\n") -> str:
        line = self.text.end(gap)
        self.find_clicks(line)
        return line

    def wrap(self, tag: str, element: Element, more: str = "") -> None:
        """Write an element that contains only words."""
        self.html.append(f"<{tag}{self.attributes(element)}{more}>")
        self.phrasing(element.children)
        self.html.append(f"</{tag}>")

    def wrap_flow(self, tag: str, element: Element, more: str = "") -> None:
        self.html.append(f"<{tag}{self.attributes(element)}{more}>")
        self.flow(element.children)
        self.html.append(f"</{tag}>")

    def phrasing(self, nodes: Sequence[Node]) -> None:
        """Write an element that may contain only words; of any block in it, only the words."""
        for index, node in enumerate(nodes):
            if isinstance(node, str):
                self.words(node)
            elif node.tag in self._blocks:
                self.words(" ")
                self.phrasing(node.children)
                self.words(" ")
            else:
                self.beside = _beside(nodes, index)
                self._inline(node)

    def words(self, text: str) -> None:
        self.html.append(text)
        self.text.add(unescaped(text))

    def _inline(self, element: Element) -> None:
        write = self._inlines.get(element.tag)
        if write is not None:
            write(self, element)
        else:
            self.wrap(element.tag, element)

    def refer(self, address: Address, text: str, line: int, *, is_image: bool = False) -> int:
        self.references.append(
            Reference(
                scheme=address.scheme,
                target=address.target,
                fragment=address.fragment,
                text=text,
                line=line,
                role="image" if is_image else "link",
            )
        )
        return len(self.references) - 1

    def find(self, code: str, line: int, what: str, fix: str) -> None:
        self.findings.append(Finding(code=code, line=line, what=what, fix=fix))

    def refuse(self, line: int, written: str, address: Refused) -> None:
        """Report an address, with the whole line to write where it is known what is meant."""
        better = with_address(self.places.line(line), written, address.better) if address.better else ""
        guess = f"{address.fix} " if address.fix.endswith("?") else address.where
        fix = f"{guess}{write(better)}" if better else address.fix
        self.find("L005", line, address.what, fix)

    def find_clicks(self, line: str) -> None:
        """Report each “click here” outside of links in a line, as `end` returns it."""
        if not self._watches_clicks or not line:
            return
        for words, around, pattern in clicks.clicks_in(plain.unlinked(line)):
            what = f"“{words}” links to nothing: “{around}”"
            fix = "link the name of what is meant, as in [the letter]({document}name)"
            self.find("L006", self.places.of_pattern(pattern), what, fix)

    def attributes(self, element: Element) -> str:
        if not element.attributes:
            return ""
        written: list[str] = []
        for name, value in element.attributes.items():
            match name:
                case "id" if value.strip():
                    written.append(f' id="{escape(self.outline.unique(unescaped(value)))}"')
                case "name" if element.tag == "a" and value.strip() and "id" not in element.attributes:
                    written.append(f' id="{escape(self.outline.unique(unescaped(value)))}"')
                case "title" if value.strip():
                    written.append(f' title="{value}"')
                case "lang" if _LANGUAGE.fullmatch(value):
                    written.append(f' lang="{value}"')
                case "dir" if value in _DIRECTIONS:
                    written.append(f' dir="{value}"')
                case "class" if element.tag == "code" and (m := _CODE_CLASS.search(value)):
                    written.append(f' class="{m[0]}"')
        return "".join(written)

    def holds_blocks(self, element: Element) -> bool:
        return any(child.tag in self._blocks or self.holds_blocks(child) for child in element.elements())


def _beside(nodes: Sequence[Node], index: int) -> tuple[str, str]:
    before = nodes[index - 1] if index else ""
    after = nodes[index + 1] if index + 1 < len(nodes) else ""
    return before[-1:] if isinstance(before, str) else "", after[:1] if isinstance(after, str) else ""


def shows_something(element: Element) -> bool:
    return any(
        child.tag in ("a", "img") or is_footnote_mark(child) or shows_something(child) for child in element.elements()
    )


def raw(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "br":
            yield "\n"
        else:
            yield from raw(node.children)
