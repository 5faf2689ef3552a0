"""Tell open pages how the last build went, so that they reload or show its problems."""

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from threading import Condition

SCRIPT_PATH = "/_reload.js"
EVENTS_PATH = "/_reload"
SCRIPT = Path(__file__).with_name("reload.js")


@dataclass(frozen=True, slots=True)
class LastBuild:
    """How the site stands."""

    version: str = ""
    """Names the last build that succeeded; empty until one has."""
    problem: str = ""
    """What the build after it said, if that one failed."""

    def event(self) -> bytes:
        """As a Server-Sent Event: https://html.spec.whatwg.org/multipage/server-sent-events.html"""
        data = json.dumps({"version": self.version, "problem": self.problem})
        return f"data: {data}\n\n".encode()


class Announcer:
    """Holds how the last build went, and wakes whoever waits for the next one. Safe among threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._standing = LastBuild()
        self._open = True

    @property
    def last_build(self) -> LastBuild:
        return self._standing

    def announce(self, last_build: LastBuild) -> None:
        with self._changed:
            self._standing = last_build
            self._changed.notify_all()

    def next(self, known: LastBuild | None, *, patience: float) -> LastBuild | None:
        """How the last build went, once that is not `known` or `patience` seconds are over; None once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._standing is not known or not self._open, timeout=patience)
            return self._standing if self._open else None

    def close(self) -> None:
        with self._changed:
            self._open = False
            self._changed.notify_all()


def with_script(html: bytes, *, version: str, notice: str) -> bytes:
    """The page as a browser gets it from the preview: the file with our script at the end of its body."""
    script = f'<script src="{SCRIPT_PATH}" data-version="{escape(version)}" data-notice="{escape(notice)}"></script>\n'
    start, end, rest = html.rpartition(b"</body>")
    return b"".join((start, script.encode(), end, rest) if end else (html, script.encode()))
