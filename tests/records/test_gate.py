"""The gate: what may be seen at NOW, to the second; when unsure, hold."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from plugins.records.gate import changes_until, is_visible, parse_now, visible_from
from plugins.records.schema import Case, Document, Page, Record, Release

NEW_YORK, PRAGUE = ZoneInfo("America/New_York"), ZoneInfo("Europe/Prague")
SECOND = timedelta(seconds=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def release(**fields: object) -> Record:
    return Release.model_validate({"title": "A", "date": "2010-09-01", **fields})


@pytest.mark.parametrize(
    ("fields", "opens"),
    [
        ({}, "2010-09-01T04:00:00"),
        ({"date": "2010-09-01 10:00"}, "2010-09-01T14:00:00"),
        ({"date": "2010-09-01T10:00:07Z"}, "2010-09-01T10:00:07"),
        ({"embargo": "2010-09-01T10:00-07:00"}, "2010-09-01T17:00:00"),
        ({"date": "2010-09-02", "embargo": "2010-09-01T10:00-07:00"}, "2010-09-02T04:00:00"),
        ({"date": "2010-11-07 01:30"}, "2010-11-07T06:30:00"),
        ({"date": "2010-03-14 02:30"}, "2010-03-14T07:30:00"),
    ],
)
def test_the_later_of_date_and_embargo_opens_the_gate_on_the_very_second(fields: dict[str, str], opens: str) -> None:
    record, moment = release(**fields), utc(opens)
    assert visible_from(record, NEW_YORK) == moment
    assert is_visible(record, moment, NEW_YORK)
    assert not is_visible(record, moment - SECOND, NEW_YORK)


def test_a_draft_is_never_seen() -> None:
    assert visible_from(release(status="draft"), NEW_YORK) is None
    assert not is_visible(release(status="draft"), utc("2999-01-01T00:00:00"), NEW_YORK)


def test_what_is_withdrawn_is_still_seen_to_be_withdrawn() -> None:
    gone = release(status="withdrawn", withdrawn={"date": "2010-09-05", "reason": "A mistake."})
    assert is_visible(gone, utc("2010-09-06T00:00:00"), NEW_YORK)
    assert not is_visible(gone, utc("2010-08-01T00:00:00"), NEW_YORK)


@pytest.mark.parametrize(
    "record",
    [
        Case.model_validate({"title": "A", "summary": "B", "date": "2010-09-01"}),
        Document.model_validate({"title": "A", "kind": "memo", "date": "2010-09-01"}),
        Page.model_validate({"title": "A", "date": "2010-09-01"}),
    ],
)
def test_a_date_in_the_future_holds_any_record(record: Record) -> None:
    assert not is_visible(record, utc("2010-09-01T03:59:59"), NEW_YORK)
    assert is_visible(record, utc("2010-09-01T04:00:00"), NEW_YORK)


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Prague", "Pacific/Kiritimati", "Pacific/Niue"])
def test_a_record_without_a_date_has_always_been_there(zone: str) -> None:
    page = Page.model_validate({"title": "A"})
    assert is_visible(page, utc("0002-01-02T00:00:00"), ZoneInfo(zone))


def test_changes_are_public_from_their_moment_and_newest_first() -> None:
    record = release(
        changes=[
            {"date": "2010-09-02", "note": "one"},
            {"date": "2010-09-04 09:00", "note": "three"},
            {"date": "2010-09-03", "note": "two"},
        ]
    )
    notes = [c.note for c in changes_until(record, utc("2010-09-04T13:00:00"), NEW_YORK)]
    assert notes == ["three", "two", "one"]
    assert len(changes_until(record, utc("2010-09-04T12:59:59"), NEW_YORK)) == 2


def test_now_is_a_moment_or_midnight_of_a_day() -> None:
    assert parse_now("2010-09-01T10:00:00Z", PRAGUE) == utc("2010-09-01T10:00:00")
    assert parse_now("2010-09-01 10:00", PRAGUE) == utc("2010-09-01T08:00:00")
    assert parse_now("2010-09-01", PRAGUE) == utc("2010-08-31T22:00:00")


@pytest.mark.parametrize(
    ("zone", "local"), [(NEW_YORK, "2010-11-07 01:30"), (NEW_YORK, "2010-03-14 02:30"), (PRAGUE, "2010-10-31 02:30")]
)
def test_a_doubtful_now_shows_nothing_of_a_doubtful_date(zone: ZoneInfo, local: str) -> None:
    assert not is_visible(release(date=local), parse_now(local, zone), zone)


@pytest.mark.parametrize("text", ["now", "2010-09-31", "9999-12-31T23:59-10:00", "0001-01-01"])
def test_a_now_that_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_now(text, NEW_YORK)
