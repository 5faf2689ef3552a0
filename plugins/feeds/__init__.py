"""Feeds: what is new, as RSS 2.0, Atom 1.0 and JSON Feed 1.1, for readers that come back by themselves."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from plugins.feeds.atom import atom
from plugins.feeds.items import FeedView, feed_documents
from plugins.feeds.json_feed import json_feed
from plugins.feeds.opml import opml, opml_view
from plugins.feeds.rss import rss
from plugins.newsroom.addresses import FEED_FORMATS, OPML
from plugins.newsroom.edition import Edition
from plugins.newsroom.subscriptions import subscriptions
from plugins.render import outputs_wanted
from plugins.render.pages import Made, Output

WRITERS: dict[str, Callable[[FeedView], bytes]] = {".rss.xml": rss, ".atom.xml": atom, ".json": json_feed}
"""By the ending of the file, as in `FEED_FORMATS`."""


def make_feeds(context: dict[str, Any]) -> list[Output]:
    """Every feed in each format, its archives, and the list of all."""
    edition: Edition = context["edition"]
    outputs: list[Output] = [Made(path=OPML, view=opml_view(edition), make=opml)]
    for subscription in subscriptions(edition).values():
        for number, (name, view) in enumerate(feed_documents(edition, subscription)):
            made = [Made(path=f"{name}{ending}", view=view, make=WRITERS[ending]) for ending, *_ in FEED_FORMATS]
            outputs += made
            for former in subscription.former if number == 0 else ():
                outputs += (replace(output, path=output.path.replace(name, former, 1)) for output in made)
    return outputs


def register() -> None:
    outputs_wanted.connect(make_feeds)
