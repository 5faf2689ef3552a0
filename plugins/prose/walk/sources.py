"""Finds where a quotation names its source: after a dash or a hyphen, in brackets, on a separate line or in a separate
paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plugins.prose import links
from plugins.prose.links import Address
from plugins.prose.tree import Element, Node, has_words, is_footnote_mark, words_of
from plugins.prose.tree import plain as unescaped

_DASH = re.compile(r"\s*(?:[—–―]|--+)\s*")
_HYPHEN = re.compile(r"\s*[-~*·•+]\s+|\s*~\s*")
"""What people type for a dash: accepted only before a link to a document."""
_DASH_AT_END = re.compile(r"\s+(?:[—–―~-]|--+)\s*\Z|[—–―]\s*\Z|--+\s*\Z")
_PIN = re.compile(r"\b(?:pp?|pgs?|pág|págs|s)\.? ?\d|\b(?:pages?|páginas?|seiten?) \d", re.IGNORECASE)
PAGES = re.compile(
    r"(?<![\w.])(?:pp?|pgs?|págs?)\.? ?\d{1,4}\b|(?<!\w)(?:pages?|páginas?|seiten?) \d{1,4}\b", re.IGNORECASE
)
"""A page that is named, and no volume of a reporter, as in 521 U.S. 898."""
_PAGES_AT_END = re.compile(rf"(?:{PAGES.pattern})(?:[\s,&–—-]|\d|and|y|und|to|of)*[\s.)\]]*\Z", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]][\s.]*\Z")
_BEHIND_DASH = re.compile(r"[.!?…\"'”’»]\s*(?:[—–―]|\s--?\s)\s*([^—―\n]{1,80}?)\.?\s*\Z")
MOST_TYPED = 12
"""Words of a source that was typed without a link; what is longer is a sentence."""
_LEAD_IN = re.compile(
    r"[\s(\[]*(?:(?:source|from|see|in|fuente|de|véase|ver|en|quelle|aus)\b:?)?(?: the| el| la)?[\s:(\[]*",
    re.IGNORECASE,
)
_AFTER = re.compile(r"[\s.,;:)\]]*(?:(?:and|y|und|&amp;)[\s]*)?")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*\s*\Z|[\"”»]\s*\Z")
_ENDS = re.compile(r"(?<!\.\.)[.!?。！？][\"'”’»)\]]*\Z")
"""The end of a sentence that introduces nothing."""
LEADS_IN = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_NEXT_SENTENCE = re.compile(r"[.!?。！？][\"'”’»)\]]*\s")
_MARKED = {"s": "~~", "del": "~~", "strike": "~~", "ins": "++", "q": '"'}
"""Elements that show their words struck out, put in or quoted, and the mark that stands for it."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WRAPS = frozenset({"a", "b", "cite", "em", "i", "small", "strong"})


@dataclass(frozen=True, slots=True)
class Part:
    """Some paragraphs of a blockquote, and the line that says where they come from."""

    words: list[Node]
    source: list[Node] | None
    """The content of the source line, without its dash; None if there is no such line."""


@dataclass(slots=True)
class LedIn:
    """A link to a page in the sentence that introduces a blockquote: “The memo says:”."""

    link: Element
    reference: int | None = None
    """Of the link, once it is written."""


@dataclass(slots=True)
class Waiting:
    """For a blockquote without a source line: a link to a page, in it or in the paragraph right below, is its
    source."""

    words: str
    line: int
    opening: int
    """Index in the HTML where its figure would begin; the address of its source goes two places later."""
    closing: int = 0
    is_found: bool = False


def parts_of(quote: Element) -> list[Part]:
    """Split a blockquote after each source line, as Markdown joins consecutive quotations."""
    parts: list[Part] = []
    words: list[Node] = []
    for child in quote.children:
        if isinstance(child, Element) and child.tag in ("p", "ul"):
            kept, source = _split_source(child.children) if child.tag == "p" else _split_item(child)
            if source is not None and (has_words(kept) or has_words(words)):
                if has_words(kept):
                    words.append(replace(child, children=kept))
                parts.append(Part(words, source))
                words = []
                continue
        words.append(child)
    if has_words(words) or not parts:
        parts.append(Part(words, None))
    return parts


