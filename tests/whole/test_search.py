"""The search in a real browser, under the policy of its pages: found, opened, marked, and by keyboard alone."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.chromium import CHROMIUM
from tests.whole.commands import pelican
from tests.whole.crawler import Site
from tests.whole.serving import serving
from tests.whole.test_browser import (
    AXE,
    AXE_RULES,
    NARROW,
    OVERFLOWING,
    RUN_AXE,
    WIDE,
    Seen,
    Visit,
    _watched,
)

PHRASE = "violet harbor protocol"
PAGES = 40
MARKER = (255, 226, 122)
"""`--marker` in light, as the browser paints it."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is absent: apt-get install chromium"),
]


def page_of_text(number: int) -> list[str]:
    lines = [f"Sample minutes, sheet {number} of {PAGES}", "The sample board met and spoke of sample matters."] * 8
    if number == 31:
        lines[9] = f"It then adopted the {PHRASE} against two votes."
    return lines


def pdf_of_text() -> bytes:
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number in range(1, PAGES + 1):
        page = pdf.add_blank_page(page_size=(612, 792))
        lines = "".join(f"({line}) Tj T* " for line in page_of_text(number))
        page.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td 16 TL {lines}ET".encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    stream = BytesIO()
    pdf.save(stream)
    return stream.getvalue()


FILES: dict[str, str | bytes] = {
    "documents/sample-minutes/index.md": "---\ntitle: Sample minutes\nkind: record\ndate: 2009-05-02\n---\nA sample.\n",
    "documents/sample-minutes/minutes.pdf": pdf_of_text(),
    "documents/sample-note/index.md": f"---\ntitle: Sample note\nkind: memo\n---\nOn the {PHRASE} as well.\n",
    **{
        f"releases/2010/news-{number}.md": f"---\ntitle: Sample news {number}\ndate: {2000 + number}-03-01\n"
        f"tags: [Sample topic {number % 3}]\n---\nWords on a quiet walnut orchard, told {number} times.\n"
        for number in range(1, 15)
    },
    "releases/2010/nogal.md": "---\ntitle: El nogal\ndate: 2010-03-01\nlang: es\n---\nLos nogales crecían despacio.\n",
    "releases/2010/kurumi.md": "---\ntitle: 胡桃\ndate: 2010-03-01\nlang: ja\n---\n保安官は拘留要請を拒否した。\n",
    "releases/2010/held.md": "---\ntitle: Canaryword\nstatus: draft\n---\nA walnut canaryword.\n",
}


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Site:
    place = tmp_path_factory.mktemp("search")
    for path, data in FILES.items():
        file = place / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    given = {"NOW": "2015-01-01T00:00:00Z", "SITEURL": "https://example.org/the/press", "CARDS": False}
    done = pelican(place / "content", place / "output", CACHE_PATH=str(place / "cache"), **given)
    assert done.returncode == 0, done.stderr
    return Site(place / "output", str(given["SITEURL"]))


@pytest.fixture(scope="module")
def home(searched: Site) -> Iterator[str]:
    with serving(searched) as address:
        yield address


@pytest.fixture
def tab(browser: Browser, home: str) -> Iterator[Callable[..., Visit]]:
    """A tab on the site. When the test ends, no other host may have been asked, and no complaint heard."""
    contexts = []
    seen = Seen()

    def start(size: dict[str, int] = WIDE, **options: Any) -> Visit:
        context = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Visit(_watched(context, seen), home, seen)

    yield start
    for context in contexts:
        context.close()
    assert [url for url in seen.requests if not url.startswith((home, "about:", "data:"))] == []
    assert seen.complaints == []


def titles(page: Page) -> list[str]:
    hits = page.locator("main ol.rows h2")
    hits.first.wait_for()
    return [" ".join(title.split()) for title in hits.all_inner_texts()]


def found(page: Page, count: int | str) -> None:
    expect(page.get_by_role("status")).to_have_text(f"Results: {count}")


def asked(page: Page) -> str:
    return page.url.partition("?")[2]


