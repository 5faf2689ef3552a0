"""Atom 1.0 (RFC 4287)."""

import re
from urllib.parse import quote

from lxml import etree

from plugins.feeds.generator import XML_LANG, Around, add, start_feed
from plugins.feeds.items import Author, FeedItem, FeedView

ENDING = ".atom.xml"
AROUND = Around(("feed",), {})
_IRI_CHARACTER = r"(?:[^\s\x00-\x20\x7f-\x9f<>\"{}|\\^`%#\[\]]|%[0-9A-Fa-f]{2})"
_IRI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{_IRI_CHARACTER}+(?:#{_IRI_CHARACTER}*)?")


def atom(view: FeedView) -> bytes:
    feed = start_feed(view, ENDING, "application/atom+xml")
    feed.id(f"{view.url}{ENDING}")
    feed.author(name=view.author, uri=view.home_url)
    return AROUND.feed(feed.atom_str(pretty=True), (item.written(_entry, view.lang) for item in view.items))


def iri(uid: str) -> str:
    """The uid itself if it is an IRI (RFC 3987), as an Atom id must be; else one made from it."""
    return uid if _IRI.fullmatch(uid) else f"urn:daylight:{quote(uid, safe='')}"


def _entry(item: FeedItem, feed_lang: str) -> bytes:
    entry = etree.Element("entry")
    add(entry, "id", iri(item.id))
    add(entry, "title", item.title)
    add(entry, "updated", item.updated.isoformat())
    for author in item.authors:
        _add_person(entry, "author", author)
    content = etree.SubElement(entry, "content", type="html")
    if item.content_html:
        content.text = item.content_html
    if item.summary:
        add(entry, "summary", item.summary)
    for category in item.categories:
        etree.SubElement(entry, "category", term=category)
    for organization in item.organizations:
        _add_person(entry, "contributor", organization)
    add(entry, "published", item.published.isoformat())
    etree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "hreflang": item.lang, "href": item.url})
    for e in item.enclosures:
        link = {"rel": "enclosure", "type": e.type, "length": str(e.length), "title": e.title, "href": e.url}
        etree.SubElement(entry, "link", link)
    if item.lang != feed_lang:
        entry.set(XML_LANG, item.lang)
    return AROUND.entry(entry)


def _add_person(entry: etree._Element, name: str, author: Author) -> None:
    if author.name:
        person = etree.SubElement(entry, name)
        add(person, "name", author.name)
        if author.url:
            add(person, "uri", author.url)