def with_sources_below(nodes: Sequence[Node]) -> list[Node]:
    """The same blocks, with a paragraph that is only the source of the blockquote above moved into it; it may be in a
    blockquote of its own, as a blank line begins one."""
    joined: list[Node] = []
    for node in nodes:
        quote = next((n for n in reversed(joined) if not (isinstance(n, str) and not n.strip())), None)
        if (
            isinstance(quote, Element)
            and quote.tag == "blockquote"
            and (alone := _paragraph_alone(node)) is not None
            and parts_of(quote)[-1].source is None
            and (source := _source_alone(alone.children)) is not None
        ):
            at = next(i for i in range(len(joined) - 1, -1, -1) if joined[i] is quote)
            joined[at] = replace(quote, children=[*quote.children, Element("p", {}, ["— ", *source])])
        else:
            joined.append(node)
    return joined


def _paragraph_alone(node: Node) -> Element | None:
    """The paragraph that this is, or that a blockquote has and nothing else."""
    if isinstance(node, str) or node.tag == "p":
        return node if isinstance(node, Element) else None
    inner = [child for child in node.children if not (isinstance(child, str) and not child.strip())]
    only = inner[0] if len(inner) == 1 and node.tag == "blockquote" else None
    return only if isinstance(only, Element) and only.tag == "p" else None


def led_in(nodes: Sequence[Node], index: int) -> tuple[LedIn | None, str]:
    """What a paragraph or heading that goes on in the blockquote below it (“The memo says:”, “As the memo has it”)
    names in its last sentence: the link to a page; else the words of a page without a link to a document."""
    following = (nodes[at] for at in range(index + 1, len(nodes)))
    below = next((node for node in following if not (isinstance(node, str) and not node.strip())), None)
    paragraph = nodes[index]
    if isinstance(paragraph, str) or isinstance(below, str) or below is None or below.tag != "blockquote":
        return None, ""
    said = words_of(paragraph.children)  # none in a paragraph that is a picture
    if said and _ENDS.search(said):
        return None, ""
    links = list(_links(paragraph.children))
    link = next((link for link in reversed(links) if _cites_page(link)), None)
    is_typed = link is None and PAGES.search(said) is not None and not any(map(_link_in, links))
    if link is None and not is_typed:
        return None, ""
    first, *others = parts_of(below)
    if others or first.source is not None or not has_words(first.words):
        return None, ""
    if link is None:
        last = _NEXT_SENTENCE.split(said)[-1].rstrip(":：,…—– ")
        return None, last if PAGES.search(last) and len(last.split()) <= MOST_TYPED else ""
    if any(_cites_page(inner) for inner in _links(first.words)):
        return None, ""
    label = words_of(link.children)  # none in a link round a picture
    after = said.rpartition(label)[2] if label else ""
    return None if _NEXT_SENTENCE.search(after) else LedIn(link), ""


def _links(nodes: Sequence[Node]) -> Iterator[Element]:
    for node in nodes:
        if isinstance(node, Element):
            yield from [node] if node.tag == "a" else _links(node.children)


def _cites_page(link: Element) -> bool:
    address = links.read_address(unescaped(link.attributes.get("href", "")))
    return isinstance(address, Address) and cites_page(address)


def cites_page(address: Address) -> bool:
    """Whether it leads to a page of a document, judging by the address."""
    if not address.fragment.startswith(("page=", "bates=")):
        return False
    return address.scheme == "document" or "documents/" in address.target or address.target.endswith((".pdf", ".md"))


def may_be_document(address: Address) -> bool:
    return address.scheme == "document" or cites_page(address)


def words_quoted(nodes: Sequence[Node]) -> str:
    """The words of blocks, paragraph by paragraph, without the sources of quotations in them.

    What is shown struck out, put in, raised, turned or as a picture is no plain word: it is marked as that.
    """
    return "\n\n".join(filter(None, (_block_words(node) for node in nodes)))


def _block_words(node: Node) -> str:
    if isinstance(node, str):
        return words_of([node])
    if node.tag in _MARKED or "dir" in node.attributes:
        return words_shown([node])
    if node.tag == "blockquote":
        return "\n\n".join(words_quoted(part.words) for part in parts_of(node))
    if node.tag in ("ul", "ol"):
        start = node.attributes.get("start", "1")
        first = int(start) if start.isascii() and start.isdigit() and node.tag == "ol" else 1
        items = [(number, _block_words(child)) for number, child in enumerate(node.elements(), first)]
        return "\n\n".join(f"{number}. {said}" if node.tag == "ol" else said for number, said in items if said)
    if any(child.tag in ("p", "ul", "ol", "blockquote") for child in node.elements()):
        return words_quoted(node.children)
    return words_shown(node.children)


def words_shown(nodes: Sequence[Node]) -> str:
    """The words of a paragraph, with a mark where readers see more than plain words."""
    return words_of([_shown(node) for node in nodes])


