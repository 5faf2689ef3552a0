"""What shows over a page is drawn into the published copy, or reported: a struck sentence must not read as valid."""

from pathlib import Path

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageChops

from plugins.evidence.audit.audit import audit
from plugins.evidence.model import LOST
from plugins.evidence.publishing.sanitize import sanitize
from tests.evidence import pdf_samples as samples

QUADS = [72, 712, 330, 712, 72, 697, 330, 697]
BOX = (72, 560, 300, 600)
SHAPES = {
    "StrikeOut": ((72, 697, 330, 712), {"QuadPoints": QUADS}),
    "Underline": ((72, 697, 330, 712), {"QuadPoints": QUADS}),
    "Squiggly": ((72, 697, 330, 712), {"QuadPoints": QUADS}),
    "Highlight": ((72, 697, 330, 712), {"QuadPoints": QUADS}),
    "Square": (BOX, {}),
    "Circle": (BOX, {}),
    "Polygon": (BOX, {"Vertices": [80, 565, 290, 565, 180, 595]}),
    "PolyLine": (BOX, {"Vertices": [80, 565, 290, 565, 180, 595]}),
    "Line": (BOX, {"L": [80, 565, 290, 595]}),
    "Ink": (BOX, {}),
    "Text": ((500, 700, 518, 718), {}),
}


def marked(kind: str, *, hidden: bool = False, **more: object) -> samples.Pdf:
    pdf, sheet = samples.begun()
    box, entries = SHAPES.get(kind, (BOX, {}))
    values = {key: Array(value) for key, value in entries.items()}
    if kind == "Ink":
        values["InkList"] = Array([Array([80, 565, 150, 595, 220, 570])])
    sheet.annotate(kind, box, C=Array([1, 0, 0]), Contents=String("private words"), **values, **more)
    if hidden:
        sheet.annotations[0].F = 2
    sheet.finish()
    return pdf


def published(pdf: samples.Pdf, folder: Path) -> Image.Image:
    source, target = folder / "in.pdf", folder / "out.pdf"
    source.write_bytes(samples.saved(pdf))
    sanitize(source, target)
    assert b"private words" not in target.read_bytes()
    picture: Image.Image = pypdfium2.PdfDocument(target)[0].render().to_pil().convert("RGB")
    return picture


def plain() -> Image.Image:
    pdf, sheet = samples.begun()
    sheet.finish()
    picture: Image.Image = pypdfium2.PdfDocument(samples.saved(pdf))[0].render().to_pil().convert("RGB")
    return picture


@pytest.mark.parametrize("kind", SHAPES)
def test_a_mark_without_an_appearance_is_drawn_where_it_lies(kind: str, tmp_path: Path) -> None:
    changed = ImageChops.difference(published(marked(kind), tmp_path), plain()).getbbox()
    assert changed is not None
    left, bottom, right, top = SHAPES[kind][0]
    assert left - 3 <= changed[0] < changed[2] <= right + 3
    assert 792 - top - 3 <= changed[1] < changed[3] <= 792 - bottom + 3
    assert audit(tmp_path / "in.pdf") == ()


def test_highlighted_words_can_still_be_read(tmp_path: Path) -> None:
    picture = published(marked("Highlight"), tmp_path)
    darkest = picture.crop((72, 80, 330, 95)).convert("L").getextrema()[0]
    assert darkest < 60


@pytest.mark.parametrize("kind", ["StrikeOut", "Caret", "Stamp", "FreeText"])
def test_a_mark_that_draws_itself_is_drawn_as_it_does(kind: str, tmp_path: Path) -> None:
    pdf = marked(kind)
    look = samples.form(pdf, "0 0 1 rg 0 0 50 10 re f", (0, 0, 50, 10))
    pdf.pages[0].Annots[0].AP = Dictionary(N=look)
    picture = published(pdf, tmp_path)
    left, bottom, right, top = SHAPES.get(kind, (BOX, {}))[0]
    assert picture.getpixel((round((left + right) / 2), round(792 - (bottom + top) / 2))) == (0, 0, 255)
    assert LOST not in [finding.kind for finding in audit(tmp_path / "in.pdf")]


@pytest.mark.parametrize("kind", ["FreeText", "Stamp", "Caret", "Line", "RichMedia"])
def test_a_mark_that_cannot_be_drawn_is_for_review_with_its_place(kind: str, tmp_path: Path) -> None:
    pdf = marked(kind)
    if kind == "Line":
        del pdf.pages[0].Annots[0]["/L"]
    published(pdf, tmp_path)
    (finding,) = audit(tmp_path / "in.pdf")
    assert (finding.kind, finding.severity, finding.page, finding.places) == (LOST, "review", 1, (BOX,))


@pytest.mark.parametrize("kind", [*SHAPES, "FreeText"])
def test_what_no_viewer_shows_is_neither_drawn_nor_reported(kind: str, tmp_path: Path) -> None:
    picture = published(marked(kind, hidden=True), tmp_path)
    assert ImageChops.difference(picture, plain()).getbbox() is None
    assert LOST not in [finding.kind for finding in audit(tmp_path / "in.pdf")]


def test_numbers_that_are_none_draw_nothing_and_stop_nothing(tmp_path: Path) -> None:
    pdf = marked("Circle", BS=Dictionary(W=Name.Thick), CA=String("x"), IC=Array([String("a"), 0, 0]))
    assert ImageChops.difference(published(pdf, tmp_path), plain()).getbbox() is not None
