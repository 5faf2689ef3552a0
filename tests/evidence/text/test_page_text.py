"""What a page is made of, and its plain text."""

from typing import Any

import pypdfium2
import pytest

from plugins.evidence.text.hidden import visible_text
from plugins.evidence.text.page_images import draw_page
from plugins.evidence.text.page_text import cleaned, letters_digest, page_kind, plain_text
from tests.evidence import pdf_samples as samples


def kind_of(pdf: Any) -> str:
    document = pypdfium2.PdfDocument(samples.saved(pdf))
    page = document[0]
    return page_kind(page, page.get_textpage(), visible_text(page), draw_page(page, 208, gray=True))


def bare_scan() -> Any:
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    sheet.scan(samples.scanned_page()[0])
    sheet.finish()
    return pdf


def scan_in_strips() -> Any:
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    picture, _ = samples.scanned_page()
    strip = picture.height // 4
    for number in range(4):
        part = picture.crop((0, number * strip, picture.width, (number + 1) * strip))
        sheet.place(part, 0, samples.HEIGHT - (number + 1) * samples.HEIGHT / 4, samples.WIDTH, samples.HEIGHT / 4)
    sheet.finish()
    return pdf


def letters_as_curves() -> Any:
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    sheet.draw(
        "0 g " + " ".join(f"{72 + 9 * n} 400 m {76 + 9 * n} 412 l {80 + 9 * n} 400 l h" for n in range(40)) + " f"
    )
    sheet.finish()
    return pdf


def exhibit_sheet() -> Any:
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    sheet.write("EXHIBIT A", x=250, y=400, size=24)
    sheet.finish()
    return pdf


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (samples.clean, "text"),
        (samples.leaflet, "text"),
        (samples.chart, "text"),
        (samples.court_stamp, "text"),
        (samples.machine_read_scan, "ocr"),
        (samples.text_under_scan, "ocr"),
        (bare_scan, "scan"),
        (scan_in_strips, "scan"),
        (letters_as_curves, "scan"),
        (samples.empty, "blank"),
        (exhibit_sheet, "text"),
    ],
)  # fmt: skip
def test_a_page_is_told_by_what_it_is_made_of(make: Any, kind: str) -> None:
    assert kind_of(make()) == kind


def test_a_courts_line_over_a_scan_that_nobody_read_is_a_stamp() -> None:
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    sheet.scan(samples.scanned_page()[0])
    sheet.write("Case 1:10-cv-03488 Document 12 Filed 10/05/10 Page 1 of 3", y=778, size=9)
    sheet.finish()
    assert kind_of(pdf) == "stamp"


def test_lines_end_in_a_newline_and_a_broken_word_keeps_its_hyphen() -> None:
    assert cleaned("one\r\ntwo\x02three\x00\ud800 \f\x85end\r\n") == "one\ntwo-\nthree\ufffd \n\nend"


def test_the_digest_of_letters_overlooks_spaces_and_hyphens_alone() -> None:
    assert letters_digest("a pro-\ngram\n") == letters_digest("a program")
    assert letters_digest("not a program") != letters_digest("a program")


def test_plain_text_is_the_visible_text_of_a_page_that_hides_nothing() -> None:
    page = pypdfium2.PdfDocument(samples.saved(samples.clean()))[0]
    text = plain_text(page.get_textpage())
    assert text == cleaned(visible_text(page))
    assert text.startswith(samples.OPEN_WORDS[0])
