"""Links, images, quotations, tables, footnotes, headings: what a body becomes, element by element."""

import re

import pytest

from plugins.prose.model import Heading, Quotation, Reference
from plugins.prose.render import render
from tests.prose.showing import codes, html, only_finding, shown, text

# -- links


def test_a_link_in_braces_becomes_a_hole_and_a_reference() -> None:
    prose = render("One\n\nSee [page *3*]({document}ice-memo#page=3).", "en")
    assert prose.references == (
        Reference(scheme="document", target="ice-memo", fragment="page=3", text="page 3", line=3),
    )
    assert html("See [page *3*]({document}ice-memo#page=3).") == "<p>See [open 0]page <em>3</em>[close 0].</p>"
    assert text("See [page *3*]({document}ice-memo#page=3).") == "See page 3[note 0]."


@pytest.mark.parametrize("written", ["/press/", "#facts", "{filename}a.md", "{static}a.csv", "{case}x"])
def test_every_link_within_the_site_becomes_a_hole(written: str) -> None:
    assert html(f"[x]({written})") == "<p>[open 0]x[close 0]</p>"


@pytest.mark.parametrize("written", ["https://example.org/a?b=1&c=2", "mailto:a@example.org", "tel:+12125550100"])
def test_a_link_to_elsewhere_stays_in_the_html_and_gets_a_note_in_the_text(written: str) -> None:
    assert html(f"[x]({written})") == f'<p><a href="{written.replace("&", "&amp;")}">x</a></p>'
    assert text(f"[x]({written})") == "x[note 0]"


def test_a_title_of_a_link_goes_with_it() -> None:
    assert html("[x]({case}y \"a <b> 'c'\")") == "<p>[open 0 title=\"a &lt;b&gt; 'c'\"]x[close 0]</p>"


def test_an_address_of_the_text_itself_becomes_a_link() -> None:
    assert (
        html("<https://example.org/a--b>") == '<p><a href="https://example.org/a--b">https://example.org/a--b</a></p>'
    )
    assert html("<press@example.org>") == '<p><a href="mailto:press@example.org">press@example.org</a></p>'


@pytest.mark.parametrize(
    "written", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "file:///x"]
)
def test_an_address_that_could_run_something_is_dropped_and_named(written: str) -> None:
    prose = render(f"One\n\n[press me]({written})", "en")
    assert prose.html == ("<p>One</p>\n<p>press me</p>",)
    assert codes(prose) == ["L005"]
    assert prose.findings[0].line == 3
    assert written in prose.findings[0].what


def test_a_malformed_link_keeps_its_words() -> None:
    assert html("See [our site](www.example.org).") == "<p>See our site.</p>"
    assert only_finding("a\n\nb [our site](www.example.org)").line == 3


def test_raw_links_are_read_as_those_of_markdown() -> None:
    body = '<p><a href="{document}memo" onclick="x()">a</a> <a href="javascript:x">b</a></p>'
    prose = render(body, "en")
    assert html(body) == "<p>[open 0]a[close 0] b</p>"
    assert sorted(codes(prose)) == ["L005", "T001"]


@pytest.mark.parametrize("words", ["here", "HERE", "click here", "this", "this link", "Read more", "aquí", "ici"])
def test_a_link_whose_words_say_nothing_is_a_warning(words: str) -> None:
    finding = only_finding(f"One\n\nDownload it [{words}](https://example.org).")
    assert (finding.code, finding.line) == ("L007", 3)
    assert words in finding.what


def test_a_link_without_words_shows_its_address() -> None:
    assert html("[](https://example.org/a)") == '<p><a href="https://example.org/a">https://example.org/a</a></p>'
    assert only_finding("[](https://example.org/a)").code == "L007"


@pytest.mark.parametrize(
    "sentence",
    [
        "To read it, click here.",
        "CLICK\nHERE",
        "*Click* **here** now",
        "Haga clic aquí.",
        "Cliquez ici",
        "click the link",
    ],
)
def test_click_here_without_a_link_is_found(sentence: str) -> None:
    prose = render(f"One.\n\n{sentence}", "en")
    assert codes(prose) == ["L006"]
    assert prose.findings[0].line == 3


def test_click_here_is_reported_with_the_words_around_it() -> None:
    body = (
        "To download a copy of this letter as well as Sheriff Hennessey's letter, click here.\n\nTo join, click here."
    )
    first, second = render(body, "en").findings
    assert "Sheriff Hennessey’s letter, click here." in first.what
    assert "To join, click here." in second.what
    assert (first.line, second.line) == (1, 3)


