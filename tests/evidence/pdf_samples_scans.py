"""Scans as offices make them: crooked, speckled, stamped, signed, with what OCR makes of all that over them.

The picture of a page and the reading of it are made apart, as in life: specks that the machine took for letters are
gone from the picture that was compressed after it, and its boxes lie beside handwriting and slanted stamps.
`python -m tests.evidence.pdf_samples_scans PAGES` says how many pages the audit would stop, and which hidden words it
misses.
"""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

from pikepdf import Pdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.evidence.pdf_samples import HEIGHT, WIDTH, Sheet, Word, saved

DOTS = 150 / 72
"""Pixels for each point."""
WORDS = """
the county sheriff of answer letter agency request and to in for detainer program was asked when board
meeting minutes officer field office September record state memorandum that reply file on copy places wrote
back date each enforcement secure communities deployment opt out guidance draft legal counsel attached
discussion with please advise per our call below note number fingerprint local jurisdictions decline
participation unless
"""
VOCABULARY = tuple(WORDS.split())
GARBAGE = ("eee", "—_", "iii", "SSS", "~ae", "ae", "ll", ":", "a", "oo", "nin", "wee", "rr", "te", "AS", "Je", "7")
SCRAWLS = ("Lhe", "ffz.", "Whk", "oLou", "M/mb", "vA", "fap", "Cbd", "yowe", "Ale")
STAMPS = (("RECEIVED", "SEP 14 2010", "FOIA UNIT"), ("COPY",), ("FILED", "CLERK OF COURT"), ("CONFIDENTIAL",))


@dataclass(slots=True)
class Scan:
    """A picture in the making, and what OCR read of it."""

    picture: Image.Image
    words: list[Word] = field(default_factory=list)
    lines: list[list[Word]] = field(default_factory=list)
    """Of the typed text, as a clerk would choose what to white out."""

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.picture)


def blank_scan() -> Scan:
    return Scan(Image.new("L", (round(WIDTH * DOTS), round(HEIGHT * DOTS)), 255))


def typed_lines(scan: Scan, dice: Random, *, first: float = 72, last: float = 700, size: float = 11) -> None:
    """Paragraphs of words from `first` to `last` points down the page."""
    font = ImageFont.load_default(size * DOTS)
    y = first
    while y < last:
        x, line = 72.0, []
        right = dice.choice((540, 540, 540, 380, 250))
        while x < right:
            text = dice.choice(VOCABULARY)
            word = _typed(scan, text, x, y, font)
            if word.x + word.width > 548:
                break
            line.append(word)
            x = word.x + word.width + size * 0.35
        scan.lines.append(line)
        scan.words += line
        y += size * 1.35 + (size if dice.random() < 0.15 else 0)


