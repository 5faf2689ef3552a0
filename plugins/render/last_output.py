"""An output as our last build left it, so that the next one need not open its files, or even make them."""

import json
import os
import stat
from bisect import bisect_left
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from plugins.render.checksums import digest, short_name
from plugins.render.manifest import (
    MANIFEST,
    Entry,
    Manifest,
    Report,
    entry_of,
    head_of,
    joined,
    line_of,
    parted,
    put,
    read_whole,
)
from plugins.sealing import sealed, unsealed


class Stamps(NamedTuple):
    """The state of an output's files: three lists of equal length, and the manifest that belongs to them.

    They are not part of the manifest, whose bytes depend only on the site.
    """

    manifest: str
    """Its checksum."""
    paths: list[str]
    """Sorted."""
    sizes: list[int]
    times: list[int]
    """Times of the last change: nanoseconds; 0 if not known."""

    def by_path(self) -> dict[str, int]:
        return dict(zip(self.paths, self.times, strict=True))


NOTHING = Stamps("", [], [], [])


@dataclass(frozen=True, slots=True, kw_only=True)
class LastOutput:
    """An output as our last build left it."""

    manifest: Manifest
    """Without entries, which are read one by one."""
    lines: list[bytes]
    """Lines of the manifest, one for each path of the stamps."""
    stamps: Stamps
    seal: tuple[int, ...]
    """To detect whether the manifest was written since."""

    def report(self, *, written: tuple[str, ...] = ()) -> Report:
        """The report of a build that left it like this."""
        files, manifest = len(self.stamps.paths), self.stamps.manifest
        return Report(files=files, written=written, removed=(), repaired=False, manifest=manifest)

    def is_whole(self, folder: Path, cache: Path) -> bool:
        """Whether each file is unchanged, by size and time; or by its bytes, and then its time is saved."""
        root = f"{folder}/"
        times: list[int] = []
        try:
            for at, (path, size, time) in enumerate(zip(*self.stamps[1:], strict=True)):
                found = os.lstat(root + path)
                if found.st_size != size or not stat.S_ISREG(found.st_mode):
                    return False
                if (
                    found.st_mtime_ns != time
                    and digest(read_whole(Path(root + path))) != entry_of(self.lines[at]).sha256
                ):
                    return False
                times.append(found.st_mtime_ns)
        except (OSError, ValueError):
            return False
        if times != self.stamps.times:
            with suppress(OSError):
                put_stamps(cache, folder, self.stamps._replace(times=times))
        return True

    def entry(self, path: str) -> Entry | None:
        """What the manifest says of a file."""
        at = bisect_left(self.stamps.paths, path)
        return entry_of(self.lines[at]) if self.stamps.paths[at : at + 1] == [path] else None

    def with_entries(self, entries: Mapping[str, Entry], *, complete: bool) -> "LastOutput":
        """The same, with these replacing the old ones."""
        lines, paths, sizes = list(self.lines), list(self.stamps.paths), list(self.stamps.sizes)
        times = list(self.stamps.times)
        for path, entry in entries.items():
            at = bisect_left(paths, path)
            old = slice(at, at + (paths[at : at + 1] == [path]))
            lines[old], paths[old], sizes[old], times[old] = [line_of(path, entry)], [path], [entry.size], [0]
        return replace(
            self,
            manifest=replace(self.manifest, complete=complete),
            lines=lines,
            stamps=Stamps(self.stamps.manifest, paths, sizes, times),
        )

    def encoded(self) -> bytes:
        """The manifest."""
        return joined(head_of(self.manifest), self.lines)

    def stamped(self, folder: Path) -> "LastOutput":
        """The same, with missing times and the manifest's checksum filled in. Raises `OSError`."""
        paths = self.stamps.paths
        times = [time or _time(folder, path) for path, time in zip(paths, self.stamps.times, strict=True)]
        return replace(self, stamps=self.stamps._replace(manifest=digest(self.encoded()), times=times))


def _time(folder: Path, path: str) -> int:
    return os.lstat(f"{folder}/{path}").st_mtime_ns


def read_last_output(folder: Path, cache: Path, *, manifest: str, publication: bool, now: str) -> LastOutput | None:
    """The output left by the build with this checksum of the manifest, if no other build has run since.

    Use `is_whole` to find out whether somebody has changed its files.
    """
    seal = seal_of(folder)
    try:
        data = read_whole(folder / MANIFEST)
    except OSError:
        return None
    if digest(data) != manifest:
        return None
    return last_output(data, read_stamps(cache, folder), seal, manifest=manifest, publication=publication, now=now)


def last_output(
    data: bytes, stamps: Stamps, seal: tuple[int, ...], *, manifest: str, publication: bool, now: str
) -> LastOutput | None:
    """What a manifest with this checksum says; None if its output is not complete, or the stamps belong to another."""
    try:
        said, lines = parted(data)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if stamps.manifest != manifest or len(lines) != len(stamps.paths):
        return None
    if not said.complete or (said.publication, said.now) != (publication, now):
        return None
    return LastOutput(manifest=said, lines=lines, stamps=stamps, seal=seal)


def seal_of(folder: Path) -> tuple[int, ...]:
    try:
        found = os.lstat(folder / MANIFEST)
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def read_stamps(cache: Path, folder: Path) -> Stamps:
    """`NOTHING` if nothing is known."""
    try:
        file = stamps_file(cache, folder)
        stamps = Stamps(*json.loads(unsealed(file.name, read_whole(file))))
        lengths = {len(stamps.paths), len(stamps.sizes), len(stamps.times)}
        return stamps if isinstance(stamps.manifest, str) and len(lengths) == 1 else NOTHING
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return NOTHING


def stamps_of(folder: Path, manifest: str, entries: Mapping[str, Entry], known: Mapping[str, int]) -> Stamps:
    """The state of the files; some times of change are known already. Raises `OSError`."""
    paths = sorted(entries)
    times = [known.get(path) or _time(folder, path) for path in paths]
    return Stamps(manifest, paths, [entries[path].size for path in paths], times)


def put_stamps(cache: Path, folder: Path, stamps: Stamps) -> None:
    """Save the state of each file. Raises `OSError`."""
    cache.mkdir(parents=True, exist_ok=True)
    file = stamps_file(cache, folder)
    put(file, sealed(file.name, json.dumps(stamps, ensure_ascii=False).encode()))


def stamps_file(cache: Path, folder: Path) -> Path:
    return cache / f"stamps-{short_name(folder)}.json"
