"""Markup of other programs, and Markdown between tags: readers would see it as typed, so it is said at its line."""

import pytest

from plugins.prose.render import render
from tests.prose.showing import codes, only_finding


@pytest.mark.parametrize(
    ("line", "code", "better"),
    [
        ("A ==marked== word.", "T010", "A <mark>marked</mark> word."),
        ("See [[Wiki Link]].", "T003", "See [Wiki Link]({release}wiki-link)."),
        ("See [[notes/a memo.md|the memo]].", "T003", "See [the memo]({release}a-memo)."),
        ("See [[a memo#Part two]].", "T003", "See [a memo]({release}a-memo)."),
        ("![[the hall.png]]", "T003", "![what it shows]({attach}the hall.png)"),
        ("It is [not]{.underline} so.", "T010", "It is <u>not</u> so."),
        ('She said [hola]{lang="es"}.', "T010", 'She said <span lang="es">hola</span>.'),
        ("[]{#part .anchor}Words", "T010", "Words"),
        ("On the 1^st^ of May", "T010", "On the 1<sup>st</sup> of May"),
        ("CO~2~ in the air", "T010", "CO<sub>2</sub> in the air"),
        ("> [!NOTE]", "T010", "> **Note:**"),
        ("> [!warning]- Look here", "T010", "> **Look here:**"),
        ("<o:p>Words</o:p> of Word", "T010", "Words of Word"),
        ("In <st1:City w:st='on'>Oakland</st1:City> today", "T010", "In Oakland today"),
        ("<p>It is **not** bold.</p>", "T010", "<p>It is <strong>not</strong> bold.</p>"),
        ("<tr><td>[it](https://example.org/a)</td></tr>", "T010",
        '<tr><td><a href="https://example.org/a">it</a></td></tr>'),
        ("<div>[it]({document}memo) **b**</div>", "T010",
        '<div><a href="{document}memo">it</a> <strong>b</strong></div>'),
    ],
)  # fmt: skip
def test_markup_that_is_none_here_is_answered_with_the_line_to_write(line: str, code: str, better: str) -> None:
    finding = only_finding(f"One.\n\n{line}\n")
    assert (finding.code, finding.line, finding.fix) == (code, 3, f"write: {better}")
    left = ["I004"] if "![what it shows]" in better else []  # which only its author can say
    assert codes(render(f"One.\n\n{better}\n", "en")) == left


@pytest.mark.parametrize(
    "line",
    ["{{< youtube x >}}", "{{% figure src='a' %}}", "{% include map.html %}", "::: note", "::: {.box}", "!!! warning",
     '??? tip "Read this"', "+---+---+"],
)  # fmt: skip
def test_a_command_of_another_program_is_a_problem(line: str) -> None:
    finding = only_finding(f"One.\n\n{line}\n")
    assert (finding.code, finding.line) == ("T010", 3)


@pytest.mark.parametrize(
    "line",
    ["Dear {{ name }},", "Dear {{FNAME}},", "Dear *|FNAME|*,", "[TBD]", "[PHONE NUMBER]", "[insert the date]",
     "(insert quote)",
     "FIXME", "TODO: ask her", "XX/XX/2026", "Call XXX-XXX-XXXX", "It cost $X million", "[citation needed]",
     "[TODO: link]"],
)  # fmt: skip
def test_a_gap_that_somebody_meant_to_fill_is_a_placeholder(line: str) -> None:
    finding = only_finding(f"One.\n\n{line}\n")
    assert (finding.code, finding.line) == ("T009", 3)


@pytest.mark.parametrize(
    "line",
    ["[a]({document}memo)", "x ^ y ^ z", "a~b", "~10~", "ls ~/a ~/b", "2 + 2",
     "5 == 5 and 6==6", "[[1]](https://example.org)", "[[T]he agency](https://example.org)", "a [[1]] b", "`{{ x }}`",
     "{ a }",
     "Dear [your name],", "the [county] said", "TODO EL MUNDO", "Why???", "a ::: b", "Now!!! note this",
     "> [!] a", "<tel:+1>", "<https://example.org>", "At 5 a. m.\nand 6 p. m.", "<code>**a**</code>",
     "<pre>\n**a**\n- b\n</pre>",
     "<div>\n\n**a**\n\n</div>", "<!-- **a** -->", "<p>5 ** 2 ** 3</p>", "<p>[sic](as typed)</p>",
     "[insert](https://example.org)"],
)  # fmt: skip
def test_words_that_look_like_it_are_none(line: str) -> None:
    assert not {"T003", "T009", "T010", "T011"} & set(codes(render(line, "en")))


@pytest.mark.parametrize("line", ["- Stop", "1. Stop", "## Stop"])
def test_a_list_or_heading_between_tags_needs_a_blank_line(line: str) -> None:
    finding = only_finding(f"<div>\n{line}\n</div>")
    assert (finding.code, finding.line) == ("T010", 2)
    assert "blank line" in finding.fix
    assert codes(render(f"<div>\n\n{line}\n\n</div>", "en")) == []


@pytest.mark.parametrize("lines", ["a. Stop\nb. Publish", "i. Stop\nii. Publish", "We ask:\na) Stop\nb) Publish"])
def test_letters_and_roman_numbers_make_no_list_and_say_so(lines: str) -> None:
    finding = only_finding(lines)
    assert finding.code == "T011"
    assert finding.fix.endswith("as in: 1. Stop")
