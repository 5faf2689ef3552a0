"""HTML → a source: a page saved from a browser, or what a text program exports."""

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.element import Comment, Tag

from plugins.desk.importing.blocks import Block
from plugins.desk.importing.decoding import decode_html
from plugins.desk.importing.source import LeftOut, Source
from plugins.desk.importing.web.furniture import SILENT, find_root, take_around, take_furniture
from plugins.desk.importing.web.links import Links
from plugins.desk.importing.web.notes import is_heading_of_notes, note_blocks, take_notes
from plugins.desk.importing.web.pictures import beside, embedded
from plugins.desk.importing.web.styles import read_styles, write_emphasis
from plugins.desk.importing.web.tables import table_blocks
from plugins.desk.importing.web.tree import attribute, said, tags
from plugins.desk.importing.web.unseen import take_changes, take_comments, take_hidden
from plugins.desk.importing.web.walk import FindPicture, Walk
from plugins.desk.importing.web.word_pages import as_written
from plugins.desk.refusal import Refused

AS_TEXT = "save the page as text in the browser, and import that"
SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote, of some HTML."""

    blocks: tuple[Block, ...]
    walk: Walk
    notes: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    unsettled: tuple[LeftOut, ...]


def read_page(raw: bytes, name: str, file: Path | None = None) -> Source:
    """Read a web page: the article on it, or else all but its menus. Raises `Refused` where there is no text."""
    text, garbled = decode_html(raw, name)
    soup = parsed(text, name)
    links = Links(base=_address(soup, text))
    find = beside(file) if file is not None else embedded
    return read_soup(soup, name, links, find, garbled)


def parsed(text: str, name: str) -> BeautifulSoup:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            return BeautifulSoup(text, "lxml")
    except RecursionError:
        raise Refused(f"{name} is nested too deeply to read", AS_TEXT) from None


def read_soup(soup: BeautifulSoup, name: str, links: Links, find: FindPicture, garbled: Iterable[str]) -> Source:
    """The same, of a page that is parsed already."""
    try:
        return _page(soup, name, links, find, garbled)
    except RecursionError:
        raise Refused(f"{name} is nested too deeply to read", AS_TEXT) from None


def _page(soup: BeautifulSoup, name: str, links: Links, find: FindPicture, garbled: Iterable[str]) -> Source:
    notes = list(garbled)
    stated = soup.title.get_text() if soup.title else ""
    lang = _lang(soup)
    day = _published(soup)
    is_words = _is_of_text_program(soup)
    unsettled = [*take_changes(soup), *take_comments(soup)]
    styles = read_styles(soup)
    left_out = take_hidden(soup, styles)
    write_emphasis(soup, styles)
    as_written(soup)
    if is_words:
        for tag in tags(soup, "p"):
            if "title" in attribute(tag, "class").split():
                tag.name = "h1"
    root: Tag = soup if is_words else find_root(soup)
    heading = next((tag for tag in tags(root, "h1") or tags(soup, "h1") if said(tag)), None)
    title = _title(soup, heading, "" if is_words else stated)
    if heading is not None:
        pictures = tags(heading, "img")
        heading.extract()
        for picture in pictures:
            root.insert(0, picture)
    elif title:
        notes.append("headline: from the page's title. Check it.")
    if root is not soup:
        around = take_around(root)
        left_out += around
        notes.append(f"only the <{root.name}> part of the page was read.")
        day = day or _only_time(root)
    else:
        day = day or _only_time(soup)
    if not is_words:
        left_out += take_furniture(root, is_marked=root is not soup)
    for tag in tags(soup, *SILENT):
        tag.extract()
    written = write(root, soup, links=links, find_picture=find, is_document=is_words)
    if not written.blocks:
        raise Refused(f"{name} has no text", AS_TEXT)
    return Source(
        fields={}, blocks=written.blocks, title=title, day=day, lang=lang,
        notes=(*notes, *written.notes), left_out=(*left_out, *written.left_out),
        unsettled=tuple(unsettled), pictures=tuple(written.walk.pictures),
    )  # fmt: skip


def write(root: Tag, soup: BeautifulSoup, *, links: Links, find_picture: FindPicture, is_document: bool) -> Written:
    """The blocks of an element, its notes below them, and what happened on the way."""
    footnotes = take_notes(soup)
    walk = Walk(links=links, find_picture=find_picture, table=table_blocks, is_document=is_document)
    blocks = list(walk.blocks(root))
    left_out = []
    if footnotes:
        while blocks and (blocks[-1].kind == "rule" or is_heading_of_notes(blocks[-1])):
            if (last := blocks.pop()).kind != "rule":
                left_out.append(LeftOut(kind="other", what="heading of the notes", text=last.text))
        blocks += note_blocks(walk, footnotes, "\n".join(block.raw for block in blocks))
    notes = list(dict.fromkeys(walk.notes))
    if walk.missing:
        shown = "; ".join(one[:70] for one in walk.missing[:3]) + ("…" if len(walk.missing) > 3 else "")
        notes.append(f"pictures: {len(walk.missing)} did not come along ({shown}). The text says where each stood.")
    return Written(
        blocks=tuple(blocks), walk=walk, notes=(*notes, *links.notes()), left_out=tuple(left_out), unsettled=()
    )


def _is_of_text_program(soup: BeautifulSoup) -> bool:
    """Whether Word, LibreOffice or Google Docs has written the page: then all of it is text."""
    generator = _meta(soup, "generator").lower()
    if any(name in generator for name in ("microsoft word", "libreoffice", "openoffice")) or _meta(soup, "progid"):
        return True
    html = soup.html
    if html is not None and "urn:schemas-microsoft-com:office:word" in attribute(html, "xmlns:w"):
        return True
    body = soup.body
    return body is not None and ("doc-content" in attribute(body, "class") or bool(soup.find(class_="MsoNormal")))


def _address(soup: BeautifulSoup, text: str) -> str:
    """Where the page stood: what it says itself, or what the browser noted when it was saved."""
    base = soup.find("base", href=True)
    canonical = soup.find("link", rel="canonical", href=True)
    candidates = [attribute(tag, "href") for tag in (base, canonical) if isinstance(tag, Tag)]
    candidates.append(_meta(soup, "og:url"))
    for comment in soup.find_all(string=lambda one: isinstance(one, Comment)):
        if match := SAVED_FROM.search(str(comment)):
            candidates.append(match[1])
    return next((one for one in candidates if re.match(r"https?://[^\s/]+", one)), "")


def _meta(soup: BeautifulSoup, name: str) -> str:
    for key in ("property", "name"):
        found = soup.find("meta", attrs={key: re.compile(rf"{re.escape(name)}\Z", re.IGNORECASE)})
        if isinstance(found, Tag) and (content := attribute(found, "content").strip()):
            return content
    return ""


def _title(soup: BeautifulSoup, heading: Tag | None, stated: str) -> str:
    site = _meta(soup, "og:site_name")
    shared = _meta(soup, "og:title") if stated or heading is None else ""
    for text in (said(heading) if heading is not None else "", shared, stated):
        title = " ".join(text.split())
        if site and (match := re.fullmatch(rf"(.+?)\s+[|–—·»-]\s+{re.escape(site)}", title)):
            title = match[1]
        if title:
            return title
    return ""


def _published(soup: BeautifulSoup) -> date | None:
    """The day on which the page says that it was published."""
    texts = [_meta(soup, name) for name in ("article:published_time", "datePublished", "dcterms.created", "date")]
    for script in soup.find_all("script", type="application/ld+json"):
        texts += re.findall(r'"datePublished"\s*:\s*"([^"]+)"', script.get_text())
    texts += [
        attribute(tag, "datetime") for tag in tags(soup, "time")
        if {"published", "entry-date"} & set(attribute(tag, "class").split()) or tag.has_attr("pubdate")
    ]  # fmt: skip
    return _first_day(texts)


def _only_time(root: Tag) -> date | None:
    times = [attribute(tag, "datetime") for tag in tags(root, "time") if tag.get("datetime")]
    return _first_day(times) if len(times) == 1 else None


def _first_day(texts: Iterable[str]) -> date | None:
    for text in texts:
        try:
            return datetime.fromisoformat(text.strip()).date()
        except ValueError:
            continue
    return None


def _lang(soup: BeautifulSoup) -> str:
    stated = attribute(soup.html, "lang") if soup.html else ""
    return stated if LANGUAGE.fullmatch(stated) else ""
