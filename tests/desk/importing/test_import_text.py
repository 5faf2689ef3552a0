"""Plain text keeps its paragraphs, lists and every word, whatever Markdown makes of its signs."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.desk.importing.blocks import Block, body_text
from plugins.desk.importing.escaping import escape_line
from plugins.desk.importing.sources.markdown import read_markdown
from plugins.desk.importing.sources.plain import read_plain
from plugins.prose.markup import to_html
from plugins.prose.render import render

LONG = "The memo says that counties may leave the program, and how they are to ask for it in writing today."


def body(text: str) -> str:
    return body_text(read_plain(text))


def rendered(markdown: str) -> str:
    """The words that a reader sees, as one line."""
    return " ".join("".join(part if isinstance(part, str) else "" for part in render(markdown, "en").text).split())


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def test_lines_are_paragraphs_where_the_text_is_not_wrapped():
    long = f"{LONG} {LONG}"
    assert body(f"{long}\n{long}\n\n{long}") == f"{long}\n\n{long}\n\n{long}"


def test_a_wrapped_paragraph_is_one_again():
    wrapped = (
        "In a teleconference today, public officials and civil rights groups\n"
        "said that nearly two years after its launch the agency has finally\n"
        "suggested a procedure for local jurisdictions to ask to leave it.\n"
        "\n"
        "The groups want the agency to follow its own policy and to release\n"
        "the places that have asked."
    )
    assert body(wrapped).split("\n\n") == [" ".join(part.split("\n")) for part in wrapped.split("\n\n")]


LETTER = """FOR IMMEDIATE RELEASE                        Contact: Maria Lopez, (212) 555-0134
Wednesday, September 1, 2010                 mlopez@example.org

        COUNTIES CAN SAY NO, PAPERS SHOW

NEW YORK, Sept. 1 -- In a teleconference today, public officials and
civil rights groups said that nearly two years after its launch the
agency has finally suggested a procedure for local jurisdictions to
ask to leave it. "We asked," said the sheriff. "They did not
answer."

They ask for three things:

  * a written rule that any county can read and that does not change
    from one week to the next;
  * an answer;
  * release of all records.
