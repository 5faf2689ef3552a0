"""Is anything due? Any moment after which a build gives other bytes, since the publication that is out."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from plugins.desk.publishing.model import State
from plugins.newsroom.library.reading import window_of_content
from plugins.newsroom.library.reading_cache import ALWAYS, Window
from plugins.newsroom.library.settings import Settings
from plugins.records.calendar.spoken import in_full

SOON = 60
"""Seconds for which what is about to fall due is waited for: a timer may ring early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is to be done, and what to say of it."""

    is_due: bool
    text: str


def due(settings: Settings, live: State | None, wait: Callable[[float], None] = time.sleep) -> Due:
    """Whether to publish now. Where the moment is near, it comes back once it has come."""
    since, until = window_of_content(settings)
    last = moment_in(live.last) if live is not None else None
    if last is None:
        return Due(is_due=True, text="Nothing is known of a publication there.")
    known = moment_in(live.next) if live is not None else None
    if known is not None and known > last:
        since, until = (max(since, known), until) if known <= settings.now else (since, min(until, known))
    if since > last:
        return Due(is_due=True, text=f"Due since {in_full(since, settings.zone)}.")
    left = (until - settings.now).total_seconds()
    if left <= SOON and not settings.now_text:
        wait(max(0.0, (until - datetime.now(UTC)).total_seconds()))
        return Due(is_due=True, text=f"Due at {in_full(until, settings.zone)}.")
    then = f" Next: {in_full(until, settings.zone)}." if until != ALWAYS[1] else ""
    return Due(is_due=False, text=f"Nothing is due.{then}")


def next_moment(window: Window) -> str:
    """The end of the time for which a build holds, as a target keeps it; empty for none."""
    until = window[1]
    return until.astimezone(UTC).isoformat() if until != ALWAYS[1] else ""


def moment_in(text: str) -> datetime | None:
    """A moment of a state, with its offset; None if it has none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
