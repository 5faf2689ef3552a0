"""A line in the text that says from when it may be used: nothing goes out before its hour."""

from typing import Any

import pytest

from plugins.newsroom.library.reading import read_library, window_of_content
from plugins.records.problems import Severity
from tests.checks.test_fixes import applied, paste
from tests.checks.test_mistakes import A
from tests.conftest import ContentMaker, SettingsMaker

NOW = "2026-12-03T12:00:00Z"
EASTERN = {"NOW": NOW, "TIMEZONE": "America/New_York"}
AT_SIX = "embargo: 2026-12-08T06:00-05:00"


def release(line: str, *fields: str, date: str = "2026-12-03", head: str = "") -> str:
    """The line of the text is the 8th of the file, plus one for each field."""
    return "\n".join(
        ["---", "title: A vote", f"date: {date}", "uid: a", *fields, "---", head, line, "", "The county voted.\n"]
    )


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("EMBARGOED UNTIL TUESDAY, DEC. 8, 6 A.M. ET", "delete the line, and below line 1, add " + AT_SIX),
        ("**EMBARGOED UNTIL TUESDAY, DEC. 8, 2026, 3 A.M. PT**", "delete the line, and below line 1, add " + AT_SIX),
        ("# NOT FOR PUBLICATION BEFORE 6:00 a.m. EST, December 8", "delete the line, and below line 1, add " + AT_SIX),
        ("<p>Hold for release: Tues., Dec. 8, 6am Eastern</p>", "delete the line, and below line 1, add " + AT_SIX),
        ("EMBARGOED UNTIL\n\nTuesday, December 8\\\n6 a.m. ET", "delete the line, and below line 1, add " + AT_SIX),
        (
            "EMBARGADO HASTA EL MARTES 8 DE DICIEMBRE, 6 A. M. HORA DEL ESTE",
            "delete the line, and below line 1, add " + AT_SIX,
        ),
        (
            "No publicar antes del martes 8 de diciembre de 2026, 6 a.m.",
            "delete the line, and if it is the hour of America/New_York, below line 1, add " + AT_SIX,
        ),
        ("EMBARGOED UNTIL DEC. 8", "delete the line, and with the right hour, below line 1, add " + AT_SIX),
        ("For release: December 8, 2026", "delete the line, and with the right hour, below line 1, add " + AT_SIX),
        ("EMBARGOED", "delete the line; if it must wait, put its moment into the fields, as in"),
        ("- HOLD FOR RELEASE", "delete the line; if it must wait, put its moment into the fields, as in"),
        ("EMBARGOED UNTIL FURTHER NOTICE", "delete the line; if it must wait, put its moment into the fields, as in"),
    ],
)
def test_a_promise_that_the_page_would_break_blocks_publication(find: Any, line: str, fix: str) -> None:
    files = {A: release(line)}
    (found,) = find(files, **EASTERN)
    assert (found.code, found.severity, found.line) == ("R022", Severity.PUBLICATION, 7)
    assert found.what.endswith("and its page would be public at once")
    assert found.fix.startswith(fix)
    better = paste(files[A], found)
    if better is not None:
        after = find({A: better}, read_held=True, **EASTERN)
        assert [p.code for p in after] in (["R023"], []), "it is held, and the line is still in the text"
        assert "delete the line" in "".join(p.fix for p in after) or "release" in line
        assert find({A: better}, **EASTERN) == []


def test_a_promise_beyond_the_embargo_gives_the_line_in_its_place(find: Any) -> None:
    files = {A: release("EMBARGOED UNTIL DEC. 8, 9 A.M. ET", AT_SIX)}
    (found,) = find(files, read_held=True, **EASTERN)
    assert (found.code, found.line) == ("R022", 8)
    assert found.what.endswith("its page would be public from Tuesday, December 8, 2026, 6:00 a.m. (America/New_York)")
    assert found.fix == "delete the line, and in place of line 5, write embargo: 2026-12-08T09:00-05:00"
    _, left = applied(find, files, A, read_held=True, **EASTERN)
    assert [p.code for p in left] == ["R023"]


@pytest.mark.parametrize(
    ("line", "fields", "date", "what"),
    [
        ("EMBARGOED UNTIL DEC. 8, 6 A.M. ET", (AT_SIX,), "2026-12-03", "once it is public"),
        ("EMBARGOED", (AT_SIX,), "2026-12-03", "once it is public"),
        ("EMBARGOED UNTIL DEC. 7, 6 A.M. ET", (AT_SIX,), "2026-12-03", "the release is held until Tuesday"),
        ("FOR IMMEDIATE RELEASE", (AT_SIX,), "2026-12-03", "the release is embargoed until Tuesday"),
        ("PARA PUBLICACIÓN INMEDIATA", (AT_SIX,), "2026-12-03", "the release is embargoed until Tuesday"),
        ("EMBARGOED UNTIL 6 A.M. ET, DECEMBER 1, 2026", (), "2026-12-01", "which is public"),
        ("EMBARGOED UNTIL SEPT. 1", (), "2010-09-01", "which is public"),
        ("EMBARGOED", (), "2010-09-01", "which is public"),
    ],
)
def test_a_line_that_the_page_contradicts_or_does_not_need_is_a_warning(
    find: Any, line: str, fields: tuple[str, ...], date: str, what: str
) -> None:
    files = {A: release(line, *fields, date=date)}
    (found,) = find(files, read_held=True, **EASTERN)
    assert (found.code, found.severity, found.line) == ("R023", Severity.WARNING, 7 + len(fields))
    assert what in found.what
    assert found.fix.startswith("delete the line")
    assert find({A: files[A].replace(line, "")}, read_held=True, **EASTERN) == []


