"""Which way each sign runs. Each line is worked out by hand with the rules of Unicode Standard Annex #9."""

import pytest

from plugins.cards.directions import first_direction, levels


@pytest.mark.parametrize(
    ("text", "right_to_left", "expected"),
    [
        ("abc 12", False, "000000"),
        ("אבג", False, "111"),
        ("a אב b", False, "001100"),
        ("אב ab", True, "11122"),
        ("אב 12", True, "11122"),
        ("ab 12", True, "22222"),
        ("אב 1.5%", True, "1112222"),
        ("عام ١٢", True, "111122"),
        ("عام 12", False, "111122"),
        ("אב!", False, "110"),
        ("אב!", True, "111"),
        ("ab (12) אב", True, "2222222111"),
        ("אב (ab) אב", True, "1111221111"),
        ("ab (אב) ab", False, "0000110000"),
        ("ab [אב cd", False, "000011000"),
        ("م‌ن", True, "111"),
        ("בָּא", False, "1111"),
    ],
)
def test_signs_run_as_the_standard_says(text: str, right_to_left: bool, expected: str) -> None:
    assert "".join(map(str, levels(text, right_to_left))) == expected


def test_the_first_letter_decides_and_numbers_do_not() -> None:
    assert first_direction("12: אבג abc") == "R"
    assert first_direction("«abc» אבג") == "L"
    assert first_direction("2024!") == ""
