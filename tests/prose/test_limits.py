"""A text may be malicious, or a mistake of the clipboard: it is refused before it costs minutes.

Broken, these tests do not fail but hang.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.prose import limits, sanitize
from plugins.prose.model import EMPTY
from plugins.prose.render import render
from tests.prose.showing import codes

PRELUDE = "[a](b) [c]: d\n\n[c]: d\n\n[^a]: note\n\n![i](j.png) <b>x</b> "
"""Makes every processor of the Markdown parser look for something."""


@pytest.mark.parametrize("size", [8_000, 32_000, 512_000])
@pytest.mark.parametrize(
    "piece",
    ["[", "![", "[^a]", "[^", "[a](", "[a][", "<a ", "<a b=", "<![CDATA[", "~~~a\n", "*[a]: b\n", "[\n", "![a\n"],
)
def test_a_bomb_of_markup_is_refused(piece: str, size: int) -> None:
    prose = render(PRELUDE + piece * (size // len(piece)), "en")
    assert codes(prose) == ["T002"] or size == 8_000
    if codes(prose) == ["T002"]:
        assert prose.html == EMPTY.html
        assert prose.findings[0].fix


@pytest.mark.parametrize("piece", ["> ", "1. ", "- ", "> - ", "<div>", "<b>", "<i><b>", "<div></b>", "<b a=1><p>"])
def test_nesting_without_end_is_refused(piece: str) -> None:
    assert codes(render(f"{piece * 20_000}x", "en"))[0] == "T002"


def test_a_megabyte_is_the_most() -> None:
    assert codes(render("a" * 1_000_001, "en")) == ["T002"]
    assert codes(render(("word " * 20 + "\n\n") * 9_000, "en")) == []


@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(
            f"A [link](https://example.org/{i}) and *more* of what is said {'at length ' * 40}" for i in range(800)
        ),
        "\n".join(f"- [Document {i}]({{document}}d-{i}), with a *note* and `code`" for i in range(2_000)),
        "| a | b | c |\n|---|---|---|\n" + "\n".join(f"| [{i}](https://example.org) | b | c |" for i in range(2_000)),
        "```\n" + "[![<a\n" * 20_000 + "```\n",
        "\n".join(f"Claim {i}.[^{i}]\n\n[^{i}]: [Source](https://example.org/{i})\n" for i in range(500)),
        "<table>\n" + "<tr><td>a<td>b\n" * 2_000 + "</table>",
        "> " * 8 + "deep",
    ],
)
def test_long_honest_texts_are_read(body: str) -> None:
    assert limits.refusal(body) is None
    assert render(body, "en").words > 0


@pytest.mark.parametrize(
    ("html", "too_deep"),
    [
        ("<div>" * 100, True),
        ("<p>" * 1_000, False),
        ("<tr><td>" * 1_000, False),
        ("<br>" * 1_000, False),
        ("<div></div>" * 1_000, False),
        ("<div></b>" * 100, True),
        ("<p><b></p>" * 100, True),
        ("<p><b></b></p>" * 1_000, False),
        ("<p><x></p>" * 10, False),
    ],
)
def test_depth_is_counted_as_a_browser_nests(html: str, too_deep: bool) -> None:
    assert limits.nested_too_deeply(sanitize.tags(html)) is too_deep


@given(st.text(st.sampled_from("[]<&*_`\\|!\n\xa0=#:~->.+ab é“\ud800")))
def test_marks_are_counted_as_one_by_one(text: str) -> None:
    assert limits._count_of_marks(text) == sum(map(text.count, limits._MARKS + limits._LINE_MARKS))
