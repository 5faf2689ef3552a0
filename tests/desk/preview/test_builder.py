"""A build runs in a process of its own; nothing that happens there reaches the caller but its result."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from plugins.desk.building import BuildResult
from plugins.desk.preview.builder import ResidentBuilder, build_in_child

HERE = os.getpid()
METHODS = [name for name in ("fork", "spawn") if name in multiprocessing.get_all_start_methods()]


def built(text: str, exit_code: int = 0) -> BuildResult:
    return BuildResult(exit_code=exit_code, text=text, seconds=0.0)


def good() -> BuildResult:
    return built("12 files")


def bad() -> BuildResult:
    return built("a.md:4: no title", 1)


def loud() -> BuildResult:
    print("by print")
    os.write(1, "by the system: é\n".encode())
    print("by stderr", file=sys.stderr)
    return built("the report")


def stopping() -> BuildResult:
    raise SystemExit("stopped")


def failing() -> BuildResult:
    raise RuntimeError("a fault")


def crashing() -> BuildResult:
    print("before the crash")
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def waiting(started: Path, interrupted: Path) -> BuildResult:
    try:
        started.touch()
        time.sleep(60)
    except KeyboardInterrupt:
        interrupted.touch()
    return built("")


def telling_its_parent() -> BuildResult:
    return built(str(os.getppid()))


def nothing() -> None:
    pass


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("build", "exit_code", "text"),
    [
        (good, 0, "12 files"),
        (bad, 1, "a.md:4: no title"),
        (loud, 0, "by print\nby the system: é\nby stderr\nthe report"),
        (stopping, 1, "stopped"),
        (
            crashing,
            -signal.SIGKILL,
            "before the crash\nThe build was ended by SIGKILL. The next one cleans up.",
        ),
    ],
)
def test_a_build_gives_its_exit_code_and_all_it_said(method: str, build, exit_code: int, text: str):
    result = build_in_child(multiprocessing.get_context(method), build)
    assert (result.exit_code, result.text) == (exit_code, text)


def test_a_fault_in_the_build_is_told_and_ends_nothing_else():
    result = build_in_child(multiprocessing.get_context(METHODS[0]), failing)
    assert result.exit_code == 1
    assert result.text.endswith("RuntimeError: a fault")


needs_fork = pytest.mark.skipif("fork" not in METHODS, reason="this system cannot fork processes")


@needs_fork
def test_the_resident_is_warmed_once_and_every_build_is_its_child(tmp_path: Path):
    def warm() -> None:
        with (tmp_path / "warm").open("a") as file:
            file.write(f"{os.getpid()} ")

    builder = ResidentBuilder(telling_its_parent, warm, nothing)
    try:
        parents = {builder.build().text for _ in range(3)}
    finally:
        builder.close()
    assert (tmp_path / "warm").read_text().split() == [*parents]
    assert parents != {str(os.getpid())}


@needs_fork
def test_a_crashed_build_is_followed_by_a_good_one(tmp_path: Path):
    flag = tmp_path / "flag"

    def build() -> BuildResult:
        if flag.exists():
            return good()
        flag.touch()
        return crashing()

    builder = ResidentBuilder(build, nothing, nothing)
    try:
        assert [builder.build().exit_code, builder.build().exit_code] == [-signal.SIGKILL, 0]
    finally:
        builder.close()


@needs_fork
def test_closing_interrupts_the_build_that_is_running(tmp_path: Path):
    started, interrupted = tmp_path / "started", tmp_path / "interrupted"
    builder = ResidentBuilder(partial(waiting, started, interrupted), nothing, nothing)
    threading.Thread(target=builder.build, daemon=True).start()
    while not started.exists():
        time.sleep(0.01)
    builder.close()
    assert interrupted.exists()


@needs_fork
def test_a_resident_that_has_ended_is_told_with_its_fix():
    builder = ResidentBuilder(good, lambda: os._exit(1), nothing)
    result = builder.build()
    builder.close()
    assert result.exit_code == 1
    assert "Fix: start invoke serve again" in result.text
