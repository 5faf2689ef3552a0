"""Records in small, which other sites may frame: what each shows, which there are, and that none of them ever ends."""

import html
import json
import re
from html.parser import HTMLParser

import pytest

from plugins.checks.rules import find_problems
from plugins.newsroom.library.addresses import embed_address, embed_folder, embedded_page
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.document_pages import document_text_view
from plugins.newsroom.pages.embed_pages import embed_view
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.site import theme_of
from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import LEDGER, ledger_text
from tests.conftest import EditionMaker, Files
from tests.newsroom.library.quoted import MEMO, PAGES, files, memo
from tests.newsroom.pages.drawing import drawn

QUOTED = "> A county may ask in writing\n> — [Memo, p. 1]({document}memo#page=1)\n"
GONE = "status: withdrawn\nwithdrawn:\n  date: 2010-09-05\n  reason: The figures were wrong.\n"
RELEASE = "---\ntitle: The memo\ndate: 2010-09-01\nuid: urn:a\n{}---\nThe agency answered.\n\n{}\n"
TRACKER = (
    "---\ntitle: Sample tracker\nsummary: Who asked.\nmap: us-states\nstatuses:\n- {slug: asked, name: Asked}\n---\n"
)
ROWS = "place,state,status,date,document,page,note\nSample County,CA,asked,2010-09-01,,,\n"


