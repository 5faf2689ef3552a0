"""What within a record is dated in the future waits for its day; docket and timeline may announce."""

from typing import Any

from tests.conftest import EditionMaker
from tests.newsroom.pages.drawing import drawn

RELEASE = """---
title: A
date: 2010-09-01
uid: a
{more}---
Sample words.
"""
DAY, EVE = "2010-10-05T04:00:00Z", "2010-10-05T03:59:59Z"
"""Midnight where the site is at home."""
COVERAGE = "coverage:\n- {title: Zanzibar, url: 'https://x.example/', date: 2010-10-05}\n- {title: Now, url: 'https://y.example/'}\n"
WITHDRAWN = "status: withdrawn\nwithdrawn: {date: 2010-10-05, reason: Zanzibar}\n"


def page(edition: EditionMaker, more: str, now: str) -> str:
    return drawn(edition({"releases/a.md": RELEASE.format(more=more)}, NOW=now))["releases/2010/a/index.html"].decode()


def test_a_withdrawal_waits_for_its_day(edition: EditionMaker) -> None:
    before, after = page(edition, WITHDRAWN, EVE), page(edition, WITHDRAWN, DAY)
    assert "Zanzibar" not in before and "Sample words." in before
    assert "Zanzibar" in after and "Sample words." not in after
    assert before == page(edition, "", EVE)


def test_an_article_of_tomorrow_is_not_in_the_news_today(edition: EditionMaker) -> None:
    assert "Zanzibar" not in page(edition, COVERAGE, EVE)
    assert "Now" in page(edition, COVERAGE, EVE)
    assert "Zanzibar" in page(edition, COVERAGE, DAY)


def document(more: str) -> str:
    return f"---\ntitle: A\nkind: memo\nuid: d\n{more}---\nWords.\n"


def test_a_version_waits_and_its_file_is_not_taken_for_the_document(edition: EditionMaker, pdf: Any) -> None:
    files = {
        "documents/memo/index.md": document("versions: [{date: 2010-10-05, comment: Zanzibar, file: new.pdf}]\n"),
        "documents/memo/new.pdf": pdf(1),
    }
    waiting = edition(files, NOW=EVE)
    assert [item.file for item in waiting.library.documents] == [None]
    site = drawn(waiting)
    assert not [path for path, data in site.items() if path.endswith(".pdf") or b"Zanzibar" in data]
    assert waiting.library.problems == ()
    assert "documents/memo/memo.2010-10-05.pdf" in drawn(edition(files, NOW=DAY))


def test_beside_a_version_that_waits_the_other_pdf_is_the_documents(edition: EditionMaker, pdf: Any) -> None:
    files = {
        "documents/memo/index.md": document("versions: [{date: 2010-10-05, file: new.pdf}]\n"),
        "documents/memo/new.pdf": pdf(1),
        "documents/memo/old.pdf": pdf(2),
    }
    [item] = edition(files, NOW=EVE).library.documents
    assert item.file is not None and item.file.path == "documents/memo/old.pdf"


def test_the_lines_of_what_is_left_are_still_true(edition: EditionMaker) -> None:
    versions = "versions:\n- {date: 2010-10-05}\n- {date: 2010-09-05, file: gone.pdf}\n"
    [problem] = edition({"documents/memo/index.md": document(versions)}, NOW=EVE).library.problems
    assert (problem.code, problem.line) == ("C003", 7)


def test_docket_and_timeline_may_announce(edition: EditionMaker) -> None:
    more = "summary: B\ntimeline: [{date: 2011-01-05, title: Zanzibar}]\n"
    text = f"---\ntitle: A\nuid: c\n{more}---\n"
    assert b"Zanzibar" in drawn(edition({"cases/a.md": text}))["cases/a/index.html"]


def test_a_build_knows_when_it_must_look_again(edition: EditionMaker) -> None:
    found = edition({"releases/a.md": RELEASE.format(more=COVERAGE)}, NOW=EVE)
    assert found.library.window[1].isoformat() == "2010-10-05T04:00:00+00:00"


def test_a_file_of_a_folder_of_drafts_is_held(edition: EditionMaker, png: Any) -> None:
    from plugins.checks.rules import find_problems

    body = "images: [{file: drafts/b.png, alt: B}]\n---\n![A]({static}drafts/a.png) [Table]({static}drafts/t.csv)\n"
    text = RELEASE.format(more="").replace("---\nSample words.\n", body)
    files = {"releases/a.md": text, "releases/drafts/a.png": png(2, 2), "releases/drafts/b.png": png(3, 2)}
    found = edition({**files, "releases/drafts/t.csv": "sample\n"})
    assert {p.code for p in find_problems(found)} - {"R015"} == {"L002", "R005"}
    assert not [path for path in drawn(found) if path.endswith((".png", ".csv")) and not path.endswith("card.png")]


def test_a_build_says_which_records_a_folder_of_drafts_holds(edition: EditionMaker) -> None:
    found = edition({"releases/_drafts/u.md": RELEASE.format(more="")})
    assert list(found.library.items) == []
    assert found.library.remarks == ("Not yet public, because they are in a folder of drafts: releases/_drafts/u.md.",)
