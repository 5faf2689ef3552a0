"""The preview over real HTTP."""

import http.client
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.desk.preview.listening import listen
from plugins.desk.preview.reload import SCRIPT, Announcer, LastBuild
from plugins.desk.preview.routes import Shown
from plugins.desk.preview.web import PreviewServer

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
    server = PreviewServer(listener, Shown(folder, announcer, base_path, notice))
    server.start()
    yield Preview(folder, listener.getsockname()[1], announcer)
    announcer.close()
    server.close()
    listener.close()


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
    assert dict(head.headers) == {**dict(got.headers), "date": head.headers["Date"]}
    assert int(head.headers["Content-Length"]) == len(got.body)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/_reload", "/_reload.js"])
def test_nothing_else_than_get_and_head_is_answered(preview: Preview, method: str, path: str):
    refused = preview.ask(path, method, Origin=f"http://127.0.0.1:{preview.port}")
    assert (refused.status, {*refused.headers["Allow"].split(", ")}) == (405, {"GET", "HEAD"})


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", ""])
def test_what_a_page_of_another_site_sends_is_refused(preview: Preview, origin: str):
    refused = preview.ask("/", "POST", Origin=origin)
    assert refused.status == 403
    assert refused.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:80", "localhost.evil", "0.0.0.0", "", "[::1]x", "127.0.0.1@evil"]
)
def test_another_name_for_this_computer_is_refused(preview: Preview, host: str):
    for path in ("/", "/_reload", "/_reload.js", "/nowhere/"):
        refused = preview.ask(path, Host=host)
        assert refused.status == 400
        assert b"<h1>" not in refused.body


def test_two_names_at_once_are_refused(preview: Preview):
    head = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert said(preview, head).startswith(b"HTTP/1.1 400 ")


def said(preview: Preview, request: str) -> bytes:
    """All that comes back, as no client of HTTP would ask for it."""
    with socket.create_connection(("127.0.0.1", preview.port), timeout=10) as connection:
        connection.sendall(request.encode())
        with connection.makefile("rb") as answer:
            return answer.read()


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/releases/../../secret.txt",
        "/out.txt",
        "//memo.pdf",
        "//evil.example/releases",
        "/memo.pdf/",
        "/index.html/x",
        "/memo.pdf%00",
        "/memo.pdf%0d%0aX: y",
        "/%ff",
        "/releases//",
        "http://127.0.0.1/secret.txt",
        "*",
    ],
)
def test_no_address_leads_outside_or_has_a_second_spelling(preview: Preview, target: str):
    (preview.folder.parent / "secret.txt").write_text("secret")
    (preview.folder / "out.txt").symlink_to(preview.folder.parent / "secret.txt")
    answer = said(preview, f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert answer.split()[1] in (b"400", b"404")
    assert b"secret" not in answer


def test_an_offer_of_another_protocol_is_answered_as_http(preview: Preview):
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "eA==",
    }
    assert preview.ask("/a.txt", **upgrade).status == 200


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


@pytest.mark.parametrize(
    ("wanted", "status", "body"),
    [
        ("bytes=0-3", 206, PDF[:4]),
        (f"bytes={len(PDF) - 3}-", 206, PDF[-3:]),
        (f"bytes=2-{len(PDF) + 99}", 206, PDF[2:]),
        (f"bytes=-{len(PDF) + 99}", 206, PDF),
        ("bytes=-0", 416, b""),
        ("bytes=0-,5-9", 206, None),
    ],
)
def test_a_part_is_read_as_rfc_9110_says(preview: Preview, wanted: str, status: int, body: bytes | None):
    part = preview.ask("/memo.pdf", Range=wanted)
    assert part.status == status
    assert body is None or part.body == body


@pytest.mark.parametrize("wanted", ["bytes=3-2", "bytes=-", "bytes=a-b", "items=0-1", "x", f"bytes=0-{'9' * 5000}"])
def test_a_part_that_is_not_understood_is_no_fault(preview: Preview, wanted: str):
    assert preview.ask("/memo.pdf", Range=wanted).status in (200, 206, 400)


def test_a_part_of_an_older_file_is_answered_with_the_whole(preview: Preview):
    assert preview.ask("/memo.pdf", Range="bytes=0-1", If_Range='"old"').status == 200
    tag = preview.ask("/memo.pdf").headers["ETag"]
    assert preview.ask("/memo.pdf", Range="bytes=0-1", If_Range=tag).status == 206
    (preview.folder / "memo.pdf").write_bytes(PDF[1:])
    assert preview.ask("/memo.pdf", Range="bytes=0-1", If_Range=tag).status == 200


def test_a_page_that_was_drawn_at_once_takes_the_place_of_its_file(preview: Preview):
    preview.announcer.instant_pages = {"releases/index.html": b"<body>Now</body>", "a.txt": b"now"}
    assert b"Now" in preview.ask("/releases/").body
    assert b"/_reload.js" in preview.ask("/releases/").body
    text = preview.ask("/a.txt")
    assert (text.body, text.headers["Content-Type"]) == (b"now", "text/plain; charset=utf-8")


def test_a_fault_of_ours_is_one_line_in_the_terminal_and_the_server_goes_on(preview: Preview, monkeypatch, capsys):
    def failing(*_: object) -> None:
        raise ValueError("a fault")

    monkeypatch.setattr("plugins.desk.preview.routes.find", failing)
    answer = preview.ask("/a.txt")
    assert (answer.status, answer.headers["Cache-Control"]) == (500, "no-store")
    monkeypatch.undo()
    assert preview.ask("/a.txt").status == 200
    printed = capsys.readouterr()
    assert printed.out + printed.err == "The preview could not answer /a.txt: ValueError: a fault\n"


def test_a_file_that_is_taken_away_while_it_is_looked_for_is_a_404(preview: Preview, monkeypatch):
    monkeypatch.setattr("plugins.desk.preview.routes.find", lambda folder, name: folder / "gone" / name)
    assert preview.ask("/a.txt").status == 404
    assert preview.ask("/").status == 404


def test_the_path_of_siteurl_is_kept(folder: Path):
    for preview in preview_of(folder, base_path="/site/"):
        assert preview.ask("/site/").status == 200
        assert preview.ask("/").headers["Location"] == "/site/"
        assert preview.ask("/site").headers["Location"].endswith(f":{preview.port}/site/")
        assert preview.ask("/site/releases").headers["Location"] == "/site/releases/"
        assert preview.ask("/sitereleases/").status == 404
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


def test_an_open_page_keeps_no_server_from_ending(folder: Path):
    previews = preview_of(folder)
    preview = next(previews)
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=10)
    connection.request("GET", "/_reload")
    assert connection.getresponse().readline() == b"retry: 500\n"
    start = time.monotonic()
    assert list(previews) == []
    assert time.monotonic() - start < 2
    connection.close()


def test_a_page_that_was_closed_is_forgotten(preview: Preview):
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=10)
    connection.request("GET", "/_reload")
    connection.getresponse().readline()
    assert len(preview.announcer._followers) == 1
    connection.close()
    deadline = time.monotonic() + 10
    while preview.announcer._followers:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_hundred_pages_may_be_open(preview: Preview):
    connections = [http.client.HTTPConnection("127.0.0.1", preview.port, timeout=10) for _ in range(100)]
    for connection in connections:
        connection.request("GET", "/_reload")
        connection.getresponse().readline()
    assert preview.ask("/").status == 200
    for connection in connections:
        connection.close()
