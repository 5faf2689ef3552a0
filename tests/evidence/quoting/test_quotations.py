"""A quotation stands on its page, matches a scan, or a person must look: no altered one slips through."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quotations import ENGLISH, SPANISH, Case, cases, faithful, figures, printed, scanned, sentences
from plugins.evidence.quoting.quotations import find_page, verify
from plugins.evidence.quoting.verdicts import Verdict

CASES = [
    pytest.param(case, id=f"{'scan' if case.scan else 'clean'}, {case.kind}, {number}")
    for number, case in enumerate(cases())
]
MARGIN = "\r\n".join(map(str, range(1, 29)))


def clean(quotation: str, page: str) -> Verdict:
    return verify(quotation, page, scan=False)


def scan(quotation: str, page: str) -> Verdict:
    return verify(quotation, page, scan=True)


# The generated set


@pytest.mark.parametrize("case", CASES)
def test_a_faithful_quotation_is_found_and_an_altered_one_is_left_to_a_person(case: Case) -> None:
    verdict = verify(case.quotation, case.page, scan=case.scan)
    if not case.faithful:
        assert verdict.kind == "review"
    elif not case.scan:
        assert verdict == Verdict("exact", "Every word is on the page as quoted.")
    assert verdict.reason.endswith(".")


def test_the_figures_are_whole_on_clean_text_and_no_scan_buys_recall_with_precision() -> None:
    results = [(case, verify(case.quotation, case.page, scan=case.scan)) for case in cases()]
    assert len(results) >= 150
    assert figures([result for result in results if not result[0].scan]) == (1.0, 1.0)
    precision, recall = figures([result for result in results if result[0].scan])
    assert precision == 1.0
    assert recall > 0.5


# Typography


@pytest.mark.parametrize(
    ("quotation", "page"),
    [
        ("“the agency’s reply — in full”", "the agency's reply -- in full"),
        ("the agency's “own” words", "the agency’s 'own' words"),
        ("the office of final figures", "the ofﬁce of ﬁnal ﬁgures"),
        ("the office may interfere at will", "the office may inter\x02fere at will"),
        ("the office may interfere at will", "the office may inter-\r\nfere at will"),
        ("the office may inter-\nfere at will", "the office may interfere at will"),
        ("the office may interfere at will", "the of\xadfice may inter\xad\nfere at will"),
        ("a cross-border plan", "a cross\x02border plan"),
        ("a cross-border plan", "a cross-\nborder plan"),
        ("a cross-\nborder plan", "a cross\x02border plan"),
        ("a cross‑border plan", "a cross–border plan"),
        ("the state-of-the-art list", "the state-of-\r\nthe-art list"),
        ("the order\nof the   court", "the order \r\n\r\n of\u00a0the\u200b court"),
        ("Jalapeño y corazón", "Jalapen\u0303o y corazo\u0301n"),
        ("pages 153–54 of 569 U.S. 614", "pages 153-54 of 569 U. S. 614"),
        ("under § 5.05(b) of the code", "under §5.05(b) of the code"),
        ("5½ weeks later", "5 1/2 weeks later"),
        ("the year 2008-2010 table", "the year 2008\x022010 table"),
        ("«El condado responde»", "El condado responde"),
        ("“‘We object,’ said the clerk”", "“We object,” said the clerk"),
    ],
)
def test_typography_is_no_difference(quotation: str, page: str) -> None:
    assert clean(quotation, f"Before it. {page}, and after.").kind == "exact"


@pytest.mark.parametrize(
    ("quotation", "page"),
    [
        ("10² units were sent", "102 units were sent"),
        ("51/2 weeks went by", "5½ weeks went by"),
        ("the years 20082010 in a table", "the years 2008\x022010 in a table"),
        ("it cost 1000 in all", "it cost 1.000 in all"),
        ("the Court may say so", "the court may say so"),
        ("let us eat, clerk", "let us eat clerk"),
        ("he paid to-day", "he paid today"),
        ("the order stands!", "the order stands."),
        ("the order stands.", "the order stands, but not for long."),
    ],
)
def test_what_is_more_than_typography_is_a_difference(quotation: str, page: str) -> None:
    assert clean(quotation, f"Before it. {page} And after.").kind == "review"


@pytest.mark.parametrize(
    "quotation",
    [
        "the answer is \u202eno\u202c to all",
        "in \u20675, 10\u2069 days",
        "in \u202b5, 10\u202c days",
        "in 5\u200f, \u200f10 days",
    ],
)
def test_what_is_shown_in_another_order_than_it_is_read_in_is_for_a_person(quotation: str) -> None:
    verdict = clean(quotation, "But the answer is no to all who wrote in 5, 10 days or more.")
    assert verdict.kind == "review"
    assert verdict.reason == "An invisible character in the quotation changes the order in which it is read."


def test_marks_of_direction_are_in_their_place_among_letters_that_run_from_right_to_left() -> None:
    assert clean("\u200fהעיר שאלה\u200f בכתב", "ואז העיר שאלה בכתב ולא נענתה.").kind == "exact"
    assert clean("the \u200ecounty asked", "Then the county asked again.").kind == "exact"


@pytest.mark.parametrize(
    ("quotation", "page"),
    [
        ("denied in full and the appeal", "denied in full³ and the appeal"),
        ("denied in full and the appeal", "denied in full ³ and the appeal"),
        ("denied in full and the appeal", "denied in full³,⁴ and the appeal"),
        ("denied in full³ and the appeal", "denied in full³ and the appeal"),
        ("sent to ICE and to it and on", "sent to ICE¹² and to it¹³ and on"),
        ("filed in the U.S. in 2008 and denied", "filed in the U.S.⁴ in 2008⁵ and denied"),
        ("It was denied. The appeal was, too.", "It was denied.³ The appeal was,⁴ too."),
    ],
)
def test_a_raised_number_behind_a_word_is_a_footnotes(quotation: str, page: str) -> None:
    assert clean(quotation, f"Before it. {page} And after.").kind == "exact"


@pytest.mark.parametrize(
    ("quotation", "page"),
    [
        ("it holds 5 km of land", "it holds 5 km² of land"),
        ("it holds 5 feet of land", "it holds 5 feet² of land"),
        ("10 units were sent", "10² units were sent"),
        ("it cost $2008 then", "it cost $2008³ then"),
        ("denied in full⁴ and the appeal", "denied in full³ and the appeal"),
        ("denied in full 3 and the appeal", "denied in full³ and the appeal"),
    ],
)
def test_a_raised_number_that_counts_is_never_dropped_or_made_up(quotation: str, page: str) -> None:
    assert clean(quotation, f"Before it. {page} And after.").kind == "review"


COLUMNS = """The county may ask in writing     The agency shall give notice
to decline the program, and       within ten days of any such
the agency may not hold it        request, and it shall reply
to an earlier answer.             in writing.
"""


@pytest.mark.parametrize(
    "quotation",
    [
        "The county may ask in writing to decline the program, and the agency may not hold it to an earlier answer.",
        "give notice within ten days of any such request, and it shall reply in writing",
    ],
)
def test_columns_that_are_drawn_row_by_row_are_for_a_person_and_nothing_is_said_to_differ(quotation: str) -> None:
    for page in (COLUMNS, re.sub(" {2,}", " ", COLUMNS)):
        verdict = clean(quotation, page)
        assert (verdict.kind, verdict.differences) == ("review", ())
        assert "columns" in verdict.reason
    assert "columns" not in clean(quotation.replace("shall", "may").replace("may not", "may"), COLUMNS).reason


def test_a_last_comma_or_full_stop_inside_the_marks_is_the_writers() -> None:
    page = "The order stands until the hearing, and is then void."
    assert clean("“The order stands until the hearing.”", page).kind == "exact"
    assert clean("“The order stands until the hearing;”", page).kind == "review"


def test_each_paragraph_of_a_long_quotation_may_open_with_a_mark() -> None:
    page = "The first paragraph ends here.\r\nThe second goes on.\r\nThe third is last."
    quotation = "“The first paragraph ends here.\n\n“The second goes on.\n\n“The third is last.”"
    assert clean(quotation, page).kind == "exact"


def test_one_word_is_enough_and_must_match_exactly() -> None:
    assert clean("“voluntary”", "They call it voluntary.").kind == "exact"
    assert clean("“voluntary”", "They call it involuntary.").kind == "review"
    assert scan("“internal plan”", "It is an intemal plan.").kind == "review"


# Elisions and an editor's marks


@pytest.mark.parametrize("elision", ["[...]", "[…]", "…", ". . .", ". . . .", "(...)", "[* * *]"])
def test_words_left_out_are_passed_over(elision: str) -> None:
    page = "The county, after a long delay and two letters, sent the whole file to the court."
    assert clean(f"{elision} The county, {elision} sent the whole file {elision}", page).kind == "exact"


def test_the_pages_own_dots_and_brackets_may_be_quoted() -> None:
    page = "It gives “[e]ach State . . . the right to” “[u]se [the] water [sic] of the river.”"
    assert clean("[e]ach State . . . the right to” “[u]se [the] water [sic] of", page).kind == "exact"
    assert clean("the right to” “[u]se [the] water of the river", page).kind == "exact"


def test_parts_in_another_order_are_not_a_quotation() -> None:
    page = "The county sent the file on Monday. The clerk received a letter on Friday."
    verdict = clean("The clerk received a letter [...] The county sent the file", page)
    assert verdict == Verdict("review", "The parts of the quotation are on the page in another order.")


def test_an_elision_must_not_hide_a_negation() -> None:
    page = "The county may not, in any case, hold a person. It shall pay. That is not disputed. It must reply."
    assert "contains “not”" in clean("The county may [...] hold a person", page).reason
    assert clean("It shall pay. [...] It must reply.", page).kind == "exact"


def test_an_elision_on_a_scan_must_leave_out_enough_to_be_read() -> None:
    quotation = "the county may [...] hold a person"
    assert scan(quotation, "the county may x1d hold a person").kind == "review"
    assert scan(quotation, "the county may in these two months nof hold a person").kind == "review"
    assert scan(quotation, "the county may in these two months hold a person").kind == "exact"


@pytest.mark.parametrize("part", ["not", "never", "12"])
def test_a_negation_or_a_number_cannot_be_picked_from_elsewhere(part: str) -> None:
    page = "The county may hold a person. They say not. They say never. They say 12. Each may be released at once."
    verdict = clean(f"The county may [...] {part} [...] be released", page)
    assert verdict.reason == f"“{part}” is alone between elisions: a person must judge what it belongs to."


def test_a_changed_capital_in_brackets_is_exact() -> None:
    page = "By law the county must reply. A letter came."
    assert clean("[T]he county must reply.", page).kind == "exact"
    assert clean("[a] letter came", page).kind == "exact"
    assert clean("[I]he county must reply.", page).kind == "review"


def test_sic_is_an_editors_word() -> None:
    assert clean("[sic]", "the recieved letter was read").kind == "review"
    assert clean("the recieved [sic] letter was read", "the recieved letter was read").kind == "exact"


@pytest.mark.parametrize(
    "quotation",
    ["the agency [the county] must reply", "the [county] must reply", "the agenc[ies] must reply", "[They] must reply"],
)
def test_words_in_brackets_are_for_a_person(quotation: str) -> None:
    verdict = clean(quotation, "By law the agency must reply.")
    assert verdict.kind == "review"
    assert "brackets" in verdict.reason


# Negations and numbers


@pytest.mark.parametrize(
    ("quotation", "page", "difference"),
    [
        ("the plan is not voluntary", "the plan is voluntary", ("not", "")),
        ("the plan is voluntary", "the plan is not voluntary", ("", "not")),
        ("the county can refuse it", "the county cannot refuse it", ("can", "cannot")),
        ("they do ask for it", "they don’t ask for it", ("do", "don't")),
        ("it was a lawful order", "it was an unlawful order", ("a lawful", "an unlawful")),
        ("an active file was kept", "an inactive file was kept", ("active", "inactive")),
        ("with a warrant it may", "without a warrant it may", ("with", "without")),
        ("el condado puede negarse", "el condado no puede negarse", ("", "no")),
        ("siempre se aplica aquí", "nunca se aplica aquí", ("siempre", "nunca")),
        ("con orden de un juez", "sin orden de un juez", ("con", "sin")),
    ],
)
@pytest.mark.parametrize("of_scan", [False, True])
def test_a_negation_that_differs_is_named(
    quotation: str, page: str, difference: tuple[str, str], of_scan: bool
) -> None:
    verdict = verify(quotation, f"And {page} today.", scan=of_scan)
    assert verdict.kind == "review"
    assert verdict.reason.startswith("The quotation and the page differ in a negation: ")
    assert verdict.differences == (difference,)


@pytest.mark.parametrize(
    ("quotation", "page"),
    [
        ("at least 40 persons were held", "at least 45 persons were held"),
        ("at least 40 persons were held", "at least persons were held"),
        ("at least persons were held", "at least 40 persons were held"),
        ("at least five persons were held", "at least nine persons were held"),
        ("some 2.5 percent were held", "some 25 percent were held"),
        ("some 25 were held", "some 25% were held"),
        ("it cost 400 in all", "it cost $400 in all"),
        ("under Title II of it", "under Title Il of it"),
        ("under § 12 of the code", "under 12 of the code"),
        ("the page DHS-000123 is blank", "the page DHS-000128 is blank"),
        ("on May 5 it wrote", "on March 5 it wrote"),
        ("a loss of -3 points", "a loss of 3 points"),
        ("it held 10 and 15 files", "it held l0 and 15 files"),
        ("it held 150 blue files", "it held I5O blue files"),
        ("it held so many files", "it held 5o many files"),
        ("se pidió doce veces hoy", "se pidió dos veces hoy"),
    ],
)
@pytest.mark.parametrize("of_scan", [False, True])
def test_a_number_that_differs_is_never_accepted(quotation: str, page: str, of_scan: bool) -> None:
    verdict = verify(quotation, f"And {page} today.", scan=of_scan)
    assert verdict.kind == "review"
    assert verdict.reason.startswith("The quotation and the page differ in a number: ")


@pytest.mark.parametrize("page", ["It is not subject to review.", "It is non-subject to review."])
def test_a_quotation_must_not_begin_behind_a_negation(page: str) -> None:
    assert "must not be cut off" in clean("subject to review", page).reason
    assert clean("subject to review", f"It is subject to review. {page}").kind == "exact"


def test_a_term_may_be_quoted_from_behind_a_negation() -> None:
    assert clean("opt out", "They may not opt out of it.").kind == "exact"


def test_a_quotation_must_not_end_between_a_verb_and_its_negation() -> None:
    assert clean("they say they do", "By now they say they do not.").kind == "review"
    assert clean("the county", "By law the county never pays.").kind == "exact"
    assert clean("all that the county must", "It is all that the county must. No city pays.").kind == "exact"
    assert clean("the case of Alder is", "the case of Alder is No. 10-3488 here").kind == "exact"


@pytest.mark.parametrize(
    ("quotation", "page", "number"),
    [
        ("it cost $2", "it cost $2 million", "2 million"),
        ("5 million was paid", "that $5 million was paid", "that $5"),
        ("from 2008", "from 2008-2010", "2008-2010"),
        ("million was paid", "about five million was paid", "about five million"),
        ("pagó el 72", "pagó el 72 por ciento", "72 por ciento"),
    ],
)
def test_a_number_must_not_be_cut_apart(quotation: str, page: str, number: str) -> None:
    verdict = clean(quotation, page)
    assert verdict.reason == f"The quotation cuts a number apart: the page has “{number}”."


# Scans


@pytest.mark.parametrize(
    "page",
    [
        "the rnodern system of intemal records was kept here",
        "the modern system of internaI records was kept here",
        "the modern systern of internal records vvas kept here",
        "the mod ern system ofinternal records was kept here",
        "the modern system | of internal records ~ was kept here .",
        "th e modern system of internal records was kept he re",
        "the modern system, of internal re-\ncords was kept here",
        "the modern system of interna| records was kept here",
    ],
)
def test_a_scan_may_differ_as_scans_do_and_printed_text_may_not(page: str) -> None:
    quotation = "the modern system of internal records was kept here"
    verdict = scan(quotation, f"Now {page}, it says.")
    assert verdict.kind == "scan"
    assert verdict.differences
    assert clean(quotation, f"Now {page}, it says.").kind == "review"


@pytest.mark.parametrize(
    ("quotation", "page"),
    [
        ("the reply was clear to all of us", "the reply was dear to all of us"),
        ("it was an informal plan of theirs", "it was an in formal plan of theirs"),
        ("by law [the county] must reply", "by law the county must reply"),
        ("an independent life was led", "an in dependentlife was led"),
        ("the rnodern plan [...] not [...] be kept", "the modern plan is not there, and must be kept"),
        ("it was not able to reply at once", "it was notable to reply at once"),
        ("it was notable to reply at once", "it was not able to reply at once"),
        ("they paid the 40, 50 and more", "they paid the 40 50 and more"),
        ("he paid the whole sum that year", "he paid the whale sum that year"),
        ("lo pago todo el condado ese año", "lo pagó todo el condado ese año"),
        ("the county of Alder must reply", "the county of Aldor must reply"),
        ("the county and the city must reply", "the county and city must reply"),
    ],
)
def test_what_a_scan_does_not_do_is_for_a_person(quotation: str, page: str) -> None:
    assert scan(quotation, f"And {page} today.").kind == "review"


def test_a_scan_that_has_every_word_is_exact() -> None:
    assert scan("the county must reply", "By law the county must reply.").kind == "exact"


def test_a_scan_loses_accents() -> None:
    assert scan("la petición llegó al condado", "Hoy la peticion llego al condado.").kind == "scan"


# What stands on a page and is none of its sentences


def test_a_column_of_margin_numbers_is_no_part_of_a_sentence() -> None:
    lines = [f"{number} line {'abcdefghijkl'[number]} goes on and" for number in range(1, 11)]
    assert clean("line c goes on and line d goes on", "\r\n".join(lines)).kind == "exact"
    assert clean("line c goes on and line d goes on", "\r\n".join(lines[1:5])).kind == "review"


def test_a_number_that_opens_a_line_by_chance_is_no_margin() -> None:
    page = f"{MARGIN}\r\nthe county held\r\n29 persons in the jail"
    assert clean("the county held persons in the jail", page).kind == "review"
    assert clean("the county held 29 persons in the jail", page).kind == "exact"
    assert clean("the county held persons in the jail", "the county held\r\n7\r\npersons in the jail").kind == "review"


def test_a_footnotes_sign_is_passed_over_only_where_its_note_stands_on_the_page() -> None:
    page = "It broke the law.1 On this filing,\r\nwithin 61 days2\r\nit moved to dismiss."
    notes = "\r\n1 The claim is in Count I.\r\n2 The last day was a Sunday."
    quotation = "It broke the law. On this filing, within 61 days it moved"
    assert clean(quotation, page + notes).kind == "exact"
    assert clean(quotation, page).kind == "review"
    assert clean("It broke the law. On this filing", page.replace("law.1", "law.¹")).kind == "exact"


def test_a_courts_stamp_and_a_page_break_do_not_interrupt_a_sentence() -> None:
    stamp = "Case 4:08-cv-02214-SBA Document 26 Filed 01/29/2009 Page 1 of 2"
    first, second = f"the county\r\n- 6 -\r\n{stamp}", f"{stamp}\r\nmust reply at once"
    assert clean("the county must reply at once", f"{first}\f{second}").kind == "exact"


# Pages


def test_the_page_that_has_the_words_is_found_by_its_number() -> None:
    pages = ["", "Of another matter altogether.", "By law the county must inter\x02vene at once.", "The end."]
    assert find_page("the county must intervene", pages, scan=False) == 3
    assert find_page("the county must not intervene", pages, scan=False) is None


def test_a_page_with_the_very_words_goes_before_a_scan_that_may_have_them() -> None:
    pages = ["by law the county rnust reply", "by law the county must reply"]
    assert find_page("by law the county must reply", pages, scan=True) == 2
    assert find_page("by law the county must reply", pages[:1], scan=True) == 1
    assert find_page("by law the county must reply", pages[:1], scan=False) is None


@pytest.mark.parametrize("page", ["", " \r\n\x0c", "* * *"])
def test_a_page_without_text_says_so(page: str) -> None:
    verdict = clean("the county must reply", page)
    assert verdict == Verdict("review", "The page has no text to compare with.", (("the county must reply", ""),))


@pytest.mark.parametrize("quotation", ["", "“”", " … ", "[...]", "—", "* * *"])
def test_a_quotation_without_words_says_so(quotation: str) -> None:
    assert clean(quotation, "By law the county must reply.") == Verdict("review", "The quotation has no words.")


def test_words_of_another_page_are_said_to_be_absent() -> None:
    verdict = clean("an unrelated remark on salt", "By law the county must reply at once to each letter.")
    assert verdict == Verdict("review", "The words are not on this page.", (("an unrelated remark on salt", ""),))


def test_several_differences_are_all_listed() -> None:
    verdict = clean("the city must answer at once", "By law the county must reply at once.")
    assert verdict.differences == (("city", "county"), ("answer", "reply"))
    assert verdict.reason == (
        "The quotation differs from the page in 2 places; the first: the quotation says “city”, the page “county”."
    )


# Promises


@given(seed=st.integers(0, 10**6), spanish=st.booleans())
def test_whatever_page_is_printed_its_faithful_quotations_are_exact(seed: int, spanish: bool) -> None:
    source = random.Random(seed)
    page = sentences(source, SPANISH if spanish else ENGLISH)
    for kind, quotation in faithful(page, source):
        assert clean(quotation, printed(page)).kind == "exact", (kind, quotation)


@given(seed=st.integers(0, 10**6), at=st.integers(0, 20), word=st.sampled_from(["not", "never", "no", "cannot", "sin"]))
def test_a_negation_put_anywhere_is_never_accepted(seed: int, at: int, word: str) -> None:
    source = random.Random(seed)
    page = sentences(source, ENGLISH)
    words = source.choice(page).split()
    words.insert(at, word)
    assert clean(" ".join(words), printed(page)).kind == "review"
    assert scan(" ".join(words), scanned(page, source)).kind == "review"


@given(quotation=st.text(max_size=60), page=st.text(max_size=200), of_scan=st.booleans())
def test_any_two_texts_get_a_verdict(quotation: str, page: str, of_scan: bool) -> None:
    assert verify(quotation, page, scan=of_scan).reason


@given(text=st.text(alphabet="aA1I|.-'\"[] \n\x02\u00ad…¹½", min_size=1, max_size=40))
def test_any_text_that_has_words_stands_in_itself(text: str) -> None:
    assert clean(text, text).kind == "exact" or not any(character.isalnum() for character in text)