class Read(HTMLParser):
    """Every element of a page, with its attributes; and the words of its text areas."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.areas: list[str] = []
        self._in_area = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._in_area = tag == "textarea"

    def handle_data(self, data: str) -> None:
        if self._in_area:
            self.areas.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_area = False


def published(edition: EditionMaker, content: Files) -> Files:
    """The content with the ledger of its publication."""
    return {**content, LEDGER: ledger_text(recorded(edition(content))).encode()}


def embeds(site: dict[str, bytes]) -> set[str]:
    return {path.removesuffix("index.html") for path in site if embed_folder(path)}


@pytest.mark.parametrize(
    ("address", "page", "embed"),
    [
        ("releases/2010/opt-out/", 0, "embed/release/opt-out/"),
        ("es/releases/2010/opt-out/", 0, "es/embed/release/opt-out/"),
        ("trackers/opt-out/", 0, "embed/tracker/opt-out/"),
        ("documents/memo/", 12, "embed/document/memo/12/"),
        ("documents/2010/", 1, "embed/document/2010/1/"),
        ("documents/memo/", 0, ""),
        ("releases/2010/opt-out/", 1, ""),
        ("cases/a/", 0, ""),
        ("releases/2010/", 0, ""),
    ],
)
def test_the_address_of_an_embed_follows_from_that_of_the_page(address: str, page: int, embed: str) -> None:
    assert embed_address(address, page) == embed
    if embed:
        assert embed_folder(f"{embed}index.html") == f"{embed.partition('embed/')[0]}embed/"
        assert embedded_page(f"{embed}index.html") == page


def test_an_embed_shows_a_release_with_a_checked_quotation_and_whose_it_is(edition: EditionMaker) -> None:
    page = drawn(edition(files(QUOTED)))["embed/release/a/index.html"].decode()
    assert '<a href="/releases/2010/a/" target="_blank" rel="noopener">' in page
    assert "<mark>A county may ask in writing</mark>" in page
    assert "Matches the page" in page
    assert "Read it on The Record" in page
    assert '<link rel="canonical" href="https://example.org/releases/2010/a/">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_quotation_that_nobody_confirmed_is_not_shown_as_checked(edition: EditionMaker) -> None:
    site = drawn(edition(files(QUOTED.replace("may ask", "must ask"))))
    assert "must ask" not in site["embed/release/a/index.html"].decode()
    assert "<mark>A county must" not in site["index.html"].decode()
    assert "Checked by our staff" not in site["index.html"].decode() + site["documents/memo/index.html"].decode()


def test_an_embed_of_a_page_shows_its_picture_its_text_and_what_is_quoted(edition: EditionMaker) -> None:
    site = drawn(edition(files(QUOTED)))
    page = site["embed/document/memo/1/index.html"].decode()
    assert '<blockquote dir="auto"><mark>A county may ask in writing</mark></blockquote>' in page
    assert 'alt="Page 1 as an image"' in page and "/documents/memo/page-1." in page
    assert "<details>" in page and "The text of this page" in page
    assert '<a href="/documents/memo/#page=1" target="_blank" rel="noopener">' in page


def test_an_embed_of_a_page_has_the_text_that_the_document_shows_there(edition: EditionMaker) -> None:
    head = "Office of the Sample Clerk"
    pages = tuple((head, f"First {n}.", f"Second {n}.", f"Third {n}.", f"{'m' * n}.") for n in range(1, 29))
    cited = " ".join(f"[{number}]({{document}}memo#page={number})" for number in (2, 27, 28))
    found = edition({**files(cited), "documents/memo/memo.pdf": memo(pages)})
    (item,) = found.library.documents
    parts = {first: document_text_view(found, item, first).texts for first in (1, 26)}
    for number in (27, 2, 28):
        page = embed_view(found, item, number).page
        assert page is not None
        shown = parts[1 if number < 26 else 26][number - (1 if number < 26 else 26)]
        assert (page.paragraphs, page.picture, page.citation) == (shown.paragraphs, shown.picture, shown.citation)
        words = " ".join(text for paragraph in page.paragraphs for text, *_ in paragraph.segments)
        assert head not in words and f"Second {number}." in words


def test_only_pages_that_somebody_points_to_have_an_embed_and_the_first(edition: EditionMaker) -> None:
    count = len(PAGES)
    none = embeds(drawn(edition(files("Words."))))
    assert {address for address in none if "document" in address} == {"embed/document/memo/1/"}
    cited = embeds(drawn(edition(files(f"[last]({{document}}memo#page={count})"))))
    assert {address for address in cited if "document" in address} == {
        "embed/document/memo/1/", f"embed/document/memo/{count}/",
    }  # fmt: skip


def test_an_embed_of_a_tracker_shows_what_it_counts_and_its_map(edition: EditionMaker) -> None:
    site = drawn(edition({"trackers/t.md": TRACKER, "trackers/t.csv": ROWS}))
    page = site["embed/tracker/t/index.html"].decode()
    assert re.search(r"1 place\s+in 1 state\.\s+Asked: 1\.", page)
    assert '<a href="/trackers/t/#ca-sample-county-2010-09-01" target="_blank" rel="noopener"' in page
    assert page.count("<rect") == 51 + 1


def test_nothing_in_an_embed_runs_and_every_link_leaves_the_frame(edition: EditionMaker) -> None:
    content = {**files(QUOTED), "trackers/t.md": TRACKER, "trackers/t.csv": ROWS}
    site = drawn(edition(content))
    shown = [site[f"{address}index.html"] for address in embeds(site)]
    assert len(shown) == 3
    for page in shown:
        elements = Read(page).elements
        assert [tag for tag, _ in elements if tag in ("script", "style", "iframe", "form")] == []
        links = [values for tag, values in elements if tag == "a"]
        assert links
        assert {(values.get("target"), values.get("rel")) for values in links} == {("_blank", "noopener")}


def test_a_page_says_what_to_write_to_embed_it(edition: EditionMaker) -> None:
    content = {**files(QUOTED), "trackers/t.md": TRACKER, "trackers/t.csv": ROWS}
    content["releases/b.md"] = RELEASE.format("slug: b\nuid: urn:b\n", "").replace("The memo", "'A “b” & \"<c>\"'")
    content["releases/b.md"] = str(content["releases/b.md"]).replace("uid: urn:a\n", "")
    site = drawn(edition(content))
    known = embeds(site)
    for path in ("releases/2010/b/", "trackers/t/", "documents/memo/"):
        (written,) = Read(site[f"{path}index.html"]).areas
        ((tag, values),) = Read(written.encode()).elements
        assert tag == "iframe" and set(values) == {"src", "title", "width", "height", "loading", "style"}
        assert values["src"].removeprefix("https://example.org/") in known
        assert values["title"].endswith(" · The Record")
        if path == "releases/2010/b/":
            assert values["title"] == 'A “b” & "<c>" · The Record'
            assert "<c>" not in html.unescape(written.replace("&lt;", ""))


def test_no_machine_is_told_of_an_embed(edition: EditionMaker) -> None:
    site = drawn(edition(files(QUOTED)))
    told = [path for path, data in site.items() if path.endswith((".xml", ".json", ".txt")) and b"embed/" in data]
    assert told == []


def test_a_held_record_has_no_embed(edition: EditionMaker) -> None:
    assert embeds(drawn(edition({"releases/a.md": RELEASE.format("status: draft\n", "")}))) == set()


def test_an_embed_of_a_withdrawn_release_says_that_it_is(edition: EditionMaker) -> None:
    site = drawn(edition({"releases/a.md": RELEASE.format(GONE, "Zanzibar.")}))
    page = site["embed/release/a/index.html"].decode()
    assert "Withdrawn" in page and "The figures were wrong." in page
    assert "agency answered" not in page
    assert b"<textarea" not in site["releases/2010/a/index.html"]


def test_an_embed_of_a_page_stays_when_nobody_cites_it_any_more(edition: EditionMaker) -> None:
    cited = published(edition, files(f"[last]({{document}}memo#page={len(PAGES)})"))
    last = f"embed/document/memo/{len(PAGES)}/"
    site = drawn(edition({**cited, **files("Words.")}))
    assert last in embeds(site)
    assert "<textarea" in site["documents/memo/index.html"].decode()
    gone = str(cited["documents/memo/index.md"]).replace("---\n", f"---\n{GONE}", 1)
    site = drawn(edition({**cited, **files("Words."), "documents/memo/index.md": gone}))
    assert "The figures were wrong." in site[f"{last}index.html"].decode()


def test_an_embed_whose_record_was_renamed_leads_to_the_new_one(edition: EditionMaker) -> None:
    content = published(edition, {"releases/a.md": RELEASE.format("slug: old\n", "")})
    site = drawn(edition({**content, "releases/a.md": RELEASE.format("slug: new\n", "")}))
    assert b'url=/embed/release/new/"' in site["embed/release/old/index.html"]
    assert b"The memo" in site["embed/release/new/index.html"]
    assert 'location = "/embed/release/old/" { return 301 "/embed/release/new/"; }' in site["_nginx.conf"].decode()


def test_an_embed_of_a_page_leads_on_with_its_number(edition: EditionMaker) -> None:
    cited = published(edition, files(f"[last]({{document}}memo#page={len(PAGES)})"))
    renamed = str(cited["documents/memo/index.md"]).replace("kind: memo", "kind: memo\nslug: new")
    site = drawn(edition({**cited, **files("Words."), "documents/memo/index.md": renamed}))
    number = len(PAGES)
    assert f'url=/embed/document/new/{number}/"'.encode() in site[f"embed/document/memo/{number}/index.html"]
    assert f"Page {number} of {number}" in site[f"embed/document/new/{number}/index.html"].decode()


def test_an_embed_of_a_page_that_the_file_has_no_more_says_so(edition: EditionMaker) -> None:
    cited = published(edition, files(f"[last]({{document}}memo#page={len(PAGES)})"))
    site = drawn(edition({**cited, **files("Words."), "documents/memo/memo.pdf": memo(PAGES[:1])}))
    page = site[f"embed/document/memo/{len(PAGES)}/index.html"].decode()
    assert "This page is no longer part of the document." in page
    assert 'href="/documents/memo/"' in page


def test_a_new_date_moves_no_embed(edition: EditionMaker) -> None:
    content = published(edition, {"releases/a.md": RELEASE.format("", "")})
    moved = RELEASE.format("", "").replace("2010-09-01", "2009-09-01")
    site = drawn(edition({**content, "releases/a.md": moved}))
    assert embeds(site) == {"embed/release/a/"}
    assert b'href="/releases/2009/a/"' in site["embed/release/a/index.html"]


def test_a_translation_has_an_embed_below_its_language(edition: EditionMaker) -> None:
    es = RELEASE.format("lang: es\ntranslation: true\n", "").replace("urn:a", "urn:es")
    site = drawn(edition({"releases/a.md": RELEASE.format("", ""), "releases/a.es.md": es}))
    assert embeds(site) == {"embed/release/a/", "es/embed/release/a/"}
    assert 'lang="es"' in site["es/embed/release/a/index.html"].decode()


def test_the_name_is_kept_for_embeds(edition: EditionMaker) -> None:
    found = edition({"pages/embed.md": "---\ntitle: Embed\nuid: urn:p\n---\nWords.\n"})
    assert [(p.code, p.path) for p in find_problems(found) if p.code == "R008"] == [("R008", "pages/embed.md")]


def test_the_ledger_knows_what_was_embedded(edition: EditionMaker) -> None:
    ledger = json.loads(ledger_text(recorded(edition(files(QUOTED)))))
    kept = {path for entry in ledger["records"].values() for path in entry.get("files", ()) if embed_folder(path)}
    assert kept == {place.path for place in outline(edition(files(QUOTED))) if embed_folder(place.path)} != set()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (files(QUOTED), files(QUOTED, MEMO.replace("The memo", "That memo"))),
        (files(QUOTED), {**files(QUOTED), "documents/memo/memo.pdf": memo((("Other words.",), ("More.",)))}),
        (files(QUOTED), {**files(QUOTED), "documents/memo/index.md": MEMO.replace("uid", "slug: new\nuid")}),
        (files(QUOTED), files(QUOTED.replace("may ask in", "may ask"))),
        (files(QUOTED), files(QUOTED, fields="kind: letter\n")),
        (files("", fields=GONE), files("", fields=GONE.replace("figures", "numbers"))),
        (
            {**files("", fields=f"{GONE}  replacement: b\n"), "releases/b.md": RELEASE.format("slug: b\n", "")},
            {
                **files("", fields=f"{GONE}  replacement: b\n"),
                "releases/b.md": RELEASE.format("slug: b\n", "").replace("The memo", "The new memo"),
            },
        ),
    ],
)  # fmt: skip
def test_an_embed_is_made_again_when_what_it_shows_of_others_changes(
    before: Files, after: Files, edition: EditionMaker
) -> None:
    (first, said), (second, then) = (_release(edition(content)) for content in (before, after))
    assert said != then
    assert first != second


def test_an_edit_of_words_makes_no_embed_again(edition: EditionMaker) -> None:
    fields = "summary: A summary.\n"
    (first, said), (second, then) = (_release(edition(files(f"{QUOTED}\n{n} words.", fields=fields))) for n in (2, 3))
    assert (first, said) == (second, then)


def _release(found: Edition) -> tuple[str, bytes]:
    """What decides whether the embed of a release is made again, and its bytes."""
    (place,) = (place for place in outline(found) if place.path == "embed/release/a/index.html")
    assert place.inputs is not None
    return place.inputs(), place.make().content(theme_of(found))
