import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from plugins.evidence.model import FatalPdfError
from plugins.evidence.text.sidecar import write_sidecar
from plugins.newsroom.library import filing
from plugins.newsroom.library.reading import read_library
from tests.conftest import ContentMaker, SettingsMaker


def test_a_stale_text_is_a_problem_that_names_its_fix_and_hides_no_document_from_ocr(
    make_content: ContentMaker, settings: SettingsMaker
) -> None:
    content = make_content(
        {
            "documents/memo/index.md": "---\ntitle: Memo\nkind: memo\n---\n",
            "documents/memo/memo.pdf": scan(),
            "documents/memo/memo.txt": write_sidecar(["Words of another file."], "0" * 64),
        }
    )
    library = read_library(settings(content))
    (found,) = [p for p in library.problems if p.code == "D001"]
    assert "invoke ocr memo --again" in found.fix
    assert library.documents[0].file is None
    assert read_library(settings(content), sidecars=False).documents[0].file is not None


def test_a_file_that_ended_its_reader_says_what_lets_it_be_tried_again(
    make_content: ContentMaker, settings: SettingsMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make_content(
        {"documents/memo/index.md": "---\ntitle: Memo\nkind: memo\n---\n", "documents/memo/memo.pdf": b"%PDF-1.7"}
    )
    refusal = FatalPdfError("it took more than 40 seconds of work to read", tmp_path / "refusal")
    monkeypatch.setattr(filing, "ingest", lambda files, *others, **more: dict.fromkeys(files, refusal))
    (found,) = read_library(settings(content)).problems
    assert found.code == "D001"
    assert found.what == "memo.pdf cannot be read: it took more than 40 seconds of work to read"
    assert found.fix.endswith(f"it is not tried again before it changes, or {tmp_path / 'refusal'} is deleted")


def scan(pages: int = 1) -> bytes:
    """Pictures of a page, without any text."""
    page = Image.new("L", (850, 1100), 255)
    for line in range(20):
        ImageDraw.Draw(page).text((100, 100 + 40 * line), "Sample words that nobody has read yet.", fill=0)
    data = io.BytesIO()
    page.save(data, "PDF", resolution=100, save_all=True, append_images=[page] * (pages - 1))
    return data.getvalue()
