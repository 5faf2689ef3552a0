"""The settings that the theme may read on every page."""

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.parts.navigation import footer, sections
from plugins.render.assets import ThemeAssets, theme_assets
from plugins.render.theme import Site, Theme


def theme_of(edition: Edition) -> Theme:
    """The theme of this build, made once."""
    key = ("theme",)
    if key not in edition.kept:
        folder = edition.settings.theme
        edition.kept[key] = Theme(folder, make_site(edition, theme_assets(folder)))
    return edition.kept[key]  # type: ignore[return-value]


def make_site(edition: Edition, assets: ThemeAssets) -> Site:
    settings = edition.settings
    return Site(
        name=settings.site_name,
        tagline=settings.tagline,
        notice=settings.notice,
        absolute_url=settings.site_url,
        home_url=settings.home_url,
        lang=settings.lang,
        sections=sections(edition),
        footer=footer(edition),
        stylesheet_url=settings.url(assets.stylesheet_path),
        icon_url=settings.url(assets.icon_path) if assets.icon_path else "",
        rights=settings.rights,
    )
