"""Lines that say from when a text may be used, and the moment that they name.

`EMBARGOED UNTIL TUESDAY, DEC. 8, 6 A.M. PT`, `HOLD FOR RELEASE: Tues., Dec. 8, 6am Pacific`. What could be several
moments is none.
"""

import re
from calendar import day_name
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plugins.records.calendar.days import DateError, read_offset
from plugins.records.calendar.written import ABBREVIATIONS, MONTHS, REGIONS, WEEKDAYS, possible

LONGEST_LINE = 200
MOST_LINES = 4
"""Lines that one of them takes: `EMBARGOED UNTIL`, the day, the hour, the zone."""
SPANISH_WEEKDAYS = ("lunes", "martes", "mi[ée]rcoles", "jueves", "viernes", "s[áa]bado", "domingo")
BY_LETTER = {name[0]: zone for name, zone in REGIONS.items()} | {"A": "America/Anchorage", "H": "Pacific/Honolulu"}
"""By the first letter of their English names: Eastern, Central, Mountain, Pacific, Alaska, Hawaii."""
SPANISH_REGIONS = {"este": "E", "centro": "C", "monta": "M", "pac": "P"}
NEXT_WITHIN = timedelta(days=300)
"""How far ahead the next day without a year may be; farther, it has just passed, and which one is meant is in doubt."""

_WEEKDAY = rf"(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))}|{'|'.join(SPANISH_WEEKDAYS)})\b\.?"
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?:,?\s+(?:de\s+|del\s+)?(\d{4})\b(?!\s*[ap]\.?\s?m\b|:))?"
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?![\w:]|\s*[ap]\.?\s?m\b){_YEAR}", re.I)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|º|\.º)?\s+(?:of\s+|de\s+)?({_MONTH}){_YEAR}", re.I)
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/.])")
_NAMED_DAY = re.compile(rf"\b({_WEEKDAY})", re.I)
_CLOCK = re.compile(
    r"\b(?:(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?\s?m\b\.?|(\d{1,2}):(\d{2})(?!\d|:?\s*[ap]\.?\s?m\b)|(noon|midnight)\b)",
    re.I,
)
_FROM_UTC = re.compile(r"(?:\b(?:UTC|GMT)\s*|(?<=:\d\d)\s*)([+−-])(\d{1,2})(?::?(\d{2}))?(?!\d)|(?<=:\d\d)Z\b")
_ZONE = re.compile(
    r"\b(?P<full>Eastern|Central|Mountain|Pacific|Alaska|Hawaii)(?:[\s-]+(?:standard|daylight))?(?:[\s-]+time)?\b"
    r"|\bhora (?:del? |de la )?(?P<hora>este|centro|monta[ñn]a|pac[íi]fico)\b"
    r"|\b(?P<short>[ECMP][SD]T|AK[SD]T|H[SD]?T|UTC|GMT)\b|(?:(?<=[\sm.(])|(?<=[ap]m))(?P<pair>(?-i:[ECMP]T))\b"
    r"|(?<=m)\s*(?P<low>(?-i:[ecmp]t))\b",
    re.I,
)
_WHEN = (
    rf"(?:{_WEEKDAY}|{_MONTH}\s+\d|\d{{1,2}}[\s:/.ap]|\d{{4}}-\d\d|noon\b|midnight\b|tomorrow\b|today\b|tonight\b"
    r"|mañana\b|hoy\b|further notice\b|delivery\b|early\b|mediodía\b|las\s+\d)"
)
_SAYS_WHEN = re.compile(rf"\b{_WHEN}|\b(?:morning|afternoon|evening|noche|hearing|publication)\b", re.I)
_LEAD = r"(?:(?:please|strictly|note|important|attention|editors)\b[\s:,!–—-]*)*"
_EMBARGO = re.compile(
    rf"{_LEAD}(?:under (?:strict )?)?(?P<word>embargo(?:ed|es)?|embargad[oa])"
    r"(?:(?P<sign>\s*[:–—]\s*|\s+-\s+)(?P<after>.*)"
    r"|\s*|\s+(?:until|til|till|’til|'til|hasta)\b.*|\s+for release\b.*"
    rf"|\s+(?:to|for|through|lifts?|ends?|expires?)\s+{_WHEN}.*"
    r"|\s+(?:lifts|ends|expires)\b.*)",
    re.IGNORECASE,
)
_HOLD = re.compile(
    rf"{_LEAD}(?:(?:not for|no) (?:(?:public(?:ation)?|release|use|distribution|broadcast)\b[\s,/]*(?:or |and )?)+"
    r"(?:before|until|till|prior to)\b.*"
    r"|hold (?:for release|until|till)\b.*"
    r"|(?:do not|don['’]t|not to be|must not be|may not be|no) "
    r"(?:publish|release|use|distribute|broadcast|report|post|published|released|used|distributed|reported|posted)"
    rf"(?: or \w+)? (?:before|until|till|prior to)\b\s*{_WHEN}.*"
    r"|no (?:publicar|difundir) (?:antes|hasta)\b.*)",
    re.IGNORECASE,
)
_FOR_RELEASE = re.compile(
    rf"{_LEAD}(?:for (?:release|publication)(?:\s*[:,–—-]+\s*|\s+)|(?:release|publication)(?: date| time)?\s*[:–—]\s*)"
    r"(?:(?:on|at|after|not before|no earlier than|until|by|from|beginning|starting)\s+)*"
    rf"(?:{_WHEN}|upon\b(?! receipt)).*",
    re.IGNORECASE,
)
_ONLY_DAY = re.compile(r"(?:for )?(?:release|publication)|date|on|[\s:,.–—-]", re.I)
_FILLER = re.compile(r"\b(?:at|on|until|till|the|of|time|de|del|a las|las)\b|[\s,.;:()/|–—-]", re.I)
MENTION = re.compile(
    r"\b(?:embargoed (?:until|till|for release)|(?:strictly|under(?: strict)?) embargo(?:ed)?\b"
    r"|not for (?:release|publication|broadcast) (?:before|until|till|prior to))\b",
    re.IGNORECASE,
)
"""Words within a longer text that say so too."""
IMMEDIATE = re.compile(
    r"for immediate (?:release|publication|use)|for release (?:immediately|now|at will|(?:up)?on receipt)"
    r"|para (?:su )?(?:publicación|difusión|divulgación) inmediata",
    re.IGNORECASE,
)


