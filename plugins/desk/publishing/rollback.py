"""`invoke rollback`: the site and the ledger as they were before the last publication."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from plugins.desk.building import BuildResult
from plugins.desk.publishing.due import moment_in
from plugins.desk.publishing.exchange import recover
from plugins.desk.publishing.kept import finish, named
from plugins.desk.publishing.ledgers import ledger_in, put_back
from plugins.desk.publishing.model import State, Target, whoami
from plugins.desk.publishing.place import alone, beside
from plugins.desk.publishing.targets.folder import FolderTarget
from plugins.desk.refusal import Refused
from plugins.newsroom.library.reading import Library, read_library
from plugins.newsroom.library.settings import Settings, SettingsError, read_settings
from plugins.records.calendar.spoken import in_full
from plugins.records.ledger import LEDGER, Ledger
from plugins.records.reading import State as ReadingState

SHOWN = 10


def rollback(*, output: Path, given: Mapping[str, Any], target: Target | None = None) -> BuildResult:
    """Put back the site before the last publication, with its ledger. Raises `Refused`, where nothing was touched.

    What was taken down or is held since never comes back: a site that shows it is refused, with its name.
    """
    output = output.absolute()
    place: Target = target or FolderTarget(path=output)
    try:
        settings = read_settings({**given, "OUTPUT_PATH": str(output)})
    except SettingsError as error:
        return BuildResult(exit_code=1, text=str(error), seconds=0)
    try:
        with alone(settings.content, output), place.locked(whoami()):
            return _rollback(output, settings, place)
    except OSError as error:
        where = error.filename2 or error.filename or output
        raise Refused(
            f"The site can't be restored: {error.strerror or error} ({where}).",
            "free some space or restore the write permission, and try again",
        ) from error


def _rollback(output: Path, settings: Settings, target: Target) -> BuildResult:
    recover(output)
    finish(output, settings.content, beside(output, "publishing"))
    live, earlier = target.live(), target.earlier()
    if earlier is None or live is None:
        raise Refused(
            f"{target.place} has no earlier site to go back to.",
            "correct the content, and publish again",
        )
    _refuse_what_is_gone(earlier.gone)
    if not earlier.files:
        raise Refused(
            f"The site before the last publication of {target.place} is incomplete.",
            "correct the content, and publish again",
        )
    library = read_library(settings)
    before, now = ledger_in(earlier.ledger), library.ledger
    _refuse_what_is_gone(tuple(_gone_since(before, now, ledger_in(live.ledger), library, settings)))
    today = datetime.now(UTC) if not settings.now_text else settings.now
    extra = target.back(replace(earlier, last=today.isoformat(), who=whoami()), live)
    put_back(settings.content, earlier.ledger.encode() if earlier.ledger else None)
    target.tidy((), settings.site_url)
    gone = [named(entry, settings.site_url) for uid, entry in now.records.items() if uid not in before.records]
    said = [f"  removed    {name}" for name in gone[:SHOWN]]
    said += [f"  removed    and {len(gone) - SHOWN} more"] if len(gone) > SHOWN else []
    as_of = _as_of(earlier, settings.zone)
    said.append(f"{target.place} is as it was before the last publication{as_of}: {len(earlier.files)} files.")
    said.append(f"{LEDGER} was restored too: commit it. The content was not changed: correct it, then publish.")
    return BuildResult(exit_code=0, text="\n".join([*said, *([extra] if extra else [])]), seconds=0)


def _as_of(earlier: State, zone: ZoneInfo) -> str:
    moment = moment_in(earlier.last)
    return f", as of {in_full(moment, zone)}" if moment else ""


def _refuse_what_is_gone(gone: tuple[str, ...]) -> None:
    if gone:
        more = f" and {len(gone) - SHOWN} more" if len(gone) > SHOWN else ""
        raise Refused(
            f"The site before the last publication shows what has since been taken down or is not yet public again: "
            f"{'; '.join(gone[:SHOWN])}{more}.",
            "that is never shown again: correct the content, and publish again",
        )


def _gone_since(before: Ledger, now: Ledger, live: Ledger, library: Library, settings: Settings) -> Iterator[str]:
    """What that site shows and may not be seen today, or was taken down by whoever published last."""
    seen = {item.uid for item in library.items}
    broken = {r.path for r in library.unseen if r.state is ReadingState.FAULTY and not r.front.plainly_draft}
    for uid, entry in before.records.items():
        if entry.taken_down:
            continue
        today, last = now.records.get(uid, entry), live.records.get(uid, entry)
        if not last.taken_down and (uid in seen or (today.path in broken and not today.taken_down)):
            continue
        yield named(today, settings.site_url)
