"""`import_release`: any text becomes a draft that reads without a problem, and whatever is in doubt stays in it."""

import re
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.desk.existing import RULES
from plugins.desk.importing import Imported, import_release
from plugins.desk.refusal import Refused
from plugins.records.front_matter import split_front_matter
from plugins.records.reading import Reading, State, read_lists, read_record
from plugins.records.schema import Release
from plugins.records.sources import CONTROL, find_sources
from plugins.records.validation import field_names

TODAY = date(2026, 1, 1)
PARAGRAPH = (
    "In a briefing today, officials said that nearly two years after its launch the agency has finally suggested a way "
    "for counties to ask to leave the program."
)
HEADLINE = "Counties May Leave, Memo Says"
BY_RULES = ("R012", "F011")
"""Of `existing.RULES`, for which it is always long ago, so that every record is held, and the zone is UTC."""


def bring_in(folder: Path, source: str | bytes, name: str = "source.txt", **given: Any) -> Imported:
    file = folder / name
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    return import_release(file, folder / "content", **{"today": TODAY, **given})


def read_back(imported: Imported, content: Path) -> Reading:
    sources = find_sources(content)
    assert not sources.problems
    path = imported.path.relative_to(content).as_posix()
    [source] = [source for source in sources.records if source.path == path]
    reading = read_record(content, source, RULES)
    assert not [p for p in reading.problems if p.code not in BY_RULES]
    assert reading.state is State.HELD
    assert reading.uid_is_frozen
    return reading


def record_of(folder: Path, source: str | bytes, name: str = "source.txt", **given: Any) -> tuple[Any, str, str]:
    """(record, body, notes) of what becomes of a source."""
    imported = bring_in(folder, source, name, **given)
    reading = read_back(imported, folder / "content")
    return reading.record, reading.front.body.strip(), "\n".join(imported.notes)


def refusal(folder: Path, source: str | bytes, name: str = "source.txt", **given: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        bring_in(folder, source, name, **given)
    what, fix = str(refused.value).split("\n")
    assert fix.startswith("  Fix: ")
    return what, fix


# -- datelines


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("SAN FRANCISCO, September 1, 2010 — ", "SAN FRANCISCO"),
        ("San Francisco, Sept. 1, 2010 – ", "San Francisco"),
        ("NEW YORK, N.Y., Sept. 1, 2010 -- ", "NEW YORK, N.Y."),
        ("San Francisco (September 1, 2010) — ", "San Francisco"),
        ("SAN FRANCISCO (1 September 2010) - ", "SAN FRANCISCO"),
        ("September 1, 2010, San Francisco—", "San Francisco"),
        (
            "September 1, 2010, San Francisco, New York and Washington D.C.—",
            "San Francisco, New York and Washington D.C.",
        ),
        ("San José, 1 de septiembre de 2010 — ", "San José"),
        ("Ciudad de México, 1 de septiembre de 2010.— ", None),
        ("Washington, DC, 2010-09-01 — ", "Washington, DC"),
        ("September 1, 2010 – San Francisco – ", None),
    ],
)
def test_datelines_have_many_forms(line: str, place: str | None, tmp_path: Path):
    record, body, _ = record_of(tmp_path, f"{HEADLINE}\n\n{line}{PARAGRAPH}\n")
    if place is None:
        assert body == f"{line}{PARAGRAPH}"
    else:
        assert (record.dateline, record.date) == (place, date(2010, 9, 1))
        assert body == PARAGRAPH


def test_a_city_in_capitals_alone_is_a_dateline(tmp_path: Path):
    record, body, _ = record_of(tmp_path, f"{HEADLINE}\n\nSeptember 1, 2010\n\nSAN FRANCISCO — {PARAGRAPH}")
    assert (record.dateline, record.date, body) == ("SAN FRANCISCO", date(2010, 9, 1), PARAGRAPH)


def test_a_dateline_without_a_year_takes_it_from_the_head(tmp_path: Path):
    record, _, _ = record_of(tmp_path, f"September 1, 2010\n\n{HEADLINE}\n\nSAN FRANCISCO (Sept. 1) — {PARAGRAPH}")
    assert (record.dateline, record.date) == ("SAN FRANCISCO", date(2010, 9, 1))


def test_a_dateline_without_any_year_is_asked_about(tmp_path: Path):
    imported = bring_in(tmp_path, f"{HEADLINE}\n\nSAN FRANCISCO (Sept. 1) — {PARAGRAPH}")
    record: Any = read_back(imported, tmp_path / "content").record
    assert record.date == date(2026, 9, 1)
    assert "without a year; 2026 is a guess" in imported.path.read_text()
    assert "without a year; 2026 is a guess" in imported.text