@pytest.mark.parametrize(
    "sentence", ["[Click here](https://example.org)", "Available here.", "`click here`", "a clicker"]
)
def test_click_here_in_a_link_or_in_code_links_to_something_or_nothing_at_all(sentence: str) -> None:
    assert "L006" not in codes(render(sentence, "en"))


# -- images


def test_an_image_of_this_site_becomes_a_hole() -> None:
    prose = render("![A map & key]({static}maps/one.png)", "en")
    assert html("![A map & key]({static}maps/one.png)") == "<p>[image 0]</p>"
    assert prose.references == (
        Reference(scheme="static", target="maps/one.png", text="A map & key", line=1, role="image"),
    )
    assert text("![A map & key]({static}maps/one.png)") == "[A map & key]"


@pytest.mark.parametrize(
    ("written", "scheme", "target"),
    [
        ("one.png", "static", "one.png"),
        ("{attach}one.png", "attach", "one.png"),
        ("{filename}../one.png", "filename", "../one.png"),
        ("/one.png", "internal", "/one.png"),
    ],
)
def test_a_path_or_a_brace_names_an_image(written: str, scheme: str, target: str) -> None:
    (reference,) = render(f"![x]({written})", "en").references
    assert (reference.scheme, reference.target, reference.role) == (scheme, target, "image")


@pytest.mark.parametrize("written", ["![](one.png)", "![ ](one.png)", '<img src="one.png">'])
def test_an_image_without_alt_text_is_an_error_that_names_the_file(written: str) -> None:
    finding = only_finding(f"a\n\n{written}")
    assert (finding.code, finding.line) == ("I001", 3)
    assert "one.png" in finding.what


def test_a_remote_image_becomes_a_link_with_its_alt_text() -> None:
    prose = render("![The march](https://example.org/a.png)", "en")
    assert shown(prose.html, prose.references) == '<p><a href="https://example.org/a.png">The march</a></p>'
    assert codes(prose) == ["I002"]
    assert prose.references[0].role == "link"


def test_an_image_in_a_link_stays_in_it() -> None:
    assert html("[![a](one.png)]({case}x)") == "<p>[open 0][image 1][close 0]</p>"
    assert render("[![a](one.png)]({case}x)", "en").references[0].text == "a"
    assert (
        html("[![a](https://example.org/a.png)](https://example.org)") == '<p><a href="https://example.org">a</a></p>'
    )


@pytest.mark.parametrize(
    "written", ["{document}memo", "mailto:a@example.org", "data:image/png;base64,x", "//a.example/x"]
)
def test_what_is_no_image_leaves_its_alt_text(written: str) -> None:
    assert html(f"![the memo]({written})") == "<p>the memo</p>"
    assert only_finding(f"![the memo]({written})").code == "L005"


# -- quotations


def test_a_blockquote_that_ends_in_a_source_is_a_cited_quotation() -> None:
    body = "Intro.\n\n> They may ask in *writing*.\n> — [ICE memo, p. 3]({document}ice-memo#page=3)"
    prose = render(body, "en")
    assert html(body).replace("\n", "") == (
        '<p>Intro.</p><figure class="quotation"><blockquote[cite 0]>'
        "<p>They may ask in <em>writing</em>.</p></blockquote>"
        "<figcaption>[open 0]ICE memo, p. 3[close 0][mark 0]</figcaption></figure>"
    )
    assert prose.references[0].role == "cite"
    assert prose.references[0].fragment == "page=3"
    assert prose.quotations == (
        Quotation(text="They may ask in writing.", speaker="ICE memo, p. 3", reference=0, line=3),
    )
    assert text(body) == "Intro.\n\nThey may ask in writing.\n— ICE memo, p. 3[note 0]"


@pytest.mark.parametrize("dash", ["—", "–", "―", "--", "---", "-- ", "—\N{NO-BREAK SPACE}"])
def test_any_dash_may_start_the_source(dash: str) -> None:
    assert "<figcaption>Jane Doe</figcaption>" in html(f"> Words.\n> {dash}Jane Doe")


@pytest.mark.parametrize(
    "body",
    [
        "> Words.\n>\n> — Jane Doe",
        "> Words.  \n> — Jane Doe",
        "> Words.\n> *— Jane Doe*",
        "<blockquote><p>Words.<br>— Jane Doe</p></blockquote>",
    ],
)
def test_the_source_may_be_the_last_line_or_a_paragraph_of_its_own(body: str) -> None:
    (quotation,) = render(body, "en").quotations
    assert (quotation.text, quotation.speaker, quotation.reference) == ("Words.", "Jane Doe", None)
    assert "—" not in html(body)