@pytest.mark.parametrize(
    "line",
    [
        "FOR IMMEDIATE RELEASE",
        "For release: December 3, 2026",
        "Embargo: 60 years of harm",
        "## The embargo",
        "> EMBARGOED UNTIL TUESDAY, DEC. 8, 6 A.M. ET",
        "```\nEMBARGOED UNTIL TUESDAY, DEC. 8, 6 A.M. ET\n```",
        "<!-- import: a line.\nEMBARGOED UNTIL TUESDAY, DEC. 8, 6 A.M. ET\n-->",
        "The sheriff kept the memo, which his office would hold and which was marked\n"
        "not for release before December 8, for two years.",
        "The agency said that the report was embargoed until December 8.",
        "Hold the county to its word.",
    ],
)
def test_other_lines_are_left_alone(find: Any, line: str) -> None:
    assert find({A: release(line)}, **EASTERN) == []


def test_a_translation_that_waits_with_its_original_keeps_the_promise(find: Any) -> None:
    line = "EMBARGADO HASTA EL 8 DE DICIEMBRE, 6 A.M. HORA DEL ESTE"
    files = {
        A: release("", AT_SIX, "lang: en"),
        "releases/2010/a.es.md": release(line, "lang: es", "translation: true").replace("uid: a", "uid: es"),
    }
    (found,) = find(files, read_held=True, **EASTERN)
    assert (found.path, found.code) == ("releases/2010/a.es.md", "R023")


def test_a_draft_is_told_and_blocks_nothing(find: Any) -> None:
    (found,) = find({A: release("EMBARGOED UNTIL DEC. 8, 6 A.M. ET", "status: draft")}, read_held=True, **EASTERN)
    assert (found.code, found.severity) == ("R022", Severity.WARNING)


def test_what_a_line_promises_is_looked_at_again_once_its_moment_is_over(
    make_content: ContentMaker, settings: SettingsMaker
) -> None:
    content = make_content({A: release("EMBARGOED UNTIL DEC. 8, 6 A.M. ET")})
    given = settings(content, **EASTERN)
    assert read_library(given).window[1].isoformat() == "2026-12-08T11:00:00+00:00"
    assert window_of_content(given)[1].isoformat() == "2026-12-08T11:00:00+00:00"


@pytest.mark.parametrize("year", ["0001", "9998", "9999"])
def test_a_year_that_no_calendar_has_is_no_traceback(find: Any, year: str) -> None:
    line = f"EMBARGOED UNTIL DECEMBER 31, {year}, 11 P.M. PT"
    assert all(p.fix for p in find({A: release(line, date=f"{year}-12-31")}, read_held=True, **EASTERN))
    assert all(p.fix for p in find({A: release(line)}, read_held=True, **EASTERN))


@pytest.mark.parametrize(("name", "line"), [("title", 2), ("subtitle", 5)])
def test_a_promise_in_the_headline_counts_as_much(find: Any, name: str, line: int) -> None:
    words = f"{name}: 'EMBARGOED UNTIL DEC. 8, 6 A.M. ET: County votes'"
    text = release("").replace("title: A vote", words) if name == "title" else release("", words)
    (found,) = find({A: text}, **EASTERN)
    assert (found.code, found.line) == ("R022", line)
    assert found.what.startswith(f"the {name} says")
    assert found.fix == f"remove the embargo from the {name}, and below line 1, add {AT_SIX}"
    better = paste(text, found)
    assert find({A: better}, **EASTERN) == []


def test_a_headline_that_is_embargoed_without_a_day_waits_for_one(find: Any) -> None:
    (found,) = find({A: release("").replace("A vote", "'EMBARGOED: A vote'")}, **EASTERN)
    assert (found.code, found.line) == ("R022", 2)
    assert found.fix.startswith("remove the embargo from the title; if it must wait, put its moment into the fields")


@pytest.mark.parametrize("title", ["Embargo lifts Tuesday", "Embargo on arms ends Dec. 8", "No release before trial"])
def test_a_headline_about_an_embargo_is_none(find: Any, title: str) -> None:
    assert find({A: release("").replace("A vote", title)}, **EASTERN) == []
