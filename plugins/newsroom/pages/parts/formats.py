"""Dates, sizes and languages as a reader of a language expects them."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from plugins.newsroom.pages.views.shared import DateText
from plugins.records.dates import instant

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@lru_cache(maxsize=64)
def locale_of(lang: str) -> Locale:
    """The nearest locale that Babel knows: `pt-BR`, else `pt`, else English."""
    for name in (lang.replace("-", "_"), lang.split("-")[0], "en"):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError("Babel knows English")


@lru_cache(maxsize=65536)
def date_text(value: date | datetime, lang: str, zone: ZoneInfo) -> DateText:
    """`September 1, 2010`; with its time and zone where the value has a time."""
    locale = locale_of(lang)
    if not isinstance(value, datetime):
        return DateText(iso=value.isoformat(), text=format_date(value, "long", locale=locale))
    local = instant(value, zone).astimezone(zone)
    day = format_date(local.date(), "long", locale=locale)
    clock = format_time(local, "short", tzinfo=zone, locale=locale).replace("\u202f", "\u00a0")
    return DateText(iso=local.isoformat(timespec="seconds"), text=f"{day}, {clock} {local.tzname()}")


@lru_cache(maxsize=65536)
def size_text(size: int, lang: str) -> str:
    """`412 KB`, `6.1 MB`: powers of ten, as file managers and shops show it."""
    locale = locale_of(lang)
    for factor, unit in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")):
        if size >= factor - factor // 2000:
            amount = size / factor
            return f"{format_decimal(amount, format='0.#' if amount < 10 else '0', locale=locale)}\u00a0{unit}"
    return f"{size}\u00a0B"


def language_name(lang: str) -> str:
    """A language in its own words, as at the head of a page: `Español`."""
    locale = locale_of(lang)
    name = locale.display_name if locale.language == lang.split("-")[0] else None
    name = name or lang
    return name[:1].upper() + name[1:]


def direction(lang: str) -> str:
    return "rtl" if lang.split("-")[0] in RIGHT_TO_LEFT else "ltr"
