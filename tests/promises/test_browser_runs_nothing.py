"""A real build of hostile texts in a real browser: no dialog, no request to another host, no breach of the policy.

The policy of these tests lets the site's own scripts run, so that nothing hides behind a stricter one.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Dialog, Page

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.prose.render import render
from tests.chromium import CHROMIUM
from tests.depth import DEEP, cases
from tests.promises.hostile_site import SITE_URL, hostile_files, hostile_lists, hostile_settings, in_turn
from tests.promises.judge import GLOBAL, PAGE, PROSE
from tests.promises.test_hostile_text import QUIET, read, replaced_body
from tests.promises.vectors import CORPUS, hostile_texts, without_controls
from tests.whole.commands import pelican
from tests.whole.crawler import Site
from tests.whole.serving import serving

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
VECTORS = [without_controls(vector) for vector in CORPUS][:: cases(3, 1)]
TOGETHER = cases(34, 4)
"""Vectors in each field."""
STARTS = range(0, len(VECTORS), TOGETHER)
RECORDS = (
    "releases/2010/v-{}/index.html", "es/releases/2010/v-{}/index.html", "releases/2010/v-{}-gone/index.html",
    "releases/2010/v-{}/index.txt", "cases/v-{}/index.html", "documents/v-{}/index.html", "v-{}/index.html",
)  # fmt: skip
MANY_ALIKE = re.compile(r"\.txt$|^es/|-gone/|^topics/.+/")
"""Of which the quick profile visits those of the first vectors alone."""
MISSING = "the server responded with a status of 404"
"""A picture that staff named and that is not there: a preview of drafts shows the page all the same."""
LISTEN = (
    "addEventListener('securitypolicyviolation', e => console.error(`breach ${e.violatedDirective} ${e.blockedURI}`))"
)
STIR = """async () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const image of document.images) image.loading = 'eager';
  for (const link of document.links) link.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
  scrollTo(0, document.body.scrollHeight);
  await new Promise(done => setTimeout(done));
}"""
"""What a reader may do without following a link."""
JUDGE = """([html, elements, everywhere]) => {
  const faults = [];
  const judge = root => {
    for (const e of root.querySelectorAll('*')) {
      const allowed = elements[e.localName];
      if (!allowed || e.namespaceURI !== 'http://www.w3.org/1999/xhtml') { faults.push(`<${e.localName}>`); continue; }
      for (const a of e.attributes)
        if (!everywhere.includes(a.name) && !allowed.includes(a.name)) faults.push(`<${e.localName}> has ${a.name}`);
      if (e.localName === 'a' && e.hasAttribute('href') && !['http:', 'https:', 'mailto:', 'tel:'].includes(e.protocol))
        faults.push(`<a> leads to ${e.href}`);
      if (e.localName === 'img' && new URL(e.getAttribute('src'), 'https://own.example/').host !== 'own.example')
        faults.push(`<img> loads ${e.src}`);
    }
  };
  if (html === null) { judge(document); return faults; }
  const once = new DOMParser().parseFromString(`<base href="https://own.example/">${html}`, 'text/html');
  judge(once.body);
  const again = document.implementation.createHTMLDocument();
  again.head.append(Object.assign(again.createElement('base'), { href: 'https://own.example/' }));
  again.body.innerHTML = once.body.innerHTML;
  judge(again.body);
  if (again.body.innerHTML !== once.body.innerHTML) faults.push('it changes when it is read again');
  return faults;
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is absent: apt-get install chromium"),
]


