"""Which files of some folders are opened, by any process: Linux tells (inotify)."""

import ctypes
import os
import struct
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

OPEN, MODIFY, ATTRIBUTES, MOVED_FROM, MOVED_TO, CREATE, DELETE = 0x20, 0x2, 0x4, 0x40, 0x80, 0x100, 0x200
EVENT = struct.Struct("iIII")


@contextmanager
def opened(folders: Sequence[Path]) -> Iterator[set[str]]:
    """What is opened, made, changed or removed in these folders while the block runs; empty where nobody can tell.

    The set is filled when the block ends. Folders below them are not watched.
    """
    found: set[str] = set()
    if not sys.platform.startswith("linux"):
        yield found
        return
    libc = ctypes.CDLL(None, use_errno=True)
    watcher = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        kinds = OPEN | MODIFY | ATTRIBUTES | MOVED_FROM | MOVED_TO | CREATE | DELETE
        watched = {libc.inotify_add_watch(watcher, os.fsencode(folder), kinds): folder for folder in folders}
        assert -1 not in watched, os.strerror(ctypes.get_errno())
        yield found
        found |= {str(watched[number] / name) for number, name in _events(watcher)}
    finally:
        os.close(watcher)


def _events(watcher: int) -> Iterator[tuple[int, str]]:
    while True:
        try:
            data = os.read(watcher, 1 << 16)
        except BlockingIOError:
            return
        position = 0
        while position < len(data):
            number, _, _, length = EVENT.unpack_from(data, position)
            position += EVENT.size
            yield number, os.fsdecode(data[position : position + length].rstrip(b"\0"))
            position += length
