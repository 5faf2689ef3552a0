"""What every test may use: a content folder made of small texts, the settings for it, and what is read from both."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache as cache_of
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import settings as hypothesis_settings
from PIL import Image

from plugins.newsroom.library.edition import Edition, make_edition
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import Settings, read_settings
from tests.chromium import CHROMIUM, SWITCHES

# A campaign that has begun has settings of its own: tests use these, here and in the processes that they start.
os.environ |= {"SITE_TIMEZONE": "America/New_York", "SITE_LANG": "en"}
# Who publishes, and for which address, may be said by the computer: each test sets its own.
ELSEWHERE = "GITHUB_ACTOR GITLAB_USER_LOGIN SITEURL WEBSUB_HUB DAYLIGHT_CACHE_KEY NO_COLOR FORCE_COLOR"
for name in ELSEWHERE.split():
    os.environ.pop(name, None)

THEME = Path(__file__).parents[1] / "theme"
NOW = "2010-10-01T12:00:00Z"

Files = Mapping[str, str | bytes]
ContentMaker = Callable[[Files], Path]
SettingsMaker = Callable[..., Settings]
EditionMaker = Callable[..., Edition]

hypothesis_settings.register_profile("house", deadline=None, database=None, derandomize=True)
hypothesis_settings.load_profile("house")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One for the tests of a module, closed before the next: while it runs, this thread has an event loop."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is absent: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def make_content(tmp_path: Path) -> ContentMaker:
    """Write `{path: text}` below a content folder. A name that begins with `../` lies beside it."""

    def make(files: Files) -> Path:
        content = tmp_path / "content"
        content.mkdir(exist_ok=True)
        for path, text in files.items():
            file = content / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return content

    return make


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests: the pages of a PDF are counted once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def settings(tmp_path: Path, cache: Path) -> SettingsMaker:
    """Settings for a content folder, as Pelican would hand them over; any of them by its own name."""

    def make(content: Path, now: str = NOW, **given: Any) -> Settings:
        return read_settings(
            {
                "PATH": str(content),
                "OUTPUT_PATH": str(tmp_path / "output"),
                "CACHE_PATH": str(cache),
                "THEME": str(THEME),
                "SITENAME": "The Record",
                "SITE_TAGLINE": "What was said.",
                "SITEURL": "https://example.org",
                "TIMEZONE": "America/New_York",
                "DEFAULT_LANG": "en",
                "NOW": now,
                **given,
            }
        )

    return make


@pytest.fixture
def edition(make_content: ContentMaker, settings: SettingsMaker) -> EditionMaker:
    """What a build knows of these files, read as it reads them; further settings by their names."""

    def make(files: Files, *, read_held: bool = False, **given: Any) -> Edition:
        return make_edition(read_library(settings(make_content(files), **given), read_held=read_held))

    return make


@pytest.fixture(scope="session")
def pdf() -> Callable[[int], bytes]:
    """A PDF of so many empty pages."""

    @cache_of
    def make(pages: int) -> bytes:
        document = pypdfium2.PdfDocument.new()
        for _ in range(pages):
            document.new_page(200, 200)
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()

    return make


@pytest.fixture(scope="session")
def png() -> Callable[[int, int], bytes]:
    """A gray PNG of so many pixels."""

    def make(width: int, height: int) -> bytes:
        stream = BytesIO()
        Image.new("L", (width, height), 128).save(stream, "PNG")
        return stream.getvalue()

    return make
