"""An independent judge of what is published: it knows the lists below and nothing of the code that made the page.

Two parsers read each text, for what one takes for words may be a tag to the other.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import lxml.html
from lxml import etree

GLOBAL = frozenset({"class", "id", "lang", "dir", "title", "role", "tabindex"})
PHRASES = (
    "b",
    "i",
    "em",
    "strong",
    "u",
    "s",
    "small",
    "sub",
    "sup",
    "mark",
    "abbr",
    "dfn",
    "cite",
    "kbd",
    "samp",
    "var",
)
BLOCKS = (
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "dl",
    "dt",
    "dd",
    "pre",
    "figure",
    "figcaption",
    "summary",
)
PROSE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (*PHRASES, *BLOCKS, "code", "span", "bdi", "br", "hr", "wbr", "q", "ruby", "rt", "rp"), frozenset()
    ),
    **dict.fromkeys(("caption", "thead", "tbody", "tfoot", "tr", "table", "del", "ins"), frozenset()),
    "a": frozenset({"href", "aria-label", "aria-current", "hreflang", "type", "rel"}),
    "blockquote": frozenset({"cite"}),
    "details": frozenset({"open"}),
    "div": frozenset({"aria-label"}),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}
"""What a text of staff may become, and no more."""
PAGE: Mapping[str, frozenset[str]] = {
    **PROSE,
    **dict.fromkeys(("head", "title", "body", "main", "header", "footer", "article"), frozenset()),
    **dict.fromkeys(("section", "nav", "aside", "div"), frozenset({"aria-label", "aria-labelledby"})),
    "ul": frozenset({"aria-label"}),
    "a": PROSE["a"] | {"download", "rel", "target", "data-source"},
    "html": frozenset(),
    "link": frozenset({"rel", "href", "type", "hreflang"}),
    "meta": frozenset({"charset", "name", "content", "property", "media", "http-equiv"}),
    "script": frozenset({"type", "src"}),
    "span": frozenset({"aria-hidden"}),
    "time": frozenset({"datetime"}),
    # Search: a plain form, whose fields only its own page reads.
    "form": frozenset(
        {"role", "aria-label", "action", *(f"data-{n}" for n in ("busy", "count", "failed", "index", "none", "page"))}
    ),
    **dict.fromkeys(("p", "h2", "h3", "ul"), frozenset({"hidden", "aria-label"})),
    "ol": frozenset({"start", "reversed", "hidden"}),
    "details": frozenset({"open", "hidden"}),
    "optgroup": frozenset({"label"}),
    "button": frozenset({"type", "hidden"}),
    "label": frozenset({"for"}),
    "input": frozenset(
        {
            "type",
            "name",
            "value",
            "required",
            "disabled",
            "enterkeyhint",
            "placeholder",
            "autocomplete",
            "aria-describedby",
        }
    ),
    "select": frozenset({"name"}),
    "option": frozenset({"value", "data-one"}),
    "noscript": frozenset(),
    "template": frozenset(),
    # The line that other sites copy: text, whatever it says.
    "textarea": frozenset({"readonly", "rows", "aria-label", "spellcheck"}),
    # Pictures in sizes, recordings, and the map of a tracker.
    "picture": frozenset(),
    "source": frozenset({"src", "srcset", "sizes", "type"}),
    "img": frozenset({"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding", "fetchpriority"}),
    "audio": frozenset({"controls", "preload", "aria-label"}),
    "video": frozenset({"controls", "preload", "playsinline", "aria-label"}),
    "svg": frozenset({"viewbox", "viewBox", "role", "aria-label", "aria-hidden", "width", "height", "focusable"}),
    "g": frozenset({"aria-hidden"}),
    "rect": frozenset({"x", "y", "width", "height", "rx"}),
    "text": frozenset({"x", "y"}),
    "path": frozenset({"d"}),
}
"""What the theme puts round it."""
SEARCH_SCRIPT = re.compile(r"(?:/[\w-]+)*/theme/js/search(?:\.[0-9a-f]+)?\.js")
"""The only program of a site."""
ONCE = ("html", "head", "title", "body", "main", "h1")
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})

LEADS = re.compile(r"https?://[^/\\?#]|mailto:|tel:|#|/(?![/\\])", re.IGNORECASE)
"""Where a person may be sent, by a click."""
OWN = re.compile(r"/(?![/\\])")
"""Where a page may load from."""
OUR_IDS = {
    re.compile(r"main"): {"main"},
    re.compile(r"_.*"): {"section", "input", "nav", "h2"},
    re.compile(r"page=.*"): {"li", "section"},
    re.compile(r"entry-[0-9A-Za-z]+([.-][0-9A-Za-z]+)*"): {"li"},
    re.compile(r"fn\d*-.*"): {"li"},
    re.compile(r"fnref\d*-.*"): {"sup"},
}
"""Ids that links of the theme lead to, and the elements that bear them."""
AROUND_A_URL = "".join(map(chr, range(0x21)))
WITHIN_A_URL = dict.fromkeys(map(ord, "\t\n\r"))
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
XML = etree.XMLParser(resolve_entities=False, no_network=True)

Attributes = Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What may stand where."""

    elements: Mapping[str, frozenset[str]]
    loads: re.Pattern[str]
    leads: re.Pattern[str] = LEADS


