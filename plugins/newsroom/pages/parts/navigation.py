"""Navigation on every page: sections, footer, breadcrumbs, and which records lists show."""

from urllib.parse import quote

from plugins.newsroom.library.addresses import SECTIONS
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address, Elsewhere
from plugins.newsroom.pages.views.shared import Link
from plugins.prose.links import Refused, read_address
from plugins.prose.model import Reference
from plugins.records.campaign.site import SITE_FILE
from plugins.records.schema import Case, Document, Page, Record, Release
from plugins.render.theme import SiteLink

MORE_ON_CASE = 5
"""Number of newest releases about a case to look at, including the release itself."""


def originals(edition: Edition, items: tuple[Item[Record], ...]) -> list[Item[Record]]:
    """Those that lists show: not withdrawn, and a translation only if its original cannot be seen."""
    return [item for item in items if item.address in edition.relations.listed]


def listed_releases(edition: Edition) -> tuple[Item[Release], ...]:
    key = ("listed releases",)
    if key not in edition.kept:
        edition.kept[key] = tuple(originals(edition, edition.library.releases))
    return edition.kept[key]  # type: ignore[return-value]


def listed_cases(edition: Edition) -> tuple[Item[Case], ...]:
    return tuple(originals(edition, edition.library.cases))  # type: ignore[arg-type]


def listed_documents(edition: Edition) -> tuple[Item[Document], ...]:
    return tuple(originals(edition, edition.library.documents))  # type: ignore[arg-type]


def sections(edition: Edition) -> tuple[SiteLink, ...]:
    """The navigation: sections that exist, in the usual order."""
    exists = {
        "releases": bool(edition.library.releases),
        "cases": bool(edition.library.cases),
        "documents": bool(edition.library.documents),
        "press": has_press(edition),
        "subscribe": True,
    }
    return tuple(SiteLink(key=key, text="", url=edition.settings.url(f"{key}/")) for key in SECTIONS if exists[key])


def footer(edition: Edition, lang: str = "") -> tuple[SiteLink, ...]:
    """Pages of prose sorted by title, in the page's language if available, and the lists with no room in the
    navigation."""
    shown = [
        page
        for page in originals(edition, edition.library.pages)
        if page.slug not in ("press", "home") and isinstance(page.record, Page) and page.record.footer
    ]
    translated = [edition.links.item("page", page.slug, lang) or page for page in shown]
    pages = [SiteLink(key="", text=page.record.title, url=edition.settings.url(page.address)) for page in translated]
    lists = [("topics", bool(edition.relations.topics)), ("organizations", bool(edition.relations.organizations))]
    own = [key for key, exists in (*lists, ("corrections", True)) if exists]
    return (
        *sorted(pages, key=lambda page: page.text.casefold()),
        *(SiteLink(key=key, text="", url=edition.settings.url(f"{key}/")) for key in own),
    )


def others_on_case(edition: Edition, item: Item[Release]) -> list[Item[Release]]:
    """The newest other releases about the cases of a release."""
    of_case = edition.relations.releases_of_case
    cases = [edition.links.item("case", slug, item.lang) for slug in item.record.cases]
    others = {other.address: other for case in cases if case for other in of_case.get(case.address, ())[:MORE_ON_CASE]}
    others.pop(item.address, None)
    return list(others.values())[: MORE_ON_CASE - 1]


def link_to(edition: Edition, written: str) -> str:
    """Where an address of site.yml leads: `/about/`, `{case}slug`, `https://…`; empty if nowhere."""
    address = read_address(written)
    if isinstance(address, Refused):
        return ""
    reference = Reference(scheme=address.scheme, target=address.target, fragment=address.fragment, text="", line=1)
    match edition.links.resolve(reference, SITE_FILE):
        case Address(path=path, fragment=fragment):
            return f"{edition.settings.url(quote(path, safe='/@,+'))}{f'#{fragment}' if fragment else ''}"
        case Elsewhere(url=url):
            return url
        case _:
            return ""


def has_press(edition: Edition) -> bool:
    """Whether there is anything that a press page could say."""
    press = edition.library.site.site.press
    said = edition.library.contacts or press.email or press.phone or press.kit
    return bool(said) or page_named(edition, "press") is not None


def page_named(edition: Edition, slug: str) -> Item[Page] | None:
    pages = [page for page in edition.library.pages if page.slug == slug and not page.is_withdrawn]
    return next((page for page in pages if not page.record.translation), None)


def crumbs(edition: Edition, *trail: tuple[str, str]) -> tuple[Link, ...]:
    """(text, address) pairs as links, after the home page."""
    return tuple(Link(text=text, url=edition.settings.url(address)) for text, address in (("Home", ""), *trail))


def press_url(edition: Edition) -> str:
    """The press page, or empty if the site has none."""
    return edition.settings.url("press/") if has_press(edition) else ""
