"""The three formats, read back as readers and validators do."""

import hashlib
import json
import locale
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from plugins.feeds.atom import atom, iri
from plugins.feeds.items import Author, Enclosure, FeedItem, FeedView
from plugins.feeds.json_feed import json_feed
from plugins.feeds.making import make_feeds
from plugins.feeds.rss import rss
from tests.depth import cases
from tests.feeds.editions import ROOT, SITE, edition, full_edition, release, site_feed
from tests.feeds.plain import plain_atom, plain_json, plain_rss

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
WRITERS = (rss, atom, json_feed)
UUID = "urn:uuid:e2f1c7f0-6f6a-4f0a-9a36-0d5a2d9d7a10"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.fixture(scope="module")
def view():
    return site_feed(full_edition())


@pytest.fixture(scope="module")
def channel(view):
    return etree.fromstring(rss(view)).find("channel")


@pytest.fixture(scope="module")
def atom_feed(view):
    return etree.fromstring(atom(view))


@pytest.fixture(scope="module")
def json_value(view):
    return json.loads(json_feed(view))


def texts(parent, name):
    return [element.text for element in parent.findall(name)]


@pytest.mark.parametrize("write", [rss, atom])
def test_feedparser_reads_it_without_complaint(view, write):
    parsed = feedparser.parse(write(view))
    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == [
        "Los condados lo piden otra vez",
        "Counties & towns ask <again>",
        "A claim that did not hold",
    ]


@pytest.mark.parametrize("write", WRITERS)
def test_a_feed_without_items_can_be_read(write):
    data = write(site_feed(edition()))
    if write is json_feed:
        assert json.loads(data)["items"] == []
    else:
        assert not feedparser.parse(data).bozo


def test_items_stand_in_one_order_under_one_id_in_every_format(channel, atom_feed, json_value):
    ids = ["opt-out.es/1", UUID, "tag:records.example,2010:releases/gone.en.md"]
    assert [item.findtext("guid") for item in channel.iter("item")] == ids
    assert [item["id"] for item in json_value["items"]] == ids
    assert [entry.findtext(f"{ATOM}id") for entry in atom_feed.iter(f"{ATOM}entry")] == [
        "urn:daylight:opt-out.es%2F1",
        *ids[1:],
    ]


def test_every_format_holds_the_same_full_text(channel, atom_feed, json_value):
    full = [item["content_html"] for item in json_value["items"]]
    assert [item.findtext(CONTENT) for item in channel.iter("item")] == full
    assert [entry.findtext(f"{ATOM}content") for entry in atom_feed.iter(f"{ATOM}entry")] == full


def test_no_address_in_any_text_is_relative(view):
    for item in view.items:
        for url in re.findall(r"""(?:href|src|cite)=["']([^"']*)""", item.content_html):
            assert urljoin("https://elsewhere.example/", url) == url, item.title


@pytest.mark.parametrize("write", WRITERS)
def test_written_twice_it_has_the_same_bytes(write):
    assert write(site_feed(full_edition())) == write(site_feed(full_edition()))


@pytest.mark.parametrize("write", WRITERS)
def test_no_writer_touches_the_locale_of_the_process(view, write, monkeypatch):
    def refuse(*args):
        raise AssertionError("the locale was set or asked for")

    monkeypatch.setattr(locale, "setlocale", refuse)
    assert write(view)


DIGESTS = """\
import hashlib
from plugins.feeds.making import WRITERS
from tests.feeds.editions import full_edition, site_feed
view = site_feed(full_edition())
print(*(hashlib.sha256(write(view)).hexdigest() for write in WRITERS.values()))
"""


MOMENTS = st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC))
WORDS = st.text(st.characters(max_codepoint=0x2FF) | st.characters(), max_size=20)
NAMES = st.builds(Author, name=WORDS, url=st.sampled_from(["", f"{SITE}/organizations/sample-union/"]))
ITEMS = st.builds(
    FeedItem,
    id=WORDS.map(lambda text: f"tag:{text}"),
    url=st.just(f"{SITE}/a/"),
    title=WORDS.map(lambda text: f"T{text}"),
    lang=st.sampled_from(["en", "es"]),
    summary=WORDS,
    content_html=WORDS,
    published=MOMENTS,
    updated=MOMENTS,
    authors=st.lists(NAMES, min_size=1, max_size=3).map(tuple),
    organizations=st.lists(NAMES, max_size=3).map(tuple),
    categories=st.lists(WORDS, max_size=3).map(tuple),
    enclosures=st.lists(
        st.builds(
            Enclosure, url=st.just(f"{SITE}/a.pdf"), type=st.just("application/pdf"), length=st.integers(0), title=WORDS
        ),
        max_size=2,
    ).map(tuple),
)


