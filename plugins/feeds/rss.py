"""RSS 2.0 (rssboard.org/rss-specification, and its Best Practices Profile)."""

from datetime import datetime
from email.utils import format_datetime
from html import escape

from feedgen.ext.base import BaseExtension
from feedgen.ext.dc import DcExtension
from lxml import etree

from plugins.feeds.generator import XML_LANG, Around, add, start_feed
from plugins.feeds.items import FeedItem, FeedView

ENDING = ".rss.xml"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
AROUND = Around(("rss", "channel"), {"content": CONTENT, "dc": DUBLIN_CORE})


def rss(view: FeedView) -> bytes:
    feed = start_feed(view, ENDING, "application/rss+xml")
    feed.register_extension("dc", DcExtension, atom=False)
    feed.register_extension("fixed", _Channel, atom=False)
    feed.fixed.built = view.updated
    # feedgen's own dates set the locale of the whole process while they are written, which is not thread-safe.
    feed._FeedGenerator__rss_lastBuildDate = None
    return AROUND.feed(feed.rss_str(pretty=True), (item.written(_item, view.lang) for item in view.items))


class _Channel(BaseExtension):  # type: ignore[misc]
    """The date of the channel."""

    built: datetime

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        _add_date(feed[0], "lastBuildDate", self.built)
        return feed


def _item(item: FeedItem, feed_lang: str) -> bytes:
    entry = etree.Element("item")
    add(entry, "title", item.title)
    add(entry, "link", item.url)
    if item.summary:
        # A description is read as HTML, so plain text is escaped twice.
        add(entry, "description", escape(item.summary, quote=False))
    add(entry, f"{{{CONTENT}}}encoded" if item.summary else "description", item.content_html)
    guid = add(entry, "guid", item.id)
    guid.set("isPermaLink", "false")
    for category in item.categories:
        add(entry, "category", category)
    for first in item.enclosures[:1]:
        etree.SubElement(entry, "enclosure", url=first.url, length=str(first.length), type=first.type)
    for organization in item.organizations:
        add(entry, f"{{{DUBLIN_CORE}}}contributor", organization.name)
    for author in item.authors:
        add(entry, f"{{{DUBLIN_CORE}}}creator", author.name)
    _add_date(entry, "pubDate", item.published)
    if item.lang != feed_lang:
        entry.set(XML_LANG, item.lang)
    return AROUND.entry(entry)


def _add_date(parent: etree._Element, name: str, moment: datetime) -> None:
    """RFC 2822, in English in every locale."""
    add(parent, name, format_datetime(moment))
