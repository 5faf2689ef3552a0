from plugins.prose.tree import Element, build, tokens, words_of
from plugins.prose.walk.quotations import parts_of


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
