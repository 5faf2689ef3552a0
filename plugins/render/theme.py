"""The theme, ready to draw: its templates, its one stylesheet and the settings it may read."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape

from plugins.render.bytecode import CompiledTemplates
from plugins.render.compiling import ThemeEnvironment
from plugins.render.folding import folded

VERSION = 1
"""Raised when Python that shapes a page, such as the folding of lines, gives other text for the same view."""
STYLESHEET_ORDER = ("tokens", "base", "layout", "components", "print")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLink:
    key: str
    """What the theme has a word for (`releases`), or empty for a page with a title of its own."""
    text: str
    """The page's own title, or empty where the theme has the word."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The settings that every page may read: nothing of any single record."""

    name: str
    tagline: str
    notice: str
    """A line that every page shows, such as "this is a demonstration"; or empty."""
    absolute_url: str
    """SITEURL without a slash at its end."""
    home_url: str
    """`/`, or the path of SITEURL with a slash at its end."""
    lang: str
    sections: tuple[SiteLink, ...]
    """The navigation: those of releases, cases, documents, press, subscribe that exist, in this order."""
    footer: tuple[SiteLink, ...]
    """Further pages: topics, organizations, corrections and the pages of content/pages."""
    stylesheet_url: str = ""
    icon_url: str = ""
    rights: str = ""
    """One line about the rights in the text, or empty."""


def stylesheet(folder: Path) -> str:
    """Join the theme's stylesheets in their order: tokens, base, layout, each component by name, print."""
    css = folder / "static" / "css"
    parts: list[Path] = []
    for name in STYLESHEET_ORDER:
        parts += sorted((css / name).glob("*.css")) if (css / name).is_dir() else [css / f"{name}.css"]
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


def digest_of(folder: Path) -> str:
    """SHA-256 over every template and catalogue of the theme: a part of each page's fingerprint."""
    digest = hashlib.sha256()
    for part in sorted(p for name in ("templates", "translations") for p in (folder / name).rglob("*") if p.is_file()):
        digest.update(part.relative_to(folder).as_posix().encode() + b"\0" + part.read_bytes() + b"\0")
    return digest.hexdigest()


def translations(folder: Path, lang: str) -> NullTranslations:
    """The theme's words in a language, read from its catalogue; English, as in the templates, where there is none."""
    for name in (lang, lang.split("-")[0]):
        catalogue = folder / "translations" / f"{name}.po"
        if catalogue.is_file():
            compiled = BytesIO()
            with catalogue.open("rb") as source:
                write_mo(compiled, read_po(source, locale=name.replace("-", "_")))
            compiled.seek(0)
            return Translations(compiled)
    return NullTranslations()


class Theme:
    """Draws a view with a template. One Jinja environment a language, made when first needed."""

    def __init__(self, folder: Path, site: Site):
        self.folder = folder
        self.site = site
        self._digest = digest_of(folder)
        self.fingerprint = f"{VERSION} {self._digest} {site!r}"
        """A part of each page's fingerprint: the templates, and the settings that they may read."""
        self._environments: dict[str, ThemeEnvironment] = {}
        self._last: dict[str, tuple[Any, str, str]] = {}
        """By template, the last view that it drew, and its language and text."""

    def draw(self, template: str, view: Any, lang: str) -> str:
        """The page as text. Raises `jinja2.TemplateError` where the template asks for what the view has not.

        The last text of each template is kept: that of a release stands in several outputs, made one after the other.
        """
        last_view, last_lang, text = self._last.get(template, (None, "", ""))
        if last_view is not view or last_lang != lang:
            text = self.environment(lang).get_template(template).render(view=view, site=self.site)
            self._last[template] = view, lang, text
        return text

    def environment(self, lang: str) -> ThemeEnvironment:
        """Autoescape and StrictUndefined are on; templates reach `view` and `site` and nothing else."""
        if lang not in self._environments:
            environment = ThemeEnvironment(
                loader=FileSystemLoader(self.folder / "templates"),
                autoescape=select_autoescape(("html", "xml")),
                undefined=StrictUndefined,
                extensions=["jinja2.ext.i18n"],
                trim_blocks=True,
                lstrip_blocks=True,
                keep_trailing_newline=True,
                auto_reload=False,
                bytecode_cache=CompiledTemplates(self.folder, self._digest, lang),
            )
            environment.filters["folded"] = folded
            words = environment.words = translations(self.folder, lang)
            environment.install_gettext_callables(  # type: ignore[attr-defined]
                words.ugettext, words.ungettext, newstyle=True
            )
            self._environments[lang] = environment
        return self._environments[lang]
