"""Replaces the output: writes each file atomically, removes files that are no longer made, repairs a killed build."""

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TextIO

from plugins.render.checksums import digest
from plugins.render.disk import OutputError, told
from plugins.render.found import Found, find_output
from plugins.render.kept_output import KeptOutput, forget_others, kept_output
from plugins.render.last_output import LastOutput, put_stamps, seal_of, stamps_file, stamps_of
from plugins.render.manifest import (
    LOCK,
    MANIFEST,
    TEMPORARY,
    UNKNOWN,
    Entry,
    Manifest,
    Report,
    encoded,
    entry_of,
    put,
    put_if_other,
)
from plugins.render.pages import Output, folders_of
from plugins.render.theme import Theme
from plugins.render.workers import in_workers

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PATIENCE = 20
"""Tenths of a second to wait for the lock."""


@dataclass(frozen=True, slots=True)
class _Plan:
    folder: Path
    theme: Theme
    kept: KeptOutput | None = None
    """Where the files of the output are kept as well; None if they may not be."""
    at_hand: Mapping[str, Entry] = field(default_factory=dict)
    """Files that need not be drawn, since they are kept."""
    is_new: bool = False
    """Nothing in the folder is ours yet, so a file that is not there is written in its place: no reader can miss an
    older one, and a build that is killed is repaired, as its manifest says."""


def write_site(
    outputs: Sequence[Output],
    theme: Theme,
    folder: Path,
    cache: Path,
    *,
    publication: bool,
    now: str,
    keep: Sequence[str] = (),
    workers: int | None = None,
    in_cache: bool = True,
) -> Report:
    """Make `folder` contain exactly these outputs, besides files that are not ours (those that match `keep`).

    A file is rendered only if its fingerprint changed, and written only if its bytes did. Its files are kept in the
    cache, too, unless `in_cache` forbids that. Raises `OutputError`.
    """
    is_ours = (folder / LOCK).exists()
    with _writing(folder, cache):
        state = find_output(outputs, folder, cache, publication=publication, keep=keep, is_ours=is_ours)
        plan = _Plan(folder, theme, kept_output(cache, folder) if in_cache else None, is_new=state.is_new)
        return _replace(outputs, plan, cache, state, publication=publication, now=now, workers=workers)


def write_part(
    outputs: Sequence[Output], theme: Theme, folder: Path, cache: Path, left: LastOutput, *, workers: int | None = None
) -> Report:
    """Update these outputs in the site that the last build left; everything else stays.

    Raises `OutputError`.
    """
    with _writing(folder, cache):
        if left.seal != seal_of(folder):
            raise OutputError(f"Another build has been writing to {folder}.\n  Fix: build again.")
        return _replace_part(outputs, _Plan(folder, theme, kept_output(cache, folder)), cache, left, workers)


def restore_site(folder: Path, cache: Path, lost: LastOutput) -> LastOutput | None:
    """Fill an empty output with what is kept of the last one. None if something is missing: it must be drawn.

    Raises `OutputError`.
    """
    paths = lost.stamps.paths
    kept = kept_output(cache, folder)
    with _writing(folder, cache):
        _make_folders(folder, paths)
        times = in_workers(partial(_restore_one, kept), folder, list(zip(paths, lost.lines, strict=True)))
        if not all(times):
            return None
        stamps = lost.stamps._replace(times=times)
        with suppress(OSError):
            if stamps != lost.stamps:
                put_stamps(cache, folder, stamps)
        put(folder / MANIFEST, lost.encoded())
        return replace(lost, stamps=stamps, seal=seal_of(folder))


def _restore_one(kept: KeptOutput, folder: Path, line: tuple[str, bytes]) -> int:
    """When the file was changed, by its own time; 0 if it could not be restored."""
    target = folder / line[0]
    if kept.take(target, entry_of(line[1]).sha256) is None:
        return 0
    return os.lstat(target).st_mtime_ns


