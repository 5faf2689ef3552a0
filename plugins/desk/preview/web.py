"""Serve a folder on this computer alone, as a web server would serve it, with our script in its pages."""

import os
import re
import shutil
import socket
import socketserver
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import BinaryIO

from plugins.desk.preview.answers import HTML, Found, Moved, answer, byte_range
from plugins.desk.preview.reload import EVENTS_PATH, SCRIPT, SCRIPT_PATH, Announcer, with_script
from plugins.hosting.policy import FOR_EVER, HEADERS, MEDIA_TYPES

LOOPBACK = "127.0.0.1"
OWN_NAMES = re.compile(r"(127\.0\.0\.1|localhost)(:[0-9]{1,5})?", re.IGNORECASE)
NOTHING_YET = (
    b'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Nothing here</title>\n'
    b"<body>\n<h1>There is no page here</h1>\n"
    b"<p>If the site is still being built, it will appear by itself.</p>\n</body>\n"
)
"""Where the site has no 404.html, such as before its first build."""
PREVIEW_HEADERS = {name: value for name, value in HEADERS.items() if name != "Content-Security-Policy"}
"""The policy of the published site, but for what would keep a browser's own tools from looking into the page."""
PATIENCE = 15.0
"""Seconds between two signs of life to an open page, which find out whether it still is open."""


def listen(port: int) -> socket.socket:
    """A listening socket on the loopback interface; port 0 takes any that is free. Raises `SystemExit`."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let two servers have one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(64)
    except (OSError, OverflowError):
        listener.close()
        other = port + 1 if 1024 <= port < 65535 else 8000
        raise SystemExit(
            f"Port {port} is taken or not allowed.\n  Fix: close the other server, or type: invoke serve --port {other}"
        ) from None
    return listener


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server: "PreviewServer"
    protocol_version = "HTTP/1.1"
    server_version = "Daylight"
    sys_version = ""
    timeout = 60

    keeps = "no-store"
    """What a browser may keep of this answer."""

    def do_GET(self) -> None:
        self.keeps = "no-store"
        if not self._is_for_us():
            self._say(HTTPStatus.MISDIRECTED_REQUEST, "This server answers only to this computer's own name.\n")
        elif self.path == EVENTS_PATH:
            self._send_events()
        elif self.path.partition("?")[0] == SCRIPT_PATH:
            self._send_bytes(SCRIPT.read_bytes(), MEDIA_TYPES[".js"])
        else:
            self._send_answer()

    do_HEAD = do_GET

    def refuse(self) -> None:
        self.close_connection = True
        self._say(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD.\n", Allow="GET, HEAD", Connection="close")

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = refuse

    def _is_for_us(self) -> bool:
        """Whether the browser meant this server: another name that leads here is an attack (DNS rebinding)."""
        hosts = self.headers.get_all("Host") or []
        return len(hosts) == 1 and OWN_NAMES.fullmatch(hosts[0].strip()) is not None

    def _send_answer(self) -> None:
        version = self.server.announcer.last_build.version  # before the file is read: a page may not be called too new
        found = answer(self.server.folder, self.server.base_path, self.path)
        if isinstance(found, Moved):
            self._say(HTTPStatus.MOVED_PERMANENTLY, "", Location=found.location)
            return
        if isinstance(found, Found) and (seen := self.server.shown_at_once.get(found.file)) is not None:
            if found.media_type == HTML:
                self._send_page(seen, version)
            else:
                self._send_bytes(seen, found.media_type)
            return
        with _opened(found) as source:
            if found is None or source is None:
                self._send_page(self._missing(), version, HTTPStatus.NOT_FOUND)
            elif found.media_type == HTML:
                self._send_page(source.read(), version)
            else:
                if found.file.parent == self.server.folder / "theme":  # its names bear a checksum
                    self.keeps = FOR_EVER
                self._send_file(source, found.media_type)

    def _missing(self) -> bytes:
        """The site's own page for an address that leads nowhere."""
        found = answer(self.server.folder, "/", "/404.html")
        with _opened(found) as source:
            return source.read() if source else NOTHING_YET

    def _send_page(self, html: bytes, version: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send_bytes(with_script(html, version=version, notice=self.server.notice), HTML, status)

    def _send_file(self, source: BinaryIO, media_type: str) -> None:
        size = os.fstat(source.fileno()).st_size
        # There are no validators here, so no If-Range can hold.
        header = "" if "If-Range" in self.headers else self.headers.get("Range", "")
        part = byte_range(header, size)
        if part is None:
            self._start(HTTPStatus.OK, media_type, size, {"Accept-Ranges": "bytes"})
            if self.command == "GET":
                shutil.copyfileobj(source, self.wfile)
        elif not part:
            self._say(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "", **{"Content-Range": f"bytes */{size}"})
        else:
            where = {"Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}"}
            self._start(HTTPStatus.PARTIAL_CONTENT, media_type, len(part), where)
            if self.command == "GET":
                self._copy(source, part)

    def _copy(self, source: BinaryIO, part: range) -> None:
        source.seek(part.start)
        left = len(part)
        while left and (chunk := source.read(min(left, 65536))):
            self.wfile.write(chunk)
            left -= len(chunk)

    def _send_events(self) -> None:
        self.close_connection = True
        self._start(HTTPStatus.OK, "text/event-stream; charset=utf-8", None, {"Connection": "close"})
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 500\n\n")
        known = None
        while (last_build := self.server.announcer.next(known, patience=PATIENCE)) is not None:
            self.wfile.write(b": still here\n\n" if last_build is known else last_build.event())
            known = last_build

    def _say(self, status: HTTPStatus, text: str, **headers: str) -> None:
        self._send_bytes(text.encode(), MEDIA_TYPES[".txt"], status, headers)

    def _send_bytes(
        self, data: bytes, media_type: str, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
    ) -> None:
        self._start(status, media_type, len(data), headers or {})
        if self.command != "HEAD":
            self.wfile.write(data)

    def _start(self, status: HTTPStatus, media_type: str, size: int | None, headers: dict[str, str]) -> None:
        """Send the head of an answer. No other site may use it."""
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        if size is not None:
            self.send_header("Content-Length", str(size))
        self.send_header("Cache-Control", self.keeps)
        for name, value in PREVIEW_HEADERS.items():
            self.send_header(name, value)
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Staff look at the report of the build: the terminal is kept free for it."""


@contextmanager
def _opened(found: Found | Moved | None) -> Iterator[BinaryIO | None]:
    """The file, open; None where there is none, or a build has just taken it away."""
    try:
        source = found.file.open("rb") if isinstance(found, Found) else None
    except OSError:
        source = None
    if source is None:
        yield None
    else:
        with source:
            yield source


class PreviewServer(socketserver.ThreadingTCPServer):
    """One thread a connection, since an open page keeps one."""

    daemon_threads = True

    def __init__(self, listener: socket.socket, folder: Path, base_path: str, announcer: Announcer, notice: str):
        super().__init__(listener.getsockname(), Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.folder = folder
        self.base_path = base_path
        self.announcer = announcer
        self.notice = notice
        self.shown_at_once: Mapping[Path, bytes] = {}
        """Pages as the build that is at work will write them."""

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no error."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]
