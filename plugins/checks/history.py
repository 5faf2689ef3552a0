"""What was published stays: no record disappears, takes another's address, or changes its words silently."""

from collections.abc import Iterator

from plugins.newsroom.library.changes import has_new_note, notes_that_changed
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.history import entry_of, file_fingerprint, moves, sums_of, sums_published
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.trackers.places import rows_taken_out
from plugins.newsroom.library.words import NOTICE, changed_links, changed_people, says_the_same
from plugins.newsroom.pages.outline import former_path, outline
from plugins.records.ledger import LEDGER, Entry
from plugins.records.problems import Problem, problem
from plugins.records.reading import State
from plugins.records.schema import Document, Record, Tracker
from plugins.records.sources import read_text


def check(edition: Edition) -> Iterator[Problem]:
    if edition.library.ledger.is_empty:
        return
    yield from _removed(edition)
    yield from _taken(edition)
    if not edition.settings.minor:
        yield from _people(edition)
        for item in edition.library.items:
            entry = entry_of(edition, item)
            if entry is not None:
                yield from _notes(edition, item)
                if not has_new_note(edition, item):
                    yield from _silent(edition, item, entry)


SAY_SO = (
    "say under changes: what changed (date, note, and kind: correction or update); "
    "or, where no reader need know, publish with --minor"
)
MOST_TOLD = 3


def _notes(edition: Edition, item: Item[Record]) -> Iterator[Problem]:
    """A note that readers have seen stays as it was; another one corrects it."""
    for day in notes_that_changed(edition, item):
        what = f"the note of {day} under changes:, which was published, is gone or was edited"
        fix = (
            "put it back as it was, and add another note below it; or, where no reader need know, publish with --minor"
        )
        yield problem("H001", item.path, item.line("changes"), what, fix)


def _silent(edition: Edition, item: Item[Record], entry: Entry) -> Iterator[Problem]:
    """A correction says that it is one; a document's file may change if the one before stays reachable."""
    if item.is_withdrawn and not entry.text.startswith(NOTICE):
        return
    is_same = says_the_same(item, entry)
    if not is_same:
        what = "what readers see has changed since it was published, and nothing under changes: tells them"
        yield problem("H001", item.path, item.line("changes"), what, SAY_SO)
    if item.is_withdrawn:
        return
    older = {version.evidence.sha256 for version in item.versions if version is not None}
    if isinstance(item.record, Document) and entry.file and entry.file not in {file_fingerprint(item), *older}:
        what = "the file is not the one that was published, which is no longer among versions:"
        fix = "put the older file back, under versions: with its date; or say under changes: why it is gone"
        yield problem("H001", item.path, item.line("file"), what, fix)
    now = sums_of(edition, item) if entry.sums else {}
    others = [(name, now.get(name)) for name, digest in sums_published(entry).items() if now.get(name) != digest]
    if others:
        told = [
            f"{_named(name)}, which was published here, is gone"
            if digest is None
            else f"{_named(name)} is not the file that was published"
            for name, digest in others
        ]
        of_versions = isinstance(item.record, Document) and any(name[:1].isdigit() for name, _ in others)
        what = f"{_some(told)}, and no note under changes: says so"
        yield problem("H001", item.path, item.line("versions" if of_versions else "changes"), what, SAY_SO)
    if is_same and not others and (links := changed_links(edition, item, entry)):
        (words, line), more = links[0], len(links) - 1
        which = f"the link of “{words}” leads elsewhere than" if words else "a link is gone that was there"
        what = f"{which} when it was published{f', and {more} more' if more else ''}; no note under changes: says so"
        yield problem("H001", item.path, line, what, SAY_SO)
    gone = rows_taken_out(edition, item) if isinstance(item.record, Tracker) else []
    if gone:
        rows = f"the row {gone[0]}, which was" if len(gone) == 1 else f"the rows {_some(gone)}, which were"
        what = f"{rows} published, {'is' if len(gone) == 1 else 'are'} gone, and no note under changes: says so"
        yield problem("H001", item.path, item.line("changes"), what, SAY_SO)


def _named(name: str) -> str:
    return name if "." in name else f"the version of {name}"


def _some(told: list[str]) -> str:
    more = f" and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
    return f"{', '.join(told[:MOST_TOLD])}{more}"


def _removed(edition: Edition) -> Iterator[Problem]:
    library = edition.library
    seen = {item.uid: item for item in library.items}
    at_path = {item.path: item for item in library.items}
    held = {reading.uid: reading for reading in library.unseen if reading.state is State.HELD}
    faulty = {reading.path: reading for reading in library.unseen if reading.state is State.FAULTY}
    for uid, entry in library.ledger.records.items():
        if uid in seen or entry.taken_down:
            continue
        broken = faulty.get(entry.path)
        if uid in held or (broken is not None and broken.front.plainly_draft):
            if not edition.settings.take_down:
                yield _held_again(edition, entry, (held.get(uid) or broken).path)  # type: ignore[union-attr]
            continue
        if broken is not None:
            continue
        item = at_path.get(entry.path)
        if item is not None and item.uid not in library.ledger.records:
            what = f"its uid was {uid} when it was published, and is {item.uid} now: readers would get it twice"
            yield problem("H002", item.path, item.line("uid"), what, f"write uid: {uid}")
            continue
        if edition.settings.take_down:
            continue
        what = f"{_taken_down(edition, entry)}: {entry.path} was published at /{entry.addresses[-1]} and is gone"
        fix = (
            "put the file back (Git has it), and write in it status: withdrawn, and withdrawn: with date and reason; "
            "or, where no notice may stay, publish with --take-down"
        )
        yield problem("H002", LEDGER, 1, what, fix)


def _held_again(edition: Edition, entry: Entry, path: str) -> Problem:
    what = f"{_taken_down(edition, entry)}: it was published, and {path} holds it again"
    fix = (
        "publish with --take-down if it must go; or write status: withdrawn, and withdrawn: with date and reason, "
        "which leaves a notice at its address"
    )
    return problem("H005", LEDGER, 1, what, fix)


def _taken_down(edition: Edition, entry: Entry) -> str:
    return f"TAKEN DOWN: “{entry.title or entry.path}”, {edition.settings.absolute_url(entry.addresses[-1])}"


def _people(edition: Edition) -> Iterator[Problem]:
    """A person or organization about whom pages now say something other than what was published."""
    for name in changed_people(edition):
        kind, slug = name.split("/")
        file = f"{kind}.yml"
        what = f"what readers see of {slug} is not what was published, on every page that names it"
        fix = "publish with --minor where no reader need know; else say under changes: of the records what changed"
        yield problem("H001", file, _line_of(edition, file, slug), what, fix)


def _line_of(edition: Edition, file: str, slug: str) -> int:
    text, _ = read_text(edition.settings.content, file)
    lines = (number for number, line in enumerate(text.split("\n"), 1) if line.strip("'\"").startswith(f"{slug}:"))
    return next(lines, 1)


def _taken(edition: Edition) -> Iterator[Problem]:
    """An address at which a record was published leads to that record forever."""
    now = {place.path: place for place in outline(edition)}
    for move in moves(edition):
        place = now[former_path(f"{move.item.address}index.html", move)]
        other = place.item
        if other is not None and other.uid != move.item.uid:
            what = f"the address /{move.former} was that of {move.item.path}, and has to lead there"
            fix = "delete the alias" if "aliases" in place.field else "give it another slug"
            yield problem("H004", other.path, other.line(*place.field), what, fix)