class Announced(NamedTuple):
    """What a line says of its moment."""

    moment: datetime | None
    """None where the line leaves it in doubt."""
    note: str = ""
    """What was inferred, as a sentence; or why it can't be read."""


def is_hold(text: str) -> bool:
    """Whether a line of a release's head says from when it may be used, whether or not that can be read."""
    line = _plain(text)
    if not line or len(line) > LONGEST_LINE or IMMEDIATE.fullmatch(line):
        return False
    if _EMBARGO.fullmatch(line) or _HOLD.fullmatch(line):
        return True
    return bool(_FOR_RELEASE.fullmatch(line)) and not _is_day_alone(line)


def is_hold_within(text: str) -> bool:
    """The same for a line anywhere in a text, where it must name a time or be nothing but the words of a hold."""
    line = _plain(text)
    if not is_hold(line):
        return False
    bare = re.fullmatch(rf"{_LEAD}(?:under (?:strict )?)?embargo(?:ed)?(?: until)?|hold for release", line, re.I)
    return bool(bare or _SAYS_WHEN.search(line))


def is_day_of_release(text: str) -> bool:
    """Whether a line is `FOR RELEASE September 1, 2010`: a whole date, and no hour."""
    line = _plain(text)
    return len(line) <= LONGEST_LINE and bool(_FOR_RELEASE.fullmatch(line)) and _is_day_alone(line)


