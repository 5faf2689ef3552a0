"""The output is replaced, never edited in place; what is not ours is left alone; a killed build is repaired."""

import io
import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from plugins.render.checksums import digest
from plugins.render.disk import OutputError
from plugins.render.manifest import LOCK, MANIFEST, TEMPORARY, Report, read_manifest
from plugins.render.output import write_site
from plugins.render.pages import Copy, Made, Output, Page
from plugins.render.theme import Site, Theme

ROOT = Path(__file__).parents[2]
SITE = Site(
    name="S", tagline="", notice="", absolute_url="https://example.org", home_url="/", lang="en", sections=(), footer=()
)


@dataclass(frozen=True, slots=True)
class View:
    text: str


def encoded(text: str) -> bytes:
    return text.encode()


def failing(text: str) -> bytes:
    raise OSError(28, "No space left on device", text)


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    folder = tmp_path / "theme"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "page.html").write_text("<p>{{ view.text }}</p>\n")
    return Theme(folder, SITE)


Builder = Callable[..., Report]


@pytest.fixture
def build(tmp_path: Path, theme: Theme) -> Builder:
    """Write these files: `{path: text}`, or outputs made by hand."""

    def build_site(
        files: dict[str, str] | list[Output], *, publication: bool = False, now: str = "", **more: Any
    ) -> Report:
        outputs: list[Output] = (
            [Made(path=path, view=text, make=encoded) for path, text in files.items()]
            if isinstance(files, dict)
            else files
        )
        theme_used = more.get("theme", theme)
        cache = tmp_path / "cache"
        return write_site(
            outputs,
            theme_used,
            more.get("folder", tmp_path / "output"),
            cache,
            publication=publication,
            now=now,
            keep=more.get("keep", ()),
            workers=more.get("workers", 1),
        )

    return build_site


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "output"


