"""Where a link leads: an address, a file beside the page, something held, or nowhere."""

from typing import Any

import pytest

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.links import Address, Asset, Broken, Elsewhere, Held, Target, Unread
from plugins.prose.links import Refused, read_address
from plugins.prose.model import Reference
from tests.conftest import EditionMaker

A = "releases/2010/a.md"


def text(kind: str = "release", fields: str = "", date: str = "2010-09-01") -> str:
    own = {"release": f"date: {date}\n", "case": "summary: S\n", "document": "kind: memo\n", "page": ""}[kind]
    return f"---\ntitle: T\n{own}{fields}---\nWords.\n"


ALIASES = "uid: urn:memo\naliases: [/old/memo/, /old-memo.html]\n"
LEDGER = """{"version": 1, "pages": [], "records": {"urn:memo": {"path": "documents/former/index.md",
"addresses": ["documents/former/", "documents/memo/"], "first_published": "2010-09-01T00:00:00Z", "text": "",
"changes": 0}}}"""
"""The memo was published under another name before."""


@pytest.fixture
def site(edition: EditionMaker, pdf: Any, png: Any) -> Edition:
    return edition(
        {
            A: text(),
            "releases/2010/a.es.md": text(fields="lang: es\ntranslation: true\n"),
            "releases/2010/b.md": text(fields="slug: bee\n"),
            "releases/2010/solo.fr.md": text(fields="lang: fr\ntranslation: true\n"),
            "releases/2010/draft.md": text(fields="status: draft\n"),
            "releases/2010/faulty.md": text(fields="stauts: draft\n"),
            "releases/2010/faulty-draft.md": text(fields="foo: x\nstatus: draft\n"),
            "releases/2010/photo.png": png(4, 3),
            "releases/2010/Our Photo.png": png(4, 3),
            "releases/2010/table.csv": "a,b",
            "releases/2010/loose.pdf": pdf(1),
            "releases/2010/run.sh": "x",
            "images/logo.png": png(2, 2),
            "cases/c.md": text("case"),
            "ledger.json": LEDGER,
            "documents/memo/index.md": text("document", f"{ALIASES}versions:\n- date: 2010-08-01\n  file: old.pdf\n"),
            "documents/memo/memo.pdf": pdf(2),
            "documents/memo/old.pdf": pdf(1),
            "documents/absent/index.md": text("document"),
            "documents/held/index.md": text("document", "date: 2011-01-01\n"),
            "documents/held/held.pdf": pdf(1),
            "pages/about.md": text("page"),
            "pages/home.md": text("page"),
        }
    )


def resolve(site: Edition, written: str, path: str = A, role: Any = "link") -> Target:
    """`{scheme}target#fragment`, as staff write it."""
    scheme, _, rest = written.removeprefix("{").partition("}")
    target, _, fragment = rest.partition("#")
    reference = Reference(scheme=scheme, target=target, fragment=fragment, text="x", line=1, role=role)  # type: ignore[arg-type]
    return site.links.resolve(reference, path)


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("{release}a", "releases/2010/a/"),
        ("{release}bee", "releases/2010/bee/"),
        ("{case}c", "cases/c/"),
        ("{document}memo", "documents/memo/"),
        ("{filename}b.md", "releases/2010/bee/"),
        ("{filename}./b.md", "releases/2010/bee/"),
        ("{filename}../2010/b.md", "releases/2010/bee/"),
        ("{filename}/releases/2010/b.md", "releases/2010/bee/"),
        ("{filename}releases/2010/b.md", "releases/2010/bee/"),
        ("{filename}/pages/about.md", "about/"),
        ("{filename}/pages/home.md", ""),
        ("{filename}/documents/memo/index.md", "documents/memo/"),
        ("{static}/documents/memo/memo.pdf", "documents/memo/memo.pdf"),
        ("{attach}../../documents/memo/memo.pdf", "documents/memo/memo.pdf"),
        ("{internal}/releases/", "releases/"),
    ],
)
def test_a_link_finds_its_page_or_file_in_every_form_that_pelican_knows(site: Edition, written: str, path: str) -> None:
    target = resolve(site, written)
    assert isinstance(target, Address)
    assert target.path == path


