"""The pages of a tracker: what each place has done, as a sentence, a map and a table."""

from dataclasses import dataclass

from plugins.newsroom.pages.views.shared import (
    Change,
    DateText,
    EmbedCode,
    FileFacts,
    Head,
    HeldNote,
    Link,
    LinkedFile,
    Withdrawal,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCount:
    """One status, and how many places stand at it."""

    name: str
    tone: str
    """good, bad, open or none."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerEntry:
    """What a place had done on one day."""

    anchor: str
    """Its id on the page."""
    status: str
    tone: str
    date: DateText | None
    source: Link | None
    """The page of the document that proves it."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerRow:
    """One place."""

    place: str
    state: str
    now: TrackerEntry
    before: tuple[TrackerEntry, ...]
    """Earlier entries, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One state on the map. Places are in units of the drawing."""

    code: str
    name: str
    x: int
    y: int
    tone: str
    """That of its first status, in the order of the tracker's list; empty where nothing is known."""
    count: int
    """Places there."""
    said: tuple[StatusCount, ...]
    url: str
    """The row of its first place; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    width: int
    height: int
    size: int
    """Of one tile."""
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerCounts:
    """What a tracker counts, as in `TrackerView`."""

    places: int
    states: int
    has_territories: bool
    counts: tuple[StatusCount, ...]
    map: TileMap | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLink:
    """The same table in another order."""

    order: str
    """place, status or date: the theme has the word for it."""
    url: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOfRows:
    """One page of a long table."""

    number: int
    url: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerTable:
    """The rows that one page shows."""

    rows: tuple[TrackerRow, ...]
    orders: tuple[OrderLink, ...]
    """None where there is a single place."""
    pages: tuple[PageOfRows, ...]
    """None where one page holds them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    place: str
    state: str
    status: str
    url: str
    date: DateText
    """When it was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerCard:
    """A tracker on a list."""

    title: str
    url: str
    summary: str
    as_of: DateText | None
    lang: str = ""
    held: HeldNote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackersView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    trackers: tuple[TrackerCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    summary: str
    body_html: str
    as_of: DateText | None
    method: str
    places: int
    states: int
    has_territories: bool
    """Whether one of them is the District of Columbia or a territory."""
    counts: tuple[StatusCount, ...]
    """Every status, in the order of the tracker's list."""
    map: TileMap | None
    table: TrackerTable
    csv: FileFacts | None
    changed: tuple[ChangedRow, ...]
    """Rows that changed since the tracker was published, newest first."""
    topics: tuple[Link, ...]
    changes: tuple[Change, ...]
    withdrawal: Withdrawal | None
    files: tuple[LinkedFile, ...] = ()
    embed: EmbedCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerPageView:
    """A further page of its table, or its table in another order."""

    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    tracker: Link
    order: str
    number: int
    """Of its pages in this order, from 1."""
    table: TrackerTable
