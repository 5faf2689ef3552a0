"""What `invoke serve --held` shows says that it is not out, on its page, in lists and in its plain text."""

import pytest

from tests.conftest import EditionMaker
from tests.newsroom.pages.drawing import drawn

RELEASE = "---\ntitle: A\ndate: 2010-09-01\nuid: a\n{hold}---\nWords.\n"
CASE = "---\ntitle: A v. B\nuid: c\nsummary: B\nstatus: draft\n---\nWords.\n"


@pytest.mark.parametrize(
    ("hold", "band"),
    [
        ("status: draft\n", "DRAFT"),
        ("embargo: 2011-01-01T10:00-05:00\n", "EMBARGOED UNTIL SATURDAY, JANUARY 1, 2011, 10:00 AM EST (in 3 months)"),
        ("modified: 2010-12-01\n", ""),
    ],
)
def test_a_band_stands_where_it_said_for_immediate_release(edition: EditionMaker, hold: str, band: str) -> None:
    files = {"releases/a.md": RELEASE.format(hold=hold), "cases/c.md": CASE}
    site = drawn(edition(files, SHOW_HELD=True))
    page, text = (site[f"releases/2010/a/index.{kind}"].decode() for kind in ("html", "txt"))
    for shown in (page, text, site["releases/index.html"].decode()):
        assert (band in shown) if band else ("DRAFT" not in shown and "EMBARGOED" not in shown)
    assert ("FOR IMMEDIATE RELEASE" in text) == (not band)
    for path in ("cases/c/index.html", "cases/index.html"):
        assert b"DRAFT" in site[path], path


@pytest.mark.parametrize(
    ("original", "own", "band"),
    [
        ("embargo: 2011-01-01T10:00-05:00\n", "", "EMBARGADO HASTA: SÁBADO, 1 DE ENERO DE 2011, 10:00"),
        ("embargo: 2011-01-01T10:00-05:00\n", "embargo: 2010-12-01T10:00-05:00\n", "1 DE ENERO DE 2011, 10:00"),
        ("embargo: 2010-12-01T10:00-05:00\n", "embargo: 2011-01-01T10:00-05:00\n", "1 DE ENERO DE 2011, 10:00"),
        ("status: draft\n", "embargo: 2010-12-01T10:00-05:00\n", "BORRADOR"),
        ("embargo: 2010-12-01T10:00-05:00\n", "status: draft\n", "BORRADOR"),
    ],
)
def test_the_band_of_a_translation_has_the_later_moment_of_both(
    edition: EditionMaker, original: str, own: str, band: str
) -> None:
    spanish = RELEASE.format(hold=f"{own}lang: es\ntranslation: true\n").replace("uid: a", "uid: es")
    files = {"releases/a.md": RELEASE.format(hold=original), "releases/a.es.md": spanish}
    text = drawn(edition(files, SHOW_HELD=True))["es/releases/2010/a/index.txt"].decode()
    assert band in text.partition("\n\n")[0], text


def test_no_other_output_has_one(edition: EditionMaker) -> None:
    site = drawn(edition({"releases/a.md": RELEASE.format(hold="")}))
    assert not [path for path, data in site.items() if b"DRAFT" in data or b"EMBARGOED" in data]
