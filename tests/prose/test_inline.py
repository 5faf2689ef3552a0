from xml.etree.ElementTree import Element, tostring

import pytest

from plugins.prose import inline


def expanded(words: str) -> str:
    element = Element("p")
    element.text = words
    return tostring(element, "unicode") if inline.expand(element) else "not plain"


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("See [the letter](/x).", '<p>See <a href="/x">the letter</a>.</p>'),
        ("*a* and **b**", "<p><em>a</em> and <strong>b</strong></p>"),
        ("(*a*), b**c**d", "<p>(<em>a</em>), b<strong>c</strong>d</p>"),
        ("[*a* b]( /x_y*z )", '<p><a href="/x_y*z"><em>a</em> b</a></p>'),
        ("**[a](/x)**[b](/y)", '<p><strong><a href="/x">a</a></strong><a href="/y">b</a></p>'),
        ("`a*` *`b`* `c > d`", "<p><code>a*</code> <em><code>b</code></em> <code>c &amp;gt; d</code></p>"),
        ("[`a](b`](/x)", '<p><a href="/x"><code>a](b</code></a></p>'),
        ("*a [b](/x) c*", '<p><em>a <a href="/x">b</a> c</em></p>'),
    ],
)
def test_plain_links_emphasis_and_code_become_elements(words: str, html: str) -> None:
    assert expanded(words) == html


@pytest.mark.parametrize(
    "words",
    [
        "*a **b** c*", "***a***", "*a", "a*", "* a*", "*a *", "**a*", "a * b", "_a_", "[a](/x_y) b_c", "[a [b]](/x)",
        "[a](/x (y))", '[a](/x "title")', "[a]", "[*a](/x)", "*a [*b*](/x) c", "**a\n",
        "`a", "``a``", "`a``", "[a](/x`b`)", "[`a](/x) b`",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_as_it_is(words: str) -> None:
    assert expanded(words) == "not plain"


def test_what_is_read_stands_before_the_lists_within_an_item() -> None:
    item = Element("li")
    item.text = "a *b* c"
    item.append(Element("ul"))
    assert inline.expand(item)
    assert tostring(item, "unicode") == "<li>a <em>b</em> c<ul /></li>"
