"""The pictures of a page: in sizes, with their places kept, and whole only where a text links to that."""

import re
from dataclasses import replace

import pytest

from plugins.evidence.ingest import downloads
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.heads import head_of_item
from plugins.newsroom.pages.parts.site import theme_of
from tests.conftest import EditionMaker
from tests.evidence.publishing.test_sizes import photo, saved

HEAD = "---\ntitle: A\ndate: 2010-09-01\nuid: a\n{more}---\n\n"
WIDE = saved(photo(2000, 1000), "JPEG", quality=90)
LEAD = "images:\n  - {file: wide.jpg, alt: A gray field, caption: A field., credit: A Sample, lead: true}\n"


def drawn(edition: EditionMaker, files: dict[str, str | bytes]) -> dict[str, bytes]:
    found = edition(files)
    theme = theme_of(found)
    below = "releases/2010/a/"
    return {
        place.path.removeprefix(below): place.make().content(theme)
        for place in outline(found)
        if place.path.startswith(below)
    }


def test_the_lead_stands_above_the_text_at_once_with_its_caption_and_credit(edition: EditionMaker) -> None:
    made = drawn(edition, {"releases/a.md": HEAD.format(more=LEAD) + "Words.\n", "releases/wide.jpg": WIDE})
    page = made["index.html"].decode()
    figure = page[page.index('<figure class="picture picture--lead">') : page.index("</figure>")]
    assert "A field." in figure and "Picture: A Sample" in figure and "loading" not in figure
    assert 'src="/releases/2010/a/wide.jpg"' in figure and 'width="1600" height="800"' in figure
    assert page.index("picture--lead") < page.index("<p>Words.</p>")
    shown = set(re.findall(r"/releases/2010/a/([\w.-]+) \d+w", figure))
    plain = {"wide-480.jpg", "wide-960.jpg", "wide.jpg"}
    assert shown == plain | {f"wide-{width}.webp" for width in (480, 960, 1600)} <= made.keys()


def test_a_picture_in_the_text_waits_and_is_published_in_sizes_alone(edition: EditionMaker) -> None:
    made = drawn(
        edition, {"releases/a.md": HEAD.format(more="") + "![A field]({attach}wide.jpg)\n", "releases/wide.jpg": WIDE}
    )
    page = made["index.html"].decode()
    assert page.count("<picture>") == 1 and 'loading="lazy"' in page
    assert WIDE not in made.values() and len(made["wide.jpg"]) < len(WIDE)
    assert WIDE in made["a.zip"]


def test_the_whole_picture_goes_out_where_the_text_links_to_it(edition: EditionMaker) -> None:
    text = "![A field]({attach}wide.jpg) [Full size]({attach}wide.jpg)\n"
    made = drawn(edition, {"releases/a.md": HEAD.format(more="") + text, "releases/wide.jpg": WIDE})
    assert made["wide.jpg"] == WIDE
    assert 'src="/releases/2010/a/wide-1600.jpg"' in made["index.html"].decode() and "wide-1600.jpg" in made


def test_two_pictures_of_one_name_do_not_take_each_others_place(edition: EditionMaker) -> None:
    other = saved(photo(700, 300), "PNG")
    text = "![A field]({attach}wide.jpg) ![Another]({static}/images/wide-480.jpg) ![Third]({static}/images/wide.png)\n"
    files = {"releases/wide.jpg": WIDE, "images/wide-480.jpg": saved(photo(300, 200), "JPEG"), "images/wide.png": other}
    made = drawn(edition, {"releases/a.md": HEAD.format(more="") + text, **files})
    page = made["index.html"].decode()
    named = re.findall(r"/releases/2010/a/([\w.-]+\.(?:jpg|png|webp))", page)
    assert set(named) <= made.keys()
    assert len(set(re.findall(r'<img src="/releases/2010/a/([\w.-]+)"', page))) == 3


def test_a_picture_that_is_listed_and_in_the_text_is_shown_once(edition: EditionMaker) -> None:
    more = "images:\n  - {file: wide.jpg, alt: A gray field, credit: A Sample}\n"
    made = drawn(
        edition, {"releases/a.md": HEAD.format(more=more) + "![A field]({attach}wide.jpg)\n", "releases/wide.jpg": WIDE}
    )
    page = made["index.html"].decode()
    assert page.count("<img") == 1 and page.count("Picture: A Sample") == 1


def test_sizes_are_made_once_and_again_when_the_picture_has_changed(
    edition: EditionMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"releases/a.md": HEAD.format(more=LEAD) + "Words.\n", "releases/wide.jpg": WIDE}
    first = drawn(edition, files)
    with monkeypatch.context() as patched:
        patched.setattr(downloads, "_made", lambda *_: pytest.fail("it was known"))
        assert drawn(edition, files) == first
    other = drawn(edition, {**files, "releases/wide.jpg": saved(photo(1800, 900).rotate(180), "JPEG", quality=90)})
    assert other["wide-480.jpg"] != first["wide-480.jpg"]


def test_machines_are_told_of_the_picture_and_without_cards_it_stands_for_the_page(edition: EditionMaker) -> None:
    files = {"releases/a.md": HEAD.format(more=LEAD) + "Words.\n", "releases/wide.jpg": WIDE}
    page = drawn(edition, files)["index.html"].decode()
    url = "https://example.org/releases/2010/a/wide.jpg"
    assert f'"image":["{url}"' in page and "og:image" in page
    found = edition(files)
    plain = replace(found.library, settings=replace(found.settings, cards=False))
    head = head_of_item(replace(found, library=plain, kept={}), plain.releases[0], "releases")
    assert head.card is not None
    assert (head.card.absolute_url, head.card.width, head.card.alt) == (url, 1600, "A gray field")
    assert head.card.type == "image/jpeg"
