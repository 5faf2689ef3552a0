"""Work shared among processes gives what one process gives, in the same order."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from plugins.render import workers as workers_module
from plugins.render.workers import SMALL, SPANS, each_in_workers, in_workers, uninterrupted


def tell(context: str, item: int) -> tuple[str, int]:
    return context, item * item


def process(context: None, item: int) -> int:
    return os.getpid()


def fail_at(context: int, item: int) -> int:
    if item == context:
        raise ValueError(f"item {item}")
    return item


def die_at(context: int, item: int) -> int:
    if item == context:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


@pytest.mark.parametrize("count", [0, 1, SMALL, SMALL * 2, SMALL * 2 + 1, 500])
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(count: int, workers: int) -> None:
    items = list(range(count))
    assert in_workers(tell, "x", items, workers=workers) == [("x", n * n) for n in items]


def test_little_work_stays_in_this_process_and_much_does_not() -> None:
    assert set(in_workers(process, None, range(SMALL), workers=4)) == {os.getpid()}
    assert os.getpid() not in in_workers(process, None, range(SMALL * 4), workers=2)[1:]


def test_what_is_inherited_need_not_travel() -> None:
    context = {"cannot be pickled": lambda: None}

    def work(given: Any, item: int) -> bool:
        return given is context and item >= 0

    assert all(in_workers(work, context, range(SMALL * 4), workers=2))


def test_no_process_works_for_long() -> None:
    found = in_workers(process, None, range(SMALL * 20), workers=2)
    assert len(set(found)) == 1 + 2 * SPANS
    assert multiprocessing.active_children() == []


def fail_strangely(context: None, item: int) -> int:
    class Local(Exception):
        pass

    if item:
        raise Local("not to be pickled")


def refuse(context: None, item: int) -> int:
    if item:
        raise SystemExit("no")


def test_an_error_brings_its_place_and_one_that_cannot_travel_its_text() -> None:
    with pytest.raises(ValueError, match="item 150") as found:
        in_workers(fail_at, 150, range(300), workers=2)
    assert "in fail_at" in found.value.__notes__[0]
    with pytest.raises(RuntimeError, match="not to be pickled"):
        in_workers(fail_strangely, None, range(300), workers=2)
    with pytest.raises(SystemExit, match="no"):
        in_workers(refuse, None, range(300), workers=2)


def test_who_stops_asking_leaves_no_process_behind() -> None:
    results = each_in_workers(tell, "x", range(SMALL * 20), workers=2)
    assert next(results) == ("x", 0)
    results.close()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_reaches_who_asked(workers: int) -> None:
    with pytest.raises(ValueError, match="item 150"):
        in_workers(fail_at, 150, range(300), workers=workers)


def test_a_process_that_is_killed_is_told_in_plain_words() -> None:
    with pytest.raises(SystemExit, match="out of memory"):
        in_workers(die_at, 150, range(300), workers=2)


def test_where_processes_cannot_be_forked_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers_module.multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert set(in_workers(process, None, range(SMALL * 4), workers=2)) == {os.getpid()}


WORKING = """
    import os, sys, time
    from pathlib import Path
    from plugins.render.workers import in_workers

    def work(folder, item):
        (folder / str(os.getpid())).touch()
        time.sleep(0.05)

    in_workers(work, Path(sys.argv[1]), range(400), workers=2)
"""


def working(folder: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """A process whose two workers have begun."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WORKING), str(folder)],
        cwd=Path(__file__).parents[2],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 20
    while len(workers := {int(file.name) for file in folder.iterdir()} - {process.pid}) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return process, sorted(workers)


def are_gone(processes: list[int]) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if not any(Path(f"/proc/{number}").exists() for number in processes):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_workers_end_with_the_process_that_is_killed(tmp_path: Path) -> None:
    process, workers = working(tmp_path)
    process.kill()
    process.communicate()
    assert len(workers) == 2
    assert are_gone(workers)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_ctrl_c_is_answered_once_and_by_nobody_else(tmp_path: Path) -> None:
    process, workers = working(tmp_path)
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=20)[1]
    assert said.count("Traceback") == said.count("KeyboardInterrupt") == 1
    assert time.monotonic() - began < 10
    assert are_gone(workers)


def test_ctrl_c_within_a_fork_is_answered_after_it() -> None:
    reached = []
    with pytest.raises(KeyboardInterrupt):
        _interrupted_within(reached)
    assert reached == ["the end"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def _interrupted_within(reached: list[str]) -> None:
    with uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
        reached.append("the end")


def test_a_thread_forks_as_it_did() -> None:
    done: list[list[int]] = []
    thread = threading.Thread(target=lambda: done.append(in_workers(pow, 2, range(3 * SMALL), workers=2)))
    thread.start()
    thread.join()
    assert done == [[2**n for n in range(3 * SMALL)]]
