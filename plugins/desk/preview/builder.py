"""Run each build in a process of its own, forked from one that has everything imported already."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from plugins.desk.building import BuildResult

Build = Callable[[], BuildResult]


class Builder(Protocol):
    """Builds on request, one build at a time. Whatever happens in a build, the caller survives."""

    def build(self) -> BuildResult: ...

    def close(self) -> None: ...


def start_builder(build: Build, warm: Callable[[], object], *, left_alone: Callable[[], object]) -> Builder:
    """Call this while the process has one thread. `warm` imports what builds need.

    `left_alone` is called in the forked process, to close what only the caller needs, such as a listening socket.
    """
    if "fork" in multiprocessing.get_all_start_methods():
        return ResidentBuilder(build, warm, left_alone)
    return SpawningBuilder(build)


class SpawningBuilder:
    """Starts an interpreter for each build, as Windows needs it. `build` must be picklable."""

    def __init__(self, build: Build):
        self._build = build

    def build(self) -> BuildResult:
        return build_in_child(multiprocessing.get_context("spawn"), self._build)

    def close(self) -> None:
        pass


class ResidentBuilder:
    """A process with one thread and everything imported, which forks a child for each build.

    It is forked before the caller has threads: a fork beside threads can inherit a lock that is never released.
    """

    def __init__(self, build: Build, warm: Callable[[], object], left_alone: Callable[[], object]):
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        arguments = (build, warm, left_alone, theirs, self._pipe)
        self._process = context.Process(target=_reside, args=arguments, name="builder")
        self._process.start()
        theirs.close()

    def build(self) -> BuildResult:
        with suppress(OSError, EOFError):
            self._pipe.send("build")
            if self._pipe in wait([self._pipe, self._process.sentinel]):
                answer: BuildResult = self._pipe.recv()
                return answer
        return BuildResult(
            exit_code=1, text="The build process has ended.\n  Fix: start invoke serve again.", seconds=0.0
        )

    def close(self) -> None:
        """End the process. A build that is running is interrupted, as by Ctrl-C."""
        with suppress(OSError):
            self._pipe.send("end")
        self._pipe.close()
        self._process.join()


def _reside(
    build: Build, warm: Callable[[], object], left_alone: Callable[[], object], ours: Connection, callers: Connection
) -> None:
    """Answer every message with a build, until the caller says that it is the end, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    callers.close()
    left_alone()
    warm()
    context = multiprocessing.get_context("fork")
    with suppress(OSError, EOFError):
        while ours.recv() != "end":
            ours.send(build_in_child(context, build, caller=ours))


def build_in_child(context: Any, build: Build, *, caller: Connection | None = None) -> BuildResult:
    """Run `build` in a child process and return how it went, with all that it wrote to stdout and stderr.

    `context` is one of multiprocessing's. Should `caller` say anything or end meanwhile, the child is interrupted.
    """
    start = time.perf_counter()
    with TemporaryDirectory(prefix="daylight-") as folder:
        transcript = Path(folder) / "transcript"
        child = context.Process(target=_run, args=(build, str(transcript)), name="build")
        child.start()
        if child.sentinel not in wait([child.sentinel, *([caller] if caller else [])]):
            _end(child)
        child.join()
        said = transcript.read_text(encoding="utf-8", errors="replace").rstrip() if transcript.exists() else ""
    exit_code: int = child.exitcode
    if exit_code < 0:
        crash = f"The build was ended by {signal.Signals(-exit_code).name}. The next one cleans up."
        said = f"{said}\n{crash}".lstrip()
    return BuildResult(exit_code=exit_code, text=said, seconds=time.perf_counter() - start)


def _end(child: Any) -> None:
    """End a build whose caller is gone: Ctrl-C has reached it by itself, if there was one; then ever less kindly."""
    child.join(timeout=1)
    if child.is_alive():
        os.kill(child.pid, signal.SIGINT)
        child.join(timeout=5)
    if child.is_alive():
        child.kill()


def _run(build: Build, transcript: str) -> None:
    """In the child: the output goes to a file, whoever writes it, and the exit code says how the build went."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    file = os.open(transcript, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    sys.stdout = sys.stderr = os.fdopen(file, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    result = build()
    print(result.text)
    sys.exit(result.exit_code)
