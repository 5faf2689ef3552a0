"""What is held, for `invoke check`: each item with its title, why, and the moment in the site's zone."""

from collections.abc import Iterator
from datetime import datetime

from plugins.newsroom.library.items import Item
from plugins.newsroom.library.reading import Library
from plugins.newsroom.library.reading_cache import ALWAYS
from plugins.records.dates import instant
from plugins.records.gate import visible_from
from plugins.records.reading import Reading, State
from plugins.records.schema import Record, Release
from plugins.records.sources import in_drafts


def held_lines(library: Library) -> Iterator[str]:
    """Two short lines per item, earliest first, and what somebody must do. Needs a library read with `read_held`."""
    items = {item.path: item for item in library.held}
    readings = [reading for reading in library.unseen if reading.state is State.HELD and reading.path in items]
    if readings:
        yield "Not yet public:"
    rows = [(_until(library, items, reading), reading) for reading in readings]
    for until, reading in sorted(rows, key=lambda row: (row[0] is None, row[0] or ALWAYS[1], row[1].path)):
        item = items[reading.path]
        yield f"  “{item.record.title}”"
        yield f"    {reading.path}: {_why(library, item, reading, until)}"
    if any(until is not None for until, _ in rows):
        yield "Nothing goes out by itself: at its moment, somebody must run `invoke publish`."
    broken = [reading.path for reading in library.unseen if reading.state is State.FAULTY]
    if broken:
        yield f"Held until it can be read, as said above: {', '.join(broken[:5])}{' …' if len(broken) > 5 else ''}"
    unseen = [f"{name} in contacts.yml" for name in sorted(library.unseen_contacts)]
    unseen += [f"{name} in organizations.yml" for name in sorted(library.unseen_organizations)]
    if unseen:
        yield "Not shown, for nothing that is out names them (public: true shows them anyway):"
        yield f"  {', '.join(unseen[:10])}{f' and {len(unseen) - 10} more' if len(unseen) > 10 else ''}"


def _until(library: Library, items: dict[str, Item[Record]], reading: Reading) -> datetime | None:
    """The moment from which it may be seen; None if not stated."""
    own = _opens(library, items[reading.path])
    if not reading.waits_for:
        return own
    original = items.get(reading.waits_for)
    of_original = _opens(library, original) if original is not None else None
    return max(own, of_original) if own is not None and of_original is not None else None


def _opens(library: Library, item: Item[Record]) -> datetime | None:
    return visible_from(item.record, library.settings.zone)


def _why(library: Library, item: Item[Record], reading: Reading, until: datetime | None) -> str:
    moment = f"until {_local(library, until)}" if until is not None else "until somebody changes that"
    if in_drafts(reading.path):
        return f"a draft, for its folder says so, {moment}"
    if item.record.status == "draft":
        return f"a draft, {moment}"
    if reading.waits_for:
        return f"waits with its original, {reading.waits_for}, {moment}"
    zone = library.settings.zone
    embargoed = isinstance(item.record, Release) and item.record.embargo is not None
    if embargoed and instant(item.record.embargo, zone) == until:  # type: ignore[attr-defined]
        return f"embargoed {moment}"
    return f"its date is in the future: held {moment}"


def _local(library: Library, moment: datetime) -> str:
    zone = library.settings.zone
    return f"{moment.astimezone(zone):%A, %Y-%m-%d %H:%M} ({zone.key})"
