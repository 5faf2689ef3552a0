"""Make a paper look as if it had come from a scanner: pictures of its pages, and what is laid over them."""

import io
from collections.abc import Sequence
from random import Random

import pypdfium2
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops, ImageDraw

from plugins.desk.demo.plan import Look, Paper, docket_number
from plugins.desk.demo.sheets import HEIGHT, WIDTH, Sheet, add_page, font_resources, saved, text_pdf

DOTS = 150
"""Per inch; of a page in color fewer."""
COLOR_DOTS = 100
INK = 150
"""Shade of gray below which a dot is black."""
SPECKS = 60
PAPER = (252, 248, 236)
MARKER = (255, 238, 90)
STAMP_Y = 772


def scanned_pdf(paper: Paper, sheets: Sequence[Sheet], dice: Random) -> bytes:
    """Each page as one picture: crooked and speckled, but for those that bear a layer of text."""
    pictures = _pictures(text_pdf(paper.title, sheets), paper.look, dice)
    pdf = Pdf.new()
    fonts = font_resources(pdf, sheets[0].faces)
    for number, (sheet, picture) in enumerate(zip(sheets, pictures, strict=True), 1):
        content = b"q %d 0 0 %d 0 0 cm /Im0 Do Q\n" % (WIDTH, HEIGHT)
        if paper.look is Look.LAYERED_SCAN:
            content += sheet.unseen_text
        elif paper.look in (Look.STAMPED_SCAN, Look.READ_STAMPED_SCAN):
            content += _stamp(paper, number)
        resources = Dictionary(Font=fonts, XObject=Dictionary(Im0=_stream(pdf, picture)))
        add_page(pdf, content, resources)
    return saved(pdf, paper.title)


def _stamp(paper: Paper, number: int) -> bytes:
    """The line that a court's filing system prints on a page."""
    case = docket_number(paper.case) if paper.case is not None else ""
    words = f"Case {case}  Document {paper.entry}  Filed {paper.day:%m/%d/%y}  Page {number} of {len(paper.leaves)}"
    return f"BT 0 0 1 rg /Helvetica-Bold 10 Tf 118 {STAMP_Y} Td ({words}) Tj ET".encode("ascii")


def _pictures(pdf: bytes, look: Look, dice: Random) -> list[Image.Image]:
    color = look is Look.COLOR_SCAN
    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    for page in document:
        bitmap = page.render(scale=(COLOR_DOTS if color else DOTS) / 72, grayscale=True)
        drawing = bitmap.to_pil().copy()
        bitmap.close()
        if look is Look.LAYERED_SCAN:
            pictures.append(drawing.point(_black_or_white()).convert("1", dither=Image.Dither.NONE))
        elif color:
            pictures.append(_colored(_crooked(drawing, dice), dice))
        else:
            pictures.append(_speckled(_crooked(drawing, dice), dice))
    document.close()
    return pictures


def _crooked(drawing: Image.Image, dice: Random) -> Image.Image:
    return drawing.rotate(dice.choice((-0.5, -0.3, 0.2, 0.4)), Image.Resampling.NEAREST, fillcolor=255)


def _speckled(drawing: Image.Image, dice: Random) -> Image.Image:
    draw = ImageDraw.Draw(drawing)
    for _ in range(SPECKS):
        draw.point((dice.randrange(drawing.width), dice.randrange(drawing.height)), 0)
    return drawing.point(_black_or_white()).convert("1", dither=Image.Dither.NONE)


def _colored(drawing: Image.Image, dice: Random) -> Image.Image:
    """On yellowed paper, some lines marked by hand."""
    sheet = Image.new("RGB", drawing.size, PAPER)
    draw = ImageDraw.Draw(sheet)
    for _ in range(2):
        x, y = dice.randrange(100, 300), dice.randrange(250, 800)
        draw.rectangle((x, y, x + dice.randrange(150, 400), y + 18), fill=MARKER)
    return ImageChops.multiply(sheet, drawing.convert("RGB"))


def _black_or_white() -> list[int]:
    return [255 if shade >= INK else 0 for shade in range(256)]


def _stream(pdf: Pdf, picture: Image.Image) -> Stream:
    entries = {"Type": Name.XObject, "Subtype": Name.Image, "Width": picture.width, "Height": picture.height}
    if picture.mode == "1":
        return Stream(pdf, picture.tobytes(), ColorSpace=Name.DeviceGray, BitsPerComponent=1, **entries)
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=70)
    return Stream(pdf, data.getvalue(), ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode, **entries)