ON_A_PAGE = Rules(elements=PAGE, loads=OWN)
IN_PROSE = Rules(elements=PROSE, loads=OWN)


def in_a_feed(site_url: str) -> Rules:
    """A reader of feeds is on no page: every address is whole, and pictures come from the site alone."""
    own = re.compile(rf"{re.escape(site_url)}/")
    return Rules(elements=PROSE, loads=own, leads=re.compile(r"https?://[^/\\?#]|mailto:|tel:", re.IGNORECASE))


def faults_of_page(html: str) -> list[str]:
    """Everything on a page that could run, load, lead astray, or stand where the page's own parts should."""
    reading = _read(html)
    found = list(_faults(html, reading, ON_A_PAGE))
    counts = Counter(name for name, _ in reading.tags)
    found += [f"there are {counts[name]} <{name}>" for name in ONCE if counts[name] != 1]
    if not html.lstrip().startswith("<!doctype html>"):
        found.append("the page does not begin with its doctype")
    return [*found, *_faults_of_ids(reading)]


def faults_of_prose(html: str, rules: Rules = IN_PROSE) -> list[str]:
    """The same for a piece of HTML, such as a body or what a feed carries."""
    return list(_faults(html, _read(html), rules))


def faults_of_text(text: str) -> list[str]:
    """A plain text may hold any words, but nothing that a terminal or a wire machine would act on."""
    return [f"a control character {match[0]!r}" for match in CONTROL.finditer(text)]


def faults_of_site(files: Mapping[str, bytes], site_url: str) -> list[str]:
    """Every file of a site by its kind; the pages of a site whose home is at `/`."""
    found: list[str] = []
    carried: dict[str, str] = {}
    for path, data in files.items():
        match path.rpartition(".")[2]:
            case "html":
                found += (f"{path}: {fault}" for fault in faults_of_page(data.decode()))
            case "xml" | "opml" | "json" | "txt":
                found += (f"{path}: {fault}" for fault in faults_of_text(data.decode()))
                carried |= dict.fromkeys(html_in_feed(path, data), path)
    rules = in_a_feed(site_url)
    for html, path in carried.items():
        found += (f"{path}: {fault} in {html[:200]!r}" for fault in faults_of_prose(html, rules))
    return found


def html_in_feed(path: str, data: bytes) -> Iterator[str]:
    """What readers take for HTML: the text of an item (RSS Best Practices Profile, RFC 4287 section 4.1.3).

    Raises where the file cannot be parsed as what it is.
    """
    if path.endswith(".json"):
        feed = json.loads(data)
        yield from (item["content_html"] for item in feed.get("items", ()) if isinstance(feed, dict))
    elif path.endswith((".xml", ".opml")):
        for element in etree.fromstring(data, XML).iter(etree.Element):
            of_item = element.tag == "description" and element.getparent().tag == "item"
            if of_item or element.tag.endswith(("}encoded", "}content")):
                yield element.text or ""


