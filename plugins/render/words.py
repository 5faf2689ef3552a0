"""The theme's words in a page's language; words missing from its catalog stay English and are marked as English.

A word may be in text, in an attribute or in plain text, and only the finished page shows which. So words to be marked
pass through the templates between noncharacters of Unicode, which no text that is read may hold, and `marked` then
writes elements where they are allowed.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

WRITTEN_IN = "en"
"""The language of the templates themselves, which needs no catalog."""
_ENGLISH, _END = "\ufdd0", "\ufdd1"
_ALONE, _END_ALONE = "\ufdd2", "\ufdd3"
_ELEMENTS = {_ENGLISH: '<span lang="en" dir="ltr">', _END: "</span>", _END_ALONE: "</bdi>"}
_SIGN = re.compile("[\ufdd0-\ufdd3]")
_PLACE = re.compile(r"<(title|script|style|textarea|option)\b.*?</\1>|<[^<>]*>|[\ufdd0-\ufdd3]", re.DOTALL)
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters that Unicode's blocks give to Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and their like."""


def is_english(lang: str) -> bool:
    return lang.lower().partition("-")[0] == WRITTEN_IN


def catalog_of(folder: Path, lang: str) -> Path | None:
    """The catalog of a language, else of the language without script and territory; None if there is neither."""
    for name in (lang, lang.split("-")[0]):
        if (catalog := folder / "translations" / f"{name}.po").is_file():
            return catalog
    return None


def translations(folder: Path, lang: str) -> NullTranslations:
    """The theme's words in a language, from its catalog; English, as in the templates, if there is none."""
    catalog = catalog_of(folder, lang)
    if catalog is None:
        return NullTranslations()
    compiled = BytesIO()
    with catalog.open("rb") as source:
        write_mo(compiled, read_po(source, locale=catalog.stem.replace("-", "_")))
    compiled.seek(0)
    return Translations(compiled)


class Words:
    """The words of the templates in one language."""

    def __init__(self, folder: Path, lang: str):
        self._lang = lang
        self._translations = translations(folder, lang)
        self._known: Mapping[Any, str] = getattr(self._translations, "_catalog", {})
        self._is_english = is_english(lang)
        self._has_catalog = bool(self._known) or self._is_english

    def said(self, text: str) -> str:
        """A word, between markers if it stays English on a page in another language."""
        if self._is_english or text in self._known:
            return self._translations.ugettext(text)
        return f"{_ENGLISH}{text}{_END}"

    def said_of(self, one: str, many: str, count: int) -> str:
        if self._is_english or (one, 0) in self._known:
            return self._translations.ungettext(one, many, count)
        return f"{_ENGLISH}{one if count == 1 else many}{_END}"

    def gettext(self, text: str, /, **values: Any) -> str:
        """A word of a view, as plain text."""
        said = self.said(text)
        if values and (said.startswith(_ENGLISH) or _FROM_THE_RIGHT.search(said)):
            values = {name: self._within(value) for name, value in values.items()}
        return said % values

    def alone(self, value: Any) -> Any:
        """A name or date that may have another direction, isolated so that it does not affect the text around it."""
        if self._is_english or not isinstance(value, str) or not value:
            return value
        if self._has_catalog and not _FROM_THE_RIGHT.search(value):
            return value
        return type(value)(f"{_ALONE}{value}{_END_ALONE}")

    def install(self, environment: Environment) -> None:
        """As `gettext`, `ngettext` and the filter `alone`."""

        @pass_context
        def gettext(context: Context, text: str, /, **values: Any) -> str:
            return self._filled(context, self.said(text), values)

        @pass_context
        def ngettext(context: Context, one: str, many: str, num: int, /, **values: Any) -> str:
            return self._filled(context, self.said_of(one, many, num), {"num": num, **values})

        environment.globals.update(gettext=gettext, ngettext=ngettext)
        environment.filters["alone"] = self.alone

    def _filled(self, context: Context, said: str, values: dict[str, Any]) -> str:
        is_foreign = said.startswith(_ENGLISH) or bool(_FROM_THE_RIGHT.search(said))
        if is_foreign:
            values = {name: self._within(value) for name, value in values.items()}
        return (Markup(said) if context.eval_ctx.autoescape else said) % values

    @staticmethod
    def _within(value: Any) -> Any:
        if not isinstance(value, str) or not value or _ALONE in value or _ENGLISH in value:
            return value
        return type(value)(f"{_ALONE}{value}{_END_ALONE}")


def marked(text: str, lang: str, *, is_html: bool) -> str:
    """A finished page: markers between tags become elements, and markers inside tags are removed."""
    if not any(sign in text for sign in (_ENGLISH, _END, _ALONE, _END_ALONE)):  # many times as fast as a search
        return text
    if not is_html:
        return _SIGN.sub("", text)

    def element(match: re.Match[str]) -> str:
        place = match[0]
        if place == _ALONE:
            return f'<bdi lang="{lang}">'
        return _ELEMENTS.get(place) or _SIGN.sub("", place)

    return _PLACE.sub(element, text)
