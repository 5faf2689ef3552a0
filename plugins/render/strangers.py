"""Files in an output that no known build made, and that could stay there unnoticed."""

import os
from collections.abc import Container, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from plugins.render.manifest import LOCK, MANIFEST, TEMPORARY

SHOWN = 10
"""Most paths listed in a message."""
NOT_OF_THE_SITE = frozenset({".git"})
"""Files at the top of an output that do not belong to the site."""


def strangers(folder: Path, known: Container[str], keep: Sequence[str]) -> Iterator[str]:
    """POSIX paths of files and links that are not `known`, and match no pattern of KEEP_FILES."""
    stack = [(str(folder), "")]
    while stack:
        place, prefix = stack.pop()
        try:
            entries = list(os.scandir(place))
        except FileNotFoundError:
            continue
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if path in NOT_OF_THE_SITE:
                continue
            if entry.is_dir(follow_symlinks=False):
                stack.append((entry.path, f"{path}/"))
            elif path not in known and not _is_of_builds(path) and not is_kept(path, keep):
                yield path


def is_kept(path: str, keep: Sequence[str]) -> bool:
    """Whether KEEP_FILES says that this file belongs to the site."""
    return any(fnmatchcase(path, pattern) for pattern in keep)


def listed(paths: Sequence[str]) -> str:
    """The first of them, sorted, and how many more there are."""
    more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
    return f"{', '.join(sorted(paths)[:SHOWN])}{more}"


def keep_line(paths: Sequence[str]) -> str:
    """The setting that keeps these files."""
    patterns = sorted({f"{path.partition('/')[0]}/*" if "/" in path else path for path in paths})[:3]
    return f"KEEP_FILES = {patterns!r}".replace("'", '"')


def _is_of_builds(path: str) -> bool:
    return path in (MANIFEST, LOCK) or path.rpartition("/")[2].endswith(TEMPORARY)
