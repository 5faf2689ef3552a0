"""Dates and moments as press releases write them, in English and Spanish."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec"
SPANISH = "ene feb mar abr may jun jul ago sep oct nov dic"

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_MES = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|se(?:p)?tiembre|octubre|noviembre|diciembre)"
_WEEKDAY = (
    r"(?:(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?|lunes|martes|mi[ée]rcoles|jueves"
    r"|viernes|s[áa]bado|domingo)(?:,\s*|\s+))?"
)
_D = r"\d{1,2}"
_FORMS = (
    rf"{_MONTH}\s+{_D}(?:st|nd|rd|th)?,?\s+\d{{4}}",
    rf"{_D}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}",
    r"\d{4}-\d{2}-\d{2}",
    rf"(?:{_D}|1º|1\.º|1ro|1er|primero)\s+de\s+{_MES}\s+(?:de|del)\s+\d{{4}}",
    r"\d{1,2}[/.]\d{1,2}[/.]\d{4}",
)
_BARE = rf"{_MONTH}\s+{_D}(?:st|nd|rd|th)?(?![\w:])"
DAY = rf"{_WEEKDAY}(?:{'|'.join(_FORMS)})(?!\w)"
"""A whole date, as a part of a pattern."""
DAY_OR_BARE = rf"(?:{DAY}|{_WEEKDAY}{_BARE})"
"""The same, or month and day without a year."""
_NAMED = re.compile(rf"({_MONTH}|{_MES})", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?:(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?\s?m\b\.?|(\d{1,2}):(\d{2})\b(?!\s*[ap]\.?m)|(noon|midnight)\b)", re.I
)
_OFFSET = re.compile(r"(?:UTC|GMT)\s*([+−-]\d{1,2})(?::?(\d{2}))?\b")
_FIXED = {"UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_ZONES = {
    "ET": "America/New_York", "EASTERN": "America/New_York", "CT": "America/Chicago", "CENTRAL": "America/Chicago",
    "MT": "America/Denver", "MOUNTAIN": "America/Denver", "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A date as somebody wrote it."""

    text: str
    readings: tuple[date, ...]
    """One day; or two, where 9/1 may be either."""
    spanish: bool = False

    @property
    def day(self) -> date | None:
        return self.readings[0] if len(self.readings) == 1 else None


def read_day(text: str, year: int | None = None) -> Written | None:
    """Read a date; with `year`, month and day alone are enough. None where it is no date, or no such day exists."""
    text = " ".join(text.split())
    if re.fullmatch(DAY, text, re.IGNORECASE):
        pass
    elif year and re.fullmatch(rf"{_WEEKDAY}{_BARE}", text, re.IGNORECASE):
        return read_day(f"{text}, {year}")
    else:
        return None
    if match := re.search(r"(\d{4})-(\d{2})-(\d{2})", text):
        return _written(text, [(int(match[1]), int(match[2]), int(match[3]))])
    if match := re.search(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        first, second, in_year = int(match[1]), int(match[2]), int(match[3])
        return _written(text, [(in_year, first, second), (in_year, second, first)])
    rest = re.sub(rf"^{_WEEKDAY}", "", text, flags=re.IGNORECASE)
    named = _NAMED.search(rest)
    numbers = [int(number) for number in re.findall(r"\d+", rest)]
    if named is None or not numbers:
        return None
    spanish = " de " in rest.lower()
    names = (SPANISH if spanish else ENGLISH).split()
    month = names.index(named[1].lower()[:3].replace("set", "sep")) + 1
    day = numbers[0] if len(numbers) > 1 else 1
    return _written(text, [(numbers[-1], month, day)], spanish)


def _written(text: str, readings: list[tuple[int, int, int]], spanish: bool = False) -> Written | None:
    days = []
    for year, month, day in readings:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return Written(text=text, readings=tuple(dict.fromkeys(days)), spanish=spanish) if days else None


def find_days(text: str) -> list[Written]:
    """Every date in a text."""
    found = [read_day(match[0]) for match in re.finditer(rf"\b{DAY}", text, re.IGNORECASE)]
    return [written for written in found if written]


def read_moment(text: str) -> datetime | None:
    """The one moment that a text names in full: day, hour and offset. None if any of it is missing or in doubt."""
    days, clocks = find_days(text), list(_CLOCK.finditer(_OFFSET.sub(" ", text)))
    if len(days) != 1 or len(clocks) != 1 or (day := days[0].day) is None:
        return None
    hour, minute = _clock(clocks[0])
    if hour > 23 or minute > 59:
        return None
    local = datetime(day.year, day.month, day.day, hour, minute)
    if match := _OFFSET.search(text):
        hours, minutes = int(match[1].replace("−", "-")), int(match[2] or 0)
        if abs(hours) > 14 or minutes > 59:
            return None
        return local.replace(tzinfo=timezone(timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes)))
    words = re.findall(r"\b(?:Eastern|Central|Mountain|Pacific)\b|\b[A-Z]{2,4}\b", text)
    offsets = {offset for word in words if (offset := _offset(word.upper(), local)) is not None}
    if len(offsets) != 1:
        return None
    return local.replace(tzinfo=timezone(offsets.pop()))


def _clock(match: re.Match[str]) -> tuple[int, int]:
    hour, minute, half, hour24, minute24, word = match.groups()
    if word:
        return (12 if word.lower() == "noon" else 24), 0
    if hour24:
        return int(hour24), int(minute24)
    if not 1 <= int(hour) <= 12:
        return 24, 0
    return int(hour) % 12 + (12 if half.lower() == "p" else 0), int(minute or 0)


def _offset(word: str, local: datetime) -> timedelta | None:
    if word in _FIXED:
        return timedelta(hours=_FIXED[word])
    if word not in _ZONES:
        return None
    try:
        return local.replace(tzinfo=ZoneInfo(_ZONES[word])).utcoffset()
    except ZoneInfoNotFoundError:
        return None
