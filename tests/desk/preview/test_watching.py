"""What counts as a save."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from queue import Empty

import pytest

from plugins.desk.preview.watching import Watcher, is_passing

CONTENT = Path("/home/.sites/.hidden/content")


@pytest.mark.parametrize(
    "name",
    [
        ".release.md.swp",
        "releases/.#a.md",
        "a.md~",
        "4913",
        "#a.md#",
        ".git/index",
        "~$letter.docx",
        ".~lock.letter.odt#",
        "__pycache__/serve.cpython-311.pyc",
        "a.md___jb_tmp___",
        ".DS_Store",
        ".goutputstream-X1",
        "letter.pdf.part",
    ],
)
def test_what_editors_and_systems_leave_is_nobodys_work(name: str):
    assert is_passing(CONTENT / name, [CONTENT])


@pytest.mark.parametrize(
    "name", ["releases/2010/a.md", "documents/a/a.pdf", "contacts.yml", "4913.md", "trackers/a.csv"]
)
def test_a_file_of_the_content_is_work_wherever_the_content_lies(name: str):
    assert not is_passing(CONTENT / name, [CONTENT])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in ("content", "content/out"):
        (tmp_path / name).mkdir()
    (tmp_path / "content/a.md").write_text("one")
    (tmp_path / "pelicanconf.py").write_text("A = 1")
    return tmp_path


@pytest.fixture
def watcher(place: Path) -> Iterator[Watcher]:
    watcher = Watcher([place / "content", place / "pelicanconf.py"], ignored=place / "content/out")
    watcher.start()
    yield watcher
    watcher.close()


def drain(watcher: Watcher) -> set[Path]:
    """All that was saved, until nothing has come for a second."""
    saved: set[Path] = set()
    while True:
        try:
            saved |= watcher.bursts.get(timeout=1)
        except Empty:
            return saved


def test_a_save_is_noticed_once_it_is_quiet(watcher: Watcher, place: Path):
    for name in ("a", "b", "c"):
        (place / f"content/{name}.md").write_text("two")
    assert drain(watcher) == {place / f"content/{name}.md" for name in ("a", "b", "c")}


@pytest.mark.parametrize("number", range(5))
def test_a_save_right_after_the_start_is_not_lost(watcher: Watcher, place: Path, number: int):
    (place / "content/a.md").write_text("two")
    assert watcher.bursts.get(timeout=10) == {place / "content/a.md"}


def test_a_watch_that_cannot_be_is_told_with_its_fix(place: Path):
    watcher = Watcher([place / "content"], ignored=place / "out")
    shutil.rmtree(place / "content")
    with pytest.raises(SystemExit, match=r"The folders can't be watched for changes: .*\n  Fix: "):
        watcher.start()


def test_a_deleted_and_a_renamed_file_count(watcher: Watcher, place: Path):
    (place / "content/a.md").rename(place / "content/b.md")
    assert drain(watcher) == {place / "content/a.md", place / "content/b.md"}


def test_a_file_that_is_replaced_is_noticed_every_time(watcher: Watcher, place: Path):
    for text in ("A = 2", "A = 33"):
        (place / "new").write_text(text)
        (place / "new").replace(place / "pelicanconf.py")
        assert drain(watcher) == {place / "pelicanconf.py"}


def test_the_output_and_editors_files_are_left_out(watcher: Watcher, place: Path):
    (place / "content/out/index.html").write_text("made")
    (place / "content/.a.md.swp").write_text("vim")
    (place / "content/a.md~").write_text("emacs")
    (place / "content/4913").write_text("vim")
    assert drain(watcher) == set()
