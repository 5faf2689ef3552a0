"""A disk that is full or closed: an exit code of 1, two lines that say so, and a site that the next build fixes."""

import ctypes
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.depth import DEEP
from tests.promises.archives import (
    NEW_TAGLINE,
    REPAIRED,
    Archive,
    assert_built,
    command,
    files_of,
    invoke_build,
    is_complete,
    is_publishable,
    temporaries,
)
from tests.promises.mounts import Mounts, filled, private_mounts
from tests.whole.commands import ROOT, run

Done = subprocess.CompletedProcess[str]
only_deep = pytest.mark.skipif(not DEEP, reason="make test-deep tries it: what the other tests try, in another place")


@pytest.fixture
def mounts() -> Iterator[Mounts]:
    with private_mounts() as made:
        yield made


def said_by(done: Done, *words: str) -> str:
    """It ended with 1, and said why in words for people."""
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "Traceback" not in said
    assert "Fix: " in said
    for word in words:
        assert word in said
    return said


@pytest.mark.parametrize("publication", [True, False][: 1 + DEEP])
@pytest.mark.parametrize("share", [0.5, 0.02, 0.15, 0.9][: 1 + 3 * DEEP])
def test_a_disk_that_fills_while_a_first_site_is_written(
    share: float, publication: bool, archive: Archive, mounts: Mounts, tmp_path: Path
) -> None:
    disk, cache = tmp_path / "disk", archive.cache(tmp_path / "cache")
    disk.mkdir()
    pages = sum(-len(data) // 4096 * -4096 for data in archive.new.values())
    mounts.mount("-t", "tmpfs", "-o", f"size={int(pages * share)}", "tmpfs", disk)
    build = command(archive.new_content, disk / "output", cache, tagline=NEW_TAGLINE, publication=publication)
    said_by(mounts.run(*build), "The output cannot be written: No space left on device", "free some space")
    assert not is_publishable(mounts.seen(disk / "output"))
    fixed_on(disk, build, mounts, archive)


@only_deep
@pytest.mark.parametrize("left", [0, 60_000, 120_000, 400_000])
def test_a_disk_that_fills_while_a_site_is_replaced(
    left: int, archive: Archive, mounts: Mounts, tmp_path: Path
) -> None:
    disk, cache = tmp_path / "disk", archive.cache(tmp_path / "cache")
    disk.mkdir()
    mounts.mount("-t", "tmpfs", "-o", "size=200m", "tmpfs", disk)
    output = mounts.seen(disk) / "output"
    shutil.copytree(archive.folder / "old site", output)
    filled(mounts.seen(disk), left)
    build = command(archive.new_content, disk / "output", cache, tagline=NEW_TAGLINE)
    done = mounts.run(*build)
    if done.returncode == 0:
        assert left, "there was no room for a byte"
    else:
        said_by(done, "The output cannot be written: No space left on device")
    for path, data in files_of(output).items():
        assert path == ".daylight.json" or data in (archive.old.get(path), archive.new.get(path))
    if left == 0:
        assert files_of(output) == archive.old
    (mounts.seen(disk) / "filler").unlink()
    fixed_on(disk, build, mounts, archive)


@only_deep
@pytest.mark.parametrize("inodes", [40, 100])
def test_a_disk_with_room_for_bytes_and_not_for_files(
    inodes: int, archive: Archive, mounts: Mounts, tmp_path: Path
) -> None:
    disk, cache = tmp_path / "disk", archive.cache(tmp_path / "cache")
    disk.mkdir()
    mounts.mount("-t", "tmpfs", "-o", f"size=200m,nr_inodes={inodes}", "tmpfs", disk)
    build = command(archive.new_content, disk / "output", cache, tagline=NEW_TAGLINE)
    said_by(mounts.run(*build), "The output cannot be written: No space left on device")
    fixed_on(disk, build, mounts, archive)


@pytest.mark.parametrize("size", [64, 4, 256, 400, 600, 900][: 1 + 5 * DEEP])
def test_a_cache_that_is_full(size: int, archive: Archive, mounts: Mounts, tmp_path: Path) -> None:
    """Of so many kilobytes: nothing is known of any document, and there is no room for what is found out."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounts.mount("-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk)
    output = archive.output(tmp_path / "output")
    build = command(archive.new_content, output, disk / "cache", tagline=NEW_TAGLINE)
    done = mounts.run(*build)
    if done.returncode == 0:
        assert size > 600, "there was no room for what was found out"
    else:
        said_by(done, "o space")
        assert not is_complete(output) or files_of(output) == archive.old
    mounts.mount("-o", "remount,size=400m", disk)
    assert_built(mounts.run(*build))
    assert files_of(output) == archive.new
    assert temporaries(output, mounts.seen(disk)) == []


@only_deep
@pytest.mark.parametrize("left", [0, 20_000, 60_000, 100_000, 140_000, 200_000])
def test_a_cache_without_room_for_what_was_read(left: int, archive: Archive, mounts: Mounts, tmp_path: Path) -> None:
    """Every document and picture is known; what the texts say is not, and there is room for some of it, or none."""
    disk, output = tmp_path / "disk", archive.output(tmp_path / "output")
    disk.mkdir()
    mounts.mount("-t", "tmpfs", "-o", "size=400m", "tmpfs", disk)
    for known in ("evidence", "downloads"):
        shutil.copytree(archive.folder / "cache" / known, mounts.seen(disk) / "cache" / known)
    filled(mounts.seen(disk), left)
    build = command(archive.new_content, output, disk / "cache", tagline=NEW_TAGLINE)
    assert_built(mounts.run(*build))
    assert files_of(output) == archive.new
    (mounts.seen(disk) / "filler").unlink()
    assert_built(mounts.run(*build))
    assert files_of(output) == archive.new


@pytest.mark.parametrize("kind", ["invoke", "pelican"][: 1 + DEEP])
def test_a_read_only_output_is_named_and_stays(kind: str, archive: Archive, mounts: Mounts, tmp_path: Path) -> None:
    output, cache = archive.output(tmp_path / "output"), archive.cache(tmp_path / "cache")
    mounts.mount("--bind", output, output)
    mounts.mount("-o", "remount,bind,ro", output)
    plain = command(archive.new_content, output, cache, tagline=NEW_TAGLINE)
    build = plain if kind == "pelican" else invoke_build(archive.new_content, output)
    said_by(mounts.run(*build), "The output cannot be written: Read-only file system", "write permission")
    assert files_of(output) == archive.old


@only_deep
def test_a_read_only_cache_that_knows_every_document_costs_time_alone(
    archive: Archive, mounts: Mounts, tmp_path: Path
) -> None:
    output, cache = archive.output(tmp_path / "output"), archive.cache(tmp_path / "cache")
    mounts.mount("--bind", cache, cache)
    mounts.mount("-o", "remount,bind,ro", cache)
    build = command(archive.new_content, output, cache, tagline=NEW_TAGLINE)
    assert_built(mounts.run(*build))
    assert files_of(output) == archive.new


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="gives up the rights of root as Linux lets one")
@pytest.mark.parametrize("closed", ["output", "content/releases", "output/releases", "cache/evidence"][: 1 + 3 * DEEP])
def test_a_folder_without_permission_is_named(closed: str, archive: Archive, tmp_path: Path) -> None:
    output, cache = archive.output(tmp_path / "output"), archive.cache(tmp_path / "cache")
    shutil.copytree(archive.new_content, tmp_path / "content")
    build = command(tmp_path / "content", output, cache, tagline=NEW_TAGLINE)
    (tmp_path / closed).chmod(0o555 if closed != "content/releases" else 0)
    try:
        done = run_with(build, without_rights_of_root)
    finally:
        (tmp_path / closed).chmod(0o755)
    if closed == "cache/evidence":
        assert done.returncode == 0, "every document is known, and nothing is to be kept"
    else:
        said_by(done, "C003" if closed.startswith("content") else "Permission denied")
    assert_built(run(build, ROOT))
    assert files_of(output) == archive.new


def without_rights_of_root() -> None:
    """From its next program on, root is held to the modes of files as everybody else."""
    libc, drop = ctypes.CDLL(None, use_errno=True), 24
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        if os.geteuid() == 0 and libc.prctl(drop, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "the rights of root cannot be given up")


def run_with(build: list[str], first: Callable[[], None]) -> Done:
    return subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=first)


@only_deep
@pytest.mark.parametrize("most", [20_000, 400])
def test_files_that_may_not_grow(most: int, archive: Archive, tmp_path: Path) -> None:
    """As with a quota; the limit of the process stands in for it, so that this can be seen on any POSIX system."""
    output, cache = archive.output(tmp_path / "output"), archive.cache(tmp_path / "cache")
    build = command(archive.new_content, output, cache, tagline=NEW_TAGLINE)
    done = run_with(build, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    said_by(done, "File too large")
    was_complete = is_complete(output)
    assert not was_complete or files_of(output) == archive.old
    assert (REPAIRED in assert_built(run(build, ROOT))) is (not was_complete)
    assert files_of(output) == archive.new


def fixed_on(disk: Path, build: list[str], mounts: Mounts, archive: Archive) -> None:
    """With room again, the next build makes the whole site, and says that it fixed what it found."""
    output = mounts.seen(disk / "output")
    was_complete = is_complete(output)
    mounts.mount("-o", "remount,size=400m,nr_inodes=0", disk)
    assert (REPAIRED in assert_built(mounts.run(*build))) is (not was_complete)
    made, publication = files_of(output), b'"publication": true' in (output / ".daylight.json").read_bytes()[:100]
    manifest = archive.new[".daylight.json"]
    wanted = manifest.replace(b'"publication": false', b'"publication": true', 1) if publication else manifest
    assert made == {**archive.new, ".daylight.json": wanted}
    assert temporaries(output) == []
