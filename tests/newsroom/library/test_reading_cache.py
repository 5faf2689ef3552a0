"""What is kept of readings: never an old one, never a foreign one, never what is held."""

import io
import os
import pickle
import sqlite3
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from plugins.newsroom.library import reading as library
from plugins.newsroom.library import reading_cache
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.reading_cache import CachedText, ValuesUnpickler
from plugins.newsroom.library.settings import Settings
from plugins.records.reading import State
from tests.conftest import ContentMaker, SettingsMaker

OUT = "---\ntitle: Sample {0}\nuid: tag:x,2010:{0}\ndate: 2010-09-01\n---\nSample words {0}, *of it*.\n"
HELD = "---\ntitle: Zanzibar\nuid: tag:x,2010:h\ndate: 2010-10-02\ntags: [Zanzibar]\n---\nZanzibar.\n"


@pytest.fixture
def content(make_content: ContentMaker) -> Path:
    content = make_content({f"releases/{n}.md": OUT.format(n) for n in range(3)} | {"releases/h.md": HELD})
    for file in content.rglob("*.md"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    return content


@pytest.fixture
def read(
    content: Path, settings: SettingsMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """Read the library; gives the names of the sources that were read and did not come from the reading cache."""

    def run(**given: Any) -> list[str]:
        names: list[str] = []
        plain = library._read_one

        def noted(reader: Any, source: Any) -> Any:
            names.append(Path(source.path).stem)
            return plain(reader, source)

        monkeypatch.setattr(library, "_read_one", noted)
        run.library = read_library(taken(settings, content, tmp_path, **given), workers=1)  # type: ignore[attr-defined]
        monkeypatch.setattr(library, "_read_one", plain)
        return sorted(names)

    return run


def taken(settings: SettingsMaker, content: Path, tmp_path: Path, **given: Any) -> Settings:
    return settings(content, **{"CACHE_PATH": str(tmp_path / "own cache"), **given})


def html(library: Any) -> dict[str, str]:
    return {item.slug: "".join(part for part in item.prose.html if isinstance(part, str)) for item in library.items}


def test_a_second_reading_reads_nothing_and_says_the_same(read: Any):
    assert read() == ["0", "1", "2", "h"]
    first = html(read.library)
    assert read() == []
    assert html(read.library) == first
    assert all(isinstance(item.prose.html, CachedText) for item in read.library.items)
    assert "<em>of it</em>" in first["0"]


def test_a_second_reading_reads_nothing_under_a_python_that_pickles_enumerations_by_name(
    read: Any, monkeypatch: pytest.MonkeyPatch
):
    """As 3.11.0 to 3.11.3 do, which Debian 12 has."""
    monkeypatch.setattr(Enum, "__reduce_ex__", lambda member, _: (getattr, (type(member), member.name)))
    assert read() == ["0", "1", "2", "h"]
    assert b"getattr" in pickle.dumps(State.SEEN)
    assert read() == []


@pytest.mark.parametrize("of, name", [(State, "mro"), (State, "__class__"), (CachedText, "_parts")])
def test_of_a_file_in_the_cache_getattr_gives_members_of_enumerations_alone(of: type, name: str):
    class Planted:
        def __reduce__(self) -> Any:
            return getattr, (of, name)

    with pytest.raises(pickle.UnpicklingError, match=name):
        ValuesUnpickler(io.BytesIO(pickle.dumps(Planted()))).load()


def test_what_changed_is_read_again_and_nothing_else(read: Any, content: Path):
    read()
    (content / "releases/1.md").write_text(OUT.format(1).replace("words", "nouns"))
    assert read() == ["1"]
    assert "nouns" in html(read.library)["1"]
    (content / "releases/2.md").unlink()
    (content / "releases/4.md").write_text(OUT.format(4))
    assert read() == ["4"]
    assert sorted(html(read.library)) == ["0", "1", "4"]


def test_a_change_that_keeps_size_and_time_is_seen_while_the_time_is_fresh(read: Any, content: Path):
    file = content / "releases/1.md"
    file.write_text(OUT.format(1))
    read()
    before = file.stat()
    file.write_text(OUT.format(1).replace("words", "nouns"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read() == ["1"]


@pytest.mark.parametrize("moved", [1, 2, 3])
def test_where_a_time_or_the_place_on_the_disk_moved_the_bytes_decide(
    read: Any, content: Path, monkeypatch: pytest.MonkeyPatch, moved: int
):
    stats = {str(content / f"releases/{name}.md"): [100, 10**18, 10**18, 7] for name in ("0", "1", "2", "h")}
    monkeypatch.setattr(reading_cache, "_stat", lambda file: tuple(stats[file]))
    assert len(read()) == 4
    for name in ("0", "1"):
        stats[str(content / f"releases/{name}.md")][moved] += 1
    (content / "releases/1.md").write_text(OUT.format(1).replace("words", "nouns"))
    (content / "releases/2.md").write_text(OUT.format(2).replace("words", "nouns"))
    assert read() == ["1"]
    assert read(PUBLICATION=True, PUBLISHING=True, NOW="2010-10-01T12:00:00Z") == ["2"]


def test_a_touched_file_is_not_read_again(read: Any, content: Path):
    read()
    os.utime(content / "releases/1.md")
    assert read() == []


@pytest.mark.parametrize("meanwhile", ["", None, OUT.format("other")])
@pytest.mark.parametrize("age", [0, 1])
def test_what_was_read_of_a_file_that_changed_meanwhile_is_not_kept(
    content: Path,
    settings: SettingsMaker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: str | None,
    age: int,
):
    """It is as before when it is looked at again, its time included: a copy that was made anew."""
    file, stat = content / "releases/1.md", (content / "releases/1.md").stat()
    plain = library._read_one

    def disturbed(reader: Any, source: Any) -> Any:
        if source.path != "releases/1.md":
            return plain(reader, source)
        file.unlink() if meanwhile is None else file.write_text(meanwhile)
        found = plain(reader, source)
        file.write_text(OUT.format(1))
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        return found

    time.sleep(0.2 * age)
    monkeypatch.setattr(library, "_read_one", disturbed)
    read_library(taken(settings, content, tmp_path), workers=1)
    monkeypatch.setattr(library, "_read_one", plain)
    again = read_library(taken(settings, content, tmp_path), workers=1)
    assert again.problems == ()
    assert sorted(item.record.title for item in again.releases) == ["Sample 0", "Sample 1", "Sample 2"]
    assert "Sample words 1," in html(again)["1"]


def test_its_hour_brings_a_held_record_out_and_its_text_is_not_kept_before(read: Any, tmp_path: Path):
    read()
    kept = b"".join(file.read_bytes() for file in (tmp_path / "own cache").iterdir() if file.is_file())
    assert b"anzibar" not in kept
    assert read(now="2010-10-02T04:00:00Z") == ["h"]
    assert "Zanzibar" in html(read.library)["h"]
    assert read(now="2010-10-01T12:00:00Z") == ["h"]
    assert "h" not in html(read.library)


def test_a_preview_reads_what_is_held_anew_and_puts_it_nowhere(read: Any, tmp_path: Path):
    assert read(SHOW_HELD=True) == ["0", "1", "2", "h", "h"]
    shown = html(read.library)
    assert "Zanzibar" in shown["h"]
    assert read(SHOW_HELD=True) == ["h"]
    assert html(read.library) == shown
    kept = b"".join(file.read_bytes() for file in (tmp_path / "own cache").iterdir() if file.is_file())
    assert b"anzibar" not in kept
    assert read() == []
    assert "h" not in html(read.library)


def test_a_note_of_change_comes_out_at_its_hour(read: Any, content: Path):
    note = "changes:\n- date: 2010-10-05\n  note: Later.\n---"
    (content / "releases/1.md").write_text(OUT.format(1)[::-1].replace("---", note[::-1], 1)[::-1])
    read()
    assert [len(item.changes) for item in read.library.releases if item.slug == "1"] == [0]
    assert read(now="2010-10-06T12:00:00Z") == ["1", "h"]
    assert [len(item.changes) for item in read.library.releases if item.slug == "1"] == [1]


@pytest.mark.parametrize(
    "given",
    [{"DEFAULT_LANG": "es"}, {"TIMEZONE": "Europe/Prague"}, {"EXTRA_FIELDS": ["x"]}, {"FIELD_NAMES": {"x": "tags"}}],
)
def test_other_rules_have_a_reading_cache_of_their_own(read: Any, given: dict[str, Any]):
    read()
    assert read(**given) == ["0", "1", "2", "h"]
    assert read() == []


class Foreign:
    def __reduce__(self) -> Any:
        return os.system, ("echo harm > harm.txt",)


def damage(name: str, cache: Path) -> None:
    [index], [texts] = cache.glob("readings-*"), cache.glob("texts-*.sqlite")
    match name:
        case "a truncated index":
            index.write_bytes(index.read_bytes()[:-20])
        case "an empty index":
            index.write_bytes(b"")
        case "a foreign index":
            import hashlib

            body = pickle.dumps((Foreign(), set()))
            index.write_bytes(hashlib.sha256(body).digest() + body)
        case "garbage for texts":
            texts.write_bytes(b"garbage " * 2000)
        case "no texts":
            texts.unlink()
        case "lost texts":
            with sqlite3.connect(texts) as connection:
                connection.execute("delete from texts")
        case "other readings":
            with sqlite3.connect(texts) as connection:
                done = connection.execute("update texts set parts = x'80' where instr(parts, ?)", (b"records.reading",))
                assert done.rowcount == 4


@pytest.mark.parametrize(
    "name",
    [
        "a truncated index",
        "an empty index",
        "a foreign index",
        "garbage for texts",
        "no texts",
        "lost texts",
        "other readings",
    ],
)
def test_a_damaged_cache_is_read_anew_and_one_line_says_so(
    read: Any, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    read()
    first = html(read.library)
    damage(name, tmp_path / "own cache")
    assert read() == ["0", "1", "2", "h"]
    assert html(read.library) == first
    assert read.library.remarks == ("The reading cache was damaged and has been rebuilt.",)
    assert not (tmp_path / "harm.txt").exists()
    assert read() == []
    assert read.library.remarks == ()


def test_a_cache_that_cannot_be_written_costs_time_alone(read: Any, tmp_path: Path):
    (tmp_path / "own cache").write_text("a file stands in its place")
    for _ in range(2):
        assert read() == ["0", "1", "2", "h"]
        assert sorted(html(read.library)) == ["0", "1", "2"]
