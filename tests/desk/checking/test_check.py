"""`invoke check` lists everything that blocks publication, and writes nothing unless asked."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from plugins.desk.checking.check import check
from plugins.desk.schedule.schedule import schedule
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import SettingsError, read_settings
from tests.conftest import NOW, THEME, ContentMaker


def given(content: Path, **more: Any) -> dict[str, Any]:
    folders = {"PATH": content, "OUTPUT_PATH": content.parent / "output", "CACHE_PATH": content.parent / "cache"}
    site = {"THEME": THEME, "SITEURL": "https://example.org", "TIMEZONE": "America/New_York", "NOW": NOW}
    return {**{name: str(value) for name, value in (folders | site).items()}, **more}


def release(fields: str = "uid: a\n", body: str = "Words.\n") -> str:
    return f"---\ntitle: A\ndate: 2010-09-01\n{fields}summary: What it says.\n---\n{body}"


def test_clean_content_is_ready(make_content: ContentMaker) -> None:
    ready, text = check(given(make_content({"releases/a.md": release()})), fix=False)
    assert (ready, text) == (True, "No problem found.\nChecked 1 record.\nReady to publish.")


def test_publication_problems_are_not_ready(make_content: ContentMaker) -> None:
    ready, text = check(given(make_content({"releases/a.md": release("")})), fix=False)
    assert not ready
    assert "R007" in text
    assert "1 publication problem." in text


def test_held_records_are_checked_and_counted(make_content: ContentMaker) -> None:
    held = release("uid: b\nembargo: 2011-01-01T10:00Z\n", "[x]({case}nothing)\n")
    ready, text = check(given(make_content({"releases/a.md": release(), "releases/b.md": held})), fix=False)
    assert not ready
    assert "releases/b.md:8: L001" in text
    assert text.splitlines()[-2:] == [
        "Checked 1 record. 1 is not yet public.",
        "Not ready to publish: fix 1 error in 1 file.",
    ]


LETTER = "---\ntitle: A letter\nkind: letter\nuid: d\nsummary: S.\ndate: 2010-08-01\n{}---\n"
CITING = release(
    "uid: b\nembargo: 2010-12-08T06:00-05:00\n", "> Sample page.\n> — [the letter, p. 1]({document}letter#page=1)\n"
)


def checked(make_content: ContentMaker, pdf: Any, fields: str, body: str = "") -> tuple[bool, str]:
    files = {
        "documents/letter/index.md": LETTER.format(fields),
        "documents/letter/letter.pdf": pdf(1),
        "releases/b.md": f"{CITING}{body}",
    }
    return check(given(make_content(files)), fix=False)


def test_a_document_that_would_go_out_before_its_release_is_pointed_at(make_content: ContentMaker, pdf: Any) -> None:
    ready, text = checked(make_content, pdf, "", "\nAnd [it]({document}letter).\n")
    assert (
        "documents/letter/index.md:2: R021 this document goes out at once, before what cites it, releases/b.md" in text
    )
    assert "Fix: if it must wait too, below line 2, add embargo: 2010-12-08T06:00-05:00" in text
    assert not ready, "the words of the release are not those of the page"


def test_a_document_under_the_same_embargo_is_no_problem(make_content: ContentMaker, pdf: Any) -> None:
    for fields in ("embargo: 2010-12-08T06:00-05:00\n", "embargo: 2010-11-01T00:00-04:00\n"):
        files = {
            "documents/letter/index.md": LETTER.format(fields),
            "documents/letter/letter.pdf": pdf(1),
            "releases/b.md": release(
                "uid: b\nembargo: 2010-12-08T06:00-05:00\n", "See [it]({document}letter#page=1).\n"
            ),
        }
        ready, text = check(given(make_content(files)), fix=False)
        assert ready and text.startswith("No problem found.\n"), text


@pytest.mark.parametrize("fields", ["embargo: 2010-12-08T07:00-05:00\n", "status: draft\n"])
def test_a_document_that_waits_longer_than_what_cites_it_blocks(
    make_content: ContentMaker, pdf: Any, fields: str
) -> None:
    ready, text = checked(make_content, pdf, fields)
    assert not ready
    assert "L002 the link “the letter, p. 1” leads to letter" in text


def test_what_would_stop_a_publication_at_its_hour_is_said_with_the_hour(make_content: ContentMaker, pdf: Any) -> None:
    """The words are compared with a page that is itself not yet public."""
    ready, text = checked(make_content, pdf, "embargo: 2010-12-08T06:00-05:00\n")
    assert not ready
    then = text.partition("On Wednesday, December 8, 2010, 6:00 a.m. (America/New_York), a publication would stop at")[
        2
    ]
    assert "releases/b.md:9: Q001 “Sample page.” is not confirmed by page 1 of letter" in then
    assert text.endswith("Not ready to publish: fix 1 publication problem in 1 file.")
    content = make_content({})
    assert "Can't go out then: 1 problem (`invoke check` says which)" in schedule(given(content))


def test_a_translation_that_waits_with_its_release_is_out_with_the_document(
    make_content: ContentMaker, pdf: Any
) -> None:
    spanish = release("uid: bs\nlang: es\ntranslation: true\n", "Vea [la carta]({document}letter#page=1).\n")
    files = {
        "documents/letter/index.md": LETTER.format("embargo: 2010-12-08T06:00-05:00\n"),
        "documents/letter/letter.pdf": pdf(1),
        "releases/b.md": release("uid: b\nembargo: 2010-12-08T06:00-05:00\n"),
        "releases/b.es.md": spanish,
    }
    ready, text = check(given(make_content(files)), fix=False)
    assert ready and text.startswith("No problem found.\n"), text


def test_each_hour_at_which_a_publication_would_stop_is_said_though_it_is_for_one_fault(
    make_content: ContentMaker, pdf: Any
) -> None:
    later = release("uid: c\nembargo: 2010-12-09T06:00-05:00\n")
    checked(make_content, pdf, "embargo: 2010-12-08T06:00-05:00\n")
    content = make_content({"releases/c.md": later})
    assert schedule(given(content)).count("Can't go out then: 1 problem") == 2
    assert check(given(content), fix=False)[1].count("Q001") == 1


def test_nothing_that_is_read_of_a_later_moment_goes_into_the_cache(make_content: ContentMaker) -> None:
    word = "Xylophoneword"
    held = release("uid: b\nembargo: 2010-12-08T06:00-05:00\n", f"{word} for a later day.\n")
    content = make_content({"releases/a.md": release(), "releases/b.md": held})
    given_here = given(content)
    assert check(given_here, fix=False)[0]
    assert "embargoed" in schedule(given_here)
    read_library(read_settings(given_here))
    kept = [path for path in (content.parent / "cache").rglob("*") if path.is_file()]
    assert kept
    assert [path.name for path in kept if word.encode() in path.read_bytes()] == []


def test_a_half_written_draft_never_stops_an_urgent_release(make_content: ContentMaker) -> None:
    draft = release("uid: b\nstatus: draft\nfoo: x\n", "[x]({case}nothing) ![]({static}a.png)\n")
    ready, text = check(given(make_content({"releases/a.md": release(), "releases/b.md": draft})), fix=False)
    assert ready
    assert "[warning]" in text


def test_fix_writes_the_uids_and_says_so(make_content: ContentMaker) -> None:
    content = make_content({"releases/a.md": release(""), "releases/b.md": release("status: draft\n")})
    ready, text = check(given(content), fix=True)
    assert ready
    assert "Wrote 2 changes." in text
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
        "    releases/e.md: dated in the future until Wednesday, December 1, 2010, midnight (America/New_York)",
        "  “El condado”",
        "    releases/b.es.md: waits for its original, releases/b.md until Saturday, January 1, 2011, 1:00 p.m. "
        "(America/New_York)",
        "  “The county”",
        "    releases/b.md: embargoed until Saturday, January 1, 2011, 1:00 p.m. (America/New_York)",
        "  “A”",
        "    releases/c.md: draft",
        "  “A”",
        "    releases/drafts/d.md: draft, because of its folder",
        "Nothing goes out by itself. At that moment, somebody must run `invoke publish`,",
        "or a timer runs `invoke publish --when-due` (docs/operating.md says how).",
        "Not public until it can be read, see above: releases/f.md",
        "Not shown, because nothing that is public names them (public: true shows them anyway):",
        "  ana in contacts.yml",
        "Checked 0 records. 5 are not yet public.",
        "Not ready to publish: fix 1 error in 1 file.",
    ]


def test_the_file_with_the_most_urgent_problem_comes_first(make_content: ContentMaker) -> None:
    files = {
        "releases/a.md": release("uid: a\n", "[here]({release}b)\n"),
        "releases/b.md": release("", "Sample [x]({case}none) and Click here.\n\n[here]({release}a)\n"),
        "releases/c.md": release(""),
    }
    _, text = check(given(make_content(files)))
    codes = re.findall(r"releases/(\w)\.md:\d+: (\w+) ", text)
    assert codes == [("b", "L001"), ("b", "R007"), ("b", "L006"), ("b", "L007"), ("c", "R007"), ("a", "L007")]


def test_fix_shows_the_difference_and_asks_before_it_writes(make_content: ContentMaker) -> None:
    content = make_content({"releases/a.md": release("lang: Spanish\nuid: a\n")})
    asked: list[str] = []
    ready, text = check(given(content), fix=True, ask=lambda question: bool(asked.append(question)))
    assert not ready
    assert [question.splitlines()[1:] for question in asked] == [
        ["     4 - lang: Spanish", "     4 + lang: es", "", "Write this change?"]
    ]
    assert "lang: Spanish" in (content / "releases/a.md").read_text()
    assert "can fix" not in text
    ready, text = check(given(content), fix=True, ask=lambda _: True)
    assert ready
    assert "Wrote 1 change." in text
    assert "\nlang: es\n" in (content / "releases/a.md").read_text()


def test_fix_goes_on_until_nothing_with_one_answer_is_left(make_content: ContentMaker) -> None:
    raw = "---\r\ntitle: County: it leaves\r\ndate: 2010-31-08\r\n---\r\nWords.\r\n"
    content = make_content({"releases/a.md": raw})
    ready, text = check(given(content), fix=True)
    assert ready, text
    fixed = (content / "releases/a.md").read_bytes().decode()
    assert "title: 'County: it leaves'\r\n" in fixed
    assert "date: 2010-08-31\r\n" in fixed
    assert "uid: urn:uuid:" in fixed
    assert "\n" not in fixed.replace("\r\n", "")


@pytest.mark.parametrize("line", ["status: embargoed", "status: drfat", "stauts: published", "date: 9/1/2010"])
def test_fix_changes_no_status_and_guesses_nothing(make_content: ContentMaker, line: str) -> None:
    raw = release(f"uid: a\n{line}\n")
    if line.startswith("date"):
        raw = raw.replace("date: 2010-09-01\n", "")
    content = make_content({"releases/a.md": raw})
    check(given(content), fix=True)
    assert (content / "releases/a.md").read_text() == raw


def test_editors_read_the_problems_with_their_ranges(make_content: ContentMaker) -> None:
    content = make_content({"releases/a.md": release("uid: a\nlang: Spanish\n", "See [x]({case}nothing) now.\n")})
    ready, text = check(given(content), json=True)
    rows = json.loads(text)
    assert not ready
    first = rows[0]
    assert list(first) == ["file", "line", "column", "end_line", "end_column", "code", "severity", "what", "fix"]
    assert first["file"].endswith("content/releases/a.md")
    assert (first["line"], first["column"], first["end_line"], first["end_column"]) == (5, 7, 5, 14)
    assert (first["code"], first["severity"], first["fix"]) == ("F006", "error", "write lang: es")


def test_a_program_reads_an_empty_list_where_nothing_is_wrong(make_content: ContentMaker) -> None:
    ready, text = check(given(make_content({"releases/a.md": release()})), json=True)
    assert (ready, json.loads(text)) == (True, [])


def test_a_line_is_added_below_a_last_line_that_has_no_end(make_content: ContentMaker) -> None:
    content = make_content({"releases/a.md": "---\ntitle: A\ndate: 2010-09-01\nuid: a"})
    ready, text = check(given(content), fix=True)
    assert ready, text
    assert (content / "releases/a.md").read_text() == "---\ntitle: A\ndate: 2010-09-01\nuid: a\n---\n"


@pytest.mark.parametrize(
    "line",
    ["![photo.png]({static}a.png)", "See x](https://example.org now.", "Say [the letter](#).", "![…]({static}a.png)"],
)
def test_fix_never_takes_words_of_the_text_with_it(make_content: ContentMaker, png: Any, line: str) -> None:
    text = f"{release()}\nBefore. {line} After.\n"
    content = make_content({"releases/a.md": text, "a.png": bytes(png(4, 3))})
    ready, said = check(given(content), fix=True)
    assert not ready
    assert "can fix" not in said
    assert (content / "releases/a.md").read_text(encoding="utf-8") == text
