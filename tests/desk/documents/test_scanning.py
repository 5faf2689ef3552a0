"""`invoke ocr` says how far it is, and what it kept when it is stopped."""

from typing import Any

import pytest

from plugins.desk.documents import scanning
from plugins.evidence.ocr.ocr import Reading
from tests.conftest import ContentMaker, SettingsMaker
from tests.evidence.ingest.test_ingest import scans

RECORD = "---\ntitle: Memo\nkind: memo\n---\n"


def said(
    make_content: ContentMaker, settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch, read: Any
) -> tuple[bool, list[str]]:
    content = make_content({"documents/memo/index.md": RECORD, "documents/memo/memo.pdf": scans(3)})
    monkeypatch.setattr(scanning, "what_is_missing", lambda languages: None)
    monkeypatch.setattr(scanning, "read_settings", lambda given: settings(content))
    if read is not None:
        monkeypatch.setattr(scanning, "ocr", read)
    lines: list[str] = []
    return scanning.read_scans([], {}, again=False, say=lines.append), lines


def test_where_there_is_no_terminal_each_page_is_a_line(
    make_content: ContentMaker, settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(file: Any, languages: Any, *, tell: Any, **options: Any) -> Reading:
        for done in (1, 2, 3):
            tell(done, 3)
        return Reading(sidecar=file.with_suffix(".txt"), pages=(1, 2, 3), unread=(), is_new=True)

    well, lines = said(make_content, settings, monkeypatch, read)
    assert well
    assert lines == [
        *(f"documents/memo/memo.pdf: page {number} of 3" for number in (1, 2, 3)),
        "documents/memo/memo.pdf: 3 pages read into memo.txt",
    ]


def test_who_stops_it_is_told_what_is_kept_and_how_to_go_on(
    make_content: ContentMaker, settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(file: Any, languages: Any, *, tell: Any, **options: Any) -> Reading:
        tell(2, 3)
        raise KeyboardInterrupt

    well, lines = said(make_content, settings, monkeypatch, read)
    assert not well
    assert lines[-1] == (
        "documents/memo/memo.pdf: stopped. 2 pages read so far are kept. Run the same command to continue."
    )
