"""Programs on another computer, by the system's own ssh; and what its errors mean, in words that say what to do."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from plugins.desk.publishing.model import Busy, TargetError

PATIENCE = 600
"""Seconds that one program over there may take; moving files has no such limit, only one of silence."""
SILENCE = 60
"""Seconds without a byte after which a connection counts as cut."""
BEAT = 5
"""Seconds between two signs of life of whoever holds the lock."""
OURS: Mapping[str, str] = {
    "BatchMode": "yes",
    "StrictHostKeyChecking": "yes",
    "ConnectTimeout": "15",
    "ServerAliveInterval": "10",
    "ServerAliveCountMax": "3",
    "LogLevel": "ERROR",
    "Compression": "yes",
}
"""Nobody is asked anything, and no unknown computer is trusted."""
BUSY = 75
"""The exit code of our own scripts where somebody else holds the lock (EX_TEMPFAIL of sysexits.h)."""
LOCK = """
set -u; base=$1; who=$2
mkdir -p "$base" || exit 73
exec 9>>"$base/.lock" || exit 73
if ! flock -n 9; then
  old=$(find "$base/.lock-holder" -mmin +2 2>/dev/null)
  [ -n "$old" ] && kill "$(head -n 1 "$base/.lock-holder")" 2>/dev/null
  if [ -z "$old" ] || ! flock -w 10 9; then tail -n +2 "$base/.lock-holder" 2>/dev/null; exit 75; fi
