"""What is held does not exist: whole sites with it are, byte for byte, the sites without it."""

import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from plugins.checks.rules import find_problems
from plugins.desk.building import run_build
from plugins.records.problems import Problem, Severity
from plugins.render.manifest import MANIFEST
from tests.conftest import EditionMaker
from tests.depth import cases
from tests.newsroom.pages.drawing import drawn
from tests.promises.sites import (
    LATER,
    MARK,
    NOW,
    SampleSite,
    edition_of,
    sample_pdf,
    sample_png,
    sample_sites,
    write_files,
)
from tests.whole.crawler import tree

PLANTED = re.compile(rf"{MARK}[a-p]{{3}}".encode())
"""A whole word: its first letters alone are in the bytes of one picture in a hundred."""
whole_sites = partial(settings, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


# The differential


@whole_sites(max_examples=cases(20, 300))
@given(site=sample_sites())
def test_the_site_with_what_is_held_is_the_site_without_it(site: SampleSite, cache: Path) -> None:
    with TemporaryDirectory() as folder:
        without = edition_of(site.out, Path(folder) / "without", cache)
        beside = edition_of(site.everything, Path(folder) / "beside", cache)
        assert len(beside.library.unseen) == site.records
        for edition in (without, beside):
            assert [p for p in find_problems(edition) if p.severity is Severity.ERROR] == []
        assert drawn(beside) == drawn(without)


@whole_sites(max_examples=cases(2, 30))
@given(site=sample_sites())
def test_a_build_beside_held_items_touches_nothing_of_the_site_without_them(site: SampleSite) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        build(site.out, place)
        before = tree(place / "output")
        times = {path: os.lstat(place / "output" / path).st_mtime_ns for path in before if path != MANIFEST}
        assert ": 0 written, 0 removed." in build(site.everything, place)
        assert tree(place / "output") == before
        assert {path: os.lstat(place / "output" / path).st_mtime_ns for path in times} == times


@whole_sites(max_examples=cases(2, 30))
@given(site=sample_sites())
def test_what_is_held_again_leaves_no_trace_and_its_pages_are_named(site: SampleSite) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        build(site.everything, place, now=LATER)
        out_by_then = set(tree(place / "output"))
        said = build(site.everything, place)
        made = tree(place / "output")
        build(site.out, place / "fresh")
        assert made == tree(place / "fresh/output")
        assert [path for path, data in made.items() if MARK in path or PLANTED.search(data.lower())] == []
        gone = [path for path in out_by_then - set(made) if path.endswith("/index.html")]
        records = [
            path for path in gone if path.startswith(("releases/", "cases/", "documents/")) and "/text/" not in path
        ]
        (line,) = [line for line in said.splitlines() if line.startswith("Taken off the site: ")] or [""]
        named = [path for path in records if f"/{path.removesuffix('index.html')}" in line]
        assert len(named) == len(records) or (len(named) == 5 and " more." in line)


def build(files: Mapping[str, bytes], place: Path, now: str = NOW) -> str:
    write_files(place / "content", files)
    result = run_build(
        content=place / "content",
        output=place / "output",
        now=now,
        site_url="https://example.org",
        more={"SEARCH": False, "CACHE_PATH": str(place / "cache")},
    )
    assert result.exit_code == 0, result.text
    return result.text


# Held again, told


HEAD = "---\ntitle: Sample\nuid: urn:sample:{name}\ndate: 2010-09-01\n{fields}---\nSample data.\n"


def release(name: str, fields: str = "") -> bytes:
    return HEAD.format(name=name, fields=fields).encode()


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ("status: draft\n", "2010"),
        ("embargo: 2010-10-01T12:00:01Z\n", "2010"),
        ("status: draft\ntgas: a fault\n", "2010"),
    ],
)
def test_a_page_that_is_held_again_is_named_with_where_it_remains(tmp_path: Path, fields: str, year: str) -> None:
    files = {"releases/a.md": release("a"), "releases/b.md": release("b")}
    files["releases/b.png"] = sample_png(MARK)
    build({**files, "releases/b.md": release("b") + b"\n![Zanzibar]({static}b.png)\n"}, tmp_path)
    assert "releases/2010/b/b.png" in tree(tmp_path / "output")
    said = build({**files, "releases/b.md": release("b", fields)}, tmp_path)
    build({**files, "releases/b.md": release("b", fields)}, tmp_path / "fresh")
    assert tree(tmp_path / "output") == tree(tmp_path / "fresh/output")
    (line,) = [line for line in said.splitlines() if line.startswith("Taken off the site")]
    assert f"/releases/{year}/b/" in line
    for place in ("Search engines", "feed readers", "browsers", "web archives"):
        assert place in line
    assert build({**files, "releases/b.md": release("b", fields)}, tmp_path).count("Taken off the site") == 0


