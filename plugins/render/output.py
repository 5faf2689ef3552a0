"""Replace the output: every file whole, what is no longer made removed, a killed build repaired by the next."""

import os
import stat
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TextIO

from plugins.render.checksums import digest
from plugins.render.disk import told
from plugins.render.manifest import (
    TEMPORARY,
    Entry,
    Left,
    Manifest,
    Report,
    put,
    read_manifest,
    read_stamps,
    seal_of,
    stamps_file,
    write_manifest,
    write_stamps,
)
from plugins.render.pages import Output
from plugins.render.theme import Theme
from plugins.render.workers import in_workers

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCK = ".daylight.lock"
PATIENCE = 20
"""Tenths of a second to wait for the lock."""


class OutputError(Exception):
    """The output cannot be written; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Plan:
    folder: Path
    theme: Theme


def write_site(
    outputs: Sequence[Output],
    theme: Theme,
    folder: Path,
    cache: Path,
    *,
    publication: bool,
    now: str,
    workers: int | None = None,
    left: Left | None = None,
) -> Report:
    """Make `folder` hold exactly these outputs, beside files that are not ours.

    A file is rendered only if its fingerprint moved, and written only if its bytes did. Beside what the last
    build `left`, the outputs are a part of the site, and all that they do not replace stays. Raises `OutputError`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            return _replace(outputs, theme, folder, cache, publication=publication, now=now, workers=workers, left=left)
    except OSError as error:
        raise OutputError(told(error, writing=folder, cache=cache)) from error


def _replace(
    outputs: Sequence[Output],
    theme: Theme,
    folder: Path,
    cache: Path,
    *,
    publication: bool,
    now: str,
    workers: int | None,
    left: Left | None,
) -> Report:
    if left is not None and left.seal != seal_of(folder):
        raise OutputError(f"Another build has been writing to {folder}.\n  Fix: build again.")
    old = left.manifest if left else read_manifest(folder)
    repaired = old is not None and not old.complete
    known = old.entries if old is not None else {}
    trusted = {} if repaired else known
    stamps = left.stamps if left else read_stamps(cache, folder)
    fingerprints = {output.path: output.fingerprint(theme) for output in outputs}
    found = {
        path: stamp
        for path, fingerprint in fingerprints.items()
        if (stamp := _stamp_if_current(f"{folder}/{path}", trusted.get(path), fingerprint, stamps.get(path)))
        is not None
    }
    stale = [output for output in outputs if output.path not in found]
    gone = [] if left else sorted(known.keys() - fingerprints.keys())
    kept = {path: trusted[path] for path in (known if left else fingerprints).keys() - {o.path for o in stale}}

    changing = bool(stale or gone or repaired or old is None)
    if changing:
        every = {**known, **{path: Entry(fingerprint="", sha256="", size=0) for path in fingerprints}}
        write_manifest(folder, Manifest(complete=False, publication=publication, now=now, entries={**every, **kept}))
    _remove_temporaries(folder, cache, everywhere=repaired)
    _remove(folder, _in_the_way(gone, {output.path for output in stale}))
    _make_folders(folder, (output.path for output in stale))
    results = in_workers(_write_one, _Plan(folder, theme), stale, workers=workers)
    written = tuple(output.path for output, (_, changed) in zip(stale, results, strict=True) if changed)
    _remove(folder, gone)

    entries = dict(kept)
    for output, (entry, _) in zip(stale, results, strict=True):
        entries[output.path] = entry._replace(fingerprint=fingerprints[output.path])
    if stale or gone:
        write_stamps(cache, folder, entries, {path: found.get(path) or stamps.get(path, 0) for path in kept})
    new = Manifest(complete=True, publication=publication, now=now, entries=entries)
    if changing or new != old:
        write_manifest(folder, new)
    return Report(files=len(entries), written=written, removed=tuple(gone), repaired=repaired)


def _in_the_way(gone: Sequence[str], wanted: Set[str]) -> list[str]:
    """Old files in a folder whose place a new file takes."""
    return [path for path in gone if any(str(parent) in wanted for parent in PurePosixPath(path).parents)]


def _stamp_if_current(target: str, entry: Entry | None, fingerprint: str, stamp: int | None) -> int | None:
    """When the file was changed, if it still is what the last build wrote. A time that is known spares reading it."""
    if entry is None or entry.fingerprint != fingerprint:
        return None
    try:
        found = os.lstat(target)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) or found.st_size != entry.size:
        return None
    if found.st_mtime_ns != stamp and digest(Path(target).read_bytes()) != entry.sha256:
        return None
    return found.st_mtime_ns


def _write_one(plan: _Plan, output: Output) -> tuple[Entry, bool]:
    """Render one output and put it in place; the flag says whether the bytes moved."""
    data = output.content(plan.theme)
    target = plan.folder / output.path
    changed = not _holds(target, data)
    if changed:
        put(target, data)
    return Entry(fingerprint="", sha256=digest(data), size=len(data)), changed


def _holds(target: Path, data: bytes) -> bool:
    try:
        found = os.lstat(target)
        return stat.S_ISREG(found.st_mode) and found.st_size == len(data) and target.read_bytes() == data
    except FileNotFoundError:
        return False


def _make_folders(folder: Path, paths: Iterable[str]) -> None:
    """Make each folder once; one that leads elsewhere is refused, so that nothing is written outside the output."""
    for parent in sorted({parent for path in paths for parent in PurePosixPath(path).parents}):
        place = folder / parent
        if place != folder and place.is_symlink():
            raise _leads_elsewhere(place)
        if place.is_file():
            place.unlink()
        place.mkdir(exist_ok=True)


def _leads_elsewhere(place: Path) -> OutputError:
    return OutputError(
        f"The output cannot be written: {place} is a link to another place.\n  Fix: delete the link, and build again."
    )


def _remove(folder: Path, paths: Iterable[str]) -> None:
    parents: set[Path] = set()
    for path in paths:
        target = folder / path
        if any((folder / parent).is_symlink() for parent in PurePosixPath(path).parents if str(parent) != "."):
            continue
        if target.is_file() or target.is_symlink():
            target.unlink()
        parents.update(folder / parent for parent in PurePosixPath(path).parents if str(parent) != ".")
    for parent in sorted(parents, key=lambda p: len(p.parts), reverse=True):
        if parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()


def _remove_temporaries(folder: Path, cache: Path, *, everywhere: bool) -> None:
    """What a killed build was about to rename. Before it changed any page, that can be the manifest alone."""
    left = [*folder.glob(f".*{TEMPORARY}"), *cache.glob(f".{stamps_file(cache, folder).name}.*{TEMPORARY}")]
    for base, _, names in os.walk(folder) if everywhere else ():
        left += [Path(base) / name for name in names if name.startswith(".") and name.endswith(TEMPORARY)]
    for file in left:
        file.unlink(missing_ok=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep a second build out of this output. The system frees the lock when its holder ends, however it ends."""
    if (folder / LOCK).is_symlink():
        raise _leads_elsewhere(folder / LOCK)
    with (folder / LOCK).open("a") as lock:
        if fcntl is not None and not _taken(lock):
            raise OutputError(f"Another build is writing to {folder}.\n  Fix: wait until it is done, then build again.")
        yield


def _taken(lock: TextIO) -> bool:
    """Take the lock, or wait for workers of a build that has just failed: they hold it until they have ended, too."""
    for _ in range(PATIENCE):
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(0.1)
    return False
