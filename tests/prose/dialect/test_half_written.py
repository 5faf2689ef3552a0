"""Half-written markup is reported at its line, with the line to write; and that line, pasted, is whole."""

import pytest

from plugins.prose.render import render
from tests.prose.showing import codes, html, only_finding


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("See [x] (https://example.org) now.", "See [x](https://example.org) now."),
        ("See [x](https://example.org and more.", "See [x](https://example.org) and more."),
        ("See [x](https://example.org/a b) now.", "See [x](https://example.org/a%20b) now."),
        ("See [x](https://example.org/a_(b).", "See [x](https://example.org/a_(b))."),
        ("See [x]{document}memo now.", "See [x]({document}memo) now."),
        ("See [x]{document}memo#page=3.", "See [x]({document}memo#page=3)."),
        ("See [x] ({document}memo).", "See [x]({document}memo)."),
        ("See [x](our plan.pdf).", "See [x]({attach}our plan.pdf)."),
        ("See (x)[https://example.org/].", "See [x](https://example.org/)."),
        ("See <www.example.org> now.", "See <https://www.example.org> now."),
        ("See <{document}ice-memo#page=2> now.", "See [ice memo]({document}ice-memo#page=2) now."),
        ("See ![x] ({static}x.png)", "See ![x]({static}x.png)"),
        ("See ![x] (x.png) now", "See ![x](x.png) now"),
        ("See [x] (memo.pdf#page=2)", "See [x](memo.pdf#page=2)"),
        ("See [x](<https://example.org> now", "See [x](https://example.org) now"),
        ("Write [x](mailto:a@b.org?subject=Hi there)", "Write [x](mailto:a@b.org?subject=Hi%20there)"),
        ("See [x](", "See [x](https://…)"),
        ("See [x](http", "See [x](https://…)"),
        ("See [x](example.org and more", "See [x](https://example.org) and more"),
        ("See [x](memo.pdf", "See [x](memo.pdf)"),
        ("See [x](see below", "See [x](https://…) see below"),
        ("See [x]{", "See [x](https://…)"),
        ("See [x][", "See [x](https://…)"),
        ("See ![x](", "See ![x](https://…)"),
        ("See [x(https://example.org) now", "See [x](https://example.org) now"),
        ("See <https://example.org now", "See <https://example.org> now"),
        ("See {document}ice-memo#page=2 now.", "See [ice memo]({document}ice-memo#page=2) now."),
        ("See {filename}../2010/a-memo.md", "See [a memo]({filename}../2010/a-memo.md)"),
    ],
)
def test_a_half_written_link_shows_the_line_to_write(line: str, better: str) -> None:
    finding = only_finding(f"First.\n\n> Then\n> {line}\n")
    assert (finding.code, finding.line) == ("T003", 4)
    assert finding.fix == f"write: > {better}"
    assert "T003" not in codes(render(better, "en"))


def test_a_link_that_nothing_opens_shows_where_it_may_begin() -> None:
    finding = only_finding("a\n\nSee x](https://example.org) now")
    assert (finding.code, finding.line) == ("T003", 3)
    assert finding.fix.endswith("See [x](https://example.org) now")


def test_a_link_within_a_link_is_a_problem() -> None:
    finding = only_finding("a\n\nSee [x [y](https://a.org) z](https://b.org)")
    assert (finding.code, finding.line) == ("T003", 3)


@pytest.mark.parametrize("body", ["[y]({document}memo)", "[y]( {document}memo )", "[y](<{static}My file.pdf>)",
                                  "[y][z]\n\n[z]: {document}memo", "`{document}memo`", "<a href={release}b>y</a>",
                                  '<a href="{release}b">y</a>', "```\n{document}memo\n```"])  # fmt: skip
def test_a_name_in_braces_within_a_link_is_no_problem(body: str) -> None:
    assert codes(render(body, "en")) == []


