"""Removes what office files say about who wrote them and how, by rewriting their parts and XML. What only a person can
decide, such as a tracked change, is left in and reported.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from plugins.evidence.publishing.archives import ArchiveError, read_archive, write_archive
from plugins.evidence.publishing.cleaned import Cleaned, DownloadError, in_order, once

CleanPart = Callable[[bytes, str], Cleaned]
"""Cleans an embedded picture or recording, by its extension."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
AUTHOR = "author"
COMMENTS = "comments"
# ECMA-376, part 1: the last words of relationship types
KEPT = frozenset([
    "officeDocument", "styles", "stylesWithEffects", "theme", "themeOverride", "settings", "webSettings",
    "fontTable", "font", "numbering", "footnotes", "endnotes", "header", "footer", "image", "hyperlink", "chart",
    "chartEx", "chartStyle", "chartColorStyle", "chartUserShapes", "chartsheet", "diagramData", "diagramLayout",
    "diagramQuickStyle", "diagramColors", "diagramDrawing", "worksheet", "dialogsheet", "sharedStrings",
    "calcChain", "drawing", "vmlDrawing", "table", "pivotTable", "pivotCacheDefinition", "sheetMetadata", "slide",
    "slideLayout", "slideMaster", "notesMaster", "handoutMaster", "presProps", "viewProps", "tableStyles", "audio",
    "video", "media", "slicer", "slicerCache", "timeline", "timelineCache"
])  # fmt: skip
DROPPED = {
    "core-properties": AUTHOR, "extended-properties": AUTHOR, "custom-properties": AUTHOR,
    "thumbnail": "thumbnail", "comments": COMMENTS, "commentsExtended": COMMENTS, "commentsIds": COMMENTS,
    "commentsExtensible": COMMENTS, "people": COMMENTS, "person": COMMENTS, "commentAuthors": COMMENTS,
    "authors": COMMENTS, "threadedComment": COMMENTS, "notesSlide": "notes",
    "printerSettings": "printer", "customXml": "data",
    "customXmlProps": "data", "tags": "data", "customProperty": "data",
    "attachedTemplate": "paths", "glossaryDocument": "blocks",
    "keyMapCustomizations": "settings",
    "attachedToolbars": "settings", "changesInfo": "log",
    "revisionInfo": "log", "revisionHeaders": "log",
    "revisionLog": "log", "usernames": "log",
    "hdphoto": "earlier", "origin": "signature", "documenttasks": COMMENTS,
    "webextension": "programs", "webextensiontaskpanes": "programs"
}  # fmt: skip
EMBEDDED = "an embedded file: copy what readers need of it into the text, and delete it"
DECIDE = {
    **dict.fromkeys(("package", "oleObject", "aFChunk"), EMBEDDED),
    "vbaProject": "macros: save it as a file without macros",
    "externalLink": "figures taken from another workbook: break the links (Data, Edit Links)",
    "pivotCacheRecords": "the rows behind a pivot table: copy the table and paste it as values",
    "connections": "a connection to a database: delete it (Data, Queries and Connections)",
}
CHANGES = "tracked changes: accept or reject them (Review, Accept All), and save it again"
HIDDEN_TEXT = "hidden text: show it (Home, ¶), delete it or make it visible"
HIDDEN_SHEET = "a hidden sheet: show it (right-click on a sheet, Unhide) or delete it"
HIDDEN_ROWS = "hidden rows or columns: show them or delete them"
HIDDEN_SLIDE = "a hidden slide: show it or delete it"
CROPPED = "the hidden part of a cropped picture: compress the pictures (Picture Format), with “delete cropped areas”"
ON_DISK = "a link to a file on a computer: delete the link"
LOADED = "something that is loaded from elsewhere when it is opened: put it into the file, or delete it"
_TRACKED = frozenset([
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange",
    "trPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"
])  # fmt: skip
_GONE_IN_WORD = frozenset([
    "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "rsids", "attachedTemplate",
    "docVars", "mailMerge", "dataBinding", "proofErr"
])  # fmt: skip
_EMPTY_LISTS = frozenset(["custDataLst", "externalReferences", "imgProps", "AlternateContent"])
_ON_DISK = re.compile(r"(?i)^(?:[a-z]:[\\/]|\\\\|/(?:Users|home)/|file:)")
_OFF = ("0", "false", "off")


def clean_ooxml(data: bytes, clean_part: CleanPart) -> Cleaned:
    """DOCX, XLSX, PPTX (ECMA-376). Raises `DownloadError`."""
    try:
        parts = read_archive(data)
    except ArchiveError as error:
        raise DownloadError(str(error)) from None
    if "[Content_Types].xml" not in parts or "_rels/.rels" not in parts:
        raise DownloadError("it is damaged, or not what its ending says")
    package = _Package(parts, clean_part)
    package.walk()
    return Cleaned(write_archive(package.written()), in_order(package.removed), once(package.left))


