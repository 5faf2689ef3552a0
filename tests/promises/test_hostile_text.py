"""Whatever staff write, or paste, nothing of it runs, loads, leads astray or breaks a page, a feed or a plain text.

The cases come from `vectors`, and an independent `judge` decides. In all, 50,000 of them in the deep profile.
"""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.checks.report import report
from plugins.checks.rules import find_problems
from plugins.feeds.full_text import full_text_html
from plugins.feeds.making import WRITERS
from plugins.newsroom.library.edition import Edition, make_edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings
from plugins.newsroom.pages.parts.bodies import body_html, wire_text
from plugins.newsroom.pages.parts.heads import escaped_json
from plugins.newsroom.pages.views.embed import EmbedView
from plugins.newsroom.pages.views.lists import Facet
from plugins.prose.model import Prose
from plugins.prose.render import render
from plugins.records.campaign.brand import Shades
from plugins.records.front_matter import read_yaml, split_front_matter
from plugins.records.problems import Severity, problem
from plugins.records.schema import Release
from plugins.render.theme import Theme
from tests.conftest import NOW, THEME
from tests.depth import cases
from tests.feeds.editions import full_edition, site_feed
from tests.newsroom.pages.drawing import drawn
from tests.promises.hostile_site import (
    SITE_URL,
    Say,
    hostile_files,
    hostile_lists,
    hostile_settings,
    in_turn,
    record,
    sample_picture,
    web_address,
)
from tests.promises.judge import (
    ON_A_PAGE,
    faults_of_page,
    faults_of_prose,
    faults_of_site,
    faults_of_text,
    html_in_feed,
    in_a_feed,
)
from tests.promises.vectors import CONTROLS, CORPUS, PLACES, TEMPLATES, hostile_lines, hostile_texts, without_controls
from tests.theme.samples import SAMPLES, SITE

BODIES, VIEWS, SITES = cases(1_000, 34_000), cases(492, 15_000), cases(8, 1_000)
IN_A_FEED = in_a_feed(SITE_URL)
WORDS = in_turn("Sample words")
QUIET = {
    **hostile_files(WORDS, slug="sample"),
    **hostile_files(WORDS, slug="sample-letter"),
    **hostile_lists(WORDS),
    "releases/2010/sample.png": sample_picture(),
}
KEPT = frozenset(
    {"lang", "direction", "kind", "section", "type", "redacted_by", "key", "entry_number", "group", "verdict"}
    | {"colors", "assets", "page", "anchor", "order", "state", "tone", "facet"}
    | {"kinds", "release_kinds", "document_kinds"}
)
"""Fields that hold one of a few words (a `verdict` is one of three), or what the schema has checked.

The brand's `colors` are computed from hexadecimal ones, as the `Shades` of an e-mail are; `assets` lead from names in
templates to files of the theme.
"""
ONE_OF_A_FEW = {(Facet, "name"): "facet", (EmbedView, "label"): "kind"}
"""Fields that are called otherwise here, as elsewhere their name is that of a text."""
OF_MAIL = ("<style>", "there are 0 <main>", "<table> has", "<td> has", "<img> with src 'https://example.org/")
"""What mail programs need, and no page has."""
OTHER_SITES = frozenset({"source_url", "site_url"})
trying = settings(suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Edition]:
    """A site of ordinary words, which hostile bodies can link to; behind a call, for it is long to print."""
    edition = read(tmp_path_factory.mktemp("quiet"), QUIET)
    return lambda: edition


def read(place: Path, files: Mapping[str, str | bytes], **given: str) -> Edition:
    """What a build knows of these files."""
    content = place / "content"
    for path, text in files.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    wanted = {
        "PATH": str(content),
        "OUTPUT_PATH": str(place / "output"),
        "CACHE_PATH": str(place / "cache"),
        "THEME": str(THEME),
        "SITEURL": SITE_URL,
        "DEFAULT_LANG": "en",
        "NOW": NOW,
    }
    return make_edition(read_library(read_settings(wanted | given)))


@given(text=hostile_texts(), lang=st.sampled_from(("en", "es", "fr")))
@settings(trying, max_examples=BODIES)
def test_no_body_runs_or_loads_anything(text: str, lang: str, quiet: Callable[[], Edition]):
    assert faults_of_body(text, lang, quiet()) == []


@given(name=st.sampled_from(sorted(SAMPLES)), texts=st.lists(hostile_lines(), min_size=1, max_size=3))
@settings(trying, max_examples=VIEWS)
def test_no_text_of_any_view_is_markup_in_its_template(name: str, texts: list[str]):
    assert faults_of_view(name, in_turn(*texts)) == []


@given(texts=st.lists(hostile_lines(), min_size=1, max_size=5))
@settings(trying, max_examples=SITES)
def test_no_field_of_any_record_runs_or_loads_anything_on_any_page_or_feed(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
):
    assert faults_of_whole(tmp_path_factory.mktemp("site"), in_turn(*texts)) == []


