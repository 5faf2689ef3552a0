"""What a page's own style sheet says of an element, as far as it says what the text means: bold, struck, hidden."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import Tag

from plugins.desk.importing.web.tree import attribute, classes, tags

RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,5000})\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
AT_RULE = re.compile(
    r"@media[^{]*\bprint\b[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@(?:import|charset|namespace)[^;]*;", re.I
)
SELECTOR = re.compile(r"(?P<name>[a-z][a-z0-9]*)?(?P<class>\.[\w-]+)?(?P<id>#[\w-]+)?", re.IGNORECASE)
LARGEST = 500_000
"""Characters of style that are read."""
BOLD = re.compile(r"bold|bolder|[6-9]00", re.IGNORECASE)


@dataclass(slots=True)
class Styles:
    """Simple rules: of a class, an element, an id, or a class of an element. Others are passed over."""

    rules: dict[tuple[str, str, str], dict[str, str]] = field(default_factory=dict)

    def of(self, tag: Tag) -> Mapping[str, str]:
        """What holds of an element itself."""
        found: dict[str, str] = {}
        if self.rules:
            name, own_id = tag.name.lower(), attribute(tag, "id")
            keys = [(name, "", "")]
            for one in classes(tag):
                keys += [("", one, ""), (name, one, "")]
            if own_id:
                keys.append(("", "", own_id))
            for key in keys:
                found.update(self.rules.get(key, {}))
        if tag.get("style"):
            found.update(declarations(attribute(tag, "style")))
        return found


def read_styles(soup: BeautifulSoup) -> Styles:
    styles = Styles()
    text = "\n".join(tag.get_text() for tag in tags(soup, "style"))[:LARGEST]
    text = AT_RULE.sub("", COMMENT.sub("", text.replace("<!--", "").replace("-->", "")))
    for selectors, body in RULE.findall(text):
        said = declarations(body)
        if not said:
            continue
        for selector in selectors.split(","):
            match = SELECTOR.fullmatch(selector.strip())
            if match and any(match.groups()):
                key = ((match["name"] or "").lower(), (match["class"] or "")[1:], (match["id"] or "")[1:])
                styles.rules.setdefault(key, {}).update(said)
    return styles


def declarations(text: str) -> dict[str, str]:
    found = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon and len(name) < 60:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def is_hidden(tag: Tag, said: Mapping[str, str]) -> bool:
    """Whether a browser, or Word, shows nothing of it."""
    return (
        tag.has_attr("hidden")
        or said.get("display", "") == "none"
        or said.get("visibility", "") in ("hidden", "collapse")
        or said.get("mso-hide", "") == "all"
        or bool(re.fullmatch(r"0(?:\.0+)?(?:px|pt|em|rem|%)?", said.get("font-size", "")))
        or (bool(re.fullmatch(r"0(?:\.0+)?", said.get("opacity", ""))))
        or (said.get("max-height", "") in ("0", "0px") and said.get("overflow", "") == "hidden")
        or bool(re.fullmatch(r"-\d{3,}(?:px|em)?", said.get("text-indent", "") or said.get("left", "")))
    )


def write_emphasis(soup: BeautifulSoup, styles: Styles) -> None:
    """Put what a style makes bold, leaning or struck into elements, and join neighbors that are one."""
    for tag in tags(soup, "span", "font"):
        said = styles.of(tag)
        names = []
        if BOLD.fullmatch(said.get("font-weight", "")) and not _is_within(tag, "b", "strong", "h1", "h2", "h3", "h4"):
            names.append("strong")
        if said.get("font-style", "") in ("italic", "oblique") and not _is_within(tag, "i", "em"):
            names.append("em")
        if "line-through" in said.get("text-decoration", "") + said.get("text-decoration-line", ""):
            names.append("s")
        if said.get("vertical-align", "") in ("super", "sub"):
            names.append("sup" if said["vertical-align"] == "super" else "sub")
        for name in names:
            tag.wrap(soup.new_tag(name))
    for name in ("strong", "b", "em", "i", "s"):
        for tag in tags(soup, name):
            _join(tag)


def _is_within(tag: Tag, *names: str) -> bool:
    return any(parent.name in names for parent in tag.parents)


def _join(tag: Tag) -> None:
    """Take in the elements right after it that are the same."""
    while tag.parent is not None:
        after = tag.next_sibling
        space = None
        if after is not None and not isinstance(after, Tag) and str(after) and not str(after).strip():
            space, after = after, after.next_sibling
        if not isinstance(after, Tag) or after.name != tag.name or after.find("br"):
            return
        if space is not None:
            tag.append(space.extract())
        for child in list(after.contents):
            tag.append(child.extract())
        after.decompose()
