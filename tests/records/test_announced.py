"""Lines that say from when a text may be used."""

from datetime import date

import pytest

from plugins.records.calendar.announced import goes_on, is_hold, is_hold_within, read_moment, split_hold

THURSDAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("EMBARGOED UNTIL 10:00 a.m. PDT, September 1, 2010", "2010-09-01T10:00-07:00"),
        ("Embargoed until 10 AM ET on Sept. 1, 2010", "2010-09-01T10:00-04:00"),
        ("Embargoed until January 4, 2011, 6 p.m. Eastern", "2011-01-04T18:00-05:00"),
        ("Embargo: 2010-09-01 14:30 UTC", "2010-09-01T14:30+00:00"),
        ("Embargo: 2010-09-01T14:30-07:00", "2010-09-01T14:30-07:00"),
        ("Embargo: 1 September 2010, 14:30 GMT+2", "2010-09-01T14:30+02:00"),
        ("Embargo: 1 September 2010, 14:30 UTC−03:30", "2010-09-01T14:30-03:30"),
        ("Embargoed until noon CST on December 1, 2010", "2010-12-01T12:00-06:00"),
        ("Embargoed until 12:01 a.m. EDT September 1, 2010", "2010-09-01T00:01-04:00"),
        ("EMBARGOED UNTIL 10 a.m. PDT (1 p.m. EDT), September 1, 2010", "2010-09-01T10:00-07:00"),
        ("Embargado hasta el martes 8 de diciembre de 2026, 6 a. m. hora del Pacífico", "2026-12-08T06:00-08:00"),
    ],
)
def test_a_moment_is_read_where_day_hour_and_zone_stand(text: str, moment: str):
    read = read_moment(text).moment
    assert read is not None
    assert read.isoformat(timespec="minutes") == moment


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("HOLD FOR RELEASE: Tues., Dec. 8, 6am PT", "the year was read as 2026"),
        ("Embargoed until Tuesday, December 8 at 6:00 am Pacific", "the year was read as 2026"),
        ("FOR RELEASE TUESDAY AT 6 AM PACIFIC", "Tuesday was read as Tuesday, December 8, 2026"),
        ("EMBARGO: hold for release until Tuesday 6am Pacific", "Tuesday was read as Tuesday, December 8, 2026"),
        ("*** EMBARGOED UNTIL TUES, 6AM PT / 9AM ET ***", "Tuesday was read as Tuesday, December 8, 2026"),
        ("EMBARGOED until 12/8/26 6:00am PT", "the date was read as Tuesday, December 8, 2026"),
        (
            "EMBARGOED until Dec. 8, 2026, 6:00am PDT",
            "PDT is not in use on that day, and was read as the hour of America/Los_Angeles",
        ),
    ],
)
def test_what_is_inferred_is_said(text: str, note: str):
    read = read_moment(text, THURSDAY)
    assert read.moment is not None
    assert (read.moment.isoformat(timespec="minutes"), read.note) == ("2026-12-08T06:00-08:00", note)


def test_a_year_is_that_in_which_the_weekday_fits_or_the_next():
    read = [
        read_moment(f"{day}, 6 am ET", THURSDAY).moment for day in ("Monday, March 1", "March 1", "Sunday, March 1")
    ]
    assert [moment and moment.year for moment in read] == [2027, 2027, None]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("EMBARGOED UNTIL 10:00 a.m., September 1, 2010", "no time zone"),
        ("EMBARGOED UNTIL September 1, 2010", "no hour"),
        ("EMBARGOED UNTIL 10 a.m. PDT", "no day"),
        ("EMBARGOED UNTIL 10 a.m. PDT (2 p.m. EDT), September 1, 2010", "not the same moment"),
        ("EMBARGOED UNTIL 10 a.m. PDT EDT, September 1, 2010", "several time zones"),
        ("EMBARGOED UNTIL midnight EDT, September 1, 2010", "may be two"),
        ("EMBARGOED UNTIL 13 p.m. EDT, September 1, 2010", "is no hour"),
        ("EMBARGOED UNTIL 6:00 EDT, September 1, 2010", "morning or evening"),
        ("EMBARGOED UNTIL 25:00 UTC, September 1, 2010", "is no hour"),
        ("EMBARGOED UNTIL 10:00 GMT+19, September 1, 2010", "several time zones"),
        ("EMBARGOED UNTIL 6 a.m. MST, July 1, 2027", "Arizona"),
        ("EMBARGOED UNTIL 10 a.m. EST, 2/1/2027", "it may be 2027-02-01 or 2027-01-02"),
        ("EMBARGOED UNTIL Tuesday, December 9, 2026, 6 am PT", "is no Tuesday"),
        ("EMBARGOED UNTIL Thursday noon PT", "today is a Thursday as well"),
        ("EMBARGOED UNTIL Dec. 1, noon PT", "the year is in doubt"),
        ("Not for publication before 6 a.m. Tuesday", "no time zone"),
        ("Under embargo till Tuesday morning", "no hour"),
        ("tomorrow 6am PT", "no day"),
    ],
)
def test_a_moment_in_doubt_is_none_and_says_why(text: str, why: str):
    read = read_moment(text, THURSDAY)
    assert read.moment is None
    assert why in read.note


HOLDS = [
    "FOR RELEASE TUESDAY AT 6 AM PACIFIC",
    "For release Dec. 8",
    "RELEASE TIME: 6 a.m.",
    "FOR RELEASE: UPON DELIVERY",
    "EMBARGO: hold for release until Tuesday 6am Pacific",
    "HOLD FOR RELEASE",
    "Hold until Tuesday",
    "Not for publication before 6 a.m. Tuesday",
    "Not for publication or broadcast before 6 a.m.",
    "Do not publish before Tuesday",
    "Under embargo till Tuesday morning",
    "[STRICTLY EMBARGOED until 12/8/26]",
    "Embargo lifts Tuesday at 6",
    "EMBARGADO HASTA EL MARTES",
]


@pytest.mark.parametrize("line", HOLDS)
def test_lines_that_hold_a_release(line: str):
    assert is_hold(line)
    assert is_hold_within(line)


@pytest.mark.parametrize(
    "line",
    [
        "FOR IMMEDIATE RELEASE",
        "FOR RELEASE IMMEDIATELY",
        "FOR RELEASE September 1, 2010",
        "Embargoed Papers Show What ICE Knew",
        "Embargo on Cuba Ends Tuesday, Officials Say",
        "For release of prisoners, families wait until Tuesday",
        "Do not use the form before you have read it, the county says.",
        "The hold until Tuesday was illegal.",
    ],
)
def test_lines_that_hold_nothing(line: str):
    assert not is_hold(line)
    assert not is_hold_within(line)


def test_a_headline_behind_the_word_is_apart():
    assert split_hold("EMBARGOED: Counties vote") == ("EMBARGOED", "Counties vote")
    assert split_hold("EMBARGO: Tuesday, 6 am PT") == ("EMBARGO: Tuesday, 6 am PT", "")


def test_a_line_of_a_day_or_an_hour_goes_on_with_the_one_above():
    assert all(map(goes_on, ("Tuesday, December 8, 2026", "6:00 a.m. PT", "at noon Pacific Time")))
    assert not any(map(goes_on, ("San Francisco", "6 counties vote", "")))
