"""The policy and the redirects, in the syntax of each web server."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.hosting.policy import (
    ALWAYS_ASK,
    EVERYWHERE,
    FOR_EVER,
    HEADERS,
    MEDIA_TYPES,
    NO_FOLDERS,
    VARYING,
    Folders,
    headers_of,
    rules_of,
    varying_headers,
)
from plugins.hosting.redirects import Redirect

HEADERS_FILE, REDIRECTS_FILE, NGINX_FILE, APACHE_FILE = "_headers", "_redirects", "_nginx.conf", ".htaccess"
"""Below the output; they are not part of the site, and the servers that read them do not serve them."""
_BINARY = ("image/", "application/pdf", "application/zip", "application/wasm", "font/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """What a web server must know about the site."""

    home_url: str
    """`/`, or the path of SITEURL with a trailing slash."""
    redirects: tuple[Redirect, ...]
    languages: tuple[str, ...] = ()
    """Folders that have a page of their own for what is not there: `es/`."""
    files: tuple[str, ...] = ()
    """Paths below the output, at least one in every folder."""
    folders: Folders = NO_FOLDERS
    """Those with a policy of their own."""


def _apache_varying(varying: Mapping[str, str]) -> Iterator[str]:
    """Only what is not the same as in the headers of every file."""
    for name in VARYING:
        if name not in varying:
            yield f"    Header always unset {name}"
        elif varying[name] != HEADERS[name]:
            yield f'    Header always set {name} "{varying[name]}"'


def headers_file(hosting: Hosting) -> bytes:
    """`_headers`, as Netlify and Cloudflare Pages read it.

    If several rules match, both hosts join their values: so no header is in two rules that can overlap.
    """
    home = hosting.home_url
    rules: dict[str, Mapping[str, str]] = {f"{home}*": EVERYWHERE, f"{home}theme/*": {"Cache-Control": FOR_EVER}}
    for pattern, varying in rules_of(hosting.files, hosting.folders).items():
        rules[f"{home}{pattern}"] = {**rules.get(f"{home}{pattern}", {}), **varying}
    lines = (line for path, headers in rules.items() for line in (path, *(f"  {n}: {v}" for n, v in headers.items())))
    return _text(lines)


def redirects_file(hosting: Hosting) -> bytes:
    """`_redirects`, as Netlify and Cloudflare Pages read it."""
    return _text(f"{redirect.former} {redirect.current} 301" for redirect in hosting.redirects)


def nginx_file(hosting: Hosting) -> bytes:
    """Lines for a `server` block: `include …/_nginx.conf;`.

    An `add_header` in a location drops those around it, so each location says all of them.
    """
    home = hosting.home_url
    return _text(
        (
            "# Made by Daylight: include this in the server block of the site, after its root.",
            "index index.html;",
            "charset utf-8;",
            "charset_types text/plain text/css text/xml text/csv application/xml application/rss+xml"
            " application/atom+xml application/json application/feed+json text/x-opml;",
            "absolute_redirect off;",
            f"error_page 404 {home}404.html;",
            *_nginx_headers({**HEADERS, "Cache-Control": ALWAYS_ASK}),
            *(
                line
                for folder in hosting.languages
                for line in _nginx_location(f"{home}{folder}", (f"error_page 404 {home}{folder}404.html;",))
            ),
            *(
                line
                for folder in (*hosting.folders.searches, *hosting.folders.embeds)
                for line in _nginx_location(
                    f"^~ {home}{folder}",
                    (
                        *_nginx_headers({**headers_of(folder, hosting.folders), "Cache-Control": ALWAYS_ASK}),
                        *(
                            f"error_page 404 {home}{lang}404.html;"
                            for lang in hosting.languages
                            if folder.startswith(lang)
                        ),
                    ),
                )
            ),
            *_nginx_location(f"^~ {home}theme/", (*_nginx_headers(HEADERS), f'add_header Cache-Control "{FOR_EVER}";')),
            *(
                line
                for ending, kind in MEDIA_TYPES.items()
                if ending in (".rss.xml", ".atom.xml", ".opml", ".zip")
                for line in _nginx_location(
                    f"~ {ending.replace('.', '[.]')}$",
                    (
                        f"types {{ }} default_type {kind.partition(';')[0]};",
                        *_nginx_headers({**HEADERS, "Cache-Control": ALWAYS_ASK}),
                    ),
                )
            ),
            *_nginx_location(f"~ ^{home}(_headers|_redirects|_nginx[.]conf)$", ("return 404;",)),
            *_nginx_location("~ /[.](?!well-known/)", ("return 404;",)),
            *(f'location = "{r.former}" {{ return 301 "{r.current}"; }}' for r in hosting.redirects),
        )
    )


def _nginx_location(match: str, lines: tuple[str, ...]) -> Iterator[str]:
    yield f"location {match} {{"
    yield from (f"  {line}" for line in lines)
    yield "}"


def _nginx_headers(headers: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f'add_header {name} "{value}" always;' for name, value in headers.items())


def apache_file(hosting: Hosting) -> bytes:
    """`.htaccess`, for Apache 2.4 with `AllowOverride All`."""
    home = hosting.home_url
    kinds = ((ending, kind.partition(";")[0]) for ending, kind in MEDIA_TYPES.items())
    return _text(
        (
            "# Made by Daylight.",
            "Options -Indexes",
            "DirectoryIndex index.html",
            f"ErrorDocument 404 {home}404.html",
            *(
                f'<If "%{{REQUEST_URI}} =~ m#^{home}{folder}#">\n  ErrorDocument 404 {home}{folder}404.html\n</If>'
                for folder in hosting.languages
            ),
            "AddDefaultCharset utf-8",
            *(f"AddType {kind} {ending}" for ending, kind in kinds if ending.count(".") == 1),
            *(
                f'<FilesMatch "{ending.replace(".", "[.]")}$">\n  ForceType "{kind}"\n</FilesMatch>'
                for ending, kind in MEDIA_TYPES.items()
                if ending.count(".") == 2
            ),
            "AddCharset utf-8 .html .txt .css .xml .json .csv .opml",
            "<IfModule mod_headers.c>",
            *(f'  Header always set {name} "{value}"' for name, value in HEADERS.items()),
            f'  Header set Cache-Control "{ALWAYS_ASK}"',
            *(
                line
                for folder in (*hosting.folders.searches, *hosting.folders.embeds)
                for line in (
                    f'  <If "%{{REQUEST_URI}} =~ m#^{home}{folder}#">',
                    *_apache_varying(varying_headers(folder, hosting.folders)),
                    "  </If>",
                )
            ),
            f'  <If "%{{REQUEST_URI}} =~ m#^{home}theme/#">',
            f'    Header set Cache-Control "{FOR_EVER}"',
            "  </If>",
            "</IfModule>",
            '<FilesMatch "^(_headers|_redirects|_nginx[.]conf|[.].*)$">\n  Require all denied\n</FilesMatch>',
            *(f'RedirectMatch 301 "^{r.former.replace(".", "[.]")}$" "{r.current}"' for r in hosting.redirects),
        )
    )


def _text(lines: Iterator[str] | tuple[str, ...]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
