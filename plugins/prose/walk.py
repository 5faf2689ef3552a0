"""The walk through a body's tree: valid HTML, plain text, and all that is to be known of links and quotations."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape

from plugins.prose import links, plain
from plugins.prose.links import Address, Refused
from plugins.prose.model import Finding, Heading, Quotation, Reference, Slot
from plugins.prose.places import Places
from plugins.prose.quotations import Part, parts_of
from plugins.prose.tree import Element, Node, has_words, is_footnote_mark, words_of
from plugins.prose.tree import plain as unescaped

RESERVED_ID = re.compile(r"main$|_|page=|entry-[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*$|fn(?:ref)?\d*-")
"""Ids of the page around a body, and of its footnotes: what a body calls so gets another name."""

LONGEST_LEAD = 300

EMPTY_LINK_WORDS = frozenset(
    {
        "here", "click", "click here", "this", "this link", "link", "the link", "read more", "more", "learn more",
        "aquí", "aqui", "haga clic aquí", "haz clic aquí", "clic aquí", "clique aqui", "leer más", "leia mais",
        "ici", "cliquez ici", "lire la suite", "hier", "klicken sie hier", "hier klicken", "mehr",
    }
)  # fmt: skip
CLICK_HERE = re.compile(
    r"\bclick(?:ing)?(?: on)? (?:here|the link|this link)\b|\b(?:haga|haz|hacer|dar) clic(?:k)? (?:aquí|aqui)\b"
    r"|\bcliqu(?:ez|er) ici\b|\bclique aqui\b|\bklicken sie hier\b|\bhier klicken\b",
    re.I,
)

_DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
_LANGUAGE = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*", re.I)
_NUMBER = re.compile(r"-?\d{1,6}")
_SPAN_NUMBER = re.compile(r"[1-9]\d{0,2}")
_CODE_CLASS = re.compile(r"language-[\w+#.-]{1,40}")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOT_IN_ID = re.compile(r"[^\w\s.-]")


class Walk:
    """Goes once through the tree of a body, in reading order."""

    def __init__(
        self, body: str, *, own_ids: frozenset[str], lost: Iterator[str], taken: frozenset[str], series: int
    ) -> None:
        self.html: list[str | Slot] = []
        self.text = plain.PlainText()
        self.references: list[Reference] = []
        self.quotations: list[Quotation] = []
        self.headings: list[Heading] = []
        self.ids: set[str] = set()
        self._taken = taken
        """Ids of the texts above this one on the same page."""
        self._last_numbers: dict[str, int] = {}
        """By id, the number that its last double has got."""
        self.lead = ""
        self.findings: list[Finding] = []
        self.places = Places(body)
        self._open_levels: list[int] = []
        """The levels, as written, of the headings above this place."""
        self._own_ids = own_ids
        self._lost = lost
        lower = body.encode("utf-8", "surrogatepass").lower()
        self._watches_clicks = any(stem in lower for stem in (b"clic", b"cliq", b"klick"))
        self._inside = 0
        """How deep in lists, quotations, tables: what stands there is no lead."""
        self._in_link = False
        self._beside = ("", "")
        """The characters on either side of the element that is being written."""
        self._cite: list[int] | None = None
        """In the source line of a quotation: the links that it holds."""
        self._notes: dict[str, Element] = {}
        self._series = str(series) if series > 1 else ""
        self._note_numbers: dict[str, int] = {}
        self._note_order: list[str] = []
        self._note_uses: dict[int, int] = {}
        self._open_note = 0
        """The number of the footnote that is being written, until the way back stands in it."""

    def body(self, root: Element) -> None:
        """Write the whole body."""
        self._take_footnotes(root)
        self._flow(root.children)
        self._end()
        self._write_footnotes()

    # -- blocks

    def _flow(self, nodes: Sequence[Node]) -> None:
        """Write what may hold paragraphs as well as words."""
        for index, node in enumerate(nodes):
            if isinstance(node, str):
                self._words(node)
            elif (block := _BLOCKS.get(node.tag)) is not None:
                block(self, node)
            elif node.tag != "a" and _holds_blocks(node):
                self._flow(node.children)  # `<b>` that was never closed runs on through the paragraphs below
            else:
                self._beside = _beside(nodes, index)
                self._inline(node)

    def _end(self, gap: str = "\n\n") -> str:
        line = self.text.end(gap)
        if self._watches_clicks and line:
            self._find_clicks(plain.unlinked(line))
        return line

    def _paragraph(self, element: Element) -> None:
        self._end()
        if not element.children or not (has_words(element.children) or _shows_something(element)):
            return
        self._wrap("p", element)
        line = self._end()
        if not self.lead and not self._inside and line and "".join(_raw(element.children)).strip():
            self.lead = _shortened(re.sub(r"[\x00\x03]", "", line).replace("\x02", " "))

    def _wrap(self, tag: str, element: Element, more: str = "") -> None:
        """Write an element that holds words only."""
        self.html.append(f"<{tag}{self._attributes(element)}{more}>")
        self._phrasing(element.children)
        self.html.append(f"</{tag}>")

    def _wrap_flow(self, tag: str, element: Element, more: str = "") -> None:
        self.html.append(f"<{tag}{self._attributes(element)}{more}>")
        self._flow(element.children)
        self.html.append(f"</{tag}>")

    def _heading(self, element: Element) -> None:
        self._end()
        words = words_of(element.children)
        if not words:
            self._phrasing(element.children)
            return
        level = self._level(int(element.tag[1]))
        name = unescaped(element.attributes.pop("id", ""))
        place = self._unique(name) if name else self._unique(_slug(words), avoid=self._own_ids)
        self.headings.append(Heading(level=level, id=place, text=words))
        self._wrap(f"h{level}", element, f' id="{escape(place)}"')
        self._end()

    def _level(self, written: int) -> int:
        """The level in the page's outline: it begins below the page's title and skips none, whatever was written."""
        while self._open_levels and self._open_levels[-1] >= written:
            self._open_levels.pop()
        self._open_levels.append(written)
        return min(len(self._open_levels) + 1, 6)

    def _list(self, element: Element) -> None:
        outermost = not self.text.indent
        self._end("\n")
        self._inside += 1
        ordered = element.tag == "ol"
        start = element.attributes.get("start", "")
        number = int(start) if ordered and _NUMBER.fullmatch(start) else 1
        more = f' start="{number}"' if number != 1 else ""
        more += " reversed" if "reversed" in element.attributes else ""
        step = -1 if "reversed" in element.attributes else 1
        self.html.append(f"<{element.tag}{self._attributes(element)}{more if ordered else ''}>")
        for node in element.children:
            if isinstance(node, str) and not node.strip():
                self.html.append(node)
                continue
            item = node if isinstance(node, Element) and node.tag == "li" else Element("li", {}, [node])
            if ordered and _NUMBER.fullmatch(value := item.attributes.get("value", "")):
                number = int(value)
            self._item(item, f"{number}. " if ordered else "- ", with_value=ordered)
            number += step
        self.html.append(f"</{element.tag}>")
        self._inside -= 1
        if outermost:
            self.text.part()

    def _item(self, item: Element, marker: str, *, with_value: bool) -> None:
        value = item.attributes.get("value", "")
        outer = self.text.start_item(marker)
        self._wrap_flow("li", item, f' value="{int(value)}"' if with_value and _NUMBER.fullmatch(value) else "")
        self._end("\n")
        self.text.end_item(outer)

    def _stray_item(self, element: Element) -> None:
        """An item, term or caption outside its list, table or figure."""
        self._end()
        self._wrap_flow("div", element)
        self._end()

    def _definitions(self, element: Element) -> None:
        self._end()
        tags = [child.tag for child in element.elements()]
        if tags[:1] != ["dt"] or tags[-1] != "dd" or {*tags} != {"dt", "dd"}:
            self._stray_item(element)
            return
        self._inside += 1
        self.html.append(f"<dl{self._attributes(element)}>")
        for node in element.children:
            if isinstance(node, str):
                self.html.append(node if not node.strip() else "")
            elif node.tag == "dt":
                self._wrap("dt", node)
                self._end("\n")
            else:
                outer = self.text.start_item("  ")
                self._wrap_flow("dd", node)
                self._end("\n")
                self.text.end_item(outer)
        self.html.append("</dl>")
        self._inside -= 1
        self.text.part()

    def _preformatted(self, element: Element) -> None:
        self._end()
        kept, self.text = self.text, plain.PlainText()  # its lines stay as they are
        self._wrap("pre", element, ' tabindex="0"')
        self.text = kept
        code = unescaped("".join(_raw(element.children)))
        if code.strip():
            self.text.block(code.strip("\n"))

    def _rule(self, _element: Element) -> None:
        self._end()
        self.html.append("<hr>")
        self.text.block("* * *")

    def _division(self, element: Element) -> None:
        self._end()
        self._wrap_flow("div", element)
        self._end()

    def _figure(self, element: Element) -> None:
        self._end()
        self._inside += 1
        children = list(element.elements())
        self.html.append(f"<figure{self._attributes(element)}>")
        for node in element.children:
            if isinstance(node, Element) and node.tag == "figcaption" and node in (children[0], children[-1]):
                self._end()
                self._wrap_flow("figcaption", node)
                self._end()
            else:
                self._flow([node])
        self.html.append("</figure>")
        self._inside -= 1
        self._end()

    def _details(self, element: Element) -> None:
        self._end()
        summary = next(element.elements(), None)
        if summary is None or summary.tag != "summary" or not has_words(summary.children):
            self._stray_item(element)
            return
        self.html.append(f"<details{self._attributes(element)}{' open' if 'open' in element.attributes else ''}>")
        self._wrap("summary", summary)
        self._end()
        self._flow([node for node in element.children if node is not summary])
        self.html.append("</details>")
        self._end()

    # -- quotations

    def _blockquote(self, element: Element) -> None:
        self._end()
        self._inside += 1
        parts = parts_of(element)
        attributes = self._attributes(element) if len(parts) == 1 else ""
        for part in parts:
            if part.source is None:
                self.html.append(f"<blockquote{attributes}>")
                self._flow(part.words)
                self._end()
                self.html.append("</blockquote>")
            else:
                self._quotation(part, attributes)
        self._inside -= 1

    def _quotation(self, part: Part, attributes: str) -> None:
        assert part.source is not None
        words = "\n\n".join(filter(None, map(words_of, _paragraphs(part.words))))
        line = self.places.of_quoted(next(filter(str.strip, "".join(_raw(part.words)).split("\n")), ""))
        self.html.append(f'<figure class="quotation"><blockquote{attributes}')
        hole = len(self.html)
        self.html.append(">")
        self._flow(part.words)
        self._end()
        self.text.tighten()
        self.html.append("</blockquote><figcaption>")
        self._cite = []
        self.text.add("— ")
        self._phrasing(part.source)
        self._end()
        cited, self._cite = self._cite, None
        reference = self._cited(cited)
        if reference is not None and self.references[reference].scheme == "document":
            self.html.append(Slot("mark", reference))
        self.html.append("</figcaption></figure>")
        if reference is not None:
            cited_reference = self.references[reference] = replace(self.references[reference], role="cite")
            if cited_reference.scheme == "external":
                self.html.insert(hole, f' cite="{escape(_url(cited_reference))}"')
            else:
                self.html.insert(hole, Slot("cite", reference))
        self.quotations.append(Quotation(text=words, speaker=words_of(part.source), reference=reference, line=line))

    def _cited(self, indices: Sequence[int]) -> int | None:
        """Of the links in a source line, the one to a document, or else the first that leads to another page."""
        pages = [i for i in indices if self.references[i].scheme not in ("mail", "fragment")]
        return next((i for i in pages if self.references[i].scheme == "document"), pages[0] if pages else None)

    # -- tables

    def _table(self, element: Element) -> None:
        self._end()
        self._inside += 1
        label = _table_label(element) or (self.headings[-1].text if self.headings else "Table")
        self.html.append(f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(label)}">')
        self.html.append(f"<table{self._attributes(element)}>")
        first_row = next(_rows(element), None)
        for node in element.children:
            if isinstance(node, str):
                self.html.append(node if not node.strip() else "")
            elif node.tag == "caption":
                self._wrap("caption", node)
                self._end()
            elif node.tag == "tr":
                self._row(node, heads=node is first_row)
            else:
                self.html.append(f"<{node.tag}{self._attributes(node)}>")
                for child in node.children:
                    if isinstance(child, str):
                        self.html.append(child)
                    else:
                        self._row(child, heads=node.tag == "thead" or child is first_row)
                self.html.append(f"</{node.tag}>")
        self.html.append("</table></div>")
        self._inside -= 1
        self.text.part()

    def _row(self, row: Element, *, heads: bool) -> None:
        cells = [cell for cell in row.elements() if cell.tag in ("td", "th")]
        if not cells:
            return
        self.text.start_row()
        self.html.append(f"<tr{self._attributes(row)}>")
        for index, cell in enumerate(cells):
            if index:
                self.text.add(" | ")
            more = _cell_attributes(cell)
            if cell.tag == "th":
                self._wrap("th", cell, f'{more} scope="{"col" if heads else "row"}"')
            else:
                self._wrap_flow("td", cell, more)
        self.html.append("</tr>")
        line = self.text.end_row()
        if self._watches_clicks:
            self._find_clicks(plain.unlinked(line))

    # -- words

    def _phrasing(self, nodes: Sequence[Node]) -> None:
        """Write what may hold words only: of a block that stands there all the same, its words."""
        for index, node in enumerate(nodes):
            if isinstance(node, str):
                self._words(node)
            elif node.tag in _BLOCKS:
                self._words(" ")
                self._phrasing(node.children)
                self._words(" ")
            else:
                self._beside = _beside(nodes, index)
                self._inline(node)

    def _words(self, text: str) -> None:
        self.html.append(text)
        self.text.add(unescaped(text))

    def _inline(self, element: Element) -> None:
        match element.tag:
            case "a":
                self._link(element)
            case "img":
                self._image(element)
            case "br":
                self.html.append("<br>")
                self.text.add_break()
            case "wbr":
                self.html.append("<wbr>")
            case "sup" if is_footnote_mark(element) and self._footnote_mark(element):
                pass
            case "code" | "kbd" | "samp" as tag:
                self.text.add_edge()
                self._wrap(tag, element)
                self.text.add_edge()
            case tag:
                self._wrap(tag, element)

    def _link(self, element: Element) -> None:
        if element.attributes.get("class", "").startswith("footnote-"):
            self._way_back()
            return
        written = element.attributes.get("href")
        label = words_of(element.children)
        in_marks = label.join(self._beside)
        if written is None:
            if not self._anchor(element):
                self._refuse_lost(f"the link “{links.short(label)}”", label)
            self._phrasing(element.children)
            return
        written = unescaped(written)
        line = self.places.of_address(written, label)
        address = links.read_address(written)
        if isinstance(address, Refused):
            self._find("L005", line, address.what, address.fix)
            self._phrasing(element.children)
            return
        children = element.children
        if not label and not _shows_something(element):
            label = address.url
            children = [escape(label)]
            self._find("L007", line, f"the link to {written} has no words", "write what it leads to between [ and ]")
        elif label.strip(" .:!»").casefold() in EMPTY_LINK_WORDS:
            what = f"the words “{label}” do not say where their link leads"
            self._find("L007", line, what, "let the name of what it leads to carry the link")
        index = self._refer(address, label, line)
        if self._cite is not None:
            self._cite.append(index)
        self._open(address, index, self._attributes(element))
        self._phrasing(children)
        self._close(address, index)
        if self._cite is None and address.scheme == "document" and (_is_quoted(label) or _is_quoted(in_marks)):
            self.html.append(Slot("mark", index))
            self.quotations.append(Quotation(text=label, speaker="", reference=index, line=line, is_link=True))

    def _open(self, address: Address, index: int, attributes: str) -> None:
        if address.scheme in ("external", "mail"):
            self.html.append(f'<a href="{escape(address.url)}"{attributes}>')
        else:
            self.html.append(Slot("open", index, attributes))
        self.text.add_edge()
        self._in_link = True

    def _close(self, address: Address, index: int) -> None:
        self.html.append("</a>" if address.scheme in ("external", "mail") else Slot("close", index))
        self.text.add_edge()
        self.text.add_note(Slot("note", index))
        self._in_link = False

    def _anchor(self, element: Element) -> bool:
        """Write a place that can be linked to, `<a id="…">`; False where the element is none."""
        name = element.attributes.get("id") or element.attributes.get("name")
        if not name:
            return False
        self.html.append(f'<span id="{escape(self._unique(unescaped(name)))}"></span>')
        return True

    def _refer(self, address: Address, text: str, line: int, *, is_image: bool = False) -> int:
        self.references.append(
            Reference(
                scheme=address.scheme,
                target=address.target,
                fragment=address.fragment,
                text=text,
                line=line,
                role="image" if is_image else "link",
            )
        )
        return len(self.references) - 1

    def _image(self, element: Element) -> None:
        alt = " ".join(unescaped(element.attributes.get("alt", "")).split())
        written = unescaped(element.attributes.get("src", ""))
        if not written:
            self._refuse_lost(f"the image “{links.short(alt)}”", alt)
            self._words(escape(alt, quote=False))
            return
        line = self.places.of_address(written, alt)
        address = links.read_address(written, of_image=True)
        if not alt:
            fix = f'write what it shows: ![what it shows]({written}), or <img alt="what it shows" …>'
            self._find("I001", line, f"the image {links.short(written)} has no alt text", fix)
        if isinstance(address, Refused):
            self._find("L005", line, address.what, address.fix)
            self._words(escape(alt, quote=False))
        elif address.scheme == "external":
            self._remote_image(address, alt, line)
        elif address.scheme in ("static", "attach", "filename", "internal"):
            index = self._refer(address, alt, line, is_image=True)
            self.html.append(Slot("image", index))
            self.text.add(f"[{alt}]" if alt else "")
        else:
            what = f"an image cannot be shown from {links.short(written)}"
            self._find("L005", line, what, "name its file, as in {static}name.png")
            self._words(escape(alt, quote=False))

    def _remote_image(self, address: Address, alt: str, line: int) -> None:
        what = f"the image {links.short(address.url)} lies on another site: readers see its alt text as a link"
        self._find("I002", line, what, "save it beside this text and write {static} and its file name")
        label = alt or address.target.rstrip("/").rpartition("/")[2]
        if self._in_link:
            self._words(escape(label, quote=False))
            return
        index = self._refer(address, label, line)
        self._open(address, index, "")
        self._words(escape(label, quote=False))
        self._close(address, index)

    # -- footnotes

    def _take_footnotes(self, root: Element) -> None:
        """Take the list that Markdown puts at the end out of the tree, so as to number it in the order of reading."""
        for parent in _lineage(root):
            for element in parent.elements():
                if element.tag == "div" and element.attributes.get("class") == "footnote":
                    items = [item for child in element.elements() if child.tag == "ol" for item in child.elements()]
                    self._notes = {item.attributes.pop("id", ""): item for item in items}
                    parent.children.remove(element)
                    return

    def _footnote_mark(self, element: Element) -> bool:
        mark = next(element.elements(), None)
        name = mark.attributes.get("href", "")[1:] if mark is not None else ""
        if name not in self._notes:
            return False
        number = self._number(name)
        uses = self._note_uses[number] = self._note_uses.get(number, 0) + 1
        place = self._mark_id(number, uses)
        self.ids.add(place)
        note = self._note_id(number)
        self.html.append(f'<sup id="{place}"><a class="footnote-ref" href="#{note}" role="doc-noteref">')
        self.html.append(f"{number}</a></sup>")
        self.text.add(str(number).translate(_SUPERSCRIPT))
        return True

    def _write_footnotes(self) -> None:
        if not self._notes:
            return
        self._inside += 1
        self.html.append('<div class="footnotes" role="doc-endnotes"><ol>')
        for name in self._in_order_of_notes():
            number = self._number(name)
            place = self._note_id(number)
            self.ids.add(place)
            outer = self.text.start_item(f"{str(number).translate(_SUPERSCRIPT)} ")
            self._open_note = number
            self._wrap_flow("li", self._notes[name], f' id="{place}"')
            self._end("\n")
            self.text.end_item(outer)
        self._open_note = 0
        self.html.append("</ol></div>")

    def _in_order_of_notes(self) -> Iterator[str]:
        """Those that are marked, as one reads, then the others; a note that is being written may mark a further one."""
        unmarked = iter(self._notes)
        index = 0
        while True:
            while index < len(self._note_order):
                yield self._note_order[index]
                index += 1
            following = next((name for name in unmarked if name not in self._note_numbers), None)
            if following is None:
                return
            self._number(following)

    def _number(self, name: str) -> int:
        """The number of a footnote; one that has none gets the next."""
        if name not in self._note_numbers:
            self._note_order.append(name)
            self._note_numbers[name] = len(self._note_order)
        return self._note_numbers[name]

    def _note_id(self, number: int) -> str:
        return f"fn{self._series}-{number}"

    def _mark_id(self, number: int, use: int) -> str:
        place = f"fnref{self._series}-{number}"
        return place if use == 1 else f"{place}-{use}"

    def _way_back(self) -> None:
        """Write the links from a footnote to its marks, in place of the first that Markdown made."""
        number, self._open_note = self._open_note, 0
        for use in range(1, self._note_uses.get(number, 0) + 1):
            which = f"{number}" if use == 1 else f"{number}, {use}"
            self.html.append(" " if use > 1 else "")
            self.html.append(
                f'<a class="footnote-backref" href="#{self._mark_id(number, use)}" role="doc-backlink" '
                f'aria-label="Back to reference {which}">↩\ufe0e</a>'
            )

    # -- what is found

    def _find(self, code: str, line: int, what: str, fix: str) -> None:
        self.findings.append(Finding(code=code, line=line, what=what, fix=fix))

    def _refuse_lost(self, name: str, words: str) -> None:
        """Report the address of a link or image that the sanitiser took away."""
        written = next(self._lost, "")
        line = self.places.of_address(written, words) if written else self.places.of_words(words)
        address = links.read_address(written) if written else Refused("", "")
        if isinstance(address, Refused) and address.what:
            self._find("L005", line, address.what, address.fix)
        else:
            what = f"{name} has no address that can be followed{f': {links.short(written)}' if written else ''}"
            self._find("L005", line, what, "write the full address, starting with https://")

    def _find_clicks(self, line: str) -> None:
        for m in CLICK_HERE.finditer(line):
            around = _around(line, m.start(), m.end())
            pattern = r"[\s*_>]+".join(map(re.escape, m[0].split(" ")))
            what = f"“{m[0]}” links to nothing: “{around}”"
            fix = "link the name of what is meant, as in [the letter]({document}name)"
            self._find("L006", self.places.of_pattern(rf"(?<!\[)\b{pattern}\b"), what, fix)

    # -- attributes and ids

    def _attributes(self, element: Element) -> str:
        if not element.attributes:
            return ""
        written: list[str] = []
        for name, value in element.attributes.items():
            match name:
                case "id" if value.strip():
                    written.append(f' id="{escape(self._unique(unescaped(value)))}"')
                case "title" if value.strip():
                    written.append(f' title="{value}"')
                case "lang" if _LANGUAGE.fullmatch(value):
                    written.append(f' lang="{value}"')
                case "dir" if value in _DIRECTIONS:
                    written.append(f' dir="{value}"')
                case "class" if element.tag == "code" and (m := _CODE_CLASS.search(value)):
                    written.append(f' class="{m[0]}"')
        return "".join(written)

    def _unique(self, wanted: str, avoid: frozenset[str] = frozenset()) -> str:
        """The id that is asked for, or the next one that is free: the third `#facts` is `#facts-3`."""
        name = re.sub(r"\s+", "-", wanted.strip()) or "place"
        if RESERVED_ID.match(name):
            name = f"text-{name}"
        candidate, number = name, self._last_numbers.get(name, 1)
        while candidate in self.ids or candidate in self._taken or candidate in avoid:
            number += 1
            candidate = f"{name}-{number}"
        self._last_numbers[name] = number
        self.ids.add(candidate)
        return candidate


_BLOCKS: dict[str, Callable[[Walk, Element], None]] = {
    "p": Walk._paragraph,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Walk._heading),
    "ul": Walk._list,
    "ol": Walk._list,
    "dl": Walk._definitions,
    "pre": Walk._preformatted,
    "hr": Walk._rule,
    "div": Walk._division,
    "figure": Walk._figure,
    "details": Walk._details,
    "blockquote": Walk._blockquote,
    "table": Walk._table,
    **dict.fromkeys(
        ("li", "dt", "dd", "figcaption", "summary", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
        Walk._stray_item,
    ),
}


def _holds_blocks(element: Element) -> bool:
    return any(child.tag in _BLOCKS or _holds_blocks(child) for child in element.elements())


def _lineage(element: Element) -> Iterator[Element]:
    """An element and the last of its children, and so on: there stands what Markdown put at the end."""
    yield element
    if below := list(element.elements()):
        yield from _lineage(below[-1])


def _paragraphs(nodes: Sequence[Node]) -> Iterator[Sequence[Node]]:
    for node in nodes:
        if isinstance(node, Element):
            yield node.children if node.tag == "p" else [node]
        elif node.strip():
            yield [node]


def _beside(nodes: Sequence[Node], index: int) -> tuple[str, str]:
    before = nodes[index - 1] if index else ""
    after = nodes[index + 1] if index + 1 < len(nodes) else ""
    return before[-1:] if isinstance(before, str) else "", after[:1] if isinstance(after, str) else ""


def _is_quoted(words: str) -> bool:
    """Whether words stand in quotation marks, of any language."""
    return len(words) > 2 and words[0] in '“"«„‟' and words[-1] in '”"»“'


def _rows(element: Element) -> Iterator[Element]:
    for child in element.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _table_label(table: Element) -> str:
    """What a table is called: its caption, or else the words of its head."""
    for child in table.elements():
        if child.tag == "caption" and (words := words_of(child.children)):
            return words
    first_row = next(_rows(table), None)
    cells = first_row.elements() if first_row is not None else ()
    return ", ".join(filter(None, (words_of(cell.children) for cell in cells if cell.tag == "th")))


def _cell_attributes(cell: Element) -> str:
    more = "".join(
        f' {name}="{value}"'
        for name in ("colspan", "rowspan")
        if _SPAN_NUMBER.fullmatch(value := cell.attributes.get(name, ""))
    )
    align = cell.attributes.get("align", "").lower()
    return f'{more} class="align-{align}"' if align in ("left", "center", "right") else more


def _shows_something(element: Element) -> bool:
    return any(
        child.tag in ("a", "img") or is_footnote_mark(child) or _shows_something(child) for child in element.elements()
    )


def _raw(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "br":
            yield "\n"
        else:
            yield from _raw(node.children)


def _url(reference: Reference) -> str:
    return f"{reference.target}#{reference.fragment}" if reference.fragment else reference.target


def _slug(words: str) -> str:
    """A heading's id: lower case, hyphens; ASCII where the language allows it."""
    for text in (unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode(), words):
        slug = re.sub(r"[-\s_]+", "-", _NOT_IN_ID.sub("", text).lower())[:80].strip("-.")
        if slug:
            return f"{slug}-" if slug.startswith("entry-") else slug
    return "section"


def _shortened(text: str, most: int = LONGEST_LEAD) -> str:
    """The text, cut at a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1].rpartition(" ")[0] or text[: most - 1]
    return f"{cut.rstrip(' ,;:–—-')}…"


def _around(line: str, start: int, end: int, reach: int = 45) -> str:
    """Some words on either side of a place."""
    line = line.replace("\x03", "…")
    before, after = line[max(start - reach, 0) : start], line[end : end + reach]
    if start > reach:
        before = f"…{before.partition(' ')[2] or before}"
    if end + reach < len(line):
        after = f"{after.rpartition(' ')[0] or after}…"
    return f"{before}{line[start:end]}{after}".strip()
