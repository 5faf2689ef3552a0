import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds.items import NEVER, Author, FeedItem, feed_documents
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.pages.parts.subscriptions import NEWEST, subscriptions
from tests.feeds.editions import (
    LINK_TO_LETTER,
    SITE,
    edition,
    feed_items,
    full_edition,
    item,
    letter,
    release,
    sample_settings,
    site_feed,
    text,
)


def only(*items: object) -> FeedItem:
    (found,) = feed_items(edition(*items))  # type: ignore[arg-type]
    return found


def words_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_the_newest_fifty_releases_stand_newest_first():
    releases = [release(f"r{n}", date=f"20{n:02d}-01-01") for n in range(NEWEST + 3)]
    found = feed_items(edition(*releases))
    assert [i.title for i in found] == [f"The r{n}" for n in range(NEWEST + 2, 2, -1)]


def test_an_item_keeps_its_id_whatever_is_corrected():
    before = only(release("old-name", uid="tag:x,2010:1", title="Old", date="2010-09-01"))
    after = only(
        release("new-name", uid="tag:x,2010:1", title="New", date="2010-09-02",
                changes=[{"date": "2010-09-04", "note": "The headline was wrong."}])
    )  # fmt: skip
    assert before.id == after.id == "tag:x,2010:1"


def feed(found: object, name: str) -> list[str]:
    return [i.id for i in next(feed_documents(found, subscriptions(found)[name])).view(found).items]  # type: ignore[arg-type]


def test_each_story_stands_once_in_a_feed_and_its_translations_in_those_of_their_languages():
    english = release("vote", uid="en", tags=["Votes"], organizations={"lead": "example-group"}, cases="sample-case")
    spanish, french = (
        release("vote", lang=lang, translation="true", uid=lang, tags=["Votes", "Votos"], cases="sample-case",
                organizations={"lead": "example-group"}, date="2010-10-01")
        for lang in ("es", "fr")
    )  # fmt: skip
    case = item("case", "sample-case", title="A v. B", summary="Why.")
    found = edition(english, spanish, french, case)
    for name in ("all", "topics/votes", "organizations/example-group", "cases/sample-case"):
        assert feed(found, f"feeds/{name}") == ["en"], name
    assert feed(found, "feeds/topics/votos") == ["es"]
    assert feed(found, "feeds/languages/es") == ["es"]
    assert feed(found, "feeds/languages/fr") == ["fr"]


def test_a_subscriber_from_before_each_story_stood_once_meets_nothing_again_and_no_archive_is_gone():
    stories = [release(f"r{n}", uid=f"en-{n}", date=f"20{n:02d}-01-01") for n in range(10, 70)]
    spanish = [release(f"r{n}", lang="es", translation="true", uid=f"es-{n}", date=f"20{n:02d}-01-01")
               for n in range(10, 70)]  # fmt: skip
    before = edition(*stories, *spanish)
    library = replace(before.library, ledger=replace(before.library.ledger, archives={"feeds/all": 2}))
    after = make_edition(library)
    documents = list(feed_documents(after, subscriptions(after)["feeds/all"]))
    assert len(documents) == 3, "the archives that there were still answer"
    ids = [[i.id for i in document.view(after).items] for document in documents]
    assert set().union(*ids) == {f"en-{n}" for n in range(10, 70)}
    assert all(len(set(one)) == len(one) for one in ids)


def test_a_withdrawn_original_stays_the_story_of_its_feed():
    gone = release("vote", uid="en", status="withdrawn", withdrawn={"date": "2010-10-04", "reason": "It was wrong."})
    spanish = release("vote", lang="es", translation="true", uid="es")
    assert feed(edition(gone, spanish), "feeds/all") == ["en"]


def test_a_bare_date_is_midnight_where_the_site_is():
    assert only(release(date="2010-09-01")).published.isoformat() == "2010-09-01T04:00:00+00:00"


