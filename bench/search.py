"""`python -m bench.search [PAGES]`: what search costs in an archive of documents: the index of their pages.

The same site twice, with search and without: a hundred releases, and documents of a hundred pages each, with as many
words on a page as print has. The documents are read once, and measured as read.
"""

import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from bench import archive, peers
from bench.changes import add_line
from bench.peers import Peer
from bench.rooms import put_away, room
from bench.running import seconds
from bench.tables import Figures, show

PAGES = 10_000
RELEASES = 100
LINES = 32
"""On a page, of eleven words each: about 350 words."""
ROUNDS = 3
EVIDENCE = "evidence"
"""Folder of the cache with what was read of documents."""
WITHOUT, WITH = "without search", "with search"
FROM_NOTHING, NOTHING_CHANGED, ONE_EDIT = "from nothing", "nothing changed", "one edit"


def main(pages: int) -> None:
    show(tables(pages))


def tables(pages: int) -> Iterator[Figures]:
    place = room()
    documents = max(1, pages // archive.PAGES)
    plain, searched = (peers.daylight(place / name, RELEASES, search=name == WITH) for name in (WITHOUT, WITH))
    archive.write_documents(plain.folder / "content" / "documents", documents, lines=LINES)
    shutil.copytree(plain.folder / "content" / "documents", searched.folder / "content" / "documents")
    reading = seconds(plain.command, plain.folder)
    assert plain.cache and searched.cache
    shutil.copytree(plain.cache / EVIDENCE, searched.cache / EVIDENCE)
    sites = {WITHOUT: plain, WITH: searched}
    rounds = [
        {(name, build): taken for name, site in sites.items() for build, taken in _builds(site, number)}
        for number in range(ROUNDS)
    ]
    medians = {of: statistics.median(each[of] for each in rounds) for of in rounds[0]}
    builds = (FROM_NOTHING, NOTHING_CHANGED, ONE_EDIT)
    index = [file.stat().st_size for file in (searched.output / "search" / "pagefind").rglob("*") if file.is_file()]
    longer = medians[WITH, FROM_NOTHING] - medians[WITHOUT, FROM_NOTHING]
    yield Figures(
        title=f"Search: {documents * archive.PAGES:,} pages of documents and {RELEASES} releases, seconds",
        columns=builds,
        rows=tuple((name, *(f"{medians[name, build]:.2f}" for build in builds)) for name in sites),
        notes=(
            f"The index: {longer:.1f} s to make and write, {len(index):,} files, {sum(index) / 1e6:.1f} MB.",
            f"Reading the documents, once, took {reading:.0f} s; the table is of builds that find them read.",
        ),
    )


def _builds(site: Peer, number: int) -> Iterator[tuple[str, float]]:
    """From nothing but for what documents say, then again, then after one edit."""
    assert site.cache
    put_away(site.output)
    for kept in site.cache.iterdir():
        if kept.name != EVIDENCE:
            put_away(kept)
    changes: dict[str, AbstractContextManager[None]] = {
        FROM_NOTHING: nullcontext(),
        NOTHING_CHANGED: nullcontext(),
        ONE_EDIT: add_line(site, number),
    }
    for name, change in changes.items():
        with change:
            yield name, seconds(site.command, site.folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
