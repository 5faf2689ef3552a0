"""A briefing: when, in every zone and language; how to join; its calendar file; what it says once it is over."""

import json
import re
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.reading import window_of_content
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import ledger_text
from tests.conftest import EditionMaker
from tests.newsroom.pages.drawing import drawn

BEFORE, AFTER = "2010-09-10T00:00:00Z", "2010-09-15T18:00:00Z"
HOURS = "  start: 2010-09-15T10:00-07:00\n  end: 2010-09-15T11:00-07:00\n"
JOIN = "  url: https://calls.example/sample\n  phone: +1 415 555 0100\n  speakers: [A. Sample, 'B. Example']\n"
ZONES = "zones: America/New_York, Asia/Tokyo\n"


def advisory(briefing: str = HOURS + JOIN, fields: str = "", body: str = "Words.") -> str:
    head = "title: Sample briefing\ndate: 2010-09-01\nuid: urn:a\nkind: advisory\n"
    return f"---\n{head}{fields}briefing:\n{briefing}---\n{body}\n"


def later(day: str = "2010-09-15") -> str:
    return f"---\ntitle: What was said\ndate: {day}\nuid: urn:b\n---\nAt [the briefing]({{release}}a).\n"


def page(edition: Edition, path: str = "releases/2010/a/index.html") -> str:
    return drawn(edition)[path].decode()


def event(data: bytes) -> dict[str, str]:
    (found,) = Calendar.from_ical(data).walk("VEVENT")
    return {name: found.decoded(name) for name in found}


def test_the_hour_is_given_in_each_zone_and_in_the_words_of_the_language(edition: EditionMaker) -> None:
    spanish = advisory(fields="lang: es\ntranslation: true\nslug: a\n").replace("urn:a", "urn:es")
    files = {"releases/a.md": advisory(), "releases/a.es.md": spanish, "site.yml": ZONES}
    site = drawn(edition(files, now=BEFORE, TIMEZONE="America/Los_Angeles"))
    english = "September 15, 2010</time>, 10–11 a.m. Pacific / 1–2 p.m. Eastern / "
    shown = site["releases/2010/a/index.html"].decode().replace("\xa0", " ").replace(" – ", "–")
    assert english + "2–3 a.m. Japan (September 16)" in shown
    assert "hora del Pacífico" in site["es/releases/2010/a/index.html"].decode()
    for path in ("releases/2010/a/index.txt", "releases/index.html", "feeds/all.rss.xml"):
        assert "1–2 p.m. Eastern" in site[path].decode().replace("\xa0", " ").replace(" – ", "–"), path


def test_an_hour_is_not_given_twice_and_no_end_is_made_up(edition: EditionMaker) -> None:
    files = {"releases/a.md": advisory("  start: 2010-09-15T10:00-04:00\n"), "site.yml": "zones: America/New_York\n"}
    shown = page(edition(files, now=BEFORE)).replace("\xa0", " ")
    assert "September 15, 2010</time>, 10 a.m. Eastern</p>" in shown
    made = drawn(edition(files, now=BEFORE))["releases/2010/a/briefing.ics"]
    assert b"DTEND" not in made


def test_how_to_join_and_who_speaks_stand_in_a_box_and_in_the_text(edition: EditionMaker) -> None:
    site = drawn(edition({"releases/a.md": advisory()}, now=BEFORE))
    box = site["releases/2010/a/index.html"].decode()
    for words in ('href="https://calls.example/sample"', "tel:+14155550100", "A. Sample<br>B. Example", "everyone"):
        assert words in box
    text = site["releases/2010/a/index.txt"].decode()
    assert text.startswith("MEDIA ADVISORY\n")
    for line in ("BRIEFING", "Join: https://calls.example/sample", "Phone: +1 415 555 0100", "For: everyone"):
        assert f"\n{line}\n" in text


