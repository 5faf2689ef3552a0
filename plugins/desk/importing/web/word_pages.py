"""Pages that Word has saved: its styles as the elements that they stand for, its bullets as lists."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from plugins.desk.importing.web.styles import declarations
from plugins.desk.importing.web.tree import attribute, classes, said, tags

STYLES = {
    "MsoTitle": "h1", "MsoQuote": "blockquote", "MsoIntenseQuote": "blockquote", "MsoHeading1": "h1",
}  # fmt: skip
LEVEL = re.compile(r"\blevel(\d)\b")
BULLET = re.compile(r"^\s*(?P<bullet>[·•▪◦‣●○■§\uf0b7\uf0a7]|o(?=[\s\u00a0]{2,}))[\s\u00a0]+")
SURE_BULLET = re.compile(r"^\s*[·•▪◦‣●\uf0b7][\s\u00a0]*")
NUMBER = re.compile(r"^\s*(?P<number>\d{1,3})[.)][\s\u00a0]+")
INDENT = re.compile(r"(?P<size>[\d.]+)(?P<unit>in|pt|cm|px)")
POINTS = {"in": 72.0, "pt": 1.0, "cm": 28.35, "px": 0.75}
STEP = 36.0
"""Points of one level."""


def as_written(soup: BeautifulSoup) -> None:
    """Make of Word's paragraphs what they look like."""
    for tag in tags(soup, "p", "div"):
        for name in classes(tag):
            if name in STYLES:
                tag.name = STYLES[name]
    for tag in tags(soup, "p", "div"):
        if tag.parent is not None and _is_item(tag):
            _list_from(soup, tag)


def _is_item(tag: Tag) -> bool:
    if tag.name != "p" or (isinstance(tag.parent, Tag) and tag.parent.name == "li"):
        return False
    words = tag.get_text()
    if (
        "mso-list" in declarations(attribute(tag, "style"))
        and "none" not in declarations(attribute(tag, "style"))["mso-list"]
    ):
        return bool(_marker(tag)) or bool(BULLET.match(words) or NUMBER.match(words))
    if any(name.startswith("MsoList") for name in classes(tag)):
        return bool(BULLET.match(words) or NUMBER.match(words))
    return bool(SURE_BULLET.match(words)) and len(words) > 2


def _marker(tag: Tag) -> Tag | None:
    return next(
        (span for span in tags(tag, "span") if "ignore" in declarations(attribute(span, "style")).get("mso-list", "")),
        None,
    )


def _list_from(soup: BeautifulSoup, first: Tag) -> None:
    """Put a run of paragraphs that are items into lists within lists."""
    run = [first]
    while True:
        after = run[-1].next_sibling
        while (
            after is not None
            and not isinstance(after, Tag)
            and (isinstance(after, PreformattedString) or not str(after).strip())
        ):
            after = after.next_sibling
        if not isinstance(after, Tag) or not _is_item(after):
            break
        run.append(after)
    base = min(_level(tag) for tag in run)
    place = soup.new_tag("div")
    first.insert_before(place)
    stack: list[Tag] = []
    for tag in run:
        level = min(_level(tag) - base, len(stack))
        ordered, number = _take_mark(tag)
        del stack[level + 1 :]
        name = "ol" if ordered else "ul"
        if len(stack) == level or stack[level].name != name:
            del stack[level:]
            made = soup.new_tag(name)
            if ordered and number > 1:
                made["start"] = str(number)
            if level:
                items = [child for child in stack[level - 1].children if isinstance(child, Tag)]
                (items[-1] if items else stack[level - 1]).append(made)
            else:
                place.append(made)
            stack.append(made)
        tag.extract()
        tag.name = "li"
        tag.attrs = {}
        stack[level].append(tag)
    place.unwrap()


def _level(tag: Tag) -> int:
    said_of = declarations(attribute(tag, "style"))
    if match := LEVEL.search(said_of.get("mso-list", "")):
        return int(match[1])
    margin = INDENT.match(said_of.get("margin-left", "") or said_of.get("margin", "").rpartition(" ")[2])
    return round(float(margin["size"]) * POINTS[margin["unit"]] / STEP) if margin else 1


def _take_mark(tag: Tag) -> tuple[bool, int]:
    """Whether the item is numbered, and its number; the mark goes out of its text."""
    marker = _marker(tag)
    shown = said(marker) if marker is not None else ""
    if marker is not None:
        marker.decompose()
    else:
        for text in tag.find_all(string=True):
            if isinstance(text, PreformattedString) or not str(text).strip(" \n"):
                continue
            match = NUMBER.match(str(text)) or BULLET.match(str(text)) or SURE_BULLET.match(str(text))
            if match is None:
                match = re.match(r"^\s*(?:[·•▪◦‣●○■§o]|\d{1,3}[.)])\s*", str(text))
            if match:
                shown = match[0].strip()
                rest = NavigableString(str(text)[match.end() :].lstrip("\u00a0 \n"))
                text.replace_with(rest)
                following = rest.next_element
                if not str(rest).strip():
                    while (
                        following is not None
                        and isinstance(following, NavigableString)
                        and not str(following).strip("\u00a0 \n")
                    ):
                        following = following.next_element
            break
    number = re.match(r"\d+", shown)
    return bool(number) or bool(re.match(r"[a-z][.)]", shown)), int(number[0]) if number else 1
