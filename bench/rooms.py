"""Folders to measure in. Nothing is deleted before everything is measured.

After a mass deletion, ext4 is slow to make files, for minutes and for whoever makes them: 12,000 small files took 8
seconds instead of 0.4. So what is no longer needed is renamed, and deleted when the program ends.
"""

import atexit
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

_numbers = count()


def room() -> Path:
    """A new empty folder."""
    return Path(tempfile.mkdtemp(dir=_all()))


def put_away(folder: Path) -> None:
    """Leave nothing at this path, without deleting anything yet."""
    if folder.exists():
        folder.rename(_all() / f"away-{next(_numbers)}")


@cache
def _all() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="daylight-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
