"""Subscribers of three sites, before and after the newsroom corrects, renames, withdraws and adds."""

import os
import re
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from plugins.desk.demo import make_demo
from plugins.desk.publishing.publish import publish
from plugins.newsroom.library.addresses import FEED_FORMATS
from tests.demonstration import demonstration
from tests.feeds.validity import COMPLAINTS
from tests.whole.commands import ROOT, run
from tests.whole.conftest import Once
from tests.whole.crawler import Site
from tests.whole.serving import serving

FIRST, SECOND = "2026-11-22T12:00:00Z", "2026-11-22T15:00:00Z"
URL = "https://example.org"
POSTS = ROOT.parent / "shared" / "corpora" / "opensuse-news" / "posts"
NEW = """---
title: A sample of 2010 that was found today
uid: tag:example.org,2010:found
date: 2010-09-01
---
Sample data.
"""


@dataclass(frozen=True)
class Steps:
    """A site as it was published twice, and the uids of what was done in between."""

    first: Path
    second: Path
    corrected: str
    withdrawn: str
    renamed: str


@pytest.fixture(scope="module", params=["campaign", "demo", "opensuse"])
def steps(request: pytest.FixtureRequest, once: Once) -> Steps:
    name: str = request.param
    if name == "opensuse" and not POSTS.exists():
        pytest.skip("../shared/corpora is not beside the project")
    folder = once(f"subscribers of {name}", lambda folder: publish_twice(name, folder))
    corrected, withdrawn, renamed = (folder / "done.txt").read_text().split("\n")
    return Steps(folder / "first", folder / "second", corrected, withdrawn, renamed)


def publish_twice(name: str, folder: Path) -> None:
    content = folder / "content"
    {"campaign": campaign, "demo": demo, "opensuse": opensuse}[name](content)
    go(folder, FIRST, EXTRA_FIELDS=["image", "license"])
    shutil.copytree(folder / "out", folder / "first")
    # Readers ask for what changed since a whole second: two publications of a test may share one.
    for feed in (folder / "first" / "feeds").iterdir():
        os.utime(feed, (feed.stat().st_mtime - 10_800,) * 2)
    done = edit(content)
    go(folder, SECOND, EXTRA_FIELDS=["image", "license"])
    shutil.copytree(folder / "out", folder / "second")
    (folder / "done.txt").write_text("\n".join(done))


def go(folder: Path, now: str, **settings: Any) -> None:
    done = publish(
        content=folder / "content", output=folder / "out", now=now, site_url=URL,
        more={"CACHE_PATH": str(folder / "cache"), **settings},
    )  # fmt: skip
    assert done.exit_code == 0, done.text


def campaign(content: Path) -> None:
    shutil.copytree(demonstration(), content)


def demo(content: Path) -> None:
    make_demo(content.parent / "demo", releases=130, cases=4, documents=6)
    (content.parent / "demo" / "content").rename(content)


def opensuse(content: Path) -> None:
    """Those of the posts that have no fault; none of the others is linked to from them."""
    shutil.copytree(POSTS, content / "releases")
    posts = {post: post.read_text(encoding="utf-8") for post in (content / "releases").rglob("*.md")}
    for number, (post, text) in enumerate(sorted(posts.items())):
        post.write_text(
            text.replace("{filename}/posts/", "{filename}/releases/").replace(
                "---\n", f"---\nuid: tag:example.org,2026:{number}\n", 1
            ),
            encoding="utf-8",
        )
    for _ in range(4):
        done = publish(
            content=content, output=content.parent / "trial", now=FIRST, site_url=URL,
            more={"CACHE_PATH": str(content.parent / "cache"), "EXTRA_FIELDS": ["image", "license"]},
        )  # fmt: skip
        (content / "ledger.json").unlink(missing_ok=True)
        faulty = set(re.findall(r"(releases/\S+\.md):\d+: \w\d+ .*\[(?:error|publication)\]", done.text))
        if not faulty:
            break
        for path in faulty:
            (content / path).unlink()
    shutil.rmtree(content.parent / "trial", ignore_errors=True)


