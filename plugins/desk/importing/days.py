"""Dates as press releases write them, in English and Spanish."""

import re
from dataclasses import dataclass
from datetime import date

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
