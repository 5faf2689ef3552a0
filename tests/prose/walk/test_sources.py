"""Where a quotation names its source, in every form that people type."""

import pytest

from plugins.prose.render import render
from plugins.prose.tree import Element, build, tokens, words_of
from plugins.prose.walk.sources import parts_of


def quote(html: str) -> Element:
    (element,) = build(tokens(html)).elements()
    return element


def test_a_blockquote_is_split_after_each_source() -> None:
    parts = parts_of(quote("<blockquote><p>a\n— b</p><p>c</p><p>– d</p><p>e</p></blockquote>"))
    found = [(words_of(p.words), None if p.source is None else words_of(p.source)) for p in parts]
    assert found == [("a", "b"), ("c", "d"), ("e", None)]


def test_a_dash_in_the_middle_of_the_words_is_no_source() -> None:
    (part,) = parts_of(quote("<blockquote><p>a\n— b\nc</p></blockquote>"))
    assert part.source is None


def test_a_dialogue_needs_words_before_its_source() -> None:
    (part,) = parts_of(quote("<blockquote><p>— a</p></blockquote>"))
    assert part.source is None
    assert words_of(part.words) == "— a"


def test_the_tree_that_was_given_stays_as_it_is() -> None:
    element = quote("<blockquote><p>a\n<em>— b</em></p></blockquote>")
    parts_of(element)
    assert words_of([element]) == "a — b"


LINK = "[memo, p. 1]({document}memo#page=1)"


@pytest.mark.parametrize(
    "body",
    [
        f"> Words here.\n> — {LINK}",
        f"> Words here.\n> - {LINK}",
        f"> Words here.\n> * {LINK}",
        f"> Words here.\n> ~ {LINK}",
        f"> Words here.\n> -- *{LINK}*",
        f"> Words here.\n> {LINK}",
        f"> Words here.\n> Source: {LINK}.",
        "> Words here.\n> [ICE memo]({document}memo#page=1)",
        f"> Words here.\n>\n> - {LINK}",
        f"> Words here.\n>\n> {LINK}",
        f"> Words here. — {LINK}",
        f"> Words here ({LINK}).",
        f"> Words here. (See {LINK}.)",
        f"> Words here. [{LINK}]",
        f"> Words here.\n\n{LINK}",
        f"> Words here.\n\n— {LINK}",
        f"> Words here.\n\n({LINK})",
        f"> Words here.\n\nThe agency says so in its {LINK}, and more.",
        "> Words [here]({document}memo#page=1).",
        "> Words here.\n> - [memo, p. 1](/documents/memo/#page=1)",
        "> Words here.\n> [memo, p. 1](https://example.org/documents/memo/#page=1)",
        f"- A list\n\n  > Words here.\n  > - {LINK}",
        f"1. A list\n\n    > Words here.\n\n    {LINK}",
        f"> > Words here.\n> > - {LINK}",
        f"> > Words here.\n>\n> - {LINK}",
        f"The {LINK} says:\n\n> Words here.",
        f"The {LINK} says\n\n> Words here.",
        f"It was denied. As the {LINK} has it, \n\n> Words here.",
        f"The {LINK} says ...\n\n> Words here.",
        f"{LINK}\n\n> Words here.",
        f"### {LINK}\n\n> Words here.",
        "As the memo has it: [![]({static}memo.png)]({document}memo#page=1)\n\n> Words here.",
        "![A desk]({static}a.png) [![The memo]({static}memo.png)]({document}memo#page=1)\n\n> Words here.",
        "[![The memo]({static}memo.png)]({document}memo#page=1)\n\n> Words here.",
        "> Words here.\n\n[![The memo]({static}memo.png)]({document}memo#page=1)",
        f"> Words here.[^1]\n\n[^1]: {LINK}",
        f"> Words here.[^1]\n\nMore.\n\n[^1]: See the {LINK}, which was released in 2010.",
        f"> Words here.\n\n> — {LINK}",
        "> Words here.\n> https://example.org/documents/memo/#page=1",
        f"It was denied. **The {LINK}** says only this:\n\n> Words here.\n\nMore: [letter]({{document}}l#page=2).",
        "<figure><blockquote>Words here.</blockquote>"
        '<figcaption><a href="/documents/memo/#page=1">memo</a></figcaption></figure>',
    ],
)
def test_a_source_is_found_however_it_is_typed_and_its_words_are_none_of_the_quotation(body: str) -> None:
    prose = render(body, "en")
    (quotation,) = [q for q in prose.quotations if not q.is_link and q.reference is not None]
    assert quotation.text == "Words here."
    html = "".join(part if isinstance(part, str) else f"[{part.kind}]" for part in prose.html)
    assert html.count("<blockquote") == 1 + ("> >" in body)
    html = html.replace(' cite="https://example.org/documents/memo/#page=1"', "[cite]")
    assert html.count('<figure class="quotation"><blockquote[cite]>') == 1
    assert html.count("[mark]") == 1
    assert html.count("<figure") == html.count("</figure>")
    assert "memo" in html or "here[close]" in html or "[open]" in html


