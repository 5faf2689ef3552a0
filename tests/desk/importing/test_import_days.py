"""Dates as press releases write them."""

from datetime import date

import pytest

from plugins.desk.importing.days import find_days, read_day

DAY = date(2010, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "September 1, 2010",
        "september 1 2010",
        "SEPTEMBER 1, 2010",
        "Sept. 1, 2010",
        "Sep 1, 2010",
        "September 1st, 2010",
        "Wednesday, September 1, 2010",
        "Wed. September 1, 2010",
        "1 September 2010",
        "1st of September 2010",
        "1 Sept. 2010",
        "2010-09-01",
        "1 de septiembre de 2010",
        "1º de setiembre del 2010",
        "miércoles, 1 de septiembre de 2010",
        "primero de septiembre de 2010",
    ],
)
def test_one_day_has_many_forms(text: str):
    written = read_day(text)
    assert written is not None
    assert written.day == DAY
    assert written.spanish == (" de " in text)


@pytest.mark.parametrize(
    ("month", "text"),
    [
        (n, f"{name} 2, 2010")
        for n, name in enumerate(
            ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."], 1
        )
    ]
    + [
        (n, f"2 de {name} de 2010")
        for n, name in enumerate(
            [
                "enero",
                "febrero",
                "marzo",
                "abril",
                "mayo",
                "junio",
                "julio",
                "agosto",
                "septiembre",
                "octubre",
                "noviembre",
                "diciembre",
            ],
            1,
        )
    ],
)
def test_every_month_is_known(month: int, text: str):
    written = read_day(text)
    assert written is not None
    assert written.day == date(2010, month, 2)


@pytest.mark.parametrize("text", ["9/1/2010", "9.1.2010", "1/9/2010"])
def test_a_date_in_numbers_may_be_two_days(text: str):
    written = read_day(text)
    assert written is not None
    assert written.day is None
    assert set(written.readings) == {date(2010, 9, 1), date(2010, 1, 9)}


@pytest.mark.parametrize(
    ("text", "day"),
    [("9/25/2010", date(2010, 9, 25)), ("25/9/2010", date(2010, 9, 25)), ("9/9/2010", date(2010, 9, 9))],
)
def test_a_date_in_numbers_with_one_reading_is_that_day(text: str, day: date):
    written = read_day(text)
    assert written is not None
    assert written.day == day


@pytest.mark.parametrize(
    "text",
    ["", "September", "September 2010", "Sept. 1", "February 30, 2010", "13/13/2010", "2010-13-01", "on May 1, 2010"],
)
def test_what_is_no_whole_date_is_none(text: str):
    assert read_day(text) is None


def test_month_and_day_are_enough_where_the_year_is_known():
    written = read_day("Sept. 1", 2010)
    assert written is not None
    assert written.day == DAY


def test_every_date_in_a_text_is_found():
    found = find_days("Filed April 27, 2010; answered on 1 September 2010, or 9/1/2010.")
    assert [written.text for written in found] == ["April 27, 2010", "1 September 2010", "9/1/2010"]
