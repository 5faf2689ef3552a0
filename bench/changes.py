"""What happens between two builds of Daylight: edits, a fresh clone, a restored cache.

Each is a context: the build is to be run inside, and at its end the output is looked at, so that no build is measured
that did not do its work.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import peers
from bench.peers import Peer
from bench.rooms import put_away


@contextmanager
def add_line(ours: Peer, number: int) -> Iterator[None]:
    """One more line in one release, which must then be on its page."""
    line = f"One more line, number {number}."
    with ours.a_release().open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    yield
    _expect(line, _page(ours))


@contextmanager
def change_title(ours: Peer, number: int) -> Iterator[None]:
    """Another headline of one release, which must then be on its page and on a list of its year."""
    title = f"Another headline, number {number}"
    _rewrite(ours.a_release(), r"^title: .*$", f"title: {title}")
    yield
    page = _page(ours)
    _expect(title, page)
    lists = [*page.parent.parent.glob("index.html"), *page.parent.parent.glob("month/*/index.html")]
    if not any(title in file.read_text(encoding="utf-8") for file in lists):
        raise SystemExit(f"No list of {page.parent.parent} has the new headline: the comparison would be false.")


@contextmanager
def change_tags(ours: Peer, number: int) -> Iterator[None]:
    """Other topics of one release: one less, or one more."""
    topics = ("Records", "Courts", "Counties")[: 2 + number % 2]
    _rewrite(ours.a_release(), r"^tags: .*$", f"tags: {', '.join(topics)}")
    yield
    page = _page(ours).read_text(encoding="utf-8")
    if ("/topics/counties/" in page) != ("Counties" in topics):
        raise SystemExit("The page does not have its new topics: the comparison would be false.")


@contextmanager
def clone(ours: Peer, *, with_output: bool) -> Iterator[None]:
    """As CI does: the program and the content are cloned, the cache is restored, and perhaps the output; all files are
    new."""
    before = ours.written()
    for name in ("program", "content", "cache", *(["output"] if with_output else [])):
        _renew(ours.folder / name)
    if not with_output:
        put_away(ours.output)
    yield
    if ours.written() != before:
        raise SystemExit(f"{ours.output} is not what it was: the comparison would be false.")


def _renew(folder: Path) -> None:
    """Write the same files again, so that their times change. The program is compiled where it stays, as `make` does: a
    compiled template is known by the path of its source."""
    if folder.name == "program":
        put_away(folder)
        peers.copy_program(folder)
        return
    copied = folder.with_name(f"{folder.name}-new")
    shutil.copytree(folder, copied, copy_function=shutil.copy)
    put_away(folder)
    copied.rename(folder)


def _rewrite(source: Path, pattern: str, line: str) -> None:
    text = source.read_text(encoding="utf-8")
    source.write_text(re.sub(pattern, line, text, count=1, flags=re.MULTILINE), encoding="utf-8")


def _page(ours: Peer) -> Path:
    (page,) = ours.output.glob(f"releases/*/{ours.a_release().stem}/index.html")
    return page


def _expect(words: str, file: Path) -> None:
    if words not in file.read_text(encoding="utf-8"):
        raise SystemExit(f"{file} does not have the edit: the comparison would be false.")
