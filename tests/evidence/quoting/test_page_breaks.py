"""Words that run over the end of a page are found there, and nothing that stands between them is dropped unseen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.evidence.quoting.page_breaks import find_pages, verify_on
from plugins.evidence.quoting.verdicts import Found

HEAD = "ICE memo · Draft"
PAGES = (
    f"{HEAD}\nThe first page says little.\nIt ends here.\n1\n",
    f"{HEAD}\nA county may write to the agency. The agency must\nanswer any county that asks in writing to\n2\n",
    f"{HEAD}\ndecline the program, and it must not delay.\nIt may add its reasons.\n3\n",
    f"{HEAD}\nThe last page is short.\n4\n",
)
RUNS = "The agency must answer any county that asks in writing to decline the program, and it must not delay."


def on(quotation: str, first: int, last: int = 0, pages: tuple[str, ...] = PAGES, *, scan: bool = False) -> Found:
    return verify_on(quotation, pages, first, last or first, scans=[scan] * len(pages))


@pytest.mark.parametrize("named", [(2, 3), (2, 2)])
def test_words_that_run_over_the_break_are_exact_on_both_pages_or_on_the_first(named: tuple[int, int]) -> None:
    found = on(RUNS, *named)
    assert (found.verdict.kind, found.first, found.last) == ("exact", 2, 3)


@pytest.mark.parametrize(
    "altered",
    [
        RUNS.replace("must answer", "may answer"),
        RUNS.replace("must not delay", "must delay"),
        RUNS.replace("in writing to decline", "to decline"),
        RUNS.replace("decline the program", "accept the program"),
        "answer any county that asks in writing to [...] delay",
    ],
)
@pytest.mark.parametrize("named", [(2, 3), (2, 2), (1, 4), (3, 3)])
def test_altered_words_are_for_a_person_on_any_pages(altered: str, named: tuple[int, int]) -> None:
    assert on(altered, *named).verdict.kind == "review"


def test_the_page_on_which_the_words_end_does_not_prove_where_they_begin() -> None:
    assert on(RUNS, 3).verdict.kind == "review"
    assert find_pages(RUNS, PAGES, scan=False) == (2, 3)


def test_words_of_the_next_page_alone_are_not_on_this_one() -> None:
    assert on("It may add its reasons.", 2).verdict.kind == "review"
    assert find_pages("It may add its reasons.", PAGES, scan=False) == (3, 3)
    assert find_pages("It may add a reason.", PAGES, scan=False) == (0, 0)


def test_a_negation_at_the_end_of_the_page_before_is_seen() -> None:
    pages = ("It is settled that the county shall not\n1\n", "hold any person after the hour of release.\n2\n")
    found = on("hold any person after the hour of release", 2, pages=pages)
    assert found.verdict.kind == "review"
    assert "not" in found.verdict.reason


def test_a_negation_at_the_head_of_the_next_page_is_seen() -> None:
    pages = ("In every such case the county shall\n1\n", "not hold any person after the hour of release.\n2\n")
    assert on("In every such case the county shall", 1, pages=pages).verdict.kind == "review"


def test_a_number_at_the_end_of_a_page_that_counts_no_pages_is_a_word_of_its_sentence() -> None:
    pages = ("The county has held in its jails\n1500\n", "people for more than two days without a judge.\n")
    assert on("The county has held in its jails people for more than two days", 1, 2, pages).verdict.kind == "review"
    quotation = "The county has held in its jails 1500 people for more than two days without a judge."
    assert on(quotation, 1, 2, pages).verdict.kind == "exact"


def test_footnotes_at_the_foot_of_the_first_page_part_no_sentence() -> None:
    pages = (
        "The agency must answer any county³ that asks in\n3 See the letter of the county,\nwhich asked twice.\n7\n",
        "writing to decline the program.\n8\n",
    )
    assert on("answer any county that asks in writing to decline the program", 1, 2, pages).verdict.kind == "exact"


def test_a_line_of_the_text_that_begins_with_a_number_is_no_footnote() -> None:
    pages = (
        "The agency must answer any county³ that asks, and\n3 counties may not be told to wait.\n3 See a letter.\n7\n",
        "writing is enough.\n8\n",
    )
    assert (
        on("The agency must answer any county that asks, and writing is enough.", 1, 2, pages).verdict.kind == "review"
    )


def test_a_word_broken_over_the_page_is_whole() -> None:
    pages = ("The agency must not inter-\n1\n", "fere with the county's answer.\n2\n")
    assert on("The agency must not interfere with the county’s answer.", 1, pages=pages).verdict.kind == "exact"


def test_a_stamped_page_runs_on() -> None:
    stamp = "Case 1:10-cv-03488-SAS   Document 5   Filed 09/01/10   Page {} of 9"
    pages = (
        f"{stamp.format(1)}\nThe agency must answer any county\n- 1 -\n",
        f"{stamp.format(2)}\nthat asks in writing.\n- 2 -\n",
    )
    assert on("The agency must answer any county that asks in writing.", 1, pages=pages).verdict.kind == "exact"


def test_the_difference_of_words_that_run_over_is_shown_on_both_pages() -> None:
    found = on(RUNS.replace("any county", "every county"), 2)
    assert (found.verdict.kind, found.first, found.last) == ("review", 2, 3)
    assert found.verdict.differences == (("every", "any"),)


def test_a_scan_runs_on_as_scans_do() -> None:
    pages = tuple(page.replace("decline", "dec1ine").replace("memo", "mcmo") for page in PAGES)
    assert on(RUNS, 2, pages=pages, scan=True).verdict.kind == "review"
    pages = tuple(page.replace("any county", "any countv") for page in PAGES)
    assert on(RUNS.replace("delay", "de1ay"), 2, pages=pages, scan=True).verdict.kind == "review"
    pages = tuple(page.replace("program", "prograrn") for page in PAGES)
    assert on(RUNS, 2, pages=pages, scan=True).verdict.kind == "scan"


@pytest.mark.parametrize("opening", ["[H]old any person", "hold any person", "in-\nterfere with it"])
def test_a_negation_on_the_page_before_is_seen_whatever_the_quotation_does_to_its_first_word(opening: str) -> None:
    words = opening.replace("[H]", "h")
    rest = "after the hour of release. " + "Each of them is told so, and why. " * 30
    pages = ("It is settled that the county shall not\n1\n", f"{words} {rest}\n2\n")
    quotation = f"{opening} after the hour of release".replace("-\n", "")
    assert on(quotation, 2, pages=pages).verdict.kind == "review"


# Whatever is changed, no altered quotation is called checked


WORDS = [
    "the",
    "county",
    "agency",
    "office",
    "may",
    "must",
    "not",
    "never",
    "always",
    "answer",
    "deny",
    "any",
    "some",
    "12",
    "30",
    "2010",
    "March",
    "two",
    "reasons",
    "in",
    "of",
]
SENTENCES = (
    "The county may ask the agency in writing for 30 days of time before it must answer any of the 12 letters. ",
    "No office of the agency may deny two requests in March 2010 without giving its reasons to the county. ",
    "It must never hold any person for more than 48 hours, and it shall always tell the clerk the reasons. ",
)
TEXT = "".join(SENTENCES).split()


@given(st.data())
def test_a_quotation_with_a_word_changed_dropped_added_or_moved_is_always_for_a_person(data: st.DataObject) -> None:
    cut = data.draw(st.integers(5, len(TEXT) - 5))
    pages = (f"Draft\n{' '.join(TEXT[:cut])}\n1\n", f"Draft\n{' '.join(TEXT[cut:])}\n2\n")
    start = data.draw(st.integers(0, len(TEXT) - 8))
    end = data.draw(st.integers(start + 6, len(TEXT)))
    quoted = list(TEXT[start:end])
    at = data.draw(st.integers(1, len(quoted) - 2))
    match data.draw(st.sampled_from(["change", "drop", "add", "swap"])):
        case "change":
            quoted[at] = data.draw(st.sampled_from(WORDS))
        case "drop":
            del quoted[at]
        case "add":
            quoted.insert(at, data.draw(st.sampled_from(WORDS)))
        case "swap":
            quoted[at], quoted[at + 1] = quoted[at + 1], quoted[at]
    altered = " ".join(quoted)
    named = data.draw(st.sampled_from([(1, 1), (2, 2), (1, 2)]))
    scan = data.draw(st.booleans())
    if f" {altered} " not in f" {' '.join(TEXT)} ":
        assert on(altered, *named, pages=pages, scan=scan).verdict.kind == "review"


@given(st.data())
def test_whatever_stands_over_the_break_is_exact_if_nothing_turns_it(data: st.DataObject) -> None:
    cut = data.draw(st.integers(6, len(TEXT) - 6))
    pages = (f"Draft\n{' '.join(TEXT[:cut])}\n1\n", f"Draft\n{' '.join(TEXT[cut:])}\n2\n")
    start, end = data.draw(st.integers(0, cut - 4)), data.draw(st.integers(cut + 4, len(TEXT)))
    found = on(" ".join(TEXT[start:end]), 1, pages=pages).verdict
    assert found.kind == "exact" or "cuts a number" in found.reason or "must not be cut off" in found.reason
