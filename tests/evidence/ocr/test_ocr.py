"""Text that a machine reads from scans, and the file beside the PDF that keeps it."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from plugins.evidence.ingest.ingest import ingest
from plugins.evidence.model import Evidence, PdfError
from plugins.evidence.ocr import ocr as ocr_module
from plugins.evidence.ocr.ocr import OcrError, languages_of, ocr, what_is_missing
from plugins.evidence.text.sidecar import SidecarError, read_sidecar, sections, sidecar_of, write_sidecar
from plugins.requirements import install_line
from tests.depth import cases
from tests.evidence import pdf_samples as samples
from tests.evidence.ingest.test_ingest import put, scans, typed

SUM = "a" * 64
LETTER = (
    "Dear Sheriff, we ask in writing whether the county takes",
    "part in the program, since when, and who decided it.",
    "Please name every agreement, letter and invoice from 2008",
    "to 2010, and the officer who keeps them. Bring the minutes",
    "of both hearings, with the questions that the board put.",
)
"""Invented, as are all words of these samples."""

needs_tesseract = pytest.mark.skipif(
    what_is_missing(("eng", "spa")) is not None, reason=str(what_is_missing(("eng", "spa")))
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def evidence(file: Path, cache: Path, **options: Any) -> Evidence:
    found = ingest([file], cache, **options)[file]
    assert isinstance(found, Evidence), found
    return found


def stamped_scan() -> bytes:
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    sheet.scan(samples.scanned_page()[0])
    sheet.write("Case 1:10-cv-03488 Document 12 Filed 10/05/10 Page 1 of 1", y=778, size=9)
    sheet.finish()
    return samples.saved(pdf)


# The form of the sidecar


def test_each_page_is_a_section_and_a_row_that_was_passed_over_stands_for_all_its_pages() -> None:
    text = "[OCR skipped on page(s) 1-3]\fRead words\r\n\f[skipped page]\f[OCR skipped on page(s) 6]\flast\f"
    assert sections(text, 7) == ["", "", "", "Read words", "", "", "last"]


def test_a_page_that_was_given_up_is_not_one_that_was_passed_over_or_is_empty() -> None:
    text = "[OCR skipped on page(s) 1-2]\f[skipped page]\f[OCR skipped on page(s) 4]\f\f"
    assert sections(text, 5, given_up="late") == ["", "", "late", "", ""]


def test_a_mark_of_a_skipped_page_inside_its_words_is_text() -> None:
    assert sections("He wrote: [skipped page] and left.", 1) == ["He wrote: [skipped page] and left."]


@pytest.mark.parametrize("third", ["Third", ""])
def test_what_is_written_is_read_back_for_the_same_pdf_alone(third: str) -> None:
    texts = ["First\n\npage", "", third]
    data = write_sidecar(texts, SUM)
    assert read_sidecar(data, "a.txt", sha256=SUM, pages=3) == texts
    with pytest.raises(SidecarError, match="another version of the PDF"):
        read_sidecar(data, "a.txt", sha256="b" * 64, pages=3)


@pytest.mark.parametrize(
    ("data", "words"), [(b"one\ftwo", "text of 2 pages, and the PDF has 3"), (b"\xff\xfe", "not UTF-8")]
)
def test_a_sidecar_that_cannot_be_that_of_the_pdf_says_why(data: bytes, words: str) -> None:
    with pytest.raises(SidecarError, match=words):
        read_sidecar(data, "a.txt", sha256=SUM, pages=3)


def test_control_characters_do_not_get_in() -> None:
    assert sections("a\x00b\x1b[31mc\x85d", 1) == ["ab[31mc\nd"]


# A build takes it up


def test_a_scan_takes_its_text_from_beside_the_pdf_and_loses_it_with_it(tmp_path: Path, cache: Path) -> None:
    file = put(tmp_path, "memo.pdf", scans(2))
    assert [page.kind for page in evidence(file, cache).pages] == ["scan", "scan"]
    put(tmp_path, "memo.txt", b"What the first page says.\n\f[skipped page]")
    first, second = evidence(file, cache).pages
    assert (first.kind, first.text) == ("ocr", "What the first page says.")
    assert (second.kind, second.text) == ("scan", "")
    assert first.sha256 != second.sha256
    assert [page.kind for page in evidence(file, cache, sidecars=False).pages] == ["scan", "scan"]
    sidecar_of(file).unlink()
    assert [page.kind for page in evidence(file, cache).pages] == ["scan", "scan"]


def test_a_stamp_stays_above_the_text_of_its_scan(tmp_path: Path, cache: Path) -> None:
    file = put(tmp_path, "order.pdf", stamped_scan())
    stamp = evidence(file, cache).pages[0]
    assert stamp.kind == "stamp"
    put(tmp_path, "order.txt", b"It is so ordered.")
    page = evidence(file, cache).pages[0]
    assert page.kind == "ocr"
    assert page.text == f"{stamp.text}\nIt is so ordered."


def test_typed_pages_keep_their_own_text(tmp_path: Path, cache: Path) -> None:
    file = put(tmp_path, "letter.pdf", typed("The words of the page."))
    put(tmp_path, "letter.txt", b"Other words.")
    page = evidence(file, cache).pages[0]
    assert (page.kind, page.text) == ("text", "The words of the page.")


def test_a_sidecar_of_another_document_is_a_problem_of_that_file(tmp_path: Path, cache: Path) -> None:
    file = put(tmp_path, "memo.pdf", scans(1))
    put(tmp_path, "memo.txt", b"one\ftwo\fthree")
    found = ingest([file], cache)[file]
    assert isinstance(found, PdfError)
    assert str(found) == "memo.txt has the text of 3 pages, and the PDF has 1: run `invoke ocr` again"


# The command


@needs_tesseract
def test_scans_and_stamped_scans_are_read_and_kept_beside_the_pdf(tmp_path: Path, cache: Path) -> None:
    file = put(tmp_path, "order.pdf", stamped_scan())
    reading = ocr(file, ("eng",), cache=cache)
    assert (reading.pages, reading.unread, reading.is_new) == ((1,), (), True)
    assert reading.sidecar == tmp_path / "order.txt"
    page = evidence(file, cache).pages[0]
    assert page.kind == "ocr"
    assert "the first of September" in page.text
    assert page.text.count("10-cv-03488") == 1
    assert not ocr(file, ("eng",), cache=cache).is_new


@needs_tesseract
def test_pages_that_were_scanned_sideways_are_turned_for_the_reading_and_stay_as_they_are(
    tmp_path: Path, cache: Path
) -> None:
    pdf = samples.Pdf.new()
    picture, _ = samples.scanned_page((*samples.OPEN_WORDS, *LETTER) * 3, 22)
    turns = (90, 180, 270)[: cases(1, 3)]
    for turn in turns:
        sheet = samples.Sheet(pdf)
        width, height = (samples.WIDTH, samples.HEIGHT) if turn == 180 else (samples.HEIGHT, samples.WIDTH)
        sheet.place(picture.rotate(turn, expand=True), 0, 0, width, height)
        sheet.finish((0, 0, width, height))
    file = put(tmp_path, "sideways.pdf", samples.saved(pdf))
    before = evidence(file, cache)
    assert ocr(file, ("eng",), cache=cache).pages == tuple(range(1, len(turns) + 1))
    after = evidence(file, cache)
    assert after.published == before.published
    assert [page.image for page in after.pages] == [page.image for page in before.pages]
    for page in after.pages:
        assert page.text.count(LETTER[0]) == 3


@needs_tesseract
def test_only_pages_that_need_it_are_read(tmp_path: Path, cache: Path) -> None:
    pdf = samples.Pdf.new()
    for is_scan in (False, True, False):
        sheet = samples.Sheet(pdf)
        if is_scan:
            sheet.scan(samples.scanned_page()[0])
        else:
            sheet.write_openly()
        sheet.finish()
    file = put(tmp_path, "mixed.pdf", samples.saved(pdf))
    assert ocr(file, languages_of("es"), cache=cache).pages == (2,)
    kinds = [page.kind for page in evidence(file, cache).pages]
    assert kinds == ["text", "ocr", "text"]


@needs_tesseract
def test_a_page_whose_words_were_whited_over_is_read_anew_and_the_finding_stays(tmp_path: Path, cache: Path) -> None:
    file = put(tmp_path, "whited.pdf", samples.saved(samples.scan_whited_after_ocr("Ullathorne")))
    before = evidence(file, cache)
    assert ocr(file, ("eng",), cache=cache).pages == (1,)
    after = evidence(file, cache)
    assert (before.pages[0].text, after.pages[0].kind) == ("", "ocr")
    assert "memorandum of the field office" in after.pages[0].text and "Ullathorne" not in after.pages[0].text
    assert [found.severity for found in after.findings] == ["high"]


@needs_tesseract
def test_a_page_that_takes_too_long_is_named_and_stays_a_scan(tmp_path: Path, cache: Path) -> None:
    file = put(tmp_path, "memo.pdf", scans(1))
    reading = ocr(file, ("eng",), cache=cache, page_seconds=0.01)
    assert (reading.pages, reading.unread, reading.slow) == ((), (), (1,))
    assert evidence(file, cache).pages[0].kind == "scan"
    assert b"skipped" not in sidecar_of(file).read_bytes()


@needs_tesseract
def test_a_page_on_which_nothing_can_be_read_took_not_too_long(tmp_path: Path, cache: Path) -> None:
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    picture = samples.Image.new("L", (samples.WIDTH * 2, samples.HEIGHT * 2), 255)
    samples.ImageDraw.Draw(picture).rectangle((300, 300, 900, 1200), fill=90)
    sheet.scan(picture)
    sheet.finish()
    reading = ocr(put(tmp_path, "photo.pdf", samples.saved(pdf)), ("eng",), cache=cache)
    assert (reading.pages, reading.unread, reading.slow) == ((), (1,), ())


def test_a_document_without_scans_needs_no_tesseract(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr_module.shutil, "which", lambda name: None)
    file = put(tmp_path, "letter.pdf", typed("Words."))
    assert ocr(file, ("eng",), cache=cache).sidecar is None
    assert not sidecar_of(file).exists()


def test_without_tesseract_one_line_says_what_to_install(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr_module, "_ocrmypdf", lambda: "/usr/bin/ocrmypdf")
    monkeypatch.setattr(ocr_module.shutil, "which", lambda name: None)
    file = put(tmp_path, "memo.pdf", scans(1))
    with pytest.raises(OcrError) as caught:
        ocr(file, ("eng", "spa"), cache=cache)
    assert str(caught.value) == (
        "OCR needs tesseract: on Debian and Ubuntu, "
        "run `apt install tesseract-ocr tesseract-ocr-spa tesseract-ocr-osd`, then this command again"
    )


def test_a_language_that_tesseract_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = subprocess.CompletedProcess(
        [], 0, stdout='List of available languages in "/x/" (2):\neng\nosd\n', stderr=""
    )
    monkeypatch.setattr(ocr_module, "_ocrmypdf", lambda: "/usr/bin/ocrmypdf")
    monkeypatch.setattr(ocr_module.shutil, "which", lambda name: "/usr/bin/tesseract")
    monkeypatch.setattr(ocr_module.subprocess, "run", lambda *a, **k: listed)
    assert what_is_missing(("eng",)) is None
    assert "apt install tesseract-ocr-spa`" in str(what_is_missing(("eng", "spa")))
    listed.stdout = listed.stdout.replace("osd\n", "spa\n")
    assert "apt install tesseract-ocr-osd`" in str(what_is_missing(("eng", "spa")))


def test_without_ocrmypdf_the_line_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_module, "_ocrmypdf", lambda: None)
    assert f"run `{install_line('requirements-ocr.txt')}`, then" in str(what_is_missing(("eng",)))


@pytest.mark.parametrize(
    ("language", "names"), [("en", ("eng",)), ("es-MX", ("eng", "spa")), (None, ("eng", "spa")), ("fr", ("eng", "spa"))]
)
def test_spanish_papers_are_read_with_english_too(language: str | None, names: tuple[str, ...]) -> None:
    assert languages_of(language) == names


def test_a_command_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    with pytest.raises(OcrError, match="more than 1 seconds"):
        ocr_module._run(["sh", "-c", "sleep 60 & sleep 60"], tmp_path, 1)
