"""Parts of one drawing are no cover; a box over a drawing that hides writing is."""

from pathlib import Path
from random import Random

import pytest

from plugins.evidence.audit.audit import audit
from plugins.evidence.model import AuditFinding
from tests.depth import cases
from tests.evidence import pdf_samples as samples
from tests.evidence.pdf_samples_drawings import DRAWINGS, bar_chart, letters, page_with


def found_in(data: bytes, folder: Path) -> tuple[AuditFinding, ...]:
    file = folder / "page.pdf"
    file.write_bytes(data)
    return audit(file)


@pytest.mark.parametrize("in_form", [False, True], ids=["plain", "form"])
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.__name__)
def test_the_parts_of_a_chart_or_a_map_are_no_cover(drawing: object, in_form: bool, tmp_path: Path) -> None:
    for seed in range(cases(2, 40)):
        assert found_in(page_with(drawing(Random(seed)), in_form=in_form), tmp_path) == ()  # type: ignore[operator]


@pytest.mark.parametrize("ink", ["0 g", "1 g", "0.5 g"])
def test_a_box_over_words_of_a_chart_that_are_drawn_as_curves_is_found(ink: str, tmp_path: Path) -> None:
    for seed in range(cases(3, 40)):
        dice = Random(seed)
        words = f"0 g {letters(dice, 90, 600, 14, 8)}"
        data = page_with([*bar_chart(dice), words, f"{ink} 86 596 90 16 re f"])
        assert [finding.severity for finding in found_in(data, tmp_path)] == ["high"]


def test_boxes_over_lines_of_words_drawn_as_curves_are_found_though_they_stand_like_bars(tmp_path: Path) -> None:
    dice = Random(3)
    words = [f"0 g {letters(dice, 90, 600 - 20 * row, 10 + row, 8)}" for row in range(4)]
    boxes = [f"0 g 86 {597 - 20 * row} {70 + 6 * row} 13 re f" for row in range(4)]
    (finding,) = found_in(page_with([*words, *boxes]), tmp_path)
    assert (finding.severity, finding.amount) == ("high", 4)


def test_one_box_over_a_curve_that_nothing_else_is_drawn_over_is_still_for_a_person(tmp_path: Path) -> None:
    line = " ".join(f"{72 + 6 * i} {400 + 30 * wave(i):.1f} {'l' if i else 'm'}" for i in range(60))
    findings = found_in(page_with([f"0 G 1 w {line} S", "0 g 150 380 80 60 re f"]), tmp_path)
    assert [finding.kind for finding in findings] == ["covered picture"]


def wave(step: int) -> float:
    return (step % 12 - 6) / 6


def test_a_box_over_a_picture_stays_a_finding_however_many_stand_in_a_row(tmp_path: Path) -> None:
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    picture, words = samples.scanned_page()
    sheet.scan(picture, jpeg=70)
    for word in words[:12]:
        sheet.fill(*samples.box_of(word), "0.6 g")
    sheet.finish()
    assert [finding.severity for finding in found_in(samples.saved(pdf), tmp_path)] == ["high"]
