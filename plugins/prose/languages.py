"""Language tags: the script that a tag means, the direction of that script, and the names under which to look for
data."""

from functools import lru_cache

from babel.core import get_global

_RIGHT_TO_LEFT = (
    "Adlm Arab Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh "
    "Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Thaa Yezi"
)
"""Scripts with rtl: YES in scriptMetadata.json of Unicode CLDR 48.2.0. Babel has no data of scripts."""
_VARIANT_SCRIPTS = {"Aran": "Arab", "Syre": "Syrc", "Syrj": "Syrc", "Syrn": "Syrc"}
"""Styles of a script that ISO 15924 lists separately, and CLDR does not."""


@lru_cache(maxsize=256)
def parts_of(tag: str) -> tuple[str, str, str]:
    """Language, script and territory, the first by its current code: `iw` → `he`, `sr-latn` → `sr`, `Latn`, ``.

    Script and territory are empty if the tag does not state them. Underscores are read as hyphens.
    """
    first, *others = tag.replace("_", "-").split("-")
    script = next((part.title() for part in others if len(part) == 4 and part.isalpha()), "")
    territory = next((part.upper() for part in others if _is_territory(part)), "")
    alias, *of_alias = get_global("language_aliases").get(first.lower(), first.lower()).split("_")
    for part in of_alias:
        if len(part) == 4:
            script = script or part
        else:
            territory = territory or part
    return alias, _VARIANT_SCRIPTS.get(script, script), territory


def _is_territory(part: str) -> bool:
    return (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit())


@lru_cache(maxsize=256)
def script_of(tag: str) -> str:
    """The script stated, else the one that the language is mostly written in: `zh-TW` → `Hant`.

    By CLDR's likely subtags, as Babel has them; empty for a language that they lack.
    """
    language, script, territory = parts_of(tag)
    if script:
        return script
    likely = get_global("likely_subtags")
    for known in (f"{language}_{territory}", language, tag.replace("_", "-").split("-")[0].lower()):
        if known in likely:
            return str(likely[known].split("_")[1])
    return ""


def is_right_to_left(tag: str) -> bool:
    """Decides by script, then by language: `he` is, `he-Latn` is not; `ku` is not, `ku-Arab` is."""
    return (script_of(tag) or "none") in _RIGHT_TO_LEFT


@lru_cache(maxsize=256)
def places_of(tag: str) -> tuple[str, ...]:
    """Names under which data for a language may be found, closest first: `zh-TW` → zh-Hant-TW, zh-TW, zh-Hant.

    The language alone comes last, if it is written in that script: data for Hebrew do not fit Hebrew in Latin letters.
    """
    language, _, territory = parts_of(tag)
    script = script_of(tag)
    places = [f"{language}-{script}-{territory}"] if script and territory else []
    if territory and (not script or script_of(f"{language}-{territory}") == script):
        places.append(f"{language}-{territory}")
    if script:
        places.append(f"{language}-{script}")
    if not script or script_of(language) == script:
        places.append(language)
    return tuple(places)
