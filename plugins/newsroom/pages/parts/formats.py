"""Dates, sizes and the direction of a line, as a reader of a language expects them."""

from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from plugins.newsroom.pages.views.shared import DateText
from plugins.prose.languages import is_right_to_left, places_of
from plugins.records.dates import instant

ENGLISH = Locale("en")


@lru_cache(maxsize=256)
def known_locale(lang: str) -> Locale | None:
    """The closest locale that Babel knows and that names the months: `pt-BR`, else `pt`; none in another script."""
    for place in places_of(lang):
        try:
            locale = Locale.parse(place, sep="-", resolve_likely_subtags=False)
        except (UnknownLocaleError, ValueError):
            continue
        if not locale.months["format"]["wide"][1].startswith("M0"):
            return locale
    return None


def locale_of(lang: str) -> Locale:
    """The closest known locale, else English."""
    return known_locale(lang) or ENGLISH


@lru_cache(maxsize=65536)
def date_text(value: date | datetime, lang: str, zone: ZoneInfo, day: Literal["long", "full"] = "long") -> DateText:
    """`September 1, 2010`; with time and zone if the value has a time. `full` has the day of the week."""
    locale = locale_of(lang)
    other = "" if known_locale(lang) else "en"
    if not isinstance(value, datetime):
        return DateText(iso=value.isoformat(), text=format_date(value, day, locale=locale), lang=other)
    local = instant(value, zone).astimezone(zone)
    written = format_date(local.date(), day, locale=locale)
    clock = format_time(local, "short", tzinfo=zone, locale=locale).replace("\u202f", "\u00a0")
    return DateText(iso=local.isoformat(timespec="seconds"), text=f"{written}, {clock} {local.tzname()}", lang=other)


@lru_cache(maxsize=65536)
def size_text(size: int, lang: str) -> str:
    """`412 KB`, `6.1 MB`: in powers of ten, as file managers show it."""
    locale = locale_of(lang)
    for factor, unit in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")):
        if size >= factor - factor // 2000:
            amount = size / factor
            return f"{format_decimal(amount, format='0.#' if amount < 10 else '0', locale=locale)}\u00a0{unit}"
    return f"{size}\u00a0B"


def direction(lang: str) -> str:
    return "rtl" if is_right_to_left(lang) else "ltr"
