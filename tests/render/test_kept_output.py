"""An output that is lost is made again from what the cache kept of it, and the cache keeps nothing else."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.render.checksums import digest
from plugins.render.kept_output import NAME, KeptOutput, kept_output, read_lost_output
from plugins.render.manifest import LOCK, MANIFEST, Report
from plugins.render.output import restore_site, write_site
from plugins.render.theme import Site, Theme

SITE = Site(name="Sample", tagline="", notice="", absolute_url="", home_url="", lang="en", sections=(), footer=())


@dataclass(frozen=True)
class Page:
    path: str
    text: str
    drawn: list[str]

    def fingerprint(self, theme: Theme) -> str:
        return digest(self.text.encode())

    def content(self, theme: Theme) -> bytes:
        self.drawn.append(self.path)
        return self.text.encode()


class Place:
    """An output and its cache."""

    def __init__(self, folder: Path):
        self.folder, self.cache = folder / "output", folder / "cache"
        (folder / "theme" / "templates").mkdir(parents=True)
        self.theme = Theme(folder / "theme", SITE)
        self.report: Report

    def build(self, files: Mapping[str, str], *, output: Path | None = None, in_cache: bool = True) -> list[str]:
        """Which files were drawn."""
        drawn: list[str] = []
        self.report = write_site(
            [Page(path, text, drawn) for path, text in files.items()], self.theme, output or self.folder, self.cache,
            publication=False, now="", in_cache=in_cache,
        )  # fmt: skip
        return drawn

    def lose(self) -> None:
        self.folder.rename(self.folder.with_name(f"lost {len(list(self.folder.parent.iterdir()))}"))

    def restore(self) -> bool:
        lost = read_lost_output(
            self.folder, self.cache, manifest=self.report.manifest, publication=False, now="", keep=()
        )
        return lost is not None and restore_site(self.folder, self.cache, lost) is not None

    @property
    def kept(self) -> KeptOutput:
        return kept_output(self.cache, self.folder)

    def files(self) -> dict[str, bytes]:
        return {
            file.relative_to(self.folder).as_posix(): file.read_bytes()
            for file in sorted(self.folder.rglob("*"))
            if file.is_file() and file.name != LOCK
        }


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    assert {digest(data) for data in made.files().values()} == made.kept.names() or not made.kept.names()


FILES = {"index.html": "home", "a/index.html": "words of a", "b/index.html": "words of b", "b/copy.html": "words of b"}


def test_a_lost_output_is_put_back_as_it_was_without_drawing_anything(place: Place) -> None:
    place.build(FILES)
    before = place.files()
    place.lose()
    assert place.restore()
    assert place.files() == before
    assert place.build(FILES) == []
    assert place.report.written == ()


def test_what_is_put_back_shares_its_bytes_with_the_cache_and_with_no_other_file(place: Place) -> None:
    """Or a time that is set on one would be set on the other."""
    place.build(FILES)
    shutil.rmtree(place.folder)
    assert place.restore()
    names = [(place.folder / path).stat() for path in ("a/index.html", "b/index.html", "b/copy.html")]
    assert len({found.st_ino for found in names}) == 3
    assert sorted(found.st_nlink for found in names) == [1, 2, 2]


def test_after_an_edit_only_that_is_drawn_of_a_lost_output(place: Place) -> None:
    place.build(FILES)
    place.lose()
    assert place.build({**FILES, "a/index.html": "other words"}) == ["a/index.html"]
    assert place.files()["b/index.html"] == b"words of b"


def test_what_leaves_the_output_is_kept_no_more_not_even_for_another_output(place: Place, tmp_path: Path) -> None:
    other = tmp_path / "other output"
    place.build(FILES, output=other)
    place.build(FILES)
    assert digest(b"words of a") in kept_output(place.cache, other).names() & place.kept.names()
    place.build({"index.html": "home", "b/index.html": "words of b", "b/copy.html": "words of b"})
    assert [file for file in place.cache.rglob("*") if file.is_file() and b"words of a" in file.read_bytes()] == []
    assert digest(b"words of b") in place.kept.names()


def test_it_leaves_the_cache_before_the_output(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build(FILES)
    monkeypatch.setattr("plugins.render.output._remove", lambda folder, paths: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        place.build({"index.html": "home"})
    assert place.kept.names() == {digest(b"home")}
    monkeypatch.undo()
    place.build({"index.html": "home"})


def test_what_is_taken_out_while_the_output_is_lost_is_never_put_back(place: Place) -> None:
    place.build(FILES)
    place.lose()
    place.build({"index.html": "home"})
    assert place.files().keys() == {"index.html", MANIFEST}


def test_what_must_not_be_kept_is_not_and_neither_is_what_was_there(place: Place) -> None:
    place.build(FILES)
    place.build(FILES, in_cache=False)
    assert list(place.cache.glob(f"{NAME}*")) == []


@pytest.mark.parametrize("damage", [b"words of x", b"", None])
def test_what_was_damaged_in_the_cache_is_drawn_anew(place: Place, damage: bytes | None) -> None:
    place.build(FILES)
    place.lose()
    file = place.kept.folder / digest(b"words of a")
    file.unlink()
    if damage is not None:
        file.write_bytes(damage)
    assert not place.restore()
    assert place.build(FILES) == ["a/index.html"]
    assert place.files()["a/index.html"] == b"words of a"


def test_a_link_in_the_cache_is_not_followed(place: Place, tmp_path: Path) -> None:
    place.build(FILES)
    place.lose()
    (tmp_path / "elsewhere").write_bytes(b"words of a")
    file = place.kept.folder / digest(b"words of a")
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere")
    assert place.build(FILES) == ["a/index.html"]
    assert not (place.folder / "a/index.html").is_symlink()


def test_a_page_that_was_changed_in_the_output_is_made_again_and_kept_again(place: Place) -> None:
    place.build(FILES)
    (place.folder / "a/index.html").write_bytes(b"tampered!!")
    os.utime(place.folder / "a/index.html", (1, 1))
    assert place.build(FILES) == ["a/index.html"]
    place.lose()
    assert place.build(FILES) == []


def test_a_disk_without_second_names_has_copies(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    place.build(FILES)
    place.lose()
    assert place.build(FILES) == []
    assert {os.lstat(place.folder / path).st_nlink for path in FILES} == {1}


@pytest.mark.skipif(os.name != "posix", reason="needs the permissions of POSIX")
def test_what_others_may_write_to_is_copied_so_that_no_change_of_it_reaches_the_output(place: Place) -> None:
    place.build(FILES)
    assert os.lstat(place.folder / "a/index.html").st_nlink == 2
    file = place.kept.folder / digest(b"words of a")
    file.chmod(0o666)
    place.lose()
    assert place.build(FILES) == []
    assert os.lstat(place.folder / "a/index.html").st_nlink == 1


def test_an_output_with_anything_of_somebody_else_is_not_filled_unasked(place: Place) -> None:
    place.build(FILES)
    place.lose()
    place.folder.mkdir()
    (place.folder / "notes.txt").write_text("not ours")
    assert not place.restore()
    assert [file.name for file in place.folder.iterdir()] == ["notes.txt"]
    (place.folder / "notes.txt").unlink()
    place.build(FILES)
