"""`invoke start` makes a copy the campaign's own: nothing of the demonstration is left in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from plugins.desk.building import run_build
from plugins.desk.refusal import Refused
from plugins.desk.starting.answers import NotAccepted, own_zone, questions
from plugins.desk.starting.settings_file import with_settings
from plugins.desk.starting.start import ASIDE, start
from tests.demonstration import ROOT, demonstration

GIVEN = {"name": "County Justice", "url": "press.example.org", "timezone": "los angeles", "language": "en"}
DEMONSTRATION = ("Opt-Out", "Secure Communities", "ICE", "Hennessey", "daylight.example")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A fresh clone, as far as it matters."""
    shutil.copytree(demonstration(), tmp_path / "content")
    text = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    (tmp_path / "pelicanconf.py").write_text(with_settings(text, {"SITEURL": "https://daylight.example"}))
    return tmp_path


def quietly(_: str) -> None:
    return None


def test_nothing_of_the_demonstration_remains_and_the_site_builds(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path.relative_to(copy / "content") for path in (copy / "content").rglob("*")}
    said = start(copy, GIVEN, ask=None, say=quietly, sure=True)
    assert said.startswith("This copy is yours now.")
    assert {path.relative_to(copy / ASIDE) for path in (copy / ASIDE).rglob("*")} == before
    built = run_build(
        content=copy / "content", output=copy / "output", more={"SEARCH": False, "CACHE_PATH": str(copy / "cache")},
        site_url="https://press.example.org",
    )  # fmt: skip
    assert built.exit_code == 0, built.text
    pages = {file: file.read_text(encoding="utf-8") for file in (copy / "output").rglob("*.html")}
    assert any(file.parent.name == "privacy" for file in pages)
    assert not [(file, word) for file, text in pages.items() for word in DEMONSTRATION if word in text]
    assert "County Justice" in pages[copy / "output" / "index.html"]


def test_it_writes_the_brand_the_contacts_a_draft_and_the_settings(copy: Path) -> None:
    start(copy, {**GIVEN, "color": "060", "marker": "#ffe27a"}, ask=None, say=quietly)
    site = yaml.safe_load((copy / "content" / "site.yml").read_text(encoding="utf-8"))
    assert site == {"name": "County Justice", "brand": {"color": "#006600", "marker": "#ffe27a"}}
    assert yaml.safe_load((copy / "content" / "contacts.yml").read_text(encoding="utf-8")) is None
    [draft] = (copy / "content" / "releases").rglob("*.md")
    assert "\nstatus: draft\n" in draft.read_text(encoding="utf-8")
    settings = (copy / "pelicanconf.py").read_text(encoding="utf-8")
    assert 'SITEURL = "https://press.example.org"\nTIMEZONE = "America/Los_Angeles"\nDEFAULT_LANG = "en"\n' in settings


def test_a_second_start_refuses_and_changes_nothing(copy: Path) -> None:
    start(copy, GIVEN, ask=None, say=quietly)
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    with pytest.raises(Refused, match="already a campaign's own"):
        start(copy, GIVEN, ask=None, say=quietly)
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_it_asks_what_no_flag_says_and_asks_again_after_an_answer_that_cannot_be_used(copy: Path) -> None:
    answers = ["", "County Justice", "not a site", "press.example.org", "spanish", "#777777", "#060", ""]
    typed: Iterator[str] = iter(answers)
    asked: list[str] = []
    told: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return next(typed)

    start(copy, {"timezone": "Europe/Madrid"}, ask=ask, say=told.append)
    assert next(typed, None) is None
    assert len(asked) == len(answers)
    assert "a campaign needs a name" in told[0]
    assert "not a web address" in told[1]
    assert "does not work" in told[2]
    assert 'TIMEZONE = "Europe/Madrid"\nDEFAULT_LANG = "es"\n' in (copy / "pelicanconf.py").read_text(encoding="utf-8")


