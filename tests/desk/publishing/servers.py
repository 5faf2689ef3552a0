"""Debian's sshd and nginx on loopback, started as whoever runs the tests. Every key is made for one run."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from plugins.desk.publishing.targets.remote import Remote
from plugins.desk.publishing.targets.ssh import SshTarget

SSHD = shutil.which("sshd") or next((p for p in ("/usr/sbin/sshd",) if Path(p).exists()), None)
SETTINGS = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile {folder}/sshd.pid
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
MaxSessions 100
SetEnv SHLVL=5
"""
NGINX = """
user {user}; daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {root}; {more} }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_key(file: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "sample", "-f", file], check=True)


def skip_without_ssh() -> None:
    if SSHD is None or shutil.which("rsync") is None or shutil.which("ssh") is None:
        pytest.skip("sshd or rsync is absent: apt-get install openssh-server rsync")


@contextmanager
def sshd(folder: Path) -> Iterator[Remote]:
    """A server that lets the tests in as whoever runs them."""
    skip_without_ssh()
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    for name in ("host", "user"):
        if not (folder / name).exists():
            make_key(folder / name)
    (folder / "sshd.conf").write_text(SETTINGS.format(port=port, folder=folder))
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    assert SSHD is not None
    server = subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "sshd.conf"], stderr=(folder / "log").open("wb"))
    try:
        wait_for(port, server)
        yield Remote(
            host="127.0.0.1",
            user=getpass.getuser(),
            port=port,
            options={
                "IdentityFile": str(folder / "user"),
                "IdentitiesOnly": "yes",
                "IdentityAgent": "none",
                "UserKnownHostsFile": str(folder / "known_hosts"),
                "GlobalKnownHostsFile": "/dev/null",
            },
        )
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def nginx(folder: Path, root: Path, more: str = "") -> Iterator[str]:
    """The address of a server that shows `root`."""
    if shutil.which("nginx") is None and not Path("/usr/sbin/nginx").exists():
        pytest.skip("nginx is absent: apt-get install nginx-light")
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    said = NGINX.format(user=getpass.getuser(), folder=folder, port=port, root=root, more=more)
    (folder / "nginx.conf").write_text(said)
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert server.poll() is None, "the server ended"
            time.sleep(0.02)


def ssh_target(remote: Remote, base: Path, url: str = "") -> SshTarget:
    return SshTarget(name="live", url=url, remote=remote, path=str(base))
