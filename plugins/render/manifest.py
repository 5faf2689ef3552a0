"""The manifest of an output: which files our builds made, and from what."""

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from json.encoder import encode_basestring as quoted
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from plugins.render.checksums import digest

MANIFEST = ".daylight.json"
LOCK = ".daylight.lock"
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
VERSION = 1
TEMPORARY = ".daylight-tmp"


class Entry(NamedTuple):
    """The manifest's entry for one file. There are three for each release, so it is kept simple."""

    fingerprint: str
    sha256: str
    size: int


UNKNOWN = Entry("", "", 0)
"""The entry of a file that is being written, or of which only the name is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files that our builds made in an output folder, and whether the last build was completed."""

    complete: bool
    publication: bool
    now: str
    """The time that the site was built for, if given; empty for the present."""
    entries: Mapping[str, Entry]
    is_readable: bool = True
    """False if it is truncated, or was not written by us: nothing else is known then."""
    sha256: str = ""
    """Checksum of the file that it was read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did to the output."""

    files: int
    written: tuple[str, ...]
    removed: tuple[str, ...]
    repaired: bool
    """The build before this one was interrupted."""
    restored: bool = False
    """The manifest was missing, truncated or another output's, and the output is complete again."""
    strangers: tuple[str, ...] = ()
    """Files that were there before the first build, which are never removed."""
    manifest: str = ""
    """The checksum of the manifest as it is now."""


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an output; None if there is none. One that cannot be read is returned without entries."""
    try:
        raw = read_whole(folder / MANIFEST)
        data: Any = json.loads(raw)
        if data["version"] != VERSION:
            raise ValueError
        if b"\0" in "".join(data["files"]).encode():  # no file has such a name, nor one with half a character
            raise ValueError
        entries = {
            path: Entry(str(fingerprint), str(sha256), int(size))
            for path, (fingerprint, sha256, size) in data["files"].items()
            if _is_ours(path)
        }
        if data.get("count", len(data["files"])) != len(data["files"]):
            raise ValueError
        return Manifest(
            complete=bool(data["complete"]),
            publication=bool(data["publication"]),
            now=str(data["now"]),
            entries=entries,
            sha256=digest(raw),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest(complete=False, publication=False, now="", entries={}, is_readable=False)


def _is_ours(path: str) -> bool:
    """A path that a build can have written: relative, without `..`."""
    return bool(path) and path[0] != "/" and (".." not in path or ".." not in PurePosixPath(path).parts)


def encoded(manifest: Manifest) -> bytes:
    """The manifest's bytes: JSON, with one line per file, sorted by path."""
    return joined(head_of(manifest), [line_of(path, entry) for path, entry in sorted(manifest.entries.items())])


def head_of(manifest: Manifest) -> bytes:
    """Its first line: everything except the files."""
    said = {
        "version": VERSION,
        "complete": manifest.complete,
        "publication": manifest.publication,
        "now": manifest.now,
    }
    return f'{json.dumps(said, ensure_ascii=False)[:-1]}, "files": {{'.encode()


def line_of(path: str, entry: Entry) -> bytes:
    """The line of one file."""
    fingerprint, sha256, size = entry
    return f"{quoted(path)}: [{quoted(fingerprint)}, {quoted(sha256)}, {size}]".encode()


def entry_of(line: bytes) -> Entry:
    """Raises `ValueError` if a line was not written by us."""
    ((fingerprint, sha256, size),) = json.loads(b"{%b}" % line).values()
    return Entry(fingerprint, sha256, size)


def joined(head: bytes, lines: list[bytes]) -> bytes:
    """With their number at the end: a list of which lines were lost, as in a merge, is none."""
    return b'%b\n%b\n}, "count": %d}\n' % (head, b",\n".join(lines), len(lines))


def parted(data: bytes) -> tuple[Manifest, list[bytes]]:
    """The data of the first line, and one unparsed line for each file. Raises `ValueError` if it is not ours."""
    head, _, body = data.partition(b"\n")
    said = json.loads(head + b"}}")
    files, _, count = body.rpartition(b'\n}, "count": ')
    lines = files.split(b",\n")
    if said["version"] != VERSION or count != b"%d}\n" % len(lines):
        raise ValueError
    manifest = Manifest(complete=said["complete"], publication=said["publication"], now=said["now"], entries={})
    return manifest, lines


def read_whole(file: Path) -> bytes:
    """The bytes of one of our files. Raises `OSError`, also for a symbolic link."""
    with os.fdopen(os.open(file, os.O_RDONLY | NOFOLLOW), "rb") as stream:
        return stream.read()


def put(target: Path, data: bytes) -> None:
    """Write next to the target and rename. Never follows a symbolic link at the temporary name.

    Raises `OSError`, leaving nothing behind.
    """
    temporary = target.with_name(f".{target.name.lstrip('.')[:50]}.{os.getpid()}{TEMPORARY}")
    temporary.unlink(missing_ok=True)
    with _removed_on_error(temporary, target):
        with temporary.open("xb") as file:
            file.write(data)
        temporary.replace(target)


def put_if_other(target: Path, data: bytes, *, may_be_new: bool = False) -> bool:
    """Put a file in its place unless it is there already; says whether it was put. Raises `OSError`.

    Where `may_be_new`, a file that is not there is written in its place, without a temporary one.
    """
    if may_be_new and put_new(target, data):
        return True
    if _holds(target, data):
        return False
    put(target, data)
    return True


def _holds(target: Path, data: bytes) -> bool:
    try:
        found = os.lstat(target)
        return stat.S_ISREG(found.st_mode) and found.st_size == len(data) and target.read_bytes() == data
    except FileNotFoundError:
        return False


def put_new(target: Path, data: bytes) -> bool:
    """Write a file in its place, but only where nothing is, not even a symbolic link; says whether it did.

    Raises `OSError`, leaving nothing behind.
    """
    try:
        file = target.open("xb")
    except FileExistsError:
        return False
    with _removed_on_error(target, target), file:
        file.write(data)
    return True


@contextmanager
def _removed_on_error(file: Path, target: Path) -> Iterator[None]:
    """Also gives an error the name of the target if it has none, as when the disk becomes full."""
    try:
        yield
    except BaseException as error:
        file.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            raise OSError(error.errno, error.strerror, str(target)) from error
        raise
