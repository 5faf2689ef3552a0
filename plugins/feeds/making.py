"""Every feed of an edition, in every format, as outputs."""

from collections.abc import Callable, Iterable, Set
from functools import partial
from typing import Any

from plugins.feeds.atom import atom
from plugins.feeds.items import FeedDocument, FeedView, feed_documents
from plugins.feeds.json_feed import json_feed
from plugins.feeds.opml import opml, opml_view
from plugins.feeds.rss import rss
from plugins.newsroom.library.addresses import FEED_FORMATS, OPML
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.parts.subscriptions import Entry, subscriptions
from plugins.render.pages import Deferred, Made, Output

WRITERS: dict[str, Callable[[FeedView], bytes]] = {".rss.xml": rss, ".atom.xml": atom, ".json": json_feed}
"""By file extension, as in `FEED_FORMATS`."""
VERSION = 1
"""Increased whenever a writer gives other bytes for the same view."""


def make_feeds(context: dict[str, Any]) -> list[Output]:
    """Every feed in each format, its archives, and the list of all; for a part of the site, the feeds with its
    items."""
    edition: Edition = context["edition"]
    only = edition.only
    outputs: list[Output] = [Made(path=OPML, view=opml_view(edition), make=opml)] if only is None else []
    for subscription in subscriptions(edition).values():
        if only is not None and not _tells_of(subscription.entries, only):
            continue
        for document in feed_documents(edition, subscription):
            if only is not None and not _tells_of(document.entries, only):
                continue
            names = (document.name, *(subscription.former if document.name == subscription.name else ()))
            inputs = document.inputs(edition)
            outputs += (
                Deferred(
                    path=f"{name}{ending}",
                    inputs=f"{VERSION} {ending} {inputs}",
                    make=partial(_made, edition, document, f"{name}{ending}", ending),
                )
                for ending, *_ in FEED_FORMATS
                for name in names
            )
    return outputs


def _tells_of(entries: Iterable[Entry], paths: Set[str]) -> bool:
    """Whether one of these records is among the entries."""
    return any(entry.item.path in paths for entry in entries)


def _made(edition: Edition, document: FeedDocument, path: str, ending: str) -> Output:
    return Made(path=path, view=document.view(edition), make=WRITERS[ending])
