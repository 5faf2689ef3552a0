"""One file → a record, held or seen, or the problems that say why not. When unsure, hold."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from plugins.records.problems import CATALOG, Severity
from plugins.records.reading import Reading, State, default_slug, default_uid, read_lists, read_record
from plugins.records.rules import Rules
from plugins.records.schema import RECORD_TYPES, SINGULARS
from plugins.records.sources import FOLDERS, SourceFile
from plugins.records.validation import field_names
from tests.conftest import ContentMaker

NOW = datetime(2010, 9, 1, 17, tzinfo=UTC)
PLACES = {
    "release": "releases/2010/a.md",
    "case": "cases/a.md",
    "document": "documents/a/index.md",
    "page": "pages/a.md",
    "tracker": "trackers/a.md",
}


def rules(now: datetime = NOW, zone: str = "America/New_York", extra: frozenset[str] = frozenset()) -> Rules:
    return Rules(now=now, zone=ZoneInfo(zone), lang="en", extra_fields=extra)


Reader = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def read_one(text: str | bytes, kind: str = "release", path: str = "", given: Rules | None = None) -> Reading:
        path = path or PLACES[kind]
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_record(tmp_path, SourceFile(path, kind), given or rules())

    return read_one


def release(fields: str = "", date: str = "2010-09-01") -> str:
    return f"---\ntitle: The memo\ndate: {date}\n{fields}\n---\nThe words.\n"


def test_a_release_of_today_is_seen_with_all_that_it_says(read: Reader) -> None:
    reading = read(release("slug: memo\nuid: tag:example.org,2010:1\nlang: es"))
    assert (reading.state, reading.slug, reading.lang, reading.uid) == (
        State.SEEN,
        "memo",
        "es",
        "tag:example.org,2010:1",
    )
    assert reading.uid_is_frozen
    assert reading.name == "{release}memo"
    assert reading.problems == ()


def test_what_is_not_stated_comes_from_the_files_place_and_the_settings(read: Reader) -> None:
    reading = read(release())
    assert (reading.slug, reading.lang, reading.uid_is_frozen) == ("a", "en", False)
    assert reading.uid == default_uid("releases/2010/a.md") == "urn:uuid:" + reading.uid[9:]


@pytest.mark.parametrize(
    ("path", "lang", "slug"),
    [
        ("releases/2010/Opt Out.md", "en", "opt-out"),
        ("releases/2010/opt-out.es.md", "es", "opt-out"),
        ("releases/2010/opt-out.es.md", "en", "opt-out-es"),
        ("releases/v1.2.md", "en", "v1-2"),
        ("documents/ICE memo/index.md", "en", "ice-memo"),
        ("documents/ice-memo/index.es.md", "es", "ice-memo"),
    ],
)
def test_a_files_name_gives_the_slug_without_its_language(path: str, lang: str, slug: str) -> None:
    assert default_slug(path, lang) == slug


@pytest.mark.parametrize("name", ["———.md", f"{'a' * 81}.md"])
def test_a_name_that_gives_no_slug_asks_for_one(read: Reader, name: str) -> None:
    reading = read(release(), path=f"releases/{name}")
    assert reading.state is State.FAULTY
    assert reading.problems[0].fix == "add a line slug: the-memo"
    assert read(release("slug: memo"), path=f"releases/{name}").state is State.SEEN


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("status: draft", "2010-09-01"),
        ("status: 'draft' # until Tuesday", "2010-09-01"),
        ("", "2010-09-02"),
        ("", "2010-09-01 13:00:01"),
        ("", "2010-09-01T17:00:01Z"),
        ("embargo: 2010-09-01T13:00:01-04:00", "2010-09-01"),
    ],
)
def test_a_draft_a_future_date_and_an_embargo_hold(read: Reader, fields: str, date: str) -> None:
    reading = read(release(fields, date))
    assert (reading.state, reading.problems) == (State.HELD, ())


@pytest.mark.parametrize(
    ("fields", "date"),
    [("", "2010-09-01 13:00:00"), ("", "2010-09-01T17:00:00Z"), ("embargo: 2010-09-01T10:00:00-07:00", "2010-09-01")],
)
def test_the_very_second_opens_the_gate(read: Reader, fields: str, date: str) -> None:
    assert read(release(fields, date)).state is State.SEEN


@pytest.mark.parametrize(
    "fields",
    [
        "status:", "status: ''", "status: hold", "status: [draft]", "stauts: draft",
        "Status : drafts",
        "embargo:", "embargo: ''", "embargo: null", "embargo: tomorrow", "embargo: 2010-09-02",
        "embargo: 2010-09-02 10:00", "embargo: 2010-08-30T10:00Z",
        "embarg: 2010-09-02T10:00Z", "status: draft\nstatus: published",
        "status: published\nSTATUS: draft", "date: 2010-09-02", "withdrawn: soon", "status: withdrawn",
        "hold: true", "draft: true", "published: false", "expires: 2011-01-01",
    ],
)  # fmt: skip
def test_what_is_unknown_empty_or_contradicts_itself_holds_and_is_an_error(read: Reader, fields: str) -> None:
    reading = read(release(fields))
    assert reading.state is State.FAULTY
    assert reading.record is None
    assert reading.problems


@pytest.mark.parametrize("kind", ["release", "case", "document", "page"])
@pytest.mark.parametrize(
    ("moment", "state"),
    [("2010-09-02T10:00-04:00", State.HELD), ("2010-08-02T10:00-04:00", State.SEEN), ("tomorrow", State.FAULTY)],
)
def test_an_embargo_holds_any_record(read: Reader, kind: str, moment: str, state: State) -> None:
    more = {"release": "date: 2010-08-01\n", "case": "summary: S.\n", "document": "kind: memo\n", "page": ""}[kind]
    reading = read(f"---\ntitle: A\n{more}embargo: {moment}\n---\n", kind)
    assert reading.state is state
    assert (reading.problems == ()) == (state is not State.FAULTY)


def test_extra_fields_let_a_field_through_in_any_case_and_nothing_else(read: Reader) -> None:
    assert read(release("Image: a.png"), given=rules(extra=frozenset({"image"}))).state is State.SEEN
    assert read(release("images_: a.png"), given=rules(extra=frozenset({"image"}))).state is State.FAULTY


def test_pelicans_plain_header_is_read_too(read: Reader) -> None:
    reading = read("Title: The memo: an opinion\nDate: 2010-08-31 10:00\nAuthor: A, B\nTags: x, y\n\nThe words.")
    assert reading.record is not None
    assert reading.record.title == "The memo: an opinion"
    assert (reading.record.authors, reading.record.tags) == (("A", "B"), ("x", "y"))


def test_the_line_ends_and_byte_order_mark_of_other_computers_move_no_line(read: Reader) -> None:
    for text in (release("stauts: draft").replace("\n", "\r\n"), release("stauts: draft").replace("\n", "\r")):
        (found,) = read(b"\xef\xbb\xbf" + text.encode()).problems
        assert (found.code, found.line) == ("F004", 4)


def test_a_fault_inside_a_plain_draft_is_a_warning_and_elsewhere_an_error(read: Reader) -> None:
    assert {p.severity for p in read(release("status: draft\nfoo: x\ndate2: y")).problems} == {Severity.WARNING}
    assert {p.severity for p in read(release("status: drft\nfoo: x")).problems} == {Severity.ERROR}
    assert {p.severity for p in read("---\nstatus: draft\ntitle: A: B\n---\n").problems} == {Severity.WARNING}


@pytest.mark.parametrize("kind", ["release", "document"])
@pytest.mark.parametrize("embargo", ["WRITE THE TIME", "Tuesday at six", "2010-08-01T06:00", ""])
def test_a_draft_whose_hour_is_still_to_be_written_is_a_draft_that_says_so(
    read: Reader, kind: str, embargo: str
) -> None:
    def with_status(line: str) -> str:
        kind_line = "date: 2010-09-01" if kind == "release" else "kind: memo"
        return f"---\ntitle: The memo\n{kind_line}\nembargo: {embargo}\n{line}\n---\nThe words.\n"

    reading = read(with_status("status: draft"), kind)
    assert reading.state is State.HELD
    assert reading.record is not None
    assert reading.record.status == "draft"
    [found] = reading.problems
    assert (found.code, found.line, found.severity) == ("F007", 4, Severity.WARNING)
    reading = read(with_status("status: published"), kind)
    assert (reading.state, reading.record) == (State.FAULTY, None)
    assert [p.severity for p in reading.problems] == [Severity.ERROR]


def test_a_faulty_record_still_has_the_name_that_links_would_use(read: Reader) -> None:
    reading = read(release("slug: memo\nlang: es\nfoo: x"))
    assert (reading.state, reading.name, reading.lang) == (State.FAULTY, "{release}memo", "es")
    reading = read(release("slug: ../../etc\nlang: ../x"))
    assert (reading.slug, reading.lang) == ("a", "en")


def test_a_misspelt_required_field_is_not_missing_as_well(read: Reader) -> None:
    (found,) = read("---\ntitel: The memo\ndate: 2010-09-01\n---\n").problems
    assert (found.code, found.fix) == ("F004", "did you mean title? write title: The memo")
    (found,) = read(release("changes:\n- date: 2010-09-01\n  nte: x")).problems
    assert (found.code, found.fix) == ("F004", "did you mean note? write   note: x")


LISTS = {
    "contacts.yml": "ana-diaz:\n  name: Ana Díaz\n  organization: ccr\n  email: ana@example.org\n",
    "organizations.yml": "ccr:\n  name: The Center\n  url: https://example.org/\n",
}


def test_both_lists_are_read_by_name(make_content: ContentMaker) -> None:
    lists = read_lists(make_content(LISTS), tuple(LISTS))
    assert lists.problems == ()
    assert (lists.contacts["ana-diaz"].name, lists.organizations["ccr"].name) == ("Ana Díaz", "The Center")


@pytest.mark.parametrize(
    ("file", "text", "code", "line", "word"),
    [
        ("contacts.yml", "Ana Díaz:\n  name: Ana\n", "F006", 1, "ana-diaz"),
        ("contacts.yml", "ana:\n  phone: '+1 415 555 0100'\n", "F005", 1, "name"),
        ("contacts.yml", "ana:\n  name: Ana\n  mail: a@example.org\n", "F004", 3, "email"),
        ("contacts.yml", "ana:\n  name: Ana\n  email: at example\n", "F006", 3, "press@example.org"),
        ("contacts.yml", "ana:\n  name: Ana\n  organization: crc\n", "R004", 3, "ccr"),
        ("contacts.yml", "ana: Ana\n", "F006", 1, "name: …"),
        ("contacts.yml", "- ana\n", "F001", 1, "name: value"),
        ("contacts.yml", "ana:\n  name: A: B\n", "F002", 2, "write   name: 'A: B'"),
        ("contacts.yml", "ana:\n  name: A\nana:\n  name: B\n", "F003", 3, "delete the other"),
        ("organizations.yml", "ccr:\n  name: A\n  url: example.org\n", "F006", 3, "https://"),
    ],
)
def test_a_mistake_in_a_list_is_one_problem_at_its_line(
    make_content: ContentMaker, file: str, text: str, code: str, line: int, word: str
) -> None:
    (found,) = read_lists(make_content({**LISTS, "contacts.yml": "", file: text}), tuple(LISTS)).problems
    assert (found.path, found.code, found.line) == (file, code, line)
    assert word in found.fix
    assert not found.what.endswith(" ")


def test_an_empty_list_is_no_problem(make_content: ContentMaker) -> None:
    lists = read_lists(make_content({"contacts.yml": "", "organizations.yml": "# none yet\n"}), tuple(LISTS))
    assert (lists.contacts, lists.organizations, lists.problems) == ({}, {}, ())


def is_sound(reading: Reading) -> bool:
    """A record or a problem, and each problem a whole sentence at a line."""
    for found in reading.problems:
        assert found.code in CATALOG
        assert found.line >= 1
        assert found.what == found.what.strip() != ""
        assert found.fix == found.fix.strip() != ""
        assert found.code == "F004" or "  " not in found.what.split("“")[0]
    return (reading.record is not None) != any(found.code != "F011" for found in reading.problems)


@given(st.sampled_from(sorted(FOLDERS.values())), st.binary(max_size=300))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_record_or_a_problem(read: Reader, kind: str, raw: bytes) -> None:
    assert is_sound(read(raw, kind))


PARTS = ("lead", "with", "name", "note", "page", "alt", "url", "entry_number", "foo")
FIELD_NAMES = sorted({*PARTS, *SINGULARS, *(name for model in RECORD_TYPES.values() for name in field_names(model))})
VALUES = st.recursive(
    st.sampled_from(
        ["", "x", "''", "draft", "published", "withdrawn", "2010-09-01", "2010-09-01T10:00-07:00", "9999-12-31", "en",
         "3", "true", "~", "a.pdf", "https://example.org/", "'a: b'", "a: b", "@", "&a b", "*a", "!x", "#1", "|\n  x",
         "-", "[", "é"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(FIELD_NAMES), inner, max_size=3).map(
            lambda fields: "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"
        ),
    ),
    max_leaves=6,
)  # fmt: skip


@given(st.sampled_from(sorted(FOLDERS.values())), st.lists(st.tuples(st.sampled_from(FIELD_NAMES), VALUES), max_size=8))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400)
def test_any_fields_are_a_record_or_a_problem(read: Reader, kind: str, fields: list[tuple[str, str]]) -> None:
    head = "\n".join(
        ["title: A", "kind: memo", "summary: B", "date: 2010-09-01"][: random.Random(len(fields)).randint(0, 4)]
    )
    lines = "\n".join(f"{name}: {value}" for name, value in fields)
    assert is_sound(read(f"---\n{head}\n{lines}\n---\nbody", kind))
    assert is_sound(read(f"{head}\n{lines}\n\nbody", kind))


HELD = {
    "a draft": """\
