"""A page saved from a browser → its headline, its date and its text as Markdown blocks."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PreformattedString, Tag

from plugins.desk.importing.blocks import Block, body_text
from plugins.desk.importing.decoding import clean
from plugins.desk.importing.escaping import escape_inline, escape_start
from plugins.desk.importing.plain import END
from plugins.desk.refusal import Refused
from plugins.records.rules import LANGUAGE

UNREAD = re.compile(
    r"title|script|style|noscript|template|svg|iframe|object|embed|form|button|input|select|textarea|nav"
)
SILENT = frozenset(("title", "script", "style", "noscript", "template"))
UNREAD_OUTSIDE = re.compile(rf"{UNREAD.pattern}|footer|aside")
"""The same where a page marks no article."""
BREAKING = re.compile(
    r"address|article|aside|blockquote|body|center|d[dlt]|details|div|figcaption|figure|footer|h[1-6]|header|hr|li|main"
    r"|[ou]l|p|pre|section|summary|table"
)
EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)
BRACKET = re.compile(r"(?<!\\)[\[\]]")
DEEPEST = 100
AS_TEXT = "save the page as text in the browser, and import that"
BREAK = "\0"
"""Marks a line break within a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPage:
    """The part of a web page that somebody wrote."""

    title: str
    day: date | None
    lang: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


