"""Who can write the cache, and has not the key, puts nothing on a page: each forgery bears a seal anybody can make."""

import hashlib
import json
import pickle
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.desk.building import BuildResult, run_build
from plugins.newsroom.incremental import build_state
from plugins.newsroom.library.settings import Settings
from plugins.render.checksums import digest
from plugins.sealing import BYTES, unsealed
from tests.conftest import ContentMaker, SettingsMaker
from tests.newsroom.pages.test_fingerprints import site
from tests.promises.sites import sample_pdf
from tests.whole.crawler import tree

NOW, URL = "2010-10-01T12:00:00Z", "https://example.org"
PLAIN = """---
title: Sample plain
uid: tag:x,2010:plain
date: 2010-09-05
---
Sample words.

> The records shall be burned.
> — [The memo, p. 1]({document}memo#page=1)

See [another]({release}a), *and so on*.
"""
KEPT_BY_CHECKSUM = {".sqlite", ".pdf", ".png", ".webp", ".txt", ".bin"}
"""Endings of files that something sealed names by their checksum."""


@pytest.fixture
def place(make_content: ContentMaker, pdf: Any, png: Any, tmp_path: Path) -> Path:
    memo = {"documents/memo/memo.pdf": sample_pdf(2, "The records shall be produced.")}
    make_content({**site(pdf, png), **memo, "releases/plain.md": PLAIN})
    return tmp_path


@pytest.fixture
def build(place: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., BuildResult]:
    monkeypatch.setattr("plugins.newsroom.incremental.build_state.FRESH", 0)
    monkeypatch.setattr("plugins.newsroom.library.reading_cache.FRESH", 0)

    def run(output: str, cache: str = "cache") -> BuildResult:
        more = {"SEARCH": False, "CACHE_PATH": str(place / cache)}
        done = run_build(content=place / "content", output=place / output, now=NOW, site_url=URL, more=more)
        assert done.exit_code == 0, done.text
        return done

    return run


def forge(file: Path, body: bytes) -> None:
    """With a checksum in the place of the seal."""
    file.write_bytes(hashlib.sha256(body).digest() + body)


def body_of(file: Path) -> bytes:
    return file.read_bytes()[BYTES:]


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def script_in_a_reading(cache: Path) -> None:
    """A row with other markup, under its own checksum, and an index that names it."""
    index, words = only(cache, "readings-*"), b"Sample words."
    reading, texts = pickle.loads(body_of(index))["releases/plain.md"][-2:]
    with sqlite3.connect(only(cache, "texts-*.sqlite")) as database:
        rows = dict(database.execute("select key, parts from texts"))
        other_texts = rows[texts].replace(words, b"<script></x>.")
        assert other_texts != rows[texts] and len(words) == len(b"<script></x>.")
        new_texts = hashlib.sha256(other_texts).digest()
        other_reading = rows[reading].replace(texts, new_texts)
        new_reading = hashlib.sha256(other_reading).digest()
        database.executemany(
            "insert into texts values (?, ?)", [(new_texts, other_texts), (new_reading, other_reading)]
        )
    forge(index, body_of(index).replace(reading, new_reading).replace(texts, new_texts))


def other_words_of_a_page(cache: Path) -> None:
    evidence = cache / "evidence"
    for folder in evidence.glob("*-*"):
        text, record = folder / "text.txt", folder / "evidence.json"
        other = text.read_bytes().replace(b"produced", b"burned")
        text.write_bytes(other)
        found = json.loads(body_of(record))
        found["text"] = hashlib.sha256(other).hexdigest()
        for page, words in zip(found["pages"], other.decode().split("\f"), strict=True):
            page[1] = hashlib.sha256(words.encode()).hexdigest()
        forge(record, json.dumps(found).encode())
    for row in evidence.glob("index/??/*.json"):
        forge(row, body_of(row))


def a_verdict(cache: Path) -> None:
    file = cache / "verdicts.json"
    data = json.loads(body_of(file))
    for key, found in data["verdicts"].items():
        if len(found) == 5:
            data["verdicts"][key] = ["exact", "", [], 1, 1]
    forge(file, json.dumps(data).encode())


@pytest.mark.parametrize("attack", [script_in_a_reading, other_words_of_a_page, a_verdict])
def test_what_is_forged_in_the_cache_changes_no_byte_of_a_site(attack: Any, build: Any, place: Path):
    build("first")
    attack(place / "cache")
    said = build("second").text
    assert tree(place / "second") == tree(place / "first")
    assert attack is not script_in_a_reading or "The reading cache was damaged" in said


def test_a_forged_edition_is_not_gone_on_from(build: Any, place: Path):
    build("out")
    edition = only(place / "cache", "edition-*")
    assert b"releases/2010/a/" in body_of(edition)
    forge(edition, body_of(edition).replace(b"releases/2010/a/", b"releases/2010/x/"))
    file = place / "content" / "releases/plain.md"
    file.write_text(file.read_text().replace("*and so on*", "*and others*"))
    build("out")
    build("fresh", "other cache")
    assert tree(place / "out") == tree(place / "fresh")


def test_a_forged_build_state_hides_no_edit(build: Any, place: Path, settings: SettingsMaker):
    build("out")
    file = place / "content" / "releases/plain.md"
    file.write_text(file.read_text().replace("Sample words", "Other words"))
    state = only(place / "cache", "build-state-*")
    head, _, _ = body_of(state).partition(b"\n")
    content, theme = place / "content", Path(__file__).parents[2] / "theme"
    given: Settings = settings(
        content, CACHE_PATH=str(place / "cache"), OUTPUT_PATH=str(place / "out"), THEME=str(theme)
    )
    looked = build_state.look(given)
    forge(state, head + b"\n" + looked.files.encode())
    build("out")
    assert "Other words" in (place / "out/releases/2010/plain/index.html").read_text()


def test_everything_in_the_cache_is_sealed_or_named_by_what_is(build: Any, place: Path):
    build("out")
    for file in (place / "cache").rglob("*"):
        if file.is_dir() or file.name in (".lock", "swept") or file.suffix in KEPT_BY_CHECKSUM:
            continue
        if file.parent.name.startswith("kept-output-"):
            assert file.name == digest(file.read_bytes())
            continue
        of = f"{file.parent.name}/{file.name}" if len(file.parent.name) > 64 else file.name
        of = file.stem if "index" in file.parts else of
        assert unsealed(of, file.read_bytes()), file
