"""Navigation on every page: sections, footer, breadcrumbs, and which records lists show."""

from collections.abc import Collection, Iterable
from urllib.parse import quote

from plugins.newsroom.library.addresses import SECTIONS
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address, Elsewhere
from plugins.newsroom.pages.parts.cards import other_lang
from plugins.newsroom.pages.parts.in_language import at, listed, page_in, site_language, url_at
from plugins.newsroom.pages.views.shared import Link
from plugins.prose.links import Refused, read_address
from plugins.prose.model import Reference
from plugins.records.campaign.site import SITE_FILE
from plugins.records.schema import Record, Release
from plugins.render.theme import SiteLink

MORE = 4
"""Releases that a release points to besides, of its cases and of its topics."""
SEARCH = "search/"
"""The folder of a search page, below that of its language."""


def sections(edition: Edition, lang: str = "") -> tuple[SiteLink, ...]:
    """The navigation: what exists, in the order of the house."""
    lang = lang or edition.settings.lang
    library = edition.library
    exists = {
        "releases": _any_seen(library.releases),
        "cases": _any_seen(library.cases),
        "documents": _any_seen(library.documents),
        "trackers": _any_seen(library.trackers),
        "press": has_press(edition, lang),
        "subscribe": True,
    }
    return tuple(SiteLink(key=key, text="", url=url_at(edition, lang, f"{key}/")) for key in SECTIONS if exists[key])


def _any_seen(items: tuple[Item[Record], ...]) -> bool:
    return any(not item.is_withdrawn for item in items)


def own_sections(edition: Edition, lang: str) -> tuple[str, ...]:
    """The pages of the site's own that every language has, as long as there is something on them."""
    named = [f"{link.key}/" for link in (*sections(edition, lang), *_lists(edition, lang))]
    return ("", *named, "404.html")


def _lists(edition: Edition, lang: str) -> tuple[SiteLink, ...]:
    """The lists without room above."""
    found = edition.relations.topics or edition.relations.topics_of(lang)
    exists = {"topics": bool(found), "organizations": bool(edition.relations.organizations), "corrections": True}
    return tuple(
        SiteLink(key=key, text="", url=url_at(edition, lang, f"{key}/")) for key, is_there in exists.items() if is_there
    )


def footer(edition: Edition, lang: str = "") -> tuple[SiteLink, ...]:
    """Pages of prose in order of title, those of the language first, and the lists without room above."""
    lang = lang or edition.settings.lang
    prose = listed(edition, edition.library.pages, lang)
    shown = [page for page in prose.all if page.slug not in ("press", "home") and page.record.footer]
    pages = [
        SiteLink(key="", text=page.record.title, url=edition.settings.url(page.address), lang=other_lang(page, lang))
        for page in shown
    ]
    return (*sorted(pages, key=lambda page: (page.lang != "", page.text.casefold())), *_lists(edition, lang))


def others_on_case(edition: Edition, item: Item[Release]) -> list[Item[Release]]:
    """The newest other releases about the cases of a release."""
    of_case = edition.relations.releases_of_case
    cases = [edition.links.item("case", slug, item.lang) for slug in item.record.cases]
    return _few_others(item, (of_case.get(case.address, ()) for case in cases if case), ())


def others_on_topic(edition: Edition, item: Item[Release]) -> list[Item[Release]]:
    """The newest other releases on its topics that are not among those on its cases."""
    topics = edition.relations.topics_of(item.lang)
    found = (topics[slug].releases for slug in edition.relations.topic_slugs(item))
    return _few_others(item, found, others_on_case(edition, item))


def _few_others(
    item: Item[Release], lists: Iterable[tuple[Item[Release], ...]], known: Collection[Item[Release]]
) -> list[Item[Release]]:
    """Looks at a few of each list, however long it is."""
    passed = {item.address, *(other.address for other in known)}
    few = MORE + len(passed)
    found = {other.address: other for of_list in lists for other in of_list[:few] if other.address not in passed}
    return list(found.values())[:MORE]


def link_to(edition: Edition, written: str, lang: str = "") -> str:
    """Where an address of site.yml leads readers of a language: `/about/`, `{case}slug`, `https://…`.

    Empty where it leads nowhere.
    """
    address = read_address(written)
    if isinstance(address, Refused):
        return ""
    lang = lang or edition.settings.lang
    reference = Reference(scheme=address.scheme, target=address.target, fragment=address.fragment, text="", line=1)
    match edition.links.resolve(reference, SITE_FILE):
        case Address(path=path, fragment=fragment, item=item):
            if item is not None and path == item.address:
                path = _version(edition, item, lang).address
            elif path in own_sections(edition, lang):
                path = at(edition, lang, path)
            return f"{edition.settings.url(quote(path, safe='/@,+'))}{f'#{fragment}' if fragment else ''}"
        case Elsewhere(url=url):
            return url
        case _:
            return ""


def _version(edition: Edition, item: Item[Record], lang: str) -> Item[Record]:
    versions = edition.relations.translations.get(item.text, ())
    return next((version for version in versions if version.lang == lang), item)


def has_press(edition: Edition, lang: str = "") -> bool:
    """Whether there is anything that a press page could say."""
    home, press = edition.settings.lang, edition.library.site.site.press
    if edition.library.contacts or press.email or press.phone or press.kit:
        return True
    return any(page_in(edition, "press", place) is not None for place in {home, lang or home})


def crumbs(edition: Edition, lang: str, *trail: tuple[str, str]) -> tuple[Link, ...]:
    """(text, address) pairs as links, behind the home page of a language; addresses without its folder."""
    return tuple(Link(text=text, url=url_at(edition, lang, address)) for text, address in (("Home", ""), *trail))


def press_url(edition: Edition, lang: str) -> str:
    """The press page, or empty where the site has none."""
    return url_at(edition, lang, "press/") if has_press(edition, lang) else ""


def search_address(edition: Edition, lang: str) -> str:
    """The folder of a language's search page."""
    return at(edition, lang, SEARCH)


def index_address(edition: Edition, lang: str) -> str:
    """The folder of what Pagefind has made, below that page."""
    return f"{search_address(edition, lang)}pagefind/"


def search_url(edition: Edition, lang: str) -> str:
    """Where a search box leads; empty where the site has none."""
    return url_at(edition, site_language(edition, lang), SEARCH) if edition.settings.search in ("on", "later") else ""
