"""The manifest of an output: which files our builds made, and from what."""

import json
import os
from collections.abc import Mapping
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
    """What the manifest knows of one file. There are three for each release, so they are as plain as can be."""

    fingerprint: str
    sha256: str
    size: int


UNKNOWN = Entry("", "", 0)
"""Of a file that is just being written, or of which the name alone is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files that our builds made in an output folder, and whether the last build came to its end."""

    complete: bool
    publication: bool
    now: str
    """The moment the site was built for, where one was given; empty for the present."""
    entries: Mapping[str, Entry]
    is_readable: bool = True
    """False for one that was cut short, or that nobody of ours wrote: nothing else is known of it then."""
    sha256: str = ""
    """Of the file that it was read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did to the output."""

    files: int
    written: tuple[str, ...]
    removed: tuple[str, ...]
    repaired: bool
    """The build before this one was interrupted."""
    restored: bool = False
    """The manifest was lost, cut short or another's, and the output is whole again."""
    strangers: tuple[str, ...] = ()
    """Files that lay there before the first build, and that nothing takes away."""
    manifest: str = ""
    """The checksum of the manifest as it is now."""


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an output, or None where there is none. One that cannot be read says nothing."""
    try:
        raw = read_whole(folder / MANIFEST)
        data: Any = json.loads(raw)
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
            sha256=digest(raw),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest(complete=False, publication=False, now="", entries={}, is_readable=False)


def _is_ours(path: str) -> bool:
    """A path that a build can have written: relative, and never upwards."""
    return bool(path) and path[0] != "/" and (".." not in path or ".." not in PurePosixPath(path).parts)


def encoded(manifest: Manifest) -> bytes:
    """The manifest as it lies on the disk: JSON, and a line for each file, by its path."""
    return joined(head_of(manifest), [line_of(path, entry) for path, entry in sorted(manifest.entries.items())])


def head_of(manifest: Manifest) -> bytes:
    """Its first line: all but the files."""
    said = {
        "version": VERSION,
        "complete": manifest.complete,
        "publication": manifest.publication,
        "now": manifest.now,
    }
    return f'{json.dumps(said, ensure_ascii=False)[:-1]}, "files": {{'.encode()


def line_of(path: str, entry: Entry) -> bytes:
    """What it says of one file."""
    fingerprint, sha256, size = entry
    return f"{quoted(path)}: [{quoted(fingerprint)}, {quoted(sha256)}, {size}]".encode()


def entry_of(line: bytes) -> Entry:
    """Raises `ValueError` where a line was not written by us."""
    ((fingerprint, sha256, size),) = json.loads(b"{%b}" % line).values()
    return Entry(fingerprint, sha256, size)


def joined(head: bytes, lines: list[bytes]) -> bytes:
    return b"%b\n%b\n}}\n" % (head, b",\n".join(lines))


def parted(data: bytes) -> tuple[Manifest, list[bytes]]:
    """What the first line says, and a line for each file, unread. Raises `ValueError` where it is not ours."""
    head, _, body = data.partition(b"\n")
    said = json.loads(head + b"}}")
    if said["version"] != VERSION or not body.endswith(b"\n}}\n"):
        raise ValueError
    manifest = Manifest(complete=said["complete"], publication=said["publication"], now=said["now"], entries={})
    return manifest, body.removesuffix(b"\n}}\n").split(b",\n")


def read_whole(file: Path) -> bytes:
    """The bytes of a file of ours. Raises `OSError`, for a link too."""
    with os.fdopen(os.open(file, os.O_RDONLY | NOFOLLOW), "rb") as stream:
        return stream.read()


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
