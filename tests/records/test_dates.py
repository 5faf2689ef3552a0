"""Dates and moments as staff write them; where a change of clocks leaves two to choose from, the later one counts."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.records.dates import instant, local_day, parse_date

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
    ["", "soon", "Sept 1, 2010", "01/09/2010", "2010-9-1", "2010-09", "20100901", "2010-02-30", "2010-13-01",
     "2010-09-01T24:00", "2010-09-01T10", "2010-09-01T10:60", "2010-09-01T10:00 EST", "2010-09-01T10:00+16:00",
     "2010-09-01T10:00+05:60", "2010-09-01T10:00:00.1234567", "2010-09-01x", "1 2010-09-01", "0000-01-01",
     "0001-01-01", "9999-12-31", "9999-12-31T23:59-10:00", "２０１０-09-01", "null", "~"],
)  # fmt: skip
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_date(text)


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
