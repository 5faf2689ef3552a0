"""Text to read: paragraphs without running heads, and never another word or another order."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.evidence.text.reading_text import blocks, is_heading, paragraphs, reading_text

LINES = (
    "The memorandum of the field office says who was asked and",
    "when the answer came. It was sent to the sheriff of the",
    "county on the first of September, with a copy to the state.",
    "No reply is on file.",
    "The second page lists the places that wrote back, with the",
    "date of each letter, and the officer who keeps them there.",
)


def test_lines_that_run_on_are_joined_and_a_short_one_ends_its_paragraph() -> None:
    first, second = paragraphs(LINES).split("\n\n")
    assert first == " ".join(LINES[:4])
    assert second == " ".join(LINES[4:])


def test_lists_headings_and_words_broken_at_a_line_keep_their_lines() -> None:
    lines = [*LINES[:3], "(a) the minutes of both hearings;", "• every agreement", "FINDINGS OF THE BOARD", *LINES[:3]]
    lines += ["and all that was asked of the officers in the state of Okla-", "homa"]
    kept = [line for line in paragraphs(lines).split("\n") if line]
    assert kept[1:4] == ["(a) the minutes of both hearings;", "• every agreement", "FINDINGS OF THE BOARD"]
    assert kept[-1] == "homa"


def test_tables_and_forms_stay_as_they_are() -> None:
    table = ["Name          County        Date", "A. Example    Springfield   1 May", *LINES]
    assert paragraphs(table) == "\n".join(table)
    form = ["Name:", "Address:", "Date of birth:", "I agree to all of the above, in writing, today."]
    assert paragraphs(form) == "\n".join(form)


def book(pages: int) -> list[str]:
    return [
        "\n".join([f"Report of the Board of 2010        {n + 11}", *LINES, f"Only here: {n * n}", f"- {n + 11} -"])
        for n in range(pages)
    ]


def test_running_heads_and_page_numbers_in_order_are_left_out() -> None:
    read = reading_text(book(6))
    assert all("Report of the Board" not in page and "- 1" not in page for page in read)
    assert [f"Only here: {n * n}" in page for n, page in enumerate(read)] == [True] * 6


def test_two_pages_show_no_running_head_and_years_are_no_page_numbers() -> None:
    assert "Report of the Board" in reading_text(book(2))[0]
    pages = ["\n".join([*LINES, str(year)]) for year in (2010, 1998, 2004, 2010)]
    assert [page.endswith(str(year)) for page, year in zip(reading_text(pages), (2010, 1998, 2004, 2010), strict=True)]
    assert all(page.split()[-1].isdigit() for page in reading_text(pages))


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs", "Cc"]), max_size=90)))
def test_no_word_changes_and_none_changes_its_place(lines: list[str]) -> None:
    assert paragraphs(lines).split() == "\n".join(lines).split()


WORDS = st.sampled_from([*LINES, "", "12", "- 12 -", "Page 3 of 9", "Report of the Board", "• a", "Okla-"])


@given(st.lists(st.lists(WORDS, max_size=9).map("\n".join), max_size=8))
def test_what_is_left_out_are_whole_lines_at_the_edges_of_pages(texts: list[str]) -> None:
    for text, read in zip(texts, reading_text(texts), strict=True):
        lines = [line for line in text.split("\n") if line.strip()]
        words, kept = iter(text.split()), read.split()
        assert all(word in words for word in kept)
        middle = " ".join(lines[2:-2]) if len(lines) > 4 else " ".join(lines)
        assert " ".join(middle.split()) in " ".join(kept)


def test_headings_are_told_in_several_languages_and_never_by_a_guess() -> None:
    headings = ["FINDINGS OF THE BOARD", "III. CONCLUSIÓN DEL CASO", "Article 3", "Artículo 12.", "Section 4.2: Scope"]
    assert all(map(is_heading, [*headings, "Kapitel IV", "Seksyon 2", "ΣΥΜΠΕΡΑΣΜΑ ΤΗΣ ΕΠΙΤΡΟΠΗΣ"]))
    words = ["Section 4 of the act says that a county may ask.", "ICE", "12-3456", "A county may ask", "التقرير"]
    assert not any(map(is_heading, [*words, "NAME          COUNTY", "TO THE SHERIFF,", ""]))


@given(st.lists(st.sampled_from([*LINES, "", "  ", "FINDINGS OF THE BOARD", "Article 3", "ITEM A"]), max_size=12))
def test_blocks_keep_every_word_in_its_place(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert " ".join(part for part, _ in blocks(text)).split() == text.split()
    assert all(part.strip() for part, _ in blocks(text))
