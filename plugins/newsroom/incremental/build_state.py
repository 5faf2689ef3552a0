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
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.newsroom.library.settings import Settings
from plugins.records.sources import FRESH
from plugins.render.installed import installed

if TYPE_CHECKING:  # nothing of it is needed where nothing is to be done
    from plugins.newsroom.library.edition import Edition
from plugins.render.checksums import digest
from plugins.sealing import sealed, unsealed

PLUGINS = Path(__file__).resolve().parents[2]
BETWEEN = "\0\0"
"""Between two entries. Each has a path, size, the times of its text and of any change, and its place on the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """All that a build is made from, as the disk tells it."""

    inputs: str
    """A fingerprint of settings, Python and libraries."""
    files: str
    """Every entry of content, theme and code, sorted."""
    fresh: tuple[str, ...]
    """The files that had just been written: absolute paths.

    Two changes of a file within one tick of a clock leave the same time: only their text can tell them apart.
    """
    at: int
    """When it was looked at, before anything was read: nanoseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildState:
    """What is remembered of a build that came to its end."""

    inputs: str
    at: int
    fresh: tuple[str, ...]
    """As in `Looked`."""
    since: str
    until: str
    """The hours for which it holds, as ISO 8601."""
    problems: str
    """What the build had to say of the content."""
    faulty: tuple[str, ...]
    """The files of which it said something: POSIX paths below the content folder."""
    manifest: str
    """The checksum of the manifest that it left."""
    reading_cache: str
    """The state of the reading cache that it was made from."""
    edition: int
    """When the edition was made that it left: `at`, of the last build that looked at everything."""
    files: str = field(repr=False)
    """As in `Looked`."""


def look(settings: Settings) -> Looked:
    at = time.time_ns()
    shown = {name: getattr(settings, name) for name in settings.__slots__ if name not in ("now", "extra_fields")}
    shown["extra_fields"] = sorted(settings.extra_fields)
    libraries = [sys.version, *sorted(installed().values())]
    entries: list[str] = []
    fresh: list[str] = []
    for folder in (settings.content, settings.theme, *settings.theme_overrides, PLUGINS):
        for path, size, changed, touched, place in _entries(folder):
            entries.append(f"{path}\0{size}\0{changed}\0{touched}\0{place}")
            if max(changed, touched) >= at - FRESH:
                fresh.append(path)
    inputs = digest(f"{shown!r}\0{libraries!r}".encode())
    return Looked(inputs=inputs, files=BETWEEN.join(sorted(entries)), fresh=tuple(fresh), at=at)


def remembered(settings: Settings) -> BuildState | None:
    """What the last build of the output wrote down, whatever has changed since."""
    try:
        file = _file(settings)
        text = unsealed(file.name, file.read_bytes())
        head, _, files = text.decode("utf-8", "surrogateescape").partition("\n")
        data = json.loads(head)
        return BuildState(**{**data, "faulty": tuple(data["faulty"]), "fresh": tuple(data["fresh"])}, files=files)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def changed_since(build_state: BuildState, looked: Looked, settings: Settings) -> frozenset[str] | None:
    """The files that may have changed since, as absolute paths.

    None where one came, went or moved, or where code, settings and hour are not those of that build.
    """
    try:
        hours = datetime.fromisoformat(build_state.since) <= settings.now < datetime.fromisoformat(build_state.until)
    except (ValueError, TypeError):
        return None
    if build_state.inputs != looked.inputs or not hours:
        return None
    moved = _moved(build_state.files, looked.files)
    return None if moved is None else moved | set(build_state.fresh)


def remember(edition: "Edition", looked: Looked, manifest: str, problems: str, faulty: tuple[str, ...]) -> None:
    """Write down a build of everything that came to its end. All else that it leaves must lie there by now."""
    since, until = edition.library.window
    now = BuildState(
        inputs=looked.inputs, at=looked.at, files=looked.files, fresh=looked.fresh, since=since.isoformat(),
        until=until.isoformat(), problems=problems, faulty=faulty, manifest=manifest,
        reading_cache=edition.library.reading_cache,
        edition=looked.at,
    )  # fmt: skip
    remember_again(edition.settings, now, looked)


def remember_again(settings: Settings, build_state: BuildState, looked: Looked) -> None:
    """Write down that all stands as it was looked at. A cache that cannot be written costs the next build its time."""
    file = _file(settings)
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    said = {f.name: getattr(build_state, f.name) for f in fields(build_state) if f.name != "files"}
    head = json.dumps({**said, "at": looked.at, "fresh": looked.fresh})
    try:
        temporary.write_bytes(sealed(file.name, f"{head}\n{looked.files}".encode("utf-8", "surrogateescape")))
        temporary.replace(file)
    except OSError:
        return


def _moved(before: str, now: str) -> frozenset[str] | None:
    """Files whose size or time is another; None where one came or went."""
    then, today = (frozenset(files.split(BETWEEN)) for files in (before, now))
    old, new = ({entry.partition("\0")[0] for entry in entries} for entries in (then - today, today - then))
    return frozenset(new) if old == new else None


def _file(settings: Settings) -> Path:
    return settings.cache / f"build-state-{digest(os.path.realpath(settings.output).encode())[:16]}"


def _entries(folder: Path) -> Iterator[tuple[str, int, int, int, int]]:
    """Path, size, times and inode of every entry; a link counts as what it is, and a folder by its name alone.

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
                yield entry.path, -1, 0, 0, 0
            else:
                yield entry.path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