def listing(folder: Path) -> dict[str, bytes]:
    """Every file that a reader could ask for."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name not in (MANIFEST, LOCK)
    }


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(file): (file.stat().st_mtime_ns, file.stat().st_ino) for file in folder.rglob("*") if file.is_file()}


def test_a_build_writes_every_file_and_says_so(build: Builder, out: Path) -> None:
    report = build({"index.html": "home", "a/b/c.txt": "c"})
    assert listing(out) == {"index.html": b"home", "a/b/c.txt": b"c"}
    assert (report.files, sorted(report.written), report.removed, report.repaired) == (
        2,
        ["a/b/c.txt", "index.html"],
        (),
        False,
    )


def test_an_unchanged_build_writes_nothing_and_moves_no_clock(build: Builder, out: Path) -> None:
    files = {"index.html": "home", "a/b.txt": "b"}
    build(files)
    before = stamps(out)
    report = build(files)
    assert (report.written, report.removed) == ((), ())
    assert stamps(out) == before


def test_only_what_changed_is_written(build: Builder, out: Path) -> None:
    build({"a.txt": "a", "b.txt": "b"})
    before = stamps(out)
    assert build({"a.txt": "a", "b.txt": "B"}).written == ("b.txt",)
    assert stamps(out)[str(out / "a.txt")] == before[str(out / "a.txt")]


def test_what_is_no_longer_made_is_removed_with_its_empty_folders(build: Builder, out: Path) -> None:
    build({"index.html": "home", "a/b/c.txt": "c", "a/d.txt": "d"})
    report = build({"index.html": "home", "a/d.txt": "d"})
    assert report.removed == ("a/b/c.txt",)
    assert listing(out) == {"index.html": b"home", "a/d.txt": b"d"}
    assert not (out / "a" / "b").exists()


def test_files_that_are_not_ours_stay(build: Builder, out: Path) -> None:
    build({"index.html": "home", "a/b.txt": "b"})
    (out / "a" / "theirs.txt").write_text("theirs")
    (out / ".well-known").mkdir()
    (out / ".well-known" / "x").write_text("x")
    build({"index.html": "home"})
    assert listing(out) == {".well-known/x": b"x", "a/theirs.txt": b"theirs", "index.html": b"home"}


def test_what_lay_in_the_folder_before_the_first_build_stays(build: Builder, out: Path) -> None:
    out.mkdir()
    (out / "old.html").write_text("old")
    build({"index.html": "home"})
    build({})
    assert listing(out) == {"old.html": b"old"}


def test_a_file_that_was_changed_or_lost_is_made_again(build: Builder, out: Path) -> None:
    files = {"a.txt": "aaa", "b.txt": "bbb", "c.txt": "ccc"}
    build(files)
    (out / "a.txt").write_text("xxx")
    (out / "b.txt").unlink()
    (out / "c.txt").unlink()
    (out / "c.txt").symlink_to(out / "a.txt")
    assert sorted(build(files).written) == ["a.txt", "b.txt", "c.txt"]
    assert listing(out) == {"a.txt": b"aaa", "b.txt": b"bbb", "c.txt": b"ccc"}
    assert not (out / "c.txt").is_symlink()


def test_a_change_of_the_same_size_within_the_same_second_is_seen(build: Builder, out: Path) -> None:
    build({"a.txt": "aaa"})
    stamp = (out / "a.txt").stat().st_mtime_ns
    (out / "a.txt").write_text("xxx")
    os.utime(out / "a.txt", ns=(stamp + 1, stamp + 1))
    assert build({"a.txt": "aaa"}).written == ("a.txt",)


def test_a_touched_file_is_read_and_left(build: Builder, out: Path) -> None:
    build({"a.txt": "a"})
    os.utime(out / "a.txt", (1, 1))
    assert build({"a.txt": "a"}).written == ()
    assert (out / "a.txt").stat().st_mtime == 1


def test_a_lost_cache_costs_time_and_nothing_else(build: Builder, out: Path, tmp_path: Path) -> None:
    build({"a.txt": "a"})
    (stamps_file,) = (tmp_path / "cache").glob("stamps-*")
    stamps_file.write_text("no json {")
    before = stamps(out)
    assert build({"a.txt": "a"}).written == ()
    assert stamps(out) == before


def test_readers_never_meet_half_a_file(build: Builder, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build({"a.txt": "old"})
    replace, seen = Path.replace, []

    def watched(self: Path, target: Path) -> Path:
        if target.name == "a.txt":
            seen.append((target.read_text(), self.read_text(), self.parent == target.parent))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    build({"a.txt": "new and longer"})
    assert seen == [("old", "new and longer", True)]


def test_while_it_writes_the_manifest_says_so(build: Builder, out: Path, theme: Theme) -> None:
    build({"a.txt": "a"})
    said: list[bool] = []

    def look(text: str) -> bytes:
        manifest = read_manifest(out)
        assert manifest is not None
        assert {"a.txt", "b.txt"} <= manifest.entries.keys()
        said.append(manifest.complete)
        return text.encode()

    build([Made(path="b.txt", view="b", make=look)])
    assert said == [False]
    manifest = read_manifest(out)
    assert manifest is not None
    assert manifest.complete


def test_a_failure_while_writing_leaves_the_old_files_and_is_repaired(build: Builder, out: Path) -> None:
    build({"a.txt": "old", "gone.txt": "x"})
    with pytest.raises(OutputError, match="No space left on device"):
        build([Made(path="a.txt", view="new", make=failing)])
    assert listing(out) == {"a.txt": b"old", "gone.txt": b"x"}
    report = build({"a.txt": "new"})
    assert report.repaired
    assert listing(out) == {"a.txt": b"new"}
    assert not build({"a.txt": "new"}).repaired


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from plugins.render.output import write_site
    from plugins.render.pages import Made
    from plugins.render.theme import Theme
    from tests.render.test_output import SITE, encoded

    def kill(text):
        os.kill(os.getpid(), signal.SIGKILL)

    here = Path(sys.argv[1])
    outputs = [Made(path=f"new/{n}.txt", view="new", make=kill if n == 3 else encoded) for n in range(6)]
    outputs.append(Made(path="same.txt", view="same", make=encoded))
    theme = Theme(here / "theme", SITE)
    write_site(outputs, theme, here / "output", here / "cache", publication=False, now="", workers=1)
"""


