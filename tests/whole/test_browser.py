"""The sites in a real browser: whole for everybody, at any size, in light and dark, without script, and on paper."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from plugins.hosting.policy import POLICY, headers_of
from tests.chromium import CHROMIUM
from tests.depth import DEEP
from tests.whole.commands import ROOT
from tests.whole.conftest import ARCHIVE, LIGHT, LISTS, RIGHT_TO_LEFT, Sites
from tests.whole.crawler import Site
from tests.whole.serving import folders_of

AXE = ROOT / "tests/node_modules/axe-core/axe.min.js"
RUN_AXE = "options => axe.run({ resultTypes: ['violations'], ...options })"
AXE_RULES = {"light": {"rules": {"target-size": {"enabled": True}}}, "dark": {"runOnly": ["color-contrast"]}}
"""All default rules and one more; dark mode changes nothing but colors."""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
MARKS = "main :is(table, figure, img, dl, svg, audio, mark)"
"""What sets a page apart from others of its kind."""
TEXT_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } \
p { margin-block-end: 2em !important }"
"""WCAG 2.2, success criterion 1.4.12."""
LOADED_WIDTHS = """images => Promise.all(images.map(async image => {
  image.loading = "eager";
  await image.decode();
  return image.naturalWidth;
}))"""
LOOK_ALIKE = ("campaign", "sample below a path", ARCHIVE, LISTS)
PLACES = (
    (r"^[a-z]{2}/", "xx/"),
    (
        r"^([a-z]{2}/)?(releases/\d{4}|cases|documents|topics|organizations|trackers|embed/[a-z]+)/(?!by/)(?!\d\d/)[^/]+/",
        r"\1\2/*/",
    ),
    (r"/by/(\w+)/[^/]+/", r"/by/\1/*/"),
    (r"/\d{4}(?=/)", "/year"),
    (r"/\d\d(?=/)", "/month"),
    (r"/\d+-\d+/", "/part/"),
    (r"/by/(\w+)/\*/\d+/", r"/by/\1/*/more/"),
)
"""What stands for many addresses, and what they have in common."""
OVERFLOWING = """() => {
  const room = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth > room ? [`the page is ${document.documentElement.scrollWidth}`] : [];
  const hidden = (e) => e.closest(".visually-hidden, .skip, .scroll, .tracker-table") || getComputedStyle(e).display === "none";
  for (const e of document.body.querySelectorAll("*")) {
    const box = e.getBoundingClientRect();
    if (box.width > 1 && box.height > 1 && (box.right > room + 1 || box.left < -1) && !hidden(e))
      wide.push(`<${e.tagName.toLowerCase()} class="${e.className}"> ${Math.round(box.left)} to ${Math.round(box.right)}`);
  }
  return wide;
}"""  # noqa: E501

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is absent: apt-get install chromium"),
]


@dataclass
class Seen:
    """What a browser did besides showing pages."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@dataclass
class Visit:
    """A tab that stays on one site."""

    page: Page
    home: str
    """The address of the home page as it is served."""
    seen: Seen

    def open(self, path: str) -> Page:
        """Go to a page by its address below the site, such as `about/#more`."""
        self.page.goto("about:blank")
        self.page.goto(self.home + path, wait_until="load")
        return self.page

    def unfold(self, path: str) -> Page:
        """The same, with everything open that can be opened."""
        page = self.open(path)
        page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
        return page


@pytest.fixture
def visit(browser: Browser, served: Callable[[str], str]) -> Iterator[Callable[..., Visit]]:
    """Open a tab on a site. When the test ends, no other host may have been asked, and no complaint heard."""
    contexts: list[BrowserContext] = []
    seen = Seen()

    def start(name: str, size: dict[str, int] = WIDE, **options: Any) -> Visit:
        context = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
        contexts.append(context)
        return Visit(_watched(context, seen), served(name), seen)

    yield start
    for context in contexts:
        context.close()
    assert [url for url in seen.requests if not re.match(r"http://127\.0\.0\.1:|about:|data:", url)] == []
    assert seen.complaints == []


def _watched(context: BrowserContext, seen: Seen) -> Page:
    page = context.new_page()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("pageerror", lambda error: seen.complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda message: seen.complaints.append(f"{page.url}: {message.type} {message.text}"))
    return page