@pytest.mark.parametrize(
    "beginning",
    [
        "The sheriff — who has asked twice — said no. ",
        "ICE — the agency — said no. ",
        "Opting out, the county said on September 1, 2010 — and not before — is its right. ",
    ],
)
def test_a_sentence_with_dashes_is_no_dateline(beginning: str, tmp_path: Path):
    record, body, _ = record_of(tmp_path, f"{HEADLINE}\n\n{beginning}{PARAGRAPH}")
    assert record.dateline == ""
    assert body == f"{beginning}{PARAGRAPH}"


# -- dates


def test_a_date_in_numbers_is_asked_about_and_not_guessed(tmp_path: Path):
    imported = bring_in(tmp_path, f"{HEADLINE}\n\nSan Francisco, 9/1/2010 — {PARAGRAPH}")
    text = imported.path.read_text()
    assert "# the text says “9/1/2010”, which may be 2010-09-01 or 2010-01-09." in text
    assert "\ndate: 2026-01-01\n" in text
    assert "date: the text says “9/1/2010”" in "\n".join(imported.notes)


def test_no_date_at_all_is_said(tmp_path: Path):
    record, _, notes = record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}")
    assert record.date == TODAY
    assert "date: no date found; today's, 2026-01-01, was put in" in notes


def test_a_second_date_that_differs_stays_in_the_text(tmp_path: Path):
    record, body, notes = record_of(
        tmp_path, f"{HEADLINE}\n\nSeptember 1, 2010\n\nSAN FRANCISCO, September 2, 2010 — {PARAGRAPH}"
    )
    assert record.date == date(2010, 9, 1)
    assert "September 2, 2010" in body
    assert "Check which is right" in notes


def test_a_date_at_the_end_is_taken_and_stays(tmp_path: Path):
    record, body, notes = record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\nSeptember 1, 2010\n")
    assert record.date == date(2010, 9, 1)
    assert body.endswith("September 1, 2010")
    assert "which is still in the text" in notes


@pytest.mark.parametrize(
    "end", ["Last modified\u00a0\n\nSeptember 2, 2010", "Last modified: September 2, 2010", "Updated on 2010-09-02"]
)
def test_last_modified_lines_become_the_field(end: str, tmp_path: Path):
    record, body, _ = record_of(tmp_path, f"{HEADLINE}\n\nSAN JOSE, Sept. 1, 2010 — {PARAGRAPH}\n\n{end}")
    assert record.modified == date(2010, 9, 2)
    assert body == PARAGRAPH


def test_a_modified_date_before_the_release_is_put_aside(tmp_path: Path):
    imported = bring_in(
        tmp_path, f"{HEADLINE}\n\nSAN JOSE, Sept. 1, 2010 — {PARAGRAPH}\n\nLast modified: August 1, 2010"
    )
    read_back(imported, tmp_path / "content")
    assert "\n# modified: 2010-08-01\n" in imported.path.read_text()
    assert "modified cannot be used" in imported.text


def test_spanish_dates_say_the_language(tmp_path: Path):
    source = f"El condado se retira\n\nSan José, 1 de septiembre de 2010 — {PARAGRAPH}"
    imported = bring_in(tmp_path, source)
    reading = read_back(imported, tmp_path / "content")
    assert reading.lang == "es"
    assert (imported.path.name, reading.slug) == ("el-condado-se-retira.es.md", "el-condado-se-retira")
    with TemporaryDirectory() as other:
        spanish_site = bring_in(Path(other), source, lang="es")
        assert "lang:" not in spanish_site.path.read_text()
        assert spanish_site.path.name == "el-condado-se-retira.md"


# -- fixed lines


@pytest.mark.parametrize(
    "line", ["FOR IMMEDIATE RELEASE", "For Immediate Release:", "PRESS RELEASE", "PARA PUBLICACIÓN INMEDIATA"]
)
def test_release_lines_are_left_out_and_said(line: str, tmp_path: Path):
    record, body, notes = record_of(tmp_path, f"{line}\n\n{HEADLINE}\n\n{PARAGRAPH}")
    assert (record.title, body) == (HEADLINE, PARAGRAPH)
    assert line.strip(":") in notes


@pytest.mark.parametrize(("line", "kind"), [("MEDIA ADVISORY", "advisory"), ("Press Statement:", "statement")])
def test_a_release_line_says_what_kind_it_is(line: str, kind: str, tmp_path: Path):
    record, body, notes = record_of(tmp_path, f"{line}\n\n{HEADLINE}\n\n{PARAGRAPH}")
    assert (record.title, body, record.kind) == (HEADLINE, PARAGRAPH, kind)
    assert f"kind: {kind}" in notes