def test_no_vector_of_the_corpus_does_anything_in_a_body_or_a_field(
    quiet: Callable[[], Edition], tmp_path_factory: pytest.TempPathFactory
):
    assert len(CORPUS) >= 250
    bodies = [*CORPUS, *(place.replace("{}", vector) for place in PLACES for vector in CORPUS[:: cases(80, 1)])]
    found = {body: faults for body in bodies if (faults := faults_of_body(body, "en", quiet()))}
    assert found == {}
    lines = [without_controls(vector) for vector in CORPUS]
    step = cases(200, 10)
    for start in range(0, len(lines), step):
        assert faults_of_whole(tmp_path_factory.mktemp("site"), in_turn(*lines[start : start + step])) == []


def faults_of_body(text: str, lang: str, quiet: Edition) -> list[str]:
    """Of a body on its page, in a feed, and as plain text."""
    prose = render(text, lang)
    item, edition = replaced_body(quiet, prose)
    wire = wire_text(edition, item, prose)
    return [
        *faults_of_prose(body_html(edition, item, prose)),
        *faults_of_prose(full_text_html(edition, item), IN_A_FEED),
        *faults_of_text("\n".join((wire.text, prose.lead, *(heading.text for heading in prose.headings)))),
        *(
            f"a source {source.absolute_url}"
            for source in wire.sources
            if not IN_A_FEED.leads.match(source.absolute_url)
        ),
    ]


def replaced_body(edition: Edition, prose: Prose) -> tuple[Item[Release], Edition]:
    """A release with another body, and the edition without what was made of the old one."""
    kept = {key: made for key, made in edition.kept.items() if key[0] == "words"}
    return replace(edition.library.releases[0], prose=prose), replace(edition, kept=kept)


def faults_of_view(name: str, say: Say) -> list[str]:
    template, view, site = SAMPLES[name]
    theme = copy(sample_theme())
    theme.site = filled(site, say)
    lang = view.head.lang if hasattr(view, "head") else getattr(view, "lang", "en")
    drawn_text = theme.draw(template, filled(view, say), lang)
    if template.endswith(".txt"):
        return faults_of_text(drawn_text)
    if template.startswith("email/"):
        return [fault for fault in faults_of_page(drawn_text) if not fault.startswith(OF_MAIL)]
    # A file to paste from is a document of its own, without the parts of a page.
    return faults_of_page(drawn_text) if hasattr(view, "head") else faults_of_prose(drawn_text, ON_A_PAGE)


@cache
def sample_theme() -> Theme:
    return Theme(THEME, SITE)


def filled(value: Any, say: Say, name: str = "") -> Any:
    """A view with other texts in place of its own; what the newsroom computes or the schema has checked stays."""
    if isinstance(value, Shades):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        names = {f.name: ONE_OF_A_FEW.get((type(value), f.name), f.name) for f in fields(value)}
        return replace(
            value, **{f.name: filled(getattr(value, f.name), say, names[f.name]) for f in fields(value) if f.init}
        )
    if isinstance(value, tuple):
        return tuple(filled(part, say, name) for part in value)
    if not isinstance(value, str) or not value or name in KEPT or name.endswith("iso"):
        return value
    if name in OTHER_SITES:
        return web_address(say())
    if name == "json_ld_html":
        return escaped_json({"name": say(), "text": [say()]})
    return value if name.endswith(("url", "_html")) else say() or "Sample"


def faults_of_whole(place: Path, say: Say) -> list[str]:
    """Of every file of a site that says these texts in every field of every record."""
    edition = read(place, hostile_files(say) | hostile_lists(say), **hostile_settings(say))
    said_of_fields = [p for p in edition.library.problems if p.code.startswith(("F", "S"))]
    dropped = [p for p in said_of_fields if p.severity is not Severity.WARNING]
    assert dropped == []
    assert len(list(edition.library.items)) == 9
    said = report(find_problems(edition), edition.settings)
    return [*faults_of_site(drawn(edition), SITE_URL), *faults_of_text(said)]


def test_template_syntax_is_shown_as_it_is_written(tmp_path: Path):
    files = {
        f"pages/t-{index}.md": record({"title": text, "summary": text}, text) for index, text in enumerate(TEMPLATES)
    }
    pages = drawn(read(tmp_path, files))
    for index, text in enumerate(TEMPLATES):
        page = lxml.html.document_fromstring(pages[f"t-{index}/index.html"].decode())
        [heading] = page.iter("h1")
        assert heading.text_content() == text
        assert "49" not in page.text_content()


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_control_characters_in_every_text_of_a_feed_leave_it_readable(ending: str):
    view = site_feed(full_edition())
    for character in CONTROLS:
        data = WRITERS[ending](filled(view, in_turn(f"a{character}b{character}")))
        assert list(html_in_feed(f"all{ending}", data))
        assert faults_of_text(data.decode()) == [], repr(character)


