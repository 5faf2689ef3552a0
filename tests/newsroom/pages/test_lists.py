"""Lists: the newest on one page, and each year on its own. All content is sample data."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from plugins.newsroom.library.edition import Edition, make_edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.lists.plan import MOST, MOST_ON_PAGE, NEWEST, list_plan
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.site import theme_of
from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import write_ledger
from plugins.records.schema import Document, Release
from tests.conftest import ContentMaker, EditionMaker, Files
from tests.newsroom.pages.drawing import drawn

MOST_BYTES = 40_000
"""Of any list page, as brotli packs it."""


def release(day: date, more: str = "", title: str = "") -> str:
    return f"---\ntitle: {title or f'Sample of {day}'}\ndate: {day}\n{more}---\nSample words.\n"


def releases(count: int, more: str = "", start: date = date(2010, 9, 1), every: int = 1) -> dict[str, str]:
    days = [start - timedelta(days=every * number) for number in range(count)]
    return {f"releases/r{number}.md": release(day, more) for number, day in enumerate(days)}


def document(fields: str, title: str) -> str:
    return f"---\ntitle: {title}\n{fields}---\nSample words.\n"


def page(site: dict[str, bytes], address: str) -> BeautifulSoup:
    return BeautifulSoup(site[f"{address}index.html"], "lxml")


def cards(site: dict[str, bytes], address: str) -> list[str]:
    return [link["href"] for link in page(site, address).select("main :is(h2, h3) > a")]


def facet(site: dict[str, bytes], address: str, name: str) -> list[tuple[str, int]]:
    rows = page(site, address).select(f"#_{name} li")
    return [((row.a and row.a["href"]) or row.b.get_text(), int(row.select_one(".meta").get_text())) for row in rows]


def test_releases_show_the_newest_and_lead_to_each_year(edition: EditionMaker) -> None:
    site = drawn(edition(releases(75, every=10)))
    assert len(cards(site, "releases/")) == NEWEST
    assert facet(site, "releases/", "year") == [
        ("/releases/2010/", 25), ("/releases/2009/", 36), ("/releases/2008/", 14),
    ]  # fmt: skip
    assert sum(len(cards(site, f"releases/{year}/")) for year in (2010, 2009, 2008)) == 75
    assert [part.get_text() for part in page(site, "releases/2010/").select("h2.listing__title")][:2] == [
        "September 2010", "August 2010",
    ]  # fmt: skip
    assert "The newest 30 of 75." in page(site, "releases/").get_text()


def test_fragments_of_the_list_that_was_one_page_lead_to_the_year(edition: EditionMaker) -> None:
    site = drawn(edition(releases(3, every=300)))
    for year in ("2010", "2009"):
        place = page(site, "releases/").find(id=f"year-{year}")
        assert place is not None and place.a["href"] == f"/releases/{year}/"


def test_a_short_list_is_whole_and_has_no_years(edition: EditionMaker) -> None:
    found = edition(
        releases(MOST, "tags: [Sample]\norganizations: [sra]\n") | {"organizations.yml": "sra:\n  name: S\n"}
    )
    site = drawn(found)
    for address in ("topics/sample/", "organizations/sra/"):
        assert len(cards(site, address)) == MOST
        assert f"{address}2010/index.html" not in site


def test_a_long_topic_organization_and_case_go_on_by_year(edition: EditionMaker) -> None:
    fields = "tags: [Sample]\norganizations: [sra]\ncases: [suit]\n"
    files = releases(MOST + 1, fields, every=10) | {
        "organizations.yml": "sra:\n  name: S\n",
        "cases/suit.md": "---\ntitle: A sample suit\nsummary: S\n---\nWords.\n",
    }
    site = drawn(edition(files))
    for address in ("topics/sample/", "organizations/sra/", "cases/suit/"):
        years = [f"{address}{year}/" for year in (2010, 2009)]
        assert len([url for url in cards(site, address) if "/releases/" in url]) == NEWEST, address
        assert sum(len(cards(site, year)) for year in years) == MOST + 1, address
        assert {f"/{year}" for year in years} <= {a["href"] for a in page(site, address).select("main a")}
        crumb = page(site, years[0]).select(".breadcrumbs a")[-1]
        assert crumb["href"] == f"/{address}"


def test_a_year_with_too_much_for_one_page_goes_on_by_month_and_a_month_by_number(edition: EditionMaker) -> None:
    files = {f"releases/r{n}.md": release(date(2010, 3 if n else 5, 1), title=f"S{n}") for n in range(MOST_ON_PAGE + 2)}
    site = drawn(edition(files))
    assert len(cards(site, "releases/2010/")) == NEWEST
    assert facet(site, "releases/2010/", "month") == [
        ("/releases/2010/month/05/", 1), ("/releases/2010/month/03/", MOST_ON_PAGE + 1),
    ]  # fmt: skip
    assert len(cards(site, "releases/2010/month/03/")) == MOST_ON_PAGE
    assert len(cards(site, "releases/2010/month/03/2/")) == 1
    found = {url for address in ("05/", "03/", "03/2/") for url in cards(site, f"releases/2010/month/{address}")}
    assert found == {f"/releases/2010/r{n}/" for n in range(MOST_ON_PAGE + 2)}


def documents() -> dict[str, str]:
    return {
        "cases/suit.md": "---\ntitle: A sample suit\ncase_name_short: The suit\nsummary: S\n---\nWords.\n",
        "documents/a/index.md": document("kind: memo\ndate: 2010-03-01\ncase: suit\n", "A"),
        "documents/b/index.md": document("kind: memo\ndate: 2009-03-01\n", "B"),
        "documents/c/index.md": document("kind: letter\n", "C"),
        "documents/held/index.md": document("kind: order\ndate: 2010-04-01\nstatus: draft\ncase: suit\n", "Heldcanary"),
    }


def test_documents_stand_newest_first_with_a_page_for_each_value_of_a_facet(edition: EditionMaker, pdf: Any) -> None:
    files: dict[str, str | bytes] = {**documents(), "documents/b/b.pdf": pdf(1)}
    site = drawn(edition(files))
    assert cards(site, "documents/") == ["/documents/a/", "/documents/b/", "/documents/c/"]
    assert facet(site, "documents/", "kind") == [("/documents/by/kind/memo/", 2), ("/documents/by/kind/letter/", 1)]
    assert facet(site, "documents/", "case") == [("/documents/by/case/suit/", 1)]
    assert facet(site, "documents/", "file") == [("/documents/by/file/on-file/", 1), ("/documents/by/file/missing/", 2)]
    assert facet(site, "documents/", "year") == [
        ("/documents/by/year/2010/", 1), ("/documents/by/year/2009/", 1), ("/documents/by/year/undated/", 1),
    ]  # fmt: skip
    assert cards(site, "documents/by/kind/memo/") == ["/documents/a/", "/documents/b/"]
    assert page(site, "documents/by/case/suit/").h1.get_text() == "Documents: The suit"
    assert page(site, "documents/").find(id="kind-memo").a["href"] == "/documents/by/kind/memo/"


def test_what_is_held_is_counted_nowhere_and_makes_no_list(edition: EditionMaker) -> None:
    files = documents()
    held = files.pop("documents/held/index.md")
    without = drawn(edition(files))
    assert drawn(edition({**files, "documents/held/index.md": held})) == without
    assert not [path for path in without if "order" in path]


def test_a_value_that_all_documents_share_divides_nothing(edition: EditionMaker) -> None:
    files = {f"documents/{name}/index.md": document("kind: memo\ndate: 2010-03-01\n", name) for name in "ab"}
    site = drawn(edition(files))
    assert not [path for path in site if path.startswith("documents/by/")]
    assert page(site, "documents/").select("aside") == []


def test_every_part_of_a_list_has_its_own_canonical_address_and_stands_in_the_sitemap(edition: EditionMaker) -> None:
    site = drawn(edition({**releases(70, "tags: [Sample]\n"), **documents()}))
    site = {path: data for path, data in site.items() if not path.startswith("embed/")}
    for path in (path for path in site if path.endswith("/index.html")):
        address = f"https://example.org/{path.removesuffix('index.html')}"
        html = site[path].decode()
        assert f'<link rel="canonical" href="{address}">' in html
        assert (f"<loc>{address}</loc>" in site["sitemap.xml"].decode()) is not address.endswith("/search/")
    titles = [BeautifulSoup(data, "lxml").title.get_text() for path, data in site.items() if path.endswith(".html")]
    assert len(titles) == len(set(titles))


def test_a_release_that_moves_to_another_year_changes_the_lists_that_name_it_and_no_other(
    edition: EditionMaker,
) -> None:
    files: Files = releases(40, "tags: [Sample]\n", every=30) | {"releases/x.md": release(date(2008, 6, 1), title="X")}
    before = drawn(edition(files))
    after = drawn(edition({**files, "releases/x.md": release(date(2009, 6, 1), title="X")}))
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    pages = {path for path in changed if path.endswith("index.html") and path.count("/") <= 2}
    assert {"releases/2008/index.html", "releases/2009/index.html", "releases/index.html"} <= pages
    assert pages <= {
        "releases/2008/index.html", "releases/2009/index.html", "releases/2010/index.html",
        "releases/2007/index.html", "releases/index.html", "index.html",
    }  # fmt: skip


def many(edition: Edition, count: int, papers: int) -> Edition:
    """The same site with so many releases and documents: copies of its own, of other days, titles and slugs."""
    library = edition.library
    (one,) = library.releases
    (paper,) = library.documents
    made = [_copy(one, number, date(2026, 1, 1) - timedelta(days=number * 5844 // count)) for number in range(count)]
    papers_made = [_copy(paper, number, date(2026, 1, 1) - timedelta(days=3 * number)) for number in range(papers)]
    return make_edition(replace(library, releases=tuple(made), documents=tuple(papers_made)))


WORDS = "county opt-out records letter memo request sheriff lawsuit detainer court hearing answer order data program"


def _copy(item: Item[Any], number: int, day: date) -> Item[Any]:
    words = WORDS.split()
    said = " ".join(words[(number * step + step) % len(words)] for step in (1, 3, 5, 7, 11, 13, 2))
    slug = f"{said.replace(' ', '-')[:50]}-{number}"
    record = item.record.model_copy(
        update={
            "title": f"Sample {number}: {said} {number * 7919 % 9973}",
            "date": day,
            "summary": f"Sample {number * 104729 % 99991} of {said}, and {number * 1299709 % 99989} more for {day}.",
        }
    )
    address = f"releases/{day.year}/{slug}/" if isinstance(record, Release) else f"documents/{slug}/"
    return replace(
        item,
        slug=slug,
        uid=f"urn:sample:{slug}",
        path=f"{address}a.md",
        address=address,
        record=record,
        fingerprint=slug,
    )


def list_pages(edition: Edition) -> dict[str, bytes]:
    theme = theme_of(edition)
    places = [place for place in outline(edition) if place.item is None and place.path.endswith(".html")]
    return {place.path: place.make().content(theme) for place in places}


def test_no_list_of_ten_thousand_releases_and_a_thousand_documents_is_heavier_than_its_budget(
    edition: EditionMaker,
) -> None:
    brotli = pytest.importorskip("brotli")
    fields = "tags: [Sample, Courts]\norganizations: [sra]\ncases: [suit]\n"
    small = edition(
        {
            "releases/a.md": release(date(2010, 1, 1), fields),
            "documents/d/index.md": document("kind: memo\ncase: suit\ntags: [Sample]\n", "D"),
            "cases/suit.md": "---\ntitle: A sample suit\nsummary: S\n---\nWords.\n",
            "organizations.yml": "sra:\n  name: S\n",
        }
    )
    big = many(small, 10_000, 1_000)
    assert isinstance(big.library.documents[0].record, Document)
    sizes = {path: len(brotli.compress(data, quality=5)) for path, data in list_pages(big).items()}
    heaviest = max(sizes, key=lambda path: sizes[path])
    assert sizes[heaviest] < MOST_BYTES, (heaviest, sizes[heaviest])
    assert len(sizes) > 200


def test_every_record_stands_in_some_page_of_each_of_its_lists(edition: EditionMaker) -> None:
    fields = "tags: [Sample]\n"
    small = edition(
        {"releases/a.md": release(date(2010, 1, 1), fields), "documents/d/index.md": document("kind: memo\n", "D")}
    )
    big = many(small, 2_000, 300)
    pages = list_plan(big)["en"]
    for top, everything in (
        ("releases/", big.library.releases),
        ("topics/sample/", big.library.releases),
        ("documents/", big.library.documents),
    ):
        shown = {
            member.address  # type: ignore[union-attr]
            for address, found in pages.items()
            if address.startswith(top)
            for _, own, _ in found.shown()
            for member in own
        }
        assert shown == {item.address for item in everything}


@pytest.mark.parametrize("kind", ["case", "topic"])
def test_a_release_points_to_a_few_others_on_its_case_and_on_its_topics(edition: EditionMaker, kind: str) -> None:
    fields = "tags: [Sample]\n" + ("cases: [suit]\n" if kind == "case" else "")
    files = releases(9, fields) | {"cases/suit.md": "---\ntitle: A sample suit\nsummary: S\n---\nWords.\n"}
    site = drawn(edition(files))
    side = page(site, "releases/2010/r0/").select_one("aside")
    assert side is not None
    boxes = {box.h2.get_text(): [a["href"] for a in box.select("h3 a")] for box in side.select("section.box")}
    if kind == "case":
        assert boxes["More on this case"] == [f"/releases/2010/r{n}/" for n in range(1, 5)]
        assert boxes["More on this topic"] == [f"/releases/2010/r{n}/" for n in range(5, 9)]
    else:
        assert "More on this case" not in boxes
        assert boxes["More on this topic"] == [f"/releases/2010/r{n}/" for n in range(1, 5)]
    assert not re.search("summary", str(side.select_one(".release-card")))


def test_a_part_of_a_list_that_was_published_leads_on_and_one_of_what_is_held_does_not_exist(
    edition: EditionMaker, make_content: ContentMaker
) -> None:
    files: Files = releases(3, every=300) | documents()
    write_ledger(make_content(files), recorded(edition(files)))
    moved = {**files, "releases/r2.md": release(date(2010, 8, 1), "uid: a\n", title="Moved")}
    moved["documents/c/index.md"] = document("kind: memo\n", "C")
    site = drawn(edition(moved))
    assert b'url=/documents/"' in site["documents/by/kind/letter/index.html"]
    held = {f"releases/r{n}.md": release(date(2009, 1, 9), "status: draft\n") for n in (1, 2)}
    assert "releases/2009/index.html" in site
    assert "releases/2009/index.html" not in drawn(edition({**files, **held}))


def test_a_case_shows_its_newest_ten_and_the_others_on_demand(edition: EditionMaker) -> None:
    case = {"cases/suit.md": "---\ntitle: Sample v. Agency\nsummary: S\n---\nSample words.\n"}
    found = page(drawn(edition(releases(13, "cases: [suit]\n") | case)), "cases/suit/")
    part = found.select_one("#_releases")
    assert part is not None
    assert (len(part.select(".release-card")), len(part.select("details .release-card"))) == (13, 3)
    assert part.select_one("summary").get_text() == "Earlier news (3)"  # type: ignore[union-attr]
