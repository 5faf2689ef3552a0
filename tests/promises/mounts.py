"""A view of the file system of one's own, in which a test may mount a small disk and close it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

NEEDED = "needs unshare, nsenter and the right to mount: run it as root, or where users may make namespaces (Linux)"


@dataclass(frozen=True)
class Mounts:
    """Mounted in it is what `mount` was asked for; nobody outside sees it."""

    keeper: int
    """The process that keeps it alive."""
    as_user: bool

    def run(self, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """A command that sees what is mounted."""
        user = ["--user", "--preserve-credentials"] if self.as_user else []
        return subprocess.run(
            ["nsenter", f"--target={self.keeper}", *user, "--mount", "--", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def mount(self, *arguments: object) -> None:
        done = self.run("mount", *arguments)
        if done.returncode:
            pytest.skip(f"{NEEDED}: {done.stderr.strip()}")

    def seen(self, path: Path) -> Path:
        """The same place, as it can be looked at from outside."""
        return Path(f"/proc/{self.keeper}/root") / path.relative_to("/")


@contextmanager
def private_mounts() -> Iterator[Mounts]:
    for options in ((), ("--map-root-user",)):
        try:
            keeper = subprocess.Popen(
                ["unshare", "--mount", *options, "sh", "-c", "echo ready; exec cat"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            break
        assert keeper.stdin is not None and keeper.stdout is not None
        try:
            if keeper.stdout.readline() == b"ready\n":
                yield Mounts(keeper.pid, as_user=bool(options))
                return
        finally:
            keeper.stdin.close()
            keeper.wait()
            keeper.stdout.close()
    pytest.skip(NEEDED)


def filled(folder: Path, left: int) -> None:
    """Fill a disk but for so many bytes."""
    free = os.statvfs(folder)
    with (folder / "filler").open("wb") as filler:
        filler.write(b"\0" * max(0, free.f_bavail * free.f_frsize - left))
