"""Quoted words are marked where they stand in a page's text, and never a character of that text changes."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.evidence.quoting.marking import marked, over_two_pages


def words(paragraphs: list[str], *quotations: str) -> list[str]:
    return [text for segments in marked(paragraphs, quotations) for text, is_marked in segments if is_marked]


def test_words_are_found_over_a_line_end_and_a_hyphen() -> None:
    page = ["A county may ask in writ-\ning to decline\nthe program. It is free."]
    assert words(page, "A county may ask in writing to decline the program.") == [
        "A county may ask in writ-\ning to decline\nthe program"
    ]


def test_typography_makes_no_difference() -> None:
    assert words(["They said “we’ll wait – for now” twice."], "we'll wait - for now") == ["we’ll wait – for now"]


def test_the_parts_around_an_elision_are_marked_in_their_order() -> None:
    page = ["The board set aside money for pages. Nobody asked. It was spent on benches."]
    assert words(page, "The board set aside money […] It was spent on benches.") == [
        "The board set aside money", "It was spent on benches",
    ]  # fmt: skip
    assert words(page, "It was spent on benches [...] The board set aside money") == []


def test_words_that_run_over_two_paragraphs_are_marked_in_both() -> None:
    assert words(["It begins here and", "ends over there."], "begins here and ends over there") == [
        "begins here and", "ends over there",
    ]  # fmt: skip


def test_words_that_are_not_there_mark_nothing() -> None:
    assert words(["A county may decline."], "A county may not decline.") == []


def test_two_quotations_that_overlap_are_one_mark() -> None:
    assert words(["one two three four five six"], "one two three four", "three four five six") == [
        "one two three four five six"
    ]


FIRST = (
    "A head\nThe board counted benches in every county of the\n"
    "state, and it found that the list was exam-\n1 A note. 12"
)
SECOND = "A head 13\nined by nobody. It was closed in May. More follows."


def test_words_over_the_end_of_a_page_are_cut_there_whatever_stands_between() -> None:
    whole = "it found that the list was examined by nobody"
    assert over_two_pages(whole, FIRST, SECOND) == ("it found that the list was exam", "ined by nobody")
    cut = "The board counted benches […] the list was examined by nobody"
    assert over_two_pages(cut, FIRST, SECOND) == ("The board counted benches […] the list was exam", "ined by nobody")
    apart = "The board counted benches … It was closed in May"
    assert over_two_pages(apart, FIRST, SECOND) == ("The board counted benches …", " It was closed in May")


def test_words_that_are_not_there_are_cut_nowhere() -> None:
    assert over_two_pages("the list was examined by everybody", FIRST, SECOND) == ("", "")
    assert over_two_pages("It was closed in May", FIRST, SECOND) == ("", "It was closed in May")
    assert over_two_pages("The board counted benches", FIRST, SECOND) == ("The board counted benches", "")


@given(st.text(max_size=40), st.text(max_size=60), st.text(max_size=60))
def test_the_two_parts_are_the_quotation_or_nothing(quotation: str, first: str, second: str) -> None:
    assert "".join(over_two_pages(quotation, first, second)) in (quotation, "")


@given(st.lists(st.text(max_size=60), max_size=4), st.lists(st.text(max_size=40), max_size=3))
def test_the_segments_joined_are_the_text(paragraphs: list[str], quotations: list[str]) -> None:
    assert ["".join(text for text, _ in segments) for segments in marked(paragraphs, quotations)] == paragraphs