@given(items=st.lists(ITEMS, max_size=3))
@settings(max_examples=cases(50, 5_000), deadline=None)
def test_entries_that_write_themselves_are_those_that_feedgen_writes(items):
    view = replace(simple_view(""), items=tuple(items))
    assert atom(view) == plain_atom(view)
    assert rss(view) == plain_rss(view)
    assert json_feed(view) == plain_json(json_feed(view))


def test_an_item_is_written_once_for_all_feeds_in_a_language(view):
    item, *_ = view.items
    calls = []

    def write(given, feed_lang):
        calls.append((given.title, feed_lang))
        return f"{given.title} in {feed_lang}".encode()

    other = replace(item, title="Another")
    asked = [(item, "en"), (item, "en"), (item, "es"), (other, "en")]
    found = [given.written(write, lang).decode() for given, lang in asked]
    assert found == [f"{given.title} in {lang}" for given, lang in asked]
    assert calls == [(item.title, "en"), (item.title, "es"), ("Another", "en")]


def test_an_edition_is_written_as_feedgen_writes_it(view):
    assert (atom(view), rss(view)) == (plain_atom(view), plain_rss(view))


@pytest.mark.parametrize("place", [{"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"}, {"LC_ALL": "C", "TZ": "UTC"}])
def test_another_place_gives_the_same_bytes(view, place):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", DIGESTS],
        cwd=ROOT,
        env=os.environ | place | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [hashlib.sha256(write(view)).hexdigest() for write in WRITERS]


def simple_view(text: str) -> FeedView:
    moment = datetime(2010, 9, 1, tzinfo=UTC)
    item = FeedItem(
        id="tag:x,2010:1", url=f"{SITE}/", title=f"T{text}", lang="en", summary=text, content_html=text,
        published=moment, updated=moment, authors=(Author(name=f"A{text}"),), organizations=(Author(name=f"O{text}"),),
        categories=(f"C{text}",), enclosures=(),
    )  # fmt: skip
    return FeedView(
        title=f"T{text}", description=f"D{text}", lang="en", rights=text, author=f"A{text}", home_url=f"{SITE}/",
        url=f"{SITE}/f", current_url=f"{SITE}/f", items=(item,),
    )  # fmt: skip


@pytest.mark.parametrize("write", [rss, atom])
@given(text=st.text(st.characters(max_codepoint=0x2FF) | st.characters()))
def test_no_character_makes_a_feed_unreadable(write, text):
    assert etree.fromstring(write(simple_view(text))) is not None


@pytest.mark.parametrize("write", WRITERS)
def test_control_characters_are_dropped(write):
    assert write(simple_view("a\x00\x08\x0b\x1f\ufffe\ud800b")) == write(simple_view("ab"))


def test_the_rss_channel_says_what_validators_ask_for(channel):
    assert channel.findtext("title") == "Example Records"
    assert channel.findtext("link") == f"{SITE}/"
    assert channel.findtext("description") == "Sample releases, and the sample documents that prove them."
    assert channel.findtext("language") == "en"
    assert channel.findtext("copyright") == "Free to quote."
    assert texts(channel, "lastBuildDate") == ["Mon, 04 Oct 2010 04:00:00 +0000"]
    (link,) = channel.findall(f"{ATOM}link")
    assert dict(link.attrib) == {
        "href": f"{SITE}/feeds/all.rss.xml", "rel": "self", "type": "application/rss+xml",
    }  # fmt: skip


def test_an_rss_item_links_to_its_page_and_its_guid_is_no_link(channel):
    item = channel.findall("item")[1]
    assert item.findtext("link") == f"{SITE}/releases/2010/opt-out/"
    assert item.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(item.findtext("pubDate")) == datetime(2010, 9, 1, 4, tzinfo=UTC)


