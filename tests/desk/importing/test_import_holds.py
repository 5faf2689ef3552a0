"""A line that says from when a release may be used holds the draft, wherever it stands, and is never let through."""

from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from plugins.desk.importing import Imported, import_release
from plugins.records.reading import Reading, State, read_record
from plugins.records.rules import Rules
from plugins.records.sources import find_sources
from tests.desk.importing.samples.word import Word

THURSDAY = date(2026, 12, 3)
RULES = Rules(
    now=datetime(2030, 1, 1, tzinfo=UTC), zone=ZoneInfo("America/Los_Angeles"), lang="en", extra_fields=frozenset()
)
HEADLINE = "Counties May Leave, Memo Says"
PARAGRAPH = "In a briefing today, officials said that the agency has finally suggested a way to leave the program."
DATED = f"SAN JOSE, Dec. 3, 2026 — {PARAGRAPH}"
PUT = "2026-12-08T06:00-08:00"


def bring_in(folder: Path, source: str | bytes, name: str = "source.txt") -> Imported:
    file = folder / name
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    return import_release(file, folder / "content", today=THURSDAY)


def published(imported: Imported, content: Path) -> Reading:
    """What becomes of a draft that a person publishes without another look, years later."""
    imported.path.write_text(imported.path.read_text().replace("status: draft", "status: published"))
    [source] = find_sources(content).records
    return read_record(content, source, RULES)


def embargo_of(folder: Path, source: str | bytes, name: str = "source.txt") -> tuple[str, Any, str]:
    """(embargo, record, body); the embargo is `held` where it is a placeholder."""
    imported = bring_in(folder, source, name)
    reading = published(imported, folder / "content")
    if reading.state is not State.SEEN:
        assert [p.code for p in reading.problems] == ["F007"]
        assert "embargo: WRITE THE TIME" in imported.path.read_text()
        assert any(note.startswith("embargo: the text says “") for note in imported.notes)
        return "held", None, ""
    record: Any = reading.record
    assert any(note.startswith(f"embargo: {record.embargo.isoformat(timespec='minutes')}") for note in imported.notes)
    return record.embargo.isoformat(timespec="minutes"), record, reading.front.body.strip()


WHERE = {
    "above the headline": "{hold}\n\n{head}\n\n{text}",
    "below the headline": "{head}\n\n{hold}\n\n{text}",
    "with a subtitle": "FOR IMMEDIATE RELEASE\n\n{head}\n\nSheriff asks again\n\n{hold}\n\n{text}",
    "in the middle": "{head}\n\n{text}\n\n{hold}\n\nMore of it.",
    "at the end": "{head}\n\n{text}\n\n{hold}",
    "below the end mark": "{head}\n\n{text}\n\n###\n\n{hold}",
}


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize(
    ("line", "embargo"),
    [
        ("FOR RELEASE TUESDAY AT 6 AM PACIFIC", PUT),
        ("EMBARGO: hold for release until Tuesday 6am Pacific", PUT),
        ("EMBARGOED until 12/8/26 6:00am PDT", PUT),
        ("Not for publication before 6 a.m. Tuesday", "held"),
        ("Under embargo till Tuesday morning", "held"),
        ("HOLD FOR RELEASE", "held"),
    ],
)
def test_it_is_the_embargo_wherever_it_stands(where: str, line: str, embargo: str, tmp_path: Path):
    found, record, body = embargo_of(tmp_path, WHERE[where].format(hold=line, head=HEADLINE, text=DATED))
    assert found == embargo
    if record is not None:
        assert (record.title, line in body) == (HEADLINE, False)
        assert record.subtitle in ("", "Sheriff asks again")


def test_words_of_what_cannot_be_read_stand_above_its_field(tmp_path: Path):
    imported = bring_in(tmp_path, f"EMBARGOED UNTIL Thursday noon\n\n{HEADLINE}\n\n{PARAGRAPH}")
    above, _, _ = imported.path.read_text().partition("embargo: WRITE THE TIME")
    assert above.rstrip().rpartition("\n")[2].startswith("# the text says “EMBARGOED UNTIL Thursday noon”")


def test_without_another_date_it_goes_out_on_the_day_of_its_embargo(tmp_path: Path):
    _, record, _ = embargo_of(tmp_path, f"FOR RELEASE TUESDAY AT 6 AM PACIFIC\n\n{HEADLINE}\n\n{PARAGRAPH}")
    assert record.date == date(2026, 12, 8)


