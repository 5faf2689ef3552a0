"""Markdown to HTML, not yet safe: the first step of rendering a body."""

from dataclasses import dataclass
from functools import lru_cache

from markdown import Markdown

from plugins.prose.dialect import as_typed, attributes, half_written, other_programs, run_together
from plugins.prose.dialect.abbreviations import Abbreviations
from plugins.prose.dialect.attributes import AttributeLists
from plugins.prose.dialect.extension import Dialect
from plugins.prose.dialect.footnotes import Footnotes
from plugins.prose.dialect.words import may_hold_addresses
from plugins.prose.model import Finding


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed text."""

    html: str
    """HTML that has not been sanitized yet."""
    findings: tuple[Finding, ...]
    """What is half-written in the text."""


class UnreadableText(Exception):
    """The Markdown parser cannot read a text."""


def read(text: str) -> Markup:
    """Read Markdown whose tabs are spaces, without control characters.

    Raises `UnreadableText` if the parser itself fails.
    """
    try:
        return _parser().read(text)
    except Exception as error:  # not all of the parser is ours: whatever it fails on counts as the text's fault
        _parser.cache_clear()  # it still has the state of the failed text
        raise UnreadableText(type(error).__name__) from error


def to_html(text: str) -> str:
    """The HTML alone."""
    return read(text).html


class _Parser:
    """One Markdown parser, for one text after the other."""

    def __init__(self) -> None:
        self.footnotes = Footnotes()
        self.abbreviations = Abbreviations()
        self.attributes = AttributeLists()
        self.dialect = Dialect(self.footnotes, self.abbreviations.abbrs)  # type: ignore[attr-defined]
        self.markdown = Markdown(
            extensions=[self.dialect, self.footnotes, self.abbreviations, self.attributes], output_format="html"
        )
        # otherwise a list of seventy, which is searched for every element
        self.markdown.block_level_elements = frozenset(self.markdown.block_level_elements)  # type: ignore[assignment]

    def read(self, text: str) -> Markup:
        self.attributes.is_needed = "{" in text
        self.dialect.has_addresses = may_hold_addresses(text)
        html: str = self.markdown.reset().convert(text)
        return Markup(html, tuple(self._findings(text)))

    def _findings(self, text: str) -> list[Finding]:
        dialect, reader = self.dialect, self.dialect.reader
        found = [*half_written.in_body(text), *as_typed.in_body(text, reader.marked, reader.notes)]
        found += other_programs.in_body(text)
        if reader.like_lists:
            found += run_together.in_paragraphs(reader.like_lists, reader.like_items)
        if self.attributes.is_needed:
            found += attributes.loose(self.markdown.parser.elements.words, text)  # type: ignore[attr-defined]
        if dialect.suspicions or reader.marked or reader.notes:
            lines = text.split("\n")
            found += half_written.in_words(dialect.suspicions, lines)
            found += half_written.in_blocks(reader.marked, lines)
            found += half_written.in_notes(reader.notes, self.footnotes.footnote_order)
        return found


@lru_cache(maxsize=1)
def _parser() -> _Parser:
    """Make the parser of this process, when the first text comes."""
    return _Parser()
