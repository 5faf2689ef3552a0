"""Draw a saved page at once, in a process of its own, while the build that follows is still at work."""

import multiprocessing
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # it is imported in the process that draws
    from plugins.newsroom.incremental.instant_page import InstantPages

PATIENCE = 2.0
"""Seconds after which a page is left to the build."""
NOTHING: Mapping[str, bytes] = {}


class InstantPageProcess:
    """Answers with the pages that a saved file will have, by their paths below the output; or with nothing.

    It is forked before the caller has threads, as the builder is. Where processes cannot be forked it knows nothing.
    """

    def __init__(self, start: "Callable[[], InstantPages]", left_alone: Callable[[], object]):
        self._pipe: Connection | None = None
        if "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(
                target=_reside, args=(start, left_alone, theirs, self._pipe), name="instant pages", daemon=True
            )
            self._process.start()
            theirs.close()

    def look(self, file: Path) -> Mapping[str, bytes]:
        """The pages of a file that was saved."""
        answer: Any = self._asked(file)
        return answer if isinstance(answer, dict) else NOTHING

    def renew(self) -> None:
        """Hear that a build has come to its end. Nobody waits for it."""
        if self._pipe is not None:
            with suppress(OSError):
                self._pipe.send(None)

    def close(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._process.terminate()
            self._process.join()

    def _asked(self, file: Path) -> object:
        if self._pipe is None:
            return None
        with suppress(OSError, EOFError):
            self._pipe.send(file)
            if self._pipe.poll(PATIENCE) and not wait([self._process.sentinel], timeout=0):
                return self._pipe.recv()
        self._pipe.close()  # an answer that comes too late must not be taken for the next one
        self._pipe = None
        self._process.terminate()
        return None


def instant_pages_for(build: Callable[[], object]) -> "InstantPages":
    """What `build`, a partial of `run_build`, leaves behind. Raises whatever its settings are refused with."""
    from plugins.desk.building import pelican_settings
    from plugins.newsroom.incremental.instant_page import InstantPages
    from plugins.newsroom.library.settings import read_settings

    return InstantPages(read_settings(pelican_settings(build)))


def _reside(
    start: "Callable[[], InstantPages]", left_alone: Callable[[], object], ours: Connection, callers: Connection
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    callers.close()
    left_alone()
    instant_pages: InstantPages | None = None
    with suppress(OSError, EOFError):
        while True:
            asked = ours.recv()
            try:
                if asked is None:
                    instant_pages = instant_pages or start()
                    instant_pages.renew()
                    continue
                ours.send(instant_pages.of(asked) if instant_pages else {})
            except (Exception, SystemExit):  # whatever it is, the build will tell
                instant_pages = None
                if asked is not None:
                    ours.send({})
