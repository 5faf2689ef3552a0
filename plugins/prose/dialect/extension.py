"""The dialect as an extension of Python-Markdown: its block parser and its inline reader."""

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plugins.prose.dialect.block import Block
from plugins.prose.dialect.blocks import BlockReader
from plugins.prose.dialect.elements import Elements
from plugins.prose.dialect.footnotes import Footnotes
from plugins.prose.dialect.suspicions import Suspicion
from plugins.prose.dialect.words import Context, read_words


class Dialect(Extension):
    """Replaces Python-Markdown's blocks and inline markup with CommonMark's."""

    def __init__(self, footnotes: Footnotes, abbreviations: dict[str, str]) -> None:
        super().__init__()
        self.footnotes = footnotes
        self.abbreviations = abbreviations
        self.reader = BlockReader()
        """The document of the last text."""
        self.has_addresses = True
        """Whether the next text contains e-mail addresses, or web addresses without a scheme."""
        self.suspicions: list[Suspicion] = []
        """What is half-written in the words of the last text."""

    def extendMarkdown(self, md: Markdown) -> None:
        parser = _Parser(md, self)
        md.parser = parser
        md.preprocessors.deregister("html_block")
        md.preprocessors.deregister("normalize_whitespace")
        md.treeprocessors.register(_Words(md, self, parser), "inline", 20)
        md.treeprocessors.deregister("unescape")
        md.treeprocessors.deregister("prettify")
        md.registerExtension(self)

    def reset(self) -> None:
        self.reader = BlockReader()
        self.abbreviations.clear()
        self.suspicions = []


class _Parser(BlockParser):
    """Reads a whole text, and the content of a note."""

    def __init__(self, md: Markdown, dialect: Dialect) -> None:
        super().__init__(md)
        self._dialect = dialect
        self.elements = Elements({}, str)

    def parseDocument(self, lines: Iterable[str]) -> Any:
        reader = self._dialect.reader = BlockReader()
        document = reader.read([*lines])
        self.elements = Elements(reader.references, self.md.htmlStash.store)
        self.root = Element(self.md.doc_tag)
        self.root.text = "\n"
        self.elements.fill(self.root, document.children)
        for note in reader.notes:
            self._dialect.footnotes.add(note)
        self._dialect.abbreviations.update(reader.abbreviations)
        return ElementTree(self.root)

    def parseChunk(self, parent: Element, text: Block) -> None:  # type: ignore[override]
        """Put the blocks of a note into an element."""
        self.elements.fill(parent, text.children)


class _Words(Treeprocessor):
    """Reads the inline markup of every element, once all references and notes are known."""

    def __init__(self, md: Markdown, dialect: Dialect, parser: _Parser) -> None:
        super().__init__(md)
        self._dialect = dialect
        self._parser = parser

    def run(self, root: Element) -> None:
        context = Context(
            references=self._dialect.reader.references,
            footnote=self._dialect.footnotes.mark,
            stash=self.md.htmlStash.store,
            suspicions=self._dialect.suspicions,
            has_addresses=self._dialect.has_addresses,
        )
        for element, line in self._parser.elements.words:
            read_words(element, context, line)