def test_a_headline_that_begins_like_a_release_line_is_whole(tmp_path: Path):
    title = "Press Release Law Upheld"
    assert record_of(tmp_path, f"{title}\n\n{PARAGRAPH}")[0].title == title


def test_a_head_of_lines_without_blank_lines_is_taken_apart(tmp_path: Path):
    record, body, notes = record_of(
        tmp_path,
        "FOR IMMEDIATE RELEASE: September 1, 2010\nCONTACT: Jane Doe, Press Officer\njane@example.org\n415-555-0100\n\n"
        f"{HEADLINE}\n\n{PARAGRAPH}\n",
    )
    assert (record.title, record.date) == (HEADLINE, date(2010, 9, 1))
    assert (body, record.contacts) == (PARAGRAPH, ("jane-doe",))
    assert "Jane Doe (jane@example.org, 415-555-0100, Press Officer) was added to contacts.yml" in notes


def test_a_contact_in_the_right_column_stays_whole(tmp_path: Path):
    head = "FOR IMMEDIATE RELEASE      CONTACT: Jane Doe, Press\nSeptember 1, 2010          jane@example.org"
    record, body, _ = record_of(tmp_path, f"{head}\n\n{HEADLINE}\nand others say\nagain\n\nSAN JOSE — {PARAGRAPH}")
    assert (record.title, record.date) == (f"{HEADLINE} and others say again", date(2010, 9, 1))
    assert (body, record.contacts) == (PARAGRAPH, ("jane-doe",))


def test_a_city_in_capitals_below_a_sentence_is_no_dateline(tmp_path: Path):
    record, body, _ = record_of(tmp_path, f"{HEADLINE}\n\nThe county said no.\n\nMARIN COUNTY — {PARAGRAPH}")
    assert (record.dateline, record.subtitle) == ("", "")
    assert body == f"The county said no.\n\nMARIN COUNTY — {PARAGRAPH}"


def test_contacts_that_are_not_understood_stay_in_the_text(tmp_path: Path):
    end = "CONTACT:\nThe office\njane@example.org"
    _, body, notes = record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{end}")
    assert [line.strip() for line in body.split("\n\n", 1)[1].split("\n") if line] == end.split("\n")
    assert "the contact lines are in the text" in notes


@pytest.mark.parametrize("mark", ["###", "# # #", "-30-", "— 30 —", "-END-"])
def test_end_marks_are_left_out_and_said(mark: str, tmp_path: Path):
    _, body, notes = record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{mark}\n")
    assert body == PARAGRAPH
    assert f"“{mark}”" in notes


def test_an_embargo_in_full_is_the_field(tmp_path: Path):
    record, body, notes = record_of(
        tmp_path,
        f"EMBARGOED UNTIL 10:00 a.m. PDT, September 1, 2010\n\n{HEADLINE}\n\nSAN JOSE, Sept. 1, 2010 — {PARAGRAPH}",
    )
    assert record.embargo == datetime.fromisoformat("2010-09-01T10:00-07:00")
    assert body == PARAGRAPH
    assert "Check the hour and the offset" in notes


def test_a_headline_about_an_embargo_is_one(tmp_path: Path):
    title = "Embargoed Papers Show What ICE Knew"
    assert record_of(tmp_path, f"{title}\n\n{PARAGRAPH}")[0].title == title


# -- headline, deck, byline


def test_the_line_between_headline_and_dateline_is_the_subtitle(tmp_path: Path):
    record, body, _ = record_of(tmp_path, f"{HEADLINE}\nSheriff asks again\n\nSAN JOSE, Sept. 1, 2010 — {PARAGRAPH}")
    assert (record.title, record.subtitle, body) == (HEADLINE, "Sheriff asks again", PARAGRAPH)


def test_two_lines_between_them_stay_in_the_text(tmp_path: Path):
    record, body, _ = record_of(
        tmp_path, f"{HEADLINE}\n\nOne line.\n\nAnother line.\n\nSAN JOSE, Sept. 1, 2010 — {PARAGRAPH}"
    )
    assert record.subtitle == ""
    assert body == f"One line.\n\nAnother line.\n\n{PARAGRAPH}"


def test_a_headline_in_two_lines_is_one(tmp_path: Path):
    source = f"New Document Confirms That the\nProgramme Is Voluntary\n\n{PARAGRAPH}"
    assert record_of(tmp_path, source)[0].title == "New Document Confirms That the Programme Is Voluntary"