def read_html(raw: bytes, name: str) -> HtmlPage:
    """Read a web page: its `article` or `main`, or else its body. Raises `Refused` where there is no text."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            return _page(raw, name)
    except RecursionError:
        raise Refused(f"{name} is nested too deeply to read", AS_TEXT) from None


def _page(raw: bytes, name: str) -> HtmlPage:
    text, garbled = clean(BeautifulSoup(raw, "lxml").decode())
    notes = list(garbled)
    soup = BeautifulSoup(text, "lxml")
    root = _root(soup)
    is_marked = root is not soup
    stated = soup.title.get_text() if soup.title else ""
    if is_marked:
        notes.append(f"only the <{root.name}> part of the page was read.")
    if dropped := _drop(root, UNREAD if is_marked else UNREAD_OUTSIDE):
        shown = "; ".join(f"“{words[:60]}”" for words in dropped[:3])
        notes.append(f"menus, forms and margins of the page were left out: {shown}.")
    heading = next((tag for tag in _tags(root, "h1") or _tags(soup, "h1") if tag.get_text(strip=True)), None)
    title = _title(soup, heading, stated)
    day = _published(soup, root)
    if heading is not None:
        heading.extract()
    elif title:
        notes.append("headline: from the page's title. Check it.")
    blocks = tuple(_blocks(root))
    if not blocks:
        raise Refused(f"{name} has no text", AS_TEXT)
    if pictures := [str(image.get("alt") or image.get("src") or "")[:60] for image in _tags(root, "img")]:
        notes.append(f"pictures were left out: {'; '.join(pictures)}.")
    return HtmlPage(title=title, day=day, lang=_lang(soup), blocks=blocks, notes=tuple(notes))


def _root(soup: BeautifulSoup) -> Tag:
    by_role = [tag for tag in _tags(soup) if tag.get("role") == "main"]
    for found in (_tags(soup, "article"), _tags(soup, "main"), by_role):
        if len(found) == 1 and found[0].get_text(strip=True):
            return found[0]
    return soup


def _drop(root: Tag, names: re.Pattern[str]) -> list[str]:
    """Take elements out of the page; returns the words that went with them."""
    words = []
    for tag in _tags(root):
        if not names.fullmatch(tag.name):
            continue
        if tag.name not in SILENT and (said := " ".join(tag.get_text(" ").split())):
            words.append(said)
        tag.extract()
    return words


def _tags(tag: Tag, *names: str) -> list[Tag]:
    """The elements within one, of these names or of any."""
    return [found for found in tag.find_all(names or True) if isinstance(found, Tag)]


def _meta(soup: BeautifulSoup, name: str) -> str:
    found = soup.find("meta", attrs={"property": name})
    return str(found.get("content") or "") if isinstance(found, Tag) else ""


def _title(soup: BeautifulSoup, heading: Tag | None, stated: str) -> str:
    candidates = (
        heading.get_text(" ") if heading else "",
        _meta(soup, "og:title"),
        stated,
    )
    return next((" ".join(text.split()) for text in candidates if text.strip()), "")


def _published(soup: BeautifulSoup, root: Tag) -> date | None:
    """The day on which the page says that it was published."""
    times = [str(tag["datetime"]) for tag in _tags(root, "time") if tag.get("datetime")]
    for text in (_meta(soup, "article:published_time"), *(times if len(times) == 1 else ())):
        try:
            return datetime.fromisoformat(text.strip()).date()
        except ValueError:
            continue
    return None


def _lang(soup: BeautifulSoup) -> str:
    stated = str(soup.html.get("lang") or "") if soup.html else ""
    return stated if LANGUAGE.fullmatch(stated) else ""


def _blocks(tag: Tag, depth: int = 0) -> Iterator[Block]:
    """The blocks within an element; runs of inline elements between them are paragraphs."""
    if depth > DEEPEST:
        yield from _paragraphs(escape_inline(" ".join(tag.get_text(" ").split())))
        return
    inline: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag) and _breaks(child):
            yield from _paragraphs("".join(inline))
            inline = []
            yield from _block(child, depth + 1)
        else:
            inline.append(_inline(child))
    yield from _paragraphs("".join(inline))


def _breaks(tag: Tag) -> bool:
    return any(BREAKING.fullmatch(inner.name) for inner in (tag, *_tags(tag)))


def _block(tag: Tag, depth: int) -> Iterator[Block]:
    match tag.name:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            if words := _one_line(_inline(tag)):
                yield Block(raw=f"{'#' * max(int(tag.name[1]), 2)} {words}", kind="heading")
        case "hr":
            yield Block(raw="---", kind="rule")
        case "ul" | "ol":
            yield from _items(tag, 0)
        case "blockquote":
            if inner := body_text(tuple(_blocks(tag, depth))):
                yield Block(raw="\n".join(f"> {line}".rstrip() for line in inner.split("\n")), kind="other")
        case "table":
            yield from _table(tag)
        case _:
            yield from _blocks(tag, depth)


def _items(tag: Tag, level: int) -> Iterator[Block]:
    """The items of a list; those of a list within it are bullets one deeper."""
    number = 0
    for child in tag.children:
        if not isinstance(child, Tag):
            yield from _paragraphs(_inline(child))
            continue
        inner = [tag for tag in child.children if isinstance(tag, Tag) and tag.name in ("ul", "ol")]
        for deeper in inner:
            deeper.extract()
        if words := _one_line(_inline(child)):
            number += 1
            is_numbered = tag.name == "ol" and level == 0
            yield Block(
                raw=escape_start(words), kind="item", mark=f"{number}." if is_numbered else "•",
                depth=0 if is_numbered else level,
            )  # fmt: skip
        for deeper in inner:
            yield from _items(deeper, min(level + 1, 5))


def _inline(node: object) -> str:
    """The words of an element as Markdown, with `BREAK` for each line break."""
    if isinstance(node, PreformattedString):  # a comment, a doctype
        return ""
    if isinstance(node, NavigableString):
        return escape_inline(re.sub(r"\s+", " ", str(node)))
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return BREAK
    inner = "".join(_inline(child) for child in node.children)
    inner = f" {inner} " if BREAKING.fullmatch(node.name) else inner
    words = inner.strip(f" {BREAK}")
    if not words or BREAK in words:
        return inner
    before, _, after = inner.partition(words)
    if node.name == "a" and SAFE_LINK.fullmatch(address := str(node.get("href") or "").strip()):
        target = address.replace("(", "%28").replace(")", "%29")
        return f"{before}[{BRACKET.sub(_escaped, words)}]({target}){after}"
    if node.name in EMPHASIS and "*" not in words:
        return f"{before}{EMPHASIS[node.name]}{words}{EMPHASIS[node.name]}{after}"
    return inner


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _one_line(inline: str) -> str:
    return " ".join(inline.replace(BREAK, " ").split())


def _paragraphs(inline: str) -> Iterator[Block]:
    """Lines separated by a `br` are joined blocks; two in a row separate paragraphs."""
    joined = False
    for line in inline.split(BREAK):
        words = " ".join(line.split())
        if not words:
            joined = False
        elif END.fullmatch(words):
            yield Block(raw=words, kind="end")
        else:
            yield Block(raw=escape_start(words), joined=joined)
            joined = True


def _table(tag: Tag) -> Iterator[Block]:
    """Rows of cells as a Markdown table; one column is paragraphs."""
    rows = [
        [_one_line(_inline(cell)).replace("|", "\\|") for cell in _tags(row, "td", "th")] for row in _tags(tag, "tr")
    ]
    rows = [cells for cells in rows if any(cells)]
    width = max(map(len, rows), default=0)
    if width < 2:
        words = [cells[0] for cells in rows] or [escape_inline(" ".join(tag.get_text(" ").split()))]
        for line in words:
            yield from _paragraphs(line)
        return
    lines = [f"| {' | '.join([*row, *([''] * (width - len(row)))])} |" for row in rows]
    yield Block(raw="\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]]), kind="other")