@pytest.mark.parametrize("character", [c for c in CONTROLS if c not in "\t\n\r\U0001fffe"])
def test_a_control_character_written_as_an_escape_is_named_with_its_line(character: str):
    escaped = f'"a\\u{ord(character):04x}b"'
    for found in (
        split_front_matter(f"---\ntitle: Sample\nchanges:\n- note: {escaped}\n---\n", "a.md").problems,
        read_yaml(f"sample:\n  role: x\n\n  name: {escaped}\n", "contacts.yml").problems,
    ):
        [fault] = found
        assert (fault.code, fault.line) == ("F009", 4)
        assert f"U+{ord(character):04X}" in fault.what


@given(what=hostile_texts(), fix=hostile_texts())
@settings(trying, max_examples=cases(50, 1_000))
def test_a_message_never_acts_on_the_terminal_and_stays_on_its_two_lines(what: str, fix: str):
    said = problem("L001", "releases/a.md", 3, what, fix).text("content")
    assert len(said.splitlines()) == 2
    assert faults_of_text(said) == []
    assert not set("\u202a\u202e\u2066\u2069") & set(said)


@pytest.mark.parametrize("written", ["<p id='{}'>a</p>", "# a {{: id='{}' }}", "<a id='{}'>a</a>", "*a*{{: id='{}' }}"])
@pytest.mark.parametrize("ours", ["main", "_contact", "_documents", "entry-1", "page=1", "fn-1", "fnref-1", "fn2-1"])
def test_a_place_of_the_page_around_a_text_is_never_taken_by_the_text(ours: str, written: str):
    assert render(written.format(ours), "en").ids == {f"text-{ours}"}


def test_texts_of_one_page_never_give_two_places_one_name(tmp_path: Path):
    text = "## Facts\n\nWords.[^1]\n\n*More*{: #more }[^1]\n\n[^1]: A note.\n"
    timeline = [{"date": "2010-01-01", "title": "Sample", "body": text}] * 3
    fields = {"title": "Sample", "summary": "Sample", "timeline": timeline}
    pages = drawn(read(tmp_path, {"cases/a.md": record(fields, text)}))
    html = pages["cases/a/index.html"].decode()
    assert faults_of_page(html) == []
    page = lxml.html.document_fromstring(html)
    for prose in page.find_class("prose"):
        ids = {element.get("id") for element in prose.iter() if element.get("id")}
        links = {element.get("href")[1:] for element in prose.iter("a")}
        assert len(ids) == 5
        assert links < ids


@pytest.mark.parametrize(
    "address", ["/%5Cevil.example/x", "/\\evil.example/x", "/%2Fevil.example/x", "/%09/evil.example"]
)
def test_an_address_on_this_site_never_leads_to_another(address: str, tmp_path: Path):
    files = {"pages/a.md": record({"title": "Sample"}, f"[sample](<{address}>) ![sample](<{address}>)")}
    page = lxml.html.document_fromstring(drawn(read(tmp_path, files))["a/index.html"].decode())
    [link] = page.xpath("//main//a")
    [image] = page.xpath("//main//img")
    for url in (link.get("href"), image.get("src")):
        assert url.startswith("/") and url[1] not in "/\\\t "


PAGE = (
    '<!doctype html>\n<html lang="en"><head><title>a</title></head>'
    '<body><main id="main"><h1>a</h1>{}</main></body></html>'
)
FAULTY = [
    "<script>alert(1)</script>", "<img src=/x onerror=alert(1)>", "<a href=javascript:alert(1)>a</a>",
    "<p style=a>a</p>", "<a href='java\tscript:alert(1)'>a</a>", "<img src=//evil.example/x>",
    "<img src=/\\evil.example/x>", "<p>a</div>", "<iframe></iframe>", "<a href=' \x01javascript:x'>a</a>", "<!-- a -->",
    "<p id=main>a</p>", "<p id=a></p><p id=a></p>", "<div id=_contact></div>", "</main>",
    "<link rel=stylesheet href=https://evil.example/x>", "<p>\x01</p>", "<base href=/>",
    "<script type='application/ld+json'>{\"a\": \"</p>\"}</script>",
    "<meta http-equiv=refresh content='0; url=//evil.example'>", "<svg onload=x></svg>",
    "<form action=//evil.example></form>", "<object></object>", "<p", "<x-y></x-y>",
    "<img src=https://evil.example/x>", "<script src=/x.js></script>",
]  # fmt: skip


@pytest.mark.parametrize("html", FAULTY)
def test_the_judge_does_find_faults(html: str):
    assert faults_of_page(PAGE.format("<p>a</p>")) == []
    assert faults_of_page(PAGE.replace("{}", html)) != []


def test_the_judge_reads_the_html_in_feeds():
    bad = "<script>alert(1)</script>"
    for path, data in (
        ("a.json", b'{"items": [{"content_html": "<script>alert(1)</script>"}]}'),
        (
            "a.rss.xml",
            b"<rss><channel><item><description>&lt;script&gt;alert(1)&lt;/script&gt;</description></item></channel></rss>",
        ),
    ):
        assert list(html_in_feed(path, data)) == [bad]
        assert faults_of_site({path: data}, SITE_URL) != []