"""


def test_a_letterhead_in_columns_is_taken_apart_and_the_text_below_is_unwrapped():
    assert body(LETTER).split("\n\n") == [
        "FOR IMMEDIATE RELEASE  \nContact: Maria Lopez, (212) 555-0134  \nWednesday, September 1, 2010  \n"
        "mlopez@example.org",
        "COUNTIES CAN SAY NO, PAPERS SHOW",
        "NEW YORK, Sept. 1 -- In a teleconference today, public officials and civil rights groups said that nearly two "
        "years after its launch the agency has finally suggested a procedure for local jurisdictions to ask to leave "
        'it. "We asked," said the sheriff. "They did not answer."',
        "They ask for three things:",
        "- a written rule that any county can read and that does not change from one week to the next;\n- an answer;\n"
        "- release of all records.",
    ]


def test_an_indented_first_line_begins_a_paragraph():
    wrapped = (
        "   In a teleconference today, public officials and civil rights group\n"
        "said that nearly two years after its launch the agency has finally go\n"
        "suggested a procedure for local jurisdictions to ask to leave it, nowx\n"
        "   The groups want the agency to follow its own policy and to release\n"
        "the places that have asked for it a long time ago, as they had to do it\n"
    )
    assert [part[:10] for part in body(wrapped).split("\n\n")] == ["In a telec", "The groups"]


def test_lines_of_an_address_stay_under_one_another():
    assert body("Jane Doe\nPress officer\n+1 415 555 0100") == "Jane Doe  \nPress officer  \n+1 415 555 0100"


def test_short_sentences_on_lines_of_their_own_are_paragraphs():
    assert body("We asked.\nThey answered.") == "We asked.\n\nThey answered."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• one\n• two", "- one\n- two"),
        ("- one\n- two", "- one\n- two"),
        ("* one\n* two", "- one\n- two"),
        ("• one\n\n• two", "- one\n- two"),
        ("We ask:\n- one\n- two\nThat is all.", "We ask:\n\n- one\n- two\n\nThat is all."),
        ("1. one\n2. two", "1. one\n2. two"),
        ("1) one\n2) two", "1. one\n2. two"),
        ("• one\n  • deep\n  • deeper\n• two", "- one\n    - deep\n    - deeper\n- two"),
        ("• one that\n  goes on\n• two", "- one that goes on\n- two"),
        ("• #tag\n• 1. x", "- \\#tag\n- 1\\. x"),
    ],
)
def test_lists_stay_lists(text: str, expected: str):
    assert body(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- one alone", "\\- one alone"),
        ("* one footnote", "\\* one footnote"),
        ("3. three\n4. four", "3\\. three\n\n4\\. four"),
        ("1. one\n3. three", "1\\. one\n\n3\\. three"),
        ("2010. That was the year.", "2010. That was the year."),
    ],
)
def test_what_may_be_no_list_keeps_its_marks(text: str, expected: str):
    assert body(text) == expected.replace("2010. ", "2010\\. ")


@pytest.mark.parametrize("text", ["Demands\n=======\n\nWe ask.", "Demands\n-------\nWe ask."])
def test_an_underlined_line_is_a_heading(text: str):
    assert body(text) == "## Demands\n\nWe ask."


def test_a_rule_between_paragraphs_is_a_rule_and_one_at_the_end_is_none():
    assert body("one.\n\n* * *\n\ntwo.\n\n_____\n") == "one.\n\n---\n\ntwo."


@pytest.mark.parametrize(
    "line",
    [
        "# not a heading",
        "#StopSComm now",
        "> not a quotation",
        "*stars* and **more**",
        "_low_ lines, __init__ and snake_case_name",
        "`code` and ``more``",
        "[a](b) and [c][d] and [e]: f",
        "[^1]: no footnote",
        "![no](image.png)",
        "<b>no tag</b> <!-- nor comment --> <script>nor(this)</script>",
        "&copy; and &#169; stay",
        "AT&T and a < b > c",
        "back\\*slash \\_ and \\",
        "{: .class } {#id} {document}",
        ": no definition",
        "~~~ no fence",
        "= no underline",
        "1. no list",
        "+ nor this",
        "- nor this",
        "--",
        "*[HTML]: no abbreviation",
        "http://example.org/a_b_c?d=*e*&amp;f",
        "    indented code",
        "| no | table |",
        "*",
        "_",
    ],
)
def test_a_line_that_looks_like_markup_reads_as_it_was_typed(line: str):
    assert rendered(escape_line(" ".join(line.split()))).replace("–", "--") == " ".join(line.split())


def test_a_line_behind_a_colon_defines_nothing():
    assert "<dd>" in to_html("Term\n\n: it")
    assert "<dd>" not in to_html(body("Term\n\n: it"))


SIGNS = st.text(st.sampled_from("ab1 .#*_`[](){}<>!&;:=+-~|\\^\"'/n"), max_size=40)


@given(SIGNS)
@example("[a]: b")
@example("*[a]: b")
@example("<a>_b_</a>")
def test_no_word_of_a_line_is_lost_in_markdown(line: str):
    line = " ".join(line.split())
    html = to_html(escape_line(line))
    text = unescape(re.sub(r"<[^>]*>", "", html))
    if not re.fullmatch(r"[-*_ ]*", line):  # a rule, which is none in a body
        assert text.split() == line.split()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\n\n\t -*•1.>#|"), max_size=300))
def test_no_word_of_a_text_is_lost_in_its_body(text: str):
    source = text.replace("\u2028", " ").replace("\u2029", " ").replace("\ufeff", "")
    blocks = read_plain(source)
    assert words(" ".join(block.text for block in blocks)) == words(source)
    kept = [block for block in blocks if block.kind != "end"]
    unescaped = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), body_text(tuple(kept)))
    unescaped = unescaped.replace("&lt;", "<").replace("&amp;", "&")
    assert words(unescaped) == words(" ".join(block.text for block in kept))


def test_markdown_stays_as_it_is():
    text = (
        "## Why\n\n- a\n- b\n\n> Quoted.\n> — [memo]({document}ice-memo)\n\n```\nx\n\n\ny\n```\n\n"
        "Some *text*\nin two lines."
    )
    assert body_text(read_markdown(text)) == text


def test_a_heading_and_the_text_below_it_are_two_blocks():
    assert [block.kind for block in read_markdown("# Title\nText.")] == ["heading", "text"]
    assert read_markdown("Title\n=====")[0] == Block(raw="# Title", kind="heading")