def _shown(node: Node) -> Node:
    if isinstance(node, str) or is_footnote_mark(node):
        return node
    children: list[Node] = [_shown(child) for child in node.children]
    if mark := _MARKED.get(node.tag):
        children = [mark, *children, mark]
    elif node.tag == "sup" and (digits := words_of(children)).isdecimal() and digits.isascii():
        children = [digits.translate(_RAISED)]
    elif node.tag == "img" and not node.attributes.get("alt"):
        return Element("", {}, ["[image]"])
    if node.attributes.get("dir") == "rtl":
        children = ["\u2067", *children, "\u2069"]
    return replace(node, children=children)


def typed_source(words: Sequence[Node]) -> str:
    """The source of a blockquote that names a page and has no link: its last line, or what ends that line in brackets
    or after a dash. Empty for none."""
    *before, last = [node for node in words if not (isinstance(node, str) and not node.strip())] or [""]
    if isinstance(last, str) or last.tag not in ("p", "ul") or any(_links([last])):
        return ""
    if last.tag == "ul":  # a hyphen below words may begin a list
        items = list(last.elements())
        return _names_page(words_of([items[-1]])) if items and (before or len(items) > 1) else ""
    *lines, line = [text for text in _lines(last.children).split("\n") if text.strip()] or [""]
    is_apart = _ENDS_SENTENCE.search(lines[-1]) is not None if lines else bool(before)
    if is_apart and (typed := _names_page(line)):
        return typed
    inner = _IN_BRACKETS.search(line) or _BEHIND_DASH.search(line)
    return _names_page(inner[1]) if inner is not None else ""


def typed_below(nodes: Sequence[Node]) -> str:
    """A paragraph right below a blockquote, or its footnote, that names a page, has no link, and is no sentence; empty
    for none."""
    nodes = [n for n in nodes if isinstance(n, str) or not n.attributes.get("class", "").startswith("footnote-")]
    return "" if any(_links(nodes)) else _names_page(" ".join(_lines(nodes).split()))


def _lines(nodes: Sequence[Node]) -> str:
    texts = (unescaped(n) if isinstance(n, str) else "\n" if n.tag == "br" else words_of([n]) for n in nodes)
    return "".join(texts)


def _names_page(line: str) -> str:
    """The words of a line that names a page at its end."""
    line = re.sub(r"\A[\s(\[—–―~-]*", "", line).rstrip(" .)]")
    return line if _PAGES_AT_END.search(line) and len(line.split()) <= MOST_TYPED else ""


def _split_source(nodes: Sequence[Node]) -> tuple[list[Node], list[Node] | None]:
    """Split a paragraph into the part before its source and, if it ends in one, the source."""
    for index in reversed(range(len(nodes))):
        node = nodes[index]
        if isinstance(node, str) and "\n" in node:
            before, _, after = node.rpartition("\n")
        elif isinstance(node, Element) and node.tag == "br":
            before = after = ""
        else:
            continue
        line = [after, *nodes[index + 1 :]]
        source = _without_dash(line, _DASH)
        words = [*nodes[:index], before]
        if source is None:
            source = _of_document(line, words)
        if source is None:
            return _split_line(nodes)
        while words and (words[-1] == "" or (isinstance(words[-1], Element) and words[-1].tag == "br")):
            words.pop()
        return words, source
    source = _without_dash(nodes, _DASH) or _of_document(nodes, [])
    return ([], source) if source is not None else _split_line(nodes)


def _of_document(line: Sequence[Node], before: Sequence[Node]) -> list[Node] | None:
    """A line with a link to a document, after a hyphen or nothing; None if it may be part of a sentence."""
    link = _document_link(line)
    if link is None:
        return None
    if (source := _without_dash(line, _HYPHEN)) is not None:
        return source
    said = unescaped("".join(raw for raw in before if isinstance(raw, str)))
    is_pin = _PIN.search(words_of([link])) is not None
    ends = not said.strip() or _ENDS_SENTENCE.search(said) is not None
    label = words_of([link])
    named = is_pin or (ends and (label[:1].isupper() or label.startswith(("http://", "https://", "www."))))
    return _source_alone(line) if named else None


