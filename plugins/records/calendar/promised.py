"""What a line in a release promises: the moment before which the text is not to be used, as far as it can be read."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from plugins.records.calendar.days import latest

LAST_ON_EARTH = timedelta(hours=12)
"""How long after UTC a day ends where it ends last."""
OPEN_FOR = timedelta(days=14)
"""How long after the date of its release a line counts that names no day at all."""
MEANT = re.compile(
    r"\bembargoed\b|\bembargad[oa]\b|\bunder (?:strict )?embargo\b|\bhold (?:for release|until|till)\b"
    r"|\bnot for (?:publication|release)\b|\b(?:do not|don['’]t|not to be|no) (?:publish|release|publicar|difundir)"
    r"|^embargo$",
    re.IGNORECASE,
)
"""Words that are such a promise without a day: “Embargo: 60 years of harm” is a subhead."""


def promises_in_words(title: str, subtitle: str) -> dict[str, str]:
    """The fields whose words are plainly such a promise: `EMBARGOED UNTIL DEC. 8: County votes`."""
    named = {"title": title, "subtitle": subtitle}
    found = {name: words for name, words in named.items() if MEANT.search(words)}
    if not found:
        return {}
    from plugins.records.calendar.announced import is_hold_within, split_hold  # for few texts: slow to load

    return {name: words for name, words in found.items() if is_hold_within(words) or split_hold(words)[1]}


class Promise(NamedTuple):
    """From when a text may be used."""

    earliest: datetime
    """The moment itself; where its zone is in doubt, by the clock of the site; where its hour is, the day's first."""
    latest: datetime
    """When it is certainly over."""
    moment: datetime | None = None
    day: date | None = None
    hour: time | None = None


def promised(text: str, own_day: date, zone: ZoneInfo) -> Promise | None:
    """What the words of a hold promise; None if they name no day, and are not plainly such a promise.

    `own_day` is the date of the release, from which a weekday or a day without a year is counted.
    """
    from plugins.records.calendar.announced import read_day_and_hour, read_moment

    if (moment := read_moment(text, own_day, is_own=True).moment) is not None:
        at = moment.astimezone(UTC)
        local = moment.astimezone(zone)
        return Promise(at, at, moment, local.date(), local.time().replace(tzinfo=None))
    day, hour = read_day_and_hour(text, own_day, is_own=True)
    if day is not None:
        first = datetime.combine(day, hour or time())
        last = first if hour else first + timedelta(days=1)
        return Promise(latest(first, zone), last.replace(tzinfo=UTC) + LAST_ON_EARTH, None, day, hour)
    if not MEANT.search(text.strip(" :.!–—-")):
        return None
    end = datetime.combine(own_day, time(), UTC) + OPEN_FOR
    return Promise(end, end)
