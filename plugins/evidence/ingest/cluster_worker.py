"""A cluster's end: one step of a document, from bytes to bytes, in a sandbox and in a folder of its own."""

import os
import pickle
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from plugins.evidence.ingest import steps
from plugins.evidence.ingest.sandbox import FatalWorkError, Limits, Sandbox, Task, WorkerError
from plugins.evidence.ingest.store import code_version

SOURCE = "source.pdf"
MOST_BYTES = Limits().file_bytes
"""Of all that one step may send back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One step, with all that it needs."""

    version: str
    step: str
    source: bytes | None
    files: dict[str, bytes]
    rest: tuple[Any, ...]
    """Its arguments after the paths."""
    seconds: float
    processor_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Plain values alone: an error that Dask raised would write the call to its log."""

    answer: Any = None
    files: dict[str, bytes] = field(default_factory=dict)
    """New, or changed."""
    gone: tuple[str, ...] = ()
    error: str = ""
    is_fatal: bool = False
    """The document itself is at fault, whatever the computer."""
    other_version: str = ""


def run(pickled: bytes) -> Done:
    """What Dask calls."""
    call = pickle.loads(pickled)
    if (version := _version()) != call.version:
        return Done(other_version=version)
    try:
        with TemporaryDirectory(prefix="daylight-", dir=_own_folder()) as name:
            return _run(call, Path(name))
    except FatalWorkError as error:
        return Done(error=str(error), is_fatal=True)
    except WorkerError as error:
        return Done(error=str(error))
    except OSError as error:
        return Done(error=f"a computer of the cluster could not work on it: {error.strerror}")


def _run(call: Call, place: Path) -> Done:
    folder, source = place / "steps", place / SOURCE
    folder.mkdir()
    for name, data in call.files.items():
        (folder / name).write_bytes(data)
    if call.source is not None:
        source.write_bytes(call.source)
    paths = (str(folder),) if call.source is None else (str(source), str(folder))
    before = _stats(folder)
    task = Task(getattr(steps, call.step), (*paths, *call.rest), call.seconds, call.processor_seconds)
    answer = _sandbox().submit(task).result()
    after = _stats(folder)
    changed = [name for name, stat in after.items() if before.get(name) != stat]
    if sum(after[name][0] for name in changed) > MOST_BYTES:
        raise FatalWorkError(f"more would be written of it than {MOST_BYTES // 1024**3} GB in one step")
    files = {name: (folder / name).read_bytes() for name in changed}
    return Done(answer=answer, files=files, gone=tuple(sorted(before.keys() - after.keys())))


def _stats(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Of plain files alone: a link that a hostile file laid would lead to what is no business of ours."""
    with os.scandir(folder) as entries:
        found = {e.name: e.stat(follow_symlinks=False) for e in entries if e.is_file(follow_symlinks=False)}
    return {n: (s.st_size, s.st_mtime_ns, s.st_ino) for n, s in found.items() if not n.endswith(".tmp")}


@cache
def _version() -> str:
    return code_version()


@cache
def _sandbox() -> Sandbox:
    """One for each process of Dask, kept: starting a reader takes longer than most steps."""
    from distributed import get_worker

    return Sandbox(get_worker().state.nthreads)


def _own_folder() -> str:
    """On the disk that this worker was given, and emptied when it ends."""
    from distributed import get_worker

    return str(get_worker().local_directory)