def _typed(scan: Scan, text: str, x: float, y: float, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> Word:
    left, _, right, _ = scan.draw.textbbox((x * DOTS, y * DOTS), text, font=font)
    scan.draw.text((x * DOTS, y * DOTS), text, font=font, fill=20)
    baseline = scan.draw.textbbox((x * DOTS, y * DOTS), "H", font=font)[3]
    top = scan.draw.textbbox((x * DOTS, y * DOTS), "H", font=font)[1]
    return Word(text, left / DOTS, HEIGHT - baseline / DOTS, (right - left) / DOTS, (baseline - top) / DOTS)


def specks(scan: Scan, dice: Random, *, count: int = 6) -> None:
    """Dust in the margins that OCR took for letters; the compression that followed has taken most of it away."""
    for _ in range(count):
        x = dice.choice((dice.uniform(8, 55), dice.uniform(560, 600)))
        y, high = dice.uniform(20, 770), dice.uniform(2, 9)
        text = dice.choice(GARBAGE)
        if dice.random() < 0.3:
            side = dice.uniform(0.5, 1.5) * DOTS
            scan.draw.ellipse((x * DOTS, y * DOTS, x * DOTS + side, y * DOTS + side), fill=90)
        scan.words.append(Word(text, x, HEIGHT - y, high * len(text) * dice.uniform(0.5, 1.2), high))


def handwriting(scan: Scan, dice: Random, x: float, y: float, width: float) -> None:
    """A note or a signature by hand; the boxes of what OCR read of it lie above, below or beside the strokes."""
    points, px = [], x
    while px < x + width:
        points.append((px * DOTS, (y + dice.gauss(0, 7)) * DOTS))
        px += dice.uniform(2, 7)
    smooth = _curve(points)
    scan.draw.line(smooth, fill=70, width=round(1.2 * DOTS), joint="curve")
    at = x
    while at < x + width - 15:
        text, wide = dice.choice(SCRAWLS), dice.uniform(12, 34)
        lift = dice.choice((-16, -11, 10, 14, 18, 4))
        scan.words.append(Word(text, at, HEIGHT - y + lift, wide, dice.uniform(7, 14)))
        at += wide + dice.uniform(2, 20)


def _curve(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    curve: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        for step in range(6):
            t = (1 - math.cos(step / 6 * math.pi)) / 2
            curve.append((x0 + (x1 - x0) * step / 6, y0 + (y1 - y0) * t))
    return curve


def stamp(scan: Scan, dice: Random, x: float, y: float) -> None:
    """Rubber, at a slant, worn; read along a level line."""
    lines = dice.choice(STAMPS)
    mark = Image.new("L", (round(170 * DOTS), round((22 * len(lines) + 12) * DOTS)), 255)
    draw = ImageDraw.Draw(mark)
    draw.rectangle((2, 2, mark.width - 3, mark.height - 3), outline=80, width=3)
    font = ImageFont.load_default(16 * DOTS)
    for number, line in enumerate(lines):
        draw.text((8 * DOTS, (5 + 22 * number) * DOTS), line, font=font, fill=90)
    turned = mark.rotate(dice.uniform(-14, 14), expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    scan.picture.paste(0, (round(x * DOTS), round(y * DOTS)), turned.point(lambda v: 255 - v))
    for number, line in enumerate(lines):
        at = x + 8
        for text in line.split():
            wide = 10 * len(text)
            lift = dice.uniform(-14, 14)
            scan.words.append(Word(text, at, HEIGHT - (y + 22 + 22 * number) + lift, wide, dice.uniform(9, 15)))
            at += wide + 5


def form_lines(scan: Scan, dice: Random, y: float) -> None:
    """A table with empty cells, and boxes to tick."""
    for row in range(4):
        scan.draw.rectangle(
            (72 * DOTS, (y + 20 * row) * DOTS, 540 * DOTS, (y + 20 * row + 20) * DOTS), outline=40, width=2
        )
    for column in range(3):
        x = (72 + 156 * column) * DOTS
        scan.draw.line((x, y * DOTS, x, (y + 80) * DOTS), fill=40, width=2)
    if dice.random() < 0.5:
        scan.words.append(Word("|_|", 80, HEIGHT - y - 15, 12, 8))


def edges(scan: Scan, dice: Random) -> None:
    """The shadow of the lid, and holes that were punched."""
    scan.draw.rectangle((0, 0, dice.uniform(2, 14), scan.picture.height), fill=dice.choice((60, 120, 180)))
    for y in (200, 590):
        scan.draw.ellipse(((14) * DOTS, y * DOTS, (26) * DOTS, (y + 12) * DOTS), fill=30)
        if dice.random() < 0.5:
            scan.words.append(Word(dice.choice(("e", "@", "Oo", "®")), 14, HEIGHT - y - 12, 12, 12))


def scanned(picture: Image.Image, dice: Random) -> Image.Image:
    """Grain, gray paper and blur; of one in two pages, only black and white."""
    grain = Image.effect_noise(picture.size, dice.uniform(4, 14))
    paper = dice.randint(232, 252)
    gray = Image.blend(picture.point(lambda v: v * paper // 255), grain, 0.06)
    gray = gray.filter(ImageFilter.GaussianBlur(dice.uniform(0.2, 0.7)))
    if dice.random() < 0.5:
        gray = gray.filter(ImageFilter.MedianFilter(3)).point(lambda v: 255 if v > 140 else 0)
    return gray


def ordinary_scan(seed: int) -> Scan:
    """A page with some of all that, and nothing hidden."""
    dice = Random(seed)
    scan = blank_scan()
    last = dice.choice((700, 700, 520, 330))
    typed_lines(scan, dice, first=dice.choice((72, 90, 140)), last=last, size=dice.choice((9, 10, 11, 12)))
    if dice.random() < 0.8:
        specks(scan, dice, count=dice.randint(1, 9))
    if dice.random() < 0.4:
        edges(scan, dice)
    if dice.random() < 0.5:
        handwriting(scan, dice, dice.uniform(80, 300), min(last + 30, 745), dice.uniform(60, 220))
    if dice.random() < 0.25:
        handwriting(scan, dice, dice.uniform(8, 30), dice.uniform(100, 650), dice.uniform(30, 60))
    if dice.random() < 0.4:
        stamp(scan, dice, dice.uniform(300, 420), min(last + 5, 700) if last < 600 else dice.uniform(2, 30))
    if last < 500 and dice.random() < 0.5:
        form_lines(scan, dice, last + 90)
    return scan


def pdf_of(scan: Scan, seed: int, covered: Sequence[Word] = (), *, frame: bool = False) -> bytes:
    """The picture, scanned, with the reading of it over it, each word as wide as its box; `covered` are whited out."""
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    picture = scanned(scan.picture, Random(seed))
    for word in covered:
        _cover(picture, word, frame=frame)
    sheet.scan(picture, jpeg=Random(seed).choice((35, 60, 80)))
    sheet.read_by_machine([replace(word, text=_encodable(word.text)) for word in scan.words])
    sheet.finish()
    return saved(pdf)


def _encodable(text: str) -> str:
    kept = text.encode("cp1252", "ignore").decode("cp1252")
    return kept.replace("\\", "").replace("(", "").replace(")", "") or "e"


def ordinary(seed: int) -> bytes:
    return pdf_of(ordinary_scan(seed), seed)


# ---- the same, with words whited out after they were read


def whited(seed: int, share: float, *, frame: bool = False) -> tuple[bytes, list[str]]:
    """That share of its typed lines has its later half under white boxes burned into the picture; the words under them.

    Each hidden word gets letters of its own, so that it can be looked for in the text.
    """
    dice = Random(seed * 7 + 1)
    scan = ordinary_scan(seed)
    hidden: list[str] = []
    places: list[Word] = []
    for line in scan.lines:
        if len(line) < 2 or dice.random() > share:
            continue
        for word in line[len(line) // 2 :]:
            places.append(word)
            name = _name(len(hidden))
            scan.words[scan.words.index(word)] = replace(word, text=name)
            hidden.append(name)
    return pdf_of(scan, seed, places, frame=frame), hidden


def _cover(picture: Image.Image, word: Word, *, frame: bool) -> None:
    box = (
        (word.x - 2) * DOTS,
        (HEIGHT - word.y - word.height - 3) * DOTS,
        (word.x + word.width + 2) * DOTS,
        (HEIGHT - word.y + 4) * DOTS,
    )
    ImageDraw.Draw(picture).rectangle(box, fill=255, outline=0 if frame else 255)


def _name(number: int) -> str:
    letters = "bcdfghklmnprstvz"
    return f"Qua{letters[number % 16]}i{letters[number // 16 % 16]}o{letters[number // 256 % 16]}"


def measure(pages: int) -> None:
    import tempfile
    from collections import Counter
    from pathlib import Path

    from plugins.evidence.audit.audit import examine

    alarms, reviews, missed, told, places, kinds = 0, 0, 0, 0, 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.pdf")
        for seed in range(pages):
            file.write_bytes(ordinary(seed))
            found = examine(file).findings
            kinds.update(f"{each.kind}, {each.severity}" for each in found)
            alarms += any(each.severity == "high" for each in found)
            reviews += any(each.severity == "review" for each in found)
        for seed in range(pages // 4):
            for share in (0.05, 0.3, 0.7, 1):
                data, hidden = whited(seed, share, frame=bool(seed % 2))
                if not hidden:
                    continue
                file.write_bytes(data)
                examination = examine(file)
                places += 1
                missed += not any(each.severity == "high" for each in examination.findings)
                told += any(word in text for text in examination.texts for word in hidden)
    print(f"{pages} ordinary pages: {alarms} would stop a build, {reviews} would want a person; {dict(kinds)}")
    print(f"{places} whited pages: {missed} would pass, {told} would tell a hidden word")


if __name__ == "__main__":
    measure(int(sys.argv[1]))
