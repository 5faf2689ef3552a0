"""The content folder: which files are records, and what may be read at all."""

import os
import unicodedata
from pathlib import Path

import pytest

from plugins.records.problems import Problem, Severity
from plugins.records.sources import LARGEST, SourceFile, find_sources, on_any_disk, read_text
from tests.conftest import ContentMaker


def only(problems: object) -> Problem:
    (found,) = problems  # type: ignore[misc]
    return found


def test_records_are_found_by_their_folder_in_an_order_that_no_disk_decides(make_content: ContentMaker) -> None:
    content = make_content(
        {
            "releases/2010/b.md": "",
            "releases/a.markdown": "",
            "releases/2010/deep/er/c.md": "",
            "cases/x.md": "",
            "documents/memo/index.md": "",
            "documents/memo/index.es.md": "",
            "documents/memo/memo.pdf": "",
            "pages/about.md": "",
            "contacts.yml": "",
            "organizations.yml": "",
            "releases/2010/photo.png": "",
        }
    )
    sources = find_sources(content)
    assert sources.problems == ()
    assert sources.records == (
        SourceFile("cases/x.md", "case"),
        SourceFile("documents/memo/index.es.md", "document"),
        SourceFile("documents/memo/index.md", "document"),
        SourceFile("pages/about.md", "page"),
        SourceFile("releases/2010/b.md", "release"),
        SourceFile("releases/2010/deep/er/c.md", "release"),
        SourceFile("releases/a.markdown", "release"),
    )
    assert sources.lists == ("contacts.yml", "organizations.yml")
    assert "documents/memo/memo.pdf" in sources.files


def test_dotfiles_dot_folders_and_backups_do_not_exist(make_content: ContentMaker) -> None:
    content = make_content(
        {
            "releases/.draft.md": "",
            ".git/x.md": "",
            "releases/a.md~": "",
            "releases/.#a.md": "",
            ".env": "SECRET",
            "releases/~$statement.docx": "",
            "releases/Thumbs.db": "",
            "releases/.a.md.swp": "",
            "releases/desktop.ini": "",
            "releases/.DS_Store": "",
            "releases/.~lock.a.odt#": "",
            "releases/#a.md#": "",
            "releases/Icon\r": "",
            "__MACOSX/releases/._a.md": "",
            "releases/~WRL0001.tmp": "",
            "releases/@eaDir/a.md": "",
            "releases/#recycle/a.md": "",
            "$RECYCLE.BIN/a.md": "",
            "releases/.photo.png.icloud": "",
        }
    )
    sources = find_sources(content)
    assert (sources.records, sources.files, sources.problems) == ((), frozenset(), ())


@pytest.mark.parametrize(
    "path", ["releases/2010/.a.md.icloud", "documents/memo/.index.md.icloud", ".contacts.yml.icloud"]
)
def test_a_record_that_icloud_took_off_the_computer_is_told(make_content: ContentMaker, path: str) -> None:
    found = only(find_sources(make_content({path: "", "releases/2010/b.md": ""})).problems)
    assert (found.code, found.path, found.severity) == ("C001", path, Severity.ERROR)
    assert "iCloud" in found.what


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("Releases/a.md", "releases/"),
        ("release/a.md", "releases/"),
        ("contacts.yaml", "contacts.yml"),
        ("organizations.yaml", "organizations.yml"),
    ],
)
def test_a_record_in_the_wrong_place_is_told_where_to_go(make_content: ContentMaker, path: str, word: str) -> None:
    found = only(find_sources(make_content({path: ""})).problems)
    assert (found.code, found.path, found.line) == ("C001", path, 1)
    assert word in found.fix


@pytest.mark.parametrize(
    "name", ["releases/2010/linked.md", "contacts.yml", "documents/memo/memo.pdf", "releases/a.png"]
)
def test_a_link_to_a_file_is_a_problem_and_is_not_followed(
    make_content: ContentMaker, tmp_path: Path, name: str
) -> None:
    content = make_content({"../secret": "title: Secret", "releases/2010/a.md": "", "documents/memo/index.md": ""})
    (content / name).symlink_to(tmp_path / "secret")
    sources = find_sources(content)
    assert (only(sources.problems).code, only(sources.problems).path) == ("C002", name)
    assert name not in sources.files


def test_a_link_to_a_folder_is_a_problem_and_is_not_followed(make_content: ContentMaker, tmp_path: Path) -> None:
    content = make_content({"../elsewhere/a.md": "title: Secret"})
    (content / "releases").symlink_to(tmp_path / "elsewhere")
    sources = find_sources(content)
    assert only(sources.problems).code == "C002"
    assert (sources.records, sources.files) == ((), frozenset())


