"""An output that nobody can vouch for: its manifest lost, cut or another's, or files in it that no build made."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.render.disk import OutputError
from plugins.render.manifest import LOCK, MANIFEST
from tests.render.test_output import Builder, build, listing, out, theme  # noqa: F401

HELD = "releases/2010/held/index.html"
BOTH = {"index.html": "home", HELD: "out at last"}
ONE = {"index.html": "home, alone"}


def lose(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def cut(folder: Path) -> None:
    (folder / MANIFEST).write_bytes((folder / MANIFEST).read_bytes()[:-20])


def empty(folder: Path) -> None:
    (folder / MANIFEST).write_bytes(b"")


def take_anothers(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    del manifest["files"][HELD]
    manifest["files"]["elsewhere.html"] = ["x", "y", 3]
    (folder / MANIFEST).write_text(json.dumps(manifest))


def take_one_line_out(folder: Path) -> None:
    """As a merge may: what is left fits the files, and their number at its end says that one is missing."""
    manifest = json.loads((folder / MANIFEST).read_text())
    del manifest["files"][HELD]
    (folder / MANIFEST).write_text(json.dumps(manifest))


def call_it_unfinished(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    del manifest["files"][HELD]
    (folder / MANIFEST).write_text(json.dumps({**manifest, "complete": False}))


DAMAGE = [lose, cut, empty, take_anothers, take_one_line_out]


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_the_cache_remembers_is_made_whole_and_said(
    build: Builder,  # noqa: F811
    out: Path,  # noqa: F811
    damage: Callable[[Path], None],
) -> None:
    build(BOTH)
    damage(out)
    report = build(ONE)
    assert report.restored
    assert report.removed[-1:] == (HELD,)
    assert listing(out).keys() == {"index.html"}


@pytest.mark.parametrize("damage", DAMAGE)
def test_without_a_cache_a_page_that_nobody_can_vouch_for_is_refused_by_name(
    build: Builder,  # noqa: F811
    out: Path,  # noqa: F811
    tmp_path: Path,
    damage: Callable[[Path], None],
) -> None:
    build(BOTH)
    damage(out)
    shutil.rmtree(tmp_path / "cache")
    with pytest.raises(OutputError) as refused:
        build(ONE)
    assert HELD in str(refused.value) and "Fix: delete the folder" in str(refused.value)
    assert listing(out)["index.html"] == b"home"


def test_what_this_build_makes_anew_is_no_reason_to_refuse(build: Builder, out: Path, tmp_path: Path) -> None:  # noqa: F811
    build(BOTH)
    lose(out)
    shutil.rmtree(tmp_path / "cache")
    assert build(BOTH).restored
    assert not build(BOTH).restored


def test_what_lay_there_before_the_first_build_is_named(build: Builder, out: Path) -> None:  # noqa: F811
    (out / "notes").mkdir(parents=True)
    (out / "notes/mine.txt").write_text("mine")
    assert build(ONE).strangers == ("notes/mine.txt",)
    assert build(ONE).strangers == ()


@pytest.mark.parametrize("path", ["CNAME", ".well-known/acme/token", "old/page.html"])
def test_a_publication_never_carries_along_what_no_build_made(build: Builder, out: Path, path: str) -> None:  # noqa: F811
    build(ONE)
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_text("mine")
    build(BOTH)  # a preview
    with pytest.raises(OutputError) as refused:
        build(ONE, publication=True)
    assert path in str(refused.value) and "KEEP_FILES" in str(refused.value)
    build(ONE, publication=True, keep=("CNAME", ".well-known/*", "old/*"))
    assert (out / path).read_text() == "mine"


def test_a_link_is_a_stranger_and_a_repository_is_not(build: Builder, out: Path, tmp_path: Path) -> None:  # noqa: F811
    build(ONE, publication=True)
    (out / ".git").mkdir()
    (out / ".git/config").write_text("x")
    build(ONE, publication=True)
    (out / "elsewhere").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="elsewhere"):
        build(ONE, publication=True)


@pytest.mark.parametrize("damage", [take_one_line_out, call_it_unfinished])
def test_one_line_that_is_missing_is_known_by_the_checksum_of_the_list(
    build: Builder,  # noqa: F811
    out: Path,  # noqa: F811
    damage: Callable[[Path], None],
) -> None:
    build(BOTH)
    damage(out)
    build(ONE)
    assert not (out / HELD).exists()


def test_the_lock_alone_says_that_builds_were_here(build: Builder, out: Path, tmp_path: Path) -> None:  # noqa: F811
    build(BOTH)
    assert (out / LOCK).exists()
    lose(out)
    shutil.rmtree(tmp_path / "cache")
    with pytest.raises(OutputError):
        build(ONE)
