"""A build that finds nothing to do does nothing, and says what the one before it said; any change ends that."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.desk.building import BuildResult, run_build
from plugins.newsroom.library import reading as library
from tests.conftest import THEME, ContentMaker
from tests.whole.crawler import tree

OLD = 1_000_000_000
RELEASE = "---\ntitle: Sample\nuid: tag:x,2010:a\ndate: 2010-09-01\n---\nClick here for words.\n"
LATER = "---\ntitle: Later\nuid: tag:x,2010:b\ndate: 2010-10-02\n---\nWords.\n"


@pytest.fixture
def desk(make_content: ContentMaker, tmp_path: Path) -> Path:
    make_content({"releases/a.md": RELEASE, "releases/later.md": LATER})
    shutil.copytree(THEME, tmp_path / "theme")
    for file in (*(tmp_path / "content").rglob("*"), *(tmp_path / "theme").rglob("*")):
        os.utime(file, (OLD, OLD))
    return tmp_path


@pytest.fixture
def build(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[BuildResult, bool]]:
    """Build; the flag says whether the content was read at all."""

    def run(now: str = "2010-10-01T12:00:00Z", **more: Any) -> tuple[BuildResult, bool]:
        read: list[bool] = []
        plain = library.read_library
        with monkeypatch.context() as patch:
            # Files of this very checkout may have changed a moment ago.
            patch.setattr("plugins.newsroom.incremental.build_state.FRESH", 0)
            patch.setattr(
                "plugins.newsroom.library.reading.read_library", lambda *a, **k: read.append(True) or plain(*a, **k)
            )
            given = {"SEARCH": False, "CACHE_PATH": str(desk / "cache"), "THEME": str(desk / "theme"), **more}
            done = run_build(
                content=desk / "content", output=desk / "out", now=now, site_url="https://example.org", more=given
            )
        return done, bool(read)

    return run


def test_what_stands_is_not_read_and_its_problems_are_told_again(build: Any, desk: Path):
    first, read = build()
    assert read and "L006" in first.text
    before = {
        file: (file.stat().st_mtime_ns, file.read_bytes()) for file in (desk / "out").rglob("*") if file.is_file()
    }
    second, read = build()
    assert not read
    assert second.exit_code == 0
    assert second.text == first.text.replace(f"{len(before) - 2} written", "0 written")
    assert kept(desk / "out") == before


def kept(folder: Path) -> dict[Path, tuple[int, bytes]]:
    return {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in folder.rglob("*") if file.is_file()}


CHANGES: dict[str, Callable[[Path], object]] = {
    "an edit": lambda desk: (desk / "content/releases/a.md").write_text(RELEASE.replace("words", "nouns")),
    "a new file": lambda desk: (desk / "content/new.png").write_bytes(b""),
    "a file that is gone": lambda desk: (desk / "content/releases/later.md").unlink(),
    "a renamed folder": lambda desk: (desk / "content/releases").rename(desk / "content/pages"),
    "the theme": lambda desk: (desk / "theme/templates/page.html").write_text("{{ view.title }}"),
    "a page that was deleted": lambda desk: (desk / "out/index.html").unlink(),
    "a page that was changed": lambda desk: (desk / "out/index.html").write_text("x"),
    "a page that is a link now": lambda desk: linked(desk / "out/index.html"),
    "no manifest": lambda desk: (desk / "out/.daylight.json").unlink(),
    "no cache": lambda desk: shutil.rmtree(desk / "cache"),
    "garbage in the cache": lambda desk: [file.write_bytes(b"{") for file in (desk / "cache").glob("build-state-*")],
}


def linked(file: Path) -> None:
    file.rename(file.with_name("elsewhere.html"))
    file.symlink_to("elsewhere.html")


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_is_seen(name: str, build: Any, desk: Path):
    build()
    assert not build()[1]
    CHANGES[name](desk)
    assert build()[1]


@pytest.mark.parametrize(
    "more", [{"SITENAME": "Another"}, {"TIMEZONE": "UTC"}, {"EXTRA_FIELDS": ["x"]}, {"FIELD_NAMES": {"x": "tags"}},
             {"now": "2010-10-02T04:00:00Z"}, {"now": "2010-08-01T00:00:00Z"}, {"WEBSUB_HUB": "https://hub.example.org/"}]
)  # fmt: skip
def test_another_setting_and_another_hour_are_seen(more: dict[str, Any], build: Any):
    build()
    assert build(**more)[1]


def test_a_field_that_gets_a_meaning_is_on_the_next_page_and_on_no_later_one(build: Any, desk: Path, png: Any):
    (desk / "content/releases/photo.png").write_bytes(png(4, 3))
    (desk / "content/releases/a.md").write_text(RELEASE.replace("---\nClick", "image: photo.png\n---\nClick"))
    page = desk / "out/releases/2010/a/index.html"
    for names, shown in (({}, False), ({"image": "images"}, True), ({"cover": "images"}, False)):
        done, _ = build(EXTRA_FIELDS=["image"], FIELD_NAMES=names)
        assert done.exit_code == 0, done.text
        assert ('<img src="/releases/2010/a/photo.png" alt=""' in page.read_text()) is shown
        assert ("I006" in done.text) is shown


def test_a_change_within_one_tick_of_the_clock_is_never_taken_for_none(desk: Path, monkeypatch: pytest.MonkeyPatch):
    def build() -> BuildResult:
        return run_build(
            content=desk / "content", output=desk / "out", now="2010-10-01T12:00:00Z", site_url="https://example.org",
            more={"SEARCH": False, "CACHE_PATH": str(desk / "cache"), "THEME": str(desk / "theme")},
        )  # fmt: skip

    file = desk / "content/releases/a.md"
    file.write_text(RELEASE)
    build()
    before = file.stat()
    file.write_text(RELEASE.replace("words", "nouns"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    build()
    assert b"nouns" in (desk / "out/releases/2010/a/index.html").read_bytes()


def test_a_preview_of_held_items_never_stands(build: Any):
    build(SHOW_HELD=True)
    assert build(SHOW_HELD=True)[1]


def moved_elsewhere(desk: Path, *names: str) -> None:
    """As after a fresh clone, or from a cache kept between runs: other inodes and times, the same bytes."""
    for name in names:
        shutil.copytree(desk / name, desk / f"{name} copied", copy_function=shutil.copy)
        shutil.rmtree(desk / name)
        (desk / f"{name} copied").rename(desk / name)


@pytest.mark.parametrize(
    "names", [("content",), ("theme",), ("out",), ("cache",), ("content", "theme", "out", "cache")]
)
def test_what_has_other_times_and_the_same_bytes_is_not_read_again(names: tuple[str, ...], build: Any, desk: Path):
    build()
    before = {path: data for path, (_, data) in kept(desk / "out").items()}
    for _ in range(2):
        moved_elsewhere(desk, *names)
        done, read = build()
        assert (read, done.exit_code) == (False, 0)
        assert "0 written" in done.text
        assert {path: data for path, (_, data) in kept(desk / "out").items()} == before
    done, read = build()
    assert not read and "0 written" in done.text


def test_an_edit_among_files_with_other_times_is_the_only_thing_made(build: Any, desk: Path):
    build()
    for words in ("Some other words.", "Words again."):
        moved_elsewhere(desk, "content", "theme", "out")
        file = desk / "content" / "releases/a.md"
        file.write_text(f"{file.read_text()}\n\n{words}\n")
        done, read = build()
        assert not read and done.exit_code == 0
        pages = [page.read_text() for page in (desk / "out").rglob("index.html") if words in page.read_text()]
        assert pages


@pytest.mark.parametrize("name", ["theme/templates/release.html", "out/index.html", "content/organizations.yml"])
def test_a_change_of_as_many_bytes_is_found_among_files_with_other_times(name: str, build: Any, desk: Path):
    file = desk / name
    if not file.exists() and not name.startswith("out"):
        file.write_text("center:\n  name: The Center\n")
    build()
    data = file.read_bytes()
    moved_elsewhere(desk, "content", "theme", "out")
    file.write_bytes(
        data.swapcase()
        if name.startswith("out")
        else data.replace(b"ReleaseView", b"ReleaseVIEW").replace(b"Center", b"Centre")
    )
    assert file.read_bytes() != data and file.stat().st_size == len(data)
    _, read = build()
    assert read
    if name.startswith("out"):
        assert file.read_bytes() == data


def test_a_file_that_changed_and_came_back_while_it_was_read_is_no_known_one(
    desk: Path, monkeypatch: pytest.MonkeyPatch
):
    """Its bytes at the end say nothing of those that were read."""
    from dataclasses import replace

    from plugins.newsroom.incremental import build_state

    file = desk / "content" / "releases" / "a.md"
    monkeypatch.setattr(build_state, "FRESH", 0)
    looked = build_state.Looked(
        inputs="", files=f"{file}\0{build_state._stats(os.lstat(file))}", fresh=(), at=0, fresh_sums={}
    )
    assert build_state.sums_as_looked(looked, [str(file)])[str(file)]
    data = file.read_bytes()
    file.write_bytes(b"other")
    file.write_bytes(data)
    os.utime(file, (OLD, OLD))
    assert build_state.sums_as_looked(looked, [str(file)]) == {str(file): ""}
    fresh = replace(looked, fresh=(str(file),), fresh_sums={str(file): "another"})
    assert build_state.sums_as_looked(fresh, [str(file)]) == {str(file): ""}


def test_an_output_that_is_lost_is_put_back_without_reading_anything(build: Any, desk: Path):
    build()
    before = tree(desk / "out")
    shutil.rmtree(desk / "out")
    shutil.copytree(desk / "content", desk / "cloned", copy_function=shutil.copy)
    shutil.rmtree(desk / "content")
    (desk / "cloned").rename(desk / "content")
    done, read = build()
    assert not read
    assert "was empty; the last site built was restored from the cache." in done.text
    assert tree(desk / "out") == before
    again, read = build()
    assert not read and "restored" not in again.text


def test_an_output_that_is_lost_is_put_back_with_a_few_changed_words(build: Any, desk: Path):
    (desk / "content/releases/a.md").write_text(f"{RELEASE}\nA second paragraph.\n")
    build()
    shutil.rmtree(desk / "out")
    (desk / "content/releases/a.md").write_text(f"{RELEASE}\nAnother paragraph.\n")
    done, read = build()
    assert not read and "the last site built was restored" in done.text
    assert "Another paragraph" in (desk / "out/releases/2010/a/index.html").read_text()


@pytest.mark.parametrize("now", ["2010-10-01T12:00:00Z", "2010-08-31T12:00:00Z"])
def test_what_is_held_by_then_is_not_put_back_into_an_output_that_is_lost(build: Any, desk: Path, now: str):
    build()
    shutil.rmtree(desk / "out")
    if now.startswith("2010-10"):
        (desk / "content/releases/a.md").write_text(RELEASE.replace("date:", "status: draft\ndate:"))
    done, read = build(now=now)
    assert read and "was restored" not in done.text
    assert not (desk / "out/releases/2010/a").exists()
    assert [
        file for file in (desk / "cache").glob("kept-output-*/*") if b"/releases/2010/a/" in file.read_bytes()
    ] == []
