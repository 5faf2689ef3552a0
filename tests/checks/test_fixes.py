# ruff: noqa: E501  (tables: one slip, one row)
"""A fix that changes a line gives the whole line to write, and that line, pasted, works: each is applied here, and
the content is read again, until nothing is left that a line would fix."""

import json
import re
from typing import Any

import pytest

from plugins.newsroom.library.edition import assets_of
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.newsroom.pages.parts.pictures import pictures_elsewhere
from plugins.records.fixing.fixes import only_answer, pasted
from plugins.records.problems import Problem, Severity
from tests.checks.test_mistakes import MISTAKES, A, B, Mistake, release
from tests.conftest import Files

MOST_ROUNDS = 8
AUTUMN = "2026-11-01T12:00:00Z"


BEHIND = re.compile(r"(?:write|remove the spaces): (.*?)(?: \((?:or give|or delete|where it is code).*\))?")
"""How a fix of half-written markup gives its line."""


def paste(text: str, found: Problem) -> str | None:
    """The file with the fix applied as an editor would, or nothing if it changes no line."""
    lines = text.split("\n")
    if match := BEHIND.fullmatch(found.fix):
        lines[found.line - 1] = match[1]
        return "\n".join(lines)
    paste = pasted(found.fix, found.line)
    if paste is None:
        return None
    lines[paste.first - 1 : paste.last] = [paste.line]
    return "\n".join(lines)


def applied(find: Any, files: Files, path: str, **given: Any) -> tuple[Files, list[Problem]]:
    """All the fixes that are lines of one file, one round after another."""
    for _ in range(MOST_ROUNDS):
        problems = find(files, **given)
        for found in reversed([p for p in problems if p.path == path]):
            text = files[path]
            if isinstance(text, str) and (better := paste(text, found)) is not None:
                files = {**files, path: better}
                break
        else:
            return files, problems
    raise AssertionError("its fixes never end:\n" + "\n".join(p.text("content") for p in problems))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name.replace(" ", "_"))
def test_the_line_that_a_fix_gives_works_when_it_is_pasted(find: Any, mistake: Mistake) -> None:
    (found, *_) = [p for p in find(mistake.files) if p.path == mistake.path]
    text = mistake.files.get(mistake.path, b"")
    if not isinstance(text, str) or (better := paste(text, found)) is None:
        return
    after = find({**mistake.files, mistake.path: better})
    assert not [p for p in after if (p.code, p.what) == (found.code, found.what)], found.text("content")
    _, left = applied(find, {**mistake.files, mistake.path: better}, mistake.path)
    assert not [p for p in left if p.severity is Severity.ERROR and p.code[0] == "F"]


def test_fixes_of_every_code_that_gives_a_line_are_tried(find: Any) -> None:
    """A code that comes to give one stands in the table of mistakes, or in a test of its own here."""
    given = set()
    for mistake in MISTAKES:
        for found in find(mistake.files):
            text = mistake.files.get(found.path, b"")
            if isinstance(text, str) and paste(text, found) is not None:
                given.add(found.code)
    assert given >= {"F001", "F002", "F005", "F006", "F007", "F008", "L001", "L005", "L008", "R001", "R004",
                     "R006", "T003", "T007", "T008", "T010"}  # fmt: skip


ONE_LINE = {
    "date: 9/1/2010": "if it is not date: 2010-01-09, write date: 2010-09-01",
    "date: 2010-31-08": "write date: 2010-08-31",
    "date: 2010-09-31": "write date: 2010-09-30",
    "date: September 2010": "write date: 2010-09-01",
    "date: '9/1/10'": "if it is not date: 2010-01-09, write date: 2010-09-01",
    "date: 2010-09-01 10:00 EST": "if it is not date: 2010-09-01T10:00-05:00, write date: 2010-09-01T10:00-04:00",
    "embargo: 2026-12-01T06:00": "write embargo: 2026-12-01T06:00-05:00",
    "embargo: 2026-07-01 6 AM": "write embargo: 2026-07-01T06:00-04:00",
    "embargo: 2026-12-01": "with its own hour, write embargo: 2026-12-01T06:00-05:00",
    "embargo: 12/1/2026 6:00": "if it is not embargo: 2026-01-12T06:00-05:00, write embargo: 2026-12-01T06:00-05:00",
    "contacts: Alex Sample, press@example.org": (
        "add to contacts.yml alex-sample: {name: Alex Sample, email: press@example.org} and write contacts: alex-sample"
    ),
    "date: 9:05": "with its own day, write date: 2010-10-01T09:05",
    "date: October 1": "if this year is meant, write date: 2010-10-01",
    "date: 2010": "write date: 2010-01-01",
    "date: 09/2010": "write date: 2010-09-01",
    "date: Sept. 31, 2010": "write date: 2010-09-30",
    "date: 2010-O9-0l": "write date: 2010-09-01",
    "date: 1283342400": "write date: 2010-09-01T12:00+00:00",
    "date: 2010-09-01 midnight": "if it is not date: 2010-09-01T00:00, write date: 2010-09-02T00:00",
    "lang: español": "write lang: es",
    "lang: cz": "write lang: cs",
    "lang: en-UK": "write lang: en-GB",
    "lang: sr@latin": "write lang: sr-Latn",
    "aliases: https://old.example.org/a/?b=1": "write aliases: /a/",
    "slug: opt-out.md": "write slug: opt-out",
    "contacts: Alex Sample <press@example.org>, 555 555 0100": (
        "add to contacts.yml alex-sample: {name: Alex Sample, email: press@example.org, phone: 555 555 0100} "
        "and write contacts: alex-sample"
    ),
    "contacts: Alex Sample and Bo Day (555) 555-0100": (
        "add to contacts.yml alex-sample: {name: Alex Sample} and bo-day: {name: Bo Day, phone: (555) 555-0100} "
        "and write contacts: alex-sample, bo-day"
    ),
    "contacts: press@example.org": "add to contacts.yml press: {name: Press office, email: press@example.org} and write contacts: press",
    "lang: Spanish": "write lang: es",
    "slug: Opt Out": "write slug: opt-out",
    "status: embargoed": "write status: draft",
    "status: drfat": "did you mean draft? write status: draft",
    "stauts: draft  # for now": "did you mean status? write status: draft  # for now",
    "coverage: [{title: A, url: example.org}]": "write coverage: [{title: A, url: https://example.org}]",
}


