"""What belongs together, found in one pass."""

from collections.abc import Iterable
from typing import Any

import pytest

from plugins.newsroom.library.edition import Edition
from tests.conftest import EditionMaker

GONE = "status: withdrawn\nwithdrawn:\n  date: 2010-09-05\n  reason: x\n"


def release(fields: str = "", body: str = "Words.\n", date: str = "2010-09-01") -> str:
    return f"---\ntitle: R\ndate: {date}\n{fields}---\n{body}"


def case(fields: str = "", body: str = "Words.\n") -> str:
    return f"---\ntitle: C\nsummary: S\n{fields}---\n{body}"


def document(fields: str = "") -> str:
    return f"---\ntitle: D\nkind: memo\n{fields}---\n"


def names(items: Iterable[Any]) -> list[str]:
    return [item.address for item in items]


def test_a_releases_documents_are_those_of_its_fields_then_those_of_its_text_each_once(edition: EditionMaker) -> None:
    body = "[x]({document}two#page=1) [y]({document}one) [z]({filename}/documents/three/index.md)\n"
    files = {f"documents/{name}/index.md": document() for name in ("one", "two", "three", "four")}
    found = edition({**files, "releases/a.md": release("documents: [one]\n", body)}).relations
    assert names(found.documents_of_release["releases/2010/a/"]) == [
        "documents/one/",
        "documents/two/",
        "documents/three/",
    ]


def test_a_cases_documents_come_from_its_docket_its_timeline_its_text_and_their_own_word(edition: EditionMaker) -> None:
    fields = (
        "docket:\n- entry_number: 1\n  date_filed: 2010-01-05\n  description: x\n  documents: [one]\n"
        "timeline:\n- date: 2010-01-01\n  title: x\n  document: two\n"
        "- date: 2010-01-02\n  title: y\n  body: '[x]({document}three)'\n"
    )
    files = {f"documents/{name}/index.md": document() for name in ("one", "two", "three", "four")}
    files["documents/five/index.md"] = document("case: c\n")
    found = edition({**files, "cases/c.md": case(fields, "[x]({document}four)\n")}).relations
    assert names(found.documents_of_case["cases/c/"]) == [
        f"documents/{n}/" for n in ("one", "two", "four", "three", "five")
    ]


def test_who_cites_which_pages_of_a_document(edition: EditionMaker) -> None:
    found = edition(
        {
            "documents/memo/index.md": document(),
            "releases/a.md": release(
                body="[x]({document}memo#page=7) [x]({document}memo#page=2) [x]({document}memo#page=7)\n"
            ),
            "releases/b.md": release(body="[x]({document}memo)\n"),
            "cases/c.md": case(body="[x]({document}memo#page=3)\n"),
            "pages/p.md": "---\ntitle: P\n---\nNothing.\n",
        }
    ).relations
    citations = {citation.item.slug: citation.pages for citation in found.citations["documents/memo/"]}
    assert citations == {"a": (2, 7), "b": (), "c": (3,)}


def test_cases_and_organizations_know_their_releases_newest_first(edition: EditionMaker) -> None:
    fields = "cases: [c]\norganizations:\n  lead: [ccr]\n  with: [ccr, aclu]\n"
    found = edition(
        {
            "cases/c.md": case(),
            "organizations.yml": "ccr:\n  name: C\naclu:\n  name: A\n",
            "releases/a.md": release(fields, date="2010-08-01"),
            "releases/b.md": release(fields),
        }
    ).relations
    newest_first = ["releases/2010/b/", "releases/2010/a/"]
    assert names(found.releases_of_case["cases/c/"]) == newest_first
    assert names(found.releases_of_organization["ccr"]) == names(found.releases_of_organization["aclu"]) == newest_first


def test_a_topic_is_one_whatever_its_spelling_and_shows_that_of_its_newest_use(edition: EditionMaker) -> None:
    found = edition(
        {
            "releases/a.md": release("tags: [secure communities, ICE]\n", date="2010-08-01"),
            "releases/b.md": release("tags: Secure Communities\n"),
            "cases/c.md": case("tags: SECURE communities\n"),
            "documents/d/index.md": document("tags: '---'\n"),
        }
    ).relations
    assert {slug: (topic.name, topic.count) for slug, topic in found.topics.items()} == {
        "ice": ("ICE", 1),
        "secure-communities": ("Secure Communities", 3),
    }


def test_neighbors_are_the_newer_and_the_older_release(edition: EditionMaker) -> None:
    found = edition({f"releases/{day}.md": release(date=f"2010-09-0{day}") for day in (1, 2, 3)}).relations
    pairs = {
        address.split("/")[2]: tuple(item.slug if item else "" for item in pair)
        for address, pair in found.neighbors.items()
    }
    assert pairs == {"3": ("", "2"), "2": ("3", "1"), "1": ("2", "")}


