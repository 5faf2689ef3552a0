"""A whole site in memory: every file that a build would write."""

from collections.abc import Mapping
from copy import copy
from functools import cache
from pathlib import Path

from plugins.feeds.making import make_feeds
from plugins.hosting.making import make_hosting_files
from plugins.newsroom.incremental.making import make_pages
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.parts.site import make_site
from plugins.render.assets import theme_assets
from plugins.render.theme import Site, Theme, digest_of


def drawn(edition: Edition) -> dict[str, bytes]:
    """`{path: bytes}`, without the theme's own files."""
    context = {"edition": edition}
    folder = edition.settings.theme
    assets = theme_assets(folder)
    others = {lang: make_site(edition, assets, lang) for lang in edition.relations.languages[1:]}
    theme = _theme(folder, make_site(edition, assets), others)
    edition.kept["theme",] = theme
    outputs = [*make_pages(context), *make_feeds(context), *make_hosting_files(context)]
    assert len({output.path for output in outputs}) == len(outputs)
    return {output.path: output.content(theme) for output in outputs if not output.path.startswith("theme/")}


def _theme(folder: Path, site: Site, others: Mapping[str, Site]) -> Theme:
    """A theme for a site. All of them share their templates, which are compiled once."""
    theme = copy(_compiled(folder, digest_of(folder), site.lang))
    theme.site = site
    theme._others = dict(others)
    theme.fingerprint = f"{theme.fingerprint} {site!r} {others!r}"
    for environment in theme._environments.values():
        environment.globals["asset"] = theme._asset
    return theme


@cache
def _compiled(folder: Path, digest: str, lang: str) -> Theme:
    site = Site(name="", tagline="", notice="", absolute_url="", home_url="/", lang=lang, sections=(), footer=())
    return Theme(folder, site)
