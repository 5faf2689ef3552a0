"""A site behind a small web server on this machine, as it would stand behind a real one."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route
from uvicorn import Config, Server

from plugins.desk.preview.answers import find, media_type
from plugins.hosting.policy import POLICY, Folders, headers_of
from tests.whole.crawler import Site


def folders_of(site: Path) -> Folders:
    """Those of a site's search pages and embeds."""
    searches = (file.parent for file in site.glob("**/search/index.html"))
    embeds = (folder for folder in site.glob("**/embed") if folder.is_dir())
    return Folders(
        searches=tuple(f"{folder.relative_to(site).as_posix()}/" for folder in searches),
        embeds=tuple(f"{folder.relative_to(site).as_posix()}/" for folder in embeds),
    )


@contextmanager
def serving(site: Site, policy: str = "") -> Iterator[str]:
    """The address of the home page, as long as it is served; under another policy where one is given."""
    folders = folders_of(site.folder)

    def answer(request: Request) -> Response:
        """As a web server in front of the output would, with the policy on every page."""
        path = request.path_params["path"]
        name = f"{path}index.html" if path.endswith("/") or not path else path
        file = find(site.folder, name)
        if file is None and find(site.folder, f"{path}/index.html"):
            return RedirectResponse(f"{request.url.path}/", 301)
        found = file or site.folder / "404.html"
        headers = {**headers_of(path, folders), **({POLICY: policy} if policy else {})}
        return FileResponse(found, 200 if file else 404, headers, media_type(name if file else found.name))

    app = Starlette(routes=[Route(f"{site.base}{{path:path}}", answer)])
    server = Server(Config(app, log_config=None, log_level="critical", lifespan="off", timeout_graceful_shutdown=1))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}{site.base}"
        finally:
            server.should_exit = True
            thread.join(timeout=5)
