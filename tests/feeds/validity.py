"""The rules of the W3C feed validation service, as far as they can apply to feeds without podcasts.

Each rule names the message of the service (validator.w3.org/feed/docs) that it stands for. What the service would only
warn of, and why it stays, is in WARNINGS.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

from lxml import etree

WARNINGS = {
    "SelfDoesntMatchLocation": "only where a copy is fetched from elsewhere than SITEURL, as tests do",
    "UseOfExtension fh, dc, content": "in the table of known namespaces: told as information, never as an error",
    "DuplicateDescriptionSemantics": "description is the summary, content:encoded the text: readers show either",
}
A, C, D = ("{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}",
           "{http://purl.org/dc/elements/1.1/}")  # fmt: skip
FH = "{http://purl.org/syndication/history/1.0}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
RELATIONS = {"self", "alternate", "enclosure", "related", "via", "hub", "current", "prev-archive", "next-archive"}
CHANNEL = {"title", "link", "description", "language", "copyright", "lastBuildDate", "docs", "generator", "item",
           f"{A}link", f"{FH}archive"}  # fmt: skip
ITEM = {"title", "link", "description", "guid", "pubDate", "category", "enclosure", f"{C}encoded", f"{D}creator",
        f"{D}contributor"}  # fmt: skip
ONCE = {"title", "link", "description", "guid", "pubDate", "enclosure", f"{C}encoded", "language", "lastBuildDate"}
FEED = {
    f"{A}{name}" for name in ("id", "title", "subtitle", "updated", "author", "link", "generator", "rights", "entry")
}
ENTRY = {
    f"{A}{name}"
    for name in (
        "id",
        "title",
        "updated",
        "published",
        "summary",
        "content",
        "author",
        "contributor",
        "link",
        "category",
    )
}
DANGEROUS = {"script", "style", "iframe", "object", "embed", "meta", "link", "form", "input", "button", "base", "frame"}


class Html(HTMLParser):
    """What stands in the HTML of an item."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in DANGEROUS:
            self.found.append(f"SecurityRisk: <{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name == "style":
                self.found.append(f"SecurityRiskAttr: {name}")
            if name in ("href", "src", "cite") and not urlsplit(value or "").scheme:
                self.found.append(f"ContainsRelRef: {value}")


def rss_complaints(data: bytes) -> Iterator[str]:
    root = etree.fromstring(data)
    if root.tag != "rss" or root.get("version") != "2.0" or [child.tag for child in root] != ["channel"]:
        yield "UndefinedElement: rss"
        return
    channel = root[0]
    yield from _names(channel, CHANNEL)
    yield from (f"MissingElement: {n}" for n in ("title", "link", "description") if not channel.findtext(n))
    yield from _url(channel.findtext("link"))
    yield from _rfc_822(channel.findtext("lastBuildDate"))
    if not LANGUAGE.fullmatch(channel.findtext("language") or ""):
        yield f"InvalidLanguage: {channel.findtext('language')}"
    if [link.get("rel") for link in channel.findall(f"{A}link")].count("self") != 1:
        yield "MissingAtomSelfLink"
    yield from _links(channel)
    yield from _unique([item.findtext("guid") for item in channel.iter("item")])
    for item in channel.iter("item"):
        yield from _names(item, ITEM)
        yield from (
            f"MissingElement: {name}" for name in ("title", "link", "guid", "pubDate") if not item.findtext(name)
        )
        yield from _url(item.findtext("link"))
        yield from _rfc_822(item.findtext("pubDate"))
        yield from Html(item.findtext("description") or "").found
        yield from Html(item.findtext(f"{C}encoded") or "").found
        for guid in item.findall("guid"):
            if guid.get("isPermaLink") != "false" and not urlsplit(guid.text or "").netloc:
                yield f"InvalidPermalink: {guid.text}"
        for enclosure in item.findall("enclosure"):
            yield from _url(enclosure.get("url"))
            yield from _size(enclosure.get("length"))
            yield from _media_type(enclosure.get("type"))
        for name in (f"{D}creator", f"{D}contributor", "category"):
            yield from (f"NotBlank: {name}" for element in item.findall(name) if not (element.text or "").strip())


def atom_complaints(data: bytes) -> Iterator[str]:
    root = etree.fromstring(data)
    if root.tag != f"{A}feed":
        yield "UndefinedElement: feed"
        return
    yield from _names(root, FEED | {f"{FH}archive"})
    yield from _atom_common(root)
    if [link.get("rel") for link in root.findall(f"{A}link")].count("self") != 1:
        yield "MissingSelf"
    if not root.findall(f"{A}author"):
        yield "MissingElement: author"
    entries = root.findall(f"{A}entry")
    yield from _unique([entry.findtext(f"{A}id") for entry in entries])
    for entry in entries:
        yield from _names(entry, ENTRY)
        yield from _atom_common(entry)
        yield from _rfc_3339(entry.findtext(f"{A}published"))
        content = entry.find(f"{A}content")
        if content is None or content.get("type") != "html":
            yield "MissingContentOrAlternate"
        else:
            yield from Html(content.text or "").found
        alternates = [(link.get("type"), link.get("hreflang")) for link in entry.findall(f"{A}link[@rel='alternate']")]
        if len(alternates) != len(set(alternates)) or not alternates:
            yield "DuplicateAtomLink"
        if (entry.findtext(f"{A}published") or "") > (entry.findtext(f"{A}updated") or ""):
            yield "PublishedAfterUpdated"
        yield from ("MissingAttribute: term" for c in entry.findall(f"{A}category") if not c.get("term"))


def _atom_common(parent: etree._Element) -> Iterator[str]:
    yield from (f"MissingElement: {n}" for n in ("id", "title", "updated") if not parent.findtext(f"{A}{n}"))
    yield from _rfc_3339(parent.findtext(f"{A}updated"))
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", parent.findtext(f"{A}id") or ""):
        yield f"InvalidFullLink: {parent.findtext(f'{A}id')}"
    yield from _links(parent)
    for person in (*parent.findall(f"{A}author"), *parent.findall(f"{A}contributor")):
        if not (person.findtext(f"{A}name") or "").strip():
            yield "MissingElement: name"


def json_complaints(data: bytes) -> Iterator[str]:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1); the W3C service knows no such feeds."""
    feed = json.loads(data)
    if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["title"]:
        yield "version or title"
    for name in ("home_page_url", "feed_url", "next_url"):
        if name in feed:
            yield from _url(feed[name])
    yield from _unique([item["id"] for item in feed["items"]])
    for item in feed["items"]:
        yield from _url(item["url"])
        yield from _rfc_3339(item["date_published"])
        yield from _rfc_3339(item["date_modified"])
        yield from Html(item["content_html"]).found
        for attachment in item.get("attachments", ()):
            yield from _url(attachment["url"])
            yield from _size(str(attachment["size_in_bytes"]))
            yield from _media_type(attachment["mime_type"])


def _names(parent: etree._Element, known: set[str]) -> Iterator[str]:
    names = [child.tag for child in parent]
    yield from (f"UndefinedElement: {name}" for name in names if name not in known)
    yield from (f"DuplicateElement: {name}" for name in ONCE if names.count(name) > 1)
    lang = parent.get(XML_LANG)
    if lang is not None and not LANGUAGE.fullmatch(lang):
        yield f"InvalidLanguage: {lang}"


def _links(parent: etree._Element) -> Iterator[str]:
    for link in parent.findall(f"{A}link"):
        yield from _url(link.get("href"))
        if link.get("rel", "alternate") not in RELATIONS:
            yield f"UnregisteredAtomLinkRel: {link.get('rel')}"
        if link.get("length") is not None:
            yield from _size(link.get("length"))
        if link.get("type") is not None:
            yield from _media_type(link.get("type"))


def _unique(ids: list[str | None]) -> Iterator[str]:
    yield from (f"DuplicateIds: {uid}" for uid in {uid for uid in ids if ids.count(uid) > 1})


def _url(value: str | None) -> Iterator[str]:
    parts = urlsplit(value or "")
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"{}|\\^`]", value or ""):
        yield f"InvalidFullLink: {value}"


def _rfc_822(value: str | None) -> Iterator[str]:
    if not value or format_datetime(parsedate_to_datetime(value)) != value:
        yield f"InvalidRFC2822Date: {value}"


def _rfc_3339(value: str | None) -> Iterator[str]:
    if not value or not RFC_3339.fullmatch(value) or datetime.fromisoformat(value).year < 1970:
        yield f"InvalidRFC3339Date: {value}"


def _size(value: str | None) -> Iterator[str]:
    if not (value or "").isdigit():
        yield f"InvalidNonNegativeInteger: {value}"


def _media_type(value: str | None) -> Iterator[str]:
    if not MEDIA_TYPE.fullmatch(value or ""):
        yield f"InvalidMIMEType: {value}"


COMPLAINTS = {".rss.xml": rss_complaints, ".atom.xml": atom_complaints, ".json": json_complaints}
