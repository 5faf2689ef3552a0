"""What a web server must know about an edition, as outputs."""

from typing import Any

from plugins.hosting.files import (
    APACHE_FILE,
    HEADERS_FILE,
    NGINX_FILE,
    REDIRECTS_FILE,
    Hosting,
    apache_file,
    headers_file,
    nginx_file,
    redirects_file,
)
from plugins.hosting.policy import NO_FOLDERS, Folders
from plugins.hosting.redirects import redirects
from plugins.newsroom.library.addresses import OPML, embed_folder
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.in_language import at
from plugins.newsroom.pages.parts.navigation import search_address
from plugins.newsroom.pages.parts.site import assets_of_theme
from plugins.render.pages import Made, Output


def make_hosting_files(context: dict[str, Any]) -> list[Output]:
    """One view, in the syntax of each server. Anyone with another host can use them as a model."""
    edition: Edition = context["edition"]
    if edition.only is not None:
        return []
    folders = Folders(searches=_searches(edition), embeds=_embeds(edition))
    hosting = Hosting(
        home_url=edition.settings.home_url,
        redirects=redirects(edition),
        languages=tuple(at(edition, lang, "") for lang in edition.relations.languages[1:]),
        files=_files(edition) if folders != NO_FOLDERS else (),
        folders=folders,
    )
    makers = {HEADERS_FILE: headers_file, NGINX_FILE: nginx_file, APACHE_FILE: apache_file}
    if hosting.redirects:
        makers[REDIRECTS_FILE] = redirects_file
    return [Made(path=path, view=hosting, make=make) for path, make in makers.items()]


def _files(edition: Edition) -> tuple[str, ...]:
    """Those that say something: what leads elsewhere needs no policy of its own."""
    places = (place.path for place in outline(edition) if place.leads_to is None)
    return tuple(sorted({*places, *(output.path for output in assets_of_theme(edition).outputs), OPML}))


def _searches(edition: Edition) -> tuple[str, ...]:
    if edition.settings.search != "on":
        return ()
    return tuple(search_address(edition, lang) for lang in edition.relations.languages)


def _embeds(edition: Edition) -> tuple[str, ...]:
    found = {embed_folder(place.path) for place in outline(edition)}
    return tuple(sorted(found - {""}))