def test_a_link_stays_in_its_language_where_it_can(site: Edition) -> None:
    for source, path in ((A, "releases/2010/a/"), ("releases/2010/a.es.md", "es/releases/2010/a/")):
        target = resolve(site, "{release}a", source)
        assert isinstance(target, Address)
        assert target.path == path
    target = resolve(site, "{case}c", "releases/2010/a.es.md")
    assert isinstance(target, Address)
    assert target.path == "cases/c/"
    target = resolve(site, "{release}solo")
    assert isinstance(target, Address)
    assert target.path == "fr/releases/2010/solo/"


def test_a_page_of_a_document_is_kept_with_its_number(site: Edition) -> None:
    assert resolve(site, "{document}memo#page=2") == Address(
        "documents/memo/", "page=2", resolve(site, "{document}memo").item, 2, 2
    )  # type: ignore[union-attr]
    target = resolve(site, "{static}/documents/memo/memo.pdf#page=2")
    assert isinstance(target, Address)
    assert (target.path, target.fragment, target.page) == ("documents/memo/memo.pdf", "page=2", 2)


def test_a_page_of_what_is_not_on_file_is_remembered_and_the_link_leads_to_the_record(site: Edition) -> None:
    target = resolve(site, "{document}absent#page=9")
    assert isinstance(target, Address)
    assert (target.path, target.fragment, target.page) == ("documents/absent/", "", 9)


@pytest.mark.parametrize(
    "fragment",
    [
        "page=3",
        "page=0",
        "page=-1",
        "page=",
        "page=two",
        "page=²",
        "page=1.5",
        "page=2-1",
        "page=1-3",
        "page=0-1",
        "page=1-",
        "page=99999999999999999999",
    ],
)
def test_a_page_that_there_is_not_is_told(site: Edition, fragment: str) -> None:
    target = resolve(site, f"{{document}}memo#{fragment}")
    assert isinstance(target, Broken)
    assert target.code == "L003"


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("{static}photo.png", "releases/2010/photo.png"),
        ("{attach}Our%20Photo.png", "releases/2010/Our Photo.png"),
        ("{static}/images/logo.png", "images/logo.png"),
        ("{static}images/logo.png", "images/logo.png"),
        ("{filename}table.csv", "releases/2010/table.csv"),
    ],
)
def test_a_file_of_the_content_is_published_beside_the_page(site: Edition, written: str, file: str) -> None:
    assert resolve(site, written) == Asset(file)


@pytest.mark.parametrize(
    "written",
    [
        "{static}../../../secret.png",
        "{static}/../secret.png",
        "{static}/../../etc/passwd",
        "{attach}../../../../../../etc/passwd",
        "{static}%2e%2e/%2e%2e/%2e%2e/secret.png",
        "{filename}../../../content/releases/2010/b.md",
    ],
)
def test_nothing_outside_the_content_is_ever_meant(site: Edition, written: str) -> None:
    target = resolve(site, written)
    assert isinstance(target, Broken)
    assert target.code == "C002"


@pytest.mark.parametrize(
    "written",
    [
        "{static}.htaccess",
        "{static}/.env",
        "{static}..\\..\\x.png",
        "{static}a\0b.png",
        "{static}",
        "{static}/",
        "{filename}.",
    ],
)
def test_what_is_no_file_of_the_content_is_nowhere(site: Edition, written: str) -> None:
    target = resolve(site, written)
    assert isinstance(target, Broken)
    assert target.code == "L001"


@pytest.mark.parametrize(
    ("written", "role", "code", "word"),
    [
        ("{static}loose.pdf", "link", "C004", "documents/loose/"),
        ("{static}/documents/memo/old.pdf", "link", "C004", "{document}memo"),
        ("{static}run.sh", "link", "C004", "PNG"),
        ("{static}table.csv", "image", "C004", "link to the file"),
        ("{static}phot.png", "image", "C003", "photo.png?"),
        ("{static}tabel.csv", "link", "L001", "table.csv?"),
        ("{release}beee", "link", "L001", "bee?"),
        ("{document}Memo", "link", "L001", "memo?"),
        ("{case}", "link", "L001", "record"),
    ],
)
def test_what_cannot_be_linked_to_says_why_and_what_may_be_meant(
    site: Edition, written: str, role: str, code: str, word: str
) -> None:
    target = resolve(site, written, role=role)
    assert isinstance(target, Broken)
    assert target.code == code
    assert word in target.fix


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("{release}draft", "draft"),
        ("{filename}draft.md", "draft"),
        ("{release}faulty-draft", "faulty-draft"),
        ("{document}held", "held"),
        ("{document}held#page=7", "held"),
        ("{filename}/documents/held/index.md", "held"),
        ("{static}/documents/held/held.pdf", "held"),
    ],
)
def test_what_is_held_is_known_as_held_and_no_file_of_it_is_published(site: Edition, written: str, name: str) -> None:
    found = resolve(site, written)
    assert isinstance(found, Held) and found.name == name


