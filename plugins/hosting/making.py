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
from plugins.hosting.redirects import redirects
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.parts.in_language import at
from plugins.render.pages import Made, Output


def make_hosting_files(context: dict[str, Any]) -> list[Output]:
    """One view, in the syntax of each server. Anyone with another host can use them as a model."""
    edition: Edition = context["edition"]
    if edition.only is not None:
        return []
    languages = tuple(at(edition, lang, "") for lang in edition.relations.languages[1:])
    hosting = Hosting(home_url=edition.settings.home_url, redirects=redirects(edition), languages=languages)
    makers = {HEADERS_FILE: headers_file, NGINX_FILE: nginx_file, APACHE_FILE: apache_file}
    if hosting.redirects:
        makers[REDIRECTS_FILE] = redirects_file
    return [Made(path=path, view=hosting, make=make) for path, make in makers.items()]
