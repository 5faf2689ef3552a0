"""The files for web servers, tried on real ones."""

import getpass
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from fnmatch import fnmatchcase
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from plugins.hosting.files import Hosting, apache_file, headers_file, nginx_file
from plugins.hosting.policy import (
    ALWAYS_ASK,
    CONTENT_SECURITY_POLICY,
    EMBED_POLICY,
    FOR_EVER,
    FRAMES,
    POLICY,
    SEARCH_POLICY,
    VARYING,
    Folders,
    headers_of,
    rules_of,
)
from plugins.hosting.redirects import Redirect

Get = Callable[[str], tuple[HTTPResponse, bytes]]
FILES = {
    "index.html": b"<!doctype html><title>Home</title>",
    "404.html": b"<!doctype html><title>Not there</title>",
    "releases/2010/sample/index.html": b"<!doctype html><title>Sample</title>",
    "releases/2010/sample/index.txt": "Sample – data".encode(),
    "releases/2010/sample/sample.zip": b"PK",
    "releases/2010/sample/sample.png": b"\x89PNG",
    "documents/memo/memo.pdf": b"%PDF-1.7",
    "documents/old-memo/old-memo.pdf": b"%PDF-1.7",
    "theme/site.0123456789ab.css": b"body{}",
    "feeds/all.rss.xml": b"<rss/>",
    "feeds/all.atom.xml": b"<feed/>",
    "feeds/all.json": b"{}",
    "feeds/feeds.opml": b"<opml/>",
    "sitemap.xml": b"<urlset/>",
    "favicon.ico": b"ico",
    "search/index.html": b"<!doctype html><title>Search</title>",
    "search/pagefind/pagefind.js": b"export {}",
    "search/pagefind/wasm.en.pagefind": b"\x1f\x8b",
    "es/index.html": b"<!doctype html><title>Inicio</title>",
    "es/404.html": "<!doctype html><title>No está</title>".encode(),
    "es/search/index.html": b"<!doctype html><title>Buscar</title>",
    "es/releases/2010/sample/index.html": b"<!doctype html><title>Noticia</title>",
    "embed/release/sample/index.html": b"<!doctype html><title>Sample</title>",
    "embed/document/memo/3/index.html": b"<!doctype html><title>Memo</title>",
    "es/embed/release/sample/index.html": b"<!doctype html><title>Noticia</title>",
    "embedded/index.html": b"<!doctype html><title>Embedded</title>",
    "research/index.html": b"<!doctype html><title>Research</title>",
    ".well-known/acme-challenge/token": b"proof",
    ".daylight.json": b"the manifest",
    "_headers": b"a pattern",
    "_redirects": b"a pattern",
}
TYPES = {
    "": "text/html",
    "releases/2010/sample/": "text/html",
    "releases/2010/sample/index.txt": "text/plain",
    "releases/2010/sample/sample.zip": "application/zip",
    "releases/2010/sample/sample.png": "image/png",
    "documents/memo/memo.pdf": "application/pdf",
    "theme/site.0123456789ab.css": "text/css",
    "feeds/all.rss.xml": "application/rss+xml",
    "feeds/all.atom.xml": "application/atom+xml",
    "feeds/all.json": "application/json",
    "feeds/feeds.opml": "text/x-opml",
    "search/": "text/html",
    "es/search/": "text/html",
    "es/releases/2010/sample/": "text/html",
    "embed/release/sample/": "text/html",
    "embed/document/memo/3/": "text/html",
    "es/embed/release/sample/": "text/html",
    "embedded/": "text/html",
    "research/": "text/html",
    "nowhere/": "text/html",
    "nowhere.pdf": "text/html",
    "theme/gone.css": "text/html",
}
FOLDERS = Folders(searches=("search/", "es/search/"), embeds=("embed/", "es/embed/"))
NGINX = """
user {user}; daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {root}; include {site}/_nginx.conf; }}
}}
"""
APACHE = """
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
DocumentRoot {root}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule headers_module {modules}/mod_headers.so
TypesConfig /etc/mime.types
<Directory {root}>
  AllowOverride All
  Require all granted
</Directory>
"""
MODULES = Path("/usr/lib/apache2/modules")


