"""A build that is stopped, at any moment, by anything: the output is the old or the new site, or the next fixes it."""

import fcntl
import os
import random
import signal
import subprocess
import time
from collections import Counter
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from plugins.render.manifest import LOCK, MANIFEST
from tests.depth import DEEP, cases
from tests.promises.archives import (
    NEW_TAGLINE,
    REPAIRED,
    Archive,
    Files,
    assert_all_ended,
    assert_built,
    begin,
    command,
    files_of,
    invoke_build,
    is_complete,
    is_publishable,
    left_of,
    temporaries,
    wait_until,
)
from tests.whole.commands import ROOT, run

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc (Linux)")

STARTED = """
import sys

def hook(event, arguments):
    if event == "open" and "plugins/newsroom/" in str(arguments[0]):
        open({marker!r}, "w").close()

sys.addaudithook(hook)
"""


@pytest.mark.parametrize("moment", range(cases(3, 60)))
def test_a_build_killed_at_any_moment_is_old_or_new_or_repaired_by_the_next(
    moment: int, archive: Archive, tmp_path: Path
) -> None:
    """Of each six: one before anything was there, one at any moment of it all, the others while the site is written."""
    dice = random.Random(moment)
    publication, is_first = moment % 2 == 1, moment % 6 == 2
    old = {} if is_first else archive.old
    output = tmp_path / "output" if is_first else archive.output(tmp_path / "output")
    cache = tmp_path / "cache" if moment % 10 == 5 else archive.cache(tmp_path / "cache")
    build = command(archive.new_content, output, cache, tagline=NEW_TAGLINE, publication=publication)

    process = begin(build)
    if moment % 6 == 3:
        time.sleep(dice.uniform(0.1, 1.0) * archive.seconds)
    else:
        wait_until(iter(lambda: not is_complete(output), None), process)
        time.sleep(dice.uniform(0.0, 0.4) * archive.seconds)
    process.kill()
    process.communicate()
    assert_all_ended(process.pid)

    left = without_manifest(files_of(output))
    for path, data in left.items():
        assert data in (old.get(path), archive.new.get(path)), f"{path} is neither old nor new"
    sites = {"old": without_manifest(old), "new": without_manifest(archive.new)}
    state = next((name for name, site in sites.items() if left == site), "between")
    was_complete = is_complete(output)
    if was_complete:
        assert state in ("old", "new")
        assert not is_publishable(output) or (state == "new" and publication)
    print(f"moment {moment}: {state}, {'complete' if was_complete else 'incomplete'}")

    said = assert_built(run(build, ROOT))
    assert (REPAIRED in said) is (not was_complete)
    wanted = archive.new[MANIFEST]
    if publication:
        wanted = wanted.replace(b'"publication": false', b'"publication": true', 1)
    assert files_of(output) == {**archive.new, MANIFEST: wanted}
    assert temporaries(output, cache) == []


def without_manifest(files: Files) -> Files:
    return {path: data for path, data in files.items() if path != MANIFEST}


@pytest.mark.parametrize("moment", range(cases(2, 16)))
def test_ctrl_c_ends_with_a_line_and_never_with_0(moment: int, archive: Archive, tmp_path: Path) -> None:
    """From the moment at which the settings are read; before that, no line of ours has run."""
    marker = tmp_path / "started"
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(STARTED.format(marker=str(marker)), encoding="utf-8")
    output = archive.output(tmp_path / "output")
    cache = tmp_path / "cache" if moment % 5 == 4 else archive.cache(tmp_path / "cache")
    plain = command(archive.new_content, output, cache, tagline=NEW_TAGLINE)
    build = invoke_build(archive.new_content, output) if moment % 3 == 1 else plain

    process = begin(build, {"PYTHONPATH": str(tmp_path / "hook")})
    assert wait_until(iter(marker.exists, None), process)
    if moment % 3 == 2:
        wait_until(iter(lambda: not is_complete(output), None), process)
    time.sleep(random.Random(moment).uniform(0.0, 0.5) * archive.seconds)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[0]
    assert_all_ended(process.pid)

    assert "Traceback" not in said
    if process.returncode == 0:
        assert "files in" in said
        assert is_complete(output)
    else:
        assert process.returncode in (1, 130)
        assert "Interrupted. The next build cleans up." in said
    was_complete = is_complete(output)
    assert (REPAIRED in assert_built(run(plain, ROOT))) is (not was_complete)
    assert files_of(output) == archive.new