def test_a_page_whose_date_moves_to_another_year_is_held_again_too(tmp_path: Path) -> None:
    build({"releases/b.md": release("b"), "releases/b.eu.md": release("eu", "translation: true\nlang: eu\n")}, tmp_path)
    moved = {"releases/b.md": release("b").replace(b"2010-09-01", b"2011-02-01")}
    line = build(moved, tmp_path).splitlines()[-1]
    assert line.startswith("Taken off the site: /eu/releases/2010/b/, /releases/2010/b/")


def test_what_is_deleted_or_renamed_is_not_called_held(tmp_path: Path) -> None:
    build({"releases/a.md": release("a"), "releases/b.md": release("b")}, tmp_path)
    (tmp_path / "content/releases/b.md").unlink()
    said = build({"releases/c.md": release("c", "status: draft\n")}, tmp_path)
    assert "Taken off the site" not in said


# A document that is held is not read


def test_a_held_document_is_not_even_read_into_the_cache(tmp_path: Path) -> None:
    head = "---\ntitle: Sample\nkind: memo\nuid: urn:sample:{0}\nstatus: {1}\n---\n"
    secret = sample_pdf(1, f"{MARK}unread")
    files = {
        "documents/out/index.md": head.format("out", "published").encode(),
        "documents/out/out.pdf": sample_pdf(1, "openly"),
        "documents/held/index.md": f"{head.format('held', 'draft')}{MARK}body".encode(),
        "documents/held/held.pdf": secret,
    }
    build(files, tmp_path)
    kept = tree(tmp_path / "cache")
    assert len([path for path in kept if path.endswith("published.pdf")]) == 1
    assert [path for path, data in kept.items() if MARK.encode() in data] == []


# Files that lie beside both


MEMO = "---\ntitle: Sample memo\nkind: memo\nuid: urn:sample:memo\n{0}---\nSample data.\n"
VERSION = "---\ntitle: Memoria\nkind: memo\nuid: urn:sample:memo:es\nslug: memo\nlang: es\ntranslation: true\n{0}---\n"
OWN, THEIRS = sample_pdf(1, "openly"), sample_pdf(2, f"{MARK}theirs")


def memo(version: str, *, original: str = "", own: bytes = OWN) -> dict[str, bytes | str]:
    files = {"documents/memo/index.md": MEMO.format(original), "documents/memo/index.es.md": VERSION.format(version)}
    return {**files, **({"documents/memo/memo.pdf": own} if own else {}), "documents/memo/es.pdf": THEIRS}


@pytest.mark.parametrize(
    "hold",
    ["status: draft\nfile: es.pdf\n", "date: 2011-01-01\nfile: es.pdf\n", "status: draft\nfile: es.pdf\ntgas: a\n",
     "status: draft\nversions:\n- date: 2010-01-01\n  file: es.pdf\n"],
)  # fmt: skip
def test_the_pdf_of_a_held_version_is_not_the_visible_one_s(edition: EditionMaker, hold: str) -> None:
    with_held = edition(memo(hold))
    assert errors(with_held) == []
    (document,) = with_held.library.documents
    assert document.file is not None
    assert (document.file.path, document.file.pages) == ("documents/memo/memo.pdf", 1)


