"""`invoke serve`: show the site on this computer, build it again on every save, and reload the browser."""

import ast
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING

from plugins.desk.building import BuildResult, import_pipeline
from plugins.desk.preview.builder import Build, Builder, start_builder
from plugins.desk.preview.instant_pages import InstantPageProcess, instant_pages_for
from plugins.desk.preview.listening import LOOPBACK, bequeath, inherited, listen
from plugins.desk.preview.reload import Announcer, LastBuild
from plugins.desk.preview.watching import Saved, Watcher
from plugins.records.sources import MARKDOWN

if TYPE_CHECKING:  # the process that builds needs no web server
    from plugins.desk.preview.looks import Mail

COURTESY = 0.15
"""Seconds that a browser has for a page that it has been shown at once, before the build takes the processors."""
HELD_NOTICE = "Preview with drafts and embargoed items"


def serve(
    build: Build,
    watched: Sequence[Path],
    folder: Path,
    *,
    port: int,
    base_path: str = "/",
    held: bool = False,
    report: Path | None = None,
    email: Callable[[str], "Mail | None"] | None = None,
    warm: Callable[[], object] = import_pipeline,
) -> None:
    """Serve `folder` until Ctrl-C, and run `build` at the start and after each change in `watched`.

    `build` runs in a process of its own, forked from one that has called `warm`; it must be picklable on Windows.
    A change of Python code restarts the whole program, with the same arguments and the same port.
    `base_path` is the path of SITEURL; `report` is where builds write what is wrong; `email` makes the e-mail of the
    release at an address. Raises `SystemExit` where the port is taken.
    """
    base_path = f"/{base_path.strip('/')}/" if base_path.strip("/") else "/"
    listener = inherited() or listen(port)
    builder = start_builder(build, warm, left_alone=listener.close)
    instant_page_process = InstantPageProcess(partial(instant_pages_for, build), left_alone=listener.close)
    watcher = Watcher(watched, ignored=folder)
    announcer = Announcer()
    server = None
    again = False
    try:
        # Imported while the builder imports its own; neither process above needs it.
        from plugins.desk.preview.report import Report
        from plugins.desk.preview.routes import Shown
        from plugins.desk.preview.web import PreviewServer

        shown = Shown(folder, announcer, base_path, HELD_NOTICE if held else "", Report(report), email)
        server = PreviewServer(listener, shown)
        server.start()
        watcher.start()
        address = f"http://{LOOPBACK}:{listener.getsockname()[1]}{base_path}"
        _say(f"The site: {address} (only on this computer; Ctrl-C stops it)")
        if held:
            _say(f"{HELD_NOTICE}: don't share this preview.")
        _Preview(announcer, instant_page_process).follow(watcher.bursts, _building(builder, watcher.bursts))
        again = True
    except KeyboardInterrupt:
        _say("\nEnded.")
    finally:
        announcer.close()
        if server is not None:
            server.close()
        watcher.close()
        instant_page_process.close()
        builder.close()
        if not again:
            listener.close()
    if again:
        _restart(listener)


Events = Queue[Saved | BuildResult]
"""Bursts of saves, and how builds went."""


def _building(builder: Builder, events: Events) -> Queue[float]:
    """A queue in which each item asks for a build, after so many seconds; how it went is put among the events."""
    requests: Queue[float] = Queue()

    def build() -> None:
        while True:
            time.sleep(requests.get())
            with suppress(OSError):
                events.put(builder.build())

    Thread(target=build, name="builds", daemon=True).start()
    return requests


@dataclass(slots=True)
class _Preview:
    """What browsers and terminal see of saves and builds."""

    announcer: Announcer
    instant_page_process: InstantPageProcess
    is_building: bool = False
    has_more: bool = False
    """Something was saved since the build that is at work began."""
    is_news: bool = True
    """The next build will show what no instant page has shown."""
    brings_news: bool = False
    """The build that is at work will."""
    code: set[Path] = field(default_factory=set)
    """Python files that have changed."""

    def follow(self, events: Events, requests: Queue[float]) -> None:
        """Build, and again after each burst of saves. Returns when Python code has changed and can be read."""
        self._request(requests)
        while True:
            event = _next(events)
            if isinstance(event, BuildResult):
                self._end(event, requests)
            else:
                self.code |= {path for path in event if path.suffix == ".py"}
                if not self.code:
                    self.is_news |= not self._instant_page(event)
                    self._request(requests)
            if self.code and not self.is_building:
                if not (fault := code_fault(self.code)):
                    _say(f"Changed: {', '.join(sorted(path.name for path in self.code))}. Restarting …")
                    return
                if not isinstance(event, BuildResult):
                    self._tell(BuildResult(exit_code=1, text=fault, seconds=0.0))

    def _request(self, requests: Queue[float]) -> None:
        if self.is_building:
            self.has_more = True
        else:
            self.is_building, self.has_more = True, False
            self.brings_news, self.is_news = self.is_news, False
            requests.put(0 if self.brings_news else COURTESY)

    def _end(self, result: BuildResult, requests: Queue[float]) -> None:
        self.is_building = False
        self.instant_page_process.renew()
        is_seen = not self.brings_news
        if self.has_more and not self.code:
            self._request(requests)
        else:
            self.announcer.instant_pages = {}
        self._tell(result, is_seen=is_seen)

    def _instant_page(self, saved: Saved) -> bool:
        """Show a page at once where one text was saved; what else changes with it comes with the build."""
        file = next(iter(saved))
        pages = self.instant_page_process.look(file) if len(saved) == 1 and file.suffix in MARKDOWN else {}
        if pages:
            self.announcer.instant_pages = {**self.announcer.instant_pages, **pages}
            self.announcer.announce(LastBuild(str(time.time_ns())))
        return bool(pages)

    def _tell(self, result: BuildResult, *, is_seen: bool = False) -> None:
        """Tell the terminal and every open page how a build went. A page is not moved by a build that failed."""
        clock = time.strftime("%H:%M:%S")
        if result.exit_code:
            text = result.text or f"The build ended with exit code {result.exit_code} and no message."
            self.announcer.announce(LastBuild(self.announcer.last_build.version, text))
            _say(f"\n{text}\n{clock} Not rebuilt: the browser still shows the last good version.")
        else:
            if not is_seen:
                self.announcer.announce(LastBuild(str(time.time_ns())))
            _say(f"{result.text}\n{clock} Rebuilt in {result.seconds:.1f} s.".lstrip())


def _next(events: Events) -> Saved | BuildResult:
    """The short waits let Ctrl-C through on Windows. Bursts that have come together are one."""
    while True:
        try:
            event = events.get(timeout=0.5)
        except Empty:
            continue
        while isinstance(event, frozenset) and not events.empty() and isinstance(events.queue[0], frozenset):
            event |= events.get()  # type: ignore[operator]
        return event


def code_fault(files: Iterable[Path]) -> str:
    """The first syntax error in these files, as a report; empty where all can be read. A deleted file has none."""
    for file in sorted(files):
        try:
            ast.parse(file.read_bytes(), str(file))
        except FileNotFoundError:
            continue
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            return (
                f"{file}:{line}: this Python code has an error: {error.args[0]}\n"
                "  Fix: correct it and save. Until then, the old code is used."
            )
    return ""


def _restart(listener: socket.socket) -> None:
    """Replace this program by itself. The socket stays open, so that a browser that asks meanwhile only waits."""
    command = [sys.executable, *sys.orig_argv[1:]]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        bequeath(listener)
        os.execv(sys.executable, command)
    listener.close()
    raise SystemExit(subprocess.call(command))


def _say(text: str) -> None:
    print(text, flush=True)
