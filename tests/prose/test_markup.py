import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.preprocessors import NormalizeWhitespace

from plugins.prose import markup
from tests.depth import cases

WHOLE = markup._markdown()
"""A parser that leaves nothing out."""
WHOLE.preprocessors.register(NormalizeWhitespace(WHOLE), "normalize_whitespace", 30)

PIECES = st.sampled_from(
    [
        "# ", "a", "b ", "\n", "\n\n", "    ", "- ", "1. ", "> ", "`", "```\n", "[a]", "](x)", "![", "[^1]",
        "[^1]: ", "[a]: x\n", "*[a]: b\n", "*", "**", "_", "<b>", "</b>", "<p>", "<!--", "-->", "|", "|-|-|\n",
        "a | b\n", "{: #id }", "&amp;", "&", "\\", "  \n", ": ", "===\n", "---\n", "- - -", "<http://x.org>",
        "<a@b.org>", "{", "}", "+ ", "=", "-", "\t", "\r\n", "\n \n", " ", "\x02",
    ]
)  # fmt: skip
WORDS = st.sampled_from(
    [
        "*", "**", "***", "_", "a", "b c", " ", "\n", "\n\n", "\xa0", ".", "(", ")", "“", "!", '"', "\\", "&amp;",
        "<i>", "[", "](y)", "[a](x)", "[b *c*](u_v)", "[**d**](z*w)", '[n](<e f> "t")', "[q](r (s))", "[](x)",
        "snake_case", "`", "`c`", "``", "[`d](`](x)", "[^1]", "[^2]", "\n- ", "\n    - ", "\n> ",
    ]
)  # fmt: skip
NOTES = "\n\n[^1]: *n*[^2]\n[^2]: o\n"


def without_placeholders(html: str) -> str:
    """Markdown loses the count of some unpaired stars, and shows what it had put in place of another find."""
    is_shown = "wxh" in re.sub(r"<[^>]*>", "", html)
    return re.sub(r"\d", "", html) if is_shown else html


@settings(max_examples=cases(300, 20_000), deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
@example("[a] *b*\n\n[a]: x\n")
@example("[a](x) *b*")
@example("> a\n> ===")
@example("- a\n\n  b\nc\n\nd")
@example("a - b\n\nä | c\n-|-\n\n1 d\n\n: e")
@example("a\n===\n\nb\n---\n\n1. c\n\n+ d\n\ne\n: f")
def test_processors_that_are_left_out_would_have_changed_nothing(text: str) -> None:
    assert without_placeholders(markup.to_html(text)) == without_placeholders(WHOLE.reset().convert(text))


@settings(max_examples=cases(300, 20_000), deadline=None)
@given(st.lists(WORDS, max_size=22).map("".join))
@example("**[a](x) b** *c* [*d*](y) **e*** f")
@example("a*b*c** d **e")
@example("[`d](`](x) *`e`* ``f`` `g")
@example("[a](x_y) and snake_case *b*")
@example("* a\n* *b*\n\n    c **d**")
@example("- ![a](b)\n  **c*![d](e)\n    - f")
@example("- a[^2] *b*\n    - c[^1]\n\nd[^2] `e` [^1]")
def test_what_is_plain_is_read_as_markdown_reads_it(text: str) -> None:
    for body in (text, text + NOTES):
        assert without_placeholders(markup.to_html(body)) == without_placeholders(WHOLE.reset().convert(body))


def test_every_trigger_belongs_to_a_processor() -> None:
    names = {*WHOLE.preprocessors._data, *WHOLE.parser.blockprocessors._data, *WHOLE.inlinePatterns._data}
    assert set(markup.TRIGGERS) <= names
    assert set(markup.IN_BLOCKS) <= set(WHOLE.parser.blockprocessors._data)
    assert set(markup.IN_WORDS) <= set(WHOLE.inlinePatterns._data)


def test_one_text_leaves_nothing_for_the_next() -> None:
    markup.to_html("[a]: https://example.org\n\n*[b]: c\n\nx[^1]\n\n[^1]: note\n\n    code")
    assert markup.to_html("[a] b [^1]") == "<p>[a] b [^1]</p>"
