"""OpenDocument's `.odt` → a source: its one XML of text (OASIS OpenDocument 1.3, part 3) as HTML."""

from posixpath import normpath
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml import etree

from plugins.desk.importing.source import LeftOut, Picture, Source
from plugins.desk.importing.sources.packages import AGAIN, open_package, parse_part
from plugins.desk.importing.sources.word import from_markup
from plugins.desk.importing.web.links import Links
from plugins.desk.refusal import Refused

SILENT = frozenset((
    "tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "soft-page-break", "bookmark",
    "bookmark-start", "bookmark-end", "reference-mark", "reference-mark-start", "reference-mark-end", "change",
    "change-start", "change-end", "variable-decls", "user-field-decls", "dde-connection-decls", "title", "desc",
    "event-listeners", "table-column", "table-columns", "note-citation", "script", "alphabetical-index-auto-mark-file",
))  # fmt: skip
UNWRAPPED = frozenset((
    "section", "table-of-content", "index-body", "index-title", "illustration-index", "table-index", "bibliography",
    "list-header", "table-header-rows", "table-rows", "table-row-group", "numbered-paragraph",
))  # fmt: skip
DEEPEST = 200
MOST_REPEATED = 20
"""Spaces, or empty cells, that one element may stand for."""


def read_opendocument(data: bytes, name: str) -> Source:
    """Raises `Refused`."""
    parts = open_package(data, name)
    if "content.xml" not in parts:
        raise Refused(f"{name} is not an OpenDocument text, whatever its ending says", AGAIN)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Refused(
            f"{name} is locked with a password", "take the password off (File > Save As), and import it again"
        )
    content = parse_part(parts["content.xml"], name)
    shared = parse_part(parts["styles.xml"], name) if "styles.xml" in parts else None
    body = next((one for one in content.iter() if _name(one) == "text" and _name(one.getparent()) == "body"), None)
    if body is None:
        raise Refused(f"{name} holds no text: it is a spreadsheet or a presentation", "copy its text into a text file")
    reading = _Reading(_Styles(content, shared))
    reading.changes(body)
    try:
        reading.into(reading.body, body)
    except RecursionError:
        raise Refused(f"{name} is nested too deeply to read", AGAIN) from None
    if shared is not None:
        reading.margins(shared)
    if any(part.startswith("Basic/") for part in parts):
        reading.notes.append("macros: the file has some. They were neither run nor kept.")

    def find(address: str, alt: str) -> Picture | None:
        path = normpath(address)
        if path not in parts or path.startswith(".."):
            return None
        ending = path.rpartition(".")[2].lower()
        return Picture(data=parts[path], ending=ending, name=path.rpartition("/")[2], alt=alt)

    return from_markup(reading.soup, Links(), find, reading.found, list(dict.fromkeys(reading.notes)), name)


class _Styles:
    """What the named and automatic styles say of words and paragraphs."""

    def __init__(self, content: Any, shared: Any) -> None:
        self.parents: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.text: dict[str, dict[str, str]] = {}
        self.numbered: dict[tuple[str, int], bool] = {}
        for root in (shared, content):
            for element in root.iter() if root is not None else ():
                if _name(element) == "style":
                    self._style(element)
                elif _name(element) == "list-style":
                    for level in element:
                        depth = int(_of(level, "level") or 1) if (_of(level, "level") or "1").isdigit() else 1
                        numbered = _name(level) == "list-level-style-number" and bool(_of(level, "num-format"))
                        self.numbered[_of(element, "name"), depth] = numbered

    def _style(self, element: Any) -> None:
        name = _of(element, "name")
        self.parents[name] = _of(element, "parent-style-name")
        self.shown[name] = _of(element, "display-name")
        for child in element:
            if _name(child) == "text-properties":
                self.text[name] = {etree.QName(key).localname: str(value) for key, value in child.attrib.items()}

    def chain(self, name: str) -> list[str]:
        found: list[str] = []
        while name and name not in found and len(found) < 30:
            found.append(name)
            name = self.parents.get(name, "")
        return found

    def says(self, name: str, what: str) -> str:
        return next((said for one in self.chain(name) if (said := self.text.get(one, {}).get(what, ""))), "")


