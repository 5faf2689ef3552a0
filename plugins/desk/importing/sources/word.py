"""Word's `.docx` → a source: its XML is settled first, so that mammoth finds nothing that readers should not see."""

import io
import re
from typing import Any

import mammoth
from lxml import etree

from plugins.desk.importing.source import LeftOut, Picture, Source
from plugins.desk.importing.sources.packages import AGAIN, open_package, parse_part
from plugins.desk.importing.sources.word_numbers import Numbers
from plugins.desk.importing.sources.word_text import settle, words_in
from plugins.desk.importing.web.links import Links
from plugins.desk.importing.web.page import parsed, write
from plugins.desk.importing.web.styles import read_styles, write_emphasis
from plugins.desk.importing.web.tree import said, tags
from plugins.desk.importing.web.word_pages import as_written
from plugins.desk.refusal import Refused
from plugins.evidence.publishing.archives import write_archive
from plugins.evidence.publishing.office import write_xml

STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='heading 7'] => h6:fresh
p[style-name='heading 8'] => h6:fresh
p[style-name='heading 9'] => h6:fresh
r[style-name='Strong'] => strong
r[style-name='Emphasis'] => em
b => strong
i => em
strike => s
"""
BODIES = re.compile(r"word/(?:document\d*|footnotes\d*|endnotes\d*)\.xml")
MARGINS = re.compile(r"word/(?P<which>header|footer)\d*\.xml")
IMAGE = re.compile(r"import-picture:(\d+)")
ENDINGS = {"jpeg": "jpg", "svg+xml": "svg", "x-emf": "emf", "x-wmf": "wmf", "tiff": "tif"}


def read_word(data: bytes, name: str) -> Source:
    """Raises `Refused`."""
    parts = open_package(data, name)
    if "[Content_Types].xml" not in parts or not any(BODIES.fullmatch(part) for part in parts):
        if "mimetype" in parts or "content.xml" in parts:
            raise Refused(f"{name} is an OpenDocument file", "rename it so that it ends in .odt, and import it again")
        raise Refused(f"{name} is not a Word file, whatever its ending says", AGAIN)
    found: list[LeftOut] = []
    notes: list[str] = []
    styles = parse_part(parts["word/styles.xml"], name) if "word/styles.xml" in parts else None
    numbering = parse_part(parts["word/numbering.xml"], name) if "word/numbering.xml" in parts else None
    made: dict[str, bytes] = {}
    for part, raw in parts.items():
        if part.endswith("comments.xml"):
            found += _comments(parse_part(raw, name))
        elif match := MARGINS.fullmatch(part):
            root = parse_part(raw, name)
            settle(root, styles, [], [])
            if words := words_in(root):
                found.append(LeftOut(kind="other", what=f"page {match['which']}", text=words))
        elif part.endswith((".xml", ".rels")) and not re.search(
            r"(?i)comments|people|glossary|customXml|embeddings", part
        ):
            root = parse_part(raw, name)
            if BODIES.fullmatch(part):
                settle(root, styles, found, notes)
                Numbers(numbering, styles).write_into(root)
            if part.endswith(".rels"):
                _without_loaded(root)
            made[part] = write_xml(root)
        elif part.startswith("word/media/") or "/media/" in part:
            made[part] = raw
    if any("vbaproject" in part.lower() for part in parts):
        notes.append("macros: the file has some. They were neither run nor kept.")
    if embedded := [part for part in parts if "/embeddings/" in part or "/afchunk" in part.lower()]:
        notes.append(f"embedded files: {len(embedded)} were left out. Copy what readers need of them into the text.")
    return _converted(made, name, found, notes)


def _converted(parts: dict[str, bytes], name: str, found: list[LeftOut], notes: list[str]) -> Source:
    pictures: list[Picture] = []

    def keep(image: Any) -> dict[str, str]:
        kind = str(image.content_type or "").partition("/")[2].lower()
        with image.open() as stream:
            data = stream.read()
        number = len(pictures)
        pictures.append(
            Picture(data=data, ending=ENDINGS.get(kind, kind), name=f"picture {number + 1}", alt=image.alt_text or "")
        )
        return {"src": f"import-picture:{number}"}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(write_archive(parts)), style_map=STYLES, include_embedded_style_map=False,
            external_file_access=False, convert_image=mammoth.images.img_element(keep), id_prefix="doc-",
        )  # fmt: skip
    except RecursionError:
        raise Refused(f"{name} is nested too deeply to read", AGAIN) from None
    except (KeyError, IndexError, ValueError, AttributeError, TypeError, OSError, etree.Error) as error:
        raise Refused(f"{name} can't be read: it is damaged ({type(error).__name__})", AGAIN) from None
    for message in result.messages:
        if re.search(r"(?i)symbol|w:sym|could not find image", message.message):
            notes.append(f"a sign or picture was not understood: {message.message[:150]}")
    soup = parsed(f"<html><body>{result.value}</body></html>", name)

    def find(address: str, alt: str) -> Picture | None:
        match = IMAGE.fullmatch(address)
        picture = pictures[int(match[1])] if match else None
        return picture and Picture(data=picture.data, ending=picture.ending, name=picture.name, alt=alt)

    return from_markup(soup, Links(), find, found, notes, name)


def from_markup(soup: Any, links: Links, find: Any, found: list[LeftOut], notes: list[str], name: str) -> Source:
    """A source of the HTML that a text program's file was turned into."""
    write_emphasis(soup, read_styles(soup))
    as_written(soup)
    body = soup.body or soup
    heading = next((tag for tag in tags(body, "h1") if "title" in (tag.get("class") or []) and said(tag)), None)
    title = said(heading) if heading is not None and not heading.find("import-note") else ""
    if heading is not None and title and not tags(heading, "a", "img"):
        heading.extract()
    else:
        title = ""
    try:
        written = write(body, soup, links=links, find_picture=find, is_document=True)
    except RecursionError:
        raise Refused(f"{name} is nested too deeply to read", AGAIN) from None
    if not written.blocks and not title:
        raise Refused(f"{name} has no text", "check that the text is in the file, and not only in pictures")
    return Source(
        fields={}, blocks=written.blocks, title=title, notes=(*notes, *written.notes),
        left_out=(*(one for one in found if one.kind not in ("changes", "comments")), *written.left_out),
        unsettled=tuple(one for one in found if one.kind in ("changes", "comments")),
        pictures=tuple(written.walk.pictures),
    )  # fmt: skip


def _comments(root: Any) -> list[LeftOut]:
    comments = [words_in(one) for one in root if etree.QName(one).localname == "comment"]
    return [LeftOut(kind="comments", what="comment", text=words) for words in comments if words]


def _without_loaded(root: Any) -> None:
    """Take out relationships to what is outside the file, but for links that a reader may click."""
    for rel in list(root):
        if rel.get("TargetMode") == "External" and not rel.get("Type", "").endswith("/hyperlink"):
            root.remove(rel)
