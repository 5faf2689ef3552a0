import pytest

from plugins.prose.markup import to_html
from tests.prose.showing import html


@pytest.mark.parametrize(
    ("typed", "address", "words", "rest"),
    [
        ("See https://example.org/a for more", "https://example.org/a", "https://example.org/a", " for more"),
        ("See https://example.org/a.", "https://example.org/a", "https://example.org/a", "."),
        ("See HTTP://Example.org/a_b_c, or", "HTTP://Example.org/a_b_c", "HTTP://Example.org/a_b_c", ", or"),
        ("See (https://example.org/a_(b))", "https://example.org/a_(b)", "https://example.org/a_(b)", ")"),
        ("See “https://example.org/a”", "https://example.org/a", "https://example.org/a", "”"),
        ("See www.example.org/a!", "http://www.example.org/a", "www.example.org/a", "!"),
        ("See press@example.org.", "mailto:press@example.org", "press@example.org", "."),
        ("See a_b@mail.example.org, or", "mailto:a_b@mail.example.org", "a_b@mail.example.org", ", or"),
    ],
)  # fmt: skip
def test_a_bare_address_is_a_link(typed: str, address: str, words: str, rest: str) -> None:
    assert f'<a href="{address}">{words}</a>{rest}' in to_html(typed)


@pytest.mark.parametrize(
    "typed", ["see https:// for", "a://b.org", "http://x", "x@y", "`https://a.org`", "ahttps://a.org", "//a.org"]
)
def test_what_is_no_address_is_no_link(typed: str) -> None:
    assert "<a" not in to_html(typed)


def test_an_address_in_the_words_of_a_link_is_no_link_of_its_own() -> None:
    assert to_html("[see https://a.org](https://b.org)") == '<p><a href="https://b.org">see https://a.org</a></p>'


@pytest.mark.parametrize(
    "typed",
    [
        '<a href="https://a.org">https://a.org</a>',
        '<a href="https://a.org/x">www.b.org</a>',
        '<A HREF="mailto:press@a.org">press@a.org</A>',
        '<a class="x" href="https://a.org">see https://b.org <b>now</b></a>',
    ],
)
def test_an_address_in_the_tag_of_a_link_is_no_link_of_its_own(typed: str) -> None:
    assert html(typed).count("<a ") == 1
    assert html(f"{typed} https://c.org").count("<a ") == 2


def test_an_address_is_read_as_it_was_meant() -> None:
    for typed in (r"https://a.org/?a=1&amp;b=c\_d", r"https://a.org/?a=1&b=c_d"):
        assert html(typed) == '<p><a href="https://a.org/?a=1&amp;b=c_d">https://a.org/?a=1&amp;b=c_d</a></p>'


def test_no_word_of_an_image_s_description_is_lost() -> None:
    assert to_html("![*a* [b __c__ d](/e) https://f.org](/g)") == '<p><img alt="a b c d https://f.org" src="/g"></p>'


def test_a_byte_order_mark_is_no_sign_of_the_text() -> None:
    assert html("\ufeff# Part\n\na\ufeffb") == '<h2 id="part">Part</h2>\n<p>ab</p>'


def test_no_sign_of_the_parser_is_ever_shown() -> None:
    for body in ("' b*b**<b>*<b>'", "**[a](b)*c", "*`a`**b", "**![a](b)*<i>**", "[a](b)**[c](d)*"):
        assert "wzxh" not in to_html(body)
        assert "klzz" not in to_html(body)


@pytest.mark.parametrize("sign", list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))
def test_any_sign_can_be_escaped(sign: str) -> None:
    shown = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(sign, sign)
    assert to_html(f"a \\{sign} b") == f"<p>a {shown} b</p>"


def test_entities_are_read_as_html_reads_them() -> None:
    assert html("&copy; &amp;copy; AT&T &nope; \\&copy;") == "<p>© &amp;copy; AT&amp;T &amp;nope; &amp;copy;</p>"