@pytest.mark.parametrize("line", ONE_LINE)
def test_the_fix_of_a_line_is_the_whole_line(find: Any, line: str) -> None:
    text = release(line)
    if line.startswith("date:"):
        text = release().replace("date: 2010-09-01", line)
    (found,) = find({A: text})
    assert found.fix == ONE_LINE[line]
    better = paste(text, found)
    assert better is not None
    assert not [p for p in find({A: better}) if p.code[0] == "F"]


READ = {
    "date: 2010-09-01 10:30 AM": "date: 2010-09-01T10:30",
    "date: Wed, 01 Sep 2010 10:30:00 GMT": "date: 2010-09-01T10:30Z",
    "lang: pt_BR": "lang: pt-BR",
    "lang: EN-us": "lang: en-US",
    "lang: “es”": "lang: es",
    "status: “published”": "status: published",
    "date: 2010年9月1日": "date: 2010-09-01",
    "date: 2010–09–01": "date: 2010-09-01",
    "date: 1er septembre 2010": "date: 2010-09-01",
    "date: 1 сентября 2010 г.": "date: 2010-09-01",
    "date: 1. září 2010": "date: 2010-09-01",
    "date: 2010-09-01;": "date: 2010-09-01",
    "tags:\n-\tice": "tags:\n- ice",
    "summary\u200b: a": "summary: a",
    "status: Published": "status: published",
    "slug: ‘a-memo’": "slug: a-memo",
}


@pytest.mark.parametrize("line", READ)
def test_what_has_one_meaning_is_read_as_if_it_were_written_plainly(edition: Any, line: str) -> None:
    def addresses(written: str) -> list[str]:
        text = release(written) if not written.startswith("date") else release().replace("date: 2010-09-01", written)
        return [item.address for item in edition({A: text}).library.items]

    assert addresses(line) == addresses(READ[line]) != []


def test_hidden_is_held_as_a_draft_with_a_word_about_it(find: Any, edition: Any) -> None:
    (found,) = find({A: release("status: hidden")})
    assert (found.code, found.severity, found.line, found.fix) == ("F011", Severity.WARNING, 5, "write status: draft")
    assert list(edition({A: release("status: hidden")}).library.items) == []


def test_an_offset_of_the_other_season_is_a_warning_with_the_right_line(find: Any) -> None:
    (found,) = find({A: release("embargo: 2026-12-01T06:00-04:00")}, now=AUTUMN)
    assert (found.code, found.severity, found.line) == ("F011", Severity.WARNING, 5)
    assert found.fix == "write embargo: 2026-12-01T06:00-05:00"
    assert "America/New_York" in found.what
    assert find({A: release("embargo: 2026-12-01T06:00-05:00")}, now=AUTUMN) == []


@pytest.mark.parametrize(
    ("offset", "there"),
    [
        ("+00:00", "1:00 a.m. on Tuesday, December 1"),
        ("+08:00", "5:00 p.m. on Monday, November 30"),
        ("-08:00", "9:00 a.m. on Tuesday, December 1"),
    ],
)
def test_an_offset_of_another_place_is_a_warning_that_says_the_hour_here(find: Any, offset: str, there: str) -> None:
    (found,) = find({A: release(f"embargo: 2026-12-01T06:00{offset}")}, now=AUTUMN)
    assert (found.code, found.severity, found.line) == ("F011", Severity.WARNING, 5)
    assert f"this is {there} in America/New_York" in found.what
    assert found.fix == "for 6:00 a.m. in America/New_York, write embargo: 2026-12-01T06:00-05:00"


def test_a_zone_of_site_yml_may_have_its_offset(find: Any) -> None:
    files = {A: release("embargo: 2026-12-01T06:00-08:00"), B: release("embargo: 2026-12-01T06:00-07:00", uid="b")}
    found = find({**files, "site.yml": "zones: America/Los_Angeles\n"}, now=AUTUMN)
    assert [(p.path, p.code) for p in found] == [(B, "F011")]


def test_the_hours_of_a_briefing_are_looked_at_as_well(find: Any) -> None:
    briefing = "briefing:\n  start: 2026-12-01T10:00-04:00\n  end: 2026-12-01T11:00+00:00\n  where: City Hall"
    found = [p for p in find({A: release(briefing)}, now=AUTUMN) if p.code == "F011"]
    assert [p.fix for p in found] == [
        "write   start: 2026-12-01T10:00-05:00",
        "for 11:00 a.m. in America/New_York, write   end: 2026-12-01T11:00-05:00",
    ]


def test_an_offset_alone_never_asks_for_an_earlier_date(find: Any) -> None:
    (found,) = [p for p in find({A: release("embargo: 2010-09-01T03:00Z")}) if p.code == "R002"]
    assert found.fix == "for 3:00 a.m. in America/New_York, write embargo: 2010-09-01T03:00-04:00"
    (found,) = [p for p in find({A: release("embargo: 2010-08-30T03:00Z")}) if p.code == "R002"]
    assert "write date: " in found.fix


HEADS = {
    "title: [Updated] County votes": "write title: '[Updated] County votes'",
    "title: 'Workers' rights'": """write title: "Workers' rights\"""",
    'title: "The "No" vote"': "write title: 'The \"No\" vote'",
    "title: County leaves\nthe program": "put the headline on one line: in place of lines 3 to 4, write title: County leaves the program",
    "title: County: leaves\n  the program": "in place of lines 3 to 4, write title: 'County: leaves the program'",
    "title: A\ndateline San Francisco": "write dateline: San Francisco",
    "title: A\nsummary = What it says": "write summary: What it says",
    "title: A\nsummary：What it says": "write summary: What it says",
    "title: A\ntags:\n\t- ice": "write   - ice",
    "title: A\ntags: [ice, memo": "write tags: [ice, memo]",
    "title: 100%: a claim": "write title: '100%: a claim'",
    "title: `Code` wins": "write title: '`Code` wins'",
    "title: {x} wins": "write title: '{x} wins'",
    "title: > 50 counties": "write title: '> 50 counties'",
    "title: - dash": "write title: '- dash'",
    "title: County votes:": "write title: 'County votes:'",
    "title: A\ncoverage:\n- title: B: C\n  url: https://example.org/": "write - title: 'B: C'",
    "title: A\n  summary: What it says": "write summary: What it says",
    "title: A\n- summary: What it says": "write summary: What it says",
    "title: A\nsummary - What it says": "write summary: What it says",
    "title: A\nsummary. What it says": "write summary: What it says",
    "title: A\n**summary:** What it says": "write summary: What it says",
    "title: A\nsummary: What\nit\nsays": "put it on one line: in place of lines 4 to 6, write summary: What it says",
    "title: A\n  - summary: What it says": "write summary: What it says",
}