def test_updated_is_the_date_until_a_change_is_declared():
    assert only(release()).updated == only(release()).published
    changed = only(release(changes=[{"date": "2010-09-03T12:00Z", "note": "A name was misspelt."}]))
    assert changed.updated.isoformat() == "2010-09-03T12:00:00+00:00"


def test_a_day_of_change_never_lies_before_the_hour_of_publication():
    found = only(release(date="2010-09-01T10:00-04:00", modified="2010-09-01"))
    assert found.updated == found.published


def test_a_feed_is_as_new_as_its_newest_change_and_never_as_new_as_the_build():
    old = release("old", date="2009-01-01", modified="2010-12-01T00:00Z")
    assert site_feed(edition(release(), old)).updated.isoformat() == "2010-12-01T00:00:00+00:00"
    assert site_feed(edition()).updated == NEVER


def test_every_address_of_a_text_is_absolute():
    found = only(release(prose=LINK_TO_LETTER), letter(pages=2, size=9))
    assert f'<a href="{SITE}/documents/sample-letter/#page=2">a letter</a>' in found.content_html


def test_a_text_keeps_its_tables_figures_and_pictures():
    html = '<figure><blockquote><p>“So it is.”</p></blockquote></figure><table><tr><td>1</td></tr></table><img alt="x">'
    assert only(release(prose=text(html))).content_html == html


def test_the_dateline_runs_into_the_first_paragraph():
    found = only(release(dateline="Sampletown & Co.", prose=text("<p>The text.</p>")))
    assert found.content_html == "<p>Sampletown &amp; Co. — The text.</p>"
    found = only(release(dateline="Sampletown", prose=text("<ul><li>One</li></ul>")))
    assert found.content_html == "<p>Sampletown —</p>\n<ul><li>One</li></ul>"


def test_a_correction_is_marked_in_the_first_line_and_the_title_stays():
    found = feed_items(full_edition())[1]
    assert found.title == "Counties & towns ask <again>"
    first, second = words_of(found.content_html).split("\n")[:2]
    assert first == "Corrected September 3, 2010: The letter has two pages, not three."
    assert second == "Updated September 5, 2010: An answer came."


def test_the_note_of_a_translation_speaks_its_language():
    assert words_of(feed_items(full_edition())[0].content_html).startswith(
        "Corregido el 3 de septiembre de 2010: La carta"
    )


def test_a_withdrawn_release_becomes_a_notice_under_its_own_id_title_and_date():
    found = feed_items(full_edition())[2]
    assert found.id == "tag:records.example,2010:releases/gone.en.md"
    assert found.title == "A claim that did not hold"
    assert found.published.isoformat() == "2010-08-01T17:00:00+00:00"
    assert found.updated.isoformat() == "2010-10-04T04:00:00+00:00"
    assert found.summary == "This page was withdrawn on October 4, 2010. Its numbers were <wrong>."
    assert found.content_html == (
        "<p><strong>This page was withdrawn on October 4, 2010.</strong> Its numbers were &lt;wrong&gt;.</p>\n"
        f'<p>Instead, read: <a href="{SITE}/releases/2010/opt-out/">Counties &amp; towns ask &lt;again&gt;</a></p>'
    )
    assert found.categories == found.enclosures == found.organizations == ()


def test_the_case_says_why_it_matters():
    found = feed_items(full_edition())[1]
    assert found.content_html.endswith(
        f'<p><a href="{SITE}/cases/sample-case/">Group v. Office</a>: Whether the office must answer.</p>'
    )


def test_a_withdrawn_case_says_nothing():
    gone = item("case", "c", summary="x", status="withdrawn", withdrawn={"date": "2010-10-01", "reason": "y"})
    assert only(release(cases="c", prose=text("<p>Text.</p>")), gone).content_html == "<p>Text.</p>"


