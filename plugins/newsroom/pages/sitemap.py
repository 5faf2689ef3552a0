"""sitemap.xml (sitemaps.org protocol 0.9) and robots.txt."""

from dataclasses import dataclass
from datetime import UTC

from lxml import etree

from plugins.newsroom.library.addresses import organization_address, topic_address
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.parts.navigation import has_press
from plugins.newsroom.pages.parts.release_kinds import kind_addresses
from plugins.newsroom.pages.press_kit import checksum_lines
from plugins.newsroom.pages.verify_page import VERIFY

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
    own = ["", "corrections/", "subscribe/"]
    own += [f"{name}/" for name in ("releases", "cases", "documents") if getattr(library, name)]
    own += kind_addresses(edition).values()
    if edition.relations.topics:
        own += ["topics/", *(topic_address(slug) for slug in edition.relations.topics)]
    if edition.relations.organizations:
        own += ["organizations/", *(organization_address(slug) for slug in edition.relations.organizations)]
    if has_press(edition):
        own.append("press/")
    if edition.settings.publishing or checksum_lines(edition):
        own.append(VERIFY)
    entries = {address: SitemapEntry(settings.absolute_url(address), "") for address in own}
    for item in library.items:
        if item.is_withdrawn or (item.kind == "page" and item.slug == "home" and not item.record.translation):
            continue
        versions = edition.relations.translations.get(item.text, ())
        entries[item.address] = SitemapEntry(
            absolute_url=settings.absolute_url(item.address),
            modified_iso=item.modified.astimezone(UTC).isoformat() if item.modified else "",
            languages=tuple((other.lang, settings.absolute_url(other.address)) for other in versions),
        )
    return tuple(entries[address] for address in sorted(entries))


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
