"""What was published stays: no record goes, moves onto another's address, or changes its words in silence."""

from collections.abc import Iterator

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.history import entry_of, file_fingerprint, moves, words_fingerprint
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.outline import former_path, outline
from plugins.records.ledger import LEDGER, Entry
from plugins.records.problems import Problem, problem
from plugins.records.reading import State
from plugins.records.schema import Document, Record


def check(edition: Edition) -> Iterator[Problem]:
    if edition.library.ledger.is_empty:
        return
    yield from _removed(edition)
    yield from _taken(edition)
    if not edition.settings.minor:
        for item in edition.library.items:
            entry = entry_of(edition, item)
            if entry is not None and not item.is_withdrawn and len(item.changes) <= entry.changes:
                yield from _silent(item, entry)


def _silent(item: Item[Record], entry: Entry) -> Iterator[Problem]:
    """A correction says that it is one; a document's file may change if the one before stays reachable."""
    fix = (
        "say under changes: what changed (date, note, and kind: correction or update); "
        "or, where no reader need know, publish with --minor"
    )
    if words_fingerprint(item) != entry.text:
        what = "the text is not what was published, and no entry of changes: tells readers so"
        yield problem("H001", item.path, item.line("changes"), what, fix)
    older = {version.evidence.sha256 for version in item.versions if version is not None}
    if isinstance(item.record, Document) and entry.file and entry.file not in {file_fingerprint(item), *older}:
        what = "the file is not the one that was published, which is no longer among versions:"
        fix = "put the older file back, under versions: with its date; or say under changes: why it is gone"
        yield problem("H001", item.path, item.line("file"), what, fix)


def _removed(edition: Edition) -> Iterator[Problem]:
    library = edition.library
    seen = {item.uid: item for item in library.items}
    at_path = {item.path: item for item in library.items}
    waiting = {reading.uid for reading in library.unseen if reading.state is State.HELD}
    faulty = {reading.path for reading in library.unseen if reading.state is State.FAULTY}
    for uid, entry in library.ledger.records.items():
        if uid in seen or uid in waiting or entry.path in faulty:
            continue
        item = at_path.get(entry.path)
        if item is not None and item.uid not in library.ledger.records:
            what = f"its uid was {uid} when it was published, and is {item.uid} now: readers would get it twice"
            yield problem("H002", item.path, item.line("uid"), what, f"write uid: {uid}")
            continue
        what = f"{entry.path} was published at /{entry.addresses[-1]} and is gone"
        fix = "put the file back (Git has it), and write in it status: withdrawn, and withdrawn: with date and reason"
        yield problem("H002", LEDGER, 1, what, fix)


def _taken(edition: Edition) -> Iterator[Problem]:
    """An address that a record was published at leads to that record for ever."""
    now = {place.path: place for place in outline(edition)}
    for move in moves(edition):
        place = now[former_path(f"{move.item.address}index.html", move)]
        other = place.item
        if other is not None and other.uid != move.item.uid:
            what = f"the address /{move.former} was that of {move.item.path}, and leads there for ever"
            fix = "delete the alias" if "aliases" in place.field else "give it another slug"
            yield problem("H004", other.path, other.line(*place.field), what, fix)
