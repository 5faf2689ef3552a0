"""Pictures of pages: their width, their colors, their format."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from plugins.evidence.text.page_images import (
    MOST_BYTES,
    READING_WIDTH,
    THUMBNAIL_WIDTH,
    draw_page,
    encode,
    encode_small,
    has_ink,
    is_colorful,
)
from tests.evidence import pdf_samples as samples


@contextmanager
def first_page(pdf: Any) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(samples.saved(pdf))
    yield document[0]
    document.close()


def of_size(width: float, height: float) -> Any:
    document = pypdfium2.PdfDocument.new()
    return document.new_page(width, height)


@pytest.mark.parametrize("width", [THUMBNAIL_WIDTH, READING_WIDTH])
@pytest.mark.parametrize("size", [(612, 792), (595.276, 841.89), (792, 612), (3, 3), (14_400, 14_400), (208, 208)])
def test_a_page_of_any_size_is_drawn_exactly_as_wide_as_asked_for(size: tuple[float, float], width: int) -> None:
    page = of_size(*size)
    assert draw_page(page, width).width == width
    assert draw_page(page, width, gray=True).width == width


@pytest.mark.parametrize("size", [(1, 14_400), (0.001, 10_000_000), (10_000_000, 0.001)])
def test_a_page_like_a_thread_has_no_more_pixels_than_four_of_its_width_allow(size: tuple[float, float]) -> None:
    drawn = draw_page(of_size(*size), READING_WIDTH)
    assert drawn.width <= READING_WIDTH
    assert drawn.height <= 4 * READING_WIDTH


def test_a_gray_page_becomes_a_png_of_four_grays_and_two_bits() -> None:
    with first_page(samples.clean()) as page:
        picture = encode(draw_page(page, READING_WIDTH, gray=True))
    image = Image.open(io.BytesIO(picture.data))
    assert picture.mime == "image/png"
    assert picture.data[24:26] == bytes([2, 3]), "two bits a pixel, with a palette"
    assert {color for _, color in image.convert("L").getcolors()} <= {0, 85, 170, 255}
    assert image.size == (picture.width, picture.height)


def test_a_page_with_color_keeps_it() -> None:
    drawing = Image.new("RGB", (208, 269), "white")
    ImageDraw.Draw(drawing).rectangle((20, 100, 60, 108), fill="yellow")
    assert is_colorful(drawing)
    picture = encode(drawing)
    image = Image.open(io.BytesIO(picture.data)).convert("RGB")
    red, green, blue = image.getpixel((40, 104))  # type: ignore[misc]
    assert picture.mime == "image/webp"
    assert blue < 80 < 200 < min(red, green)


@pytest.mark.parametrize("color", ["navy", "brown"])
def test_a_thumbnail_full_of_text_is_small(color: str) -> None:
    drawing = Image.new("RGB", (208, 269), "white")
    pen = ImageDraw.Draw(drawing)
    for line in range(10, 260, 14):
        for word in range(12, 190, 28):
            pen.text((word, line), "words"[: 1 + (line + word) % 5], fill=color, font_size=6)
    assert len(encode(drawing).data) > MOST_BYTES, "or this test says nothing"
    small = encode_small(drawing)
    assert len(small.data) <= MOST_BYTES
    with Image.open(io.BytesIO(small.data)) as shown:
        assert shown.size == (208, 269)


def test_a_thumbnail_that_is_small_stays_as_good_as_it_is() -> None:
    with first_page(samples.clean()) as page:
        drawing = draw_page(page, THUMBNAIL_WIDTH, gray=True)
    assert encode_small(drawing) == encode(drawing)


def test_red_stays_red_and_blue_stays_blue() -> None:
    pdf, sheet = samples.begun()
    sheet.fill(0, 0, 612, 400, "1 0 0 rg")
    sheet.finish()
    with first_page(pdf) as page:
        drawing = draw_page(page, THUMBNAIL_WIDTH)
    image = Image.open(io.BytesIO(encode(drawing).data)).convert("RGB")
    red, _, blue = image.getpixel((100, 260))  # type: ignore[misc]
    assert red > 200 > 80 > blue


def test_the_blue_line_of_a_court_and_yellowed_paper_are_no_color() -> None:
    drawing = Image.new("RGB", (208, 269), (244, 238, 218))
    ImageDraw.Draw(drawing).rectangle((10, 8, 190, 11), fill=(0, 0, 255))
    assert not is_colorful(drawing)


@pytest.mark.parametrize(
    ("paper", "ink", "written"), [(255, 0, True), (190, 20, True), (255, 250, False), (20, 240, True)]
)
def test_ink_is_told_from_paper_and_dust(paper: int, ink: int, written: bool) -> None:
    drawing = Image.new("L", (208, 269), paper)
    assert not has_ink(drawing)
    drawing.putpixel((3, 3), ink)
    assert not has_ink(drawing), "dust"
    ImageDraw.Draw(drawing).rectangle((40, 40, 70, 44), fill=ink)
    assert has_ink(drawing) is written
