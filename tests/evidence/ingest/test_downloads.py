"""Files beside a page are cleaned once, in a sandbox, and kept."""

import errno
import hashlib
import json
import os
from pathlib import Path

import pytest

from plugins.evidence.ingest import downloads
from plugins.evidence.ingest.downloads import Download, Refused, clean_files
from tests.evidence.publishing.test_downloads import SECRET, docx, found_in


def kept(folder: Path, ending: str) -> list[Path]:
    return sorted((folder / "downloads").glob(f"*{ending}"))


def test_a_file_is_cleaned_once_and_its_original_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, bad = tmp_path / "a.docx", tmp_path / "b.docx"
    file.write_bytes(docx())
    bad.write_bytes(b"rubbish")
    found = clean_files([file, bad], tmp_path / "cache")
    assert file.read_bytes() == docx()
    made = found[file]
    assert isinstance(made, Download)
    assert not found_in(made.path.read_bytes())
    assert (made.removed, made.left) == (("author", "revisions"), ())
    assert isinstance(found[bad], Refused)
    monkeypatch.setattr(downloads, "_made", lambda *_: pytest.fail("it was known"))
    assert clean_files([file, bad], tmp_path / "cache") == found


def test_a_copy_that_was_changed_in_the_cache_is_made_again(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(docx())
    cache = tmp_path / "cache"
    found = clean_files([file], cache)[file]
    assert isinstance(found, Download)
    found.path.write_bytes(SECRET.ljust(found.bytes, b"x")[: found.bytes])
    assert clean_files([file], cache)[file] == found
    assert not found_in(found.path.read_bytes())


def test_a_restored_cache_that_cannot_be_written_is_used_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, cache = tmp_path / "a.docx", tmp_path / "cache"
    file.write_bytes(docx())
    found = clean_files([file], cache)
    for copy in kept(cache, ".bin"):
        os.utime(copy)

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(downloads, "write_whole", refuse)
    monkeypatch.setattr(downloads, "_made", lambda *_: pytest.fail("it was known"))
    assert clean_files([file], cache) == found


def test_the_same_bytes_under_two_endings_are_two_files(tmp_path: Path) -> None:
    for name in ("a.docx", "a.txt"):
        (tmp_path / name).write_bytes(docx())
    found = clean_files([tmp_path / "a.docx", tmp_path / "a.txt"], tmp_path / "cache")
    assert [type(found[tmp_path / name]) for name in ("a.docx", "a.txt")] == [Download, Refused]


def test_a_copy_that_was_forged_together_with_its_record_is_made_again(tmp_path: Path) -> None:
    file, cache = tmp_path / "a.docx", tmp_path / "cache"
    file.write_bytes(docx())
    first = clean_files([file], cache)[file]
    assert isinstance(first, Download)
    first.path.write_bytes(docx())
    (record,) = kept(cache, ".json")
    said = {
        "bytes": len(docx()), "sha256": hashlib.sha256(docx()).hexdigest(), "removed": [], "left": [],
        "stamp": first.path.stat().st_ctime_ns,
    }  # fmt: skip
    body = json.dumps(said).encode()
    record.write_bytes(hashlib.sha256(body).digest() + body)
    assert clean_files([file], cache)[file] == first
    assert not found_in(first.path.read_bytes())
