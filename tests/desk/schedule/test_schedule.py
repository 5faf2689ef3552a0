"""`invoke schedule` says what is not yet public, why, until when, and what must be done then."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from plugins.desk.refusal import Refused
from plugins.desk.schedule.schedule import schedule
from plugins.newsroom.library.settings import SettingsError
from plugins.records.calendar.spoken import clock, distance, in_full
from tests.conftest import ContentMaker
from tests.desk.checking.test_check import given, release

EMBARGOED = release("uid: b\nembargo: 2010-10-05T06:00-04:00\n").replace("title: A", "title: The county")
FILES = {
    "releases/a.md": release(
        "uid: a\nchanges: {date: 2010-10-09, note: Sample.}\n"
        "coverage: {title: T, url: https://example.org/, date: 2010-10-08}\n"
    ),
    "releases/b.md": EMBARGOED,
    "releases/b.es.md": release("uid: bs\nlang: es\ntranslation: true\n").replace("title: A", "title: El condado"),
    "releases/c.md": release("uid: c\nstatus: draft\n"),
    "releases/drafts/d.md": release("uid: d\n"),
    "releases/e.md": release("uid: e\n").replace("2010-09-01", "2010-12-01"),
    "releases/f.md": release("uid: f\nstauts: draft\n"),
}  # fmt: skip


def test_a_program_reads_what_waits_and_until_when(make_content: ContentMaker) -> None:
    rows = json.loads(schedule(given(make_content(FILES)), json=True))
    assert [(row["path"], row["why"], row["until"]) for row in rows] == [
        ("releases/b.es.md", "waits for its original, releases/b.md", "2010-10-05T06:00:00-04:00"),
        ("releases/b.md", "embargoed", "2010-10-05T06:00:00-04:00"),
        ("releases/a.md", "coverage waits", "2010-10-08T00:00:00-04:00"),
        ("releases/a.md", "a correction or update waits", "2010-10-09T00:00:00-04:00"),
        ("releases/e.md", "dated in the future", "2010-12-01T00:00:00-05:00"),
        ("releases/c.md", "draft", None),
        ("releases/drafts/d.md", "draft, because of its folder", None),
    ]
    county = rows[1]
    assert set(county) == {"type", "title", "path", "why", "until", "url"}
    assert (county["type"], county["title"]) == ("release", "The county")
    assert county["url"] == "https://example.org/releases/2010/b/"


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_a_page_without_a_date_waits_for_its_original(make_content: ContentMaker, zone: str) -> None:
    draft = "---\ntitle: A\nuid: a\nstatus: draft\n---\nWords.\n"
    spanish = "---\ntitle: A\nuid: b\nlang: es\ntranslation: true\n---\nWords.\n"
    content = make_content({"pages/a.md": draft, "pages/a.es.md": spanish})
    rows = json.loads(schedule(given(content, TIMEZONE=zone), json=True))
    assert [(row["path"], row["why"], row["until"]) for row in rows] == [
        ("pages/a.es.md", "waits for its original, pages/a.md", None),
        ("pages/a.md", "draft", None),
    ]


@pytest.mark.parametrize(
    ("own", "original", "why", "until"),
    [
        ("2010-10-05", "2010-10-07", "waits for its original, releases/a.md", "2010-10-07T06:00:00-04:00"),
        ("2010-10-07", "2010-10-05", "embargoed", "2010-10-07T06:00:00-04:00"),
        ("2010-10-05", "2010-10-05", "embargoed", "2010-10-05T06:00:00-04:00"),
    ],
)
def test_a_translation_with_an_embargo_of_its_own_waits_for_the_later_one(
    make_content: ContentMaker, own: str, original: str, why: str, until: str
) -> None:
    embargo = "embargo: {}T06:00-04:00\n"
    spanish = release(f"uid: b\nlang: es\ntranslation: true\n{embargo.format(own)}")
    content = make_content(
        {"releases/a.md": release(f"uid: a\n{embargo.format(original)}"), "releases/a.es.md": spanish}
    )
    rows = {row["path"]: row for row in json.loads(schedule(given(content), json=True))}
    assert (rows["releases/a.es.md"]["why"], rows["releases/a.es.md"]["until"]) == (why, until)


def test_a_person_reads_it_in_order_with_both_clocks(make_content: ContentMaker, monkeypatch: Any) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    __import__("time").tzset()
    try:
        text = schedule(given(make_content(FILES)))
    finally:
        monkeypatch.undo()
        __import__("time").tzset()
    lines = text.splitlines()
    assert lines[0] == "Not yet public, next first:"
    at = lines.index("  Tuesday, October 5, 2010, 6:00 a.m. (America/New_York), in 3 days")
    assert lines[at + 1 : at + 7] == [
        "  Tuesday, 3:00 a.m. by the clock of this computer",
        "  Can't go out then: 1 problem (`invoke check` says which)",
        "    release: El condado",
        "      releases/b.es.md:3, waits for its original, releases/b.md",
        "    release: The county",
        "      releases/b.md:5, embargoed",
    ]
    assert "Drafts, with no date on which they go out:" in lines
    assert text.endswith("    releases/f.md")
    assert max(map(len, lines)) <= 80


def test_the_rows_of_a_tracker_that_wait_are_listed_with_their_day_and_line(make_content: ContentMaker) -> None:
    head = "---\ntitle: Who asked\nsummary: S\nuid: urn:t\n{}statuses: [{{slug: asked, name: Asked}}]\n---\n"
    rows = (
        "place,state,status,date,document,page,note\nA,CA,asked,2010-09-01,,,\nB,NY,asked,2010-10-05,,,\n"
        "C,,asked,2010-11-01,,,\nD,TX,asked,2010-10-05,,,\nE,TX,asked,,,,\n"
    )
    files = {"trackers/t.md": head.format(""), "trackers/t.csv": rows}
    found = json.loads(schedule(given(make_content(files)), json=True))
    assert [(row["type"], row["path"], row["why"], row["until"]) for row in found] == [
        ("tracker", "trackers/t.csv", "rows wait: B, NY and 1 more", "2010-10-05T00:00:00-04:00"),
        ("tracker", "trackers/t.csv", "a row waits: C", "2010-11-01T00:00:00-04:00"),
    ]
    assert found[0]["url"] == "https://example.org/trackers/t/"
    assert "      trackers/t.csv:3, rows wait: B, NY and 1 more" in schedule(given(make_content(files))).splitlines()
    draft = {**files, "trackers/t.md": head.format("status: draft\n")}
    assert [row["why"] for row in json.loads(schedule(given(make_content(draft)), json=True))] == ["draft"]


def test_what_is_due_within_the_hour_or_on_a_closed_day_is_flagged(make_content: ContentMaker) -> None:
    files = {
        "releases/b.md": EMBARGOED,
        "releases/g.md": release("uid: g\nembargo: 2010-10-01T08:30-04:00\n"),
        "releases/h.md": release("uid: h\nstatus: draft\nembargo: 2010-09-20T08:30-04:00\n"),
    }
    text = schedule({**given(make_content(files)), "CLOSED_DAYS": ["tuesday", "2010-12-25"]})
    assert "(America/New_York), in 30 minutes" in text
    assert "      Look: within the hour: have somebody ready to publish" in text
    assert "      Look: on a day on which the office is closed" in text
    assert "      Look: its embargo is over: it would go out as soon as it is no draft" in text


def test_a_closed_day_that_is_none_is_a_setting_to_fix(make_content: ContentMaker) -> None:
    with pytest.raises(SettingsError, match="CLOSED_DAYS has 'Sonntag'"):
        schedule({**given(make_content({})), "CLOSED_DAYS": ["Sonntag"]})


def test_an_embargo_that_is_over_is_due_until_a_publication_took_it_out(make_content: ContentMaker) -> None:
    ledger = {"version": 1, "pages": [], "records": {"a": {"path": "releases/a.md", "addresses": ["releases/2010/a/"],
              "first_published": "2010-09-02T00:00:00+00:00", "text": "x", "changes": 0}}}  # fmt: skip
    late = release("uid: b\nembargo: 2010-10-01T04:00-04:00\n")
    files = {"releases/a.md": release(), "releases/b.md": late, "ledger.json": json.dumps(ledger)}
    text = schedule(given(make_content(files)))
    assert text.splitlines()[0] == "Due now, and not yet published. The next `invoke publish` takes them out:"
    assert "    releases/b.md: its embargo ended 4 hours ago" in text


def test_nothing_that_waits_is_said(make_content: ContentMaker) -> None:
    assert schedule(given(make_content({"releases/a.md": release()}))) == "Nothing waits: all that is here is public."
    assert json.loads(schedule(given(make_content({})), json=True)) == []


def test_a_calendar_takes_the_moments_and_the_same_file_again(make_content: ContentMaker, tmp_path: Path) -> None:
    content = make_content(FILES)
    file = tmp_path / "schedule.ics"
    said = schedule(given(content), ics=file)
    assert "5 events. It names what is not yet public" not in said
    assert "4 events. It names what is not yet public" in said
    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert events[0]["dtstart"].dt == datetime(2010, 10, 5, 10, tzinfo=UTC)
    assert str(events[0]["summary"]) == "Publish: El condado and 1 more"
    assert "https://example.org/releases/2010/b/" in str(events[0]["description"])
    again = tmp_path / "again.ics"
    schedule(given(content), ics=again)
    uids = [str(event["uid"]) for event in icalendar.Calendar.from_ical(again.read_bytes()).walk("VEVENT")]
    assert uids == [str(event["uid"]) for event in events]
    assert len(set(uids)) == 4


def test_a_calendar_is_not_written_where_readers_see_it(make_content: ContentMaker) -> None:
    settings = given(make_content(FILES))
    output = Path(settings["OUTPUT_PATH"])
    output.mkdir(exist_ok=True)
    with pytest.raises(Refused, match="which is the site that readers see"):
        schedule(settings, ics=output / "s.ics")
    assert list(output.iterdir()) == []


def test_a_calendar_in_no_folder_is_refused(make_content: ContentMaker, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="can't be written"):
        schedule(given(make_content(FILES)), ics=tmp_path / "none" / "s.ics")


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=20), "in less than a minute"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=59), "in 59 minutes"),
        (timedelta(hours=1), "in 1 hour"),
        (timedelta(hours=14, minutes=20), "in 14 hours"),
        (timedelta(hours=30), "in 30 hours"),
        (timedelta(days=2), "in 2 days"),
        (-timedelta(hours=3), "3 hours ago"),
        (-timedelta(seconds=3), "just now"),
    ],
)
def test_a_distance_is_said_in_one_unit(length: timedelta, said: str) -> None:
    now = datetime(2010, 10, 1, tzinfo=UTC)
    assert distance(now + length, now) == said


def test_a_moment_is_said_in_the_sites_zone() -> None:
    noon = datetime(2026, 12, 1, 17, tzinfo=UTC)
    assert in_full(noon, ZoneInfo("America/New_York")) == "Tuesday, December 1, 2026, noon (America/New_York)"
    assert [clock(datetime(2026, 1, 1, hour, 5)) for hour in (0, 12, 15)] == ["12:05 a.m.", "12:05 p.m.", "3:05 p.m."]


def test_the_calendar_bears_the_name_of_the_campaign(make_content: ContentMaker, tmp_path: Path) -> None:
    file = tmp_path / "schedule.ics"
    schedule(given(make_content({**FILES, "site.yml": "name: County Justice\n"})), ics=file)
    assert b"X-WR-CALNAME:County Justice: to publish" in file.read_bytes()
