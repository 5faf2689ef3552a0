"""The address of the site: a publication must have the campaign's own."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from plugins.newsroom.library.edition import Edition
from plugins.records.problems import Problem, problem

DEMONSTRATION = "daylight.example"
FIX = (
    'write the line SITEURL = "https://www.example.org" in pelicanconf.py, with the address where readers will find '
    "the site; or set SITEURL in the environment"
)


def check(edition: Edition) -> Iterator[Problem]:
    settings = edition.settings
    if settings.site_url_is_missing:
        yield problem("S002", "", 0, "the setting SITEURL is missing, and feeds need the address of the site", FIX)
    elif is_of_demonstration(settings.site_url):
        what = f"the setting SITEURL “{settings.site_url}” is the demonstration's address, not yours"
        yield problem("S002", "", 0, what, FIX)


def is_of_demonstration(url: str) -> bool:
    """Whatever the scheme, port, path, subdomain or case; names that only end alike are others."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host == DEMONSTRATION or host.endswith(f".{DEMONSTRATION}")