def edit(content: Path) -> tuple[str, str, str]:
    """Correct, withdraw and rename a release each, the last two where nothing else names it; add one that is old."""
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(content.rglob("*.md"))}
    some = [file for file in sorted((content / "releases").rglob("*.md"), reverse=True) if is_plain(texts[file])]
    free = [file for file in some if not any(file.stem in text for path, text in texts.items() if path != file)]
    done: list[str] = []
    for fields, candidates in (
        ("slug: another-name-for-it", free),
        ("status: withdrawn\nwithdrawn:\n  date: 2026-11-22T14:00Z\n  reason: A sample reason.", free),
        ("changes:\n- date: 2026-11-22T14:00Z\n  note: A sample correction.", some),
    ):
        file = next((file for file in candidates if file in texts), None)
        if file is None:
            done.append("")
            continue
        text = texts.pop(file)
        file.write_text(
            text.replace("---", f"---\n{fields}", 1) + "\nOne more sample sentence.\n" * fields.count("note")
        )
        done.append(re.findall(r"^uid: *(\S+)", text, re.M)[0])
    (content / "releases" / "found.md").write_text(NEW, encoding="utf-8")
    return done[2], done[1], done[0]


def is_plain(text: str) -> bool:
    """Whether lines can be added at the head of its fields, and it was out by then."""
    dated = re.search(r"^date: *['\"]?(\d{4}-\d\d-\d\d)", text, re.M)
    taken = re.search(r"^(slug|status|changes|withdrawn|translation|lang|embargo):", text, re.M)
    frozen = re.search(r"^uid: ", text, re.M)
    return bool(text.startswith("---\n") and frozen and not taken and dated and dated[1] < FIRST[:10])


