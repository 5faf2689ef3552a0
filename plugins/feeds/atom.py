"""Atom 1.0 (RFC 4287)."""

import re
from typing import Any
from urllib.parse import quote

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from plugins.feeds.generator import XML_LANG, add_entry, start_feed
from plugins.feeds.items import Author, FeedItem, FeedView

ENDING = ".atom.xml"
_IRI_CHARACTER = r"(?:[^\s\x00-\x20\x7f-\x9f<>\"{}|\\^`%#\[\]]|%[0-9A-Fa-f]{2})"
_IRI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{_IRI_CHARACTER}+(?:#{_IRI_CHARACTER}*)?")


def atom(view: FeedView) -> bytes:
    feed = start_feed(view, ENDING, "application/atom+xml")
    feed.id(f"{view.url}{ENDING}")
    feed.author(name=view.author, uri=view.home_url)
    feed.register_extension("mended", BaseExtension, _Entry, rss=False)
    for item in view.items:
        _add_entry(feed, item, view.lang)
    return bytes(feed.atom_str(pretty=True))


def _add_entry(feed: Any, item: FeedItem, feed_lang: str) -> None:
    entry = add_entry(feed, item)
    entry.id(iri(item.id))
    entry.published(item.published)
    if item.summary:
        entry.summary(item.summary)
    entry.author([_person(author) for author in item.authors])
    entry.contributor([_person(organization) for organization in item.organizations])
    entry.mended.lang = item.lang if item.lang != feed_lang else ""
    entry.mended.links = (
        {"rel": "alternate", "type": "text/html", "hreflang": item.lang, "href": item.url},
        *(
            {"rel": "enclosure", "type": e.type, "length": str(e.length), "title": e.title, "href": e.url}
            for e in item.enclosures
        ),
    )


def iri(uid: str) -> str:
    """The uid itself where it is an IRI (RFC 3987), as an Atom id must be; else one that is made of it."""
    return uid if _IRI.fullmatch(uid) else f"urn:daylight:{quote(uid, safe='')}"


def _person(author: Author) -> dict[str, str]:
    return {"name": author.name, "uri": author.url}


class _Entry(BaseEntryExtension):  # type: ignore[misc]
    """The links of an entry, which feedgen writes without their rel, type and length; and its language."""

    links: tuple[dict[str, str], ...]
    lang: str

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        for link in self.links:
            etree.SubElement(entry, "link", link)
        if self.lang:
            entry.set(XML_LANG, self.lang)
        return entry
