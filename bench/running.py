"""Run a command: how long it takes, and its peak memory. Never both in one run."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.02
"""Seconds between two samples of the memory."""
PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """How long a command took, in seconds."""

    wall: float
    """From the start of the process to its end."""
    processor: float
    """Of all its processes together, in the program and in the system."""


def timed(command: Sequence[str], folder: Path) -> Time:
    """Flushes earlier writes to disk first. Raises `RuntimeError` with the command's output if it fails."""
    os.sync()
    started = time.perf_counter()
    with _started(command, folder) as process:
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    return Time(wall=wall, processor=used.ru_utime + used.ru_stime)


def seconds(command: Sequence[str], folder: Path) -> float:
    """Wall time alone, as `timed`."""
    return timed(command, folder).wall


def megabytes(command: Sequence[str], folder: Path) -> float | None:
    """Peak memory of all processes of the command together; None on a system other than Linux.

    Memory shared by forked processes counts once: the proportional shares of anonymous memory (Pss_Anon and Pss_Shmem
    of smaps_rollup, man 5 proc) are added up. For file pages, mostly programs and libraries, the process with the most
    counts, in full, so that nothing is hidden by other programs that use the same libraries. Sampled fifty times a
    second, which slows the command: its time is measured in another run.
    """
    if not (PROCESSES / "self" / "smaps_rollup").exists():
        return None
    most = 0
    with _started(command, folder) as process:
        while process.poll() is None:
            seen = [_kilobytes(folder) for folder in _session(process.pid)]
            most = max(most, sum(own for own, _ in seen) + max((files for _, files in seen), default=0))
            time.sleep(EVERY)
    return most / 1024


@contextmanager
def _started(command: Sequence[str], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A separate session identifies all its processes, including orphans."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if process.returncode:
            said.seek(0)
            text = said.read()[-2000:].decode("utf-8", "replace")
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {text}")


def _session(leader: int) -> Iterator[Path]:
    """The folder in /proc of each process of a session: its number is the sixth field of `stat` (man 5 proc)."""
    for folder in PROCESSES.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
                if fields[3] == str(leader):
                    yield folder


def _kilobytes(process: Path) -> tuple[int, int]:
    """Its share of anonymous memory, and all its resident file pages; zeros if it has ended."""
    shares = _fields(process / "smaps_rollup")
    return shares.get("Pss_Anon", 0) + shares.get("Pss_Shmem", 0), _fields(process / "status").get("RssFile", 0)


def _fields(file: Path) -> dict[str, int]:
    """The lines that say `Name: number kB`."""
    with suppress(OSError):
        return {
            name: int(value.removesuffix("kB"))
            for name, _, value in (line.partition(":") for line in file.read_text(errors="replace").splitlines())
            if value.endswith("kB")
        }
    return {}
