from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.prose import markup

PIECES = st.sampled_from(
    [
        "# ", "a", "b ", "\n", "\n\n", "    ", "- ", "1. ", "> ", "`", "```\n", "[a]", "](x)", "![", "[^1]",
        "[^1]: ", "[a]: x\n", "*[a]: b\n", "*", "**", "_", "<b>", "</b>", "<p>", "<!--", "-->", "|", "|-|-|\n",
        "a | b\n", "{: #id }", "&amp;", "&", "\\", "  \n", ": ", "===\n", "---\n", "- - -", "<http://x.org>",
        "<a@b.org>", "{", "}",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_processors_that_are_left_out_would_have_changed_nothing(text: str) -> None:
    parser = markup._parser()
    quick = parser.convert(text)
    whole = parser.markdown.reset()
    whole.preprocessors = [processor for processor, _ in parser.preprocessors]
    whole.parser.blockprocessors = [processor for processor, _ in parser.blocks]
    whole.treeprocessors["inline"].inlinePatterns = [processor for processor, _ in parser.inline]
    whole.treeprocessors["attr_list"].is_needed = whole.treeprocessors["unescape"].is_needed = True
    assert whole.convert(text) == quick


def test_every_trigger_belongs_to_a_processor() -> None:
    parser = markup._parser()
    used = {
        triggers for processors in (parser.preprocessors, parser.blocks, parser.inline) for _, triggers in processors
    }
    assert set(markup.TRIGGERS.values()) <= used


def test_one_text_leaves_nothing_for_the_next() -> None:
    markup.to_html("[a]: https://example.org\n\n*[b]: c\n\nx[^1]\n\n[^1]: note\n\n    code")
    assert markup.to_html("[a] b [^1]") == "<p>[a] b [^1]</p>"
