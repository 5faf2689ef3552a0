"""Footnotes: Python-Markdown's extension, given the notes and asked for the marks."""

from xml.etree.ElementTree import Element, SubElement

from markdown.extensions.footnotes import FootnoteExtension

from plugins.prose.dialect.block import Block


class Footnotes(FootnoteExtension):
    """The footnote extension without names for each mark, which it seeks anew for every one: the walk has its own."""

    def __init__(self) -> None:
        super().__init__(SEPARATOR="-", PLACE_MARKER="\0")

    def unique_ref(self, reference: str, found: bool = False) -> str:
        return reference

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        """The list of notes, each of which begins on a line of its own."""
        notes = super().makeFootnotesDiv(root)
        for note in notes.iterfind("ol/li") if notes is not None else ():
            note.text = "\n"
        return notes

    def add(self, note: Block) -> None:
        """Keep a note; of two with one name, the first."""
        if note.data not in self.footnotes:
            self.footnotes[note.data] = note  # type: ignore[assignment]

    def mark(self, name: str) -> Element | None:
        """The mark of a note, where there is one of that name."""
        if name not in self.footnotes:
            return None
        self.addFootnoteRef(name)
        mark = Element("sup", {"id": self.makeFootnoteRefId(name)})
        SubElement(mark, "a", {"class": "footnote-ref", "href": f"#{self.makeFootnoteId(name)}"}).text = "1"
        return mark
