"""A whole site in memory: every file that a build would write."""

from functools import cache
from pathlib import Path

from plugins.feeds import make_feeds
from plugins.newsroom import make_pages
from plugins.newsroom.edition import Edition
from plugins.newsroom.site import make_site
from plugins.render.assets import theme_assets
from plugins.render.theme import Site, Theme


def drawn(edition: Edition) -> dict[str, bytes]:
    """`{path: bytes}`, without the theme's own files."""
    context = {"edition": edition}
    folder = edition.settings.theme
    theme = _theme(folder, make_site(edition, theme_assets(folder)))
    edition.kept["theme",] = theme
    outputs = [*make_pages(context), *make_feeds(context)]
    assert len({output.path for output in outputs}) == len(outputs)
    return {output.path: output.content(theme) for output in outputs if not output.path.startswith("theme/")}


@cache
def _theme(folder: Path, site: Site) -> Theme:
    """One theme for each site that says the same of itself: its templates are compiled once."""
    return Theme(folder, site)