def test_quotations_below_one_another_stay_apart() -> None:
    body = "> One.\n> — Jane Doe\n\n> Two.\n>\n> Three.\n> — John Roe\n\n> Four."
    prose = render(body, "en")
    assert [(q.text, q.speaker, q.line) for q in prose.quotations] == [
        ("One.", "Jane Doe", 1),
        ("Two.\n\nThree.", "John Roe", 4),
    ]
    assert html(body).count("<figure") == 2
    assert html(body).endswith("<blockquote>\n<p>Four.</p>\n</blockquote>")


@pytest.mark.parametrize("body", ["> Words – and more.", "> — Jane Doe", "> Words.\n> —", "> One\n> — two\n> three"])
def test_a_blockquote_without_a_source_stays_one(body: str) -> None:
    assert "<figure" not in html(body)
    assert "<blockquote>" in html(body)


def test_a_quotation_from_elsewhere_cites_its_address() -> None:
    assert '<blockquote cite="https://example.org/a#b">' in html("> Words.\n> — [Site](https://example.org/a#b)")


def test_the_document_is_what_a_source_with_many_links_cites() -> None:
    body = "> Words.\n> — [Jane Doe](mailto:a@example.org), [site](https://example.org), [memo]({document}m#page=2)"
    prose = render(body, "en")
    assert prose.quotations[0].reference == 2
    assert [r.role for r in prose.references] == ["link", "link", "cite"]


# -- tables


def test_a_table_scrolls_and_is_named_by_its_head() -> None:
    body = "| Name | Count |\n|:--|--:|\n| *a* | 1 |\n| b | |"
    assert html(body).replace("\n", "") == (
        '<div class="scroll" role="region" tabindex="0" aria-label="Name, Count"><table><thead>'
        '<tr><th class="align-left" scope="col">Name</th><th class="align-right" scope="col">Count</th></tr></thead>'
        '<tbody><tr><td class="align-left"><em>a</em></td><td class="align-right">1</td></tr>'
        '<tr><td class="align-left">b</td><td class="align-right"></td></tr></tbody></table></div>'
    )
    assert text(body) == "Name | Count\na | 1\nb |"


def test_a_caption_names_its_table() -> None:
    body = "<table><caption>Who asked</caption><tr><th>a</th></tr><tr><th>b</th></tr></table>"
    assert 'aria-label="Who asked"' in html(body)
    assert '<th scope="col">a</th>' in html(body)
    assert '<th scope="row">b</th>' in html(body)


# -- footnotes


def test_footnotes_are_numbered_as_they_are_met_and_link_back() -> None:
    body = "One[^b] two[^a] three[^b].\n\n[^a]: Note A.\n[^b]: Note *B*."
    prose = render(body, "en")
    assert '<sup id="fnref-1"><a class="footnote-ref" href="#fn-1" role="doc-noteref">1</a></sup>' in html(body)
    assert '<sup id="fnref-1-2"><a class="footnote-ref" href="#fn-1" role="doc-noteref">1</a></sup>' in html(body)
    assert html(body).index("Note <em>B</em>") < html(body).index("Note A")
    assert 'href="#fnref-1-2" role="doc-backlink" aria-label="Back to reference 1, 2">' in html(body)
    assert prose.ids == {"fn-1", "fn-2", "fnref-1", "fnref-1-2", "fnref-2"}
    assert prose.references == ()
    assert text(body) == "One¹ two² three¹.\n\n¹ Note B.\n\n² Note A."


def test_footnote_names_never_reach_an_id() -> None:
    assert render("a[^my note: x]\n\n[^my note: x]: y", "en").ids == {"fn-1", "fnref-1"}


def test_a_footnote_that_nothing_names_is_kept_without_a_way_back() -> None:
    assert 'id="fn-1">\n<p>never' in html("a\n\n[^x]: never")
    assert "fnref" not in html("a\n\n[^x]: never")


def test_footnotes_outlive_a_tag_that_was_never_closed() -> None:
    assert '<li id="fn-1">' in html("<b>a[^1]\n\nb\n\n[^1]: note")


# -- headings and ids


