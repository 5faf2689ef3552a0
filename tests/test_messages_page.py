"""docs/messages.md has every code, with an example that is so."""

import pytest

from plugins.records.problems import CATALOG
from tests import messages_page
from tests.demonstration import ROOT


@pytest.mark.parametrize("code", CATALOG)
def test_each_code_has_an_example_that_gives_it_with_a_fix(code: str) -> None:
    said, _ = messages_page.problem_of(code)
    assert f"{code} " in said[0]
    assert said[-1].startswith("  Fix: ")


def test_the_page_is_what_the_code_says() -> None:
    written = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    assert written == messages_page.page(), "run `invoke reference`"


def test_no_code_is_left_out() -> None:
    assert {code[0] for code in CATALOG} == set(messages_page.ROOMS)
