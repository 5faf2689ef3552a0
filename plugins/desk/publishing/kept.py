"""The last publications, each with the ledger as it was: what `invoke rollback` puts back.

They are in a hidden folder beside the site, the newest last. A site that would show what was taken down since is
deleted, and the reason is kept in its place.
"""

import json
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from plugins.desk.publishing.place import beside
from plugins.records.ledger import LEDGER, Entry, Ledger, read_ledger
from plugins.render.manifest import MANIFEST, Manifest, read_manifest

MOST = 3
STATE = "state.json"
SITE = "site"
COMING, GOING = ".coming", ".going"
"""Added to the name of a folder whose site is being put aside, or put back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A site that was out, and what it showed."""

    folder: Path
    published: str
    """The moment of the publication that made it, as ISO 8601."""
    manifest: str
    """The checksum of its manifest."""
    gone: tuple[str, ...] = ()
    """What it showed and was taken down since, each by title and address: the site itself is deleted then."""

    @property
    def site(self) -> Path:
        return self.folder / SITE

    @property
    def ledger(self) -> Ledger:
        return read_ledger(self.folder)[0]

    def write(self) -> None:
        said = {"published": self.published, "manifest": self.manifest, "gone": self.gone}
        (self.folder / STATE).write_text(json.dumps(said), encoding="utf-8")

    def renamed(self, ending: str) -> "Kept":
        folder = self.folder.with_name(f"{self.folder.name.partition('.')[0]}{ending}")
        self.folder.replace(folder)
        return replace(self, folder=folder)


def make_room(output: Path, ledger: bytes | None, last: Manifest) -> Kept:
    """Before the site that is out is exchanged: where it will be, with the ledger that it went out with."""
    folder = beside(output, "kept") / f"{time.time_ns():020d}{COMING}"
    folder.mkdir(parents=True)
    if ledger is not None:
        (folder / LEDGER).write_bytes(ledger)
    moment = datetime.fromtimestamp((output / MANIFEST).stat().st_mtime, UTC).isoformat(timespec="seconds")
    kept = Kept(folder=folder, published=last.now or moment, manifest=last.sha256)
    kept.write()
    return kept


def put_aside(kept: Kept, old: Path, output: Path) -> None:
    """Once it is exchanged: the site that was out until now. More than a few are not kept."""
    old.replace(kept.site)
    kept.renamed("")
    for older in kept_sites(output)[:-MOST]:
        shutil.rmtree(older.folder)


def finish(output: Path, content: Path, old: Path) -> None:
    """Take up what a publication or a rollback left that was killed: all of it happened, or nothing did."""
    for kept in _all(output):
        if kept.folder.name.endswith(COMING):
            if _manifest_of(old) == kept.manifest:
                put_aside(kept, old, output)
            else:
                shutil.rmtree(kept.folder)
        elif kept.folder.name.endswith(GOING):
            if _manifest_of(output) == kept.manifest:
                put_ledger_back(kept, content)
                shutil.rmtree(kept.folder)
            else:
                kept.renamed("")


def drop_restored(output: Path) -> None:
    """After a rollback: what is out again is not kept any more."""
    now = _manifest_of(output)
    for kept in _all(output):
        if kept.folder.name.endswith(GOING) and kept.manifest == now:
            shutil.rmtree(kept.folder)


def kept_sites(output: Path) -> list[Kept]:
    """The oldest first."""
    return [kept for kept in _all(output) if kept.folder.name.isdecimal()]


def _all(output: Path) -> list[Kept]:
    found = []
    place = beside(output, "kept")
    for folder in sorted(place.iterdir()) if place.is_dir() else ():
        try:
            state = json.loads((folder / STATE).read_bytes())
            said = {name: str(state[name]) for name in ("published", "manifest")}
            found.append(Kept(folder=folder, **said, gone=tuple(state["gone"])))
        except (OSError, ValueError, KeyError, TypeError):
            shutil.rmtree(folder, ignore_errors=True)
    return found


def _manifest_of(folder: Path) -> str:
    manifest = read_manifest(folder)
    return manifest.sha256 if manifest is not None else ""


def forget(output: Path, taken_down: Iterable[str], site_url: str) -> None:
    """Delete each kept site that shows one of these records, which are known by their uids; and remember why."""
    uids = frozenset(taken_down)
    for kept in kept_sites(output) if uids else ():
        shown = {uid: entry for uid, entry in kept.ledger.records.items() if not entry.taken_down}
        if gone := [named(entry, site_url) for uid, entry in shown.items() if uid in uids]:
            replace(kept, gone=tuple(dict.fromkeys((*kept.gone, *gone)))).write()
            shutil.rmtree(kept.site, ignore_errors=True)


def put_ledger_back(kept: Kept, content: Path) -> None:
    """Replace the ledger by that with which the site went out, or delete it where there was none."""
    file, old = content / LEDGER, kept.folder / LEDGER
    if not old.is_file():
        file.unlink(missing_ok=True)
        return
    temporary = file.with_name(f".{LEDGER}.{os.getpid()}.tmp")
    temporary.write_bytes(old.read_bytes())
    temporary.replace(file)


def named(entry: Entry, site_url: str) -> str:
    return f"“{entry.title or entry.path}”, {site_url}/{entry.addresses[-1]}"
