"""Days on which nobody is in the office, by the setting CLOSED_DAYS: weekdays by name, other days by date."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from plugins.newsroom.library.settings import SettingsError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def office_days(given: Mapping[str, Any]) -> Callable[[date], bool]:
    """Whether somebody is there on a day. Raises `SettingsError`."""
    closed = given.get("CLOSED_DAYS") or ()
    if not isinstance(closed, list | tuple):
        raise _refused(closed)
    weekdays: set[int] = set()
    dates: set[date] = set()
    for word in map(str, closed):
        if word.lower() in WEEKDAYS:
            weekdays.add(WEEKDAYS.index(word.lower()))
            continue
        try:
            dates.add(date.fromisoformat(word))
        except ValueError:
            raise _refused(word) from None
    return lambda day: day.weekday() not in weekdays and day not in dates


def _refused(value: object) -> SettingsError:
    fix = 'write it as CLOSED_DAYS = ["Saturday", "Sunday", "2026-12-25"]'
    return SettingsError(f"S001 the setting CLOSED_DAYS has {value!r}, which is no day [error]\n  Fix: {fix}")
