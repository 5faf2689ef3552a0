"""`invoke pictures`: screenshots of the sample archive, one small picture of each page type at three widths.

They are for docs/pictures and the README; building and testing do not need them.
"""

import functools
import gzip
import http.server
import io
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from playwright.sync_api import Browser, sync_playwright

from bench.saving import save
from bench.walk_pictures import take

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
WIDTHS = (390, 768, 1280)
TALLEST = 1.6
"""Height of the part of a page shown, in widths."""
FRONT_HEIGHT = 900
FRONT_SHOWN = 960
"""Of the picture in the README: window height, and pixels across."""
LISTS = (
    "releases", "cases", "documents", "trackers", "topics", "organizations", "press", "subscribe", "corrections",
    "search", "verify", "es",
)  # fmt: skip
COMPRESSED = ("text/", "application/json", "application/xml", "image/svg", "application/javascript")
"""Media types that a server compresses."""
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main(folder: Path) -> list[Path]:
    """Write the pictures, and return them. Raises `SystemExit` if the browser is missing."""
    if not CHROMIUM.exists():
        raise SystemExit("Chromium is absent.\n  Fix: apt-get install chromium fonts-liberation fonts-noto-core")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        site = archive(Path(place), "--releases", "40", "--cases", "4", "--documents", "12")
        with served(site) as home, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
            made = []
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": int(width * TALLEST)})
                for name, path in page_types(site):
                    page.goto(home + path, wait_until="load")
                    file = folder / f"{name}-{width}.webp"
                    save(page.screenshot(), file)
                    made.append(file)
            made.append(_front_page(browser, Path(place), folder))
            made += take(browser, folder)
            browser.close()
    return made


def _front_page(browser: Browser, place: Path, folder: Path) -> Path:
    """The home page of the project's own content, larger: the picture in the README."""
    site = _built(ROOT / "content", place, "front")
    page = browser.new_page(viewport={"width": WIDTHS[-1], "height": FRONT_HEIGHT})
    with served(site) as home:
        page.goto(home, wait_until="load")
        file = folder / "home.webp"
        save(page.screenshot(), file, shown=FRONT_SHOWN)
    return file


def page_types(site: Path) -> Iterator[tuple[str, str]]:
    """(name, address below the site) of one page of each type: of releases, cases and documents, the largest. No
    release is shown under two names. A recording is further down its page: that address has a fragment."""
    marks = {
        "release-picture": ("picture--lead", ""), "release-recording": ("<audio", "#_recordings"),
        "briefing": ("briefing.ics", ""), "withdrawn": ('class="withdrawal', ""),
    }  # fmt: skip
    releases = {file: file.read_text("utf-8") for file in _largest_first(site, "releases/*/*/index.html")}
    special: dict[str, Path] = {}
    for name, (mark, _) in marks.items():
        free = (file for file, text in releases.items() if mark in text and file not in special.values())
        if page := next(free, None):
            special[name] = page
    yield "home", ""
    yield "release", _address(site, next(file for file in releases if file not in special.values()))
    for name, pattern in (("case", "cases/*/index.html"), ("document", "documents/*/index.html")):
        yield name, _address(site, _largest_first(site, pattern)[0])
    for name, page in special.items():
        yield name, _address(site, page) + marks[name][1]
    parts = sorted(site.glob("documents/*/text/*/index.html"))
    yield from (("document-part", _address(site, part)) for part in parts[:1])
    for name, pattern in (("tracker", "trackers/*/"), ("topic", "topics/*/"), ("organization", "organizations/*/")):
        pages = sorted(site.glob(f"{pattern}index.html"))
        yield from ((name, _address(site, page)) for page in pages[:1])
    for name in LISTS:
        if (site / name / "index.html").exists():
            yield name, f"{name}/"
    yield "not-found", "404.html"


def _largest_first(site: Path, pattern: str) -> list[Path]:
    return sorted(site.glob(pattern), key=lambda file: (-file.stat().st_size, str(file)))


def _address(site: Path, page: Path) -> str:
    return f"{page.parent.relative_to(site).as_posix()}/"


def archive(place: Path, *sizes: str) -> Path:
    """The sample archive, built, in the size that `invoke demo` has by default or in those of its options."""
    demo = [sys.executable, "-m", "invoke", "demo", str(place / "demo"), *sizes]
    subprocess.run(demo, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return _built(place / "demo/content", place, "site", 'SITENAME="Sample Newsroom"')


def _built(content: Path, place: Path, name: str, *settings: str) -> Path:
    build = [sys.executable, "-m", "pelican", str(content), "-s", "pelicanconf.py", "-o", str(place / name)]
    settings = ("-e", f'CACHE_PATH="{place / name}-cache"', *settings)
    subprocess.run([*build, *settings], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return place / name


class _Host(http.server.SimpleHTTPRequestHandler):
    """Sends text compressed, as every host does that we write files for."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() and self.path.endswith("/") else file
        media_type = self.guess_type(file)
        if not media_type.startswith(COMPRESSED) or not file.is_file():
            return super().send_head()
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Does not log requests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