def test_what_has_an_error_of_its_own_is_told_there(site: Edition) -> None:
    assert resolve(site, "{release}faulty") == Unread()
    assert resolve(site, "{filename}faulty.md") == Unread()


def test_a_misspelt_name_never_suggests_what_is_held(site: Edition) -> None:
    for written in ("{release}drafts", "{release}faulti", "{document}helt"):
        target = resolve(site, written)
        assert isinstance(target, Broken)
        assert "did you mean" not in target.fix


def test_other_sites_and_places_in_the_text_stay_as_they_are(site: Edition) -> None:
    assert resolve(site, "{external}https://example.com/a#b") == Elsewhere("https://example.com/a#b")
    assert resolve(site, "{mail}mailto:a@example.com") == Elsewhere("mailto:a@example.com")
    assert resolve(site, "{fragment}#below") == Elsewhere("#below")


def followed(site: Edition, written: str) -> Target:
    """An address without braces."""
    address = read_address(written)
    assert not isinstance(address, Refused)
    return site.links.resolve(
        Reference(scheme=address.scheme, target=address.target, fragment=address.fragment, text="x", line=1), A
    )


def test_pages_that_run_on_are_kept_and_lead_to_the_first(site: Edition) -> None:
    for dash in "-–":
        target = resolve(site, f"{{document}}memo#page=1{dash}2")
        assert isinstance(target, Address)
        assert (target.fragment, target.page, target.last_page) == ("page=1", 1, 2)


@pytest.mark.parametrize(
    "written",
    [
        "/documents/memo/#page=2",
        "https://example.org/documents/memo/#page=2",
        "/documents/memo/index.html#page=2",
        "/documents/memo/text/1-25/#page=2",
        "HTTPS://EXAMPLE.org/documents/memo/#page=2",
        "http://example.org/documents/memo/#page=2",
        "https://example.org:443/documents/memo/#page=2",
        "https://www.example.org/documents/memo/#page=2",
        "https://example.org/documents/memo#page=2",
        "https://example.org/documents/memo/?utm_source=mail#page=2",
        "https://example.org/documents//./memo/#page=2",
        "https://example.org/documents/m%65mo/#page=2",
        "/documents/memo/memo.txt#page=2",
        "/old/memo/#page=2",
        "https://example.org/old-memo.html#page=2",
        "/documents/former/#page=2",
    ],
)
def test_an_address_of_our_own_is_the_record_that_it_names(site: Edition, written: str) -> None:
    assert followed(site, written) == resolve(site, "{document}memo#page=2")


def test_the_address_of_a_documents_file_is_the_file_at_its_page(site: Edition) -> None:
    target = followed(site, "/documents/memo/memo.pdf#page=2")
    assert isinstance(target, Address)
    assert (target.path, target.page) == ("documents/memo/memo.pdf", 2)


@pytest.mark.parametrize("written", ["/documents/held/#page=1", "https://example.org/documents/held/"])
def test_the_address_of_what_is_held_is_held(site: Edition, written: str) -> None:
    assert followed(site, written) == resolve(site, "{document}held")


def test_the_text_of_a_document_is_the_documents_and_keeps_its_own_address(site: Edition) -> None:
    target = followed(site, "/documents/memo/memo.txt")
    assert isinstance(target, Address) and target.item is not None
    assert (target.path, target.item.slug) == ("documents/memo/memo.txt", "memo")


@pytest.mark.parametrize("written", ["https://example.org/tools/?a=b#c", "https://example.org/documents/memo2/"])
def test_a_whole_address_of_ours_that_no_record_has_stays_as_typed(site: Edition, written: str) -> None:
    assert followed(site, written) == Elsewhere(written)


def test_addresses_that_are_not_ours_stay_outside(site: Edition) -> None:
    for written in (
        "https://example.org:8443/documents/memo/",
        "https://press.example.org/documents/memo/",
        "https://example.org.evil.net/documents/memo/",
        "https://example.com/documents/memo/#page=2",
    ):
        assert isinstance(followed(site, written), Elsewhere)
