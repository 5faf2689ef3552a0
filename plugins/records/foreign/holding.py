"""Other programs' fields that hold an item, and the line to write here instead.

An item with such a field is meant to be held: it is, and its author is told what to write on this site.
"""

from collections.abc import Collection
from datetime import datetime
from fnmatch import fnmatchcase

from plugins.records.dates import parse_date
from plugins.records.suggest import nearest

OURS = ("status", "embargo", "date", "draft", "published", "private")
NEAR = 75.0
"""Similarity to one of these, 0 to 100, from which no setting lets a field through unread."""
HIDES = frozenset({"draft", "private", "hidden", "hide", "unlisted", "unpublished", "secret", "password", "disabled"})
"""Fields that hold if true, without hyphens and underscores."""
SHOWS = frozenset({"published", "publish", "public", "visible", "listed", "live", "enabled", "active", "show"})
"""Fields that hold if false."""
WHEN = frozenset(
    {"publishdate", "publishedat", "publishat", "publishon", "publishedon", "pubdate", "datepublished", "releasedate",
     "embargountil", "embargoed", "embargoeduntil", "embargodate", "notbefore", "golive", "golivedate", "scheduled",
     "schedule", "scheduledat", "scheduledfor", "availablefrom", "publishedfrom", "publicationdate", "visiblefrom"}
)  # fmt: skip
"""Fields that hold until a day or time."""
STATUSES = frozenset(
    {"hidden", "private", "pending", "unlisted", "unpublished", "future", "scheduled", "embargoed", "held", "hold",
     "review", "in review", "idea", "wip", "secret", "skip", "archived"}
)  # fmt: skip
"""Values of `status` that hold in other programs."""
NO = ("false", "no", "off", "n", "0", "")


def holds_by_name(name: str) -> bool:
    """Whether a field of this name may mean to hold its item, so that none is let through unread."""
    plain = _plain(name)
    return plain in HIDES | SHOWS | WHEN or bool(nearest(plain, OURS, least=NEAR))


def lets_through(name: str, patterns: Collection[str]) -> bool:
    """Whether EXTRA_FIELDS lets an unknown field through; never one that may mean to hold the record."""
    return not holds_by_name(name) and any(fnmatchcase(name, pattern) for pattern in patterns)


def line_instead(name: str, value: object, fields: Collection[str]) -> str:
    """A fix with the line to write for another program's field, or nothing; `fields` are those of the record."""
    plain, text = _plain(name), value.strip() if isinstance(value, str) else ""
    if plain not in HIDES | SHOWS | WHEN:
        return ""
    if moment := _moment(text):
        with_offset = isinstance(moment, datetime) and moment.tzinfo is not None
        if with_offset and "embargo" in fields:
            return f"write embargo: {text}"
        return f"write date: {text}"
    if plain in WHEN and text.lower() not in NO:
        return "give the day instead, as in date: 2010-09-01"
    if (text.lower() in NO) == (plain in SHOWS):
        return "write status: draft"
    return "write status: published"


def status_instead(value: object) -> str:
    """The same for another program's status."""
    text = value.strip().lower() if isinstance(value, str) else ""
    return "write status: draft" if text in STATUSES else ""


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "").replace(" ", "")


def _moment(text: str) -> object:
    try:
        return parse_date(text)
    except ValueError:
        return None
