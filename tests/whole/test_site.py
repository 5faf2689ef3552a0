"""The sites as they lie in the output: every address leads somewhere, and nothing is there that should not be."""

import hashlib
import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from tests import golden_build
from tests.whole.crawler import Site, tree

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
FEEDS = ("feeds/all.rss.xml", "feeds/all.atom.xml", "feeds/all.json")
CANARY = b"heldcanary"
WITHDRAWN = "releases/2024/sample-withdrawn/index.html"
OPENING = "releases/2024/sample-opening/index.html"
APERTURA = "es/releases/2024/sample-opening/index.html"


def main(page: BeautifulSoup) -> str:
    """The words of a page between masthead and colophon."""
    found = page.select_one("main")
    assert found is not None
    return " ".join(found.get_text(" ").split())


# What pages lead to


def test_every_address_and_fragment_of_every_page_resolves(site: Site):
    faults = [f"{link}: {fault}" for link in site.all_links if (fault := site.fault(link.url, link.page))]
    assert not faults, "\n".join(faults)
    assert len(site.all_links) > 500


def test_every_address_in_feeds_sitemap_plain_texts_and_data_is_absolute_and_resolves(site: Site):
    urls = list(site.urls_outside_pages())
    assert [f"{path}: {url}" for path, url in urls if not urlsplit(url).netloc and not url.startswith("mailto:")] == []
    assert [f"{path}: {url}: {fault}" for path, url in urls if (fault := site.fault(url, path))] == []
    inside = {path for path, url in urls if site.is_ours(url)}
    texts = {path for path in site.files if path.endswith("/index.txt")}
    assert inside >= {*FEEDS, "sitemap.xml", "robots.txt", "index.html", *texts}


def test_every_link_within_the_site_starts_at_its_root_and_ends_in_a_slash_or_an_ending(site: Site):
    faults = []
    for link in site.all_links:
        is_own_name = link.tag.name in ("blockquote", "q") or "canonical" in (link.tag.get("rel") or [])
        if link.url.startswith(("#", "mailto:", "tel:")) or is_own_name or link.tag.get("hreflang", "") == "x-default":
            continue
        if link.tag.name == "link" and link.tag.has_attr("hreflang"):
            continue  # alternates are absolute, as search engines want them
        if urlsplit(link.url).netloc:
            faults += [f"{link}: is written with its host"] if site.is_ours(link.url) else []
        elif not re.fullmatch(
            re.escape(site.base) + r"(?:[\w.%~-]+/)*(?:[\w.%~-]+\.[a-z0-9]{1,5}|SHA256SUMS)?(?:#.+)?", link.url
        ):
            faults.append(str(link))
    assert not faults, "\n".join(faults)


def test_a_page_loads_nothing_from_another_host(site: Site):
    loaded = [link for link in site.all_links if link.is_loaded]
    assert [str(link) for link in loaded if not link.url.startswith(site.base) or link.url.startswith("//")] == []
    assert {link.tag.name for link in loaded if not link.page.endswith("search/index.html")} <= {"link", "img"}


def test_the_stylesheet_loads_nothing(site: Site):
    for path, data in site.files.items():
        if path.endswith(".css"):
            assert re.findall(rb"@import|url\((?!\s*[\"']?data:)", data) == [], path


def test_every_page_can_be_reached_from_home(site: Site):
    unreached = set(site.own_pages) - site.reached()
    assert {path for path in unreached if path != WITHDRAWN} == set()


def test_the_same_words_never_lead_to_two_places_of_one_navigation(site: Site):
    for path, page in site.pages.items():
        for navigation in page.select("nav"):
            places = defaultdict(set)
            for link in navigation.select("a[href]"):
                places[link.get_text(" ", strip=True)].add(link["href"])
            assert {words: urls for words, urls in places.items() if len(urls) > 1 or not words} == {}, path


# What a page is made of


def test_a_page_has_one_h1_a_title_a_description_and_a_language(site: Site):
    for path, page in site.pages.items():
        assert len(page.select("h1")) == 1, path
        assert page.html is not None
        assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(page.html["lang"])), path
        assert [title.get_text(strip=True) != "" for title in page.select("head > title")] == [True], path
        described = [meta["content"] != "" for meta in page.select("meta[name=description]")]
        assert described == [True] * (path not in site.embeds), path
        assert page.select("main#main"), path


def test_no_two_pages_have_one_title(site: Site):
    titles = Counter(page.title.get_text() for page in site.own_pages.values() if page.title)
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_page_uses_an_id_twice(site: Site):
    for path, page in site.pages.items():
        ids = Counter(str(tag["id"]) for tag in page.find_all(id=True))
        assert [name for name, count in ids.items() if count > 1] == [], path


