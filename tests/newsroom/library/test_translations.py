"""A translation says what its original says: it pairs with it by slug or by file name, and waits for the same hour."""

from typing import Any

import pytest

from tests.conftest import EditionMaker

EMBARGO = "embargo: 2011-01-01T10:00Z\n"


def text(kind: str, more: str, title: str = "A") -> str:
    own = {"document": "kind: memo\n", "case": "summary: B\n", "release": "date: 2010-09-01\n"}.get(kind, "")
    return f"---\ntitle: {title}\n{own}uid: urn:sample:{title}\n{more}---\nWords.\n"


SPANISH = "lang: es\ntranslation: true\n"
LAYOUTS = {
    "release": ("releases/2010/opt-out.md", "releases/2010/opt-out.es.md"),
    "case": ("cases/suit.md", "cases/suit.es.md"),
    "document": ("documents/memo/index.md", "documents/memo/index.es.md"),
    "page": ("pages/about.md", "pages/about.es.md"),
}


@pytest.mark.parametrize("kind", LAYOUTS)
@pytest.mark.parametrize("of_its_own", ["", "slug: de-otro-modo\n"])
@pytest.mark.parametrize("original", ["slug: county-opts-out\n", ""])
def test_a_translation_is_held_with_the_original_that_its_file_is_named_after(
    edition: EditionMaker, pdf: Any, kind: str, of_its_own: str, original: str
) -> None:
    first, second = LAYOUTS[kind]
    files: dict[str, str | bytes] = {
        first: text(kind, f"status: draft\n{original}"),
        second: text(kind, f"{SPANISH}{of_its_own}", "Uno"),
    }
    if kind == "document":
        files["documents/memo/memo.pdf"] = pdf(1)
    found = edition(files)
    assert list(found.library.items) == []
    assert [p.code for p in found.library.problems] == []


@pytest.mark.parametrize("kind", LAYOUTS)
def test_paired_by_name_it_has_the_address_of_the_original_below_its_language(edition: EditionMaker, kind: str) -> None:
    first, second = LAYOUTS[kind]
    found = edition({first: text(kind, "slug: county-opts-out\n"), second: text(kind, SPANISH, "Uno")})
    addresses = {item.path: item.address for item in found.library.items}
    assert addresses[second] == f"es/{addresses[first]}"
    assert [len(versions) for versions in found.relations.translations.values()] == [2]


def test_with_a_slug_of_its_own_it_keeps_its_address_and_both_link_to_each_other(edition: EditionMaker) -> None:
    first, second = LAYOUTS["release"]
    found = edition({first: text("release", ""), second: text("release", f"{SPANISH}slug: el-condado\n", "Uno")})
    assert sorted(item.address for item in found.library.items) == [
        "es/releases/2010/el-condado/",
        "releases/2010/opt-out/",
    ]
    [versions] = found.relations.translations.values()
    assert len(versions) == 2
    spanish = found.links.item("release", "opt-out", "es")
    assert spanish is not None and spanish.path == second


@pytest.mark.parametrize("more", ["lang: es\n", "", "lang: es\nslug: el-condado\n"])
def test_a_file_named_as_a_translation_that_does_not_say_so_is_held_and_told(edition: EditionMaker, more: str) -> None:
    first, second = LAYOUTS["release"]
    found = edition({first: text("release", EMBARGO), second: text("release", more, "Uno")})
    assert list(found.library.items) == []
    [problem] = found.library.problems
    assert (problem.code, problem.path) == ("R011", second)
    assert "lang: es" in problem.fix and "translation: true" in problem.fix


def test_a_word_in_a_name_is_no_language(edition: EditionMaker) -> None:
    found = edition(
        {"releases/a.md": text("release", "status: draft\n"), "releases/a.old.md": text("release", "", "B")}
    )
    assert [item.path for item in found.library.items] == ["releases/a.old.md"]


@pytest.mark.parametrize("path", ["releases/2010/carta.es.md", "releases/es/opt-out.md", "documents/carta/index.es.md"])
def test_a_translation_without_an_original_is_a_problem(edition: EditionMaker, path: str) -> None:
    found = edition({path: text(path.partition("s/")[0], SPANISH)})
    assert [(p.code, p.path) for p in found.library.problems] == [("R011", path)]


def test_a_translation_of_what_cannot_be_read_is_held(edition: EditionMaker) -> None:
    first, second = LAYOUTS["release"]
    found = edition({first: text("release", "stauts: draft\n"), second: text("release", SPANISH, "Uno")})
    assert list(found.library.items) == []


def test_held_by_its_file_name_it_comes_out_with_its_original(edition: EditionMaker) -> None:
    first, second = LAYOUTS["release"]
    files = {first: text("release", f"slug: county\n{EMBARGO}"), second: text("release", SPANISH, "Uno")}
    assert len(list(edition(files, NOW="2011-01-01T10:00:00Z").library.items)) == 2
    assert list(edition(files, NOW="2011-01-01T09:59:59Z").library.items) == []