def test_an_rss_item_says_each_thing_once_and_the_description_first(channel):
    for item in channel.iter("item"):
        names = [element.tag for element in item]
        assert names.index("description") < names.index(CONTENT)
        repeated = {name for name in names if names.count(name) > 1}
        assert repeated <= {"category", f"{DC}creator", f"{DC}contributor"}


def test_an_rss_description_is_escaped_once_more_because_it_is_read_as_html(channel):
    assert channel.findall("item")[1].findtext("description") == "Towns &amp; counties ask to leave."


def test_an_rss_item_names_its_authors_without_an_e_mail_address(channel):
    item = channel.findall("item")[1]
    assert texts(item, f"{DC}creator") == ["Example Group"]
    assert texts(item, f"{DC}contributor") == ["Sample Union & Friends"]
    assert item.find("author") is None
    assert texts(item, "category") == ["Opting out", "Letters", "Statements", "Press release"]


def test_an_rss_item_encloses_the_first_cited_document_with_its_true_length(channel):
    (enclosure,) = channel.findall("item")[1].findall("enclosure")
    assert dict(enclosure.attrib) == {
        "url": f"{SITE}/documents/second-letter/second-letter.pdf", "length": "1024", "type": "application/pdf",
    }  # fmt: skip


def test_an_rss_item_names_its_language_where_it_is_another(channel):
    assert [item.get(XML_LANG) for item in channel.iter("item")] == ["es", None, None]


def test_the_atom_feed_says_what_rfc_4287_asks_for(atom_feed):
    assert atom_feed.get(XML_LANG) == "en"
    assert texts(atom_feed, f"{ATOM}id") == [f"{SITE}/feeds/all.atom.xml"]
    assert texts(atom_feed, f"{ATOM}title") == ["Example Records"]
    assert texts(atom_feed, f"{ATOM}updated") == ["2010-10-04T04:00:00+00:00"]
    assert atom_feed.findtext(f"{ATOM}author/{ATOM}name") == "Example Records"
    links = {link.get("rel"): (link.get("href"), link.get("type")) for link in atom_feed.findall(f"{ATOM}link")}
    assert links == {
        "self": (f"{SITE}/feeds/all.atom.xml", "application/atom+xml"),
        "alternate": (f"{SITE}/", "text/html"),
    }


def test_the_generator_states_no_version(atom_feed, channel):
    generator = atom_feed.find(f"{ATOM}generator")
    assert (generator.text, dict(generator.attrib)) == ("Daylight", {})
    assert channel.findtext("generator") == "Daylight"


def test_an_atom_entry_links_its_page_and_every_cited_document_with_relation_type_and_length(atom_feed):
    links = [dict(link.attrib) for link in atom_feed.findall(f"{ATOM}entry")[1].findall(f"{ATOM}link")]
    assert links == [
        {"rel": "alternate", "type": "text/html", "hreflang": "en", "href": f"{SITE}/releases/2010/opt-out/"},
        {"rel": "enclosure", "type": "application/pdf", "length": "1024", "title": "A second letter",
         "href": f"{SITE}/documents/second-letter/second-letter.pdf"},
        {"rel": "enclosure", "type": "application/pdf", "length": "48211", "title": "The sample letter",
         "href": f"{SITE}/documents/sample-letter/sample-letter.pdf"},
    ]  # fmt: skip


def test_an_atom_entry_says_who_when_and_what(atom_feed):
    entry = atom_feed.findall(f"{ATOM}entry")[1]
    assert texts(entry, f"{ATOM}published") == ["2010-09-01T04:00:00+00:00"]
    assert texts(entry, f"{ATOM}updated") == ["2010-09-05T04:00:00+00:00"]
    assert texts(entry, f"{ATOM}author/{ATOM}name") == ["Example Group"]
    assert texts(entry, f"{ATOM}author/{ATOM}uri") == [f"{SITE}/organizations/example-group/"]
    assert texts(entry, f"{ATOM}contributor/{ATOM}name") == ["Sample Union & Friends"]
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == [
        "Opting out",
        "Letters",
        "Statements",
        "Press release",
    ]
    assert entry.findtext(f"{ATOM}summary") == "Towns & counties ask to leave."
    assert entry.find(f"{ATOM}content").get("type") == "html"


def test_an_atom_entry_names_its_language_where_it_is_another(atom_feed):
    assert [entry.get(XML_LANG) for entry in atom_feed.iter(f"{ATOM}entry")] == ["es", None, None]


