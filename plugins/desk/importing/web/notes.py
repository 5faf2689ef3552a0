"""Footnotes, however a program writes them: a link down to the note, and in the note a link back up."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from plugins.desk.importing.blocks import Block, body_text
from plugins.desk.importing.web.tree import attribute, said, tags
from plugins.desk.importing.web.walk import NOTE, Walk

MARK = re.compile(r"^\s*(?:\[?(?:\d{1,3}|[ivxl]{1,6}|[*†‡§])\]?\.?|[↑↩^⏎]\ufe0e?)\s*|\s*[↑↩⏎]\ufe0e?\s*$")
HEADING = re.compile(r"(?:foot|end)?notes?:?|notas?(?: al pie)?:?", re.IGNORECASE)


def take_notes(soup: BeautifulSoup) -> list[Tag]:
    """Put an element `NOTE` where each note is referred to; returns the notes, in the order of their numbers."""
    order = {id(tag): at for at, tag in enumerate(tags(soup))}
    places: dict[str, Tag] = {}
    for tag in tags(soup):
        for name in (attribute(tag, "id"), attribute(tag, "name")):
            if name:
                places.setdefault(name, tag)
    notes: list[Tag] = []
    numbers: dict[int, int] = {}
    for link in tags(soup, "a"):
        address = attribute(link, "href")
        target = places.get(address[1:]) if address.startswith("#") else None
        if target is None or id(target) not in order or order[id(target)] < order.get(id(link), 0):
            continue
        note = _note_of(target, link, places)
        if note is None:
            continue
        if id(note) not in numbers:
            notes.append(note)
            numbers[id(note)] = len(notes)
        reference = soup.new_tag(NOTE)
        reference["number"] = str(numbers[id(note)])
        sup = link.parent if isinstance(link.parent, Tag) and link.parent.name in ("sup", "span") else None
        (sup if sup is not None and said(sup) == said(link) else link).replace_with(reference)
    lists = [note.parent for note in notes]
    for note in notes:
        _without_links_up(note)
        note.extract()
    for around in lists:
        if isinstance(around, Tag) and around.name in ("ol", "ul", "section", "div", "aside") and not said(around):
            around.extract()
    return notes


def _note_of(target: Tag, link: Tag, places: dict[str, Tag]) -> Tag | None:
    """The element that holds the note: the largest around the target with a single link back; None for another link."""
    best = None
    for around in (target, *target.parents):
        if not isinstance(around, Tag) or around.name in (
            "body",
            "html",
            "[document]",
            "article",
            "main",
            "section",
            "ol",
        ):
            break
        if around is link or link in around.descendants:
            break
        back = [one for one in tags(around, "a") if attribute(one, "href").startswith("#")]
        back += [around] if around.name == "a" and attribute(around, "href").startswith("#") else []
        ups = [one for one in back if _leads_to(one, link, places)]
        others = [one for one in back if one not in ups and attribute(one, "href")[1:] in places]
        if others:
            break
        if ups and around.name in ("li", "p", "div", "aside", "dd", "td"):
            best = around
            if around.name == "li":
                break
    return best


def _leads_to(link: Tag, where: Tag, places: dict[str, Tag]) -> bool:
    place = places.get(attribute(link, "href")[1:])
    if place is None:
        return False
    near = (where, where.parent, *tags(where))
    return any(place is one for one in near) or (place.parent is where.parent and place.name in ("a", "span", "sup"))


def _without_links_up(note: Tag) -> None:
    for link in tags(note, "a"):
        if attribute(link, "href").startswith("#"):
            sup = link.parent
            link.extract()
            if isinstance(sup, Tag) and sup.name == "sup" and not said(sup):
                sup.extract()
    for pattern, texts in ((True, list(note.find_all(string=True))), (False, list(note.find_all(string=True))[::-1])):
        for text in texts:
            if isinstance(text, NavigableString) and str(text).strip():
                match = MARK.match(str(text)) if pattern else re.search(r"\s*[↑↩⏎]\ufe0e?\s*$", str(text))
                if match and match[0].strip() and (not pattern or re.match(r"\s*(?:\[|[↑↩^⏎]|\d{1,3}\.?\s)", match[0])):
                    text.replace_with(NavigableString(str(text)[: match.start()] + str(text)[match.end() :]))
                break


def note_blocks(walk: Walk, notes: list[Tag], body: str) -> Iterator[Block]:
    """Each note as Markdown below the text; one that nothing refers to any more as a paragraph."""
    for number, note in enumerate(notes, 1):
        text = body_text(tuple(walk.blocks(note))).strip()
        if not text:
            continue
        if f"[^{number}]" in body:
            lines = text.split("\n")
            rest = "".join(f"\n    {line}" if line else "\n" for line in lines[1:])
            yield Block(raw=f"[^{number}]: {lines[0]}{rest}", kind="other")
        else:
            yield Block(raw=f"Note {number}: {text}")


def is_heading_of_notes(block: Block) -> bool:
    return block.kind in ("heading", "text") and bool(HEADING.fullmatch(block.text))
