"""Quotations of records, on the pages that they name, and what the page says of them."""

from collections.abc import Sequence

import pytest

from plugins.checks.rules import find_problems
from plugins.newsroom.library.quotations import checked_quotations
from plugins.newsroom.pages.document_pages import document_view
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.records.problems import Problem
from tests.conftest import EditionMaker
from tests.newsroom.library.quoted import MEMO, files

RUNS = "The agency must answer any county that asks in writing to decline the program, and it must not delay."
ALTERED = "> A county must ask in writing.\n> — [Memo, p. 1]({document}memo#page=1)"


def codes_of(found: Sequence[Problem]) -> list[str]:
    """Without what is said of the release itself, such as that it has no summary."""
    return [p.code for p in found if not p.code.startswith("R")]


@pytest.mark.parametrize("fragment", ["page=1-2", "page=1"])
def test_words_over_a_page_break_are_exact_and_the_page_says_both(edition: EditionMaker, fragment: str) -> None:
    found = edition(files(f"> {RUNS}\n> — [Memo, pp. 1–2]({{document}}memo#{fragment})"))
    (quotation,) = checked_quotations(found)
    assert (quotation.state, quotation.pin) == ("checked", "1-2")
    html = body_html(found, quotation.item, quotation.item.prose)
    assert '<a class="checked" href="/documents/memo/#page=1">checked against pages 1–2</a>' in html
    assert found.relations.citations["documents/memo/"][0].pages == ((1, 2) if fragment == "page=1-2" else (1,))


def test_the_page_that_words_over_a_break_only_end_on_is_told_where_they_stand(edition: EditionMaker) -> None:
    found = edition(files(f"> {RUNS}\n> — [Memo]({{document}}memo#page=2)"))
    (problem,) = [p for p in find_problems(found) if p.code == "Q001"]
    assert problem.fix == "write #page=1-2 in the link, where the words are"


@pytest.mark.parametrize("fields", ["", "status: draft\n"])
def test_a_preview_says_on_the_page_what_is_not_confirmed_and_a_publication_never(
    edition: EditionMaker, fields: str
) -> None:
    for publication in (False, True):
        more = {"PUBLICATION": True} if publication else {"SHOW_HELD": True}
        found = edition(files(ALTERED, fields="" if publication else fields), **more)
        (quotation,) = checked_quotations(found)
        html = body_html(found, quotation.item, quotation.item.prose)
        assert ('class="checked checked--not"' in html) is not publication
        assert ("not confirmed by page 1" in html) is not publication


@pytest.mark.parametrize(
    "link",
    [
        "/documents/memo/#page=1",
        "https://example.org/documents/memo/#page=1",
        "http://www.Example.org/documents/memo?a=b#page=1",
        "/documents/memo/memo.pdf#page=1",
        "/documents/memo/memo.txt#page=1",
    ],
)
@pytest.mark.parametrize("word", ["may", "must"])
def test_an_address_of_our_own_is_checked_and_its_name_is_recommended(
    edition: EditionMaker, link: str, word: str
) -> None:
    found = edition(files(f"> A county {word} ask in writing\n> — [Memo, p. 1]({link})"))
    (quotation,) = checked_quotations(found)
    assert quotation.holds is (word == "may")
    (hint,) = [p for p in find_problems(found) if p.code == "L008"]
    assert "{document}memo#page=1" in hint.fix
    html = body_html(found, quotation.item, quotation.item.prose)
    assert html.count('"/documents/memo/') == 2 and "Example.org" not in html


def test_a_whole_address_of_ours_leads_to_the_record_as_any_link_to_it_does(edition: EditionMaker) -> None:
    found = edition(files("See [the memo](https://example.org/documents/memo), [more](https://example.org/a?b=c)."))
    (item,) = [item for item in found.library.items if item.path == "releases/a.md"]
    assert body_html(found, item, item.prose) == (
        '<p>See <a href="/documents/memo/">the memo</a>, <a href="https://example.org/a?b=c">more</a>.</p>'
    )


@pytest.mark.parametrize("written", ["https://example.org/Documents/memo/#page=1", "https://example.org/documents/m/"])
def test_a_whole_address_of_a_record_that_there_is_not_is_told(edition: EditionMaker, written: str) -> None:
    found = find_problems(edition(files(f"> A county may ask\n> — [Memo]({written})")))
    assert codes_of(found) == ["L001"]