@pytest.mark.parametrize(
    "body",
    [
        "> Words to\n> [the program]({document}memo#page=1)",
        "> Words to [the program]({document}memo#page=1)",
    ],
)
def test_linked_words_of_a_sentence_stay_its_words(body: str) -> None:
    (quotation,) = render(body, "en").quotations
    assert quotation.text == "Words to the program"


@pytest.mark.parametrize(
    "body",
    [
        f"> Words here.\n\n## A heading\n\n{LINK}",
        f"> Words here.\n\nNo link.\n\n{LINK}",
        "> Words here, as [the memo]({document}memo) has them.",
        f"> Words here.\n> — A supervisor\n\n{LINK}",
        f"- > Words here.\n- {LINK}",
        f"See the {LINK}. A supervisor said:\n\n> Words here.",
        f"The {LINK} says so.\n\n> Words here.",
        f"“The {LINK} says so.”\n\n> Words here.",
        f"### {LINK}\n\nIt was denied.\n\n> Words here.",
        f"> Words here.[^1]\n> — A supervisor\n\n[^1]: {LINK}",
        f"> Words here.\n\nMore.[^1]\n\n[^1]: {LINK}",
        f"The {LINK} shows how the supervisor put it:\n\n> Words here.\n> — A supervisor",
        f"The {LINK} says:\n\n- one\n\n> Words here.",
    ],
)
def test_a_link_that_is_not_right_there_is_no_source(body: str) -> None:
    assert [q for q in render(body, "en").quotations if q.reference is not None] == []


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("may <s>not</s> ask", "may ~~not~~ ask"),
        ("may <del>not <em>ever</em></del> ask", "may ~~not ever~~ ask"),
        ("may <ins>not</ins> ask", "may ++not++ ask"),
        ("<q>may</q> ask", '"may" ask'),
        ("10<sup>2</sup> units, the 1<sup>st</sup>", "10² units, the 1st"),
        ("may ![](no.png) ask", "may [image] ask"),
        ("may ![not](no.png) ask", "may not ask"),
        ('from <span dir="rtl">5, 10</span>', "from \u20675, 10\u2069"),
        ("*may* `ask` <abbr title='x'>ICE</abbr>", "may ask ICE"),
    ],
)
def test_what_is_shown_otherwise_than_as_plain_words_is_no_plain_word(written: str, words: str) -> None:
    (quotation,) = render(f"> {written}\n> — {LINK}", "en").quotations
    assert quotation.text == words


def test_words_of_a_link_that_are_quoted_are_checked_beside_the_block_that_it_proves() -> None:
    prose = render("> Words here.\n\n[“Other words”]({document}memo#page=1) was said.", "en")
    assert [(q.text, q.is_link) for q in prose.quotations] == [("Words here.", False), ("“Other words”", True)]
    assert sum(not isinstance(part, str) and part.kind == "mark" for part in prose.html) == 1


def test_a_list_that_is_quoted_keeps_its_items_and_its_numbers() -> None:
    (quotation,) = render(f"> - one\n> - two\n> - {LINK}", "en").quotations
    assert quotation.text == "one\n\ntwo"
    (quotation,) = render(f"> 3. one\n> 4. two\n>\n> — {LINK}", "en").quotations
    assert quotation.text == "3. one\n\n4. two"


def test_a_quotation_within_a_quotation_has_its_own_source_and_the_outer_one_all_the_words() -> None:
    prose = render(f"> Outer.\n> > Inner.\n> > — {LINK}\n>\n> — [letter]({{document}}letter#page=2)", "en")
    assert [(q.text, q.reference) for q in prose.quotations] == [("Inner.", 0), ("Outer.\n\nInner.", 1)]


def test_several_links_of_a_source_are_kept() -> None:
    (quotation,) = render(f"> Words.\n> — ICE, {LINK} and [p. 2]({{document}}memo#page=2)", "en").quotations
    assert (quotation.reference, quotation.others) == (0, (1,))
