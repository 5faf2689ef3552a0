"""Set the pages of a paper in the fonts that every PDF reader has, and write them as content streams."""

import ctypes
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from plugins.desk.demo.plan import Leaf, Paper
from plugins.desk.demo.words import BLACK, PAGE_MARK

WIDTH, HEIGHT = 612, 792
LEFT, RIGHT, TOP, BOTTOM = 72, 540, 716, 64
FIRST_CODE, LAST_CODE = 32, 255
CODEC = "cp1252"
"""What PDF calls WinAnsiEncoding, for the characters that are used here (ISO 32000-2, annex D)."""
MARK_SIZE, FOOT_SIZE = 8, 9
MARK_Y, FOOT_Y = 742, 36
BOLD = {"Times-Roman": "Times-Bold", "Helvetica": "Helvetica-Bold", "Courier": "Courier-Bold"}


@dataclass(frozen=True, slots=True)
class Face:
    """One of the standard 14 fonts."""

    name: str
    widths: tuple[int, ...]
    """Of each code, in thousandths of the size."""

    def width(self, text: str, size: float) -> float:
        return sum(map(self.widths.__getitem__, text.encode(CODEC))) * size / 1000


Faces = Mapping[str, Face]


@dataclass(frozen=True, slots=True)
class Style:
    """How the body of a paper is set."""

    face: str
    size: float
    leading: float


STYLES = {
    "complaint": Style("Times-Roman", 12, 15),
    "order": Style("Times-Roman", 12, 15),
    "brief": Style("Times-Roman", 12, 15),
    "letter": Style("Helvetica", 11, 14),
    "memo": Style("Courier", 10, 13),
    "record": Style("Courier", 10, 13),
    "request": Style("Helvetica", 11, 14),
    "response": Style("Helvetica", 11, 14),
    "analysis": Style("Helvetica", 10.5, 14),
}


@dataclass(slots=True)
class Sheet:
    """One page in the making."""

    faces: Faces
    texts: list[str] = field(default_factory=list)
    """Operators that show text."""
    shapes: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """What a person who reads the page would type."""

    def write(self, text: str, x: float, y: float, face: str, size: float) -> None:
        """One line; each run of `BLACK` becomes a box, below which there is nothing."""
        for run in _RUNS.findall(text):
            wide = self.faces[face].width(run.replace(BLACK, "n"), size)
            if run[0] == BLACK:
                self.shapes.append(f"0 g {x:.2f} {y - 3:.2f} {wide:.2f} {size + 2:.2f} re f")
                self._show("(b)(6)", x + 3, y + 1, "Helvetica", 6, "1 g")
            elif shown := run.rstrip(" "):
                indent = self.faces[face].width(" ", size) * (len(shown) - len(shown.lstrip(" ")))
                self._show(shown.lstrip(" "), x + indent, y, face, size)
            x += wide
        self.lines.append(" ".join(text.replace(BLACK, " ").split()))

    def _show(self, text: str, x: float, y: float, face: str, size: float, ink: str = "0 g") -> None:
        written = re.sub(r"([\\()])", r"\\\1", text)
        self.texts.append(f"BT {ink} /{face} {size:g} Tf {x:.2f} {y:.2f} Td ({written}) Tj ET")

    def center(self, text: str, y: float, face: str, size: float) -> None:
        self.write(text, (WIDTH - self.faces[face].width(text, size)) / 2, y, face, size)

    @property
    def content(self) -> bytes:
        return "\n".join([*self.shapes, *self.texts]).encode(CODEC)

    @property
    def unseen_text(self) -> bytes:
        """Its text alone, to lie unseen over a picture of the page."""
        return "\n".join(["3 Tr", *self.texts]).encode(CODEC)


def faces() -> Faces:
    """The fonts with their widths, as pdfium knows them."""
    document = pypdfium2.PdfDocument.new()
    found = {name: Face(name, _widths(document, name)) for pair in BOLD.items() for name in pair}
    document.close()
    return found


def _widths(document: pypdfium2.PdfDocument, name: str) -> tuple[int, ...]:
    font = pdfium.FPDFText_LoadStandardFont(document.raw, name.encode())
    width = ctypes.c_float()
    widths = []
    for code in range(LAST_CODE + 1):
        letter = bytes((code,)).decode(CODEC, "replace")
        known = (
            code >= FIRST_CODE
            and letter != "\ufffd"
            and pdfium.FPDFFont_GetGlyphWidth(font, ord(letter), 1000.0, width)
        )
        widths.append(round(width.value) if known else 0)
    pdfium.FPDFFont_Close(font)
    return tuple(widths)


