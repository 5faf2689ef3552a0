import pytest

from tests.prose.showing import html


def paragraph(body: str, lang: str = "en") -> str:
    return html(body, lang).removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('He said "so".', "He said “so”."),
        ("It's the workers' right.", "It’s the workers’ right."),
        ("'Tis the '90s and the 1990's.", "’Tis the ’90s and the 1990’s."),
        ("They 'opt out' now.", "They ‘opt out’ now."),
        ("\"He said 'no',\" she wrote.", "“He said ‘no’,” she wrote."),
        ("\"'No,' he said.\"", "“‘No,’ he said.”"),
        ('He said "*yes*" and **"no"**.', "He said “<em>yes</em>” and <strong>“no”</strong>."),
        ('"[A link](https://example.org)"', '“<a href="https://example.org">A link</a>”'),
        ("*ICE*'s", "<em>ICE</em>’s"),
        ('("so")', "(“so”)"),
        ('He left--"gone"--at 2005--2010.', "He left–“gone”–at 2005–2010."),
        ("Wait---what...", "Wait—what…"),
        ('"I was--" he said.', "“I was–” he said."),
        ('"Never closed', "“Never closed"),
        ("residents--including", "residents–including"),
        ("a -- b", "a – b"),
    ],
)
def test_english_is_set_as_it_is_printed(typed: str, printed: str) -> None:
    assert paragraph(typed) == printed


@pytest.mark.parametrize(
    "typed",
    [
        "“Already” ‘set’ – it’s…",
        "« déjà »",
        "a 27\" screen and 6'",
        "use the --force option",
        "a ---- b",
        "wait....",
        "`a -- 'b' \"c\"`",
    ],
)
def test_what_is_set_or_is_no_prose_stays(typed: str) -> None:
    assert paragraph(typed) in (typed, typed.replace("`", ""), f"<code>{typed.strip('`')}</code>")


@pytest.mark.parametrize(
    ("lang", "printed"),
    [
        ("en", "“a ‘b’ c” d’e"),
        ("es", "«a “b” c» d’e"),
        ("es-MX", "«a “b” c» d’e"),
        ("fr", "«\u202fa “b” c\u202f» d’e"),
        ("de", "„a ‚b‘ c“ d’e"),
        ("pt-BR", "“a ‘b’ c” d’e"),
        ("ar", "“a ‘b’ c” d’e"),
    ],
)
def test_each_language_quotes_in_its_own_way(lang: str, printed: str) -> None:
    assert paragraph("\"a 'b' c\" d'e", lang) == printed


def test_spanish_quotes_within_quotes_are_english_ones() -> None:
    assert paragraph('"Dijo "no" ayer"', "es") == "«Dijo “no” ayer»"


@pytest.mark.parametrize("tag", ["code", "kbd", "samp"])
def test_code_stays_as_it_is_typed(tag: str) -> None:
    assert paragraph(f"a <{tag}>\"b\" -- it's...</{tag}>'s") == f'a <{tag}>"b" -- it\'s...</{tag}>’s'


def test_a_quotation_mark_does_not_see_into_the_next_paragraph() -> None:
    assert html('"One\n\n"Two"') == "<p>“One</p>\n<p>“Two”</p>"


def test_attributes_are_not_touched() -> None:
    assert "“" not in html('!["x"](a.png) <span title="it\'s -- x">a</span>', "en").replace("[image 0]", "")


def test_an_address_in_the_text_stays_as_it_is() -> None:
    assert paragraph("https://example.org/a--b/it's").endswith(">https://example.org/a--b/it's</a>")
