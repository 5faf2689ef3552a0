"""`invoke import FILE…`: many files, folders, what the terminal says, and a second time."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.desk.checking.check import check
from plugins.desk.importing import Batch, import_files, import_release
from plugins.desk.refusal import Refused
from plugins.records.reading import read_lists
from tests.conftest import NOW, THEME
from tests.desk.importing.samples.cases import CASES, DATELINE, SAMPLE
from tests.desk.importing.samples.word import Word, b, deleted, inserted, p, png

TODAY = date(2026, 1, 1)
BY_NAME = {one.file: one for one in CASES}


def write(folder: Path, *names: str) -> list[Path]:
    files = []
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(BY_NAME[file.name].make())
        files.append(file)
    return files


def bring_in(folder: Path, files: list[Path], **more: Any) -> Batch:
    return import_files(files, folder / "content", today=TODAY, lang="en", **more)


def headed(title: str, words: str = "") -> bytes:
    return Word().save(p(title, style="Title"), DATELINE, f"{SAMPLE} {words}")


def test_a_second_time_says_where_it_went_and_imports_the_others(tmp_path: Path):
    (tmp_path / "one.docx").write_bytes(headed("One", "a"))
    first = bring_in(tmp_path, [tmp_path / "one.docx"])
    assert (len(first.imported), first.refused) == (1, ())
    assert "sha256" in first.imported[0].path.read_text()
    before = first.imported[0].path.read_bytes()
    (tmp_path / "two.docx").write_bytes(headed("Two", "b"))
    (tmp_path / "copy.docx").write_bytes(headed("One", "a"))
    again = bring_in(tmp_path, [tmp_path / "one.docx", tmp_path / "two.docx", tmp_path / "copy.docx"])
    assert [one.path.name for one in again.imported] == ["two.md"]
    assert [file.name for file, _ in again.refused] == ["one.docx", "copy.docx"]
    assert "has already been imported: releases/2010/one.md" in " ".join(again.text.split())
    assert first.imported[0].path.read_bytes() == before


def test_an_edited_draft_is_known_again(tmp_path: Path):
    (tmp_path / "one.docx").write_bytes(headed("One", "a"))
    [imported] = bring_in(tmp_path, [tmp_path / "one.docx"]).imported
    text = imported.path.read_text().replace("title: One", "title: Another headline").replace("sample", "other")
    imported.path.unlink()
    (imported.path.parent / "another.md").write_text(text)
    [(_, refusal)] = bring_in(tmp_path, [tmp_path / "one.docx"]).refused
    assert "imported: releases/2010/another.md" in str(refusal)


def test_a_folder_is_imported_with_what_is_in_it(tmp_path: Path):
    folder = tmp_path / "in"
    for number, name in enumerate(("a.docx", "deep/b.docx", "page_files/c.docx", ".hidden/d.docx", "~$a.docx")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(headed(f"Number {number}", str(number)))
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    batch = bring_in(tmp_path, [folder])
    assert [one.path.name for one in batch.imported] == ["number-0.md", "number-1.md"]
    assert [file.name for file, _ in batch.refused] == ["old.doc"]
    assert "2 drafts written, 1 file not imported." in batch.text
    (folder / "empty").mkdir()
    with pytest.raises(Refused, match="holds no text"):
        bring_in(tmp_path, [folder / "empty"])


def test_tracked_changes_in_one_file_do_not_stop_the_others(tmp_path: Path):
    (tmp_path / "changed.docx").write_bytes(Word().save(p("Changed", style="Title"), p(deleted("no"), inserted("yes"))))
    (tmp_path / "plain.docx").write_bytes(headed("Plain"))
    batch = bring_in(tmp_path, [tmp_path / "changed.docx", tmp_path / "plain.docx"])
    assert [one.source for one in batch.imported] == ["plain.docx"]
    assert f"invoke import --accept-changes {tmp_path / 'changed.docx'}" in " ".join(batch.text.split())
    accepted = bring_in(tmp_path, [tmp_path / "changed.docx"], accept_changes=True)
    assert accepted.imported[0].path.read_text().rstrip().endswith("yes")


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.file)
def test_the_terminal_says_it_in_twenty_lines_of_eighty_columns(
    one: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    [file] = write(tmp_path, one.file)
    text = import_release(file, tmp_path / "content", today=TODAY, accept_changes=True).text
    assert text.startswith("Wrote content/releases/")
    assert len(text.split("\n")) <= 20
    assert max(map(len, text.split("\n"))) <= 80


def test_a_file_with_everything_wrong_is_said_in_twenty_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    w = Word()
    blocks = [p("A County Leaves", style="Title")]
    for number in range(30):
        blocks += [
            p(b(f"Subhead {number}")),
            p("See ", w.link(f"file:///C:/{number}.docx", f"file {number}"), ", click here."),
            p(w.picture(png(number))), p(w.comment(f"comment {number}", "x"), deleted(f"gone {number}")),
        ]  # fmt: skip
    (tmp_path / "all.docx").write_bytes(w.save(*blocks))
    text = import_release(tmp_path / "all.docx", tmp_path / "content", today=TODAY, accept_changes=True).text
    assert len(text.split("\n")) <= 20
    assert "more, in the remarks at the top of the draft" in text
    with pytest.raises(Refused) as refused:
        import_release(tmp_path / "all.docx", tmp_path / "other", today=TODAY)
    assert len(str(refused.value).split("\n")) <= 20
    many = [tmp_path / f"{number}.docx" for number in range(60)]
    for number, file in enumerate(many):
        file.write_bytes(headed(f"Number {number}", str(number)) if number % 2 else b"PK\x03\x04")
    batch = bring_in(tmp_path, many)
    assert len(batch.text.split("\n")) <= 20
    assert "30 drafts written, 30 files not imported." in batch.text


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.file)
def test_a_draft_is_checked_with_nothing_but_what_a_person_must_do(one: Any, tmp_path: Path):
    file = tmp_path / one.file
    file.write_bytes(one.make())
    for name, data in one.beside.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    import_release(file, tmp_path / "content", today=TODAY, accept_changes=True)
    folders = {"PATH": tmp_path / "content", "OUTPUT_PATH": tmp_path / "output", "CACHE_PATH": tmp_path / "cache"}
    site = {"THEME": THEME, "SITEURL": "https://example.org", "TIMEZONE": "America/New_York", "NOW": NOW}
    _, text = check({name: str(value) for name, value in (folders | site).items()}, json=True)
    codes = {problem["code"] for problem in json.loads(text)}
    by_hand = {
        "word-pictures.docx": {"I001"},
        "mail-attachments.eml": {"I001", "D001"},
        "2010-09-01-a-county-leaves.md": {"L001"},
    }
    assert codes == by_hand.get(one.file, set()), text


def test_known_people_are_matched_and_new_ones_added_below(tmp_path: Path):
    content = tmp_path / "content"
    content.mkdir()
    old = "# our people\njane:\n  name: Jane Doe\n  email: jane@example.org\n  phone: 415-555-0100\n"
    (content / "contacts.yml").write_text(old)
    source = (
        f"A County Leaves\n\n{SAMPLE}\n\nContact: Jane Doe, jane@example.org, 415-555-0199\n"
        "Maria Example, Example Project, maria@example.org\n"
    )
    (tmp_path / "a.txt").write_text(source)
    imported = import_release(tmp_path / "a.txt", content, today=TODAY)
    text = imported.path.read_text()
    assert "contacts:\n  - jane\n  - maria-example\n" in text
    assert text.rstrip().endswith(SAMPLE)
    assert (content / "contacts.yml").read_text().startswith(old)
    assert read_lists(content, ["contacts.yml"]).contacts["maria-example"].email == "maria@example.org"
    assert any(
        "Jane Doe is in contacts.yml already, as jane; the file says 415-555-0199" in note for note in imported.notes
    )


def test_a_pdf_of_an_e_mail_becomes_a_draft_document_once(tmp_path: Path):
    [file] = write(tmp_path, "mail-attachments.eml")
    imported = import_release(file, tmp_path / "content", today=TODAY)
    assert any(
        note.startswith("document: Sample memo.pdf is now documents/sample-memo, a draft.") for note in imported.notes
    )
    assert (tmp_path / "content/documents/sample-memo/Sample memo.pdf").read_bytes().startswith(b"%PDF")
    assert "status: draft" in (tmp_path / "content/documents/sample-memo/index.md").read_text()
    imported.path.unlink()
    again = import_release(file, tmp_path / "content", today=TODAY)
    assert any("is here already, as documents/sample-memo" in note for note in again.notes)


def test_nothing_is_written_where_a_picture_is_there_already(tmp_path: Path):
    w = Word()
    (tmp_path / "a.docx").write_bytes(w.save(p("A County Leaves", style="Title"), DATELINE, p(w.picture(png()))))
    there = tmp_path / "content/releases/2010/a-county-leaves-1.png"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"mine")
    with pytest.raises(Refused, match="already exists"):
        import_release(tmp_path / "a.docx", tmp_path / "content", today=TODAY)
    assert [file.name for file in (tmp_path / "content").rglob("*") if file.is_file()] == ["a-county-leaves-1.png"]
    assert there.read_bytes() == b"mine"


def test_what_a_row_asks_for_is_never_cut(tmp_path: Path):
    line = "EMBARGOED UNTIL the hearing of the county's committee on public safety ends on Tuesday in the afternoon"
    (tmp_path / "one.docx").write_bytes(Word().save(p(line), p("One", style="Title"), DATELINE, SAMPLE))
    [imported] = bring_in(tmp_path, [tmp_path / "one.docx"]).imported
    said = imported.text
    assert "or delete the line embargo: if there is none." in " ".join(said.split())
    assert max(map(len, said.splitlines()[1:])) <= 80


def test_a_quotation_by_its_style_gets_the_speaker_below_it(tmp_path: Path):
    (tmp_path / "one.docx").write_bytes(
        Word().save(p("One", style="Title"), SAMPLE, p("“Sample words.”", style="Quote"), p("— Sample Speaker"), SAMPLE)
    )
    [imported] = bring_in(tmp_path, [tmp_path / "one.docx"]).imported
    assert "\n> Sample words.\n> — Sample Speaker\n" in imported.path.read_text()
    assert "quotations: 1, with their speakers" in "\n".join(imported.notes)
