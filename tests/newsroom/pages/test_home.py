"""The home page: its lead, and the proof beside it. All content is sample data."""

from bs4 import BeautifulSoup, Tag

from plugins.newsroom.library.edition import Edition
from tests.conftest import EditionMaker
from tests.newsroom.library import quoted
from tests.newsroom.pages.drawing import drawn

WORDS = "> A county may ask in writing to decline the program.\n> — [Memo, p. 1]({document}memo#page=1)"
LATER = "---\ntitle: Later words\ndate: 2010-09-20\n---\nWords that quote nothing.\n"
FALSE = WORDS.replace("decline", "leave")


def home(edition: Edition, path: str = "index.html") -> BeautifulSoup:
    return BeautifulSoup(drawn(edition)[path], "lxml")


def proof(page: BeautifulSoup) -> Tag | None:
    return page.select_one(".lead > figure.proof")


def test_the_proof_is_of_the_lead_and_then_names_no_other(edition: EditionMaker) -> None:
    shown = proof(home(edition(quoted.files(WORDS))))
    assert shown is not None
    assert shown.mark is not None and shown.mark.get_text() == "A county may ask in writing to decline the program."
    assert "Quoted in" not in shown.get_text()


def test_a_lead_without_a_quotation_has_the_newest_one_beside_it_and_says_where_it_is_quoted(
    edition: EditionMaker,
) -> None:
    page = home(edition(quoted.files(WORDS) | {"releases/later.md": LATER}))
    shown = proof(page)
    assert shown is not None
    source = shown.select_one("figcaption .meta a")
    assert source is not None and source["href"] == "/releases/2010/a/"
    assert page.select_one(".lead .label").get_text().startswith("Latest · ")  # type: ignore[union-attr]


def test_what_is_featured_is_not_called_the_latest_unless_it_is(edition: EditionMaker) -> None:
    found = quoted.files(WORDS) | {"releases/later.md": LATER, "site.yml": "featured:\n  release: a\n"}
    page = home(edition(found))
    assert page.select_one(".lead .label").get_text().startswith("Featured · ")  # type: ignore[union-attr]


def test_a_case_may_give_the_proof(edition: EditionMaker) -> None:
    found = quoted.files("Words.") | {"cases/c.md": f"---\ntitle: The case\nsummary: S\n---\n{WORDS}\n"}
    shown = proof(home(edition(found)))
    assert shown is not None and shown.select_one("figcaption .meta a[href='/cases/c/']")


def test_words_that_are_not_on_the_page_are_no_proof(edition: EditionMaker) -> None:
    assert proof(home(edition(quoted.files(FALSE)))) is None


def test_a_short_quotation_goes_before_a_long_one(edition: EditionMaker) -> None:
    long = f"> {' '.join(quoted.PAGES[0])}\n> — [Memo, p. 1]({{document}}memo#page=1)"
    shown = proof(home(edition(quoted.files(f"{long}\n\nThen:\n\n{WORDS}"))))
    assert shown is not None and shown.mark is not None
    assert shown.mark.get_text() == "A county may ask in writing to decline the program."


def test_a_lead_says_how_much_of_what_it_rests_on_can_be_read(edition: EditionMaker) -> None:
    found = quoted.files("[It]({document}letter) says so.") | {
        "documents/letter/index.md": "---\ntitle: L\nkind: letter\n---\n"
    }
    assert "Rests on 1 document, none on file yet" in " ".join(home(edition(found)).get_text().split())
