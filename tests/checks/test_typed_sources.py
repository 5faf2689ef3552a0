"""A source that was typed without a link: nobody compares the words, and this is said."""

from typing import Any

import pytest

from plugins.records.problems import Severity
from tests.checks.test_mistakes import MEMO, PDF, A, document, release

LINES = [
    ("> The words.\n> — Memo, page 1", 7, "write > — [Memo, page 1]({document}ice-memo#page=1)"),
    ("> The words.\n> Memo, page 2", 7, "write > [Memo, page 2]({document}ice-memo#page=2)"),
    ("> The words.\n> - Memo, p. 2", 7, "write > - [Memo, p. 2]({document}ice-memo#page=2)"),
    ("> The words.\n> ~ ice-memo p. 2", 7, "write > ~ [ice-memo p. 2]({document}ice-memo#page=2)"),
    ("> The words. — the memo, pp. 1-2", 6, "write > The words. — [the memo, pp. 1-2]({document}ice-memo#page=1-2)"),
    ("> The words (memo, p. 1).", 6, "write > The words ([memo, p. 1]({document}ice-memo#page=1))."),
    ("> The words.\n\nMemo, page 1", 8, "write [Memo, page 1]({document}ice-memo#page=1)"),
    ("> The words.\n> — *Memo*, p. 1", 7, "link it to the page, as in [Memo, p. 1]({document}ice-memo#page=1)"),
    ("> The words.\n> — A book, p. 12", 7, "link it to the page, as in [A book, p. 12]({document}NAME#page=12)"),
    ("> The words.\n> — Memo", 7, "link it to the page, as in [Memo]({document}ice-memo#page=1)"),
    ("The memo says on page 1:\n\n> The words.", 6, "link it to the page, as in [The memo says on page 1]("),
    ("- A list:\n\n  > The words.\n  > — p. 2", 9, "link it to the page, as in [p. 2]({document}NAME#page=2)"),
    ("> The words.\n> — [Memo, p. 2](/press/)", 7, "link to the page of the document, as in [Memo, p. 2]("),
    ("> The words.\n> — [Memo](/press/), p. 2", 7, "link to the page of the document, as in [Memo, p. 2]("),
    ("> The words.[^1]\n\n[^1]: Memo, page 2", 8, "write [^1]: [Memo, page 2]({document}ice-memo#page=2)"),
    ("> The words.\n> — Página 2", 7, "link it to the page, as in [Página 2]({document}NAME#page=2)"),
]  # fmt: skip


def told(find: Any, body: str, *, with_document: bool = True) -> list[Any]:
    files = {A: release(body=body + "\n"), **({MEMO: document(), PDF: b"2 pages"} if with_document else {})}
    return [p for p in find(files) if p.code == "Q004"]


@pytest.mark.parametrize(("body", "line", "fix"), LINES)
def test_a_source_without_a_link_is_told_with_the_line_to_write(find: Any, body: str, line: int, fix: str) -> None:
    (found,) = told(find, body)
    assert found.severity is Severity.WARNING
    assert (found.path, found.line) == (A, line)
    assert found.fix.startswith(fix), found.fix


@pytest.mark.parametrize(
    "body",
    [
        "> The words.\n> — [Memo, p. 1]({document}ice-memo#page=1)",
        "> The words.\n\nThe [memo, p. 1]({document}ice-memo#page=1) says so.",
        "> The words (p. 1).\n\n[Memo]({document}ice-memo#page=1)",
        "The [memo, p. 1]({document}ice-memo#page=1) says on page 1:\n\n> The words.",
        "> The words (page 3).\n> — A supervisor",
        "> The words.\n> — A supervisor, director of the memo project",
        "> The words.\n> — Sample v. Sample, 521 U.S. 898",
        "> The words stand\n> on page 3",
        "> See page 3 of it.",
        "> The words.\n\nIt is said on page 3 of a manual that nobody had asked for in all of those years.",
        "Page 3 is all there is:\n\n- one",
        "> The words.\n> — [A paper, p. 3](https://example.org/paper)",
    ],
)
def test_what_is_linked_spoken_or_a_sentence_is_no_such_source(find: Any, body: str) -> None:
    assert told(find, body) == []


def test_a_site_without_documents_may_quote_books(find: Any) -> None:
    assert told(find, "> The words.\n> — A book, p. 12", with_document=False) == []


def test_of_two_documents_of_that_name_the_one_that_the_text_links_is_meant(find: Any) -> None:
    record = "---\ntitle: {} memo\nkind: memo\nuid: {}\n---\n"
    files = {
        MEMO: record.format("First", "d"),
        PDF: b"2 pages",
        "documents/other/index.md": record.format("Second", "o"),
        "documents/other/other.pdf": b"2 pages",
    }
    quoted = "> The words.\n> — memo, p. 1\n"
    (found,) = [p for p in find({**files, A: release(body=quoted)}) if p.code == "Q004"]
    assert "{document}NAME#page=1" in found.fix
    (found,) = [
        p for p in find({**files, A: release(body=f"See [it]({{document}}other).\n\n{quoted}")}) if p.code == "Q004"
    ]
    assert "{document}other#page=1" in found.fix
