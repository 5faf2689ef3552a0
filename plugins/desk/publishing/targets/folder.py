"""A folder on this computer, or on a disk that it has: the new site takes the place of the old one in one step."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.desk.publishing.exchange import exchange, recover
from plugins.desk.publishing.kept import GOING, Kept, drop_restored, forget, kept_sites, make_room, put_aside
from plugins.desk.publishing.model import Busy, File, Plan, Site, State, decoded, difference
from plugins.desk.publishing.place import beside
from plugins.desk.refusal import Refused
from plugins.render.manifest import Manifest, put, read_manifest
from plugins.render.strangers import keep_line, listed, strangers

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderTarget:
    """The states lie beside it, each under the checksum of the manifest that it belongs to: they move as one."""

    path: Path
    name: str = ""
    url: str = ""

    @property
    def place(self) -> str:
        return str(self.path)

    @property
    def remembers(self) -> bool:
        return bool(self.name)

    @property
    def sends_twins(self) -> bool:
        return bool(self.name)

    @contextmanager
    def locked(self, who: str) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(beside(self.path, "lock"), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            if fcntl is not None:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise Busy(os.pread(handle, 400, 0).decode("utf-8", "replace").strip()) from None
            os.ftruncate(handle, 0)
            os.write(handle, f"{who}\n".encode())
            yield
        finally:
            os.close(handle)

    def live(self) -> State | None:
        recover(self.path)
        manifest = read_manifest(self.path)
        return None if manifest is None else self._state(manifest)

    def plan(self, site: Site, live: State | None) -> Plan:
        return difference(site, live)

    def put(self, site: Site, live: State | None) -> list[str]:
        """It was built beside the place; what is the site's own goes along."""
        manifest, last = read_manifest(site.folder), read_manifest(self.path)
        assert manifest is not None
        had_files = self.path.exists() and any(self.path.iterdir())
        own = _strangers(self.path, last, manifest, site.keep)
        _keep_times(site.folder, manifest, self.path, last)
        _take_along(own, self.path, site.folder)
        self._remember(manifest.sha256, site.state)
        return list(_made_whole(self.path, last, had_files))

    def renew(self, state: State) -> bool:
        return False

    def listing(self) -> frozenset[str] | None:
        return frozenset(strangers(self.path, frozenset(), ()))

    def switch(self, site: Site, live: State | None) -> str:
        last = read_manifest(self.path)
        is_whole = last is not None and last.complete and last.publication
        room = make_room(self.path, site.ledger_before, last) if is_whole and last is not None else None
        said = exchange(site.folder, self.path)
        if room is not None:
            put_aside(room, site.folder, self.path)
        shutil.rmtree(site.folder, ignore_errors=True)
        return said

    def tidy(self, taken_down: Iterable[str], site_url: str) -> list[str]:
        """What is kept is cleared, and states of sites that are not kept any more go."""
        drop_restored(self.path)
        forget(self.path, taken_down, site_url)
        known = {kept.manifest for kept in kept_sites(self.path)}
        if (manifest := read_manifest(self.path)) is not None:
            known.add(manifest.sha256)
        for file in self._states.glob("*.json") if self._states.is_dir() else ():
            if file.stem not in known:
                file.unlink(missing_ok=True)
        return []

    def earlier(self) -> State | None:
        kept = self._last_kept()
        if kept is None:
            return None
        manifest = read_manifest(kept.site)
        state = self._state(manifest) if manifest is not None else State(id="", last=kept.published, next="")
        file = kept.folder / "ledger.json"
        ledger = file.read_text(encoding="utf-8") if file.is_file() else ""
        is_whole = manifest is not None and manifest.complete and manifest.publication
        files = state.files if is_whole else {}
        return replace(state, gone=kept.gone, ledger=ledger, files=files, last=kept.published)

    def back(self, earlier: State, live: State) -> str:
        kept = self._last_kept()
        assert kept is not None
        with contextlib.suppress(OSError, ValueError):
            self._remember(kept.manifest, earlier)
        return exchange(kept.renamed(GOING).site, self.path)

    def _last_kept(self) -> Kept | None:
        return next(reversed(kept_sites(self.path)), None)

    @property
    def _states(self) -> Path:
        return beside(self.path, "state")

    def _state(self, manifest: Manifest) -> State:
        """What is remembered of it; of a site that was published before there were states, what its manifest says."""
        files = {path: File(entry.sha256, entry.size) for path, entry in manifest.entries.items()}
        try:
            return decoded((self._states / f"{manifest.sha256}.json").read_bytes())
        except (OSError, ValueError, json.JSONDecodeError):
            return State(id=manifest.sha256, last=manifest.now, next="", files=files)

    def _remember(self, manifest: str, state: State) -> None:
        self._states.mkdir(parents=True, exist_ok=True)
        put(self._states / f"{manifest}.json", state.encoded())


def _keep_times(fresh: Path, manifest: Manifest, output: Path, last: Manifest | None) -> None:
    """A file with the bytes of before keeps its time of change, so that no reader fetches an unchanged feed again."""
    if last is None:
        return
    for path, entry in manifest.entries.items():
        old = last.entries.get(path)
        if old is None or old.sha256 != entry.sha256:
            continue
        try:
            found = (output / path).stat()
        except OSError:
            continue
        os.utime(fresh / path, ns=(found.st_atime_ns, found.st_mtime_ns))


def _strangers(output: Path, last: Manifest | None, manifest: Manifest, keep: Sequence[str]) -> tuple[str, ...]:
    """What is the site's own and goes along into the new one. Raises `Refused` where nobody has said so of a file."""
    ours = manifest.entries.keys() | (last.entries.keys() if last is not None else set())
    others = sorted(strangers(output, ours, keep))
    if others:
        files = "a file" if len(others) == 1 else f"{len(others)} files"
        lost = ", since its list of files (.daylight.json) is lost" if last is None or not last.is_readable else ""
        raise Refused(
            f"{output} contains {files} that no build is known to have made{lost}: {listed(others)}.",
            f"delete what doesn't belong there; to keep the rest, write in pelicanconf.py {keep_line(others)}",
        )
    return tuple(strangers(output, ours, ()))


def _made_whole(output: Path, last: Manifest | None, had_files: bool) -> Iterator[str]:
    if had_files and (last is None or not last.is_readable):
        yield f"The list of files in {output} (.daylight.json) was lost or incomplete; it has been restored."


def _take_along(files: Iterable[str], output: Path, fresh: Path) -> None:
    for path in files:
        (fresh / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(output / path, fresh / path, follow_symlinks=False)