@pytest.mark.parametrize("opening", ["<!--", "<?php", "<![CDATA["])
def test_what_nothing_closes_is_a_problem_and_swallows_nothing_but_a_comment(opening: str) -> None:
    body = f"First.\n\n{opening} a remark\n\nThe rest.\n"
    finding = only_finding(body)
    assert (finding.code, finding.line) == ("T010", 3)
    assert ("left out" in finding.what) is (opening == "<!--")
    assert ("The rest." in html(body)) is (opening != "<!--")


@pytest.mark.parametrize("tag", ["<div class='x'", "<p", "</section"])
def test_a_half_tag_that_would_swallow_words_is_a_problem(tag: str) -> None:
    finding = only_finding(f"First.\n\n{tag}\nThe words.\n")
    assert (finding.code, finding.line) == ("T010", 3)


@pytest.mark.parametrize(
    "body", ["<!-- more -->", "<!--\na remark\n-->", "<div>\na < b and c\n</div>", "<div\nid='a'>b</div>"]
)
def test_whole_html_is_no_problem(body: str) -> None:
    assert codes(render(f"a\n\n{body}\n\nb", "en")) == []


def test_a_tag_in_the_text_that_nothing_ends_is_a_problem() -> None:
    finding = only_finding("a\n\nSee <a href='https://example.org' now")
    assert (finding.code, finding.line) == ("T010", 3)


@pytest.mark.parametrize(
    ("body", "line", "fix"),
    [
        ("a\n\n| a | b | c |\n|---|---|\n| 1 | 2 | 3 |", 4, "write: |---|---|---|"),
        ("a\n\n| a | b |\n| 1 | 2 |\n", 3, "below this line, write: |---|---|"),
        ("> | a | b |\n> | 1 | 2 |\n", 1, "below this line, write: |---|---|"),
    ],
)
def test_rows_that_are_no_table_are_a_problem(body: str, line: int, fix: str) -> None:
    finding = only_finding(body)
    assert (finding.code, finding.line, finding.fix) == ("T010", line, fix)


@pytest.mark.parametrize("body", ["|x|", "a | b\nc | d", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
                                  "```\n| a |\n| b |\n```", "> | a |\n> |---|\n> | b |\n> | c |"])  # fmt: skip
def test_bars_that_are_words_and_whole_tables_are_no_problem(body: str) -> None:
    assert codes(render(body, "en")) == []


def test_struck_out_words_are_a_problem_that_shows_the_tag() -> None:
    finding = only_finding("a\n\nNow ~~five~~ six. ~~~~ `~~x~~`")
    assert (finding.code, finding.line, finding.fix) == ("T010", 3, "write: Now <s>five</s> six. ~~~~ `~~x~~`")


@pytest.mark.parametrize(("line", "better"), [("A claim.[^1", "A claim.[^1]"), ("A claim.[^", "A claim.[^1]")])
def test_a_half_mark_of_a_note_is_a_problem(line: str, better: str) -> None:
    finding = only_finding(line)
    assert (finding.code, finding.fix) == ("T004", f"write: {better}")


def test_a_link_to_a_label_that_nothing_defines_is_a_problem() -> None:
    finding = only_finding("a\n\n- [x][nope]")
    assert (finding.code, finding.line) == ("T003", 3)
    assert "[nope]: https://…" in finding.fix


@pytest.mark.parametrize(
    "line",
    ["He said [sic] that", "a[1]", "[T]he agency", "x < y", "array[0](see below)", "[sic] (as typed)", "[ ] [x]"],
)
def test_brackets_that_are_words_are_no_problem(line: str) -> None:
    assert codes(render(line, "en")) == []


def test_a_mark_without_its_note_is_a_problem() -> None:
    finding = only_finding("One\nA claim.[^9]")
    assert (finding.code, finding.line) == ("T004", 2)
    assert "[^9]: " in finding.fix


