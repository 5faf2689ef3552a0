"""Every template is drawn with sample views, and read as a strict reader would."""

import importlib
import json
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from plugins.newsroom.pages.views.document import CitedIn
from plugins.newsroom.pages.views.shared import Alternate
from plugins.render.theme import Site, Theme
from tests.theme.outline import Outline
from tests.theme.samples import ARABIC_RELEASE, DOCUMENT_VIEW, LONG_WORD, RELEASE_VIEW, SAMPLES, SITE, WITHDRAWAL, head

FOLDER = Path(__file__).parents[2] / "theme"
VIEWS = Path(__file__).parents[2] / "plugins/newsroom/pages/views"
TEMPLATES = sorted((FOLDER / "templates").rglob("*.*"))
PAGES = [name for name, (_, view, _) in SAMPLES.items() if hasattr(view, "head")]
"""Samples of what is a page of the site; the others go into press kits."""
HTML_SAMPLES = sorted(name for name in PAGES if SAMPLES[name][0].endswith(".html"))


@cache
def theme(site: Site) -> Theme:
    return Theme(FOLDER, site)


@cache
def draw(name: str) -> str:
    template, view, site = SAMPLES[name]
    return theme(site).draw(template, view, view.head.lang if hasattr(view, "head") else getattr(view, "lang", "en"))


@pytest.mark.parametrize("name", HTML_SAMPLES)
def test_a_page_is_well_formed_and_no_list_is_empty(name: str):
    assert Outline(draw(name)).faults == []


@pytest.mark.parametrize("name", HTML_SAMPLES)
def test_a_page_has_one_h1_and_skips_no_level(name: str):
    levels = Outline(draw(name)).headings
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("name", HTML_SAMPLES)
def test_ids_are_unique_and_every_fragment_leads_somewhere(name: str):
    page = Outline(draw(name))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.fragments) <= set(page.ids)


@pytest.mark.parametrize("name", HTML_SAMPLES)
def test_a_link_is_never_empty_and_the_same_words_never_lead_to_two_places(name: str):
    places = defaultdict(set)
    for words, url in Outline(draw(name)).links:
        assert words and url
        places[words].add(url)
    assert {words: urls for words, urls in places.items() if len(urls) > 1} == {}


@pytest.mark.parametrize("name", HTML_SAMPLES)
def test_a_page_has_no_inline_style_or_script_and_loads_nothing_from_elsewhere(name: str):
    for tag, values in Outline(draw(name)).elements:
        assert tag not in ("style", "iframe", "object", "embed")
        is_search = name == "search" and values == {"type": "module", "src": "/theme/js/search.js"}
        assert tag != "script" or values == {"type": "application/ld+json"} or is_search
        assert "style" not in values
        assert not [attribute for attribute in values if attribute.startswith("on")]
        loaded = values.get("src", "") + (values["href"] if values.get("rel") in ("stylesheet", "icon") else "")
        assert not loaded or re.match(r"/[^/]", loaded)


@pytest.mark.parametrize("name", HTML_SAMPLES)
def test_a_page_names_its_language_direction_and_place(name: str):
    _, view, site = SAMPLES[name]
    page = Outline(draw(name))
    assert ("html", {"lang": view.head.lang, "dir": view.head.direction}) in page.elements
    assert ("main", {"class": "main", "id": "main", "tabindex": "-1"}) in page.elements
    current = [values["href"] for tag, values in page.elements if "aria-current" in values]
    assert current == [section.url for section in site.sections if section.key == view.head.section]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_notice_of_the_site_stands_on_every_page(name: str):
    template, _, site = SAMPLES[name]
    assert template.endswith(".txt") or name not in PAGES or site.notice in draw(name)


def test_every_view_has_its_template_and_its_sample():
    drawn = {type(view).__name__ for _, view, _ in SAMPLES.values()}
    modules = [importlib.import_module(f"plugins.newsroom.pages.views.{file.stem}") for file in VIEWS.glob("[a-z]*.py")]
    assert drawn == {name for module in modules for name in vars(module) if name.endswith("View")}
    assert {template for template, _, _ in SAMPLES.values()} == {
        path.relative_to(FOLDER / "templates").as_posix()
        for path in TEMPLATES
        if path.parent.name in ("templates", "email") and path.name not in ("base.html", "style.css")
    }


def test_every_component_is_drawn_by_some_page():
    sources = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    components = [path.name for path in TEMPLATES if path.parent.name == "components"]
    assert [name for name in components if f'"components/{name}"' not in sources] == []


