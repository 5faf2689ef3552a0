"""Once a publication is out: is it what readers get? Public things are asked for; what is held never is."""

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from plugins.desk.publishing.model import HASHED, Site, Target
from plugins.desk.publishing.online.asking import Answer, Unreachable, ask
from plugins.hosting.files import REDIRECTS_FILE
from plugins.hosting.policy import HEADERS
from plugins.newsroom.library.edition import Edition
from plugins.render.strangers import is_kept

TRIES, PAUSE = 4, 1.0
"""How often something is asked for that is not yet as it should be, as behind a cache; seconds in between."""
FEEDS = ("feeds/all.rss.xml", "feeds/all.atom.xml", "feeds/all.json")
Ask = Callable[[str], Answer]
Redirects = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found: faults of what is shown, and remarks of how it is served, or that all is well."""

    faults: tuple[str, ...]
    remarks: tuple[str, ...]


def look(
    target: Target, site: Site, edition: Edition, redirects: Redirects = (), ask: Ask = ask, pause: float = PAUSE
) -> Seen:
    """Ask for the home page, the newest release, feeds, a PDF, nothing, and a redirect; and read the list of files."""
    faults, remarks = list(_listed(target, site, edition)), []
    if not target.url:
        return Seen(faults=tuple(faults), remarks=())
    try:
        home = ask(f"{target.url}/")
    except Unreachable as error:
        remarks.append(f"The site was not checked: {target.url} can't be reached ({error}).")
        return Seen(faults=tuple(faults), remarks=tuple(remarks))
    faults += _shown(target, site, edition, ask, pause)
    faults += _led_on(target, redirects, ask)
    remarks += _served(target, home, ask)
    if not faults and not remarks:
        remarks.append(f"Checked {target.url}: readers get what was published.")
    return Seen(faults=tuple(faults), remarks=tuple(remarks))


def _listed(target: Target, site: Site, edition: Edition) -> Iterator[str]:
    """By the target's own list of files: an address that is asked for would stand in logs."""
    there = target.listing()
    if there is None:
        return
    known = site.state.files
    extra = sorted(
        path for path in there
        if path not in known and not HASHED.fullmatch(path) and not is_kept(path, site.keep) and not _is_ours(path)
    )  # fmt: skip
    held = {f"/{reading.slug}/" for reading in edition.library.unseen if reading.slug}
    if wrong := [path for path in extra if any(name in f"/{path}" for name in held)]:
        if edition.settings.for_logs:
            yield (
                f"{target.place} has a file that is not yet public, and that no log may name. Type `invoke publish` "
                "on your computer, which names it, and remove it there at once."
            )
        else:
            yield f"{target.place} has {wrong[0]}, which is not yet public. Remove it there at once."
    elif extra and target.remembers:
        yield f"{target.place} has {extra[0]}, which is not a file of this publication."


def _is_ours(path: str) -> bool:
    return path.startswith(".daylight") or path.endswith((".br", ".gz"))


def _shown(target: Target, site: Site, edition: Edition, ask: Ask, pause: float) -> Iterator[str]:
    files = site.state.files
    wanted = ["index.html"]
    wanted += [f"{item.address}index.html" for item in edition.library.releases[:1]]
    wanted += FEEDS
    wanted += sorted((p for p in files if p.endswith(".pdf")), key=lambda p: (files[p].size, p))[:1]
    for path in wanted:
        if path not in files:
            continue
        url = f"{target.url}/{path.removesuffix('index.html')}"
        for attempt in range(TRIES):
            found = _wrong(url, files[path].sha256, ask)
            if not found:
                break
            if attempt < TRIES - 1:
                time.sleep(pause)
        if found:
            yield found


def _wrong(url: str, sha256: str, ask: Ask) -> str:
    try:
        answer = ask(url)
    except Unreachable as error:
        return f"{url} can't be reached: {error}."
    if answer.status != 200:
        return f"{url} answers {answer.status}."
    return "" if answer.sha256 == sha256 else f"{url} shows something other than what was published."


def redirects_of(folder: Path) -> Redirects:
    """Former and current addresses, as the site says them to web servers."""
    file = folder / REDIRECTS_FILE
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines()] if file.is_file() else []
    return tuple((row[0], row[1]) for row in rows if len(row) == 3)


def _led_on(target: Target, redirects: Redirects, ask: Ask) -> Iterator[str]:
    base = urlsplit(target.url).path.rstrip("/")
    for former, current in [row for row in redirects if row[0].startswith(f"{base}/")][:1]:
        url = f"{target.url}{former.removeprefix(base)}"
        try:
            answer = ask(url)
        except Unreachable as error:
            yield f"{url} can't be reached: {error}."
            continue
        leads = urlsplit(answer.leads_to).path == current or (answer.status == 200 and current.encode() in answer.body)
        if not leads:
            yield f"{url} does not lead to {current}: it answers {answer.status}."


def _served(target: Target, home: Answer, ask: Ask) -> Iterator[str]:
    """Headers and errors are the web server's: going back would not change them."""
    missing = [name for name, value in HEADERS.items() if home.headers.get(name.lower()) != value]
    if missing:
        yield f"{target.url} does not send {', '.join(missing)} as it should: see “The output” in docs/operating.md."
    nowhere = f"{target.url}/{secrets.token_hex(8)}/"
    try:
        answer = ask(nowhere)
        if answer.status != 404:
            yield f"{target.url} answers {answer.status} instead of 404 where there is no page."
        if ask(f"{target.url}/.daylight/state").status == 200:
            yield f"{target.url}/.daylight/state can be read by anybody: see “Targets” in docs/operating.md."
    except Unreachable:
        return