def put_site(root: Path, home: str) -> Path:
    site = root / home.strip("/")
    for path, data in FILES.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    hosting = Hosting(
        home_url=home,
        redirects=(
            Redirect(f"{home}releases/2010/old/", f"{home}releases/2010/sample/"),
            Redirect(f"{home}embed/release/old/", f"{home}embed/release/sample/"),
            Redirect(f"{home}documents/old-memo/old-memo.pdf", f"{home}documents/memo/memo.pdf"),
            Redirect(f"{home}feeds/cases/old.rss.xml", f"{home}feeds/all.rss.xml"),
        ),
        languages=("es/",),
        files=tuple(FILES),
        folders=FOLDERS,
    )
    (site / "_nginx.conf").write_bytes(nginx_file(hosting))
    (site / ".htaccess").write_bytes(apache_file(hosting))
    return site


@contextmanager
def running(command: list[str], port: int, home: str) -> Iterator[Get]:
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        assert server.poll() is None, server.stderr and server.stderr.read()

        def get(address: str) -> tuple[HTTPResponse, bytes]:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", f"{home}{address}")
            answer = connection.getresponse()
            data = answer.read()
            connection.close()
            return answer, data

        yield get
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def nginx(folder: Path, home: str) -> Iterator[Get]:
    if shutil.which("nginx") is None:
        pytest.skip("nginx is absent: apt-get install nginx-light")
    port = free_port()
    root = folder / "root"
    site = put_site(root, home)
    settings = folder / "nginx.conf"
    settings.write_text(
        NGINX.format(user=getpass.getuser(), folder=folder, port=port, root=root, site=site), encoding="utf-8"
    )
    command = ["nginx", "-p", str(folder), "-c", str(settings), "-e", str(folder / "error.log")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert "_nginx.conf" not in tried.stderr, tried.stderr
    with running(command, port, home) as get:
        yield get


@contextmanager
def apache(folder: Path, home: str) -> Iterator[Get]:
    if not MODULES.is_dir() or shutil.which("apache2") is None:
        pytest.skip("Apache is absent: apt-get install apache2")
    port = free_port()
    root = folder / "root"
    put_site(root, home)
    settings = folder / "apache.conf"
    settings.write_text(APACHE.format(folder=folder, port=port, root=root, modules=MODULES), encoding="utf-8")
    with running(["apache2", "-X", "-f", str(settings)], port, home) as get:
        yield get


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module", params=["nginx /", "nginx /the/press/", "apache /", "apache /the/press/"])
def get(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    server, home = request.param.split()
    folder = tmp_path_factory.mktemp(server)
    folder.chmod(0o755)
    with ExitStack() as stack:
        yield stack.enter_context({"nginx": nginx, "apache": apache}[server](folder, home))


@pytest.mark.parametrize("address", TYPES)
def test_every_answer_bears_the_whole_policy_once(get: Get, address: str):
    answer, _ = get(address)
    for name, value in headers_of(address, FOLDERS).items():
        assert answer.headers.get_all(name) == [value], name


@pytest.mark.parametrize("address", ["embed/release/sample/", "embed/document/memo/3/", "es/embed/release/sample/"])
def test_any_site_may_frame_an_embed_and_nothing_else(get: Get, address: str):
    answer, _ = get(address)
    assert answer.headers.get_all(POLICY) == [EMBED_POLICY]
    assert "frame-ancestors *" in EMBED_POLICY and "script-src" not in EMBED_POLICY
    assert answer.headers[FRAMES] is None
    for other in ("", "releases/2010/sample/", "embedded/", "documents/memo/memo.pdf", "search/"):
        headers = get(other)[0].headers
        assert "frame-ancestors 'none'" in headers[POLICY] and headers.get_all(FRAMES) == ["DENY"], other


@pytest.mark.parametrize("address", TYPES)
def test_every_answer_says_what_it_is(get: Get, address: str):
    answer, data = get(address)
    kind = answer.headers["Content-Type"]
    assert kind.partition(";")[0] == TYPES[address]
    assert kind.startswith(("image/", "application/pdf", "application/zip")) or "charset=utf-8" in kind.lower()
    gone = address.startswith("nowhere") or address.endswith("gone.css")
    assert answer.status == (404 if gone else 200)
    assert not gone or b"Not there" in data


@pytest.mark.parametrize(
    ("address", "title"),
    [("nowhere/", "Not there"), ("research/es/", "Not there"), ("es/nowhere/", "No está"), ("es/a/b.pdf", "No está"),
     ("es/search/nowhere/", "No está"), ("espana/", "Not there")],
)  # fmt: skip
def test_what_is_not_there_is_told_in_the_language_of_its_folder(get: Get, address: str, title: str):
    answer, data = get(address)
    assert answer.status == 404
    assert f"<title>{title}</title>" in data.decode()
    assert len(answer.headers.get_all("Content-Security-Policy") or ()) == 1


@pytest.mark.parametrize("address", ["search/", "search/pagefind/pagefind.js", "es/search/"])
def test_search_pages_and_their_index_may_run_what_searches(get: Get, address: str):
    answer, _ = get(address)
    assert answer.headers.get_all("Content-Security-Policy") == [SEARCH_POLICY]
    assert answer.headers.get_all("Cache-Control") == [ALWAYS_ASK]
    assert "script-src 'self' 'wasm-unsafe-eval'" in SEARCH_POLICY and "connect-src 'self'" in SEARCH_POLICY


def test_no_address_fits_two_rules_with_a_policy():
    """Netlify and Cloudflare Pages join what all fitting rules say, and a browser then obeys both policies."""
    rules = rules_of(FILES, FOLDERS)
    for path in FILES:
        address = path.removesuffix("index.html")
        fitting = [headers for pattern, headers in rules.items() if fnmatchcase(address, pattern)]
        whole = headers_of(path, FOLDERS)
        assert fitting == [{name: whole[name] for name in VARYING if name in whole}], path
    assert {
        "search/*",
        "es/search/*",
        "embed/*",
        "es/embed/*",
        "es/",
        "es/releases/*",
        "",
        "documents/*",
    } <= rules.keys()
    assert rules_of(FILES, Folders()) == {"*": {POLICY: CONTENT_SECURITY_POLICY, FRAMES: "DENY"}}


@pytest.mark.parametrize("home", ["/", "/the/press/"])
def test_the_rules_of_the_headers_file_say_each_header_once(home: str):
    hosting = Hosting(home_url=home, redirects=(), files=tuple(FILES), folders=FOLDERS)
    rules: dict[str, list[str]] = {}
    for line in headers_file(hosting).decode().splitlines():
        if line.startswith("/"):
            rules[line] = []
        else:
            rules[list(rules)[-1]].append(line.strip().partition(":")[0])
    for path in FILES:
        address = f"{home}{path.removesuffix('index.html')}"
        said = [name for pattern, names in rules.items() if fnmatchcase(address, pattern) for name in names]
        assert len(said) == len(set(said)), path
        assert set(headers_of(path, FOLDERS)) == set(said) - {"Cache-Control"}, path


def test_what_may_change_is_asked_for_again_and_the_theme_is_kept(get: Get):
    for address in ("", "feeds/all.rss.xml", "documents/memo/memo.pdf", "releases/2010/sample/sample.zip"):
        answer, _ = get(address)
        assert answer.headers.get_all("Cache-Control") == [ALWAYS_ASK], address
        assert answer.headers["ETag"] and answer.headers["Last-Modified"], address
    assert get("theme/site.0123456789ab.css")[0].headers.get_all("Cache-Control") == [FOR_EVER]
    assert FOR_EVER not in (get("theme/gone.css")[0].headers.get_all("Cache-Control") or [])


def test_a_former_address_leads_on_even_where_a_file_lies(get: Get):
    for former, current in (
        ("releases/2010/old/", "releases/2010/sample/"),
        ("embed/release/old/", "embed/release/sample/"),
        ("documents/old-memo/old-memo.pdf", "documents/memo/memo.pdf"),
        ("feeds/cases/old.rss.xml", "feeds/all.rss.xml"),
    ):
        answer, _ = get(former)
        assert answer.status == 301, former
        assert answer.headers["Location"].endswith(current)


@pytest.mark.parametrize("address", [".daylight.json", "_headers", "_redirects", "_nginx.conf", ".htaccess"])
def test_what_is_for_the_server_alone_is_not_shown(get: Get, address: str):
    answer, data = get(address)
    assert answer.status in (403, 404)
    assert not data.startswith((b"the manifest", b"a pattern", b"# Made"))


def test_the_proof_that_a_certificate_asks_for_can_be_read(get: Get):
    assert get(".well-known/acme-challenge/token")[1] == b"proof"
