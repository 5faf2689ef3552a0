"""The holes of a body, filled once the site is known."""

from typing import Any

import pytest

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.parts.bodies import asset_size, body_html, wire_text
from tests.conftest import EditionMaker


def release(body: str, fields: str = "") -> str:
    return f"---\ntitle: R\ndate: 2010-09-01\n{fields}---\n{body}\n"


def edition_of(edition: EditionMaker, body: str, **given: Any) -> Edition:
    return edition(
        {
            "releases/a.md": release(body),
            "releases/z.md": release("x", "status: draft\n"),
            "documents/memo/index.md": "---\ntitle: D\nkind: memo\n---\n",
            "cases/c.md": "---\ntitle: C\nsummary: S\n---\n",
            **given.pop("files", {}),
        },
        **given,
    )


def html(found: Edition, *, absolute: bool = False) -> str:
    item = found.library.releases[0]
    return body_html(found, item, item.prose, absolute=absolute)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[memo]({document}memo)", '<a href="/documents/memo/">memo</a>'),
        ("[c]({case}c)", '<a href="/cases/c/">c</a>'),
        ("[l](/releases/)", '<a href="/releases/">l</a>'),
        ("[x](https://example.com/?a=1&b=2)", 'href="https://example.com/?a=1&amp;b=2"'),
        ("[m](mailto:a@example.com)", '<a href="mailto:a@example.com">m</a>'),
        ("# T\n\n[t](#t)", '<a href="#t">t</a>'),
    ],
)
def test_links_lead_where_they_are_meant_to(edition: EditionMaker, body: str, expected: str) -> None:
    assert expected in html(edition_of(edition, body))


def test_links_below_a_path_of_siteurl_carry_it(edition: EditionMaker) -> None:
    found = edition_of(edition, "[memo]({document}memo) [l](/releases/)", SITEURL="https://example.org/x")
    assert '<a href="/x/documents/memo/">' in html(found)
    assert '<a href="/x/releases/">' in html(found)


def test_for_readers_that_are_not_on_the_page_every_address_is_whole(edition: EditionMaker, png: Any) -> None:
    body = "# T\n\n[memo]({document}memo) [t](#t) [x](https://example.com/) ![p]({static}p.png)"
    text = html(edition_of(edition, body, files={"releases/p.png": png(4, 3)}), absolute=True)
    assert 'href="https://example.org/documents/memo/"' in text
    assert 'href="https://example.org/releases/2010/a/#t"' in text
    assert 'src="https://example.org/releases/2010/a/p.png"' in text
    assert 'href="/' not in text


def test_a_held_or_missing_target_leaves_the_words(edition: EditionMaker) -> None:
    assert html(edition_of(edition, "We [said]({release}z) and [did]({release}nothing).")) == "<p>We said and did.</p>"


def test_an_image_has_its_size_its_alt_text_and_is_lazy(edition: EditionMaker, png: Any) -> None:
    text = html(edition_of(edition, "![“A” <b>]({static}p.png)", files={"releases/p.png": png(40, 30)}))
    assert 'src="/releases/2010/a/p.png"' in text
    assert 'width="40" height="30" loading="lazy"' in text
    assert "<b>" not in text


def test_a_damaged_image_has_no_size(edition: EditionMaker) -> None:
    found = edition_of(edition, "![A]({static}p.png)", files={"releases/p.png": "no"})
    assert asset_size(found, "releases/p.png") == (0, 0)
    assert "width" not in html(found)


def test_wire_text_numbers_each_address_once(edition: EditionMaker) -> None:
    found = edition_of(
        edition, "One [memo]({document}memo), [C]({case}c), [again]({document}memo), [here](#x), [z]({release}z)."
    )
    item = found.library.releases[0]
    wire = wire_text(found, item, item.prose)
    assert wire.text.strip() == "One memo [1], C [2], again [1], here, z."
    assert [(s.number, s.text, s.absolute_url) for s in wire.sources] == [
        (1, "memo", "https://example.org/documents/memo/"),
        (2, "C", "https://example.org/cases/c/"),
    ]


def test_a_cited_quotation_carries_the_whole_address_of_its_source(edition: EditionMaker) -> None:
    text = html(edition_of(edition, "> Words.\n> — [Memo, p. 3]({document}memo#page=3)"))
    assert 'cite="https://example.org/documents/memo/' in text
