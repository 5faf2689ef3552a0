"""Tells open pages how the last build went, so that they reload or show its problems."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from threading import Lock

SCRIPT_PATH = "/_reload.js"
EVENTS_PATH = "/_reload"
SCRIPT = Path(__file__).with_name("reload.js")
TRY_AGAIN = b"retry: 500\n\n"
"""Milliseconds after which a page whose connection has ended asks again."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The state of the site."""

    version: str = ""
    """Names the last build that succeeded; empty until one has."""
    problem: str = ""
    """What the build after it said, if that one failed."""

    def event(self) -> bytes:
        """As a Server-Sent Event: https://html.spec.whatwg.org/multipage/server-sent-events.html"""
        data = json.dumps({"version": self.version, "problem": self.problem})
        return f"data: {data}\n\n".encode()


class Announcer:
    """Holds the state of the site, and sends it to open pages. Any thread may announce; pages run in the server's."""

    def __init__(self) -> None:
        self.last_build = LastBuild()
        self.instant_pages: Mapping[str, bytes] = {}
        """Pages as the build that is at work will write them, by their paths below the output."""
        self._is_open = True
        self._lock = Lock()
        self._followers: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def announce(self, last_build: LastBuild) -> None:
        self.last_build = last_build
        self._wake()

    def close(self) -> None:
        """End the events of every open page."""
        self._is_open = False
        self._wake()

    async def events(self) -> AsyncIterator[bytes]:
        """How the last build went, at once and after each build."""
        follower = asyncio.get_running_loop(), asyncio.Event()
        with self._lock:
            self._followers.add(follower)
        try:
            yield TRY_AGAIN
            known = None
            while self._is_open:
                follower[1].clear()
                if (last_build := self.last_build) is not known:
                    yield last_build.event()
                    known = last_build
                else:
                    await follower[1].wait()
        finally:
            with self._lock:
                self._followers.discard(follower)

    def _wake(self) -> None:
        with self._lock:
            for loop, event in self._followers:
                with suppress(RuntimeError):  # that loop has ended
                    loop.call_soon_threadsafe(event.set)


def with_script(html: bytes, *, version: str, notice: str, base_path: str = "/") -> bytes:
    """The page as a browser gets it from the preview: the file with our script at the end of its body."""
    said = f'data-version="{escape(version)}" data-notice="{escape(notice)}" data-base="{escape(base_path)}"'
    script = f'<script src="{SCRIPT_PATH}" {said}></script>\n'
    start, end, rest = html.rpartition(b"</body>")
    return b"".join((start, script.encode(), end, rest) if end else (html, script.encode()))
