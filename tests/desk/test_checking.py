"""`invoke check` lists everything that blocks publication, and writes nothing unless asked."""

from pathlib import Path
from typing import Any

import pytest

from plugins.desk.checking import check
from plugins.newsroom.library.settings import SettingsError
from tests.conftest import NOW, THEME, ContentMaker


def given(content: Path, **more: Any) -> dict[str, Any]:
    folders = {"PATH": content, "OUTPUT_PATH": content.parent / "output", "CACHE_PATH": content.parent / "cache"}
    site = {"THEME": THEME, "SITEURL": "https://example.org", "TIMEZONE": "America/New_York", "NOW": NOW}
    return {**{name: str(value) for name, value in (folders | site).items()}, **more}


def release(fields: str = "uid: a\n", body: str = "Words.\n") -> str:
    return f"---\ntitle: A\ndate: 2010-09-01\n{fields}---\n{body}"


def test_clean_content_is_ready(make_content: ContentMaker) -> None:
    ready, text = check(given(make_content({"releases/a.md": release()})), fix=False)
    assert (ready, text) == (True, "No problem found.\nChecked 1 record.")


def test_publication_problems_are_not_ready(make_content: ContentMaker) -> None:
    ready, text = check(given(make_content({"releases/a.md": release("")})), fix=False)
    assert not ready
    assert "R007" in text
    assert "1 publication problem." in text


def test_held_records_are_checked_and_counted(make_content: ContentMaker) -> None:
    held = release("uid: b\nembargo: 2011-01-01T10:00Z\n", "[x]({case}nothing)\n")
    ready, text = check(given(make_content({"releases/a.md": release(), "releases/b.md": held})), fix=False)
    assert not ready
    assert "releases/b.md:7: L001" in text
    assert text.endswith("Checked 1 record. 1 is not yet public.")


def test_a_half_written_draft_never_stops_an_urgent_release(make_content: ContentMaker) -> None:
    draft = release("uid: b\nstatus: draft\nfoo: x\n", "[x]({case}nothing) ![]({static}a.png)\n")
    ready, text = check(given(make_content({"releases/a.md": release(), "releases/b.md": draft})), fix=False)
    assert ready
    assert "[warning]" in text


def test_fix_writes_the_uids_and_says_so(make_content: ContentMaker) -> None:
    content = make_content({"releases/a.md": release(""), "releases/b.md": release("status: draft\n")})
    ready, text = check(given(content), fix=True)
    assert ready
    assert text.startswith("Wrote the uid of 2 records.")
    assert all("uid: urn:uuid:" in (content / f"releases/{name}.md").read_text() for name in "ab")


def test_without_fix_no_byte_of_the_content_changes_and_no_output_is_made(make_content: ContentMaker) -> None:
    content = make_content({"releases/a.md": release("")})
    before = {file: file.read_bytes() for file in content.rglob("*.md")}
    check(given(content), fix=False)
    assert {file: file.read_bytes() for file in content.rglob("*.md")} == before
    assert not (content.parent / "output").exists()


def test_a_setting_that_cannot_be_used_is_said(make_content: ContentMaker) -> None:
    with pytest.raises(SettingsError, match="S001 the setting NOW"):
        check(given(make_content({}), NOW="soon"), fix=False)


def test_each_held_item_is_told_with_why_and_until_when_in_the_sites_zone(make_content: ContentMaker) -> None:
    files = {
        "releases/b.md": release("uid: b\nembargo: 2011-01-01T10:00-08:00\n").replace("title: A", "title: The county"),
        "releases/b.es.md": release("uid: bs\nlang: es\ntranslation: true\n").replace("title: A", "title: El condado"),
        "releases/c.md": release("uid: c\nstatus: draft\n"),
        "releases/drafts/d.md": release("uid: d\n"),
        "releases/e.md": release("uid: e\n").replace("2010-09-01", "2010-12-01"),
        "releases/f.md": release("uid: f\nstauts: draft\n"),
        "contacts.yml": "ana: {name: Ana}\n",
    }
    _, text = check(given(make_content(files)), fix=False)
    assert text[text.index("Not yet public:") :].splitlines() == [
        "Not yet public:",
        "  “A”",
        "    releases/e.md: its date is in the future: held until Wednesday, 2010-12-01 00:00 (America/New_York)",
        "  “El condado”",
        "    releases/b.es.md: waits with its original, releases/b.md, until Saturday, 2011-01-01 13:00 "
        "(America/New_York)",
        "  “The county”",
        "    releases/b.md: embargoed until Saturday, 2011-01-01 13:00 (America/New_York)",
        "  “A”",
        "    releases/c.md: a draft, until somebody changes that",
        "  “A”",
        "    releases/drafts/d.md: a draft, for its folder says so, until somebody changes that",
        "Nothing goes out by itself: at its moment, somebody must run `invoke publish`.",
        "Held until it can be read, as said above: releases/f.md",
        "Not shown, for nothing that is out names them (public: true shows them anyway):",
        "  ana in contacts.yml",
        "Checked 0 records. 5 are not yet public.",
    ]