@dataclass
class Seen:
    """All that may not happen."""

    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def served(site: Site) -> Iterator[str]:
    with serving(site, POLICY) as home:
        yield home


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The corpus in every field of every kind of record. They are drafts, which a preview shows with their faults."""
    place = tmp_path_factory.mktemp("hostile")
    files = {}
    for start in STARTS:
        say = partial("\n\n".join, VECTORS[start : start + TOGETHER])
        files |= hostile_files(say, slug=f"v-{start}", head={"status": "draft"}, replacement="")
    everything = in_turn(*VECTORS)
    files |= hostile_lists(everything)
    for path, text in files.items():
        file = place / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = pelican(
        place / "content",
        place / "output",
        NOW="2010-10-01T12:00:00Z",
        SITEURL=SITE_URL,
        SHOW_HELD=True,
        CACHE_PATH=str(place / "cache"),
        **hostile_settings(everything),
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    return Site(place / "output", SITE_URL)


def watched(browser: Browser, home: str) -> tuple[Page, Seen]:
    """A tab, and what it does besides showing pages."""
    seen = Seen()
    page = browser.new_page()
    page.add_init_script(LISTEN)

    def answer(dialog: Dialog) -> None:
        seen.dialogs.append(f"{page.url}: {dialog.message}")
        dialog.dismiss()

    def note(url: str) -> None:
        if not url.startswith((home, "about:")):
            seen.requests.append(f"{page.url}: {url}")

    page.on("dialog", answer)
    page.on("request", lambda request: note(request.url))
    page.on("pageerror", lambda error: seen.complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda message: seen.complaints.append(f"{page.url}: {message.text}"))
    page.on("popup", lambda popup: seen.requests.append(f"{page.url}: a window {popup.url}"))
    return page, seen


def test_no_page_runs_loads_or_breaks_anything(browser: Browser, hostile: Site):
    assert len(VECTORS) >= 250
    pages = [path for path in hostile.files if path.endswith((".html", "index.txt"))]
    assert set(pages) >= {path.format(start) for path in RECORDS for start in STARTS}
    pages = [path for path in pages if DEEP or "v-0" in path or not MANY_ALIKE.search(path)]
    print(f"{len(VECTORS)} vectors on {len(pages)} pages")
    faults: dict[str, list[str]] = {}
    with served(hostile) as home:
        page, seen = watched(browser, home)
        for path in pages:
            answered = page.goto(home + path.removesuffix("index.html"))
            assert answered is not None and answered.headers["content-security-policy"] == POLICY
            assert page.url == home + path.removesuffix("index.html")
            if path.endswith(".html"):
                page.evaluate(STIR)
                faults |= {path: found} if (found := page.evaluate(JUDGE, [None, PAGE_LISTS, sorted(GLOBAL)])) else {}
        page.close()
    seen.complaints = [complaint for complaint in seen.complaints if MISSING not in complaint]
    assert seen == Seen()
    assert faults == {}


def test_no_item_of_a_feed_runs_or_loads_anything_in_a_careless_reader(browser: Browser, hostile: Site):
    """One that puts what the feed carries into a page as it is, under no policy at all."""
    items = {
        item["content_html"]
        for path, data in hostile.files.items()
        if path.startswith("feeds/") and path.endswith(".json")
        for item in json.loads(data)["items"]
    }
    assert len(items) > 2 * len(STARTS)
    page, seen = watched(browser, SITE_URL)
    page.route("**/*", lambda route: route.abort())
    for html in sorted(items):
        page.set_content(html, wait_until="commit")
        page.evaluate(STIR)
    page.close()
    assert seen.dialogs == seen.requests == []


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Edition]:
    edition = read(tmp_path_factory.mktemp("quiet"), QUIET)
    return lambda: edition


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Callable[[], Page]]:
    page = browser.new_page()
    yield lambda: page
    page.close()


@given(text=hostile_texts())
@settings(suppress_health_check=list(HealthCheck), max_examples=cases(100, 5_000))
def test_a_browser_reads_a_body_as_the_judge_does_and_the_same_when_it_is_read_again(
    text: str, blank: Callable[[], Page], quiet: Callable[[], Edition]
):
    item, edition = replaced_body(quiet(), render(text, "en"))
    html = body_html(edition, item, item.prose)
    assert blank().evaluate(JUDGE, [html, PROSE_LISTS, sorted(GLOBAL)]) == []


BREACHES = {
    "<script>alert(1)</script>": "breach script-src-elem inline",
    "<img src=x onerror=alert(1)>": "breach script-src-attr inline",
    "<img src=https://evil.example/x>": "breach img-src https://evil.example/x",
    "<p style=color:red>a</p>": "breach style-src-attr inline",
    "<a href=/ onmouseover=alert(1)>a</a>": "breach script-src-attr inline",
}
"""What a page holds, and what is noticed."""
PAGE_LISTS = {name: sorted(attributes) for name, attributes in PAGE.items()}
PROSE_LISTS = {name: sorted(attributes) for name, attributes in PROSE.items()}


def test_these_tests_do_notice_what_a_page_does(browser: Browser, tmp_path: Path):
    (tmp_path / "404.html").write_text("<!doctype html><title>a</title>", encoding="utf-8")
    for number, html in enumerate(BREACHES):
        (tmp_path / f"{number}.html").write_text(f"<!doctype html><title>a</title>{html}", encoding="utf-8")
    with served(Site(tmp_path, SITE_URL)) as home:
        page, seen = watched(browser, home)
        for number, happens in enumerate(BREACHES.values()):
            page.goto(f"{home}{number}.html")
            page.evaluate(STIR)
            assert page.evaluate(JUDGE, [None, PROSE_LISTS, sorted(GLOBAL)]) != []
            page.wait_for_timeout(20)
            assert any(happens in complaint for complaint in seen.complaints), seen
            seen.complaints.clear()
        page.close()


def test_a_dialog_and_a_request_are_noticed_where_no_policy_stops_them(browser: Browser):
    page, seen = watched(browser, SITE_URL)
    page.route("**/*", lambda route: route.abort())
    page.set_content("<script>alert(1)</script><img src=https://evil.example/x>", wait_until="commit")
    page.evaluate(STIR)
    page.close()
    assert seen.dialogs and seen.requests
