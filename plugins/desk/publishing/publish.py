"""`invoke publish`: a fresh build that passed every check takes the place of the last, and the ledger knows of it."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from plugins.desk.building import ROOT, BuildResult, run_build
from plugins.desk.publishing.exchange import exchange, recover
from plugins.desk.publishing.hub import HubError, ping
from plugins.desk.publishing.kept import finish, forget, make_room, put_aside
from plugins.desk.publishing.place import alone, beside
from plugins.desk.refusal import Refused
from plugins.newsroom.library.addresses import FEED_FORMATS
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.words import says_the_same
from plugins.newsroom.pages.parts.subscriptions import subscriptions
from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import LEDGER, Entry, Ledger, write_ledger
from plugins.records.schema import Record
from plugins.render import outputs_wanted
from plugins.render.manifest import Manifest, read_manifest
from plugins.render.pages import Output
from plugins.render.strangers import keep_line, listed, strangers

SETTINGS = ROOT / "publishconf.py"
SHOWN = 20
"""Records of one kind that are named one by one."""
Ping = Callable[[str, Iterable[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of the report: what became of a record."""

    what: str
    title: str
    url: str


def publish(
    *,
    content: Path,
    output: Path,
    now: str = "",
    site_url: str = "",
    settings: Path = SETTINGS,
    minor: bool = False,
    take_down: bool = False,
    more: Mapping[str, object] | None = None,
    send: Ping = ping,
) -> BuildResult:
    """Build for publication beside the output; on success write the ledger, then put the new site in its place.

    Whatever stops it, the output is the site before or the site after, and the ledger never lacks what is out. Raises
    `Refused`, where nothing was touched.
    """
    output = output.absolute()
    try:
        with alone(content, output):
            return _publish(
                content, output, now, site_url, settings, {**(more or {}), "MINOR": minor, "TAKE_DOWN": take_down}, send
            )
    except OSError as error:
        where = error.filename2 or error.filename or output
        raise Refused(
            f"The site can't be published: {error.strerror or error} ({where}).",
            "free some space or restore the write permission, and publish again: that cleans up, too",
        ) from error


def _publish(
    content: Path, output: Path, now: str, site_url: str, settings: Path, more: Mapping[str, object], send: Ping
) -> BuildResult:
    fresh = beside(output, "publishing")
    recover(output)
    finish(output, content, fresh)
    shutil.rmtree(fresh, ignore_errors=True)
    editions: list[Edition] = []
    with outputs_wanted.connected_to(lambda context: _seen(context, editions)):
        result = run_build(
            content=content, output=fresh, now=now, site_url=site_url, settings=settings,
            more={**more, "PUBLISHING": True},
        )  # fmt: skip
    if result.exit_code or not editions:
        shutil.rmtree(fresh, ignore_errors=True)
        return BuildResult(exit_code=result.exit_code or 1, text=_failed(result.text), seconds=result.seconds)
    (edition,) = editions
    before, after = edition.library.ledger, recorded(edition)
    manifest, last = _complete(fresh), read_manifest(output)
    had_files = output.exists() and any(output.iterdir())
    own = _strangers(output, last, manifest, edition.settings.keep_files)
    ledger = (content / LEDGER).read_bytes() if (content / LEDGER).is_file() else None
    if after != before:
        write_ledger(content, after)
    _keep_times(fresh, manifest, output, last)
    _take_along(own, output, fresh)
    room = make_room(output, ledger, last) if last is not None and last.complete and last.publication else None
    extra = exchange(fresh, output)
    if room is not None:
        put_aside(room, fresh, output)
    shutil.rmtree(fresh, ignore_errors=True)
    forget(output, (uid for uid, entry in after.records.items() if entry.taken_down), edition.settings.site_url)
    said = [
        *_warnings(result.text, fresh),
        *_made_whole(output, last, had_files),
        *([extra] if extra else []),
        *_report(edition, before, after, manifest, last, output),
    ]
    said += _tell_hub(edition, manifest, last, send)
    return BuildResult(exit_code=0, text="\n".join(said), seconds=result.seconds)


def _seen(context: dict[str, Any], editions: list[Edition]) -> list[Output]:
    editions.append(context["edition"])
    return []


def _complete(fresh: Path) -> Manifest:
    """The manifest of the new site. What is not whole, or not made for going out, never goes out."""
    manifest = read_manifest(fresh)
    if manifest is None or not manifest.complete or not manifest.publication:
        raise Refused(f"The build in {fresh} is incomplete, or was not made for publication.", "publish again")
    return manifest


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


def _failed(text: str) -> str:
    return f"{text}\nNothing was published. The site and the ledger are unchanged."


def _warnings(text: str, fresh: Path) -> list[str]:
    """What the build said, without its own account of a folder that is no more."""
    return [line for line in text.splitlines() if line and str(fresh) not in line]


def _report(
    edition: Edition, before: Ledger, after: Ledger, manifest: Manifest, last: Manifest | None, output: Path
) -> Iterator[str]:
    old = last.entries if last is not None else {}
    changed = sum(path not in old or old[path].sha256 != entry.sha256 for path, entry in manifest.entries.items())
    gone = len(old.keys() - manifest.entries.keys())
    moment = edition.settings.now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    rows = list(_rows(edition, before, after))
    for what in dict.fromkeys(row.what for row in rows):
        of_kind = [row for row in rows if row.what == what]
        yield from (f"  {what:<10} {row.title}  {row.url}" for row in of_kind[:SHOWN])
        if len(of_kind) > SHOWN:
            yield f"  {what:<10} and {len(of_kind) - SHOWN} more"
    if not rows:
        yield "  Nothing is new or changed."
    yield f"Published {output} as of {moment}: {len(manifest.entries)} files, {changed} new or changed, {gone} removed."
    if after != before:
        yield f"{LEDGER} was updated: commit it with the content."


def _rows(edition: Edition, before: Ledger, after: Ledger) -> Iterator[Told]:
    for uid, entry in after.records.items():
        if entry.taken_down and not before.records[uid].taken_down:
            url = edition.settings.absolute_url(entry.addresses[-1])
            yield Told(what="TAKEN DOWN", title=entry.title or entry.path, url=url)
    for item in edition.library.items:
        what = _became(before.records.get(item.uid), after.records[item.uid], item)
        if what:
            yield Told(what=what, title=item.record.title, url=edition.settings.absolute_url(item.address))


def _became(old: Entry | None, new: Entry, item: Item[Record]) -> str:
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
    return "moved" if item.address not in old.addresses else ""


def _tell_hub(edition: Edition, manifest: Manifest, last: Manifest | None, send: Ping) -> Iterator[str]:
    """Have the hub fetch each feed whose bytes moved. A hub that is away costs readers an hour, not an item."""
    hub = edition.settings.websub_hub
    files = (f"{name}{ending}" for name in subscriptions(edition) for ending, *_ in FEED_FORMATS)
    old = last.entries if last is not None else {}
    moved = [path for path in files if path not in old or old[path].sha256 != manifest.entries[path].sha256]
    if not hub or not moved:
        return
    try:
        send(hub, [edition.settings.absolute_url(path) for path in moved])
    except HubError as error:
        yield f"The hub {hub} was not told: {error}. Nothing is lost: readers get it at their next visit."
    else:
        yield f"Told the hub {hub} of {len(moved)} feeds."
