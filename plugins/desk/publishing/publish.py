"""`invoke publish`: a fresh build that passed every check takes the place of the last, and the ledger knows of it."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

from plugins.desk.building import ROOT, BuildResult, pelican_settings, run_build
from plugins.desk.publishing.committing import commit_ledger, refuse_without_checkout
from plugins.desk.publishing.due import due, next_moment
from plugins.desk.publishing.exchange import recover
from plugins.desk.publishing.hub import HubError, ping
from plugins.desk.publishing.kept import finish
from plugins.desk.publishing.ledgers import ledger_in, put_back, refuse_lost, take_up
from plugins.desk.publishing.model import Busy, File, Plan, Site, State, Target, TargetError, kept_before, whoami
from plugins.desk.publishing.online.after import Redirects, Seen, look, redirects_of
from plugins.desk.publishing.place import InProgress, alone, beside
from plugins.desk.publishing.report import changes, files_line, moment_text, refuse_many_removals, scheduled
from plugins.desk.publishing.sums import with_sums
from plugins.desk.publishing.targets.folder import FolderTarget
from plugins.desk.publishing.twins import with_twins
from plugins.desk.refusal import Refused
from plugins.newsroom.library.addresses import FEED_FORMATS
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.settings import SettingsError, read_settings
from plugins.newsroom.pages.parts.subscriptions import subscriptions
from plugins.newsroom.pages.recording import recorded
from plugins.records.calendar.spoken import in_full
from plugins.records.ledger import LEDGER, Ledger, ledger_text, write_ledger
from plugins.render import outputs_wanted
from plugins.render.manifest import Manifest, read_manifest
from plugins.render.pages import Output

SETTINGS = ROOT / "publishconf.py"
Ping = Callable[[str, Iterable[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What `invoke publish` was asked for."""

    dry_run: bool = False
    """Build, and say what would change."""
    when_due: bool = False
    """Do nothing unless something has come due."""
    commit: bool = False
    force_removals: bool = False
    force_ledger: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Built:
    """A build that may go out, what is out, and both ledgers."""

    edition: Edition
    manifest: Manifest
    before: Ledger
    after: Ledger
    warnings: list[str]
    """What the build said, without its own account of a folder that is no more."""
    seconds: float


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
    target: Target | None = None,
    wanted: Wanted | None = None,
) -> BuildResult:
    """Build for publication beside the output; on success write the ledger, then show the new site at the target.

    The target is the output itself, where none is given. Whatever stops it, what is out is the site before or the site
    after, and the ledger never lacks what is out. Raises `Refused`, where nothing was touched.
    """
    output = output.absolute()
    place: Target = target or FolderTarget(path=output)
    wanted = wanted or Wanted()
    build = partial(
        run_build,
        content=content, output=beside(output, "publishing"), now=now, site_url=site_url, settings=settings,
        more={
            **(more or {}), "MINOR": minor, "TAKE_DOWN": take_down, "PUBLISHING": True,
            "FOR_LOGS": wanted.when_due,
        },
    )  # fmt: skip
    try:
        with _alone(content, output, place):
            if wanted.commit:
                refuse_without_checkout(content)
            with place.locked(whoami()):
                return _publish(content, output, build, place, wanted, send)
    except (Busy, InProgress) as busy:
        if not wanted.when_due:
            raise
        return BuildResult(exit_code=0, text=str(busy).partition("\n")[0], seconds=0)
    except OSError as error:
        where = error.filename2 or error.filename or output
        raise Refused(
            f"The site can't be published: {error.strerror or error} ({where}).",
            "free some space or restore the write permission, and publish again: that cleans up, too",
        ) from error


@contextmanager
def _alone(content: Path, output: Path, target: Target) -> Iterator[None]:
    """One publication of this content at a time; who publishes it already is told by the lock of the target."""
    try:
        with alone(content, output):
            yield
    except InProgress:
        with target.locked(whoami()):
            pass
        raise