def test_a_pdf_that_only_a_held_version_names_is_an_error_and_goes_nowhere(edition: EditionMaker) -> None:
    doubtful = edition(memo("status: draft\nfile: es.pdf\n", own=b""))
    (found,) = errors(doubtful)
    assert (found.path, found.code) == ("documents/memo/index.md", "D002")
    assert "es.pdf" in found.what and "file: es.pdf" in found.fix
    site = drawn(doubtful)
    assert not any(path.endswith(".pdf") for path in site)
    assert not any(MARK.encode() in data for data in site.values())


def test_a_pdf_that_both_name_is_that_of_both(edition: EditionMaker) -> None:
    shared = edition(memo("status: draft\nfile: es.pdf\n", original="file: es.pdf\n", own=b""))
    assert errors(shared) == []
    assert "documents/memo/memo.pdf" in drawn(shared)


def errors(edition: object) -> list[Problem]:
    return [p for p in find_problems(edition) if p.severity is Severity.ERROR]  # type: ignore[arg-type]


# A translation waits with its original


@pytest.mark.parametrize("original", ["status: draft\n", "status: draft\nstauts: a fault\n", "date: 2011-01-01\n"])
def test_a_translation_does_not_go_out_before_its_original(edition: EditionMaker, original: str) -> None:
    date = "" if "date:" in original else "date: 2010-09-01\n"
    head = "---\ntitle: Sample\nuid: urn:sample:{0}\n{1}---\nSample data.\n"
    translation = "date: 2010-09-01\nlang: es\ntranslation: true\n"
    files = {
        "releases/a.md": head.format("a", f"{date}{original}"),
        "releases/a.es.md": head.format("a:es", translation),
    }
    assert edition(files).library.releases == ()


@pytest.mark.parametrize(
    "draft",
    ["lang: eu\ntranslation: true\nstatus: draft\ntgas: a\n", "lang: eu\nslug: a\nstatus: draft\ntranslation: treu\n"],
)
def test_a_held_translation_keeps_no_other_one_back(edition: EditionMaker, draft: str) -> None:
    head = "---\ntitle: Sample\nuid: urn:sample:{0}\ndate: 2010-09-01\n{1}---\nSample data.\n"
    files = {
        "releases/a.md": head.format("a", ""),
        "releases/a.es.md": head.format("a:es", "lang: es\ntranslation: true\n"),
        "releases/a.eu.md": head.format("a:eu", draft),
    }
    assert {item.lang for item in edition(files).library.releases} == {"en", "es"}


# A visible record that refers to what is held


TARGETS = {
    "release": "releases/zanzibar.md",
    "case": "cases/zanzibar.md",
    "document": "documents/zanzibar/index.md",
}
LINKS = {
    "a release": ("We [will say so]({release}zanzibar) then.", "release"),
    "a case": ("We [will say so]({case}zanzibar#entry-4) then.", "case"),
    "a document": ("We [will say so]({document}zanzibar) then.", "document"),
    "a page of a document": ("We [will say so]({document}zanzibar#page=7) then.", "document"),
    "a record's file": ("We [will say so]({filename}/releases/zanzibar.md) then.", "release"),
    "a document's file": ("We [will say so]({static}/documents/zanzibar/zanzibar.pdf) then.", "document"),
    "a quotation": ("> We will say so then.\n> — [The memo, p. 1]({document}zanzibar#page=1)", "document"),
}
FIELDS = {
    "release.cases": ("releases/a.md", "cases: [zanzibar]", "case"),
    "release.documents": ("releases/a.md", "documents: [zanzibar]", "document"),
    "case.docket": (
        "cases/a.md",
        "docket: [{entry_number: 1, date_filed: 2010-01-05, description: Sample, documents: [zanzibar]}]",
        "document",
    ),
    "case.timeline": ("cases/a.md", "timeline: [{date: 2010-01-01, title: Sample, document: zanzibar}]", "document"),
    "document.case": ("documents/a/index.md", "case: zanzibar", "case"),
    "withdrawn.replacement": (
        "releases/a.md",
        "withdrawn: {date: 2010-09-02, reason: Sample, replacement: '{release}zanzibar'}",
        "release",
    ),
}
HELD: Mapping[str, Callable[[str], dict[str, bytes | str]]] = {
    "draft": lambda kind: target(kind, "status: draft"),
    "date": lambda kind: target(kind, "date: 2011-01-01"),
    "faulty draft": lambda kind: target(kind, "status: draft\ntgas: a"),
}