def test_headings_start_below_the_page_title_and_skip_no_level() -> None:
    prose = render("# One\n\n## Two\n\n#### Three\n\n# Four", "en")
    assert [(h.level, h.text) for h in prose.headings] == [(2, "One"), (3, "Two"), (4, "Three"), (2, "Four")]
    assert [h.level for h in render("## a\n\n### b\n\n## c", "en").headings] == [2, 3, 2]


def test_headings_go_no_deeper_than_six() -> None:
    body = "\n\n".join(f"{'#' * level} h" for level in range(1, 7))
    assert [h.level for h in render(body, "en").headings] == [2, 3, 4, 5, 6, 6]


def test_a_heading_has_an_id_made_of_its_words() -> None:
    prose = render("## What *ICE* “said” & wrote\n\n## Ямочка\n\n## ¿?", "en")
    assert [h.id for h in prose.headings] == ["what-ice-said-wrote", "ямочка", "section"]
    assert prose.headings[0] == Heading(level=2, id="what-ice-said-wrote", text="What ICE “said” & wrote")


def test_a_footnote_is_no_part_of_its_heading_s_words() -> None:
    (heading,) = render("## Facts[^1]\n\n[^1]: note", "en").headings
    assert (heading.id, heading.text) == ("facts", "Facts")


def test_ids_are_unique_and_an_author_s_own_comes_first() -> None:
    prose = render("## Facts\n\n## Facts\n\n## Other {: #facts }\n\n## Facts", "en")
    assert [h.id for h in prose.headings] == ["facts-2", "facts-3", "facts", "facts-4"]
    assert prose.ids == {"facts", "facts-2", "facts-3", "facts-4"}


def test_no_heading_takes_an_id_of_the_page_around_it() -> None:
    ids = render("## Main\n\n## fn-1\n\n## Entry-3", "en").ids
    assert "main" not in ids
    assert not [i for i in ids if i.startswith(("fn-", "entry-3"))] or ids >= {"entry-3-"}


def test_an_empty_heading_is_left_out() -> None:
    assert render("#\n\n<h2></h2>\n\ntext", "en").headings == ()


def test_an_old_anchor_stays_a_place() -> None:
    assert '<span id="old"></span>Text' in html('<p><a name="old">Text</a></p>')
    assert render('<p><a name="old">Text</a></p>', "en").ids == {"old"}


# -- valid HTML of what is not


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<center>a <font color=red>b</font></center>", "a b"),
        ("<p align=center>a</p>", "<p>a</p>"),
        ("<li>a</li>", "<div>a</div>"),
        ("<ul>a<li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<dl><dd>a</dd></dl>", "<div><div>a</div></div>"),
        ("<details>a</details>", "<div>a</div>"),
        ("<details><summary>a</summary>b</details>", "<details><summary>a</summary>b</details>"),
        ("<div><strong><p>a</p></strong></div>", "<div><p>a</p></div>"),
        ("<p></p>", ""),
        ("<ol start=3 type=a><li value=x>a</li></ol>", '<ol start="3"><li>a</li></ol>'),
        ('<p lang="es" dir="up">a</p>', '<p lang="es">a</p>'),
        ("<figure>a<figcaption>b</figcaption></figure>", "<figure>a<figcaption>b</figcaption></figure>"),
        ("<figcaption>b</figcaption>", "<div>b</div>"),
        ('<p class="x scroll">a</p>', "<p>a</p>"),
    ],
)
def test_raw_html_becomes_valid(body: str, expected: str) -> None:
    assert html(body) == expected


def test_code_keeps_its_language_and_can_be_scrolled_by_keyboard() -> None:
    assert html("```python\na = '--'\n```") == (
        '<pre tabindex="0"><code class="language-python">a = \'--\'\n</code></pre>'
    )


def test_definition_lists_and_abbreviations_are_read() -> None:
    assert html("FOIA\n: An act").replace("\n", "") == "<dl><dt>FOIA</dt><dd>An act</dd></dl>"
    assert html('The FOIA.\n\n*[FOIA]: Freedom of "Information"') == (
        '<p>The <abbr title="Freedom of &quot;Information&quot;">FOIA</abbr>.</p>'
    )


def test_template_syntax_stays_text() -> None:
    assert html("**Dear** {{ name }}, {% if x %}") == "<p><strong>Dear</strong> {{ name }}, {% if x %}</p>"
    assert html("*a*{{ name }} *b*{disturl}") == "<p><em>a</em>{{ name }} <em>b</em>{disturl}</p>"
    assert html("## Dear {{ name }}") == '<h2 id="dear-name">Dear {{ name }}</h2>'


# -- plain text, lead, words