def kinds(site: Site) -> dict[str, str]:
    """One page of every kind, as below the home page; where records differ in kind, of every kind of record."""
    found: dict[str, str] = {}
    for path in sorted(site.pages.keys() - site.redirects):
        place = path
        for pattern, kind in PLACES:
            place = re.sub(pattern, kind, place)
        marks = {tag.name for tag in site.pages[path].select(MARKS)}
        boxes = {str(mark) for tag in site.pages[path].select("main .box") for mark in tag["class"]}
        found.setdefault(f"{place} {sorted(marks)} {sorted(boxes)}", path.removesuffix("index.html"))
    return found


def addresses(sites: Sites, name: str) -> list[str]:
    """Those of a site; in `make test` without what a site before it has shown in the same colors."""
    before = LOOK_ALIKE[: LOOK_ALIKE.index(name)] if name in LOOK_ALIKE and not DEEP else ()
    shown = {kind for other in before for kind in kinds(sites(other))}
    return [path for kind, path in kinds(sites(name)).items() if kind not in shown]


BOTH = pytest.mark.parametrize("name", ["campaign", "sample below a path"])
ALL = pytest.mark.parametrize("name", [*LOOK_ALIKE, LIGHT, RIGHT_TO_LEFT])


@contextmanager
def enlarged(page: Page, percent: int) -> Iterator[None]:
    page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{percent}%")
    yield
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")


@pytest.mark.skipif(not AXE.exists(), reason="axe is absent: npm ci --prefix tests")
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "320"])
@ALL
def test_axe_finds_nothing_in_light_or_dark(name: str, size: dict[str, int], visit: Any, sites: Sites):
    tab = visit(name, size)
    found = []
    for path in addresses(sites, name):
        page = tab.unfold(path)
        page.evaluate(f"() => {{ {AXE.read_text(encoding='utf-8')} }}")
        for scheme, rules in AXE_RULES.items():
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            result = page.evaluate(RUN_AXE, rules)
            found += [
                f"{path} {scheme}: {violation['id']} {[node['target'] for node in violation['nodes']][:3]}"
                for violation in result["violations"]
            ]
    assert not found, "\n".join(found)


@ALL
def test_nothing_sticks_out_on_a_small_phone_or_with_large_text(name: str, visit: Any, sites: Sites):
    tab = visit(name, NARROW)
    found = []
    for path in addresses(sites, name):
        page = tab.unfold(path)
        found += [f"{path}: {fault}" for fault in page.evaluate(OVERFLOWING)]
        for width in (320, 640):
            page.set_viewport_size({"width": width, "height": 640})
            with enlarged(page, 200):
                found += [f"{path} at {width} with 200 %: {fault}" for fault in page.evaluate(OVERFLOWING)]
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        page.evaluate("() => { document.documentElement.dir = 'rtl' }")
        found += [f"{path} from right to left: {fault}" for fault in page.evaluate(OVERFLOWING)]
    assert not found, "\n".join(found)


@BOTH
def test_a_topic_of_one_long_word_wraps(name: str, visit: Any, sites: Sites):
    tab = visit(name, NARROW, bypass_csp=True)
    found, topics = [], 0
    for path in addresses(sites, name):
        page = tab.unfold(path)
        topics += page.evaluate(
            "() => [...document.querySelectorAll('.topic-list a')].map(a => a.textContent = 'Schiff'.repeat(7)).length"
        )
        found += [f"{path}: {fault}" for fault in page.evaluate(OVERFLOWING)]
    assert topics
    assert not found, "\n".join(found)


@BOTH
def test_nothing_sticks_out_with_the_text_spacing_of_wcag(name: str, visit: Any, sites: Sites):
    tab = visit(name, NARROW, bypass_csp=True)
    found = []
    for path in addresses(sites, name):
        page = tab.unfold(path)
        page.add_style_tag(content=TEXT_SPACING)
        found += [f"{path}: {fault}" for fault in page.evaluate(OVERFLOWING)]
    assert not found, "\n".join(found)


@BOTH
def test_without_javascript_every_page_is_whole(name: str, visit: Any, sites: Sites):
    without, with_it = visit(name, java_script_enabled=False), visit(name)
    for path in addresses(sites, name):
        words = without.open(path).inner_text("body")
        if not path.endswith("search/"):  # the one page that does more with JavaScript
            assert words == with_it.open(path).inner_text("body"), path
        assert len(words) > (150 if "embed/" in path else 200), path


