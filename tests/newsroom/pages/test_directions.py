"""The text of a document's page runs as its letters do, paragraph by paragraph, whatever the site's language."""

import hashlib
from typing import Any

import pytest

from plugins.evidence.text.sidecar import write_sidecar
from tests.conftest import THEME, EditionMaker
from tests.newsroom.library.test_filing import scan
from tests.newsroom.pages.drawing import drawn

HEBREW = "המחוז רשאי לבקש בכתב להימנע מהתוכנית (עמוד 3), והבקשה תיענה בתוך שלושים ימים"
ARABIC = "يجوز للمقاطعة أن تطلب خطيا الامتناع عن البرنامج، ويرد على الطلب خلال ثلاثين يوما"
ENGLISH = "SAMPLE COUNTY"
RUNS_FROM = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const [box, words] = [element.getBoundingClientRect(), range.getBoundingClientRect()];
  return words.left - box.left < box.right - words.right ? "left" : "right";
}"""


@pytest.fixture
def site(edition: EditionMaker) -> dict[str, bytes]:
    pdf = scan()
    text = "\n\n".join((ENGLISH, HEBREW, ARABIC, "Page 1 of 1"))
    return drawn(
        edition(
            {
                "documents/memo/index.md": "---\ntitle: Memo\nuid: d\nkind: memo\nlanguage: he\n---\n",
                "documents/memo/memo.pdf": pdf,
                "documents/memo/memo.txt": write_sidecar([text], hashlib.sha256(pdf).hexdigest()),
            }
        )
    )


@pytest.mark.browser
@pytest.mark.parametrize("page", ["documents/memo/index.html", "embed/document/memo/1/index.html"])
def test_each_paragraph_of_a_page_runs_from_where_its_letters_do(
    site: dict[str, bytes], page: str, browser: Any
) -> None:
    tab = browser.new_page(viewport={"width": 900, "height": 900})
    tab.set_content(site[page].decode())
    tab.add_style_tag(content=(THEME / "static/css/components/page_text.css").read_text())
    tab.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
    found = {
        paragraph.inner_text().split()[0]: paragraph.evaluate(RUNS_FROM)
        for paragraph in tab.query_selector_all(".page-text__words p")
    }
    tab.close()
    assert found == {"SAMPLE": "left", HEBREW.split()[0]: "right", ARABIC.split()[0]: "right", "Page": "left"}


def test_without_a_stylesheet_the_first_letters_of_a_page_decide(site: dict[str, bytes]) -> None:
    assert b'<div class="page-text__words" dir="auto">' in site["documents/memo/index.html"]
    assert HEBREW in site["documents/memo/memo.txt"].decode()