def set_paper(paper: Paper, faces: Faces) -> list[Sheet]:
    return [_set(paper, leaf, number, faces) for number, leaf in enumerate(paper.leaves, 1)]


def _set(paper: Paper, leaf: Leaf, number: int, faces: Faces) -> Sheet:
    sheet = Sheet(faces)
    style = STYLES[paper.kind]
    bold = BOLD[style.face]
    sheet.write(PAGE_MARK, LEFT, MARK_Y, "Helvetica", MARK_SIZE)
    y = float(TOP)
    for line in leaf.head:
        sheet.center(line, y, bold, style.size)
        y -= style.leading
    if leaf.heading:
        y -= style.leading / 2
        sheet.write(leaf.heading, LEFT, y, bold, style.size + 1)
        y -= 1.5 * style.leading
    for paragraph in leaf.paragraphs:
        for line in _wrapped(" ".join(paragraph), faces[style.face], style.size):
            sheet.write(line, LEFT, y, style.face, style.size)
            y -= style.leading
        y -= style.leading / 2
    for row in leaf.table:
        sheet.shapes.append(f"0.5 w {LEFT} {y - 4:.2f} m {RIGHT} {y - 4:.2f} l S")
        for column, cell in enumerate(row):
            sheet.write(cell, LEFT + 4 + 160 * column, y, style.face if row != leaf.table[0] else bold, style.size)
        y -= 1.5 * style.leading
    if y < BOTTOM - style.leading:
        raise ValueError(f"page {number} of {paper.slug} has more text than a page can hold")
    of = "Page {} of {}" if paper.lang == "en" else "Página {} de {}"
    sheet.write(of.format(number, len(paper.leaves)), LEFT, FOOT_Y, "Helvetica", FOOT_SIZE)
    if paper.bates:
        sheet.write(f"SAMPLE-{paper.bates + number - 1:06d}", 440, FOOT_Y, "Helvetica-Bold", FOOT_SIZE)
    return sheet


def _wrapped(text: str, face: Face, size: float) -> Iterator[str]:
    """Lines that fit between the margins, no word broken."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and face.width(longer.replace(BLACK, "n"), size) > RIGHT - LEFT:
            yield line
            line = word
        else:
            line = longer
    yield line


def text_pdf(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a PDF."""
    pdf = Pdf.new()
    fonts = font_resources(pdf, sheets[0].faces)
    for sheet in sheets:
        add_page(pdf, sheet.content, Dictionary(Font=fonts))
    return saved(pdf, title)


def add_page(pdf: Pdf, content: bytes, resources: Dictionary) -> None:
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, WIDTH, HEIGHT]),
        Resources=resources,
        Contents=pdf.make_stream(content),
    )
    pdf.pages.append(Page(pdf.make_indirect(page)))


def font_resources(pdf: Pdf, faces: Faces) -> Object:
    """All faces by their names; a reader is told of each code which character it means."""
    to_unicode = pdf.make_stream(_to_unicode())
    fonts = Dictionary()
    for face in faces.values():
        fonts[f"/{face.name}"] = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(f"/{face.name}"),
            Encoding=Name.WinAnsiEncoding,
            FirstChar=FIRST_CODE,
            LastChar=LAST_CODE,
            Widths=Array(face.widths[FIRST_CODE:]),
            ToUnicode=to_unicode,
        )
    return pdf.make_indirect(fonts)


def saved(pdf: Pdf, title: str) -> bytes:
    """The same bytes whenever and wherever: no date, and an identity that comes from the content."""
    pdf.docinfo[Name.Title] = f"{title} (sample data)"
    data = io.BytesIO()
    pdf.save(data, deterministic_id=True)
    return data.getvalue()


def _to_unicode() -> bytes:
    """A map of codes to characters: ISO 32000-2, 9.10.3, and Adobe Technical Note 5411."""
    pairs = []
    for code in range(FIRST_CODE, LAST_CODE + 1):
        letter = bytes((code,)).decode(CODEC, "replace")
        if letter != "\ufffd":
            pairs.append(f"<{code:02X}> <{ord(letter):04X}>")
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    maps = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{maps}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


_RUNS = re.compile(f"{BLACK}+|[^{BLACK}]+")