@pytest.mark.parametrize(
    ("uid", "expected"),
    [
        (UUID, UUID),
        ("tag:example.org,2010:café", "tag:example.org,2010:café"),
        ("https://example.org/?p=1#a", "https://example.org/?p=1#a"),
        ("opt-out", "urn:daylight:opt-out"),
        ("2010/opt-out", "urn:daylight:2010%2Fopt-out"),
        ("été", "urn:daylight:%C3%A9t%C3%A9"),
        ("a:b<c", "urn:daylight:a%3Ab%3Cc"),
        ("a:100%", "urn:daylight:a%3A100%25"),
        ("a:", "urn:daylight:a%3A"),
        ("a:b#c#d", "urn:daylight:a%3Ab%23c%23d"),
    ],
)
def test_an_atom_id_is_an_iri(uid, expected):
    assert iri(uid) == expected


def test_the_json_feed_has_the_fields_of_its_version(json_value):
    assert {name: value for name, value in json_value.items() if name != "items"} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Example Records",
        "home_page_url": f"{SITE}/",
        "feed_url": f"{SITE}/feeds/all.json",
        "description": "Sample releases, and the sample documents that prove them.",
        "language": "en",
        "authors": [{"name": "Example Records", "url": f"{SITE}/"}],
    }


def test_a_json_item_has_the_fields_of_its_version(json_value):
    item = json_value["items"][1]
    assert item["url"] == f"{SITE}/releases/2010/opt-out/"
    assert item["title"] == "Counties & towns ask <again>"
    assert item["summary"] == "Towns & counties ask to leave."
    assert item["date_published"] == "2010-09-01T04:00:00+00:00"
    assert item["date_modified"] == "2010-09-05T04:00:00+00:00"
    assert item["language"] == "en"
    assert item["tags"] == ["Opting out", "Letters", "Statements", "Press release"]
    assert item["authors"] == [
        {"name": "Example Group", "url": f"{SITE}/organizations/example-group/"},
        {"name": "Sample Union & Friends", "url": f"{SITE}/organizations/sample-union/"},
    ]
    assert item["attachments"] == [
        {"url": f"{SITE}/documents/second-letter/second-letter.pdf", "mime_type": "application/pdf",
         "title": "A second letter", "size_in_bytes": 1024},
        {"url": f"{SITE}/documents/sample-letter/sample-letter.pdf", "mime_type": "application/pdf",
         "title": "The sample letter", "size_in_bytes": 48211},
    ]  # fmt: skip


def test_every_json_item_has_the_types_that_the_specification_names(json_value):
    types = {"id": str, "url": str, "title": str, "content_html": str, "summary": str, "date_published": str,
             "date_modified": str, "language": str, "authors": list, "tags": list, "attachments": list}  # fmt: skip
    for item in json_value["items"]:
        assert {"id", "url", "content_html", "date_published", "language"} <= item.keys() <= types.keys()
        assert all(type(value) is types[name] for name, value in item.items())
        assert RFC_3339.fullmatch(item["date_published"])
        assert RFC_3339.fullmatch(item["date_modified"])


class Plain:
    """As much of a theme as a fingerprint asks for."""

    fingerprint = "a theme"


def test_one_view_is_made_into_a_file_of_each_format():
    made = [file for file in make_feeds({"edition": edition(release())}) if file.path.startswith("feeds/all.")]
    assert [file.path for file in made] == ["feeds/all.rss.xml", "feeds/all.atom.xml", "feeds/all.json"]
    starts = [file.content(None)[:60] for file in made]  # type: ignore[arg-type]
    assert b"<?xml" in starts[0] and b"<?xml" in starts[1] and starts[2].startswith(b"{")
    assert len({file.fingerprint(Plain()) for file in made}) == 3  # type: ignore[arg-type]


def test_a_correction_changes_the_fingerprint_and_nothing_else_does():
    def fingerprint(**fields: object) -> str:
        made = make_feeds({"edition": edition(release(**fields))})
        return next(file for file in made if file.path == "feeds/all.rss.xml").fingerprint(Plain())  # type: ignore[arg-type]

    assert fingerprint() == fingerprint()
    assert fingerprint() != fingerprint(changes=[{"date": "2010-09-03", "note": "A name was misspelt."}])
