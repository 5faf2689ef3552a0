"""Dates as people and other programs write them: `Sept. 1, 2010, 10:30 AM`, `2010/9/1`, `Wed, 01 Sep 2010 10:00 GMT`.

Anything that could be several dates is refused, with the possible dates.
"""

import re
from calendar import day_name, monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from plugins.records.calendar.days import YEARS, DateError, Unfinished, moment, read_offset, with_offset

Day = TypeVar("Day", bound=date)

_NAMES = (
    "january jan enero ene janeiro janvier januar jänner gennaio gen",
    "february feb febrero fevereiro fev février fevrier févr fevr februar febbraio",
    "march mar marzo março marco mars märz maerz",
    "april apr abril abr avril avr aprile",
    "may mayo maio mai maggio mag",
    "june jun junio junho juin juni giugno giu",
    "july jul julio julho juillet juil juli luglio lug",
    "august aug agosto ago août aout",
    "september sept sep septiembre setiembre set setembro septembre settembre",
    "october oct octubre outubro out octobre oktober okt ottobre ott",
    "november nov noviembre novembro novembre",
    "december dec diciembre dic dezembro dez décembre decembre déc dezember dicembre",
)
"""English, Spanish, Portuguese, French, German and Italian; those of other languages are in CLDR's data."""
_LANGUAGES = (
    "ar ar_LB be bg ca cs da el et eu fi gl he hi hr hu id is lt lv mk nb nl pl ro ru sk sl sr sr_Latn sv tr uk"
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_WEEKDAYS = ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat",
             "sunday sun")  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
ABBREVIATIONS = {
    "EST": (-5, "America/New_York"), "EDT": (-4, "America/New_York"),
    "CST": (-6, "America/Chicago"), "CDT": (-5, "America/Chicago"),
    "MST": (-7, "America/Denver"), "MDT": (-6, "America/Denver"),
    "PST": (-8, "America/Los_Angeles"), "PDT": (-7, "America/Los_Angeles"),
}  # fmt: skip
"""Zones of RFC 5322, section 4.3: hours from UTC, and where they are in use. Many write `EST` in summer as well."""
REGIONS = {
    "EASTERN": "America/New_York", "CENTRAL": "America/Chicago", "MOUNTAIN": "America/Denver",
    "PACIFIC": "America/Los_Angeles",
}  # fmt: skip
_PLACES = REGIONS | {f"{name[0]}T": zone for name, zone in REGIONS.items()}
"""Zones whose offset is that of the day."""

