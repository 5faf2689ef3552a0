import unicodedata

import pytest

from plugins.prose import sanitize
from plugins.prose.render import render
from tests.prose.showing import codes, html, only_finding, text


@pytest.mark.parametrize("tag", ["script", "style", "iframe", "object", "video", "svg", "form", "select", "textarea"])
def test_what_shows_or_runs_something_is_left_out_and_named(tag: str) -> None:
    body = f"One\n\n<{tag} src=x>a</{tag}>"
    finding = only_finding(body)
    assert (finding.code, finding.line) == ("T001", 3)
    assert f"<{tag}>" in finding.what
    assert f"<{tag}" not in html(body)


def test_meta_is_left_out_and_named() -> None:
    assert "<meta>" in only_finding('text\n\n<meta name="x" content="y">').what


def test_the_words_in_an_unknown_tag_s_name_are_not_lost_without_a_word() -> None:
    finding = only_finding("Run osc co\n<package> now")
    assert finding.line == 2
    assert "`<package>`" in finding.fix


@pytest.mark.parametrize("begun", ["<!note that", "<?php echo", "<!"])
def test_a_declaration_without_end_is_text_and_takes_nothing_with_it(begun: str) -> None:
    shown = html(f"> {begun}\n> one\n\n> two\n\nThree.\n")
    assert [word in shown for word in (begun.removeprefix("<"), "one", "two", "Three.")] == [True] * 4
    assert shown.count("<blockquote>") == shown.count("</blockquote>")


def test_a_declaration_without_end_is_told_as_what_readers_see() -> None:
    assert only_finding("One.\n\n<!note that\n").what == "nothing closes <!note: readers see it as typed"


def test_declarations_without_end_do_not_nest_what_follows() -> None:
    prose = render("> <!a\n> [a]\n\n> )\n" * 1_500, "en")
    assert prose.html.count("<blockquote>") == prose.html.count("</blockquote>")
    assert "T002" not in codes(prose)


def test_a_removal_is_reported_once() -> None:
    assert codes(render("<center>a</center>\n\n<center>b</center>", "en")) == ["T001"]


def test_code_that_shows_tags_is_no_removal() -> None:
    assert codes(render("`<script>` and\n\n    <iframe onload=x>\n", "en")) == []


@pytest.mark.parametrize(
    ("body", "name"),
    [("<p onclick='x'>a</p>", "onclick"), ('<p class="a" style="b">a</p>', "style"), ("*a*{: onclick=x }", "onclick")],
)
def test_a_removed_attribute_is_named(body: str, name: str) -> None:
    assert name in only_finding(body).what


def test_control_characters_are_removed_however_they_are_written() -> None:
    assert html("a\x00b\x0bc\x1b&#1;d&#x1b;\x85e\ud800") == "<p>abcde</p>"


def test_what_no_xml_may_hold_is_taken_out_and_nothing_else() -> None:
    for number in range(0x10000):
        character = chr(number)
        is_taken_out = number not in (9, 10, 13) and (
            unicodedata.category(character) in ("Cc", "Cs") or 0xFDD0 <= number <= 0xFDEF or number >= 0xFFFE
        )
        assert sanitize.without_controls(f"a{character}b") == ("ab" if is_taken_out else f"a{character}b"), hex(number)


def test_every_tag_is_listed_in_lower_case_and_comments_are_not() -> None:
    assert sanitize.tags("<P>a<!-- <b> --></P>") == [("", "p"), ("/", "p")]


@pytest.mark.parametrize(
    ("unsafe", "safe"),
    [
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        ('<a href="JAVA&#10;SCRIPT:x">a</a>', "<a>a</a>"),
        ('<img src="data:x" alt="a">', '<img alt="a">'),
        ('<p onclick="x" style="y" data-z="1">a</p>', "<p>a</p>"),
        ("<math><mi><style><img onerror=x>", ""),
        ("a&nbsp;b<!-- c -->", "a\xa0b"),
    ],
)
def test_only_what_is_listed_is_let_through(unsafe: str, safe: str) -> None:
    assert sanitize.sanitize(unsafe) == safe


def test_a_form_goes_whole_and_the_warning_says_so() -> None:
    body = "Before\n\n<form><label>Your name</label><input name=a><button>Go</button></form>\n\nAfter"
    prose = render(body, "en")
    assert html(body).split() == ["<p>Before</p>", "<p>After</p>"]
    assert [finding.what for finding in prose.findings] == [
        "<form> is not allowed here and was left out, with everything in it"
    ]
    assert prose.findings[0].line == 3


def test_readings_of_characters_are_kept() -> None:
    body = "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>です"
    assert html(body) == f"<p>{body}</p>"
    assert text(body) == "漢字(かんじ)です"
    assert render(f"## {body}", "ja").headings[0].text == "漢字(かんじ)です"