class Newsboat:
    """A feed reader that keeps what it has read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, address: str) -> dict[str, tuple[str, str, str]]:
        """guid → (title, address, text) of all that it has kept, after it has looked twice."""
        for name, text in (("urls", f"{address}\n"), ("config", "")):
            (self.folder / name).write_text(text, encoding="utf-8")
        options = [
            "-u",
            str(self.folder / "urls"),
            "-c",
            str(self.folder / "cache.db"),
            "-C",
            str(self.folder / "config"),
        ]
        for _ in range(2):
            done = run(["newsboat", *options, "-x", "reload"], self.folder, {"HOME": str(self.folder)})
            assert done.returncode == 0, done.stdout + done.stderr
        with sqlite3.connect(self.folder / "cache.db") as cache:
            rows = cache.execute("select guid, title, url, content from rss_item where deleted = 0").fetchall()
        assert len({guid for guid, *_ in rows}) == len(rows), "an item was kept twice"
        return {guid: (title, url, text) for guid, title, url, text in rows}


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is absent: apt-get install newsboat")
@pytest.mark.parametrize("ending", ["rss.xml", "atom.xml"])
def test_a_subscriber_meets_each_item_once_and_hears_of_every_change(steps: Steps, ending: str, tmp_path: Path):
    reader, live = Newsboat(tmp_path), tmp_path / "live"
    shutil.copytree(steps.first, live)
    with serving(Site(live, URL)) as home:
        before = reader.read(f"{home}feeds/all.{ending}")
        shutil.rmtree(live)
        shutil.copytree(steps.second, live)
        after = reader.read(f"{home}feeds/all.{ending}")
    assert set(before) <= set(after), "what a reader had is gone"
    assert set(after) - set(before) == {"tag:example.org,2010:found"}
    if steps.corrected in before:
        assert "A sample correction." in after[steps.corrected][2]
    if steps.withdrawn in before:
        assert "A sample reason." in after[steps.withdrawn][2]
    if steps.renamed in before:
        assert "another-name-for-it" in after[steps.renamed][1]


def every(folder: Path, name: str) -> list[Any]:
    """Every entry of a feed and its archives, by feedparser."""
    found, path = [], f"feeds/{name}.rss.xml"
    while path:
        parsed = feedparser.parse((folder / path).read_bytes())
        assert not parsed.bozo
        found += parsed.entries
        older = [link.href for link in parsed.feed.links if link.rel == "prev-archive"]
        path = older[0].removeprefix(f"{URL}/") if older else ""
    return found


def test_who_follows_the_archives_has_every_release_of_the_site(steps: Steps):
    for folder in (steps.first, steps.second):
        pages = set(re.findall(r"<loc>(https://example.org/(?:[a-z]{2}/)?releases/\d{4}/[^<]+)</loc>",
                               (folder / "sitemap.xml").read_text()))  # fmt: skip
        links = {entry.link for entry in every(folder, "all")}
        languages = {page.split("/")[3] for page in pages} - {"releases"}
        translated = {entry.link for lang in languages for entry in every(folder, f"languages/{lang}")}
        assert pages <= links | translated
        assert not links & {page for page in pages if page.split("/")[3] in languages}, "a translation is no new story"
        for link in links - pages:
            page = folder / link.removeprefix(f"{URL}/") / "index.html"
            assert "withdrawn" in page.read_text().casefold(), "only what is withdrawn is kept from search engines"
    before, after = ({entry.id for entry in every(folder, "all")} for folder in (steps.first, steps.second))
    assert after == before | {"tag:example.org,2010:found"}


def test_the_old_release_that_was_found_today_comes_first(steps: Steps):
    parsed = feedparser.parse((steps.second / "feeds/all.rss.xml").read_bytes())
    assert parsed.entries[0].id == "tag:example.org,2010:found"
    assert len(parsed.entries) <= 50


def test_what_did_not_change_keeps_the_moment_of_its_last_change(steps: Steps):
    before, after = ({e.id: e for e in feedparser.parse((folder / "feeds/all.atom.xml").read_bytes()).entries}
                     for folder in (steps.first, steps.second))  # fmt: skip
    for uid in before.keys() & after.keys() - {steps.corrected, steps.withdrawn}:
        assert before[uid].updated == after[uid].updated
        assert before[uid].published == after[uid].published
    for uid in {steps.corrected, steps.withdrawn} & before.keys() & after.keys():
        assert before[uid].updated < after[uid].updated == "2026-11-22T14:00:00+00:00"


def test_the_corrections_feed_tells_of_the_correction_and_of_the_withdrawal(steps: Steps):
    entries = {entry.id: entry for entry in every(steps.second, "corrections")}
    if steps.corrected:
        assert entries[f"{steps.corrected}#change-2026-11-22"].title.startswith(("Correction: ", "Corrección: "))
    if steps.withdrawn:
        assert "A sample reason." in entries[steps.withdrawn].content[0].value


def test_every_feed_keeps_the_rules_of_the_validator(steps: Steps):
    files = [file for file in (steps.second / "feeds").rglob("*") if file.name.endswith(tuple(COMPLAINTS))]
    assert len(files) >= 3 * len(FEED_FORMATS)
    for file in files:
        ending = next(ending for ending in COMPLAINTS if file.name.endswith(ending))
        assert list(COMPLAINTS[ending](file.read_bytes())) == [], file


def test_the_list_of_all_feeds_names_those_that_the_page_names(steps: Steps):
    outlines = etree.parse(steps.second / "feeds/feeds.opml").findall("body/outline")
    page = (steps.second / "subscribe/index.html").read_text()
    urls = [outline.get("xmlUrl") for outline in outlines]
    assert len(set(urls)) == len(urls) >= 3
    for outline, url in zip(outlines, urls, strict=True):
        assert f'href="{url.removeprefix(URL)}"' in page and url in page
        assert (steps.second / url.removeprefix(f"{URL}/")).exists()
        assert outline.get("type") == "rss" and outline.get("text")


def test_every_page_links_only_feeds_that_exist_and_always_the_one_of_all(steps: Steps):
    for page in sorted(steps.second.rglob("*.html"))[::7]:
        links = re.findall(r'<link rel="alternate" type="application/[a-z]+\+(?:xml|json)"[^>]* href="([^"]*)"',
                           page.read_text())  # fmt: skip
        for link in links:
            assert (steps.second / link.removeprefix("/")).exists(), (page, link)
        is_framed = "embed" in page.relative_to(steps.second).parts
        if 'http-equiv="refresh"' not in page.read_text() and page.name != "404.html" and not is_framed:
            assert "/feeds/all.rss.xml" in links, page
