"""The headers of every response: the one policy from which the files for each web server are made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_PAGES = MappingProxyType(
    {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "media-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
    }
)
_SEARCH = MappingProxyType({"script-src": "'self' 'wasm-unsafe-eval'", "connect-src": "'self'"})
_EMBED = MappingProxyType({"frame-ancestors": "*"})
POLICY = "Content-Security-Policy"
FRAMES = "X-Frame-Options"


def _policy(*parts: Mapping[str, str]) -> str:
    joined = {name: value for part in parts for name, value in part.items()}
    return "; ".join(f"{name} {value}" for name, value in joined.items())


CONTENT_SECURITY_POLICY = _policy(_PAGES)
"""Everything that a page needs, and nothing else: no script, no inline code, no other host (CSP Level 3)."""
SEARCH_POLICY = _policy(_PAGES, _SEARCH)
"""That of search pages: their script and the index, from the site itself; Pagefind's program is WebAssembly."""
EMBED_POLICY = _policy(_PAGES, _EMBED)
"""That of embeds: any site may show them in a frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Folders below the output with a policy of their own, each with a slash at its end."""

    searches: tuple[str, ...] = ()
    """`search/`, `es/search/`."""
    embeds: tuple[str, ...] = ()
    """`embed/`, `es/embed/`."""


NO_FOLDERS = Folders()


def headers_of(path: str, folders: Folders) -> dict[str, str]:
    """All headers of a file, by its path below the output."""
    return {**EVERYWHERE, **varying_headers(path, folders)}


def varying_headers(path: str, folders: Folders) -> dict[str, str]:
    """Those that are not the same for every file."""
    if path.startswith(folders.embeds):
        return {POLICY: EMBED_POLICY}
    policy = SEARCH_POLICY if path.startswith(folders.searches) else CONTENT_SECURITY_POLICY
    return {POLICY: policy, FRAMES: HEADERS[FRAMES]}


def rules_of(files: Iterable[str], folders: Folders) -> dict[str, dict[str, str]]:
    """Patterns of addresses below the home page, and the headers that vary; no address fits two of them.

    `files` are paths below the output, such as `es/search/index.html`: where all are under one policy, one rule does.
    """
    special = (*folders.searches, *folders.embeds)
    if not special:
        return {"*": varying_headers("", folders)}
    patterns = {_pattern(file, special): file for file in files}
    return {pattern: varying_headers(file, folders) for pattern, file in sorted(patterns.items())}


def _pattern(file: str, special: tuple[str, ...]) -> str:
    """The largest folder with this file in which there is one policy, else its own address."""
    parts = file.split("/")
    for depth in range(1, len(parts)):
        folder = "/".join(parts[:depth]) + "/"
        if folder.startswith(special) or not any(other.startswith(folder) for other in special):
            return f"{folder}*"
    return file.removesuffix("index.html")


HEADERS = MappingProxyType(
    {
        POLICY: CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        FRAMES: "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)
"""On every response, errors included. `frame-ancestors` is for current browsers, `X-Frame-Options` for older ones."""
VARYING = (POLICY, FRAMES)
EVERYWHERE = MappingProxyType({name: value for name, value in HEADERS.items() if name not in VARYING})
"""Those that are the same for every file."""

ALWAYS_ASK = "no-cache"
"""Cache, but revalidate: a correction shows at once, and an unchanged page costs no download."""
FOR_EVER = "public, max-age=31536000, immutable"
"""For the theme's files, whose names change with their bytes."""

MEDIA_TYPES = {
    ".atom.xml": "application/atom+xml; charset=utf-8",
    ".rss.xml": "application/rss+xml; charset=utf-8",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".pagefind": "application/octet-stream",
    ".pdf": "application/pdf",
    ".pf_filter": "application/octet-stream",
    ".pf_fragment": "application/octet-stream",
    ".pf_index": "application/octet-stream",
    ".pf_meta": "application/octet-stream",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}
"""File types by extension; the longest matching extension wins."""
FEED_ENDINGS = (".rss.xml", ".atom.xml")
"""Extensions of two parts, which no server knows by itself."""
