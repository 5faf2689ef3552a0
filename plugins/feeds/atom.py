"""Atom 1.0 (RFC 4287)."""

import re
from urllib.parse import quote

from plugins.feeds.generator import in_attribute, in_text, lang_attribute, start_feed, with_entries
from plugins.feeds.items import Author, Enclosure, FeedItem, FeedView

ENDING = ".atom.xml"
_IRI_CHARACTER = r"(?:[^\s\x00-\x20\x7f-\x9f<>\"{}|\\^`%#\[\]]|%[0-9A-Fa-f]{2})"
_IRI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{_IRI_CHARACTER}+(?:#{_IRI_CHARACTER}*)?")


def atom(view: FeedView) -> bytes:
    feed = start_feed(view, ENDING, "application/atom+xml")
    feed.id(f"{view.url}{ENDING}")
    feed.author(name=view.author, uri=view.home_url)
    entries = (_entry(item, view.lang) for item in view.items)
    return with_entries(feed.atom_str(pretty=True), b"</feed>\n", entries)


def iri(uid: str) -> str:
    """The uid itself where it is an IRI (RFC 3987), as an Atom id must be; else one that is made of it."""
    return uid if _IRI.fullmatch(uid) else f"urn:daylight:{quote(uid, safe='')}"


def _entry(item: FeedItem, feed_lang: str) -> str:
    content = f">{in_text(item.content_html)}</content>" if item.content_html else "/>"
    summary = f"    <summary>{in_text(item.summary)}</summary>\n" if item.summary else ""
    categories = "".join([f'    <category term="{in_attribute(category)}"/>\n' for category in item.categories])
    page = f'type="text/html" hreflang="{in_attribute(item.lang)}" href="{in_attribute(item.url)}"'
    return (
        f"  <entry{lang_attribute(item, feed_lang)}>\n"
        f"    <id>{in_text(iri(item.id))}</id>\n"
        f"    <title>{in_text(item.title)}</title>\n"
        f"    <updated>{item.updated.isoformat()}</updated>\n"
        f"{_people('author', item.authors)}"
        f'    <content type="html"{content}\n'
        f"{summary}"
        f"{categories}"
        f"{_people('contributor', item.organizations)}"
        f"    <published>{item.published.isoformat()}</published>\n"
        f'    <link rel="alternate" {page}/>\n'
        f"{''.join([_enclosure(enclosure) for enclosure in item.enclosures])}"
        "  </entry>\n"
    )


def _people(name: str, people: tuple[Author, ...]) -> str:
    return "".join([_person(name, person) for person in people if person.name])


def _person(name: str, person: Author) -> str:
    uri = f"      <uri>{in_text(person.url)}</uri>\n" if person.url else ""
    return f"    <{name}>\n      <name>{in_text(person.name)}</name>\n{uri}    </{name}>\n"


def _enclosure(e: Enclosure) -> str:
    what = f'type="{in_attribute(e.type)}" length="{e.length}" title="{in_attribute(e.title)}"'
    return f'    <link rel="enclosure" {what} href="{in_attribute(e.url)}"/>\n'
