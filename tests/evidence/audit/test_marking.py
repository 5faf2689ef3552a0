"""A picture of the page shows where something was found, and nothing of what it hides."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from plugins.evidence.audit.audit import audit
from plugins.evidence.audit.marking import MARK, draw_marked
from plugins.evidence.audit.names import picture_name
from tests.evidence import pdf_samples as samples


def marked(pdf: samples.Pdf | bytes, folder: Path) -> Image.Image:
    file = folder / "letter.pdf"
    file.write_bytes(samples.saved(pdf))
    draw_marked(file, audit(file), folder)
    return Image.open(folder / picture_name(1)).convert("RGB")


def where_it_is_marked(picture: Image.Image) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the marks, as shares of the picture."""
    apart = ImageChops.difference(picture, Image.new("RGB", picture.size, MARK)).convert("L")
    mask = apart.point([255] + 255 * [0])
    left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
    return left / picture.width, top / picture.height, right / picture.width, bottom / picture.height


def test_the_covered_word_is_framed(tmp_path: Path) -> None:
    left, top, right, bottom = where_it_is_marked(marked(samples.rectangle("Quillfeather"), tmp_path))
    x, y, width, height = samples.cover_of("Quillfeather")
    assert left < (x + 12) / 612 < (x + width - 12) / 612 < right < 0.6
    assert top < 1 - (y + height) / 792 < 1 - y / 792 < bottom
    assert bottom - top < 0.06


def test_the_picture_of_a_turned_page_is_turned_as_its_reader_sees_it(tmp_path: Path) -> None:
    picture = marked(samples.on_a_turned_page("Isherwould"), tmp_path)
    assert picture.width > picture.height
    left, _, right, _ = where_it_is_marked(picture)
    assert right - left < 0.06


@pytest.mark.parametrize("make", [samples.off_the_page, samples.outside_the_crop], ids=lambda make: make.__name__)
def test_what_lies_beside_the_page_is_marked_at_its_edge(make: object, tmp_path: Path) -> None:
    _, _, right, bottom = where_it_is_marked(marked(make("Ravensworthy"), tmp_path))  # type: ignore[operator]
    assert right > 0.99 or bottom > 0.99


def test_a_file_without_findings_has_no_picture(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(samples.saved(samples.clean()))
    draw_marked(file, audit(file), tmp_path)
    assert list(tmp_path.glob("*.png")) == []
