"""Every address of the preview, and what answers it. Pages of the preview's own belong below `/_preview/`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from plugins.desk.preview import looks
from plugins.desk.preview.answers import HTML, find, media_type
from plugins.desk.preview.reload import EVENTS_PATH, SCRIPT, SCRIPT_PATH, Announcer, with_script
from plugins.desk.preview.report import Report
from plugins.hosting.policy import EMBED_POLICY, FOR_EVER, MEDIA_TYPES, POLICY
from plugins.newsroom.library.addresses import embed_folder

NOTHING_YET = (
    b'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Nothing here</title>\n'
    b"<body>\n<h1>There is no page here</h1>\n"
    b"<p>If the site is still being built, it will appear by itself.</p>\n</body>\n"
)
"""Where the site has no 404.html, such as before its first build."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the preview shows; `request.app.state.shown` in every answer."""

    folder: Path
    announcer: Announcer
    base_path: str = "/"
    """The path of SITEURL, with a slash at both ends."""
    notice: str = ""
    """On every page."""
    report: Report = field(default_factory=lambda: Report(None))
    """What the last build found wrong."""
    email: Callable[[str], looks.Mail | None] | None = None
    """The e-mail of the release at an address; None where nobody makes any."""


def routes(base_path: str) -> list[Route]:
    """The first that fits an address answers it, so the site's own pages come last."""
    return [
        Route(EVENTS_PATH, events),
        Route(SCRIPT_PATH, script),
        Route("/_preview/preview.css", style),
        Route("/_preview/report/{page:path}", report),
        Route("/_preview/{look}/{page:path}", look),
        *([] if base_path == "/" else [Route("/", to_home)]),
        Route(f"{base_path}{{path:path}}", site),
    ]


async def events(request: Request) -> Response:
    """How each build went, as Server-Sent Events."""
    media = "text/event-stream"
    if request.method == "HEAD":
        return Response(media_type=media)
    return StreamingResponse(_shown(request).announcer.events(), media_type=media)


async def script(request: Request) -> Response:
    return FileResponse(SCRIPT, media_type=MEDIA_TYPES[".js"])


async def style(request: Request) -> Response:
    return FileResponse(looks.TEMPLATES / "preview.css", media_type=MEDIA_TYPES[".css"])


async def report(request: Request) -> Response:
    """What is wrong with a page, and elsewhere."""
    return JSONResponse(_shown(request).report.of_page(request.path_params["page"]))


async def look(request: Request) -> Response:
    """A page as others see it."""
    shown, page = _shown(request), request.path_params["page"]
    match request.path_params["look"]:
        case "feed":
            return HTMLResponse(looks.as_in_feed(shown.folder, shown.base_path, page))
        case "shared":
            return HTMLResponse(looks.as_shared(shown.folder, shown.base_path, page))
        case "email" if shown.email is not None:
            mail = await run_in_threadpool(shown.email, page)
            return HTMLResponse(looks.as_sent(mail, f"{shown.base_path}{page}"))
        case "phone":
            return HTMLResponse(looks.on_a_phone(shown.base_path, page))
    raise HTTPException(404)


async def to_home(request: Request) -> Response:
    return RedirectResponse(_shown(request).base_path, 301)


async def site(request: Request) -> Response:
    """A file of the site, as a web server would give it: a folder is its index, and no folder is listed.

    A page is read right here, which takes less time than to wake a thread for it.
    """
    shown = _shown(request)
    path = request.path_params["path"]
    version = shown.announcer.last_build.version  # before the file is read: a page may not be called too new
    name = f"{path}index.html" if path.endswith("/") or not path else path
    try:
        if file := find(shown.folder, name):
            instant = shown.announcer.instant_pages.get(name)
            if (kind := media_type(name)) == HTML:
                html = instant or file.read_bytes()
                return _embed(html) if embed_folder(name) else _page(shown, html, version)
            if instant:
                return Response(instant, media_type=kind)
            # The theme's names bear a checksum.
            keep = {"Cache-Control": FOR_EVER} if file.parent == shown.folder.resolve() / "theme" else None
            return FileResponse(file, headers=keep, media_type=kind, stat_result=file.stat())
    except OSError:  # a build has just taken it away
        raise HTTPException(404) from None
    if find(shown.folder, f"{path}/index.html"):
        query = request.url.query
        return RedirectResponse(f"{quote(request.url.path)}/{query and f'?{query}'}", 301)
    raise HTTPException(404)


async def missing(request: Request, _: Exception) -> Response:
    """The site's own page for an address that leads nowhere."""
    shown = _shown(request)
    version = shown.announcer.last_build.version
    path = request.path_params.get("path", "")
    if path and (problems := shown.report.unread_at(path)):
        return _page(shown, looks.unread(problems), version, 404)
    try:
        folder = str(request.path_params.get("path", "")).partition("/")[0]
        file = (find(shown.folder, f"{folder}/404.html") if folder else None) or find(shown.folder, "404.html")
        html = file.read_bytes() if file else NOTHING_YET
    except OSError:
        html = NOTHING_YET
    return _page(shown, html, version, 404)


def _page(shown: Shown, html: bytes, version: str, status: int = 200) -> Response:
    """A frame of the same server may show it, as at the width of a phone."""
    made = with_script(html, version=version, notice=shown.notice, base_path=shown.base_path)
    return HTMLResponse(made, status, headers={"X-Frame-Options": "SAMEORIGIN"})


def _embed(html: bytes) -> Response:
    """As it is published: without our script, and any site may frame it."""
    return HTMLResponse(html, headers={POLICY: EMBED_POLICY})


def _shown(request: Request) -> Shown:
    shown: Shown = request.app.state.shown
    return shown