@pytest.mark.parametrize("lines", HEADS)
def test_fields_that_do_not_parse_are_answered_with_the_line_that_does(find: Any, lines: str) -> None:
    text = f"---\nuid: a\n{lines}\ndate: 2010-09-01\n---\nThe words.\n"
    (found,) = find({A: text})
    assert (found.code, found.fix) == ("F002", HEADS[lines])
    better = paste(text, found)
    assert better is not None
    assert find({A: better}) == []


def test_front_matter_of_toml_is_led_to_yaml_line_by_line(find: Any) -> None:
    files, left = applied(find, {A: '+++\ntitle = "A"\ndate = 2010-09-01\nuid = "a"\n+++\nWords.\n'}, A)
    assert left == []
    assert files[A] == '---\ntitle: "A"\ndate: 2010-09-01\nuid: "a"\n---\nWords.\n'


def test_a_list_of_fields_is_led_to_fields(find: Any) -> None:
    _, left = applied(find, {A: "---\n- title: A\n- date: 2010-09-01\n- uid: a\n---\nWords.\n"}, A)
    assert left == []


def test_a_colon_in_the_value_of_a_field_that_has_none_is_no_other_field(find: Any) -> None:
    (found,) = find({A: release("subtitle The deck: more")})
    assert (found.code, found.fix) == ("F004", "write subtitle: 'The deck: more'")
    better = paste(release("subtitle The deck: more"), found)
    assert find({A: better}) == []


def test_a_status_with_a_dash_is_named_and_holds(find: Any, edition: Any) -> None:
    text = release("- status: draft")
    (found,) = find({A: text})
    assert (found.code, found.line, found.fix) == ("F002", 5, "write status: draft")
    assert list(edition({A: text}).library.items) == []
    better = paste(text, found)
    assert better is not None
    assert find({A: better}) == []


def test_every_field_that_does_not_parse_is_told_at_once(find: Any) -> None:
    text = "---\nuid: a\ntitle: [Updated] A\nsummary: It says: no\nsubtitle: @here\ndate: 2010-09-01\n---\nThe words.\n"
    assert [p.line for p in find({A: text})] == [3, 4, 5]
    _, left = applied(find, {A: text}, A)
    assert left == []


LISTED = {
    "tags:\n- ice\n  - memo": (7, "write - memo"),
    "tags:\n -ice\n -memo": (6, "write  - ice"),
    "tags:\n-ice\n-memo": (6, "write - ice"),
    "tags:\n- ice\n-memo": (7, "write - memo"),
    "tags:\n* ice\n* memo": (6, "write - ice"),
    "tags:\n  • ice\n  • memo": (6, "write   - ice"),
    "tags:\n– ice\n– memo": (6, "write - ice"),
    "tags:\n  - ice\n - memo": (7, "write   - memo"),
    'tags: "ice", "memo"': (5, 'write tags: ["ice", "memo"]'),
    "tags: [ice,, memo]": (5, "write tags: [ice, memo]"),
    "tags: ice\n- memo": (5, "in place of lines 5 to 6, write tags: ice, memo"),
}


@pytest.mark.parametrize("lines", LISTED)
def test_items_that_would_become_one_are_told_and_their_lines_make_a_list(find: Any, edition: Any, lines: str) -> None:
    found, *_ = find({A: release(lines)})
    assert (found.code, found.line, found.fix) == ("F002", *LISTED[lines])
    files, left = applied(find, {A: release(lines)}, A)
    assert left == []
    (item,) = edition(files).library.items
    assert item.record.tags == ("ice", "memo")


def test_hashtags_become_a_list_of_them(find: Any, edition: Any) -> None:
    files, left = applied(find, {A: release("tags: #ice #memo")}, A)
    assert left == []
    assert next(iter(edition(files).library.items)).record.tags == ("#ice", "#memo")


@pytest.mark.parametrize(
    "lines", ["summary: We ask\n  - again - to stop", "tags:\n- ice\n  memo", "tags:\n- -ice", "tags:\n- below\n  -5"]
)
def test_a_text_of_two_lines_is_no_list(find: Any, lines: str) -> None:
    assert find({A: release(lines)}) == []


def test_a_status_alone_is_one_and_holds(find: Any, edition: Any) -> None:
    (found,) = find({A: release("draft")})
    assert (found.code, found.line, found.fix) == ("F002", 5, "write status: draft")
    assert list(edition({A: release("draft")}).library.items) == []


@pytest.mark.parametrize("word", ["none", "No", "null", "~", "n/a"])
def test_an_embargo_that_says_none_holds_until_its_line_is_gone(find: Any, edition: Any, word: str) -> None:
    (found,) = find({A: release(f"embargo: {word}")})
    assert (found.code, found.line, found.fix) == ("F007", 5, "delete the line where nothing is to wait")
    assert list(edition({A: release(f"embargo: {word}")}).library.items) == []


WHOLE = {
    "—-\ntitle: A\ndate: 2010-09-01\nuid: a\n---\nWords.\n": (1, "write ---"),
    "----\ntitle: A\ndate: 2010-09-01\nuid: a\n---\nWords.\n": (1, "write ---"),
    " ---\ntitle: A\ndate: 2010-09-01\nuid: a\n---\nWords.\n": (1, "write ---"),
    "\u200b---\ntitle: A\ndate: 2010-09-01\nuid: a\n---\nWords.\n": (1, "write ---"),
    "---yaml\ntitle: A\ndate: 2010-09-01\nuid: a\n---\nWords.\n": (1, "write ---"),
    "\n\ntitle: A\ndate: 2010-09-01\nuid: a\n---\nWords.\n": (3, "in place of lines 1 to 2, write ---"),
    "\n---\ntitle: A\ndate: 2010-09-01\nuid: a\n---\nWords.\n": (
        2,
        "delete what is above it: in place of lines 1 to 2, write ---",
    ),
    "title: A\ndate: 2010-09-01\nuid: a\ntags:\n- ice\n---\nWords.\n": (1, "above line 1, add ---"),
    "title: A\ndate: 2010-09-01\nuid: a\n---\nWords.\n": (1, "above line 1, add ---"),
    "---\ntitle: A\ndate: 2010-09-01\nuid: a\n—-\nWords.\n": (5, "write ---"),
    "---\ntitle: A\ndate: 2010-09-01\nuid: a\n----\nWords.\n\n---\n\nMore.\n": (5, "write ---"),
    "---\ntitle: A\ndate: 2010-09-01\nuid: a\n ---\nWords.\n": (5, "write ---"),
    "---\ntitle: A\ndate: 2010-09-01\nuid: a\n\nWords.\n": (1, "below line 4, add ---"),
    "---\ntitle: A\ndate: 2010-09-01\nuid: a\n\nWords.\n\n---\n\nMore.\n": (6, "above line 6, add ---"),
}


