"""What was published stays: no word changes in silence, no address stops answering, and nothing vanishes unsaid."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.checks.rules import find_problems
from plugins.newsroom.library.edition import Edition, make_edition
from plugins.newsroom.library.reading import read_library
from plugins.records.ledger import read_ledger, write_ledger
from tests.conftest import ContentMaker, SettingsMaker
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
DOCUMENT = """---
title: Memo
uid: d
kind: memo
file: memo.pdf
versions: [{date: 2023-01-01, file: old.pdf}]
source: A clerk
bates: {start: X-1}
notes: [{page: 1, text: See}]
---
"""
TRACKER = """---
title: Counties
uid: t
summary: S.
statuses: [{slug: in, name: In}, {slug: out, name: Out}]
---
"""
LISTS = {
    "contacts.yml": ("ana: {name: Ana Sample, phone: '+1 415 555 0100', organization: ccr, languages: [English]}\n"),
    "organizations.yml": "ccr: {name: The Center, boilerplate: It works.}\n",
}
NOTE = "changes: [{date: 2024-04-05, note: It was first wrong.}]\n"
PEOPLE = "contacts: [ana]\norganizations: [ccr]\n"


@pytest.fixture
def content(make_content: ContentMaker, pdf: Any) -> Path:
    return make_content(
        {
            "cases/c.md": CASE,
            "documents/memo/index.md": DOCUMENT,
            "documents/memo/memo.pdf": pdf(1),
            "documents/memo/old.pdf": pdf(2),
            "releases/2024/a.md": release(
                more=f"aliases: [/old/a.html, /older/]\n{PEOPLE}kind: release\n{NOTE}",
                body="Sample words, and [a table]({attach}table.csv).",
            ),
            "releases/2024/table.csv": "a,b\n1,2\n",
            "releases/2024/other.csv": "a,b\n3,4\n",
            "trackers/t.md": TRACKER,
            "trackers/t.csv": "place,state,status,date\nMarin,CA,in,2024-01-01\nYolo,CA,out,2024-01-02\n",
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
    ("releases/2024/a.md", "kind: release", "kind: statement"),
    ("releases/2024/a.md", "It was first wrong.", "It was never wrong."),
    ("releases/2024/a.md", "changes: [{date: 2024-04-05, note: It was first wrong.}]\n", ""),
    ("releases/2024/a.md", "date: 2024-04-05", "date: 2024-04-04"),
    ("releases/2024/table.csv", "1,2", "1,3"),
    ("releases/2024/a.md", "table.csv)", "other.csv)"),
    ("documents/memo/index.md", "versions: [{date: 2023-01-01, file: old.pdf}]\n", ""),
    ("documents/memo/old.pdf", None, 3),
    ("trackers/t.csv", "Yolo,CA,out,2024-01-02\n", ""),
    ("contacts.yml", "[English]", "[French]"),
    ("contacts.yml", ", organization: ccr", ""),
    ("contacts.yml", "Ana Sample", "Ana Example"),
    ("organizations.yml", "It works.", "It rests."),
]


@pytest.fixture
def edition_of(settings: SettingsMaker) -> Callable[[Path], Edition]:
    return lambda content: make_edition(read_library(settings(content, now=SECOND)))


def test_every_word_that_readers_see_counts(
    go: Any,  # noqa: F811
    content: Path,
    pdf: Any,
    edition_of: Callable[[Path], Edition],
):
    first = go(FIRST)
    assert first.exit_code == 0, first.text
    for path, old, new in CHANGES:
        file = content / path
        before = file.read_bytes()
        assert old is None or old.encode() in before, old
        file.write_bytes(pdf(new) if old is None else before.replace(old.encode(), new.encode()))
        found = [p for p in find_problems(edition_of(content)) if p.code == "H001"]
        assert found and all(p.line for p in found), (path, new)
        file.write_bytes(before)
    assert "Nothing is new or changed." in go(SECOND).text


def test_what_only_arranges_needs_no_note(go: Any, content: Path):  # noqa: F811
    go(FIRST)
    file = content / "releases/2024/a.md"
    file.write_text(file.read_text().replace("aliases:", "tags: [Courts]\naliases:"))
    (content / "contacts.yml").write_text(LISTS["contacts.yml"].replace("0100", "0199"))
    assert go(SECOND).exit_code == 0


def test_a_note_that_was_published_stays_whatever_is_added_and_minor_lets_it_go(go: Any, content: Path):  # noqa: F811
    go(FIRST)
    file = content / "releases/2024/a.md"
    other = NOTE.replace("04-05", "05-02").replace("first", "then")
    file.write_text(file.read_text().replace(NOTE, other).replace("Sample words", "Other words"))
    refused = go(SECOND)
    assert refused.exit_code == 1
    assert "H001 the note of 2024-04-05 under changes:, which was published, is gone or was edited" in refused.text
    assert "what readers see has changed" not in refused.text
    done = go(SECOND, minor=True)
    assert done.exit_code == 0 and "minor " in done.text
    assert go(THIRD).exit_code == 0


def test_a_file_beside_the_page_may_change_with_a_note_or_as_minor(go: Any, content: Path):  # noqa: F811
    go(FIRST)
    (content / "releases/2024/table.csv").write_text("a,b\n5,6\n")
    done = go(SECOND, minor=True)
    assert done.exit_code == 0 and "minor " in done.text, done.text
    (content / "releases/2024/table.csv").write_text("a,b\n7,8\n")
    file = content / "releases/2024/a.md"
    file.write_text(file.read_text().replace("wrong.}]", "wrong.}, {date: 2024-05-03, note: A table was wrong.}]"))
    done = go(THIRD)
    assert done.exit_code == 0 and "corrected" in done.text, done.text


def test_the_notice_of_a_withdrawal_counts_too(go: Any, content: Path):  # noqa: F811
    go(FIRST)
    file = content / "releases/2024/a.md"
    gone = "status: withdrawn\nwithdrawn: {date: 2024-05-02, reason: It was wrong.}\nuid:"
    file.write_text(file.read_text().replace("uid:", gone, 1))
    assert go(SECOND).exit_code == 0
    file.write_text(file.read_text().replace("reason: It was wrong.", "reason: It was late."))
    refused = go(THIRD)
    assert refused.exit_code == 1 and "H001 what readers see has changed" in refused.text, refused.text


def test_a_ledger_of_before_is_compared_as_it_was_written(
    go: Any,  # noqa: F811
    content: Path,
    edition_of: Callable[[Path], Edition],
):
    from dataclasses import replace

    from plugins.newsroom.library import words

    go(FIRST)
    ledger, _ = read_ledger(content)
    items = {item.uid: item for item in edition_of(content).library.items}
    plain = words._digest("A v. B   A suit. Sample words.")
    second = {
        item: replace(entry, text=words.words_fingerprint(items[item], "2:"), sums=())
        for item, entry in ledger.records.items()
    }
    records = {**second, "c": replace(ledger.records["c"], text=plain, title="")}
    write_ledger(content, replace(ledger, records=records, people={}))
    done = go(SECOND)
    assert done.exit_code == 0 and "Nothing is new or changed" in done.text, done.text
    assert read_ledger(content)[0].records["c"].text.startswith("3:")


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


CITES = "releases/2024/cites.md"
LINKS = (
    "Sample words: [the memo]({document}memo#page=1) says so, as [a page](https://www.example.net/a/) does, and\n"
    "[the case]({case}c) [goes on](/press/), [as filed]({document}memo#page=1-2).\n"
)
SAME = [
    ("{document}memo#page=1)", "/documents/memo/#page=1)"),
    ("{document}memo#page=1)", "{filename}/documents/memo/memo.pdf#page=1)"),
    ("{case}c", "https://example.org/cases/c/"),
    ("https://www.example.net/a/", "http://example.net/a"),
    ("https://www.example.net/a/", "https://web.archive.org/web/20240501000000/https://www.example.net/a/"),
    ("Sample words", "[Sample]({document}memo#page=2) words"),
    ("Sample words:", "Sample words\\:"),
]
ELSEWHERE = [
    ("{document}memo#page=1)", "{document}memo#page=2)", "“the memo” leads elsewhere than when it", 6),
    ("{document}memo#page=1)", "{document}memo)", "“the memo” leads elsewhere", 6),
    ("{document}memo#page=1)", "{document}other#page=1)", "“the memo” leads elsewhere", 6),
    ("memo#page=1-2", "memo#page=1", "“as filed” leads elsewhere", 7),
    ("https://www.example.net/a/", "https://example.net/b", "“a page” leads elsewhere", 6),
    ("/press/", "/", "“goes on” leads elsewhere", 7),
    ("[the case]({case}c)", "the case", "a link is gone that was there when it", 1),
    ("{case}c", "{release}a", "“the case” leads elsewhere", 7),
]


@pytest.fixture
def cited(content: Path, pdf: Any) -> Path:
    (content / "documents/other").mkdir()
    (content / "documents/other/other.pdf").write_bytes(pdf(2))
    (content / "documents/other/index.md").write_text("---\ntitle: Other\nuid: o\nkind: memo\n---\n")
    (content / "documents/memo/memo.pdf").write_bytes(pdf(2))
    (content / "documents/memo/old.pdf").write_bytes(pdf(3))
    (content / CITES).write_text(release("tag:x,2024:cites", "Sample proof", body=LINKS))
    case = CASE.replace("Complaint}", "Complaint, documents: [memo]}").replace(
        "was filed.}", "was filed., document: memo}"
    )
    (content / "cases/c.md").write_text(case)
    return content


def test_a_link_leads_where_it_led_when_it_was_published(
    go: Any,  # noqa: F811
    cited: Path,
    edition_of: Callable[[Path], Edition],
):
    assert go(FIRST).exit_code == 0
    file = cited / CITES
    text = file.read_text()
    for old, new in SAME:
        assert old in text, old
        file.write_text(text.replace(old, new, 1))
        assert not [p for p in find_problems(edition_of(cited)) if p.code == "H001"], new
    file.write_text(text)
    (cited / "pages").mkdir()
    (cited / "pages/press.md").write_text("---\ntitle: Press\nuid: p\n---\nSample words.\n")
    assert not [p for p in find_problems(edition_of(cited)) if p.code == "H001"]
    for old, new, said, line in ELSEWHERE:
        assert old in text, old
        file.write_text(text.replace(old, new, 1))
        [found] = [p for p in find_problems(edition_of(cited)) if p.code == "H001"]
        assert said in found.what and found.line == line, (new, found)
    refused = go(SECOND)
    assert refused.exit_code == 1 and "H001 the link of “the case” leads elsewhere" in refused.text, refused.text
    file.write_text(
        file.read_text().replace("---\nSample", "changes: [{date: 2024-05-02, note: A link was wrong.}]\n---\nSample")
    )
    assert go(SECOND).exit_code == 0


def test_a_case_shows_the_documents_that_it_showed(
    go: Any,  # noqa: F811
    cited: Path,
    edition_of: Callable[[Path], Edition],
):
    assert go(FIRST).exit_code == 0
    file = cited / "cases/c.md"
    text = file.read_text()
    file.write_text(text.replace("[memo]", "[memo, other]"))
    assert not [p for p in find_problems(edition_of(cited)) if p.code == "H001"]
    for old, new in ((", documents: [memo]", ""), ("[memo]", "[other]"), ("document: memo", "document: other")):
        file.write_text(text.replace(old, new))
        [found] = [p for p in find_problems(edition_of(cited)) if p.code == "H001"]
        assert "link" in found.what, (new, found)


def test_where_a_link_of_before_led_is_not_known_and_a_minor_change_may_move_it(go: Any, cited: Path):  # noqa: F811
    from dataclasses import replace

    assert go(FIRST).exit_code == 0
    ledger, _ = read_ledger(cited)
    write_ledger(cited, replace(ledger, records={uid: replace(e, links=()) for uid, e in ledger.records.items()}))
    file = cited / CITES
    file.write_text(file.read_text().replace("page=1)", "page=2)"))
    assert go(SECOND).exit_code == 0
    file.write_text(file.read_text().replace("page=2)", "page=1)"))
    assert go(THIRD).exit_code == 1
    done = go(THIRD, minor=True)
    assert done.exit_code == 0 and "minor      Sample proof" in done.text, done.text


def test_other_words_of_site_yml_are_said_and_stop_nothing(go: Any, content: Path):  # noqa: F811
    file = content / "site.yml"
    assert go(FIRST).exit_code == 0
    file.write_text("notice: A sample.\nasks: [{title: Write, label: Write now, url: /press/}]\n")
    done = go(SECOND)
    assert done.exit_code == 0
    assert "  site.yml   other words on every page that shows them: asks, notice\n" in done.text, done.text
    assert "Nothing is new" not in done.text
    file.write_text(
        "notice: A  sample.\nasks: [{title: Write, label: Write now, url: /press/}]\nzones: [America/New_York]\n"
    )
    assert "site.yml" not in go(THIRD).text
    file.unlink()
    assert "them: asks, notice\n" in go(THIRD).text


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


@pytest.mark.parametrize("how", ["deleted", "emptied", "an older one"])
def test_a_ledger_that_was_lost_takes_nothing_down_unseen(go: Any, content: Path, tmp_path: Path, how: str):  # noqa: F811
    from plugins.desk.publishing.publish import Wanted
    from plugins.desk.refusal import Refused
    from plugins.records.ledger import Ledger

    assert go(FIRST).exit_code == 0
    older = read_ledger(content)[0]
    second = content / "releases/2024/b.md"
    second.write_text(release("tag:x,2024:b", "Second sample"))
    assert go(SECOND).exit_code == 0
    second.unlink()
    (content / "ledger.json").unlink()
    if how != "deleted":
        write_ledger(content, older if how == "an older one" else Ledger())
    with pytest.raises(Refused, match=r"ledger[.]json does not know “Second sample”, which is out in .*: it was lost"):
        go(THIRD)
    assert (tmp_path / "out/releases/2024/b/index.html").exists()
    assert go(THIRD, wanted=Wanted(force_ledger=True)).exit_code == 0
    assert not (tmp_path / "out/releases/2024/b/index.html").exists()


def test_another_site_may_be_published_where_one_was(go: Any, content: Path):  # noqa: F811
    assert go(FIRST).exit_code == 0
    for file in content.rglob("*"):
        if file.is_file():
            file.unlink()
    (content / "releases/2024/x.md").write_text(release("tag:x,2024:x", "Another site"))
    from plugins.desk.publishing.publish import Wanted

    assert go(SECOND, wanted=Wanted(force_removals=True)).exit_code == 0
