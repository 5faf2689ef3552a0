import re
from urllib.parse import urljoin

from plugins.feeds.items import FeedItem
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.reading import read_library
from tests.demonstration import demonstration
from tests.feeds.editions import SITE, feed_items, sample_settings

RELEASE = """\
---
title: Sample release
date: 2010-09-01
---
The office answered.[^1] So says [the letter]({document}sample-letter), and [the table](#table) below.
Write `<a href="#code">`.

![A drawn line](line.png)

> It may be asked.
> — [Sample letter]({document}sample-letter)

## Table {#table}

| State | Asked |
|---|--:|
| Example State | 12 |

[^1]: In writing.
"""
LETTER = """\
---
title: Sample letter
kind: letter
---
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def read(content) -> FeedItem:
    (item,) = feed_items(make_edition(read_library(sample_settings(content=content), workers=1)))
    return item


def write(content) -> None:
    for name, data in (
        ("releases/sample-release.md", RELEASE.encode()),
        ("releases/line.png", PIXEL),
        ("documents/sample-letter/index.md", LETTER.encode()),
    ):
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def addresses_in(html: str) -> list[str]:
    tags = re.findall(r"<[^>]+>", html)
    return [url for tag in tags for url in re.findall(r"""(?:href|src|cite)=["']([^"']*)""", tag)]


def test_links_notes_pictures_and_quotations_of_a_text_lead_back_to_the_site(tmp_path):
    write(tmp_path)
    item = read(tmp_path)
    page = f"{SITE}/releases/2010/sample-release/"
    found = addresses_in(item.content_html)
    assert all(url.startswith(page) or url == f"{SITE}/documents/sample-letter/" for url in found), found
    assert f"{page}line.png" in found
    assert f"{page}#table" in found
    assert f"{page}#fn-1" in found and f"{page}#fnref-1" in found
    assert '&lt;a href="#code"&gt;' in item.content_html
    assert "<table" in item.content_html and "<blockquote" in item.content_html and "In writing." in item.content_html


def test_the_summary_of_a_release_that_states_none_is_its_first_paragraph(tmp_path):
    write(tmp_path)
    assert read(tmp_path).summary.startswith("The office answered.")


def test_the_site_that_is_shipped_has_no_relative_address_in_its_feed():
    edition = make_edition(read_library(sample_settings(content=demonstration()), workers=1))
    items = feed_items(edition)
    assert len(items) == len(edition.library.releases) > 0
    for item in items:
        for url in addresses_in(item.content_html):
            assert urljoin("https://elsewhere.example/", url) == url, item.title
