"""A file that a text links to: the page says what was taken out of it, and readers get the copy without it."""

import hashlib

from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.site import theme_of
from tests.conftest import EditionMaker
from tests.evidence.publishing.test_downloads import docx, found_in, mp4, photo

HEAD = "---\ntitle: A\ndate: 2010-09-01\nuid: a\n---\n"


def test_a_page_says_what_its_linked_files_do_not_hold_any_more(edition: EditionMaker) -> None:
    files = {"releases/Our Statement.docx": docx(), "releases/speech.mp4": mp4(b""), "releases/photo.jpg": photo()}
    body = "[s]({attach}Our%20Statement.docx) [v]({attach}speech.mp4) ![p]({attach}photo.jpg)\n"
    found = edition({"releases/a.md": HEAD + body, **files})
    theme = theme_of(found)
    made = {
        place.path: place.make().content(theme) for place in outline(found) if place.path.startswith("releases/2010/")
    }
    page = made["releases/2010/a/index.html"].decode()
    assert "author and dates, revision numbers" in page
    assert "place, device, author and date of the recording" in page
    for name in ("our-statement.docx", "speech.mp4"):
        assert hashlib.sha256(made[f"releases/2010/a/{name}"]).hexdigest() in page
    for name, data in made.items():
        assert not name.endswith((".docx", ".jpg", ".mp4")) or not found_in(data)


def test_a_page_without_such_files_says_nothing_of_them(edition: EditionMaker) -> None:
    found = edition({"releases/a.md": f"{HEAD}Words.\n"})
    (page,) = (place for place in outline(found) if place.path == "releases/2010/a/index.html")
    assert b"_files" not in page.make().content(theme_of(found))
