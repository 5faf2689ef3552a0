"""`python -m bench.downloads`: what a reader downloads from the site as shipped, and for one release compared with
Hugo.

Bytes are those of the files, plain and after `gzip -9`. A page loads itself, its style sheet, its icon, and its
pictures; lazily loaded pictures are counted separately. Feeds and links are not loaded.
"""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from bench import peers
from bench.rooms import room
from bench.running import seconds
from bench.tables import Figures, show

PAGES = {
    "home": "index.html",
    "release": "releases/*/*/index.html",
    "case": "cases/*/index.html",
    "document": "documents/*/index.html",
}
FILES = {"style sheet": "theme/*.css", "icon": "favicon.ico", "feed (RSS)": "feeds/all.rss.xml"}
HUGO, OURS = "Hugo, a page with no style", "Daylight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a browser loads besides the page itself."""

    at_once: tuple[str, ...]
    later: tuple[str, ...]
    """Pictures, when they are scrolled to."""


def main() -> None:
    show(tables())


def tables() -> Iterator[Figures]:
    place = room()
    site = peers.daylight_of(peers.ROOT / "content", place / "site", search=True)
    seconds(site.command, peers.ROOT)
    yield shipped(site.output)
    hugo, ours = peers.hugo(place / "hugo", 1), peers.daylight(place / "daylight", 1, search=True)
    for peer in (hugo, ours):
        seconds(peer.command, peer.folder)
    yield one_release({HUGO: hugo.output, OURS: ours.output})


def shipped(output: Path) -> Figures:
    rows = []
    for name, pattern in PAGES.items():
        page = _largest(output, pattern)
        asked = requests(page)
        first = [page, *(_file(output, address) for address in asked.at_once)]
        rows.append((name, *_bytes([page]), *_bytes(first), f"{len(first)}", f"{len(asked.later)}"))
    for name, pattern in FILES.items():
        rows.append((name, *_bytes([_largest(output, pattern)]), "", "", "", ""))
    return Figures(
        title="Downloads: the shipped site, the largest page of each kind",
        columns=("bytes", "gzip -9", "with all it asks for", "gzip -9", "requests", "pictures later"),
        rows=tuple(rows),
    )


def one_release(outputs: dict[str, Path]) -> Figures:
    """The same text of 670 words on a page of each."""
    rows = []
    for name, output in outputs.items():
        page = _largest(output, "releases/*/*/index.html")
        files = [page, *(_file(output, address) for address in requests(page).at_once)]
        rows.append((name, *_bytes([page]), *_bytes(files), f"{len(files)}"))
    return Figures(
        title="Downloads: one release of 670 words",
        columns=("bytes", "gzip -9", "with all it asks for", "gzip -9", "requests"),
        rows=tuple(rows),
        notes=(
            "Hugo's page is the plainest that its layout here can make: no navigation, no style, no metadata, no icon.",
            "A second page of the same site costs the page alone: style sheet and icon are kept.",
        ),
    )


def requests(page: Path) -> Asked:
    reader = _Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    at_once, later = dict.fromkeys(reader.at_once), dict.fromkeys(reader.later)
    return Asked(at_once=tuple(at_once), later=tuple(address for address in later if address not in at_once))


class _Reader(HTMLParser):
    """Collects what a browser loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.at_once: list[str] = []
        self.later: list[str] = []
        self._waits = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and {"stylesheet", "icon", "preload", "manifest"} & set(given.get("rel", "").split()):
            self.at_once.append(given["href"])
        elif tag in ("audio", "video"):
            self._waits = given.get("preload") == "none"
        elif tag == "source" and self._waits:
            return  # nothing of a recording is loaded before somebody asks
        elif tag in ("img", "script", "iframe", "source", "embed") and "src" in given:
            (self.later if given.get("loading") == "lazy" else self.at_once).append(given["src"])


def _file(output: Path, address: str) -> Path:
    """Raises `SystemExit` for anything that is not in the output: nothing may come from elsewhere."""
    file = output / address.lstrip("/")
    if "://" in address or not file.is_file():
        raise SystemExit(f"{output}: a page asks for {address}, which is not among the files of the site.")
    return file


def _largest(output: Path, pattern: str) -> Path:
    return max(output.glob(pattern), key=lambda file: file.stat().st_size)


def _bytes(files: Sequence[Path]) -> tuple[str, str]:
    read = [file.read_bytes() for file in files]
    return f"{sum(map(len, read)):,}", f"{sum(len(gzip.compress(each, 9)) for each in read):,}"


if __name__ == "__main__":
    main()
