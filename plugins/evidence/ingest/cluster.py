"""Our end of a cluster: a Dask scheduler as an `Executor` that carries files as bytes, there and back.

Nothing is shared with its workers but this code: no folder, no path, and no key of the cache.
"""

import logging
import pickle
import re
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from plugins.evidence.ingest.sandbox import FatalWorkError, Task, WorkerError
from plugins.evidence.ingest.store import PUBLISHED, code_version, write_whole

CONNECT = 10.0
"""Seconds in which the scheduler must answer."""
NO_WORKER = 120.0
"""Seconds without any worker after which the cluster counts as lost: one that grows as needed takes its time."""
PATIENCE = 20.0
"""Seconds of work between two times that a document's bytes are sent."""
AT_ONCE_A_WORKER = 2
"""Tasks handed out for each thread of a worker: one that it works on, one that is on its way."""
_MADE = re.compile(r"(?:opened|audited|pages-\d{5})\.json|published\.pdf|(?:found-|[tp])\d{5}\.(?:png|webp)")
"""What a step may leave in its folder. Anything else that comes back is not taken."""


class ClusterError(Exception):
    """The cluster cannot be used, or no longer; the text says why."""


@contextmanager
def joined(address: str) -> Iterator["Cluster"]:
    """The cluster whose scheduler listens there. Raises `ClusterError`."""
    from dask import config  # installed only where it is used
    from distributed import Client

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    quiet = {"distributed.admin.large-graph-warning-threshold": "1 TB"}
    with config.set(quiet):
        try:
            client = Client(address, timeout=CONNECT, set_as_default=False, name="daylight")
        except (OSError, ValueError, RuntimeError) as error:
            raise ClusterError(f"it does not answer ({_words(error)})") from None
        try:
            yield Cluster(client)
        finally:
            with suppress(Exception):
                client.close(timeout=2)


class Cluster(Executor):
    """Takes the tasks of `resumable.Making` and nothing else."""

    patience = PATIENCE

    def __init__(self, client: Any):
        self._client = client
        self._running: dict[Any, Future[Any]] = {}
        self._alone_since: float | None = None
        self._version = code_version()
        self.most_at_once = AT_ONCE_A_WORKER
        self.watch()

    def watch(self) -> None:
        """See how many workers there are. Raises `ClusterError` if the cluster is lost."""
        try:
            threads = sum(self._client.nthreads().values())
        except Exception as error:
            raise ClusterError(f"the connection to it was lost ({_words(error)})") from None
        self.most_at_once = max(threads, 1) * AT_ONCE_A_WORKER
        now = time.monotonic()
        self._alone_since = None if threads else self._alone_since or now
        if self._alone_since is not None and now - self._alone_since >= NO_WORKER:
            raise ClusterError(f"it has had no worker for {NO_WORKER:.0f} seconds")

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Raises `OSError` if a file that is to be sent cannot be read."""
        from plugins.evidence.ingest.cluster_worker import run

        assert isinstance(fn, Task)
        answer: Future[Any] = Future()
        inner = self._client.submit(run, self._call(fn), pure=False)
        self._running[inner] = answer
        answer.add_done_callback(lambda done: inner.cancel() if done.cancelled() else None)
        inner.add_done_callback(partial(self._arrived, fn, answer))
        return answer

    def _call(self, task: Task) -> bytes:
        """Pickled here, so that Dask looks neither at the bytes nor writes any of them to a log."""
        from plugins.evidence.ingest import steps
        from plugins.evidence.ingest.cluster_worker import Call

        source, folder, rest = _paths(task)
        files = {}
        for name in steps.needed(task.function):
            with suppress(FileNotFoundError):
                files[name] = (folder / name).read_bytes()
        call = Call(
            version=self._version,
            step=task.function.__name__,
            source=None if source is None else source.read_bytes(),
            files=files,
            rest=rest,
            seconds=task.seconds,
            processor_seconds=task.processor_seconds,
        )
        return pickle.dumps(call)

    def _arrived(self, task: Task, answer: "Future[Any]", inner: Any) -> None:
        self._running.pop(inner, None)
        if not answer.set_running_or_notify_cancel():
            return
        try:
            answer.set_result(self._taken(task, inner))
        except BaseException as error:
            answer.set_exception(error)

    def _taken(self, task: Task, inner: Any) -> Any:
        """What the step answered; its files are in the folder then."""
        from distributed import KilledWorker

        try:
            done = inner.result()
        except KilledWorker:
            raise WorkerError("its worker has ended several times while it was being read") from None
        except Exception as error:
            if inner.status == "error":
                raise ClusterError(f"a worker cannot run Daylight ({_words(error)})") from None
            raise ClusterError("the connection to it was lost") from None
        if done.other_version:
            raise ClusterError(f"a worker runs another version of Daylight or its packages ({done.other_version})")
        if done.error:
            raise (FatalWorkError if done.is_fatal else WorkerError)(done.error)
        _, folder, _ = _paths(task)
        for name in done.gone:
            if _MADE.fullmatch(name):
                (folder / name).unlink(missing_ok=True)
        for name, data in sorted(done.files.items(), key=lambda file: file[0] == PUBLISHED):
            if _MADE.fullmatch(name):
                write_whole(folder / name, data)
        return done.answer


def _paths(task: Task) -> tuple[Path | None, Path, tuple[Any, ...]]:
    """The document, if the step reads it; its folder; the other arguments."""
    from plugins.evidence.ingest import steps

    first, second, *_ = task.arguments
    if task.function is steps.read_pages:
        return None, Path(first), task.arguments[1:]
    return Path(first), Path(second), task.arguments[2:]


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200].rstrip(": ")
