"""Briefings as calendar files (RFC 5545): one beside its release, and all of them to subscribe to.

The same record gives the same bytes, whenever it is built: DTSTAMP is when the record was last declared to have
changed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from plugins.newsroom.library.changes import notes_of
from plugins.newsroom.library.edition import Edition, words_of
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.parts.cards import withdrawal_of
from plugins.records.dates import instant
from plugins.records.schema import Briefing, Release


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingEvent:
    """One briefing. Every moment is in UTC."""

    uid: str
    """The release's: it never changes."""
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime | None
    title: str
    where: str
    url: str
    """The page of the release."""
    description: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingsView:
    name: str
    events: tuple[BriefingEvent, ...]


def one_briefing(edition: Edition, item: Item[Release]) -> BriefingsView:
    return BriefingsView(name="", events=tuple(_events(edition, [item])))


def all_briefings(edition: Edition) -> BriefingsView:
    """Every briefing of the site, each in its original language, the earliest first."""
    stories = [
        item for item in edition.library.releases if item.is_withdrawn or item.address in edition.relations.listed
    ]
    name = edition.settings.site_name or edition.settings.site_url
    called = words_of(edition, edition.settings.lang).gettext("Briefings")
    events = sorted(_events(edition, stories), key=lambda event: (event.start, event.uid))
    return BriefingsView(name=f"{name}: {called}", events=tuple(events))


def has_briefings(edition: Edition) -> bool:
    """Whether there is one, or was: whoever subscribed keeps an address that answers."""
    entries = edition.library.ledger.records.values()
    return any(item.record.briefing is not None for item in edition.library.releases) or any(
        path.endswith("/briefing.ics") for entry in entries for path in entry.files
    )


def calendar_bytes(view: BriefingsView) -> bytes:
    from icalendar import Calendar, Event  # few builds write one: a twentieth of the time of an edit

    made = Calendar()
    made.add("prodid", "-//Daylight//briefings//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    if view.name:
        made.add("x-wr-calname", view.name)
    for briefing in view.events:
        event = Event()
        event.add("uid", briefing.uid)
        event.add("sequence", briefing.sequence)
        event.add("dtstamp", briefing.stamp)
        event.add("dtstart", briefing.start)
        if briefing.end is not None:
            event.add("dtend", briefing.end)
        event.add("summary", briefing.title)
        if briefing.where:
            event.add("location", briefing.where)
        event.add("url", briefing.url)
        event.add("description", briefing.description)
        event.add("status", "CANCELLED" if briefing.is_cancelled else "CONFIRMED")
        made.add_component(event)
    written: bytes = made.to_ical()
    return written


def _events(edition: Edition, items: list[Item[Release]]) -> list[BriefingEvent]:
    return [_event(edition, item, item.record.briefing) for item in items if item.record.briefing is not None]


def _event(edition: Edition, item: Item[Release], briefing: Briefing) -> BriefingEvent:
    url = edition.settings.absolute_url(item.address)
    withdrawal = withdrawal_of(edition, item)
    first = instant(item.record.date, edition.settings.zone)
    return BriefingEvent(
        uid=item.uid,
        sequence=len(notes_of(edition, item)) + item.is_withdrawn,
        stamp=max(first, item.modified or first).astimezone(UTC),
        start=briefing.start.astimezone(UTC),
        end=briefing.end.astimezone(UTC) if briefing.end else None,
        title=item.record.title,
        where=briefing.where or briefing.url,
        url=url,
        description=withdrawal.reason if withdrawal else "\n".join([*_how_to_join(edition, item, briefing), url]),
        is_cancelled=item.is_withdrawn,
    )


def _how_to_join(edition: Edition, item: Item[Release], briefing: Briefing) -> list[str]:
    words = words_of(edition, item.lang)
    rows = (
        (words.gettext("Join"), briefing.url),
        (words.gettext("Phone"), briefing.phone),
        (words.gettext("Code"), briefing.code),
        (words.gettext("Speakers"), "; ".join(briefing.speakers)),
    )
    return [f"{name}: {text}" for name, text in rows if text]
