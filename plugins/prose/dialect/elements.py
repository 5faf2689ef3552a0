"""Turns blocks into elements. Their words are put in as written and listed, to be read once all blocks are known."""

import re
from collections.abc import Callable, Iterable
from typing import cast
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from plugins.prose.dialect import tables
from plugins.prose.dialect.addresses import Destination, take_definitions, unescaped
from plugins.prose.dialect.block import (
    CODE,
    FENCE,
    HEADING,
    HTML,
    LIST,
    PARAGRAPH,
    QUOTE,
    RULE,
    TABLE,
    TERM,
    TERMS,
    Block,
)
from plugins.prose.dialect.words import escaped

_LANGUAGE = re.compile(r"(?:\{ *:? *\.?)?([^\s{}]+)")


class Elements:
    """Creates the elements of a text."""

    def __init__(self, references: dict[str, Destination], stash: Callable[[str], str]) -> None:
        self.words: list[tuple[Element, int]] = []
        """Elements whose text is still to be read, each with its line."""
        self._references = references
        self._stash = stash

    def fill(self, parent: Element, blocks: Iterable[Block], *, is_tight: bool = False) -> None:
        """Put blocks into an element; `is_tight` if its paragraphs are just words."""
        for block in blocks:
            kind = block.kind
            if kind == PARAGRAPH:
                self._paragraph(parent, block, is_tight=is_tight)
            elif kind == HEADING:
                self._with_words(_block(parent, f"h{block.data}"), block.lines[0], block.first)
            elif kind == LIST:
                self._list(parent, block)
            elif kind == QUOTE:
                self.fill(_block(parent, "blockquote", "\n"), block.children)
            elif kind == TABLE:
                cells = tables.build(parent, block.lines, block.data)
                self.words += [(cell, block.first + row) for cell, row in cells]
            elif kind == TERMS:
                self._terms(parent, block)
            elif kind == CODE:
                _code(parent, "\n".join(block.lines[: block.last - block.first + 1]), "")
            elif kind == FENCE:
                m = _LANGUAGE.match(unescaped(block.data[2]))
                _code(parent, "\n".join(block.lines), m[1] if m else "")
            elif kind == HTML:
                self._nameless(parent).text = self._stash("\n".join(block.lines))
            elif kind == RULE:
                _block(parent, "hr")

    def _with_words(self, element: Element, text: str, line: int) -> None:
        element.text = text
        if text:
            self.words.append((element, line))

    def _paragraph(self, parent: Element, block: Block, *, is_tight: bool) -> None:
        lines = block.lines
        text = "\n".join(lines) if len(lines) > 1 else lines[0]
        line = block.first
        if text[0] == "[":
            end = take_definitions(text, self._references)
            line += text.count("\n", 0, end)
            text = text[end:]
        text = text.rstrip(" ")
        if not text:
            return
        if not is_tight:
            element = _block(parent, "p")
        elif len(parent) == 0 and not (parent.text or "").strip():
            element = parent
        else:
            element = self._nameless(parent)
        element.text = text
        self.words.append((element, line))

    def _list(self, parent: Element, block: Block) -> None:
        mark, start = block.data
        element = _block(parent, "ol" if mark in ".)" else "ul", "\n")
        if start != 1:
            element.set("start", str(start))
        is_tight = not block.is_loose()
        for item in block.children:
            children = item.children
            is_words = is_tight and bool(children) and children[0].kind == PARAGRAPH
            text = None if is_words or not children else "\n"
            self.fill(_block(element, "li", text), children, is_tight=is_tight)

    def _terms(self, parent: Element, block: Block) -> None:
        element = _block(parent, "dl", "\n")
        for child in block.children:
            if child.kind == TERM:
                self._with_words(_block(element, "dt"), child.lines[0].strip(" "), child.first)
            else:
                is_tight = not child.data and not child.has_gap()
                self.fill(_block(element, "dd", None if is_tight else "\n"), child.children, is_tight=is_tight)

    def _nameless(self, parent: Element) -> Element:
        """An element that writes its content without a tag."""
        element: Element = Element(cast(str, None))
        element.tail = "\n"
        parent.append(element)
        return element


def _block(parent: Element, tag: str, text: str | None = None) -> Element:
    """An element on lines of its own."""
    element = SubElement(parent, tag)
    element.text = text
    element.tail = "\n"
    return element


def _code(parent: Element, text: str, language: str) -> None:
    code = SubElement(_block(parent, "pre"), "code")
    if language:
        code.set("class", f"language-{escaped(language)}")
    code.text = AtomicString(escaped(f"{text}\n" if text else ""))
