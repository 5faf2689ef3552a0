"""OCR text over a redacted scan is found however much is covered; ordinary scans raise no alarm."""

from pathlib import Path

import pypdfium2
import pytest

from plugins.evidence.audit.audit import Examination, examine
from tests.depth import cases
from tests.evidence import pdf_samples as samples
from tests.evidence import pdf_samples_scans as scans


def examined(data: bytes, folder: Path) -> Examination:
    file = folder / "scan.pdf"
    file.write_bytes(data)
    return examine(file)


@pytest.mark.parametrize("frame", [False, True], ids=["bare", "framed"])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 1])
def test_whited_words_are_found_and_left_out_whatever_share_of_the_page_they_are(
    share: float, frame: bool, tmp_path: Path
) -> None:
    for seed in range(cases(3, 40)):
        data, hidden = scans.whited(seed + 1, share, frame=frame)
        if not hidden:
            continue
        examination = examined(data, tmp_path)
        assert "high" in {finding.severity for finding in examination.findings}
        assert [word for word in hidden if word in examination.texts[0]] == []


def test_a_page_that_is_wholly_whited_is_found(tmp_path: Path) -> None:
    scan = scans.blank_scan()
    scans.typed_lines(scan, scans.Random(3))
    examination = examined(scans.pdf_of(scan, 3, scan.words), tmp_path)
    assert [finding.kind for finding in examination.findings] == ["text under a redacted scan"]
    assert examination.texts[0].strip() == ""


def test_ordinary_scans_raise_hardly_an_alarm(tmp_path: Path) -> None:
    """Specks, punched holes, dark edges, notes by hand, slanted stamps, tables: one alarm in a thousand pages."""
    alarms = {}
    for seed in range(cases(24, 1000)):
        found = [each for each in examined(scans.ordinary(seed), tmp_path).findings if each.severity == "high"]
        if found:
            alarms[seed] = found
    assert len(alarms) <= cases(0, 1), alarms


@pytest.mark.parametrize("seed", [302, 397, 503])
def test_two_specks_side_by_side_are_no_word(seed: int, tmp_path: Path) -> None:
    assert [each for each in examined(scans.ordinary(seed), tmp_path).findings if each.severity == "high"] == []


def test_a_speck_over_the_edge_of_the_sheet_is_no_hidden_word(tmp_path: Path) -> None:
    assert [each for each in examined(scans.ordinary(229), tmp_path).findings if each.severity == "high"] == []


def test_letters_that_a_thick_line_crosses_are_not_blacked_out(tmp_path: Path) -> None:
    assert [each for each in examined(scans.ordinary(429), tmp_path).findings if each.severity == "high"] == []


@pytest.mark.parametrize("seed", [68, 124, 135, 146, 147, 180, 243, 388, 500])
def test_scrawls_and_slanted_stamps_that_ocr_sets_level_are_no_type(seed: int, tmp_path: Path) -> None:
    """Each gave a false alarm: ink ran through one of two boxes on one baseline, which was taken for a line of type."""
    assert [each for each in examined(scans.ordinary(seed), tmp_path).findings if each.severity == "high"] == []


def test_a_layer_that_lies_beside_its_words_as_a_whole_is_for_review(tmp_path: Path) -> None:
    scan = scans.blank_scan()
    scans.typed_lines(scan, scans.Random(5), size=12)
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    sheet.scan(scan.picture, jpeg=70)
    sheet.read_by_machine([scans.replace(word, y=word.y + 9, x=word.x + 4) for word in scan.words])
    sheet.finish()
    (finding,) = examined(samples.saved(pdf), tmp_path).findings
    assert (finding.kind, finding.severity) == ("misplaced text", "review")


def test_a_box_with_a_frame_over_the_line_below_it_hides_no_word_of_that_line(tmp_path: Path) -> None:
    """The frames of white boxes run through the letters of the lines around them."""
    data, hidden = scans.whited(1, 1, frame=True)
    text = examined(data, tmp_path).texts[0]
    whole = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    typed = [word for word in whole.split() if word in scans.VOCABULARY and len(word) > 4]
    assert len(typed) > 40
    assert len([word for word in typed if word in text]) >= 0.98 * len(typed)
    assert hidden
