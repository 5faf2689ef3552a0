"""What RSS and Atom share: feedgen, set up so that nothing depends on the time or the process.

By default, feedgen 1.0.0 uses the present for every date that is not set, uses the feed's own address as the site's if
that link comes last, and puts the last item first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from plugins.feeds.items import FeedView

GENERATOR = "Daylight"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
"""The namespace of RFC 5005."""


def start_feed(view: FeedView, ending: str, media_type: str) -> Any:
    """A feedgen feed with the data of `view`, still without items."""
    feed = FeedGenerator()
    feed.title(view.title)
    feed.description(view.description)
    feed.link(href=f"{view.url}{ending}", rel="self", type=media_type)
    feed.link(href=view.home_url, rel="alternate", type="text/html")
    feed.language(view.lang)
    feed.generator(GENERATOR)
    feed.updated(view.updated)
    if view.rights:
        feed.rights(view.rights)
    feed.register_extension("history", History)
    feed.history.view, feed.history.ending = view, ending
    return feed


class History(BaseExtension):  # type: ignore[misc]
    """Where older and newer items are (RFC 5005), and the hub that announces new ones (WebSub)."""

    view: FeedView
    ending: str

    def extend_ns(self) -> dict[str, str]:
        return {"fh": HISTORY} if self.view.is_archive else {}

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        self._say(feed, "link")
        return feed

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        self._say(feed[0], f"{{{ATOM}}}link")
        return feed

    def _say(self, parent: etree._Element, name: str) -> None:
        view = self.view
        links = {
            "hub": view.hub_url,
            "current": f"{view.current_url}{self.ending}" if view.is_archive else "",
            "prev-archive": f"{view.older_url}{self.ending}" if view.older_url else "",
            "next-archive": f"{view.newer_url}{self.ending}" if view.newer_url else "",
        }
        for rel, href in links.items():
            if href:
                etree.SubElement(parent, name, rel=rel, href=href)
        if view.is_archive:
            etree.SubElement(parent, f"{{{HISTORY}}}archive")


@dataclass(frozen=True, slots=True)
class Around:
    """The elements around the entries of a feed.

    Entries are written apart from their feed, as the same entry is in several feeds. feedgen's own entries check and
    copy each of their thirty fields, which took two thirds of the time of a feed.
    """

    names: tuple[str, ...]
    """From the outermost in."""
    namespaces: Mapping[str, str]
    """Those of the entries, by prefix, which the outermost declares."""

    @property
    def end(self) -> bytes:
        depths = reversed(list(enumerate(self.names)))
        return "".join(f"{'  ' * depth}</{name}>\n" for depth, name in depths).encode()

    def entry(self, element: etree._Element) -> bytes:
        """The lines of an entry within the feed."""
        outer = inner = etree.Element(self.names[0], nsmap=dict(self.namespaces))
        for name in self.names[1:]:
            inner = etree.SubElement(inner, name)
        inner.append(element)
        lines: bytes = etree.tostring(outer, pretty_print=True, encoding="UTF-8").removesuffix(self.end)
        return lines.split(b"\n", len(self.names))[-1]

    def feed(self, without: bytes, entries: Iterable[bytes]) -> bytes:
        """A feed that was written without its entries, with them."""
        return b"".join((without.removesuffix(self.end), *entries, self.end))


def add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = text
    return element