class _Reading:
    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.soup = BeautifulSoup("<html><body></body></html>", "lxml")
        assert self.soup.body is not None
        self.body: Tag = self.soup.body
        self.found: list[LeftOut] = []
        self.notes: list[str] = []
        self.references = 0
        self.list_numbers: dict[str, int] = {}

    def changes(self, body: Any) -> None:
        """Deleted words stand apart from the text; inserted ones in it, between two marks."""
        kinds: dict[str, str] = {}
        for region in [one for one in body.iter() if _name(one) == "changed-region"]:
            for change in region:
                kind = _name(change)
                kinds[_of(region, "id")] = kind
                if kind == "deletion":
                    info = next((one for one in change if _name(one) == "change-info"), None)
                    said = _words(info) if info is not None else ""
                    words = _words(change)
                    if words := words.removeprefix(said).strip():
                        self.found.append(LeftOut(kind="changes", what="deleted", text=words))
                    remarks = [one for one in (info if info is not None else ()) if _name(one) == "p"]
                    if comment := " ".join(_words(one) for one in remarks):
                        self.found.append(LeftOut(kind="comments", what="comment", text=comment))
        inserted = ""
        passage: list[str] = []
        for event, element in etree.iterwalk(body, events=("start", "end")):
            if _is_in(element, "tracked-changes"):
                continue
            if event == "start":
                if _name(element) == "change-start" and kinds.get(_of(element, "change-id")) == "insertion":
                    inserted, passage = _of(element, "change-id"), []
                elif _name(element) == "change-end" and inserted == _of(element, "change-id"):
                    self.found.append(LeftOut(kind="changes", what="inserted", text=" ".join("".join(passage).split())))
                    inserted = ""
                elif inserted and element.text:
                    passage.append(element.text)
            if event == "end" and inserted and element.tail:
                passage.append(element.tail)
        for note in [one for one in body.iter() if _name(one) == "annotation"]:
            words = " ".join(_words(one) for one in note if _name(one) in ("p", "list"))
            if words.strip():
                self.found.append(LeftOut(kind="comments", what="comment", text=words.strip()))

    def margins(self, shared: Any) -> None:
        for element in shared.iter():
            if _name(element) in ("header", "footer") and "style" in str(element.tag) and (words := _words(element)):
                self.found.append(LeftOut(kind="other", what=f"page {_name(element)}", text=words))

    def into(self, parent: Tag, element: Any, depth: int = 0) -> None:
        """Put all that is in an element into another of HTML."""
        if depth > DEEPEST:
            parent.append(_words(element))
            return
        if element.text:
            parent.append(element.text)
        for child in element:
            self.one(parent, child, depth + 1)
            if child.tail:
                parent.append(child.tail)

    def one(self, parent: Tag, element: Any, depth: int) -> None:
        name = _name(element)
        style = _of(element, "style-name")
        if not name or name in SILENT:
            return
        if self._is_hidden(element, name, style):
            words = _words(element)
            if words:
                self.found.append(LeftOut(kind="hidden", what="hidden text", text=words))
            return
        match name:
            case "h":
                level = _of(element, "outline-level")
                self._block(parent, f"h{min(int(level), 6) if level.isdigit() and int(level) else 1}", element, depth)
            case "p":
                self._paragraph(parent, element, style, depth)
            case "span":
                self._span(parent, element, style, depth)
            case "a":
                tag = self._new("a")
                tag["href"] = _of(element, "href")
                parent.append(tag)
                self.into(tag, element, depth)
            case "s":
                count = _of(element, "c")
                parent.append(" " * min(int(count) if count.isdigit() else 1, MOST_REPEATED))
            case "tab":
                parent.append("\t")
            case "line-break":
                parent.append(self._new("br"))
            case "list":
                self._list(parent, element, style, depth)
            case "table":
                self._table(parent, element, depth)
            case "note":
                self._note(parent, element, depth)
            case "frame":
                self._frame(parent, element, depth)
            case "ruby":
                base = next((one for one in element if _name(one) == "ruby-base"), None)
                reading = next((one for one in element if _name(one) == "ruby-text"), None)
                if base is not None:
                    self.into(parent, base, depth)
                if reading is not None and _words(reading):
                    parent.append(f" ({_words(reading)})")
            case _ if name in UNWRAPPED or name in ("text-box", "g", "custom-shape", "rect", "ellipse", "object-ole"):
                box = self._new("div")
                parent.append(box)
                self.into(box, element, depth)
            case _:  # fields, such as a date or a page number, are the words that they show
                self.into(parent, element, depth)

    def _new(self, name: str) -> Tag:
        return self.soup.new_tag(name)

    def _block(self, parent: Tag, name: str, element: Any, depth: int) -> Tag:
        tag = self._new(name)
        parent.append(tag)
        self.into(tag, element, depth)
        return tag

    def _is_hidden(self, element: Any, name: str, style: str) -> bool:
        if name == "hidden-text":
            return _of(element, "is-hidden") != "false"
        if name == "section" and _of(element, "display") == "none":
            return True
        if name == "p" and any(_name(one) == "hidden-paragraph" and _of(one, "is-hidden") == "true" for one in element):
            return True
        return name in ("p", "h", "span") and self.styles.says(style, "display") == "none"

    def _paragraph(self, parent: Tag, element: Any, style: str, depth: int) -> None:
        chain = self.styles.chain(style)
        names = {*chain, *(self.styles.shown.get(one, "") for one in chain)}
        if "Title" in names:
            self._block(parent, "h1", element, depth)["class"] = "title"
        elif "Quotations" in names:
            around = self._new("blockquote")
            before = parent.contents[-1] if parent.contents else None
            if isinstance(before, Tag) and before.name == "blockquote":
                around = before
            else:
                parent.append(around)
            self._block(around, "p", element, depth)
        else:
            tag = self._block(parent, "p", element, depth)
            if self._is_bold(style) and tag.get_text(strip=True):
                inner = self._new("strong")
                for child in list(tag.contents):
                    inner.append(child.extract())
                tag.append(inner)

    def _is_bold(self, style: str) -> bool:
        return self.styles.says(style, "font-weight") in ("bold", "600", "700", "800", "900")

    def _span(self, parent: Tag, element: Any, style: str, depth: int) -> None:
        names = []
        chain = self.styles.chain(style)
        if self._is_bold(style) or "Strong_20_Emphasis" in chain:
            names.append("strong")
        if self.styles.says(style, "font-style") in ("italic", "oblique") or "Emphasis" in chain:
            names.append("em")
        if self.styles.says(style, "text-line-through-style") not in ("", "none"):
            names.append("s")
        position = self.styles.says(style, "text-position").split(" ")[0]
        if position and position not in ("0%", "0"):
            names.append("sub" if position.startswith(("sub", "-")) else "sup")
        for name in names:
            tag = self._new(name)
            parent.append(tag)
            parent = tag
        self.into(parent, element, depth)

    def _list(self, parent: Tag, element: Any, style: str, depth: int) -> None:
        level, outer, named = 1, element.getparent(), style
        while outer is not None:
            if _name(outer) == "list":
                level += 1
                named = named or _of(outer, "style-name")
            outer = outer.getparent()
        numbered = self.styles.numbered.get((named, level), False)
        tag = self._new("ol" if numbered else "ul")
        parent.append(tag)
        goes_on = _of(element, "continue-numbering") == "true" or _of(element, "continue-list")
        count = self.list_numbers.get(named, 0) if goes_on and level == 1 else 0
        if count and numbered:
            tag["start"] = str(count + 1)
        for item in element:
            if _name(item) not in ("list-item", "list-header"):
                continue
            made = self._block(tag, "li", item, depth)
            start = _of(item, "start-value")
            count = int(start) if start.isdigit() else count + 1
            if start.isdigit() and numbered:
                made["value"] = start
        if level == 1:
            self.list_numbers[named] = count

    def _table(self, parent: Tag, element: Any, depth: int) -> None:
        table = self._new("table")
        parent.append(table)
        for row in element.iter():
            if _name(row) != "table-row" or _nearest(row, "table") is not element:
                continue
            is_head = _name(row.getparent()) == "table-header-rows"
            made = self._new("tr")
            table.append(made)
            for cell in row:
                if _name(cell) != "table-cell":
                    continue
                repeated = _of(cell, "number-columns-repeated")
                for _ in range(min(int(repeated) if repeated.isdigit() else 1, MOST_REPEATED)):
                    tag = self._block(made, "th" if is_head else "td", cell, depth)
                    for ours, theirs in (("colspan", "number-columns-spanned"), ("rowspan", "number-rows-spanned")):
                        if _of(cell, theirs) not in ("", "1"):
                            tag[ours] = _of(cell, theirs)

    def _note(self, parent: Tag, element: Any, depth: int) -> None:
        """As other programs write a note: a link down, and a link back."""
        body = next((one for one in element if _name(one) == "note-body"), None)
        if body is None:
            return
        self.references += 1
        number = self.references
        sup, link = self._new("sup"), self._new("a")
        link["href"], link["id"] = f"#note-{number}", f"note-ref-{number}"
        link.append(str(number))
        sup.append(link)
        parent.append(sup)
        holder = self._new("div")
        holder["id"] = f"note-{number}"
        self.into(holder, body, depth)
        back = self._new("a")
        back["href"] = f"#note-ref-{number}"
        back.append("↑")
        (holder.find("p") or holder).append(back)
        self._later(holder)

    def _later(self, holder: Tag) -> None:
        """Notes stand below everything else: they are put there once the text is whole."""
        section = self.soup.find("section", id="import-notes")
        if not isinstance(section, Tag):
            section = self._new("section")
            section["id"] = "import-notes"
            self.soup.html.append(section)  # type: ignore[union-attr]
        section.append(holder)

    def _frame(self, parent: Tag, element: Any, depth: int) -> None:
        images = [one for one in element if _name(one) == "image"]
        boxes = [one for one in element if _name(one) == "text-box"]
        if boxes:
            box = self._new("div")
            # a frame stands within a paragraph, and its paragraphs after that one
            place = parent
            while place.name in ("span", "strong", "em", "a", "s", "p", "h1", "h2", "h3") and place.parent is not None:
                place = place.parent
            place.append(box)
            for one in boxes:
                self.into(box, one, depth)
        elif images:
            said = [_words(one) for name in ("desc", "title") for one in element if _name(one) == name]
            tag = self._new("img")
            tag["src"] = _of(images[0], "href")
            tag["alt"] = next((words for words in said if words), "")
            parent.append(tag)
        elif any(_name(one).startswith("object") for one in element):
            self.notes.append("an embedded object (a chart, an equation) was left out. Put it in as a picture.")


def _name(element: Any) -> str:
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""


def _of(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _words(element: Any) -> str:
    parts: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if _name(one) in ("s", "tab", "line-break", "p", "h", "table-cell"):
                parts.append(" ")
            if one.text:
                parts.append(one.text)
        elif one is not element and one.tail:
            parts.append(one.tail)
    return " ".join("".join(parts).split())


def _is_in(element: Any, name: str) -> bool:
    return _name(element) == name or any(_name(parent) == name for parent in element.iterancestors())


def _nearest(element: Any, name: str) -> Any:
    return next((parent for parent in element.iterancestors() if _name(parent) == name), None)
