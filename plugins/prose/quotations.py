"""A blockquote whose last line is its source: which words, and whose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plugins.prose.tree import Element, Node, has_words

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
