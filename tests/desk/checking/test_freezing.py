# ruff: noqa: E501  (a table: one file before, the same file after)
"""`invoke check --fix` writes the uid of a record that has none, and touches no other byte."""

from pathlib import Path

import pytest

from plugins.desk.checking.fixing import find_fixes, write_fixes
from plugins.newsroom.library.reading import Library, read_library
from plugins.records.reading import default_uid
from tests.conftest import ContentMaker, SettingsMaker

A = "releases/2010/a.md"
UID = default_uid(A)


def freeze_uids(library: Library) -> tuple[str, ...]:
    fixes = find_fixes(library, [])
    write_fixes(fixes, library.settings)
    return tuple(fix.path for fix in fixes)


@pytest.fixture
def freeze(make_content: ContentMaker, settings: SettingsMaker):  # type: ignore[no-untyped-def]
    def freeze_one(raw: bytes, path: str = A) -> bytes:
        content = make_content({path: raw})
        freeze_uids(read_library(settings(content), read_held=True))
        library = read_library(settings(content), read_held=True)
        assert [p for p in library.problems if p.code.startswith("F")] == []
        assert all(item.uid == default_uid(path) for item in (*library.items, *library.held))
        assert freeze_uids(library) == ()
        return (content / path).read_bytes()

    return freeze_one


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"---\ntitle: A\ndate: 2010-09-01\n---\nWords.\n", b"---\nuid: UID\ntitle: A\ndate: 2010-09-01\n---\nWords.\n"),
        (b"Title: A\nDate: 2010-09-01\n\nWords.\n", b"Uid: UID\nTitle: A\nDate: 2010-09-01\n\nWords.\n"),
        (b"\n\nTitle: A\nDate: 2010-09-01\n\nW", b"\n\nUid: UID\nTitle: A\nDate: 2010-09-01\n\nW"),
        (b"---\r\ntitle: A\r\ndate: 2010-09-01\r\n---\r\nW\r\n", b"---\r\nuid: UID\r\ntitle: A\r\ndate: 2010-09-01\r\n---\r\nW\r\n"),
        (b"---\rtitle: A\rdate: 2010-09-01\r---\rW\r", b"---\ruid: UID\rtitle: A\rdate: 2010-09-01\r---\rW\r"),
        (b"---\ntitle: A\r\ndate: 2010-09-01\n---\nW\r\n", b"---\nuid: UID\ntitle: A\r\ndate: 2010-09-01\n---\nW\r\n"),
        (b"\xef\xbb\xbf---\ntitle: A\ndate: 2010-09-01\n---\n", b"\xef\xbb\xbf---\nuid: UID\ntitle: A\ndate: 2010-09-01\n---\n"),
        (b"---\ntitle: A\nuid:\ndate: 2010-09-01\n---\n", b"---\ntitle: A\nuid: UID\ndate: 2010-09-01\n---\n"),
        (b"---\ntitle: A\nUid: ''\ndate: 2010-09-01\n---\n", b"---\ntitle: A\nuid: UID\ndate: 2010-09-01\n---\n"),
        (b"---\ntitle: A\ndate: 2010-09-01\n---\n\nuid:\n", b"---\nuid: UID\ntitle: A\ndate: 2010-09-01\n---\n\nuid:\n"),
        (b"Title: A\nDate: 2010-09-01\n\nuid:\n", b"Uid: UID\nTitle: A\nDate: 2010-09-01\n\nuid:\n"),
        (b"---\ntitle: A\ndate: 2010-09-01\nstatus: draft\n---", b"---\nuid: UID\ntitle: A\ndate: 2010-09-01\nstatus: draft\n---"),
    ],
)  # fmt: skip
def test_one_line_is_added_in_the_form_and_with_the_line_ends_of_the_file(freeze, before: bytes, after: bytes) -> None:  # type: ignore[no-untyped-def]
    assert freeze(before) == after.replace(b"UID", UID.encode())


def test_a_uid_that_is_there_is_never_touched(make_content: ContentMaker, settings: SettingsMaker) -> None:
    raw = b"---\ntitle: A\ndate: 2010-09-01\nuid: tag:example.org,2010:a\n---\n"
    content = make_content({A: raw})
    assert freeze_uids(read_library(settings(content))) == ()
    assert (content / A).read_bytes() == raw


def test_a_file_with_a_fault_is_not_touched(make_content: ContentMaker, settings: SettingsMaker) -> None:
    raw = b"---\ntitle: A: B\n---\n"
    content = make_content({A: raw})
    assert freeze_uids(read_library(settings(content))) == ()
    assert (content / A).read_bytes() == raw


def test_rights_of_the_file_stay_and_nothing_else_is_left_behind(
    make_content: ContentMaker, settings: SettingsMaker
) -> None:
    content = make_content({A: "---\ntitle: A\ndate: 2010-09-01\n---\n"})
    file = content / A
    file.chmod(0o640)
    assert freeze_uids(read_library(settings(content))) == (A,)
    assert file.stat().st_mode & 0o777 == 0o640
    assert [found.name for found in Path(file.parent).iterdir()] == ["a.md"]
