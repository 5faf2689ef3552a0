"""`invoke live URL`: asks every address that was ever published, and with --external every link to other sites."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from plugins.desk.publishing.online.asking import Answer, Private, Unreachable, follow
from plugins.desk.refusal import Refused
from plugins.newsroom.library.addresses import FEED_FORMATS
from plugins.records.ledger import Entry, Ledger, read_ledger

MOST, MOST_EXTERNAL = 20_000, 1_000
A_SECOND = 10
"""Requests, of the site itself; of any other, one a second and host."""
STUCK = 10
"""So many times in a row without an answer, and nobody is asked any more."""
SHOWN = 50
RUN = re.compile(r"(\d+)-(\d+)(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    is_whole: bool
    text: str


def check_addresses(
    content: Path, url: str, *, external: bool = False, pause: Callable[[float], None] = time.sleep
) -> Looked:
    """Whether each address answers. Raises `Refused` where there is nothing to ask, or nobody."""
    url = url.rstrip("/")
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise Refused(f"“{url}” is not a web address.", "write it whole, as in invoke live https://example.org")
    ledger = read_ledger(content)[0]
    if ledger.is_empty:
        raise Refused(f"Nothing was published from {content} yet: it has no ledger.", "publish first")
    wanted = sorted(published(ledger))
    wrong: list[str] = []
    links: dict[str, str] = {}
    silent = asked = 0
    stuck = ""
    for path in wanted[:MOST]:
        asked += 1
        try:
            answer = follow(f"{url}/{path}")
            silent = 0
            if answer.status != 200:
                wrong.append(f"  {answer.status}  {url}/{path}")
            elif external and answer.headers.get("content-type", "").startswith("text/html"):
                for link in outside_links(answer, url):
                    links.setdefault(link, f"{url}/{path}")
        except Unreachable as error:
            silent += 1
            wrong.append(f"  {error}  {url}/{path}")
            if silent >= STUCK:
                stuck = f"  {url} no longer answers; {len(wanted) - asked} addresses were not asked for."
                break
        pause(1 / A_SECOND)
    said = [*_shown(wrong), *([stuck] if stuck else [])]
    said.append(f"Asked {asked} of {len(wanted)} addresses that were ever published: {_count(len(wrong))}.")
    if external:
        found = list(_external(links, pause))
        said += [*_shown(found), f"Asked {min(len(links), MOST_EXTERNAL)} links to other sites: {_count(len(found))}."]
    return Looked(is_whole=not wrong, text="\n".join(said))


def published(ledger: Ledger) -> set[str]:
    """Every address that must answer: not what was taken down."""
    found = {"", *ledger.pages, *ledger.files}
    for entry in ledger.records.values():
        if not entry.taken_down:
            found.update(_of_record(entry))
    return found


def _of_record(entry: Entry) -> Iterator[str]:
    yield from entry.addresses
    yield from (file.removesuffix("index.html") for file in entry.files)
    yield from (alias.removesuffix("index.html") for alias in entry.aliases)
    for run in entry.pictures:
        if match := RUN.fullmatch(run):
            first, last, ending = match.groups()
            for number in sorted({int(first), int(last)}):
                yield f"{entry.addresses[-1]}page-{number}{ending}"
    for name in entry.lists:
        if not name.startswith("languages/"):
            yield f"{name}/"
        if name.startswith(("topics/", "organizations/", "languages/")):
            yield from (f"feeds/{name}{ending}" for ending, *_ in FEED_FORMATS)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (place := dict(attrs).get("href")):
            self.found.append(place)


def outside_links(answer: Answer, url: str) -> set[str]:
    """Links of a page to other sites, without their fragments."""
    page = _Links()
    page.feed(answer.body.decode("utf-8", "replace"))
    whole = (urljoin(answer.url, link).partition("#")[0] for link in page.found)
    own = urlsplit(url).hostname
    return {link for link in whole if urlsplit(link).scheme in ("http", "https") and urlsplit(link).hostname != own}


def _external(links: dict[str, str], pause: Callable[[float], None]) -> Iterator[str]:
    """Each once, one host after another, so that none is asked twice within a second."""
    last: dict[str, float] = {}
    for link in _spread(sorted(links)[:MOST_EXTERNAL]):
        host = urlsplit(link).hostname or ""
        wait = last.get(host, 0.0) + 1 - time.monotonic()
        if wait > 0:
            pause(wait)
        last[host] = time.monotonic()
        try:
            status = follow(link, only_public=True).status
        except Private as error:
            yield f"  {error}: not asked  {link}  (on {links[link]})"
        except Unreachable as error:
            yield f"  {error}  {link}  (on {links[link]})"
        else:
            if status >= 400 and status not in (401, 403, 429):
                yield f"  {status}  {link}  (on {links[link]})"


def _spread(links: Iterable[str]) -> Iterator[str]:
    by_host: dict[str, list[str]] = {}
    for link in links:
        by_host.setdefault(urlsplit(link).hostname or "", []).append(link)
    while by_host:
        for host in list(by_host):
            yield by_host[host].pop(0)
            if not by_host[host]:
                del by_host[host]


def _shown(lines: list[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"  and {len(lines) - SHOWN} more"


def _count(number: int) -> str:
    return "all answer" if not number else "1 does not answer" if number == 1 else f"{number} do not answer"
