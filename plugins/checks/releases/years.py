"""Dates that are probably of the wrong year or month: as typed in January, or in a copy of an older release."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.records.dates import instant, iso, local_day
from plugins.records.fixing.fixes import write
from plugins.records.problems import Problem, problem
from plugins.records.schema import Record, Release

ABOUT_A_YEAR = range(355, 376)
"""Days."""
MOST_MONTHS = 3
"""A month that was typed as the one before; more of them are no slip."""
MOST_SLIPS = 2
"""With more in one folder, it is an archive that is filed otherwise."""
DECEMBER = 12
FOLDER_OF_YEAR = re.compile(r"[^/]+/(\d{4})/", re.ASCII)


def check(edition: Edition) -> Iterator[Problem]:
    items = [item for item in (*edition.library.releases, *edition.library.held) if isinstance(item.record, Release)]
    for item in items:
        yield from _long_before_its_embargo(edition, item, item.record)
    yield from _of_last_year(edition, items)


def _long_before_its_embargo(edition: Edition, item: Item[Record], record: Record) -> Iterator[Problem]:
    """A date a year or whole months before an embargo that is to come: readers would take the text for an old one."""
    zone = edition.settings.zone
    if record.embargo is None or record.date is None or instant(record.embargo, zone) <= edition.settings.now:
        return
    day, end = local_day(record.date, zone), local_day(record.embargo, zone)
    months = (end.year - day.year) * 12 + end.month - day.month
    if day.day == end.day and 0 < months <= MOST_MONTHS:
        long = f"{months} month{'' if months == 1 else 's'}"
    elif (end - day).days in ABOUT_A_YEAR:
        long = "a year"
    else:
        return
    what = f"the date {iso(day)} is {long} before the embargo {iso(record.embargo)}, and is the one that readers see"
    fix = f"leave it if it is right; if it goes out that day, {write(f'date: {iso(end)}')}"
    yield problem("F011", item.path, item.line("date"), what, fix)


def _of_last_year(edition: Edition, items: list[Item[Record]]) -> Iterator[Problem]:
    """A date of the year before its folder's, where the folder is this year's or most in it are of its year."""
    zone = edition.settings.zone
    in_folder: dict[int, list[tuple[Item[Record], date]]] = defaultdict(list)
    for item in items:
        if item.record.date is not None and (folder := FOLDER_OF_YEAR.match(item.path)):
            in_folder[int(folder[1])].append((item, local_day(item.record.date, zone)))
    for year, filed in in_folder.items():
        years = Counter(day.year for _, day in filed)
        is_new = year == edition.settings.now.astimezone(zone).year
        if not 0 < years[year - 1] <= (MOST_SLIPS if is_new else min(MOST_SLIPS, years[year])):
            continue
        for item, day in filed:
            if day.year != year - 1 or day.month == DECEMBER or item.uid in edition.library.ledger.records:
                continue
            if (meant := _in_year(item.record.date, year)) is not None:
                what = f"the date {iso(day)} is of another year than its folder, releases/{year:04}"
                fix = f"leave it if it is right; if the year is a slip, {write(f'date: {iso(meant)}')}"
                yield problem("F011", item.path, item.line("date"), what, fix)


def _in_year(value: date | datetime | None, year: int) -> date | datetime | None:
    try:
        return value.replace(year=year) if value is not None else None
    except ValueError:  # February 29
        return None
