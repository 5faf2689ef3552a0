"""A scan that was redacted after it was read is published without what was read of it, and looks the same."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from plugins.evidence.ingest.ingest import ingest
from plugins.evidence.model import MISPLACED, Evidence
from plugins.evidence.publishing.sanitise import sanitise
from plugins.evidence.text.sidecar import write_sidecar
from tests.evidence import pdf_samples as samples
from tests.evidence import pdf_samples_scans as scans

STAMP = "Case 1:10-cv-03488 Document 12 Filed 10/05/10"


def in_a_form(secret: str) -> samples.Pdf:
    """As ocrmypdf lays it: the text in a form XObject, the mode of rendering set inside it."""
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    picture, words = samples.scanned_page((*samples.OPEN_WORDS, f"The witness is {secret} of that county."))
    hidden = next(word for word in words if word.text == secret)
    sheet.scan(samples.blacked_out(picture, hidden, 255), jpeg=60)
    text = " ".join(f"BT 3 Tr /F1 12 Tf {w.x:.1f} {w.y:.1f} Td ({w.text}) Tj ET" for w in words)
    sheet.pictures["/Fm0"] = samples.form(pdf, text, (0, 0, 612, 792))
    sheet.draw("/Fm0 Do")
    sheet.finish()
    return pdf


def stamped(secret: str) -> samples.Pdf:
    """With a clerk's stamp, which is typed text and stays."""
    pdf = samples.scan_whited_after_ocr(secret)
    page = pdf.pages[0]
    page.contents_add(f"\nq BT 0 Tr /F1 9 Tf 72 778 Td ({STAMP}) Tj ET Q".encode())
    return pdf


REDACTED = (
    samples.scan_redacted_after_ocr,
    samples.scan_whited_after_ocr,
    samples.text_under_a_redacted_scan,
    in_a_form,
    stamped,
)


def published(data: bytes, folder: Path) -> Evidence:
    file = folder / "scan.pdf"
    file.write_bytes(data)
    evidence = ingest([file], folder / "cache")[file]
    assert isinstance(evidence, Evidence), evidence
    return evidence


def all_text(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("make", REDACTED, ids=lambda make: make.__name__)
def test_the_published_copy_has_no_word_that_was_read_and_looks_as_before(make: object, tmp_path: Path) -> None:
    data = samples.saved(make("Ullathorne"))  # type: ignore[operator]
    evidence = published(data, tmp_path)
    text = all_text(evidence.published.path)
    assert "Ullathorne" not in text and "sheriff" not in text
    assert (STAMP.split()[1] in text) is (make is stamped)
    looks = [pypdfium2.PdfDocument(pdf)[0].render().to_pil().tobytes() for pdf in (data, evidence.published.path)]
    assert looks[0] == looks[1]
    assert evidence.pages[0].kind == ("stamp" if make is stamped else "scan")


def test_what_was_read_anew_stands_in_place_of_it_and_the_finding_stays_for_a_person(tmp_path: Path) -> None:
    data = samples.saved(in_a_form("Ullathorne"))
    first = published(data, tmp_path)
    (tmp_path / "scan.txt").write_bytes(write_sidecar(["Read anew."], first.sha256))
    again = published(data, tmp_path)
    assert (again.pages[0].text, again.pages[0].kind) == ("Read anew.", "ocr")
    assert [finding.severity for finding in again.findings] == ["high"]


def test_a_layer_beside_its_words_is_settled_by_another_reading(tmp_path: Path) -> None:
    scan = scans.blank_scan()
    scans.typed_lines(scan, scans.Random(5), size=12)
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    sheet.scan(scan.picture, jpeg=70)
    sheet.read_by_machine([scans.replace(word, y=word.y + 9, x=word.x + 4) for word in scan.words])
    sheet.finish()
    data = samples.saved(pdf)
    first = published(data, tmp_path)
    assert [finding.kind for finding in first.findings] == [MISPLACED]
    (tmp_path / "scan.txt").write_bytes(write_sidecar(["Read anew."], first.sha256))
    assert published(data, tmp_path).findings == ()


def test_the_two_quotes_that_show_text_still_go_to_the_next_line(tmp_path: Path) -> None:
    pdf, sheet = samples.begun()
    sheet.content.append("BT 3 Tr /F1 12 Tf 14 TL 72 400 Td (unseen) ' 2 1 (unseen) \" 0 Tr (Seen) ' ET")
    sheet.finish()
    file = tmp_path / "letter.pdf"
    file.write_bytes(samples.saved(pdf))
    sanitise(file, tmp_path / "out.pdf", without_ocr=[1])
    looks = [pypdfium2.PdfDocument(pdf)[0].render().to_pil().tobytes() for pdf in (file, tmp_path / "out.pdf")]
    assert looks[0] == looks[1]
    assert "unseen" not in all_text(tmp_path / "out.pdf")
    with pikepdf.open(tmp_path / "out.pdf") as copy:
        assert copy.pages[0].Contents.read_bytes().count(b"T*") == 2