@dataclass
class _Package:
    parts: dict[str, bytes]
    clean_part: CleanPart
    made: dict[str, bytes] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def walk(self) -> None:
        """Follows relationships from part to part: parts that nothing refers to are dropped."""
        waiting, seen = [""], {""}
        while waiting:
            part = waiting.pop()
            rels = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
            dropped: set[str] = set()
            if rels in self.parts:
                root = parse_xml(self.parts[rels])
                types = {_last_word(rel.get("Type", "")) for rel in root}
                for rel in list(root):
                    target = self._target(part, rel, types)
                    if target is None:
                        dropped.add(rel.get("Id", ""))
                        root.remove(rel)
                    elif target and target not in seen:
                        seen.add(target)
                        waiting.append(target)
                if len(root):
                    self.made[rels] = write_xml(root)
            if part:
                self.made[part] = self.cleaned(part, dropped)

    def _target(self, part: str, rel: Any, types: set[str]) -> str | None:
        """The part that it refers to; empty for an external address, None if it is not kept."""
        kind, target = _last_word(rel.get("Type", "")), rel.get("Target", "")
        if rel.get("TargetMode") == "External":
            if kind == "hyperlink" and not _ON_DISK.match(target):
                return ""
            if kind in DROPPED:
                self.removed.append(DROPPED[kind])
                return None
            self.left.append(ON_DISK if kind == "hyperlink" else LOADED)
            return None
        path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        if kind == "vmlDrawing" and "comments" in types:
            return None
        if kind in ("package", "oleObject") and "/charts/" in f"/{part}":
            self.removed.append("workbook")
            return None
        if kind in DROPPED:
            self.removed.append(DROPPED[kind])
            return None
        if kind not in KEPT:
            self.left.append(
                DECIDE.get(kind, f"a part of a kind that is not known ({kind[:30]}): save it again without")
            )
            return None
        return path if path in self.parts else None

    def cleaned(self, name: str, dropped: set[str]) -> bytes:
        data, ending = self.parts[name], name.rpartition(".")[2].lower()
        if ending in ("xml", "vml"):
            root = parse_xml(data)
            self._clean_xml(root, dropped)
            return write_xml(root)
        if ending in ("odttf", "fntdata", "ttf", "bmp", "wmf"):
            return data
        if ending == "emf":
            return _without_description(data)
        try:
            found = self.clean_part(data, ending)
        except DownloadError as error:
            self.left.append(f"a picture or recording that cannot be cleaned ({ending[:8]}; {error}): put in another")
            return data
        self.removed += found.removed
        self.left += found.left
        return found.data

    def _clean_xml(self, root: Any, dropped: set[str]) -> None:
        for element in list(root.iter()):
            tag = etree.QName(element)
            space, name = tag.namespace or "", tag.localname
            self._clean_attributes(element, name, dropped)
            if space == W:
                self._look_at_word(element, name)
            if name == "sheet" and element.get("state", "visible") != "visible":
                self.left.append(HIDDEN_SHEET)
            elif name in ("row", "col") and element.get("hidden") in ("1", "true"):
                self.left.append(HIDDEN_ROWS)
            elif name == "sld" and element.get("show") in _OFF:
                self.left.append(HIDDEN_SLIDE)
            elif name == "srcRect" and any(element.get(side, "0") not in ("0", "0%") for side in "ltrb"):
                self.left.append(CROPPED)
            gone = (space == W and name in _GONE_IN_WORD) or name in ("revisionPtr", "absPath", "fileSharing")
            if gone or any(value in dropped for key, value in element.attrib.items() if "/relationships}" in key):
                self._take_out(element)

    def _clean_attributes(self, element: Any, name: str, dropped: set[str]) -> None:
        for key in list(element.attrib):
            space, _, local = key.rpartition("}")
            value = element.attrib[key]
            if local.startswith("rsid") or local in ("paraId", "textId") or "/revision" in space:
                self.removed.append("revisions")
                del element.attrib[key]
            elif local in ("refreshedBy", "refreshedDate"):
                del element.attrib[key]
            elif local in ("descr", "title", "href") and _ON_DISK.match(value):
                self.removed.append("paths")
                del element.attrib[key]
            elif name == "pageSetup" and value in dropped and "/relationships}" in key:
                del element.attrib[key]

    def _look_at_word(self, element: Any, name: str) -> None:
        if name in _TRACKED:
            self.left.append(CHANGES)
        elif name == "vanish" and element.get(f"{{{W}}}val", "1") not in _OFF:
            self.left.append(HIDDEN_TEXT)

    def _take_out(self, element: Any) -> None:
        parent = element.getparent()
        if parent is None:
            return
        parent.remove(element)
        if not len(parent) and etree.QName(parent).localname in (*_EMPTY_LISTS, "Choice"):
            self._take_out(parent)

    def written(self) -> dict[str, bytes]:
        types = parse_xml(self.parts["[Content_Types].xml"])
        for element in list(types):
            name = element.get("PartName", "").lstrip("/")
            if name and name not in self.made:
                types.remove(element)
        return {"[Content_Types].xml": write_xml(types), **dict(sorted(self.made.items()))}


