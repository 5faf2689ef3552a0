"""What was published stays: no word changes in silence, no address stops answering, and nothing vanishes unsaid."""

from pathlib import Path
from typing import Any

import pytest

from plugins.records.ledger import read_ledger, write_ledger
from tests.conftest import ContentMaker
from tests.desk.publishing.test_publish import FIRST, SECOND, THIRD, go, release  # noqa: F401

CASE = """---
title: A v. B
uid: c
summary: A suit.
status_line: It is pending.
as_of: 2024-04-01
proceedings: [{court: A court, docket_number: 10 Civ. 1}]
parties: [{name: A, role: Plaintiff}]
docket: [{entry_number: 1, date_filed: 2024-04-01, description: Complaint}]
timeline: [{date: 2024-04-02, title: Filed, body: It was filed.}]
next_date: {date: 2024-06-01, title: Hearing}
---
Sample words.
"""
DOCUMENT = (
    "---\ntitle: Memo\nuid: d\nkind: memo\nsource: A clerk\nbates: {start: X-1}\nnotes: [{page: 1, text: See}]\n---\n"
)
LISTS = {
    "contacts.yml": "ana: {name: Ana Sample, phone: '+1 415 555 0100', organization: ccr}\n",
    "organizations.yml": "ccr: {name: The Center, boilerplate: It works.}\n",
}
PEOPLE = "contacts: [ana]\norganizations: [ccr]\n"


@pytest.fixture
def content(make_content: ContentMaker, pdf: Any) -> Path:
    return make_content(
        {
            "cases/c.md": CASE,
            "documents/memo/index.md": DOCUMENT,
            "documents/memo/memo.pdf": pdf(1),
            "releases/2024/a.md": release(more=f"aliases: [/old/a.html, /older/]\n{PEOPLE}"),
            **LISTS,
        }
    )


CHANGES = [
    ("cases/c.md", "It is pending.", "It is over."),
    ("cases/c.md", "as_of: 2024-04-01", "as_of: 2024-04-02"),
    ("cases/c.md", "description: Complaint", "description: Answer"),
    ("cases/c.md", "entry_number: 1,", "entry_number: 2,"),
    ("cases/c.md", "title: Filed", "title: Served"),
    ("cases/c.md", "It was filed.", "It was served."),
    ("cases/c.md", "role: Plaintiff", "role: Defendant"),
    ("cases/c.md", "10 Civ. 1", "10 Civ. 2"),
    ("cases/c.md", "title: Hearing", "title: Trial"),
    ("documents/memo/index.md", "A clerk", "A judge"),
    ("documents/memo/index.md", "X-1", "X-2"),
    ("documents/memo/index.md", "text: See", "text: Mind"),
    ("documents/memo/index.md", "kind: memo", "kind: letter"),
    ("releases/2024/a.md", "contacts: [ana]\n", ""),
    ("contacts.yml", "Ana Sample", "Ana Example"),
    ("organizations.yml", "It works.", "It rests."),
]


def test_every_word_that_readers_see_counts(go: Any, content: Path):  # noqa: F811
    first = go(FIRST)
    assert first.exit_code == 0, first.text
    for path, old, new in CHANGES:
        file = content / path
        before = file.read_text()
        assert old in before, old
        file.write_text(before.replace(old, new))
        refused = go(SECOND)
        assert refused.exit_code == 1, (path, new)
        assert "H001" in refused.text and f"{path}:" in refused.text, (path, new, refused.text)
        file.write_text(before)
    assert "Nothing is new or changed." in go(SECOND).text


def test_what_only_arranges_needs_no_note(go: Any, content: Path):  # noqa: F811
    go(FIRST)
    file = content / "releases/2024/a.md"
    file.write_text(file.read_text().replace("aliases:", "tags: [Courts]\naliases:"))
    (content / "contacts.yml").write_text(LISTS["contacts.yml"].replace("0100", "0199"))
    assert go(SECOND).exit_code == 0


