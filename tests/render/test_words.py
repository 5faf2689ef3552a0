"""Words of the theme in a language that it has no catalog for, or not the whole of one."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from plugins.render.theme import Theme
from plugins.render.words import is_english, marked
from tests.theme.samples import SITE

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
PERSIAN = HEAD + 'msgid "News"\nmsgstr "اخبار"\n\nmsgid "By %(name)s"\nmsgstr "از %(name)s"\n'
ENGLISH = '<span lang="en" dir="ltr">'


def drawn(tmp_path: Path, template: str, lang: str, name: str = "page.html", **view: object) -> str:
    for path, text in {f"templates/{name}": template, "translations/fa.po": PERSIAN}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return Theme(tmp_path, SITE).draw(name, SimpleNamespace(**view), lang)


@pytest.mark.parametrize("lang", ["cs", "ja", "he-Latn", "qaa", "ckb"])
def test_an_english_word_on_a_page_of_another_language_says_so(tmp_path: Path, lang: str) -> None:
    assert drawn(tmp_path, '<p>{{ _("News") }}</p>', lang) == f"<p>{ENGLISH}News</span></p>"
    assert drawn(tmp_path, '{{ ngettext("%(num)d page", "%(num)d pages", 2) }}', lang) == f"{ENGLISH}2 pages</span>"


@pytest.mark.parametrize("lang", ["en", "en-US", "EN"])
def test_an_english_page_has_no_such_marks(tmp_path: Path, lang: str) -> None:
    template = '{{ _("News") }} {{ _("By %(name)s", name="محمد") }} {{ view.date | alone }}'
    assert drawn(tmp_path, template, lang, date="May 1") == "News By محمد May 1"
    assert is_english(lang)


def test_names_and_dates_within_such_words_are_isolated_and_of_the_page(tmp_path: Path) -> None:
    said = drawn(tmp_path, '{{ _("By %(name)s", name=view.who) }}', "cs", who="Jan <Novák>")
    assert said == f'{ENGLISH}By <bdi lang="cs">Jan &lt;Novák&gt;</bdi></span>'


def test_a_word_that_a_catalog_lacks_is_marked_and_the_others_are_not(tmp_path: Path) -> None:
    assert drawn(tmp_path, '{{ _("News") }}, {{ _("Cases") }}', "fa") == f"اخبار, {ENGLISH}Cases</span>"


def test_a_name_in_words_that_run_from_the_right_is_isolated(tmp_path: Path) -> None:
    assert drawn(tmp_path, '{{ _("By %(name)s", name="<b>") }}', "fa") == 'از <bdi lang="fa">&lt;b&gt;</bdi>'


def test_attributes_titles_and_scripts_hold_no_elements(tmp_path: Path) -> None:
    template = (
        '<title>{{ _("News") }}</title><nav aria-label="{{ _("By %(name)s", name="x") }}">{{ _("News") }}</nav>'
        '<script>{{ _("News") }}</script>'
    )
    assert drawn(tmp_path, template, "cs") == (
        f'<title>News</title><nav aria-label="By x">{ENGLISH}News</span></nav><script>News</script>'
    )


def test_plain_text_holds_no_elements(tmp_path: Path) -> None:
    assert drawn(tmp_path, '{{ _("By %(name)s", name="<x>") }}', "cs", "page.txt") == "By <x>"


def test_a_number_stays_a_number_and_nothing_is_isolated_twice(tmp_path: Path) -> None:
    template = '{{ _("%(number)s on file", number=3) }}{{ _("By %(name)s", name=view.date | alone) }}'
    assert drawn(tmp_path, template, "cs", date="1. 5.") == (
        f'{ENGLISH}3 on file</span>{ENGLISH}By <bdi lang="cs">1. 5.</bdi></span>'
    )


def test_a_page_without_marks_is_the_same_text() -> None:
    text = "<p>a</p>"
    assert marked(text, "cs", is_html=True) is text
