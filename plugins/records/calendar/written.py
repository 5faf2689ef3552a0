"""Dates as people and other programs write them: `Sept. 1, 2010, 10:30 AM`, `2010/9/1`, `Wed, 01 Sep 2010 10:00 GMT`.

Anything that could be several dates is refused, with the possible dates.
"""

import re
from calendar import day_name
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from plugins.records.calendar.days import YEARS, DateError, moment, read_offset

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
"""English, Spanish, Portuguese, French, German and Italian."""
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

_CLOCK = re.compile(
    r"""(?P<day>.*?)(?:(?<=\d)[Tt]|[\s,]+(?:at\s+)?|\s*@\s*)
    (?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?)?
    \s*(?P<half>[ap]\.?m\.?)?
    \s*(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?|[A-Z]{2,4})?""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|º|°|\.)?[\s-]+(?:of\s+|de\s+)?([^\W\d]+)\.?,?[\s-]+(?:de\s+|del\s+)?(\d{4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})[\s-]+([^\W\d]+)\.?[\s-]+(\d{1,2})")
_MONTH_ALONE = re.compile(r"([^\W\d]+)\.?,?\s+(?:de\s+|of\s+)?(\d{4})|(\d{4})-(\d{1,2})")
_QUOTES = "\"'“”‘’„«»"
LONGEST = 80


class _Clock(NamedTuple):
    hour: int
    minute: int
    second: int
    part: int
    zone: timezone | None
    region: str
    """Places where the time zone is used, if it was written as an abbreviation."""


def read_written(text: str) -> date | datetime:
    """Raises `DateError` for anything that is not a date, or could be several."""
    plain = " ".join(text.strip(f" {_QUOTES}").split())
    if len(plain) > LONGEST or not plain.isprintable():
        raise DateError("is not a date")
    days = _days(plain)
    if days:
        return _only(days)
    match = _CLOCK.fullmatch(plain)
    days = _days(match["day"]) if match else ()
    if match is None or not days:
        raise DateError("is not a date", *_month_alone(plain))
    clock = _clock(match)
    moments = tuple(
        moment(day, clock.hour, clock.minute, clock.second, part=clock.part, offset=clock.zone) for day in days
    )
    if clock.region:
        there = [value.replace(tzinfo=ZoneInfo(clock.region)) for value in moments]
        if any(value.utcoffset() != clock.zone.utcoffset(None) for value in there if clock.zone):
            local = [value.replace(tzinfo=timezone(value.utcoffset() or timedelta())) for value in there]
            raise DateError(
                f"names the zone {match['zone'].upper()}, which is not in use on that day", *moments, *local
            )
    return _only(moments)


def _only(meant: tuple[date, ...]) -> date:
    if len(meant) == 1:
        return meant[0]
    raise DateError("may be two dates, for some write the day first and some the month", *meant)


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
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(match[at] or match[other]) for at, other in ((1, 5), (3, 6), (4, 7)))
        if month > 12 >= day:
            raise DateError(f"names month {month}, and there are 12", *_possible((year, day, month)))
        return _checked(year, month, day)
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(int(match[1]), int(match[3]), match[4], match[2])
    for form, order in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_YEAR_MONTH_DAY, (1, 2, 3))):
        if (match := form.fullmatch(text)) and (number := MONTHS.get(match[order[1]].lower())):
            return _checked(int(match[order[0]]), number, int(match[order[2]]))
    return ()


def _year_last(first: int, second: int, year: str, between: str) -> tuple[date, ...]:
    """`31/12/2010` and `9/31/2010` have one meaning, `9/1/2010` has two, and dates with periods are day first."""
    if len(year) == 2:
        years = (2000 + int(year),)
        meant = _possible(*((y, m, d) for y in years for m, d in ((second, first), (first, second))))
        raise DateError(f"has a year of two digits, {year}", *meant)
    number = int(year)
    if between == ".":
        return _checked(number, second, first)
    days = _possible((number, second, first), (number, first, second))
    return days or _checked(number, first, second)


def _possible(*meant: tuple[int, int, int]) -> tuple[date, ...]:
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
        raise DateError("is a date that doesn't exist") from None


def _month_alone(text: str) -> tuple[date, ...]:
    """A month without a day, as its first day: a suggestion for the message."""
    match = _MONTH_ALONE.fullmatch(text)
    if match is None:
        return ()
    month = MONTHS.get(match[1].lower(), 0) if match[1] else int(match[4])
    return _possible((int(match[2] or match[3]), month, 1))


def _clock(match: re.Match[str]) -> _Clock:
    hour, half = int(match["hour"]), (match["half"] or "").lower().replace(".", "")
    if match["minute"] is None and not half:
        raise DateError("has an hour without its minutes")
    if half:
        if not 1 <= hour <= 12:
            raise DateError(f"names the hour {hour} {half.upper()}, and those go from 1 to 12")
        hour = hour % 12 + (12 if half == "pm" else 0)
    zone = match["zone"] or ""
    known = {"UTC": UTC, "GMT": UTC, "UT": UTC}.get(zone.upper())
    hours, region = ABBREVIATIONS.get(zone.upper(), (0, ""))
    if known is None and zone.isalpha() and zone not in "Zz":
        if not region:
            raise DateError(f"names the zone {zone}, and zones are written as their offset from UTC")
        known = timezone(timedelta(hours=hours))
    elif known is None and zone:
        known = read_offset(zone)
    return _Clock(
        hour, int(match["minute"] or 0), int(match["second"] or 0), int(match["part"] or 0), known, region
    )  # fmt: skip
