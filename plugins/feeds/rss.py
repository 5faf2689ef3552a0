"""RSS 2.0 (rssboard.org/rss-specification, and its Best Practices Profile)."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from html import escape

from feedgen.ext.base import BaseExtension
from feedgen.ext.dc import DcExtension
from lxml import etree

from plugins.feeds.generator import in_attribute, in_text, lang_attribute, start_feed, with_entries
from plugins.feeds.items import Enclosure, FeedItem, FeedView

ENDING = ".rss.xml"


def rss(view: FeedView) -> bytes:
    feed = start_feed(view, ENDING, "application/rss+xml")
    feed.register_extension("dc", DcExtension, atom=False)
    feed.register_extension("mended", _Channel, atom=False)
    feed.mended.built = view.updated
    # feedgen's own dates set the locale of the whole process while they are written, which no thread survives.
    feed._FeedGenerator__rss_lastBuildDate = None
    items = (_item(item, view.lang) for item in view.items)
    return with_entries(feed.rss_str(pretty=True), b"  </channel>\n</rss>\n", items)


class _Channel(BaseExtension):  # type: ignore[misc]
    """The date of the channel."""

    built: datetime

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        # RFC 2822, in English in every locale.
        etree.SubElement(feed[0], "lastBuildDate").text = format_datetime(self.built)
        return feed


def _item(item: FeedItem, feed_lang: str) -> str:
    # A description is read as HTML, so plain text is escaped once more.
    summary = f"      <description>{in_text(escape(item.summary, quote=False))}</description>\n" if item.summary else ""
    content = "content:encoded" if item.summary else "description"
    return (
        f"    <item{lang_attribute(item, feed_lang)}>\n"
        f"      <title>{in_text(item.title)}</title>\n"
        f"      <link>{in_text(item.url)}</link>\n"
        f"{summary}"
        f"      <{content}>{in_text(item.content_html)}</{content}>\n"
        f'      <guid isPermaLink="false">{in_text(item.id)}</guid>\n'
        f"{_each('category', item.categories)}"
        f"{''.join([_enclosure(first) for first in item.enclosures[:1]])}"
        f"{_each('dc:contributor', [organization.name for organization in item.organizations])}"
        f"{_each('dc:creator', [author.name for author in item.authors])}"
        f"      <pubDate>{format_datetime(item.published)}</pubDate>\n"
        "    </item>\n"
    )


def _each(name: str, texts: Iterable[str]) -> str:
    return "".join([f"      <{name}>{in_text(text)}</{name}>\n" for text in texts])


def _enclosure(e: Enclosure) -> str:
    url, media_type = in_attribute(e.url), in_attribute(e.type)
    return f'      <enclosure url="{url}" length="{e.length}" type="{media_type}"/>\n'
