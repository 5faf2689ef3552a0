"""The files of an output, kept in the cache by their checksums: for an output that is lost, as between two runs of CI.

Nothing more has to be known for it: the sealed stamps name the manifest by its checksum, and that names every file.
Where the disk can, a kept file is a second name of the file in the output (a hard link), and takes no space. The folder
has what the output has and no more: whatever leaves the output has left here before.
"""

import os
import shutil
import stat
from collections.abc import Iterable, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from plugins.render.checksums import digest, short_name
from plugins.render.last_output import LastOutput, Stamps, last_output, read_stamps
from plugins.render.manifest import MANIFEST, Entry, entry_of, parted, put, put_if_other, read_whole
from plugins.render.strangers import strangers

NAME = "kept-output-"


@dataclass(frozen=True, slots=True)
class KeptOutput:
    """What is kept of one output. A cache that cannot be written only makes the next build slower."""

    folder: Path

    def names(self) -> set[str]:
        try:
            return {file.name for file in os.scandir(self.folder)}
        except OSError:
            return set()

    def begin(self, wanted: Set[str]) -> set[str]:
        """Drop all but these checksums; returns those that are there."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
        there = self.names()
        self.drop(there - wanted)
        return there & wanted

    def forget(self) -> None:
        """Keep nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def drop(self, names: Iterable[str]) -> None:
        for name in names:
            with suppress(OSError):
                (self.folder / name).unlink()

    def add(self, file: Path, sha256: str) -> None:
        """Keep a file of the output that was just written."""
        place = self.folder / sha256
        with suppress(OSError):
            place.unlink(missing_ok=True)
            _link_or_copy(file, place)

    def read(self, sha256: str) -> bytes | None:
        """The bytes with this checksum; what was damaged is dropped."""
        file = self.folder / sha256
        try:
            if not stat.S_ISREG(os.lstat(file).st_mode):
                raise OSError
            data = read_whole(file)
        except OSError:
            return None
        if digest(data) == sha256:
            return data
        with suppress(OSError):
            file.unlink()
        return None

    def take(self, target: Path, sha256: str) -> bool | None:
        """Put a file in its place; says whether that changed anything, or None if it is not kept."""
        data = self.read(sha256)
        if data is None:
            return None
        with suppress(OSError):
            if _is_safe_to_share(self.folder / sha256):
                os.link(self.folder / sha256, target, follow_symlinks=False)
                return True
        return put_if_other(target, data, may_be_new=True)

    def manifest(self, stamps: Stamps) -> dict[str, Entry]:
        """The entries of the manifest that the stamps belong to; empty if it is not kept."""
        data = self.read(stamps.manifest) if stamps.manifest else None
        if data is None:
            return {}
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            _, lines = parted(data)
            return dict(zip(stamps.paths, map(entry_of, lines), strict=True))
        return {}


def kept_output(cache: Path, folder: Path) -> KeptOutput:
    return KeptOutput(cache / f"{NAME}{short_name(folder)}")


def forget_others(cache: Path, kept: KeptOutput) -> None:
    """What was taken out of one output must not be kept for another, which may never be built again."""
    for folder in cache.glob(f"{NAME}*"):
        if folder != kept.folder:
            shutil.rmtree(folder, ignore_errors=True)


def read_lost_output(
    folder: Path, cache: Path, *, manifest: str, publication: bool, now: str, keep: tuple[str, ...]
) -> LastOutput | None:
    """The output left by the build with this checksum of the manifest, where nothing of it is left but in the cache."""
    if not manifest or (folder / MANIFEST).exists() or next(strangers(folder, (), keep), None) is not None:
        return None
    stamps = read_stamps(cache, folder)
    data = kept_output(cache, folder).read(manifest) if stamps.manifest == manifest else None
    if data is None:
        return None
    return last_output(data, stamps, (), manifest=manifest, publication=publication, now=now)


def _link_or_copy(file: Path, place: Path) -> None:
    """Raises `OSError`."""
    if _is_safe_to_share(file):
        try:
            os.link(file, place, follow_symlinks=False)
            return
        except FileExistsError:  # another worker keeps the same bytes
            return
        except OSError:
            pass  # the cache is on another disk, or the disk has no second names
    put(place, read_whole(file))


def _is_safe_to_share(file: Path) -> bool:
    """Whether it has no other name yet, and nobody else may write to it: all of its names would change.

    Two files with the same bytes, or those of two publications, have times of their own.
    """
    found = os.lstat(file)
    is_ours = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    return is_ours and stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and not found.st_mode & 0o022
