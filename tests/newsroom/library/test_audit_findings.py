"""What the audit found is told once for each file, with a picture, and what to do."""

import re
from pathlib import Path

from PIL import Image

from plugins.evidence.audit.names import finding_name
from plugins.newsroom.library.reading import read_library
from plugins.records.problems import Problem, Severity
from tests.conftest import ContentMaker, SettingsMaker
from tests.evidence import pdf_samples as samples

RECORD = "---\ntitle: Memo\nkind: memo\n---\n"


def problems(make_content: ContentMaker, settings: SettingsMaker, pdf: samples.Pdf | bytes) -> list[Problem]:
    content = make_content({"documents/memo/index.md": RECORD, "documents/memo/memo.pdf": samples.saved(pdf)})
    return [p for p in read_library(settings(content)).problems if p.code.startswith("D")]


def failing(*makers_and_secrets: tuple[object, str]) -> samples.Pdf:
    pdf = samples.Pdf.new()
    for make, secret in makers_and_secrets:
        pdf.pages.extend(make(secret).pages)  # type: ignore[operator]
    return pdf


def test_a_finding_names_its_page_and_a_picture_on_which_the_place_is_marked(
    make_content: ContentMaker, settings: SettingsMaker, tmp_path: Path
) -> None:
    pdf = failing((lambda _: samples.clean(), ""), (samples.rectangle, "Quillfeather"))
    (found,) = problems(make_content, settings, pdf)
    assert (found.code, found.severity) == ("D003", Severity.ERROR)
    assert found.what == "memo.pdf: on page 2, 12 letters are covered, and anyone who copies the text reads them"
    path = re.search(r"look at (\S+\.png), where the place is marked", found.fix)
    assert path is not None and path[1].endswith("findings/memo/memo-page-2.png")
    assert Image.open(Path.cwd() / path[1]).width > 500


def test_all_findings_of_a_file_are_one_problem_and_the_fix_says_how_the_rest_can_go_out(
    make_content: ContentMaker, settings: SettingsMaker
) -> None:
    pdf = failing((samples.rectangle, "Quillfeather"), (samples.white_text, "Jessamyne"), (samples.polygon, "Fold"))
    (found,) = problems(make_content, settings, pdf)
    assert [f"on page {page}, " in found.what for page in (1, 2, 3)] == [True, True, True]
    assert "memo-page-1.png, memo-page-2.png, memo-page-3.png" in found.fix
    assert "or set status: draft in this record, so that the rest can go out" in found.fix


def test_what_would_be_published_and_what_a_person_must_look_at_are_told_apart(
    make_content: ContentMaker, settings: SettingsMaker
) -> None:
    pdf = failing((samples.rectangle, "Quillfeather"), (samples.text_box, "Ingleborrow"))
    assert sorted(p.code for p in problems(make_content, settings, pdf)) == ["D003", "D004"]


def test_many_findings_are_counted_and_not_all_told(make_content: ContentMaker, settings: SettingsMaker) -> None:
    def hiding(place: str) -> samples.Pdf:
        pdf, sheet = samples.begun()
        sheet.write("witness Jessamyne", y=float(place), ink="1 g")
        sheet.finish()
        return pdf

    (found,) = problems(make_content, settings, failing(*((hiding, str(60 + 50 * page)) for page in range(9))))
    assert found.what.endswith("; and more of this on 5 other pages")
    assert "and 6 more there" in found.fix


def test_a_printers_marks_are_told_as_on_so_many_pages(make_content: ContentMaker, settings: SettingsMaker) -> None:
    from tests.evidence.audit.test_grouping import book

    (found,) = problems(make_content, settings, book(35))
    assert "on 35 pages, the first of them page 1, " in found.what


def test_files_that_are_no_pdf_are_to_be_downloaded_again_and_damaged_ones_printed_to_pdf(
    make_content: ContentMaker, settings: SettingsMaker
) -> None:
    for data, fix in (
        (b"", "download it again"),
        (b"<html>Sign in", "download it again"),
        (b"%PDF-1.7\nbroken", "print it to PDF"),
    ):
        (found,) = problems(make_content, settings, data)
        assert found.code == "D001"
        assert fix in found.fix
        assert "or set status: draft in this record, so that the rest can go out" in found.fix


def test_a_sign_off_covers_the_findings_that_it_names_and_no_others(
    make_content: ContentMaker, settings: SettingsMaker
) -> None:
    data = samples.saved(failing((samples.rectangle, "Quillfeather"), (samples.white_text, "Jessamyne")))
    file = {"documents/memo/memo.pdf": data}
    (found,) = read_library(settings(make_content({"documents/memo/index.md": RECORD, **file}))).documents
    assert found.file is not None
    names = [finding_name(finding) for finding in found.file.evidence.findings]
    left = []
    for signed in ([], names[:1], names):
        review = (
            f"audit_review:\n  by: Maria\n  date: 2010-09-01\n  reason: Seen\n  sha256: {found.file.evidence.sha256}\n"
        )
        review += f"  findings: [{', '.join(signed)}]\n" if signed else ""
        record = RECORD.replace("kind: memo\n", f"kind: memo\n{review}")
        library = read_library(settings(make_content({"documents/memo/index.md": record, **file})))
        left.append([p.what for p in library.problems if p.code == "D003"])
    assert ["on page 1, " in what for what in left[0]] == [True]
    assert ["on page 1, " in what for what in left[1]] == [False]
    assert "(Maria signed other findings on 2010-09-01)" in left[1][0]
    assert left[2] == []
