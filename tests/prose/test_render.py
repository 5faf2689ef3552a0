"""Promises that hold for every text, and a look at real ones."""

import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.prose.model import EMPTY
from plugins.prose.render import render
from tests.prose.showing import codes, html, text

SHARED = Path(__file__).parents[3] / "shared"
POSTS = SHARED / "corpora" / "opensuse-news" / "posts"
SEED = SHARED / "seed" / "press-release-2010-09-01.txt"

PIECES = st.sampled_from(
    [
        "# ", "## ", "a", "word ", "\n", "\n\n", "    ", "- ", "1. ", "> ", "— b", "--", "...", '"', "'", "`",
        "```\n", "[", "]", "](x)", "[a](https://x.org)", "[l]({document}s#page=3)", "![i]({static}x.png)",
        "![](https://x.org/a.png)", "[^1]", "[^1]: ", "*", "**", "<b>", "</b>", "<div>", "</div>", "<p>", "<table>",
        "<tr>", "<td>", "<th>", "<li>", "<script>", "<!--", "-->", '<a id="i">', "</a>", "<img src=x>", "|",
        "|-|-:|\n", "a | b\n", "{: #id .c }", "{{ x }}", "&#1;", "&", "\\", "  \n", "\t", "\x00", "\x02", "\x03",
        "<details>", "<summary>", "<dl>", "<dt>", "<dd>", ": ", "===\n", "click here", "[x](javascript:y)", "é",
        "<figure>", "<figcaption>", "<pre>", "<h1>", "<blockquote>", "<br>", "\r\n", "\xa0", '<sup id="fnref-1">',
        '<div class="footnote">', "<ol>",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40)
LANGUAGES = st.sampled_from(["en", "es", "fr", "de", "pt-BR", "ar", ""])

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")


@settings(max_examples=300)
@given(TEXTS, LANGUAGES)
def test_any_text_gives_balanced_html_without_script(body: str, lang: str) -> None:
    prose = render(body, lang)
    holes = {"open": "<a>", "close": "</a>"}
    whole = "".join(p if isinstance(p, str) else holes.get(p.kind, "") for p in prose.html)
    open_tags: list[str] = []
    for closing, name, attributes in TAG.findall(whole):
        assert not re.search(r"\s(?:style|on\w+)=|javascript:", attributes)
        assert name != "script"
        if closing:
            assert open_tags.pop() == name
        elif name not in ("br", "hr", "img", "wbr"):
            open_tags.append(name)
    assert not open_tags
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", whole + text(body, lang) + prose.lead)


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_gives_ids_that_are_unique_and_known(body: str) -> None:
    prose = render(body, "en")
    tags = re.findall(r"<[^>]*>", html(body))
    ids = [name for tag in tags for name in re.findall(r' id="([^"]*)"', tag)]
    assert len(ids) == len(set(ids))
    assert set(ids) <= prose.ids


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_gives_references_and_lines_that_exist(body: str) -> None:
    prose = render(body, "en")
    lines = len(re.split(r"\r\n|\r|\n", body))
    assert all(1 <= finding.line <= lines for finding in prose.findings)
    assert all(1 <= reference.line <= lines for reference in prose.references)
    assert all(isinstance(p, str) or p.reference < len(prose.references) for p in (*prose.html, *prose.text))
    assert all(q.reference is None or q.reference < len(prose.references) for q in prose.quotations)


@settings(max_examples=50)
@given(TEXTS, TEXTS)
def test_a_text_gives_the_same_prose_whatever_came_before(body: str, other: str) -> None:
    first = render(body, "en")
    render(other, "fr")
    assert render(body, "en") == first
    assert pickle.loads(pickle.dumps(first)) == first


def test_nothing_gives_nothing() -> None:
    assert render("", "en") == EMPTY
    assert render(" \n\n", "en") == EMPTY


def test_findings_stand_in_the_order_of_lines() -> None:
    prose = render("<center>a</center>\n\n![](x.png)\n\n[here](https://example.org)\n\n<font>b</font>", "en")
    assert [finding.line for finding in prose.findings] == [1, 3, 5, 7]


@pytest.mark.skipif(not SEED.exists(), reason="the press release is not beside this project")
def test_the_press_release_loses_no_word_and_has_two_click_heres() -> None:
    body = SEED.read_text(encoding="utf-8")
    prose = render(body, "en")
    assert codes(prose) == ["L006", "L006"]
    letters = [re.sub(r"[\W_]", "", written) for written in (body, text(body))]
    assert letters[0] == letters[1]


@pytest.mark.skipif(not POSTS.exists(), reason="the posts are not beside this project")
def test_real_posts_are_read_whole() -> None:
    for path in sorted(POSTS.glob("*/*.md")):
        body = path.read_text(encoding="utf-8").partition("\n\n")[2].partition("<meta")[0]
        prose = render(body, "en")
        assert "T002" not in codes(prose), path
        assert prose.words > 0.7 * len(body.split()), path
