"""`invoke demo` writes an archive that can be published as it is, says what it is, and is always the same."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pypdfium2
import pytest

from plugins.desk.building import ROOT, BuildResult, run_build
from plugins.desk.demo import SITE, DemoReport, making, releases, words
from plugins.desk.demo.making import make_demo
from plugins.desk.demo.pages import README
from plugins.desk.demo.plan import WITHOUT_TEXT, Archive, Look, Paper, plan
from plugins.desk.demo.releases import release_files
from plugins.desk.demo.scans import scanned_pdf
from plugins.desk.demo.sheets import Faces, faces, set_paper, text_pdf
from plugins.desk.demo.words import BLACK, HELD_MARK, PAGE_MARK
from plugins.desk.refusal import Refused
from plugins.evidence.audit.audit import audit
from plugins.evidence.ingest.ingest import ingest
from plugins.evidence.model import Evidence
from plugins.evidence.quoting.quotations import verify
from plugins.newsroom.library.edition import Edition, make_edition
from plugins.newsroom.library.quotations import checked_quotations
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings

NOW = "2026-06-01T00:00:00Z"
SMALL = {"releases": 12, "cases": 2, "documents": 8}
MARKED = re.compile(rf"sample data|datos de ejemplo|{HELD_MARK}", re.IGNORECASE)
NAMED = re.compile(rf"sample|ejemplo|{HELD_MARK}", re.IGNORECASE)
DigestOf = dict[str, str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoReport:
    return make_demo(tmp_path_factory.mktemp("demo") / "archive", **SMALL)


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: tmp_path_factory.mktemp(f"demo-{name}") for name in ("output", "cache")}


@pytest.fixture(scope="module")
def build(demo: DemoReport, rooms: dict[str, Path]) -> BuildResult:
    """A build for publication."""
    return run_build(
        content=demo.content,
        output=rooms["output"],
        now=NOW,
        site_url="https://example.org",
        settings=ROOT / "publishconf.py",
        more={"SEARCH": False, "CACHE_PATH": str(rooms["cache"])},
    )


@pytest.fixture(scope="module")
def read(demo: DemoReport, rooms: dict[str, Path], build: BuildResult) -> Edition:
    """What `invoke check` knows of it, held records included."""
    given: dict[str, Any] = {
        "PATH": str(demo.content),
        "OUTPUT_PATH": str(rooms["output"]),
        "CACHE_PATH": str(rooms["cache"]),
        "THEME": str(ROOT / "theme"),
        "SITEURL": "https://example.org",
        "TIMEZONE": "America/New_York",
        "NOW": NOW,
    }
    return make_edition(read_library(read_settings(given), read_held=True))


@pytest.fixture(scope="module")
def full() -> Archive:
    """The plan of the archive that is made where nothing is asked for."""
    return plan(releases=200, cases=12, documents=60, seed=2010)


@pytest.fixture(scope="module")
def known() -> Faces:
    return faces()


# It can be published


def test_it_builds_for_publication_without_a_word_of_complaint(build: BuildResult):
    assert build.exit_code == 0, build.text
    said = re.findall(r": ([A-Z]\d{3}) ", build.text)
    assert set(said) <= {"R012"}, "what is held there waits for decades, and is pointed at"


def test_every_quotation_stands_on_its_page_word_for_word(read: Edition):
    found = checked_quotations(read)
    assert len(found) >= 20
    assert {quotation.verdict.kind for quotation in found} == {"exact"}
    assert {quotation.item.kind for quotation in found} == {"release", "case", "document"}
    assert {quotation.item.lang for quotation in found} == {"en", "es"}


def test_what_is_held_is_there_and_leaves_no_byte(read: Edition, rooms: dict[str, Path], build: BuildResult):
    assert Counter(item.kind for item in read.library.held) == {"release": 5, "case": 1, "document": 2}
    assert all(HELD_MARK in item.record.title for item in read.library.held)
    mark = HELD_MARK.lower().encode()
    for file in rooms["output"].rglob("*"):
        assert mark not in str(file).lower().encode()
        assert not file.is_file() or mark not in file.read_bytes().lower(), file


def test_it_holds_every_instrument(build: BuildResult, rooms: dict[str, Path]):
    files = {file.relative_to(rooms["output"]).as_posix() for file in rooms["output"].rglob("*") if file.is_file()}
    for pattern in (
        r"press/briefings\.ics", r"releases/\d{4}/[^/]+/briefing\.ics", r"releases/\d{4}/[^/]+/[^/]+\.zip",
        r"press/sample-chart\.png", r"releases/by/kind/advisory/index\.html", r"trackers/[^/]+/by/status/1/index\.html",
        r"(es/)?embed/release/[^/]+/index\.html", r"embed/tracker/[^/]+/index\.html",
        r"embed/document/[^/]+/\d+/index\.html",
    ):  # fmt: skip
        assert any(re.fullmatch(pattern, path) for path in files), pattern
    invitations = [rooms["output"] / path for path in files if path.endswith("/briefing.ics")]
    assert any("Pacific" in file.with_name("index.html").read_text(encoding="utf-8") for file in invitations)


def test_every_record_has_its_own_identity(read: Edition):
    items = (*read.library.items, *read.library.held)
    assert all(item.uid_is_frozen for item in items)
    assert len({item.uid for item in items}) == len(items)


def test_no_pdf_says_more_than_it_shows(demo: DemoReport):
    files = sorted(file for file in demo.content.rglob("*.pdf") if "brief" not in file.name)
    assert len(files) == SMALL["documents"]
    assert [finding for file in files for finding in audit(file)] == []


# It says what it is


def test_every_text_and_every_title_says_that_it_is_a_sample(demo: DemoReport):
    texts = [file for file in demo.content.rglob("*") if file.suffix in (".md", ".yml", ".txt")]
    assert len(texts) > 30
    for file in texts:
        text = file.read_text(encoding="utf-8")
        assert MARKED.search(text), file
        for title in re.findall(r"^(?:title|summary): (.+)$", text, re.MULTILINE):
            assert NAMED.search(title), (file, title)
    assert (demo.content.parent / "README.txt").read_text(encoding="utf-8") == README


def test_the_page_of_every_record_says_so_too(read: Edition, rooms: dict[str, Path]):
    addresses = [item.address for item in read.library.items if item.address and item.slug != "press"]
    addresses += [f"organizations/{slug}/" for slug in read.library.organizations]
    assert len(addresses) > 30
    for address in addresses:
        page = (rooms["output"] / address / "index.html").read_text(encoding="utf-8")
        main = page.partition("<main")[2]
        heading = re.search(r"<h1\b.*?</h1>", main, re.DOTALL)
        assert heading and NAMED.search(heading[0]), address
        assert MARKED.search(main) or "Withdrawn" in main, address


def test_every_pdf_says_so_in_its_title_and_at_the_head_of_every_page(demo: DemoReport):
    for file in demo.content.rglob("*.pdf"):
        with pikepdf.open(file) as pdf:
            assert str(pdf.docinfo["/Title"]).endswith("(sample data)")
        for text in texts_of(file.read_bytes()):
            assert not text.strip() or text.startswith((PAGE_MARK, "Case 0:00-cv-")), file
    for file in demo.content.rglob("documents/*/*.txt"):
        sections = file.read_text(encoding="utf-8").split("\f")
        assert all(section.startswith(PAGE_MARK) for section in sections), file


def test_nobody_can_be_reached_by_it(demo: DemoReport):
    for file in demo.content.rglob("*"):
        if file.suffix in (".md", ".yml"):
            text = file.read_text(encoding="utf-8")
            assert set(re.findall(r"https?://([^/\s)]+)", text)) <= {"example.org"}, file
            assert set(re.findall(r"@([\w.]+\w)", text)) <= {"example.org"}, file
            assert all(number.startswith("+1 555 555 01") for number in re.findall(r"\+[\d ]{8,}", text)), file
            assert set(re.findall(r"\d:\d\d-cv-", text)) <= {"0:00-cv-"}, file


def test_whatever_has_a_name_is_called_a_sample():
    names = (*words.AGENCIES, *words.PEOPLE, *words.JUDGES, *words.COURTS, words.APPEALS, *words.PLACES)
    assert [name for name in names if "Sample" not in name] == []


def test_each_contact_and_organization_is_called_a_sample(read: Edition):
    entries = (*read.library.contacts.values(), *read.library.organizations.values())
    assert entries
    assert all(entry.name.startswith("Sample ") for entry in entries)


# It is always the same


def test_the_same_numbers_give_the_same_bytes_and_another_seed_others(demo: DemoReport, tmp_path: Path):
    again = make_demo(tmp_path / "again", **SMALL)
    assert digests(again.content.parent) == digests(demo.content.parent)
    other = make_demo(tmp_path / "other", **SMALL, seed=1)
    assert digests(other.content.parent) != digests(demo.content.parent)


def test_zone_and_language_of_the_computer_leave_no_trace(tmp_path: Path):
    here = make_demo(tmp_path / "here", releases=2, cases=1, documents=5)
    run = "from pathlib import Path; from plugins.desk.demo import make_demo; " \
          "make_demo(Path('there'), releases=2, cases=1, documents=5)"  # fmt: skip
    about = {
        **os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", run], cwd=tmp_path, env=about, check=True)
    assert digests(tmp_path / "there") == digests(here.content.parent)


# What is in it


def test_the_whole_archive_has_what_was_promised(full: Archive):
    assert (len(full.releases), len(full.cases), len(full.papers)) == (200, 12, 60)
    assert sum(release.is_translated for release in full.releases) == 20
    assert sum(release.is_withdrawn for release in full.releases) == 2
    assert not any(release.is_withdrawn and release.is_translated for release in full.releases)
    assert len({release.day.year for release in full.releases}) == 16
    pages = [len(paper.leaves) for paper in full.papers]
    assert max(pages) == 120
    assert sum(count > 25 for count in pages) == 6
    assert {paper.look for paper in full.papers} == set(Look)
    assert sum(paper.look in WITHOUT_TEXT for paper in full.papers) == 9
    assert {paper.lang for paper in full.papers} == {"en", "es"}
    assert all(case.papers for case in full.cases)


def test_a_release_names_only_what_was_out_before_it(full: Archive):
    for release in full.releases:
        assert release.paper.day < release.day
        assert release.other.day < release.day
        assert release.case is None or release.case.filed < release.day
        assert release.earlier is None or (release.earlier.day < release.day and not release.earlier.is_withdrawn)


def test_releases_have_every_part_that_a_release_can_have(full: Archive):
    texts = [data.decode() for path, data in release_files(full) if path.endswith(".md")]
    for part, least in {
        "\nstatus: withdrawn\n": 2,
        "\ntranslation: true\n": 20,
        "\nembargo: 2099-01-01T10:00-05:00\n": 2,
        "\nstatus: draft\n": 2,
        "\naliases:\n": 10,
        "kind: correction\n": 5,
        "kind: update\n": 5,
        "\ncoverage:\n": 10,
        "\nimages:\n": 10,
        "\n![": 10,
        "\nsubtitle: ": 50,
        "\n| :-- |": 50,
        "\n[^count]: ": 40,
        "\n1. ": 40,
        "\n- Which": 40,
        "\n:   ": 30,
        "[“": 40,
        "[...]": 20,
        "]({release}": 80,
        "]({case}": 100,
    }.items():
        assert sum(part in text for text in texts) >= least, part


@pytest.mark.parametrize(
    ("look", "kinds"),
    [
        (Look.TEXT, {"text"}),
        (Look.REDACTED, {"text"}),
        (Look.SCAN, {"scan"}),
        (Look.COLOR_SCAN, {"scan"}),
        (Look.LAYERED_SCAN, {"ocr"}),
        (Look.STAMPED_SCAN, {"stamp"}),
    ],
)
def test_each_look_is_taken_for_what_it_is(look: Look, kinds: set[str], full: Archive, known: Faces, tmp_path: Path):
    paper = next(paper for paper in full.papers if paper.look is look)
    file = tmp_path / "paper.pdf"
    sheets = set_paper(paper, known)
    is_typed = look in (Look.TEXT, Look.REDACTED)
    file.write_bytes(text_pdf(paper.title, sheets) if is_typed else scanned_pdf(paper, sheets, Random(1)))
    evidence = ingest([file], tmp_path / "cache")[file]
    assert isinstance(evidence, Evidence)
    assert {page.kind for page in evidence.pages} == kinds
    assert evidence.findings == ()
    assert ({page.image.suffix for page in evidence.pages if page.image} == {".webp"}) is (look is Look.COLOR_SCAN)


def test_a_scan_with_its_text_beside_it_can_be_read(read: Edition):
    texts = [
        page.text
        for item in read.library.documents
        if "its text beside it" in item.record.summary and item.file
        for page in item.file.evidence.pages
    ]
    assert texts
    assert all(PAGE_MARK in text for text in texts)


def test_the_text_of_a_typed_page_is_what_was_written_accents_and_all(full: Archive, known: Faces):
    for paper in (first(full, "es"), first(full, "en")):
        sheets = set_paper(paper, known)
        pages = texts_of(text_pdf(paper.title, sheets))
        assert [text.split() for text in pages] == [" ".join(sheet.lines).split() for sheet in sheets]
    assert re.search("[áéíóúñ¿«]", "".join(texts_of(text_pdf("", set_paper(first(full, "es"), known)))))


def test_below_a_black_box_there_is_nothing(full: Archive, known: Faces):
    paper = next(paper for paper in full.papers if paper.look is Look.REDACTED)
    hidden = [s for leaf in paper.leaves for paragraph in leaf.paragraphs for s in paragraph if BLACK in s]
    sheets = set_paper(paper, known)
    assert hidden
    assert sum(shape.endswith("re f") for sheet in sheets for shape in sheet.shapes) >= len(hidden)
    assert BLACK not in "".join("".join(sheet.texts) for sheet in sheets)
    assert all(BLACK not in paper.passage(Random(number)).words for number in range(50))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_seed_every_page_holds_its_text_and_every_passage_can_be_cited(seed: int, known: Faces):
    for paper in plan(releases=20, cases=3, documents=30, seed=seed).papers:
        sheets = set_paper(paper, known)
        passage = paper.passage(Random(seed))
        page = "\n".join(sheets[passage.page - 1].lines)
        assert verify(passage.words, page, scan=False).kind == "exact", passage


@pytest.mark.parametrize("counts", [(1, 1, 1), (5, 40, 3), (30, 2, 400)])
def test_any_numbers_make_an_archive_whose_days_are_past(counts: tuple[int, int, int]):
    archive = plan(releases=counts[0], cases=counts[1], documents=counts[2], seed=1)
    assert max(paper.day.year for paper in archive.papers) <= 2025
    assert max(release.day.year for release in archive.releases) <= 2025


# It asks before it writes


def test_a_large_archive_names_no_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "chart", lambda *_: b"a picture")
    monkeypatch.setattr(releases, "tones", lambda: b"a recording")
    files = dict(release_files(plan(releases=2000, cases=12, documents=20, seed=2010)))
    for path, data in files.items():
        if path.endswith(".md"):
            for name in re.findall(rb"(?:file: |\{attach\})([\w-]+\.(?:png|wav|txt))", data):
                assert f"{path.rpartition('/')[0]}/{name.decode()}" in files, (path, name)


def test_an_empty_folder_is_used(tmp_path: Path):
    report = make_demo(tmp_path, releases=1, cases=1, documents=1)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["README.txt", "content"]
    assert report.content == tmp_path / "content"
    assert report.files == sum(file.is_file() for file in tmp_path.rglob("*"))


def hold(folder: Path) -> Path:
    (folder / "letter.md").write_text("Mine.", encoding="utf-8")
    return folder


def a_file(folder: Path) -> Path:
    (folder / "file").write_text("Mine.", encoding="utf-8")
    return folder / "file"


@pytest.mark.parametrize(
    ("taken", "what"),
    [
        (hold, "is not empty: letter.md is in it"),
        (a_file, "is not a folder"),
        (lambda folder: a_file(folder) / "below", "cannot be written"),
    ],
)
def test_a_folder_that_is_taken_is_refused_and_left_as_it_is(taken: Callable[[Path], Path], what: str, tmp_path: Path):
    folder = taken(tmp_path)
    with pytest.raises(Refused) as refused:
        make_demo(folder, **SMALL)
    first_line, second_line = str(refused.value).split("\n")
    assert what in first_line
    assert second_line.startswith("  Fix: ")
    assert len(list(tmp_path.rglob("*"))) == 1


@pytest.mark.parametrize("name", ["releases", "cases", "documents"])
def test_an_archive_of_none_is_refused(name: str, tmp_path: Path):
    with pytest.raises(Refused, match=rf"^0 {name} make no archive\n  Fix: "):
        make_demo(tmp_path / "archive", **{**SMALL, name: 0})
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize("is_there", [True, False])
def test_who_interrupts_it_finds_nothing_half_written(is_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(archive: Archive) -> Any:
        yield "a.md", b""
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "document_files", interrupted)
    folder = tmp_path / "archive"
    if is_there:
        folder.mkdir()
    with pytest.raises(KeyboardInterrupt):
        make_demo(folder, releases=1, cases=1, documents=1)
    assert folder.exists() is is_there
    assert not is_there or list(folder.iterdir()) == []


def test_the_report_counts_and_says_how_to_go_on(demo: DemoReport):
    head, look, build_it = demo.text.split("\n")
    assert "12 releases (2 of them in Spanish too), 2 cases and 8 documents" in head
    assert look == f"To look at it: invoke serve --content {demo.content}"
    assert all(f"{name}=" in build_it for name in SITE)


def digests(folder: Path) -> DigestOf:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def texts_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


def first(archive: Archive, lang: str) -> Paper:
    return next(paper for paper in archive.papers if paper.lang == lang and paper.look is Look.TEXT)