def test_a_phrase_leads_to_the_page_of_the_document_and_is_marked_there(tab: Callable[..., Visit], home: str):
    page = tab(color_scheme="light").open("")
    page.get_by_role("searchbox", name="Search the site").fill(f'"{PHRASE}"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    found(page, 2)
    hit = page.get_by_role("link", name="Sample minutes, page 31")
    expect(page.locator("li", has=hit).locator("mark")).to_have_text(PHRASE)
    hit.click()
    page.wait_for_url(re.compile(r"/documents/sample-minutes/text/26-50/#page=31|/text/26-40/#page=31"))
    place = page.locator("[id='page=31']").bounding_box()
    assert place and -place["height"] < place["y"] < WIDE["height"], "the page of the document is on the screen"
    assert MARKER in colors(page.screenshot())


def colors(screenshot: bytes) -> set[tuple[int, ...]]:
    picture = Image.open(BytesIO(screenshot)).convert("RGB")
    return {color for count, color in picture.getcolors(1 << 24) or [] if count > 100}  # type: ignore[misc]


def test_nothing_of_the_index_is_loaded_before_the_first_key(tab: Callable[..., Visit]):
    visit = tab()
    page = visit.open("search/")
    page.wait_for_timeout(300)
    assert [url for url in visit.seen.requests if "pagefind" in url] == []
    page.get_by_role("searchbox").press_sequentially("walnut")
    found(page, 14)
    loaded = [url for url in visit.seen.requests if "pagefind" in url]
    assert loaded and not [url for url in loaded if "worker" in url or url.endswith(".pf_filter")]


def test_it_works_by_keyboard_alone_and_the_address_and_the_way_back_keep_the_query(tab: Callable[..., Visit]):
    page = tab().open("search/")
    page.keyboard.type("walnut")
    found(page, 14)
    assert asked(page) == "q=walnut"
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Tab")  # the filters
    page.keyboard.press("Enter")
    expect(page.get_by_label("Year")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "year"
    page.keyboard.type("2014")
    found(page, 1)
    assert asked(page) == "q=walnut&year=2014"
    page.keyboard.press("Tab")  # the topic: there is no case
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Sample news 14"
    page.keyboard.press("Enter")
    page.wait_for_url("**/releases/2014/news-14/**")
    page.go_back()
    found(page, 1)
    assert page.get_by_role("searchbox").input_value() == "walnut"
    page.go_back()
    found(page, 14)
    assert asked(page) == "q=walnut"


def test_more_results_come_on_demand_and_the_focus_goes_to_the_first_of_them(tab: Callable[..., Visit]):
    page = tab().open("search/?q=walnut")
    found(page, 14)
    expect(page.locator("main ol.rows > li")).to_have_count(10)
    page.get_by_role("button", name="More results").press("Enter")
    expect(page.locator("main ol.rows > li")).to_have_count(14)
    expect(page.get_by_role("button", name="More results")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == titles(page)[10]


def test_filters_say_how_much_there_is_and_narrow_what_is_found(tab: Callable[..., Visit]):
    page = tab().open(f"search/?q={PHRASE}")
    found(page, 2)
    page.get_by_text("Narrow the results").click()
    expect(page.get_by_label("Kind").locator("option", has_text="Memos (1)")).to_have_count(1)
    page.get_by_label("Kind").select_option("document:memo")
    found(page, 1)
    assert titles(page) == ["Sample note"]
    assert asked(page) == "q=violet+harbor+protocol&kind=document%3Amemo"
    page.get_by_label("Kind").select_option("")
    found(page, 2)


def test_the_form_of_a_document_searches_its_pages_alone(tab: Callable[..., Visit]):
    page = tab().open("documents/sample-minutes/")
    page.get_by_role("searchbox", name="Search in this document").fill("harbor")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=harbor&document=sample-minutes")
    found(page, 1)
    assert titles(page) == ["Sample minutes, page 31"]
    expect(page.get_by_text("Only in this document: Sample minutes")).to_be_visible()
    page.get_by_role("link", name="Search everything").click()
    found(page, 2)


@pytest.mark.parametrize(
    ("folder", "query", "title"), [("es/search/", "nogal crecer", "El nogal"), ("ja/search/", "拘留要請", "胡桃")]
)
def test_each_language_is_searched_as_it_is_written(folder: str, query: str, title: str, tab: Callable[..., Visit]):
    page = tab().open(f"{folder}?q={query}")
    expect(page.locator("main ol.rows h2")).to_have_text([title])
    assert page.locator("mark").count()


def test_a_link_leads_to_the_other_languages_with_the_same_words(tab: Callable[..., Visit]):
    page = tab().open("search/?q=nogal")
    expect(page.get_by_role("status")).to_contain_text("Nothing was found for “nogal”")
    page.locator("#search-others").get_by_role("link", name="Español").click()
    page.wait_for_url("**/es/search/?q=nogal")
    expect(page.get_by_role("status")).to_have_text("Resultados: 1")


def test_what_is_held_is_not_found(tab: Callable[..., Visit]):
    page = tab().open("search/?q=canaryword")
    expect(page.get_by_role("status")).to_contain_text("Nothing was found")


def test_markup_in_the_words_is_shown_as_words(tab: Callable[..., Visit]):
    page = tab().open("search/?q=<img src=qqq>")
    expect(page.get_by_role("status")).to_contain_text("<img src=qqq>")
    assert page.locator("main img").count() == 0


def test_an_index_that_does_not_come_is_told_and_the_next_key_tries_again(browser: Browser, home: str):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto(f"{home}search/?q=walnut")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    context.close()


def test_without_javascript_a_sentence_and_the_lists_lead_on(tab: Callable[..., Visit]):
    page = tab(java_script_enabled=False).open("search/")
    assert "Searching needs JavaScript" in page.locator("main > div > noscript").inner_html()
    expect(page.get_by_role("main").get_by_role("link", name="Documents")).to_be_visible()
    expect(page.get_by_role("button", name="More results")).to_be_hidden()


@pytest.mark.skipif(not AXE.exists(), reason="axe is absent: npm ci --prefix tests")
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "320"])
def test_axe_finds_nothing_and_nothing_sticks_out(size: dict[str, int], tab: Callable[..., Visit]):
    page = tab(size, bypass_csp=True).open("search/?q=walnut&year=2010")
    found(page, 1)
    for scheme, rules in AXE_RULES.items():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.evaluate(f"() => {{ {AXE.read_text(encoding='utf-8')} }}")
        result = page.evaluate(RUN_AXE, rules)
        assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in result["violations"]] == []
    assert page.evaluate(OVERFLOWING) == []


def test_without_search_there_is_neither_page_nor_box(tmp_path: Path):
    content = tmp_path / "content/releases/2010"
    content.mkdir(parents=True)
    (content / "a.md").write_text(str(FILES["releases/2010/news-1.md"]), encoding="utf-8")
    given = {"NOW": "2015-01-01T00:00:00Z", "SITEURL": "https://example.org", "CARDS": False, "SEARCH": False}
    done = pelican(tmp_path / "content", tmp_path / "output", CACHE_PATH=str(tmp_path / "cache"), **given)
    assert done.returncode == 0, done.stderr
    assert [file for file in (tmp_path / "output").rglob("*search*") if file.suffix != ".js"] == []
    assert all("search-box" not in file.read_text(encoding="utf-8") for file in (tmp_path / "output").rglob("*.html"))
