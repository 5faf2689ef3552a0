"""Which file stands at an address, and which never do."""

from pathlib import Path

import pytest

from plugins.desk.preview.answers import find, media_type


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
    "path", ["index.html", "releases/index.html", "releases/2010/a/index.html", "a.pdf", "ñ/index.html"]
)
def test_a_path_gives_its_file(site: Path, path: str):
    assert find(site, path) == (site / path).resolve()


@pytest.mark.parametrize("path", ["", "releases", "releases/", "empty", "empty/index.html", "releases/2010/index.html"])
def test_a_folder_is_no_file(site: Path, path: str):
    assert find(site, path) is None


@pytest.mark.parametrize(
    "path",
    [
        "*",
        "/a.pdf",
        "//a.pdf",
        "http://127.0.0.1/a.pdf",
        "releases//index.html",
        "a.pdf/",
        "index.html/x",
        ".daylight.json",
        "releases/../.daylight.json",
        "releases/../a.pdf",
        ".hidden/index.html",
        "../secret.txt",
        "..\\secret.txt",
        "%2e%2e/secret.txt",
        "../output-evil/x.txt",
        "./a.pdf",
        "a.pdf\0",
        "a.pdf\r\nX: y",
        "\ufffd",
        "C:/secret.txt",
        "x" * 5000,
        "a/" * 3000 + "b",
    ],
)
def test_what_is_hidden_outside_or_malformed_is_not_there(site: Path, path: str):
    assert find(site, path) is None


def test_a_link_that_leads_outside_or_to_a_hidden_file_is_not_there(site: Path):
    (site / "out.txt").symlink_to(site.parent / "secret.txt")
    (site / "evil").symlink_to(site.parent / "output-evil")
    (site / "shown.json").symlink_to(site / ".daylight.json")
    (site / "circle").symlink_to(site / "circle")
    (site / "kept.pdf").symlink_to(site / "a.pdf")
    assert [find(site, path) for path in ("out.txt", "evil/x.txt", "shown.json", "circle")] == [None] * 4
    assert find(site, "kept.pdf") == (site / "a.pdf").resolve()


def test_a_folder_that_is_itself_a_link_or_hidden_is_served(site: Path, tmp_path: Path):
    (tmp_path / ".preview").symlink_to(site)
    assert find(tmp_path / ".preview", "releases/index.html")


def test_before_the_first_build_there_is_nothing(tmp_path: Path):
    assert find(tmp_path / "nowhere", "index.html") is None


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
    assert media_type(path) == expected
