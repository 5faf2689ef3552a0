"""Whom only held records name does not exist, and whether anything held names somebody cannot be seen."""

import pytest

from plugins.checks.rules import find_problems
from tests.conftest import EditionMaker
from tests.newsroom.pages.drawing import drawn

LISTS = {
    "contacts.yml": "ana: {name: Ana, organization: ccr}\nzoe: {name: Zanzibar, organization: zan}\n",
    "organizations.yml": "ccr: {name: The Center}\nzan: {name: Zanzibar League}\n",
}
OUT = "---\ntitle: A\ndate: 2010-09-01\nuid: a\ncontacts: [ana]\n---\nWords.\n"
HELD = (
    "---\ntitle: B\nsummary: B.\ndate: 2010-09-01\nuid: b\ncontacts: [zoe]\norganizations: [zan]\n{hold}---\nWords.\n"
)
HOLDS = ["status: draft\n", "embargo: 2011-01-01T10:00Z\n", "date2: x\n"]


@pytest.mark.parametrize("hold", HOLDS)
def test_whom_only_a_held_release_names_has_no_page_entry_or_feed(edition: EditionMaker, hold: str) -> None:
    found = edition({**LISTS, "releases/a.md": OUT, "releases/b.md": HELD.format(hold=hold)})
    site = drawn(found)
    assert b"Ana" in site["press/index.html"]
    assert not [path for path, data in site.items() if "zan" in path or b"Zanzibar" in data]
    assert site == drawn(edition({**LISTS, "releases/a.md": OUT, "releases/b.md": ""}))


def test_with_nobody_named_there_is_no_press_page(edition: EditionMaker) -> None:
    found = edition({**LISTS, "releases/b.md": HELD.format(hold="status: draft\n")})
    assert not [path for path in drawn(found) if path.startswith(("press/", "organizations/"))]


@pytest.mark.parametrize("public", ["contacts.yml", "organizations.yml"])
def test_public_shows_one_anyway(edition: EditionMaker, public: str) -> None:
    lists = {**LISTS, public: LISTS[public].replace("name: Zanzibar", "public: true, name: Zanzibar")}
    site = drawn(edition({**lists, "releases/a.md": OUT}))
    assert any(b"Zanzibar" in data for data in site.values())
    assert "organizations/zan/index.html" in site


def test_when_its_hour_comes_all_of_them_are_there(edition: EditionMaker) -> None:
    files = {**LISTS, "releases/a.md": OUT, "releases/b.md": HELD.format(hold=HOLDS[1])}
    site = drawn(edition(files, NOW="2011-01-01T10:00:00Z"))
    assert any(b"Zanzibar" in data for data in site.values())
    assert "organizations/zan/index.html" in site


def test_a_held_release_may_name_somebody_who_does_not_exist_yet(edition: EditionMaker) -> None:
    files = {**LISTS, "releases/b.md": HELD.format(hold=HOLDS[1])}
    found = edition(files, read_held=True)
    assert find_problems(found) == []
    [problem] = find_problems(
        edition({**files, "releases/b.md": files["releases/b.md"].replace("zoe", "zo")}, read_held=True)
    )
    assert (problem.code, problem.fix) == ("R004", "did you mean zoe? write contacts: [zoe]")