def test_a_page_has_no_code_but_data_and_no_inline_style_or_handler(site: Site):
    for path, page in site.pages.items():
        code = page.select("script:not([type='application/ld+json'])")
        assert [script.attrs.keys() for script in code] == [{"type", "src"}] * path.endswith("search/index.html"), path
        assert page.select("style, [style], iframe, object, embed, base") == [], path
        handlers = [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
        assert handlers == [], path
        assert not [tag for tag in page.select("[href]") if str(tag["href"]).lower().startswith("javascript:")], path


def test_the_data_of_every_page_is_json_and_names_the_page(site: Site):
    found = 0
    for path in site.own_pages:
        for data in site.data(path):
            parts = data if isinstance(data, list) else [data]
            assert all(part["@context"] == "https://schema.org" and part["@type"] for part in parts), path
            assert site.absolute(path) in {part["url"] for part in parts}, path
            found += 1
    assert found > 5


def test_a_heading_never_skips_a_level(site: Site):
    for path, page in site.pages.items():
        levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
        assert levels[0] == 1, path
        assert all(below <= above + 1 for above, below in pairwise(levels)), (path, levels)


def test_an_image_has_alt_text_and_its_size(site: Site):
    for path, page in site.pages.items():
        for image in page.select("img"):
            assert image.has_attr("alt") and image["width"] and image["height"], f"{path}: {image}"


def test_the_notice_of_the_campaign_stands_on_every_page_in_its_language(site: Site):
    for path, page in site.pages.items():
        notice = page.select_one(".embed__notice" if path in site.embeds else ".masthead__notice")
        said = {"en": ("independent demonstration", "Sample data"), "es": ("Datos de ejemplo",)}
        assert page.html is not None and notice is not None, path
        assert any(words in notice.get_text() for words in said[str(page.html["lang"])]), path


# Who is who among pages


def test_every_page_names_its_own_address_as_canonical(site: Site):
    for path, page in site.own_pages.items():
        assert [link["href"] for link in page.select("link[rel=canonical]")] == [site.absolute(path)], path


def test_versions_in_other_languages_name_one_another(site: Site):
    versions = {
        site.absolute(path): {str(link["hreflang"]): str(link["href"]) for link in page.select("link[hreflang]")}
        for path, page in site.own_pages.items()
    }
    for address, named in versions.items():
        if named:
            assert address in named.values()
            assert "x-default" in named
            assert all(versions[other] == named for other in named.values()), address


def test_a_translation_lies_below_its_language(sample: Site):
    page = sample.pages[APERTURA]
    assert page.html and page.html["lang"] == "es"
    assert "«orden»" in main(page)
    assert "1 de marzo de 2024" in main(page)
    languages = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
    assert languages == {
        "en": sample.absolute(OPENING),
        "es": sample.absolute(APERTURA),
        "x-default": sample.absolute(OPENING),
    }
    for path, other in ((OPENING, APERTURA), (APERTURA, OPENING)):
        links = sample.pages[path].select(".masthead__languages a")
        assert [link["href"] for link in links] == [sample.address(other)]


def test_an_alias_leads_to_the_page_that_it_named(sample: Site):
    path = "2024/old-sample/index.html"
    assert sample.redirects == {path}
    page = sample.pages[path]
    [refresh] = page.select("meta[http-equiv=refresh]")
    assert refresh["content"] == f"0; url={sample.address(OPENING)}"
    assert [link["href"] for link in page.select("link[rel=canonical]")] == [sample.absolute(OPENING)]
    assert [link["href"] for link in page.select("main a")] == [sample.address(OPENING)]


def test_the_page_for_what_is_not_there_leads_on_and_names_no_address_of_its_own(site: Site):
    page = site.pages["404.html"]
    assert page.select("link[rel=canonical], [property='og:url']") == []
    assert [meta["content"] for meta in page.select("meta[name=robots]")] == ["noindex"]
    assert {f"{site.base}releases/", f"{site.base}documents/"} <= {a["href"] for a in page.select("main a")}


def test_an_embed_stands_for_a_page_and_each_of_its_links_leaves_the_frame(site: Site):
    assert site.embeds
    for path in site.embeds:
        page = site.pages[path]
        (canonical,) = page.select("link[rel=canonical]")
        shown = str(canonical["href"]).removeprefix(f"{site.url}/")
        assert f"{shown}index.html" in site.own_pages, path
        links = page.select("a")
        assert {(link.get("target"), *(link.get("rel") or ())) for link in links} == {("_blank", "noopener")}, path
        assert f"{site.base}{shown}" in {str(link["href"]).partition("#")[0] for link in links}, path
        assert page.select("script, form, iframe") == [], path


def test_only_search_pages_and_the_page_for_what_is_not_there_ask_not_to_be_found(site: Site):
    hidden = {path for path, page in site.pages.items() if page.select("meta[name=robots]")}
    assert (
        hidden - {WITHDRAWN}
        == {path for path in site.pages if path.endswith("404.html")} | _not_indexed(site) | site.embeds
    )


def _not_indexed(site: Site) -> set[str]:
    """Search, and the further orders of a tracker's table."""
    return {
        path for path in site.pages if re.fullmatch(r"(?:[a-z]{2}/)?(?:search|trackers/[^/]+/by/.+)/index\.html", path)
    }


# What machines read


def test_the_sitemap_names_each_page_once_and_no_other(site: Site):
    root = etree.fromstring(site.files["sitemap.xml"])
    named = Counter(root.xpath("s:url/s:loc/text()", namespaces=SITEMAP))
    assert {address for address, count in named.items() if count > 1} == set()
    assert set(named) == {site.absolute(path) for path in site.own_pages.keys() - _not_indexed(site) - {WITHDRAWN}}
    for url in root.xpath("s:url[x:link]", namespaces=SITEMAP):
        versions = url.xpath("x:link/@href", namespaces=SITEMAP)
        assert url.xpath("s:loc/text()", namespaces=SITEMAP)[0] in versions


def test_robots_may_come_and_are_told_of_the_sitemap(site: Site):
    lines = site.files["robots.txt"].decode().split("\n")
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert f"Sitemap: {site.url}/sitemap.xml" in lines


def test_feeds_parse_and_hold_every_story_once_newest_first(site: Site):
    releases = {
        site.absolute(path)
        for path in site.own_pages
        if re.fullmatch(r"releases/\d{4}/[^/]+/index\.html", path) and path != WITHDRAWN
    }
    for path in FEEDS[:2]:
        feed = feedparser.parse(site.files[path])
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        entries = [entry for entry in feed.entries if "sample-withdrawn" not in entry.link]
        assert {entry.link for entry in entries} == releases, path
        assert len({entry.id for entry in feed.entries}) == len(feed.entries) >= len(releases), path
        dates = [entry.published_parsed for entry in feed.entries]
        assert dates == sorted(dates, reverse=True), path
        assert f"{site.url}/{path}" in [link.href for link in feed.feed.links if link.rel == "self"], path
    data = json.loads(site.files[FEEDS[2]])
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["feed_url"] == f"{site.url}/{FEEDS[2]}"
    assert releases <= {item["url"] for item in data["items"]}
    ids = [feedparser.parse(site.files[path]).entries for path in FEEDS[:2]]
    assert [e.id for e in ids[0]] == [e.id for e in ids[1]] == [item["id"] for item in data["items"]]


def test_every_page_names_the_feed_of_all_releases_and_those_that_fit_it(site: Site):
    for path, page in site.own_pages.items():
        links = {link["href"].removeprefix(site.base) for link in page.select("link[rel=alternate][type]")}
        assert links >= set(FEEDS), path
        assert links <= site.files.keys(), path
        if lists := re.match(r"((?:cases|topics|organizations)/[^/]+)/", path):
            assert f"feeds/{lists[1]}.rss.xml" in links


def test_every_release_has_its_plain_text(site: Site):
    for path in site.own_pages:
        if re.match(r"(?:es/)?releases/\d{4}/[^/]+/", path):
            text = site.files[path.replace("index.html", "index.txt")].decode()
            heading = site.pages[path].select_one("h1")
            assert heading is not None
            assert " ".join(heading.get_text().split()) in " ".join(text.split()), path
            assert site.absolute(path) in text, path
            assert "\n###\n" in text, path
            assert not re.search(r"</?[a-z]+[ >]|&[a-z]+;", text), path


def test_a_document_page_tells_the_size_and_checksum_of_its_file(sample: Site):
    data = sample.files["documents/sample-order/sample-order.pdf"]
    page = sample.pages["documents/sample-order/index.html"]
    assert hashlib.sha256(data).hexdigest() in page.get_text()
    assert f"{len(data) / 1024:.1f} KB" in main(page)
    assert "Pages 2" in main(page)
    assert "not on file" in main(sample.pages["documents/sample-letter/index.html"]).lower()


def test_the_checksums_of_the_site_are_those_of_its_documents(site: Site):
    if "SHA256SUMS" in site.files:
        lines = [line.split("  ", 1) for line in site.files["SHA256SUMS"].decode().splitlines()]
        assert {path: sha256 for sha256, path in lines} == {
            path: hashlib.sha256(data).hexdigest() for path, data in site.files.items() if path.endswith(".pdf")
        }
    assert ("SHA256SUMS" in site.files) == any(path.endswith(".pdf") for path in site.files)


def test_what_is_withdrawn_says_so_at_its_address_and_stands_in_no_list(sample: Site):
    words = main(sample.pages[WITHDRAWN])
    assert "Withdrawn February 10, 2024" in words
    assert "a sample of a forgery" in words
    assert sample.address(OPENING) in {link["href"] for link in sample.pages[WITHDRAWN].select("main a")}
    assert b"This text is gone" not in b"".join(sample.files.values())
    lists = [path for path in sample.own_pages if path != WITHDRAWN and "corrections/" not in path]
    assert [path for path in lists if b"sample-withdrawn" in sample.files[path]] == []
    assert b"sample-withdrawn" not in sample.files["sitemap.xml"]


# What is not there


def test_what_is_held_leaves_no_byte(site: Site):
    for path, data in [*site.everything.items(), *members(site)]:
        assert CANARY not in data.lower(), path
        assert not re.search(r"held|draft", path), path


def members(site: Site) -> Iterator[tuple[str, bytes]]:
    """What lies in the press kits, unpacked."""
    for path, data in site.files.items():
        if path.endswith(".zip"):
            kit = zipfile.ZipFile(BytesIO(data))
            yield from ((f"{path}: {name}", kit.read(name)) for name in kit.namelist())


def test_a_press_kit_holds_the_text_and_the_documents_of_its_release_with_their_checksums(sample: Site):
    kit = zipfile.ZipFile(BytesIO(sample.files["releases/2024/sample-opening/sample-opening.zip"]))
    held = {name.removeprefix("sample-opening/"): kit.read(name) for name in kit.namelist()}
    assert held["index.txt"] == sample.files["releases/2024/sample-opening/index.txt"]
    assert held["documents/sample-order.pdf"] == sample.files["documents/sample-order/sample-order.pdf"]
    sums = dict(reversed(line.split("  ", 1)) for line in held.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in held.items()}


def test_the_sample_does_hold_something():
    held = [file.name for file in golden_build.CONTENT.rglob("*.md") if CANARY in file.read_bytes().lower()]
    assert sorted(held) == ["sample-draft.md", "sample-held.md"]


def test_of_hidden_files_only_our_book_keeping_and_that_of_a_web_server_lie_in_the_output(site: Site):
    assert {path for path in site.everything if "/." in f"/{path}"} == {".daylight.json", ".daylight.lock", ".htaccess"}
    assert site.everything[".daylight.lock"] == b""


def test_the_manifest_names_every_file_with_its_checksum(site: Site):
    manifest = json.loads(site.everything[".daylight.json"])
    assert manifest["complete"] is True
    assert manifest["publication"] is False
    named = {path: (sha256, size) for path, (_, sha256, size) in manifest["files"].items()}
    assert named == {path: (hashlib.sha256(data).hexdigest(), len(data)) for path, data in site.files.items()}


def test_no_byte_tells_where_the_site_was_built(site: Site):
    marks = [str(golden_build.TESTS.parent).encode(), str(Path.home()).encode() + b"/", str(site.folder).encode()]
    for path, data in site.everything.items():
        assert [mark for mark in marks if mark in data] == [], path


def test_both_sites_differ_below_a_path_by_their_addresses_alone(sites):
    for name in ("campaign", "sample"):
        top, below = sites(name), sites(f"{name} below a path")
        assert _named(top) == _named(below)
        for path in top.pages:
            words = [re.sub(r"\(ZIP, [^)]*\)", "", main(site.pages[path])) for site in (top, below)]
            assert words[0].replace(top.url, below.url) == words[1], path


def _named(site: Site) -> set[str]:
    """But for the index of the search: its names bear checksums of what it says, and it says addresses."""
    return {path for path in site.files if golden_build.INDEX not in path}


# The golden build


def test_the_sample_site_is_byte_for_byte_the_recorded_one(sample: Site):
    recorded, files = tree(golden_build.GOLDEN), golden_build.as_recorded(sample.files)
    assert sorted(files) == sorted(recorded)
    changed = sorted(path for path, data in files.items() if data != recorded[path])
    assert changed == [], "read the difference, then record it anew: .venv/bin/invoke golden"


@pytest.mark.parametrize("what", ["NOW", "SITEURL"])
def test_the_golden_build_is_the_sample_site_of_these_tests(what: str):
    from tests.whole.conftest import SITES

    content, now, url = SITES["sample below a path"]
    assert content == golden_build.CONTENT
    assert {"NOW": now, "SITEURL": url}[what] == getattr(golden_build, what)
