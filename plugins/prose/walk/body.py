"""Writes a whole body from the tree of its clean HTML: which function writes which element."""

from collections.abc import Iterator

from plugins.prose.tree import Element, is_footnote_mark
from plugins.prose.walk import blocks, footnotes, hyperlinks, images, quotations, tables
from plugins.prose.walk.outline import Outline
from plugins.prose.walk.writer import Write, Writer, raw

BLOCKS: dict[str, Write] = {
    "p": blocks.paragraph,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), blocks.heading),
    "ul": blocks.any_list,
    "ol": blocks.any_list,
    "dl": blocks.definitions,
    "pre": blocks.preformatted,
    "hr": blocks.rule,
    "div": blocks.division,
    "figure": blocks.figure,
    "details": blocks.details,
    "blockquote": quotations.blockquote,
    "table": tables.table,
    **dict.fromkeys(
        ("li", "dt", "dd", "figcaption", "summary", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
        blocks.stray,
    ),
}


def written(
    body: str,
    root: Element,
    lang: str,
    *,
    own_ids: frozenset[str],
    lost: Iterator[str],
    taken: frozenset[str] = frozenset(),
    series: int = 1,
) -> Writer:
    """Write a body, and return all that is then known of it.

    `own_ids` are the ids set in the text itself, `lost` the addresses that the sanitizer removed.
    """
    outline = Outline(own_ids=own_ids, taken=taken)
    writer = Writer(body, lang, blocks=BLOCKS, inlines=_INLINES, outline=outline, lost=lost, series=series)
    footnotes.take_footnotes(writer, root)
    writer.flow(root.children)
    writer.end()
    footnotes.write_footnotes(writer)
    return writer


def _line_break(writer: Writer, _element: Element) -> None:
    writer.html.append("<br>")
    writer.text.add_break()


def _word_break(writer: Writer, _element: Element) -> None:
    writer.html.append("<wbr>")


def _superscript(writer: Writer, element: Element) -> None:
    if not (is_footnote_mark(element) and footnotes.footnote_mark(writer, element)):
        writer.wrap(element.tag, element)


def _code(writer: Writer, element: Element) -> None:
    writer.text.add_edge()
    writer.wrap(element.tag, element)
    writer.text.add_edge()


def _reading(writer: Writer, element: Element) -> None:
    """The reading of the characters it annotates (ruby): in plain text, in brackets."""
    writer.text.add("(")
    writer.wrap("rt", element)
    writer.text.add(")")


def _bracket_of_reading(writer: Writer, element: Element) -> None:
    """The bracket that a browser without ruby support shows; plain text has its own."""
    writer.html.append(f"<rp>{''.join(raw(element.children))}</rp>")


_INLINES: dict[str, Write] = {
    "a": hyperlinks.link,
    "img": images.image,
    "br": _line_break,
    "wbr": _word_break,
    "sup": _superscript,
    "rt": _reading,
    "rp": _bracket_of_reading,
    **dict.fromkeys(("code", "kbd", "samp"), _code),
}
