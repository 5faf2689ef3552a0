"""Which bytes each file has, as last seen: one small sealed file a document.

So what one build or computer learns is kept at once, whatever stops it, and costs as much as what changed, however many
documents there are.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from plugins.sealing import sealed, unsealed

INDEX = "index"
SWEPT = "swept"
SWEPT_EVERY = 24 * 3600
"""Seconds after which what is no longer there is looked for again."""
Stat = tuple[int, int, int, int]


class Row(NamedTuple):
    path: str
    stat: Stat
    sha256: str
    stamp: int
    """State of the evidence when all of it was last checked; 0 if it was not."""


class Index:
    """The rows in `folder/index/`. A row that was changed from outside is none."""

    def __init__(self, folder: Path):
        self._folder = folder / INDEX
        self._rows: dict[str, Row | None] = {}

    def row(self, file: Path) -> Row | None:
        path = str(file.absolute())
        if path not in self._rows:
            self._rows[path] = self._read(self._place(path))
        return self._rows[path]

    def put(self, row: Row) -> None:
        """Kept at once. Raises `OSError`."""
        self._rows[row.path] = row
        place = self._place(row.path)
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = place.with_name(f"{place.name}.{os.getpid()}.tmp")
        temporary.write_bytes(sealed(place.stem, json.dumps(row).encode()))
        temporary.replace(place)

    def present(self) -> frozenset[str] | None:
        """The checksums of all files that are still there, once a day; else None. Drops the rows of the others."""
        marker = self._folder / SWEPT
        with suppress(OSError):
            if time.time() - marker.stat().st_mtime < SWEPT_EVERY:
                return None
        found = set()
        for place in self._places():
            row = self._read(place)
            if row is not None and os.path.exists(row.path):  # noqa: PTH110
                found.add(row.sha256)
            else:
                place.unlink(missing_ok=True)
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()
        return frozenset(found)

    def _place(self, path: str) -> Path:
        name = hashlib.sha256(os.fsencode(path)).hexdigest()[:32]
        return self._folder / name[:2] / f"{name}.json"

    def _places(self) -> Iterator[Path]:
        return self._folder.glob("??/*.json")

    def _read(self, place: Path) -> Row | None:
        try:
            path, stat, sha256, stamp = json.loads(unsealed(place.stem, place.read_bytes()))
            size, changed, touched, inode = map(int, stat)
            row = Row(str(path), (size, changed, touched, inode), str(sha256), int(stamp))
        except (OSError, ValueError, TypeError):
            return None
        return row if len(row.sha256) == 64 else None