def test_safe_stands_only_behind_a_name_that_ends_in_html():
    for path in TEMPLATES:
        source = path.read_text(encoding="utf-8")
        behind = re.findall(r"([\w.\])]+)\s*\|\s*safe", source)
        assert len(behind) == len(re.findall(r"\bsafe\b", re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)))
        assert [name for name in behind if not name.endswith("_html")] == [], path.name
        assert "autoescape" not in source


def test_every_component_says_what_it_is_and_every_page_names_its_view():
    for path in TEMPLATES:
        assert "{#" in path.read_text(encoding="utf-8"), path.name


def test_text_of_a_record_is_escaped_wherever_it_stands():
    hostile = '<b onclick="x">&</b>'
    view = replace(RELEASE_VIEW, title=hostile, subtitle=hostile, dateline=hostile, withdrawal=None)
    html = Theme(FOLDER, replace(SITE, name=hostile, notice=hostile)).draw("release.html", view, "en")
    assert "<b " not in html
    assert html.count("&lt;b onclick=") >= 5


def test_the_other_languages_of_a_page_are_offered_once():
    links = [values for tag, values in Outline(draw("release")).elements if tag == "a" and "hreflang" in values]
    of_the_page = [values["href"] for values in links if values["hreflang"] == "es"]
    assert of_the_page.count(RELEASE_VIEW.head.alternates[0].url) == 1


def test_the_head_carries_canonical_alternates_feeds_open_graph_and_json_ld():
    html = draw("release")
    links = [values for tag, values in Outline(html).elements if tag == "link"]
    metas = {
        values.get("property", values.get("name", "")): values
        for tag, values in Outline(html).elements
        if tag == "meta"
    }
    languages = {values["hreflang"]: values["href"] for values in links if "hreflang" in values}
    address = RELEASE_VIEW.head.absolute_url
    assert {"rel": "canonical", "href": address} in links
    assert languages == {"en": address, "es": RELEASE_VIEW.head.alternates[0].absolute_url, "x-default": address}
    assert [values["href"] for values in links if values.get("type") == "application/rss+xml"] == ["/feeds/all.rss.xml"]
    assert metas["og:type"]["content"] == "article"
    assert metas["og:title"]["content"] == RELEASE_VIEW.title
    assert metas["article:published_time"]["content"] == RELEASE_VIEW.date.iso
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert data and json.loads(data.group(1))["headline"] == "A < B"


def test_a_page_in_another_language_gives_the_site_language_as_the_default():
    view = replace(
        RELEASE_VIEW,
        head=head(
            "/es/a/",
            "A",
            lang="es",
            alternates=(Alternate(lang="en", name="English", url="/a/", absolute_url="https://example.org/a/"),),
            default_url="https://example.org/a/",
        ),
    )
    html = theme(SITE).draw("release.html", view, "es")
    assert '<link rel="alternate" hreflang="x-default" href="https://example.org/a/">' in html
    assert "Comunicado de prensa" in html


def test_the_home_page_is_titled_with_the_name_alone():
    assert f"<title>{SITE.name}</title>" in draw("home")
    assert f"· {SITE.name}</title>" in draw("release")


def test_a_page_without_a_translation_names_no_alternate():
    assert "hreflang" not in draw("case-smallest")


def test_the_dateline_stands_before_the_first_paragraph():
    assert re.search(
        r'<div class="prose">\s*<p class="prose__dateline">Example City and Sampleton —</p>\s*<p>', draw("release")
    )


def test_the_jump_strip_of_a_case_leads_to_what_the_page_has():
    html = draw("case")
    jumps = re.findall(r'href="#([\w-]+)"', html.split('class="jump', 1)[1].split("</nav>")[0])
    assert jumps == ["entry-47", "_timeline", "_releases", "_documents"]
    assert not [place for place in jumps if f'id="{place}"' not in html]


def test_a_release_without_a_contact_says_so_and_leads_nobody_to_one():
    for name in ("release-long", "release-smallest"):
        assert "No press contact is listed." in draw(name)
        assert 'href="#_contact' not in draw(name)


def test_a_withdrawn_page_is_a_notice_and_not_a_release():
    html = draw("release-withdrawn")
    assert WITHDRAWAL.reason in html
    assert "Press release" not in html
    assert "Take it with you" not in html


def test_a_printed_release_numbers_its_sources_with_whole_addresses():
    html = draw("release")
    assert '<li value="2">the agency’s page of forms: <bdi dir="ltr">https://agency.example/forms</bdi></li>' in html


