"""Files published next to a page: cleaned once in a sandbox, and cached by the checksum of the original."""

import hashlib
import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from plugins.evidence.ingest.store import EVIDENCE_ROOM, Store, write_whole
from plugins.evidence.publishing.cleaned import DownloadError
from plugins.sealing import sealed, unsealed

SECONDS = 120
LIBRARIES = ("lxml", "mutagen", "pillow")
FORGOTTEN_AFTER = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class SizedFile:
    """A picture in one of the sizes that pages show."""

    path: Path
    width: int
    height: int
    ending: str
    """`webp`, `jpg` or `png`"""
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """The published copy of a file: readers get this one, and its checksum."""

    path: Path
    bytes: int
    sha256: str
    received: str
    """SHA-256 of the original."""
    removed: tuple[str, ...]
    """What was removed: names from `cleaned.REMOVED`."""
    left: tuple[str, ...]
    """What only a person can remove; how to do so follows the colon."""
    width: int = 0
    """Pixels of a picture; 0 for what is none."""
    height: int = 0
    sizes: tuple[SizedFile, ...] = ()
    """Of a picture, as `sizes.picture_sizes` gives them."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be published, and why."""

    reason: str


Downloads = dict[Path, Download | Refused]


def clean_files(files: Sequence[Path], cache_folder: Path) -> Downloads:
    """The published copy of each file, made if it is not in the cache yet."""
    folder = cache_folder.absolute() / "downloads"
    store = Store(cache_folder, "")
    found: Downloads = {}
    unknown: dict[tuple[str, str], list[Path]] = {}
    for file in files:
        try:
            identity = store.identify(file)
        except OSError as error:
            found[file] = Refused(f"it cannot be opened: {error.strerror}")
            continue
        key = (identity.sha256, file.suffix.lower().lstrip("."))
        known = _read(_record(folder, *key))
        if known is None:
            unknown.setdefault(key, []).append(file)
        else:
            found[file] = known
    if unknown:
        _forget(folder)
        for key, known in _made(unknown, folder).items():
            found |= dict.fromkeys(unknown[key], known)
    with suppress(OSError):
        store.forget()
    return found


def _made(unknown: dict[tuple[str, str], list[Path]], folder: Path) -> dict[tuple[str, str], Download | Refused]:
    from plugins.evidence.ingest.sandbox import Sandbox, Task, WorkerError

    folder.mkdir(parents=True, exist_ok=True)
    made: dict[tuple[str, str], Download | Refused] = {}
    with Sandbox() as sandbox:
        futures = {}
        for key, files in unknown.items():
            target = _record(folder, *key).with_suffix(".bin")
            futures[key] = sandbox.submit(Task(clean_file, (str(files[0]), str(target), *key), SECONDS))
        for key, future in futures.items():
            record = _record(folder, *key)
            try:
                answer = future.result()
            except WorkerError as error:
                made[key] = Refused(str(error))
                continue
            if "failed" in answer:
                raise OSError(answer["errno"], answer["failed"], str(record))
            _write(record, answer)
            known = _read(record)
            made[key] = known if known is not None else Refused("its copy was changed while the site was being built")
    return made


def clean_file(source: str, target: str, sha256: str, kind: str) -> dict[str, Any]:
    """Write the copy for publication to `target`. Runs in a worker; its answer is kept."""
    from plugins.evidence.publishing.downloads import PICTURES, clean_download
    from plugins.evidence.publishing.pictures import PictureError
    from plugins.evidence.publishing.sizes import Sizes, picture_sizes

    data = Path(source).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return {"refused": "it was changed while the site was being built"}
    try:
        cleaned = clean_download(data, kind)
        sizes = picture_sizes(cleaned.data) if kind in PICTURES else Sizes(0, 0, ())
    except (DownloadError, PictureError) as error:
        return {"refused": str(error)}
    try:
        write_whole(Path(target), cleaned.data)
        for size in sizes.made:
            write_whole(_size_file(Path(target), size.width, size.ending), size.data)
    except OSError as error:
        return {"failed": error.strerror or str(error), "errno": error.errno}
    return {
        "bytes": len(cleaned.data),
        "sha256": hashlib.sha256(cleaned.data).hexdigest(),
        "removed": list(cleaned.removed),
        "left": list(cleaned.left),
        "width": sizes.width,
        "height": sizes.height,
        "sizes": [
            [size.width, size.height, size.ending, len(size.data), hashlib.sha256(size.data).hexdigest()]
            for size in sizes.made
        ],
    }


def _size_file(target: Path, width: int, ending: str) -> Path:
    return target.with_suffix(f".{width}.{ending}")


def _record(folder: Path, sha256: str, kind: str) -> Path:
    return folder / f"{sha256}-{kind if kind.isascii() and kind.isalnum() else 'other'}-{code_version()}.json"


def _write(record: Path, answer: dict[str, Any]) -> None:
    """With the sum of the copies' modification times: if it has changed, they are read and compared."""
    stamp = _stamp(record, answer) if "bytes" in answer else 0
    write_whole(record, sealed(record.name, json.dumps({**answer, "stamp": stamp}).encode()))


def _read(record: Path) -> Download | Refused | None:
    """The cached answer; None if there is none, or if it was changed."""
    try:
        known = json.loads(unsealed(record.name, record.read_bytes()))
        if "refused" in known:
            return Refused(str(known["refused"]))
        if _stamp(record, known) != known["stamp"]:
            if any(hashlib.sha256(file.read_bytes()).hexdigest() != sha256 for file, sha256 in _files(record, known)):
                return None
            with suppress(OSError):  # where nothing may be written, they are compared each time
                _write(record, known)
        file = record.with_suffix(".bin")
        return Download(
            path=file, bytes=known["bytes"], sha256=known["sha256"], received=record.name.partition("-")[0],
            removed=tuple(known["removed"]), left=tuple(known["left"]), width=known["width"], height=known["height"],
            sizes=tuple(SizedFile(_size_file(file, size[0], size[2]), *size) for size in known["sizes"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _files(record: Path, answer: dict[str, Any]) -> list[tuple[Path, str]]:
    """The copy and its sizes, with their checksums."""
    file = record.with_suffix(".bin")
    return [(file, answer["sha256"]), *((_size_file(file, row[0], row[2]), row[4]) for row in answer["sizes"])]


def _stamp(record: Path, answer: dict[str, Any]) -> int:
    return sum(file.stat().st_ctime_ns for file, _ in _files(record, answer))


def _forget(folder: Path) -> None:
    """Remove what has not been used for a month."""
    with suppress(OSError):
        for file in folder.iterdir():
            if time.time() - max(file.stat().st_atime, file.stat().st_mtime) > FORGOTTEN_AFTER:
                file.unlink(missing_ok=True)


@cache
def code_version() -> str:
    """Of our modules that clean files, and of the libraries that they call."""
    digest = hashlib.sha256(" ".join(metadata.version(name) for name in LIBRARIES).encode())
    for file in sorted(EVIDENCE_ROOM.glob("publishing/*.py")):
        digest.update(os.fsencode(file.name) + file.read_bytes())
    return digest.hexdigest()[:12]
