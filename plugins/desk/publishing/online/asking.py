"""One request: bounded, polite, and never to a private address where that is not wanted."""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, urljoin, urlsplit

PATIENCE = 15
"""Seconds without an answer."""
LONGEST = 120
"""Seconds for one answer, however slowly it comes."""
KEPT = 2_000_000
"""Bytes of an answer that are kept; more are only added to its checksum."""
MOST = 2_000_000_000
AGENT = "Daylight (checks the site that it published)"


class Unreachable(Exception):
    """No answer; the text says why, without a full stop."""


class Private(Unreachable):
    """An address of a private network, which nobody may be sent to by a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    url: str
    status: int
    headers: Mapping[str, str]
    """By names in lower case."""
    body: bytes
    sha256: str
    size: int

    @property
    def leads_to(self) -> str:
        """Where a redirect leads, as a whole address; empty for any other answer."""
        place = self.headers.get("location", "")
        return urljoin(self.url, place) if self.status in (301, 302, 303, 307, 308) and place else ""


def ask(url: str, *, method: str = "GET", only_public: bool = False) -> Answer:
    """Ask once; redirects are not followed. Raises `Unreachable`, or `Private`."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if parts.scheme not in ("http", "https") or not host:
            raise Unreachable("it is not a web address")
        place = _resolve(host, port, only_public=only_public)
        connection = _connect(place, host, port, secure=parts.scheme == "https")
    except (OSError, ValueError) as error:
        raise Unreachable(_why(error)) from None
    try:
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Accept": "*/*", "Connection": "close"}
        connection.request(method, target, headers=headers)
        return _read(url, connection.getresponse())
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(_why(error)) from None
    finally:
        connection.close()


def follow(url: str, *, most: int = 5, only_public: bool = False) -> Answer:
    """The same, and on to where redirects lead, each looked at again."""
    for _ in range(most):
        answer = ask(url, only_public=only_public)
        if not answer.leads_to:
            return answer
        url = answer.leads_to
    raise Unreachable(f"more than {most} redirects")


def _resolve(host: str, port: int, *, only_public: bool) -> str:
    """The address to connect to: looked up once, so that it cannot be another one a moment later."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if only_public:
        for address in found:
            if not ipaddress.ip_address(address.partition("%")[0]).is_global:
                raise Private(f"{host} is a private address")
    return found[0]


def _connect(address: str, host: str, port: int, *, secure: bool) -> http.client.HTTPConnection:
    """A connection to that address, for that host."""
    sock: socket.socket = socket.create_connection((address, port), PATIENCE)
    if secure:
        sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(host, port, timeout=PATIENCE)
    connection.sock = sock
    return connection


def _read(url: str, response: http.client.HTTPResponse) -> Answer:
    summed, kept, size, start = sha256(), bytearray(), 0, time.monotonic()
    while part := response.read(65536):
        summed.update(part)
        size += len(part)
        if len(kept) < KEPT:
            kept += part
        if size > MOST or time.monotonic() - start > LONGEST:
            raise Unreachable("the answer is too long, or too slow")
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(
        url=url, status=response.status, headers=headers, body=bytes(kept), sha256=summed.hexdigest(), size=size
    )


def _why(error: Exception) -> str:
    if isinstance(error, Unreachable):
        return str(error)
    if isinstance(error, socket.gaierror):
        return "its host can't be found"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return str(getattr(error, "strerror", "") or error) or type(error).__name__
