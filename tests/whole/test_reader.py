"""The feeds in a real feed reader."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.whole.commands import run
from tests.whole.crawler import Site

pytestmark = pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is absent: apt-get install newsboat")


def read(folder: Path, address: str) -> list[tuple[str, str, str, str]]:
    """(guid, title, address, text) of what the reader keeps after it has fetched a feed, twice."""
    for name, text in (("urls", f"{address}\n"), ("config", "")):
        (folder / name).write_text(text, encoding="utf-8")
    options = ["-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
    for _ in range(2):
        done = run(["newsboat", *options, "-x", "reload"], folder, {"HOME": str(folder)})
        assert done.returncode == 0, done.stdout + done.stderr
    with sqlite3.connect(folder / "cache.db") as cache:
        return cache.execute("select guid, title, url, content from rss_item order by pubDate desc, guid").fetchall()


@pytest.mark.parametrize("name", ["all.rss.xml", "all.atom.xml"])
def test_newsboat_takes_each_release_once_with_its_address_and_its_text(
    name: str, served: Callable[[str], str], sample: Site, tmp_path: Path
):
    items = read(tmp_path, f"{served('sample below a path')}feeds/{name}")
    pages = {sample.absolute(path) for path in sample.own_pages if re.fullmatch(r"releases/\d+/.+/index\.html", path)}
    assert {address for _, _, address, _ in items} == pages
    assert len(items) == len(pages)
    assert len({guid for guid, *_ in items}) == len(items)
    [opening] = [text for _, title, _, text in items if title == "Sample: the court opens the file"]
    assert "The records shall be produced by April 1." in opening
    assert "Corrected March 4, 2024" in opening
