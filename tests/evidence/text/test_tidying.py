"""Text as its readers know it: few empty lines, brackets the right way, letters once, hyphens as hyphens."""

import pypdfium2
import pytest
from pikepdf import Dictionary

from plugins.evidence.text.hidden import visible_text
from plugins.evidence.text.page_text import cleaned, plain_text
from plugins.evidence.text.tidying import tidied
from tests.evidence import pdf_samples as samples


def test_of_many_empty_lines_one_is_left() -> None:
    assert tidied("one\n" + "\n" * 63 + "two\n\nthree\n \n\t\n\nfour") == "one\n\ntwo\n\nthree\n\nfour"


@pytest.mark.parametrize(
    ("as_drawn", "as_read"),
    [
        (")שלום(", "(שלום)"),
        ("אמר ]כך[ וגם )כך(", "אמר [כך] וגם (כך)"),
        ("כבר נכון (כך)", "כבר נכון (כך)"),
        ("1) סעיף", "1) סעיף"),
        ("no Hebrew )here(", "no Hebrew )here("),
    ],
)
def test_brackets_that_were_turned_in_hebrew_are_turned_back(as_drawn: str, as_read: str) -> None:
    assert cleaned(as_drawn) == as_read


def page_of(pdf: samples.Pdf) -> pypdfium2.PdfPage:
    return pypdfium2.PdfDocument(samples.saved(pdf))[0]


def test_a_glyph_with_the_code_of_pdfiums_mark_is_a_hyphen_and_ends_no_line() -> None:
    pdf, sheet = samples.begun()
    sheet.write("Ease*of*Use", y=500, font="F4")
    sheet.write("the water that is located in Okla-", y=400)
    sheet.write("homa and elsewhere", y=384)
    page = sheet.finish()
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <2a> <0002> endbfchar\n"
        b"2 beginbfrange <20> <29> <0020> <2b> <7e> <002b> endbfrange endcmap end end"
    )
    page.Resources.Font["/F4"] = Dictionary(samples.font("Helvetica"))
    page.Resources.Font["/F4"].ToUnicode = pdf.make_stream(table)
    for text in (plain_text(page_of(pdf).get_textpage()), cleaned(visible_text(page_of(pdf)))):
        assert "Ease-of-Use" in text
        assert "Okla-\nhoma" in text


def test_letters_that_are_struck_twice_are_told_once() -> None:
    pdf, sheet = samples.begun()
    x = 72.0
    for letter in "Company":
        width = samples.helvetica_width(letter, 12)
        sheet.write(letter, x, 500)
        sheet.write(letter, x + 0.12 * width + 1, 500.2)
        x += width + 2.5
    sheet.write("A bookkeeper of Mississippi", y=470)
    sheet.finish()
    text = visible_text(page_of(pdf))
    assert "Company" in text.replace(" ", "")
    assert "A bookkeeper of Mississippi" in text
