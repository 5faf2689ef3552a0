"""What readers can verify: checksums of the whole publication, their signature, and compressed twins."""

import gzip
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest

from plugins.desk.building import BuildResult
from plugins.desk.publishing.online.whole import verify_site
from plugins.desk.publishing.publish import publish
from plugins.desk.publishing.targets.folder import FolderTarget
from plugins.desk.publishing.twins import with_twins
from plugins.desk.refusal import Refused
from plugins.newsroom.library.settings import SettingsError, signing_key
from plugins.render.manifest import read_manifest
from tests.conftest import ContentMaker
from tests.desk.publishing.servers import make_key, nginx
from tests.desk.publishing.small_sites import small_site
from tests.desk.publishing.test_publish import FIRST, SECOND, release


@pytest.fixture
def content(make_content: ContentMaker) -> Path:
    return make_content({"releases/2024/a.md": release(body="Sample words. " * 200)})


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An agent that has a key; the public one comes back, and the private one is no file any more."""
    make_key(tmp_path / "key")
    socket = f"/tmp/daylight-agent-{os.getpid()}-{abs(hash(str(tmp_path)))}"
    running = subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.DEVNULL)
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", socket)
        for _ in range(100):
            if subprocess.run(["ssh-add", "-q", tmp_path / "key"], capture_output=True).returncode == 0:
                break
        (tmp_path / "key").unlink()
        yield tmp_path / "key.pub"
    finally:
        running.terminate()
        running.wait()
        Path(socket).unlink(missing_ok=True)


def go(content: Path, tmp_path: Path, now: str, name: str = "live", **more: Any) -> BuildResult:
    return publish(
        content=content, output=tmp_path / "out", now=now, site_url="https://example.org",
        more={"CACHE_PATH": str(tmp_path / "cache"), **more}, target=FolderTarget(path=tmp_path / "out", name=name),
    )  # fmt: skip


def test_every_file_of_a_publication_is_listed_and_the_list_holds(content: Path, tmp_path: Path):
    assert go(content, tmp_path, FIRST).exit_code == 0
    out = tmp_path / "out"
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=out, capture_output=True)
    assert done.returncode == 0, done
    listed = {line[66:] for line in (out / "SHA256SUMS").read_text().splitlines()}
    there = {str(f.relative_to(out)) for f in out.rglob("*") if f.is_file() and not f.name.startswith(".")}
    assert there - listed == {
        "SHA256SUMS",
        "_headers",
        "_nginx.conf",
        *(p for p in there if p.endswith((".gz", ".br"))),
    }
    page = (out / "verify/index.html").read_text()
    assert "sha256sum FILE" in page and "shasum -a 256 FILE" in page and "certutil -hashfile FILE SHA256" in page
    assert "allowed_signers" not in page


def test_a_signature_holds_with_what_the_page_says_to_type(content: Path, tmp_path: Path, agent: Path):
    assert go(content, tmp_path, FIRST, SIGNING_KEY=str(agent)).exit_code == 0
    out = tmp_path / "out"
    assert "-I example.org -n file -s SHA256SUMS.sig &lt; SHA256SUMS" in (out / "verify/index.html").read_text()
    command = "ssh-keygen -Y verify -f verify/allowed_signers -I example.org -n file -s SHA256SUMS.sig < SHA256SUMS"
    said = subprocess.run(["sh", "-c", command], cwd=out, capture_output=True, text=True)
    assert said.stdout.startswith('Good "file" signature for example.org')
    first = (out / "SHA256SUMS.sig").read_bytes()
    go(content, tmp_path, SECOND, SIGNING_KEY=str(agent))
    assert (out / "SHA256SUMS.sig").read_bytes() == first


def test_a_key_that_no_agent_holds_stops_before_anything_is_published(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    make_key(tmp_path / "key")
    (tmp_path / "key").rename(tmp_path / "away")
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    with pytest.raises(Refused) as refused:
        go(content, tmp_path, FIRST, SIGNING_KEY=str(tmp_path / "key.pub"))
    assert f"Fix: load the key into the agent: ssh-add {tmp_path / 'key'}" in str(refused.value)
    assert not (tmp_path / "out").exists() and not (content / "ledger.json").exists()


def test_a_private_key_is_refused_and_never_shown(tmp_path: Path):
    make_key(tmp_path / "key")
    with pytest.raises(SettingsError, match="is a private key") as refused:
        signing_key({"SIGNING_KEY": str(tmp_path / "key")})
    assert (tmp_path / "key").read_text().splitlines()[1] not in str(refused.value)
    with pytest.raises(SettingsError, match="No such file"):
        signing_key({"SIGNING_KEY": str(tmp_path / "none.pub")})


def test_twins_say_the_same_and_are_made_once(content: Path, tmp_path: Path):
    go(content, tmp_path, FIRST)
    out = tmp_path / "out"
    page = (out / "releases/2024/a/index.html").read_bytes()
    assert gzip.decompress((out / "releases/2024/a/index.html.gz").read_bytes()) == page
    assert brotli.decompress((out / "releases/2024/a/index.html.br").read_bytes()) == page
    before = {f: f.read_bytes() for f in out.rglob("*") if f.suffix in (".gz", ".br")}
    cache = {f: f.stat().st_mtime_ns for f in (tmp_path / "cache/compressed").iterdir()}
    go(content, tmp_path, SECOND)
    assert {f: f.read_bytes() for f in out.rglob("*") if f.suffix in (".gz", ".br")} == before
    assert {f: f.stat().st_mtime_ns for f in (tmp_path / "cache/compressed").iterdir()} == cache


def test_a_forged_twin_in_the_cache_is_made_anew(tmp_path: Path):
    text = "sample words " * 200
    for forged in (gzip.compress(b"forged"), b"no archive"):
        site = small_site(tmp_path / "site", {"index.html": text}, 1)
        manifest = read_manifest(site.folder)
        assert manifest
        with_twins(site.folder, manifest, tmp_path / "cache")
        right = (site.folder / "index.html.gz").read_bytes()
        for file in (tmp_path / "cache").iterdir():
            file.write_bytes(forged)
        with_twins(site.folder, manifest, tmp_path / "cache")
        assert (site.folder / "index.html.gz").read_bytes() == right
        assert brotli.decompress((site.folder / "index.html.br").read_bytes()) == text.encode()


def test_a_folder_without_a_name_gets_no_twins(content: Path, tmp_path: Path):
    go(content, tmp_path, FIRST, name="")
    assert not [f for f in (tmp_path / "out").rglob("*") if f.suffix in (".gz", ".br")]


def test_a_whole_live_site_is_verified_and_a_changed_file_is_named(content: Path, tmp_path: Path, agent: Path):
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    go(content, tmp_path, FIRST, SIGNING_KEY=str(agent))
    key = " ".join(agent.read_text().split()[:2])
    with nginx(tmp_path / "nginx", tmp_path / "out", f"include {tmp_path}/out/_nginx.conf; gzip_static on;") as url:
        looked = verify_site(url, key.replace("example.org", "127.0.0.1"), pause=lambda _: None)
        assert looked.is_whole, looked.text
        assert "signed by your key" in looked.text and "all match what was published" in looked.text
        (tmp_path / "out/robots.txt").write_text("forged")
        looked = verify_site(url, pause=lambda _: None)
        assert not looked.is_whole
        assert f"differs from what was published  {url}/robots.txt" in looked.text
        assert "signed by the key that the site names" in looked.text
        (tmp_path / "out/SHA256SUMS").write_text((tmp_path / "out/SHA256SUMS").read_text().replace("0", "1"))
        assert "is not by your key" in verify_site(url, key, pause=lambda _: None).text
        with pytest.raises(Refused, match="answers 404"):
            verify_site(f"{url}/nowhere")