def test_a_build_that_was_killed_is_repaired_by_the_next_whatever_that_makes(
    build: Builder, out: Path, tmp_path: Path
) -> None:
    build({"same.txt": "same", "old.txt": "old"})
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert {"new/0.txt", "old.txt"} <= listing(out).keys()
    (out / "new" / f".3.txt.123{TEMPORARY}").write_text("half")
    report = build({"same.txt": "same", "new/9.txt": "nine"})
    assert report.repaired
    assert listing(out) == {"same.txt": b"same", "new/9.txt": b"nine"}
    assert "same.txt" not in report.written
    manifest = read_manifest(out)
    assert manifest is not None
    assert manifest.entries.keys() == {"same.txt", "new/9.txt"}


def test_a_first_build_that_was_killed_in_the_middle_of_a_file_is_repaired(
    build: Builder, out: Path, tmp_path: Path
) -> None:
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    (out / "new" / "2.txt").write_text("n")
    assert build({f"new/{n}.txt": "new" for n in range(6)}).repaired
    assert listing(out) == {f"new/{n}.txt": b"new" for n in range(6)}


def test_a_first_build_writes_in_place_and_replaces_what_lay_there(
    build: Builder, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.mkdir()
    (out / "theirs.txt").write_text("older")
    replace, replaced = Path.replace, []

    def watched(self: Path, target: Path) -> Path:
        replaced.append(target.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    assert sorted(build({"a/b.txt": "b", "theirs.txt": "newer"}).written) == ["a/b.txt", "theirs.txt"]
    assert listing(out) == {"a/b.txt": b"b", "theirs.txt": b"newer"}
    assert "theirs.txt" in replaced
    assert "b.txt" not in replaced


def test_a_first_build_that_the_disk_refuses_leaves_no_half_file(
    build: Builder, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    opened = Path.open

    def full(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        stream = opened(self, mode, *more, **named)
        if self.name != "a.txt":
            return stream
        stream.close()
        return Full()

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OutputError, match=r"No space left on device \(.*a\.txt\)"):
        build({"a.txt": "a"})
    assert listing(out) == {}


def test_the_manifest_says_what_was_built_and_for_what(build: Builder, out: Path) -> None:
    build({"a.txt": "a"}, publication=True, now="2010-09-01")
    manifest = read_manifest(out)
    assert manifest is not None
    assert (manifest.complete, manifest.publication, manifest.now) == (True, True, "2010-09-01")
    entry = manifest.entries["a.txt"]
    assert (entry.sha256, entry.size) == (digest(b"a"), 1)


def test_a_build_for_another_purpose_changes_the_manifest_alone(build: Builder, out: Path) -> None:
    build({"a.txt": "a"}, publication=False)
    assert build({"a.txt": "a"}, publication=True).written == ()
    manifest = read_manifest(out)
    assert manifest is not None
    assert manifest.publication


def test_the_manifest_depends_on_the_site_alone(build: Builder, tmp_path: Path) -> None:
    files = {f"{n}.txt": str(n) for n in range(20)}
    build(files, folder=tmp_path / "one")
    build({"5.txt": "other"}, folder=tmp_path / "two")
    build(dict(reversed(files.items())), folder=tmp_path / "two")
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 1}',
        '{"version": 99, "files": {}}',
        '{"version": 1, "files": {"a.txt": 5}}',
        *(
            f'{{"version": 1, "complete": true, "publication": true, "now": "", "files": {{"{name}": ["", "", 0]}}}}'
            for name in ("a\\u0000b", "a\\ud800b")
        ),
        "\xff",
    ],
)
def test_a_manifest_that_cannot_be_read_is_told_and_the_output_made_whole(build: Builder, out: Path, text: str) -> None:
    build({"a.txt": "a"})
    (out / MANIFEST).write_bytes(text.encode("latin-1"))
    report = build({"a.txt": "a"})
    assert report.restored
    assert report.written == ()
    manifest = read_manifest(out)
    assert manifest is not None
    assert manifest.complete


