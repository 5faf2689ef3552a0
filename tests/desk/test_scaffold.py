"""`invoke new` writes a draft that reads without a problem, whatever the title."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.desk.refusal import Refused
from plugins.desk.scaffold import KINDS as ALL_KINDS
from plugins.desk.scaffold import RECORD_OF, next_steps, scaffold
from plugins.desk.yaml_writing import field, folded_field
from plugins.records.fixing.fixes import scalar
from plugins.records.front_matter import split_front_matter
from plugins.records.reading import Reading, State, read_lists, read_record
from plugins.records.rules import Rules
from plugins.records.schema import RECORD_TYPES
from plugins.records.sources import CONTROL, find_sources
from plugins.records.validation import field_names

TODAY = date(2010, 9, 1)
KINDS = ALL_KINDS[:5]
"""Those that are drafts of their own; the others are entries of a list."""
RULES = Rules(now=datetime(2011, 1, 1, tzinfo=UTC), zone=ZoneInfo("UTC"), lang="en", extra_fields=frozenset())
TITLES = [
    "County leaves Secure Communities",
    'Sheriff: "ICE said no"',
    "It’s over: ‘voluntary’ program",
    "'Opt out'",
    '"Opt out"',
    "🎉📄",
    "Opt out " * 37 + "now!",
    "移民の権利",
    "Ελευθερία της πληροφόρησης",
    "@everyone",
    "*stars*",
    "!important",
    "%percent",
    "&anchor",
    "#hashtag",
    "- dash",
    "? question",
    "[link] {brace}",
    "| pipe",
    "> greater",
    "`tick`",
    "trailing colon:",
    "a # comment",
    "null",
    "true",
    "no",
    "2010",
    "2010-09-01",
    "1:30",
    "---",
    "...",
    "~",
    "back\\slash",
    "tab\tand\nnewline",
]


def read_only(content: Path) -> Reading:
    sources = find_sources(content)
    assert not sources.problems
    [source] = sources.records
    return read_record(content, source, RULES)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("title", TITLES)
def test_a_draft_of_any_title_reads_without_a_problem(kind: str, title: str, tmp_path: Path):
    file = scaffold(kind, title, tmp_path, today=TODAY, lang="en")
    reading = read_only(tmp_path)
    assert reading.problems == ()
    assert reading.state is State.HELD
    assert reading.record is not None
    assert reading.record.title == " ".join(title.split())
    assert reading.record.status == "draft"
    assert reading.uid_is_frozen
    assert tmp_path / reading.path == file


@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_any_title_is_refused_or_comes_back_as_typed(title: str):
    with TemporaryDirectory() as folder:
        try:
            scaffold("case", title, Path(folder), today=TODAY, lang="en")
        except Refused:
            assert not CONTROL.sub(" ", title).replace("\ufeff", "").strip()
            return
        record = read_only(Path(folder)).record
        assert record is not None
        assert record.title == " ".join(CONTROL.sub(" ", title).replace("\ufeff", "").split())


def test_each_kind_lies_where_it_is_read(tmp_path: Path):
    files = [scaffold(kind, f"Opt out {kind}", tmp_path, today=TODAY, lang="en") for kind in KINDS]
    assert [str(file.relative_to(tmp_path)) for file in files] == [
        "releases/2010/opt-out-release.md",
        "releases/2010/opt-out-advisory.md",
        "cases/opt-out-case.md",
        "documents/opt-out-document/index.md",
        "trackers/opt-out-tracker.md",
    ]


def test_a_release_is_dated_today_and_a_document_has_a_kind(tmp_path: Path):
    release = scaffold("release", "One", tmp_path, today=TODAY, lang="en")
    letter = scaffold("document", "Two", tmp_path, today=TODAY, lang="en", document_kind="letter")
    other = scaffold("document", "Three", tmp_path, today=TODAY, lang="en")
    assert "\ndate: 2010-09-01\n" in release.read_text(encoding="utf-8")
    assert "\nkind: letter\n" in letter.read_text(encoding="utf-8")
    assert "\nkind: record\n" in other.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_schema_is_at_hand(kind: str, tmp_path: Path):
    text = scaffold(kind, "Opt out", tmp_path, today=TODAY, lang="en").read_text(encoding="utf-8")
    head = text.split("---")[1].split("\n")
    for name in field_names(RECORD_TYPES[RECORD_OF.get(kind, kind)]):
        assert sum(line.startswith((f"{name}:", f"# {name}:")) for line in head) == 1, name


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_is_used_by_deleting_its_first_mark(kind: str, tmp_path: Path):
    file = scaffold(kind, "Opt out", tmp_path, today=TODAY, lang="en")
    text = (
        file.read_text(encoding="utf-8").replace("# summary:  #", "summary: In brief.  #").replace("# tags:", "tags:")
    )
    front = split_front_matter(text, "x.md")
    assert front.problems == ()
    assert front.fields["tags"] == ""
    assert "date" in front.fields or kind != "release"


def test_an_advisory_invites_once_its_block_is_filled_in(tmp_path: Path):
    file = scaffold("advisory", "Opt out", tmp_path, today=TODAY, lang="en", zone=ZoneInfo("America/Los_Angeles"))
    head, _, rest = file.read_text(encoding="utf-8").partition("# briefing:\n")
    lines = rest.split("\n")
    count = next(index for index, line in enumerate(lines) if not line.startswith("#  "))
    file.write_text("\n".join([f"{head}briefing:", *(line[2:] for line in lines[:count]), *lines[count:]]))
    record = read_only(tmp_path).record
    assert record is not None and record.kind == "advisory"
    assert record.briefing.start.isoformat() == "2010-09-01T10:00:00-07:00"


def test_a_tracker_has_a_table_beside_it_and_one_that_is_there_is_kept(tmp_path: Path):
    file = scaffold("tracker", "Opt out", tmp_path, today=TODAY, lang="en")
    assert file.with_suffix(".csv").read_text() == "place,state,status,date,document,page,note\n"
    (tmp_path / "trackers/other.csv").write_text("place,status\nA,asked\n")
    assert (
        scaffold("tracker", "Other", tmp_path, today=TODAY, lang="en")
        .with_suffix(".csv")
        .read_text()
        .endswith("asked\n")
    )


@pytest.mark.parametrize("kind", ["contact", "organization"])
def test_an_entry_is_added_to_its_list_and_none_twice(kind: str, tmp_path: Path):
    first = scaffold(kind, "Ana Sample", tmp_path, today=TODAY, lang="en")
    second = scaffold(kind, "Sample: Clinic & Co.", tmp_path, today=TODAY, lang="en")
    assert first == second == tmp_path / f"{kind}s.yml"
    lists = read_lists(tmp_path, [f"{kind}s.yml"])
    assert lists.problems == ()
    names = {slug: entry.name for slug, entry in getattr(lists, f"{kind}s").items()}
    assert names == {"ana-sample": "Ana Sample", "sample-clinic-co": "Sample: Clinic & Co."}
    assert "sample-clinic-co" in next_steps(kind, second)
    with pytest.raises(Refused, match=f"ana-sample is in {kind}s.yml already, on line 1"):
        scaffold(kind, "Ana Sample", tmp_path, today=TODAY, lang="en")


def test_two_drafts_have_two_uids(tmp_path: Path):
    one, two = (scaffold("release", title, tmp_path, today=TODAY, lang="en") for title in ("One", "Two"))
    uids = {line for file in (one, two) for line in file.read_text().split("\n") if line.startswith("uid: urn:uuid:")}
    assert len(uids) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_written_over(kind: str, tmp_path: Path):
    file = scaffold(kind, "Opt out", tmp_path, today=TODAY, lang="en")
    before = file.read_bytes()
    with pytest.raises(Refused) as refused:
        scaffold(kind, "Opt OUT!", tmp_path, today=TODAY, lang="en")
    assert "there is already a " in str(refused.value)
    assert str(refused.value).count("\n  Fix: ") == 1
    assert file.read_bytes() == before


def test_a_release_of_another_year_keeps_its_name(tmp_path: Path):
    scaffold("release", "Opt out", tmp_path, today=TODAY, lang="en")
    with pytest.raises(Refused, match=r"already a release called opt-out: releases/2010/opt-out\.md"):
        scaffold("release", "Opt out", tmp_path, today=date(2011, 1, 1), lang="en")


def test_a_name_that_differs_by_case_alone_is_taken(tmp_path: Path):
    other = tmp_path / "cases" / "Opt-Out.md"
    other.parent.mkdir()
    other.write_text("---\ntitle: x\nslug: something-else\nsummary: x\n---\n")
    with pytest.raises(Refused, match=r"already a case called .*Opt-Out\.md"):
        scaffold("case", "Opt out", tmp_path, today=TODAY, lang="en")


@pytest.mark.parametrize(
    ("kind", "title", "what", "fix"),
    [
        ("relase", "x", "can't start a “relase”", "did you mean release?"),
        (
            "page",
            "x",
            "can't start a “page”",
            "choose one of release, advisory, case, document, tracker, contact, organization",
        ),
        ("release", " \n", "the title is empty", "give it in quotes"),
        ("release", "x" * 1001, "1,001 characters", "give only the headline"),
    ],
)
def test_what_cannot_be_started_is_said_in_two_lines(kind: str, title: str, what: str, fix: str, tmp_path: Path):
    with pytest.raises(Refused) as refused:
        scaffold(kind, title, tmp_path, today=TODAY, lang="en")
    first, second = str(refused.value).split("\n")
    assert what in first
    assert second.startswith("  Fix: ")
    assert fix in second
    assert list(tmp_path.iterdir()) == []


def test_a_misspelt_kind_of_document_is_guessed(tmp_path: Path):
    with pytest.raises(Refused, match="did you mean letter"):
        scaffold("document", "x", tmp_path, today=TODAY, lang="en", document_kind="leter")  # type: ignore[arg-type]


def test_a_content_folder_that_is_a_file_is_refused(tmp_path: Path):
    file = tmp_path / "content"
    file.write_text("x")
    with pytest.raises(Refused, match="is not a folder"):
        scaffold("release", "x", file, today=TODAY, lang="en")


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_step_names_the_file(kind: str, tmp_path: Path):
    file = scaffold(kind, "Opt out", tmp_path, today=TODAY, lang="en")
    assert str(file) in next_steps(kind, file)
    assert "status: draft" in next_steps(kind, file)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_yaml(text: str):
    text = CONTROL.sub("", text).replace("\ufeff", "")
    assert yaml.load(f"key: {scalar(text)}", Loader=yaml.CBaseLoader) == {"key": text}
    assert yaml.safe_load(f"key: {scalar(text)}") == {"key": text}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_long_text_comes_back_from_yaml(text: str):
    text = " ".join((CONTROL.sub("", text).replace("\ufeff", "") + " and so on" * 12).split())
    assert yaml.load("\n".join(folded_field("key", text)), Loader=yaml.CBaseLoader) == {"key": text}


VALUES = st.recursive(
    st.text("ab:#- '\"", max_size=8),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
).filter(lambda value: value not in ([], {}))


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1))
def test_lists_and_mappings_come_back_from_yaml(value: dict[str, object]):
    plain = {name: part for name, part in value.items() if not _lists_in_lists(part)}
    text = "\n".join(line for name, part in plain.items() for line in field(name, part))
    assert (yaml.load(text, Loader=yaml.CBaseLoader) or {}) == plain


def _lists_in_lists(value: object) -> bool:
    if isinstance(value, dict):
        return any(_lists_in_lists(part) for part in value.values())
    return isinstance(value, list) and any(isinstance(item, list) or _lists_in_lists(item) for item in value)
