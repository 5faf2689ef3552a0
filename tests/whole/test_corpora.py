"""345 posts of another site, as they are: every fault is named at its line, and the rest builds and reads well."""

import re
import shutil
from pathlib import Path

import feedparser
import pytest

from tests.whole.commands import ROOT, Done, pelican
from tests.whole.conftest import Once
from tests.whole.crawler import Site

POSTS = ROOT.parent / "shared" / "corpora" / "opensuse-news" / "posts"
URL = "https://example.org"
LINE = re.compile(
    r"(?P<path>\S.*?):(?P<line>[1-9]\d*): (?P<code>[A-Z]\d{3}) \S.* \[(?P<severity>error|publication|warning)\]"
)
COUNT = re.compile(r"(\d+ (errors?|publication problems?|warnings?)(, |\.$))+")
pytestmark = pytest.mark.skipif(not POSTS.exists(), reason="../shared/corpora is not beside the project")


def build(folder: Path) -> Done:
    return pelican(
        "content", "out", cwd=folder, NOW="2026-11-23T00:00:00Z", SITEURL=URL, EXTRA_FIELDS=["image", "license"],
        CACHE_PATH=str(folder / "cache"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def desk(once: Once) -> Path:
    """The folder in which the posts were built, all and then without those named; what was said lies in it."""

    def work(folder: Path) -> None:
        releases = folder / "content" / "releases"
        shutil.copytree(POSTS, releases)
        for post in releases.rglob("*.md"):
            text = post.read_text(encoding="utf-8")
            post.write_text(text.replace("{filename}/posts/", "{filename}/releases/"), encoding="utf-8")
        all_said = build_and_note(folder, "all.txt")
        remove({folder / m["path"] for m in problems(all_said) if m["severity"] == "error"}, folder / "content")
        build_and_note(folder, "rest.txt")

    return once("posts", work)


def build_and_note(folder: Path, note: str) -> str:
    done = build(folder)
    said = f"exit {done.returncode}\n{done.stdout}{done.stderr}"
    (folder / note).write_text(said, encoding="utf-8")
    return said


def remove(posts: set[Path], content: Path) -> None:
    """Remove posts, and then those whose links led to them."""
    while posts:
        links = [f"{{filename}}/{post.relative_to(content).as_posix()}" for post in posts]
        for post in posts:
            post.unlink()
        left = {post: post.read_text(encoding="utf-8") for post in content.rglob("*.md")}
        posts = {post for post, text in left.items() if any(link in text for link in links)}


def problems(said: str) -> list[re.Match[str]]:
    return [match for line in said.split("\n") if (match := LINE.fullmatch(line))]


@pytest.fixture(scope="module")
def site(desk: Path) -> Site:
    return Site(desk / "out", URL)


def test_every_fault_is_one_line_with_its_place_and_its_fix(desk: Path):
    first, *lines = (desk / "all.txt").read_text(encoding="utf-8").split("\n")
    assert first == "exit 1"
    *lines, count, nothing, end = lines
    more = [line for line in lines if re.fullmatch(r"  And \d+ more \w+ like it: \S.* \(invoke check --all\)", line)]
    assert more, "hundreds of posts have markup that is removed"
    lines = [line for line in lines if line not in more]
    assert (nothing, end) == ("Nothing was written.", "")
    assert COUNT.fullmatch(count)
    for line, fix in zip(lines[::2], lines[1::2], strict=True):
        assert LINE.fullmatch(line), line
        assert re.fullmatch(r"  Fix: \S.*", fix), fix


def test_the_places_are_there(desk: Path):
    for match in problems((desk / "all.txt").read_text(encoding="utf-8")):
        original = POSTS / Path(match["path"]).relative_to("content/releases")
        assert int(match["line"]) <= len(original.read_text(encoding="utf-8").split("\n")), match[0]


def test_few_posts_are_at_fault_and_none_for_its_front_matter(desk: Path):
    errors = [m for m in problems((desk / "all.txt").read_text(encoding="utf-8")) if m["severity"] == "error"]
    assert {match["code"] for match in errors} == {"I001", "L001", "L004", "L005", "R013"}
    assert len({match["path"] for match in errors}) < 20


def test_without_the_posts_that_are_named_the_rest_builds(desk: Path, site: Site):
    said = (desk / "rest.txt").read_text(encoding="utf-8")
    assert said.startswith("exit 0\n")
    assert {match["severity"] for match in problems(said)} == {"publication", "warning"}
    posts = list((desk / "content/releases").rglob("*.md"))
    assert len(posts) > 320
    built = [path for path in site.files if re.fullmatch(r"releases/\d{4}/[^/]+/index\.html", path)]
    assert len(built) == len(posts)


def test_every_address_of_every_page_resolves(site: Site):
    faults = [f"{link}: {fault}" for link in site.all_links if (fault := site.fault(link.url, link.page))]
    assert not faults, "\n".join(faults)
    assert [str(link) for link in site.all_links if link.is_loaded and not link.url.startswith("/")] == []
    assert set(site.own_pages) <= site.reached()


@pytest.mark.parametrize("path", ["feeds/all.rss.xml", "feeds/all.atom.xml"])
def test_the_feeds_parse(path: str, site: Site):
    feed = feedparser.parse(site.files[path])
    assert not feed.bozo, feed.get("bozo_exception")
    assert len(feed.entries) >= 20
    assert all(entry.link in {site.absolute(page) for page in site.pages} for entry in feed.entries)


def test_what_a_post_says_stands_on_its_page(desk: Path, site: Site):
    """Words of the plain paragraphs, in their order: those with no markup in them."""
    checked = 0
    for post in sorted((desk / "content/releases").rglob("*.md"))[::8]:
        text = post.read_text(encoding="utf-8")
        pages = [page for path, page in site.pages.items() if path.endswith(f"/{_slug(text, post)}/index.html")]
        words = "".join(letters(page.get_text()) for page in pages)
        for paragraph in re.findall(r"(?<=\n\n)[A-Z][\w ,.'’\n]{80,}(?=\n\n)", text):
            assert letters(paragraph) in words, f"{post.name}: {paragraph}"
            checked += 1
    assert checked > 40


def _slug(text: str, post: Path) -> str:
    found = re.search(r"^slug: *(\S+)", text, re.MULTILINE | re.IGNORECASE)
    return found.group(1) if found else post.stem


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