def _replace(
    outputs: Sequence[Output],
    plan: _Plan,
    cache: Path,
    state: Found,
    *,
    publication: bool,
    now: str,
    workers: int | None,
) -> Report:
    folder = plan.folder
    known, trusted, stamps = state.known, state.trusted, state.stamps
    repaired = state.is_repaired or state.is_restored
    times = stamps.by_path()
    fingerprints = {output.path: output.fingerprint(plan.theme) for output in outputs}
    found = {
        path: time
        for path, fingerprint in fingerprints.items()
        if (time := _time_if_current(f"{folder}/{path}", trusted.get(path), fingerprint, times.get(path))) is not None
    }
    stale = [output for output in outputs if output.path not in found]
    gone = sorted(known.keys() - fingerprints.keys())
    kept = {path: trusted[path] for path in found}
    plan = _with_kept(plan, cache, kept, state, fingerprints, any_gone=bool(gone))

    def manifest(entries: Mapping[str, Entry], *, complete: bool) -> bytes:
        return encoded(Manifest(complete=complete, publication=publication, now=now, entries=entries))

    if stale or gone or repaired or state.is_new:
        every = {**known, **dict.fromkeys(fingerprints, UNKNOWN)}
        put(folder / MANIFEST, manifest({**every, **kept}, complete=False))
    _remove_temporaries(folder, cache, everywhere=repaired)
    _remove(folder, _in_the_way(gone, {output.path for output in stale}))
    made, written = _write(stale, plan, fingerprints, workers)
    _remove(folder, gone)

    entries = {**kept, **made}
    data = manifest(entries, complete=True)
    checksum = digest(data)
    with suppress(OSError):  # without the cache, the next build only takes longer
        if (new := stamps_of(folder, checksum, entries, found)) != stamps:
            put_stamps(cache, folder, new)
    put_if_other(folder / MANIFEST, data)
    if plan.kept is not None:
        plan.kept.add(folder / MANIFEST, checksum)
    return Report(
        files=len(entries), written=written, removed=tuple(gone), repaired=state.is_repaired,
        restored=state.is_restored, strangers=state.strangers, manifest=checksum,
    )  # fmt: skip


def _with_kept(
    plan: _Plan,
    cache: Path,
    current: Mapping[str, Entry],
    state: Found,
    fingerprints: Mapping[str, str],
    *,
    any_gone: bool,
) -> _Plan:
    """Which files need not be drawn, since they are kept. All that will not be in the output is dropped: first, so
    that nothing is kept longer than it is shown."""
    kept = kept_output(cache, plan.folder)
    if any_gone or plan.kept is None:
        forget_others(cache, kept)
    if plan.kept is None:
        kept.forget()
        return plan
    entries = state.trusted or kept.manifest(state.stamps)
    wanted = {
        path: entry
        for path, entry in entries.items()
        if path not in current and fingerprints.get(path) == entry.fingerprint and entry.fingerprint
    }
    places = {entry.sha256: path for path, entry in current.items()}
    there = kept.begin(places.keys() | {entry.sha256 for entry in wanted.values()})
    for sha256, path in places.items():
        if sha256 not in there:
            kept.add(plan.folder / path, sha256)
    return replace(plan, at_hand={path: entry for path, entry in wanted.items() if entry.sha256 in there})


def _replace_part(outputs: Sequence[Output], plan: _Plan, cache: Path, left: LastOutput, workers: int | None) -> Report:
    folder = plan.folder
    fingerprints = {output.path: output.fingerprint(plan.theme) for output in outputs}
    olds = {path: left.entry(path) for path in fingerprints}
    stale = [o for o in outputs if (old := olds[o.path]) is None or old.fingerprint != fingerprints[o.path]]
    if not stale:
        return left.report()
    unknown = {output.path: UNKNOWN for output in stale}
    incomplete = left.with_entries(unknown, complete=False).encoded()
    put(folder / MANIFEST, incomplete)
    if plan.kept is not None:
        before = {left.stamps.manifest, *(old.sha256 for o in stale if (old := olds[o.path]) is not None)}
        plan.kept.drop(sha256 for sha256 in before if sha256.encode() not in incomplete)
    _remove_temporaries(folder, cache, everywhere=False)
    made, written = _write(stale, plan, fingerprints, workers)
    new = left.with_entries(made, complete=True).stamped(folder)
    with suppress(OSError):
        put_stamps(cache, folder, new.stamps)
    put(folder / MANIFEST, new.encoded())
    if plan.kept is not None:
        plan.kept.add(folder / MANIFEST, new.stamps.manifest)
    return new.report(written=written)