def test_a_folder_that_leads_back_to_itself_ends_the_walk(make_content: ContentMaker) -> None:
    content = make_content({"releases/a.md": ""})
    (content / "releases" / "loop").symlink_to(content)
    assert len(find_sources(content).records) == 1


def test_a_folder_that_cannot_be_opened_is_a_problem(
    make_content: ContentMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make_content({"releases/2010/a.md": "", "cases/b.md": ""})
    scandir = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("2010"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    sources = find_sources(content)
    assert (only(sources.problems).code, only(sources.problems).path) == ("C003", "releases/2010")
    assert [source.path for source in sources.records] == ["cases/b.md"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("releases/A.md", "releases/a.md"),
        ("cases/X.md", "cases/x.md"),
        (unicodedata.normalize("NFC", "releases/é.md"), unicodedata.normalize("NFD", "releases/é.md")),
    ],
)
def test_records_that_are_one_on_another_computer_are_refused(
    make_content: ContentMaker, first: str, second: str
) -> None:
    sources = find_sources(make_content({first: "", second: ""}))
    found = only(p for p in sources.problems if p.code == "C005")
    assert found.path == max(first, second)
    assert min(first, second) in found.what
    assert len(sources.files) == 1


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ("a/B", "A/b", True),
        ("é", "E\u0301", True),
        ("straße", "STRASSE", True),
        ("\u212b", "å", True),
        ("\u1100\u1161", "\uac00", True),
        ("\u0345\u0301", "\u0301\u0345", True),
        ("ﬁ", "fi", True),
        ("a", "b", False),
        ("e", "é", False),
        ("\uff41", "a", False),
    ],
)
def test_paths_meet_on_a_disk_that_minds_neither_case_nor_unicode_form(first: str, second: str, meet: bool) -> None:
    assert (on_any_disk(first) == on_any_disk(second)) is meet


@pytest.mark.parametrize("name", [b"releases/a\xff.md", "releases/a\u202e.md".encode(), b"releases/a\n.md"])
def test_a_name_that_is_no_plain_text_is_refused_in_plain_text(make_content: ContentMaker, name: bytes) -> None:
    content = make_content({"releases/ok.md": ""})
    (content / os.fsdecode(name)).touch()
    sources = find_sources(content)
    found = only(sources.problems)
    assert found.code == "C005"
    assert found.path.isascii()
    assert found.path.isprintable()
    assert len(sources.records) == 1


@pytest.mark.parametrize("name", ["a\u202fb.md", "a\u00a0b.md"])
def test_a_space_of_any_kind_is_plain_text(make_content: ContentMaker, name: str) -> None:
    sources = find_sources(make_content({f"releases/{name}": ""}))
    assert [source.path for source in sources.records] == [f"releases/{name}"]
    assert sources.problems == ()


@pytest.mark.parametrize("name", [b"a\xff.png", b"a\x07.png"])
def test_a_file_that_is_no_record_stops_nothing_by_its_name(make_content: ContentMaker, name: bytes) -> None:
    content = make_content({"releases/ok.md": ""})
    (content / "releases" / os.fsdecode(name)).touch()
    found = only(find_sources(content).problems)
    assert (found.code, found.severity) == ("C006", Severity.WARNING)


def test_what_is_neither_file_nor_folder_does_not_exist(make_content: ContentMaker) -> None:
    content = make_content({"releases/a.md": ""})
    os.mkfifo(content / "releases" / "b.md")
    assert len(find_sources(content).records) == 1


def test_an_empty_content_folder_holds_nothing(make_content: ContentMaker) -> None:
    assert find_sources(make_content({})).records == ()


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbfone\r\ntwo\r\n", b"one\rtwo\r", b"one\ntwo\n", b"one\r\ntwo\r"])
def test_text_has_unix_line_ends_and_no_byte_order_mark(make_content: ContentMaker, raw: bytes) -> None:
    assert read_text(make_content({"a.md": raw}), "a.md") == ("one\ntwo\n", [])


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        ("é\né".encode("latin-1"), "F009", 1),
        (b"one\ntwo\xff", "F009", 2),
        ("title".encode("utf-16"), "F009", 1),
        (b"one\n\x00", "F009", 2),
        (b"one\ntwo\x1b[31m", "F009", 2),
        ("one\n\n\x85".encode(), "F009", 3),
        (b"x" * (LARGEST + 1), "F010", 1),
    ],
)
def test_what_is_no_text_of_a_person_is_one_problem_at_its_line(
    make_content: ContentMaker, raw: bytes, code: str, line: int
) -> None:
    text, problems = read_text(make_content({"a.md": raw}), "a.md")
    assert text == ""
    assert (only(problems).code, only(problems).line) == (code, line)


def test_a_file_that_is_gone_is_a_problem(make_content: ContentMaker) -> None:
    assert only(read_text(make_content({}), "a.md")[1]).code == "C003"
