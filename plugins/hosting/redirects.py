"""Every former address, and where its content is now."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.newsroom.library.addresses import FEED_FORMATS
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.subscriptions import subscriptions

PLAIN = re.compile(r"/[A-Za-z0-9/._~-]*")
"""Addresses that mean the same in every server's configuration; any other one has a page that redirects."""
KINDS = (".html", ".pdf", ".txt", ".zip")
"""Files worth a line: pictures are still at their former address as well."""


@dataclass(frozen=True, slots=True, order=True)
class Redirect:
    """Both are root-relative, with the path of SITEURL."""

    former: str
    current: str


def redirects(edition: Edition) -> tuple[Redirect, ...]:
    """For the lines of a web server, in order."""
    url = edition.settings.url
    found = {Redirect(url(former), url(current)) for former, current in _left(edition)}
    return tuple(sorted(r for r in found if PLAIN.fullmatch(r.former) and r.former != r.current))


def _left(edition: Edition) -> Iterator[tuple[str, str]]:
    for place in outline(edition):
        if place.leads_to is not None and place.path.endswith(KINDS):
            former = place.path.removesuffix("index.html")
            yield former.removesuffix("/") if "." in former else former, place.leads_to
    for subscription in subscriptions(edition).values():
        for former in subscription.former:
            yield from ((f"{former}{ending}", f"{subscription.name}{ending}") for ending, *_ in FEED_FORMATS)