def test_search_engines_read_an_event(edition: EditionMaker) -> None:
    (data,) = re.findall(r'json">(.*?)</script>', page(edition({"releases/a.md": advisory()}, now=BEFORE)))
    article, found = json.loads(data)
    assert (article["@type"], found["@type"]) == ("NewsArticle", "Event")
    assert (found["startDate"], found["endDate"]) == ("2010-09-15T10:00:00-07:00", "2010-09-15T11:00:00-07:00")
    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert [person["name"] for person in found["performer"]] == ["A. Sample", "B. Example"]


def test_its_calendar_file_is_the_same_whenever_it_is_built(edition: EditionMaker) -> None:
    files = {"releases/a.md": advisory()}
    made = {drawn(edition(files, now=now))["releases/2010/a/briefing.ics"] for now in (BEFORE, AFTER)}
    (data,) = made
    found = event(data)
    assert found["UID"] == "urn:a"
    assert found["DTSTAMP"] == datetime(2010, 9, 1, 4, tzinfo=UTC)
    assert (found["DTSTART"], found["SEQUENCE"]) == (datetime(2010, 9, 15, 17, tzinfo=UTC), 0)
    assert (found["STATUS"], found["URL"]) == ("CONFIRMED", "https://example.org/releases/2010/a/")
    assert data.count(b"\r\n") == data.count(b"\n")


def test_the_sequence_rises_with_each_declared_change_and_on_withdrawal_and_never_otherwise(
    edition: EditionMaker,
) -> None:
    moved = HOURS.replace("T10", "T09")
    one = "changes:\n  - {date: 2010-09-03, note: An hour earlier.}\n"
    two = one + "  - {date: 2010-09-04, note: Another number., kind: update}\n"
    gone = "status: withdrawn\nwithdrawn: {date: 2010-09-05, reason: Sample reason.}\n"
    steps = [(HOURS, "", 0), (moved, "", 0), (moved, one, 1), (moved, two, 2), (moved, two + gone, 3)]
    for briefing, fields, sequence in steps:
        data = drawn(edition({"releases/a.md": advisory(briefing, fields)}, now=BEFORE))["releases/2010/a/briefing.ics"]
        assert event(data)["SEQUENCE"] == sequence
        assert event(data)["STATUS"] == ("CANCELLED" if gone in fields else "CONFIRMED")
    ledger = ledger_text(recorded(edition({"releases/a.md": advisory(moved, two)}, now=BEFORE)))
    again = edition({"releases/a.md": advisory(moved, one), "ledger.json": ledger}, now=BEFORE)
    assert event(drawn(again)["releases/2010/a/briefing.ics"])["SEQUENCE"] == 2


def test_a_withdrawn_one_is_cancelled_on_its_page_and_in_the_calendar_of_all(edition: EditionMaker) -> None:
    gone = "status: withdrawn\nwithdrawn: {date: 2010-09-05, reason: Sample reason.}\n"
    site = drawn(edition({"releases/a.md": advisory(fields=gone)}, now=BEFORE))
    assert "Cancelled" in site["releases/2010/a/index.html"].decode()
    assert "calls.example" not in site["releases/2010/a/index.html"].decode()
    assert event(site["press/briefings.ics"])["STATUS"] == "CANCELLED"
    assert event(site["press/briefings.ics"])["DESCRIPTION"] == "Sample reason."


def test_a_calendar_of_all_has_each_briefing_once_and_none_that_is_held(edition: EditionMaker) -> None:
    spanish = advisory(fields="lang: es\ntranslation: true\nslug: a\n").replace("urn:a", "urn:es")
    held = advisory(fields="status: draft\n").replace("urn:a", "urn:h").replace("Sample", "Held")
    assert "press/briefings.ics" not in drawn(edition({"releases/held.md": held}, now=BEFORE))
    files = {"releases/a.md": advisory(), "releases/a.es.md": spanish, "releases/held.md": held}
    site = drawn(edition(files, now=BEFORE))
    assert event(site["press/briefings.ics"])["UID"] == "urn:a"
    assert b"X-WR-CALNAME:The Record: Briefings" in site["press/briefings.ics"]


