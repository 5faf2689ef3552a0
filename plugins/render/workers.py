"""Share work among forked processes."""

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

Context = TypeVar("Context")
Item = TypeVar("Item")
Result = TypeVar("Result")

SMALL = 48
"""Fewer items than this are not worth a process."""

SPANS = 4
"""Number of successive processes per processor.

A process copies any inherited memory that it touches, as even a reference to an object writes to it. It frees that
memory only when it ends, so processes are short-lived.
"""


def in_workers(
    work: Callable[[Context, Item], Result], context: Context, items: Sequence[Item], *, workers: int | None = None
) -> list[Result]:
    """`[work(context, item) for item in items]`, in order, on all processors; see `each_in_workers`."""
    return list(each_in_workers(work, context, items, workers=workers))


def each_in_workers(
    work: Callable[[Context, Item], Result], context: Context, items: Sequence[Item], *, workers: int | None = None
) -> Iterator[Result]:
    """Yield `work(context, item)` for each item, in order, as soon as it is done.

    Results are sent back by pickle; context and items are inherited. If processes cannot be forked (Windows), or there
    is little work, it is done in this process. Raises what `work` raises, and `SystemExit` if a process was killed.
    """
    count = min(workers or os.cpu_count() or 1, max(1, len(items) // SMALL))
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from (work(context, item) for item in items)
        return
    yield work(context, items[0])  # values shared by all processes are made before they start, and inherited
    size = max(SMALL, -(-len(items) // (count * SPANS)))
    spans = [range(start, min(start + size, len(items))) for start in range(1, len(items), size)]
    with _frozen():
        yield from _by_spans(lambda span: [work(context, items[index]) for index in span], spans, count)


@contextmanager
def _frozen() -> Iterator[None]:
    """What a process inherits is shared as long as nobody looks through it for circles."""
    with warnings.catch_warnings():
        # Python 3.12 warns of a fork beside threads; ours is Pelican's progress display, which no worker touches.
        warnings.simplefilter("ignore", DeprecationWarning)
        gc.freeze()
        try:
            yield
        finally:
            gc.unfreeze()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until this ends: within a fork, Python prints a traceback and goes on as if nothing happened."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if pressed:
            signal.raise_signal(signal.SIGINT)


def _by_spans(work: Callable[[range], list[Result]], spans: Sequence[range], count: int) -> Iterator[Result]:
    waiting = deque(enumerate(spans))
    running: dict[Connection, tuple[int, BaseProcess]] = {}
    ended: list[BaseProcess] = []
    done: dict[int, list[Result]] = {}
    try:
        for wanted in range(len(spans)):
            while wanted not in done:
                _begin(work, waiting, running, count)
                ready = wait(list(running))
                for connection in [one for one in running if one in ready]:
                    number, process = running.pop(connection)
                    ended.append(process)
                    done[number] = _answer(connection)
            _begin(work, waiting, running, count)
            yield from done.pop(wanted)
    finally:
        for connection, (_, process) in running.items():
            process.terminate()
            ended.append(process)
            connection.close()
        for process in ended:
            process.join()


def _begin(
    work: Callable[[range], list[Any]],
    waiting: deque[tuple[int, range]],
    running: dict[Connection, tuple[int, BaseProcess]],
    count: int,
) -> None:
    """Have so many processes at work, as long as there is any."""
    fork = multiprocessing.get_context("fork")
    while waiting and len(running) < count:
        number, span = waiting.popleft()
        ours, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=_work, args=(work, span, theirs), daemon=True)
        with uninterrupted():
            process.start()
        theirs.close()
        running[ours] = number, process


def _answer(connection: Connection) -> list[Any]:
    """What a process has to say at its end. Raises what it raised, and `SystemExit` where it was killed."""
    try:
        failed, answer = connection.recv()
    except (EOFError, OSError):
        raise SystemExit(
            "A part of the build was ended from outside, as happens when a computer runs out of memory.\n"
            "  Fix: close other programs and build again: the next build repairs what this one left."
        ) from None
    finally:
        connection.close()
    if failed:
        raise answer
    return answer  # type: ignore[no-any-return]


def _work(work: Callable[[range], list[Any]], span: range, connection: Connection) -> None:
    """Runs in a separate process. Its parent handles Ctrl-C; if the parent is killed, it ends too.

    Otherwise it would go on, and keep what it inherited: above all, the lock on the output.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        answer: tuple[bool, Any] = False, work(span)
    except BaseException as error:
        answer = True, _as_sent(error)
    with suppress(BrokenPipeError):
        connection.send(answer)
    connection.close()


def _as_sent(error: BaseException) -> BaseException:
    """The error, if it can be pickled, with its traceback as a note."""
    told = "".join(traceback.format_exception(error))
    error.add_note(told)
    try:
        return pickle.loads(pickle.dumps(error))  # type: ignore[no-any-return]
    except Exception:
        return RuntimeError(told)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def beside(work: Callable[[], bool]) -> Callable[[], bool]:
    """Start the work in a separate process, and return its answer when asked. An error there counts as no.

    If processes cannot be forked (Windows), it is done right away.
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
