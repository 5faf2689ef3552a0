"""Share work among forked processes, through the standard Executor interface and nothing else."""

import gc
import multiprocessing
import os
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Context = TypeVar("Context")
Item = TypeVar("Item")
Result = TypeVar("Result")

SMALL = 48
"""Fewer items than this are not worth a process."""

_inherited: tuple[Any, Any, Any] | None = None
"""Only ever set inside a worker: what it inherited when it was forked, so that nothing large is sent to it."""


def in_workers(
    work: Callable[[Context, Item], Result], context: Context, items: Sequence[Item], *, workers: int | None = None
) -> list[Result]:
    """`[work(context, item) for item in items]`, in order, on every processor there is; see `each_in_workers`."""
    return list(each_in_workers(work, context, items, workers=workers))


def each_in_workers(
    work: Callable[[Context, Item], Result], context: Context, items: Sequence[Item], *, workers: int | None = None
) -> Iterator[Result]:
    """Yield `work(context, item)` for each item, in order, as soon as it is done.

    Results travel back by pickle; context and items do not travel, they are inherited. Where processes cannot be
    forked (Windows), or the work is small, it is done here. Raises `SystemExit` where a process was killed.
    """
    count = min(workers or os.cpu_count() or 1, max(1, len(items) // SMALL))
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from (work(context, item) for item in items)
        return
    size = max(1, len(items) // (count * 8))
    spans = [(start, min(start + size, len(items))) for start in range(0, len(items), size)]
    with warnings.catch_warnings():
        # Python 3.12 warns of a fork beside threads; ours is Pelican's progress display, which no worker touches.
        warnings.simplefilter("ignore", DeprecationWarning)
        gc.freeze()  # what a worker inherits is shared as long as nobody looks through it for circles
        try:
            with _pool(count, work, context, items) as pool:
                try:
                    for part in pool.map(_work_span, spans):
                        yield from part
                except BaseException:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise
        except BrokenProcessPool:
            raise SystemExit(
                "A part of the build was ended from outside, as happens when a computer runs out of memory.\n"
                "  Fix: close other programs and build again: the next build repairs what this one left."
            ) from None
        finally:
            gc.unfreeze()


def beside(work: Callable[[], bool]) -> Callable[[], bool]:
    """Begin in a process of its own, and answer when asked. What goes wrong there is no.

    Where processes cannot be forked (Windows), it is done now.
    """
    if not hasattr(os, "fork"):
        done = work()
        return lambda: done
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        try:
            os._exit(not work())
        finally:
            os._exit(2)
    return lambda: os.waitpid(child, 0)[1] == 0


def _pool(count: int, *inherited: Any) -> Executor:
    return ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context("fork"), initializer=_inherit, initargs=inherited
    )


def _inherit(*inherited: Any) -> None:
    """Begin a worker. Ctrl-C is for its parent to answer, and where that is killed, the worker ends too.

    It would wait for work for ever otherwise, and hold what it inherited: above all, the lock of the output.
    """
    global _inherited
    _inherited = inherited
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _work_span(span: tuple[int, int]) -> list[Any]:
    assert _inherited is not None
    work, context, items = _inherited
    return [work(context, items[index]) for index in range(*span)]
