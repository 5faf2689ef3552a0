"""Turn PDFs into evidence: pages with their text and pictures, a clean copy, and the audit's findings.

Work is handed out through the `concurrent.futures.Executor` interface and nothing else. The result of each step is
saved when it is done, so a build that is stopped loses nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.evidence.ingest.sandbox import Limits, Sandbox, Task
from plugins.evidence.ingest.store import Identity, Stat, Store, stat_of
from plugins.evidence.model import Budget, Evidence, PdfError
from plugins.evidence.text.sidecar import with_sidecar

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from plugins.evidence.ingest.progress import Progress
    from plugins.evidence.ingest.resumable import Making

LOCK = ".lock"


def ingest(
    files: Sequence[Path],
    cache: Path,
    *,
    executor: Executor | None = None,
    progress: "Callable[[Progress], None] | None" = None,
    budget: Budget | None = None,
    sidecars: bool = True,
    by_bytes: bool = False,
) -> dict[Path, Evidence | PdfError]:
    """The evidence of each file, or why the file cannot be used.

    Only files that are not in the cache are processed, by `executor` or else by our own sandboxed workers. `cache` must
    be a folder that the executor's workers see at the same path. `budget` applies to each document. With `sidecars`
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
                    with _workers(executor) as workers:
                        _work(makings, workers, lambda: _tell(makings, progress))
                    _work_alone([making for making in makings if making.is_put_off], lambda: _tell(makings, progress))
            found |= more | {file: making.answer for making in makings for file in making.files if making.answer}
    finally:
        with suppress(OSError):  # a cache that cannot be written costs the next build its time
            store.save_index()
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


def _work_alone(makings: "list[Making]", tell: Callable[[], None]) -> None:
    """One document at a time, in our own sandbox: a shared worker may have died from another document."""
    for making in makings:
        making.begin_alone()
        with Sandbox(1) as sandbox:
            _work([making], sandbox, tell)


def _work(makings: "list[Making]", executor: Executor, tell: Callable[[], None]) -> None:
    """Hand out steps until no document has any left, except those put off."""
    running: dict[Future[Any], tuple[Making, Task]] = {}

    def hand_out(making: "Making") -> None:
        for task in making.next_steps():
            try:
                future = executor.submit(task)
            except RuntimeError as error:  # a broken executor takes no more work
                future = Future()
                future.set_exception(error)
            running[future] = making, task

    try:
        for making in makings:
            hand_out(making)
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                making, task = running.pop(future)
                making.take(task, future)
                hand_out(making)
            tell()
    except BaseException:
        for future in running:
            future.cancel()
        raise


def _tell(makings: "list[Making]", progress: "Callable[[Progress], None] | None") -> None:
    if progress is None:
        return
    from plugins.evidence.ingest.progress import Progress

    made = Progress(
        documents=len(makings),
        documents_done=sum(making.is_settled for making in makings),
        pages=sum(making.pages for making in makings),
        pages_done=sum(making.pages_done for making in makings),
    )
    progress(made)


def _with_text(found: Evidence | PdfError, file: Path) -> Evidence | PdfError:
    if isinstance(found, PdfError):
        return found
    try:
        return with_sidecar(found, file)
    except PdfError as error:
        return error