def _source_alone(nodes: Sequence[Node]) -> list[Node] | None:
    """A line or paragraph of links to documents and no other words, without dash and brackets; else None."""
    if _document_link(nodes) is None:
        return None
    line = _without_dash(nodes, _DASH) or _without_dash(nodes, _HYPHEN) or list(nodes)
    texts = [node for node in line if isinstance(node, str)]
    first = next((i for i, node in enumerate(line) if not isinstance(node, str)), 0)
    opening = unescaped("".join(node for node in line[:first] if isinstance(node, str)))
    others = [node for node in line[first:] if isinstance(node, str)]
    if len(texts) + sum(_link_in(node) is not None for node in line) != len(line):
        return None
    if not _LEAD_IN.fullmatch(opening) or not all(_AFTER.fullmatch(text) for text in others):
        return None
    bracketed = re.match(r"\s*[(\[]", opening) is not None
    source = [re.sub(r"^\s*[(\[]\s*", "", opening), *line[first:]]
    if bracketed and isinstance(source[-1], str):
        source[-1] = re.sub(r"[)\]]", "", source[-1])
    if isinstance(source[-1], str):
        source[-1] = source[-1].rstrip(" .")
    return [node for node in source if node != ""]


def _split_line(nodes: Sequence[Node]) -> tuple[list[Node], list[Node] | None]:
    """A source at the end of the words' own line: in brackets, after a dash, or a link that names its page."""
    last = next((i for i in range(len(nodes) - 1, -1, -1) if _link_in(nodes[i]) is not None), None)
    if last is None or not all(
        isinstance(n, str) and re.fullmatch(r"[\s.,;)\]”\"]*", unescaped(n)) for n in nodes[last + 1 :]
    ):
        return list(nodes), None
    tail = unescaped("".join(node for node in nodes[last + 1 :] if isinstance(node, str)))
    if re.match(r"[\s.]*[)\]]", tail):
        for at in range(last - 1, -1, -1):
            text = nodes[at]
            if isinstance(text, str) and (opening := max(text.rfind("("), text.rfind("["))) >= 0:
                inner = [text[opening + 1 :], *nodes[at + 1 : last + 1]]
                if len(words_of([n for n in inner if isinstance(n, str)]).split()) > 6:
                    break
                rest = re.sub(r"^[\s.]*[)\]]", "", tail)
                return [*nodes[:at], text[:opening].rstrip() + rest], [n for n in inner if n != ""]
        return list(nodes), None
    before = nodes[last - 1] if last else ""
    if isinstance(before, str) and (m := _DASH_AT_END.search(before)) and not tail.strip(" ."):
        return [*nodes[: last - 1], before[: m.start()]], [nodes[last]]
    if isinstance(before, str) and _PIN.search(words_of([nodes[last]])) and _ENDS_SENTENCE.search(unescaped(before)):
        return list(nodes[:last]), [nodes[last]]
    return list(nodes), None


def _split_item(element: Element) -> tuple[list[Node], list[Node] | None]:
    """The last item of a list that is a source, as a hyphen below words may begin a list."""
    items = list(element.elements())
    nodes = items[-1].children if items else []
    if len(items) > 0 and nodes and len([n for n in nodes if not isinstance(n, str)]) == 1:
        inner = next((n for n in nodes if isinstance(n, Element) and n.tag == "p"), None)
        nodes = inner.children if inner is not None else nodes
    link = _document_link(nodes)
    if link is None:
        return list(element.children), None
    source = _source_alone(nodes)
    if source is None and len(items) == 1 and _PIN.search(words_of(nodes)) and len(words_of(nodes).split()) <= 12:
        source = list(nodes)
    if source is None:
        return list(element.children), None
    return [child for child in element.children if child is not items[-1]], source


def _document_link(nodes: Sequence[Node]) -> Element | None:
    return next((link for node in nodes if (link := _link_in(node)) is not None), None)


def _link_in(node: Node) -> Element | None:
    """The link to a document that this element is, or that it emphasizes."""
    if isinstance(node, str):
        return None
    if node.tag == "a":
        address = links.read_address(unescaped(node.attributes.get("href", "")))
        return node if isinstance(address, Address) and may_be_document(address) else None
    inner = list(node.elements())
    return _link_in(inner[0]) if node.tag in _WRAPS and len(inner) == 1 and len(node.children) == 1 else None


def _without_dash(line: Sequence[Node], dash: re.Pattern[str]) -> list[Node] | None:
    """The line after its dash; None if it has no dash at the start, or nothing after it."""
    for index, node in enumerate(line):
        if isinstance(node, str):
            if not node.strip():
                continue
            m = dash.match(node)
            rest: list[Node] = [node[m.end() :], *line[index + 1 :]] if m else []
        else:
            inner = _without_dash(node.children, dash) if node.tag in _WRAPS else None
            rest = [replace(node, children=inner), *line[index + 1 :]] if inner is not None else []
        return rest if has_words(rest) else None
    return None
