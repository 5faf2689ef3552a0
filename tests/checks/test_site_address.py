"""What goes out bears the campaign's own address."""

import pytest

from plugins.checks.report import stops
from plugins.checks.rules import find_problems
from plugins.newsroom.library.settings import STAND_IN
from tests.conftest import EditionMaker


@pytest.mark.parametrize(
    "url",
    [
        "https://daylight.example",
        "https://daylight.example/",
        "http://daylight.example",
        "https://daylight.example:8443",
        "https://www.daylight.example",
        "https://press.of.daylight.example/a",
        "https://daylight.example/a/path/",
        "https://DAYLIGHT.EXAMPLE",
        "https://Daylight.Example./",
    ],
)
def test_the_demonstrations_address_stands_in_the_way_of_publication_in_any_form(url: str, edition: EditionMaker):
    [found] = find_problems(edition({}, SITEURL=url))
    assert found.text("content").split("\n") == [
        f"S002 the setting SITEURL “{url.rstrip('/')}” is the demonstration's address, not yours [publication]",
        '  Fix: write the line SITEURL = "https://www.example.org" in pelicanconf.py, with the address where readers '
        "will find the site; or set SITEURL in the environment",
    ]
    assert stops([found], publication=True)
    assert not stops([found], publication=False)


@pytest.mark.parametrize("url", ["", None, "  "])
def test_no_address_at_all_does_so_too_and_a_preview_has_one_that_stands_in(url: str | None, edition: EditionMaker):
    made = edition({}, SITEURL=url)
    [found] = find_problems(made)
    assert found.text("content").startswith("S002 the setting SITEURL is missing, ")
    assert stops([found], publication=True)
    assert made.settings.site_url == STAND_IN


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://ourdaylight.example",
        "https://daylight.example.org",
        "https://example.org/daylight.example",
        "http://127.0.0.1:8000",
    ],
)
def test_any_other_address_is_ones_own(url: str, edition: EditionMaker):
    assert find_problems(edition({}, SITEURL=url)) == []
