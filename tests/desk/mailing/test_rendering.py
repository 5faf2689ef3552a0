"""The e-mail as a browser draws it: on a phone and in a wide window, in light and dark, with pictures and without."""

import email
import re
from collections.abc import Callable
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from plugins.desk.mailing.mailing import write_email
from plugins.records.campaign.contrast import contrast
from tests.chromium import CHROMIUM
from tests.conftest import THEME, ContentMaker
from tests.whole.test_browser import OVERFLOWING

TEXT = """---
title: A sample of Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and others
subtitle: Sample data
date: 2010-09-01
uid: urn:uuid:00000000-0000-4000-8000-000000000001
dateline: Sampletown
contacts: [ana]
embargo: 2010-10-09T10:00-04:00
images: [{file: wide.png, alt: A gray sample, caption: Sample caption, credit: Nobody, lead: true}]
---
A [link](https://example.com/a-very-long-address-that-nobody-would-ever-want-to-type-by-hand-on-a-phone/).

## Part

- one
- two

> Words of a sample speaker.

| A | B | C | D |
| - | - | - | - |
| sample cell | sample cell | sample cell | sample cell |

    code_that_is_rather_long_and_has_no_place_to_break_in_it_at_all = "sample"
"""
COLORS = """() => [...document.querySelectorAll("p, h1, h2, li, a, td.embargo")].map(e => {
  let ground = e;
  while (ground && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
  return [e.tagName, getComputedStyle(e).color, getComputedStyle(ground ?? document.body).backgroundColor];
})"""

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is absent")]


@pytest.fixture
def html(make_content: ContentMaker, png: Callable[[int, int], bytes], tmp_path: Path, cache: Path) -> str:
    content = make_content(
        {
            "contacts.yml": "ana:\n  name: Ana Sample\n  email: ana@example.org\n  phone: +1 415 555 0100\n",
            "releases/sample.md": TEXT,
            "releases/wide.png": png(1600, 900),
        }
    )
    given = {
        "PATH": str(content), "OUTPUT_PATH": str(tmp_path / "output"), "CACHE_PATH": str(cache), "THEME": str(THEME),
        "SITENAME": "The Record", "SITEURL": "https://example.org", "TIMEZONE": "America/New_York",
        "DEFAULT_LANG": "en", "NOW": "2010-10-01T12:00:00Z",
    }  # fmt: skip
    write_email(given, "sample", embargoed=True, folder=tmp_path)
    body = email.message_from_bytes((tmp_path / "sample.eml").read_bytes(), policy=default).get_body(("html",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 640])
def test_it_fits_and_can_be_read_without_pictures_and_asks_nobody(
    browser: Browser, html: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("**/*", refuse)
    page.set_content(html)
    assert page.evaluate(OVERFLOWING) == []
    assert "A gray sample" in html and "EMBARGOED UNTIL" in page.inner_text("body")
    for tag, text, ground in page.evaluate(COLORS):
        assert contrast(_hex(text), _hex(ground)) >= 4.5, (tag, text, ground)
    assert [url for url in asked if not url.startswith("cid:")] == []
    page.close()


def _hex(color: str) -> str:
    return "#" + "".join(f"{int(number):02x}" for number in re.findall(r"\d+", color)[:3])
