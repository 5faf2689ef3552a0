"""The press release that the project began with: from the text that was sent to a page, with no word lost."""

import re
from pathlib import Path

import pytest

from tests.whole.commands import ROOT, invoke
from tests.whole.conftest import Once
from tests.whole.crawler import Site

SOURCE = ROOT.parent / "shared" / "seed" / "press-release-2010-09-01.txt"
URL = "https://example.org"
pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason="../shared/seed is not beside the project")

MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "\u00a0": " ", "…": "..."})


def same(text: str) -> str:
    """A text without what typography and line breaks change."""
    return " ".join(re.sub(r"-+", "-", text.translate(MARKS)).split())


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


@pytest.fixture(scope="module")
def desk(once: Once) -> Path:
    """The folder in which it was imported, checked as a draft, published and built."""

    def work(folder: Path) -> None:
        (folder / "content").mkdir()
        imported = invoke("import", SOURCE, "--content", "content", cwd=folder)
        assert imported.returncode == 0, imported.stderr
        [draft] = (folder / "content" / "releases").rglob("*.md")
        text = draft.read_text(encoding="utf-8")
        assert text.count("\nstatus: draft\n") == 1
        draft.write_text(text.replace("\nstatus: draft\n", "\nstatus: published\n"), encoding="utf-8")
        built = invoke("build", "--content", "content", "--output", "out", cwd=folder, env={"SITEURL": URL})
        assert built.returncode == 0, built.stderr

    return once("imported", work)


@pytest.fixture(scope="module")
def site(desk: Path) -> Site:
    return Site(desk / "out", URL)


@pytest.fixture(scope="module")
def path(site: Site) -> str:
    [path] = [path for path in site.pages if re.fullmatch(r"releases/2010/[^/]+/index\.html", path)]
    return path


def paragraphs() -> list[str]:
    return [" ".join(line.split()) for line in SOURCE.read_text(encoding="utf-8").split("\n") if line.strip()]


@pytest.fixture(scope="module")
def words(site: Site, path: str) -> str:
    page = site.pages[path].select_one("main")
    assert page is not None
    return page.get_text()


def test_no_paragraph_is_lost_on_the_page(words: str):
    headline, first, *others = paragraphs()
    line, _, first = first.partition("—")
    assert line == "September 1, 2010, San Francisco, New York and Washington D.C."
    assert others[-2:] == ["Last modified", "September 1, 2010"]
    assert len(others) > 10
    for paragraph in (headline, line.partition("2010, ")[2], first, *others[:-2]):
        assert letters(paragraph) in letters(words), paragraph


def test_no_paragraph_is_lost_in_the_plain_text_and_the_feed(site: Site, path: str):
    text = site.files[path.replace("index.html", "index.txt")].decode()
    feed = site.files["feeds/all.json"].decode()
    for paragraph in paragraphs()[2:11]:
        assert letters(paragraph) in letters(text), paragraph
        assert letters(paragraph) in letters(feed.replace("\\n", " ").replace('\\"', '"').replace("&amp;", "")), (
            paragraph
        )


def test_every_quotation_keeps_its_words_and_its_marks(words: str):
    quotations = re.findall(r"“[^”]+”|\"[^\"]+\"", SOURCE.read_text(encoding="utf-8"))
    assert len(quotations) >= 9
    for quotation in quotations:
        assert same(quotation) in same(words)


def test_headline_dateline_and_both_dates_are_shown(site: Site, path: str, words: str):
    page = site.pages[path]
    assert same(page.select_one("h1").get_text()) == same(paragraphs()[0])  # type: ignore[union-attr]
    assert "San Francisco, New York and Washington D.C. — In a teleconference" in " ".join(words.split())
    times = [time["datetime"] for time in page.select("main .headline time")]
    assert times == ["2010-09-01"], "a day is said once, whatever happened on it"
    assert "September 1, 2010" in same(words)


def test_both_click_here_stand_in_the_way_of_publication(desk: Path):
    done = invoke("check", "--content", "content", cwd=desk)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert len(re.findall(r"^content/releases/2010/[^:]+\.md:\d+: L006 ", said, re.MULTILINE)) == 2
    assert "Sheriff Hennessey’s letter, click here" in said
    assert "seven-page ICE document, click here" in said
