"""RSS 2.0 (rssboard.org/rss-specification, and its Best Practices Profile)."""

from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from plugins.feeds.generator import XML_LANG, add_entry, start_feed
from plugins.feeds.items import FeedItem, FeedView

ENDING = ".rss.xml"


def rss(view: FeedView) -> bytes:
    feed = start_feed(view, ENDING, "application/rss+xml")
    feed.load_extension("dc", atom=False)
    feed.register_extension("mended", _Channel, _Item, atom=False)
    feed.mended.built = view.updated
    # feedgen's own dates set the locale of the whole process while they are written, which no thread survives.
    feed._FeedGenerator__rss_lastBuildDate = None
    for item in view.items:
        _add_item(feed, item, view.lang)
    return bytes(feed.rss_str(pretty=True))


def _add_item(feed: Any, item: FeedItem, feed_lang: str) -> None:
    entry = add_entry(feed, item)
    entry.guid(item.id, permalink=False)
    entry.link(href=item.url)
    # A description is read as HTML, so plain text is escaped once more.
    entry.summary(escape(item.summary, quote=False))
    entry.dc.dc_creator([author.name for author in item.authors])
    entry.dc.dc_contributor([organization.name for organization in item.organizations])
    if item.enclosures:
        first = item.enclosures[0]
        entry.enclosure(url=first.url, length=first.length, type=first.type)
    entry.mended.published = item.published
    entry.mended.lang = item.lang if item.lang != feed_lang else ""


class _Channel(BaseExtension):  # type: ignore[misc]
    """The date of the channel."""

    built: datetime

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        _add_date(feed[0], "lastBuildDate", self.built)
        return feed


class _Item(BaseEntryExtension):  # type: ignore[misc]
    """The date and language of an item."""

    published: datetime
    lang: str

    def extend_rss(self, item: etree._Element) -> etree._Element:
        _add_date(item, "pubDate", self.published)
        if self.lang:
            item.set(XML_LANG, self.lang)
        return item


def _add_date(parent: etree._Element, name: str, moment: datetime) -> None:
    """RFC 2822, in English in every locale."""
    etree.SubElement(parent, name).text = format_datetime(moment)
