"""PDFs whose faults are known: each way in which a redaction fails, and pages that only look like one.

Every secret is one invented word, and stands in one sample alone.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 612, 792
SCAN = 2
"""Pixels of a scanned page for each point."""
OPEN_WORDS = (
    "The memorandum of the field office says who was asked",
    "and when the answer came. It was sent to the sheriff of",
    "the county on the first of September, with a copy to the",
    "state. No reply is on file. The second page lists the",
    "places that wrote back, and the date of each letter.",
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A PDF that hides a word badly."""

    make: Callable[[str], Pdf | bytes]
    secret: str
    kind: str
    severity: str = "high"
    page: int = 1


@dataclass(slots=True)
class Sheet:
    """One page in the making: content operators, with Helvetica as /F1 and Courier bold as /F2."""

    pdf: Pdf
    content: list[str] = field(default_factory=list)
    pictures: Dictionary = field(default_factory=Dictionary)
    states: Dictionary = field(default_factory=Dictionary)
    properties: Dictionary = field(default_factory=Dictionary)
    annotations: list[pikepdf.Object] = field(default_factory=list)
    extra: dict[str, pikepdf.Object] = field(default_factory=dict)

    def write(self, text: str, x: float = 72, y: float = 700, size: float = 12, *, ink: str = "0 g", font: str = "F1"):
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.content.append(f"q BT {ink} /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET Q")

    def write_openly(self):
        for line, words in enumerate(OPEN_WORDS):
            self.write(words, y=700 - 16 * line)

    def fill(self, x: float, y: float, width: float, height: float, ink: str = "0 g"):
        self.content.append(f"q {ink} {x} {y} {width} {height} re f Q")

    def draw(self, operators: str):
        self.content.append(f"q {operators} Q")

    def place(self, picture: Image.Image, x: float, y: float, width: float, height: float, *, jpeg: int = 0) -> Stream:
        stream = image_stream(self.pdf, picture, jpeg)
        name = f"/Im{len(self.pictures)}"
        self.pictures[name] = stream
        self.content.append(f"q {width} 0 0 {height} {x} {y} cm {name} Do Q")
        return stream

    def scan(self, picture: Image.Image, *, jpeg: int = 0):
        self.place(picture, 0, 0, WIDTH, HEIGHT, jpeg=jpeg)

    def read_by_machine(self, words: list["Word"]):
        """An OCR layer: each word unseen over its picture, as wide as that."""
        for word in words:
            wide = 100 * word.width / helvetica_width(word.text, 12)
            self.content.append(f"q BT 3 Tr /F1 12 Tf {wide:.2f} Tz {word.x:.2f} {word.y:.2f} Td ({word.text}) Tj ET Q")

    def annotate(self, subtype: str, box: tuple[float, float, float, float], **entries):
        entries = {key: value for key, value in entries.items() if value is not None}
        annotation = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array(box), F=4, **entries)
        self.annotations.append(self.pdf.make_indirect(annotation))

    def finish(self, box: tuple[float, float, float, float] = (0, 0, WIDTH, HEIGHT)) -> Dictionary:
        fonts = Dictionary(F1=font("Helvetica"), F2=font("Courier-Bold"))
        resources = Dictionary(Font=fonts, XObject=self.pictures, ExtGState=self.states, Properties=self.properties)
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array(box),
            Resources=resources,
            Contents=self.pdf.make_stream("\n".join(self.content).encode("cp1252")),
            **self.extra,
        )
        if self.annotations:
            page.Annots = Array(self.annotations)
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(page)))
        return page


@dataclass(frozen=True, slots=True)
class Word:
    """Where a word of a scan stands, in points."""

    text: str
    x: float
    y: float
    width: float
    height: float


def font(name: str) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + name), Encoding=Name.WinAnsiEncoding)


def block_font(pdf: Pdf) -> Dictionary:
    """A font in which A is a black block."""
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, -200, 600, 900]),
            FirstChar=65,
            LastChar=65,
            FontMatrix=Array([Decimal("0.001"), 0, 0, Decimal("0.001"), 0, 0]),
            Widths=Array([600]),
            CharProcs=Dictionary(block=pdf.make_stream(b"600 0 0 -200 600 900 d1 0 -200 600 1100 re f")),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name.block])),
            Resources=Dictionary(),
        )
    )


def helvetica_width(text: str, size: float) -> float:
    narrow = {"i": 222, "j": 222, "l": 222, "f": 278, "t": 278, "r": 333, " ": 278, ".": 278, ",": 278}
    wide = {"m": 833, "w": 722, "M": 833, "W": 944}
    return sum(narrow.get(c, wide.get(c, 667 if c.isupper() else 556)) for c in text) * size / 1000