def test_a_byline_names_the_authors(tmp_path: Path):
    record, body, _ = record_of(
        tmp_path, f"{HEADLINE}\n\nBy Jane Doe and Juan Pérez\n\nSAN JOSE, Sept. 1, 2010 — {PARAGRAPH}"
    )
    assert (record.authors, body) == (("Jane Doe", "Juan Pérez"), PARAGRAPH)


@pytest.mark.parametrize("source", [f"SAN JOSE, Sept. 1, 2010 — {PARAGRAPH}", PARAGRAPH * 3, "• one\n• two"])
def test_without_a_headline_the_name_of_the_file_stands_for_it(source: str, tmp_path: Path):
    record, body, notes = record_of(tmp_path, source, "memo_opt-out 2010.txt")
    assert record.title == "Memo opt out 2010"
    assert body
    assert "headline: none was found" in notes


@pytest.mark.parametrize(
    "title", ["“Voluntary”: ICE says", "@ICE: #optout", "!Opt out 🎉", "%: 12 more", "移民の権利", "'Quoted'"]
)
def test_any_headline_is_quoted_as_yaml_needs(title: str, tmp_path: Path):
    assert record_of(tmp_path, f"{title}\n\n{PARAGRAPH}")[0].title == title


def test_a_slug_is_cut_at_a_word_within_80_characters(tmp_path: Path):
    imported = bring_in(tmp_path, f"{'Voluntary program ' * 8}\n\n{PARAGRAPH}")
    assert imported.path.stem == "voluntary-program-voluntary-program-voluntary-program-voluntary-program"


# -- here


def test_here_is_kept_and_reported_with_its_line_and_words(tmp_path: Path):
    imported = bring_in(
        tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\nThe sheriff’s letter is here. We are here to stay, here in town."
    )
    lines = imported.path.read_text().split("\n")
    [note] = [note for note in imported.notes if "links to nothing" in note]
    number = int(note.split(":")[1])
    assert lines[number - 1].startswith("The sheriff’s letter is here.")
    assert "“The sheriff’s letter is here. We are here…”" in note
    assert "`invoke new document TITLE`" in note


@pytest.mark.parametrize(
    "words", ["click here", "Click here", "haga clic aquí", "Read it here.", "see here for more", "(here)"]
)
def test_forms_of_here_are_reported(words: str, tmp_path: Path):
    assert "links to nothing" in record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\nThe letter: {words}")[2]


def test_a_linked_here_is_not_reported(tmp_path: Path):
    source = f"# {HEADLINE}\n\n{PARAGRAPH}\n\n[Click here](https://example.org/a) or [see here][a]."
    assert "links to nothing" not in record_of(tmp_path, source, "source.md")[2]


# -- Markdown


def test_a_markdown_heading_is_the_headline_and_markup_stays(tmp_path: Path):
    text = "Some *text* with [a link](https://example.org).\n\n- one\n- two\n\n> Quoted.\n> — Jane Doe"
    record, body, _ = record_of(tmp_path, f"# A *bold* claim\n\nSAN JOSE, Sept. 1, 2010 — {text}\n", "source.md")
    assert (record.title, record.dateline, body) == ("A bold claim", "SAN JOSE", text)


def test_an_emphasized_dateline_is_one(tmp_path: Path):
    record, body, _ = record_of(tmp_path, f"# {HEADLINE}\n\n**SAN JOSE, Sept. 1, 2010 —** {PARAGRAPH}", "source.md")
    assert (record.dateline, body) == ("SAN JOSE", PARAGRAPH)


YAML_HEAD = (
    "---\ntitle: 'One: two'\ndate: 2010-09-01 10:00\ntags: [a, b]\nauthor: Jane Doe\nstatus: published\nimage: x.png\n"
    "---\n"
)
PELICAN_HEAD = (
    "Title: One: two\nDate: 2010-09-01 10:00\nTags: a, b\nAuthor: Jane Doe\nStatus: published\nImage: x.png\n\n"
)


@pytest.mark.parametrize("head", [YAML_HEAD, PELICAN_HEAD])
def test_front_matter_is_respected(head: str, tmp_path: Path):
    imported = bring_in(tmp_path, f"{head}# One: two\n\n{PARAGRAPH}\n", "source.md")
    reading = read_back(imported, tmp_path / "content")
    record: Any = reading.record
    assert (record.title, record.date, record.tags) == ("One: two", datetime(2010, 9, 1, 10), ("a", "b"))
    assert (record.authors, record.status) == (("Jane Doe",), "draft")
    assert reading.front.body.strip() == PARAGRAPH
    assert "\n# image: x.png\n" in imported.path.read_text()
    assert "image is not a field of a release" in imported.text
    assert "status: was published; now draft." in imported.notes


