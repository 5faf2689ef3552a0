"""Publishing over ssh, tried on a real sshd: what it shows is the old site or the new one, whatever is cut."""

import os
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from plugins.desk.publishing.model import Busy, State, TargetError
from plugins.desk.publishing.targets import remote as remotes
from plugins.desk.publishing.targets.remote import Remote
from plugins.desk.publishing.targets.ssh import SshTarget
from tests.depth import cases
from tests.desk.publishing.servers import make_key, nginx, ssh_target, sshd
from tests.desk.publishing.small_sites import ledger_of, small_site

WHO = "sample person, since 2024-05-01 12:00:00 UTC"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remote]:
    with sshd(tmp_path_factory.mktemp("sshd")) as remote:
        yield remote


@pytest.fixture
def target(server: Remote, tmp_path: Path) -> SshTarget:
    return ssh_target(server, tmp_path / "srv")


def files(number: int) -> dict[str, str]:
    """A site whose pages all name their stylesheet, and whose number stands in each."""
    pages = {f"page{n}/index.html": f"site {number} theme/site.{number:012x}.css\n" * 50 for n in range(8)}
    return {
        "index.html": f"site {number} theme/site.{number:012x}.css",
        "same.html": "always the same",
        f"theme/site.{number:012x}.css": f"css {number}",
        **pages,
    }


def go(target: SshTarget, tmp_path: Path, number: int, ledger: str = "", keep: tuple[str, ...] = ()) -> State:
    with target.locked(WHO):
        live = target.live()
        site = small_site(tmp_path / f"build{number}", files(number), number, live, ledger)
        if keep:
            object.__setattr__(site, "keep", keep)
        target.put(site, live)
        target.switch(site, live)
        target.tidy((), "https://example.org")
    return site.state


def shown(tmp_path: Path) -> dict[str, str]:
    out = tmp_path / "srv/current/"
    return {str(f.relative_to(out)): f.read_text() for f in sorted(out.rglob("*")) if f.is_file()}


def test_a_first_publication_and_a_second_that_shares_what_is_the_same(target: SshTarget, tmp_path: Path):
    assert target.live() is None
    first = go(target, tmp_path, 1)
    assert shown(tmp_path) == files(1)
    assert target.live() == first
    second = go(target, tmp_path, 2)
    assert shown(tmp_path) == {**files(2), "theme/site.000000000001.css": "css 1"}
    inodes = {(tmp_path / f"srv/releases/{state.id}/same.html").stat().st_ino for state in (first, second)}
    assert len(inodes) == 1
    go(target, tmp_path, 3)
    assert "theme/site.000000000001.css" not in shown(tmp_path)
    assert "theme/site.000000000002.css" in shown(tmp_path)


def test_the_last_five_are_kept_and_a_rollback_takes_less_than_five_seconds(target: SshTarget, tmp_path: Path):
    states = [go(target, tmp_path, number) for number in range(1, 7)]
    kept = sorted(path.name for path in (tmp_path / "srv/releases").iterdir())
    assert kept == [state.id for state in states[1:]]
    for before in reversed(states[1:-1]):
        start = time.monotonic()
        with target.locked(WHO):
            live, earlier = target.live(), target.earlier()
            assert live and earlier and earlier.id == before.id
            target.back(earlier, live)
        assert time.monotonic() - start < 5
        assert "site " + str(int(before.last[8:10])) in shown(tmp_path)["index.html"]
    assert target.earlier() is None


def test_a_kept_release_that_shows_what_was_taken_down_is_deleted(target: SshTarget, tmp_path: Path):
    first = go(target, tmp_path, 1, ledger_of("a", "b"))
    go(target, tmp_path, 2, ledger_of("a", "b", taken_down=("b",)))
    said = target.tidy(["urn:b"], "https://example.org")
    assert said == ["1 kept release was deleted there, because it showed what was taken down."]
    assert not (tmp_path / f"srv/releases/{first.id}").exists()
    earlier = target.earlier()
    assert earlier and earlier.gone == ("“b”, https://example.org/releases/2024/b/",)


def test_files_that_are_the_sites_own_go_along(target: SshTarget, tmp_path: Path):
    go(target, tmp_path, 1)
    proof = tmp_path / "srv/current/.well-known/proof"
    proof.parent.mkdir()
    proof.write_text("proof")
    go(target, tmp_path, 2, keep=(".well-known/*",))
    assert proof.read_text() == "proof"
    go(target, tmp_path, 3)
    assert not proof.exists()


def test_two_people_at_once_one_wins_and_the_other_is_told_who_and_when(target: SshTarget):
    with target.locked(WHO), pytest.raises(Busy) as busy, target.locked("another"):
        pass
    assert "sample person, since 2024-05-01 12:00:00 UTC" in str(busy.value)
    assert "Fix: wait until it is done" in str(busy.value)
    with target.locked("another"):
        pass