def test_two_notes_of_one_name_are_a_problem_that_knows_both_lines() -> None:
    finding = only_finding("A claim.[^1]\n\n[^1]: First.\n\n[^1]: Second.")
    assert (finding.code, finding.line, finding.other_line) == ("T004", 5, 3)
    assert "[^2]" in finding.fix


def test_a_note_that_nothing_refers_to_is_named() -> None:
    finding = only_finding("A claim.\n\n[^1]: First.")
    assert (finding.code, finding.line) == ("T005", 3)


def test_a_note_named_by_another_note_is_in_use() -> None:
    assert codes(render("A claim.[^1]\n\n[^1]: See.[^2]\n\n[^2]: There.", "en")) == []


def test_marks_of_a_merge_are_problems() -> None:
    findings = render("a\n\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n", "en").findings
    assert [(f.code, f.line) for f in findings] == [("T006", 3), ("T006", 7)]
    assert codes(render("```\n<<<<<<< HEAD\n```", "en")) == []


def test_a_third_cell_in_a_table_of_two_columns_is_reported_at_its_row() -> None:
    finding = only_finding("a\n\n| a | b |\n|---|---|\n| c | d |\n| e | f | g |\n")
    assert (finding.code, finding.line) == ("T007", 6)
    assert "“g”" in finding.what
    assert finding.fix.startswith("write: | e | f g |")


def test_words_that_an_indent_makes_code_are_reported() -> None:
    finding = only_finding("a\n\n    The first line is indented.\nThe second is not.")
    assert (finding.code, finding.line) == ("T008", 3)
    assert "The first line is indented." in finding.fix


def test_code_may_be_indented() -> None:
    assert codes(render("a\n\n    x = 1;\n\n    <b>", "en")) == []


@pytest.mark.parametrize(
    "line", ["TKTK", "A quote TK from her", "About XX words", "Some X,XXX people", "[NAME] said", "Lorem ipsum dolor"]
)
def test_a_placeholder_is_a_problem(line: str) -> None:
    finding = only_finding(f"a\n\n{line}")
    assert (finding.code, finding.line) == ("T009", 3)


@pytest.mark.parametrize(
    "line", ["en el siglo XX fue", "Super Bowl XXX", "XX chromosomes", "`TK`", "stKTKt", "[name](https://a.org)"]
)
def test_words_that_look_like_placeholders_are_none(line: str) -> None:
    assert codes(render(line, "en")) == []


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("**Demands: stop", "**Demands: stop**"),
        ("Demands:** stop", "**Demands:** stop"),
        ("**Demands **: stop", "**Demands**: stop"),
        ("** Demands**: stop", "**Demands**: stop"),
        ("***Demands", "***Demands***"),
        ("**Demands: the **sheriff** answers", "**Demands: the **sheriff** answers**"),
        ("__Demands: stop", "__Demands: stop__"),
    ],
)
def test_stars_that_nothing_closes_are_a_problem(line: str, better: str) -> None:
    finding = only_finding(f"a\n\n- b\n- {line}")
    assert (finding.code, finding.line, finding.fix) == ("T010", 4, f"write: - {better}")
    assert codes(render(better, "en")) == []


@pytest.mark.parametrize("line", ["5 * 3 ** 2", "a ** b", "*", "****", "2**8", "**bold**text**more**"])
def test_stars_that_are_words_are_no_problem(line: str) -> None:
    assert codes(render(line, "en")) == []


def test_a_fence_that_nothing_closes_is_a_problem() -> None:
    finding = only_finding("a\n\n```\nb\n\nc")
    assert (finding.code, finding.line) == ("T010", 3)


