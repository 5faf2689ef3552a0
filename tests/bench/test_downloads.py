from pathlib import Path

from bench.downloads import Asked, requests

PAGE = """<link rel="stylesheet" href="/a.css"><link rel="icon" href="/i.ico"><link rel="canonical" href="/x/">
<link rel="alternate" type="application/rss+xml" href="/feed.xml"><script type="application/ld+json">{}</script>
<img src="/one.png"><img src="/two.png" loading="lazy"><img src="/one.png" loading="lazy"><a href="/b.css">b</a>"""


def test_a_page_asks_for_what_it_shows_and_not_for_what_it_links_to(tmp_path: Path):
    page = tmp_path / "index.html"
    page.write_text(PAGE, encoding="utf-8")
    assert requests(page) == Asked(at_once=("/a.css", "/i.ico", "/one.png"), later=("/two.png",))
