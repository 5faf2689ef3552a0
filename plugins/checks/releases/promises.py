"""Lines in a release that say from when it may be used, where its page says otherwise, or would stand beside it."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import NamedTuple

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.prose.links import short
from plugins.records.calendar.days import with_offset
from plugins.records.calendar.promised import Promise, promised, promises_in_words
from plugins.records.calendar.spoken import in_full
from plugins.records.dates import iso, local_day, own_offset
from plugins.records.examples import added
from plugins.records.fixing.fixes import write
from plugins.records.gate import opens_by_dates
from plugins.records.problems import Problem, problem
from plugins.records.schema import Record, Release

USUAL = time(6)
"""The hour that a fix gives where the line names none."""


def check(edition: Edition) -> Iterator[Problem]:
    for item in (*edition.library.items, *edition.library.held):
        record = item.record
        if not isinstance(record, Release) or record.status == "withdrawn":
            continue
        fields = promises_in_words(record.title, record.subtitle)
        if not item.prose.holds and not fields:
            continue
        opens = edition.links.opens.get(item.path) or opens_by_dates(record, edition.settings.zone)
        body = item.front.body_line - 1
        said = [_Said("text", body + hold.line, hold.text, hold.is_immediate) for hold in item.prose.holds]
        said += [_Said(name, item.line(name), words) for name, words in fields.items()]
        for one in said:
            yield from _of_words(edition, item, record, one, opens)


class _Said(NamedTuple):
    """Words that say from when the release may be used, and where they stand."""

    where: str
    """`text`, or the name of a field."""
    line: int
    text: str
    is_immediate: bool = False

    @property
    def delete(self) -> str:
        """What to do to be rid of them."""
        return "delete the line" if self.where == "text" else f"remove the embargo from the {self.where}"


def _of_words(edition: Edition, item: Item[Record], record: Release, one: _Said, opens: datetime) -> Iterator[Problem]:
    settings, line = edition.settings, one.line
    said = f"the {one.where} says “{short(one.text)}”"
    waits = opens > settings.now
    until = in_full(opens, settings.zone)
    if one.is_immediate:
        if waits and record.embargo is not None:
            fix = f"{one.delete}: the page says so itself once it is public"
            yield problem("R023", item.path, line, f"{said}, and the release is embargoed until {until}", fix)
        return
    from plugins.records.calendar.announced import is_day_of_release  # for few texts: slow to load

    promise = promised(one.text, local_day(record.date, settings.zone), settings.zone)
    if promise is None:
        return
    is_held_too = promise.day is None and record.embargo is not None
    if opens < promise.earliest and promise.latest > settings.now and not is_held_too:
        what = f"{said}, and its page would be public {f'from {until}' if waits else 'at once'}"
        yield problem("R022", item.path, line, what, _held_until(edition, item, record, promise, one.delete))
    elif is_day_of_release(one.text):
        return
    elif waits and promise.latest < opens:
        what = f"{said}, and the release is held until {until}"
        yield problem("R023", item.path, line, what, f"{one.delete}; if it is right, correct date or embargo")
    else:
        when = f"once it is public, on {until}" if waits else "on its page, which is public"
        fix = f"{one.delete}: the release is held by its fields" if waits else one.delete
        yield problem("R023", item.path, line, f"{said}, and readers would see that {when}", fix)


def _held_until(edition: Edition, item: Item[Record], record: Release, promise: Promise, delete: str) -> str:
    """The line that keeps the promise, as exactly as its words name the moment."""
    zone = edition.settings.zone
    if promise.day is None:
        example = with_offset(datetime.combine(local_day(record.date, zone), USUAL), zone)
        return f"{delete}; if it must wait, put its moment into the fields, as in embargo: {iso(example)}"
    lead = f"{delete}, and"
    moment = promise.moment
    if moment is None:
        moment = with_offset(datetime.combine(promise.day, promise.hour or USUAL), zone)
        lead += f" if it is the hour of {zone.key}," if promise.hour else " with the right hour,"
    elif own_offset(moment, zone) is not None:
        moment = moment.astimezone(zone)
    line = f"embargo: {iso(moment)}"
    if record.embargo is not None:
        at = item.line("embargo")
        return f"{lead} {write(line, at, at)}"
    return f"{lead} {added(line, item.front)}"
