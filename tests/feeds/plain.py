"""The formats written the plain way: every field of an entry through feedgen's own, and JSON through `json.dumps`."""

import json
from html import escape
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from plugins.feeds.atom import iri
from plugins.feeds.generator import XML_LANG, start_feed
from plugins.feeds.items import Author, FeedItem, FeedView
from plugins.feeds.rss import _add_date, _Channel


def plain_atom(view: FeedView) -> bytes:
    feed = start_feed(view, ".atom.xml", "application/atom+xml")
    feed.id(f"{view.url}.atom.xml")
    feed.author(name=view.author, uri=view.home_url)
    feed.register_extension("fixed", BaseExtension, AtomEntry, rss=False)
    for item in view.items:
        entry = add_entry(feed, item)
        entry.id(iri(item.id))
        entry.published(item.published)
        if item.summary:
            entry.summary(item.summary)
        entry.author([person(author) for author in item.authors])
        entry.contributor([person(organization) for organization in item.organizations])
        entry.fixed.lang = item.lang if item.lang != view.lang else ""
        entry.fixed.item = item
    return bytes(feed.atom_str(pretty=True))


def plain_rss(view: FeedView) -> bytes:
    feed = start_feed(view, ".rss.xml", "application/rss+xml")
    feed.load_extension("dc", atom=False)
    feed.register_extension("fixed", _Channel, RssItem, atom=False)
    feed.fixed.built = view.updated
    feed._FeedGenerator__rss_lastBuildDate = None
    for item in view.items:
        entry = add_entry(feed, item)
        entry.guid(item.id, permalink=False)
        entry.link(href=item.url)
        entry.summary(escape(item.summary, quote=False))
        entry.dc.dc_creator([author.name for author in item.authors])
        entry.dc.dc_contributor([organization.name for organization in item.organizations])
        if item.enclosures:
            first = item.enclosures[0]
            entry.enclosure(url=first.url, length=first.length, type=first.type)
        entry.fixed.lang = item.lang if item.lang != view.lang else ""
        entry.fixed.item = item
    return bytes(feed.rss_str(pretty=True))


def plain_json(data: bytes) -> bytes:
    return (json.dumps(json.loads(data), ensure_ascii=False, indent=1) + "\n").encode()


def add_entry(feed: Any, item: FeedItem) -> Any:
    entry = feed.add_entry(order="append")
    entry.title(item.title)
    entry.updated(item.updated)
    entry.content(item.content_html, type="html")
    entry.category([{"term": name} for name in item.categories])
    return entry


def person(author: Author) -> dict[str, str]:
    return {"name": author.name, "uri": author.url}


class AtomEntry(BaseEntryExtension):  # type: ignore[misc]
    """feedgen writes the links of an entry without their rel, type and length."""

    item: FeedItem
    lang: str

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        item = self.item
        link = {"rel": "alternate", "type": "text/html", "hreflang": item.lang, "href": item.url}
        etree.SubElement(entry, "link", link)
        for e in item.enclosures:
            link = {"rel": "enclosure", "type": e.type, "length": str(e.length), "title": e.title, "href": e.url}
            etree.SubElement(entry, "link", link)
        if self.lang:
            entry.set(XML_LANG, self.lang)
        return entry


class RssItem(BaseEntryExtension):  # type: ignore[misc]
    """feedgen sets the locale of the process to write a date."""

    item: FeedItem
    lang: str

    def extend_rss(self, entry: etree._Element) -> etree._Element:
        _add_date(entry, "pubDate", self.item.published)
        if self.lang:
            entry.set(XML_LANG, self.lang)
        return entry
