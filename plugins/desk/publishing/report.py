"""What a publication changes, as a press officer reads it: by record, then in files and bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from plugins.desk.publishing.model import HASHED, Plan
from plugins.desk.refusal import Refused
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.words import changed_links, changed_on_site, says_the_same
from plugins.records.calendar.spoken import in_full
from plugins.records.gate import visible_from
from plugins.records.ledger import Entry, Ledger
from plugins.records.reading import State as ReadingState
from plugins.records.reading import read_record
from plugins.records.schema import Record
from plugins.records.sources import find_sources

SHOWN = 20
"""Records of one kind that are named one by one."""
INDENT = " " * 13
"""An address has its own line: beside a title it would break in the middle at the edge of a terminal."""
FEW = 20
"""So many files may always be removed: a small site is no fifth of anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of the report: what became of a record."""

    what: str
    title: str
    url: str


def changes(edition: Edition, before: Ledger, after: Ledger) -> Iterator[str]:
    """New, corrected, taken down: each with its address."""
    rows = list(_rows(edition, before, after))
    for what in dict.fromkeys(row.what for row in rows):
        of_kind = [row for row in rows if row.what == what]
        for row in of_kind[:SHOWN]:
            yield f"  {what:<10} {row.title}"
            yield f"{INDENT}{row.url}"
        if len(of_kind) > SHOWN:
            yield f"  {what:<10} and {len(of_kind) - SHOWN} more"
    on_site = changed_on_site(before, after)
    if on_site:
        yield f"  {'site.yml':<10} other words on every page that shows them: {', '.join(on_site)}"
    if not rows and not on_site:
        yield "  Nothing is new or changed."


def scheduled(edition: Edition) -> Iterator[str]:
    """What waits for its moment. Titles are for people: what a timer says is kept in logs."""
    settings = edition.settings
    moments = sorted(_waiting(edition))
    for moment, title, path in moments[:SHOWN]:
        yield f"  {'scheduled':<10} {in_full(moment, settings.zone)}"
        if not settings.for_logs:
            yield from (f"{INDENT}{title}", f"{INDENT}{path}")
    if len(moments) > SHOWN:
        yield f"  {'scheduled':<10} and {len(moments) - SHOWN} more"


def files_line(plan: Plan, total: int) -> str:
    changed, size = len(plan.new) + len(plan.changed), size_of(plan.bytes)
    return f"{total} files, {changed} new or changed ({size}), {len(plan.removed)} removed"


def size_of(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB" if size >= 1000 else f"{size} bytes"


def refuse_many_removals(plan: Plan, place: str) -> None:
    """A site that loses more than a fifth is more often a mistake than meant. Raises `Refused`."""
    gone = [path for path in plan.removed if not _comes_and_goes(path)]
    if len(gone) > max(FEW, plan.before // 5):
        pages = sorted(path for path in gone if path.endswith(".html")) or sorted(gone)
        raise Refused(
            f"This would remove {len(gone)} of the {plan.before} files of {place}, such as {', '.join(pages[:3])}.",
            "check that the content is complete, as with git status; if it is meant, add --force-removals",
        )


def _comes_and_goes(path: str) -> bool:
    return bool(HASHED.fullmatch(path)) or "/pagefind/" in f"/{path}" or path.endswith((".br", ".gz"))


def moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _waiting(edition: Edition) -> Iterator[tuple[datetime, str, str]]:
    settings = edition.settings
    held = {r.path for r in edition.library.unseen if r.state is ReadingState.HELD}
    for source in find_sources(settings.content).records if held else ():
        if source.path in held:
            record = read_record(settings.content, source, settings.rules).record
            moment = visible_from(record, settings.zone) if record is not None else None
            if record is not None and moment is not None and moment > settings.now:
                yield moment, record.title, source.path


def _rows(edition: Edition, before: Ledger, after: Ledger) -> Iterator[Told]:
    for uid, entry in after.records.items():
        old = before.records.get(uid)
        if entry.taken_down and old is not None and not old.taken_down:
            url = edition.settings.absolute_url(entry.addresses[-1])
            yield Told(what="TAKEN DOWN", title=entry.title or entry.path, url=url)
    for item in edition.library.items:
        what = _became(edition, before.records.get(item.uid), after.records[item.uid], item)
        if what:
            yield Told(what=what, title=item.record.title, url=edition.settings.absolute_url(item.address))


def _became(edition: Edition, old: Entry | None, new: Entry, item: Item[Record]) -> str:
    if old is None:
        return "new"
    if old.taken_down:
        return "back"
    if old.file != new.file or not says_the_same(item, old):
        if item.is_withdrawn:
            return "withdrawn"
        return "corrected" if new.changes > old.changes else "minor"
    if new.changes > old.changes:
        return "corrected"
    if old.notes != new.notes or (old.sums and old.sums != new.sums):
        return "minor"
    if old.links != new.links and changed_links(edition, item, old):
        return "minor"
    return "moved" if item.address not in old.addresses else ""
