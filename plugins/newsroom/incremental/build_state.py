"""Whether anything has changed since an output was last built. If nothing has, there is nothing to do.

The whole site is a function of the content, the theme, the code, the settings and the time. All of these are compared
here by file metadata, before a single file is read; where that has moved, by the bytes.
"""

import json
import os
import stat
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.newsroom.incremental.input_sums import keep_sums, read_sums, sum_of
from plugins.newsroom.library.settings import Settings
from plugins.records.sources import FRESH
from plugins.render.installed import installed

if TYPE_CHECKING:  # not needed if there is nothing to do
    from plugins.newsroom.library.edition import Edition
from plugins.render.checksums import digest, short_name
from plugins.sealing import sealed, unsealed

PLUGINS = Path(__file__).resolve().parents[2]
FEW = 32
"""Changed texts that are compared one by one; from here on, a full build is as fast."""
BETWEEN = "\0\0"
"""Separator between entries. Each entry has a path, size, mtime, ctime and inode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """All inputs of a build, by their metadata on disk."""

    inputs: str
    """A fingerprint of settings, Python and libraries."""
    files: str
    """Every file and folder of content, theme and code, sorted."""
    fresh: tuple[str, ...]
    """Files that had only just been written: absolute paths.

    Two changes of a file within one clock tick leave the same time: only the content can tell them apart.
    """
    at: int
    """When this was recorded, before anything was read: nanoseconds."""
    fresh_sums: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What those files were by their bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildState:
    """What is remembered of a completed build."""

    inputs: str
    at: int
    fresh: tuple[str, ...]
    """As in `Looked`."""
    since: str
    until: str
    """From when to when it holds, as ISO 8601."""
    problems: str
    """What the build reported about the content."""
    faulty: tuple[str, ...]
    """The files with reports on lines of their text: POSIX paths below the content folder."""
    manifest: str
    """The checksum of the manifest that it wrote."""
    reading_cache: str
    """The state of the reading cache that it was made from."""
    edition: int
    """When its edition was made: `at` of the last full build."""
    sums: Mapping[str, str]
    """SHA-256 of the files that changed since, by absolute path; empty where it is not known."""
    files: str = field(repr=False)
    """As in `Looked`."""


def look(settings: Settings) -> Looked:
    at = time.time_ns()
    apart = ("now", "extra_fields", "dask_scheduler")
    shown = {name: getattr(settings, name) for name in settings.__slots__ if name not in apart}
    shown["extra_fields"] = sorted(settings.extra_fields)
    libraries = [sys.version, *sorted(installed().values())]
    entries: list[str] = []
    fresh: list[str] = []
    for folder in (settings.content, settings.theme, *settings.theme_overrides, PLUGINS):
        for path, found in _entries(folder):
            entries.append(f"{path}\0{_stats(found)}")
            if found is not None and max(found.st_mtime_ns, found.st_ctime_ns) >= at - FRESH:
                fresh.append(path)
    inputs = digest(f"{shown!r}\0{libraries!r}".encode())
    return Looked(
        inputs=inputs,
        files=BETWEEN.join(sorted(entries)),
        fresh=tuple(fresh),
        at=at,
        fresh_sums={path: sum_of(path) for path in fresh},
    )


def remembered(settings: Settings) -> BuildState | None:
    """The state that the last build of the output saved, whatever has changed since."""
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

    None if a file was added, removed or moved, or if the code, settings or time are not those of that build.
    """
    try:
        hours = datetime.fromisoformat(build_state.since) <= settings.now < datetime.fromisoformat(build_state.until)
    except (ValueError, TypeError):
        return None
    if build_state.inputs != looked.inputs or not hours:
        return None
    moved = _moved(build_state.files, looked.files)
    if moved is None:
        return None
    doubtful = moved | set(build_state.fresh)
    texts = f"{settings.content}/"
    if len(doubtful) <= FEW and all(path.startswith(texts) for path in doubtful):
        return doubtful
    sums = {**read_sums(settings, build_state.edition), **build_state.sums}
    return frozenset(path for path in doubtful if not sums.get(path) or sum_of(path) != sums[path])


def remember(edition: "Edition", looked: Looked, manifest: str, problems: str, faulty: tuple[str, ...]) -> None:
    """Save the state of a completed full build. All its other files must have been written by now."""
    since, until = edition.library.window
    now = BuildState(
        inputs=looked.inputs, at=looked.at, files=looked.files, fresh=looked.fresh, since=since.isoformat(),
        until=until.isoformat(), problems=problems, faulty=faulty, manifest=manifest,
        reading_cache=edition.library.reading_cache,
        edition=looked.at, sums={},
    )  # fmt: skip
    keep_sums(edition.settings, looked.at, _sums(edition.settings, looked))
    remember_again(edition.settings, now, looked)


def _sums(settings: Settings, looked: Looked) -> dict[str, str]:
    """Of everything looked at; what the last build knew of unmoved files need not be read again."""
    old, entries = remembered(settings), frozenset(looked.files.split(BETWEEN))
    known: dict[str, str] = {}
    if old is not None:
        sums, same = {**read_sums(settings, old.edition), **old.sums}, entries.intersection(old.files.split(BETWEEN))
        paths = {entry.partition("\0")[0] for entry in same}.difference(old.fresh, looked.fresh)
        known = {path: sums[path] for path in paths if sums.get(path)}
    files = (entry.partition("\0")[0] for entry in entries if "\0-1\0" not in entry)
    return known | sums_as_looked(looked, [path for path in files if path not in known])


def sums_as_looked(looked: Looked, paths: Collection[str]) -> dict[str, str]:
    """SHA-256 of those files that are still as they were looked at; empty for the others."""
    wanted, fresh = frozenset(paths), looked.fresh_sums
    found = dict.fromkeys(paths, "")
    for entry in looked.files.split(BETWEEN):
        path, _, stats = entry.partition("\0")
        if path not in wanted:
            continue
        now = sum_of(path)
        if path in fresh:
            found[path] = now if now == fresh[path] else ""
            continue
        with suppress(OSError):
            if stats == _stats(os.lstat(path)):
                found[path] = now
    return found


def remember_again(settings: Settings, build_state: BuildState, looked: Looked) -> None:
    """Save that everything is as recorded in `looked`. If the cache cannot be written, the next build only takes
    longer."""
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
    """Files whose size or time differs; None if one was added or removed."""
    then, today = (frozenset(files.split(BETWEEN)) for files in (before, now))
    old, new = ({entry.partition("\0")[0] for entry in entries} for entries in (then - today, today - then))
    return frozenset(new) if old == new else None


def _file(settings: Settings) -> Path:
    return settings.cache / f"build-state-{short_name(settings.output)}"


def _entries(folder: Path) -> Iterator[tuple[str, os.stat_result | None]]:
    """Path and state of every entry; a symbolic link is not followed, and a folder counts only by its name."""
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
                yield entry.path, None
            else:
                yield entry.path, found


def _stats(found: os.stat_result | None) -> str:
    """Size, times and inode. The second time (ctime) reveals a file that was changed for a while and then restored."""
    if found is None:
        return "\0".join(("-1", "0", "0", "0"))
    return f"{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}\0{found.st_ino}"