@BOTH
def test_every_page_opens_without_a_complaint_under_the_strictest_policy(name: str, visit: Any, sites: Sites):
    tab = visit(name)
    pages = sites(name).pages.keys() - sites(name).redirects
    folders = folders_of(sites(name).folder)
    for path in pages:
        answered = tab.page.goto(tab.home + path.removesuffix("index.html"))
        policy = headers_of(path, folders)[POLICY]
        assert answered.status == 200 and answered.headers["content-security-policy"] == policy, path
        assert tab.page.evaluate("getComputedStyle(document.body).margin") == "0px", path
        assert 0 not in tab.page.locator("img").evaluate_all(LOADED_WIDTHS), path
    assert len(tab.seen.requests) > len(pages)


def test_the_policy_of_these_tests_does_stop_code(visit: Any):
    tab = visit("campaign")
    page = tab.open("")
    page.evaluate("() => { const s = document.createElement('style'); s.textContent = 'p{}'; document.head.append(s) }")
    page.wait_for_timeout(100)
    assert [complaint for complaint in tab.seen.complaints if "Content Security Policy" in complaint]
    tab.seen.complaints.clear()


def test_an_address_that_is_not_there_shows_the_page_that_says_so(visit: Any):
    tab = visit("sample below a path")
    answered = tab.page.goto(f"{tab.home}releases/1999/nothing/")
    assert answered.status == 404
    assert tab.page.inner_text("h1") == "Page not found"
    tab.page.click("main a.button")
    assert tab.page.url == tab.home
    tab.seen.complaints[:] = [complaint for complaint in tab.seen.complaints if "404" not in complaint]


def test_an_old_address_brings_one_to_the_new_one(visit: Any):
    tab = visit("sample below a path")
    tab.page.goto(f"{tab.home}2024/old-sample/")
    tab.page.wait_for_url(f"{tab.home}releases/2024/sample-opening/")


@pytest.mark.parametrize(
    ("path", "words"),
    [("cases/sample-v-agency/#entry-9", "Order on production"), ("documents/sample-order/#page=2", "2")],
)
def test_a_fragment_shows_its_place(path: str, words: str, visit: Any):
    page = visit("sample below a path", {"width": 320, "height": 300}).open(path)
    target = page.locator(":target")
    assert target.get_attribute("id") == path.partition("#")[2]
    assert words in target.inner_text()
    box = target.bounding_box()
    assert page.evaluate("scrollY") > 0
    assert 0 <= box["y"] < 300


@pytest.mark.parametrize("fragment", ["year-2008", "year-2007"])
def test_a_year_of_the_list_that_was_one_page_is_shown_with_the_way_to_it(fragment: str, visit: Any):
    page = visit(LISTS, {"width": 390, "height": 640}).open(f"releases/#{fragment}")
    target = page.locator(":target")
    box = target.bounding_box()
    assert 0 <= box["y"] < 600
    target.get_by_role("link").click()
    page.wait_for_url(f"**/releases/{fragment.removeprefix('year-')}/")


def test_the_first_stop_of_the_keyboard_skips_to_the_text(visit: Any):
    page = visit("campaign").open("")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_stop_of_the_keyboard_shows_where_it_is(visit: Any):
    page = visit("sample below a path").open("releases/2024/sample-opening/")
    stops = page.locator("a[href], [tabindex='0']").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth] }"
        )
        assert style[0] != "none" and float(style[1].removesuffix("px")) >= 2, page.evaluate(
            "document.activeElement.outerHTML"
        )


def test_nothing_moves_while_a_page_loads(visit: Any):
    tab = visit("sample below a path", NARROW)
    for path in ("", "releases/2024/sample-opening/", "documents/sample-order/"):
        moved = tab.open(path).evaluate(
            "() => new Promise(done => { let sum = 0;"
            " new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))"
            ".observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 150) })"
        )
        assert moved == 0, path


def test_a_release_takes_at_most_three_requests(visit: Any):
    tab = visit("campaign")
    tab.open("releases/2010/ice-memo-opt-out/").wait_for_timeout(100)
    assert 2 <= len([url for url in tab.seen.requests if url != "about:blank"]) <= 3


