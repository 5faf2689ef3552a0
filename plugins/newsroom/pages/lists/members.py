"""What stands in lists: records, and the dated changes of them; each has a day by which a long list is divided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.parts.cards import change_list, link_of, other_lang, withdrawal_of
from plugins.newsroom.pages.views.shared import Change
from plugins.records.dates import local_day
from plugins.records.schema import Case, Record

UNDATED = "undated"
"""In the place of a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A dated change of a record, or its withdrawal, as the list of corrections shows it."""

    item: Item[Record]
    change: Change

    @property
    def lang(self) -> str:
        return self.item.lang


Member = Item[Record] | Declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Members of one kind on a page, newest first."""

    kind: str
    """releases, cases, documents or changes."""
    own: tuple[Member, ...]
    foreign: tuple[Member, ...] = ()
    """What is not to be had in the language of the page."""


def day_of(edition: Edition, member: Member) -> date | None:
    """When a member of a list happened; of a case, when it began."""
    if isinstance(member, Declared):
        return date.fromisoformat(member.change.date.iso[:10])
    key = ("day", member.address)
    if key not in edition.kept:
        zone, record = edition.settings.zone, member.record
        value = _filed(record) if isinstance(record, Case) else record.date
        edition.kept[key] = local_day(value, zone) if value is not None else None
    return edition.kept[key]  # type: ignore[return-value]


def _filed(record: Case) -> date | datetime | None:
    of_courts = [proceeding.date_filed for proceeding in record.proceedings if proceeding.date_filed]
    of_docket = [entry.date_filed for entry in record.docket if entry.date_filed]
    told = [event.date for event in record.timeline if event.date]
    return min(of_courts or of_docket or told, key=str, default=record.as_of)


def year_of(edition: Edition, member: Member) -> str:
    day = day_of(edition, member)
    return f"{day.year:04d}" if day else UNDATED


def by_year(edition: Edition, parts: Iterable[Part]) -> dict[str, tuple[Part, ...]]:
    """The same parts for each year, the newest first; what has no date comes last."""
    found: dict[str, dict[str, tuple[list[Member], list[Member]]]] = {}
    for part in parts:
        for index, members in enumerate((part.own, part.foreign)):
            for member in members:
                of_year = found.setdefault(year_of(edition, member), {})
                of_year.setdefault(part.kind, ([], []))[index].append(member)
    years = sorted(found, key=lambda year: (year != UNDATED, year), reverse=True)
    return {
        year: tuple(
            Part(kind=kind, own=tuple(own), foreign=tuple(foreign)) for kind, (own, foreign) in found[year].items()
        )
        for year in years
    }


def by_month(edition: Edition, parts: Iterable[Part]) -> dict[str, tuple[Part, ...]]:
    """Of one year: those in the language of the page, by `09`, the newest first."""
    found: dict[str, dict[str, list[Member]]] = {}
    for part in parts:
        for member in part.own:
            day = day_of(edition, member)
            found.setdefault(f"{day.month:02d}" if day else "", {}).setdefault(part.kind, []).append(member)
    return {
        month: tuple(Part(kind=kind, own=tuple(own)) for kind, own in found[month].items())
        for month in sorted(found, reverse=True)
    }


def declared_in(edition: Edition, lang: str) -> Part:
    """Every dated change and every withdrawal, the newest first."""
    found: list[Declared] = []
    for item in edition.library.items:
        if not item.changes and not item.is_withdrawn:
            continue
        page = link_of(edition, item, lang)
        found += (Declared(item=item, change=c) for c in change_list(edition, item, lang, page=page))
        if (withdrawal := withdrawal_of(edition, item, lang)) is not None:
            change = Change(
                date=withdrawal.date,
                note=withdrawal.reason,
                kind="withdrawal",
                page=page,
                lang=other_lang(item, lang),
            )
            found.append(Declared(item=item, change=change))
    found.sort(key=lambda member: member.change.date.iso, reverse=True)
    own = tuple(member for member in found if not member.change.lang)
    return Part(kind="changes", own=own, foreign=tuple(member for member in found if member.change.lang))
