"""A list of every feed that a feed reader can import (OPML 2.0, opml.org/spec2.opml)."""

from dataclasses import dataclass

from lxml import etree

from plugins.feeds.rss import ENDING
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.parts.heads import feed_title
from plugins.newsroom.pages.parts.subscriptions import offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of the list."""

    title: str
    feed_url: str
    page_url: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlView:
    title: str
    feeds: tuple[Outline, ...]


def opml_view(edition: Edition) -> OpmlView:
    settings = edition.settings
    return OpmlView(
        title=settings.site_name or settings.site_url,
        feeds=tuple(
            Outline(
                title=feed_title(edition, subscription.name),
                feed_url=settings.absolute_url(f"{subscription.name}{ENDING}"),
                page_url=settings.absolute_url(subscription.address),
                lang=subscription.lang,
            )
            for subscription in offered(edition)
        ),
    )


def opml(view: OpmlView) -> bytes:
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = view.title
    body = etree.SubElement(root, "body")
    for feed in view.feeds:
        etree.SubElement(
            body, "outline", type="rss", version="RSS2", text=feed.title, title=feed.title,
            xmlUrl=feed.feed_url, htmlUrl=feed.page_url, language=feed.lang,
        )  # fmt: skip
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
