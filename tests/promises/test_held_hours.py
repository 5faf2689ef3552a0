"""The hour, to the second: where clocks change, where an offset stands, and whose clock it is."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.desk.building import ROOT, BuildResult, run_build
from plugins.newsroom.library.edition import Edition
from plugins.records.problems import Severity
from plugins.records.reading import State
from tests.conftest import EditionMaker
from tests.depth import cases
from tests.newsroom.pages.drawing import drawn
from tests.promises.sites import edition_of, write_files
from tests.whole.crawler import tree

SECOND = timedelta(seconds=1)
PUBLISH = ROOT / "publishconf.py"


def release(fields: str) -> dict[str, bytes | str]:
    return {"releases/a.md": f"---\ntitle: Zanzibar\nuid: urn:sample:a\n{fields}\n---\nSample data.\n"}


def at(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def is_out(edition: Edition) -> bool:
    return edition.library.releases != ()


# (time zone, front matter, the moment in UTC from which it is out). Transitions as in the IANA data.
EDGES = [
    # New York, 2010-03-14: 02:00 EST (07:00Z) becomes 03:00 EDT.
    ("America/New_York", "date: 2010-03-14 01:59:59", "2010-03-14T06:59:59"),
    ("America/New_York", "date: 2010-03-14 02:00:00", "2010-03-14T07:00:00"),
    ("America/New_York", "date: 2010-03-14 02:59:59", "2010-03-14T07:59:59"),
    ("America/New_York", "date: 2010-03-14 03:00:00", "2010-03-14T07:00:00"),
    ("America/New_York", "date: 2010-03-14", "2010-03-14T05:00:00"),
    ("America/New_York", "date: 2010-03-15", "2010-03-15T04:00:00"),
    # New York, 2010-11-07: 02:00 EDT (06:00Z) becomes 01:00 EST.
    ("America/New_York", "date: 2010-11-07 00:59:59", "2010-11-07T04:59:59"),
    ("America/New_York", "date: 2010-11-07 01:00:00", "2010-11-07T06:00:00"),
    ("America/New_York", "date: 2010-11-07 01:59:59", "2010-11-07T06:59:59"),
    ("America/New_York", "date: 2010-11-07 02:00:00", "2010-11-07T07:00:00"),
    ("America/New_York", "date: 2010-11-08", "2010-11-08T05:00:00"),
    # An offset names one moment, whatever the clocks of the site do.
    ("America/New_York", "date: 2010-09-01\nembargo: 2010-11-07T01:30-04:00", "2010-11-07T05:30:00"),
    ("America/New_York", "date: 2010-09-01\nembargo: 2010-11-07T01:30-05:00", "2010-11-07T06:30:00"),
    ("America/New_York", "date: 2010-03-01\nembargo: 2010-03-14T02:30-05:00", "2010-03-14T07:30:00"),
    ("America/New_York", "date: 2010-03-01\nembargo: 2010-03-14T02:30-04:00", "2010-03-14T06:30:00"),
    ("Europe/Prague", "date: 2010-09-01\nembargo: 2010-10-31T02:30:00+02:00", "2010-10-31T00:30:00"),
    ("Europe/Prague", "date: 2010-09-01\nembargo: 2010-10-31T02:30:00+01:00", "2010-10-31T01:30:00"),
    ("Europe/Prague", "date: 2010-09-01\nembargo: 2010-10-31T02:30:00-07:00", "2010-10-31T09:30:00"),
    ("Pacific/Kiritimati", "date: 2010-09-01\nembargo: 2010-09-02T00:00Z", "2010-09-02T00:00:00"),
    # Of date and embargo, the later.
    ("America/New_York", "date: 2010-11-07 01:30\nembargo: 2010-11-07T01:30-04:00", "2010-11-07T06:30:00"),
    ("America/New_York", "date: 2010-11-07\nembargo: 2010-11-07T01:30-05:00", "2010-11-07T06:30:00"),
    # Prague, 2010-10-31: 03:00 CEST (01:00Z) becomes 02:00 CET.
    ("Europe/Prague", "date: 2010-10-31 02:00", "2010-10-31T01:00:00"),
    ("Europe/Prague", "date: 2010-10-31 02:59:59", "2010-10-31T01:59:59"),
    ("Europe/Prague", "date: 2010-10-31", "2010-10-30T22:00:00"),
    # Half an hour, on Lord Howe Island: 2010-04-04 at 02:00 (15:00Z the day before) becomes 01:30.
    ("Australia/Lord_Howe", "date: 2010-04-04 01:29:59", "2010-04-03T14:29:59"),
    ("Australia/Lord_Howe", "date: 2010-04-04 01:30:00", "2010-04-03T15:00:00"),
    ("Australia/Lord_Howe", "date: 2010-04-04 01:59:59", "2010-04-03T15:29:59"),
    # Midnight is skipped: São Paulo, 2018-11-04, 00:00 (03:00Z) becomes 01:00.
    ("America/Sao_Paulo", "date: 2018-11-04", "2018-11-04T03:00:00"),
    ("America/Sao_Paulo", "date: 2018-11-05", "2018-11-05T02:00:00"),
    # Midnight comes twice: Havana, 2010-10-31, 01:00 (05:00Z) becomes 00:00.
    ("America/Havana", "date: 2010-10-31", "2010-10-31T05:00:00"),
    ("America/Havana", "date: 2010-10-30", "2010-10-30T04:00:00"),
    # A day is skipped: Apia had no 30 December 2011.
    ("Pacific/Apia", "date: 2011-12-30", "2011-12-30T10:00:00"),
    ("Pacific/Apia", "date: 2011-12-30 12:00", "2011-12-30T22:00:00"),
    ("Pacific/Apia", "date: 2011-12-31", "2011-12-30T10:00:00"),
    # Winter is the exception by law in Dublin: 2010-10-31, 02:00 (01:00Z) becomes 01:00.
    ("Europe/Dublin", "date: 2010-10-31 01:30", "2010-10-31T01:30:00"),
    # A part of a second is a second more.
    ("UTC", "date: 2010-09-01T10:00:00.000001Z", "2010-09-01T10:00:01"),
    ("UTC", "date: 2010-09-01\nembargo: 2010-09-01T10:00:00.5Z", "2010-09-01T10:00:01"),
    ("UTC", "date: 2010-09-01T10:00:00.000Z", "2010-09-01T10:00:00"),
    ("UTC", "date: 2010-12-31T23:59:59.9Z", "2011-01-01T00:00:00"),
]


@pytest.mark.parametrize(("zone", "fields", "opens"), EDGES)
def test_a_second_before_nothing_is_there_and_on_the_second_all(
    edition: EditionMaker, zone: str, fields: str, opens: str
) -> None:
    moment = datetime.fromisoformat(opens).replace(tzinfo=UTC)
    for now, expected in ((moment - SECOND, False), (moment, True), (moment + SECOND, True)):
        made = edition(release(fields), now=at(now), TIMEZONE=zone)
        assert (now, is_out(made)) == (now, expected)
        assert len(made.library.unseen) == (not expected)
        assert [p for p in made.library.problems if p.severity is Severity.ERROR] == []


def test_the_second_before_the_output_is_that_of_an_empty_folder(edition: EditionMaker) -> None:
    before = drawn(edition({}, now="2010-11-07T05:59:59Z"))
    files = release("date: 2010-11-07 01:00:00")
    assert drawn(edition(files, now="2010-11-07T05:59:59Z")) == before
    assert "releases/2010/a/index.html" in drawn(edition(files, now="2010-11-07T06:00:00Z"))


@pytest.mark.parametrize(
    ("fields", "opens"),
    [
        ("embargo: 2010-11-07T01:30-05:00", "2010-11-07T06:30:00"),
        ("changes: [{date: 2010-11-07 01:30, note: Zanzibar}]", "2010-11-07T06:30:00"),
        ("modified: 2010-11-07 01:30", "2010-11-07T06:30:00"),
    ],
)
def test_what_a_record_says_of_itself_waits_for_its_second_too(edition: EditionMaker, fields: str, opens: str) -> None:
    plain = "---\ntitle: Sample\nuid: urn:sample:a\ndate: 2010-09-01\n{0}---\nSample data.\n"
    moment = datetime.fromisoformat(opens).replace(tzinfo=UTC)
    without = {} if "embargo" in fields else {"releases/a.md": plain.format("")}
    with_it = {"releases/a.md": plain.format(f"{fields}\n")}
    seen = []
    for now in (moment - SECOND, moment):
        (Path(edition({}).settings.content) / "releases/a.md").unlink(missing_ok=True)
        before = drawn(edition(without, now=at(now)))
        seen.append(drawn(edition(with_it, now=at(now))) == before)
    assert seen == [True, False]


@pytest.mark.parametrize(
    "fields",
    [
        "date: 2012-06-30T23:59:60Z",
        "date: 2012-06-30 23:59:60",
        "date: 2010-09-01\nembargo: 2012-06-30T23:59:60Z",
        "date: 2010-09-01\nembargo: 2012-06-30T19:59:60-04:00",
        "date: 2010-09-01T24:00:00Z",
        "date: 2010-09-01\nembargo: 2010-09-01T23:60:00Z",
    ],
)
def test_a_second_that_no_clock_of_ours_has_is_refused_and_holds(edition: EditionMaker, fields: str) -> None:
    made = edition(release(fields), now="2020-01-01T00:00:00Z")
    (found,) = made.library.problems
    assert (found.code, found.line, found.severity) == ("F007", 3 + len(fields.split("\n")), Severity.ERROR)
    assert [reading.state for reading in made.library.unseen] == [State.FAULTY]


ZONES = ("America/New_York", "Europe/Prague", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia", "Asia/Beirut")
OFFSETS = st.integers(-15 * 60 - 59, 15 * 60 + 59)


@settings(max_examples=cases(60, 1500), suppress_health_check=[HealthCheck.too_slow])
@given(
    local=st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1)).map(lambda d: d.replace(microsecond=0)),
    zone=st.sampled_from(ZONES),
    offset=OFFSETS,
)
def test_an_embargo_is_its_offset_s_moment_in_every_zone(
    local: datetime, zone: str, offset: int, tmp_path_factory: pytest.TempPathFactory, cache: Path
) -> None:
    sign, minutes = "-" if offset < 0 else "+", abs(offset)
    written = f"{local.isoformat()}{sign}{minutes // 60:02}:{minutes % 60:02}"
    moment = (local - timedelta(minutes=offset)).replace(tzinfo=UTC)
    folder = tmp_path_factory.getbasetemp() / "embargo"
    files = release(f"date: 1980-01-01\nembargo: {written}")
    seen = [is_out(edition_of(files, folder, cache, at(now), TIMEZONE=zone)) for now in (moment - SECOND, moment)]
    assert seen == [False, True]


# NOW


def build(place: Path, now: str, settings_file: Path | None = None, fields: str = "date: 2010-09-01") -> BuildResult:
    write_files(place / "content", release(fields))
    return run_build(
        content=place / "content",
        output=place / "output",
        now=now,
        site_url="https://example.org",
        settings=settings_file or ROOT / "pelicanconf.py",
        more={"SEARCH": False, "CACHE_PATH": str(place / "cache")},
    )


def from_now(distance: timedelta) -> str:
    return at((datetime.now(UTC) + distance).replace(microsecond=0))


@pytest.mark.parametrize(
    "moment", [timedelta(minutes=10), timedelta(days=400), "2999-01-01", "9000-01-01 10:00"], ids=str
)
def test_a_moment_to_come_can_be_looked_at_and_never_published(tmp_path: Path, moment: str | timedelta) -> None:
    now = moment if isinstance(moment, str) else from_now(moment)
    held = "date: 2010-09-01\nembargo: 2998-12-31T10:00Z" if now > "2999" else "date: 2010-09-01"
    preview = build(tmp_path, now, fields=held)
    assert preview.exit_code == 0, preview.text
    before = tree(tmp_path / "output")
    assert "releases/2010/a/index.html" in before
    assert b'"publication": false' in before[".daylight.json"]
    refused = build(tmp_path, now, PUBLISH, fields=held)
    assert refused.exit_code == 1
    first, fix = refused.text.splitlines()
    assert first.startswith(f"S001 the setting NOW “{now}” is in the future")
    assert fix.startswith("  Fix: ")
    assert tree(tmp_path / "output") == before


@pytest.mark.parametrize("moment", ["", "2011-01-01T00:00:00Z", timedelta(seconds=-2)], ids=str)
def test_a_moment_that_has_come_can_be_published(tmp_path: Path, moment: str | timedelta) -> None:
    done = build(tmp_path, moment if isinstance(moment, str) else from_now(moment), PUBLISH)
    assert done.exit_code == 0, done.text
    assert b'"publication": true' in tree(tmp_path / "output")[".daylight.json"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="time zones of a process can be set on Unix alone")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
def test_the_clock_of_the_computer_is_compared_whatever_its_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    assert build(tmp_path, from_now(timedelta(seconds=-2)), PUBLISH).exit_code == 0
    assert build(tmp_path, from_now(timedelta(minutes=10)), PUBLISH).exit_code == 1


def test_without_a_moment_the_present_counts(tmp_path: Path) -> None:
    assert build(tmp_path, "", fields=f"date: {from_now(timedelta(minutes=-1))}").exit_code == 0
    assert list((tmp_path / "output/releases").glob("*/a/index.html"))
    assert build(tmp_path, "", fields=f"date: {from_now(timedelta(minutes=10))}").exit_code == 0
    assert not list((tmp_path / "output").glob("releases/*/a/index.html"))


def test_a_part_of_a_second_of_now_shows_no_more(edition: EditionMaker) -> None:
    files = release("date: 2010-09-01T10:00:01Z")
    assert not is_out(edition(files, now="2010-09-01T10:00:00.999999Z"))
    assert is_out(edition(files, now="2010-09-01T10:00:01.000Z"))
