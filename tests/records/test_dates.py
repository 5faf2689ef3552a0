"""Dates and moments as people write them; where a change of clocks leaves two to choose from, the later one counts."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.records.calendar.days import DateError, with_offset
from plugins.records.dates import (
    instant,
    iso,
    local_day,
    parse_date,
    slipped_offset,
)

NEW_YORK, PRAGUE, UTC_ZONE = ZoneInfo("America/New_York"), ZoneInfo("Europe/Prague"), ZoneInfo("UTC")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2010-09-01", "2010-09-01"),
        (" 2010-09-01 ", "2010-09-01"),
        ("2010-09-01 10:00", "2010-09-01T10:00:00"),
        ("2010-09-01T10:00", "2010-09-01T10:00:00"),
        ("2010-09-01t10:00:07", "2010-09-01T10:00:07"),
        ("2010-09-01 10:00:07.250000", "2010-09-01T10:00:08"),
        ("2010-09-01T10:00Z", "2010-09-01T10:00:00+00:00"),
        ("2010-09-01 10:00 -07:00", "2010-09-01T10:00:00-07:00"),
        ("2010-09-01 10:00:00+0530", "2010-09-01T10:00:00+05:30"),
        ("2010-09-01T10:00+14:00", "2010-09-01T10:00:00+14:00"),
        ("2010-09-01T10:00-00:00", "2010-09-01T10:00:00+00:00"),
    ],
)
def test_iso_dates_are_read_with_what_they_state_and_nothing_more(text: str, iso: str) -> None:
    assert parse_date(text).isoformat() == iso


@pytest.mark.parametrize(
    "text",
    ["", "soon", "01/09/2010", "9/1/10", "2010-09", "September 2010", "2010-02-30", "2010-13-01", "2010-31-12",
     "2010-09-01T24:00", "2010-09-01T10", "2010-09-01T10:60", "2010-09-01T10:00 EST", "2010-09-01T10:00+16:00",
     "2010-09-01T10:00+05:60", "2010-09-01 10:00 CEST", "2010-09-01 13:00 PM", "2010-09-01x", "1 2010-09-01",
     "0000-01-01", "0001-01-01", "9999-12-31", "9999-12-31T23:59-10:00", "null", "~", "Tuesday, September 1, 2010",
     "2010-09-01 10:30 Mars/Phobos", "2010-367", "2010-W54-1", "2010-09-01 to 2010-09-03", "September 1-3, 2010",
     "2010-9--1", "2010-0-1", "32.1.2010", "Smarch 1, 2010", "10:00", "2010-09-01 10:00 or later"],
)  # fmt: skip
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "as_iso"),
    [
        ("2025-5-1", "2025-05-01"),
        ("2025/05/01", "2025-05-01"),
        ("2025.05.01", "2025-05-01"),
        ("20250501", "2025-05-01"),
        ("２０２５-05-01", "2025-05-01"),
        ("“2025-05-01”", "2025-05-01"),
        ("31/12/2010", "2010-12-31"),
        ("12/31/2010", "2010-12-31"),
        ("5/5/2025", "2025-05-05"),
        ("1.9.2010", "2010-09-01"),
        ("Sept. 1, 2010", "2010-09-01"),
        ("September 1st, 2010", "2010-09-01"),
        ("1 September 2010", "2010-09-01"),
        ("1-Sep-2010", "2010-09-01"),
        ("Wednesday, September 1, 2010", "2010-09-01"),
        ("Wed 1/9/2010", "2010-09-01"),
        ("1 de septiembre de 2010", "2010-09-01"),
        ("2025-05-01 9:05", "2025-05-01T09:05"),
        ("2025-05-01 9h05", "2025-05-01T09:05"),
        ("2025-05-01 9:05 Uhr", "2025-05-01T09:05"),
        ("2025-05-01 9:05 a. m.", "2025-05-01T09:05"),
        ("May 1, 2025 at noon", "2025-05-01T12:00"),
        ("2025-05-01 6 a.m. ET", "2025-05-01T06:00-04:00"),
        ("2025-12-01 6:00 ET", "2025-12-01T06:00-05:00"),
        ("2025-05-01 6:00 Pacific time", "2025-05-01T06:00-07:00"),
        ("2025-05-01 6:00 UTC+2", "2025-05-01T06:00+02:00"),
        ("2025-05-01 6:00 GMT-5:30", "2025-05-01T06:00-05:30"),
        ("2025-05-01T06:00-04:00[America/New_York]", "2025-05-01T06:00-04:00"),
        ("2025–05–01", "2025-05-01"),
        ("2025‑05‑01.", "2025-05-01"),
        ("2025年5月1日（木）", "2025-05-01"),
        ("2025년 5월 1일", "2025-05-01"),
        ("1er mai 2025", "2025-05-01"),
        ("1 d’octubre 2025", "2025-10-01"),
        ("5. listopadu 2025", "2025-11-05"),
        ("1 мая 2025 г.", "2025-05-01"),
        ("2025. május 1.", "2025-05-01"),
        ("2025-05-01 10:30 AM", "2025-05-01T10:30"),
        ("2025-05-01 10:30 p.m.", "2025-05-01T22:30"),
        ("2025-05-01 12:05 am", "2025-05-01T00:05"),
        ("2025-05-01 12:05 pm", "2025-05-01T12:05"),
        ("May 1, 2025 at 10am", "2025-05-01T10:00"),
        ("May 1, 2025, 10.30", "2025-05-01T10:30"),
        ("2025-05-01T10:30:00.000Z", "2025-05-01T10:30+00:00"),
        ("2025-05-01T10:30:00.1234567", "2025-05-01T10:30:01"),
        ("2025-05-01 10:30 -07", "2025-05-01T10:30-07:00"),
        ("Thu, 01 May 2025 10:30:00 +0000", "2025-05-01T10:30+00:00"),
        ("Thu, 1 May 2025 10:30 GMT", "2025-05-01T10:30+00:00"),
        ("Wed, 01 Dec 2010 10:00:00 PST", "2010-12-01T10:00-08:00"),
        ("Wed Sep  1 10:30:00 2010", "2010-09-01T10:30"),
        ("Wed Sep 1 10:30:00 PDT 2010", "2010-09-01T10:30-07:00"),
        ("Wed Sep 1 10:30:00 2010 -0700", "2010-09-01T10:30-07:00"),
        ("20100901T103000Z", "2010-09-01T10:30+00:00"),
        ("2010-09-01 1030", "2010-09-01T10:30"),
        ("2010-244", "2010-09-01"),
        ("2010-W35-3", "2010-09-01"),
        ("1/Sep/2010", "2010-09-01"),
        ("2010-09-01 (Wed)", "2010-09-01"),
        ("den 1 september 2010", "2010-09-01"),
        ("le 1er septembre 2010", "2010-09-01"),
        ("١ سبتمبر ٢٠١٠", "2010-09-01"),
        ("平成22年9月1日", "2010-09-01"),
        ("民國99年9月1日", "2010-09-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("2010, September 1", "2010-09-01"),
        ("9.13.2010", "2010-09-13"),
        ("2010-09-01 à 10h30", "2010-09-01T10:30"),
        ("2010-09-01\u200b", "2010-09-01"),
        ("\ufeff2010-09-01", "2010-09-01"),
        ("2010-09-01 10:30 America/New_York", "2010-09-01T10:30-04:00"),
        ("2010-12-01 6 am America/Los_Angeles", "2010-12-01T06:00-08:00"),
        ("2010-09-01T10:30:00[America/Los_Angeles]", "2010-09-01T10:30-07:00"),
    ],
)
def test_what_has_one_meaning_is_read(text: str, as_iso: str) -> None:
    assert iso(parse_date(text)) == as_iso


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9/1/2010", ["2010-01-09", "2010-09-01"]),
        ("9/1/10", ["2010-01-09", "2010-09-01"]),
        ("2010-31-12", ["2010-12-31"]),
        ("2010-02-31", ["2010-02-28"]),
        ("2010-09", ["2010-09-01"]),
        ("September 2010", ["2010-09-01"]),
        ("2010-09-01 10:00 EST", ["2010-09-01T10:00-05:00", "2010-09-01T10:00-04:00"]),
        ("Tuesday, September 1, 2010", ["2010-09-01"]),
        ("soon", []),
        ("3 listopada 2025", []),
        ("Sept. 31, 2010", ["2010-09-30"]),
        ("10/2010", ["2010-10-01"]),
        ("2010-09-01T10", ["2010-09-01T10:00"]),
        ("2010-09-01 to 2010-09-03", ["2010-09-01"]),
        ("2010-09-01/2010-09-03", ["2010-09-01"]),
        ("September 1-3, 2010", ["2010-09-01"]),
        ("1283342400000", ["2010-09-01T12:00+00:00"]),
        ("2010-09-01 (Tue)", ["2010-09-01"]),
    ],
)
def test_what_has_several_meanings_or_none_says_what_may_be_meant(text: str, meant: list[str]) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert [iso(value) for value in caught.value.meant] == meant


def test_the_offset_of_the_zone_is_that_of_the_day() -> None:
    assert iso(with_offset(datetime(2026, 12, 1, 6), NEW_YORK)) == "2026-12-01T06:00-05:00"
    assert iso(with_offset(datetime(2026, 7, 1, 6), NEW_YORK)) == "2026-07-01T06:00-04:00"
    # Repeated: the later of the two.
    assert iso(with_offset(datetime(2010, 11, 7, 1, 30), NEW_YORK)) == "2010-11-07T01:30-05:00"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2026-12-01T06:00-04:00", "2026-12-01T06:00-05:00"),
        ("2026-07-01T06:00-05:00", "2026-07-01T06:00-04:00"),
        ("2026-12-01T06:00-05:00", None),
        ("2026-12-01T06:00-07:00", None),
        ("2026-12-01T06:00Z", None),
        ("2026-12-01T06:00", None),
        ("2026-12-01", None),
    ],
)
def test_an_offset_of_the_other_season_is_noticed_and_that_of_another_place_is_not(
    text: str, right: str | None
) -> None:
    found = slipped_offset(parse_date(text), NEW_YORK)
    assert (iso(found) if found else None) == right


def test_a_date_alone_is_midnight_in_the_zone() -> None:
    assert instant(date(2010, 9, 1), NEW_YORK) == utc("2010-09-01T04:00:00")
    assert instant(date(2010, 12, 1), NEW_YORK) == utc("2010-12-01T05:00:00")
    assert instant(date(2010, 9, 1), PRAGUE) == utc("2010-08-31T22:00:00")


def test_an_offset_wins_over_the_zone() -> None:
    for zone in (NEW_YORK, PRAGUE, UTC_ZONE):
        assert instant(parse_date("2010-09-01T10:00-07:00"), zone) == utc("2010-09-01T17:00:00")


@pytest.mark.parametrize(
    ("zone", "local", "expected"),
    [
        # New York skips 02:00 to 03:00 on 2010-03-14 (07:00Z) and repeats 01:00 to 02:00 on 2010-11-07 (06:00Z).
        (NEW_YORK, "2010-03-14 01:59:59", "2010-03-14T06:59:59"),
        (NEW_YORK, "2010-03-14 02:00:00", "2010-03-14T07:00:00"),
        (NEW_YORK, "2010-03-14 02:30:00", "2010-03-14T07:30:00"),
        (NEW_YORK, "2010-03-14 02:59:59", "2010-03-14T07:59:59"),
        (NEW_YORK, "2010-03-14 03:00:00", "2010-03-14T07:00:00"),
        (NEW_YORK, "2010-11-07 00:59:59", "2010-11-07T04:59:59"),
        (NEW_YORK, "2010-11-07 01:00:00", "2010-11-07T06:00:00"),
        (NEW_YORK, "2010-11-07 01:59:59", "2010-11-07T06:59:59"),
        (NEW_YORK, "2010-11-07 02:00:00", "2010-11-07T07:00:00"),
        # Prague skips 02:00 to 03:00 on 2010-03-28 (01:00Z) and repeats 02:00 to 03:00 on 2010-10-31 (01:00Z).
        (PRAGUE, "2010-03-28 01:59:59", "2010-03-28T00:59:59"),
        (PRAGUE, "2010-03-28 02:00:00", "2010-03-28T01:00:00"),
        (PRAGUE, "2010-03-28 02:59:59", "2010-03-28T01:59:59"),
        (PRAGUE, "2010-03-28 03:00:00", "2010-03-28T01:00:00"),
        (PRAGUE, "2010-10-31 01:59:59", "2010-10-30T23:59:59"),
        (PRAGUE, "2010-10-31 02:00:00", "2010-10-31T01:00:00"),
        (PRAGUE, "2010-10-31 02:59:59", "2010-10-31T01:59:59"),
        (PRAGUE, "2010-10-31 03:00:00", "2010-10-31T02:00:00"),
    ],
)
def test_where_clocks_change_the_later_moment_counts_to_the_second(zone: ZoneInfo, local: str, expected: str) -> None:
    assert instant(parse_date(local), zone) == utc(expected)


def test_an_offset_names_one_moment_even_where_clocks_change() -> None:
    assert instant(parse_date("2010-11-07T01:30-04:00"), NEW_YORK) == utc("2010-11-07T05:30:00")
    assert instant(parse_date("2010-11-07T01:30-05:00"), NEW_YORK) == utc("2010-11-07T06:30:00")


def test_the_year_of_an_address_is_that_of_the_zone() -> None:
    value = parse_date("2010-12-31T23:30-05:00")
    assert local_day(value, NEW_YORK) == date(2010, 12, 31)
    assert local_day(value, PRAGUE) == date(2011, 1, 1)
    assert local_day(date(2010, 12, 31), PRAGUE) == date(2010, 12, 31)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.sampled_from([NEW_YORK, PRAGUE, UTC_ZONE]))
def test_no_local_time_is_early_by_any_reading_of_the_clock(local: datetime, zone: ZoneInfo) -> None:
    local = local.replace(microsecond=0)
    moment = instant(local, zone)
    for fold in (0, 1):
        assert moment >= local.replace(tzinfo=zone, fold=fold)
    assert moment - local.replace(tzinfo=UTC) <= timedelta(hours=14)


@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(
            r"(Wed,? )?(\d{1,4}[-/. ]){2}\d{1,4}([ T]\d{1,2}:\d{2} ?([ap]m)?( (EST|GMT|PDT))?)?", fullmatch=True
        ),
        st.from_regex(r"(\d{1,2} )?(Sept?|May|août)\.? (\d{1,2},? )?\d{4}( \d{1,2}(am|:\d\d))?", fullmatch=True),
        st.from_regex(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?([+-]\d{2}:\d{2}|Z)?", fullmatch=True),
    )
)
def test_any_text_is_a_moment_in_every_zone_or_no_date(text: str) -> None:
    try:
        value = parse_date(text)
    except ValueError:
        return
    for name in ("Pacific/Kiritimati", "Pacific/Niue", "America/New_York"):
        assert instant(value, ZoneInfo(name)).tzinfo is UTC
        assert local_day(value, ZoneInfo(name)).year > 0