def split_hold(text: str) -> tuple[str, str]:
    """`EMBARGOED: Counties vote` as the words of the hold and what follows them; a whole line has nothing after it."""
    line = _plain(text)
    match = _EMBARGO.fullmatch(line)
    if match and match["after"] and not _SAYS_WHEN.search(match["after"]) and not _HOLD.match(match["after"]):
        return line[: match.start("sign")], match["after"]
    return text, ""


def goes_on(text: str) -> bool:
    """Whether a line is nothing but a day, an hour or a zone, as below `EMBARGOED UNTIL`."""
    rest = text
    for pattern in (_ISO, _MONTH_FIRST, _DAY_FIRST, _NUMBERS, _NAMED_DAY, _CLOCK, _FROM_UTC, _ZONE):
        rest = pattern.sub(" ", rest)
    return len(text) <= 80 and rest != text and not _FILLER.sub("", rest)


def says_when(text: str) -> bool:
    """Whether a line names a day or an hour at all."""
    return bool(_SAYS_WHEN.search(text) or _CLOCK.search(text))


def read_moment(text: str, base: date | None = None, *, is_own: bool = False) -> Announced:
    """The one moment that a text names: day, hour and zone.

    `base` is the day from which a weekday or a day without its year is counted: that of the text where `is_own`, else
    the present.
    """
    if whole := _iso_moment(text):
        return Announced(whole)
    days, rest, note = _days(text, base, is_own=is_own)
    if len(days) != 1:
        return Announced(None, note or ("it names no day" if not days else "it may be several days"))
    offsets = list(_FROM_UTC.finditer(rest))
    plain = _FROM_UTC.sub(lambda match: " " * len(match[0]), rest)
    clocks = list(_CLOCK.finditer(plain))
    zones = list(_ZONE.finditer(plain)) if not offsets else []
    if not clocks:
        return Announced(None, "it names no hour")
    pairs = len(clocks) > 1 and len(zones) == len(clocks)
    if len(clocks) > 1 and not pairs:
        return Announced(None, "it names several hours")
    moments: set[datetime] = set()
    notes = [note] if note else []
    for at, clock in enumerate(clocks):
        hour, minute = _clock(clock)
        if hour > 23 or minute > 59:
            return Announced(None, f"“{clock[0].strip()}” is no hour, or may be two")
        local = datetime(days[0].year, days[0].month, days[0].day, hour, minute)
        if offsets:
            found = {_from_utc(match) for match in offsets}
        else:
            said = [_offset(zone, local) for zone in (zones[at : at + 1] if pairs else zones)]
            found = {offset for offset, _ in said}
            notes += [words for _, words in said if words]
            if _is_of_twelve(clock) and not all(z["short"] in ("UTC", "GMT") for z in zones):
                return Announced(None, f"“{clock[0].strip()}” may be morning or evening")
        if not found:
            return Announced(None, "it names no time zone")
        if len(found) > 1 or None in found:
            return Announced(None, notes[-1] if notes and None in found else "it names several time zones")
        moments.add(local.replace(tzinfo=timezone(found.pop() or timedelta())))
    if len({moment.astimezone(UTC) for moment in moments}) > 1:
        return Announced(None, "its hours are not the same moment")
    first = _clock(clocks[0])
    chosen = next(m for m in moments if (m.hour, m.minute) == first)
    return Announced(chosen, "; ".join(dict.fromkeys(notes)))


def read_day_and_hour(text: str, base: date | None, *, is_own: bool = False) -> tuple[date | None, time | None]:
    """The one day that a text names, and its one hour, where the zone is in doubt; None for what it does not name."""
    days, rest, _ = _days(text, base, is_own=is_own)
    if len(days) != 1:
        return None, None
    clocks = list(_CLOCK.finditer(_FROM_UTC.sub(lambda match: " " * len(match[0]), rest)))
    hour, minute = _clock(clocks[0]) if len(clocks) == 1 and not _is_of_twelve(clocks[0]) else (24, 0)
    return days[0], time(hour, minute) if hour < 24 and minute < 60 else None


