"""Makes HTML safe, whoever wrote it: anything not on a list is removed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

import nh3

TAGS = frozenset(
    {
        "a", "abbr", "b", "bdi", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn", "div",
        "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd",
        "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong",
        "sub", "summary", "sup", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "wbr",
    }
)  # fmt: skip

ATTRIBUTES = {
    "*": {"id", "title", "lang", "dir"},
    "a": {"href", "class", "name"},
    "code": {"class"},
    "details": {"open"},
    "div": {"class"},
    "img": {"src", "alt"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}

SCHEMES = {"http", "https", "mailto", "tel"}

_GONE_WITH_THEIR_CONTENT = frozenset(
    {
        "applet", "audio", "button", "canvas", "embed", "form", "frame", "frameset", "iframe", "math",
        "noembed", "noframes",
        "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
    }
)  # fmt: skip
_EMPTY = frozenset({"embed", "frame"})
"""Those that are empty elements."""
_LEFT_OUT = _GONE_WITH_THEIR_CONTENT | {"input", "link", "meta", "base"}
_KNOWN = frozenset(
    {
        "acronym", "address", "area", "article", "aside", "basefont", "bdo", "bgsound", "big", "blink", "body",
        "center", "col", "colgroup", "data", "datalist", "dialog", "dir", "fieldset", "font", "footer", "head",
        "header", "hgroup", "html", "label", "legend", "main", "map", "marquee", "menu", "meter", "nav", "nobr",
        "optgroup", "option", "output", "param", "picture", "progress", "rb", "rtc", "search", "section",
        "slot", "source", "strike", "time", "track", "tt",
    }
)  # fmt: skip
_UNWRAPPED_IN_SILENCE = frozenset({"html", "body", "head", "section", "article", "col", "colgroup", "param", "source"})
"""Elements that a reader does not miss, or that were removed with the one around them."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_HANDLER = re.compile(r"<([a-zA-Z][^\s/>]*)(?=\s)[^<>]*?[\s\"'/](style|on[a-z]+|srcdoc|formaction)\s*=", re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_ADDRESS = re.compile(r"""<(?:a|img)\s[^>]*?\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_OPEN_DECLARATION = re.compile(r"<(?=(?:!(?!--)|\?)[^<>]*+(?:<|\Z))")
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_MAY_BEGIN_FORBIDDEN = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"}) + b"\xc2\xed\xef"
"""The first byte of each in UTF-8, which is many times as fast to search for."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Something removed that a reader would have seen, or a browser run."""

    name: str
    """The element's name, or the attribute's."""
    what: str
    fix: str
    is_attribute: bool = False


def sanitize(html: str) -> str:
    """Keep only the elements, attributes and addresses that are allowed, and no control characters."""
    return without_controls(_cleaner().clean(html)).replace("&nbsp;", "\xa0")


def without_controls(text: str) -> str:
    """The text without characters that are not allowed in XML or HTML. Tabs and line ends are kept."""
    data = text.encode("utf-8", "surrogatepass")
    may_hold_any = len(data.translate(None, _MAY_BEGIN_FORBIDDEN)) < len(data)
    return _FORBIDDEN.sub("", text) if may_hold_any else text


def with_open_declarations_as_text(html: str) -> str:
    """Show `<!words` and `<?words` that no `>` ends before the next tag: HTML would take that tag's end for theirs."""
    return _OPEN_DECLARATION.sub("&lt;", html) if "<!" in html or "<?" in html else html


def tags(html: str) -> list[tuple[str, str]]:
    """Every tag in order: `/` or nothing, and the name in lower case."""
    if "<!--" in html:
        html = _COMMENT.sub("", html)
    return [(closing, name.lower()) for closing, name in _TAG.findall(html)]


def removals(html: str, html_tags: list[tuple[str, str]]) -> Iterator[Removal]:
    """List what `sanitize` removes from the HTML, each kind once."""
    for name in dict.fromkeys(_outermost(html_tags)):
        if name in _GONE_WITH_THEIR_CONTENT:
            what = f"<{name}> is not allowed here and was left out, with everything in it"
            yield Removal(name, what, "delete it; where it shows something, link to that instead")
        elif name in _LEFT_OUT:
            what = f"<{name}> is not allowed here and was left out"
            yield Removal(name, what, "delete it; where it shows something, link to that instead")
        elif name in _KNOWN:
            if name not in _UNWRAPPED_IN_SILENCE:
                what = f"the tag <{name}> was removed, and its contents were kept"
                yield Removal(name, what, "delete the tag: the theme decides how text looks")
        else:
            what = f"<{name}> was removed, because HTML has no such tag"
            yield Removal(name, what, f"write `<{name}>` between backticks if readers should see it, or delete it")
    for name, attribute in dict.fromkeys((n.lower(), a.lower()) for n, a in _HANDLER.findall(html)):
        if name in TAGS:
            what = f"the attribute {attribute} of <{name}> was removed"
            yield Removal(attribute, what, "delete it: pages hold no inline style and no script", is_attribute=True)


def _outermost(html_tags: list[tuple[str, str]]) -> Iterator[str]:
    """The names of tags that are removed, except those inside an element that is removed with its content."""
    gone, depth = "", 0
    for closing, name in html_tags:
        if name in TAGS and not gone:
            continue
        if gone:
            depth += (-1 if closing else 1) if name == gone else 0
            gone = gone if depth else ""
        else:
            yield name
            if name in _GONE_WITH_THEIR_CONTENT and name not in _EMPTY and not closing:
                gone, depth = name, 1


def lost_addresses(html: str, clean: str) -> Iterator[str]:
    """Yield the addresses of links and images that `sanitize` removed, in order."""
    kept = set(_addresses(clean))
    yield from (address for address in _addresses(html) if address not in kept)


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(_GONE_WITH_THEIR_CONTENT),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _addresses(html: str) -> Iterator[str]:
    for m in _ADDRESS.finditer(html):
        yield unescape(m[1] or m[2] or m[3] or "")
