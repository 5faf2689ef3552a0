"""When unsure, hold: a head that fails to say what it means publishes nothing, and says where it fails."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from plugins.checks.rules import find_problems
from plugins.desk.building import run_build
from plugins.records.problems import Problem
from plugins.records.reading import State, read_record
from plugins.records.rules import Rules
from plugins.records.sources import SourceFile
from tests.conftest import EditionMaker
from tests.depth import cases
from tests.newsroom.pages.drawing import drawn
from tests.promises.sites import FOLDERS, KINDS, write_files
from tests.whole.crawler import tree

WORD = "Zanzibar"

# One line that was to hold the item, in each of the ways in which it can fail to. The item is out but for that line.

STATUS = """
status: drfat
status: drafts
status: draft!
status: Draft.
status: dra ft
status: draft, published
status: draft published
status: hidden
status: private
status: embargoed
status: no
status: false
status: 0
status: ~
status: null
status:
status: ''
status: []
status: [draft]
status: {draft: true}
status: 'draft
status: "draft
status: 'draft '
status: !draft
status: !!str draft
status: &x draft
status: *draft
status: |draft
status: %draft
status: @draft
status: `draft`
status: **draft**
status: withdrawn
status:draft
status;draft
status = draft
status -> draft
status - draft
status draft
status
draft
stauts: draft
statuz: draft
state: draft
status_: draft
-status: draft
status:: draft
draft: true
draft: yes
published: false
publish: no
hidden: true
private: yes
visibility: private
withdrawn: true
withdrawn: {date: 2010-09-02, reason: Sample}
- status: draft
* status: draft
> status: draft
// status: draft
; status: draft
% status: draft
<!-- status: draft -->
**status:** draft
`status: draft`
[status: draft]
status]: draft
# status: draft
#status: draft
## Status: draft
#+STATUS: draft
<<: {status: draft}
meta: {status: draft}
"""
STATUS_TRICKS = (
    "ѕtatus: draft",  # a Cyrillic letter in the name
    "status: drаft",  # and in the value
    "ｓｔａｔｕｓ: draft",
    "status： draft",
    "status﹕ draft",
    "status꞉ draft",
    "status: ｄｒａｆｔ",
    "sta\u200btus: draft",
    "status: dra\u00adft",
    "status: draft\u200b",
    "status: \u202edraft",
    "\ufeffstatus: draft",
    "status: dra\u0301ft",
    "    status: draft",
    "\tstatus: draft",
    "status: published\nstatus: draft",
    "status: published\nStatus: draft",
    "status: published\n'status': draft",
    "category: |\n  Sample\n  status: draft",
    "category: >-\n  Sample\n  Status: Draft",
    "category: Sample\n    status: draft",
    "category: Sample\u2028status: draft",
    "category: Sample\u2029Status: draft",
    "tags:\n  - Sample\n  status: draft",
    "meta:\n  status: draft",
    "status:\n- draft",
    "status:\n  is: draft",
    "status: draft\x0bx: y",
    "status: draft\x85",
    "status: draft\x00",
)
EMBARGO = """
embargo: tomorrow
embargo: 2011-03-01
embargo: 2011-03-01T10:00
embargo: 2011-03-01 10:00 EST
embargo: 2011-03-01T10:00+16:00
embargo: 2011-03-01T10:00-07
embargo: 2011-03-01T10:00−07:00
embargo: 2011-03-01T10:00 GMT-7
embargo: 2011-02-30T10:00Z
embargo: 2011-03-01T24:00Z
embargo: 2011-03-01T23:59:60Z
embargo: 2011-03-01T10Z
embargo: 2011-03-01T10.00Z
embargo: 11-03-01T10:00Z
embargo: 2011/03/01 10:00Z
embargo: 2011–03–01T10:00Z
embargo: ２０１１-03-01T10:00Z
embargo: 01.03.2011 10:00
embargo: March 1, 2011, 10 am
embargo: Tue, 1 Mar 2011 10:00:00 GMT
embargo: 1299024000
embargo: 0000-00-00T00:00Z
embargo: 99999-01-01T00:00Z
embargo: 9999-12-31T23:59Z
embargo:
embargo: ~
embargo: true
embargo: none
embargo: [2011-03-01T10:00Z]
embargo: {until: 2011-03-01T10:00Z}
embargo: "2011-03-01T10:00Z
embargo:2011-03-01T10:00Z
embargo 2011-03-01T10:00Z
embargo = 2011-03-01T10:00Z
embargoed: 2011-03-01T10:00Z
embargo_until: 2011-03-01T10:00Z
emabrgo: 2011-03-01T10:00Z
еmbargo: 2011-03-01T10:00Z
# embargo: 2011-03-01T10:00Z
publish_date: 2011-03-01
date_published: 2011-03-01
expires: 2011-03-01
release_date: 2011-03-01
"""
EMBARGO_TRICKS = (
    "embargo: 2011-03-01T10:00Z\nembargo: 2010-09-02T10:00Z",
    "embargo: 2010-09-02T10:00Z\nEmbargo: 2011-03-01T10:00Z",
    "    embargo: 2011-03-01T10:00Z",
    "category: |\n  Sample\n  embargo: 2011-03-01T10:00Z",
    "category: Sample\u2028embargo: 2011-03-01T10:00Z",
    "embargo: 2011-03-01T10:\u200b00Z",
    "emb\u00adargo: 2011-03-01T10:00Z",
)
DATE = """
date: tomorrow
date: soon
date: 2011-13-01
date: 2011-02-29
date: 01/03/2011
date: 3/1/2011
date: 1.3.2011
date: 2011-3-1
date: 20110301
date: 2011-03
date: 2011
date: 2011-W09-2
date: 2011-060
date: 2011-03-01T25:00
date: 2011-03-01 10:00 PST
date: 2011-03-01T10:00:61Z
date: 2011-03-01T10:00:00.1234567Z
date: 2011-03-01Z
date: 2011-03-01 or later
date: 2011‑03‑01
date: 2O11-03-01
date: 2011-03-0l
date: -2011-03-01
date: +2011-03-01
date: ２０１１-０３-０１
date: Tue, 1 Mar 2011 10:00:00 GMT
date: 9999-12-31
date: 0000-00-00
date: null
date:
date: [2011-03-01]
date: {day: 2011-03-01}
date: '2011-03-01
date:2011-03-01
date 2011-03-01
"""
DATE_TRICKS = (
    "date: 2010-09-01\ndat: 2011-03-01",
    "date: 2010-09-01\ndаte: 2011-03-01",
    "date: 2010-09-01\n# date: 2011-03-01",
    "date: 2010-09-01\ndate: 2011-03-01",
    "date: 2010-09-01\nDate: 2011-03-01",
    "date: 2010-09-01\ncategory: Sample\n    date: 2011-03-01",
    "date: 2010-09-01\ncategory: |\n  Sample\n  date: 2011-03-01",
    "date: 2010-09-01\ncategory: Sample\u2028date: 2011-03-01",
)

# Heads that fail as a whole. `{own}` are the fields that the kind needs.

WHOLE = {
    "no fence": "title: {word}\n{own}status: draft\n---\n\n{word}\n",
    "closed by dots of another kind": "---\ntitle: {word}\n{own}status: draft\n…\n\n{word}\n",
    "two dashes": "--\ntitle: {word}\n{own}status: draft\n--\n\n{word}\n",
    "four dashes": "----\ntitle: {word}\n{own}status: draft\n----\n\n{word}\n",
    "long dashes": "———\ntitle: {word}\n{own}status: draft\n———\n\n{word}\n",
    "dashes apart": "- - -\ntitle: {word}\n{own}status: draft\n- - -\n\n{word}\n",
    "never closed": "---\ntitle: {word}\n{own}status: draft\n\n{word}\n",
    "closed too early": "---\ntitle: {word}\n{own}---\nstatus: draft\n---\n\n{word}\n",
    "closed too early, with a gap": "---\ntitle: {word}\n{own}---\n\nstatus: draft\n---\n\n{word}\n",
    "a date below the head": "---\ntitle: {word}\n{own}---\n\ndate: 2011-03-01\n---\n\n{word}\n",
    "two heads": "---\ntitle: {word}\n{own}---\n---\nstatus: draft\n---\n\n{word}\n",
    "a gap in a plain header": "Title: {word}\n{own}\nStatus: draft\n\n{word}\n",
    "a date below the gap": "Title: {word}\n{own}\nDate: 2011-03-01\n\n{word}\n",
    "an embargo below the gap": "Title: {word}\n{own}\nEmbargo: 2011-03-01T10:00-05:00\n\n{word}\n",
    "words above": "Draft!\n---\ntitle: {word}\n{own}status: draft\n---\n\n{word}\n",
    "an empty line above": "\n---\ntitle: {word}\n{own}status: draft\n---\n\n{word}\n",
    "a space above": " ---\ntitle: {word}\n{own}status: draft\n---\n\n{word}\n",
    "a remark on the fence": "--- # draft\ntitle: {word}\n{own}---\n\n{word}\n",
    "a tag on the fence": "--- !draft\ntitle: {word}\n{own}---\n\n{word}\n",
    "a YAML directive": "%YAML 1.1\n---\ntitle: {word}\n{own}status: draft\n---\n\n{word}\n",
    "a fence of code": "```yaml\ntitle: {word}\n{own}status: draft\n```\n\n{word}\n",
    "TOML": '+++\ntitle = "{word}"\ndraft = true\n+++\n\n{word}\n',
    "JSON": '{"title": "{word}", "status": "draft"}\n\n{word}\n',
    "reStructuredText": "{word}\n########\n\n:status: draft\n\n{word}\n",
    "HTML": '<meta name="status" content="draft">\n\n{word}\n',
    "a list": "---\n- title: {word}\n- status: draft\n---\n\n{word}\n",
    "nothing": "",
    "no head": "{word}\n",
    "a second mark of order": "\ufeff\ufeff---\ntitle: {word}\n{own}status: draft\n---\n\n{word}\n",
    "all indented but one": "---\ntitle: {word}\n  {own}  status: draft\n---\n\n{word}\n",
    "tabs": "---\ntitle:\t{word}\n{own}meta:\n\tstatus: draft\n---\n\n{word}\n",
    "an alias": "---\nx: &held {status: draft}\ntitle: {word}\n{own}<<: *held\n---\n\n{word}\n",
    "too deep": "---\ntitle: {word}\n{own}tags: " + "[" * 60 + "]" * 60 + "\n---\n\n{word}\n",
    "too long": "---\ntitle: {word}\n{own}" + "# a remark\n" * 7000 + "status: draft\n---\n\n{word}\n",
    "no colon at all": "---\ntitle {word}\nstatus draft\n---\n\n{word}\n",
    "colons of another script": "Title： {word}\nStatus： draft\n\n{word}\n",
    "an indented plain header": "    Title: {word}\n    Status: draft\n\n{word}\n",
}
GOOD = "---\ntitle: {word}\n{own}status: draft\n---\n\n{word}\n"
ENCODED: Mapping[str, bytes] = {
    "UTF-16": GOOD.encode("utf-16"),
    "UTF-16 without a mark": GOOD.encode("utf-16-le"),
    "UTF-16, the other way round": b"\xfe\xff" + GOOD.encode("utf-16-be"),
    "UTF-32": GOOD.encode("utf-32"),
    "UTF-7": GOOD.replace("status", "+AHM-tatus").encode(),
    "EBCDIC": GOOD.encode("cp500"),
    "Latin-1": GOOD.replace("status: draft", "status: dräft").encode("latin-1"),
    "half a letter": GOOD.encode() + b"\xe2\x80",
    "an overlong letter": GOOD.encode().replace(b"status", b"\xc1\xb3tatus"),
    "a lone surrogate": GOOD.encode().replace(b"draft", b"\xed\xa0\x80draft"),
    "a null": GOOD.encode().replace(b"draft", b"dra\0ft"),
    "compressed": b"\x1f\x8b\x08\x00" + GOOD.encode(),
}
OWN = {"release": "", "case": "summary: Sample\n", "document": "kind: memo\n", "page": ""}


@dataclass(frozen=True, slots=True)
class Mutated:
    """A record whose head fails."""

    name: str
    data: bytes
    lines: range
    """Where a problem may stand."""


def table(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


DATED = "date: 2010-09-01\n"
HOLDING = (
    *((DATED, line) for line in (*table(STATUS), *STATUS_TRICKS, *table(EMBARGO), *EMBARGO_TRICKS)),
    *(("", line) for line in (*table(DATE), *DATE_TRICKS)),
)


def mutated(kind: str) -> Iterator[Mutated]:
    """Every faulty head, for one kind of record; those that are one line amiss in both forms."""
    for index, (date, line) in enumerate(HOLDING):
        fields = f"title: {WORD}\nuid: urn:sample:{kind}:{index}\n{OWN[kind]}{date}{line}\n"
        last = fields.count("\n")
        span = line.count("\n") + 1
        yield Mutated(f"{line!r}, YAML", f"---\n{fields}---\n\n{WORD}\n".encode(), range(last - span + 2, last + 2))
        yield Mutated(f"{line!r}, plain", f"{fields}\n{WORD}\n".encode(), range(last - span + 1, last + 1))
    texts = {name: text.encode() for name, text in WHOLE.items()} | ENCODED
    for name, data in texts.items():
        data = data.replace(b"{word}", WORD.encode()).replace(b"{own}", f"{OWN[kind]}{DATED}".encode())
        yield Mutated(name, data, range(1, data.count(b"\n") + 2))


def place(kind: str, name: str) -> str:
    return f"{FOLDERS[kind]}/{name}{'/index' if kind == 'document' else ''}.md"


OUT: dict[str, str | bytes] = {"releases/2010/out.md": f"---\ntitle: Out\nuid: urn:sample:out\n{DATED}---\nSample.\n"}


@pytest.mark.parametrize("kind", KINDS[: cases(2, len(KINDS))])
def test_no_head_that_is_amiss_publishes_anything_and_each_is_named(edition: EditionMaker, kind: str) -> None:
    """Each at its line; but what can mean one thing alone, as `date: 20110301` does, is held by what it says."""
    heads = {place(kind, f"mutated-{index}"): head for index, head in enumerate(mutated(kind))}
    assert len(heads) >= 200
    made = edition({**OUT, **{path: head.data for path, head in heads.items()}})
    assert [heads[item.path].name for item in made.library.items if item.path in heads] == []
    problems: dict[str, list[Problem]] = {}
    for found in find_problems(made):
        problems.setdefault(found.path, []).append(found)
    understood = {reading.path for reading in made.library.unseen if reading.state is State.HELD}
    named = {path for path, head in heads.items() if any(p.line in head.lines for p in problems.get(path, ()))}
    silent = [head.name for path, head in heads.items() if path not in understood | named]
    assert silent == []
    site = drawn(made)
    assert [path for path, data in site.items() if b"mutated" in path.encode() or WORD.encode() in data] == []


def test_the_site_beside_them_is_the_site_without_them(edition: EditionMaker) -> None:
    without = drawn(edition(OUT))
    heads = {place("case", f"mutated-{index}"): head.data for index, head in enumerate(mutated("case"))}
    assert drawn(edition({**OUT, **heads})) == without


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: A\n{DATED}status: |\n  draft\n---\n",
        f"---\ntitle: A\n{DATED}status : draft\n---\n",
        f"---\ntitle: A\n{DATED}'status': \"draft\"\n---\n",
        f'---\ntitle: A\n{DATED}"\\x73tatus": draft\n---\n',
        f"---\ntitle: A\n{DATED}? status\n: draft\n---\n",
        "---\n{title: A, date: 2010-09-01, status: draft}\n---\n",
        f"---\r\ntitle: A\r\n{DATED}status: draft\r\n---\r\n",
        f"\ufeff---\ntitle: A\n{DATED}status: draft\n---\n",
        f"Title: A\nDate: 2010-09-01\n  STATUS: draft\n\n{WORD}",
        f"---\ntitle: A\n{DATED}EMBARGO: '2011-03-01 10:00 +0000'\n---\n",
        "---\ntitle: A\ndate: >\n  2011-03-01\n---\n",
    ],
)
def test_what_means_the_same_in_other_signs_holds_the_same(edition: EditionMaker, text: str) -> None:
    made = edition({"releases/a.md": text})
    assert [(reading.path, reading.state) for reading in made.library.unseen] == [("releases/a.md", State.HELD)]


def test_a_field_behind_an_invisible_space_is_held_and_named(edition: EditionMaker) -> None:
    made = edition({"releases/a.md": f"---\ntitle: A\n{DATED}\u00a0status: draft\n---\n"})
    assert [reading.path for reading in made.library.unseen] == ["releases/a.md"]
    assert find_problems(made)


LINES = ("status: draft", "date: 2011-03-01", "embargo: 2011-03-01T10:00-05:00")
SIGNS = "#:-'\"[]{}&*!|>%@`?, .\t\n\u00a0\u200b\u2028\ufeffаsdtZ"


@given(
    line=st.sampled_from(LINES),
    at=st.integers(0, 40),
    sign=st.sampled_from(SIGNS),
    how=st.sampled_from(["put in", "put over", "taken out"]),
    plain=st.booleans(),
)
@example(line="status: draft", at=0, sign="#", how="put in", plain=False)
@example(line="date: 2011-03-01", at=0, sign="\n", how="put in", plain=True)
@hypothesis_settings(max_examples=cases(150, 5000))
def test_one_wrong_sign_in_a_line_that_holds_publishes_nothing(
    line: str, at: int, sign: str, how: str, plain: bool
) -> None:
    at %= len(line) + (how == "put in")
    assume(how == "put in" or not (line[at].isdigit() or sign in "#\n"))
    wrong = line[:at] + ("" if how == "taken out" else sign) + line[at + (how != "put in") :]
    date = "" if line.startswith("date") else DATED
    head = f"title: A\n{date}{wrong}\n"
    text = f"{head}\n{WORD}\n" if plain else f"---\n{head}---\n\n{WORD}\n"
    with TemporaryDirectory() as folder:
        write_files(Path(folder), {"releases/a.md": text})
        reading = read_record(Path(folder), SourceFile("releases/a.md", "release"), RULES)
    assert reading.state is not State.SEEN
    assert reading.state is State.HELD or any(1 <= p.line <= text.count("\n") for p in reading.problems)


RULES = Rules(now=datetime(2010, 10, 1, tzinfo=UTC), zone=ZoneInfo("UTC"), lang="en", extra_fields=frozenset())


# A whole build


def test_a_build_over_them_names_or_holds_every_file_and_writes_nothing(tmp_path: Path) -> None:
    heads = list(mutated("page"))[:: cases(37, 7)]
    files = {place("page", f"mutated-{index}"): head.data for index, head in enumerate(heads)}
    write_files(tmp_path / "content", {**OUT, **files})
    result = run_build(content=tmp_path / "content", output=tmp_path / "output", now="2010-10-01T12:00:00Z")
    assert result.exit_code == 1
    unnamed = [path for path in files if f"{path}:" not in result.text]
    states = {read_record(tmp_path / "content", SourceFile(path, "page"), RULES).state for path in unnamed}
    assert states <= {State.HELD}  # what has one meaning is read, and holds
    assert len(unnamed) < len(files) / 4
    assert "Nothing was written." in result.text
    assert not (tmp_path / "output").exists()


def test_a_draft_that_is_amiss_stops_nobody_else_and_leaves_no_byte(tmp_path: Path, edition: EditionMaker) -> None:
    texts = (f"---\ntitle: {WORD}\nstatus: draft\n{line}\n---\n{WORD}\n" for line in table(EMBARGO) + table(DATE))
    files = {place("case", f"mutated-{index}"): text for index, text in enumerate(texts)}
    named = {found.path for found in find_problems(edition({**OUT, **files}))}
    result = run_build(
        content=tmp_path / "content",
        output=tmp_path / "output",
        now="2010-10-01T12:00:00Z",
        more={"SEARCH": False, "CACHE_PATH": str(tmp_path / "cache")},
    )
    assert result.exit_code == 0, result.text
    assert [path for path in files if path not in named] == []
    assert "(invoke check --all)" in result.text  # a build tells the first of many like each other
    made = tree(tmp_path / "output")
    assert "releases/2010/out/index.html" in made
    assert [path for path, data in made.items() if "mutated" in path or WORD.encode() in data] == []