fi
printf '%s\\n%s\\n' "$$" "$who" >"$base/.lock-holder" || exit 73
echo locked
while read -r beat; do touch "$base/.lock-holder"; done
"""
"""Holds the lock as long as somebody talks to it. Who gave no sign of life for two minutes is not waited for."""


@dataclass(slots=True, kw_only=True)
class Remote:
    """One computer, as ssh reaches it. While the lock is held, all goes through its one connection."""

    host: str
    user: str = ""
    port: int = 0
    options: Mapping[str, str] = field(default_factory=dict)
    socket: str = ""
    """Where that connection is shared (ControlPath of ssh_config(5)); empty without one."""

    @property
    def address(self) -> str:
        return f"{self.user}@{self.host}" if self.user else self.host

    @property
    def login(self) -> str:
        """What a person types to be there."""
        return f"ssh {f'-p {self.port} ' if self.port else ''}{self.address}"

    def command(self) -> list[str]:
        shared = {"ControlPath": self.socket} if self.socket else {}
        given = {**OURS, **shared, **self.options}
        port = ["-p", str(self.port)] if self.port else []
        return ["ssh", *port, *(part for name, value in given.items() for part in ("-o", f"{name}={value}"))]

    def run(self, script: str, *arguments: str, given: bytes = b"") -> str:
        """What a script of a plain shell says over there. Raises `TargetError`."""
        line = shlex.join(["sh", "-c", script, "daylight", *arguments])
        try:
            done = subprocess.run(
                [*self.command(), "--", self.address, line],
                input=given, capture_output=True, timeout=PATIENCE, check=False, env=plain_environment(),
            )  # fmt: skip
        except FileNotFoundError:
            raise TargetError(
                "There is no program ssh on this computer.", "install it: apt-get install openssh-client"
            ) from None
        except subprocess.TimeoutExpired:
            raise self.told(255, f"no answer within {PATIENCE} seconds: timed out") from None
        if done.returncode:
            raise self.told(done.returncode, (done.stderr or done.stdout).decode("utf-8", "replace"))
        return done.stdout.decode("utf-8", "replace")

    def sync(self, source: Path, destination: str, *options: str) -> None:
        """Have rsync make `destination` the same as `source`, by checksums. Raises `TargetError`."""
        command = [
            "rsync", "-rcs", "--delete", "--perms", "--chmod=D755,F644", f"--timeout={SILENCE}", *options,
            "-e", shlex.join(self.command()), f"{source}/", f"{self.address}:{destination}/",
        ]  # fmt: skip
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=plain_environment())
        except FileNotFoundError:
            raise TargetError(
                "There is no program rsync on this computer.", "install it: apt-get install rsync"
            ) from None
        if done.returncode:
            raise self.told(done.returncode, done.stderr.decode("utf-8", "replace"))

    @contextmanager
    def locked(self, base: str, who: str) -> Iterator[None]:
        """Hold the lock of that folder. It ends with this process, or two minutes after its last sign of life."""
        line = shlex.join(["sh", "-c", LOCK, "daylight", base, who])
        errors = tempfile.TemporaryFile()  # noqa: SIM115
        folder = tempfile.mkdtemp(prefix="daylight-")
        self.socket = f"{folder}/ssh"
        try:
            holder = subprocess.Popen(
                [*self.command(), "-o", "ControlMaster=yes", "--", self.address, line],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=plain_environment(),
            )  # fmt: skip
        except FileNotFoundError:
            raise TargetError(
                "There is no program ssh on this computer.", "install it: apt-get install openssh-client"
            ) from None
        stop = threading.Event()
        assert holder.stdin is not None and holder.stdout is not None
        try:
            first = holder.stdout.readline().decode("utf-8", "replace").strip()
            if first != "locked":
                code = holder.wait(SILENCE)
                if code == BUSY:
                    raise Busy(first)
                errors.seek(0)
                raise self.told(code, errors.read().decode("utf-8", "replace"))
            beats = threading.Thread(target=_beat, args=(holder, stop), daemon=True)
            beats.start()
            yield
        finally:
            stop.set()
            with contextlib.suppress(OSError):
                holder.stdin.close()
            try:
                holder.wait(5)
            except subprocess.TimeoutExpired:
                holder.send_signal(signal.SIGTERM)
                holder.wait(5)
            holder.stdout.close()
            errors.close()
            self.socket = ""
            shutil.rmtree(folder, ignore_errors=True)

    def told(self, code: int, said: str) -> TargetError:
        """The error of ssh, rsync or a program over there, as what happened and what to do."""
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        for sign, what, fix in _MEANINGS:
            if any(sign in line for line in lines):
                return TargetError(
                    f"{what.format(**self._names())} The site is unchanged.", fix.format(**self._names())
                )
        if code == 255 or code in (10, 12, 30, 35) or code < 0:
            last = lines[-1] if lines else "it was cut"
            what = f"The connection to {self.address} was lost: {last}. The site is unchanged."
            return TargetError(what, "check the network, and publish again: what was sent is not sent twice")
        last = lines[-1] if lines else f"exit code {code}"
        return TargetError(f"{self.address}: {last}. The site is unchanged.", "correct that, and publish again")

    def _names(self) -> dict[str, str]:
        port = f"-p {self.port} " if self.port else ""
        known = f"[{self.host}]:{self.port}" if self.port and self.port != 22 else self.host
        return {
            "host": self.host, "address": self.address, "port": port, "known": known, "user": self.user or "USER",
        }  # fmt: skip


_MEANINGS = (
    (
        "IDENTIFICATION HAS CHANGED",
        "{host} has another host key than before: it may not be the same computer.",
        "ask whoever runs it; if the new key is right, type ssh-keygen -R '{known}', then ssh {port}{address}",
    ),
    (
        "Host key verification failed",
        "{host} is not known to this computer yet.",
        "connect once, and compare its fingerprint with the one you were given: ssh {port}{address}",
    ),
    (
        "Permission denied (",
        "{host} does not accept your key.",
        "load it into the agent, as with ssh-add ~/.ssh/newsroom, and try: ssh {port}{address} true",
    ),
    (
        "Too many authentication failures",
        "{host} was offered too many keys.",
        'name yours in TARGETS: "options": {{"IdentityFile": "~/.ssh/id_ed25519", "IdentitiesOnly": "yes"}}',
    ),
    (
        "Could not resolve hostname",
        "{host} can't be found.",
        "check the host's name in TARGETS of publishconf.py, and the network",
    ),
    (
        "Connection refused",
        "{host} refuses the connection.",
        "check that its ssh server runs, and the port in TARGETS of publishconf.py",
    ),
    (
        "No space left on device",
        "The disk of {host} is full.",
        "free some space there, and publish again: what was sent is not sent twice",
    ),
    (
        "Disk quota exceeded",
        "Your quota on {host} is used up.",
        "free some space there, and publish again: what was sent is not sent twice",
    ),
    (
        "Read-only file system",
        "The disk of {host} can't be written to.",
        "ask whoever runs it, and publish again",
    ),
    (
        "Permission denied",
        "{address} may not write to the folder of the site.",
        "give it to that user, as an administrator there: sudo chown -R {user} FOLDER, with the path in TARGETS",
    ),
    (
        "missing on the server: ",
        "{host} lacks a program that publishing needs.",
        "install them there: apt-get install rsync util-linux coreutils",
    ),
    (
        "rsync: not found",
        "{host} lacks a program that publishing needs.",
        "install them there: apt-get install rsync util-linux coreutils",
    ),
    (
        "flock: not found",
        "{host} lacks a program that publishing needs.",
        "install them there: apt-get install rsync util-linux coreutils",
    ),
)


def plain_environment() -> dict[str, str]:
    """Ours, with messages in English: they are read here."""
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def _beat(holder: "subprocess.Popen[bytes]", stop: threading.Event) -> None:
    while not stop.wait(BEAT):
        try:
            assert holder.stdin is not None
            holder.stdin.write(b"\n")
            holder.stdin.flush()
        except (OSError, ValueError):
            return
