"""What readers download: each kind of page within its budget, as brotli packs it; with pictures, in a browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import brotli
import pytest
from playwright.sync_api import Browser, Page, Response

from tests.chromium import CHROMIUM
from tests.whole.conftest import ARCHIVE, LIGHT, LISTS, RIGHT_TO_LEFT, Sites
from tests.whole.crawler import Site

ALL = pytest.mark.parametrize("name", ["campaign", "sample below a path", ARCHIVE, LIGHT, RIGHT_TO_LEFT])
SIZES = pytest.mark.parametrize(
    "size", [{"width": 390, "height": 844}, {"width": 1280, "height": 900}], ids=["390", "1280"]
)
HOME, DOCUMENT = 40_000, 80_000
"""Bytes of the home page with all of its pictures, and of a document's page with those on the first screen."""
PAGES = {
    "theme/*.css": 8_000,
    "**/releases/*/*/index.html": 10_000,
    "cases/*/index.html": 30_000,
    "documents/*/text/*/index.html": 18_000,
}
FILES = {"documents/*/page-*-small.*": 4_000, "**/card.png": 60_000}
LIST = 40_000
TEXTS = ("text/", "image/svg", "application/json", "application/javascript")
ON_SCREEN = """() => [...document.images].filter(image => {
  const box = image.getBoundingClientRect();
  return box.width && box.top < innerHeight && box.bottom > 0;
}).map(image => image.currentSrc)"""
LOAD_ALL = """() => Promise.all([...document.images].map(image => {
  image.loading = "eager";
  return image.decode();
}))"""

in_a_browser = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is absent: apt-get install chromium")


def packed(data: bytes) -> int:
    return len(brotli.compress(data))


def sizes(site: Site, pattern: str) -> dict[str, int]:
    """Pages by their path, and their bytes as sent."""
    return {file.relative_to(site.folder).as_posix(): packed(file.read_bytes()) for file in site.folder.glob(pattern)}


@ALL
def test_each_page_and_each_file_is_within_its_budget(name: str, sites: Sites) -> None:
    site = sites(name)
    for pattern, most in PAGES.items():
        assert {path: size for path, size in sizes(site, pattern).items() if size > most} == {}, pattern
    for pattern, most in FILES.items():
        assert [str(file) for file in site.folder.glob(pattern) if file.stat().st_size > most] == [], pattern


@pytest.mark.parametrize("pattern", [*PAGES, *FILES])
def test_the_sample_archive_has_what_has_a_budget(pattern: str, sites: Sites) -> None:
    assert any(sites(ARCHIVE).folder.glob(pattern))


def test_no_list_is_heavy(sites: Sites) -> None:
    assert {path: size for path, size in sizes(sites(LISTS), "**/index.html").items() if size > LIST} == {}


@ALL
def test_no_page_but_a_search_has_a_script(name: str, sites: Sites) -> None:
    pages = sites(name).pages
    with_script = {path for path, page in pages.items() if page.select("script:not([type='application/ld+json'])")}
    assert with_script == {path for path in pages if path.endswith("search/index.html")}


@dataclass
class Opened:
    page: Page
    answers: list[Response]

    def sent(self) -> dict[str, int]:
        """Bytes by address."""
        return {answer.url: _sent(answer) for answer in self.answers}


def _sent(answer: Response) -> int:
    data = answer.body()
    return packed(data) if answer.headers.get("content-type", "").startswith(TEXTS) else len(data)


@pytest.fixture
def opened(browser: Browser, served: Callable[[str], str]) -> Iterator[Callable[..., Opened]]:
    """A page in a browser that knows nothing yet, and what it was sent for it."""
    contexts = []

    def open_it(name: str, path: str, size: dict[str, int]) -> Opened:
        context = browser.new_context(viewport=size)  # type: ignore[arg-type]
        contexts.append(context)
        found = Opened(context.new_page(), [])
        found.page.on("response", lambda answer: found.answers.append(answer))
        found.page.goto(served(name) + path, wait_until="networkidle")
        return found

    yield open_it
    for context in contexts:
        context.close()


def largest(site: Site, pattern: str) -> str:
    """The page that has most to send, as below the home page."""
    found = sizes(site, pattern)
    return max(found, key=lambda path: (found[path], path)).removesuffix("index.html")


@in_a_browser
@SIZES
@ALL
def test_the_home_page_is_light_with_all_of_its_pictures(
    name: str, size: dict[str, int], opened: Callable[..., Opened]
) -> None:
    home = opened(name, "", size)
    home.page.evaluate(LOAD_ALL)
    sent = home.sent()
    assert sum(sent.values()) <= HOME, sent


@in_a_browser
@SIZES
@pytest.mark.parametrize("name", ["campaign", "sample below a path", ARCHIVE])
def test_the_first_screen_of_a_document_is_light(
    name: str, size: dict[str, int], opened: Callable[..., Opened], sites: Sites
) -> None:
    for path in sorted({largest(sites(name), "documents/*/index.html"), *with_colors(sites(name))}):
        document = opened(name, path, size)
        on_screen = set(document.page.evaluate(ON_SCREEN))
        pictures = {answer.url for answer in document.answers if answer.request.resource_type == "image"}
        sent = {url: count for url, count in document.sent().items() if url in on_screen or url not in pictures}
        assert sum(sent.values()) <= DOCUMENT, sent


def with_colors(site: Site) -> Iterator[str]:
    """Documents whose pages are not gray: their pictures are the heaviest."""
    for page in sorted(site.folder.glob("documents/*/page-1.webp")):
        yield f"{page.parent.relative_to(site.folder).as_posix()}/"


@in_a_browser
@pytest.mark.parametrize("name", ["campaign", ARCHIVE])
def test_a_release_asks_three_times_before_its_pictures(name: str, opened: Callable[..., Opened], sites: Sites) -> None:
    release = opened(name, largest(sites(name), "releases/*/*/index.html"), {"width": 1280, "height": 900})
    kinds = [answer.request.resource_type for answer in release.answers]
    assert 2 <= len([kind for kind in kinds if kind != "image"]) <= 3, kinds
