"""A reading tells each page as it is done, keeps it, and goes on from there when it was stopped."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from plugins.evidence.ocr import ocr as ocr_module
from plugins.evidence.ocr.ocr import OcrError, ocr
from plugins.evidence.text.sidecar import sidecar_of
from tests.evidence.ingest.test_ingest import put, scans

WORKER = """
import os, sys, time
from pathlib import Path
sidecar, last, pages = Path(sys.argv[1]), int(sys.argv[2]), [int(n) for n in sys.argv[3].split(",")]
room = Path(os.environ["TMPDIR"], "ocrmypdf.io.test")
room.mkdir()
for page in pages:
    (room / f"{page:06}_ocr_hocr.txt").write_text(f"Words of page {page}.")
    (room / f"{page:06}_ocr_hocr.hocr").write_text("<html>")
    time.sleep(0.3)
    if page == last:
        time.sleep(60)
sidecar.write_text("\\f".join(f"Words of page {n}." if n in pages else "[skipped page]" for n in range(1, 5)))
"""


class Commands:
    """Stands for ocrmypdf: writes what it would, page after page, and hangs after one of them."""

    def __init__(self, hangs_after: int):
        self.hangs_after = hangs_after
        self.asked: list[list[int]] = []

    def __call__(self, file: Path, sidecar: Path, wanted: Sequence[int], *others: object) -> list[str]:
        self.asked.append(list(wanted))
        return [sys.executable, "-c", WORKER, str(sidecar), str(self.hangs_after), ",".join(map(str, wanted))]


@pytest.fixture(autouse=True)
def all_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_module, "what_is_missing", lambda languages: None)
    monkeypatch.setattr(ocr_module, "LOOK", 0.1)


def test_each_page_is_told_as_it_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_module, "_command", Commands(hangs_after=0))
    told: list[tuple[int, int]] = []
    file = put(tmp_path, "memo.pdf", scans(4))
    ocr(file, ("eng",), cache=tmp_path / "cache", tell=lambda done, pages: told.append((done, pages)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert sidecar_of(file).read_text().count("Words of page") == 4
    assert list((tmp_path / "cache" / "ocr").iterdir()) == []


def test_a_reading_that_is_stopped_keeps_its_pages_and_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = Commands(hangs_after=3)
    monkeypatch.setattr(ocr_module, "_command", commands)
    file, cache = put(tmp_path, "memo.pdf", scans(4)), tmp_path / "cache"

    def stop(done: int, pages: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ocr(file, ("eng",), cache=cache, tell=stop)
    assert not sidecar_of(file).exists()
    commands.hangs_after = 0
    told: list[int] = []
    reading = ocr(file, ("eng",), cache=cache, tell=lambda done, pages: told.append(done))
    assert commands.asked == [[1, 2, 3, 4], [3, 4]]
    assert told == [2, 3, 4]
    assert reading.pages == (1, 2, 3, 4)


def test_a_reading_that_takes_too_long_keeps_what_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = Commands(hangs_after=2)
    monkeypatch.setattr(ocr_module, "_command", commands)
    run = ocr_module._run
    monkeypatch.setattr(ocr_module, "_run", lambda command, folder, patience, note: run(command, folder, 3, note))
    file, cache = put(tmp_path, "memo.pdf", scans(4)), tmp_path / "cache"
    with pytest.raises(OcrError, match="more than 3 seconds"):
        ocr(file, ("eng",), cache=cache)
    commands.hangs_after = 0
    ocr(file, ("eng",), cache=cache)
    assert commands.asked[1] == [3, 4]


def test_another_file_or_another_language_takes_up_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = Commands(hangs_after=0)
    monkeypatch.setattr(ocr_module, "_command", commands)
    file, cache = put(tmp_path, "memo.pdf", scans(4)), tmp_path / "cache"

    def stop(done: int, pages: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ocr(file, ("eng",), cache=cache, tell=stop)
    ocr(file, ("eng", "spa"), cache=cache)
    assert commands.asked[-1] == [1, 2, 3, 4]