@pytest.mark.parametrize("text", WHOLE)
def test_a_line_of_dashes_that_is_missing_or_is_none_is_named_where_it_belongs(find: Any, text: str) -> None:
    (found,) = find({A: text})
    assert (found.code, found.line, found.fix) == ("F001", *WHOLE[text])
    better = paste(text, found)
    assert better is not None
    assert find({A: better}) == []


def test_two_versions_that_were_never_merged_are_named_as_such(find: Any) -> None:
    text = release("<<<<<<< HEAD", "summary: One.", "=======", "summary: Two.", ">>>>>>> other")
    (found,) = find({A: text})
    assert (found.code, found.line) == ("F001", 5)
    assert "never merged" in found.what
    body = release(body="One.\n\n<<<<<<< HEAD\nTwo.\n=======\nThree.\n>>>>>>> other\n")
    assert [(p.code, p.line) for p in find({A: body})] == [("F001", 8)]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u3000", " \u00a0", "\u200b "])
def test_any_space_behind_a_colon_is_a_space(edition: Any, space: str) -> None:
    text = release(f"summary:{space}What it says.", f"tags:\n-{space}ice")
    (item,) = edition({A: text}).library.items
    assert (item.record.summary, item.record.tags) == ("What it says.", ("ice",))
    assert list(edition({A: release(f"status:{space}draft")}).library.items) == []


def test_patterns_let_fields_through_but_none_that_may_hold(find: Any) -> None:
    text = release("og_image: x", "license: CC0")
    assert [p.code for p in find({A: text})] == ["F004", "F004"]
    assert [p.line for p in find({A: text}, EXTRA_FIELDS=["OG_*"])] == [6]
    assert find({A: text}, EXTRA_FIELDS=["*"]) == []
    for name in ("stauts", "embargoed", "dates", "draft", "publishd", "is_private", "datee"):
        assert [p.code for p in find({A: release(f"{name}: x")}, EXTRA_FIELDS=["*"])] == ["F004"], name


@pytest.mark.parametrize(("one", "other"), [("C++", "C#"), ("año", "ano"), ("权利", "权力"), ("café!", "cafe"),
    ("#NoMore", "NoMore"), ("???", "? ? ?"), ("Москва", "Moskva"), ("Q&A", "Q A"), ("½", "1/2")],
)  # fmt: skip
def test_two_topics_that_would_share_an_address_are_a_problem_that_names_both(find: Any, one: str, other: str) -> None:
    files = {A: release(f"tags: ['{one}']"), B: release(f"tags: ['{other}']", uid="b")}
    (found,) = find(files)
    assert (found.path, found.line, found.code, found.severity) == (B, 5, "R013", Severity.ERROR)
    assert f"the topic {other} " in found.what
    assert f" {one} in {A}" in found.what
    better = paste(str(files[B]), found)
    assert better is not None
    assert find({**files, B: better}) == []


def test_case_and_spaces_merge_and_a_sign_has_an_address(find: Any, edition: Any) -> None:
    files = {A: release("tags: Secure  Communities, 🌈"), B: release("tags: secure communities, ☂", uid="b")}
    assert find(files) == []
    assert set(edition(files).relations.topics) == {"secure-communities", "rainbow", "umbrella"}


@pytest.mark.parametrize(
    ("tag", "slug"),
    [("👍🏽", "thumbs-up-sign-emoji-modifier-fitzpatrick-type-4"), ("❤️", "heavy-black-heart"), ("!!!",
     "exclamation-mark-" * 3),
     ("#️⃣", "number-sign"), ("…", "horizontal-ellipsis"), ("+", "plus-sign"),
     ("*", "asterisk"), ("ice\u200b", "ice")],
)  # fmt: skip
def test_any_tag_that_can_be_seen_is_a_topic_with_an_address(edition: Any, tag: str, slug: str) -> None:
    assert list(edition({A: release(f"tags: ['{tag}']")}).relations.topics) == [slug.strip("-")]


def test_a_slug_that_two_have_is_one_problem_at_the_younger(find: Any) -> None:
    older, younger = "releases/2010/z.md", "releases/2010/b.md"
    files = {older: release("slug: a"), younger: release("slug: a", uid="b").replace("2010-09-01", "2010-09-20")}
    (found,) = find(files)
    assert (found.path, found.code, found.fix.endswith("write slug: a-2")) == (younger, "R001", True)
    assert older in found.what


def test_each_of_three_of_one_slug_is_given_another(find: Any) -> None:
    files = {"releases/2009/a.md": release().replace("2010-09-01", "2009-09-01"), A: release(uid="b").replace("memo",
    "answer"),
             "releases/x/a.md": release(uid="c").replace("memo", "reply")}  # fmt: skip
    problems = find(files)
    assert [p.code for p in problems] == ["R001", "R001"]
    for found in problems:
        files[found.path] = paste(str(files[found.path]), found) or ""
    assert find(files) == []


def test_a_copy_with_the_same_slug_is_one_problem(find: Any) -> None:
    (found,) = find({A: release(), B: release("slug: a")})
    assert (found.path, found.code) == (B, "C007")


def test_an_alias_that_is_the_page_itself_is_no_problem(find: Any) -> None:
    assert find({A: release("aliases: /releases/2010/a/")}) == []


@pytest.mark.parametrize("written", ["releases/2010/b.md", "b.md", "/releases/2010/b/"])
def test_a_path_in_the_place_of_a_slug_suggests_the_slug(find: Any, written: str) -> None:
    (found,) = find({A: release(body=f"[earlier]({{release}}{written})\n"), B: release(uid="b")})
    assert (found.code, found.fix) == ("L001", "write [earlier]({release}b)")


