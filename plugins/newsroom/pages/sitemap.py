"""sitemap.xml (sitemaps.org protocol 0.9) and robots.txt."""

from dataclasses import dataclass
from datetime import UTC

from lxml import etree

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.translations import language_of
from plugins.newsroom.pages.lists.plan import languages_with, list_plan
from plugins.newsroom.pages.parts.in_language import at, page_in
from plugins.newsroom.pages.parts.navigation import own_sections
from plugins.newsroom.pages.press_kit import checksum_lines
from plugins.newsroom.pages.verify_page import VERIFY
from plugins.records.schema import Record

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    absolute_url: str
    modified_iso: str
    """Empty if not stated: no date is made up."""
    languages: tuple[tuple[str, str], ...] = ()
    """(language, absolute address) of every version of the page, itself included."""


def sitemap_entries(edition: Edition) -> tuple[SitemapEntry, ...]:
    """Every page that a search engine may show: not the 404 page, redirects, or withdrawn records."""
    settings, library = edition.settings, edition.library
    entries: dict[str, SitemapEntry] = {}
    for lang in edition.relations.languages:
        sections = [address for address in own_sections(edition, lang) if address != "404.html"]
        for address in dict.fromkeys((*sections, *list_plan(edition)[lang])):
            place = at(edition, lang, address)
            entries[place] = SitemapEntry(settings.absolute_url(place), "", _versions(edition, address))
    if settings.publishing or checksum_lines(edition):
        entries[VERIFY] = SitemapEntry(settings.absolute_url(VERIFY), "")
    for item in library.items:
        if item.is_withdrawn or (item.kind == "page" and item.slug in ("home", "press") and _is_own(edition, item)):
            continue
        versions = edition.relations.translations.get(item.text, ())
        entries[item.address] = SitemapEntry(
            absolute_url=settings.absolute_url(item.address),
            modified_iso=item.modified.astimezone(UTC).isoformat() if item.modified else "",
            languages=tuple((other.lang, settings.absolute_url(other.address)) for other in versions),
        )
    return tuple(entries[address] for address in sorted(entries))


def _is_own(edition: Edition, item: Item[Record]) -> bool:
    """Whether its words stand on a page of the site's own."""
    lang = language_of(item, edition.settings.lang)
    return page_in(edition, item.slug, lang) is item


def _versions(edition: Edition, address: str) -> tuple[tuple[str, str], ...]:
    settings = edition.settings
    known = edition.relations.languages
    if address in own_sections(edition, settings.lang):
        languages = tuple(lang for lang in known if address in own_sections(edition, lang))
    else:
        languages = languages_with(edition, address)
    if len(languages) < 2:
        return ()
    return tuple((lang, settings.absolute_url(at(edition, lang, address))) for lang in languages)


def sitemap_xml(entries: tuple[SitemapEntry, ...]) -> bytes:
    names: dict[str | None, str] = {None: NAMESPACE, "xhtml": XHTML}
    root = etree.Element(f"{{{NAMESPACE}}}urlset", nsmap=names)  # type: ignore[arg-type]
    for entry in entries:
        url = etree.SubElement(root, f"{{{NAMESPACE}}}url")
        etree.SubElement(url, f"{{{NAMESPACE}}}loc").text = entry.absolute_url
        if entry.modified_iso:
            etree.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = entry.modified_iso
        for lang, address in entry.languages:
            etree.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=lang, href=address)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def robots_text(sitemap_url: str) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap_url}\n".encode()
