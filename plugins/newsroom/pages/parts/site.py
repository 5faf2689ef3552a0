"""What every page may read: the campaign's words in its language, its brand, its links and the theme's own files."""

from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath

from plugins.newsroom.library.edition import Edition, may_be_shown
from plugins.newsroom.library.links import PUBLISHED_KINDS
from plugins.newsroom.pages.parts.bodies import asset_size, file_digest
from plugins.newsroom.pages.parts.cards import phone_url
from plugins.newsroom.pages.parts.formats import direction
from plugins.newsroom.pages.parts.in_language import site_language, url_at
from plugins.newsroom.pages.parts.navigation import footer, link_to, search_url, sections
from plugins.records.campaign.brand import Shades, shades
from plugins.records.campaign.site import SiteLink as WrittenLink
from plugins.records.campaign.site import SiteWords
from plugins.records.slugs import slugify
from plugins.render.assets import ThemeAssets, hashed_path, theme_assets
from plugins.render.theme import Site, SiteAsk, SiteColumn, SiteLink, SiteLogo, SitePress, Theme

THEME_ASSETS = "theme assets"
"""Their name in `Edition.kept`."""
MARKED = ("marker", "on_marker")
COLORS = tuple(field.name for field in fields(Shades) if field.name not in MARKED)
KIT_KINDS = PUBLISHED_KINDS | {"svg"}
"""Extensions of files allowed in the press kit; a logo is often a drawing."""


def theme_of(edition: Edition) -> Theme:
    """The theme of this build, created once."""
    key = ("theme",)
    if key not in edition.kept:
        assets = assets_of_theme(edition)
        home = edition.settings.lang
        others = {lang: make_site(edition, assets, lang) for lang in _languages(edition) if lang != home}
        settings = edition.settings
        site = make_site(edition, assets)
        edition.kept[key] = Theme(settings.theme, site, others=others, overrides=settings.theme_overrides)
    return edition.kept[key]  # type: ignore[return-value]


def assets_of_theme(edition: Edition) -> ThemeAssets:
    """The theme's own files, in the campaign's colors; read once per build."""
    key = (THEME_ASSETS,)
    if key not in edition.kept:
        edition.kept[key] = theme_assets(edition.settings.theme, brand_css(edition))
    return edition.kept[key]  # type: ignore[return-value]


def _languages(edition: Edition) -> tuple[str, ...]:
    return tuple(sorted({item.lang for item in edition.library.items} | set(edition.library.site.site.languages)))


def make_site(edition: Edition, assets: ThemeAssets, lang: str = "") -> Site:
    """The site's data for pages in a language; default: the site's own language."""
    settings, reading = edition.settings, edition.library.site
    lang = lang or settings.lang
    words, press = reading.words(lang, settings.lang), reading.site.press
    light, dark = _shades(edition)
    borrowed = () if lang == settings.lang else reading.borrowed(lang)
    return Site(
        name=site_name(edition, lang),
        tagline=words.tagline or settings.tagline,
        notice=words.notice or settings.notice,
        rights=words.rights or settings.rights,
        absolute_url=settings.site_url,
        home_url=url_at(edition, site_language(edition, lang), ""),
        lang=settings.lang,
        direction=direction(settings.lang),
        borrowed=borrowed,
        sections=_navigation(edition, words, lang, borrowed),
        footer=footer(edition, site_language(edition, lang)),
        search_url=search_url(edition, lang),
        stylesheet_url=settings.url(assets.stylesheet_path),
        icon_url=settings.url(assets.icon_path) if assets.icon_path else "",
        logo=_logo(edition),
        colors=(light.brand, dark.brand),
        asks=_asks(edition, words, lang),
        social=_links(edition, words.social, lang),
        newsletter=next(iter(_links(edition, (words.newsletter,), lang)), None) if words.newsletter else None,
        address=words.address,
        columns=tuple(
            SiteColumn(title=column.title, links=links)
            for column in words.footer
            if (links := _links(edition, column.links, lang))
        ),
        press=SitePress(email=press.email, phone=press.phone, phone_url=phone_url(press.phone))
        if press.email or press.phone
        else None,
        assets=tuple((name, settings.url(path)) for name, path in assets.paths),
    )


