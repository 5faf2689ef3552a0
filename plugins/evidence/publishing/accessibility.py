"""What a published copy tells a screen reader: its title, its language, and its claim to be PDF/UA.

A file's own metadata names people, programs, drafts and dates, so none of it is copied: a new packet is written, the
same each time, and only for a tagged PDF. A title such as "DRAFT - privileged - v3 (J. Doe).docx" must not survive,
while one that the first page shows to every reader reveals nothing more: so a title is kept if its words can be seen
there, and none is made up. The claim (ISO 14289) is kept if the copy has every annotation of the original. Each of them
is a link then, and is described by its target: what its author wrote cannot be seen on the page.

Runs inside a worker process.
"""

import html
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from plugins.evidence.text.hidden import visible_text

LARGEST_METADATA = 1024**2
LONGEST_TITLE = 300
"""Characters."""
_PART = re.compile(r"""pdfuaid:part(?:\s*=\s*["']|>)\s*([12])\s*["'<]""")
_TITLE = re.compile(r"<dc:title\b[^>]*>(.*?)</dc:title>", re.DOTALL)
_ONE_TITLE = re.compile(r"<rdf:li\b[^>]*>(.*?)</rdf:li>", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_OVERLOOKED = re.compile(r"[\s\-\xad]")
"""Where a title on several lines may differ from the same title on one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    title: str
    language: str
    part: str
    """The part of ISO 14289 (PDF/UA) that the file claims to follow; empty if none."""


def description_of(pdf: Pdf, source: Path) -> Description | None:
    """What may be said of the document at `source`; None if it is not tagged, or there is nothing to say."""
    marks, tags = pdf.Root.get("/MarkInfo"), pdf.Root.get("/StructTreeRoot")
    if not isinstance(marks, Dictionary) or not bool(marks.get("/Marked", False)) or not isinstance(tags, Dictionary):
        return None
    metadata = _metadata(pdf)
    claim = _PART.search(metadata)
    titles = [title for title in (*_titles(metadata), _title_of_old(pdf)) if title]
    shown = _first_page(source) if titles else ""
    title = next((title for title in titles if _is_shown(title, shown)), "")
    if not title and not claim:
        return None
    language = _LANGUAGE.fullmatch(str(pdf.Root.get("/Lang", "")))
    return Description(title=title, language=language[0] if language else "", part=claim[1] if claim else "")


def describe(pdf: Pdf, description: Description) -> None:
    """Add the packet to a cleaned document; if it claims PDF/UA, describe its links too."""
    if description.part:
        _describe_links(pdf)
    packet = Stream(pdf, _packet(description).encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = pdf.make_indirect(packet)


# ---- what the file says


def _metadata(pdf: Pdf) -> str:
    """Its XMP, if uncompressed or compressed only once: more layers may be a decompression bomb."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream):
        return ""
    data = stream.read_raw_bytes()
    if stream.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in stream:
        try:
            data = zlib.decompressobj().decompress(data, LARGEST_METADATA)
        except zlib.error:
            return ""
    return data[:LARGEST_METADATA].decode("utf-8", "replace")


def _titles(metadata: str) -> list[str]:
    within = _TITLE.search(metadata)
    found = _ONE_TITLE.findall(within[1]) if within else []
    return [_on_one_line(html.unescape(title)) for title in found]


def _title_of_old(pdf: Pdf) -> str:
    """From the dictionary that came before XMP."""
    old = pdf.trailer.get("/Info")
    title = old.get("/Title") if isinstance(old, Dictionary) else None
    return _on_one_line(str(title)) if isinstance(title, String) else ""


def _on_one_line(title: str) -> str:
    return " ".join(title.replace("\xad", "").split())


# ---- what the page shows


def _first_page(source: Path) -> str:
    try:
        document = pypdfium2.PdfDocument(source)
        document.init_forms()
        text = visible_text(document[0])
        document.close()
    except pypdfium2.PdfiumError:
        return ""
    return text


def _is_shown(title: str, text: str) -> bool:
    """Whether exactly those words are on the page, whole; line ends and case may differ."""
    characters = _OVERLOOKED.sub("", title)
    if not any(character.isalnum() for character in characters) or len(characters) > LONGEST_TITLE:
        return False
    words = f"{_OVERLOOKED.pattern}*".join(map(re.escape, characters))
    return re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) is not None


# ---- what the copy says


def _packet(description: Description) -> str:
    said = []
    if description.title:
        title = f'<rdf:li xml:lang="x-default">{escape(description.title)}</rdf:li>'
        said.append(f"<dc:title><rdf:Alt>{title}</rdf:Alt></dc:title>")
    if description.language:
        said.append(f"<dc:language><rdf:Bag><rdf:li>{description.language}</rdf:li></rdf:Bag></dc:language>")
    if description.part:
        said.append(f"<pdfuaid:part>{description.part}</pdfuaid:part>")
    if description.part == "2":
        said.append("<pdfuaid:rev>2024</pdfuaid:rev>")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'{"".join(said)}</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _describe_links(pdf: Pdf) -> None:
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    for page in pdf.pages:
        links = page.obj.get("/Annots")
        for link in links if isinstance(links, Array) else ():
            if "/A" in link:
                link.Contents = String(str(link.A.URI))
            elif (number := numbers.get(link.Dest[0].objgen)) is not None:
                link.Contents = String(f"p. {number}")
