"""The pages of a tracker: its own, the further ones of its table in each order, and the list of all trackers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.trackers.places import Place, places_of, row_changes
from plugins.newsroom.pages.embedding import embed_code
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.newsroom.pages.parts.cards import (
    change_list,
    optional_date,
    other_lang,
    topic_links,
    withdrawal_of,
)
from plugins.newsroom.pages.parts.formats import date_text, size_text
from plugins.newsroom.pages.parts.heads import head_of_item, head_of_list
from plugins.newsroom.pages.parts.held import held_note
from plugins.newsroom.pages.parts.in_language import listed, said_in
from plugins.newsroom.pages.parts.linked_files import linked_files
from plugins.newsroom.pages.parts.navigation import crumbs
from plugins.newsroom.pages.trackers.tracker_rows import (
    ORDERS,
    ROWS,
    row_source,
    row_url,
    rows_address,
    rows_of_page,
    source_of,
    statuses_of,
)
from plugins.newsroom.pages.views.shared import FileFacts, Link
from plugins.newsroom.pages.views.tracker import (
    ChangedRow,
    OrderLink,
    PageOfRows,
    StatusCount,
    Tile,
    TileMap,
    TrackerCard,
    TrackerCounts,
    TrackerEntry,
    TrackerPageView,
    TrackerRow,
    TrackersView,
    TrackerTable,
    TrackerView,
)
from plugins.records.schema import Tracker
from plugins.records.trackers.rows import Row, written_rows
from plugins.records.trackers.states import NOT_STATES, PLACES, STATES, TERRITORIES
from plugins.render.checksums import digest

TILE, GAP = 40, 4
CHANGED = 12
"""Most changed rows that the page names; the feed has more."""


def trackers_view(edition: Edition, lang: str) -> TrackersView:
    """Every tracker, those of the language first."""
    found = listed(edition, edition.library.trackers, lang)
    return TrackersView(
        head=head_of_list(
            edition,
            said_in(edition, lang).gettext("Trackers"),
            "trackers/",
            lang=lang,
            languages=edition.relations.languages,
            section="trackers",
        ),
        breadcrumbs=crumbs(edition, lang),
        trackers=tuple(tracker_card(edition, item, lang) for item in found.all),
    )


def tracker_card(edition: Edition, item: Item[Tracker], lang: str) -> TrackerCard:
    return TrackerCard(
        title=item.record.title,
        url=edition.settings.url(item.address),
        summary=item.record.summary,
        as_of=optional_date(edition, item.record.as_of, lang),
        lang=other_lang(item, lang),
        held=held_note(edition, item, lang),
    )


def tracker_view(edition: Edition, item: Item[Tracker]) -> TrackerView:
    record, lang = item.record, item.lang
    count = counted(edition, item)
    return TrackerView(
        head=head_of_item(edition, item, "trackers"),
        breadcrumbs=crumbs(edition, lang, ("Trackers", "trackers/")),
        title=record.title,
        summary=record.summary,
        body_html=body_html(edition, item, item.prose),
        as_of=optional_date(edition, record.as_of, lang),
        method=record.method,
        places=count.places,
        states=count.states,
        has_territories=count.has_territories,
        counts=count.counts,
        map=count.map,
        table=_table(edition, item, "place", 1),
        csv=_csv(edition, item),
        changed=tuple(_changed(edition, item)),
        topics=() if item.is_withdrawn else topic_links(edition, item),
        changes=change_list(edition, item, lang),
        withdrawal=withdrawal_of(edition, item),
        files=linked_files(edition, item),
        embed=embed_code(edition, item),
    )


def tracker_page_view(edition: Edition, item: Item[Tracker], order: str, number: int) -> TrackerPageView:
    head, lang = head_of_item(edition, item, "trackers"), item.lang
    address = rows_address(item, order, number)
    return TrackerPageView(
        head=replace(
            head, absolute_url=edition.settings.absolute_url(address), alternates=(), json_ld_html="", own_feed=()
        ),
        breadcrumbs=crumbs(edition, lang, ("Trackers", "trackers/")),
        title=item.record.title,
        tracker=Link(text=item.record.title, url=edition.settings.url(item.address)),
        order=order,
        number=number,
        table=_table(edition, item, order, number),
    )


def further_pages(item: Item[Tracker]) -> Iterator[tuple[str, int]]:
    """(order, number) of every page of the table but the first by place, which is the tracker's own."""
    if item.is_withdrawn or len(places_of(item)) < 2:
        return
    for order in ORDERS:
        for number in range(1, -(-len(places_of(item)) // ROWS) + 1):
            if (order, number) != ("place", 1):
                yield order, number


def csv_bytes(rows: tuple[Row, ...]) -> bytes:
    return written_rows(rows)


def public_rows(edition: Edition, item: Item[Tracker]) -> tuple[Row, ...]:
    """As the download has them: without lines, and without documents that are not public."""
    return tuple(
        replace(row, line=0) if source_of(edition, item, row) else replace(row, line=0, document="", page=0)
        for row in item.rows
    )


def _csv(edition: Edition, item: Item[Tracker]) -> FileFacts | None:
    if item.is_withdrawn:
        return None
    data = written_rows(public_rows(edition, item))
    return FileFacts(
        url=edition.settings.url(f"{item.address}{item.slug}.csv"),
        name=f"{item.slug}.csv",
        size_text=size_text(len(data), item.lang),
        bytes=len(data),
        sha256=digest(data),
        pages=0,
    )


def _table(edition: Edition, item: Item[Tracker], order: str, number: int) -> TrackerTable:
    url = edition.settings.url
    places = rows_of_page(item, order)
    pages = -(-len(places) // ROWS)
    return TrackerTable(
        rows=tuple(_row(edition, item, place) for place in places[(number - 1) * ROWS : number * ROWS]),
        orders=tuple(
            OrderLink(order=name, url=url(rows_address(item, name, 1)), is_shown=name == order) for name in ORDERS
        )
        if len(places) > 1
        else (),
        pages=tuple(
            PageOfRows(number=page, url=url(rows_address(item, order, page)), is_shown=page == number)
            for page in range(1, pages + 1)
        )
        if pages > 1
        else (),
    )


def _row(edition: Edition, item: Item[Tracker], place: Place) -> TrackerRow:
    return TrackerRow(
        place=place.now.place,
        state=place.now.state,
        now=_entry(edition, item, place.now),
        before=tuple(_entry(edition, item, row) for row in place.before),
    )


def _entry(edition: Edition, item: Item[Tracker], row: Row) -> TrackerEntry:
    status = statuses_of(item)[row.status]
    return TrackerEntry(
        anchor=row.anchor,
        status=status.name,
        tone=status.tone,
        date=optional_date(edition, row.date, item.lang),
        source=row_source(edition, item, row),
        note=row.note,
    )


def counted(edition: Edition, item: Item[Tracker]) -> TrackerCounts:
    """What its places stand at; its page and its embed show it."""
    key = ("counted", item.address)
    if key not in edition.kept:
        places = places_of(item)
        edition.kept[key] = TrackerCounts(
            places=len(places),
            states=len({place.now.state for place in places if place.now.state}),
            has_territories=any(place.now.state in NOT_STATES for place in places),
            counts=_status_counts(item, [place.now for place in places], every=True),
            map=_tile_map(edition, item, places),
        )
    return edition.kept[key]  # type: ignore[return-value]


def _status_counts(item: Item[Tracker], rows: Sequence[Row], *, every: bool = False) -> tuple[StatusCount, ...]:
    counted = Counter(row.status for row in rows)
    return tuple(
        StatusCount(name=status.name, tone=status.tone, count=counted[status.slug])
        for status in item.record.statuses
        if every or counted[status.slug]
    )


def _tile_map(edition: Edition, item: Item[Tracker], places: list[Place]) -> TileMap | None:
    """None where the tracker has no map, or nothing to show on it."""
    if item.record.map != "us-states" or not places:
        return None
    of_state: dict[str, list[Place]] = {}
    for place in places:
        if place.now.state:
            of_state.setdefault(place.now.state, []).append(place)
    tiles = []
    for code, (column, row) in sorted(PLACES.items()):
        there = of_state.get(code, [])
        if code in TERRITORIES and not there:
            continue
        said = _status_counts(item, [place.now for place in there])
        tiles.append(
            Tile(
                code=code,
                name=STATES[code],
                x=column * (TILE + GAP) + GAP,
                y=row * (TILE + GAP) + GAP,
                tone=said[0].tone if said else "",
                count=len(there),
                said=said,
                url=row_url(edition, item, there[0].now) if there else "",
            )
        )
    width, height = (max(place[axis] for place in PLACES.values()) + 1 for axis in (0, 1))
    return TileMap(width=width * (TILE + GAP) + GAP, height=height * (TILE + GAP) + GAP, size=TILE, tiles=tuple(tiles))


def _changed(edition: Edition, item: Item[Tracker]) -> Iterator[ChangedRow]:
    statuses = statuses_of(item)
    for change in row_changes(edition, item)[:CHANGED]:
        yield ChangedRow(
            place=change.row.place,
            state=change.row.state,
            status=statuses[change.row.status].name,
            url=row_url(edition, item, change.row),
            date=date_text(change.moment.astimezone(edition.settings.zone).date(), item.lang, edition.settings.zone),
        )
