"""Turn PDFs into evidence: pages with their text and pictures, a clean copy, and the audit's findings.

Work is handed out through the `concurrent.futures.Executor` interface and nothing else. The result of each step is
saved when it is done, so a build that is stopped loses nothing.
"""

import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.evidence.ingest.index import Stat
from plugins.evidence.ingest.sandbox import Limits, Sandbox, Task
from plugins.evidence.ingest.store import Identity, Store, stat_of
from plugins.evidence.model import Budget, Evidence, PdfError, Progress
from plugins.evidence.text.sidecar import with_sidecar

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from plugins.evidence.ingest.resumable import Making

LOCK = ".lock"
MOST_AT_ONCE = 64
"""Steps handed out at once, to an executor that does not say how many it wants."""
WATCHED_EVERY = 10.0
"""Seconds between two looks at how many workers a cluster has."""


def ingest(
    files: Sequence[Path],
    cache: Path,
    *,
    executor: Executor | None = None,
    scheduler: str = "",
    progress: Callable[[Progress], None] | None = None,
    budget: Budget | None = None,
    sidecars: bool = True,
    by_bytes: bool = False,
) -> dict[Path, Evidence | PdfError]:
    """The evidence of each file, or why the file cannot be used.

    Only files that are not in the cache are processed: by `executor`, whose workers must see `cache` at the same path;
    by the cluster of the Dask `scheduler`, which sees no folder of ours; or else by our own sandboxed workers. If there
    is no cluster, or no longer, that is said and our own go on. `budget` applies to each document. With `sidecars`
    off, scans get no OCR text. With `by_bytes`, each file is hashed, whatever its size and times say.
    """
    files, budget = list(dict.fromkeys(files)), budget or Budget()
    store = Store(cache, f"{budget} {Limits()}", by_bytes=by_bytes)
    try:
        found = _known(files, store)
        if unknown := [file for file in files if file not in found]:
            with _alone(store.folder):
                more, makings = _look_up(unknown, store, budget)
                if makings:
                    tally = _Tally(makings, progress)
                    if not (scheduler and _worked_by_cluster(makings, scheduler, tally)):
                        with _workers(executor) as workers:
                            _work((making for making in makings if not making.is_settled), workers, tally)
                    _work_alone([making for making in makings if making.is_put_off], tally)
            found |= more | {file: making.answer for making in makings for file in making.files if making.answer}
    finally:
        with suppress(OSError):
            store.forget()
    return {file: _with_text(found[file], file) if sidecars else found[file] for file in files}


def _known(files: Sequence[Path], store: Store) -> dict[Path, Evidence | PdfError]:
    found: dict[Path, Evidence | PdfError] = {}
    for file in files:
        with suppress(OSError):
            known = store.load(file, store.identify(file))
            if known is not None:
                found[file] = known
    return found


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait for any other build that reads documents into this cache, such as one by `invoke serve`.

    What it has read need not be read again. The system releases the lock when its holder ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _look_up(
    files: Sequence[Path], store: Store, budget: Budget
) -> "tuple[dict[Path, Evidence | PdfError], list[Making]]":
    found: dict[Path, Evidence | PdfError] = {}
    unknown: dict[str, Making] = {}
    for file in files:
        try:
            stat = stat_of(file)
            identity = store.identify(file)
        except OSError as error:
            found[file] = PdfError(f"it cannot be opened: {error.strerror}")
            continue
        if identity.sha256 in unknown:
            unknown[identity.sha256].files.append(file)
            continue
        known = store.load(file, identity)
        if known is None:
            unknown[identity.sha256] = _making(store, identity, stat, file, budget)
        else:
            found[file] = known
    return found, list(unknown.values())


def _making(store: Store, identity: Identity, stat: Stat, file: Path, budget: Budget) -> "Making":
    # Imported only here: it loads two PDF libraries, and most builds have nothing new.
    from plugins.evidence.ingest.resumable import Making

    return Making(store, identity, stat, [file], budget)


@contextmanager
def _workers(executor: Executor | None) -> Iterator[Executor]:
    if executor is not None:
        yield executor
        return
    with Sandbox() as sandbox:
        yield sandbox


