"""A page read strictly: every fault that a browser would forgive is kept."""

from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
NO_PARAGRAPHS_INSIDE = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "a", "time", "code"])
BLOCKS = frozenset(
    ("p", "div", "section", "article", "aside", "nav", "ul", "ol", "dl", "table", "figure", "blockquote", "main", "pre")
)
LISTS = frozenset(["ul", "ol", "dl"])


class Outline(HTMLParser):
    """What the tests ask of a page."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.fragments: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.classes: set[str] = set()
        self._open: list[str] = []
        self._children: list[int] = []
        self._unheard: list[bool] = []
        self._link: tuple[str, list[str]] | None = None
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if len(values) != len(attributes):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag in BLOCKS and NO_PARAGRAPHS_INSIDE & set(self._open):
            self.faults.append(f"<{tag}> stands inside {self._open}")
        if self._open and self._open[-1] in ("ul", "ol") and tag != "li":
            self.faults.append(f"<{tag}> stands in a list, not in an item")
        if self._children:
            self._children[-1] += 1
        self.elements.append((tag, values))
        self.classes |= set(values.get("class", "").split())
        if "id" in values:
            self.ids.append(values["id"])
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag == "a" and "template" not in self._open:
            self._link = (values.get("href", ""), [])
            if values.get("href", "").startswith("#"):
                self.fragments.append(values["href"][1:])
        if tag == "img" and self._link:
            self._link[1].append(values.get("alt", ""))
        if tag not in VOID:
            self._open.append(tag)
            self._children.append(0)
            self._unheard.append(values.get("aria-hidden") == "true")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
            return
        self._open.pop()
        self._unheard.pop()
        if self._children.pop() == 0 and tag in LISTS:
            self.faults.append(f"<{tag}> has nothing in it")
        if tag == "a" and self._link:
            url, words = self._link
            self.links.append((" ".join("".join(words).split()), url))
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._link and not any(self._unheard):
            self._link[1].append(data)