NEAR: Files = {
    "cases/ndlon-v-ice.md": "---\ntitle: A suit\nsummary: A suit.\nuid: c\ndocket:\n- entry_number: 1\n  date_filed: 2010-01-05\n"
    "  description: Complaint\n---\nWords.\n",
    "documents/ice-memo/index.md": "---\ntitle: A memo\nkind: memo\nuid: d\n---\nWords.\n",
    "contacts.yml": "ana-diaz:\n  name: Ana\n",
    "organizations.yml": "ccr:\n  name: C\n",
}
LINES = {
    "See [a]({document}ice-mem#page=2) and [b](/releases/).": "did you mean ice-memo? write See [a]({document}ice-memo#page=2) and [b](/releases/).",
    "> As [it]({case}ndlon-v-ic) says.": "did you mean ndlon-v-ice? write > As [it]({case}ndlon-v-ice) says.",
    "[e]({case}ndlon-v-ice#entry-7)": "did you mean #entry-1? write [e]({case}ndlon-v-ice#entry-1)",
    "- [x](#aboev)\n\n## Above": "did you mean #above? write - [x](#above)",
    "[all](/releases)": "write [all](/releases/)",
    "[all](/relases/)": "did you mean /releases/? write [all](/releases/)",
    "[the suit](/cases/ndlon-v-ice/)": "write [the suit]({case}ndlon-v-ice)",
    "[it](</cases/ndlon-v-ice/#entry-1>)": "write [it](<{case}ndlon-v-ice#entry-1>)",
    "See [it](www.example.org) and more": "write See [it](https://www.example.org) and more",
    "- [it](example.org/a)": "write - [it](https://example.org/a)",
    "[it](//example.org/a)": "write [it](https://example.org/a)",
    "[it](https://https://example.org/a)": "write [it](https://example.org/a)",
    "[it](htps://example.org/a)": "did you mean https://example.org/a? write [it](https://example.org/a)",
    "[it](document:ice-memo)": "did you mean {document}ice-memo? write [it]({document}ice-memo)",
    "[it]({docment}ice-memo)": "did you mean {document}ice-memo? write [it]({document}ice-memo)",
    "[us](press@example.org)": "write [us](mailto:press@example.org)",
    "[it]((https://example.org/a))": "write [it](https://example.org/a)",
    "[it](ledger.csv)": "for a file of this site, write [it]({attach}ledger.csv)",
    "contacts: [ana-dias]": "did you mean ana-diaz? write contacts: [ana-diaz]",
    "contacts:\n- ana-dias": "did you mean ana-diaz? write - ana-diaz",
    "organizations: {lead: [crc]}": "did you mean ccr? write organizations: {lead: [ccr]}",
    "cases: ndlon-v-ic": "did you mean ndlon-v-ice? write cases: ndlon-v-ice",
    "documents: [ice-mem]": "did you mean ice-memo? write documents: [ice-memo]",
}


@pytest.mark.parametrize("written", LINES)
def test_a_name_that_is_nearly_right_is_answered_with_the_whole_line(find: Any, written: str) -> None:
    field = written.startswith(("contacts", "organizations", "cases", "documents"))
    text = release(written) if field else release(body=f"{written}\n")
    files = {**NEAR, "releases/2010/ledger.csv": "a,b"}
    (found,) = [p for p in find({**files, A: text}) if p.path == A]
    assert found.fix == LINES[written]
    better = paste(text, found)
    assert better is not None
    assert not [p for p in find({**files, A: better}) if p.path == A]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("[it](the-letter.pdf#page=2)", "[it]({document}letter#page=1)"),
        ("[it](../documents/letter/the-letter.pdf)", "[it]({document}letter)"),
        ("[it]({attach}The-Letter.pdf#page=2)", "[it]({document}letter#page=1)"),
        ("[it]({static}/documents/letter/the-leter.pdf#page=2)", "[it]({document}letter#page=1)"),
        ("[it]({document}leter#page=2)", "[it]({document}letter#page=1)"),
        ("[it](/documents/letter/#page=2)", "[it](/documents/letter/#page=1)"),
        ("> As it says.\n> — [p. 2]({document}letter#page=2)", "> — [p. 1]({document}letter#page=1)"),
    ],
)
def test_a_letter_of_one_page_is_never_suggested_with_its_second(find: Any, pdf: Any, written: str, right: str) -> None:
    letter: Files = {
        "documents/letter/index.md": "---\ntitle: A letter\nkind: letter\nuid: d\n---\nWords.\n",
        "documents/letter/the-letter.pdf": pdf(1),
    }
    found = [p for p in find({**letter, A: release(body=f"{written}\n")}) if p.path == A and p.code.startswith("L")]
    assert [p.fix.rpartition("write ")[2] for p in found] == [right]


def test_a_name_that_is_a_slip_of_a_known_one_is_asked_for_with_its_line(find: Any) -> None:
    lists = {"organizations.yml": "sample-alliance: {name: Sample Alliance, public: true}\n"}
    (found,) = find({**lists, A: release("organizations: Sample Aliance")})
    assert (found.code, found.fix) == ("F006", "did you mean sample-alliance? write organizations: sample-alliance")
    assert only_answer(found.fix, found.line) is None
    (found,) = find({**lists, A: release("organizations: Another Group")})
    assert found.fix == "write organizations: another-group"


def test_a_line_too_long_for_a_message_and_one_with_the_name_twice_are_not_given(find: Any) -> None:
    for body in ("[a]({document}ice-mem) " + "and words " * 20, "[a]({document}ice-mem) [a]({document}ice-mem)"):
        assert {p.fix for p in find({**NEAR, A: release(body=f"{body}\n")})} == {"did you mean ice-memo?"}


@pytest.mark.parametrize(
    "opening",
    [
        "SAN FRANCISCO — The",
        "**San Francisco, Calif., Sept. 1, 2010** -- The",
        "(San Francisco) – The",
        "San Francisco - The",
    ],
)
def test_a_dateline_in_its_field_and_in_the_text_is_a_warning(find: Any, opening: str) -> None:
    (found,) = find({A: release("dateline: San Francisco", body=f"{opening} county voted.\n")})
    assert (found.code, found.line, found.severity) == ("R014", 5, Severity.WARNING)
    assert find({A: release(body=f"{opening} county voted.\n")}) == []
    assert find({A: release("status: draft", "dateline: San Francisco", body=f"{opening} county voted.\n")}) == []