def _worked_by_cluster(makings: "list[Making]", scheduler: str, tally: "_Tally") -> bool:
    """Whether the cluster did all that it could; if not, says so, and everything can go on here."""
    from plugins.evidence.ingest.cluster import ClusterError, joined

    try:
        with joined(scheduler) as cluster:
            for making in makings:
                making.patience = cluster.patience
            _work(makings, cluster, tally)
    except ClusterError as error:
        what, fix = no_cluster(scheduler, error)
        print(f"{what}; documents are read on this computer\n  Fix: {fix}", file=sys.stderr)
        for making in makings:
            if not making.is_settled:
                making.begin_again()
        return False
    return True


def no_cluster(scheduler: str, error: Exception) -> tuple[str, str]:
    """What is wrong with it, and what to do."""
    what = f"The cluster at DASK_SCHEDULER “{scheduler}” cannot be used: {error}"
    return what, 'start it (docs/operating.md, "A cluster"), or read documents here: EXECUTOR = ""'


def _work_alone(makings: "list[Making]", tally: "_Tally") -> None:
    """One document at a time, in our own sandbox: a shared worker may have died from another document."""
    for making in makings:
        making.begin_again(alone=True)
        with Sandbox(1) as sandbox:
            _work([making], sandbox, tally)


def _work(makings: "Iterable[Making]", executor: Executor, tally: "_Tally") -> None:
    """Hand out steps until no document has any left, except those put off; never more at once than are worked on."""
    waiting = iter(makings)
    ready: deque[tuple[Making, Task]] = deque()
    running: dict[Future[Any], tuple[Making, Task]] = {}
    looked = time.monotonic()
    watch: Callable[[], None] | None = getattr(executor, "watch", None)
    try:
        while True:
            most = getattr(executor, "most_at_once", MOST_AT_ONCE)
            while len(running) + len(ready) < most and (making := next(waiting, None)):
                ready.extend((making, task) for task in making.next_steps())
                tally.count(making)
            while ready and len(running) < most:
                making, task = ready.popleft()
                if not making.is_settled and not making.is_put_off:
                    running[_handed_out(task, executor)] = making, task
            if not running:
                if ready:
                    continue
                break
            done, _ = wait(running, timeout=WATCHED_EVERY if watch else None, return_when=FIRST_COMPLETED)
            for future in done:
                making, task = running.pop(future)
                making.take(task, future)
                ready.extendleft((making, task) for task in reversed(making.next_steps()))
                tally.count(making)
            if watch and time.monotonic() - looked >= WATCHED_EVERY:
                watch()
                looked = time.monotonic()
            tally.tell()
    except BaseException:
        for future in running:
            future.cancel()
        raise


def _handed_out(task: Task, executor: Executor) -> "Future[Any]":
    try:
        return executor.submit(task)
    except (RuntimeError, OSError) as error:  # a broken executor takes no more work; a file may be gone
        failed: Future[Any] = Future()
        failed.set_exception(error)
        return failed


class _Tally:
    """Adds up how far all documents are, from what has changed of one: there may be a million."""

    def __init__(self, makings: "Sequence[Making]", progress: Callable[[Progress], None] | None):
        self._documents = len(makings)
        self._progress = progress
        self._counts: dict[int, tuple[int, int, int]] = {}
        self._done, self._pages, self._pages_done = 0, 0, 0

    def count(self, making: "Making") -> None:
        done, pages, pages_done = self._counts.get(id(making), (0, 0, 0))
        now = self._counts[id(making)] = int(making.is_settled), making.pages, making.pages_done
        self._done += now[0] - done
        self._pages += now[1] - pages
        self._pages_done += now[2] - pages_done

    def tell(self) -> None:
        if self._progress is None:
            return
        counts = {"documents": self._documents, "documents_done": self._done}
        self._progress(Progress(**counts, pages=self._pages, pages_done=self._pages_done))


def _with_text(found: Evidence | PdfError, file: Path) -> Evidence | PdfError:
    if isinstance(found, PdfError):
        return found
    try:
        return with_sidecar(found, file)
    except PdfError as error:
        return error
