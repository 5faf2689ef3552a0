"""The site as readers get it, behind a real nginx: what is looked at after a publication, and `invoke live`."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from plugins.desk.building import BuildResult
from plugins.desk.publishing.online import after
from plugins.desk.publishing.online.addresses import check_addresses
from plugins.desk.publishing.online.asking import Private, Unreachable, ask, follow
from plugins.desk.publishing.publish import publish
from plugins.desk.publishing.targets.folder import FolderTarget
from plugins.desk.refusal import Refused
from tests.conftest import ContentMaker
from tests.desk.publishing.servers import nginx
from tests.desk.publishing.test_publish import FIRST, SECOND, release


@pytest.fixture
def content(make_content: ContentMaker) -> Path:
    return make_content({"releases/2024/a.md": release(more="tags: [Sample topic]\n")})


def go(content: Path, tmp_path: Path, now: str, url: str) -> BuildResult:
    return publish(
        content=content, output=tmp_path / "out", now=now, site_url="https://example.org",
        more={"CACHE_PATH": str(tmp_path / "cache")}, target=FolderTarget(path=tmp_path / "out", name="live", url=url),
    )  # fmt: skip


@pytest.fixture
def site(content: Path, tmp_path: Path) -> Iterator[str]:
    """Published twice, with an address that moved, and shown with the policy."""
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    go(content, tmp_path, FIRST, "")
    (content / "releases/2024/a.md").write_text(release(more="tags: [Sample topic]\nslug: better\n"))
    go(content, tmp_path, SECOND, "")
    with nginx(tmp_path / "nginx", tmp_path / "out", f"include {tmp_path}/out/_nginx.conf;") as url:
        yield url


def test_a_publication_that_readers_get_whole_says_so(site: str, content: Path, tmp_path: Path):
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
    done = go(content, tmp_path, "2024-05-03T12:00:00Z", site)
    assert done.exit_code == 0, done.text
    assert "Wrong" not in done.text and "does not send" not in done.text and "instead of 404" not in done.text
    assert done.text.endswith(f"\nChecked {site}: readers get what was published.")


def test_what_readers_do_not_get_is_said_and_a_way_back_is_offered(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(after, "TRIES", 1)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    with nginx(tmp_path / "nginx", tmp_path / "elsewhere", "autoindex on;") as url:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere/index.html").write_text("an old site")
        done = go(content, tmp_path, FIRST, url)
    assert done.exit_code == 1
    assert f"Wrong: {url}/ shows something other than what was published." in done.text
    assert f"Wrong: {url}/releases/2024/a/ answers 404." in done.text
    assert "Fix: look at it; if the new site must not stay like this, type invoke rollback --target live" in done.text
    assert "does not send Content-Security-Policy" in done.text
    assert "readers get what was published" not in done.text


def test_a_site_that_cannot_be_reached_is_a_warning(content: Path, tmp_path: Path):
    done = go(content, tmp_path, FIRST, "http://127.0.0.1:9")
    assert done.exit_code == 0
    assert "The site was not checked: http://127.0.0.1:9 can't be reached (Connection refused)." in done.text


def test_a_file_that_is_held_is_found_in_the_list_of_files_and_never_asked_for(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (content / "releases/2024/secret-plan.md").write_text(release("tag:x,2024:s", "Held", "status: draft\n"))
    real = FolderTarget.listing
    monkeypatch.setattr(
        FolderTarget, "listing", lambda self: (real(self) or frozenset()) | {"releases/2024/secret-plan/index.html"}
    )
    done = go(content, tmp_path, FIRST, "")
    assert done.exit_code == 1
    assert "has releases/2024/secret-plan/index.html, which is not yet public" in done.text


def test_every_address_that_was_ever_published_is_asked_for(site: str, content: Path, tmp_path: Path):
    waits: list[float] = []
    looked = check_addresses(content, site, pause=waits.append)
    assert looked.is_whole, looked.text
    assert "addresses that were ever published: all answer." in looked.text
    assert set(waits) == {0.1} and len(waits) > 10
    (tmp_path / "out/releases/2024/better/index.html").unlink()
    looked = check_addresses(content, f"{site}/", pause=waits.append)
    assert not looked.is_whole
    assert f"{site}/releases/2024/better/" in looked.text and "2 do not answer" in looked.text


def test_a_site_that_is_away_is_not_asked_for_ever(content: Path, tmp_path: Path):
    with pytest.raises(Refused, match="it has no ledger"):
        check_addresses(content, "http://127.0.0.1:9")
    go(content, tmp_path, FIRST, "")
    looked = check_addresses(content, "http://127.0.0.1:9", pause=lambda _: None)
    assert "no longer answers" in looked.text
    with pytest.raises(Refused, match="is not a web address"):
        check_addresses(content, "example.org")


def test_links_to_other_sites_are_asked_for_and_private_ones_never(content: Path, tmp_path: Path):
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    other = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    private = f"http://127.1:{other.server_port}/inside"
    (content / "releases/2024/a.md").write_text(release(body=f"See [the sample]({private})."))
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    go(content, tmp_path, FIRST, "")
    with nginx(tmp_path / "nginx", tmp_path / "out", f"include {tmp_path}/out/_nginx.conf;") as url:
        looked = check_addresses(content, url, external=True, pause=lambda _: None)
    other.shutdown()
    assert looked.is_whole
    assert "127.1 is a private address: not asked" in looked.text
    assert asked == []


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/x"])
def test_private_addresses_are_refused(url: str):
    with pytest.raises(Private):
        ask(url, only_public=True)


def test_a_redirect_that_goes_round_ends():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", self.path)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    round_and_round = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=round_and_round.serve_forever, daemon=True).start()
    with pytest.raises(Unreachable, match="redirects"):
        follow(f"http://127.0.0.1:{round_and_round.server_port}/")
    round_and_round.shutdown()
