"""Text for the wire: folded at spaces, and never inside a word."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.render.folding import folded
from tests.depth import cases

WORDS = st.text(alphabet="ab-*1. \n", max_size=120)


def test_a_long_line_is_folded_at_its_last_space_that_fits():
    assert folded("one two three", columns=8) == "one two\nthree"
    assert folded("one two three", columns=7) == "one two\nthree"
    assert folded("one two three", columns=6) == "one\ntwo\nthree"


def test_what_follows_in_an_item_of_a_list_hangs_below_its_words():
    assert folded("- one two three", columns=9) == "- one two\n  three"
    assert folded("  12. one two", columns=9) == "  12. one\n      two"


def test_a_word_that_is_longer_than_a_line_stays_whole():
    assert folded("see https://example.org/long there", columns=10) == "see\nhttps://example.org/long\nthere"


@given(text=WORDS, columns=st.integers(min_value=0, max_value=30))
@example(text="a  b ", columns=2)
@example(text="   ", columns=2)
@example(text="- aaaaaa b", columns=0)
@settings(max_examples=cases(300, 100_000), deadline=None)
def test_folding_gives_what_going_word_by_word_gives(text: str, columns: int):
    plain = "\n".join(_word_by_word(line, columns) if len(line) > columns else line for line in text.split("\n"))
    assert folded(text, columns) == plain


def _word_by_word(line: str, columns: int) -> str:
    words = line.lstrip(" ")
    indent = " " * (len(line) - len(words))
    number, dot, _ = words.partition(". ")
    marker = 2 if words[:2] in ("- ", "* ") else len(number) + len(dot) if dot and number.isdigit() else 0
    hang = indent + " " * (marker if marker <= 5 else 0)
    lines, current, empty = [], indent, True
    for word in words.split(" "):
        if not empty and len(current) + 1 + len(word) > columns:
            lines.append(current)
            current, empty = hang, True
        current = current + word if empty else f"{current} {word}"
        empty = False
    return "\n".join([*lines, current])