def test_a_weekday_is_counted_from_the_day_of_the_text(tmp_path: Path):
    text = f"EMBARGOED UNTIL FRIDAY 6AM ET\n\n{HEADLINE}\n\nSAN JOSE, Sept. 1, 2010 — {PARAGRAPH}"
    assert embargo_of(tmp_path, text)[0] == "2010-09-03T06:00-04:00"


def test_several_lines_are_one_embargo(tmp_path: Path):
    head = "EMBARGOED UNTIL\n\nTuesday, December 8, 2026\n\n6:00 a.m. Pacific Time"
    found, record, body = embargo_of(tmp_path, f"{head}\n\n{HEADLINE}\n\n{PARAGRAPH}")
    assert (found, record.title, body) == (PUT, HEADLINE, PARAGRAPH)


def test_two_lines_that_agree_are_one_and_two_that_differ_hold(tmp_path: Path):
    text = "EMBARGOED\n\nHOLD FOR RELEASE: {}\n\n{}\n\n{}\n\nEMBARGOED UNTIL Dec. 8, 2026, 6 am PT"
    for name, when, embargo in (("a", "Tuesday 9am ET", "2026-12-08T09:00-05:00"), ("b", "Tuesday 8am ET", "held")):
        (tmp_path / name).mkdir()
        assert embargo_of(tmp_path / name, text.format(when, HEADLINE, DATED))[0] == embargo


def test_a_date_line_below_a_whole_embargo_is_the_date(tmp_path: Path):
    head = "EMBARGOED UNTIL TUESDAY 6 AM PT\n\nDecember 4, 2026"
    found, record, _ = embargo_of(tmp_path, f"{head}\n\n{HEADLINE}\n\n{PARAGRAPH}")
    assert (found, record.date) == (PUT, date(2026, 12, 4))


def test_a_headline_behind_the_word_stays_the_headline(tmp_path: Path):
    imported = bring_in(tmp_path, f"EMBARGOED: {HEADLINE}\n\n{PARAGRAPH}")
    assert f"\ntitle: {HEADLINE}\n" in imported.path.read_text()
    assert "embargo: WRITE THE TIME" in imported.path.read_text()


def test_words_within_a_paragraph_hold_and_stay(tmp_path: Path):
    note = f"Editors: this is under strict embargo until Tuesday morning, when the report itself appears. {PARAGRAPH}"
    imported = bring_in(tmp_path, f"{HEADLINE}\n\n{DATED}\n\n{note}")
    assert "embargo: WRITE THE TIME" in imported.path.read_text()
    assert note in imported.path.read_text()
    assert "It is still in the text" in "\n".join(imported.notes)


def test_a_release_for_now_is_not_held(tmp_path: Path):
    imported = bring_in(tmp_path, f"FOR RELEASE IMMEDIATELY\n\n{HEADLINE}\n\n{DATED}")
    assert "embargo" not in imported.path.read_text()
    assert f"\ntitle: {HEADLINE}\n" in imported.path.read_text()


def test_a_page_header_of_word_holds(tmp_path: Path):
    word = Word()
    word.header("EMBARGOED UNTIL TUESDAY, 6 A.M. PACIFIC")
    document = word.save(HEADLINE, DATED)
    assert embargo_of(tmp_path, document, "source.docx")[0] == PUT


def test_the_subject_of_an_e_mail_holds(tmp_path: Path):
    message = EmailMessage()
    message["Subject"] = f"EMBARGOED until Tuesday, 6:00 am Pacific: {HEADLINE}"
    message["Date"] = "Thu, 03 Dec 2026 10:00:00 -0800"
    message.set_content(f"{PARAGRAPH}\n")
    found, record, _ = embargo_of(tmp_path, bytes(message), "source.eml")
    assert (found, record.title) == (PUT, HEADLINE)


def test_front_matter_with_an_embargo_that_cannot_be_used_holds(tmp_path: Path):
    source = f"---\ntitle: {HEADLINE}\ndate: 2026-12-03\nembargo: Tuesday 6am\n---\n{PARAGRAPH}\n"
    imported = bring_in(tmp_path, source, "source.md")
    assert published(imported, tmp_path / "content").state is State.FAULTY
    assert "# embargo: Tuesday 6am" in imported.path.read_text()
    assert "\nembargo: WRITE THE TIME\n" in imported.path.read_text()
