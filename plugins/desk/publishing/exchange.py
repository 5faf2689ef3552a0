"""Replace the old site with a new one in one step, so that readers never find none."""

import ctypes
import errno
import os
import shutil
import time
from pathlib import Path

AT_CWD, EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of renameat2(2): Linux 3.15, glibc 2.28."""
NOT_HERE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)
"""Errors of a system or a disk that cannot exchange two folders."""


def exchange(new: Path, place: Path) -> str:
    """Put the new site at `place`; the old one, if any, is then at `new`. Both are on one disk.

    Returns a line for whoever publishes where it was not done in one step. Raises `OSError`.
    """
    if not os.path.lexists(place):
        new.replace(place)
        return ""
    if not place.is_symlink() and _exchanged(new, place):
        return ""
    return _linked(new, place)


def is_our_link(place: Path) -> bool:
    """Whether it is a link that `exchange` made: to a hidden folder beside it."""
    return place.is_symlink() and str(place.readlink()).startswith(f".{place.name}.site-")


def recover(place: Path) -> None:
    """Finish what was killed between its two renames, where the system knows nothing better."""
    old = _before(place)
    if not old.exists():
        return
    if os.path.lexists(place):
        shutil.rmtree(old)
    else:
        old.replace(place)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system exchanged the two."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if call is None:
        return False
    if call(AT_CWD, os.fsencode(one), AT_CWD, os.fsencode(other), EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(one))


def _linked(new: Path, place: Path) -> str:
    """By a link, which is replaced in one step on every disk that has links, except for the very first time."""
    site = place.with_name(f".{place.name}.site-{time.time_ns()}")
    link = place.with_name(f".{place.name}.link")
    link.unlink(missing_ok=True)
    try:
        link.symlink_to(site.name, target_is_directory=True)
    except OSError:
        return _renamed(new, place)
    new.replace(site)
    if place.is_symlink():
        old = place.with_name(str(place.readlink()))
        link.replace(place)
        old.replace(new)
        return ""
    old = _before(place)
    place.replace(old)
    link.replace(place)
    old.replace(new)
    return f"{place} is a link from now on: this disk can't exchange folders. It was unavailable for a moment."


def _renamed(new: Path, place: Path) -> str:
    old = _before(place)
    place.replace(old)
    new.replace(place)
    old.replace(new)
    return f"{place} was unavailable for a moment: this disk can't exchange folders and has no links."


def _before(place: Path) -> Path:
    return place.with_name(f".{place.name}.before")
