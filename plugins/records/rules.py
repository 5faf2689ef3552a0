"""What reading any record depends on, besides its own text."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
"""A language code: en, es, pt-BR."""
_TWO_LETTERS = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw
    ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt
    my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm
    sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
TWO_LETTERS = frozenset(_TWO_LETTERS.split())
"""ISO 639-1, with withdrawn codes that are still in use: a code of two letters that is none of these is none."""
NO_TERRITORIES = {"UK": "GB", "EL": "GR"}
"""What people write for a country, and its code in ISO 3166."""
POSIX_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva"}


def language_code(text: str) -> str:
    """`pt_BR`, `EN-us`, `Spanish`, `español` and `jp` as `pt-BR`, `en-US`, `es`, `es` and `ja`; nothing for anything
    that is not a language."""
    word, _, script = text.strip().partition(".")[0].replace("_", "-").partition("@")
    parts = [*word.split("-"), *([POSIX_SCRIPTS[script]] if script in POSIX_SCRIPTS else [])]
    cased = [parts[0].lower(), *(p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p for p in parts[1:])]
    cased = [cased[0], *(NO_TERRITORIES.get(part, part) for part in cased[1:])]
    if not LANGUAGE.fullmatch("-".join(cased)):
        return _languages_by_name().get(text.strip().casefold(), "")
    if len(cased[0]) == 2 and cased[0] not in TWO_LETTERS:
        from babel.languages import get_official_languages  # a country's code in the place of a language's

        spoken = get_official_languages(cased[0].upper(), de_facto=True)
        return spoken[0].replace("_", "-") if spoken else ""
    return "-".join(cased)


@lru_cache(maxsize=1)
def _languages_by_name() -> dict[str, str]:
    """Names in English, and each language's own."""
    from babel import Locale, localedata  # nearly every code is written correctly

    english = Locale("en").languages
    names = {
        name.casefold(): code.replace("_", "-")
        for code in localedata.locale_identifiers()
        if code.isalpha() and (name := Locale.parse(code).languages.get(code))
    }
    return names | {name.casefold(): code.replace("_", "-") for code, name in english.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The settings that reading depends on."""

    now: datetime
    zone: ZoneInfo
    lang: str
    extra_fields: frozenset[str]
    """Names and patterns, in lower case: `license`, `og_*`."""
    field_names: tuple[tuple[str, str], ...] = ()
    """Foreign names, in lower case → ours."""

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()