def test_what_the_schema_refuses_is_put_aside(tmp_path: Path):
    head = "title: One\nslug: Not A Slug\ndate: someday\nuid: two words\nchanges:\n  - note: x\ntranslation: maybe"
    imported = bring_in(tmp_path, f"---\n{head}\n---\n{PARAGRAPH}\n", "source.md")
    record: Any = read_back(imported, tmp_path / "content").record
    assert (record.date, record.slug) == (TODAY, "")
    assert record.uid.startswith("urn:uuid:")
    for line in ("# slug: Not A Slug", "# date: someday", "# uid: two words", "#   - note: x", "# translation: maybe"):
        assert f"\n{line}\n" in imported.path.read_text()


def test_a_date_of_the_front_matter_in_words_is_read(tmp_path: Path):
    assert record_of(tmp_path, f"Title: One\nDate: Sept. 1, 2010\n\n{PARAGRAPH}", "a.md")[0].date == date(2010, 9, 1)


def test_a_uid_is_kept_once(tmp_path: Path):
    head = "Title: {}\nDate: 2010-09-01\nUid: urn:x:1\n\n"
    assert record_of(tmp_path, f"{head.format('One')}{PARAGRAPH}", "a.md")[0].uid == "urn:x:1"
    record, _, notes = record_of(tmp_path, f"{head.format('Two')}Another text.", "b.md")
    assert record.uid.startswith("urn:uuid:")
    assert "belongs to another release" in notes


def test_front_matter_that_does_not_parse_is_refused_at_its_line(tmp_path: Path):
    what, fix = refusal(tmp_path, "---\ntitle: One: two\n---\nText.\n", "source.md")
    assert "source.md:2: the front matter cannot be read" in what
    assert "Fix: write title: 'One: two'" in fix


def test_a_text_that_begins_with_a_word_and_a_colon_has_no_front_matter(tmp_path: Path):
    record, body, _ = record_of(tmp_path, f"Update: Counties may leave\n\n{PARAGRAPH}", "a.md")
    assert (record.title, body) == ("Update: Counties may leave", PARAGRAPH)


# -- web pages

PAGE = """<!doctype html><html lang="en"><head><title>Counties May Leave | The Site</title></head><body>
<nav>Home About</nav><main><h1>Counties May <em>Leave</em></h1>
<p><time datetime="2010-09-01">September 1, 2010</time></p>
<p>San Jose, September 1, 2010&mdash;Some <strong>bold</strong> and <em>leaning</em> words &amp; *stars*, as in
<a href="https://example.org/a_(b)">the letter</a> and <a href="/b">there</a>.<br>Next line</p>
<h2>Why</h2><ul><li>one <b>1</b></li><li>two<ul><li>deep</li></ul></li></ul><ol><li>first</li><li>second</li></ol>
<blockquote><p>Said.</p><p>And done.</p></blockquote>
<table><tr><th>County</th><th>Asked</th></tr><tr><td>Marin | West</td><td>yes</td></tr></table>
<img src="a.png" alt="A map"><script>evil()</script><p># not a heading</p></main>
<footer>Imprint</footer></body></html>"""


def test_a_saved_page_becomes_markdown(tmp_path: Path):
    record, body, notes = record_of(tmp_path, PAGE, "page.html")
    assert (record.title, record.date, record.dateline) == ("Counties May Leave", date(2010, 9, 1), "San Jose")
    assert body.split("\n\n") == [
        "Some **bold** and *leaning* words & \\*stars\\*, as in [the letter](https://example.org/a_%28b%29) and there.",
        "Next line",
        "## Why",
        "- one **1**\n- two\n  - deep",
        "1. first\n2. second",
        "> Said.\n>\n> And done.",
        "| County | Asked |\n| --- | --- |\n| Marin \\| West | yes |",
        "<!-- import: picture not included: a.png A map -->",
        "\\# not a heading",
    ]
    assert "only the <main> part of the page was read" in notes
    assert "pictures: 1 did not come along (a.png (A map))" in notes
    assert "link lost: “there” led to /b, which readers cannot open" in notes


def test_a_page_in_another_encoding_is_read(tmp_path: Path):
    page = '<meta charset="iso-8859-1"><h1>Sheriff’s Letter</h1><p>Señor Pérez said “no”.</p>'.encode("cp1252")
    record, body, _ = record_of(tmp_path, page, "page.htm")
    assert (record.title, body) == ("Sheriff’s Letter", "Señor Pérez said “no”.")


