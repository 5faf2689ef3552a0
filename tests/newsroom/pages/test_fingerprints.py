"""The same fingerprint means the same bytes, whatever was changed elsewhere. All content is sample data."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.feeds.making import make_feeds
from plugins.newsroom.incremental.making import make_pages
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.parts.site import theme_of
from tests.conftest import EditionMaker, Files

RELEASE = """---
title: Sample {name}
uid: tag:x,2010:{name}
date: {date}
summary: A sample summary of {name}.
tags: [Courts, Letters]
cases: [suit]
documents: [memo]
contacts: [ana]
organizations: {{lead: [ccr], with: [alc]}}
images:
- {{file: poster.png, alt: A poster, credit: Sample desk}}
{more}---
See [the memo]({{document}}memo#page=2), [the suit]({{case}}suit), [another]({{release}}{other})
and ![it]({{static}}map.png).

> The records shall be produced.
> — [Memo, p. 1]({{document}}memo#page=1)
"""


def site(pdf: Any, png: Any) -> dict[str, str | bytes]:
    return {
        "releases/2010/a.md": RELEASE.format(name="a", date="2010-09-01", other="b", more=""),
        "releases/2010/b.md": RELEASE.format(name="b", date="2010-09-02", other="c", more=""),
        "releases/2010/c.md": RELEASE.format(name="c", date="2010-09-03", other="a", more=""),
        "releases/2010/b.es.md": "---\ntitle: Muestra\nuid: tag:x,2010:es\ndate: 2010-09-02\nlang: es\n"
        "translation: true\n---\nPalabras.\n",
        "releases/2010/poster.png": png(4, 3),
        "releases/2010/map.png": png(5, 3),
        "cases/suit.md": "---\ntitle: A v. B\nuid: tag:x,2010:s\nsummary: A sample suit.\n---\nWords.\n",
        "documents/memo/index.md": "---\ntitle: The memo\nuid: tag:x,2010:m\nkind: memo\n---\nWords.\n",
        "documents/memo/memo.pdf": pdf(2),
        "pages/about.md": "---\ntitle: About\nuid: tag:x,2010:p\n---\nWords.\n",
        "organizations.yml": "ccr: {name: The Center}\nalc: {name: The Caucus, url: 'https://example.com/'}\n",
        "contacts.yml": "ana: {name: Ana, organization: ccr, phone: '1 212 555 0100'}\n",
    }


Edit = Callable[[dict[str, Any], Any, Any], None]


def say(path: str, old: str, new: str) -> Edit:
    def edit(files: dict[str, Any], pdf: Any, png: Any) -> None:
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)

    return edit


def put(path: str, text: str) -> Edit:
    return lambda files, pdf, png: files.__setitem__(path, text)


GONE = "status: withdrawn\nwithdrawn: {date: 2010-09-09, reason: It did not hold., replacement: a}\n---"
EDITS: dict[str, Edit] = {
    "a body": say("releases/2010/b.md", "See", "Read"),
    "a headline": say("releases/2010/b.md", "title: Sample b", "title: Another sample"),
    "a summary": say("releases/2010/b.md", "A sample summary", "Another summary"),
    "a slug": say("releases/2010/b.md", "uid", "slug: c\nuid"),
    "a date": say("releases/2010/b.md", "2010-09-02", "2009-09-02"),
    "a note of change": say("releases/2010/b.md", "tags", "changes: [{date: 2010-09-05, note: A word.}]\ntags"),
    "a withdrawal": say("releases/2010/b.md", "\n---", f"\n{GONE}"),
    "a hold": say("releases/2010/b.md", "tags", "status: draft\ntags"),
    "the spelling of a tag": say("releases/2010/c.md", "Courts", "COURTS"),
    "a tag": say("releases/2010/c.md", "Courts, ", ""),
    "a translation": say("releases/2010/b.es.md", "title: Muestra", "title: Otra"),
    "a new translation": put(
        "releases/2010/a.es.md",
        "---\ntitle: Otra\nuid: tag:x,2010:n\ndate: 2010-09-01\nlang: es\ntranslation: true\n---\nMás.\n",
    ),
    "the name of a case": say("cases/suit.md", "A v. B", "A v. C"),
    "what a case is about": say("cases/suit.md", "A sample suit", "Another suit"),
    "a slug of a case": say("cases/suit.md", "uid", "slug: suit\nstatus_line: Pending\nas_of: 2010-09-01\nuid"),
    "the title of a document": say("documents/memo/index.md", "The memo", "That memo"),
    "the kind of a document": say("documents/memo/index.md", "kind: memo", "kind: letter"),
    "the case of a document": say("documents/memo/index.md", "kind", "case: suit\nkind"),
    "a file of a document": lambda files, pdf, png: files.__setitem__("documents/memo/memo.pdf", pdf(3)),
    "an organization": say("organizations.yml", "The Center", "The Centre"),
    "an organization's page": say("organizations.yml", "example.com", "example.net"),
    "a contact": say("contacts.yml", "0100", "0199"),
    "a poster": lambda files, pdf, png: files.__setitem__("releases/2010/poster.png", png(9, 9)),
    "a picture": lambda files, pdf, png: files.__setitem__("releases/2010/map.png", png(9, 9)),
    "a page": say("pages/about.md", "title: About", "title: Who we are"),
    "a press page": put("pages/press.md", "---\ntitle: For the press\nuid: tag:x,2010:pr\n---\nWords.\n"),
    "a release": put("releases/2010/d.md", RELEASE.format(name="d", date="2010-09-02 10:00", other="a", more="")),
}
SETTINGS: dict[str, dict[str, Any]] = {
    "the name of the site": {"SITENAME": "Another"},
    "its address": {"SITEURL": "https://example.net/press"},
    "its zone": {"TIMEZONE": "Europe/Prague"},
    "its rights": {"SITE_RIGHTS": "Free to quote."},
    "its hub": {"WEBSUB_HUB": "https://hub.example.org/"},
    "its language": {"DEFAULT_LANG": "es"},
    "the hour": {"now": "2010-09-02T23:00:00Z"},
}


def outputs(edition: Edition) -> dict[str, tuple[str, bytes]]:
    """Path → fingerprint and bytes of every file."""
    theme = theme_of(edition)
    made = [*make_pages({"edition": edition}), *make_feeds({"edition": edition})]
    return {output.path: (output.fingerprint(theme), output.content(theme)) for output in made}


def hold(before: Files, after: Files, edition: EditionMaker, tmp_path: Path, **given: Any) -> int:
    """Compare both; gives how many files kept their fingerprint, and so their bytes."""
    first = outputs(edition(before))
    for path in before.keys() - after.keys():
        (tmp_path / "content" / path).unlink()
    second = outputs(edition(after, **given))
    same = [path for path in first.keys() & second.keys() if first[path][0] == second[path][0]]
    assert [path for path in same if first[path][1] != second[path][1]] == []
    return len(same)


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_what_keeps_its_fingerprint_keeps_its_bytes(
    name: str, edition: EditionMaker, pdf: Any, png: Any, tmp_path: Path
):
    before = site(pdf, png)
    after = dict(before)
    EDITS[name](after, pdf, png)
    assert hold(before, after, edition, tmp_path) > 3


@pytest.mark.parametrize("name", SETTINGS)
def test_with_another_setting_what_keeps_its_fingerprint_keeps_its_bytes(
    name: str, edition: EditionMaker, pdf: Any, png: Any, tmp_path: Path
):
    files = site(pdf, png)
    hold(files, files, edition, tmp_path, **SETTINGS[name])


def test_an_edit_leaves_most_of_a_site_unmade(edition: EditionMaker, tmp_path: Path):
    plain = {
        f"releases/2010/r{n:02}.md": f"---\ntitle: Sample {n}\nuid: tag:x,2010:{n}\ndate: 2010-08-{n:02}\n---\nWords.\n"
        for n in range(1, 21)
    }
    after = plain | {"releases/2010/r05.md": plain["releases/2010/r05.md"].replace("Words", "Other words")}
    changed = len(outputs(edition(plain))) - hold(plain, after, edition, tmp_path)
    assert changed < 25
