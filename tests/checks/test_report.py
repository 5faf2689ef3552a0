"""The report: sorted, whole, and openable from where the person is."""

from pathlib import Path

import pytest

from plugins.checks.report import report, shown_folder, stops
from plugins.records.problems import CATALOG, Problem, Severity, problem, summary
from tests.conftest import ContentMaker, SettingsMaker

ERROR = problem("F004", "releases/a.md", 4, "there is no field stauts here", "did you mean status?")
PUBLICATION = problem("L002", "releases/a.md", 9, "the link “soon” leads to b, which is held", "wait until it is out")
WARNING = problem("I002", "releases/b.md", 7, "the image is on another site", "save it beside this text")


def test_a_problem_says_where_what_and_how_to_fix_it() -> None:
    assert ERROR.text("content") == (
        "content/releases/a.md:4: F004 there is no field stauts here [error]\n  Fix: did you mean status?"
    )


def test_a_problem_of_no_file_names_none() -> None:
    assert problem("S001", "", 0, "x", "y").text("content") == "S001 x [error]\n  Fix: y"


def test_the_report_ends_with_a_count(make_content: ContentMaker, settings: SettingsMaker) -> None:
    text = report([ERROR, PUBLICATION, WARNING], settings(make_content({})))
    assert text.endswith("\n1 error, 1 publication problem, 1 warning.")
    assert text.count("Fix:") == 3


def test_of_many_equal_warnings_the_first_stand_for_all(make_content: ContentMaker, settings: SettingsMaker) -> None:
    many = [problem("I002", f"releases/{n:03}.md", 7, "the image is on another site", "save it") for n in range(100)]
    of = settings(make_content({}))
    text = report(sorted([*many, ERROR, PUBLICATION]), of)
    assert text.count("I002 the image") == 3
    assert "  And 97 more I002 like it: " in text and "(invoke check --all)" in text
    assert text.endswith("\n1 error, 1 publication problem, 100 warnings.")
    assert report(many, of, every=True).count("I002 the image") == 100
    assert report(many[:10], of).count("I002 the image") == 10
    assert report([ERROR] * 100, of).count("F004") == 100


def test_counts_are_said_in_good_english() -> None:
    assert summary([ERROR, ERROR, WARNING, WARNING]) == "2 errors, 2 warnings"
    assert summary([PUBLICATION] * 2) == "2 publication problems"
    assert summary([]) == ""


@pytest.mark.parametrize(
    ("problems", "preview", "publication"),
    [([], False, False), ([WARNING], False, False), ([PUBLICATION], False, True), ([WARNING, ERROR], True, True)],
)
def test_errors_stop_every_build_and_publication_problems_that_which_goes_out(
    problems: list[Problem], preview: bool, publication: bool
) -> None:
    assert stops(problems, publication=False) is preview
    assert stops(problems, publication=True) is publication


def test_an_error_in_a_draft_stops_nothing() -> None:
    assert not stops([ERROR.in_draft()], publication=True)


def test_the_folder_is_shown_as_it_can_be_opened_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    assert shown_folder(tmp_path / "site" / "content") == "content"
    assert shown_folder(tmp_path / "site") == "."
    monkeypatch.chdir(tmp_path / "other")
    assert shown_folder(tmp_path / "site" / "content") == f"{tmp_path}/site/content"


def test_problems_sort_by_file_then_line() -> None:
    assert sorted([WARNING, PUBLICATION, ERROR]) == [ERROR, PUBLICATION, WARNING]


def test_publication_problems_and_warnings_are_the_closed_lists_of_the_design() -> None:
    by_severity = {s: {code for code, kind in CATALOG.items() if kind.severity is s} for s in Severity}
    half_written = {"T003", "T004", "T006", "T009", "T010", "I004"}
    assert by_severity[Severity.PUBLICATION] == half_written | {
        "C010", "D004", "H001", "H002", "H005", "L002", "L006", "Q001", "R005", "R007", "R022", "S002",
    }  # fmt: skip
    assert by_severity[Severity.WARNING] == {
        "B004", "C006", "C008", "C011", "F011", "F012", "I002", "I005", "I006", "L007", "L008", "L009", "Q002", "Q004",
        "R012", "R014", "R015", "R016", "R021", "R023", "T001", "T005", "T007", "T008", "T011", "T012", "V002",
    }  # fmt: skip
