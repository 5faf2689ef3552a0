"""Where each row of a tracker stands: in which order, on which page, and what proves it."""

from datetime import date

from plugins.newsroom.library.edition import Edition, words_of
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address
from plugins.newsroom.library.trackers.places import Place, places_of
from plugins.newsroom.pages.views.shared import Link
from plugins.prose.model import Reference
from plugins.records.schema import Record, Tracker, TrackerStatus
from plugins.records.trackers.rows import Row

ORDERS = ("place", "status", "date")
ROWS = 200
"""Places on one page."""


def statuses_of(item: Item[Tracker]) -> dict[str, TrackerStatus]:
    return {status.slug: status for status in item.record.statuses}


def rows_of_page(item: Item[Tracker], order: str) -> list[Place]:
    """Every place, in one of the orders."""
    places = places_of(item)
    if order == "status":
        rank = {status.slug: index for index, status in enumerate(item.record.statuses)}
        return sorted(places, key=lambda place: rank[place.now.status])
    if order == "date":
        return sorted(places, key=lambda place: place.now.date or date.min, reverse=True)
    return places


def rows_address(item: Item[Record], order: str, number: int) -> str:
    """The folder of a page of its table; the first by place is the tracker's own."""
    return item.address if (order, number) == ("place", 1) else f"{item.address}by/{order}/{number}/"


def row_url(edition: Edition, item: Item[Tracker], row: Row, *, absolute: bool = False) -> str:
    """Where a row stands, in the order of places."""
    key = ("pages of rows", item.address)
    if key not in edition.kept:
        edition.kept[key] = {place.now.of_place: index // ROWS + 1 for index, place in enumerate(places_of(item))}
    numbers: dict[str, int] = edition.kept[key]  # type: ignore[assignment]
    address = rows_address(item, "place", numbers[row.of_place])
    url = edition.settings.absolute_url if absolute else edition.settings.url
    return f"{url(address)}#{row.anchor}"


def reference_of(row: Row) -> Reference:
    """What proves a row, as a link is written: `{document}memo#page=3`."""
    fragment = f"page={row.page}" if row.page else ""
    return Reference(scheme="document", target=row.document, fragment=fragment, text=row.place, line=row.line)


def source_of(edition: Edition, item: Item[Record], row: Row) -> Address | None:
    """The page of the document that proves a row; None where it names none, or one that is not public."""
    if not row.document:
        return None
    target = edition.links.resolve(reference_of(row), item.path)
    return target if isinstance(target, Address) else None


def row_source(edition: Edition, item: Item[Record], row: Row, *, absolute: bool = False) -> Link | None:
    """The same as a link: `ICE memo, page 3`."""
    target = source_of(edition, item, row)
    if target is None or target.item is None:
        return None
    title = target.item.record.title
    page = words_of(edition, item.lang).gettext("page %(number)s") % {"number": row.page} if row.page else ""
    url = (edition.settings.absolute_url if absolute else edition.settings.url)(target.path)
    return Link(text=f"{title}, {page}" if page else title, url=f"{url}#{target.fragment}" if target.fragment else url)
