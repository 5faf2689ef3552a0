"""`invoke ingest`: documents are read, nothing is built, and who reads the log of a timer learns what is wrong."""

from pathlib import Path

import pytest

from plugins.desk.documents import ingesting
from plugins.desk.refusal import Refused
from plugins.evidence.ingest import cluster as clusters
from tests.conftest import ContentMaker, SettingsMaker
from tests.evidence import hostile_pdfs
from tests.evidence.ingest.test_cluster import unused_address
from tests.evidence.ingest.test_ingest import typed

RECORD = "---\ntitle: Memo (sample data)\nkind: memo\n---\n"
HELD = "---\ntitle: Letter (sample data)\nkind: letter\nstatus: draft\n---\n"


def test_new_documents_are_read_once_the_held_ones_too_and_no_site_is_made(
    make_content: ContentMaker, settings: SettingsMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make_content(
        {
            "documents/memo/index.md": RECORD,
            "documents/memo/memo.pdf": typed("One.", "Two."),
            "documents/letter/index.md": HELD,
            "documents/letter/letter.pdf": typed("Not yet public."),
        }
    )
    given = settings(content, CACHE_PATH=str(tmp_path / "cache"))
    monkeypatch.setattr(ingesting, "read_settings", lambda _: given)
    lines: list[str] = []
    assert ingesting.ingest_documents({}, lines.append)
    assert ingesting.ingest_documents({}, lines.append)
    assert lines == ["Read 2 new documents with 3 pages.", "There is no new document."]
    assert not (tmp_path / "output").exists()


def test_a_document_that_cannot_be_read_is_named_and_the_others_are_read(
    make_content: ContentMaker, settings: SettingsMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make_content(
        {
            "documents/memo/index.md": RECORD,
            "documents/memo/memo.pdf": typed("One."),
            "documents/page/index.md": RECORD.replace("Memo", "Page"),
            "documents/page/page.pdf": hostile_pdfs.web_page(),
        }
    )
    given = settings(content, CACHE_PATH=str(tmp_path / "cache"))
    monkeypatch.setattr(ingesting, "read_settings", lambda _: given)
    lines: list[str] = []
    assert not ingesting.ingest_documents({}, lines.append)
    assert "documents/page/index.md:1: D001 page.pdf cannot be read: it is a web page" in lines[0]
    assert lines[1] == "Read 2 new documents with 1 page."


def test_without_its_cluster_it_stops_and_says_what_to_do(
    make_content: ContentMaker, settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(clusters, "CONNECT", 0.5)
    given = settings(make_content({}), EXECUTOR="dask", DASK_SCHEDULER=unused_address())
    monkeypatch.setattr(ingesting, "read_settings", lambda _: given)
    with pytest.raises(Refused, match=r"cannot be used: it does not answer.*\n  Fix: start it"):
        ingesting.ingest_documents({}, print)