def test_pictures_of_a_release_stand_below_its_text():
    found = only(release(images=[{"file": "poster.png", "alt": 'A "poster"', "credit": "Sample"}]))
    assert found.content_html == (
        f'<figure><img src="{SITE}/releases/2010/sample-release/poster.png" alt="A &#34;poster&#34;">'
        "<figcaption>Picture: Sample</figcaption></figure>"
    )


def test_the_cited_documents_on_file_are_enclosed_in_the_order_of_their_citation():
    found = feed_items(full_edition())[1]
    assert [(e.url, e.type, e.length, e.title) for e in found.enclosures] == [
        (f"{SITE}/documents/second-letter/second-letter.pdf", "application/pdf", 1024, "A second letter"),
        (f"{SITE}/documents/sample-letter/sample-letter.pdf", "application/pdf", 48211, "The sample letter"),
    ]


def test_a_document_that_is_not_on_file_is_not_enclosed():
    assert only(release(documents="sample-letter"), letter()).enclosures == ()


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"authors": "A. Writer; B. Writer", "organizations": "example-group"}, ["A. Writer", "B. Writer"]),
        ({"organizations": {"lead": "example-group", "with": "sample-union"}}, ["Example Group"]),
        ({"organizations": "unknown-group"}, ["Example Records"]),
        ({}, ["Example Records"]),
    ],
)
def test_authors_fall_back_on_the_leading_organizations_and_then_on_the_site(fields, names):
    assert [author.name for author in only(release(**fields)).authors] == names


def test_organizations_are_those_that_are_not_authors():
    union = Author(name="Sample Union & Friends", url=f"{SITE}/organizations/sample-union/")
    assert feed_items(full_edition())[1].organizations == (union,)


def test_categories_are_the_tags_and_the_category_each_once():
    assert only(release(tags=["Letters", "Courts"], category="Letters")).categories == (
        "Letters",
        "Courts",
        "Press release",
    )


def test_a_summary_is_the_records_own_or_its_first_paragraph_or_its_deck():
    prose = text("<p>The first paragraph.</p>")
    assert only(release(summary="Own.", prose=prose)).summary == "Own."
    assert only(release(subtitle="Deck.", prose=prose)).summary == "The first paragraph."
    assert only(release(subtitle="Deck.")).summary == "Deck."


def test_a_site_without_a_name_or_a_tagline_still_has_a_feed_with_a_title():
    view = site_feed(edition(site_name="", tagline=""))
    assert view.title == view.description == view.author == SITE
    assert sample_settings().site_url == SITE


def test_a_view_is_the_same_whenever_it_is_made():
    assert repr(site_feed(full_edition())) == repr(site_feed(full_edition()))


@given(st.text())
def test_no_text_of_a_view_holds_what_xml_cannot(written):
    author = Author(name=written)
    assert all(c in "\t\n\r" or ord(c) >= 0x20 for c in author.name)
    assert not any(0xD800 <= ord(c) < 0xE000 or ord(c) in (0xFFFE, 0xFFFF) for c in author.name)


def test_each_document_of_a_feed_has_its_own_view_in_whatever_order_they_are_made():
    count = NEWEST + 2
    several = edition(
        *(release(f"r{n:03}", title=f"Sample {n}", tags=["Letters"], prose=text("a")) for n in range(count))
    )
    documents = [d for s in subscriptions(several).values() for d in feed_documents(several, s)]
    first = [document.view(several) for document in documents]
    for document, view in reversed(list(zip(documents, first, strict=True))):
        assert document.view(several) == view
        assert (view.url, len(view.items)) == (document.frame.url, len(document.entries))
    archives = {view.url: view.items for view in first if view.is_archive}
    full, short = archives[f"{SITE}/feeds/all/1"], archives[f"{SITE}/feeds/topics/letters/1"]
    assert [item.id for item in full] == [item.id for item in short]
    assert all(a.content_html != b.content_html for a, b in zip(full, short, strict=True))
