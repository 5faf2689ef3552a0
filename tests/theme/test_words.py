"""Every word of the interface is in every catalog, and nothing else is."""

import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from plugins.desk.translating.words import words_of_the_theme as gathered
from plugins.newsroom.pages.parts.release_kinds import RELEASE_KINDS
from plugins.records.schema import DocumentKind, ReleaseKind
from plugins.render.theme import Theme
from tests.theme.samples import SITE

FOLDER = Path(__file__).parents[2] / "theme"
CATALOGS = sorted((FOLDER / "translations").glob("*.po"))
THEME = Theme(FOLDER, SITE)


@cache
def words_of_the_theme() -> set[str | tuple[str, ...]]:
    found = gathered(FOLDER, FOLDER.parent / "plugins")
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in found if message.id}


def catalog(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.stem)


def forms(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_a_catalog_has_every_word_of_the_templates_and_no_other(path: Path):
    assert {message.id for message in catalog(path) if message.id} == words_of_the_theme()


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_a_translation_is_there_and_fills_in_the_same_names(path: Path):
    for message in catalog(path):
        if not message.id:
            continue
        assert all(forms(message.string)), message.id
        assert not message.fuzzy
        expected = set(re.findall(r"%\((\w+)\)[sd]", " ".join(forms(message.id))))
        for form in forms(message.string):
            assert set(re.findall(r"%\((\w+)\)[sd]", form)) == expected, message.id
        assert len(forms(message.string)) == (catalog(path).num_plurals if isinstance(message.id, tuple) else 1)


def test_there_is_a_spanish_catalog():
    assert "es" in [path.stem for path in CATALOGS]


@pytest.mark.parametrize("kind", get_args(DocumentKind))
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_kind_of_document_has_its_words(kind: str, lang: str):
    words = THEME.environment(lang).get_template("components/words.html").module
    assert words.document_kind(kind=kind)
    assert words.document_kinds(kind=kind)
    assert words.document_kind(kind=kind) == str(words.document_kind(kind=kind)).strip()


@pytest.mark.parametrize("kind", get_args(ReleaseKind))
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_kind_of_release_has_its_words(kind: str, lang: str):
    words = THEME.environment(lang).get_template("components/words.html").module
    assert words.release_kind(kind=kind) == str(words.release_kind(kind=kind)).strip() != ""
    assert words.release_kinds(kind=kind)
    assert RELEASE_KINDS[kind] == str(
        THEME.environment("en").get_template("components/words.html").module.release_kind(kind=kind)
    )


def test_no_word_of_the_interface_stands_outside_gettext():
    plain = re.compile(r">\s*([A-Za-z][a-z]{3,}[^<>{}]*)<")
    for path in sorted((FOLDER / "templates").rglob("*.html")):
        source = re.sub(r"\{[#%].*?[#%]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert plain.findall(source) == [], path.name
