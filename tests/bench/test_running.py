import sys
from pathlib import Path

import pytest

from bench.running import PROCESSES, megabytes, seconds, timed

needs_proc = pytest.mark.skipif(not (PROCESSES / "self/smaps_rollup").exists(), reason="needs /proc of Linux")
HOLD = "import os, time; kept = bytearray(os.urandom(1)) * 60_000_000; {}; time.sleep(0.5)"


def python(code: str) -> list[str]:
    return [sys.executable, "-S", "-c", code]


@needs_proc
def test_memory_that_forked_processes_share_counts_once(tmp_path: Path):
    alone = megabytes(python(HOLD.format("pass")), tmp_path)
    shared = megabytes(python(HOLD.format("os.fork(); os.fork()")), tmp_path)
    assert alone and shared
    assert 55 < alone < 90
    assert shared < alone + 25


@needs_proc
def test_memory_of_processes_that_are_alive_together_adds_up(tmp_path: Path):
    own = megabytes(python(HOLD.format("os.fork(); more = b'.' * 60_000_000")), tmp_path)
    assert own
    assert 160 < own < 220


def test_a_command_that_fails_says_what_it_said(tmp_path: Path):
    with pytest.raises(RuntimeError, match=r"ended with 3: no such thing"):
        seconds(python("import os, sys; print('no such thing', flush=True); sys.exit(3)"), tmp_path)


def test_seconds_are_those_of_the_whole_process(tmp_path: Path):
    assert 0.3 < seconds(python("import time; time.sleep(0.3)"), tmp_path) < 10


def test_processor_time_is_that_of_all_processes_and_of_no_waiting(tmp_path: Path):
    busy = "import os, time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass\n"
    taken = timed(python(f"import os, time; child = os.fork()\n{busy}\nchild and os.wait()"), tmp_path)
    waited = timed(python("import time; time.sleep(0.3)"), tmp_path)
    assert 0.55 < taken.processor < 2
    assert waited.processor < 0.25 < waited.wall
