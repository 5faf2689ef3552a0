"""What cleaning a file came to."""

from collections.abc import Iterable
from dataclasses import dataclass

REMOVED = (
    "author", "comments", "notes", "recording", "camera", "log", "revisions", "earlier", "data", "workbook", "paths",
    "thumbnail", "printer", "settings", "blocks", "programs", "signature", "archive", "noise",
)  # fmt: skip
"""What may be taken out of a file, in the order in which readers are told; the words are the theme's."""


class DownloadError(Exception):
    """A file cannot be published; the text says why, for people, without a word of what is in it."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The copy for publication."""

    data: bytes
    removed: tuple[str, ...] = ()
    """What it does not hold any more: names of REMOVED."""
    left: tuple[str, ...] = ()
    """What no program can take out without a person: how to do so stands behind a colon."""


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """The same names, each once, as in REMOVED."""
    return tuple(sorted(set(names), key=REMOVED.index))


def once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
