"""A site behind a small web server on this machine, as it would stand behind a real one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from plugins.desk.preview.answers import Moved, answer, media_type
from plugins.hosting.policy import HEADERS
from tests.whole.crawler import Site


@contextmanager
def serving(site: Site) -> Iterator[str]:
    """The address of the home page, as long as it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{site.base}"
    finally:
        server.shutdown()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers as a web server in front of the output would, with the policy on every page."""

    def __init__(self, site: Site, *arguments: Any) -> None:
        self.site = site
        super().__init__(*arguments)

    def do_GET(self) -> None:
        found = answer(self.site.folder, self.site.base, self.path)
        if isinstance(found, Moved):
            self.send_response(301)
            self.send_header("Location", found.location)
            self.end_headers()
            return
        self.send_response(200 if found else 404)
        file = found.file if found else self.site.folder / "404.html"
        self.send_header("Content-Type", media_type([file.name]))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):  # the browser went elsewhere
            self.wfile.write(file.read_bytes())

    def log_message(self, format: str, *arguments: object) -> None:
        pass