_CLOCK = re.compile(
    r"""(?P<day>.*?)(?:(?<=\d)[Tt]|[\s,]+(?:(?:at|à|às|a\s+las|alle|kl\.?|om|um)\s+)?|\s*@\s*)
    (?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?)?
    \s*(?P<half>[ap]\.?\s?m\.?)?(?:\s*(?:uhr|hrs?|h))?
    \s*(?P<zone>[Zz]|(?:(?:UTC|GMT)\s*)?[+-]\d{2}(?::?\d{2})?|(?:UTC|GMT)\s*[+-]\d(?::\d{2})?
    |(?:eastern|central|mountain|pacific)|[A-Z]{2,4})?(?:\s+time)?(?:(?<=\d)\[[\w/+-]+\])?""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?[\s/-]+(?:of\s+|de\s+|d['’])?([^\W\d]+)\.?,?[\s/-]+(?:de\s+|del\s+)?(\d{4})"
    r"(?:\s*(?:г|р|god|roku)\.?)?"
)
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})[.,]?[\s-]+([^\W\d]+)\.?[\s-]+(\d{1,2})\.?")
_ERA = re.compile(r"(令和|平成|昭和|民[國国])\s*(\d{1,3}|元)\s*(?=年)")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year before the first of each."""
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일](?:\s*[(（].[)）])?")
_MONTH_ALONE = re.compile(
    r"(?P<name>[^\W\d]+)\.?,?\s+(?:de\s+|of\s+)?(?P<year>\d{4})|(?P<first>\d{4})-(?P<number>\d{1,2})"
    r"|(?P<month>\d{1,2})[/.](?P<last>\d{4})|(?P<alone>\d{4})"
)
_NO_YEAR = re.compile(
    r"(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?|(?P<first>\d{1,2})\.?\s+(?P<second>[^\W\d]+)"
)
_ARTICLE = re.compile(r"(?:am|den|der|el|il|le|on|the)\s+(?=\d)", re.IGNORECASE)
_WEEKDAY_BEHIND = re.compile(r"(.*\d)\s*\(([A-Za-z]+)\.?\)")
_CLOCK_BEFORE_YEAR = re.compile(
    r"([A-Za-z]+),? ([A-Za-z]+) (\d{1,2}),? (\d{1,2}:\d{2}(?::\d{2})?)(?: ([A-Z]{2,4}))? (\d{4})(?: ([+-]\d{4}))?"
)
"""As programs of Unix write it, and Git."""
_WITHOUT_COLONS = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{8})[Tt ](\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})|\d{4}-?W\d{2}-?[1-7]")
"""The day of the year, and that of a week (ISO 8601)."""
_IN_A_ZONE = re.compile(r"(.*\d(?:\s*[ap]\.?m\.?)?)(?:\s*\[([a-z_]+/[\w/+-]+)\]|\s+([a-z_]+/[\w/+-]+))", re.IGNORECASE)
"""A zone by its name in the database of zones."""
_TWO_DAYS = re.compile(
    r"(.*\d{4}.*?)\s*(?:\bto\b|\buntil\b|\bbis\b|/|\s-\s|-(?=\d{4}-))\s*(.*\d{4}.*)"
    r"|([^\W\d]+\.? \d{1,2})\s*-\s*\d{1,2}(,? \d{4})"
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_HYPHENS = str.maketrans("‐‑‒–—―−", "-------")
_LOOK_LIKE_DIGITS = str.maketrans("OolI", "0011")
_QUOTES = "\"'“”‘’„«»"
LONGEST = 80


class _Clock(NamedTuple):
    hour: int
    minute: int
    second: int
    part: int
    zone: timezone | None
    region: str
    """Where the time zone is used, if it was written as an abbreviation; without a zone, its offset is the day's."""


def read_written(text: str) -> date | datetime:
    """Raises `DateError` for anything that is not a date, or could be several."""
    plain = " ".join(_UNSEEN.sub("", text).strip(f" {_QUOTES}").translate(_HYPHENS).split()).rstrip(" ;,.")
    if len(plain) > LONGEST or not plain.isprintable():
        raise DateError("is not a date")
    if (match := _IN_A_ZONE.fullmatch(plain)) and (zone := _zone(match[2] or match[3])):
        value = read_written(match[1])
        return with_offset(value, zone) if isinstance(value, datetime) else value
    plain = _in_order(plain)
    days = _days(plain)
    if days:
        return _only(days)
    plain = re.sub(r"(?:\b12 )?\b(?:noon|midday)\b", "12:00", plain, flags=re.IGNORECASE)
    match = _CLOCK.fullmatch(plain)
    days = _days(match["day"]) if match else ()
    if match is None or not days:
        raise _no_date(plain)
    if match["minute"] is None and not match["half"]:
        whole = (moment(day, int(match["hour"]), 0) for day in days if int(match["hour"]) < 24)
        raise DateError("has an hour without its minutes", *whole)
    clock = _clock(match)
    moments = tuple(
        moment(day, clock.hour, clock.minute, clock.second, part=clock.part, offset=clock.zone) for day in days
    )
    if clock.region and clock.zone is None:
        return with_offset(_only(moments), ZoneInfo(clock.region))
    if clock.region:
        there = [value.replace(tzinfo=ZoneInfo(clock.region)) for value in moments]
        if any(value.utcoffset() != clock.zone.utcoffset(None) for value in there if clock.zone):
            local = [value.replace(tzinfo=timezone(value.utcoffset() or timedelta())) for value in there]
            raise DateError(
                f"names the zone {match['zone'].upper()}, which is not in use on that day", *moments, *local
            )
    return _only(moments)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


def _in_order(text: str) -> str:
    """What other programs write, with its parts in the order that is read."""
    if match := _WEEKDAY_BEHIND.fullmatch(text):
        text = f"{match[2]} {match[1]}" if match[2].lower() in WEEKDAYS else text
    if match := _CLOCK_BEFORE_YEAR.fullmatch(text):
        text = f"{match[1]}, {match[3]} {match[2]} {match[6]} {match[4]} {match[5] or match[7] or ''}".strip()
    if match := _WITHOUT_COLONS.fullmatch(text):
        text = f"{match[1]}T{match[2]}:{match[3]}:{match[4] or '00'}{match[5] or ''}"
    if match := _ERA.match(text):
        text = f"{_ERAS[match[1]] + (1 if match[2] == '元' else int(match[2]))}{text[match.end() :]}"
    return _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text


def _no_date(text: str) -> DateError:
    """What it may be instead, and what it lacks."""
    if (match := _NO_YEAR.fullmatch(text)) and (month := _month(match["month"] or match["second"])):
        day = int(match["day"] or match["first"])
        if possible((2001, month, day)):
            return DateError("is a day without its year", Unfinished(month, day), lead="if this year is meant,")
    if (match := _CLOCK.fullmatch(f" {text}")) and not match["day"] and (match["minute"] or match["half"]):
        clock = _clock(match)
        if clock.hour < 24 and clock.minute < 60:
            at = Unfinished(clock=time(clock.hour, clock.minute))
            return DateError("is an hour without its day", at, lead="with its own day,")
    if match := re.fullmatch(r"(.*\d),?\s+(?:12 )?midnight", text, re.IGNORECASE):
        nights = [datetime.combine(day, time()) for day in _days(match[1])]
        both = [moment for night in nights for moment in (night, night + timedelta(days=1))]
        return DateError("may be the midnight that begins the day, or ends it", *both)
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        return DateError("is a number of seconds", datetime.fromtimestamp(int(text[:10]), UTC))
    if match := _TWO_DAYS.fullmatch(text):
        try:
            first = _days(match[1] or f"{match[3]}{match[4]}")
        except DateError:
            first = ()
        return DateError("is more than one day", *first, lead="for the first,") if first else DateError("is not a date")
    digits = text.translate(_LOOK_LIKE_DIGITS)
    meant = _days(digits) if digits != text and re.fullmatch(r"[\d/. -]+", digits) else ()
    return DateError("is not a date", *(meant or _month_alone(text)))


def _only(meant: tuple[Day, ...]) -> Day:
    if len(meant) == 1:
        return meant[0]
    raise DateError("could be two dates: some people write the day first, some the month", *meant)


def _days(text: str) -> tuple[date, ...]:
    """The days that `text` may mean; none if it is not a date at all."""
    weekday, rest = _weekday(text.strip(" ,"))
    days = _without_weekday(rest)
    if weekday is None or not days:
        return days
    fitting = tuple(day for day in days if day.weekday() == weekday)
    if not fitting:
        names = " or ".join(day_name[day.weekday()] for day in days)
        raise DateError(f"names a {day_name[weekday]}, and that day is a {names}", *days)
    return fitting


def _weekday(text: str) -> tuple[int | None, str]:
    word, _, rest = text.partition(" ")
    number = WEEKDAYS.get(word.rstrip(".,").lower())
    return (None, text) if number is None else (number, rest.lstrip(" ,"))


def _without_weekday(text: str) -> tuple[date, ...]:
    if match := _ORDINAL.fullmatch(text):
        return _ordinal(text, match)
    if match := _EAST_ASIAN.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(match[at] or match[other]) for at, other in ((1, 5), (3, 6), (4, 7)))
        if month > 12 >= day:
            raise DateError(f"names month {month}, and there are 12", *possible((year, day, month)))
        return _checked(year, month, day)
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(int(match[1]), int(match[3]), match[4], match[2])
    for form, order in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_YEAR_MONTH_DAY, (1, 2, 3))):
        if (match := form.fullmatch(text)) and (number := _month(match[order[1]])):
            return _checked(int(match[order[0]]), number, int(match[order[2]]))
    return ()