def test_plain_text_keeps_lists_quotations_and_code() -> None:
    body = (
        "## Head\n\nOne\ntwo.\n\n- a\n- b\n    1. c\n    2. d\n\n1. e\n\n    f\n\n2. g\n\n> “Quoted.”\n> — Jane\n\n"
        "    code\n      here\n\nLast  \nline\n\n---\n\nterm\n: def"
    )
    assert text(body) == (
        "Head\n\nOne two.\n\n- a\n- b\n  1. c\n  2. d\n\n1. e\n\n   f\n\n2. g\n\n“Quoted.”\n— Jane\n\n"
        "code\n  here\n\nLast\nline\n\n* * *\n\nterm\n  def"
    )


def test_plain_text_holds_the_characters_themselves() -> None:
    assert text("a &lt;b&gt; &amp; c \\* `d & e`") == "a <b> & c * d & e"


def test_the_lead_is_the_first_paragraph_of_words() -> None:
    body = "![x](a.png)\n\n## Head\n\n- item\n\n> quoted\n\nFirst *real* [one]({case}x).\n\nSecond."
    assert render(body, "en").lead == "First real one."
    assert render("- item", "en").lead == ""


def test_a_long_lead_is_cut_at_a_word() -> None:
    lead = render("word " * 200, "en").lead
    assert len(lead) <= 300
    assert lead.endswith("word…")


def test_words_are_counted_without_list_markers() -> None:
    assert render("One two-three.\n\n- four\n- [five]({case}x)\n\n1. six", "en").words == 5


def test_no_attribute_of_style_or_script_is_left() -> None:
    body = 'a\n{: style="color:red" onclick="x" #b }\n\n<p style="x" onmouseover=y>c</p>\n\n|a|b|\n|-:|:-:|\n|c|d|'
    assert not re.search(r"<[^>]*\s(?:style|on\w+|align)=", html(body))
    assert {"T001"} == set(codes(render(body, "en")))


@pytest.mark.parametrize(
    "body",
    [
        '["may ask in writing"]({document}memo#page=3)',
        '"[may ask in writing]({document}memo#page=3)"',
        '- It says "[may ask in writing]({document}memo#page=3)", twice.',
        "“[may ask in writing]({document}memo#page=3)”",
        "「[may ask in writing]({document}memo#page=3)」",
        "„[may ask in writing]({document}memo#page=3)“",
        "»[may ask in writing]({document}memo#page=3)«",
    ],
)
def test_a_link_in_quotation_marks_is_a_quotation(body: str):
    prose = render(body, "en")
    assert [q.text.strip("“”") for q in prose.quotations] == ["may ask in writing"]
    assert [part.kind for part in prose.html if not isinstance(part, str)] == ["open", "close", "mark"]


@pytest.mark.parametrize("lang", ["nl", "fr", "ja", "fi", "hu", "uz-Arab", "tlh"])
def test_a_link_in_the_quotation_marks_of_its_language_is_a_quotation(lang: str):
    prose = render('Zie "[may ask in writing]({document}memo#page=3)".', lang)
    assert [q.text for q in prose.quotations] == ["may ask in writing"]


def test_a_link_beside_quotation_marks_of_others_is_none():
    prose = render('He said "no" [in the memo]({document}memo) and "yes".', "en")
    assert prose.quotations == ()


@pytest.mark.parametrize("alt", ["image.png", "IMG_2034", "Image", "photo 2", "alt text"])
def test_an_alt_text_that_names_a_file_is_a_problem(alt: str) -> None:
    finding = only_finding(f"One\n\n![{alt}]({{static}}a.png)")
    assert (finding.code, finding.line) == ("I004", 3)


def test_an_alt_text_that_says_what_is_shown_is_none() -> None:
    assert codes(render("![Image of a letter]({static}a.png) ![The photo that was lost]({static}b.png)", "en")) == []


def test_a_place_that_an_anchor_names_is_found_whether_it_links_or_not() -> None:
    prose = render('## <a name="two" href="#two">Part two</a>\n\n[two](#two) <a name="three"></a>', "en")
    assert {"two", "three"} <= prose.ids
    assert 'id="two"' in html('<a name="two" href="#two">Part two</a>')


def test_a_table_of_many_columns_may_be_wide() -> None:
    def table(columns: int) -> str:
        return html("\n".join(["| a " * columns + "|", "|---" * columns + "|", "| b " * columns + "|"]))

    assert '<div class="scroll scroll--wide"' in table(11)
    assert '<div class="scroll"' in table(5)