def target(kind: str, hold: str) -> dict[str, bytes | str]:
    date = "" if "date:" in hold else "date: 2010-09-01\n"
    own = {"case": "summary: Sample\n", "document": "kind: memo\n"}.get(kind, "")
    head = f"---\ntitle: Zanzibar\nuid: urn:sample:zanzibar\n{own}{date}{hold}\n---\nZanzibar.\n"
    pdf: dict[str, bytes | str] = {"documents/zanzibar/zanzibar.pdf": sample_pdf(1, "Zanzibar")}
    return {TARGETS[kind]: head, **(pdf if kind == "document" else {})}


def referring(path: str, field: str = "", text: str = "Sample data.") -> dict[str, bytes | str]:
    own = {"cases": "summary: Sample\n", "documents": "kind: memo\n"}.get(path.split("/")[0], "")
    status = "status: withdrawn\n" if field.startswith("withdrawn") else ""
    return {path: f"---\ntitle: Sample\nuid: urn:sample:a\ndate: 2010-09-01\n{own}{status}{field}\n---\n{text}\n"}


@pytest.mark.parametrize("hold", HELD)
@pytest.mark.parametrize("way", LINKS)
def test_a_link_to_what_is_held_waits_with_it_and_its_words_stay(edition: EditionMaker, way: str, hold: str) -> None:
    text, kind = LINKS[way]
    made = edition({**referring("releases/a.md", text=text), **HELD[hold](kind)})
    found = [p for p in find_problems(made) if p.path == "releases/a.md" and p.code != "R015"]
    lines = 8 if way == "a quotation" else 7
    assert [(p.code, p.line, p.severity) for p in found] == [("L002", lines, Severity.PUBLICATION)]
    site = drawn(made)
    assert no_trace(site) == []
    words = "We will say so then."
    page, wire = site["releases/2010/a/index.html"].decode(), site["releases/2010/a/index.txt"].decode()
    assert (words in page, words in wire) == (True, True)


@pytest.mark.parametrize("hold", HELD)
@pytest.mark.parametrize("field", FIELDS)
def test_a_field_that_names_what_is_held_waits_with_it(edition: EditionMaker, field: str, hold: str) -> None:
    path, written, kind = FIELDS[field]
    made = edition({**referring(path, written), **HELD[hold](kind)})
    found = [p for p in find_problems(made) if p.path == path and p.code != "R015"]
    lines = len(referring(path, written)[path].split("\n")) - 3  # type: ignore[arg-type]
    assert [(p.code, p.line, p.severity) for p in found] == [("R005", lines, Severity.PUBLICATION)]
    assert no_trace(drawn(made)) == []


@pytest.mark.parametrize("way", LINKS)
def test_a_link_to_nothing_is_an_error(edition: EditionMaker, way: str) -> None:
    found = [p for p in find_problems(edition(referring("releases/a.md", text=LINKS[way][0]))) if p.code != "R015"]
    assert [(p.code, p.severity) for p in found] == [("L001", Severity.ERROR)]


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_that_names_nothing_is_an_error(edition: EditionMaker, field: str) -> None:
    path, written, _ = FIELDS[field]
    found = [p for p in find_problems(edition(referring(path, written))) if p.code != "R015"]
    assert [(p.code, p.severity) for p in found] == [("R004", Severity.ERROR)]


def no_trace(site: Mapping[str, bytes]) -> list[str]:
    return [path for path, data in site.items() if "zanzibar" in path or b"zanzibar" in data.lower()]