def _without_description(data: bytes) -> bytes:
    """An EMF picture without the name of its program and its title (MS-EMF, 2.3.4.2)."""
    length, start = int.from_bytes(data[60:64], "little") * 2, int.from_bytes(data[64:68], "little")
    if not 0 < start <= start + length <= len(data):
        return data
    return data[:start] + bytes(length) + data[start + length :]


# OpenDocument 1.3

_ODF_KEPT = re.compile(
    r"mimetype|(?:Object \d+/)?(?:content|styles)\.xml|ObjectReplacements/Object \d+"
    r"|Pictures/[^/]+|media/[^/]+|Fonts/[^/]+"
)
_ODF_DROPPED = (
    (re.compile(r"(?:.*/)?meta\.xml"), AUTHOR),
    (re.compile(r"(?:.*/)?settings\.xml|Configurations2/.*|layout-cache"), "printer"),
    (re.compile(r"Thumbnails/.*"), "thumbnail"),
    (re.compile(r"Versions/.*|VersionList\.xml"), "earlier"),
    (re.compile(r"META-INF/.*"), "signature"),
    (re.compile(r"manifest\.rdf"), AUTHOR),
)
_ODF_TRACKED = frozenset(["tracked-changes", "tracked-change", "changed-region"])


def clean_odf(data: bytes, clean_part: CleanPart) -> Cleaned:
    """ODT, ODS, ODP. Raises `DownloadError`."""
    try:
        parts = read_archive(data)
    except ArchiveError as error:
        raise DownloadError(str(error)) from None
    if not parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument") or "content.xml" not in parts:
        raise DownloadError("it is damaged, or not what its ending says")
    package = _Package(parts, clean_part)
    made: dict[str, bytes] = {"mimetype": parts["mimetype"]}
    for name in sorted(parts.keys() - {"META-INF/manifest.xml"}):
        dropped = next((label for pattern, label in _ODF_DROPPED if pattern.fullmatch(name)), "")
        if dropped:
            package.removed.append(dropped)
        elif not _ODF_KEPT.fullmatch(name):
            package.left.append(DECIDE["vbaProject"] if name.startswith(("Basic/", "Scripts/")) else EMBEDDED)
        elif name.endswith(".xml"):
            root = parse_xml(parts[name])
            _clean_odf_xml(root, package)
            made[name] = write_xml(root)
        elif name.startswith(("Pictures/", "media/")):
            made[name] = package.cleaned(name, set())
        elif name != "mimetype":
            made[name] = parts[name]
    manifest = parse_xml(parts.get("META-INF/manifest.xml", b"<manifest/>"))
    for entry in list(manifest):
        path = next((value for key, value in entry.attrib.items() if key.endswith("full-path")), "")
        if path != "/" and path not in made and not any(name.startswith(path) for name in made if path.endswith("/")):
            manifest.remove(entry)
    made["META-INF/manifest.xml"] = write_xml(manifest)
    return Cleaned(write_archive(made, stored="mimetype"), in_order(package.removed), once(package.left))


def _clean_odf_xml(root: Any, package: _Package) -> None:
    for element in list(root.iter()):
        name = etree.QName(element).localname
        attributes = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        for key in list(element.attrib):
            if key.rpartition("}")[2] in ("rsid", "paragraph-rsid"):
                package.removed.append("revisions")
                del element.attrib[key]
        if name in ("annotation", "annotation-end"):
            package.removed.append(COMMENTS)
            _without(element)
        elif name == "notes" and "presentation" in (etree.QName(element).namespace or ""):
            package.removed.append("notes")
            _without(element)
        elif name in _ODF_TRACKED:
            package.left.append(CHANGES)
        elif name in ("hidden-text", "hidden-paragraph") or (
            name in ("text-properties", "section") and attributes.get("display") == "none"
        ):
            package.left.append(HIDDEN_TEXT)
        elif name == "table-properties" and attributes.get("display") == "false":
            package.left.append(HIDDEN_SHEET)
        elif name in ("table-row", "table-column") and attributes.get("visibility") == "collapse":
            package.left.append(HIDDEN_ROWS)
        elif name == "drawing-page-properties" and attributes.get("visibility") == "hidden":
            package.left.append(HIDDEN_SLIDE)
        elif name == "graphic-properties" and re.search(r"[1-9]", attributes.get("clip", "")):
            package.left.append(CROPPED)
        if _ON_DISK.match(attributes.get("href", "")):
            package.left.append(ON_DISK)


def _without(element: Any) -> None:
    """Remove an element, and keep the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def parse_xml(data: bytes) -> Any:
    """Without comments and external references; refuses XML that declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DownloadError("a part of it is damaged, or larger than such a part is") from None
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise DownloadError("a part of it declares entities, which such a file does not")
    return root


def write_xml(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _last_word(kind: str) -> str:
    return kind.rpartition("/")[2]
