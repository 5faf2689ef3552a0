"""A year or a month that is probably a slip: a warning with the line to write, and no false alarm."""

import json
from typing import Any

import pytest

from plugins.records.problems import Severity
from tests.checks.test_fixes import paste

NOW = {"NOW": "2027-01-07T12:00:00Z", "TIMEZONE": "America/New_York"}


def release(date: str, *fields: str, name: str = "a") -> str:
    return "\n".join(["---", "title: A vote", f"uid: {name}", f"date: {date}", *fields, "---", "The words.\n"])


@pytest.mark.parametrize(
    ("date", "said", "fix"),
    [
        ("2026-01-12", "a year", "date: 2027-01-12"),
        ("2026-01-11", "a year", "date: 2027-01-12"),
        ("2026-12-12", "1 month", "date: 2027-01-12"),
        ("2026-10-12 10:00", "3 months", "date: 2027-01-12"),
    ],
)
def test_a_date_long_before_an_embargo_that_is_to_come_is_pointed_at(find: Any, date: str, said: str, fix: str) -> None:
    text = release(date, "embargo: 2027-01-12T06:00-05:00")
    (found,) = find({"releases/a.md": text}, read_held=True, **NOW)
    assert (found.code, found.severity, found.line) == ("F011", Severity.WARNING, 4)
    assert f" is {said} before the embargo 2027-01-12T06:00-05:00" in found.what
    assert found.fix.endswith(f"write {fix}")
    assert find({"releases/a.md": paste(text, found)}, read_held=True, **NOW) == []


@pytest.mark.parametrize(
    ("date", "embargo"),
    [
        ("2027-01-12", "2027-01-12T06:00-05:00"),
        ("2027-01-05", "2027-01-12T06:00-05:00"),
        ("2026-12-20", "2027-01-12T06:00-05:00"),
        ("2026-03-03", "2027-01-12T06:00-05:00"),
        ("2026-08-12", "2027-01-12T06:00-05:00"),
        ("2025-12-01", "2026-12-01T06:00-05:00"),
    ],
)
def test_a_date_some_time_before_an_embargo_is_none_and_one_that_is_over_is_history(
    find: Any, date: str, embargo: str
) -> None:
    assert find({"releases/a.md": release(date, f"embargo: {embargo}")}, read_held=True, **NOW) == []


def test_a_date_of_last_year_in_a_folder_of_this_one_is_pointed_at(find: Any) -> None:
    text = release("2026-01-05")
    files = {"releases/2027/a.md": text, "releases/2027/b.md": release("2027-01-04", name="b")}
    (found,) = find(files, **NOW)
    assert (found.path, found.code, found.line) == ("releases/2027/a.md", "F011", 4)
    assert found.what == "the date 2026-01-05 is of another year than its folder, releases/2027"
    assert found.fix == "leave it if it is right; if the year is a slip, write date: 2027-01-05"
    assert find({**files, "releases/2027/a.md": paste(text, found)}, **NOW) == []


@pytest.mark.parametrize(("path", "date", "codes"), [("2027/a", "2026-01-05", ["F011"]), ("2020/a", "2019-01-05", [])])
def test_the_first_release_of_this_year_is_pointed_at_and_a_single_one_of_an_older_folder_is_not(
    find: Any, path: str, date: str, codes: list[str]
) -> None:
    assert [p.code for p in find({f"releases/{path}.md": release(date)}, **NOW)] == codes


@pytest.mark.parametrize(
    "others",
    [
        {"releases/2027/a.md": "2026-12-30"},
        {"releases/2027/a.md": "2024-01-05"},
        {"releases/a.md": "2026-01-05"},
        {"releases/vote/a.md": "2026-01-05"},
        {f"releases/2027/old-{number}.md": "2026-03-05" for number in range(3)},
    ],
)
def test_what_may_be_filed_so_on_purpose_is_left_alone(find: Any, others: dict[str, str]) -> None:
    right = {f"releases/2027/{name}.md": release("2027-01-04", name=name) for name in "bcd"}
    filed = {path: release(date, name=path[-6:-3]) for path, date in others.items()}
    assert find({**right, **filed}, **NOW) == []


def test_a_date_that_was_published_so_is_history(find: Any) -> None:
    entry = {
        "path": "releases/2027/a.md", "addresses": ["releases/2026/a/"], "first_published": "2026-01-05T05:00:00Z",
        "text": "0" * 64, "changes": 0,
    }  # fmt: skip
    files = {
        "releases/2027/a.md": release("2026-01-05"),
        "releases/2027/b.md": release("2027-01-04", name="b"),
        "ledger.json": json.dumps({"version": 1, "pages": [], "records": {"a": entry}}),
    }
    assert "F011" not in {p.code for p in find(files, **NOW)}
