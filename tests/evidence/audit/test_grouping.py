"""The same thing on many pages is told once; what differs from it stays apart."""

from pathlib import Path

from plugins.evidence.audit.audit import audit
from plugins.evidence.audit.grouping import grouped
from plugins.evidence.model import AuditFinding
from tests.evidence import pdf_samples as samples


def book(pages: int, *, secret_on: int = 0) -> bytes:
    """With a printer's marks outside the crop of each page: file, page number and hour."""
    pdf = samples.Pdf.new()
    for number in range(1, pages + 1):
        sheet = samples.Sheet(pdf)
        sheet.write_openly()
        sheet.write(f"book_interior.indd   {number}", x=60, y=12, size=6)
        sheet.write(f"3/14/2010   {number % 12 + 1}:{number % 60:02} PM", x=400, y=12, size=6)
        sheet.draw("0.25 w 20 30 m 35 30 l S 30 20 m 30 5 l S")
        if number == secret_on:
            sheet.write("witness Ravensworthy of that county", x=60, y=25)
        sheet.extra["CropBox"] = samples.Array([40, 40, 572, 752])
        sheet.finish()
    return samples.saved(pdf)


def test_a_printers_marks_on_every_page_are_one_finding_that_counts_the_pages(tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(book(120))
    (finding,) = audit(file)
    assert finding.kind == "text off the page"
    assert finding.pages == tuple(range(1, 121))


def test_a_page_with_more_outside_its_crop_than_the_others_is_a_finding_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(book(20, secret_on=7))
    one, other = audit(file)
    assert {one.pages, other.pages} == {tuple(page for page in range(1, 21) if page != 7), ()}
    assert 7 in (one.page, other.page)


def test_two_pages_with_the_same_stay_two_findings() -> None:
    found = [AuditFinding(page, "covered text", "high", "", ((1, 2, 3, 4),), (), 9) for page in (4, 5)]
    assert grouped(found) == tuple(found)


def test_left_and_right_pages_are_two_groups_at_most() -> None:
    found = [
        AuditFinding(page, "text off the page", "high", "", ((page % 2 * 300, 2, 500, 9),), (), page)
        for page in range(1, 201)
    ]
    assert [len(finding.pages) for finding in grouped(found)] == [100, 100]
