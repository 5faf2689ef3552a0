"""The press release that the project began with, imported whole. It is not part of the project: absent, these skip."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.checks.rules import find_problems
from plugins.desk.importing import Imported, import_release
from plugins.desk.refusal import Refused
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.reading import read_library
from plugins.records.problems import Severity
from plugins.records.reading import State, read_lists
from tests.demonstration import demonstration

ROOT = Path(__file__).parents[3]
SEED = ROOT.parent / "shared" / "seed" / "press-release-2010-09-01.txt"
PLACE = "releases/2010/new-document-confirms-secure-communities-program-is-voluntary-rights-groups-say.md"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is not beside the project")


def bring_in(content: Path) -> Imported:
    return import_release(SEED, content, today=date(2026, 1, 1))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder that does not exist yet."""
    return tmp_path / "content"


def source_lines() -> list[str]:
    """Its lines with text in them, runs of spaces as one."""
    text = SEED.read_text(encoding="utf-8").replace("\u00a0", " ")
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def test_headline_dates_and_dateline_are_read(content: Path, settings: Any):
    imported = bring_in(content)
    assert imported.path == content / PLACE
    library = read_library(settings(content), read_held=True)
    assert [reading.state for reading in library.unseen] == [State.HELD]
    [item] = library.held
    record: Any = item.record
    assert record.title == source_lines()[0]
    assert record.title == (
        "New Document Confirms Secure Communities Program is Voluntary, "
        "Rights Groups Say ICE Must Allow Counties Opt Out"
    )
    assert (record.date, record.modified) == (date(2010, 9, 1), date(2010, 9, 1))
    assert record.dateline == "San Francisco, New York and Washington D.C."
    assert record.uid.startswith("urn:uuid:")
    assert record.status == "draft"


def test_every_paragraph_stays_word_for_word(content: Path):
    text = bring_in(content).path.read_text(encoding="utf-8")
    body = text.split("\n---\n", 1)[1].strip().split("\n\n")
    lines = source_lines()
    first = lines[1].split("—", 1)[1]
    assert body == [first, *lines[2:11]]


def test_every_quotation_keeps_its_marks(content: Path):
    text = bring_in(content).path.read_text(encoding="utf-8")
    quotations = re.findall(r"“[^”]+”|\"[^\"]+\"", SEED.read_text(encoding="utf-8"))
    assert len(quotations) >= 9
    for quotation in quotations:
        assert " ".join(quotation.split()) in text


def test_the_organization_is_made_of_the_closing_paragraph(content: Path, settings: Any):
    text = bring_in(content).path.read_text(encoding="utf-8")
    assert "boilerplate:\n  - center-for-constitutional-rights\n" in text
    assert "organizations:\n  lead:\n    - center-for-constitutional-rights\n" in text
    # Only the draft names it, so it does not exist for readers yet.
    assert "center-for-constitutional-rights" in read_library(settings(content)).unseen_organizations
    organization = read_lists(content, ["organizations.yml"]).organizations["center-for-constitutional-rights"]
    assert organization.name == "Center for Constitutional Rights"
    assert organization.boilerplate == source_lines()[11]


def test_published_it_builds_and_both_click_here_stand_in_its_way(content: Path, settings: Any):
    imported = bring_in(content)
    text = imported.path.read_text(encoding="utf-8")
    imported.path.write_text(text.replace("status: draft", "status: published"), encoding="utf-8")
    library = read_library(settings(content))
    problems = [p for p in find_problems(make_edition(library)) if p.severity is not Severity.WARNING]
    assert [item.slug for item in library.releases] == [Path(PLACE).stem]
    assert [p.code for p in problems] == ["L006", "L006"]
    noted = [int(m[1]) for note in imported.notes if (m := re.match(rf"{re.escape(PLACE)}:(\d+): “click here”", note))]
    assert noted == [p.line for p in problems]


def test_each_click_here_comes_with_its_words_and_what_it_may_mean(content: Path):
    for name in ("hennessey-letter", "lofgren-letter", "groups-response", "foia-complaint"):
        folder = content / "documents" / name
        folder.mkdir(parents=True)
        (folder / "index.md").write_bytes((demonstration() / "documents" / name / "index.md").read_bytes())
    first, second = (note for note in bring_in(content).notes if "“click here”" in note)
    assert "Sheriff Hennessey’s letter, click here." in first
    assert "{document}hennessey-letter" in first
    assert "{document}lofgren-letter" in first
    assert "{document}foia-complaint" not in first
    assert "groups' response to the seven-page ICE document, click here." in second
    assert second.index("{document}groups-response") > 0


def test_a_second_time_is_noticed(content: Path):
    path = bring_in(content).path
    before = path.read_bytes()
    with pytest.raises(Refused) as refused:
        bring_in(content)
    assert f"has already been imported: {PLACE}" in str(refused.value)
    path.write_bytes(before.replace(b"underscored", b"stressed"))
    with pytest.raises(Refused, match="has already been imported"):
        bring_in(content)
    assert [p.name for p in content.iterdir() if p.is_file()] == ["organizations.yml"]
