"""Where blocks are read otherwise than by CommonMark, on purpose, or beyond it."""

import pytest

from plugins.prose.dialect.blocks import BULLETS
from plugins.prose.markup import to_html
from tests.prose.showing import html


@pytest.mark.parametrize("bullet", BULLETS)
def test_a_typed_bullet_begins_an_item(bullet: str) -> None:
    assert to_html(f"We ask:\n{bullet} first\n{bullet} second") == (
        "<p>We ask:</p>\n<ul>\n<li>first</li>\n<li>second</li>\n</ul>"
    )


@pytest.mark.parametrize("typed", ["•first", "•\u00a0first", "・first", "·\u3000first", "\uf0b7  first", "•“first”"])
def test_a_typed_bullet_needs_no_space(typed: str) -> None:
    words = typed.lstrip("•・·\uf0b7 \u00a0\u3000")
    assert to_html(f"{typed}\n{typed}") == f"<ul>\n<li>{words}</li>\n<li>{words}</li>\n</ul>"


@pytest.mark.parametrize("typed", ["●●● stars", "■Part two", "•••", "· · ·", "• • •", "○"])
def test_signs_that_are_no_bullets_stay(typed: str) -> None:
    assert to_html(typed) == f"<p>{typed}</p>"


@pytest.mark.parametrize(
    "mark",
    [
        "###",
        "# # #",
        "##",
        "- 30 -",
        "-30-",
        "— 30 —",
        "-END-",
        "–fin–",
        r"\# \# \#",
        r"\#\#\#",
        "**###**",
        "**-30-**",
        "*# # #*",
        "[ENDS]",
        "~30~",
        "__— end —__",
    ],
)
def test_the_end_mark_of_a_press_release_is_dropped(mark: str) -> None:
    assert html(f"The last words.\n\n{mark}\n\nNotes") == "<p>The last words.</p>\n<p>Notes</p>"
    assert html(f"The last words.\n{mark}") == "<p>The last words.</p>"


def test_what_looks_like_an_end_mark_and_is_none_stays() -> None:
    assert "30 people" in html("- 30 people -")
    for words in ("[end](https://example.org)", "*30*", "**30**", "~~~\n30\n~~~", "[ends] meet", "**###", "\\# 1"):
        assert html(words) != "", words
    assert "<hr>" in html("a\n\n* * *\n\nb")
    assert "###" in html("```\n###\n```")


def test_each_line_above_a_definition_is_a_term() -> None:
    assert to_html("One\nTwo\n: both\n\n: again\n\n    more\n") == (
        "<dl>\n<dt>One</dt>\n<dt>Two</dt>\n<dd>both</dd>\n<dd>\n<p>again</p>\n<p>more</p>\n</dd>\n</dl>"
    )


def test_a_line_below_a_definition_is_a_term_where_another_definition_follows() -> None:
    assert to_html("Apple\n: a fruit\nOrange\n: a color") == (
        "<dl>\n<dt>Apple</dt>\n<dd>a fruit</dd>\n<dt>Orange</dt>\n<dd>a color</dd>\n</dl>"
    )


def test_a_note_may_hold_paragraphs_lists_and_code() -> None:
    body = "A claim.[^a]\n\n[^a]: First.\n\n    - one\n    - two\n\n    Last."
    assert "<li>two</li>" in html(body)
    assert html(body).count("<p>") == 3


def test_the_name_of_a_note_is_the_same_in_any_case() -> None:
    assert "Named.\n" not in to_html("A claim.[^É]\n\n[^é]: The source.")
    assert 'href="#fn-é"' in to_html("A claim.[^É]\n\n[^é]: The source.")


def test_a_table_whose_first_column_is_headed_by_a_sign_is_no_heading() -> None:
    assert to_html("# | Name\n--|--\n1 | A").startswith("<table>\n<thead>\n<tr>\n<th>#</th>\n<th>Name</th>")
    assert to_html("A | B\n===\n--|--").startswith("<h1>A | B</h1>")


def test_a_note_may_follow_a_paragraph_at_once() -> None:
    assert "[^1]" not in html("A claim.[^1]\n[^1]: The source.")


def test_an_abbreviation_is_explained_wherever_it_stands() -> None:
    assert to_html("The FOIA\n\n*[FOIA]: Freedom of Information Act") == (
        '<p>The <abbr title="Freedom of Information Act">FOIA</abbr></p>'
    )


def test_attribute_lists_name_headings_items_and_words() -> None:
    assert to_html("## A {#b}\n\n- c\n  {: #d }\n- *e*{: lang=es }") == (
        '<h2 id="b">A</h2>\n<ul>\n<li id="d">c</li>\n<li><em lang="es">e</em></li>\n</ul>'
    )


def test_a_file_name_with_spaces_may_follow_a_brace() -> None:
    assert to_html("[a]({static}My report.pdf)") == '<p><a href="{static}My report.pdf">a</a></p>'