def _publish(
    content: Path, output: Path, build: Callable[[], BuildResult], target: Target, wanted: Wanted, send: Ping
) -> BuildResult:
    fresh = beside(output, "publishing")
    recover(output)
    finish(output, content, fresh)
    shutil.rmtree(fresh, ignore_errors=True)
    live = target.live()
    if wanted.when_due:
        try:
            answer = due(read_settings(pelican_settings(build)), live)
        except SettingsError as error:
            return BuildResult(exit_code=1, text=str(error), seconds=0)
        if not answer.is_due:
            return BuildResult(exit_code=0, text=answer.text, seconds=0)
    untouched = _bytes(content / LEDGER)
    said = take_up(content, live, target.place, force=wanted.force_ledger) if target.remembers else []
    try:
        built = _build(build, fresh, target)
        if isinstance(built, BuildResult):
            shutil.rmtree(fresh, ignore_errors=True)
            return replace(built, text="\n".join((*said, built.text)))
        if not target.remembers:
            refuse_lost(content, built.after, live, target.place, force=wanted.force_ledger)
        site = _site(built, fresh, _bytes(content / LEDGER), live)
        plan = target.plan(site, live)
        if not wanted.force_removals:
            refuse_many_removals(plan, target.place)
        if wanted.dry_run:
            return _dry_run(built, site, plan, said, target, live)
        redirects = redirects_of(fresh)
        said += _go_out(built, content, site, plan, target, live)
        said += _afterwards(built, site, target, live, send)
        seen = _look(target, site, built, redirects)
        return _told(built, content, site, plan, said, seen, target, wanted, live)
    finally:
        if wanted.dry_run and _bytes(content / LEDGER) != untouched:
            put_back(content, untouched)
        if wanted.dry_run or not isinstance(target, FolderTarget):
            shutil.rmtree(fresh, ignore_errors=True)  # else it may be the old site, which the next publication keeps


def _build(build: Callable[[], BuildResult], fresh: Path, target: Target) -> "_Built | BuildResult":
    """A build for publication, or what it said where it stopped."""
    editions: list[Edition] = []
    with outputs_wanted.connected_to(lambda context: _seen(context, editions)):
        result = build()
    if result.exit_code or not editions:
        return BuildResult(exit_code=result.exit_code or 1, text=_failed(result.text), seconds=result.seconds)
    (edition,) = editions
    warned = [line for line in result.text.splitlines() if line and str(fresh) not in line]
    settings = edition.settings
    manifest = with_sums(fresh, _complete(fresh), settings.signing_key_file)
    if target.sends_twins:
        manifest = with_twins(fresh, manifest, settings.cache / "compressed")
    return _Built(
        edition=edition, manifest=manifest, before=edition.library.ledger, after=recorded(edition),
        warnings=warned, seconds=result.seconds,
    )  # fmt: skip


def _site(built: "_Built", fresh: Path, ledger: bytes | None, live: State | None) -> Site:
    settings, manifest = built.edition.settings, built.manifest
    state = State(
        id=f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{manifest.sha256[:8]}",
        last=settings.now.astimezone(UTC).isoformat(),
        next=next_moment(built.edition.library.window),
        who=whoami(),
        ledger=ledger_text(built.after),
        files={path: File(entry.sha256, entry.size) for path, entry in sorted(manifest.entries.items())},
        before=kept_before(live),
    )
    return Site(folder=fresh, state=state, ledger_before=ledger, keep=settings.keep_files)


def _go_out(
    built: "_Built", content: Path, site: Site, plan: Plan, target: Target, live: State | None
) -> Iterator[str]:
    """The ledger first, then the switch: it may know more than is out, never less."""
    is_same = not (plan.new or plan.changed or plan.removed)
    if live is not None and is_same and live.ledger == site.state.ledger:
        state = replace(site.state, id=live.id, before=live.before)
        if target.renew(state):
            return
    yield from target.put(site, live)
    if built.after != built.before:
        write_ledger(content, built.after)
    try:
        extra = target.switch(site, live)
    except TargetError as error:
        if not error.unsure:
            put_back(content, site.ledger_before)
        raise
    if extra:
        yield extra


