"""Markdown to HTML, unsafe and as its author meant it: the first step of a body."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension, AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.htmlparser import HTMLExtractor, inner_blank_line_re
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import ETX, STX, AtomicString, Registry

from plugins.prose import inline

TRIGGERS: dict[str, tuple[str, ...]] = {
    # preprocessors
    "fenced_code_block": ("```", "~~~"),
    "html_block": ("<",),
    # block processors
    "table": ("|",),
    "hashheader": ("#",),
    "setextheader": ("=", "-"),
    "hr": ("--", "- -", "-  -", "**", "* *", "*  *", "__", "_ _", "_  _"),
    "olist": (". ",),
    "ulist": ("* ", "+ ", "- "),
    "deflist": (": ",),
    "quote": (">",),
    "footnote": ("[^",),
    "abbr": ("*[",),
    "reference": ("]:",),
    # inline patterns
    "backtick": ("`",),
    "escape": ("\\",),
    "link": ("](",),
    "image_link": ("![",),
    "image_reference": ("]:",),
    "short_reference": ("]:",),
    "short_image_ref": ("]:",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""What a text must hold for a processor to find anything in it. One that is not named here always runs.

The same must stand in the block, or in the run of words, that the processor is given.
"""
IN_BLOCKS = {
    "setextheader": ("\n=", "\n-"),
}
"""What the block itself must hold, where that is more: it stands there without the marks of a quotation around it."""
IN_WORDS = {
    "reference": ("[",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
}
"""What the words must hold for an inline pattern whose trigger stands elsewhere in the text."""
_IN_NO_TRIGGER = bytes({*range(128)} - {ord(mark) for triggers in TRIGGERS.values() for mark in "".join(triggers)})


def to_html(text: str) -> str:
    """Turn Markdown into HTML that nobody has looked at yet.

    Raises `UnreadableText` where the parser itself gives up.
    """
    try:
        return _parser().convert(text)
    except Exception as error:  # the parser is not ours: whatever it stumbles on is the text's fault
        _parser.cache_clear()  # what it was in the middle of is still in it
        raise UnreadableText(type(error).__name__) from error


class UnreadableText(Exception):
    """The Markdown parser cannot read a text."""


@dataclass(frozen=True, slots=True)
class _Parser:
    """One Markdown parser, which runs only the processors that a text gives something to do.

    A text of 670 words costs a full parser some 1,200 calls of patterns that cannot match.
    """

    markdown: Any
    preprocessors: "_Processors"
    blocks: "_Blocks"
    inline: "_Inline"

    def convert(self, text: str) -> str:
        markdown = self.markdown.reset()
        markdown.preprocessors = [*(processor for _, processor in _useful(self.preprocessors, text)), self]
        markdown.treeprocessors["attr_list"].is_needed = "{" in text
        markdown.treeprocessors["unescape"].is_needed = "\\" in text
        html: str = markdown.convert(text)
        return html

    def run(self, lines: list[str]) -> list[str]:
        """Choose the rest, as the last preprocessor: blocks of raw HTML are out of the text by now."""
        marks = _without_letters("\n".join(lines))
        self.blocks.useful = _useful(self.blocks.every, marks)
        self.inline.useful = _useful(self.inline.every, marks)
        return lines


_Triggers = tuple[str, ...]
"""An empty one stands in every text."""
_Processors = list[tuple[_Triggers, _Triggers, Any]]
"""Processors in their order, each with its triggers: in the whole text, and in the piece that it is given."""


class _Blocks:
    """Shows a block to the processors that may find something in it; the stock parser lets each search all of them.

    All but that of paragraphs look at the start of a line, where none of them wants a letter.
    """

    def __init__(self, every: _Processors, paragraph: Any):
        self.every = every
        self.useful = _useful(every)
        self._paragraph = paragraph

    def parse(self, parent: Element, blocks: list[str]) -> None:
        while blocks:
            if blocks[0][:1].isalpha() and "\n" not in blocks[0]:
                self._paragraph.run(parent, blocks)
                continue
            for triggers, processor in self.useful:
                block = blocks[0]
                for trigger in triggers:
                    if trigger in block:
                        break
                else:
                    continue
                if processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break


class _Inline(InlineProcessor):
    """The same for the patterns within a run of words, for as much of it as is not plain."""

    def __init__(self, markdown: Markdown):
        super().__init__(markdown)
        self.every = _with_triggers(markdown.inlinePatterns, IN_WORDS)
        self.useful = _useful(self.every)
        self._plain = {markdown.inlinePatterns[name] for name in inline.PATTERNS}

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Read what is plain in one pass, and show the patterns what is left."""
        plain = {trigger for triggers, pattern in self.useful if pattern in self._plain for trigger in triggers}
        others = {trigger for triggers, pattern in self.useful if pattern not in self._plain for trigger in triggers}
        left: list[Element] = []
        for element in _level_by_level(tree):
            text, tail = element.text, element.tail
            if tail and (_holds_any(tail, plain) or _holds_any(tail, others)):
                return super().run(tree, ancestors)
            if text and not isinstance(text, AtomicString):
                is_plain = not _holds_any(text, others) and (not _holds_any(text, plain) or inline.expand(element))
                if not is_plain:
                    left.append(element)
        if left:
            self._show(left)
        return tree

    def _show(self, elements: list[Element]) -> None:
        """Show the patterns the words of some elements, in a tree that holds nothing else."""
        tree = Element("div")
        for element in elements:
            copy = SubElement(tree, element.tag)
            copy.text = element.text
            copy.extend(Element("div") for _ in element[:1])  # where children follow, the patterns look twice
        super().run(tree)
        for element, copy in zip(elements, tree, strict=True):
            found = copy[:-1] if len(element) else copy[:]
            element.text = copy.text
            element[0:0] = found

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        start = 0
        while patternIndex < len(self.useful):
            triggers, pattern = self.useful[patternIndex]
            for trigger in triggers:
                if trigger in data:
                    break
            else:
                patternIndex, start = patternIndex + 1, 0
                continue
            data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                pattern, data, patternIndex, start
            )
            if not matched:
                patternIndex += 1
        return data


@lru_cache(maxsize=1)
def _parser() -> _Parser:
    """Make the parser of this process, when the first text comes."""
    markdown = _markdown()
    inline = _Inline(markdown)
    markdown.treeprocessors.register(inline, "inline", 20)
    processors = markdown.parser.blockprocessors
    blocks = _Blocks(_with_triggers(processors, IN_BLOCKS), processors["paragraph"])
    markdown.parser.parseBlocks = blocks.parse  # type: ignore[method-assign]
    return _Parser(markdown, _with_triggers(markdown.preprocessors, {}), blocks, inline)


def _markdown() -> Markdown:
    """What the parser knows, before any of it is left out."""
    markdown = Markdown(
        extensions=[
            _Abbreviations(),
            _AttributeLists(),
            DefListExtension(),
            FencedCodeExtension(),
            _Footnotes(SEPARATOR="-", PLACE_MARKER="\0"),
            SaneListExtension(),
            TableExtension(use_align_attribute=True),
        ],
        output_format="html",
    )
    # a list of seventy, which is searched for every element
    markdown.block_level_elements = frozenset(markdown.block_level_elements)  # type: ignore[assignment]
    markdown.preprocessors.register(_NormalizeWhitespace(markdown), "normalize_whitespace", 30)
    markdown.preprocessors.register(_HtmlBlocks(markdown), "html_block", 20)
    markdown.treeprocessors.register(_UnescapeTreeprocessor(markdown), "unescape", 0)
    return markdown


def _with_triggers(registry: Registry[Any], in_piece: Mapping[str, _Triggers]) -> _Processors:
    names = {id(registry[name]): name for name in TRIGGERS if name in registry}
    return [
        (TRIGGERS.get(name, ("",)), in_piece.get(name) or TRIGGERS.get(name, ("",)), processor)
        for processor in registry
        for name in (names.get(id(processor), ""),)
    ]


def _useful(processors: _Processors, text: str | None = None) -> list[tuple[_Triggers, Any]]:
    """Those that may find something in a text, each with its triggers in a piece of it; without a text, all."""
    return [
        (in_piece, processor)
        for in_text, in_piece, processor in processors
        if text is None or _holds_any(text, in_text)
    ]


def _without_letters(text: str) -> str:
    """A fifth of the text, to search for triggers: left out is what stands in none of them, so that none is lost."""
    return text.encode("utf-8", "surrogatepass").translate(None, _IN_NO_TRIGGER).decode("utf-8", "surrogatepass")


def _level_by_level(tree: Element) -> Iterator[Element]:
    """All that stands in an element, in the order in which Markdown reads it: that of footnotes comes of it."""
    parents = [tree]
    for parent in parents:
        for element in list(parent):
            if len(element):
                parents.append(element)
            yield element


def _holds_any(text: str, triggers: Iterable[str]) -> bool:
    return any(map(text.__contains__, triggers))


class _NormalizeWhitespace(NormalizeWhitespace):
    """Ends a text as the stock one does, and looks for what is not normal only where there may be any."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "\n " in text or "\t" in text or "\r" in text or STX in text or ETX in text:
            return super().run(lines)
        return [*lines, "", ""]


class _UnescapeTreeprocessor(UnescapeTreeprocessor):
    """Turns back what stood behind backslashes, in a text that has any."""

    is_needed = True

    def run(self, root: Element) -> None:
        if self.is_needed:
            super().run(root)


_END_TAG = re.compile(r"</\s*([^\s<>]+)\s*>")


class _HtmlBlocks(HtmlBlockPreprocessor):
    """Takes raw HTML out of a text."""

    def run(self, lines: list[str]) -> list[str]:
        extractor = _HtmlExtractor(self.md)
        extractor.feed("\n".join(lines))
        extractor.close()
        return "".join(extractor.cleandoc).split("\n")


class _HtmlExtractor(HTMLExtractor):
    """Reads what follows a comment once, not once for each tag that is open there."""

    def inline_close_follows(self, text: str) -> bool:
        if not self.inline_stack:
            return False
        rest = inner_blank_line_re.split(self.rawdata[self.line_offset + self.offset + len(text) :], maxsplit=1)[0]
        return not {name.lower() for name in _END_TAG.findall(rest)}.isdisjoint(self.inline_stack)


class _AbbreviationTreeprocessor(AbbrTreeprocessor):
    """Looks for the place of an element among its siblings only where an abbreviation stands behind it."""

    def iter_element(self, el: Element, parent: Element | None = None) -> None:
        assert self.RE is not None
        tail = el.tail
        if tail and not self.RE.search(tail):
            el.tail = None
            super().iter_element(el, parent)
            el.tail = tail
        else:
            super().iter_element(el, parent)


class _Abbreviations(AbbrExtension):
    """The abbreviation extension with the processor above."""

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        md.treeprocessors.register(_AbbreviationTreeprocessor(md, self.abbrs), "abbr", 7)  # type: ignore[attr-defined]


class _Footnotes(FootnoteExtension):
    """The footnote extension without names for each mark, which it seeks anew for every one: the walk has its own."""

    def unique_ref(self, reference: str, found: bool = False) -> str:
        return reference


class _AttributeListTreeprocessor(AttrListTreeprocessor):
    """Reads `{: #id .class key=value }`, and leaves any other brace as text: `**Dear** {{ name }}` is no list."""

    is_needed = True
    _LIST = r"\{(?:\:[ ]*|[ ]*(?=[#.]|[\w-]+=))(?!\{)([^\}\n ][^\n]*)\}"
    HEADER_RE = re.compile(rf"[ ]+{_LIST}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc]

    def run(self, doc: Element) -> None:
        if self.is_needed:
            super().run(doc)


class _AttributeLists(AttrListExtension):
    """The attribute list extension with the reader above."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_AttributeListTreeprocessor(md), "attr_list", 8)
        md.registerExtension(self)