def test_the_lock_of_somebody_who_was_killed_is_free(target: SshTarget, server: Remote, tmp_path: Path):
    (tmp_path / "srv").mkdir()
    script = (
        "import sys, time; sys.path.insert(0, '.')\n"
        "from plugins.desk.publishing.targets.remote import Remote\n"
        f"with {server!r}.locked({str(tmp_path / 'srv')!r}, 'the killed one'):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    holder = subprocess.Popen([shutil.which("python3") or "python3", "-c", script], stdout=subprocess.PIPE)
    assert holder.stdout and holder.stdout.readline() == b"held\n"
    with pytest.raises(Busy, match="the killed one"), target.locked(WHO):
        pass
    holder.kill()
    holder.wait()
    for _ in range(50):
        try:
            with target.locked(WHO):
                return
        except Busy:
            time.sleep(0.1)
    raise AssertionError("the lock is still held")


def test_a_switch_without_the_lock_or_onto_another_site_is_refused(target: SshTarget, tmp_path: Path):
    first = go(target, tmp_path, 1)
    site = small_site(tmp_path / "x", files(2), 2, first)
    with target.locked(WHO):
        target.put(site, first)
        (tmp_path / "srv/.lock-holder").write_text("1\nsomebody else\n")
        with pytest.raises(TargetError, match="the lock was lost"):
            target.switch(site, first)
    with target.locked(WHO), pytest.raises(TargetError, match="meanwhile"):
        target.switch(site, None)
    assert shown(tmp_path) == files(1)


def test_bytes_that_were_spoiled_over_there_never_show(target: SshTarget, tmp_path: Path, monkeypatch):
    first = go(target, tmp_path, 1)
    old = tmp_path / f"srv/releases/{first.id}/same.html"
    site = small_site(tmp_path / "x", files(2), 2, first)
    real = Remote.sync

    def spoil(self: Remote, *arguments: object) -> None:
        real(self, *arguments)  # type: ignore[arg-type]
        new = tmp_path / f"srv/releases/{site.state.id}.part/page1/index.html"
        new.write_text(new.read_text().replace("site 2", "site X"))

    monkeypatch.setattr(Remote, "sync", spoil)
    with target.locked(WHO), pytest.raises(TargetError) as error:
        target.put(site, first)
    assert "page1/index.html: FAILED" in str(error.value) or "did NOT match" in str(error.value)
    assert shown(tmp_path) == files(1) and old.exists()


@pytest.mark.parametrize("moment", range(cases(4, 50)))
def test_an_upload_that_is_killed_leaves_a_whole_site_and_the_next_goes_on(
    target: SshTarget, tmp_path: Path, moment: int, monkeypatch: pytest.MonkeyPatch
):
    first = go(target, tmp_path, 1)
    slow(tmp_path, monkeypatch)
    dice = random.Random(moment)
    before = children()
    failed: list[str] = []

    def publish() -> None:
        try:
            go(target, tmp_path, 2)
        except (TargetError, OSError) as error:
            failed.append(str(error))

    thread = threading.Thread(target=publish)
    thread.start()
    time.sleep(dice.uniform(0.05, 2.0))
    for pid in children() - before:
        kill(pid)
    thread.join(60)
    assert not thread.is_alive()
    seen = shown(tmp_path)
    assert seen in (files(1), {**files(2), "theme/site.000000000001.css": "css 1"})
    assert all("\n  Fix: " in said for said in failed)
    assert seen != files(1) or failed
    monkeypatch.undo()
    for _ in range(100):
        try:
            third = go(target, tmp_path, 3)
            break
        except Busy:
            time.sleep(0.1)
    assert shown(tmp_path)["index.html"] == files(3)["index.html"]
    left = {path.name for path in (tmp_path / "srv/releases").iterdir()}
    assert left == {third.id, *third.before} and first.id in left
    assert {path.stem for path in (tmp_path / "srv/state").iterdir()} == left


def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each program over there take its time, so that there is a moment to cut it."""
    real = Remote.sync

    def sync(self: Remote, source: Path, destination: str, *options: str) -> None:
        real(self, source, destination, "--bwlimit=8", *options)

    monkeypatch.setattr(Remote, "sync", sync)


def children() -> set[int]:
    """Programs that this process started and that run: ssh and rsync."""
    said = subprocess.run(["ps", "-o", "pid=,comm=", "--ppid", str(os.getpid())], capture_output=True, text=True)
    rows = (line.split(None, 1) for line in said.stdout.splitlines())
    return {int(pid) for pid, name in rows if name.strip() in ("ssh", "rsync")}


def kill(pid: int) -> None:
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        return


def test_three_readers_during_twelve_publications_meet_no_failure_and_no_torn_page(server: Remote, tmp_path: Path):
    base = tmp_path / "srv"
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    target = ssh_target(server, base)
    go(target, tmp_path, 1)
    faults: list[str] = []
    asked = [0]
    stop = threading.Event()

    def read(url: str) -> None:
        while not stop.is_set():
            try:
                page = urlopen(f"{url}/page3/index.html", timeout=5).read().decode()
                first = page.splitlines()[0]
                if len(page.splitlines()) != 50 or any(line != first for line in page.splitlines()):
                    faults.append(f"torn: {page[:80]}")
                css = first.rpartition(" ")[2]
                urlopen(f"{url}/{css}", timeout=5).read()
                asked[0] += 2
            except OSError as error:
                faults.append(f"{error}: {first if 'first' in dir() else ''}")

    with nginx(tmp_path / "nginx", base / "current") as url:
        readers = [threading.Thread(target=read, args=(url,)) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(2, cases(5, 14)):
            go(target, tmp_path, number)
        stop.set()
        for reader in readers:
            reader.join()
    assert faults == []
    assert asked[0] > 50


def test_each_fault_says_what_to_do(server: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = ssh_target(server, tmp_path / "srv")
    go(target, tmp_path, 1)

    def told(remote: Remote) -> str:
        with pytest.raises(TargetError) as error:
            ssh_target(remote, tmp_path / "srv").live()
        assert shown(tmp_path) == files(1)
        assert "The site is unchanged.\n  Fix: " in str(error.value)
        return str(error.value)

    options = server.options
    make_key(tmp_path / "other")
    key = (tmp_path / "other.pub").read_text()
    (tmp_path / "known").write_text(f"[127.0.0.1]:{server.port} {key}")
    changed = Remote(
        host=server.host, user=server.user, port=server.port,
        options={**options, "UserKnownHostsFile": str(tmp_path / "known")},
    )  # fmt: skip
    assert f"ssh-keygen -R '[127.0.0.1]:{server.port}'" in told(changed)
    (tmp_path / "known").write_text("")
    assert "connect once, and compare its fingerprint" in told(changed)
    wrong = Remote(
        host=server.host,
        user=server.user,
        port=server.port,
        options={**options, "IdentityFile": str(tmp_path / "other")},
    )
    assert "ssh-add" in told(wrong)
    away = Remote(host=server.host, user=server.user, port=1, options=options)
    assert "refuses the connection" in told(away)
    lost = Remote(host="does-not-exist.invalid", user=server.user, options=options)
    assert "can't be found" in told(lost)


def test_a_full_disk_a_clock_that_is_off_and_a_silent_host_are_told(
    target: SshTarget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first = go(target, tmp_path, 1)
    real = time.time
    for hours in (-1, 1):
        with monkeypatch.context() as patched:
            patched.setattr("plugins.desk.publishing.targets.ssh.time.time", lambda off=hours: real() + off * 3600)
            with pytest.raises(TargetError, match=r"clock is 60 minutes (ahead|behind)"):
                target.live()
    full = target.remote.told(11, 'rsync: write failed on "/srv/x": No space left on device (28)')
    assert "The disk of 127.0.0.1 is full. The site is unchanged.\n  Fix: free some space there" in str(full)
    site = small_site(tmp_path / "x", files(2), 2, first)
    monkeypatch.setattr(remotes, "SILENCE", 1)
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\nexec sleep 5\n")
    silent.chmod(0o755)
    with target.locked(WHO), monkeypatch.context() as patched:
        patched.setattr(Remote, "command", lambda self: [str(silent)])
        with pytest.raises(TargetError, match=r"connection to .* was lost"):
            target.remote.sync(site.folder, f"{tmp_path}/srv/releases/x.part")
    assert shown(tmp_path) == files(1)


def test_a_disk_that_fills_over_there_leaves_the_old_site_and_says_so(server: Remote, tmp_path: Path):
    base = tmp_path / "srv"
    base.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", base]).returncode:
        pytest.skip("no small disk can be mounted here: needs root")
    try:
        target = ssh_target(server, base)
        first = go(target, tmp_path, 1)
        big = small_site(tmp_path / "big", {**files(2), "big.txt": "x" * 400_000}, 2, first)
        with target.locked(WHO), pytest.raises(TargetError) as error:
            target.put(big, first)
        assert "The disk of 127.0.0.1 is full. The site is unchanged.\n  Fix: free some space" in str(error.value)
        assert shown(tmp_path) == files(1)
        go(target, tmp_path, 3)
        assert shown(tmp_path)["index.html"] == files(3)["index.html"]
    finally:
        subprocess.run(["umount", base], check=True)
