"""The content folder, read: what may be seen, its prose and its files."""

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from plugins.newsroom.library import reading as library_module
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.reading import Library, read_library
from plugins.records.reading import State
from tests.conftest import ContentMaker, EditionMaker, SettingsMaker

SECRET = "Zanzibar"
HELD = {
    "a draft": "status: draft\n",
    "an embargo": "embargo: 2010-10-01T12:00:01Z\n",
    "a future date": "modified: 2010-12-01\n",
    "a fault": "stauts: draft\n",
    "an unknown status": "status: hidden\n",
}


def release(title: str = "The memo", fields: str = "", date: str = "2010-09-01", body: str = "Words.\n") -> str:
    return f"---\ntitle: {title}\ndate: {date}\n{fields}---\n{body}"


def held(kind: str) -> str:
    date = "2010-10-02" if kind == "a future date" else "2010-09-01"
    fields = HELD[kind] + f"summary: {SECRET}\ntags: {SECRET}\nslug: held\n"
    return release(f"About {SECRET}", fields, date, f"All about {SECRET}.\n")


def values(thing: Any, seen: set[int]) -> Any:
    """Every text that can be reached from a value."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from values(key, seen)
            yield from values(value, seen)
    elif isinstance(thing, list | tuple | set | frozenset):
        for value in thing:
            yield from values(value, seen)
    elif is_dataclass(thing):
        for part in fields(thing):
            yield from values(getattr(thing, part.name), seen)
    elif hasattr(thing, "model_fields_set"):
        yield from values(dict(thing), seen)


@pytest.mark.parametrize("kind", HELD)
def test_nothing_that_a_held_record_says_is_in_the_library_but_its_name(edition: EditionMaker, kind: str) -> None:
    found = edition({"releases/a.md": release(), "releases/held.md": held(kind)})
    (unseen,) = found.library.unseen
    assert (unseen.slug, unseen.record, dict(unseen.front.fields), unseen.front.body) == ("held", None, {}, "")
    said = [text for text in values(found, set()) if SECRET in text]
    assert said == []


@pytest.mark.parametrize("kind", HELD)
def test_the_body_of_a_held_record_is_never_parsed(
    edition: EditionMaker, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    parsed: list[str] = []
    render = library_module.render

    def watched(body: str, lang: str) -> Any:
        parsed.append(body)
        return render(body, lang)

    monkeypatch.setattr(library_module, "render", watched)
    edition({"releases/a.md": release(), "releases/held.md": held(kind)})
    assert parsed == ["Words.\n"]


def test_held_records_are_read_for_the_check_and_only_as_held(edition: EditionMaker) -> None:
    library = edition({"releases/a.md": held("a draft")}, read_held=True).library
    assert list(library.items) == []
    assert [item.record.title for item in library.held] == [f"About {SECRET}"]
    assert library.unseen[0].state is State.HELD


def test_the_same_library_comes_from_one_process_and_from_many(
    make_content: ContentMaker, settings: SettingsMaker, tmp_path: Path
) -> None:
    content = make_content({f"releases/r{n:03}.md": release(f"Release {n}", f"uid: u{n}\n") for n in range(120)})
    one = read_library(settings(content, CACHE_PATH=str(tmp_path / "one")), workers=1)
    many = read_library(settings(content, CACHE_PATH=str(tmp_path / "many")), workers=2)
    assert one == replace(many, settings=one.settings)
    assert len(one.releases) == 120


def test_releases_are_newest_first_whatever_their_file_is_called(edition: EditionMaker) -> None:
    library = edition(
        {
            "releases/a.md": release(date="2010-09-01 09:00"),
            "releases/b.md": release(date="2010-09-01T09:30-04:00"),
            "releases/c.md": release(date="2010-08-01"),
            "releases/2011/d.md": release(date="2010-09-01T13:10Z"),
        }
    ).library
    assert [item.slug for item in library.releases] == ["b", "d", "a", "c"]


def test_a_single_release_and_nothing_else_is_a_library(edition: EditionMaker) -> None:
    library = edition({"releases/a.md": release()}).library
    assert [item.address for item in library.items] == ["releases/2010/a/"]
    assert (library.cases, library.documents, library.pages, library.problems) == ((), (), (), ())


def test_an_empty_content_folder_is_a_library(edition: EditionMaker) -> None:
    assert list(edition({}).library.items) == []


def document(fields: str = "") -> str:
    return f"---\ntitle: The memo\nkind: memo\n{fields}---\n"


def test_a_documents_only_pdf_is_its_file(edition: EditionMaker, pdf: Any) -> None:
    (item,) = edition({"documents/memo/index.md": document(), "documents/memo/Scan 1.PDF": pdf(3)}).library.documents
    assert item.file is not None
    assert (item.file.path, item.file.pages) == ("documents/memo/Scan 1.PDF", 3)
    assert item.file.bytes > 0
    assert len(item.file.sha256) == 64


def test_older_versions_are_not_taken_for_the_file(edition: EditionMaker, pdf: Any) -> None:
    files = {"documents/memo/new.pdf": pdf(3), "documents/memo/old.pdf": pdf(1)}
    text = document("versions:\n- date: 2010-08-01\n  file: old.pdf\n")
    (item,) = edition({"documents/memo/index.md": text, **files}).library.documents
    assert item.file is not None
    assert item.versions[0] is not None
    assert (item.file.path, item.versions[0].path) == ("documents/memo/new.pdf", "documents/memo/old.pdf")


def test_a_document_may_not_be_on_file_yet(edition: EditionMaker) -> None:
    library = edition({"documents/memo/index.md": document()}).library
    assert (library.documents[0].file, library.problems) == (None, ())


def test_a_withdrawn_record_keeps_its_reason_and_nothing_of_what_it_said(edition: EditionMaker, pdf: Any) -> None:
    gone = "status: withdrawn\nwithdrawn:\n  date: 2010-09-05\n  reason: A mistake.\n"
    timeline = "timeline:\n- date: 2010-01-01\n  title: T\n  body: B\n"
    library = edition(
        {
            "releases/a.md": release(fields=gone),
            "documents/memo/index.md": document(gone),
            "documents/memo/memo.pdf": pdf(1),
            "cases/c.md": f"---\ntitle: C\nsummary: S\n{timeline}{gone}---\n",
        }
    ).library
    assert all(item.is_withdrawn and item.prose.html == () and item.events == () for item in library.items)
    assert library.documents[0].file is None


@pytest.mark.parametrize(
    ("fields", "modified"),
    [
        ("", None),
        ("modified: 2010-09-03\n", "2010-09-03T04:00:00+00:00"),
        ("modified: 2010-09-03\nchanges:\n- date: 2010-09-04\n  note: x\n", "2010-09-04T04:00:00+00:00"),
        ("modified: 2010-09-03\nchanges:\n- date: 2010-11-04\n  note: x\n", "2010-09-03T04:00:00+00:00"),
        ("modified: 2010-11-03\n", None),
        ("changes:\n- date: 2010-08-04\n  note: x\n", None),
        ("status: withdrawn\nwithdrawn:\n  date: 2010-09-05\n  reason: x\n", "2010-09-05T04:00:00+00:00"),
    ],
)
def test_a_record_was_modified_by_its_own_word_neither_before_its_date_nor_after_now(
    edition: EditionMaker, fields: str, modified: str | None
) -> None:
    (item,) = edition({"releases/a.md": release(fields=fields)}).library.releases
    assert (item.modified.isoformat() if item.modified else None) == modified


def test_a_change_of_the_future_is_not_public(edition: EditionMaker) -> None:
    fields = "changes:\n- date: 2010-09-04\n  note: now\n- date: 2010-11-04\n  note: later\n"
    (item,) = edition({"releases/a.md": release(fields=fields)}).library.releases
    assert [change.note for change in item.changes] == ["now"]


def test_a_finding_in_the_body_is_told_at_its_line_in_the_file(edition: EditionMaker) -> None:
    library: Library = edition({"releases/a.md": release(body="One.\n\nClick here.\n")}).library
    assert [(p.code, p.path, p.line) for p in library.problems] == [("L006", "releases/a.md", 7)]


def test_nothing_is_written_into_the_content(edition: EditionMaker, tmp_path: Path, pdf: Any) -> None:
    found: Edition = edition({"documents/memo/index.md": document(), "documents/memo/memo.pdf": pdf(2)})
    assert sorted(p.name for p in found.settings.content.rglob("*") if p.is_file()) == ["index.md", "memo.pdf"]
