"""A scan that was redacted after it was read is published without what was read of it, and looks the same."""

import dataclasses
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from plugins.evidence.audit.audit import examine
from plugins.evidence.ingest.ingest import ingest
from plugins.evidence.model import MISPLACED, Evidence
from plugins.evidence.publishing.sanitize import sanitize
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
    sanitize(file, tmp_path / "out.pdf", without_ocr=[1])
    looks = [pypdfium2.PdfDocument(pdf)[0].render().to_pil().tobytes() for pdf in (file, tmp_path / "out.pdf")]
    assert looks[0] == looks[1]
    assert "unseen" not in all_text(tmp_path / "out.pdf")
    with pikepdf.open(tmp_path / "out.pdf") as copy:
        assert copy.pages[0].Contents.read_bytes().count(b"T*") == 2


# ---- what is left out of the text without a finding is left out of the copy


def beside_handwriting(*, by_line: bool = False, in_form: bool = False, as_array: bool = False) -> tuple[bytes, str]:
    """A line that was whited out after it was read, close to a note by hand: it may be what was read of the note."""
    dice = scans.Random(4)
    scan = scans.blank_scan()
    scans.typed_lines(scan, dice, first=72, last=300, size=11)
    hidden = [samples.Word("Ullathorne", 90, 792 - 330, 60, 8), samples.Word("Quesnel", 155, 792 - 330, 40, 8)]
    scans.handwriting(scan, dice, 85, 345, 120)
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    sheet.scan(scans.scanned(scan.picture, scans.Random(4)), jpeg=70)
    stray = "Ullathorne" if not by_line else "Ullathorne Quesnel"
    before = len(sheet.content)
    words = [*scan.words, *hidden]
    if by_line:
        words = [replace(line[0], text=" ".join(w.text for w in line), width=_width(line)) for line in scan.lines]
        words.append(replace(hidden[0], text=stray, width=_width(hidden)))
    sheet.read_by_machine(words)
    layer = sheet.content[before:]
    if as_array:
        layer = [re.sub(r"\((\w+) (.*?)\) Tj", r"[(\1 ) -20 (\2)] TJ", each) for each in layer]
    sheet.content[before:] = layer
    if in_form:
        del sheet.content[before:]
        sheet.pictures["/Fm0"] = samples.form(pdf, "\n".join(layer), (0, 0, 612, 792))
        sheet.draw("/Fm0 Do")
    sheet.finish()
    return samples.saved(pdf), stray


def _width(line: list[samples.Word]) -> float:
    return line[-1].x + line[-1].width - line[0].x


@pytest.mark.parametrize("kind", [{}, {"by_line": True}, {"in_form": True}, {"by_line": True, "as_array": True}])
def test_words_left_out_without_a_finding_are_not_in_the_copy_and_all_others_are(kind: dict, tmp_path: Path) -> None:
    data, _ = beside_handwriting(**kind)
    evidence = published(data, tmp_path)
    assert evidence.findings == ()
    before, after = (pypdfium2.PdfDocument(pdf)[0] for pdf in (data, evidence.published.path))
    text = all_text(evidence.published.path)
    assert "Ullathorne" in before.get_textpage().get_text_range()
    assert "Ullathorne" not in text and "Quesnel" not in text and "Ullathorne" not in evidence.pages[0].text
    typed = [word for word in before.get_textpage().get_text_range().split() if word in scans.VOCABULARY]
    assert len(typed) > 30 and [word for word in text.split() if word in scans.VOCABULARY] == typed
    assert [word for word in evidence.pages[0].text.split() if word in scans.VOCABULARY] == typed
    assert before.render().to_pil().tobytes() == after.render().to_pil().tobytes()
    assert evidence.pages[0].kind == "ocr"


def in_one_operator(secret: str) -> tuple[bytes, list[samples.Word]]:
    """A line of which one word of four letters was whited out at its end, all shown by one operator."""
    picture, words = samples.scanned_page()
    last = words[-1]
    scrap = samples.Word(secret, 560, last.y, 20, last.height)
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    sheet.scan(picture, jpeg=70)
    sheet.read_by_machine([word for word in words if word.y != last.y])
    line = [word for word in words if word.y == last.y]
    kerned = " ".join(f"({word.text} ) 0" for word in line)
    sheet.content.append(f"BT 3 Tr /F1 12 Tf 84 Tz {line[0].x} {last.y} Td [{kerned} -26000 ({secret})] TJ ET")
    sheet.finish()
    return samples.saved(pdf), [*line, scrap]


def test_of_an_operator_that_shows_seen_words_too_only_the_unseen_go(tmp_path: Path) -> None:
    data, line = in_one_operator("Ulla")
    evidence = published(data, tmp_path)
    assert evidence.findings == ()
    text = all_text(evidence.published.path)
    assert "Ulla" in all_text_of(data) and "Ulla" not in text
    assert [word.text for word in line[:-1] if word.text not in text] == []


def all_text_of(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def test_where_it_cannot_be_told_which_codes_are_unseen_all_that_was_read_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, _ = beside_handwriting()
    file = tmp_path / "scan.pdf"
    file.write_bytes(data)
    found = examine(file).unseen[1]
    sanitize(file, tmp_path / "out.pdf", unseen={1: dataclasses.replace(found, texts=found.texts + 1)})
    assert all_text(tmp_path / "out.pdf").strip() == ""


def test_words_that_cannot_be_taken_out_are_for_a_person(tmp_path: Path) -> None:
    """In letters of no opacity, in a form that is shown twice: neither its operators nor its mode tell."""
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    picture, words = samples.scanned_page()
    sheet.scan(picture, jpeg=60)
    sheet.states["/None"] = samples.Dictionary(Type=pikepdf.Name.ExtGState, ca=0)
    sheet.read_by_machine(words)
    inner = "BT /F1 7 Tf 5 400 Td (Ulla) Tj ET"
    sheet.pictures["/Fm0"] = samples.form(pdf, inner, (0, 0, 612, 792))
    sheet.draw("/None gs /Fm0 Do 1 0 0 1 0 -200 cm /Fm0 Do")
    sheet.finish()
    evidence = published(samples.saved(pdf), tmp_path)
    assert "Ulla" not in evidence.pages[0].text
    assert "Ulla" in all_text(evidence.published.path)
    assert ("hidden text", "review") in {(finding.kind, finding.severity) for finding in evidence.findings}