def printed(page: Page) -> str:
    """The words of a page as they come out of a printer."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    return " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())


def test_a_printed_release_carries_its_contact_its_sources_and_its_address(visit: Any, sample: Site):
    words = printed(visit("sample below a path").open("releases/2024/sample-opening/"))
    assert "Press contact: Robin Sample, Sample Project, press@example.org, +1 555 555 0100" in words
    assert words.index("Press contact:") < words.index("The judge")
    sources = words[words.index("Sources") :]
    assert re.search(rf"1\. March 1: {sample.url}/documents/sample-order/#page=1 2\. a letter: {sample.url}/", sources)
    assert "entered on March 1 [1]" in words and "cites a letter [2]" in words
    assert f"This release on the web: {sample.url}/releases/2024/sample-opening/" in words
    assert "Skip to main content" not in words
    assert "What you can do" not in words


def test_the_page_for_the_press_is_one_sheet_of_paper(visit: Any):
    for path in ("press/", "es/press/"):
        page = visit(ARCHIVE).open(path)
        for paper in ("A4", "Letter"):
            assert len(pypdfium2.PdfDocument(page.pdf(format=paper))) == 1, (path, paper)


def test_the_status_of_a_place_is_seen_on_a_phone_without_scrolling_sideways(visit: Any):
    page = visit(ARCHIVE, {"width": 390, "height": 800}).open("trackers/sample-lists/")
    assert (
        page.evaluate(
            "() => { const box = document.querySelector('.tracker-table'); return box.scrollWidth - box.clientWidth }"
        )
        <= 0
    )


def test_paper_stays_white_in_dark_mode(visit: Any):
    page = visit("campaign", color_scheme="dark").open("releases/2010/ice-memo-opt-out/")
    page.emulate_media(media="print", color_scheme="dark")
    ink = page.evaluate("getComputedStyle(document.querySelector('main p')).color")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 200
    assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


@contextmanager
def another_site(html: str) -> Iterator[str]:
    """The address of a page on another origin."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if self.path == "/":
                self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def framed(code: str) -> str:
    return (
        '<!doctype html><html lang="en"><title>Another site</title><link rel="icon" href="data:,">'
        f"<main><h1>A story</h1>{code}</main>"
    )


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("sample below a path", "releases/2024/sample-opening/"),
        ("sample below a path", "documents/sample-order/"),
        ("campaign", "trackers/opt-out-requests/"),
    ],
)
@pytest.mark.parametrize("width", [300, 640])
def test_another_site_shows_what_a_page_says_to_copy(name: str, path: str, width: int, visit: Any, sites: Sites):
    tab, site = visit(name, {"width": width + 16, "height": 900}), sites(name)
    page = tab.unfold(path)
    area = page.locator("textarea").first
    area.focus()
    page.keyboard.press("Control+A")
    code = page.evaluate(
        "() => { const a = document.activeElement; return a.value.slice(a.selectionStart, a.selectionEnd) }"
    )
    assert code == area.input_value()
    asked = len(tab.seen.requests)
    with another_site(framed(code.replace(f"{site.url}/", tab.home))) as there:
        page.goto(there)
        (frame,) = page.frames[1:]
        frame.wait_for_load_state("load")
        title = site.pages[f"{path}index.html"].select_one("h1")
        assert title is not None and frame.inner_text("h1") == title.get_text()
        frame.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
        assert frame.evaluate(OVERFLOWING) == []
        assert 0 not in frame.locator("img").evaluate_all(LOADED_WIDTHS)
        for scheme, rules in AXE_RULES.items():
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            frame.evaluate(f"() => {{ {AXE.read_text(encoding='utf-8')} }}")
            assert frame.evaluate(RUN_AXE, rules)["violations"] == []
        with page.context.expect_page() as opened:
            frame.click("h1 a")
        opened.value.wait_for_load_state("load")
        assert opened.value.url.partition("#")[0] == f"{tab.home}{path}"
        assert frame.url.startswith(f"{tab.home}embed/")
        kinds = {url.rpartition(".")[2] for url in tab.seen.requests[asked:] if url.startswith(tab.home)}
        assert "js" not in kinds


def test_no_other_site_shows_an_ordinary_page(visit: Any):
    tab = visit("sample below a path")
    code = f'<iframe src="{tab.home}releases/2024/sample-opening/" title="A page"></iframe>'
    with another_site(framed(code)) as there:
        with tab.page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            tab.page.goto(there)
        assert [frame.locator(".masthead").count() for frame in tab.page.frames] == [0, 0]
    tab.seen.complaints.clear()
