"""Which file stands at an address, and which never do."""

from pathlib import Path

import pytest

from plugins.desk.preview.answers import Found, Moved, answer, byte_range, media_type


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    for name in (
        "index.html",
        "releases/index.html",
        "releases/2010/a/index.html",
        "a.pdf",
        "empty/b.txt",
        "ñ/index.html",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    for name in (".daylight.json", ".hidden/index.html", "../secret.txt", "../output-evil/x.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("secret")
    return folder


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("/", "index.html"),
        ("/?a=/../b", "index.html"),
        ("/index.html", "index.html"),
        ("/releases/", "releases/index.html"),
        ("/releases/2010/a/", "releases/2010/a/index.html"),
        ("/a.pdf", "a.pdf"),
        ("/%61.pdf", "a.pdf"),
        ("/%C3%B1/", "ñ/index.html"),
    ],
)
def test_an_address_gives_its_file(site: Path, target: str, file: str):
    found = answer(site, "/", target)
    assert isinstance(found, Found)
    assert found.file == (site / file).resolve()


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/releases", "/releases/"),
        ("/releases/2010/a?x=1", "/releases/2010/a/?x=1"),
        ("/%C3%B1", "/%C3%B1/"),
    ],
)
def test_a_folder_without_its_slash_is_sent_to_the_address_with_it(site: Path, target: str, location: str):
    assert answer(site, "/", target) == Moved(location)


@pytest.mark.parametrize("target", ["/empty/", "/empty", "/releases/2010/", "/releases/2010"])
def test_a_folder_without_a_page_is_not_listed(site: Path, target: str):
    assert answer(site, "/", target) is None


@pytest.mark.parametrize(
    "target",
    [
        "",
        "*",
        "http://127.0.0.1/a.pdf",
        "//a.pdf",
        "//evil.example/releases",
        "/a.pdf/",
        "/index.html/x",
        "/.daylight.json",
        "/%2edaylight.json",
        "/%2Edaylight.json",
        "/releases/../.daylight.json",
        "/.hidden/",
        "/.hidden",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/../output-evil/x.txt",
        "/./a.pdf",
        "/a.pdf%00",
        "/a.pdf%0d%0aX: y",
        "/%ff",
        "/C:/secret.txt",
        "/" + "x" * 5000,
        "/" + "a/" * 3000,
    ],
)
def test_what_is_hidden_outside_or_malformed_is_not_there(site: Path, target: str):
    assert answer(site, "/", target) is None


def test_a_link_that_leads_outside_or_to_a_hidden_file_is_not_there(site: Path):
    (site / "out.txt").symlink_to(site.parent / "secret.txt")
    (site / "evil").symlink_to(site.parent / "output-evil")
    (site / "shown.json").symlink_to(site / ".daylight.json")
    (site / "circle").symlink_to(site / "circle")
    (site / "kept.pdf").symlink_to(site / "a.pdf")
    assert [answer(site, "/", target) for target in ("/out.txt", "/evil/x.txt", "/shown.json", "/circle")] == [None] * 4
    assert isinstance(answer(site, "/", "/kept.pdf"), Found)


def test_a_folder_that_is_itself_a_link_or_hidden_is_served(site: Path, tmp_path: Path):
    (tmp_path / ".preview").symlink_to(site)
    assert isinstance(answer(tmp_path / ".preview", "/", "/releases/"), Found)


def test_before_the_first_build_there_is_nothing(tmp_path: Path):
    assert answer(tmp_path / "nowhere", "/", "/") is None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/", Moved("/sub/site/")),
        ("/sub/site", Moved("/sub/site/")),
        ("/sub/site/releases", Moved("/sub/site/releases/")),
        ("/releases/", None),
        ("/sub/sitereleases/", None),
        ("/sub/", None),
    ],
)
def test_the_path_of_siteurl_stands_before_every_address(site: Path, target: str, expected: Moved | None):
    assert answer(site, "/sub/site/", target) == expected
    assert isinstance(answer(site, "/sub/site/", "/sub/site/releases/"), Found)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("releases/2010/a/index.txt", "text/plain; charset=utf-8"),
        ("feeds/all.rss.xml", "application/rss+xml; charset=utf-8"),
        ("feeds/cases/ndlon-v-ice.atom.xml", "application/atom+xml; charset=utf-8"),
        ("feeds/all.json", "application/feed+json; charset=utf-8"),
        ("es/feeds/all.json", "application/feed+json; charset=utf-8"),
        ("trackers/a/map.json", "application/json"),
        ("feeds/feeds.opml", "text/x-opml; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("documents/a/a.2010-09-01.pdf", "application/pdf"),
        ("documents/a/A.PDF", "application/pdf"),
        ("theme/site.0a1b2c.css", "text/css; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        ("pagefind/en.pf_meta", "application/octet-stream"),
    ],
)
def test_a_file_has_the_content_type_that_its_reader_expects(path: str, expected: str):
    assert media_type(path.split("/")) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-3", range(4)),
        ("bytes=2-", range(2, 10)),
        ("bytes=2-99", range(2, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes=10-", range(0)),
        ("bytes=-0", range(0)),
        ("", None),
        ("bytes=-", None),
        ("bytes=3-2", None),
        ("bytes=0-1,3-4", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
        (f"bytes=0-{'9' * 400}", None),
    ],
)
def test_a_range_is_read_as_rfc_9110_says(header: str, expected: range | None):
    found = byte_range(header, 10)
    assert (list(found) if found is not None else None) == (list(expected) if expected is not None else None)
