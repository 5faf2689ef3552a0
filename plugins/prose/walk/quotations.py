"""Blockquotes: what each quotes, whose words they are, and the holes for details about the source."""

from collections.abc import Sequence
from dataclasses import replace

from plugins.prose.model import Quotation, Reference, Slot
from plugins.prose.tree import Element, words_of
from plugins.prose.walk.sources import Part, Waiting, parts_of, typed_source, words_quoted
from plugins.prose.walk.writer import Writer, raw


def blockquote(writer: Writer, element: Element) -> None:
    writer.end()
    writer.inside += 1
    led_in, writer.led_in = writer.led_in, None
    above, writer.typed_above = writer.typed_above, ""
    parts = parts_of(element)
    attributes = writer.attributes(element) if len(parts) == 1 else ""
    cited = led_in.reference if led_in is not None else None
    waiting = None
    for part in parts:
        waiting = _without_source(writer, part, attributes, cited) if part.source is None else None
        if waiting is not None and not waiting.is_found and (typed := typed_source(part.words) or above):
            writer.typed(waiting, typed)
        if part.source is not None:
            _quotation(writer, part, attributes)
    writer.waiting = waiting
    writer.inside -= 1


def source_found(writer: Writer, reference: int, link: Element) -> bool:
    """Whether a link to a page of a document is in a quotation without a source line, right below or above it."""
    if writer.led_in is not None and writer.led_in.link is link:
        writer.led_in.reference = reference
        writer.html.append(Slot("mark", reference))
        return True
    waiting = writer.open_quotation or writer.waiting
    if waiting is None or waiting.is_found or not waiting.words:
        return False
    _make_quotation(writer, waiting, reference)
    writer.html.append(Slot("mark", reference))
    return True


def _make_quotation(writer: Writer, waiting: Waiting, reference: int) -> None:
    """Make a blockquote, whose tags are written, a quotation from that page."""
    waiting.is_found = True
    writer.html[waiting.opening] = '<figure class="quotation">'
    writer.html[waiting.opening + 2] = Slot("cite", reference)
    if waiting.closing:
        writer.html[waiting.closing] = "</figure>"
    writer.quotations.append(Quotation(text=waiting.words, speaker="", reference=reference, line=waiting.line))


def _without_source(writer: Writer, part: Part, attributes: str, cited: int | None) -> Waiting:
    """Write the words; a link in them, or in the next paragraph, makes them a quotation from its page.

    So does one in the sentence above: `cited`.
    """
    waiting = Waiting(words_quoted(part.words), _line_of(writer, part), len(writer.html))
    writer.html += ["", f"<blockquote{attributes}", "", ">"]
    if cited is not None:
        _make_quotation(writer, waiting, cited)
    outer, writer.open_quotation = writer.open_quotation, waiting
    writer.flow(part.words)
    writer.open_quotation = outer
    writer.end()
    waiting.closing = len(writer.html) + 1
    writer.html += ["</blockquote>", "</figure>" if waiting.is_found else ""]
    return waiting


def _line_of(writer: Writer, part: Part) -> int:
    return writer.places.of_quoted(next(filter(str.strip, "".join(raw(part.words)).split("\n")), ""))


def _quotation(writer: Writer, part: Part, attributes: str) -> None:
    assert part.source is not None
    words = words_quoted(part.words)
    line = _line_of(writer, part)
    writer.html += [f'<figure class="quotation"><blockquote{attributes}', "", ">"]
    hole = len(writer.html) - 2
    outer, writer.open_quotation = writer.open_quotation, None
    writer.waiting = None
    writer.flow(part.words)
    writer.open_quotation, writer.waiting = outer, None
    writer.end()
    writer.text.tighten()
    writer.html.append("</blockquote><figcaption>")
    writer.cite = []
    writer.text.add("— ")
    writer.phrasing(part.source)
    writer.end()
    cited, writer.cite = writer.cite, None
    reference, *others = _cited(writer, cited) or [None]
    if reference is not None:
        if writer.references[reference].scheme in ("document", "internal", "external", "filename", "static", "attach"):
            writer.html.append(Slot("mark", reference))
        writer.references[reference] = replace(writer.references[reference], role="cite")
        writer.html[hole] = Slot("cite", reference)
    writer.html.append("</figcaption></figure>")
    writer.quotations.append(
        Quotation(
            text=words,
            speaker=words_of(part.source),
            reference=reference,
            others=tuple(i for i in others if i is not None),
            line=line,
        )
    )


def _cited(writer: Writer, indices: Sequence[int]) -> list[int | None]:
    """The links to documents in a source line, or else the first link to another page."""
    pages = [i for i in indices if writer.references[i].scheme not in ("mail", "fragment")]
    documents: list[int | None] = [i for i in pages if _is_document(writer.references[i])]
    return documents or list(pages[:1])


def _is_document(reference: Reference) -> bool:
    return reference.scheme == "document" or reference.fragment.startswith(("page=", "bates="))
