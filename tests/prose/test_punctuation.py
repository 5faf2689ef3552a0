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
        ("He said ''so''.", "He said “so”."),
        ("He said ``so'', twice.", "He said “so”, twice."),
        ("the d''b of old", "the d’’b of old"),
        ("a 6'' board and the workers' right", 'a 6" board and the workers’ right'),
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
        ("pt-PT", "«a “b” c» d’e"),
        ("ar", "”a ’b‘ c“ d’e"),
        ("cs", "„a ‚b‘ c“ d’e"),
        ("pl", "„a «b» c” d’e"),
        ("sv", "”a ’b’ c” d’e"),
        ("fi", "”a ’b’ c” d’e"),
        ("fil", "“a ‘b’ c” d’e"),
        ("he", "”a ’b’ c” d’e"),
        ("iw", "”a ’b’ c” d’e"),
        ("fa", "«a ‹b› c» d’e"),
        ("ur", "”a ’b‘ c“ d’e"),
        ("ru", "«a „b“ c» d’e"),
        ("hu", "„a »b« c” d’e"),
        ("nl", "‘a ‘b’ c’ d’e"),
        ("no", "«a ‘b’ c» d’e"),
        ("sr-Latn", "„a ’b’ c” d’e"),
        ("sh", "„a ’b’ c” d’e"),
        ("az-Arab", "«a ‹b› c» d’e"),
        ("az-IR", "«a ‹b› c» d’e"),
        ("zh-Hans", "“a ‘b’ c” d’e"),
        ("zh-Hant", "「a 『b』 c」 d’e"),
        ("zh_TW", "「a 『b』 c」 d’e"),
        ("yue", "「a 『b』 c」 d’e"),
        ("ff-Adlm", "“a ‘b’ c” d’e"),
    ],
)
def test_each_language_quotes_in_its_own_way(lang: str, printed: str) -> None:
    assert paragraph("\"a 'b' c\" d'e", lang) == printed


@pytest.mark.parametrize("lang", ["tlh", "pnb", "he-Latn", "qaa", "x"])
def test_a_language_of_which_nobody_knows_how_it_quotes_keeps_what_was_typed(lang: str) -> None:
    assert paragraph("\"a 'b' c\" d'e -- f...", lang) == "\"a 'b' c\" d'e – f…"


@pytest.mark.parametrize(
    ("lang", "typed", "printed"),
    [
        ("ja", 'これは"試験"です', "これは「試験」です"),
        ("ja", "これは'試験'です", "これは「試験」です"),
        ("ja", "'試験'です", "「試験」です"),
        ("ja", '"一""二""三"', "「一」「二」「三」"),
        ("zh", '他说："你好。"她说"再见！"然后走了', "他说：“你好。”她说“再见！”然后走了"),
        ("zh", '"你好——"他说，"再见"', "“你好——”他说，“再见”"),
        ("zh-Hant", '他說"你好"', "他說「你好」"),
        ("th", 'เขาพูดว่า"ใช่"ครับ ที่"นี่"', "เขาพูดว่า“ใช่”ครับ ที่“นี่”"),
        ("km", 'គាត់"បាទ"ថា', "គាត់“បាទ”ថា"),
        ("ko", "\"시험\"은 '네'라고", "“시험”은 ‘네’라고"),
        ("en", 'it is called "試験" or <em>"験"</em>です', "it is called “試験” or <em>“験”</em>です"),
    ],
)
def test_a_quotation_begins_and_ends_where_no_spaces_are_written(lang: str, typed: str, printed: str) -> None:
    assert paragraph(typed, lang) == printed


@pytest.mark.parametrize("typed", ['これは"です', "これは'です'", 'これは"試験"と"です'])
def test_no_language_gets_two_closing_marks(typed: str) -> None:
    assert paragraph(typed, "ja").count("」") <= paragraph(typed, "ja").count("「") + 1
    assert not paragraph(typed, "ja").startswith("これは」")


@pytest.mark.parametrize(
    ("lang", "typed", "printed"),
    [
        ("de", "Er sagte ,,ja'' und ging.", "Er sagte „ja“ und ging."),
        ("pl", ",,tak''", "„tak”"),
        ("he", 'הוא אמר "כן" וצה"ל ב"הארץ" ארה"ב', 'הוא אמר ”כן” וצה"ל ב”הארץ” ארה"ב'),
        ("he", '"מפקד צה"ל אמר כן"', '”מפקד צה"ל אמר כן”'),
        ("he", "ג'ורג' אמר", "ג’ורג’ אמר"),
        ("fa", '\u200f"نه"', "\u200f«نه»"),
        ("it", "l'\"arte\" d'oro", "l’«arte» d’oro"),
        ("fr", 'l\'"art"', "l’«\u202fart\u202f»"),
        ("uk", "п'ять", "п’ять"),
        ("en", 'the "צה"ל" unit', 'the “צה"ל” unit'),
    ],
)
def test_marks_within_words_are_told_from_quotations(lang: str, typed: str, printed: str) -> None:
    assert paragraph(typed, lang) == printed


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
