# ruff: noqa: E501  (tables: one slip, one row)
"""A fix that changes a line gives the whole line to write, and that line, pasted, works: each is applied here, and
the content is read again, until nothing is left that a line would fix."""

from typing import Any

import pytest

from plugins.records.fixes import pasted
from plugins.records.problems import Problem, Severity
from tests.checks.test_mistakes import MISTAKES, A, Mistake, release
from tests.conftest import Files

MOST_ROUNDS = 8
AUTUMN = "2026-11-01T12:00:00Z"


def paste(text: str, found: Problem) -> str | None:
    """The file with the fix applied as an editor would, or nothing if it changes no line."""
    paste = pasted(found.fix, found.line)
    if paste is None:
        return None
    lines = text.split("\n")
    lines[paste.first - 1 : paste.last] = [paste.line]
    return "\n".join(lines)


def applied(find: Any, files: Files, path: str, **given: Any) -> tuple[Files, list[Problem]]:
    """All the fixes that are lines of one file, one round after another."""
    for _ in range(MOST_ROUNDS):
        problems = find(files, **given)
        for found in reversed([p for p in problems if p.path == path]):
            text = files[path]
            if isinstance(text, str) and (better := paste(text, found)) is not None:
                files = {**files, path: better}
                break
        else:
            return files, problems
    raise AssertionError("its fixes never end:\n" + "\n".join(p.text("content") for p in problems))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name.replace(" ", "_"))
def test_the_line_that_a_fix_gives_works_when_it_is_pasted(find: Any, mistake: Mistake) -> None:
    (found, *_) = [p for p in find(mistake.files) if p.path == mistake.path]
    text = mistake.files.get(mistake.path, b"")
    if not isinstance(text, str) or (better := paste(text, found)) is None:
        return
    after = find({**mistake.files, mistake.path: better})
    assert not [p for p in after if (p.code, p.what) == (found.code, found.what)], found.text("content")
    _, left = applied(find, {**mistake.files, mistake.path: better}, mistake.path)
    assert not [p for p in left if p.severity is Severity.ERROR and p.code[0] == "F"]


ONE_LINE = {
    "date: 9/1/2010": "if it is not date: 2010-01-09, write date: 2010-09-01",
    "date: 2010-31-08": "write date: 2010-08-31",
    "date: 2010-09-31": "write date: 2010-09-30",
    "date: September 2010": "write date: 2010-09-01",
    "date: '9/1/10'": "if it is not date: 2010-01-09, write date: 2010-09-01",
    "date: 2010-09-01 10:00 EST": "if it is not date: 2010-09-01T10:00-05:00, write date: 2010-09-01T10:00-04:00",
    "embargo: 2026-12-01T06:00": "write embargo: 2026-12-01T06:00-05:00",
    "embargo: 2026-07-01 6 AM": "write embargo: 2026-07-01T06:00-04:00",
    "embargo: 2026-12-01": "with its own hour, write embargo: 2026-12-01T06:00-05:00",
    "embargo: 12/1/2026 6:00": "if it is not embargo: 2026-01-12T06:00-05:00, write embargo: 2026-12-01T06:00-05:00",
    "contacts: Alex Sample, press@example.org": (
        "add to contacts.yml alex-sample: {name: Alex Sample, email: press@example.org} and write contacts: alex-sample"
    ),
    "contacts: press@example.org": "add to contacts.yml press: {name: Press office, email: press@example.org} and write contacts: press",
    "lang: Spanish": "write lang: es",
    "slug: Opt Out": "write slug: opt-out",
    "status: embargoed": "write status: draft",
    "status: drfat": "did you mean draft? write status: draft",
    "stauts: draft  # for now": "did you mean status? write status: draft  # for now",
    "coverage: [{title: A, url: example.org}]": "write coverage: [{title: A, url: https://example.org}]",
}


@pytest.mark.parametrize("line", ONE_LINE)
def test_the_fix_of_a_line_is_the_whole_line(find: Any, line: str) -> None:
    text = release(line)
    if line.startswith("date:"):
        text = release().replace("date: 2010-09-01", line)
    (found,) = find({A: text})
    assert found.fix == ONE_LINE[line]
    better = paste(text, found)
    assert better is not None
    assert not [p for p in find({A: better}) if p.code[0] == "F"]


READ = {
    "date: 2010-09-01 10:30 AM": "date: 2010-09-01T10:30",
    "date: Wed, 01 Sep 2010 10:30:00 GMT": "date: 2010-09-01T10:30Z",
    "lang: pt_BR": "lang: pt-BR",
    "lang: EN-us": "lang: en-US",
    "lang: “es”": "lang: es",
    "status: “published”": "status: published",
    "status: Published": "status: published",
    "slug: ‘a-memo’": "slug: a-memo",
}


@pytest.mark.parametrize("line", READ)
def test_what_has_one_meaning_is_read_as_if_it_were_written_plainly(edition: Any, line: str) -> None:
    def addresses(written: str) -> list[str]:
        text = release(written) if not written.startswith("date") else release().replace("date: 2010-09-01", written)
        return [item.address for item in edition({A: text}).library.items]

    assert addresses(line) == addresses(READ[line]) != []


def test_hidden_is_held_as_a_draft_with_a_word_about_it(find: Any, edition: Any) -> None:
    (found,) = find({A: release("status: hidden")})
    assert (found.code, found.severity, found.line, found.fix) == ("F011", Severity.WARNING, 5, "write status: draft")
    assert list(edition({A: release("status: hidden")}).library.items) == []


def test_an_offset_of_the_other_season_is_a_warning_with_the_right_line(find: Any) -> None:
    (found,) = find({A: release("embargo: 2026-12-01T06:00-04:00")}, now=AUTUMN)
    assert (found.code, found.severity, found.line) == ("F011", Severity.WARNING, 5)
    assert found.fix == "write embargo: 2026-12-01T06:00-05:00"
    assert "America/New_York" in found.what
    assert find({A: release("embargo: 2026-12-01T06:00-05:00")}, now=AUTUMN) == []
    assert find({A: release("embargo: 2026-12-01T06:00-07:00")}, now=AUTUMN) == []