def test_without_a_terminal_the_missing_flags_are_named_and_nothing_changes(copy: Path) -> None:
    with pytest.raises(Refused, match="--name and --url must be given"):
        start(copy, {}, ask=None, say=quietly, sure=True)
    assert not (copy / ASIDE).exists()


@pytest.mark.parametrize(
    ("name", "answer", "kept"),
    [
        ("timezone", "los angeles", "America/Los_Angeles"),
        ("timezone", "europe/madrid", "Europe/Madrid"),
        ("language", "Spanish", "es"),
        ("language", "pt_BR", "pt-BR"),
        ("url", "example.org/press/", "https://example.org/press"),
        ("url", "http://localhost:8480", "http://localhost:8480"),
        ("url", "localhost:8480/", "http://localhost:8480"),
        ("url", "https://localhost", "https://localhost"),
        ("url", "127.0.0.1:8480", "http://127.0.0.1:8480"),
        ("url", "localhost.example.org", "https://localhost.example.org"),
        ("color", "1F2F9E", "#1f2f9e"),
        ("name", "  County   Justice ", "County Justice"),
    ],
)
def test_what_has_one_meaning_is_taken(name: str, answer: str, kept: str) -> None:
    [question] = [question for question in questions() if question.name == name]
    assert question.read(answer) == kept


@pytest.mark.parametrize(
    "answer", ["press", "localhoster", "http://press", "localhost:port", "http://localhost:8480/a b"]
)
def test_a_word_alone_is_no_address(answer: str) -> None:
    [question] = [question for question in questions() if question.name == "url"]
    with pytest.raises(NotAccepted, match="not a web address"):
        question.read(answer)


@pytest.mark.parametrize(
    ("name", "answer", "fix"),
    [
        ("timezone", "Pacific", "did you mean America/Los_Angeles?"),
        ("language", "zz", "English or es"),
        ("url", "https://daylight.example", "write your own"),
        ("url", "press", "https://press.example.org"),
        ("color", "blue", "#1f2f9e"),
        ("color", "#777777", "the nearest that does is #"),
        ("marker", "#000000", "the nearest that does is #"),
    ],
)
def test_anything_else_is_answered_with_what_to_write(name: str, answer: str, fix: str) -> None:
    [question] = [question for question in questions() if question.name == name]
    with pytest.raises(NotAccepted) as refused:
        question.read(answer)
    assert fix in refused.value.fix


def test_the_zone_of_the_computer_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)
    place = tmp_path / "zoneinfo" / "Europe" / "Paris"
    place.parent.mkdir(parents=True)
    place.touch()
    (tmp_path / "localtime").symlink_to(place)
    assert own_zone(tmp_path / "localtime") == "Europe/Paris"
    assert own_zone(tmp_path / "nothing") == "America/New_York"


def test_a_settings_file_that_was_rewritten_is_left_alone() -> None:
    with pytest.raises(Refused, match="TIMEZONE on 0 lines"):
        with_settings('SITEURL = "a"\n', {"SITEURL": "b", "TIMEZONE": "c"})


def test_a_former_name_of_a_zone_is_its_own(copy: Path) -> None:
    start(copy, {**GIVEN, "timezone": "US/Pacific"}, ask=None, say=quietly)
    assert 'TIMEZONE = "America/Los_Angeles"' in (copy / "pelicanconf.py").read_text(encoding="utf-8")


def test_an_answer_that_is_a_question_ends_in_its_mark(copy: Path) -> None:
    said: list[str] = []
    answers = iter(["County Justice", "press.example.org", "Pacific", "PT", "los angeles", "en", "", ""])
    start(copy, {}, ask=lambda _: next(answers), say=said.append)
    assert [one.splitlines()[1] for one in said] == ["  Did you mean America/Los_Angeles?"] * 2


def test_the_end_of_what_is_typed_is_one_line_and_changes_nothing(copy: Path) -> None:
    def ended(_: str) -> str:
        raise EOFError

    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    with pytest.raises(Refused, match="nothing was changed"):
        start(copy, {}, ask=ended, say=quietly)
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before
