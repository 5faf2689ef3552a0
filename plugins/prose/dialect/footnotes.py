"""Footnotes: Python-Markdown's extension, which is given the notes and asked for the marks."""

from xml.etree.ElementTree import Element, SubElement

from markdown.extensions.footnotes import FootnoteExtension

from plugins.prose.dialect.addresses import normal_label
from plugins.prose.dialect.block import Block


class Footnotes(FootnoteExtension):
    """The footnote extension without names for marks, which it would search for each time: the walk makes its own."""

    def __init__(self) -> None:
        super().__init__(SEPARATOR="-", PLACE_MARKER="\0")

    def unique_ref(self, reference: str, found: bool = False) -> str:
        return reference

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        """The list of notes, each starting on a new line."""
        notes = super().makeFootnotesDiv(root)
        for note in notes.iterfind("ol/li") if notes is not None else ():
            note.text = "\n"
        return notes

    def add(self, note: Block) -> None:
        """Keep a note; of two with the same name, the first. Case does not count, as on GitHub."""
        self.footnotes.setdefault(normal_label(note.data), note)  # type: ignore[arg-type]

    def mark(self, name: str) -> Element | None:
        """The mark of a note, if there is one with that name."""
        name = normal_label(name)
        if name not in self.footnotes:
            return None
        self.addFootnoteRef(name)
        mark = Element("sup", {"id": self.makeFootnoteRefId(name)})
        SubElement(mark, "a", {"class": "footnote-ref", "href": f"#{self.makeFootnoteId(name)}"}).text = "1"
        return mark