def region_named(text: str) -> str:
    """The zone that people call Pacific, PT or US/Eastern: `America/Los_Angeles`; empty for any other name."""
    name = text.strip().upper().removeprefix("US/")
    match = _ZONE.search(f" {name}")
    if match is None or match[0].strip() != name or (match["short"] or "") in ("UTC", "GMT"):
        return ""
    return BY_LETTER.get((match["full"] or match["short"] or match["pair"] or " ")[0], "")


def _plain(text: str) -> str:
    """Without brackets, asterisks and the like around it."""
    return " ".join(text.split()).strip("*_#>[]()<=-–—•·|!“”\"' \t").strip()


def _is_day_alone(line: str) -> bool:
    """`FOR RELEASE September 1, 2010`: a whole date, and no hour."""
    days, rest, _ = _days(line, None, is_own=False)
    return len(days) == 1 and not _ONLY_DAY.sub("", rest)


def _iso_moment(text: str) -> datetime | None:
    found = re.findall(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?\s?(?:Z|[+-]\d{2}:\d{2})(?![\d:])", text)
    if len(found) != 1:
        return None
    try:
        return datetime.fromisoformat(found[0].replace(" ", "", 1) if "T" in found[0] else found[0])
    except ValueError:
        return None


def _days(text: str, base: date | None, *, is_own: bool) -> tuple[tuple[date, ...], str, str]:
    """The days that are meant, the text without them, and what was inferred or is in doubt."""
    weekdays: list[int] = []

    def named(match: re.Match[str]) -> str:
        weekdays.append(_weekday(match[1]))
        return " " * len(match[0])

    rest = text
    whole: list[tuple[tuple[date, ...], tuple[int, int]]] = []
    partial: list[tuple[tuple[date, ...], tuple[int, int]]] = []
    for pattern in (_ISO, _NUMBERS, _MONTH_FIRST, _DAY_FIRST):
        for match in pattern.finditer(rest):
            found = _readings(pattern, match)
            (whole if found[0] else partial).append(found)
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    rest = _NAMED_DAY.sub(named, rest)
    if len(whole) + len(partial) > 1:
        days = {day for readings, _ in whole for day in readings}
        return (tuple(days), rest, "") if len(days) == 1 and not partial else ((), rest, "it names several days")
    if len(set(weekdays)) > 1:
        return (), rest, "it names several days"
    weekday = weekdays[0] if weekdays else None
    if whole:
        return _of_readings(whole[0][0], rest, weekday, base)
    if partial:
        return _of_this_year(partial[0][1], rest, weekday, base)
    if weekday is None or base is None:
        return (), rest, "it names no day" if weekday is None else "it names only a weekday"
    ahead = (weekday - base.weekday()) % 7
    if not ahead and not is_own:
        return (), rest, f"today is a {day_name[weekday]} as well"
    day = base + timedelta(days=ahead)
    return (day,), rest, f"{day_name[weekday]} was read as {_in_full(day)}"


def _of_readings(
    days: tuple[date, ...], rest: str, weekday: int | None, base: date | None
) -> tuple[tuple[date, ...], str, str]:
    """A date with its year: of two readings, the one whose weekday fits, or that has not passed."""
    fitting = tuple(day for day in days if weekday is None or day.weekday() == weekday)
    if not fitting:
        return (), rest, f"{_in_full(days[0])} is no {day_name[weekday or 0]}"
    if len(fitting) > 1 and base is not None:
        ahead = tuple(day for day in fitting if day >= base)
        fitting = ahead if len(ahead) == 1 else fitting
    if len(fitting) > 1:
        return (), rest, f"it may be {' or '.join(day.isoformat() for day in fitting)}"
    return fitting, rest, f"the date was read as {_in_full(fitting[0])}" if len(days) > 1 else ""


def _of_this_year(
    month_day: tuple[int, int], rest: str, weekday: int | None, base: date | None
) -> tuple[tuple[date, ...], str, str]:
    """A month and a day without a year: the year in which the weekday fits, else the next such day."""
    if base is None:
        return (), rest, "it names no year"
    found = []
    for year in range(base.year, base.year + 3):
        try:
            day = date(year, *month_day)
        except ValueError:
            continue
        if day >= base and (weekday is None or day.weekday() == weekday):
            found.append(day)
    if not found or found[0] - base > NEXT_WITHIN:
        return (), rest, "the year is in doubt"
    return (found[0],), rest, f"the year was read as {found[0].year}"


def _readings(pattern: re.Pattern[str], match: re.Match[str]) -> tuple[tuple[date, ...], tuple[int, int]]:
    """The days that a date may be; none, and month and day, where it has no year."""
    if pattern is _ISO:
        return possible((int(match[1]), int(match[2]), int(match[3]))), (0, 0)
    if pattern is _NUMBERS:
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        first, second = int(match[1]), int(match[3])
        return possible((year, first, second), (year, second, first)), (0, 0)
    name, number = (match[1], match[2]) if pattern is _MONTH_FIRST else (match[2], match[1])
    month, day = MONTHS[name.lower().rstrip(".")], int(number)
    return (possible((int(match[3]), month, day)) if match[3] else ()), (month, day)


def _weekday(name: str) -> int:
    plain = name.lower().rstrip(".")
    if plain in WEEKDAYS:
        return WEEKDAYS[plain]
    return next(at for at, pattern in enumerate(SPANISH_WEEKDAYS) if re.fullmatch(pattern, plain))


def _in_full(day: date) -> str:
    return f"{day:%A, %B} {day.day}, {day.year}"


def _clock(match: re.Match[str]) -> tuple[int, int]:
    """(Hour, minute); the hour 24 for what is none, or may be two, as midnight."""
    hour, minute, half, hour24, minute24, word = match.groups()
    if word:
        return (12 if word.lower() == "noon" else 24), 0
    if hour24:
        return int(hour24), int(minute24)
    if not 1 <= int(hour) <= 12:
        return 24, 0
    return int(hour) % 12 + (12 if half.lower() == "p" else 0), int(minute or 0)


def _is_of_twelve(match: re.Match[str]) -> bool:
    """Whether it may be an hour of the morning or of the evening: `6:00`."""
    return bool(match[4]) and 1 <= int(match[4]) <= 12 and match[4][0] != "0"


def _from_utc(match: re.Match[str]) -> timedelta | None:
    if match[1] is None:
        return timedelta()
    if int(match[2]) > 14:
        return None
    try:
        sign = "-" if match[1] in "−-" else "+"
        return read_offset(f"{sign}{int(match[2]):02}:{match[3] or '00'}").utcoffset(None)
    except DateError:
        return None


def _offset(zone: re.Match[str], local: datetime) -> tuple[timedelta | None, str]:
    """From UTC on that day, and a word on it where the abbreviation is that of another season."""
    if zone["hora"]:
        letter = next(sign for start, sign in SPANISH_REGIONS.items() if zone["hora"].lower().startswith(start))
        region, written = BY_LETTER[letter], ""
    elif short := (zone["short"] or "").upper():
        if short in ("UTC", "GMT"):
            return timedelta(), ""
        region, written = BY_LETTER[short[0]], short if len(short) > 2 else ""
    else:
        region, written = BY_LETTER[(zone["full"] or zone["pair"] or zone["low"]).upper()[0]], ""
    try:
        used = local.replace(tzinfo=ZoneInfo(region)).utcoffset()
    except ZoneInfoNotFoundError:
        return None, f"the time zone {region} is not known to this computer"
    if written in ABBREVIATIONS and timedelta(hours=ABBREVIATIONS[written][0]) != used:
        if written == "MST":
            return None, "MST in summer may be Arizona's hour or that of the rest of the zone"
        return used, f"{written} is not in use on that day, and was read as the hour of {region}"
    return used, ""
