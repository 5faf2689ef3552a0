"""What RSS and Atom share: feedgen, set up so that nothing depends on the hour or on the process.

Left to itself, feedgen 1.0.0 takes the present for every date that is not set, takes the feed's own address for the
site's if that link comes last, and puts the last item first.
"""

from typing import Any

from feedgen.feed import FeedGenerator

from plugins.feeds.items import FeedItem, FeedView

GENERATOR = "Daylight"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def start_feed(view: FeedView, self_url: str, media_type: str) -> Any:
    """A feedgen feed that says what `view` says of itself; its items are still to come."""
    feed = FeedGenerator()
    feed.title(view.title)
    feed.description(view.description)
    feed.link(href=self_url, rel="self", type=media_type)
    feed.link(href=view.home_url, rel="alternate", type="text/html")
    feed.language(view.lang)
    feed.generator(GENERATOR)
    feed.updated(view.updated)
    if view.rights:
        feed.rights(view.rights)
    return feed


def add_entry(feed: Any, item: FeedItem) -> Any:
    """Add a feedgen entry with what both formats take in the same words."""
    entry = feed.add_entry(order="append")
    entry.title(item.title)
    entry.updated(item.updated)
    entry.content(item.content_html, type="html")
    entry.category([{"term": name} for name in item.categories])
    return entry
