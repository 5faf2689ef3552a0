"""A text becomes lines: balanced, whole words, and no sign that the font lacks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.cards.fonts import own_family
from plugins.cards.lines import ELLIPSIS, Style, balanced, cleaned, cut_short, is_covered, set_line

STYLE = Style(own_family().bold, "en", False)
ARABIC = Style(own_family().bold, "ar", True)
TITLE = "Sample coalition asks the sample department for every record on the sample program"


def numbers(text: str, style: Style = STYLE) -> list[int]:
    return [glyph.number for glyph in set_line(text, style).glyphs]


def test_lines_are_about_as_long_as_one_another() -> None:
    lines = balanced(TITLE, STYLE, 20, 4)
    assert lines is not None and " ".join(lines) == TITLE
    widths = [set_line(line, STYLE).width for line in lines]
    assert max(widths) <= 20 and min(widths) > 0.6 * max(widths)


def test_a_text_that_needs_more_lines_has_none() -> None:
    assert balanced(TITLE, STYLE, 8, 2) is None


def test_a_text_is_cut_between_words_at_the_last_resort() -> None:
    lines = cut_short(TITLE, STYLE, 12, 2)
    assert lines is not None and len(lines) == 2 and lines[1].endswith(ELLIPSIS)
    assert TITLE.split()[: len(" ".join(lines).split())] == " ".join(lines).removesuffix(ELLIPSIS).split()


def test_a_word_wider_than_a_line_is_not_cut() -> None:
    assert balanced("A" * 90, STYLE, 20, 3) is None
    assert cut_short("A" * 90, STYLE, 20, 3) is None


def test_an_address_breaks_after_its_slashes() -> None:
    lines = balanced("https://example.org/one/two/three/four/five/six", STYLE, 14, 3)
    assert lines is not None and all(line.endswith("/") for line in lines[:-1])


def test_chinese_breaks_between_any_two_signs_but_not_before_a_full_stop() -> None:
    lines = balanced("移民当局书面承认。各县可以退出该计划。", STYLE, 4, 12)
    assert lines is not None and len(lines) > 1
    assert not any(line.startswith("。") for line in lines)


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_text_loses_or_repeats_a_sign(text: str) -> None:
    text = cleaned(text)
    lines = balanced(text, STYLE, 15, 40) if text else None
    if lines is not None:
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_arabic_letters_are_joined() -> None:
    apart = [numbers(letter, ARABIC)[0] for letter in "بيت"]
    joined = numbers("بيت", ARABIC)
    assert len(joined) == 3 and not set(joined) & set(apart)


def test_hebrew_stands_from_right_to_left() -> None:
    style = Style(own_family().bold, "he", True)
    assert numbers("שלום", style) == [numbers(letter, style)[0] for letter in "םולש"]


def test_a_number_in_hebrew_stands_from_left_to_right() -> None:
    style = Style(own_family().bold, "he", True)
    assert numbers("עד 2024", style)[:4] == numbers("2024")


def test_brackets_are_mirrored_where_the_line_runs_to_the_left() -> None:
    style = Style(own_family().bold, "he", True)
    assert numbers("(א)", style) == [numbers("(")[0], numbers("א", style)[0], numbers(")")[0]]


@pytest.mark.parametrize("text", ["Ệ ộ ữ", "Жїґў", "Ωάή", "čřžőşğ", "پچگژ ۱۲", "שלום", "ქართული", "“quotes” — €5"])
def test_the_font_has_the_scripts_that_the_manual_names(text: str) -> None:
    assert is_covered(text, STYLE)


@pytest.mark.parametrize("text", ["移民", "にほん", "한국", "Victory 🎉", "አማርኛ", "বাংলা"])
def test_the_font_lacks_others_and_it_is_known(text: str) -> None:
    assert not is_covered(text, STYLE)


def test_signs_that_nobody_sees_are_taken_out_and_spaces_are_one() -> None:
    assert cleaned("  a\u00ad\u200bb \n\t c\u202e\ufeff ") == "ab c"
    assert cleaned("e\u0301") == "é"
    assert cleaned("می\u200cگوید") == "می\u200cگوید"
