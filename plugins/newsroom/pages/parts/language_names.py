"""Language names: in the language itself, or in the language of a page."""

import re
import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.lists import format_list

from plugins.newsroom.pages.parts.formats import known_locale, locale_of
from plugins.prose.languages import parts_of
from plugins.records.rules import LANGUAGE

ENGLISH = Locale("en")
_TESSERACT = {"sim": "Hans", "tra": "Hant"}
"""Tesseract's names for the scripts of Chinese; other scripts have four letters, as in srp_latn."""
_Y_BEFORE_I = re.compile(r" y (?=h?[ií](?!e))", re.IGNORECASE)


@lru_cache(maxsize=256)
def own_name(lang: str) -> str:
    """A language's own name, as at the top of a page: `Español`; else its English name, else its code."""
    language, script, territory = parts_of(lang)
    locale = known_locale(lang)
    if locale is None or language not in locale.languages:
        locale = ENGLISH
    name = str(locale.languages.get(language, lang))
    stated = (locale.scripts.get(script, script), locale.territories.get(territory, territory))
    detail = ", ".join(filter(None, stated))
    return f"{name[:1].title()}{name[1:]}{f' ({detail})' if detail else ''}"


@lru_cache(maxsize=256)
def in_order_of_names(lang: str) -> tuple[str, str]:
    """Sort key of languages: their own names, ignoring accents and case."""
    name = own_name(lang)
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return plain, lang


def names_in(written: tuple[str, ...], lang: str, home: str) -> str:
    """Languages as readers of `lang` name them: English, Spanish → `inglés y español`.

    Each is given as a code, or by its name in English, in the page's language or in the site's own (`home`). Anything
    else is left as it is.
    """
    names = list(dict.fromkeys(_name_in(name.strip(), lang, home) for name in written if name.strip()))
    said: str = format_list(names, locale=locale_of(lang)) if names else ""
    return _Y_BEFORE_I.sub(" e ", said) if parts_of(lang)[0] == "es" else said


def names_of_scan(written: str, lang: str) -> str:
    """A document's languages as given for OCR: `eng+spa` → `English and Spanish`."""
    codes = ("eng", "spa") if written == "both" else tuple(written.split("+"))
    return names_in(tuple(_without_tesseract(code.strip()) for code in codes), lang, "en")


@lru_cache(maxsize=256)
def codes_of_scan(written: str) -> frozenset[str]:
    """A document's languages as given for OCR, as codes without a territory: `eng+spa` → en, es."""
    codes = ("eng", "spa") if written == "both" else tuple(written.split("+"))
    found = (_code_of(_without_tesseract(code.strip())) for code in codes)
    return frozenset(code.partition("_")[0] for code in found if code)


@lru_cache(maxsize=1024)
def _name_in(written: str, lang: str, home: str) -> str:
    code = _code_of(written) or next((c for known in (lang, home) if (c := _named(known).get(written.casefold()))), "")
    if not code:
        return written
    locale = locale_of(lang)
    try:
        told = Locale.parse(code, resolve_likely_subtags=False).get_display_name(locale)
    except (UnknownLocaleError, ValueError):
        told = None
    return str(locale.languages.get(code) or told or locale.languages.get(code.split("_")[0]) or written)


def _code_of(written: str) -> str:
    """`es`, `spa`, `pt-BR` or `Spanish` → `es`, `es`, `pt_BR`, `es`; empty for anything else."""
    if named := _named("en").get(written.casefold()):
        return named
    language, script, territory = parts_of(written)
    is_code = LANGUAGE.fullmatch(written.replace("_", "-")) and language in ENGLISH.languages
    return "_".join(filter(None, (language, script, territory))) if is_code else ""


@lru_cache(maxsize=8)
def _named(lang: str) -> dict[str, str]:
    """Codes by the language names in a given language, ignoring case."""
    aliases = get_global("language_aliases")
    languages = locale_of(lang).languages.items()
    return {name.casefold(): code for code, name in languages if code not in aliases}


def _without_tesseract(code: str) -> str:
    language, _, rest = code.partition("_")
    script = next((_TESSERACT.get(part, part) for part in rest.split("_") if part in _TESSERACT or len(part) == 4), "")
    return f"{language}-{script}" if script else language
