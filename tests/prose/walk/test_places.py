import pytest

from plugins.prose.render import render
from plugins.prose.walk.places import Places


def test_each_time_the_next_place_is_found() -> None:
    places = Places("[a](x)\n[b](xy)\n[c](x)\n")
    assert [places.of_address("x"), places.of_address("x"), places.of_address("xy")] == [1, 3, 2]


def test_a_definition_serves_many_links() -> None:
    prose = render("One [a][1]\n\nTwo [b][1]\n\n[1]: {document}memo\n", "en")
    assert [reference.line for reference in prose.references] == [5, 5]


@pytest.mark.parametrize(
    "code", ["```\n[x]({document}memo)\n```", "`[x]({document}memo)`", "text\n\n    [x]({document}memo)"]
)
def test_code_is_passed_over(code: str) -> None:
    body = f"{code}\n\n[x]({{document}}memo)"
    assert render(body, "en").references[0].line == body.count("\n") + 1


def test_a_link_in_a_list_s_second_paragraph_is_no_code() -> None:
    assert render("- a\n\n    [x]({document}memo)\n", "en").references[0].line == 3


def test_an_address_with_an_ampersand_is_found_in_either_spelling() -> None:
    assert Places('\n<a href="x?a&amp;b">').of_address("x?a&b") == 2
    assert Places("\n[a](x?a&b)").of_address("x?a&b") == 2


def test_where_nothing_is_found_the_last_place_is_given() -> None:
    places = Places("\n[a](x)\n")
    assert [places.of_address("x"), places.of_address("nowhere", "nothing")] == [2, 2]


def test_lines_are_counted_as_the_author_wrote_them() -> None:
    assert render("one\r\ntwo\r\n\r\n[x]({document}a)", "en").references[0].line == 4
    assert render("one\rtwo\r\r[x]({document}a)", "en").references[0].line == 4
