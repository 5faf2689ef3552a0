"""Two ledgers of one site: ours, and the one that a target keeps of what it shows."""

from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.desk.publishing.kept import named
from plugins.desk.publishing.model import State
from plugins.desk.refusal import Refused
from plugins.records.ledger import LEDGER, Ledger, read_ledger
from plugins.render.manifest import put


def take_up(content: Path, live: State | None, place: str, *, force: bool) -> list[str]:
    """Where the ledger over there goes on from ours, it becomes ours. Returns a line that says so.

    Raises `Refused` where neither goes on from the other: somebody publishes another history there.
    """
    if live is None or not live.ledger or force:
        return []
    ours, theirs = read_ledger(content)[0], ledger_in(live.ledger)
    if ours == theirs or not descends(theirs, ours):
        if not descends(ours, theirs):
            only = _only_in(theirs, ours)
            unknown = f": it has “{only}”, and yours does not" if only else ""
            raise Refused(
                f"The ledger of {place} does not go on from {content / LEDGER}{unknown}. "
                "Somebody published there from another copy.",
                "get the ledger of whoever published last, as with git pull; to go on from yours, add --force-ledger",
            )
        return []
    put(content / LEDGER, live.ledger.encode())
    by = f", where {live.who.partition(',')[0]} published" if live.who else ""
    return [f"{LEDGER} was brought up to date from {place}{by}: commit it."]


def refuse_lost(content: Path, after: Ledger, live: State | None, place: str, *, force: bool) -> None:
    """A ledger that lost what is out would take it down unseen. Raises `Refused`.

    Another site that is published to the same place, as after a trial, shares no record with it.
    """
    if live is None or not live.ledger or force:
        return
    theirs = ledger_in(live.ledger)
    if after.records.keys().isdisjoint(theirs.records) or descends(after, theirs):
        return
    lost = _only_in(theirs, after)
    unknown = f"“{lost}”, which is out" if lost else "when what is out was first published"
    raise Refused(
        f"{content / LEDGER} does not know {unknown} in {place}: it was lost, or is an older one.",
        "get it back, as with git checkout -- ledger.json; to go on from the one that is there, add --force-ledger",
    )


def _only_in(one: Ledger, other: Ledger) -> str:
    """What the first record that only `one` knows is called; empty if there is none."""
    names = (entry.title or entry.path for uid, entry in one.records.items() if uid not in other.records)
    return next(names, "")


def descends(new: Ledger, old: Ledger) -> bool:
    """Whether publications alone can have made the one of the other: nothing is ever taken out of a ledger."""
    for uid, entry in old.records.items():
        now = new.records.get(uid)
        if now is None or now.first_published != entry.first_published:
            return False
        if not set(entry.addresses) <= set(now.addresses):
            return False
    return set(old.pages) <= set(new.pages)


def ledger_in(text: str) -> Ledger:
    """An empty one where there is none, or none that can be read."""
    with TemporaryDirectory() as folder:
        (Path(folder) / LEDGER).write_text(text, encoding="utf-8")
        return read_ledger(Path(folder))[0]


def shown_by(state: State, site_url: str) -> dict[str, str]:
    """What a site that was published shows: uid → title and address."""
    records = ledger_in(state.ledger).records
    return {uid: named(entry, site_url) for uid, entry in records.items() if not entry.taken_down}


def put_back(content: Path, before: bytes | None) -> None:
    """The ledger as it was."""
    file = content / LEDGER
    if before is None:
        file.unlink(missing_ok=True)
    else:
        put(file, before)