def test_a_calendar_that_people_subscribed_to_goes_on_to_answer(edition: EditionMaker) -> None:
    ledger = ledger_text(recorded(edition({"releases/a.md": advisory()}, now=BEFORE)))
    file = "releases/a.md"
    bare = "---\ntitle: Sample briefing\ndate: 2010-09-01\nuid: urn:a\n---\nWords.\n"
    site = drawn(edition({file: bare, "ledger.json": ledger}, now=BEFORE))
    assert not Calendar.from_ical(site["press/briefings.ics"]).walk("VEVENT")
    assert b'url=/releases/2010/a/"' in site["releases/2010/a/briefing.ics/index.html"]


def test_after_its_end_it_says_so_and_links_what_came_of_it(edition: EditionMaker) -> None:
    coverage = "coverage:\n  - {title: Sample article, url: https://paper.example/1, outlet: Sample Paper}\n"
    files = {"releases/a.md": advisory(fields=coverage), "releases/b.md": later()}
    before, after = (page(edition(files, now=now)) for now in (BEFORE, "2010-09-15T18:00:00Z"))
    assert "This briefing is over." not in before and "What came of it" not in before
    assert "This briefing is over." in after
    assert '<a href="https://paper.example/1">Sample article (Sample Paper)</a>' in after
    assert '<a href="/releases/2010/b/">What was said</a>' in after
    assert (
        "/releases/2010/b/"
        not in page(edition(files | {"releases/b.md": later("2010-09-14")}, now=AFTER))
        .split("</section>")[0]
        .partition('class="briefing"')[2]
    )


def test_its_end_is_a_moment_that_a_build_waits_for(edition: EditionMaker) -> None:
    end = datetime(2010, 9, 15, 18, tzinfo=UTC)
    found = edition({"releases/a.md": advisory()}, now=BEFORE)
    assert found.library.window[1] == end
    assert window_of_content(found.settings)[1] == end
    assert edition({"releases/a.md": advisory()}, now=AFTER).library.window[0] == end
    open_end = edition({"releases/a.md": advisory("  start: 2010-09-15T10:00-07:00\n")}, now=BEFORE)
    assert open_end.library.window[1] == datetime(2010, 9, 16, 4, tzinfo=UTC)


@pytest.mark.parametrize("path", ["releases/2010/a/index.html", "releases/index.html"])
def test_what_shows_it_is_made_again_after_its_end(edition: EditionMaker, path: str) -> None:
    def inputs(now: str, *more: tuple[str, str]) -> str:
        found = edition({"releases/a.md": advisory(), **dict(more)}, now=now)
        place = next(place for place in outline(found) if place.path == path)
        assert place.inputs is not None
        return place.inputs()

    assert inputs(BEFORE) != inputs(AFTER)
    assert inputs(AFTER) != inputs(AFTER, ("releases/b.md", later()))


@pytest.mark.parametrize(
    ("briefing", "line", "code", "what", "fix"),
    [
        (
            "  start: 2010-09-15T10:00-07:00\n  end: 2010-09-15T09:00-07:00\n", 8, "R017",
            "the briefing ends at 2010-09-15T09:00-07:00, and starts at 2010-09-15T10:00-07:00",
            "is it over an hour later? write   end: 2010-09-15T11:00-07:00",
        ),
        (
            "  start: 2010-09-15T10:00\n", 7, "F007",
            "start in briefing “2010-09-15T10:00” has no offset",
            "write   start: 2010-09-15T10:00-04:00",
        ),
        (
            HOURS + "  code: 4417\n  audience: press\n", 9, "R018",
            "the briefing is for the press, and its code 4417 would be on a public page",
            "delete the line, and give the code to those who ask; if anybody may join, write audience: public",
        ),
        (
            HOURS + "  audience: reporters\n", 9, "F006",
            "audience in briefing “reporters” is not one of press, public",
            "write just one of these",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_at_its_line_with_the_line_to_write(
    edition: EditionMaker, briefing: str, line: int, code: str, what: str, fix: str
) -> None:
    found = edition({"releases/a.md": advisory(briefing)}, now=BEFORE).library
    (problem,) = (p for p in found.problems if p.code != "F011")  # the hours are not those of New York
    assert (problem.line, problem.code, problem.what, problem.fix) == (line, code, what, fix)
    assert not found.releases
