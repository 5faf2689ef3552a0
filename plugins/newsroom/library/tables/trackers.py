"""Finds each tracker's table and reads it: what is dated in the future waits, like any part of a record."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath

from plugins.newsroom.library.items import Item
from plugins.newsroom.library.settings import Settings
from plugins.records.dates import instant
from plugins.records.problems import Problem, problem
from plugins.records.schema import Record, Tracker
from plugins.records.sources import MARKDOWN, read_text
from plugins.records.trackers.rows import COLUMNS, Row, read_rows
from plugins.render.checksums import digest


def with_tables(
    items: Sequence[Item[Record]], files: Iterable[str], settings: Settings
) -> tuple[list[Item[Record]], list[Problem], list[datetime]]:
    """The items, each tracker with its rows; the problems found; and the moments at which a row is public."""
    names, problems, moments = frozenset(files), [], []  # type: ignore[var-annotated]

    def with_table(item: Item[Record]) -> Item[Record]:
        if not isinstance(item.record, Tracker):
            return item
        rows, faults = _rows(item, item.record, names, settings)
        problems.extend(fault.in_draft() for fault in faults) if item.record.status == "draft" else problems.extend(
            faults
        )
        moments.extend(row_moments(rows, settings))
        seen = () if item.is_withdrawn else tuple(row for row in rows if _is_public(row, settings))
        shown = [replace(row, line=0) for row in seen]
        return replace(item, rows=seen, fingerprint=digest(f"{item.fingerprint}\0{shown!r}".encode()))

    return [with_table(item) for item in items], problems, moments


def row_moments(rows: Iterable[Row], settings: Settings) -> Iterator[datetime]:
    yield from {instant(row.date, settings.zone) for row in rows if row.date is not None}


def moments_of(items: Iterable[Item[Record]], files: Iterable[str], settings: Settings) -> list[datetime]:
    """The moments of all rows, for a look that reads no PDF."""
    return with_tables([item for item in items if isinstance(item.record, Tracker)], files, settings)[2]


def waiting_rows(item: Item[Record], files: Iterable[str], settings: Settings) -> tuple[str, list[Row]]:
    """The path of a public tracker's table, and its rows that are not public yet."""
    if not isinstance(item.record, Tracker) or item.is_withdrawn:
        return "", []
    names = frozenset(files)
    rows, _ = _rows(item, item.record, names, settings)
    return table_of(item.path, item.lang, names.__contains__), [row for row in rows if not _is_public(row, settings)]


def table_of(path: str, lang: str, exists: Callable[[str], bool]) -> str:
    """The CSV beside a tracker's record: `opt-out.csv` beside `opt-out.md` and `opt-out.es.md`; empty for none."""
    posix = PurePosixPath(path)
    stem = posix.name.rsplit(".", 1)[0]
    names = dict.fromkeys((f"{stem}.csv", f"{stem.removesuffix(f'.{lang}')}.csv"))
    return next((found for name in names if exists(found := str(posix.with_name(name)))), "")


def records_of(table: str) -> tuple[str, ...]:
    """The records that may own a table, by its path."""
    stem = table.removesuffix(".csv")
    return tuple(f"{stem}{ending}" for ending in MARKDOWN)


def _rows(
    item: Item[Record], tracker: Tracker, files: frozenset[str], settings: Settings
) -> tuple[tuple[Row, ...], list[Problem]]:
    path = table_of(item.path, item.lang, files.__contains__)
    if not path:
        name = f"{item.path.rsplit('.', 1)[0].removesuffix(f'.{item.lang}')}.csv"
        fix = f"write {name}, with the first line {','.join(COLUMNS)}"
        return (), [problem("M001", item.path, 1, f"the tracker has no table: there is no {name}", fix)]
    text, problems = read_text(settings.content, path)
    return ((), problems) if problems else read_rows(text, path, tracker)


def _is_public(row: Row, settings: Settings) -> bool:
    return row.date is None or instant(row.date, settings.zone) <= settings.now