@pytest.mark.parametrize(
    "opening", ["San Francisco voted today — again.", "San Francisco-based groups won.", "We won."]
)
def test_a_text_that_only_begins_with_the_place_is_no_second_dateline(find: Any, opening: str) -> None:
    assert find({A: release("dateline: San Francisco", body=f"{opening}\n")}) == []


def test_a_release_without_a_summary_is_a_warning_with_its_first_sentence(find: Any) -> None:
    (found,) = find({A: release(body="The county voted today to leave. More words.\n")}, every=True)
    assert (found.code, found.line, found.severity) == ("R015", 1, Severity.WARNING)
    assert found.fix.endswith("below line 1, add summary: The county voted today to leave.")
    better = paste(release(body="The county voted today to leave. More words.\n"), found)
    assert find({A: better}, every=True) == []
    plain = "Title: A\nDate: 2010-09-01\nUid: a\n\n" + "Words without an end " * 12
    (found,) = find({A: plain}, every=True)
    assert found.fix.endswith("above line 1, add summary: …")
    for fields in ("status: draft", "status: withdrawn\nwithdrawn: {date: 2010-09-02, reason: x}"):
        assert find({A: release(fields)}, every=True, read_held=True) == []
    (found,) = find({A: release("embargo: 2011-01-01T10:00-05:00")}, every=True, read_held=True)
    assert found.code == "R015"


def test_a_release_without_a_contact_is_a_warning_where_there_is_somebody_to_name(find: Any) -> None:
    told = release("summary: x")
    assert find({A: told}, every=True) == []
    files = {A: told, "contacts.yml": "ana-diaz:\n  name: Ana\n"}
    (found,) = find(files, every=True)
    assert (found.code, found.line, found.severity) == ("R016", 1, Severity.WARNING)
    assert found.fix == "with the right name, below line 1, add contacts: ana-diaz"
    assert find({**files, A: paste(told, found)}, every=True) == []
    more = {**files, "contacts.yml": "ana-diaz:\n  name: Ana\nbo-day:\n  name: Bo\n",
            B: release("summary: x", "contacts: bo-day", uid="b")}  # fmt: skip
    (found,) = find(more, every=True)
    assert found.fix == "with the right name, below line 1, add contacts: bo-day"


@pytest.mark.parametrize(("kind", "told"), [("statement", 1), ("advisory", 1), ("guide", 0), ("letter", 0)])
def test_a_guide_and_a_letter_need_no_contact(find: Any, kind: str, told: int) -> None:
    files = {A: release("summary: x", f"kind: {kind}"), "contacts.yml": "ana-diaz:\n  name: Ana\n"}
    assert len([found for found in find(files, every=True) if found.code == "R016"]) == told


@pytest.mark.parametrize(
    "address",
    [r"C:\\Users\\me\\memo.pdf", "file:///home/me/memo.pdf", "C:/Users/me/memo.pdf", r"\\\\server\\share\\memo.pdf",
     "smb://server/memo.pdf", "/Users/me/Desktop/memo.pdf", "/home/me/memo.pdf", "/Volumes/Disk/memo.pdf", "~/memo.pdf",
     "http://127.0.0.1:8000/memo/", "http://localhost:8000/memo/", "http://192.168.1.20/memo/",
     "http://desk.local/memo/"],
)  # fmt: skip
def test_an_address_on_a_computer_is_named_as_such(find: Any, address: str) -> None:
    (found,) = find({A: release(body=f"[memo]({address})\n")})
    assert found.code == "L005"
    assert "on your own computer" in found.what


def test_an_address_of_the_preview_is_led_to_the_record(find: Any) -> None:
    files, left = applied(
        find, {A: release(body="[b](http://127.0.0.1:8000/releases/2010/b/)\n"), B: release(uid="b")}, A
    )
    assert left == []
    assert "[b]({release}b)" in str(files[A])
    assert find({A: release(body="Open http://127.0.0.1:8000/ to see it.\n")}) == []


CALLED: Files = {
    "contacts.yml": "ana-diaz:\n  name: Ana Diaz\n  email: ana@example.org\nbo:\n  name: Bo Day\n",
    "organizations.yml": "cfx:\n  name: Center for X\n  short_name: CFX Center\n",
    "cases/ndlon.md": "---\ntitle: NDLON v. ICE\nsummary: A suit.\nuid: c\n---\nWords.\n",
    "documents/ice-memo/index.md": "---\ntitle: The ICE memo\nkind: memo\nuid: d\n---\nWords.\n",
    "pages/about.md": "---\ntitle: About\nuid: p\n---\nWords.\n",
}


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("contacts: Ana Diaz", "contacts: ana-diaz"),
        ("contacts: Ana Diaz, Bo Day", "contacts: ana-diaz, bo"),
        ("contacts: [ana@example.org, bo]", "contacts: [ana-diaz, bo]"),
        ("organizations: Center for X", "organizations: cfx"),
        ("organizations: {lead: CFX Center}", "organizations: {lead: cfx}"),
        ("cases: NDLON v. ICE", "cases: ndlon"),
        ("documents: [The ICE memo]", "documents: [ice-memo]"),
    ],
)
def test_what_is_called_by_its_name_gets_the_name_that_it_has_here(find: Any, line: str, better: str) -> None:
    (found,) = find({**CALLED, A: release(line)})
    assert (found.code, found.fix) == ("F006", f"write {better}")
    assert find({**CALLED, A: release(better)}) == []
    (found,) = find({**CALLED, A: release("boilerplate: [Center for X]")})
    assert (found.code, found.fix) == ("R004", "did you mean cfx? write boilerplate: [cfx]")


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("[a](ice-memo)", "[a]({document}ice-memo)"),
        ("[a](ndlon#x)", "[a]({case}ndlon#x)"),
        ("[a](about)", "[a]({filename}/pages/about.md)"),
        ("[a]({page}about)", "[a]({filename}/pages/about.md)"),
        ("[a]({doc}ice-memo#page=2)", "[a]({document}ice-memo#page=2)"),
        ("[a](documents/ice-memo/)", "[a]({document}ice-memo)"),
        ("[a]({document}ice-memo/memo.pdf#page=2)", "[a]({document}ice-memo#page=2)"),
        ("[a]({document}ice-memo?page=2)", "[a]({document}ice-memo#page=2)"),
        ("[a]({document}ice-memo#p2)", "[a]({document}ice-memo#page=2)"),
        ("[a]({filename}/pages/about)", "[a]({filename}/pages/about.md)"),
        ("[a](https:/example.org)", "[a](https://example.org)"),
        ("[a](http//example.org/b)", "[a](http://example.org/b)"),
        ("[a](“https://example.org”)", "[a](https://example.org)"),
        ('[a]("https://example.org")', "[a](https://example.org)"),
        ("[a](555-555-0100)", "[a](tel:555-555-0100)"),
        ("[a](mailto: press@example.org)", "[a](mailto:press@example.org)"),
        ("[a](https://exam ple.org/b c)", "[a](https://example.org/b%20c)"),
    ],
)
def test_a_link_whose_meaning_is_plain_gets_its_line(find: Any, typed: str, better: str) -> None:
    (found,) = find({**CALLED, A: release(body=f"See {typed}.\n")})
    assert found.fix.endswith(f"See {better}.")