def test_a_heading_without_its_space_is_a_problem() -> None:
    finding = only_finding("a\n\n##Heading\n\nb")
    assert (finding.code, finding.line, finding.fix) == ("T010", 3, "write: ## Heading")
    assert codes(render("a\n#NoMore", "en")) == []


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("**“Stop”**word", "<strong>“Stop”</strong>word"),
        ("又**中文。**字", "又<strong>中文。</strong>字"),
        ("__(a)__b", "<strong>(a)</strong>b"),
    ],
)
def test_bold_words_that_a_sign_keeps_open_get_a_tag(line: str, better: str) -> None:
    assert only_finding(line).fix == f"write: {better}"
    assert codes(render(better, "en")) == []


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("-\u00a0Stop", "- Stop"),
        ("> *\u202fStop", "> * Stop"),
        ("##\u3000項目", "## 項目"),
        ("\u200b- Stop", "- Stop"),
        ("\u200f1. עצרו", "1. עצרו"),
        ("\u2060> Stop", "> Stop"),
    ],
)
def test_a_marker_beside_a_space_or_sign_that_cannot_be_seen_is_a_problem(line: str, better: str) -> None:
    finding = only_finding(f"a\n\n{line}")
    assert (finding.code, finding.line, finding.fix) == ("T010", 3, f"write: {better}")
    assert codes(render(f"a\n\n{better}", "en")) == []


@pytest.mark.parametrize("line", ["-\u00a05 degrees", "1.\u00a0Mai 2010", "`-\u00a0x`", "a -\u00a0b", "\u200fשלום"])
def test_a_space_that_belongs_there_is_no_problem(line: str) -> None:
    assert codes(render(line, "en")) == []


@pytest.mark.parametrize(
    ("lines", "better"),
    [
        (["We ask:", "-Stop", "-Publish"], "- Stop"),
        (["+Stop", "+Publish"], "- Stop"),
        (["*Stop", "*Publish"], "- Stop"),
        (["– Stop", "– Publish"], "- Stop"),
        (["—\u00a0Stop", "— Publish"], "- Stop"),
        (["1.Stop", "2.Publish"], "1. Stop"),
        (["1.\u00a0Stop", "2.\u00a0Publish"], "1. Stop"),
        (["(1) Stop", "(2) Publish"], "1. Stop"),
        (["✓ Stop", "✓ Publish"], "- Stop"),
        (["We ask:", "► Stop", "► Publish"], "- Stop"),
    ],
)
def test_lines_that_look_like_a_list_and_run_together_are_named(lines: list[str], better: str) -> None:
    finding = only_finding("\n".join(["a", "", *lines]))
    assert (finding.code, finding.line) == ("T011", len(lines) + 1)
    assert finding.fix.endswith(f"as in: {better}")


@pytest.mark.parametrize(
    "body",
    ["– Stop  \n– Publish", "– Stop\\\n– Publish", "2010 was.\n2011 is.", "*a* b\n*c* d", "(see\n(there", "- a\n- b",
     "1.5 million\n2.5 million", "> words\n> — one\n> — two", "```\n-a\n-b\n```", "–a–\n–b–"],
)  # fmt: skip
def test_lines_that_are_a_list_or_are_none_are_no_problem(body: str) -> None:
    assert "T011" not in codes(render(body, "en"))


def test_a_note_within_the_text_is_a_problem() -> None:
    finding = only_finding("a\n\nA claim.^[The source.] B.[^1]\n\n[^1]: b")
    assert (finding.code, finding.line) == ("T004", 3)
    assert finding.fix.startswith("write [^2] there")
    assert only_finding("A claim.^[1] B.[^1]\n\n[^1]: b").fix == "write: A claim.[^1] B.[^1]"


def test_an_empty_note_is_a_problem() -> None:
    finding = only_finding("A claim.[^1]\n\n[^1]:\nThe source.")
    assert (finding.code, finding.line) == ("T004", 3)