def image_stream(pdf: Pdf, picture: Image.Image, jpeg: int = 0, exif: bytes = b"", comment: bytes = b"") -> Stream:
    gray = picture.mode == "L"
    entries = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": Name.DeviceGray if gray else Name.DeviceRGB,
        "BitsPerComponent": 8,
    }
    if jpeg:
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=jpeg, exif=exif, comment=comment)
        return Stream(pdf, data.getvalue(), Filter=Name.DCTDecode, **entries)
    return Stream(pdf, picture.tobytes(), **entries)


def scanned_page(lines: tuple[str, ...] = OPEN_WORDS, size: int = 26) -> tuple[Image.Image, list[Word]]:
    """A picture of typed lines and where each word of it stands."""
    picture = Image.new("L", (WIDTH * SCAN, HEIGHT * SCAN), 250)
    draw = ImageDraw.Draw(picture)
    letters = ImageFont.load_default(size)
    words = []
    for number, line in enumerate(lines):
        x, y = 72 * SCAN, (92 + 18 * number) * SCAN
        for text in line.split():
            left, top, right, bottom = draw.textbbox((x, y), text, font=letters)
            draw.text((x, y), text, font=letters, fill=20)
            baseline = draw.textbbox((x, y), "H", font=letters)[3]
            words.append(
                Word(text, left / SCAN, HEIGHT - baseline / SCAN, (right - left) / SCAN, (bottom - top) / SCAN)
            )
            x += draw.textlength(text + " ", font=letters)
    return picture, words


def box_of(word: Word, margin: float = 3) -> tuple[float, float, float, float]:
    """x, y, width, height that cover the word in its scan."""
    return word.x - margin, word.y - margin - 3, word.width + 2 * margin, word.height + 2 * margin + 3


def blacked_out(picture: Image.Image, word: Word, color: int = 0) -> Image.Image:
    x, y, width, height = (SCAN * number for number in box_of(word))
    top = HEIGHT * SCAN - y - height
    picture = picture.copy()
    ImageDraw.Draw(picture).rectangle((x, top, x + width, top + height), fill=color)
    return picture


