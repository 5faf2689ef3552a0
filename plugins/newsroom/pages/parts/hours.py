"""When a briefing is, in the words of each language: `10 a.m. Pacific`, `1 p.m. Eastern`."""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_interval, format_skeleton, format_time, get_timezone_name

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.parts.formats import date_text, locale_of
from plugins.newsroom.pages.views.shared import BriefingTime
from plugins.records.dates import local_day
from plugins.records.gate import over_at
from plugins.records.schema import Briefing, Record, Release

_SPACES = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0"})
_HALF_OF_DAY = re.compile(r"\b([AP])M\b")


def briefing_time(edition: Edition, item: Item[Record], lang: str) -> BriefingTime | None:
    """None where a release invites to nothing."""
    record, zone = item.record, edition.settings.zone
    if not isinstance(record, Release) or record.briefing is None:
        return None
    return BriefingTime(
        day=date_text(local_day(record.briefing.start, zone), lang, zone),
        hours=tuple(dict.fromkeys(_hours(record.briefing, edition, lang))),
        is_over=is_over(edition, record.briefing),
        is_cancelled=item.is_withdrawn,
    )


def is_over(edition: Edition, briefing: Briefing) -> bool:
    return over_at(briefing, edition.settings.zone) <= edition.settings.now


def _hours(briefing: Briefing, edition: Edition, lang: str) -> Iterator[str]:
    own, locale = edition.settings.zone, locale_of(lang)
    day = local_day(briefing.start, own)
    for zone in (own, *map(ZoneInfo, edition.library.site.site.zones)):
        hours = f"{_clock(briefing, zone, locale)} {_zone_name(zone, briefing.start, locale)}"
        if (there := local_day(briefing.start, zone)) != day:
            hours += f" ({format_skeleton('MMMMd', datetime(there.year, there.month, there.day), locale=locale)})"
        yield hours


def _clock(briefing: Briefing, zone: ZoneInfo, locale: Locale) -> str:
    """From when to when; the hour of its start alone where it ends on another day, or nobody says when."""
    start, end = briefing.start, briefing.end
    if end is None or local_day(start, zone) != local_day(end, zone):
        text = format_time(start, "short", tzinfo=zone, locale=locale)
    else:
        skeleton = "hm" if "a" in str(locale.time_formats["short"].pattern) else "Hm"
        text = format_interval(start.astimezone(zone), end.astimezone(zone), skeleton, tzinfo=zone, locale=locale)
    text = text.translate(_SPACES)
    if locale.language == "en":  # as newspapers write it
        text = _HALF_OF_DAY.sub(lambda match: f"{match[1].lower()}.m.", text.replace(":00", ""))
    return text


def _zone_name(zone: ZoneInfo, moment: datetime, locale: Locale) -> str:
    """`Pacific`, `hora del Pacífico`."""
    name = get_timezone_name(moment.astimezone(zone), width="long", locale=locale, zone_variant="generic")
    return name.removesuffix(" Time") if locale.language == "en" else name
