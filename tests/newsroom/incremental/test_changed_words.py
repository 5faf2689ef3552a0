"""After a few words have changed, only their pages are made, and every byte is that of a build from nothing."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import read_settings as pelican_settings

from plugins.desk.building import BuildResult, run_build
from plugins.newsroom.library import reading as library
from plugins.newsroom.library.settings import read_settings
from tests.conftest import ContentMaker
from tests.newsroom.pages.test_fingerprints import site
from tests.promises.sites import sample_pdf
from tests.whole.crawler import tree

ROOT = Path(__file__).parents[3]
OLD = 1_000_000_000
PLAIN = """---
title: Sample plain
uid: tag:x,2010:plain
date: 2010-09-05
summary: A sample summary.
---
Sample words.

See [another]({release}a), *and so on*. More.
"""
PLACED = PLAIN.replace("plain", "placed").replace("summary:", "dateline: Oakland\nsummary:")
NOTED = "---\ntitle: Sample noted\nuid: tag:x,2010:noted\ndate: 2010-09-06\n---\nFirst.\n\nClick here.\n\nLast.\n"


@pytest.fixture
def desk(make_content: ContentMaker, pdf: Any, png: Any, tmp_path: Path) -> Path:
    memo = {"documents/memo/memo.pdf": sample_pdf(2, "The records shall be produced.")}
    make_content(
        {**site(pdf, png), **memo, "releases/plain.md": PLAIN, "releases/placed.md": PLACED, "releases/noted.md": NOTED}
    )
    for file in (tmp_path / "content").rglob("*"):
        os.utime(file, (OLD, OLD))
    return tmp_path


@pytest.fixture
def build(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[BuildResult, bool]]:
    """Build; the flag says whether all of the content was read."""

    def run(output: str = "out", *, may_fail: bool = False, **more: Any) -> tuple[BuildResult, bool]:
        read: list[bool] = []
        plain = library.read_library
        with monkeypatch.context() as patch:
            patch.setattr("plugins.newsroom.incremental.build_state.FRESH", 0)
            patch.setattr(
                "plugins.newsroom.library.reading.read_library", lambda *a, **k: read.append(True) or plain(*a, **k)
            )
            done = run_build(
                content=desk / "content", output=desk / output, now="2010-10-01T12:00:00Z",
                site_url="https://example.org", more={"SEARCH": False, "CACHE_PATH": str(desk / "cache"), **more},
            )  # fmt: skip
        assert done.exit_code == 0 or may_fail, done.text
        return done, bool(read)

    return run


def edit(desk: Path, path: str, old: str, new: str) -> None:
    file = desk / "content" / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


PLAIN_FILE, CITING = "releases/plain.md", "releases/2010/a.md"
OF_WORDS_ALONE = {
    "a word": (PLAIN_FILE, "More.", "Other."),
    "a paragraph below": (PLAIN_FILE, "*and so on*.", "*and so on*.\n\nIn between, *of it*."),
    "a paragraph above a link": (PLAIN_FILE, "See [", "Between.\n\nSee ["),
    "the first paragraph, below a summary": ("releases/2010/a.md", "See [the memo]", "Do see [the memo]"),
    "a word beside a checked quotation": (CITING, "and ![it]", "or ![it]"),
    "a word above a finding, in its line": ("releases/noted.md", "Last.", "The last."),
}
OF_MORE = {
    "a title": (PLAIN_FILE, "Sample plain", "Sample other"),
    "a tag": (PLAIN_FILE, "summary:", "tags: [Courts]\nsummary:"),
    "a change that is declared": (PLAIN_FILE, "summary:", "changes: [{date: 2010-09-07, note: Of words.}]\nsummary:"),
    "a link": (PLAIN_FILE, "More.", "[More]({case}suit)."),
    "the words of a link": (PLAIN_FILE, "[another]", "[one more]"),
    "a heading": (PLAIN_FILE, "More.", "More.\n\n## A heading\n\nWords."),
    "a quotation": (PLAIN_FILE, "More.", "More.\n\n> Words.\n> — Sample speaker"),
    "the first paragraph where it is the summary": ("releases/noted.md", "First.", "The first."),
    "a first paragraph that now has the dateline": (
        "releases/placed.md",
        "Sample words",
        "OAKLAND — Sample words",
    ),
    "a line above a finding": ("releases/noted.md", "Click", "More.\n\nClick"),
    "a line above a citation": (CITING, "See [the memo]", "More.\n\nSee [the memo]"),
    "a fault": (PLAIN_FILE, "date: 2010-09-05", "date: 2010-09-05\nembargo: 2010-09-06T12:00:00Z"),
    "a hold": (PLAIN_FILE, "summary:", "status: draft\nsummary:"),
    "a case": ("cases/suit.md", "Words.", "Other words."),
    "a list": ("contacts.yml", "0100", "0101"),
}


@pytest.mark.parametrize("name", [*OF_WORDS_ALONE, *OF_MORE])
def test_an_edit_gives_the_bytes_of_a_build_from_nothing(name: str, build: Any, desk: Path):
    build()
    edit(desk, *{**OF_WORDS_ALONE, **OF_MORE}[name])
    second, read = build()
    assert read == (name in OF_MORE)
    third, _ = build("fresh", CACHE_PATH=str(desk / "other cache"))
    made, fresh = tree(desk / "out"), tree(desk / "fresh")
    assert [path for path in made.keys() | fresh.keys() if made.get(path) != fresh.get(path)] == []
    assert findings(second) == findings(third)
    again, read = build()
    assert not read and ": 0 written, 0 removed." in again.text and findings(again) == findings(third)
    assert tree(desk / "out") == fresh


def findings(result: BuildResult) -> list[str]:
    return [line for line in result.text.splitlines() if " files in " not in line and "Taken off the site" not in line]


def test_edits_of_several_builds_add_up(build: Any, desk: Path):
    build()
    for path, old, new in OF_WORDS_ALONE.values():
        edit(desk, path, old, new)
        assert not build()[1]
    edit(desk, *OF_MORE["a title"])
    assert build()[1]
    build("fresh", CACHE_PATH=str(desk / "other cache"))
    assert tree(desk / "out") == tree(desk / "fresh")


def test_a_touched_file_whose_text_is_the_same_is_nothing_to_do(build: Any, desk: Path):
    build()
    before = tree(desk / "out")
    os.utime(desk / "content" / PLAIN_FILE)
    done, read = build()
    assert not read and ": 0 written, 0 removed." in done.text
    assert tree(desk / "out") == before


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a page that was deleted": lambda desk: (desk / "out/index.html").unlink(),
    "a page that was changed": lambda desk: (desk / "out/releases/2010/plain/index.html").write_text("x"),
    "no kept edition": lambda desk: next((desk / "cache").glob("edition-*")).unlink(),
    "a truncated edition": lambda desk: shorten(next((desk / "cache").glob("edition-*"))),
    "no readings": lambda desk: next((desk / "cache").glob("readings-*")).unlink(),
    "truncated readings": lambda desk: shorten(next((desk / "cache").glob("readings-*"))),
    "no texts": lambda desk: next((desk / "cache").glob("texts-*.sqlite")).unlink(),
    "a source that is a link": lambda desk: linked(desk / "content" / PLAIN_FILE),
    "a folder in its place": lambda desk: replaced(desk / "content" / PLAIN_FILE),
}


def shorten(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def linked(file: Path) -> None:
    shutil.copy(file, file.with_suffix(".txt"))
    file.unlink()
    file.symlink_to(file.with_suffix(".txt"))


def replaced(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("name", DAMAGES)
def test_where_something_is_not_as_it_was_left_all_is_looked_at(name: str, build: Any, desk: Path):
    build()
    edit(desk, *OF_WORDS_ALONE["a word"])
    DAMAGES[name](desk)
    done, read = build(may_fail=True)
    assert read
    fresh, _ = build("fresh", may_fail=True, CACHE_PATH=str(desk / "other cache"))
    assert done.exit_code == fresh.exit_code
    if not done.exit_code:
        assert tree(desk / "out") == tree(desk / "fresh")


def test_a_build_that_is_published_looks_at_everything(build: Any, desk: Path):
    (desk / "content/releases/noted.md").unlink()
    publishing = {"PUBLICATION": True, "PUBLISHING": True}
    build(**publishing)
    edit(desk, *OF_WORDS_ALONE["a word"])
    assert build(**publishing)[1]


def test_a_release_that_has_moved_is_made_with_all_that_lies_at_its_old_address(build: Any, desk: Path):
    row = {"path": PLAIN_FILE, "addresses": ["releases/2010/old/", "releases/2010/plain/"],
           "first_published": "2010-09-05T00:00:00Z", "text": "", "changes": 0}  # fmt: skip
    (desk / "content/ledger.json").write_text(
        json.dumps({"version": 1, "pages": [], "records": {"tag:x,2010:plain": row}})
    )
    build()
    edit(desk, *OF_WORDS_ALONE["a word"])
    assert build()[1]
    build("fresh", CACHE_PATH=str(desk / "other cache"))
    assert tree(desk / "out") == tree(desk / "fresh")


def read_alone(desk: Path) -> None:
    """What `invoke quotes` and `invoke verify` do, and a build that is stopped: they read, and write no page."""
    override = {"PATH": str(desk / "content"), "OUTPUT_PATH": str(desk / "out"), "CACHE_PATH": str(desk / "cache")}
    found = pelican_settings(str(ROOT / "pelicanconf.py"), override={**override, "NOW": "2010-10-01T12:00:00Z"})
    library.read_library(read_settings(found))


class Stopped(BaseException):
    pass


def stop(*_: object, **__: object) -> None:
    raise Stopped


BETWEEN = {
    "somebody else reads": read_alone,
    "another output is built": None,
    "a build is stopped before it writes": "plugins.render.output.write_site",
    "a build is stopped before it leaves its edition": "plugins.newsroom.incremental.making.keep_edition",
    "a build is stopped before it says that it has ended": "plugins.newsroom.incremental.making.remember",
}


@pytest.mark.parametrize("edited", ["a title", "a tag", "a word"])
@pytest.mark.parametrize("name", BETWEEN)
def test_what_another_run_has_read_is_not_taken_for_what_was_made(
    name: str, edited: str, build: Any, desk: Path, monkeypatch: pytest.MonkeyPatch
):
    build()
    edit(desk, *{**OF_WORDS_ALONE, **OF_MORE}[edited])
    between = BETWEEN[name]
    if name == "another output is built":
        build("other")
    elif isinstance(between, str):
        another = desk / "content/releases/another.md"
        another.write_text(PLAIN.replace("plain", "another"))
        with monkeypatch.context() as patch, pytest.raises(Stopped):
            patch.setattr(between, stop)
            build()
        another.unlink()
    else:
        read_alone(desk)
    build()
    build("fresh", CACHE_PATH=str(desk / "other cache"))
    made, fresh = tree(desk / "out"), tree(desk / "fresh")
    assert [path for path in made.keys() | fresh.keys() if made.get(path) != fresh.get(path)] == []