def test_a_page_without_marked_text_loses_its_menu_and_says_so(tmp_path: Path):
    page = f"<title>{HEADLINE}</title><nav>Home</nav><p>{PARAGRAPH}</p><footer>Imprint</footer>"
    record, body, notes = record_of(tmp_path, page, "page.html")
    assert (record.title, body) == (HEADLINE, PARAGRAPH)
    assert "left out" not in notes
    assert "from the page's title" in notes


def test_a_page_nested_without_end_is_read_or_refused(tmp_path: Path):
    try:
        bring_in(tmp_path, f"<h1>Deep</h1>{'<div><span>' * 3000}word", "page.html")
    except Refused as refused:
        assert "nested too deeply" in str(refused)


def test_a_page_in_a_text_file_is_refused(tmp_path: Path):
    assert "ends in .html" in refusal(tmp_path, PAGE, "page.txt")[1]


# -- files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_are_one(encoding: str, end: str, tmp_path: Path):
    source = f"Sheriff’s Letter{end}{end}“No,” he said.{end}".encode(encoding)
    record, body, notes = record_of(tmp_path, source)
    assert (record.title, body) == ("Sheriff’s Letter", "“No,” he said.")
    assert "cp1252" not in notes


def test_windows_text_is_read_and_said(tmp_path: Path):
    record, _, notes = record_of(tmp_path, f"Sheriff’s Letter\n\n{PARAGRAPH}".encode("cp1252"))
    assert record.title == "Sheriff’s Letter"
    assert "read as Windows text (cp1252). Check the accents, as in “Sheriff’s”" in notes


def test_garbled_quotation_marks_and_control_characters_are_fixed(tmp_path: Path):
    _, body, notes = record_of(tmp_path, f"{HEADLINE}\n\n\x93No,\x94 he said\x00\x07.\x0cNew page.".replace("\x00", ""))
    assert body == "“No,” he said.\n\nNew page."
    assert "were fixed" in notes
    assert "invisible control characters were removed" in notes


@pytest.mark.parametrize(
    ("source", "name", "what", "fix"),
    [
        (b"PK\x03\x04 and so on", "a.docx", "is damaged", "save it under a new name"),
        (b"\xd0\xcf\x11\xe0 and so on", "a.doc", "old Word file", "save it as Word document (.docx)"),
        (b"{\\rtf1 x}", "a.rtf", "RTF", "save it as Word document (.docx)"),
        (b"\xd0\xcf\x11\xe0 x", "a.msg", "Outlook message", "save it as .eml"),
        (b"\xd0\xcf\x11\xe0 x", "a.docx", "locked with a password", "take the password off"),
        (b"PK\x03\x04 x", "a.pages", "Pages file", "Export To > Word"),
        (b"PK\x03\x04 x", "a.zip", "zip file", "unpack it"),
        (b"%PDF-1.4", "a.pdf", "PDF", "invoke new document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a.txt", "not readable text", "plain text"),
        (b"caf\x81\xe9", "a.txt", "neither UTF-8", "save it as UTF-8"),
        (b"", "a.txt", "is empty", "headline"),
        (b"\xef\xbb\xbf \n", "a.txt", "is empty", "headline"),
        (b"<p> </p>", "a.html", "has no text", "save the page as text"),
        (b"x" * 11_000_000, "a.txt", "11.0 MB", "only text"),
    ],
)
def test_what_is_no_text_is_refused_in_two_lines(source: bytes, name: str, what: str, fix: str, tmp_path: Path):
    first, second = refusal(tmp_path, source, name)
    assert what in first
    assert fix in second
    assert not (tmp_path / "content").exists()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match=r"doesn.t exist"):
        import_release(tmp_path / "none.txt", tmp_path / "content", today=TODAY)
    with pytest.raises(Refused, match="is a folder"):
        import_release(tmp_path, tmp_path / "content", today=TODAY)


def test_another_text_under_the_same_headline_is_refused(tmp_path: Path):
    imported = bring_in(tmp_path, f"{HEADLINE}\n\nSAN JOSE, Sept. 1, 2010 — {PARAGRAPH}")
    before = imported.path.read_bytes()
    what, fix = refusal(tmp_path, f"{HEADLINE}\n\nSAN JOSE, Sept. 1, 2010 — Another text.")
    assert "releases/2010/counties-may-leave-memo-says.md" in what and "there is already a release called" in what
    assert "change the headline" in fix
    assert imported.path.read_bytes() == before


def test_the_same_text_under_another_headline_is_noticed(tmp_path: Path):
    bring_in(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}")
    what, fix = refusal(tmp_path, f"Another Headline\n\n{PARAGRAPH}", "b.txt")
    assert "has the same text under another headline: releases/2026/counties-may-leave-memo-says.md" in what
    assert "change the headline there; to import this file all the same, delete that one" in fix
    what, _ = refusal(tmp_path, f"{HEADLINE}\n\nSAN JOSE, Jan. 1, 2026 — {PARAGRAPH} ", "c.txt")
    assert "has already been imported" in what


