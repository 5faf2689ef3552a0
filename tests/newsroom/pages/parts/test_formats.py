"""Dates, sizes and languages as a reader of a language expects them."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from plugins.newsroom.pages.parts.formats import date_text, direction, locale_of, size_text

NEW_YORK, PRAGUE = ZoneInfo("America/New_York"), ZoneInfo("Europe/Prague")
DAY = date(2010, 9, 1)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "September 1, 2010"),
        ("es", "1 de septiembre de 2010"),
        ("cs", "1. září 2010"),
        ("en-GB", "1 September 2010"),
        ("pt-br", "1 de setembro de 2010"),
        ("iw", "1 בספטמבר 2010"),
        ("sr-Latn", "1. septembar 2010."),
        ("zh-TW", "2010年9月1日"),
        ("fa", "1 سپتامبر 2010"),
        ("xx", "September 1, 2010"),
        ("he-Latn", "September 1, 2010"),
        ("mn-Mong", "September 1, 2010"),
        ("dv", "September 1, 2010"),
    ],
)
def test_a_day_is_said_in_the_readers_language(lang: str, text: str) -> None:
    assert date_text(DAY, lang, NEW_YORK).text == text
    assert date_text(DAY, lang, PRAGUE).iso == "2010-09-01"


def test_a_moment_is_said_in_the_zone_of_the_site_with_its_name() -> None:
    moment = datetime(2010, 9, 1, 10, 0, tzinfo=timezone(timedelta(hours=-7)))
    said = date_text(moment, "en", NEW_YORK)
    assert said.text == "September 1, 2010, 1:00\u00a0PM EDT"
    assert said.iso == "2010-09-01T13:00:00-04:00"
    assert date_text(moment, "en", PRAGUE).text == "September 1, 2010, 7:00\u00a0PM CEST"


def test_a_time_without_an_offset_is_a_time_of_the_site() -> None:
    assert date_text(datetime(2010, 9, 1, 10, 0), "en", NEW_YORK).iso == "2010-09-01T10:00:00-04:00"
    assert date_text(datetime(2010, 11, 7, 1, 30), "en", NEW_YORK).iso == "2010-11-07T01:30:00-05:00"


def test_midnight_is_not_taken_for_a_day() -> None:
    assert "12:00\u00a0AM" in date_text(datetime(2010, 9, 1, 4, tzinfo=UTC), "en", NEW_YORK).text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"), (999, "999 B"), (1000, "1 KB"), (1500, "1.5 KB"), (9_940, "9.9 KB"), (412_300, "412 KB"),
        (999_400, "999 KB"), (999_500, "1 MB"), (999_999, "1 MB"), (6_140_000, "6.1 MB"), (2_000_000_000, "2 GB"),
    ],
)  # fmt: skip
def test_sizes_are_powers_of_ten_as_file_managers_show_them(size: int, text: str) -> None:
    assert size_text(size, "en").replace("\u00a0", " ") == text


def test_sizes_have_the_comma_of_the_language() -> None:
    assert size_text(1500, "es") == "1,5\u00a0KB"


def test_a_locale_is_the_nearest_that_is_known() -> None:
    assert [str(locale_of(lang)) for lang in ("pt-BR", "es-XX", "xx")] == ["pt_BR", "es", "en"]


@pytest.mark.parametrize(
    "lang", ["ar-EG", "he", "iw", "ckb", "sdh", "ku-Arab", "pnb", "ks", "syr", "nqo", "ff-Adlm", "dv"]
)
def test_what_is_written_from_the_right_runs_from_the_right(lang: str) -> None:
    assert direction(lang) == "rtl"


@pytest.mark.parametrize("lang", ["en", "es", "he-Latn", "sd-Deva", "ku", "mn-Mong", "zh-Hant", "sr-Latn", "xx"])
def test_what_is_written_from_the_left_runs_from_the_left(lang: str) -> None:
    assert direction(lang) == "ltr"


def test_a_language_keeps_its_names_whichever_was_read_before() -> None:
    """Up to 2.18 Babel kept an alias that it had resolved for one language in the data that all share: after Hebrew,
    lists in Bosnian had Hebrew months (python-babel/babel, issue 1234)."""
    said = """
from datetime import date
from babel import Locale
from babel.dates import format_date, format_skeleton
for code in ("he", "zh", "aa"):
    format_date(date(2010, 11, 1), "LLLL", locale=code)
    for by_width in Locale.parse(code).months.values():
        dict(by_width["wide"]), dict(by_width["abbreviated"])
print(format_skeleton("yMMMM", date(2010, 11, 1), locale="bs"), format_date(date(2010, 11, 1), "LLLL", locale="es"))
"""
    alone = subprocess.run([sys.executable, "-c", said], capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert alone.stdout == "novembar 2010. noviembre\n"
