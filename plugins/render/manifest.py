"""The manifest of an output: which files our builds made, from what, and how each was left."""

import json
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from plugins.render.checksums import digest

MANIFEST = ".daylight.json"
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
VERSION = 1
TEMPORARY = ".daylight-tmp"


class Entry(NamedTuple):
    """What the manifest knows of one file. There are three for each release, so they are as plain as can be."""

    fingerprint: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files that our builds made in an output folder, and whether the last build came to its end."""

    complete: bool
    publication: bool
    now: str
    """The moment the site was built for, where one was given; empty for the present."""
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did to the output."""

    files: int
    written: tuple[str, ...]
    removed: tuple[str, ...]
    repaired: bool
    """The build before this one was interrupted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """An output that is whole, each of its files as our last build left it."""

    manifest: Manifest
    stamps: Mapping[str, int]
    seal: tuple[int, ...]
    """By which a manifest that was written since is known."""

    @property
    def files(self) -> int:
        return len(self.manifest.entries)


def as_left(folder: Path, cache: Path, *, publication: bool, now: str) -> Left | None:
    """The output, if it is whole and each of its files is as our last build left it, by size and time."""
    seal = seal_of(folder)
    manifest = read_manifest(folder)
    if manifest is None or not manifest.complete or (manifest.publication, manifest.now) != (publication, now):
        return None
    stamps = read_stamps(cache, folder)
    for path, entry in manifest.entries.items():
        try:
            found = os.lstat(f"{folder}/{path}")
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode) or (found.st_size, found.st_mtime_ns) != (entry.size, stamps.get(path)):
            return None
    return Left(manifest=manifest, stamps=stamps, seal=seal)


def seal_of(folder: Path) -> tuple[int, ...]:
    try:
        found = os.lstat(folder / MANIFEST)
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an output, or None where there is none. One that cannot be read counts as a broken build."""
    try:
        data = _read_json(folder / MANIFEST)
        if data["version"] != VERSION:
            raise ValueError
        entries = {
            path: Entry(str(fingerprint), str(sha256), int(size))
            for path, (fingerprint, sha256, size) in data["files"].items()
            if _is_ours(path)
        }
        return Manifest(
            complete=bool(data["complete"]),
            publication=bool(data["publication"]),
            now=str(data["now"]),
            entries=entries,
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest(complete=False, publication=False, now="", entries={})


def _is_ours(path: str) -> bool:
    """A path that a build can have written: relative, and never upwards."""
    return bool(path) and path[0] != "/" and (".." not in path or ".." not in PurePosixPath(path).parts)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    data = {
        "version": VERSION,
        "complete": manifest.complete,
        "publication": manifest.publication,
        "now": manifest.now,
        "files": dict(sorted(manifest.entries.items())),
    }
    _write_json(folder / MANIFEST, data)


def _read_json(file: Path) -> Any:
    """Raises `OSError`, for a link too, `ValueError` or `RecursionError`."""
    with os.fdopen(os.open(file, os.O_RDONLY | NOFOLLOW), encoding="utf-8") as stream:
        return json.load(stream)


def _write_json(file: Path, data: object) -> None:
    put(file, json.dumps(data, ensure_ascii=False).encode())


def read_stamps(cache: Path, folder: Path) -> dict[str, int]:
    """When each file of an output was last written by us (nanoseconds). Empty where nothing is known."""
    try:
        data = _read_json(stamps_file(cache, folder))
        return {path: int(stamp) for path, stamp in data.items()}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return {}


def write_stamps(cache: Path, folder: Path, paths: Iterable[str], known: Mapping[str, int]) -> None:
    """Remember the time of change of each file. They stay out of the manifest, whose bytes depend on the site alone.

    Some are known: of files that were not written. A cache that cannot be written costs the next build its time.
    """
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        stamps = {path: known.get(path) or os.lstat(f"{folder}/{path}").st_mtime_ns for path in sorted(paths)}
        _write_json(stamps_file(cache, folder), stamps)


def stamps_file(cache: Path, folder: Path) -> Path:
    return cache / f"stamps-{digest(os.path.realpath(folder).encode())[:16]}.json"


def put(target: Path, data: bytes) -> None:
    """Write beside the target and rename. What stands at the temporary name, such as a link, is never written through.

    Raises `OSError`, and leaves nothing then.
    """
    temporary = target.with_name(f".{target.name.lstrip('.')[:50]}.{os.getpid()}{TEMPORARY}")
    temporary.unlink(missing_ok=True)
    try:
        with temporary.open("xb") as file:
            file.write(data)
        temporary.replace(target)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:  # a disk that fills in the middle of a file
            raise OSError(error.errno, error.strerror, str(target)) from error
        raise