def form(pdf: Pdf, content: str, box: tuple[float, float, float, float], **resources) -> Stream:
    resources.setdefault("Font", Dictionary(F1=font("Helvetica")))
    return Stream(
        pdf,
        content.encode("latin-1"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(box),
        Resources=Dictionary(**resources),
    )


def saved(pdf: Pdf | bytes, **options) -> bytes:
    if isinstance(pdf, bytes):
        return pdf
    data = io.BytesIO()
    pdf.save(data, deterministic_id="encryption" not in options, **options)
    return data.getvalue()


def begun() -> tuple[Pdf, Sheet]:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    sheet.write_openly()
    return pdf, sheet


def with_secret(secret: str) -> tuple[Pdf, Sheet]:
    pdf, sheet = begun()
    sheet.write(f"The name of the witness is {secret} of that county.", y=560)
    return pdf, sheet


def cover_of(secret: str) -> tuple[float, float, float, float]:
    return 72 + helvetica_width("The name of the witness is", 12), 556, helvetica_width(secret, 12) + 10, 14


# ---- failures


def rectangle(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    sheet.fill(*cover_of(secret))
    sheet.finish()
    return pdf


def white_rectangle_with_label(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    x, y, width, height = cover_of(secret)
    sheet.draw(f"1 g 0 G 0.5 w {x} {y} {width} {height} re B")
    sheet.write("b6", x + 4, y + 4, 7)
    sheet.finish()
    return pdf


def many_rectangles_in_one_path(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    x, y, width, height = cover_of(secret)
    sheet.draw(f"0 g 300 100 40 14 re {x} {y} {width} {height} re 100 300 90 14 re f")
    sheet.finish()
    return pdf


def polygon(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    x, y, w, h = cover_of(secret)
    corners = (x, y + h), (x + w, y + h + 2), (x + w + 8, y + 6), (x + w, y - 2), (x, y)
    sheet.draw(f"0 g {x - 8} {y + 7} m " + " ".join(f"{a} {b} l" for a, b in corners) + " h f")
    sheet.finish()
    return pdf


def line(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    x, y, width, height = cover_of(secret)
    sheet.draw(f"0 G {height} w {x} {y + height / 2} m {x + width} {y + height / 2} l S")
    sheet.finish()
    return pdf


def image(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    sheet.place(Image.new("L", (8, 8), 0), *cover_of(secret))
    sheet.finish()
    return pdf


def patterned_image(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    hatch = Image.new("L", (120, 28), 235)
    for x in range(-28, 120, 5):
        ImageDraw.Draw(hatch).line((x, 28, x + 28, 0), fill=30)
    sheet.place(hatch, *cover_of(secret))
    sheet.finish()
    return pdf


def annotation(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    x, y, w, h = cover_of(secret)
    look = form(pdf, f"0 g 0 0 {w} {h} re f", (0, 0, w, h))
    sheet.annotate("Square", (x, y, x + w, y + h), AP=Dictionary(N=look), IC=Array([0, 0, 0]))
    sheet.finish()
    return pdf


def annotation_without_appearance(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    x, y, w, h = cover_of(secret)
    sheet.annotate("Square", (x, y, x + w, y + h), IC=Array([0, 0, 0]), C=Array([0, 0, 0]))
    sheet.finish()
    return pdf


def nearly_opaque(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    sheet.states["/Dim"] = Dictionary(Type=Name.ExtGState, ca=Decimal("0.9"))
    x, y, w, h = cover_of(secret)
    sheet.draw(f"/Dim gs 0 g {x} {y} {w} {h} re f")
    sheet.finish()
    return pdf


def letters_over_letters(secret: str) -> Pdf:
    """Black blocks typed over the word, as a font draws them."""
    pdf, sheet = with_secret(secret)
    x, y, width, _ = cover_of(secret)
    sheet.content.append(f"BT /F3 12 Tf {x} {y + 3} Td ({'A' * round(width / 7.2 + 1)}) Tj ET")
    page = sheet.finish()
    page.Resources.Font["/F3"] = block_font(pdf)
    return pdf


def inside_a_form(secret: str) -> Pdf:
    """The text and what covers it stand in a form XObject that is shrunk and turned."""
    pdf, sheet = begun()
    x, y, w, h = cover_of(secret)
    inner = form(
        pdf,
        f"BT /F1 12 Tf 72 560 Td (The name of the witness is {secret} of that county.) Tj ET 0 g {x} {y} {w} {h} re f",
        (0, 0, WIDTH, HEIGHT),
    )
    sheet.pictures["/Fm0"] = inner
    sheet.draw("0 0.8 -0.8 0 560 60 cm /Fm0 Do")
    sheet.finish()
    return pdf


def on_a_turned_page(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    sheet.fill(*cover_of(secret))
    sheet.extra["Rotate"] = 90
    sheet.finish((-50, 20, 612, 820))
    return pdf


def white_text(secret: str) -> Pdf:
    pdf, sheet = begun()
    sheet.write(f"witness {secret}", y=500, ink="1 g")
    sheet.finish()
    return pdf


def nearly_white_text(secret: str) -> Pdf:
    pdf, sheet = begun()
    sheet.write(f"witness {secret}", y=500, ink="0.98 0.99 1 rg")
    sheet.finish()
    return pdf


def black_text_on_black(secret: str) -> Pdf:
    """The box is drawn first, and its text in the same color."""
    pdf, sheet = begun()
    sheet.fill(70, 490, 200, 22)
    sheet.write(f"witness {secret}", y=496)
    sheet.finish()
    return pdf


def transparent_text(secret: str) -> Pdf:
    pdf, sheet = begun()
    sheet.states["/Clear"] = Dictionary(Type=Name.ExtGState, ca=0)
    sheet.write(f"witness {secret}", y=500, ink="/Clear gs 0 g")
    sheet.finish()
    return pdf


def invisible_text(secret: str) -> Pdf:
    pdf, sheet = begun()
    sheet.write(f"witness {secret}", y=500, ink="3 Tr")
    sheet.finish()
    return pdf


def clipped_text(secret: str) -> Pdf:
    pdf, sheet = begun()
    sheet.draw(f"300 300 10 10 re W n BT /F1 12 Tf 72 500 Td (witness {secret}) Tj ET")
    sheet.finish()
    return pdf


def hidden_layer(secret: str) -> Pdf:
    pdf, sheet = begun()
    _switch_off_layer(pdf, sheet)
    sheet.draw(f"/OC /Layer0 BDC BT /F1 12 Tf 72 500 Td (witness {secret}) Tj ET EMC")
    sheet.finish()
    return pdf


def hidden_layer_with_a_scan(secret: str) -> Pdf:
    pdf, sheet = begun()
    _switch_off_layer(pdf, sheet)
    picture, _ = scanned_page((f"witness {secret}",))
    sheet.content.append("/OC /Layer0 BDC")
    sheet.place(picture.crop((0, 150, WIDTH * SCAN, 300)), 0, 300, WIDTH, 75)
    sheet.content.append("EMC")
    sheet.finish()
    return pdf


def _switch_off_layer(pdf: Pdf, sheet: Sheet) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    sheet.properties["/Layer0"] = layer
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([]), OFF=Array([layer])))


def outside_the_crop(secret: str) -> Pdf:
    pdf, sheet = begun()
    sheet.write(f"witness {secret}", y=40)
    sheet.extra["CropBox"] = Array([40, 100, 580, 780])
    sheet.finish()
    return pdf


def off_the_page(secret: str) -> Pdf:
    pdf, sheet = begun()
    sheet.write(f"witness {secret}", x=700, y=400)
    sheet.finish()
    return pdf


def scan_redacted_after_ocr(secret: str) -> Pdf:
    pdf, sheet = Pdf.new(), None
    sheet = Sheet(pdf)
    picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
    sheet.scan(blacked_out(picture, _word(words, secret)), jpeg=60)
    sheet.read_by_machine(words)
    sheet.finish()
    return pdf


def scan_whited_after_ocr(secret: str) -> Pdf:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
    sheet.scan(blacked_out(picture, _word(words, secret), 255), jpeg=60)
    sheet.read_by_machine(words)
    sheet.finish()
    return pdf


def text_under_a_redacted_scan(secret: str) -> Pdf:
    """An older kind of OCR layer: plain text, with the picture of the page over it."""
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
    for word in words:
        sheet.write(word.text, word.x, word.y, 12)
    sheet.scan(blacked_out(picture, _word(words, secret)), jpeg=60)
    sheet.finish()
    return pdf


def box_over_scan(secret: str) -> Pdf:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
    sheet.scan(picture, jpeg=70)
    sheet.fill(*box_of(_word(words, secret)))
    sheet.finish()
    return pdf


def labeled_white_box_over_scan(secret: str) -> Pdf:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
    sheet.scan(picture)
    x, y, width, height = box_of(_word(words, secret))
    sheet.fill(x, y, width, height, "1 g")
    sheet.write("(b)(6), (b)(7)(C)", x + 2, y + 4, 7)
    sheet.finish()
    return pdf


def box_over_scan_with_ocr(secret: str) -> Pdf:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
    sheet.scan(picture, jpeg=70)
    sheet.read_by_machine(words)
    sheet.fill(*box_of(_word(words, secret)))
    sheet.finish()
    return pdf


def boxes_of_one_path_over_scan(secret: str) -> Pdf:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
    sheet.scan(picture, jpeg=70)
    x, y, width, height = box_of(_word(words, secret))
    sheet.draw(f"0 g 500 740 40 14 re {x} {y} {width} {height} re 60 40 90 14 re f")
    sheet.finish()
    return pdf


def image_over_scan(secret: str) -> Pdf:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
    sheet.scan(picture, jpeg=70)
    sheet.place(Image.new("L", (4, 4), 0), *box_of(_word(words, secret)))
    sheet.finish()
    return pdf


def annotation_over_scan(secret: str) -> Pdf:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
    sheet.scan(picture, jpeg=70)
    x, y, w, h = box_of(_word(words, secret))
    look = form(pdf, f"0 g 0 0 {w} {h} re f", (0, 0, w, h))
    sheet.annotate("Square", (x, y, x + w, y + h), AP=Dictionary(N=look))
    sheet.finish()
    return pdf


def box_over_outlines(secret: str) -> Pdf:
    """Letters as curves (here: as boxes of a picture font), with a box over them."""
    pdf, sheet = begun()
    letters = ImageFont.load_default(20)
    picture = Image.new("1", (220, 30), 0)
    ImageDraw.Draw(picture).text((2, 2), secret, font=letters, fill=1)
    runs = []
    for y in range(30):
        x = 0
        while x < 220:
            if picture.getpixel((x, y)):
                start = x
                while x < 220 and picture.getpixel((x, y)):
                    x += 1
                runs.append(f"{72 + start * 0.6:.2f} {500 - y * 0.6:.2f} {(x - start) * 0.6:.2f} 0.6 re")
            x += 1
    sheet.draw("0 g " + " ".join(runs) + " f")
    sheet.fill(70, 480, 150, 22)
    sheet.finish()
    return pdf


def unapplied_redaction(secret: str) -> Pdf:
    pdf, sheet = with_secret(secret)
    x, y, w, h = cover_of(secret)
    sheet.annotate("Redact", (x, y, x + w, y + h), QuadPoints=Array([x, y + h, x + w, y + h, x, y, x + w, y]))
    sheet.finish()
    return pdf


def older_revision(secret: str) -> bytes:
    """The name is taken out properly, but what was there before is still in the file."""
    old, sheet = with_secret(secret)
    sheet.finish()
    first = saved(old, compress_streams=False)
    return revised(first, first.replace(secret.encode(), b"[]"))


def older_picture(secret: str) -> bytes:
    """The scan is exchanged for one that is redacted, and what it was before is still in the file."""
    files = []
    for is_redacted in (False, True):
        pdf = Pdf.new()
        sheet = Sheet(pdf)
        picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
        sheet.scan(blacked_out(picture, _word(words, secret)) if is_redacted else picture)
        sheet.finish()
        files.append(saved(pdf, compress_streams=False))
    return revised(*files, "Im0")


def revised(first: bytes, second: bytes, picture: str = "") -> bytes:
    """`first` and, appended to it, the operators of the first page of `second`, or one picture of it."""
    with Pdf.open(io.BytesIO(second)) as pdf:
        page = pdf.pages[0]
        stream = page.Resources.XObject["/" + picture] if picture else page.Contents
        number = stream.objgen[0]
        entries = {key: value for key, value in stream.items() if key != "/Length"} if picture else {}
        content = stream.read_raw_bytes()
        size, root = pdf.trailer.Size, pdf.trailer.Root.objgen[0]
        head = Dictionary(Length=len(content), **{key[1:]: value for key, value in entries.items()}).unparse()
    previous = int(first[first.rindex(b"startxref") :].split()[1])
    body = first + b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, head, content)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(first))
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (size, root, previous)
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


def script(secret: str) -> Pdf:
    pdf, sheet = begun()
    sheet.extra["AA"] = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{secret}')")))
    sheet.finish()
    action = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(f"var {secret} = 1;".encode()))
    pdf.Root.OpenAction = action
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("start"), pdf.make_indirect(action)])))
    return pdf


def attachment(secret: str) -> Pdf:
    pdf, sheet = begun()
    sheet.finish()
    pdf.attachments["notes.txt"] = f"the witness is {secret}".encode()
    return pdf


def attachment_on_the_page(secret: str) -> Pdf:
    pdf, sheet = begun()
    held = pdf.make_stream(f"the witness is {secret}".encode(), Type=Name.EmbeddedFile)
    file = Dictionary(Type=Name.Filespec, F=String(f"{secret}.txt"), EF=Dictionary(F=held))
    sheet.annotate("FileAttachment", (500, 700, 520, 720), FS=pdf.make_indirect(file), Contents=String(secret))
    sheet.finish()
    return pdf


def text_box(secret: str) -> Pdf:
    pdf, sheet = begun()
    look = form(pdf, f"BT /F1 10 Tf 2 4 Td ({secret}) Tj ET", (0, 0, 120, 20))
    sheet.annotate(
        "FreeText", (300, 500, 420, 520), AP=Dictionary(N=look), Contents=String(secret), DA=String("/F1 10 Tf")
    )
    sheet.finish()
    return pdf


def _word(words: list[Word], text: str) -> Word:
    return next(word for word in words if word.text == text)


def labeled_box_over_scan_with_ocr(secret: str) -> Pdf:
    """The label stands on the OCR text of the word that its box covers."""
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page((*OPEN_WORDS, f"The witness is {secret} of that county."))
    sheet.scan(blacked_out(picture, _word(words, secret)), jpeg=70)
    sheet.read_by_machine(words)
    x, y, _, _ = box_of(_word(words, secret))
    sheet.write("SEALED BY", x + 2, y + 4, 11, ink="1 g", font="F2")
    sheet.finish()
    return pdf


FAILURES = (
    Failure(rectangle, "Quillfeather", "covered text"),
    Failure(white_rectangle_with_label, "Marrowgate", "covered text"),
    Failure(many_rectangles_in_one_path, "Tuddenfold", "covered text"),
    Failure(polygon, "Brackenhollow", "covered text"),
    Failure(line, "Oxmarden", "covered text"),
    Failure(image, "Pellworthy", "covered text"),
    Failure(patterned_image, "Dunsmarrick", "covered text"),
    Failure(annotation, "Vantongeren", "covered text"),
    Failure(annotation_without_appearance, "Wexcombe", "covered text"),
    Failure(nearly_opaque, "Farthingdale", "covered text"),
    Failure(letters_over_letters, "Grimsdyke", "covered text"),
    Failure(inside_a_form, "Hollinshead", "covered text"),
    Failure(on_a_turned_page, "Isherwould", "covered text"),
    Failure(white_text, "Jessamyne", "hidden text"),
    Failure(nearly_white_text, "Kettlethorpe", "hidden text"),
    Failure(black_text_on_black, "Lanternby", "hidden text"),
    Failure(transparent_text, "Mossgrave", "hidden text"),
    Failure(invisible_text, "Nethercott", "hidden text"),
    Failure(clipped_text, "Ollerenshaw", "hidden text"),
    Failure(hidden_layer, "Pomfretton", "hidden layer"),
    Failure(hidden_layer_with_a_scan, "Quarmby", "hidden layer"),
    Failure(outside_the_crop, "Ravensworthy", "text off the page"),
    Failure(off_the_page, "Satterthwayte", "text off the page"),
    Failure(scan_redacted_after_ocr, "Thistlewold", "text under a redacted scan"),
    Failure(scan_whited_after_ocr, "Ullathorne", "text under a redacted scan"),
    Failure(text_under_a_redacted_scan, "Vexleymoor", "text under a redacted scan"),
    Failure(labeled_box_over_scan_with_ocr, "Jarrowmere", "text under a redacted scan"),
    Failure(box_over_scan, "Wolstenhome", "covered picture"),
    Failure(labeled_white_box_over_scan, "Yarborough", "covered picture"),
    Failure(box_over_scan_with_ocr, "Zouchmere", "covered picture"),
    Failure(boxes_of_one_path_over_scan, "Kirkheaton", "covered picture"),
    Failure(image_over_scan, "Abernathie", "covered picture"),
    Failure(annotation_over_scan, "Birtwhistel", "covered picture"),
    Failure(box_over_outlines, "Crackenthorp", "covered picture"),
    Failure(unapplied_redaction, "Dalrympole", "unapplied redaction"),
    Failure(older_revision, "Entwhisle", "older revision", "review"),
    Failure(older_picture, "Langthwaite", "older revision", "review"),
    Failure(script, "Fotheringey", "script", "review", 0),
    Failure(attachment, "Goldsborrow", "attachment", "review", 0),
    Failure(attachment_on_the_page, "Heptonstal", "attachment", "review", 0),
    Failure(text_box, "Ingleborrow", "note", "review"),
)


# ---- pages that only look like a failure


def clean() -> Pdf:
    pdf, sheet = begun()
    sheet.write("i. l, - – 1|1 ... _ ' \" : ; ! (a) [b] * ~", y=560)
    sheet.write("Small print: i, ii. and 1-2.", y=540, size=5)
    sheet.write("Signed ________________ , Nr. 12-3456 .......... 7", y=520, font="F2")
    sheet.finish()
    return pdf


def burned_in() -> Pdf:
    """A redacted page as it ought to be: the box stands where no text is any more."""
    pdf, sheet = begun()
    sheet.write("The name of the witness is                        of that county.", y=560)
    sheet.fill(*cover_of("Quillfeather"))
    sheet.write("(b)(6)", 230, 560, 8, ink="1 g")
    sheet.finish()
    return pdf


def burned_in_scan() -> Pdf:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page()
    sheet.scan(blacked_out(picture, words[4]), jpeg=60)
    sheet.read_by_machine(words[:4] + words[5:])
    sheet.finish()
    return pdf


def box_over_burned_in_scan() -> Pdf:
    """A vector box over a place that is black in the scan already."""
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page()
    sheet.scan(blacked_out(picture, words[4]), jpeg=60)
    sheet.fill(*box_of(words[4], 2))
    sheet.finish()
    return pdf


def white_on_black_headings() -> Pdf:
    pdf, sheet = begun()
    for row, ink in enumerate(("0 g", "0.1 0.2 0.5 rg", "0.6 0 0 rg")):
        sheet.fill(60, 500 - 40 * row, 480, 26, ink)
        sheet.write("FREEDOM OF INFORMATION: i. Illinois", y=508 - 40 * row, size=14, ink="1 g")
    sheet.finish()
    return pdf


def court_stamp() -> Pdf:
    pdf, sheet = begun()
    sheet.write("Case 1:10-cv-03488-SAS  Document 12  Filed 05/18/10  Page 1 of 1", y=775, size=10, ink="0 0 1 rg")
    sheet.finish()
    return pdf


def court_stamp_over_scan(font: str = "F2") -> Pdf:
    """Stamped on a scan with an OCR layer that has read an earlier stamp in the same place."""
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page()
    sheet.scan(picture, jpeg=70)
    sheet.read_by_machine([*words, Word("Filed", 72, 775, 28, 10), Word("05/18/10", 104, 775, 50, 10)])
    sheet.write("Filed 05/18/10", y=775, ink="0 0 1 rg", font=font)
    sheet.finish()
    return pdf


def court_stamp_in_the_font_of_the_ocr() -> Pdf:
    """Of two letters that are the same in font and place, pdfium's text has one: here the invisible one."""
    return court_stamp_over_scan("F1")


def table_with_filled_cells() -> Pdf:
    pdf, sheet = begun()
    for row in range(8):
        sheet.fill(72, 400 - 20 * row, 460, 20, ("0.85 g", "1 g", "0.2 0.3 0.6 rg")[row % 3])
        for column in range(4):
            ink = "1 g" if row % 3 == 2 else "0 g"
            sheet.write(f"Row {row}, {column}", 76 + 115 * column, 406 - 20 * row, 9, ink=ink)
            sheet.draw(f"0.5 w {72 + 115 * column} {400 - 20 * row} 115 20 re S")
    sheet.finish()
    return pdf


def chart() -> Pdf:
    pdf, sheet = begun()
    for line_number in range(10):
        sheet.draw(f"0.6 G 0.5 w 72 {300 + 20 * line_number} m 540 {300 + 20 * line_number} l S")
        sheet.draw(f"0.6 G 0.5 w {72 + 50 * line_number} 300 m {72 + 50 * line_number} 500 l S")
    for bar in range(6):
        sheet.fill(90 + 70 * bar, 300, 40, 40 + 25 * bar, "0.2 0.4 0.8 rg")
    sheet.finish()
    return pdf


def highlights() -> Pdf:
    pdf, sheet = begun()
    sheet.states["/Over"] = Dictionary(Type=Name.ExtGState, BM=Name.Multiply)
    sheet.draw("/Over gs 1 1 0 rg 70 697 200 14 re f")
    sheet.states["/Half"] = Dictionary(Type=Name.ExtGState, ca=Decimal("0.4"))
    sheet.draw("/Half gs 1 0.6 0 rg 70 665 200 14 re f")
    sheet.fill(70, 497, 300, 14, "1 1 0 rg")
    sheet.write("Underlaid in yellow by the program that made it", y=500)
    sheet.finish()
    return pdf


def machine_read_scan() -> Pdf:
    pdf = Pdf.new()
    for color in (False, True):
        sheet = Sheet(pdf)
        picture, words = scanned_page()
        sheet.scan(picture.convert("RGB") if color else picture, jpeg=60)
        sheet.read_by_machine(words)
        sheet.finish()
    return pdf


def text_under_scan() -> Pdf:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture, words = scanned_page()
    for word in words:
        sheet.write(word.text, word.x, word.y, 12)
    sheet.scan(picture, jpeg=60)
    sheet.finish()
    return pdf


def leaflet() -> Pdf:
    """Text on filled boxes over a photograph, a pale watermark, type set twice to look bold."""
    pdf, sheet = Pdf.new(), None
    sheet = Sheet(pdf)
    photo = Image.effect_mandelbrot((612, 792), (-2, -1.5, 1, 1.5), 80).convert("RGB")
    sheet.scan(photo, jpeg=50)
    sheet.fill(60, 400, 480, 330, "1 g")
    for line_number, words in enumerate(OPEN_WORDS):
        sheet.write(words, y=700 - 16 * line_number)
    sheet.write("DRAFT", 100, 450, 120, ink="0.88 g")
    sheet.write("Twice", 100, 600, 18)
    sheet.write("Twice", 100.4, 600, 18)
    sheet.write("White over a photograph", 100, 200, 30, ink="1 g")
    sheet.finish()
    return pdf


def turned_pages() -> Pdf:
    pdf = Pdf.new()
    for turn in (90, 180, 270):
        sheet = Sheet(pdf)
        sheet.write_openly()
        sheet.extra["Rotate"] = turn
        sheet.extra["CropBox"] = Array([20, 30, 600, 780])
        sheet.content.append("BT /F1 14 Tf 0.7071 0.7071 -0.7071 0.7071 200 300 Tm (set at a slant, 45 degrees) Tj ET")
        sheet.finish()
    return pdf


def stamped_later() -> bytes:
    """A clerk's stamp, appended to the file: the older revision shows nothing that this one does not."""
    pdf, sheet = begun()
    sheet.finish()
    first = saved(pdf, compress_streams=False)
    second, sheet = begun()
    sheet.write("Case 1:10-cv-03488-SAS  Document 12  Filed 05/18/10", y=775)
    sheet.finish()
    return revised(first, saved(second, compress_streams=False))


def made_for_the_web() -> bytes:
    """Linearised: two `%%EOF`, one revision."""
    pdf, sheet = begun()
    sheet.finish()
    return saved(pdf, linearize=True)


def empty() -> Pdf:
    pdf = Pdf.new()
    Sheet(pdf).finish()
    return pdf


CLEAN = (
    clean,
    burned_in,
    burned_in_scan,
    box_over_burned_in_scan,
    white_on_black_headings,
    court_stamp,
    court_stamp_over_scan,
    court_stamp_in_the_font_of_the_ocr,
    table_with_filled_cells,
    chart,
    highlights,
    machine_read_scan,
    text_under_scan,
    leaflet,
    turned_pages,
    stamped_later,
    made_for_the_web,
    empty,
)


# ---- what sanitizing takes out


PRIVATE = (
    "Kirkbridge",
    "Langstrothe",
    "Muskhambe",
    "Norrington",
    "Oswaldtwist",
    "Penhallowe",
    "Quernmoor",
    "Ribbleton",
)


def dossier() -> bytes:
    """One PDF with something private in every place that is not the page itself. Each word of `PRIVATE` is in it."""
    author, comment, field_value, nested, thumb, pixel, old, path = PRIVATE
    pdf, sheet = begun()
    exif = Image.Exif()
    exif[0x013B] = pixel
    exif[0x010E] = author
    picture, _ = scanned_page()
    stream = image_stream(pdf, picture.resize((200, 260)), 70, exif.tobytes(), pixel.encode())
    stream.Metadata = pdf.make_stream(f"<x:xmpmeta>{nested}</x:xmpmeta>".encode(), Type=Name.Metadata)
    sheet.pictures["/Im9"] = stream
    sheet.draw("100 0 0 130 400 200 cm /Im9 Do")
    sheet.pictures["/Unused"] = image_stream(pdf, Image.frombytes("L", (10, 1), old[:10].ljust(10).encode()))
    inner = form(pdf, "BT /F1 9 Tf 400 500 Td (From another file.) Tj ET", (0, 0, WIDTH, HEIGHT))
    inner["/PTEX.FileName"] = String(f"/home/{path}/draft.pdf")
    inner.PieceInfo = Dictionary(Word=Dictionary(Private=String(nested)))
    sheet.pictures["/Fm0"] = inner
    sheet.draw("/Fm0 Do")
    value = form(pdf, "BT /F1 10 Tf 2 4 Td (Springfield) Tj ET", (0, 0, 120, 18))
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=Array([72, 400, 192, 418]),
            F=4,
            FT=Name.Tx,
            T=String("city"),
            V=String("Springfield"),
            DV=String(field_value),
            TU=String(field_value),
            AP=Dictionary(N=value),
            AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String(comment))),
        )
    )
    signature = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=Array([0, 0, 0, 0]),
            F=4,
            FT=Name.Sig,
            T=String("signature"),
            V=Dictionary(
                Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Name=String(author), ByteRange=Array([0, 1, 2, 3])
            ),
        )
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget, signature]), SigFlags=3)
    sheet.annotations += [widget, signature]
    sheet.annotate("Text", (500, 700, 520, 720), Contents=String(comment), T=String(author))
    sheet.annotate("Popup", (300, 600, 500, 700), Contents=String(comment))
    sheet.annotate(
        "Highlight",
        (72, 697, 200, 711),
        Contents=String(comment),
        QuadPoints=Array([72, 711, 200, 711, 72, 697, 200, 697]),
    )
    web = Dictionary(
        S=Name.URI, URI=String("https://example.org/"), Next=Dictionary(S=Name.JavaScript, JS=String(comment))
    )
    sheet.annotate("Link", (72, 640, 200, 652), A=web, Contents=String(comment), T=String(author))
    sheet.annotate("Link", (72, 620, 200, 632), A=Dictionary(S=Name.Launch, F=String(path)))
    sheet.annotate("Link", (72, 600, 200, 612), Dest=String("target"))
    sheet.annotate("Link", (72, 580, 200, 592), A=Dictionary(S=Name.URI, URI=String(f"javascript:{comment}")))
    sheet.extra["Thumb"] = image_stream(pdf, Image.frombytes("L", (12, 1), thumb[:12].ljust(12).encode()))
    sheet.extra["PieceInfo"] = Dictionary(Maker=Dictionary(Private=Dictionary(Note=String(nested))))
    page = sheet.finish()
    last = Sheet(pdf)
    last.write_openly()
    last.finish()
    names = Array([String("target"), Array([pdf.pages[1].obj, Name.Fit])])
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=names), IDS=Dictionary(Names=Array([String(author), Dictionary()]))
    )
    pdf.Root.PieceInfo = Dictionary(App=Dictionary(Private=String(nested)))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
    pdf.Root.Lang = String("en-US")
    pdf.Root.StructTreeRoot = _structure(pdf, widget, page)
    pdf.Root.AF = Array([])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("The answer", 1, "Fit"))
    pdf.Root.Outlines.First.A = Dictionary(S=Name.JavaScript, JS=String(comment))
    pdf.docinfo["/Author"] = author
    pdf.docinfo["/Title"] = path
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [author]
    pdf.attachments["draft.txt"] = f"{old} {nested}".encode()
    first = saved(pdf, compress_streams=False)
    return revised(first, first)


def _structure(pdf: Pdf, widget: Dictionary, page: Dictionary) -> Dictionary:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    reference = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
    root.K = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=root, K=Array([reference])))
    return root


def write_all(folder: Path) -> None:
    for failure in FAILURES:
        (folder / f"fails-{failure.make.__name__}.pdf").write_bytes(saved(failure.make(failure.secret)))
    for make in CLEAN:
        (folder / f"clean-{make.__name__}.pdf").write_bytes(saved(make()))
    (folder / "dossier.pdf").write_bytes(dossier())


if __name__ == "__main__":
    import sys

    write_all(Path(sys.argv[1]))
