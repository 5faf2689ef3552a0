"""Which pages have a card, what it says, and when it is drawn again."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from plugins.cards.card import Card
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.drawn_cards import SITE_CARD
from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import ledger_text
from tests.conftest import EditionMaker
from tests.newsroom.library import quoted
from tests.newsroom.pages.drawing import drawn

WORDS = "> A county may ask in writing to decline the program.\n> — [Memo, p. 1]({document}memo#page=1)"


def release(title: str = "The memo", fields: str = "", body: str = "Words.") -> str:
    return f"---\ntitle: {title}\ndate: 2010-09-01\n{fields}---\n{body}\n"


def card(edition: Edition, path: str) -> Card:
    (place,) = [place for place in outline(edition) if place.path == path]
    made = place.make()
    assert isinstance(made, Card)
    return made


def test_releases_cases_and_documents_have_one_and_the_site_has_one(edition: EditionMaker) -> None:
    found = edition(
        {
            "releases/a.md": release(),
            "cases/c.md": "---\ntitle: The case\nsummary: S\n---\n",
            "documents/d/index.md": "---\ntitle: The memo\nkind: memo\ndate: 2010-08-17\n---\n",
            "pages/about.md": "---\ntitle: About\n---\nWords.\n",
            "releases/held.md": release("Held", "status: draft\n"),
        },
        SITENAME="Sample",
        SITE_TAGLINE="Sample line",
    )
    cards = {place.path for place in outline(found) if place.path.endswith(".png")}
    assert cards == {SITE_CARD, "releases/2010/a/card.png", "cases/c/card.png", "documents/d/card.png"}
    assert card(found, "releases/2010/a/card.png").view.label == "Press release"
    assert card(found, "releases/2010/a/card.png").view.date == "September 1, 2010"
    assert card(found, "cases/c/card.png").view.label == "Case"
    memo = card(found, "documents/d/card.png").view
    assert (memo.label, memo.date, memo.title) == ("Memo", "August 17, 2010", "The memo")
    own = card(found, SITE_CARD).view
    assert (own.title, own.deck) == ("Sample", "Sample line")


def test_a_page_names_its_card_for_services_that_show_links(edition: EditionMaker) -> None:
    site = drawn(edition({"releases/a.md": release("“Sample” & <b>")}, SITEURL="https://example.org/press"))
    page, home = site["releases/2010/a/index.html"].decode(), site["index.html"].decode()
    assert '<meta property="og:image" content="https://example.org/press/releases/2010/a/card.png">' in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta property="og:image:height" content="630">' in page
    assert '<meta property="og:image:type" content="image/png">' in page
    assert 'og:image:alt" content="“Sample” &amp; &lt;b&gt;' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert '<meta property="og:image" content="https://example.org/press/card.png">' in home
    with Image.open(BytesIO(site["releases/2010/a/card.png"])) as image:
        assert image.size == (1200, 630)


def test_without_cards_no_page_speaks_of_one(edition: EditionMaker) -> None:
    site = drawn(edition({"releases/a.md": release()}, CARDS=False))
    assert not [path for path in site if path.endswith("card.png")]
    assert not [path for path, data in site.items() if b"og:image" in data or b"twitter:card" in data]


def test_a_checked_quotation_is_on_the_card_with_its_page(edition: EditionMaker) -> None:
    view = card(edition(quoted.files(WORDS)), "releases/2010/a/card.png").view
    assert view.quotation == "A county may ask in writing to decline the program."
    assert (view.verdict, view.source, view.page) == ("Matches the page", "The memo", "Page 1")


def test_a_quotation_at_review_is_not(edition: EditionMaker) -> None:
    wrong = WORDS.replace("in writing", "by telephone")
    assert card(edition(quoted.files(wrong)), "releases/2010/a/card.png").view.quotation == ""


def test_a_withdrawn_release_says_so_and_quotes_nothing(edition: EditionMaker) -> None:
    gone = "status: withdrawn\nwithdrawn:\n  date: 2010-09-05\n  reason: Wrong.\n"
    view = card(edition(quoted.files(WORDS, fields=gone)), "releases/2010/a/card.png").view
    assert (view.label, view.withdrawn, view.quotation) == ("Withdrawn", True, "")


def test_a_card_speaks_the_language_of_its_page(edition: EditionMaker) -> None:
    found = edition(
        {
            "releases/a.md": release(fields="lang: es\n"),
            "releases/b.md": release("بيان", fields="lang: ar\n"),
            "site.yml": "name: Sample\nlanguages:\n  es:\n    name: Ejemplo\n",
        }
    )
    spanish = card(found, "releases/2010/a/card.png").view
    assert (spanish.site_name, spanish.label, spanish.date) == (
        "Ejemplo",
        "Comunicado de prensa",
        "1 de septiembre de 2010",
    )
    assert card(found, "releases/2010/b/card.png").view.is_right_to_left


def test_a_card_is_as_the_brand_is(edition: EditionMaker, png) -> None:
    brand = 'brand:\n  color: "#ffd400"\n  marker: "#8ee6c9"\n  logo: logo.png\n'
    found = edition({"releases/a.md": release(), "site.yml": brand, "logo.png": png(300, 90)})
    made = card(found, "releases/2010/a/card.png")
    assert (made.view.color, made.view.marker) == ("#ffd400", "#8ee6c9")
    assert made.logo is not None and len(made.view.logo_sha256) == 64


def test_a_picture_of_that_name_beside_a_release_gets_another(edition: EditionMaker, png) -> None:
    files = {"releases/a.md": release(body="![A sample](card.png)"), "releases/card.png": png(40, 40)}
    paths = [place.path for place in outline(edition(files))]
    assert len(paths) == len(set(paths))
    assert {"releases/2010/a/card.png", "releases/2010/a/card-2.png"} <= set(paths)


@pytest.mark.parametrize(
    ("edit", "moved"),
    [
        ({"body": "Other words."}, set()),
        ({"fields": "summary: Another\n"}, set()),
        ({"title": "Another title"}, {"releases/2010/a/card.png"}),
    ],
)
def test_only_what_a_card_shows_has_it_drawn_again(edition: EditionMaker, edit: dict, moved: set[str]) -> None:
    def fingerprints(**changed: str) -> dict[str, str]:
        found = edition({"releases/a.md": release(**changed), "releases/b.md": release("Another")})
        made = (place.make() for place in outline(found) if place.path.endswith("card.png"))
        return {output.path: output.fingerprint(None) for output in made}  # type: ignore[arg-type]

    before, after = fingerprints(), fingerprints(**edit)
    assert {path for path in before if before[path] != after[path]} == moved


def test_a_page_whose_card_was_published_still_answers_there_without_cards(edition: EditionMaker) -> None:
    found = edition({"releases/a.md": release(fields="uid: urn:a\n")})
    ledger = recorded(found)
    assert "releases/2010/a/card.png" in ledger.records["urn:a"].files
    files = {"releases/a.md": release(fields="uid: urn:a\n"), "ledger.json": ledger_text(ledger)}
    later = {place.path: place.leads_to for place in outline(edition(files, CARDS=False))}
    assert later["releases/2010/a/card.png/index.html"] == "releases/2010/a/"


def test_a_card_is_also_where_its_page_was_before(edition: EditionMaker) -> None:
    old = recorded(edition({"releases/a.md": release(fields="uid: urn:a\n")}))
    moved = release(fields="uid: urn:a\nslug: b\n")
    site = drawn(edition({"releases/a.md": moved, "ledger.json": ledger_text(old)}))
    assert site["releases/2010/a/card.png"] == site["releases/2010/b/card.png"]


def test_a_font_of_the_settings_is_a_part_of_every_card(edition: EditionMaker, tmp_path: Path) -> None:
    font = tmp_path / "font.ttf"
    font.write_bytes(b"\0\1\0\0 sample")
    found = edition({"releases/a.md": release()}, CARDS_FONT=str(font))
    made = card(found, "releases/2010/a/card.png")
    assert made.font == font and made.view.font_sha256
    assert replace(made.view, font_sha256="") == card(edition({"releases/a.md": release()}), made.path).view
