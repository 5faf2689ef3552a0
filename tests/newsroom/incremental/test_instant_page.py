"""A instant page of a page is the page that the next build writes, or there is none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.newsroom.incremental.instant_page import InstantPages
from plugins.newsroom.library.settings import read_settings
from tests.conftest import THEME
from tests.newsroom.incremental.test_changed_words import (  # noqa: F401
    CITING,
    OF_MORE,
    OF_WORDS_ALONE,
    PLAIN_FILE,
    build,
    desk,
    edit,
)

SAME = {
    "SITENAME": "Daylight", "TIMEZONE": "America/New_York", "DEFAULT_LANG": "en", "SITE_TAGLINE": "", "SITE_NOTICE": "",
    "SITE_RIGHTS": "", "WEBSUB_HUB": "",
}  # fmt: skip


@pytest.fixture
def instant_pages(desk: Path) -> Callable[[], InstantPages]:  # noqa: F811
    def start() -> InstantPages:
        given = {
            "PATH": str(desk / "content"), "OUTPUT_PATH": str(desk / "out"), "CACHE_PATH": str(desk / "cache"),
            "THEME": str(THEME), "SITEURL": "https://example.org", "NOW": "2010-10-01T12:00:00Z",
            "SEARCH": False, **SAME,
        }  # fmt: skip
        found = InstantPages(read_settings(given))
        found.renew()
        return found

    return start


def test_an_instant_page_is_the_page_that_the_build_writes(build: Any, desk: Path, instant_pages: Any):  # noqa: F811
    settings = {"SITENAME": "Daylight", "TIMEZONE": "America/New_York"}
    bare = dict.fromkeys(("SITE_TAGLINE", "SITE_NOTICE", "SITE_RIGHTS", "WEBSUB_HUB"), "")
    build(**settings, **bare)
    found = instant_pages()
    for path, old, new in OF_WORDS_ALONE.values():
        edit(desk, path, old, new)
        pages = found.of(desk / "content" / path)
        assert sorted(Path(name).name for name in pages) == ["index.html", "index.txt"]
        build(**SAME)
        assert {name: (desk / "out" / name).read_bytes() for name in pages} == pages
        found.renew()


@pytest.mark.parametrize("name", [name for name in OF_MORE if not name.startswith("a line above a finding")])
def test_of_anything_more_there_is_no_instant_page(name: str, build: Any, desk: Path, instant_pages: Any):  # noqa: F811
    build(**SAME)
    found = instant_pages()
    path, old, new = OF_MORE[name]
    edit(desk, path, old, new)
    assert found.of(desk / "content" / path) == {}


def test_without_an_edition_there_is_no_instant_page(build: Any, desk: Path, instant_pages: Any):  # noqa: F811
    assert instant_pages().of(desk / "content" / PLAIN_FILE) == {}
    build(**SAME)
    found = instant_pages()
    assert found.of(desk / "content/releases/none.md") == {}
    assert found.of(desk / "elsewhere.md") == {}
    edit(desk, *OF_WORDS_ALONE["a word"])
    for name in ("edition", "readings", "build-state"):
        next((desk / "cache").glob(f"{name}-*")).unlink()
        assert instant_pages().of(desk / "content" / PLAIN_FILE) == {}
    assert found.of(desk / "content" / PLAIN_FILE)
