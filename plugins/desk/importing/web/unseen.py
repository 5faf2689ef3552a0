"""What must never come through a page: words that somebody deleted, remarks of colleagues, text that nobody saw."""

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from plugins.desk.importing.source import LeftOut
from plugins.desk.importing.web.styles import Styles, is_hidden
from plugins.desk.importing.web.tree import attribute, classes, said, tags

COMMENT_CLASSES = frozenset(
    ["msocomanchor", "msocomtxt", "msocomoff", "MsoCommentReference", "MsoCommentText", "MsoCommentSubject"]
)
FOR_SCREEN_READERS = frozenset(
    [
        "screen-reader-text",
        "visually-hidden",
        "visuallyhidden",
        "sr-only",
        "element-invisible",
        "a11y-hidden",
        "assistive-text",
    ]
)
COMMENT_LIST = re.compile(r"mso-element:\s*comment(?:-list)?(?:;|\Z)")
COMMENT_MARK = re.compile(r"cmnt(?:_ref)?\d+")


def take_changes(soup: BeautifulSoup) -> list[LeftOut]:
    """Settle `<del>` and `<ins>` as accepted; returns what was changed."""
    found = []
    for tag in tags(soup, "del", "ins"):
        if tag.decomposed or not tag.name:
            continue
        words = said(tag)
        if words or tag.find("img"):
            what = "deleted" if tag.name == "del" else "inserted"
            found.append(LeftOut(kind="changes", what=what, text=words or "a picture"))
        if tag.name == "del":
            tag.decompose()
        else:
            tag.unwrap()
    return found


def take_comments(soup: BeautifulSoup) -> list[LeftOut]:
    """Word's and Google's comments on the text; not those of readers, which stand on the page for all."""
    found: list[LeftOut] = []
    for tag in tags(soup):
        if tag.decomposed:
            continue
        if COMMENT_LIST.search(attribute(tag, "style").replace(" ", "")):
            for one in tags(tag, "div", "p"):
                if "MsoCommentText" in classes(one) or attribute(one, "id").startswith("_com_"):
                    words = _without_mark(said(one))
                    if words and not any(words in other.text for other in found):
                        found.append(LeftOut(kind="comments", what="comment", text=words))
            tag.decompose()
        elif COMMENT_CLASSES & set(classes(tag)):
            words = _without_mark(said(tag))
            if words and "MsoCommentText" in classes(tag):
                found.append(LeftOut(kind="comments", what="comment", text=words))
            tag.decompose()
    for link in tags(soup, "a"):
        if link.decomposed:
            continue
        target = attribute(link, "href")
        if re.fullmatch(r"#cmnt\d+", target):
            sup = link.parent if isinstance(link.parent, Tag) and link.parent.name == "sup" else link
            (sup if said(sup) == said(link) else link).decompose()
        elif re.fullmatch(r"#cmnt_ref\d+", target):
            box = next((parent for parent in link.parents if parent.name in ("div", "li", "td")), link.parent)
            if isinstance(box, Tag) and box.name not in ("body", "html"):
                found.append(LeftOut(kind="comments", what="comment", text=_without_mark(said(box))))
                box.decompose()
    return [one for one in found if one.text]


def _without_mark(words: str) -> str:
    return re.sub(r"^\s*\[[a-zA-Z]{1,3}\d*\]\s*", "", words)


def take_hidden(soup: BeautifulSoup, styles: Styles) -> list[LeftOut]:
    """Leave out what is not shown, and say its words."""
    found = []
    for tag in tags(soup):
        if tag.decomposed or tag.name in (
            "html",
            "body",
            "head",
            "title",
            "script",
            "style",
            "meta",
            "link",
            "template",
        ):
            continue
        if is_hidden(tag, styles.of(tag)) or FOR_SCREEN_READERS & set(classes(tag)):
            if words := said(tag):
                found.append(LeftOut(kind="hidden", what="hidden text", text=words))
            tag.decompose()
    return found
