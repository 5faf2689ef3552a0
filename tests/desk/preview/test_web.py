"""The preview over real HTTP."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.desk.preview.reload import SCRIPT, Announcer, LastBuild
from plugins.desk.preview.web import PreviewServer, listen

PDF = bytes(range(256)) * 1000


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Preview:
    folder: Path
    port: int
    announcer: Announcer

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True)
            for name, value in {"Host": f"127.0.0.1:{self.port}", **headers}.items():
                if value:
                    connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()


def preview_of(folder: Path, *, base_path: str = "/", notice: str = "") -> Iterator[Preview]:
    announcer = Announcer()
    listener = listen(0)
    server = PreviewServer(listener, folder, base_path, announcer, notice)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield Preview(folder, listener.getsockname()[1], announcer)
    announcer.close()
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "index.html": "<body><h1>Home</h1></body>",
        "404.html": "<body><h1>Nothing at this address</h1></body>",
        "releases/index.html": "<body>Releases</body>",
        "feeds/all.json": "{}",
        "a.txt": "é",
        ".daylight.json": "{}",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "memo.pdf").write_bytes(PDF)
    return tmp_path


@pytest.fixture
def preview(folder: Path) -> Iterator[Preview]:
    yield from preview_of(folder)


def test_a_page_comes_with_the_script_and_the_file_stays_as_it_was_built(preview: Preview):
    preview.announcer.announce(LastBuild("17"))
    page = preview.ask("/")
    assert page.status == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b'<h1>Home</h1><script src="/_reload.js" data-version="17"' in page.body
    assert (preview.folder / "index.html").read_text() == "<body><h1>Home</h1></body>"
    assert preview.ask("/_reload.js").body == SCRIPT.read_bytes()


def test_a_browser_keeps_what_the_theme_names_by_a_checksum(preview: Preview):
    (preview.folder / "theme").mkdir()
    (preview.folder / "theme/style.0123.css").write_text("p {}")
    assert preview.ask("/theme/style.0123.css").headers["Cache-Control"].endswith("immutable")
    assert preview.ask("/theme/style.4567.css").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/a.txt", "/memo.pdf", "/nowhere/", "/releases", "/_reload.js"])
def test_nothing_is_kept_by_the_browser_and_nothing_is_open_to_other_sites(preview: Preview, path: str):
    headers = preview.ask(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


def test_a_missing_page_is_the_sites_own_404(preview: Preview):
    page = preview.ask("/nowhere/at/all/")
    assert page.status == 404
    assert b"Nothing at this address" in page.body
    assert b"/_reload.js" in page.body


def test_before_the_first_build_a_page_waits_for_it(preview: Preview):
    (preview.folder / "404.html").unlink()
    page = preview.ask("/nowhere/")
    assert page.status == 404
    assert b"/_reload.js" in page.body


def test_hidden_files_are_not_there(preview: Preview):
    assert preview.ask("/.daylight.json").status == 404
    assert preview.ask("/%2edaylight.json").status == 404


def test_a_folder_is_sent_to_its_slash(preview: Preview):
    moved = preview.ask("/releases?a=1")
    assert (moved.status, moved.headers["Location"]) == (301, "/releases/?a=1")


@pytest.mark.parametrize("path", ["/", "/a.txt", "/memo.pdf", "/nowhere/", "/releases"])
def test_head_says_what_get_says_without_the_body(preview: Preview, path: str):
    got, head = preview.ask(path), preview.ask(path, "HEAD")
    assert head.body == b""
    assert head.status == got.status
    assert dict(head.headers) == {**dict(got.headers), "Date": head.headers["Date"]}
    assert int(head.headers["Content-Length"]) == len(got.body)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_else_than_get_and_head_is_answered(preview: Preview, method: str):
    refused = preview.ask("/", method)
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:80", "localhost.evil", "0.0.0.0", "", "[::1]x"]
)
def test_another_name_for_this_computer_is_refused(preview: Preview, host: str):
    refused = preview.ask("/", Host=host)
    assert refused.status == 421
    assert b"Home" not in refused.body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:9999"])
def test_its_own_name_is_answered_behind_any_port(preview: Preview, host: str):
    assert preview.ask("/", Host=host).status == 200


def test_it_listens_on_the_loopback_interface_alone(preview: Preview):
    with socket.socket() as other:
        other.settimeout(2)
        with pytest.raises(OSError):
            other.connect(("127.0.0.2", preview.port))


def test_a_pdf_comes_whole_and_in_parts(preview: Preview):
    whole = preview.ask("/memo.pdf")
    assert (whole.status, whole.body, whole.headers["Accept-Ranges"]) == (200, PDF, "bytes")
    part = preview.ask("/memo.pdf", Range="bytes=1000-1999")
    assert (part.status, part.body) == (206, PDF[1000:2000])
    assert part.headers["Content-Range"] == f"bytes 1000-1999/{len(PDF)}"
    assert part.headers["Content-Type"] == "application/pdf"
    last = preview.ask("/memo.pdf", Range="bytes=-10")
    assert (last.status, last.body) == (206, PDF[-10:])


def test_a_part_that_is_not_there_is_416(preview: Preview):
    refused = preview.ask("/memo.pdf", Range=f"bytes={len(PDF)}-")
    assert (refused.status, refused.headers["Content-Range"]) == (416, f"bytes */{len(PDF)}")


def test_a_part_of_an_older_file_is_answered_with_the_whole(preview: Preview):
    assert preview.ask("/memo.pdf", Range="bytes=0-1", If_Range='"old"').status == 200


def test_the_path_of_siteurl_is_kept(folder: Path):
    for preview in preview_of(folder, base_path="/site/"):
        assert preview.ask("/site/").status == 200
        assert preview.ask("/").headers["Location"] == "/site/"
        assert preview.ask("/releases/").status == 404
        assert b"Nothing at this address" in preview.ask("/releases/").body


def test_a_preview_of_held_items_says_so_on_every_page(folder: Path):
    for preview in preview_of(folder, notice="With drafts"):
        assert b'data-notice="With drafts"' in preview.ask("/").body


def test_an_open_page_is_told_of_each_build(preview: Preview):
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=10)
    connection.request("GET", "/_reload")
    response = connection.getresponse()
    assert response.headers["Content-Type"].startswith("text/event-stream")

    def event() -> dict[str, str]:
        while not (line := response.readline()).startswith(b"data: "):
            assert line
        return json.loads(line.removeprefix(b"data: "))

    assert event() == {"version": "", "problem": ""}
    preview.announcer.announce(LastBuild("1"))
    assert event() == {"version": "1", "problem": ""}
    preview.announcer.announce(LastBuild("1", "a.md:4: no title\n  Fix: write one"))
    assert event() == {"version": "1", "problem": "a.md:4: no title\n  Fix: write one"}
    connection.close()


def test_a_port_that_is_taken_is_told_with_its_fix():
    with listen(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is taken.*\n  Fix: .*invoke serve --port {port + 1}"):
            listen(port)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_number_that_is_no_port_is_told_alike(port: int):
    with pytest.raises(SystemExit, match="invoke serve --port 8000"):
        listen(port)
