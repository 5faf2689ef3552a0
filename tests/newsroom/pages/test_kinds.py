"""What a release is called: on its page, in its plain text, on its card, in lists, feeds and for search engines."""

import json
import re

import pytest

from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import ledger_text
from tests.conftest import EditionMaker
from tests.newsroom.pages.drawing import drawn


def release(kind: str, title: str = "A", fields: str = "") -> str:
    return f"---\ntitle: {title}\ndate: 2010-09-01\nkind: {kind}\n{fields}---\nWords.\n"


@pytest.mark.parametrize(
    ("kind", "called", "called_in_spanish", "first_line", "type_"),
    [
        ("release", "Press release", "Comunicado de prensa", "FOR IMMEDIATE RELEASE", "NewsArticle"),
        ("statement", "Statement", "Declaración", "STATEMENT", "OpinionNewsArticle"),
        ("advisory", "Media advisory", "Convocatoria de prensa", "MEDIA ADVISORY", "NewsArticle"),
        ("guide", "Guide", "Guía", "GUIDE", "Article"),
        ("letter", "Letter", "Carta", "LETTER", "Article"),
    ],
)
def test_a_kind_is_named_wherever_the_release_stands(
    edition: EditionMaker, kind: str, called: str, called_in_spanish: str, first_line: str, type_: str
) -> None:
    spanish = release(kind, "B", "lang: es\ntranslation: true\nslug: a\n")
    found = edition({"releases/a.md": release(kind), "releases/a.es.md": spanish})
    site = drawn(found)
    page = site["releases/2010/a/index.html"].decode()
    assert f'<p class="label">{called}</p>' in page
    assert f'<p class="label">{called_in_spanish}</p>' in site["es/releases/2010/a/index.html"].decode()
    assert site["releases/2010/a/index.txt"].decode().splitlines()[0] == first_line
    assert ("FOR IMMEDIATE RELEASE" in site["releases/2010/a/index.txt"].decode()) == (kind == "release")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(data)["@type"] == type_
    assert f"<category>{called}</category>" in site["feeds/all.rss.xml"].decode()
    assert called in json.loads(site["feeds/all.json"])["items"][0]["tags"]
    card = next(place for place in outline(found) if place.path == "releases/2010/a/card.png").make()
    assert card.view.label == called  # type: ignore[union-attr]
    assert (called in site["releases/index.html"].decode()) == (kind != "release")


@pytest.mark.parametrize("written", ["Media advisory", "ADVISORY", "press-advisory", '"advisory"'])
def test_a_kind_is_read_as_people_write_it(edition: EditionMaker, written: str) -> None:
    (item,) = edition({"releases/a.md": release(written)}).library.releases
    assert item.record.kind == "advisory"


def test_an_unknown_kind_names_the_nearest(edition: EditionMaker) -> None:
    (problem,) = edition({"releases/a.md": release("statment")}).library.problems
    assert (problem.code, problem.line) == ("F006", 4)
    assert problem.what == "kind “statment” is not one of release, statement, advisory, guide, letter"
    assert problem.fix == "did you mean statement? write kind: statement"


def test_each_kind_has_a_list_where_there_are_several(edition: EditionMaker) -> None:
    one = drawn(edition({"releases/a.md": release("guide"), "releases/b.md": release("guide", "B")}))
    assert not [path for path in one if path.startswith("releases/by/")]
    files = {"releases/a.md": release("guide"), "releases/b.md": release("release", "B")}
    held = {"releases/c.md": release("letter", "C", "status: draft\n")}
    site = drawn(edition(files | held))
    lists = [path for path in site if path.startswith("releases/by/")]
    assert lists == ["releases/by/kind/release/index.html", "releases/by/kind/guide/index.html"]
    guides = site["releases/by/kind/guide/index.html"].decode()
    assert "/releases/2010/a/" in guides and "/releases/2010/b/" not in guides
    assert (
        '<a href="/releases/by/kind/guide/">Guides</a> <span class="meta">1</span>'
        in site["releases/index.html"].decode()
    )
    assert "https://example.org/releases/by/kind/guide/" in site["sitemap.xml"].decode()


def test_a_list_that_was_published_still_answers(edition: EditionMaker) -> None:
    files = {"releases/a.md": release("guide", fields="uid: a\n"), "releases/b.md": release("release", "B", "uid: b\n")}
    ledger = ledger_text(recorded(edition(files)))
    now = files | {"releases/a.md": release("release", fields="uid: a\n"), "ledger.json": ledger}
    site = drawn(edition(now))
    assert b'url=/releases/"' in site["releases/by/kind/guide/index.html"]
    assert b'url=/releases/"' in site["releases/by/kind/release/index.html"]


def test_a_list_is_made_again_when_a_kind_changes(edition: EditionMaker) -> None:
    def inputs(kind: str) -> str:
        found = edition({"releases/a.md": release(kind), "releases/b.md": release("guide", "B")})
        place = next(place for place in outline(found) if place.path == "releases/index.html")
        assert place.inputs is not None
        return place.inputs()

    assert inputs("letter") != inputs("statement")
