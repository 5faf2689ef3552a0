"""A finding keeps its name while it is the same, and another one gets another."""

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.evidence.audit.audit import audit
from plugins.evidence.audit.names import finding_name, uncovered
from plugins.evidence.model import AuditFinding
from tests.evidence import pdf_samples as samples

FOUND = AuditFinding(12, "covered text", "high", "14 letters are covered", ((72, 500, 140, 512),), (), 14)


def test_a_name_tells_page_and_kind_and_fits_in_a_line_of_front_matter() -> None:
    assert finding_name(FOUND).startswith("page-12-covered-text-")
    assert finding_name(AuditFinding(0, "script", "review", "one script", (), (), 1)).startswith("file-script-")


def test_other_words_for_the_same_thing_keep_its_name() -> None:
    assert finding_name(replace(FOUND, reason="told in other words")) == finding_name(FOUND)


@pytest.mark.parametrize(
    "change",
    [{"page": 13}, {"severity": "review"}, {"places": ((72, 400, 140, 412),)}, {"amount": 15}, {"pages": (12, 13)}],
    ids=str,
)
def test_more_of_it_or_another_place_is_another_name(change: dict[str, object]) -> None:
    assert finding_name(replace(FOUND, **change)) != finding_name(FOUND)  # type: ignore[arg-type]


def test_a_sign_off_covers_what_it_names_and_nothing_that_was_found_later(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(samples.saved(samples.rectangle("Quillfeather")))
    signed = [finding_name(finding) for finding in audit(file)]
    assert signed and uncovered(audit(file), signed) == []
    pdf, sheet = samples.with_secret("Quillfeather")
    sheet.fill(*samples.cover_of("Quillfeather"))
    sheet.write("witness Marrowgate", y=300, ink="1 g")
    sheet.finish()
    file.write_bytes(samples.saved(pdf))
    (later,) = uncovered(audit(file), signed)
    assert later.kind == "hidden text"


def test_no_name_is_made_of_the_hidden_words(tmp_path: Path) -> None:
    names = []
    for secret in ("Quillfeather", "Quillfaether"):
        file = tmp_path / f"{secret}.pdf"
        file.write_bytes(samples.saved(samples.rectangle(secret)))
        names.append([finding_name(finding) for finding in audit(file)])
    assert names[0] == names[1]