def test_fields_stand_in_the_order_of_the_schema(tmp_path: Path):
    text = bring_in(
        tmp_path, f"{HEADLINE}\n\nA deck\n\nSAN JOSE, Sept. 1, 2010 — {PARAGRAPH}\n\nLast modified: 2010-09-02"
    ).path.read_text()
    names = list(split_front_matter(text, "").fields)
    assert names == [name for name in field_names(Release) if name in names]
    assert {"title", "subtitle", "dateline", "date", "modified", "uid", "status"} <= set(names)


# -- boilerplate

ABOUT = (
    "The Center for Open Counties works with communities to defend their say. Since 1966, the Center for Open Counties "
    "has gone to court. Learn more at https://example.org/."
)


def test_a_closing_paragraph_makes_a_new_organization(tmp_path: Path):
    record, body, _ = record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{ABOUT}\n\n###")
    assert body == PARAGRAPH
    assert record.boilerplate == {"center-for-open-counties": ""}
    assert record.organizations.lead == ("center-for-open-counties",)
    lists = read_lists(tmp_path / "content", ["organizations.yml"])
    assert lists.problems == ()
    made = lists.organizations["center-for-open-counties"]
    assert (made.name, made.boilerplate, made.url) == ("Center for Open Counties", ABOUT, "https://example.org/")


EXISTING = (
    "# Ours, by hand.\nasian-law-caucus:   # first\n  name: Asian Law Caucus\n  short_name: ALC\n\n"
    "coc:\n  name: Center for Open Counties\n  short_name: COC\n  boilerplate: >-\n    {}\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n"])
def test_organizations_that_were_there_stay_byte_for_byte(end: str, last: str, tmp_path: Path):
    before = ("# Ours.\nalc:   # first\n  name: 'Asian  Law Caucus'" + last).replace("\n", end).encode()
    (tmp_path / "content").mkdir()
    file = tmp_path / "content" / "organizations.yml"
    file.write_bytes(before)
    record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{ABOUT}")
    after = file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(end.encode())
    lists = read_lists(tmp_path / "content", ["organizations.yml"])
    assert lists.problems == ()
    assert set(lists.organizations) == {"alc", "center-for-open-counties"}


def test_a_known_organization_with_the_same_words_is_shown_from_the_list(tmp_path: Path):
    (tmp_path / "content").mkdir()
    file = tmp_path / "content" / "organizations.yml"
    file.write_text(EXISTING.format(ABOUT))
    before = file.read_bytes()
    record, body, _ = record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{ABOUT}")
    assert (record.boilerplate, record.organizations.lead, body) == ({"coc": ""}, ("coc",), PARAGRAPH)
    assert file.read_bytes() == before


def test_a_known_organization_with_other_words_keeps_both(tmp_path: Path):
    (tmp_path / "content").mkdir()
    file = tmp_path / "content" / "organizations.yml"
    file.write_text(EXISTING.format("Something else."))
    before = file.read_bytes()
    record, body, notes = record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{ABOUT}")
    assert (record.boilerplate, body) == ({"coc": ABOUT}, PARAGRAPH)
    assert "this release keeps its own" in notes
    assert file.read_bytes() == before


@pytest.mark.parametrize("heading", ["About the Center for Open Counties", "About COC", "ABOUT COC:", "Acerca de COC"])
def test_an_about_heading_goes_with_its_paragraph(heading: str, tmp_path: Path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "organizations.yml").write_text(EXISTING.format("x"))
    record, body, notes = record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{heading}\n{ABOUT}")
    assert (list(record.boilerplate), body) == (["coc"], PARAGRAPH)
    assert heading in notes


def test_an_about_heading_in_markdown_goes_too(tmp_path: Path):
    record, body, _ = record_of(
        tmp_path, f"# {HEADLINE}\n\n{PARAGRAPH}\n\n## About the Center for Open Counties\n\n{ABOUT}", "a.md"
    )
    assert (list(record.boilerplate), body) == (["center-for-open-counties"], PARAGRAPH)


def test_several_organizations_are_lead_and_with(tmp_path: Path):
    other = "About Asian Law Caucus: Asian Law Caucus is a nonprofit that serves immigrants."
    record, body, _ = record_of(
        tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{ABOUT}\n\n{other}\n\nCONTACT: Jane Doe, jane@example.org"
    )
    assert record.organizations.lead == ("center-for-open-counties",)
    assert record.organizations.with_ == ("asian-law-caucus",)
    assert body == PARAGRAPH