def test_an_old_sign_off_is_told_once_for_all_its_quotations(edition: EditionMaker) -> None:
    plain = edition(files(ALTERED))
    (quotation,) = checked_quotations(plain)
    old = f"quote_review:\n  by: A\n  date: 2010-09-01\n  reason: x\n  sha256: {quotation.page_sha256}\n"
    twice = f"{ALTERED}\n\n{ALTERED.replace('must', 'shall')}"
    found = find_problems(edition(files(twice, MEMO.replace("# kept\n", old))))
    assert codes_of(found) == ["Q002", "Q001", "Q001"]
    assert 'releases/a.md:7 --by "YOUR NAME"' in found[0].fix


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ("[memo, p. 2]({document}memo#page=1)", True),
        ("[memo]({document}memo#page=1), page 2", True),
        ("[memo, pp. 1–2]({document}memo#page=1)", False),
        ("[memo, p. 1]({document}memo#page=1)", False),
        ("[memo, pp. 2-3]({document}memo#page=1)", True),
        ("[memo of 2 May]({document}memo#page=1)", False),
    ],
)
def test_a_source_that_says_another_page_than_its_link_is_told(edition: EditionMaker, link: str, wrong: bool) -> None:
    found = find_problems(edition(files(f"> A county may ask in writing\n> — {link}")))
    assert codes_of(found) == (["Q003"] if wrong else [])


def test_of_several_links_the_page_that_has_the_words_proves_them(edition: EditionMaker) -> None:
    links = "[memo, p. 1]({document}memo#page=1), [p. 2]({document}memo#page=2)"
    found = edition(files(f"> It may add its reasons.\n> — {links}"))
    (quotation,) = checked_quotations(found)
    assert (quotation.state, quotation.pin) == ("checked", "2")
    html = body_html(found, quotation.item, quotation.item.prose)
    assert '<a class="checked" href="/documents/memo/#page=2">checked against page 2</a>' in html
    (quotation,) = checked_quotations(edition(files(f"> It must add its reasons.\n> — {links}")))
    assert quotation.state == "review"


@pytest.mark.parametrize(
    "body",
    [
        "> A county {} ask in writing\n> - [m, p. 1]({{document}}memo#page=1)",
        "> A county {} ask in writing ([m]({{document}}memo#page=1))",
        "The [memo, p. 1]({{document}}memo#page=1) says:\n\n> A county {} ask in writing",
    ],
)
def test_no_form_lets_an_altered_quotation_pass(edition: EditionMaker, body: str) -> None:
    for word, states in (("may", ["checked"]), ("must", ["review"]), ("may not", ["review"])):
        assert [q.state for q in checked_quotations(edition(files(body.format(word))))] == states


def test_a_link_that_introduces_a_block_says_what_became_of_it(edition: EditionMaker) -> None:
    found = edition(files("The [memo]({document}memo#page=1) says:\n\n> A county must ask in writing"))
    (problem,) = [p for p in find_problems(found) if p.code == "Q001"]
    assert problem.line == 6
    assert problem.fix.startswith("correct the words; or name below them who says them; if they are right")
    found = edition(files("The [memo]({document}memo#page=1) says:\n\n> A county may ask in writing"))
    (quotation,) = checked_quotations(found)
    html = body_html(found, quotation.item, quotation.item.prose)
    assert 'memo</a> <a class="checked" href="/documents/memo/#page=1">checked against page 1</a> says:</p>' in html
    assert '<figure class="quotation"><blockquote class="matched" cite=' in html


def test_words_over_two_pages_are_marked_on_both_and_each_page_can_be_cited(edition: EditionMaker) -> None:
    body = "> The agency must answer any county that asks in writing to decline the program, and it must not delay.\n"
    found = edition(files(f"{body}> — [p. 1]({{document}}memo#page=1-2)"))
    view = document_view(found, found.library.documents[0])
    said = [[text for p in page.paragraphs for text, is_marked in p.segments if is_marked] for page in view.texts]
    assert said == [
        ["The agency must answer any county that asks in writing to"],
        ["decline the program, and it must not delay"],
    ]
    assert [len(page.cited) for page in view.texts] == [1, 1]
    assert view.texts[1].citation.endswith("The memo, p. 2, https://example.org/documents/memo/#page=2")