def test_a_link_that_leads_to_nothing_but_its_own_top_is_a_placeholder(find: Any) -> None:
    assert [p.code for p in find({A: release(body="See [the letter](#).\n")})] == ["T009"]
    assert find({A: release(body="[Back to the top](#top)\n")}) == []


def test_a_picture_is_found_by_the_path_that_other_programs_give(find: Any, edition: Any, png: Any) -> None:
    body = "![Six people](/images/x.png) ![Two people](/images/y z.png)\n".replace("y z", "y%20z")
    files = {A: release(body=body), "images/x.png": png(4, 3), "images/y z.png": png(4, 3)}
    assert find(files) == []
    made = edition(files)
    (item,) = made.library.items
    assert sorted(assets_of(made, item)) == ["images/x.png", "images/y z.png"]
    assert "<img" in body_html(made, item, item.prose)


def test_a_picture_of_another_site_is_a_link_where_there_are_words_for_it(edition: Any) -> None:
    text = release("images:", "- file: https://example.com/x.jpg", "  alt: Six people")
    made = edition({A: text})
    (item,) = made.library.items
    assert [(link.text, link.url) for link in pictures_elsewhere(made, item)] == [
        ("Six people", "https://example.com/x.jpg")
    ]
    (own,) = edition({A: text.replace("example.com", "example.org"), "x.jpg": b"x"}).library.items
    assert own.record.images


def test_a_link_to_a_renamed_record_names_it_as_it_is_called_now(find: Any) -> None:
    entry = {
        "path": "releases/2010/vote.md", "addresses": ["releases/2010/vote/"], "changes": 0, "text": "x",
        "first_published": "2010-09-01T04:00:00Z",
    }  # fmt: skip
    ledger = {"version": 1, "records": {"b": entry}, "pages": [], "archives": {}}
    files = {A: release(body="[the vote]({release}vote)\n"), B: release(uid="b"), "ledger.json": json.dumps(ledger)}
    (found,) = [p for p in find(files) if p.code == "L001"]
    assert (found.line, found.fix) == (6, "write [the vote]({release}b)")
    assert "renamed" in found.what


def letter(kind: str) -> Files:
    return {"documents/letter/index.md": f"---\ntitle: A letter\n{kind}\nuid: d\n---\nWords.\n"}


@pytest.mark.parametrize(
    ("kind", "fix", "is_automatic"),
    [
        ("kind: Letter from county counsel", "did you mean letter? write kind: letter", False),
        ("kind: lettr", "did you mean letter? write kind: letter", False),
        ("kind: a letter, with a memo", "write just one of these", False),
        ("kind: newspaper", "write just one of these", False),
        ("kind:", "with the right kind, write kind: record", False),
        ("summary: x", "with the right kind, below line 1, add kind: record", False),
    ],
)
def test_a_kind_is_never_guessed_for_the_program_that_writes_fixes(
    find: Any, kind: str, fix: str, is_automatic: bool
) -> None:
    (found,) = find(letter(kind))
    assert found.fix == fix
    assert (only_answer(found.fix, found.line) is not None) is is_automatic


@pytest.mark.parametrize("status", ["ready to go", "final", "not published yet"])
def test_a_status_in_other_words_is_left_to_its_author(find: Any, status: str) -> None:
    (found,) = find({A: release(f"status: {status}")})
    assert found.fix == "published shows it and draft holds it back: write only the one you mean"
    assert pasted(found.fix, found.line) is None


PEOPLE = "dana-reyes:\n  name: Dana Reyes\n  email: dana@example.org\nrosa-delgado:\n  name: Rosa Delgado\n"


@pytest.mark.parametrize(
    ("text", "line", "fix"),
    [
        (PEOPLE.replace("  name: Dana",
        "name: Dana"), 2, "indent it like the lines below it: write   name: Dana Reyes"),
        (PEOPLE.replace("  name: Dana", "name: Dana").replace("  email",
        "email"), 2, "indent it by two spaces: write   name: Dana Reyes"),
        (PEOPLE.replace("email:", "email"), 3, "write   email: dana@example.org"),
        (PEOPLE.replace("email:",
        "telephone"), 3, "if telephone is the name of a field, write   telephone: dana@example.org"),
        (PEOPLE.replace("  name: Rosa", "name: Rosa").replace("  name: Dana",
        "name: Dana"), 2, "indent it like the lines below it: write   name: Dana Reyes"),
    ],
)  # fmt: skip
def test_a_slip_in_a_list_of_people_names_its_line_and_loses_nobody(find: Any, text: str, line: int, fix: str) -> None:
    first, *_ = [p for p in find({A: release(), "contacts.yml": text}) if p.path == "contacts.yml"]
    assert (first.line, first.fix) == (line, fix)
    assert "front matter" not in first.what
    fixed, left = applied(find, {A: release(), "contacts.yml": text}, "contacts.yml")
    if "telephone" not in text:
        assert not left
        assert fixed["contacts.yml"] == PEOPLE


def test_people_that_all_stand_at_the_left_edge_are_told_line_by_line(find: Any) -> None:
    text = re.sub("^  ", "", PEOPLE, flags=re.M)
    problems = find({A: release(), "contacts.yml": text})
    assert [(p.line, p.code) for p in problems] == [(2, "F006"), (3, "F006"), (5, "F006")]
    assert applied(find, {A: release(), "contacts.yml": text}, "contacts.yml")[0]["contacts.yml"] == PEOPLE


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("contacts: [dana-reyes rosa-delgado]", "contacts: [dana-reyes, rosa-delgado]"),
        ("contacts: dana-reyes rosa-delgado", "contacts: dana-reyes, rosa-delgado"),
        ("documents: [ice-memo ndlon-v-ice]", "documents: [ice-memo, ndlon-v-ice]"),
    ],
)
def test_names_without_a_comma_between_them_are_given_one(find: Any, written: str, right: str) -> None:
    (found,) = find({A: release(written), "contacts.yml": PEOPLE})
    assert found.fix == f"write {right}"
    assert "comma" in found.what