def translated(edition: EditionMaker) -> Edition:
    es = "lang: es\ntranslation: true\n"
    about = "tags: ice\ncases: [c]\norganizations: [ccr]\n"
    return edition(
        {
            "releases/a.md": release(about),
            "releases/a.es.md": release(about + es),
            "releases/b.md": release(about, date="2010-08-01"),
            "cases/c.md": case(),
            "cases/c.es.md": case(es),
            "documents/d/index.md": document("case: c\n"),
            "documents/d/index.es.md": document("case: c\n" + es),
            "organizations.yml": "ccr:\n  name: C\n",
        }
    )


def test_a_translation_is_not_counted_as_a_second_text(edition: EditionMaker) -> None:
    found = translated(edition).relations
    assert names(found.topics["ice"].releases) == ["releases/2010/a/", "releases/2010/b/"]
    assert names(found.releases_of_organization["ccr"]) == ["releases/2010/a/", "releases/2010/b/"]
    assert list(found.neighbors) == ["releases/2010/a/", "releases/2010/b/"]


def test_a_case_shows_each_text_once_in_its_own_language_where_there_is_one(edition: EditionMaker) -> None:
    found = translated(edition).relations
    assert names(found.releases_of_case["cases/c/"]) == ["releases/2010/a/", "releases/2010/b/"]
    assert names(found.releases_of_case["es/cases/c/"]) == ["es/releases/2010/a/", "releases/2010/b/"]
    assert names(found.documents_of_case["cases/c/"]) == ["documents/d/"]
    assert names(found.documents_of_case["es/cases/c/"]) == ["es/documents/d/"]


def test_the_versions_of_a_text_know_one_another(edition: EditionMaker) -> None:
    found = translated(edition).relations
    assert sorted(names(found.translations["release", "a"])) == ["es/releases/2010/a/", "releases/2010/a/"]
    assert ("release", "b") not in found.translations


def test_a_translation_is_listed_only_where_its_original_cannot_be_seen(edition: EditionMaker) -> None:
    es = "lang: es\ntranslation: true\n"
    found = edition({"releases/a.es.md": release(es)}).relations
    assert found.listed == {"es/releases/2010/a/"}
    fr = "lang: fr\ntranslation: true\n"
    found = edition(
        {"releases/a.md": release(GONE), "releases/a.es.md": release(es), "releases/a.fr.md": release(fr)}
    ).relations
    assert len(found.listed) == 1


@pytest.mark.parametrize("held", ["status: draft\n", "embargo: 2999-01-01T00:00Z\n"])
def test_a_translation_waits_for_the_hour_of_its_original(edition: EditionMaker, held: str) -> None:
    es = "lang: es\ntranslation: true\n"
    found = edition({"releases/a.md": release(held), "releases/a.es.md": release(es)})
    assert found.library.releases == ()
    assert {reading.path for reading in found.library.unseen} == {"releases/a.md", "releases/a.es.md"}


def test_an_organization_exists_once_a_visible_release_names_it(edition: EditionMaker) -> None:
    files = {
        "organizations.yml": "ccr:\n  name: C\nnew:\n  name: N\n",
        "releases/a.md": release("organizations: ccr\n"),
    }
    held = {"releases/b.md": release("status: draft\norganizations: new\n")}
    assert edition(files | held).relations.organizations == ("ccr",)


def test_what_is_withdrawn_belongs_to_nothing(edition: EditionMaker) -> None:
    found = edition(
        {
            "releases/a.md": release(GONE + "tags: ice\ncases: [c]\ndocuments: [d]\n"),
            "releases/b.md": release(body="[x]({document}d)\n"),
            "cases/c.md": case(),
            "documents/d/index.md": document(GONE + "case: c\n"),
        }
    ).relations
    assert (dict(found.topics), dict(found.releases_of_case), dict(found.citations)) == ({}, {}, {})
    assert found.documents_of_case["cases/c/"] == ()
    assert found.documents_of_release["releases/2010/b/"] == ()
    assert found.listed == {"releases/2010/b/", "cases/c/"}


def test_what_is_held_belongs_to_nothing(edition: EditionMaker) -> None:
    found = edition(
        {
            "releases/a.md": release("status: draft\ntags: ice\ncases: [c]\n", "[x]({document}d#page=2)\n"),
            "cases/c.md": case(),
            "documents/d/index.md": document(),
        }
    ).relations
    assert (dict(found.topics), dict(found.releases_of_case), dict(found.citations)) == ({}, {}, {})
    assert found.neighbors == {}
