"""Links, and places that can be linked to."""

from html import escape

from plugins.prose import links
from plugins.prose.links import Address, Refused
from plugins.prose.model import Quotation, Slot
from plugins.prose.quotation_marks import CLOSING, OPENING, marks_of
from plugins.prose.tree import Element, words_of
from plugins.prose.tree import plain as unescaped
from plugins.prose.walk import clicks, footnotes, quotations
from plugins.prose.walk.sources import cites_page, may_be_document, words_shown
from plugins.prose.walk.writer import Writer, shows_something


def link(writer: Writer, element: Element) -> None:
    if element.attributes.get("class", "").startswith("footnote-"):
        footnotes.way_back(writer)
        return
    written = element.attributes.get("href")
    label = words_of(element.children)
    in_marks = label.join(writer.beside)
    if written is None:
        if not _anchor(writer, element):
            refuse_lost(writer, f"the link “{links.short(label)}”", label)
        writer.phrasing(element.children)
        return
    written = unescaped(written)
    line = writer.places.of_address(written, label)
    address = links.read_address(written)
    if isinstance(address, Refused):
        writer.refuse(line, written, address)
        writer.phrasing(element.children)
        return
    children = element.children
    if label and (rest := links.of_preview(written)) and label != written:
        what = f"the address {links.short(written)} is on your own computer, where no reader can open it"
        better = rest if rest.startswith("/") else f"/{rest}"
        writer.refuse(line, written, Refused(what, f"write {better}, the address as readers have it", better))
        writer.phrasing(children)
        return
    if address.scheme == "fragment" and not address.fragment:
        what = f"the link “{links.short(label)}” leads to #, which is the top of this page"
        writer.find("T009", line, what, "write its address instead of #, or remove the brackets")
    if not label and not shows_something(element):
        label = address.url
        children = [escape(label)]
        writer.find("L007", line, f"the link to {written} has no words", "write what it leads to between [ and ]")
    elif label.strip(" .:!»").casefold() in clicks.EMPTY_LINK_WORDS:
        what = f"the words “{label}” do not say where their link leads"
        writer.find("L007", line, what, "make the name the link")
    index = writer.refer(address, label, line)
    if writer.cite is not None:
        writer.cite.append(index)
    open_link(writer, address, index, writer.attributes(element))
    writer.phrasing(children)
    close_link(writer, address, index)
    if writer.cite is not None:
        return
    is_marked = cites_page(address) and quotations.source_found(writer, index, element)
    if may_be_document(address) and _is_quoted(writer.lang, label, in_marks):
        if not is_marked:
            writer.html.append(Slot("mark", index))
        words = words_shown(element.children)
        writer.quotations.append(Quotation(text=words, speaker="", reference=index, line=line, is_link=True))


def open_link(writer: Writer, address: Address, index: int, attributes: str) -> None:
    """Where an address of the web leads is known with the site: it may be one of its own."""
    if address.scheme == "mail":
        writer.html.append(f'<a href="{escape(address.url)}"{attributes}>')
    else:
        writer.html.append(Slot("open", index, attributes))
    writer.text.add_edge()
    writer.in_link = True


def close_link(writer: Writer, address: Address, index: int) -> None:
    writer.html.append("</a>" if address.scheme == "mail" else Slot("close", index))
    writer.text.add_edge()
    writer.text.add_note(Slot("note", index))
    writer.in_link = False


def _anchor(writer: Writer, element: Element) -> bool:
    """Write a place that can be linked to, `<a id="…">`; False if the element is not one."""
    name = element.attributes.get("id") or element.attributes.get("name")
    if not name:
        return False
    writer.html.append(f'<span id="{escape(writer.outline.unique(unescaped(name)))}"></span>')
    return True


def _is_quoted(lang: str, *forms: str) -> bool:
    """Whether words, in one of their forms, are in quotation marks: of any language, of this one, or single."""
    marks = marks_of(lang)
    opening, closing = f"{OPENING}‘", f"{CLOSING}’"
    if marks is not None:
        opening, closing = opening + marks.double[0], closing + marks.double[1]
    return any(len(words) > 2 and words[0] in opening and words[-1] in closing for words in forms)


def refuse_lost(writer: Writer, name: str, words: str) -> None:
    """Report the address of a link or image that the sanitizer removed."""
    written = next(writer.lost, "")
    line = writer.places.of_address(written, words) if written else writer.places.of_words(words)
    address = links.read_address(written) if written else Refused("", "")
    if isinstance(address, Refused) and address.what:
        writer.refuse(line, written, address)
    else:
        what = f"{name} has no address that can be followed{f': {links.short(written)}' if written else ''}"
        writer.find("L005", line, what, "write the full address, starting with https://")