def test_names_in_one_item_are_to_be_two(find: Any) -> None:
    (found,) = find({A: release("contacts:\n- dana-reyes rosa-delgado"), "contacts.yml": PEOPLE})
    assert found.fix == "write it as a list: [dana-reyes, rosa-delgado]"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("contacts:\n- Dana Reyes", "- dana-reyes"),
        ("contacts:\n- dana@example.org", "- dana-reyes"),
        ("contacts: [DANA REYES]", "contacts: [dana-reyes]"),
        ("contacts: Dana Reyes, Rosa Delgado", "contacts: dana-reyes, rosa-delgado"),
        ("contacts: Dana Reyes, dana@example.org", "contacts: dana-reyes"),
    ],
)
def test_a_person_of_the_list_is_known_by_name_and_by_e_mail_address(find: Any, written: str, right: str) -> None:
    (found,) = find({A: release(written), "contacts.yml": PEOPLE})
    assert found.fix == f"write {right}"
    assert "add to contacts.yml" in find({A: release("contacts:\n- Dana Ray"), "contacts.yml": PEOPLE})[0].fix


COUNSEL: Files = {
    "documents/counsel-letter/index.md": "---\ntitle: A letter\nkind: letter\nuid: d\n---\nWords.\n",
    "documents/counsel-letter/County Counsel Letter 9-14-26.pdf": b"3 pages",
}


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("[it](counsel-letter/County Counsel Letter 9-14-26.pdf#page=2)", "[it]({document}counsel-letter#page=2)"),
        ("[it](County Counsel Letter 9-14-26.pdf)", "[it]({document}counsel-letter)"),
        ("[it](counsel letter)", "[it]({document}counsel-letter)"),
        ("[it](Counsel Letter, page 2)", "[it]({document}counsel-letter#page=2)"),
        ("[it](the counsel letter)", "[it]({document}counsel-letter)"),
        ("[it](see the agenda)", "[it](https://…)"),
        ("[it](our plan.docx#top)", "[it]({attach}our plan.docx#top)"),
        ("[it](https://example.org/agenda “Agenda”)", '[it](https://example.org/agenda "Agenda")'),
        ("{document}counsel-letter page 2", "[counsel letter page 2]({document}counsel-letter#page=2)"),
        ("{document}counsel-letter, pp. 2-3", "[counsel letter, pp. 2-3]({document}counsel-letter#page=2-3)"),
        ("<{document}counsel-letter page 2>", "[counsel letter]({document}counsel-letter#page=2)"),
        ("(the letter)[{document}counsel-letter#page=2]", "[the letter]({document}counsel-letter#page=2)"),
    ],
)
def test_a_half_written_link_to_a_document_is_answered_with_the_whole_line(find: Any, written: str, right: str) -> None:
    text = release(body=f"He wrote {written} that day.\n")
    (found,) = find({**COUNSEL, A: text})
    assert (found.code, found.line, found.severity) == ("T003", 6, Severity.PUBLICATION)
    assert found.fix == f"write: He wrote {right} that day."
    if "…" not in right and "plan" not in right:
        assert not find({**COUNSEL, A: paste(text, found)})


def test_a_page_named_in_words_within_a_link_is_kept(find: Any) -> None:
    (found,) = find({**COUNSEL, A: release(body="[it]({document}counsel-letter page 2)\n")})
    assert (found.code, found.fix) == ("L001", "write [it]({document}counsel-letter#page=2)")
    (found,) = find({**COUNSEL, A: release(body="[it]({document}counsel-letter “The letter”)\n")})
    assert (found.code, found.fix) == ("L001", 'write [it]({document}counsel-letter "The letter")')


@pytest.mark.parametrize(
    "body", ["The order [sic](s as typed) and array[0](see below).", "See [x](<a b.pdf>).", "`[x](a b)`"]
)
def test_words_in_brackets_that_are_no_link_are_left_alone(find: Any, body: str) -> None:
    assert "T003" not in [p.code for p in find({A: release(body=f"{body}\n")})]


@pytest.mark.parametrize(
    ("body", "line", "fix"),
    [
        ("We ask:\n\n- Stop\n– Publish\n- Pay", 9, "write: - Publish"),
        ("We ask:\n\n- Stop\n-Publish\n", 9, "write: - Publish"),
        ("We ask:\no Stop\no Publish", 7, "begin each with - and a space, as in: - Stop"),
        ("We ask:\n– Stop\n– Publish", 7, "begin each with - and a space, as in: - Stop"),
    ],
)
def test_items_that_join_the_line_above_are_told_at_their_line(find: Any, body: str, line: int, fix: str) -> None:
    (found,) = find({A: release(body=f"{body}\n")})
    assert (found.code, found.line, found.fix) == ("T011", line, fix)
    assert not re.search(r"lines? \d", found.what)


def test_a_dash_within_the_words_of_an_item_is_none(find: Any) -> None:
    assert find({A: release(body="- We ask the county,\n  – again –\n  to stop.\n")}) == []
    assert find({A: release("lang: es", body="¿Uno\no dos, y otro\nmás?\n")}) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("caf\u00e9.png", "cafe\u0301.png"),
        ("cafe\u0301.png", "caf\u00e9.png"),
        ("Screenshot at 10.30.15 AM.png", "Screenshot at 10.30.15\u202fAM.png"),
        ("Screenshot at 10.30.15\u00a0AM.png", "Screenshot at 10.30.15 AM.png"),
    ],
)
def test_a_picture_is_found_by_any_name_that_looks_the_same(find: Any, typed: str, name: str) -> None:
    files: Files = {A: release(body=f"![Six people](<{{attach}}{typed}>)\n"), f"releases/2010/{name}": b"picture"}
    assert find(files) == []


def test_a_path_in_the_place_of_a_release_s_name_is_answered_with_the_name(find: Any) -> None:
    (found,) = find({A: release(body="[x]({release}releases/2010/b.md)\n"), B: release(uid="b")})
    assert (found.code, found.fix) == ("L001", "write [x]({release}b)")
