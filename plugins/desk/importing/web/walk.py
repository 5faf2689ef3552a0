"""HTML → blocks of Markdown: paragraphs, headings, lists, tables, quotations, pictures."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bs4.element import NavigableString, PreformattedString, Tag

from plugins.desk.importing.blocks import END, Block, body_text
from plugins.desk.importing.escaping import escape_inline, escape_start
from plugins.desk.importing.source import PICTURE, Picture
from plugins.desk.importing.web.links import Links
from plugins.desk.importing.web.tree import BREAKING, attribute, breaks, tags

EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
KEPT_AS_HTML = {"sup": "sup", "sub": "sub", "s": "s", "strike": "s", "kbd": "kbd"}
ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|e|o|a|º|ª)", re.IGNORECASE)
BRACKET = re.compile(r"(?<!\\)[\[\]]")
NUMBERED = re.compile(r"\ue010(\d+)\ue011")
"""The number that a Word list shows, as `sources.word` notes it in the text of its item."""
NOTE = "import-note"
"""The element that stands for the reference to a note; its `number` is that of the note."""
DEEPEST = 100
BREAK = "\0"
"""Marks a line break within a paragraph."""
FindPicture = Callable[[str, str], Picture | None]
"""The picture at an address, with its alternative text; None where it is absent."""


@dataclass(slots=True, kw_only=True)
class Walk:
    """One walk through a page, and what it comes upon."""

    links: Links
    find_picture: FindPicture
    table: "Callable[[Walk, Tag, int], Iterator[Block]]"
    """Makes the blocks of a table: `web.tables`, which needs this walk for what is in the cells."""
    is_document: bool = True
    """A text program's: its tables are tables, and not a layout."""
    pictures: list[Picture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Pictures that are somewhere else."""
    tables: int = 0

    def blocks(self, tag: Tag, depth: int = 0) -> Iterator[Block]:
        """The blocks within an element; runs of inline elements between them are paragraphs."""
        if depth > DEEPEST:
            yield from paragraphs(escape_inline(" ".join(tag.get_text(" ").split())))
            return
        inline: list[str] = []
        for child in list(tag.children):
            if isinstance(child, Tag) and breaks(child):
                yield from paragraphs("".join(inline))
                inline = []
                yield from self._block(child, depth + 1)
            else:
                inline.append(self.inline(child))
        yield from paragraphs("".join(inline))

    def _block(self, tag: Tag, depth: int) -> Iterator[Block]:
        match tag.name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                if words := one_line(NUMBERED.sub(r"\1. ", self.inline(tag))):
                    words = re.sub(r"^\*\*(.*)\*\*$", r"\1", words) if words.count("**") == 2 else words
                    yield Block(raw=f"{'#' * max(int(tag.name[1]), 2)} {words}", kind="heading")
            case "hr":
                yield Block(raw="---", kind="rule")
            case "ul" | "ol" | "menu" | "dir":
                yield from self._list(tag, depth)
            case "blockquote":
                if inner := body_text(tuple(self.blocks(tag, depth))):
                    yield Block(raw="\n".join(f"> {line}".rstrip() for line in inner.split("\n")), kind="other")
            case "pre":
                text = tag.get_text().strip("\n")
                if text.strip():
                    fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))
                    yield Block(raw=f"{fence}\n{text}\n{fence}", kind="other")
            case "table":
                yield from self.table(self, tag, depth)
            case _:
                yield from self.blocks(tag, depth)

    def _list(self, tag: Tag, depth: int) -> Iterator[Block]:
        """A list as one block: items indented as far as the words of the item that they are in."""
        items: list[str] = []
        number = _whole(attribute(tag, "start"), 1) - 1
        for child in list(tag.children):
            if not isinstance(child, Tag):
                if not isinstance(child, PreformattedString) and str(child).strip():
                    items.append(f"- {one_line(escape_inline(str(child)))}")
                continue
            if child.name in ("ul", "ol") and items:  # a list right in a list, as Google writes it
                inner = "\n".join(block.raw for block in self._list(child, depth + 1))
                width = len(re.match(r"(?:\d+\.|-) ", items[-1])[0])  # type: ignore[index]
                items[-1] += "\n" + _indented(inner, width)
                continue
            shown = _shown_number(child)
            number = shown or _whole(attribute(child, "value"), number + 1)
            marker = f"{number}. " if tag.name == "ol" else "- "
            if text := self._item(child, depth + 1):
                items.append(marker + _indented(text, len(marker)).lstrip(" "))
            else:
                number -= 1
        if items:
            yield Block(raw="\n".join(items), kind="other")

    def _item(self, tag: Tag, depth: int) -> str:
        parts: list[str] = []
        is_list = [False]
        for block in self.blocks(tag, depth):
            words = block.markdown if block.kind != "end" else escape_start(block.raw)
            nested = block.kind == "other" and bool(re.match(r"(?:-|\d+\.) ", words))
            between = "\n" if parts and nested and not is_list[-1] else "\n\n" if parts else ""
            parts.append(between + words)
            is_list.append(nested)
        return "".join(parts)

    def inline(self, node: object) -> str:
        """The words of an element as Markdown, with `BREAK` for each line break."""
        if isinstance(node, PreformattedString):  # a comment, a doctype
            return ""
        if isinstance(node, NavigableString):
            return escape_inline(re.sub(r"\s+", " ", str(node)))
        if not isinstance(node, Tag):
            return ""
        if node.name == "br":
            return BREAK
        if node.name == "img":
            return self._picture(node)
        if node.name == NOTE:
            return f"[^{attribute(node, 'number')}]"
        inner = "".join(self.inline(child) for child in node.children)
        inner = f" {inner} " if BREAKING.fullmatch(node.name) else inner
        words = inner.strip(f" {BREAK}")
        if not words:
            return inner
        before, _, after = inner.partition(words)
        if node.name == "a":
            return f"{before}{self._link(node, words)}{after}"
        if BREAK in words:
            return inner
        if node.name in EMPHASIS and "*" not in words:
            return f"{before}{EMPHASIS[node.name]}{words}{EMPHASIS[node.name]}{after}"
        if node.name in KEPT_AS_HTML and not (node.name == "sup" and ORDINAL.fullmatch(words)):
            kept = KEPT_AS_HTML[node.name]
            if kept == "s":
                self.notes.append(f"struck out in the source, and in the text as <s>: “{words[:60]}”. Cut or keep it.")
            return f"{before}<{kept}>{words}</{kept}>{after}"
        return inner

    def _link(self, tag: Tag, words: str) -> str:
        plain = tag.get_text(" ").strip()
        target = self.links.target(attribute(tag, "href"), " ".join(plain.split()))
        if not target:
            return words
        if target.lower() == f"mailto:{plain}".lower():
            return words
        if target.rstrip("/") == plain.rstrip("/") and not re.search(r"[()*_]", target):
            return target
        if "![" in words and "](" in words:  # a picture that is a link: the link goes, and is said
            self.links.lost.append(("a picture", target))
            return words
        target = target.replace("(", "%28").replace(")", "%29")
        return f"[{BRACKET.sub(_escaped, words.replace(BREAK, ' '))}]({target})"

    def _picture(self, tag: Tag) -> str:
        """The picture, if it came along; otherwise a remark where it stood."""
        address, alt = _source(tag), " ".join(attribute(tag, "alt").split())
        if attribute(tag, "width") in ("0", "1") or attribute(tag, "height") in ("0", "1"):
            return ""  # it counts readers, and shows nothing
        if GENERATED.search(alt):
            self.notes.append(
                f"alt: “{alt[:70]}” was written by a program, and left out. Write what the picture shows."
            )
            alt = ""
        picture = self.find_picture(address, alt)
        if picture is None:
            where = address if not address.startswith("data:") else "an image in the page"
            self.missing.append(f"{where} ({alt})" if alt else where)
            return f"<!-- {remark(f'picture not included: {where} {alt}'.strip())} -->"
        self.pictures.append(picture)
        return (
            f"![{escape_inline(alt).replace(']', chr(92) + ']')}]({{attach}}{PICTURE.format(len(self.pictures) - 1)})"
        )


GENERATED = re.compile(
    r"description (?:automatically )?generated|generated description|AI-generated content|automatisch generierte"
    r"|Descripción generada", re.IGNORECASE,
)  # fmt: skip


def remark(text: str) -> str:
    """What a draft says to its author, in a form that no page shows."""
    return f"import: {' '.join(text.replace('--', '- -').replace('>', '').split())}"


def _source(tag: Tag) -> str:
    """The address of a picture; of one that loads late, the address that it loads."""
    for name in ("src", "data-src", "data-lazy-src", "data-original"):
        address = attribute(tag, name).strip()
        if address and not (name == "src" and address.startswith("data:image/svg") and tag.get("data-src")):
            return address
    return ""


def _whole(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default


def _shown_number(item: Tag) -> int:
    """The number that the source shows for the item, taken out of its text; 0 where it notes none."""
    for text in item.find_all(string=NUMBERED):
        if isinstance(text, NavigableString) and (match := NUMBERED.search(str(text))):
            text.replace_with(NavigableString(NUMBERED.sub("", str(text), count=1)))
            return int(match[1])
    return 0


def _indented(text: str, width: int) -> str:
    return "\n".join(f"{' ' * width}{line}" if line else "" for line in text.split("\n"))


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def one_line(inline: str) -> str:
    return " ".join(inline.replace(BREAK, " ").split())


def paragraphs(inline: str) -> Iterator[Block]:
    """Lines separated by a `br` are joined blocks; two in a row separate paragraphs."""
    joined = False
    for line in inline.split(BREAK):
        words = " ".join(NUMBERED.sub("", line).split())
        if not words:
            joined = False
        elif END.fullmatch(words):
            yield Block(raw=words, kind="end")
        else:
            yield Block(raw=words if words.startswith("<!-- import:") else escape_start(words), joined=joined)
            joined = True


def cell_html(node: object, walk: Walk) -> str:
    """What is in a cell, as HTML on one line, for a table that Markdown cannot hold."""
    if isinstance(node, PreformattedString):
        return ""
    if isinstance(node, NavigableString):
        return html.escape(re.sub(r"\s+", " ", NUMBERED.sub("", str(node))), quote=False)
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return "<br>"
    if node.name == NOTE:
        return f" (note {attribute(node, 'number')})"
    if node.name == "img":
        walk.notes.append("a picture stood in a table whose cells are merged: it was put below the table.")
        return ""
    inner = "".join(cell_html(child, walk) for child in node.children)
    name = {"b": "strong", "i": "em", "strike": "s"}.get(node.name, node.name)
    if name == "a":
        words = " ".join(node.get_text(" ").split())
        target = walk.links.target(attribute(node, "href"), words)
        return f'<a href="{html.escape(target)}">{inner}</a>' if target else inner
    if name in ("strong", "em", "s", "sup", "sub", "ul", "ol", "li", "blockquote") or (name == "p" and _has_more(node)):
        return f"<{name}>{inner.strip() if name in ('p', 'li') else inner}</{name}>" if inner.strip() else inner
    if re.fullmatch(r"h[1-6]", name):
        return f"<strong>{inner}</strong><br>"
    return inner


def _has_more(paragraph: Tag) -> bool:
    """Whether it is one of several in its cell."""
    parent = paragraph.parent
    return parent is not None and len([tag for tag in tags(parent, "p") if tag.parent is parent]) > 1