def _afterwards(built: "_Built", site: Site, target: Target, live: State | None, send: Ping) -> Iterator[str]:
    """Once it is out. Nothing of this can take it back."""
    taken_down = [uid for uid, entry in built.after.records.items() if entry.taken_down]
    try:
        yield from target.tidy(taken_down, built.edition.settings.site_url)
    except TargetError as error:
        yield f"The new site is out. Earlier sites were not cleaned up there: {str(error).partition(chr(10))[0]}"
    yield from _tell_hub(built.edition, site, live, send)


def _look(target: Target, site: Site, built: "_Built", redirects: Redirects) -> Seen:
    """Nothing that goes wrong here makes what is out any less so."""
    try:
        return look(target, site, built.edition, redirects)
    except TargetError as error:
        what = str(error).partition("\n")[0].removesuffix(" The site is unchanged.")
        return Seen(faults=(), remarks=(f"The site is out, but was not checked: {what}",))


def _told(
    built: "_Built", content: Path, site: Site, plan: Plan, said: list[str], seen: Seen, target: Target, wanted: Wanted,
    live: State | None,
) -> BuildResult:  # fmt: skip
    settings = built.edition.settings
    as_of = in_full(settings.now, settings.zone)
    lines = [
        *_what_changes(built, said, target, live),
        f"Published {target.place}, as of {as_of}: {files_line(plan, len(site.state.files))}.",
    ]
    if wanted.commit:
        lines.append(commit_ledger(content, moment_text(settings.now)))
    elif built.after != built.before:
        lines.append(f"{LEDGER} was updated: commit it with the content.")
    lines += seen.remarks
    if seen.faults:
        back = f"invoke rollback --target {target.name}" if target.name else "invoke rollback"
        lines += [f"Wrong: {fault}" for fault in seen.faults]
        lines.append(f"  Fix: look at it; if the new site must not stay like this, type {back}")
    return BuildResult(exit_code=1 if seen.faults else 0, text="\n".join(lines), seconds=built.seconds)


def _what_changes(built: "_Built", said: list[str], target: Target, live: State | None) -> Iterator[str]:
    """What a press officer reads of a publication, planned or done."""
    yield from built.warnings
    yield from said
    yield from changes(built.edition, _shown_there(built, target, live), built.after)
    yield from scheduled(built.edition)


def _shown_there(built: "_Built", target: Target, live: State | None) -> Ledger:
    """What readers know from that place: another target may have been published to since."""
    if not target.remembers:
        return built.before
    if live is None:
        return Ledger()
    return ledger_in(live.ledger) if live.ledger else built.before


def _dry_run(
    built: "_Built", site: Site, plan: Plan, said: list[str], target: Target, live: State | None
) -> BuildResult:
    lines = [
        *_what_changes(built, said, target, live),
        f"{target.place} would have {files_line(plan, len(site.state.files))}.",
        "Nothing was published: this was a dry run.",
    ]
    return BuildResult(exit_code=0, text="\n".join(lines), seconds=built.seconds)


def _seen(context: dict[str, Any], editions: list[Edition]) -> list[Output]:
    editions.append(context["edition"])
    return []


def _complete(fresh: Path) -> Manifest:
    """The manifest of the new site. What is not whole, or not made for going out, never goes out."""
    manifest = read_manifest(fresh)
    if manifest is None or not manifest.complete or not manifest.publication:
        raise Refused(f"The build in {fresh} is incomplete, or was not made for publication.", "publish again")
    return manifest


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _failed(text: str) -> str:
    return f"{text}\nNothing was published. The site and the ledger are unchanged."


def _tell_hub(edition: Edition, site: Site, live: State | None, send: Ping) -> Iterator[str]:
    """Have the hub fetch each feed whose bytes moved. A hub that is away costs readers an hour, not an item."""
    hub, new = edition.settings.websub_hub, site.state.files
    files = (f"{name}{ending}" for name in subscriptions(edition) for ending, *_ in FEED_FORMATS)
    old = live.files if live is not None else {}
    moved = [path for path in files if path not in old or old[path].sha256 != new[path].sha256]
    if not hub or not moved:
        return
    try:
        send(hub, [edition.settings.absolute_url(path) for path in moved])
    except HubError as error:
        yield f"The hub {hub} was not told: {error}. Nothing is lost: readers get it at their next visit."
    else:
        yield f"Told the hub {hub} of {len(moved)} feeds."