def test_a_ledger_of_before_is_compared_as_it_was_written(go: Any, content: Path):  # noqa: F811
    from dataclasses import replace

    from plugins.newsroom.library import words

    go(FIRST)
    ledger, _ = read_ledger(content)
    plain = words._digest("A v. B   A suit. Sample words.")
    records = {**ledger.records, "c": replace(ledger.records["c"], text=plain, title="")}
    write_ledger(content, replace(ledger, records=records, people={}))
    done = go(SECOND)
    assert done.exit_code == 0 and "Nothing is new or changed" in done.text, done.text
    assert read_ledger(content)[0].records["c"].text.startswith("2:")


def test_an_old_path_and_a_picture_that_are_removed_still_answer(go: Any, content: Path, tmp_path: Path, png: Any):  # noqa: F811
    file = content / "releases/2024/a.md"
    with_picture = file.read_text().replace("---\nSample", "---\n![A]({attach}b.png)\n\nSample")
    file.write_text(with_picture)
    (content / "releases/2024/b.png").write_bytes(png(4, 3))
    assert go(FIRST).exit_code == 0
    out = tmp_path / "out"
    assert (out / "old/a.html").is_file() and (out / "releases/2024/a/b.png").is_file()
    file.write_text(release(more=PEOPLE))
    done = go(SECOND, minor=True)
    assert done.exit_code == 0, done.text
    for former in ("old/a.html", "older/index.html", "releases/2024/a/b.png/index.html"):
        assert b"url=https://example.org/releases/2024/a/" in (out / former).read_bytes() or (
            b"/releases/2024/a/" in (out / former).read_bytes()
        )


def test_the_pictures_and_files_of_a_withdrawn_document_lead_to_its_notice(go: Any, content: Path, tmp_path: Path):  # noqa: F811
    assert go(FIRST).exit_code == 0
    out = tmp_path / "out/documents/memo"
    before = sorted(path.name for path in out.iterdir() if path.name.startswith("page-"))
    assert before
    gone = "status: withdrawn\nwithdrawn: {date: 2024-05-02, reason: x}\nkind: memo"
    (content / "documents/memo/index.md").write_text(DOCUMENT.replace("kind: memo", gone))
    done = go(SECOND)
    assert done.exit_code == 0, done.text
    assert all((out / name / "index.html").is_file() for name in (*before, "memo.pdf"))
    assert not list(out.glob("*.png/*.png"))


HOLD = {
    "a draft": lambda text: text.replace("uid:", "status: draft\nuid:"),
    "a later embargo": lambda text: text.replace("uid:", "embargo: 2024-05-09T10:00Z\nuid:"),
    "a faulty draft": lambda text: text.replace("uid:", "status: draft\nfoo: x\nuid:"),
    "a deletion": lambda text: "",
}


@pytest.mark.parametrize("how", HOLD)
def test_taking_down_is_said_in_capitals_and_needs_its_flag_once(
    go: Any,  # noqa: F811
    content: Path,
    tmp_path: Path,
    how: str,
):
    go(FIRST)
    file, page = content / "releases/2024/a.md", tmp_path / "out/releases/2024/a/index.html"
    text = file.read_text()
    file.write_text(changed) if (changed := HOLD[how](text)) else file.unlink()
    refused = go(SECOND)
    assert refused.exit_code == 1
    assert "TAKEN DOWN: “Sample news”, https://example.org/releases/2024/a/" in refused.text
    assert "--take-down" in refused.text and "[publication]" in refused.text
    assert page.exists()
    done = go(SECOND, take_down=True)
    assert done.exit_code == 0, done.text
    assert "TAKEN DOWN Sample news\n             https://example.org/releases/2024/a/" in done.text
    assert not page.exists() and not (tmp_path / "out/old/a.html").exists()
    again = go(THIRD)
    assert again.exit_code == 0 and "TAKEN DOWN" not in again.text
    file.write_text(text)
    back = go(THIRD)
    assert back.exit_code == 0 and "back " in back.text
    assert page.exists()
