"""Run work on files that may be hostile: an Executor whose processes are reused, supervised and limited.

Callers use only the `concurrent.futures.Executor` interface, so any other executor can replace it.
"""

import contextlib
import json
import math
import os
import pickle
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

Result = TypeVar("Result")

ANSWER_BYTES = 16 * 1024**2
"""The longest answer that is read. Anything longer belongs in a file."""
START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from plugins.evidence.ingest.worker import serve; serve()"
)
OUT_OF_PROCESSOR_TIME = frozenset(int(getattr(signal, name, 0)) for name in ("SIGPROF", "SIGXCPU")) - {0}
CRASHES = frozenset(
    int(getattr(signal, name, 0)) for name in ("SIGABRT", "SIGSEGV", "SIGILL", "SIGTRAP", "SIGFPE", "SIGSYS")
) - {0}
"""Signals by which a process kills itself. Any other came from outside."""
KEPT_FROM_SHELL = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")
"""The only variables a worker sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one worker may take."""

    memory: int = 2 * 1024**3
    """Bytes of address space."""
    file_bytes: int = 1024**3
    """Largest file that it may write."""
    seconds: float = 50
    """Wall time, and processor time, for work that names no other limit."""


class WorkerError(Exception):
    """Work killed its worker, or failed in it; the text tells people how."""


class FatalWorkError(WorkerError):
    """The work itself is at fault: with the same limits it would fail again, on any computer."""


@dataclass(frozen=True, slots=True)
class Task:
    """A call with its own time limits. To an executor that knows nothing of limits it is just a callable."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float
    processor_seconds: float = math.inf
    """No more than `seconds` in any case."""

    def __call__(self) -> Any:
        return self.function(*self.arguments)


class Sandbox(Executor):
    """A pool of worker processes, started when there is work, reused while healthy, replaced when not.

    The call and its arguments are sent by pickle; the answer comes back as JSON, so a worker taken over by a hostile
    file can send nothing but plain values. A call fails with `WorkerError`.
    """

    def __init__(self, workers: int | None = None, *, limits: Limits | None = None):
        self._most = workers or os.cpu_count() or 1
        self._limits = limits or Limits()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._running: set[_Worker] = set()
        self._closed = False

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> "Future[Result]":
        future: Future[Result] = Future()
        seconds = float(getattr(fn, "seconds", self._limits.seconds))
        processor = min(float(getattr(fn, "processor_seconds", seconds)), seconds)
        with self._lock:
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            call = pickle.dumps((pickle.dumps((fn, args, kwargs)), processor))
            self._jobs.put(_Job(future, call, seconds, processor))
            if not self._idle.acquire(blocking=False) and len(self._threads) < self._most:
                thread = threading.Thread(target=self._attend, daemon=True)
                self._threads.append(thread)
                thread.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        with self._lock:
            self._closed = True
            if cancel_futures:
                self._cancel_waiting()
            for _ in self._threads:
                self._jobs.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """After an error, Ctrl-C included, do not wait for anything."""
        if error is not None:
            with self._lock:
                self._closed = True
                self._cancel_waiting()
                for worker in self._running:
                    worker.kill()
        self.shutdown(wait=True)

    def _cancel_waiting(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                job = self._jobs.get_nowait()
                if job is not None:
                    job.future.cancel()

    def _attend(self) -> None:
        """One thread for each worker process: hand it work, wait for its answer."""
        worker: _Worker | None = None
        while (job := self._next()) is not None:
            if not job.future.set_running_or_notify_cancel():
                continue
            try:
                if worker is None:
                    worker = self._start()
                answer = worker.ask(job)
            except Exception as error:
                job.future.set_exception(error)
            else:
                job.future.set_result(answer)
            if worker is not None and worker.is_spent:
                self._stop(worker)
                worker = None
        if worker is not None:
            self._stop(worker)

    def _next(self) -> "_Job | None":
        with contextlib.suppress(queue.Empty):
            return self._jobs.get_nowait()
        self._idle.release()
        return self._jobs.get()

    def _start(self) -> "_Worker":
        worker = _Worker(self._limits)
        with self._lock:
            self._running.add(worker)
        return worker

    def _stop(self, worker: "_Worker") -> None:
        with self._lock:
            self._running.discard(worker)
        worker.close()


@dataclass(frozen=True, slots=True)
class _Job:
    future: "Future[Any]"
    call: bytes
    seconds: float
    processor_seconds: float


class _Worker:
    """Our end of one worker process."""

    def __init__(self, limits: Limits):
        self._limits = limits
        self._timed_out = False
        self.is_spent = False
        path = json.dumps([entry or str(Path.cwd()) for entry in sys.path])
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", START, path, json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in KEPT_FROM_SHELL if name in os.environ},
            start_new_session=True,
        )

    def ask(self, job: _Job) -> Any:
        watch = threading.Timer(job.seconds, self._run_out)
        watch.start()
        try:
            line = self._exchange(job.call)
        finally:
            watch.cancel()
        try:
            answer = json.loads(line)
        except ValueError:
            self.is_spent = True
            self.kill()
            raise self._cause_of_death(job) from None
        self.is_spent = bool(answer.get("spent")) or self._timed_out
        if "error" in answer:
            is_fatal = answer.get("fatal") and self._has_had_its_memory()
            raise (FatalWorkError if is_fatal else WorkerError)(str(answer["error"]))
        return answer.get("value")

    def _exchange(self, call: bytes) -> bytes:
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(call)
            self._process.stdin.flush()
        except OSError:
            return b""
        line: bytes = self._process.stdout.readline(ANSWER_BYTES)
        return line if line.endswith(b"\n") else b""

    def _run_out(self) -> None:
        self._timed_out = True
        self.kill()

    def _cause_of_death(self, job: _Job) -> WorkerError:
        code = self._process.wait()
        if -code in OUT_OF_PROCESSOR_TIME:
            return FatalWorkError(f"it took more than {job.processor_seconds:.0f} seconds of work to read")
        if self._timed_out:
            return WorkerError(f"it took more than {job.seconds:.0f} seconds to read, and this computer was busy")
        if -code not in CRASHES:
            return WorkerError(f"its reader was ended from outside, or could not run (code {code})")
        memory = f"{self._limits.memory // 1024**3} GB of memory"
        if not self._has_had_its_memory():
            return WorkerError(f"its reader has crashed, and this computer had less than {memory} left for it")
        return FatalWorkError(f"it takes more than {memory} to read, or it is damaged or hostile")

    def _has_had_its_memory(self) -> bool:
        """Whether the system had as much memory free as the worker may take, as far as it says."""
        try:
            left = re.search(r"^MemAvailable: *(\d+) kB$", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE)
        except OSError:
            return True
        return left is None or int(left[1]) * 1024 >= self._limits.memory

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """Let the process end by itself, which it does once its input is closed."""
        assert self._process.stdin is not None and self._process.stdout is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()
        self._process.stdout.close()
