"""Templates drawn the plain way: by Jinja as it comes, set up as the theme is."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from plugins.render.folding import folded
from plugins.render.theme import Site, translations


def plain_draw(folder: Path, site: Site, template: str, view: Any, lang: str) -> str:
    environment = Environment(
        loader=FileSystemLoader(folder / "templates"),
        autoescape=select_autoescape(("html", "xml")),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["folded"] = folded
    words = translations(folder, lang)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        words.ugettext, words.ungettext, newstyle=True
    )
    return environment.get_template(template).render(view=view, site=site)