def test_docket_entries_can_be_linked_and_timeline_events_cannot():
    html = draw("case")
    assert re.findall(r'<li class="timeline__event[^>]*id="([^"]+)"', html) == ["entry-1", "entry-47"]
    assert html.count('<li class="timeline__event">') == 1


def test_a_document_offers_its_file_or_says_how_to_ask_for_it():
    held, missing = draw("document"), draw("document-missing")
    assert "Download PDF (412 KB)" in held and "0123456789abcdef" in held
    assert "Not on file yet" not in held
    assert "Not on file yet" in missing and "how to reach us" in missing
    assert "Download PDF" not in missing and "SHA-256" not in missing


@pytest.mark.parametrize("name", ["document", "document-long", "document-text"])
def test_every_page_of_a_held_file_can_be_pointed_at(name: str):
    page = Outline(draw(name))
    assert [name for name in page.ids if name.startswith("page=")] == [f"page={number}" for number in range(1, 8)]


def test_the_text_of_a_page_says_where_it_is_from():
    html = draw("document")
    assert "/documents/sample-memo/sample-memo.pdf#page=3" in html
    assert "Read by OCR and may contain errors." in html
    assert "it has no searchable text yet" in html
    assert "This page is blank." in html
    assert "can no longer prove who signed it" in html


def test_a_cited_page_of_a_document_that_is_not_held_can_be_pointed_at_once():
    _, view, site = SAMPLES["document-missing"]
    cited = CitedIn(title="A", url="/a/", pages=(7, 3), date=None)
    html = theme(site).draw("document.html", replace(view, cited_in=(cited, cited), notes=DOCUMENT_VIEW.notes), "en")
    assert re.findall(r'id="(page=\d+)"', html) == ["page=3", "page=7"]
    assert ".pdf" not in html


def test_the_first_correction_is_named_below_the_headline():
    assert re.search(r'<a href="#_changes">Corrected <time datetime="2024-03-12T10:00:00-07:00">', draw("release"))


def test_the_page_for_a_wrong_address_works_at_any_depth():
    page = Outline(draw("404"))
    relative = [url for _, url in page.links if not url.startswith(("/", "#main"))]
    assert relative == []
    assert not [values for tag, values in page.elements if values.get("rel") == "canonical"]


def test_an_old_address_sends_people_and_machines_on():
    html = draw("redirect")
    assert '<link rel="canonical" href="https://example.org/releases/">' in html
    assert '<meta http-equiv="refresh" content="0; url=/releases/">' in html
    assert '<a href="/releases/" dir="ltr">https://example.org/releases/</a>' in html


def test_a_page_written_from_right_to_left_keeps_addresses_from_left_to_right():
    html = theme(SITE).draw("release.html", ARABIC_RELEASE, "ar")
    assert '<html lang="ar" dir="rtl">' in html
    assert '<a href="tel:+14155550100" dir="ltr">' in html


def test_the_wire_text_has_every_part_in_its_order():
    text = draw("release-text")
    parts = [
        "FOR IMMEDIATE RELEASE",
        "March 12, 2024",
        "Press contact:",
        "press@example.org",
        "Sample memo confirms",
        "Sample groups say",
        "a memo & a letter [1]",
        "About Sample Records Alliance",
        "###",
        "[1] https://example.org/documents/sample-memo/#page=3",
        "Corrections and updates",
        "https://example.org/releases/2024/sample/",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "\n\n\n" not in text
    assert "<" not in text


def test_the_smallest_wire_text_leaves_no_gap():
    text = draw("release-text-smallest")
    assert "\n\n\n" not in text
    assert "Press contact" not in text and "Links" not in text


def test_a_withdrawn_wire_text_says_why_and_has_no_body():
    text = draw("release-text-withdrawn")
    assert text.startswith("WITHDRAWN\n")
    assert WITHDRAWAL.reason in text
    assert "FOR IMMEDIATE RELEASE" not in text


def test_a_long_headline_is_folded_in_the_wire_text_and_no_word_is_cut():
    _, view, site = SAMPLES["release-text"]
    text = theme(site).draw("release.txt", replace(view, title="Sample " * 30 + LONG_WORD), "en")
    headline = [line for line in text.splitlines() if line.startswith("Sample Sample")]
    assert LONG_WORD in text
    assert len(headline) == 3
    assert all(len(line) <= 72 for line in headline)
