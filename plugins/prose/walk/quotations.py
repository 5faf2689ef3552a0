"""Blockquotes, and of each whose last line is its source: which words, and whose."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from plugins.prose.model import Quotation, Reference, Slot
from plugins.prose.tree import Element, Node, has_words, words_of
from plugins.prose.walk.writer import Writer, raw

_DASH = re.compile(r"\s*(?:[—–―]|--+)\s*")
_MAY_HOLD_A_DASH = frozenset({"a", "b", "cite", "em", "i", "small", "strong"})


@dataclass(frozen=True, slots=True)
class Part:
    """Some paragraphs of a blockquote, and the line that says where they come from."""

    words: list[Node]
    source: list[Node] | None
    """What the source line holds, without its dash; None where there is no such line."""


def parts_of(quote: Element) -> list[Part]:
    """Split a blockquote after each source line, for Markdown joins quotations that stand one below the other."""
    parts: list[Part] = []
    words: list[Node] = []
    for child in quote.children:
        if isinstance(child, Element) and child.tag == "p":
            before, source = _split_source(child.children)
            if source is not None and (has_words(before) or has_words(words)):
                if has_words(before):
                    words.append(replace(child, children=before))
                parts.append(Part(words, source))
                words = []
                continue
        words.append(child)
    if has_words(words) or not parts:
        parts.append(Part(words, None))
    return parts


def _split_source(nodes: Sequence[Node]) -> tuple[list[Node], list[Node] | None]:
    """Part a paragraph into what comes before its last line and, where that names a source, the source."""
    for index in reversed(range(len(nodes))):
        node = nodes[index]
        if isinstance(node, str) and "\n" in node:
            before, _, after = node.rpartition("\n")
        elif isinstance(node, Element) and node.tag == "br":
            before = after = ""
        else:
            continue
        source = _without_dash([after, *nodes[index + 1 :]])
        if source is None:
            return list(nodes), None
        words = [*nodes[:index], before]
        while words and (words[-1] == "" or (isinstance(words[-1], Element) and words[-1].tag == "br")):
            words.pop()
        return words, source
    source = _without_dash(nodes)
    return ([], source) if source is not None else (list(nodes), None)


def _without_dash(line: Sequence[Node]) -> list[Node] | None:
    """The line behind its dash; None where it starts with none, or ends there."""
    for index, node in enumerate(line):
        if isinstance(node, str):
            if not node.strip():
                continue
            m = _DASH.match(node)
            rest: list[Node] = [node[m.end() :], *line[index + 1 :]] if m else []
        else:
            inner = (
                _without_dash(node.children) if node.tag in ("em", "strong", "i", "b", "small", "cite", "a") else None
            )
            rest = [replace(node, children=inner), *line[index + 1 :]] if inner is not None else []
        return rest if has_words(rest) else None
    return None


def blockquote(writer: Writer, element: Element) -> None:
    writer.end()
    writer.inside += 1
    parts = parts_of(element)
    attributes = writer.attributes(element) if len(parts) == 1 else ""
    for part in parts:
        if part.source is None:
            writer.html.append(f"<blockquote{attributes}>")
            writer.flow(part.words)
            writer.end()
            writer.html.append("</blockquote>")
        else:
            _quotation(writer, part, attributes)
    writer.inside -= 1


def _quotation(writer: Writer, part: Part, attributes: str) -> None:
    assert part.source is not None
    words = "\n\n".join(filter(None, map(words_of, _paragraphs(part.words))))
    line = writer.places.of_quoted(next(filter(str.strip, "".join(raw(part.words)).split("\n")), ""))
    writer.html.append(f'<figure class="quotation"><blockquote{attributes}')
    hole = len(writer.html)
    writer.html.append(">")
    writer.flow(part.words)
    writer.end()
    writer.text.tighten()
    writer.html.append("</blockquote><figcaption>")
    writer.cite = []
    writer.text.add("— ")
    writer.phrasing(part.source)
    writer.end()
    cited, writer.cite = writer.cite, None
    reference = _cited(writer, cited)
    if reference is not None and writer.references[reference].scheme == "document":
        writer.html.append(Slot("mark", reference))
    writer.html.append("</figcaption></figure>")
    if reference is not None:
        cited_reference = writer.references[reference] = replace(writer.references[reference], role="cite")
        if cited_reference.scheme == "external":
            writer.html.insert(hole, f' cite="{escape(_url(cited_reference))}"')
        else:
            writer.html.insert(hole, Slot("cite", reference))
    writer.quotations.append(Quotation(text=words, speaker=words_of(part.source), reference=reference, line=line))


def _cited(writer: Writer, indices: Sequence[int]) -> int | None:
    """Of the links in a source line, the one to a document, or else the first that leads to another page."""
    pages = [i for i in indices if writer.references[i].scheme not in ("mail", "fragment")]
    return next((i for i in pages if writer.references[i].scheme == "document"), pages[0] if pages else None)


def _paragraphs(nodes: Sequence[Node]) -> Iterator[Sequence[Node]]:
    for node in nodes:
        if isinstance(node, Element):
            yield node.children if node.tag == "p" else [node]
        elif node.strip():
            yield [node]


def _url(reference: Reference) -> str:
    return f"{reference.target}#{reference.fragment}" if reference.fragment else reference.target
