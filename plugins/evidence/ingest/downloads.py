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


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """The published copy of a file: readers get this one, and its checksum."""

    path: Path
    bytes: int
    sha256: str
    removed: tuple[str, ...]
    """What was removed: names from `cleaned.REMOVED`."""
    left: tuple[str, ...]
    """What only a person can remove; how to do so follows the colon."""


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
    with suppress(OSError):  # a cache that cannot be written costs the next build its time
        store.save_index()
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
    from plugins.evidence.publishing.downloads import clean_download

    data = Path(source).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return {"refused": "it was changed while the site was being built"}
    try:
        cleaned = clean_download(data, kind)
    except DownloadError as error:
        return {"refused": str(error)}
    try:
        write_whole(Path(target), cleaned.data)
    except OSError as error:
        return {"failed": error.strerror or str(error), "errno": error.errno}
    return {
        "bytes": len(cleaned.data),
        "sha256": hashlib.sha256(cleaned.data).hexdigest(),
        "removed": list(cleaned.removed),
        "left": list(cleaned.left),
    }


def _record(folder: Path, sha256: str, kind: str) -> Path:
    return folder / f"{sha256}-{kind if kind.isascii() and kind.isalnum() else 'other'}-{code_version()}.json"


def _write(record: Path, answer: dict[str, Any]) -> None:
    """With the copy's modification time: if it has changed, the copy is read and compared."""
    stamp = record.with_suffix(".bin").stat().st_ctime_ns if "bytes" in answer else 0
    write_whole(record, sealed(record.name, json.dumps({**answer, "stamp": stamp}).encode()))


def _read(record: Path) -> Download | Refused | None:
    """The cached answer; None if there is none, or if it was changed."""
    try:
        known = json.loads(unsealed(record.name, record.read_bytes()))
        if "refused" in known:
            return Refused(str(known["refused"]))
        file = record.with_suffix(".bin")
        if file.stat().st_ctime_ns != known["stamp"]:
            if hashlib.sha256(file.read_bytes()).hexdigest() != known["sha256"]:
                return None
            _write(record, known)
        return Download(
            path=file, bytes=known["bytes"], sha256=known["sha256"],
            removed=tuple(known["removed"]), left=tuple(known["left"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None


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