---
title: The memo
date: 2010-08-01
status: draft
tags:
- memo
summary: What it says.
---
Body.
""",
    "an embargo": """\
---
title: The memo
date: 2010-08-01
embargo: 2010-09-05T10:00-04:00
summary: |
  What it says.
lang: en
---
Body.
""",
    "a future date": """\
---
title: The memo
date: 2010-09-05
tags: [memo, ice]
summary: What it says.
---
Body.
""",
    "a plain draft": "Title: The memo\nDate: 2010-08-01\nStatus: draft\nTags: memo\n\nBody.\n",
    "a plain embargo": "Title: The memo\nDate: 2010-08-01\nEmbargo: 2010-09-05T10:00-04:00\nTags: memo\n\nBody.\n",
}
HOLDING = re.compile(r"(?mi)^(?:status: draft|embargo: .*|date: 2010-09-05)$")


def slips(text: str) -> Iterator[str]:
    """What a tired hand does: a letter lost, doubled, swapped or mistaken; a line moved, joined or doubled."""
    match = HOLDING.search(text)
    assert match
    value = match.start() + match[0].index(":") + 1
    for at in range(match.start(), match.end()):
        yield text[:at] + text[at + 1 :]
        yield text[:at] + text[at] + text[at:]
        if at + 1 < match.end():
            yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        for sign in "x -_'\"\t\u00a0\u200b:;[{&!|>%@`,?":
            yield text[:at] + sign + text[at + (at >= value) :]
    for before in ("  ", "    ", "\t", "- ", "> ", "* ", "\u00a0", "\ufeff", "' ", '"', "? "):
        yield text[: match.start()] + before + text[match.start() :]
    for case in (str.upper, str.title, str.swapcase):
        yield text[: match.start()] + case(match[0]) + text[match.end() :]
    for between in ("\n", "\n\n", "---\n", "...\n", "summary: |\n", "note:\n"):
        yield text[: match.start()] + between + text[match.start() :]
    yield text[: match.end()] + "\n" + re.sub("draft", "published", match[0]) + text[match.end() :]
    yield (
        text[: match.start()]
        + "status: published\ndate: 2010-08-01\nembargo: 2010-08-02T10:00-04:00\n"
        + text[match.start() :]
    )
    yield text.replace(": ", "=", 20)
    yield text.replace(": ", " : ", 20)
    yield text.replace(": ", "：", 20)
    yield text.replace("\n", "\r")
    yield text.replace("\n", "\r\n")
    yield text.replace("\n", "\u2028")
    yield text.replace("---\n", "", 1)
    yield text.replace("---\n", "----\n", 1)
    yield text.replace("---\n", "\n---\n", 1)


def still_means_it(text: str, changed: str) -> bool:
    """Whether the slip left a date, moment or status in place that plainly says something else than the line did."""
    for line in changed.replace("\r", "\n").split("\n"):
        if re.fullmatch(
            r"(?i)\s*(date|embargo)\s*:\s*['\"]?\d{4}-\d\d-\d\d([T\s]+[\d:]+([+-]\d\d:?\d\d|Z)?)?['\"]?\s*", line
        ):
            stamp = re.search(r"\d{4}-\d\d-\d\d.*", line)
            if stamp and stamp[0].strip("'\" ") not in text:
                return False
    return True


@pytest.mark.parametrize("name", HELD)
def test_no_slip_in_the_head_of_a_held_record_makes_it_visible(read: Reader, name: str) -> None:
    text = HELD[name]
    assert read(text).state is State.HELD
    tried = 0
    for changed in slips(text):
        if changed != text and still_means_it(text, changed):
            reading = read(changed)
            assert reading.state is not State.SEEN, changed
            tried += 1
    assert tried > 200


@given(st.data())
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=500)
def test_no_damage_elsewhere_in_its_head_makes_a_held_record_visible(read: Reader, data: st.DataObject) -> None:
    text = HELD[data.draw(st.sampled_from(["a draft", "an embargo", "a future date"]))]
    match = HOLDING.search(text)
    assert match
    head_end = text.index("\n---\n", 4)
    at = data.draw(st.integers(0, head_end).filter(lambda i: not match.start() - 1 <= i <= match.end()))
    many = data.draw(st.integers(0, 3))
    if at < match.start():
        many = min(many, match.start() - 1 - at)
    put = data.draw(st.text(alphabet="abc :'\"[]{}#|>&*!-\n\t", max_size=4))
    changed = text[:at] + put + text[at + many :]
    reading = read(changed)
    assert is_sound(reading)
    assert reading.state is not State.SEEN, changed