def test_a_manifest_cannot_make_a_build_delete_what_lies_outside(build: Builder, out: Path, tmp_path: Path) -> None:
    build({"a.txt": "a"})
    (tmp_path / "precious.txt").write_text("p")
    manifest = json.loads((out / MANIFEST).read_text())
    for path in ("../precious.txt", str(tmp_path / "precious.txt"), "x/../../precious.txt", "", "."):
        manifest["files"][path] = ["", "", 0]
    (out / MANIFEST).write_text(json.dumps(manifest))
    build({})
    assert (tmp_path / "precious.txt").read_text() == "p"
    assert out.is_dir()


def test_nothing_is_written_through_a_folder_that_leads_elsewhere(build: Builder, out: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    out.mkdir()
    (out / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="is a link to another place"):
        build({"a/b.txt": "b"})
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_nothing_is_removed_through_a_folder_that_leads_elsewhere(build: Builder, out: Path, tmp_path: Path) -> None:
    build({"a/b.txt": "b"})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.txt").write_text("theirs")
    (out / "a" / "b.txt").unlink()
    (out / "a").rmdir()
    (out / "a").symlink_to(tmp_path / "elsewhere")
    build({})
    assert (tmp_path / "elsewhere" / "b.txt").read_text() == "theirs"


def test_a_file_of_ours_that_became_a_link_is_replaced_and_its_target_is_not(
    build: Builder, out: Path, tmp_path: Path
) -> None:
    (tmp_path / "target").write_text("theirs")
    out.mkdir()
    (out / "a.txt").symlink_to(tmp_path / "target")
    build({"a.txt": "a"})
    assert (tmp_path / "target").read_text() == "theirs"
    assert not (out / "a.txt").is_symlink()


def test_a_file_may_become_a_folder_and_a_folder_a_file(build: Builder, out: Path) -> None:
    build({"a": "file", "b/c.txt": "c"})
    build({"a/x.txt": "x", "b": "file"})
    assert listing(out) == {"a/x.txt": b"x", "b": b"file"}


def test_a_strange_folder_where_a_file_must_be_is_left_and_told(build: Builder, out: Path) -> None:
    (out / "a.txt").mkdir(parents=True)
    (out / "a.txt" / "theirs").write_text("theirs")
    with pytest.raises(OutputError, match=r"a\.txt\)") as refused:
        build({"a.txt": "a"})
    assert "move it out of the folder" in str(refused.value)
    assert listing(out) == {"a.txt/theirs": b"theirs"}


@pytest.mark.parametrize("name", [LOCK, MANIFEST, "a.txt", f".a.txt.PID{TEMPORARY}"])
@pytest.mark.parametrize("is_there", [True, False])
def test_nothing_is_written_through_a_link_of_any_name(
    build: Builder, out: Path, tmp_path: Path, name: str, is_there: bool
) -> None:
    out.mkdir()
    target = tmp_path / "target"
    if is_there:
        target.write_text("theirs")
    name = name.replace("PID", str(os.getpid()))
    (out / name).symlink_to(target)
    if name == LOCK:
        with pytest.raises(OutputError, match="is a link to another place"):
            build({"a.txt": "a"})
    else:
        build({"a.txt": "a"})
        assert listing(out) == {"a.txt": b"a"}
    assert (target.read_text() if target.exists() else None) == ("theirs" if is_there else None)


def test_what_was_killed_before_it_changed_any_page_leaves_nothing_behind(
    build: Builder, out: Path, tmp_path: Path
) -> None:
    build({"a.txt": "a"})
    (stamps,) = (tmp_path / "cache").glob("stamps-*")
    left = [out / f".daylight.json.99{TEMPORARY}", stamps.with_name(f".{stamps.name}.99{TEMPORARY}")]
    for file in left:
        file.write_text("half")
    assert not build({"a.txt": "a"}).repaired
    assert [file for file in left if file.exists()] == []


def test_a_manifest_nested_without_end_is_none(build: Builder, out: Path) -> None:
    build({"a.txt": "a"})
    (out / MANIFEST).write_text("[" * 100_000)
    assert build({"a.txt": "a"}).restored


@pytest.mark.parametrize("change", ["other", "gone"])
def test_a_source_that_changes_after_it_was_checked_is_named_and_not_published(
    build: Builder, out: Path, tmp_path: Path, change: str
) -> None:
    build({"index.html": "home"})
    source = tmp_path / "a.csv"
    source.write_text("checked")
    copy = Copy(path="a.csv", source=source, sha256=digest(b"checked"))
    source.write_text("other") if change == "other" else source.unlink()
    with pytest.raises(OutputError, match=r"a\.csv could not be read to its end") as refused:
        build([copy])
    assert "build again" in str(refused.value)
    assert listing(out) == {"index.html": b"home"}
    source.write_text("checked")
    assert build([copy]).repaired
    assert listing(out) == {"a.csv": b"checked"}


def test_two_builds_into_one_output_do_not_meet(build: Builder, out: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    build({"a.txt": "a"})
    with (out / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OutputError, match="Another build is writing"):
            build({"a.txt": "b"})
    assert build({"a.txt": "b"}).written == ("a.txt",)


def test_the_output_may_be_a_folder_that_is_not_there_yet(build: Builder, tmp_path: Path) -> None:
    build({"a.txt": "a"}, folder=tmp_path / "x" / "y" / "z")
    assert (tmp_path / "x" / "y" / "z" / "a.txt").read_bytes() == b"a"


def test_an_output_that_cannot_be_a_folder_is_told_in_plain_words(build: Builder, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="The output cannot be written") as refused:
        build({"a.txt": "a"}, folder=tmp_path / "file" / "output")
    assert "Fix:" in str(refused.value)


def test_many_processes_write_what_one_writes(build: Builder, tmp_path: Path) -> None:
    files = {f"d{n % 7}/{n}.txt": str(n) * n for n in range(300)}
    build(files, folder=tmp_path / "one", workers=1)
    build(files, folder=tmp_path / "many", workers=3)
    assert listing(tmp_path / "one") == listing(tmp_path / "many")
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "many" / MANIFEST).read_bytes()


def test_a_failure_in_another_process_is_told_in_plain_words_too(build: Builder) -> None:
    outputs: list[Output] = [Made(path=f"{n}.txt", view="x", make=failing if n == 200 else encoded) for n in range(300)]
    with pytest.raises(OutputError, match="No space left"):
        build(outputs, workers=2)


def test_a_page_is_drawn_again_when_its_view_its_template_or_the_site_changes(
    build: Builder, out: Path, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = Theme.draw

    def watched(self: Theme, template: str, view: Any, lang: str) -> str:
        drawn.append(view.text)
        return draw(self, template, view, lang)

    monkeypatch.setattr(Theme, "draw", watched)

    def page(text: str, lang: str = "en") -> list[Output]:
        return [Page(path="index.html", template="page.html", view=View(text), lang=lang)]

    build(page("a"))
    build(page("a"))
    assert drawn == ["a"]
    build(page("b"))
    build(page("b", "es"))
    (theme.folder / "templates" / "page.html").write_text("<b>{{ view.text }}</b>\n")
    build(page("b", "es"), theme=Theme(theme.folder, SITE))
    assert drawn == ["a", "b", "b", "b"]
    assert (out / "index.html").read_text() == "<b>b</b>\n"


def test_a_copy_is_the_file_byte_for_byte(build: Builder, out: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(bytes(range(256)))
    build([Copy(path="a.pdf", source=source, sha256=digest(source.read_bytes()))])
    assert (out / "a.pdf").read_bytes() == bytes(range(256))


def test_nothing_but_the_output_and_the_cache_is_touched(build: Builder, tmp_path: Path) -> None:
    build({"a/b.txt": "b"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "output", "theme"]
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(TEMPORARY)]
