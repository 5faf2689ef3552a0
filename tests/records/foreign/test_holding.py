"""What other programs call the fields that hold an item holds it here too, and its author is told the line to write."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.records.reading import Reading, State, read_record
from plugins.records.rules import Rules
from plugins.records.sources import SourceFile


def read(folder: Path, fields: str, *, path: str = "releases/a.md", extra: frozenset[str] = frozenset()) -> Reading:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\ntitle: A\ndate: 2010-09-01\n{fields}\n---\nWords.\n")
    now = datetime(2010, 10, 1, tzinfo=UTC)
    rules = Rules(now=now, zone=ZoneInfo("America/New_York"), lang="en", extra_fields=extra)
    return read_record(folder, SourceFile(path, path.partition("s/")[0]), rules)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ("published: false", "write status: draft"),
        ("Published: no", "write status: draft"),
        ("private: true", "write status: draft"),
        ("draft: true", "write status: draft"),
        ("draft: yes", "write status: draft"),
        ("hidden: true", "write status: draft"),
        ("unlisted: 'true'", "write status: draft"),
        ("visible: false", "write status: draft"),
        ("password: secret", "write status: draft"),
        ("status: hidden", "write status: draft"),
        ("status: Private", "write status: draft"),
        ("status: scheduled", "write status: draft"),
        ("publishDate: 2027-01-01", "write date: 2027-01-01"),
        ("publish_date: 2027-01-01 10:00", "write date: 2027-01-01 10:00"),
        ("publishDate: 2027-01-01T10:00-07:00", "write embargo: 2027-01-01T10:00-07:00"),
        ("embargo_until: 2027-01-01T10:00Z", "write embargo: 2027-01-01T10:00Z"),
        ("published: 2027-01-01", "write date: 2027-01-01"),
        ("pubDate: soon", "give the day instead, as in date: 2010-09-01"),
        ("draft: false", "write status: published"),
        ("published: true", "write status: published"),
    ],
)
def test_anothers_word_for_holding_holds_and_gives_the_line_to_write(tmp_path: Path, fields: str, line: str) -> None:
    reading = read(tmp_path, fields)
    assert reading.state is not State.SEEN
    [problem] = reading.problems
    assert problem.line == 4
    assert problem.fix.startswith(line) or problem.fix.endswith(f"delete this line, and in place of line 3, {line}")


def test_a_day_that_the_date_gives_already_is_deleted(tmp_path: Path) -> None:
    fix = read(tmp_path, "publish date: 2010-09-02").problems[0].fix
    assert fix == "if it goes out then, delete this line, and in place of line 3, write date: 2010-09-02"
    [same] = read(tmp_path, "publish date: 2010-09-01").problems
    assert same.fix == "delete the line"


def test_an_embargo_is_offered_to_any_record(tmp_path: Path) -> None:
    reading = read(tmp_path, "publishDate: 2027-01-01T10:00Z", path="pages/a.md")
    assert [p.fix.partition(" in the")[0] for p in reading.problems] == ["write embargo: 2027-01-01T10:00Z"]


@pytest.mark.parametrize(
    "name", ["draft", "published", "private", "hidden", "publishdate", "publish_date", "stauts", "drafts", "embargos"]
)
def test_no_setting_lets_a_field_through_that_may_mean_to_hold(tmp_path: Path, name: str) -> None:
    reading = read(tmp_path, f"{name}: 2027-01-01", extra=frozenset({name}))
    assert reading.state is not State.SEEN
    assert "EXTRA_FIELDS" not in reading.problems[0].fix


@pytest.mark.parametrize("name", ["image", "license", "updated", "layout", "template", "state"])
def test_other_fields_pass_as_before(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f"{name}: x", extra=frozenset({name})).state is State.SEEN


@pytest.mark.parametrize(
    ("date", "embargo", "holds"),
    [
        ("2025-05-02", "2025-05-01T22:30-07:00", True),  # 01:30 on the 2nd where the site is at home
        ("2025-05-02", "2025-05-02T00:30+05:00", False),  # still the 1st there
        ("2025-05-02", "2025-05-02T00:00-04:00", True),
        ("2025-05-02", "2025-05-01T23:59-04:00", False),
        ("2025-05-02 10:00", "2025-05-02T09:00-04:00", False),
        ("2025-05-02T10:00+02:00", "2025-05-02T04:00-04:00", True),
    ],
)
def test_an_embargo_and_a_date_are_compared_as_moments(tmp_path: Path, date: str, embargo: str, holds: bool) -> None:
    reading = read(tmp_path, f"embargo: {embargo}".replace("date: 2010-09-01", ""))
    file = tmp_path / "releases/a.md"
    file.write_text(f"---\ntitle: A\ndate: {date}\nembargo: {embargo}\n---\nWords.\n")
    rules = Rules(
        now=datetime(2025, 4, 1, tzinfo=UTC), zone=ZoneInfo("America/New_York"), lang="en", extra_fields=frozenset()
    )
    reading = read_record(tmp_path, SourceFile("releases/a.md", "release"), rules)
    assert [p.code for p in reading.problems if p.code != "F011"] == ([] if holds else ["R002"])
    assert reading.state is (State.HELD if holds else State.FAULTY)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("modified: 2010-09-01T01:00+02:00", "R010"),  # the 31st of August in New York
        ("modified: 2010-08-31T23:30-07:00", ""),  # the 1st there
        ("modified: 2010-09-01", ""),
    ],
)
def test_a_change_before_the_date_is_told_by_the_days_of_the_sites_zone(tmp_path: Path, fields: str, code: str) -> None:
    assert [p.code for p in read(tmp_path, fields).problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("fields", "line", "meant"),
    [
        ("embargo: 2062-09-05T10:00-04:00", 4, ""),
        ("modified: 2062-09-05", 4, ""),
        ("embargo: 2001-09-05T10:00-04:00", 4, None),
        ("withdrawn: {date: 0201-09-05, reason: x}\nstatus: withdrawn", 4, ""),
        ("coverage: [{title: A, url: 'https://x.example/', date: 1010-09-02}]", 4, "write date: 2010-09-02"),
        ("changes: [{date: 2019-09-02, note: x}]", 4, "write date: 2010-09-02"),
    ],
)
def test_a_date_far_ahead_or_long_past_is_a_warning(tmp_path: Path, fields: str, line: int, meant: str | None) -> None:
    reading = read(tmp_path, fields)
    if meant is None:
        assert [p.code for p in reading.problems] == ["R002"]
        return
    assert [(p.code, p.severity.value, p.line) for p in reading.problems] == [("R012", "warning", line)]
    assert reading.problems[0].fix.endswith(meant)


@pytest.mark.parametrize(
    ("date", "now", "meant"),
    [("2062-05-01", 2026, "2026-05-01"), ("0206-05-01", 2026, "2006-05-01"), ("2206-05-01", 2026, "2026-05-01")],
)
def test_the_year_that_was_probably_meant_is_named(tmp_path: Path, date: str, now: int, meant: str) -> None:
    file = tmp_path / "releases/a.md"
    file.parent.mkdir()
    file.write_text(f"---\ntitle: A\ndate: {date}\n---\n")
    rules = Rules(now=datetime(now, 6, 1, tzinfo=UTC), zone=ZoneInfo("UTC"), lang="en", extra_fields=frozenset())
    [problem] = read_record(tmp_path, SourceFile("releases/a.md", "release"), rules).problems
    assert problem.what.startswith(f"date {date} is ")
    assert problem.fix == f"leave it if it is right, or write date: {meant}"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("releases/drafts/q.md", "release"),
        ("releases/_drafts/u.md", "release"),
        ("releases/2010/Drafts/deep/q.md", "release"),
        ("cases/_drafts/c.md", "case"),
        ("documents/drafts/memo/index.md", "document"),
        ("documents/memo/_drafts/index.md", "document"),
        ("documents/drafts/index.md", "document"),
        ("pages/drafts/p.md", "page"),
    ],
)
def test_a_folder_of_drafts_holds_what_is_in_it(tmp_path: Path, path: str, kind: str) -> None:
    from plugins.records.sources import find_sources

    own = {"document": "kind: memo", "case": "summary: B"}.get(kind, "status: published")
    assert read(tmp_path, own, path=path).state is State.HELD
    found = find_sources(tmp_path)
    assert [(source.path, source.kind) for source in found.records] == [(path, kind)]
    assert found.problems == ()


def test_what_is_wrong_in_a_folder_of_drafts_stops_nothing(tmp_path: Path) -> None:
    reading = read(tmp_path, "foo: x\nstatus: what", path="releases/drafts/q.md")
    assert {p.severity.value for p in reading.problems} == {"warning"}


@pytest.mark.parametrize("path", ["releases/drafting/q.md", "releases/drafts.md", "releases/2010/my-drafts/q.md"])
def test_other_names_hold_nothing(tmp_path: Path, path: str) -> None:
    assert read(tmp_path, "", path=path).state is State.SEEN
