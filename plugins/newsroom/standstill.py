"""Whether anything has changed since an output was last built. If nothing has, there is nothing to do.

The whole site is a function of the content, the theme, the code, the settings and the hour. All of these are compared
here by what the disk says of them, before a single file is read.
"""

import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.newsroom.settings import Settings
from plugins.records.sources import FRESH

if TYPE_CHECKING:  # nothing of it is needed where nothing is to be done
    from plugins.newsroom.edition import Edition
from plugins.render.checksums import digest

PLUGINS = Path(__file__).resolve().parents[1]
FIELDS = 4
"""Of each entry: path, size, and the times of its text and of any change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """All that a build is made from, as the disk tells it."""

    inputs: str
    """A fingerprint of settings, Python and libraries."""
    files: str
    """Every entry of content, theme and code, sorted: its fields, each ended by a NUL."""
    at: int
    """When it was looked at, before anything was read: nanoseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is remembered of a build that came to its end."""

    inputs: str
    at: int
    since: str
    until: str
    """The hours for which it holds, as ISO 8601."""
    problems: str
    """What the build had to say of the content."""
    faulty: tuple[str, ...]
    """The files of which it said something: POSIX paths below the content folder."""
    manifest: str
    """The checksum of the manifest that it left."""
    shelf: str
    """The state of the shelf that it was made from."""
    edition: int
    """When the edition was made that it left: `at`, of the last build that looked at everything."""
    files: str = field(repr=False)
    """As in `Looked`."""


def look(settings: Settings) -> Looked:
    at = time.time_ns()
    shown = {name: getattr(settings, name) for name in settings.__slots__ if name not in ("now", "extra_fields")}
    shown["extra_fields"] = sorted(settings.extra_fields)
    libraries = [sys.version, *_installed()]
    entries = sorted(entry for folder in (settings.content, settings.theme, PLUGINS) for entry in _entries(folder))
    return Looked(inputs=digest(f"{shown!r}\0{libraries!r}".encode()), files="".join(entries), at=at)


def remembered(settings: Settings) -> Standing | None:
    """What the last build of the output wrote down, whatever has changed since."""
    try:
        head, _, files = _file(settings).read_bytes().decode("utf-8", "surrogateescape").partition("\n")
        data = json.loads(head)
        return Standing(**{**data, "faulty": tuple(data["faulty"])}, files=files)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def changed_since(standing: Standing, looked: Looked, settings: Settings) -> frozenset[str] | None:
    """The files that may have changed since, as absolute paths.

    None where one came, went or moved, or where code, settings and hour are not those of that build.
    """
    try:
        hours = datetime.fromisoformat(standing.since) <= settings.now < datetime.fromisoformat(standing.until)
    except (ValueError, TypeError):
        return None
    if standing.inputs != looked.inputs or not hours:
        return None
    return _changed(standing.files, looked.files, standing.at - FRESH)


def remember(edition: "Edition", looked: Looked, manifest: str, problems: str, faulty: tuple[str, ...]) -> None:
    """Write down a build of everything that came to its end. All else that it leaves must lie there by now."""
    since, until = edition.library.window
    now = Standing(
        inputs=looked.inputs, at=looked.at, since=since.isoformat(), until=until.isoformat(), problems=problems,
        faulty=faulty, manifest=manifest, shelf=edition.library.shelf, edition=looked.at, files=looked.files,
    )  # fmt: skip
    remember_again(edition.settings, now, looked)


def remember_again(settings: Settings, standing: Standing, looked: Looked) -> None:
    """Write down that all stands as it was looked at. A cache that cannot be written costs the next build its time."""
    file = _file(settings)
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    said = {f.name: getattr(standing, f.name) for f in fields(standing) if f.name != "files"}
    head = json.dumps({**said, "at": looked.at})
    try:
        temporary.write_bytes(f"{head}\n{looked.files}".encode("utf-8", "surrogateescape"))
        temporary.replace(file)
    except OSError:
        return


def _changed(before: str, now: str, fresh: int) -> frozenset[str] | None:
    """Files whose size or time has moved, and those that had just been written when they were looked at.

    Two changes of a file within one tick of a clock leave the same time: only their text can tell them apart.
    """
    then, today = _by_path(before), _by_path(now)
    if then.keys() != today.keys():
        return None
    return frozenset(
        path for path, entry in today.items() if entry != then[path] or max(int(entry[1]), int(entry[2])) >= fresh
    )


def _installed() -> list[str]:
    """Every library with its version, as the names of their folders have it."""
    names: set[str] = set()
    for place in sys.path:
        with suppress(OSError):
            names.update(folder.name for folder in Path(place or ".").glob("*.*-info"))
    return sorted(names)


def _by_path(files: str) -> dict[str, tuple[str, ...]]:
    fields = files.split("\0")
    return dict(zip(fields[::FIELDS], zip(*(fields[n::FIELDS] for n in range(1, FIELDS)), strict=True), strict=False))


def _file(settings: Settings) -> Path:
    return settings.cache / f"standing-{digest(os.path.realpath(settings.output).encode())[:16]}"


def _entries(folder: Path) -> Iterator[str]:
    """Every entry; a link counts as what it is, and a folder by its name alone.

    The second time tells of a file that was another for a while and then the old one again.
    """
    stack = [str(folder)]
    while stack:
        try:
            entries = list(os.scandir(stack.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            try:
                found = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if stat.S_ISDIR(found.st_mode):
                stack.append(entry.path)
                yield f"{entry.path}\0/\0" + "0\0" * (FIELDS - 2)
            else:
                yield f"{entry.path}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}\0"