@dataclass
class _Reading:
    """What the tokenizer of the standard library sees."""

    tags: list[tuple[str, Attributes]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Takes down every tag, and whether each is closed where it should be."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.reading = _Reading()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reading.tags.append((tag, dict(attrs)))
        if len(dict(attrs)) < len(attrs):
            self.reading.faults.append(f"<{tag}> says something twice: {attrs}")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.reading.faults.append(f"</{tag}> closes what is not open")

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["script"]:
            self.reading.scripts.append(data)
        if CONTROL.search(data):
            self.reading.faults.append(f"a control character in {data[:60]!r}")

    def handle_decl(self, decl: str) -> None:
        if decl != "doctype html":
            self.reading.faults.append(f"a declaration {decl!r}")

    def handle_comment(self, data: str) -> None:
        self.reading.faults.append(f"a comment {data!r}")

    def handle_pi(self, data: str) -> None:
        self.reading.faults.append(f"an instruction {data!r}")

    def unknown_decl(self, data: str) -> None:
        self.reading.faults.append(f"a section {data!r}")

    def close(self) -> None:
        super().close()
        self.reading.faults += (f"<{tag}> is never closed" for tag in self._open)


def _read(html: str) -> _Reading:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.reading


def _faults(html: str, reading: _Reading, rules: Rules) -> Iterator[str]:
    yield from reading.faults
    for name, attributes in reading.tags:
        yield from _faults_of_tag(name, attributes, rules)
    for script in reading.scripts:
        yield from _faults_of_script(script)
    if not html.strip():
        return
    for element in lxml.html.document_fromstring(f"<div>{html}</div>" if rules.elements is PROSE else html).iter():
        if isinstance(element.tag, str):
            known = element.tag in ("html", "body") or element.tag in rules.elements
            yield from (
                _faults_of_tag(element.tag, dict(element.attrib), rules) if known else [f"<{element.tag}> to lxml"]
            )
        else:
            yield f"to lxml, a comment or instruction {element.text!r}"


def _faults_of_tag(name: str, attributes: Attributes, rules: Rules) -> Iterator[str]:
    if name not in rules.elements and name not in ("html", "body"):
        yield f"<{name}>"
        return
    strange = attributes.keys() - GLOBAL - rules.elements.get(name, frozenset())
    if strange:
        yield f"<{name}> has {sorted(strange)}"
    values = {key: _as_browsers_read(value or "") for key, value in attributes.items()}
    for key, allowed in (("href", rules.leads), ("cite", rules.leads), ("src", rules.loads)):
        if key in values and name != "link" and not allowed.match(values[key]):
            yield f"<{name}> with {key} {values[key]!r}"
    match name:
        case "a" if "target" in values and (values["target"], values.get("rel")) != ("_blank", "noopener"):
            yield f"<a> with {dict(attributes)}"
        case "link":
            yield from _faults_of_link(values)
        case "meta" if values.get("http-equiv") not in (None, "refresh"):
            yield f"<meta> with {dict(attributes)}"
        case "meta" if "http-equiv" in values and not re.match(r"0; url=/(?![/\\])", values["content"]):
            yield f"<meta> leads to {values['content']}"
        case "form" if not OWN.match(values.get("action") or ""):
            yield f"<form> sends to {values.get('action')!r}"
        case "script" if values.get("type") == "module" and SEARCH_SCRIPT.fullmatch(values.get("src") or ""):
            return
        case "script" if values.get("type") != "application/ld+json":
            yield f"<script> with {dict(attributes)}"


def _faults_of_link(values: Mapping[str, str]) -> Iterator[str]:
    loaded = values.get("rel") in ("stylesheet", "icon")
    if not loaded and values.get("rel") not in ("canonical", "alternate"):
        yield f"<link> with {dict(values)}"
    elif not (OWN if loaded else LEADS).match(values.get("href", "")):
        yield f"<link> to {values.get('href')}"


def _faults_of_script(script: str) -> Iterator[str]:
    """Data for search engines: JSON that nothing can close."""
    if "<" in script:
        yield f"<script> holds < in {script!r}"
    try:
        json.loads(script)
    except ValueError as error:
        yield f"<script> holds no JSON: {error}"


def _faults_of_ids(reading: _Reading) -> Iterator[str]:
    seen: set[Any] = set()
    for name, attributes in reading.tags:
        place = attributes.get("id")
        if place is None:
            continue
        if place in seen:
            yield f"the id {place!r} stands twice"
        seen.add(place)
        for pattern, bearers in OUR_IDS.items():
            if pattern.fullmatch(place) and name not in bearers:
                yield f"<{name}> has the id {place!r}, which is ours"


def _as_browsers_read(url: str) -> str:
    """URL Standard, section 4.4: white space and controls around an address go, tabs and line ends within it too."""
    return url.strip(AROUND_A_URL).translate(WITHIN_A_URL)
