"""Work in kept, limited processes."""

import os
import signal
import time
from concurrent.futures import Future, wait
from pathlib import Path
from typing import Any

import pytest

from plugins.evidence.ingest.sandbox import FatalWorkError, Limits, Sandbox, Task, WorkerError


def answer(*values: object) -> list[object]:
    return [os.getpid(), *values]


def die() -> None:
    os.abort()


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def count() -> None:
    while True:
        pass


def count_for(seconds: float) -> None:
    end_of_it = time.process_time() + seconds
    while time.process_time() < end_of_it:
        pass


def hoard(gigabytes: int) -> int:
    return len(bytearray(gigabytes * 1024**3))


def write(file: str, size: int) -> None:
    Path(file).write_bytes(bytes(size))


def fail() -> None:
    raise ValueError("a word of the document")


def print_much() -> str:
    os.write(1, b"noise of a library\n" * 10)
    return "said"


def variables() -> list[str]:
    return sorted(os.environ)


def end(signal_or_code: int) -> None:
    if signal_or_code < 0:
        os.kill(os.getpid(), -signal_or_code)
        time.sleep(60)
    os._exit(signal_or_code)


def read_nothing() -> None:
    Path("/nowhere").read_bytes()


def no_plain_value() -> object:
    return {1, 2}


def test_a_worker_is_kept_for_call_after_call() -> None:
    with Sandbox(1) as sandbox:
        first, *values = sandbox.submit(answer, "a", 2, None).result()
        assert values == ["a", 2, None]
        assert [sandbox.submit(answer).result() for _ in range(5)] == [[first]] * 5
    assert first != os.getpid()


def test_no_more_workers_are_started_than_were_asked_for() -> None:
    with Sandbox(2) as sandbox:
        futures: list[Future[list[object]]] = [sandbox.submit(answer) for _ in range(40)]
        assert len({future.result()[0] for future in futures}) <= 2


def test_work_that_ends_its_worker_fails_alone_and_the_worker_is_replaced() -> None:
    with Sandbox(1) as sandbox:
        before = sandbox.submit(answer).result()
        fatal = sandbox.submit(die)
        after = sandbox.submit(answer)
        with pytest.raises(WorkerError, match="damaged or hostile"):
            fatal.result()
        assert after.result() != before


@pytest.mark.parametrize("endless", [Task(sleep, (60,), 0.5), Task(count, (), 0.5)], ids=["sleeping", "counting"])
def test_work_that_takes_too_long_is_ended_and_says_so(endless: Task) -> None:
    with Sandbox(1) as sandbox:
        with pytest.raises(WorkerError, match="took more than"):
            sandbox.submit(endless).result(timeout=30)
        assert sandbox.submit(answer, "still there").result()[1] == "still there"


FAULTS = {
    "counting": (Task(count, (), 30, 0.5), True),
    "hoarding": (Task(hoard, (1,), 30), True),
    "aborting": (Task(die, (), 30), True),
    "crashing": (Task(end, (-signal.SIGSEGV,), 30), True),
    "failing": (Task(fail, (), 30), True),
    "waiting": (Task(sleep, (60,), 0.5), False),
    "killed": (Task(end, (-signal.SIGKILL,), 30), False),
    "stopped": (Task(end, (-signal.SIGTERM,), 30), False),
    "exiting": (Task(end, (1,), 30), False),
    "without its file": (Task(read_nothing, (), 30), False),
}


@pytest.mark.parametrize(("work", "is_fatal"), FAULTS.values(), ids=FAULTS)
def test_work_is_at_fault_where_it_took_too_much_or_crashed_and_not_where_it_had_to_wait_or_was_ended(
    work: Task, is_fatal: bool
) -> None:
    with Sandbox(1, limits=Limits(memory=512 * 1024**2)) as sandbox, pytest.raises(WorkerError) as caught:
        sandbox.submit(work).result(timeout=60)
    assert isinstance(caught.value, FatalWorkError) is is_fatal, str(caught.value)


@pytest.mark.parametrize("work", [die, fail])
def test_no_work_is_at_fault_where_the_computer_has_less_memory_than_it_may_take(work: Any) -> None:
    with Sandbox(1, limits=Limits(memory=2**50)) as sandbox, pytest.raises(WorkerError) as caught:
        sandbox.submit(work).result(timeout=60)
    assert not isinstance(caught.value, FatalWorkError)


def test_time_that_work_did_not_use_is_not_counted_for_the_next() -> None:
    with Sandbox(1) as sandbox:
        for _ in range(5):
            sandbox.submit(Task(count_for, (0.4,), 30, 1.6)).result()


def test_work_cannot_take_more_memory_than_it_may() -> None:
    with Sandbox(1, limits=Limits(memory=512 * 1024**2)) as sandbox:
        with pytest.raises(WorkerError, match="memory"):
            sandbox.submit(hoard, 1).result()
        assert sandbox.submit(answer).result()


def test_work_cannot_write_a_larger_file_than_it_may(tmp_path: Path) -> None:
    with Sandbox(1, limits=Limits(file_bytes=1000)) as sandbox, pytest.raises(WorkerError):
        sandbox.submit(write, str(tmp_path / "large"), 5000).result()
    assert (tmp_path / "large").stat().st_size <= 1000


def test_a_failure_is_told_by_its_kind_and_place_without_its_words() -> None:
    with Sandbox(1) as sandbox, pytest.raises(WorkerError) as caught:
        sandbox.submit(fail).result()
    assert "ValueError" in str(caught.value)
    assert "word" not in str(caught.value)


def test_what_a_library_prints_is_no_answer() -> None:
    with Sandbox(1) as sandbox:
        assert sandbox.submit(print_much).result() == "said"


def test_an_answer_that_is_no_plain_value_is_refused() -> None:
    with Sandbox(1) as sandbox, pytest.raises(WorkerError, match="no plain value"):
        sandbox.submit(no_plain_value).result()


def test_a_worker_sees_none_of_the_secrets_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOAD_PASSWORD", "x")
    with Sandbox(1) as sandbox:
        assert "UPLOAD_PASSWORD" not in sandbox.submit(variables).result()


def test_an_error_outside_ends_what_runs_and_cancels_what_waits() -> None:
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Sandbox(1) as sandbox:
        running = [sandbox.submit(sleep, 50) for _ in range(3)]
        time.sleep(0.2)
        raise KeyboardInterrupt
    wait(running, timeout=5)
    assert time.monotonic() - started < 20
    assert all(future.done() for future in running)
    assert any(future.cancelled() for future in running)


def test_nothing_is_taken_after_it_was_shut_down() -> None:
    sandbox = Sandbox(1)
    sandbox.shutdown()
    with pytest.raises(RuntimeError):
        sandbox.submit(answer)