def _ordinal(text: str, match: re.Match[str]) -> tuple[date, ...]:
    try:
        day = datetime.strptime(text, "%Y-%j").date() if match[1] else date.fromisoformat(text)
    except ValueError:
        raise DateError("is a date that doesn't exist") from None
    return _checked(day.year, day.month, day.day)


def _month(word: str) -> int:
    """The number of a month by its name; 0 for any other word, and for one that names two months in two languages."""
    word = word.lower()
    return MONTHS.get(word) or (0 if word.isascii() and len(word) < 4 else _months_of_others().get(word, 0))


@lru_cache(maxsize=1)
def _months_of_others() -> dict[str, int]:
    from babel import Locale  # nearly every date is written with one of the names above

    found: dict[str, set[int]] = {}
    for code in _LANGUAGES.split():
        for by_width in Locale.parse(code).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in by_width.get(width, {}).items():
                    found.setdefault(name.lower().rstrip("."), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def _year_last(first: int, second: int, year: str, between: str) -> tuple[date, ...]:
    """`31/12/2010` and `9/31/2010` have one meaning, `9/1/2010` has two, and dates with periods are day first."""
    if len(year) == 2:
        years = (2000 + int(year),)
        meant = possible(*((y, m, d) for y in years for m, d in ((second, first), (first, second))))
        raise DateError(f"has a year of two digits, {year}", *meant)
    number = int(year)
    if between == ".":
        return possible((number, second, first)) or possible((number, first, second)) or _checked(number, second, first)
    days = possible((number, second, first), (number, first, second))
    return days or _checked(number, first, second)


def possible(*meant: tuple[int, int, int]) -> tuple[date, ...]:
    """Those that exist, each once."""
    found: list[date] = []
    for year, month, day in meant:
        try:
            found += _checked(year, month, day)
        except DateError:
            continue
    return tuple(dict.fromkeys(found))


def _checked(year: int, month: int, day: int) -> tuple[date, ...]:
    if year not in YEARS:
        raise DateError(f"is in the year {year:04}, which can't be right")
    try:
        return (date(year, month, day),)
    except ValueError:
        is_near = 1 <= month <= 12 and 28 < day < 32
        meant = [date(year, month, monthrange(year, month)[1])] if is_near else []
        raise DateError("is a date that doesn't exist", *meant) from None


def _month_alone(text: str) -> tuple[date, ...]:
    """A month without a day, as its first day: a suggestion for the message."""
    match = _MONTH_ALONE.fullmatch(text)
    if match is None:
        return ()
    month = _month(match["name"]) if match["name"] else int(match["number"] or match["month"] or 1)
    return possible((int(match["year"] or match["first"] or match["last"] or match["alone"]), month, 1))


def _clock(match: re.Match[str]) -> _Clock:
    hour, half = int(match["hour"]), re.sub(r"[.\s]", "", (match["half"] or "").lower())
    if match["minute"] is None and not half:
        raise DateError("has an hour without its minutes")
    if half:
        if not 1 <= hour <= 12:
            raise DateError(f"names the hour {hour} {half.upper()}, and those go from 1 to 12")
        hour = hour % 12 + (12 if half == "pm" else 0)
    zone = match["zone"] or ""
    known = {"UTC": UTC, "GMT": UTC, "UT": UTC}.get(zone.upper())
    hours, region = ABBREVIATIONS.get(zone.upper(), (0, ""))
    place = _PLACES.get(zone.upper(), "")
    if known is None and zone.isalpha() and zone not in "Zz" and not place:
        if not region:
            raise DateError(f"names the zone {zone}, and zones are written as their offset from UTC")
        known = timezone(timedelta(hours=hours))
    elif known is None and zone and not place:
        known = read_offset(zone)
    return _Clock(
        hour, int(match["minute"] or 0), int(match["second"] or 0), int(match["part"] or 0), known, region or place
    )  # fmt: skip