def test_a_page_of_half_written_markup_is_said_in_part() -> None:
    assert 0 < len(render("**[x][y] " * 5_000, "en").findings) <= 50


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("Run `invoke build, then look", "Run `invoke build`, then look"),
        ("Run `build and look at every page of it", "Run `build` and look at every page of it"),
        ("Run build` and look", "Run `build` and look"),
        ("Use `a` and `b", "Use `a` and `b`"),
        ("Use `a and `b` here", "Use `a` and `b` here"),
        ("Use like` this and that` x", "Use `like` this and that` x"),
        ("``two of them", "``two of them``"),
        ("He said `stop' and left", "He said 'stop' and left"),
        ("We don`t", "We don't"),
        ("We don`t, and it`s late", "We don't, and it's late"),
        ("Hawai`i and O`ahu", "Hawaiʻi and Oʻahu"),
        ("It`s a `good` answer", "It's a `good` answer"),
    ],
)
def test_a_backtick_that_does_not_pair_is_a_problem(line: str, better: str) -> None:
    finding = only_finding(f"a\n\n- b\n- {line}")
    assert (finding.code, finding.line) == ("T010", 4)
    assert finding.fix.partition(" (or delete it")[0] == f"write: - {better}"


def test_a_backtick_is_told_where_the_line_does_not_pair() -> None:
    finding = only_finding("Use `build,\nor look at `serve` and `check` first.")
    assert (finding.line, finding.fix.partition(" (")[0]) == (1, "write: Use `build`,")


@pytest.mark.parametrize(
    "line",
    ["`a` and ``b ` c``", "a\\` b", "the `foo`s, `a `", "使用`pip`安装", "5` tall", "Hawai`i", "a ` b",
     "``So'' he said", "signals to` Event`, which", "`a\nb`", "```\n`a\n```", "<code>`a</code> <kbd>`</kbd>"],
)  # fmt: skip
def test_backticks_that_pair_or_are_letters_are_no_problem(line: str) -> None:
    assert codes(render(line, "en")) == []


@pytest.mark.parametrize(
    ("body", "line", "fix"),
    [
        ("a\n\n{: .note}\n\nb", 3, "delete the line"),
        ("{: .note}\nb", 1, "delete the line"),
        ("> a\n>\n> {.note}", 3, "delete the line"),
        ("words {.red} here", 1, "write: words here"),
        ("![x](y.png) {width=50%}", 1, "write: ![x](y.png)"),
        ("*hola* {: lang=es } b", 1, "write: *hola*{: lang=es } b"),
        ("## A\n{#a}", 2, "move it to the end of the line above: ## A {#a}"),
        ("- a\n\n{:toc}", 3, "delete the line"),
        ("| a |\n|---|\n| b |\n{: .x}", 4, "delete the line"),
    ],
)
def test_attributes_that_apply_to_nothing_are_a_problem(body: str, line: int, fix: str) -> None:
    finding = only_finding(body)
    assert (finding.code, finding.line, finding.fix) == ("T010", line, fix)


@pytest.mark.parametrize(
    "body",
    ["a\n{.note}", "## A {#a}", "*a*{.x} b", "`{.x}`", "\\{.x}", "a {x=1} {5}", "{:)",
     "[a](https://b.org){: target=_blank}", "```{.python}\nx\n```", "- a\n{: .x}"],
)  # fmt: skip
def test_attributes_that_are_read_and_braces_that_are_words_are_no_problem(body: str) -> None:
    assert codes(render(body, "en")) == []


def test_a_bar_within_code_in_a_table_gets_its_backslash() -> None:
    body = "| a | b |\n|---|---|\n| `c|d` | e |"
    found = render(body, "en").findings
    assert [(f.code, f.line, f.fix) for f in found] == [
        ("T010", 3, "write: | `c\\|d` | e |"),
        ("T007", 3, "write: | `c\\|d` | e |"),
    ]
    assert codes(render(body.replace("c|d", "c\\|d"), "en")) == []


def test_emphasis_between_tags_is_a_problem() -> None:
    finding = only_finding("<p>The *first* of 2*3*4, a * b * c</p>")
    assert (finding.code, finding.fix) == ("T010", "write: <p>The <em>first</em> of 2*3*4, a * b * c</p>")
    assert codes(render("<p>2*3*4, a * b</p>", "en")) == []