@pytest.mark.parametrize(
    "last",
    [
        "Secure Communities is a program of Immigration and Customs Enforcement that checks fingerprints.",
        "About this report\n\nThis report was made with communities since 1966. Learn more at our office.",
        "About Secure Communities\n\nSecure Communities is a program that checks fingerprints.",
        "Supervisor George Shirakawa is glad that the county may leave.",
        "The Sheriff works with communities. Since 1966, the sheriff has been elected. Learn more at the county.",
    ],
)
def test_what_may_be_no_organization_stays_in_the_text(last: str, tmp_path: Path):
    record, body, _ = record_of(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{last}")
    assert record.boilerplate == {}
    assert body.endswith(last)
    assert not (tmp_path / "content" / "organizations.yml").exists()


def test_boilerplate_with_markup_stays_in_the_text(tmp_path: Path):
    about = ABOUT.replace("Learn more", "[Learn more](https://example.org/)")
    record, body, _ = record_of(tmp_path, f"# {HEADLINE}\n\n{PARAGRAPH}\n\n{about}", "a.md")
    assert record.boilerplate == {}
    assert body.endswith(about)


@pytest.mark.parametrize("broken", ["a: [", "a:\n  nam: x\n", "{a: {name: A}}", "a:\n  name: A\n...\n"])
def test_a_list_that_cannot_be_added_to_is_left_alone(broken: str, tmp_path: Path):
    (tmp_path / "content").mkdir()
    file = tmp_path / "content" / "organizations.yml"
    file.write_text(broken)
    imported = bring_in(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{ABOUT}")
    assert file.read_text() == broken
    assert ABOUT in imported.path.read_text()
    assert "stays in the text" in imported.text


def test_if_the_release_cannot_be_written_the_list_is_put_back(tmp_path: Path):
    content = tmp_path / "content"
    content.mkdir()
    (content / "releases").write_text("a file where a folder belongs")
    what, _ = refusal(tmp_path, f"{HEADLINE}\n\n{PARAGRAPH}\n\n{ABOUT}")
    assert "can't be written" in what
    assert not (content / "organizations.yml").exists()


# -- no word is lost

WORD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=10)
SENTENCE = st.lists(
    WORD | st.sampled_from(["here.", "About", "The", "Center", "is", "1.", "•", "-", "CONTACT:"]),
    min_size=1,
    max_size=14,
)
TEXT = st.lists(SENTENCE.map(" ".join), min_size=1, max_size=8)


def words(text: str) -> list[str]:
    return sorted(re.findall(r"[^\W_]+", text))


def unescaped(markdown: str) -> str:
    text = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), markdown)
    return text.replace("&lt;", "<").replace("&amp;", "&")


@given(lines=TEXT, gap=st.sampled_from(["\n", "\n\n"]))
def test_no_word_of_any_text_is_lost(lines: list[str], gap: str):
    source = gap.join(lines).replace("\ufeff", "")
    if CONTROL.search(source):
        return
    with TemporaryDirectory() as folder:
        try:
            imported = bring_in(Path(folder), source, "Name.txt")
        except Refused as refused:
            assert "is empty" in str(refused) or not re.search(r"\w", source)
            return
        reading = read_back(imported, Path(folder) / "content")
        record: Any = reading.record
        file = Path(folder) / "content" / "organizations.yml"
        listed = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
        kept = [record.title, record.subtitle, record.dateline, *record.authors, unescaped(reading.front.body)]
        kept += [organization["boilerplate"] for organization in listed.values()]
        said = " ".join(imported.notes)
        missing = list(words(source))
        for word in words(" ".join(kept)):
            if word in missing:
                missing.remove(word)
        assert all(word in words(said) for word in missing)


@given(
    place=st.sampled_from(["SAN JOSE", "San Jose and New York", "Washington, D.C."]),
    day=st.dates(date(1990, 1, 1), date(2025, 12, 31)),
    paragraphs=st.lists(
        st.lists(st.from_regex(r"[a-z]{2,9}", fullmatch=True), min_size=3, max_size=30), min_size=1, max_size=6
    ),
)
def test_every_paragraph_of_a_usual_release_stays_whole(place: str, day: date, paragraphs: list[list[str]]):
    texts = [f"{' '.join(line).capitalize()}." for line in paragraphs]
    with TemporaryDirectory() as folder:
        source = f"{HEADLINE}\n\n{place}, {day:%B} {day.day}, {day.year} — " + "\n\n".join(texts)
        record, body, _ = record_of(Path(folder), source)
        assert (record.title, record.dateline, record.date) == (HEADLINE, place, day)
        assert body.split("\n\n") == texts
