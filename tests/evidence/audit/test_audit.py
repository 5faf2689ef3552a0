"""The audit finds each known failure of a redaction, and nothing on pages that only look like one."""

import pickle
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from plugins.evidence.audit.audit import AuditError, audit, examine
from tests.evidence import pdf_samples
from tests.evidence.pdf_samples import CLEAN, FAILURES, Failure, saved

FILINGS = Path(__file__).parents[4] / "shared/corpora/court-filings"
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
"""Raised digits are read as such: here, as the library writes them."""


def _written(folder: Path, data: bytes) -> Path:
    file = folder / "sample.pdf"
    file.write_bytes(data)
    return file


def _failing(folder: Path, failure: Failure) -> Path:
    return _written(folder, saved(failure.make(failure.secret)))


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.make.__name__)
def test_a_failed_redaction_is_found_on_its_page(failure, tmp_path):
    found = {(finding.kind, finding.severity, finding.page) for finding in audit(_failing(tmp_path, failure))}
    assert (failure.kind, failure.severity, failure.page) in found


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.make.__name__)
def test_no_reason_and_no_visible_text_has_the_word_that_was_hidden(failure, tmp_path):
    examination = examine(_failing(tmp_path, failure))
    told = " ".join([*(f"{finding.kind} {finding.reason}" for finding in examination.findings), *examination.texts])
    pieces = {failure.secret[start : start + 5] for start in range(len(failure.secret) - 4)}
    assert not [piece for piece in pieces if piece in told]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.make.__name__)
def test_the_words_beside_the_hidden_one_stay_in_the_visible_text(failure, tmp_path):
    file = _failing(tmp_path, failure)
    (whole,) = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]
    (seen,) = examine(file).texts
    assert ("sheriff of" in " ".join(seen.split())) == ("sheriff" in whole)


@pytest.mark.parametrize("make", CLEAN, ids=lambda make: make.__name__)
def test_a_page_that_only_looks_like_a_failure_gives_no_finding(make, tmp_path):
    assert audit(_written(tmp_path, saved(make()))) == ()


def test_findings_come_in_the_order_of_pages_and_can_be_sent_between_processes(tmp_path):
    pdf = pikepdf.Pdf.new()
    for failure in (FAILURES[0], pdf_samples.Failure(pdf_samples.white_text, "Jessamyne", "hidden text")):
        pdf.pages.extend(failure.make(failure.secret).pages)
    examination = examine(_written(tmp_path, saved(pdf)))
    assert [finding.page for finding in examination.findings] == [1, 2]
    assert pickle.loads(pickle.dumps(examination)) == examination


def test_text_that_a_crop_cuts_off_is_high_and_a_line_too_long_for_its_sheet_is_for_review(tmp_path):
    pdf, sheet = pdf_samples.begun()
    sheet.write("a very long line of a program, " * 4, y=400)
    sheet.finish()
    (finding,) = audit(_written(tmp_path, saved(pdf)))
    assert (finding.kind, finding.severity) == ("text off the page", "review")


def test_one_stray_letter_is_for_review(tmp_path):
    (finding,) = audit(_written(tmp_path, saved(pdf_samples.white_text(""))))
    assert finding.severity == "high"
    pdf, sheet = pdf_samples.begun()
    sheet.write("a", y=400, ink="1 g")
    sheet.finish()
    (finding,) = audit(_written(tmp_path, saved(pdf)))
    assert finding.severity == "review"


def test_a_file_that_is_locked_or_no_pdf_says_so(tmp_path):
    locked = saved(pdf_samples.clean(), encryption=pikepdf.Encryption(owner="b", user="a"))
    with pytest.raises(AuditError, match="locked with a password"):
        audit(_written(tmp_path, locked))
    with pytest.raises(AuditError, match="not a PDF"):
        audit(_written(tmp_path, b"<html>" * 100))


def test_a_file_that_opens_without_a_password_is_examined(tmp_path):
    open_to_all = saved(pdf_samples.rectangle("Quillfeather"), encryption=pikepdf.Encryption(owner="b", user=""))
    assert [finding.kind for finding in audit(_written(tmp_path, open_to_all))] == ["covered text"]


@pytest.mark.skipif(not FILINGS.is_dir(), reason="the court filings are not beside the project")
@pytest.mark.parametrize("file", sorted(FILINGS.glob("*.pdf")), ids=lambda file: file.stem)
def test_no_real_court_filing_raises_a_false_alarm(file):
    examination = examine(file)
    assert [finding for finding in examination.findings if finding.severity == "high"] == []
    document = pypdfium2.PdfDocument(file)
    for page, text in zip(document, examination.texts, strict=True):
        whole = page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\x02", "-\n")
        assert text.translate(LOWERED).replace("_", "").split() == whole.replace("_", "").split()
