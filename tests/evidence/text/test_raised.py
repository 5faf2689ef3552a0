"""A digit that the page raises is raised in its text too: a footnote's sign and a power are no part of a number."""

import pypdfium2
from pikepdf import Pdf

from plugins.evidence.text.hidden import visible_text
from tests.evidence.pdf_samples import Sheet, helvetica_width, saved


def text_of(*lines: str) -> str:
    pdf = Pdf.new()
    sheet = Sheet(pdf)
    for at, line in enumerate(lines):
        sheet.draw(f"BT 72 {700 - 30 * at} Td {line} ET")
    sheet.finish()
    return visible_text(pypdfium2.PdfDocument(saved(pdf))[0])


def test_small_digits_above_the_line_are_raised_whether_a_space_parts_them_or_not() -> None:
    width = helvetica_width("denied in full", 12)
    apart = f"/F1 12 Tf (denied in full) Tj /F1 7 Tf {width + 2} 5 Td (12) Tj /F1 12 Tf 12 -5 Td (and) Tj"
    glued = "/F1 12 Tf (denied in full) Tj /F1 7 Tf 5 Ts (12) Tj 0 Ts /F1 12 Tf ( and) Tj"
    assert text_of(apart, glued).split("\n")[:2] == ["denied in full ¹² and", "denied in full¹² and"]


def test_a_power_is_no_digit_of_its_number() -> None:
    found = text_of("/F1 12 Tf (it took 10) Tj /F1 7 Tf 5 Ts (2) Tj 0 Ts /F1 12 Tf ( units) Tj")
    assert found.split() == ["it", "took", "10²", "units"]


def test_digits_on_the_line_small_print_and_lowered_digits_stay() -> None:
    lines = (
        "/F1 12 Tf (Room 102, page 7) Tj",
        "/F1 7 Tf (3 See page 12.) Tj",
        "/F1 12 Tf (CO) Tj /F1 7 Tf -3 Ts (2) Tj 0 Ts /F1 12 Tf ( in air) Tj",
        "/F1 12 Tf (of ) Tj /F1 7 Tf (2010) Tj",
    )
    assert text_of(*lines).split("\n") == ["Room 102, page 7", "3 See page 12.", "CO2 in air", "of 2010"]


def test_what_is_hidden_stays_out_beside_a_raised_digit() -> None:
    line = "/F1 12 Tf (full) Tj /F1 7 Tf 5 Ts (3) Tj 0 Ts /F1 12 Tf ( and) Tj 3 Tr ( secret) Tj 0 Tr ( more) Tj"
    found = text_of(line)
    assert "secret" not in found
    assert found.split() == ["full³", "and", "more"]
