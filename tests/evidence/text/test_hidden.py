"""The visible text is all that a reader can see, and nothing else."""

import tempfile
from pathlib import Path

import pypdfium2
import pytest

from plugins.evidence.audit.audit import examine
from plugins.evidence.text.hidden import visible_text
from tests.evidence import pdf_samples
from tests.evidence.pdf_samples import CLEAN, saved

TOLD_TWICE = (pdf_samples.court_stamp_over_scan, pdf_samples.court_stamp_in_the_font_of_the_ocr)
ALL_SEEN = [make for make in CLEAN if make not in TOLD_TWICE]


def _texts(pdf) -> list[str]:
    return [visible_text(page) for page in pypdfium2.PdfDocument(saved(pdf))]


@pytest.mark.parametrize("make", ALL_SEEN, ids=lambda make: make.__name__)
def test_the_visible_text_of_a_clean_page_is_all_its_text(make):
    document = pypdfium2.PdfDocument(saved(make()))
    for page in document:
        assert visible_text(page) == page.get_textpage().get_text_bounded().replace("\r\n", "\n")


@pytest.mark.parametrize("make", TOLD_TWICE, ids=lambda make: make.__name__)
def test_a_stamp_that_ocr_has_read_as_well_is_told_once(make):
    (text,) = _texts(make())
    assert text.count("File") == 1
    assert text.count("05/18/10") == 1


def test_a_covered_word_leaves_the_words_on_both_sides():
    (text,) = _texts(pdf_samples.rectangle("Quillfeather"))
    assert text.splitlines()[-1] == "The name of the witness is of that county."


def test_a_word_on_two_lines_keeps_its_hyphen_and_its_break():
    pdf, sheet = pdf_samples.begun()
    sheet.write("the water that is located in Okla-", y=500)
    sheet.write("homa and elsewhere", y=484)
    sheet.finish()
    (text,) = _texts(pdf)
    assert "Okla-\nhoma and elsewhere" in text
    assert "\r" not in text


def test_a_page_without_text_has_none():
    assert _texts(pdf_samples.empty()) == [""]


def test_a_letter_of_which_a_sliver_sticks_out_is_not_told():
    pdf, sheet = pdf_samples.with_secret("Quillfeather")
    x, y, width, _ = pdf_samples.cover_of("Quillfeather")
    sheet.fill(x, y + 5.3, width, 14)
    sheet.finish()
    (text,) = _texts(pdf)
    assert "Quill" not in text
    assert "feather" not in text


def test_letters_over_a_covered_word_do_not_make_it_seen():
    """A label on the box, and blocks typed over the word: only what is on top is told."""
    (labeled,) = _texts(pdf_samples.white_rectangle_with_label("Marrowgate"))
    assert labeled.splitlines()[-1].replace(" ", "") in (
        "Thenameofthewitnessisb6fthatcounty.",
        "Thenameofthewitnessisfthatcounty.b6",
    )
    (typed_over,) = _texts(pdf_samples.letters_over_letters("Grimsdyke"))
    assert not set("Grimsdyke") & set(typed_over.partition("witness is")[2].replace(" that county.", ""))


def test_a_block_that_a_letter_stands_for_is_told_as_that_letter():
    pdf, sheet = pdf_samples.begun()
    sheet.content.append("BT /F3 20 Tf 72 500 Td (AA) Tj ET")
    sheet.finish().Resources.Font["/F3"] = pdf_samples.block_font(pdf)
    (text,) = _texts(pdf)
    assert "AA" in text


def test_bullets_and_boxes_of_a_picture_font_are_no_letters_that_are_hidden():
    """ZapfDingbats draws a filled square for n, and a filled disc for l."""
    pdf, sheet = pdf_samples.begun()
    sheet.write("nln", y=500, size=20, font="F3")
    page = sheet.finish()
    page.Resources.Font["/F3"] = pdf_samples.font("ZapfDingbats")
    del page.Resources.Font["/F3"]["/Encoding"]
    (text,) = _texts(pdf)
    document = pypdfium2.PdfDocument(saved(pdf))
    assert text == document[0].get_textpage().get_text_bounded().replace("\r\n", "\n")


def test_small_print_that_runs_together_in_a_drawing_is_read_more_closely():
    """Letters of three points, over a box that was drawn before and below one that ends beside them."""
    pdf, sheet = pdf_samples.begun()
    sheet.fill(72, 470, 300, 12, "0.95 g")
    for row in range(6):
        sheet.write("Community Guidelines, limited liability: illicit filing will fill in", y=500 - row * 4, size=3.2)
    sheet.finish()
    (text,) = _texts(pdf)
    assert text.count("Community Guidelines, limited liability: illicit filing will fill in") == 6


def test_small_print_under_a_box_stays_hidden():
    pdf, sheet = pdf_samples.begun()
    sheet.write("the name of the witness is Quillfeather of that county", y=500, size=3.2)
    sheet.fill(70, 498, 200, 6)
    sheet.finish()
    (text,) = _texts(pdf)
    assert "Quill" not in text


def _readable(draw) -> tuple[tuple, str]:
    pdf, sheet = pdf_samples.begun()
    draw(sheet)
    sheet.finish()
    data = saved(pdf)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.pdf")
        file.write_bytes(data)
        examination = examine(file)
    return examination.findings, examination.texts[0]


def _labels(sheet):
    for row, (words, size, ink) in enumerate((("TOP SECRET", 11, "1 g"), ("b6", 8, "1 g"), ("AB", 5, "0.7 g"))):
        sheet.fill(72, 500 - 40 * row, 90, 18)
        sheet.write(words, 80, 505 - 40 * row, size, ink=ink)


def _dark_on_dark(sheet):
    for row, (paper, ink) in enumerate((("0 g", "0.33 g"), ("0.1 g", "0.3 g"), ("0.05 0.1 0.35 rg", "0.45 g"))):
        sheet.fill(72, 500 - 40 * row, 300, 30, paper)
        sheet.write(f"Words {row} that still show", 80, 510 - 40 * row, ink=ink)


def _dates_under_boxes(sheet):
    sheet.states["/Half"] = pdf_samples.Dictionary(ca=pdf_samples.Decimal("0.5"))
    sheet.states["/Over"] = pdf_samples.Dictionary(BM=pdf_samples.Name.Multiply)
    boxes = (
        "/Half gs 0.8 g 70 496 120 16 re f",
        "/Half gs 0 g 70 456 120 16 re f",
        "/Over gs 1 0.9 0.4 rg 70 416 120 16 re f",
        "0 G 1 w 70 376 120 16 re S",
        "1 g 70 338 120 1.5 re f 70 353 120 8 re f",
    )
    for row, box in enumerate(boxes):
        sheet.write(f"September {row + 4}, 2010", y=500 - 40 * row)
        sheet.draw(box)


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (_labels, ["TOP SECRET", "b6", "AB"]),
        (_dark_on_dark, [f"Words {row} that still show" for row in range(3)]),
        (_dates_under_boxes, [f"September {row + 4}, 2010" for row in range(5)]),
    ],
)
def test_what_can_be_read_is_not_covered(draw, words):
    findings, text = _readable(draw)
    assert findings == ()
    assert [word for word in words if word not in text] == []


def test_what_is_as_dark_as_its_paper_is_hidden():
    def draw(sheet):
        sheet.fill(72, 500, 300, 30, "0.1 g")
        sheet.write("Ullathorne of that county", 80, 510, ink="0.18 g")

    findings, text = _readable(draw)
    assert [finding.severity for finding in findings] == ["high"]
    assert "Ullathorne" not in text
