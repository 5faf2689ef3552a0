"""The preview as a web server: which requests are allowed, and the headers of every response."""

import asyncio
import socket
import sys
from threading import Thread

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn import Config, Server

from plugins.desk.preview.listening import LOOPBACK
from plugins.desk.preview.routes import Shown, missing, routes
from plugins.hosting.policy import EMBED_POLICY, FRAMES, HEADERS, POLICY

ON_EVERY_ANSWER = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    **{name: value for name, value in HEADERS.items() if name != POLICY},
}
"""Unless the answer says otherwise: nothing is kept, no other site may use it, and the policy of the published site,
but for what would keep a browser's own tools from looking into the page."""
GRACE = 0.1
"""Seconds in which a request arrives from whoever was let in at the end."""
PATIENCE = 1
"""Seconds that answers have to come to their end when the server does."""


def application(shown: Shown) -> ASGIApp:
    """What answers a request: https://asgi.readthedocs.io."""
    app = Starlette(
        routes=routes(shown.base_path),
        middleware=[
            # Another name that leads here is an attack (DNS rebinding).
            Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"], www_redirect=False),
            Middleware(OwnFormsOnly),
        ],
        exception_handlers={404: missing, Exception: fault},
    )
    app.state.shown = shown
    return WithHeaders(app)


class OwnFormsOnly:
    """Refuses what a page of another site sends: browsers name that site in Origin, with all but GET and HEAD."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            headers = Headers(scope=scope)
            if headers.get("Origin") != f"http://{headers['Host']}":
                app = PlainTextResponse("This server accepts only what its own pages send.\n", 403)
        await app(scope, receive, send)


class WithHeaders:
    """Adds to every answer what `ON_EVERY_ANSWER` says. It wraps the rest, so that faults have it too."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ON_EVERY_ANSWER.items():
                    headers.setdefault(name, value)
                if headers.get(POLICY) == EMBED_POLICY:
                    del headers[FRAMES]
            await send(message)

        await self.app(scope, receive, send_with_headers)


async def fault(request: Request, error: Exception) -> Response:
    """A mistake of ours: the terminal says which, in a line, and the server goes on."""
    said = f"The preview could not answer {request.url.path}: {type(error).__name__}: {error}"
    print(said, file=sys.stderr, flush=True)
    return PlainTextResponse(f"{said}\n", 500)


class _Server(Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Nobody new is let in; whoever has just come in says what they want, and gets it."""
        for server in self.servers:
            server.close()
        await asyncio.sleep(GRACE)
        await super().shutdown(sockets)


class PreviewServer:
    """Answers in a thread of its own, from `start` to `close`; the socket stays open for whoever comes next."""

    def __init__(self, listener: socket.socket, shown: Shown):
        config = Config(
            application(shown),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,  # staff look at the report of the build: the terminal is kept free for it
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=60,
            timeout_graceful_shutdown=PATIENCE,
        )
        self._server = _Server(config)
        self._thread = Thread(target=self._server.run, kwargs={"sockets": [listener.dup()]}, name="server", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Close the announcer before, since open pages would be waited for."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(timeout=2 * PATIENCE)
