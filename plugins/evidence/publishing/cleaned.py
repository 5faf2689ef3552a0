"""The result of cleaning a file."""

from collections.abc import Iterable
from dataclasses import dataclass

REMOVED = (
    "author", "comments", "notes", "recording", "camera", "log", "revisions", "earlier", "data", "workbook", "paths",
    "thumbnail", "printer", "settings", "blocks", "programs", "signature", "archive", "noise",
)  # fmt: skip
"""What may be removed from a file, in the order shown to readers; the wording is the theme's."""


class DownloadError(Exception):
    """A file cannot be published; the text tells people why, without quoting its content."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The copy for publication."""

    data: bytes
    removed: tuple[str, ...] = ()
    """What was removed: names from REMOVED."""
    left: tuple[str, ...] = ()
    """What a person must remove; how to do so follows the colon."""


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """The same names, each once, as in REMOVED."""
    return tuple(sorted(set(names), key=REMOVED.index))


def once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
