"""`invoke rollback`: the site and the ledger as they were before the last publication."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.desk.building import BuildResult
from plugins.desk.publishing.exchange import exchange, recover
from plugins.desk.publishing.kept import GOING, Kept, finish, kept_sites, named, put_ledger_back
from plugins.desk.publishing.place import alone, beside
from plugins.desk.refusal import Refused
from plugins.newsroom.library.reading import Library, read_library
from plugins.newsroom.library.settings import Settings, SettingsError, read_settings
from plugins.records.ledger import LEDGER, Ledger
from plugins.records.reading import State
from plugins.render.manifest import read_manifest

SHOWN = 10


def rollback(*, output: Path, given: Mapping[str, Any]) -> BuildResult:
    """Put back the site before the last publication, with its ledger. Raises `Refused`, where nothing was touched.

    What was taken down or is held since never comes back: a site that shows it is refused, with its name.
    """
    output = output.absolute()
    try:
        settings = read_settings({**given, "OUTPUT_PATH": str(output)})
    except SettingsError as error:
        return BuildResult(exit_code=1, text=str(error), seconds=0)
    try:
        with alone(settings.content, output):
            return _rollback(output, settings)
    except OSError as error:
        where = error.filename2 or error.filename or output
        raise Refused(
            f"The site can't be restored: {error.strerror or error} ({where}).",
            "free some space or restore the write permission, and try again",
        ) from error


def _rollback(output: Path, settings: Settings) -> BuildResult:
    recover(output)
    finish(output, settings.content, beside(output, "publishing"))
    kept = next(reversed(kept_sites(output)), None)
    if kept is None:
        raise Refused(
            f"No site before the last publication is kept next to {output}.",
            "correct the content, and publish again",
        )
    _refuse_what_is_gone(kept, kept.gone)
    manifest = read_manifest(kept.site)
    if manifest is None or not manifest.complete or not manifest.publication:
        raise Refused(f"The site in {kept.site} is incomplete.", "correct the content, and publish again")
    library = read_library(settings)
    before, now = kept.ledger, library.ledger
    _refuse_what_is_gone(kept, tuple(_held_since(before, now, library, settings)))
    kept = kept.renamed(GOING)
    extra = exchange(kept.site, output)
    put_ledger_back(kept, settings.content)
    shutil.rmtree(kept.folder)
    gone = [named(entry, settings.site_url) for uid, entry in now.records.items() if uid not in before.records]
    said = [f"  gone again {name}" for name in gone[:SHOWN]]
    said += [f"  gone again and {len(gone) - SHOWN} more"] if len(gone) > SHOWN else []
    said.append(f"{output} is as it was before the last publication{_as_of(kept)}: {len(manifest.entries)} files.")
    said.append(f"{LEDGER} was restored too: commit it. The content was not changed: correct it, then publish.")
    return BuildResult(exit_code=0, text="\n".join([*said, *([extra] if extra else [])]), seconds=0)


def _as_of(kept: Kept) -> str:
    return f", as of {kept.published}" if kept.published else ""


def _refuse_what_is_gone(kept: Kept, gone: tuple[str, ...]) -> None:
    if gone:
        more = f" and {len(gone) - SHOWN} more" if len(gone) > SHOWN else ""
        raise Refused(
            f"The site before the last publication shows what has since been taken down or is not yet public again: "
            f"{'; '.join(gone[:SHOWN])}{more}.",
            "that is never shown again: correct the content, and publish again",
        )


def _held_since(before: Ledger, now: Ledger, library: Library, settings: Settings) -> Iterator[str]:
    """What that site shows and may not be seen today."""
    seen = {item.uid for item in library.items}
    broken = {r.path for r in library.unseen if r.state is State.FAULTY and not r.front.plainly_draft}
    for uid, entry in before.records.items():
        today = now.records.get(uid, entry)
        if entry.taken_down or uid in seen or (today.path in broken and not today.taken_down):
            continue
        yield named(today, settings.site_url)
