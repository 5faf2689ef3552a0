"""Words of fields are shown as they are typed: what cannot be meant for readers is told at its line."""

from typing import Any

import pytest

from plugins.records.problems import Severity
from tests.checks.test_fixes import paste
from tests.checks.test_mistakes import MEMO, A, document, release


def titled(title: str) -> str:
    return release().replace("title: The memo", f"title: {title}")


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("subtitle: Roe *v.* Wade", "subtitle: Roe v. Wade"),
        ("subtitle: The <b>memo</b>", "subtitle: The memo"),
        ("subtitle: R&amp;D, &quot;so&quot;", 'subtitle: R&D, "so"'),
        ("subtitle: _Now_ and __then__", "subtitle: Now and then"),
        ("summary: See [the memo]({document}ice-memo)", "summary: See the memo"),
        ("changes:\n- date: 2010-09-02\n  note: See [it](https://example.org)", "  note: See it"),
    ],
)
def test_markup_in_a_field_is_answered_with_the_words_alone(find: Any, line: str, fix: str) -> None:
    (found,) = find({A: release(line)})
    assert (found.code, found.severity, found.line) == ("F012", Severity.WARNING, 4 + len(line.split("\n")))
    assert found.fix == f"for just the words, write {fix}"
    assert find({A: paste(release(line), found)}) == []


@pytest.mark.parametrize(
    "text", ["2 * 3 * 4", "a_b_c", "AT&T", "5 < 6", "[Updated] in 2010", "What?", "5* hotel", "#12"]
)
def test_signs_that_are_words_stay(find: Any, text: str) -> None:
    assert find({A: release(f"subtitle: '{text}'")}) == []


@pytest.mark.parametrize(
    "line",
    ["summary: none", "summary: null", "subtitle: ~", "dateline: TK", "subtitle: XX people", "summary: Dear {{ name }}",
     "summary: '[INSERT SUMMARY]'", "summary: TBD.", "subtitle: …"],
)  # fmt: skip
def test_a_placeholder_in_a_field_keeps_the_release_back(find: Any, line: str) -> None:
    (found,) = find({A: release(line)})
    assert (found.code, found.severity, found.line) == ("T009", Severity.PUBLICATION, 5)
    assert find({A: release("status: draft", line)}) == []


@pytest.mark.parametrize(
    "title", ["TK", "Untitled", "'DRAFT: the memo'", "DRAFT - the memo", "'[DRAFT] The memo'", "…"]
)
def test_a_title_that_is_none_yet_keeps_the_release_back(find: Any, title: str) -> None:
    assert [(p.code, p.line) for p in find({A: titled(title)})] == [("T009", 2)]


def test_a_draft_may_be_a_document_and_a_word(find: Any) -> None:
    assert find({A: titled("Draft order is out"), MEMO: document().replace("The memo", "DRAFT - Memorandum")}) == []


def test_damaged_letters_of_a_field_are_answered_with_its_line(find: Any) -> None:
    (found,) = find({A: titled("'Vote: Itâ€™s JosÃ©'")})
    assert (found.code, found.line, found.fix) == ("T012", 2, "write title: 'Vote: It’s José'")


def test_what_a_fix_left_to_fill_in_is_a_placeholder(find: Any) -> None:
    lines = ("images:", "- file: a.png", "  alt: …")
    assert [(p.code, p.line) for p in find({A: release(*lines), "releases/2010/a.png": b"picture"})] == [("T009", 7)]


@pytest.mark.parametrize(
    ("path", "text", "line", "fix"),
    [
        ("contacts.yml", "ana:\n  name: Ana NuÃ±ez\n", 2, "write   name: Ana Nuñez"),
        ("contacts.yml", "ana:\n  name: Ana\n  languages: [English, EspaÃ±ol]\n", 3,
         "write   languages: [English, Español]"),
        ("contacts.yml", "ana: {name: Ana Nu\ufffdez}\n", 1, "type the word again"),
        ("organizations.yml", "cfx:\n  name: CFX\n  boilerplate: {en: Itâ€™s ours.}\n", 3,
         "write   boilerplate: {en: It’s ours.}"),
        ("organizations.yml", "cfx:\n  name: CFX\n  boilerplate: |\n    Weâ€™re.\n", 4, "write     We’re."),
        ("site.yml", "name: X\ntagline: Donâ€™t wait\n", 2, "write tagline: Don’t wait"),
        ("site.yml", "languages:\n  es:\n    tagline: AcciÃ³n\n", 3, "write     tagline: Acción"),
    ],
)  # fmt: skip
def test_damaged_letters_of_a_list_are_answered_with_their_line(
    find: Any, path: str, text: str, line: int, fix: str
) -> None:
    (found,) = find({A: release(), path: text})
    assert (found.path, found.code, found.severity, found.line) == (path, "T012", Severity.WARNING, line)
    assert found.fix == fix
    if "write" in fix:
        assert find({A: release(), path: paste(text, found) or ""}) == []


@pytest.mark.parametrize(
    ("path", "text", "fix"),
    [
        ("organizations.yml", "cfx:\n  name: CFX\n  boilerplate: We are **CFX**.\n", "  boilerplate: We are CFX."),
        ("organizations.yml", "cfx:\n  name: CFX\n  boilerplate: {en: R&amp;D.}\n", "  boilerplate: {en: R&D.}"),
        ("site.yml", "tagline: '<em>Now</em>'\n", "tagline: Now"),
    ],
)
def test_markup_in_the_words_of_a_list_is_answered_with_the_words_alone(
    find: Any, path: str, text: str, fix: str
) -> None:
    (found,) = find({A: release(), path: text})
    assert (found.path, found.code, found.fix) == (path, "F012", f"for just the words, write {fix}")
    assert find({A: release(), path: paste(text, found) or ""}) == []


@pytest.mark.parametrize(
    "text",
    ["site.yml", 'name: "Don\\u2019t"\nsocial: [{text: X, url: "https://x.org/a_b_c/_d_"}]\n',
     "press: {email: a_b_c@example.org}\n", "asks: [{title: A, url: https://x.org/?a&amp;b, label: Go, text: x}]\n"],
)  # fmt: skip
def test_signs_of_a_list_that_are_right_stay(find: Any, text: str) -> None:
    assert find({A: release(), "site.yml": text}) == [] or text == "site.yml"


def test_damaged_letters_of_any_field_are_told(find: Any) -> None:
    (found,) = find({A: release("authors: [JosÃ© Diaz]")})
    assert (found.code, found.line, found.fix) == ("T012", 5, "write authors: [José Diaz]")
    assert [p.code for p in find({A: release("tags:\n- ice\n- aÃ±o")})] == ["T012"]


def test_in_a_long_line_the_word_is_given(find: Any) -> None:
    (found,) = find({A: release(f"summary: {'So it went on. ' * 9}JosÃ© said so.")})
    assert (found.line, found.fix) == (5, "in place of JosÃ©, write José")