def test_a_part_of_the_build_that_is_killed_ends_the_build_in_plain_words(archive: Archive, tmp_path: Path) -> None:
    output, cache = archive.output(tmp_path / "output"), archive.cache(tmp_path / "cache")
    build = command(archive.new_content, output, cache, tagline=NEW_TAGLINE)
    process = begin(build)
    if not wait_until((kill_one(workers_of(process)) for _ in count()), process):
        process.communicate()
        pytest.skip("the work was not shared among processes: this needs two processors")
    said = process.communicate(timeout=60)[0]
    assert_all_ended(process.pid)
    assert process.returncode == 1, said
    assert "A part of the build was ended from outside" in said
    assert "Fix: " in said
    assert "Traceback" not in said
    assert not is_publishable(output)
    assert_built(run(build, ROOT))
    assert files_of(output) == archive.new


def kill_one(numbers: list[int]) -> bool:
    """Whether one of these processes was there to be killed."""
    for number in numbers[:1]:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
            return True
    return False


def workers_of(process: "subprocess.Popen[str]") -> list[int]:
    """The copies of itself among which a build shares its work: not the program that makes the index for search.

    That one, too, is a copy for a millisecond, before it becomes another program.
    """
    copies = _copies_of(process)
    time.sleep(0.02)
    return [number for number in _copies_of(process) if number in copies]


def _copies_of(process: "subprocess.Popen[str]") -> list[int]:
    return [
        number for number in left_of(process.pid) if number != process.pid and _program(number) == _program(process.pid)
    ]


def _program(number: int) -> bytes:
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("kind", ["invoke", "pelican"][: 1 + DEEP])
def test_a_second_build_is_told_to_wait(kind: str, archive: Archive, tmp_path: Path) -> None:
    output, cache = archive.output(tmp_path / "output"), archive.cache(tmp_path / "cache")
    second = (
        command(archive.new_content, output, cache) if kind == "pelican" else invoke_build(archive.new_content, output)
    )
    with (output / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run(second, ROOT)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert f"Another build is writing to {output}." in said
    assert "Fix: wait until it is done" in said
    assert "Traceback" not in said
    assert files_of(output) == archive.old


@pytest.mark.skipif(not DEEP, reason="the lock is held for sure in the test above")
@pytest.mark.parametrize("try_", range(6))
def test_two_builds_at_once_make_one_site(try_: int, archive: Archive, tmp_path: Path) -> None:
    output, cache = archive.output(tmp_path / "output"), archive.cache(tmp_path / "cache")
    build = command(archive.new_content, output, cache, tagline=NEW_TAGLINE)
    both = [begin(build), begin(build)]
    answers = [(process.communicate(timeout=120)[0], process.returncode) for process in both]
    assert 0 in [code for _, code in answers], answers
    for said, code in answers:
        assert "Traceback" not in said
        assert code == 0 or (code == 1 and "Another build is writing" in said), said
    assert files_of(output) == archive.new


@pytest.mark.parametrize("try_", range(cases(1, 6)))
def test_two_builds_that_read_the_same_documents_at_once_both_make_the_site(
    try_: int, archive: Archive, tmp_path: Path
) -> None:
    """As when `invoke build` runs beside `invoke serve`: two outputs, one cache, which knows nothing yet."""
    outputs = [tmp_path / "one", tmp_path / "two"]
    both = []
    for output in outputs:
        both.append(begin(command(archive.new_content, output, tmp_path / "cache", tagline=NEW_TAGLINE)))
        time.sleep(0.3 * try_)
    answers = [(process.communicate(timeout=300)[0], process.returncode) for process in both]
    assert Counter(code for _, code in answers) == {0: 2}, answers
    assert [files_of(output) for output in outputs] == [archive.new, archive.new]
