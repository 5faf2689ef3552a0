import io
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from PIL import Image

from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.site import theme_of
from plugins.newsroom.pages.record_pages import case_kit, release_kit, release_view
from tests.conftest import EditionMaker

PdfMaker = Callable[[int], bytes]

RELEASE = "---\ntitle: The memo\ndate: 2010-09-01\ncontacts: ana\ncases: c\n{more}---\n\nSee [it]({{document}}memo).\n"
FILES: dict[str, str | bytes] = {
    "contacts.yml": "ana:\n  name: Ana Sample\n",
    "cases/c.md": "---\ntitle: A v. B\nsummary: About records\n---\n",
    "documents/memo/index.md": "---\ntitle: Memo\nkind: memo\ncase: c\n---\n",
}


def kits(edition: EditionMaker, pdf: PdfMaker) -> list[tuple[bytes, int]]:
    found = edition({**FILES, "releases/a.md": RELEASE.format(more=""), "documents/memo/memo.pdf": pdf(2)})
    theme = theme_of(found)
    made = [release_kit(found, found.library.releases[0]), case_kit(found, found.library.cases[0])]
    return [(kit.content(theme), kit.size(theme)) for kit in made if kit is not None]


def test_a_kit_holds_text_contacts_documents_and_their_sums(edition: EditionMaker, pdf: PdfMaker) -> None:
    release, case = (zipfile.ZipFile(io.BytesIO(data)) for data, _ in kits(edition, pdf))
    names = ["a/index.txt", "a/to-paste.html", "a/contacts.txt", "a/SHA256SUMS", "a/documents/memo.pdf"]
    assert release.namelist() == names
    assert case.namelist() == ["c/case.txt", "c/contacts.txt", "c/SHA256SUMS", "c/documents/memo.pdf"]
    assert b"Ana Sample" in release.read("a/contacts.txt")
    assert b"Ana Sample" in case.read("c/contacts.txt")
    for line in release.read("a/SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ")
        assert sha256(release.read(f"a/{name}")).hexdigest() == digest


def test_the_size_in_the_link_is_that_of_the_archive(edition: EditionMaker, pdf: PdfMaker) -> None:
    for data, size in kits(edition, pdf):
        assert len(data) == size


def test_a_kit_is_the_same_whenever_it_is_made(edition: EditionMaker, pdf: PdfMaker) -> None:
    assert kits(edition, pdf) == kits(edition, pdf)


def test_what_is_withdrawn_has_no_kit(edition: EditionMaker, tmp_path: Path) -> None:
    gone = "status: withdrawn\nwithdrawn: {date: 2010-09-02, reason: Wrong}\n"
    found = edition({**FILES, "releases/a.md": RELEASE.format(more=gone)})
    assert not [place.path for place in outline(found) if place.path.endswith("/a.zip")]
    assert release_view(found, found.library.releases[0]).kit is None


def test_a_release_of_text_alone_has_no_kit(edition: EditionMaker) -> None:
    found = edition({"releases/a.md": "---\ntitle: A\ndate: 2010-09-01\n---\n\nText alone.\n"})
    assert not [place.path for place in outline(found) if place.path.endswith(".zip")]
    assert release_view(found, found.library.releases[0]).kit is None


def test_a_kit_holds_the_pictures_as_published_and_says_what_they_show(edition: EditionMaker) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "gray").save(picture, "PNG")
    head = "title: A\ndate: 2010-09-01\nimages:\n  - {file: a.png, alt: A gray field, credit: A Sample}\n"
    text = f"---\n{head}---\n\nSee [page 3](https://example.org/).\n"
    found = edition({"releases/a.md": text, "releases/a.png": picture.getvalue()})
    kit = release_kit(found, found.library.releases[0])
    archive = zipfile.ZipFile(io.BytesIO(kit.content(theme_of(found))))
    assert "a/pictures/a.png" in archive.namelist()
    captions = archive.read("a/captions.txt").decode()
    assert "a.png" in captions and "A gray field" in captions and "A Sample" in captions
    pasted = archive.read("a/to-paste.html").decode()
    assert '<a href="https://example.org/">page 3</a>' in pasted and "<nav" not in pasted