def site_name(edition: Edition, lang: str) -> str:
    """The campaign's, in a language."""
    settings = edition.settings
    return edition.library.site.words(lang, settings.lang).name or settings.site_name


def _navigation(edition: Edition, words: SiteWords, lang: str, borrowed: tuple[str, ...]) -> tuple[SiteLink, ...]:
    given = _links(edition, words.navigation, lang)
    if given and "navigation" in borrowed:
        given = tuple(replace(link, lang=edition.settings.lang) for link in given)
    return given or sections(edition, site_language(edition, lang))


def _links(edition: Edition, written: tuple[WrittenLink, ...], lang: str) -> tuple[SiteLink, ...]:
    """Those that lead somewhere: what is held does not exist, so nothing says that a link would lead there."""
    found = ((link.text, link_to(edition, link.url, lang)) for link in written)
    return tuple(SiteLink(key="", text=text, url=url) for text, url in found if url)


def _asks(edition: Edition, words: SiteWords, lang: str) -> tuple[SiteAsk, ...]:
    found = ((ask, link_to(edition, ask.url, lang)) for ask in words.asks)
    return tuple(SiteAsk(title=ask.title, text=ask.text, label=ask.label, url=url) for ask, url in found if url)


def _logo(edition: Edition) -> SiteLogo | None:
    name = edition.library.site.site.brand.logo
    if not may_be_shown(edition, name):
        return None
    # A drawing has no pixel size: it is shown at the height of a line of the masthead.
    width, height = (0, 0) if name.lower().endswith(".svg") else asset_size(edition, name)
    return SiteLogo(url=edition.settings.url(logo_path(edition)), width=width, height=height)


def logo_path(edition: Edition) -> str:
    """The logo's path: its name includes its checksum, so it may be cached forever."""
    name = edition.library.site.site.brand.logo
    return hashed_path(PurePosixPath(name).name, file_digest(edition, name))


@dataclass(frozen=True, slots=True)
class KitEntry:
    """A file of the campaign's own press kit."""

    source: str
    """POSIX path below the content folder."""
    path: str
    """Path below the output, next to the press page."""
    title: str
    rights: str


def kit_files(edition: Edition) -> tuple[KitEntry, ...]:
    """Those of site.yml that exist, each with a unique name; PDFs are documents, and are linked as such."""
    entries: list[KitEntry] = []
    for written in edition.library.site.site.press.kit:
        source = written.file.lstrip("/")
        ending = PurePosixPath(source).suffix.lower()
        if ending.lstrip(".") not in KIT_KINDS or not may_be_shown(edition, source):
            continue
        name = f"{slugify(PurePosixPath(source).stem) or 'file'}{ending}"
        if all(entry.path != f"press/{name}" for entry in entries):
            entries.append(KitEntry(source, f"press/{name}", written.title, written.rights))
    return tuple(entries)


def _shades(edition: Edition) -> tuple[Shades, Shades]:
    brand = edition.library.site.site.brand
    return shades(brand.color, brand.marker)


def brand_css(edition: Edition) -> str:
    """The campaign's colors and font as tokens of the theme. In print, only the marker is colored."""
    display = edition.library.site.site.brand.display
    font = f'  --display: "{display}", var(--sans);\n' if display else ""
    light, dark = _shades(edition)
    on_paper = _declared(light, MARKED)
    screen = _declared(light, COLORS), _declared(dark, COLORS)
    return (
        f":root {{\n{on_paper}{font}}}\n\n@media screen {{\n:root {{\n{screen[0]}}}\n}}\n\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{screen[1]}{_declared(dark, MARKED)}}}\n}}\n"
    )


def _declared(scheme: Shades, names: tuple[str, ...]) -> str:
    return "".join(f"  --{name.replace('_', '-')}: {getattr(scheme, name)};\n" for name in names)