def _write(
    stale: Sequence[Output], plan: _Plan, fingerprints: Mapping[str, str], workers: int | None
) -> tuple[dict[str, Entry], tuple[str, ...]]:
    """The entry of each file, and the paths of those whose bytes changed."""
    _make_folders(plan.folder, (output.path for output in stale))
    results = list(zip(stale, in_workers(_write_one, plan, stale, workers=workers), strict=True))
    made = {output.path: entry._replace(fingerprint=fingerprints[output.path]) for output, (entry, _) in results}
    return made, tuple(output.path for output, (_, changed) in results if changed)


def _in_the_way(gone: Sequence[str], wanted: Set[str]) -> list[str]:
    """Old files in a folder that is replaced by a new file."""
    return [path for path in gone if any(str(parent) in wanted for parent in PurePosixPath(path).parents)]


def _time_if_current(target: str, entry: Entry | None, fingerprint: str, time: int | None) -> int | None:
    """When the file was changed, if it is still what the last build wrote. A known time saves reading it."""
    if entry is None or entry.fingerprint != fingerprint:
        return None
    try:
        found = os.lstat(target)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) or found.st_size != entry.size:
        return None
    if found.st_mtime_ns != time and digest(Path(target).read_bytes()) != entry.sha256:
        return None
    return found.st_mtime_ns


def _write_one(plan: _Plan, output: Output) -> tuple[Entry, bool]:
    """Render one output and put it in place, unless it is kept; the flag says whether the bytes changed."""
    target = plan.folder / output.path
    at_hand = plan.at_hand.get(output.path)
    if plan.kept is not None and at_hand is not None and (took := plan.kept.take(target, at_hand.sha256)) is not None:
        return at_hand, took
    data = output.content(plan.theme)
    changed = put_if_other(target, data, may_be_new=plan.is_new)
    entry = Entry("", digest(data), len(data))
    if plan.kept is not None:
        plan.kept.add(target, entry.sha256)
    return entry, changed


def _make_folders(folder: Path, paths: Iterable[str]) -> None:
    """Make each folder once; refuses a symbolic link, so that nothing is written outside the output."""
    for parent in sorted(folders_of(paths)):
        place = folder / parent
        try:
            place.mkdir()
        except FileExistsError:
            _make_way(place)


def _make_way(place: Path) -> None:
    """Make room for a folder where there is something else."""
    if place.is_symlink():
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
    """Remove temporary files of a killed build. Before it changed any page, that can only be the manifest."""
    left = [*folder.glob(f".*{TEMPORARY}"), *cache.glob(f".{stamps_file(cache, folder).name}.*{TEMPORARY}")]
    for base, _, names in os.walk(folder) if everywhere else ():
        left += [Path(base) / name for name in names if name.startswith(".") and name.endswith(TEMPORARY)]
    for file in left:
        file.unlink(missing_ok=True)


@contextmanager
def _writing(folder: Path, cache: Path) -> Iterator[None]:
    """Keep others out of the output, and say what to do where the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            yield
    except OSError as error:
        raise OutputError(told(error, writing=folder, cache=cache)) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep a second build out of this output. The system releases the lock when its holder ends, however it ends."""
    if (folder / LOCK).is_symlink():
        raise _leads_elsewhere(folder / LOCK)
    with (folder / LOCK).open("a") as lock:
        if fcntl is not None and not _taken(lock):
            raise OutputError(f"Another build is writing to {folder}.\n  Fix: wait until it is done, then build again.")
        yield


def _taken(lock: TextIO) -> bool:
    """Take the lock, or wait for workers of a build that has just failed: they hold it until they have ended."""
    for _ in range(PATIENCE):
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(0.1)
    return False
