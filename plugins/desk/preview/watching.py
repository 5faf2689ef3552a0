"""Watches for saves: in bursts, and without the temporary files of editors."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any

from watchfiles import Change, watch

Saved = frozenset[Path]
Stamp = tuple[int, int, int] | None
"""Time, size and number of a file; None where there is none."""

PASSING = re.compile(r"^\.|~$|^~\$|^#.*#$|^4913$|^__pycache__$|\.(swp|swo|swx|tmp|bak|part|pyc|pyo)$|___jb_\w+___$")
"""Temporary files of vim, Emacs, nano, gedit, Word, PyCharm, Python and the system."""
GLANCE = 400
"""Milliseconds between two checks of the files that are watched one by one."""
PAUSE = 10
"""Milliseconds without a save that end a burst: an editor writes, renames and deletes within less."""


def is_passing(path: Path, roots: Sequence[Path]) -> bool:
    """Whether the file is nobody's work: hidden, temporary or left by an editor. Folders above a root do not count."""
    within = [root for root in roots if path.is_relative_to(root)]
    parts = path.relative_to(max(within, key=lambda root: len(root.parts))).parts if within else ()
    return any(PASSING.search(name) for name in parts or (path.name,))


class _Signal:
    """Asked by the watch whether it shall stop. That it asks shows that it has begun: it tells so in no other way."""

    def __init__(self) -> None:
        self.begun = Event()
        self.ended = Event()

    def is_set(self) -> bool:
        self.begun.set()
        return self.ended.is_set()


class Watcher:
    """Watches folders, and single files, in a thread; each item of the queue is one burst of saves.

    A folder is watched by the system. A file is looked at, since editors replace it and the system would watch the
    one that is gone. What is in `ignored` is not looked at.
    """

    def __init__(self, watched: Sequence[Path], *, ignored: Path):
        paths = [path.resolve() for path in watched]
        self._folders = [path for path in paths if path.is_dir()]
        self._files = [path for path in paths if not path.is_dir()]
        self._ignored = ignored.resolve()
        self._signal = _Signal()
        self._fault = ""
        self._thread = Thread(target=self._watch, name="watcher", daemon=True)
        self.bursts: Queue[Any] = Queue()

    def start(self) -> None:
        """Return once every later save will be noticed. Raises `SystemExit` where that cannot be."""
        self._thread.start()
        self._signal.begun.wait()
        if self._fault:
            raise SystemExit(
                f"The folders can't be watched for changes: {self._fault}.\n"
                "  Fix: check that you may read them; or set WATCHFILES_FORCE_POLLING=1 and start again."
            )

    def close(self) -> None:
        self._signal.ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def _watch(self) -> None:
        try:
            self._watch_on(self._stamps())
        except (OSError, RuntimeError) as error:
            self._fault = str(error)
            if self._signal.begun.is_set():
                print(f"Saves are no longer noticed: {error}.\n  Fix: start invoke serve again.", file=sys.stderr)
            self._signal.begun.set()

    def _watch_on(self, seen: Mapping[Path, Stamp]) -> None:
        for changes in self._changes():
            stamps = self._stamps()
            saved = {Path(path) for _, path in changes}
            saved |= {path for path in self._files if stamps[path] != seen[path]}
            seen = stamps
            if saved:
                self.bursts.put(frozenset(saved))

    def _changes(self) -> Iterator[set[tuple[Change, str]]]:
        if self._folders:
            yield from watch(
                *self._folders,
                watch_filter=self._is_work,
                stop_event=self._signal,
                step=PAUSE,
                rust_timeout=GLANCE,
                yield_on_timeout=True,
            )
        else:
            self._signal.begun.set()
            while not self._signal.ended.wait(GLANCE / 1000):
                yield set()

    def _is_work(self, change: Change, path: str) -> bool:
        file = Path(path)
        return not file.is_relative_to(self._ignored) and not is_passing(file, self._folders)

    def _stamps(self) -> Mapping[Path, Stamp]:
        return {path: _stamp(path) for path in self._files}


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
