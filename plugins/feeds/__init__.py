"""Feeds: the newest releases as RSS 2.0, Atom 1.0 and JSON Feed 1.1, for readers that come back by themselves."""

from typing import Any

from plugins.feeds.atom import atom
from plugins.feeds.items import site_feed
from plugins.feeds.json_feed import json_feed
from plugins.feeds.rss import rss
from plugins.newsroom.addresses import FEED, FEED_FORMATS
from plugins.newsroom.edition import Edition
from plugins.render import outputs_wanted
from plugins.render.pages import Made, Output

WRITERS = {".rss.xml": rss, ".atom.xml": atom, ".json": json_feed}
"""By the ending of the file, as in `FEED_FORMATS`."""


def make_feeds(context: dict[str, Any]) -> list[Output]:
    """One view of the feed, written in each format."""
    edition: Edition = context["edition"]
    view = site_feed(edition)
    return [Made(path=f"{FEED}{ending}", view=view, make=WRITERS[ending]) for ending, *_ in FEED_FORMATS]


def register() -> None:
    outputs_wanted.connect(make_feeds)
