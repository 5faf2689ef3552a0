"""What a document's page and its `.txt` show of the text of the PDF."""

import hashlib

from plugins.evidence.text.sidecar import write_sidecar
from tests.conftest import EditionMaker
from tests.evidence.text.test_reading_text import book
from tests.newsroom.library.test_filing import scan
from tests.newsroom.pages.drawing import drawn


def test_running_heads_are_left_out_of_the_page_and_kept_in_the_text_file(edition: EditionMaker) -> None:
    pdf = scan(6)
    files = {
        "documents/memo/index.md": "---\ntitle: Memo\nuid: d\nkind: memo\n---\n",
        "documents/memo/memo.pdf": pdf,
        "documents/memo/memo.txt": write_sidecar(book(6), hashlib.sha256(pdf).hexdigest()),
    }
    site = drawn(edition(files))
    page, text = (site[f"documents/memo/{name}"].decode() for name in ("index.html", "memo.txt"))
    assert "Only here: 25" in page and "Report of the Board" not in page
    assert text.count("Report of the Board of 2010") == 6
