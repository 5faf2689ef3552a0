"""Addresses: frozen once published."""

from zoneinfo import ZoneInfo

import pytest

from plugins.newsroom.library.addresses import (
    alias_file,
    document_file,
    document_version_file,
    item_address,
    page_file,
    release_text,
    topic_address,
    topic_slug,
)
from plugins.records.schema import RECORD_TYPES

NEW_YORK, PRAGUE = ZoneInfo("America/New_York"), ZoneInfo("Europe/Prague")
BASE = {"title": "A", "date": "2010-09-01"}
REQUIRED = {"release": {}, "case": {"summary": "B"}, "document": {"kind": "memo"}, "page": {}}


def address(kind: str, slug: str = "a", lang: str = "en", zone: ZoneInfo = NEW_YORK, **fields: str) -> str:
    record = RECORD_TYPES[kind].model_validate({**BASE, **REQUIRED[kind], **fields})
    return item_address(kind, record, slug, lang, zone)


@pytest.mark.parametrize(
    ("kind", "slug", "expected"),
    [
        ("release", "opt-out", "releases/2010/opt-out/"),
        ("case", "ndlon-v-ice", "cases/ndlon-v-ice/"),
        ("document", "ice-memo", "documents/ice-memo/"),
        ("page", "about", "about/"),
        ("page", "home", ""),
        ("page", "press", "press/"),
    ],
)
def test_each_kind_has_its_folder(kind: str, slug: str, expected: str) -> None:
    assert address(kind, slug) == expected
    assert address(kind, slug, "es", translation="true") == f"es/{expected}"
    assert address(kind, slug, "pt-BR", translation="true") == f"pt-br/{expected}"


def test_another_language_alone_moves_nothing() -> None:
    assert address("release", lang="es") == "releases/2010/a/"


def test_the_year_is_that_of_the_sites_zone() -> None:
    night = "2010-12-31T23:30-05:00"
    assert address("release", date=night) == "releases/2010/a/"
    assert address("release", zone=PRAGUE, date=night) == "releases/2011/a/"
    assert address("release", date="2010-12-31") == address("release", zone=PRAGUE, date="2010-12-31")


def test_files_lie_in_the_folder_of_their_page() -> None:
    assert page_file("releases/2010/a/") == "releases/2010/a/index.html"
    assert page_file("") == "index.html"
    assert release_text("releases/2010/a/") == "releases/2010/a/index.txt"
    assert document_file("documents/memo/", "memo") == "documents/memo/memo.pdf"
    assert document_version_file("documents/memo/", "memo", "2010-09-01") == "documents/memo/memo.2010-09-01.pdf"


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/old/", "old/index.html"),
        ("old", "old/index.html"),
        ("/2010/09/old.html", "2010/09/old.html"),
        ("/old.HTM", "old.HTM"),
        ("/index.php/x/", "index.php/x/index.html"),
    ],
)
def test_an_old_path_answers_where_a_browser_looks_for_it(alias: str, file: str) -> None:
    assert alias_file(alias) == file


def test_topics_of_two_spellings_are_one() -> None:
    assert topic_slug("Secure Communities") == topic_slug("secure communities") == "secure-communities"
    assert topic_address("praha-1") == "topics/praha-1/"
