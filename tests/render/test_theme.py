"""The theme, ready to draw: templates, words of a language, one stylesheet."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from plugins.render.assets import theme_assets
from plugins.render.checksums import digest
from plugins.render.pages import Made, Page
from plugins.render.theme import Site, Theme, _Environment, digest_of, stylesheet
from plugins.render.words import translations

SITE = Site(
    name="S", tagline="", notice="", absolute_url="https://example.org", home_url="/", lang="en", sections=(), footer=()
)
SPANISH = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Releases"
msgstr "Comunicados"

msgid "%(num)d page"
msgid_plural "%(num)d pages"
msgstr[0] "%(num)d página"
msgstr[1] "%(num)d páginas"
"""
PAGE = """\
{{ view.text }}|{{ view.text_html | safe }}|{{ _('Releases') }}|{{ ngettext('%(num)d page', '%(num)d pages', 2) }}"""


@dataclass(frozen=True, slots=True)
class View:
    text: str
    text_html: str = ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    theme = tmp_path / "theme"
    for path, text in {
        "templates/page.html": PAGE,
        "templates/page.txt": "{{ view.text }}",
        "templates/wrong.html": "{{ view.nothing }}",
        "templates/global.html": "{{ articles }}",
        "translations/es.po": SPANISH,
        "static/css/tokens.css": "t",
        "static/css/base.css": "b",
        "static/css/layout.css": "l",
        "static/css/print.css": "p",
        "static/css/components/z.css": "z",
        "static/css/components/a.css": "a",
    }.items():
        (theme / path).parent.mkdir(parents=True, exist_ok=True)
        (theme / path).write_text(text)
    return theme


def test_text_is_escaped_in_html_and_not_in_plain_text(folder: Path) -> None:
    theme = Theme(folder, SITE)
    assert theme.draw("page.html", View("<b>&", "<i>"), "en").startswith("&lt;b&gt;&amp;|<i>|")
    assert theme.draw("page.txt", View("<b>&"), "en") == "<b>&"


@pytest.mark.parametrize("template", ["wrong.html", "global.html"])
def test_what_the_view_does_not_have_is_an_error(folder: Path, template: str) -> None:
    with pytest.raises((UndefinedError, AttributeError)):
        Theme(folder, SITE).draw(template, View("x"), "en")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Releases|2 pages"),
        ("es", "Comunicados|2 páginas"),
        ("es-MX", "Comunicados|2 páginas"),
        ("cs", '<span lang="en" dir="ltr">Releases</span>|<span lang="en" dir="ltr">2 pages</span>'),
    ],
)
def test_words_are_those_of_the_language_or_english(folder: Path, lang: str, words: str) -> None:
    assert Theme(folder, SITE).draw("page.html", View(""), lang).endswith(words)


def test_a_catalog_of_a_region_goes_before_that_of_its_language(folder: Path) -> None:
    (folder / "translations" / "es-MX.po").write_text(SPANISH.replace("Comunicados", "Boletines"))
    assert translations(folder, "es-MX").gettext("Releases") == "Boletines"
    assert translations(folder, "es").gettext("Releases") == "Comunicados"


def test_every_catalog_of_the_house_theme_can_be_read() -> None:
    house = Path(__file__).parents[2] / "theme"
    for catalog in (house / "translations").glob("*.po"):
        assert translations(house, catalog.stem).gettext("Releases")


def test_stylesheets_are_joined_in_their_order(folder: Path) -> None:
    assert stylesheet(folder).split("\n") == ["t", "b", "l", "a", "z", "p"]


def test_the_stylesheets_name_is_its_content(folder: Path) -> None:
    first = theme_assets(folder)
    assert theme_assets(folder).stylesheet_path == first.stylesheet_path
    (folder / "static/css/base.css").write_text("B")
    assert theme_assets(folder).stylesheet_path != first.stylesheet_path


def test_a_theme_may_have_no_icon(folder: Path) -> None:
    assert theme_assets(folder).icon_path == ""
    (folder / "static" / "favicon.ico").write_bytes(b"i")
    assert theme_assets(folder).icon_path == "favicon.ico"


def test_a_change_of_any_template_or_catalog_changes_the_fingerprint(folder: Path) -> None:
    seen = {digest_of(folder)}
    for path in ("templates/page.html", "translations/es.po"):
        (folder / path).write_text((folder / path).read_text() + " ")
        seen.add(digest_of(folder))
    (folder / "templates" / "page.html").rename(folder / "templates" / "page2.html")
    seen.add(digest_of(folder))
    assert len(seen) == 4


def test_a_pages_fingerprint_is_all_that_its_bytes_depend_on(folder: Path) -> None:
    theme = Theme(folder, SITE)
    page = Page(path="a", template="page.html", view=View("x"), lang="en")
    other_site = Theme(folder, replace(SITE, name="T"))
    different = [
        page.fingerprint(theme),
        page.fingerprint(other_site),
        replace(page, view=View("y")).fingerprint(theme),
        replace(page, lang="es").fingerprint(theme),
        replace(page, template="page.txt").fingerprint(theme),
    ]
    assert len(set(different)) == 5
    assert replace(page, path="b").fingerprint(theme) == page.fingerprint(Theme(folder, SITE)) == different[0]


def first(view: str) -> bytes:
    return view.encode()


def second(view: str) -> bytes:
    return view.encode()


def test_a_made_files_fingerprint_knows_its_maker_and_its_version(folder: Path) -> None:
    theme = Theme(folder, SITE)
    made = Made(path="a", view="x", make=first)
    others = [replace(made, make=second), replace(made, version=2), replace(made, view="y")]
    assert made.fingerprint(theme) not in {other.fingerprint(theme) for other in others}
    assert replace(made, path="b").fingerprint(theme) == made.fingerprint(theme)
    assert len(digest(b"")) == 64


@given(st.text() | st.text().map(Markup) | st.integers() | st.none())
def test_values_are_escaped_as_markupsafe_escapes_them(value: object) -> None:
    assert _Environment.escaped(value) == escape(value)


def test_only_macros_are_called_as_macros(folder: Path) -> None:
    (folder / "templates/box.html").write_text(
        "{% macro box(text) %}{{ text.upper() }}{{ caller(text.title()) if caller is defined }}{% endmacro %}"
        "{% macro outer(text) %}{{ box(text) }}{% endmacro %}"
    )
    (folder / "templates/boxes.html").write_text(
        "{% import 'box.html' as boxes %}{% set text = view.text %}{{ text.upper() }}{{ view.text.title() }}"
        "{% call(said) boxes.box(text='a<') %}[{{ said }}{{ said.lower() }}]{% endcall %}{{ boxes.outer(text='b') }}"
    )
    assert Theme(folder, SITE).draw("boxes.html", View("x&"), "en") == "X&amp;X&amp;A&lt;[A&lt;a&lt;]B"


def test_a_macro_without_its_argument_is_an_error(folder: Path) -> None:
    (folder / "templates/box.html").write_text("{% macro box(text) %}{{ text }}{% endmacro %}")
    (folder / "templates/boxes.html").write_text("{% import 'box.html' as boxes %}{{ boxes.box(words='a') }}")
    with pytest.raises(TypeError, match="no keyword argument 'words'"):
        Theme(folder, SITE).draw("boxes.html", View("x"), "en")


def test_the_last_view_of_a_template_is_drawn_once_in_each_language(folder: Path) -> None:
    theme, view = Theme(folder, SITE), View("x")
    english = theme.draw("page.html", view, "en")
    assert theme.draw("page.html", view, "en") is english
    assert "Comunicados" in theme.draw("page.html", view, "es")
    assert theme.draw("page.html", view, "en") == english
    assert theme.draw("page.html", View("y"), "en") != english


def test_a_component_is_read_once_whatever_imports_it(folder: Path) -> None:
    (folder / "templates/one.html").write_text("{% macro one(text) %}<b>{{ text }}</b>{% endmacro %}")
    (folder / "templates/two.html").write_text(
        "{% import 'one.html' as ones %}{% macro two(text) %}{{ ones.one(text=text) }}{% endmacro %}"
    )
    (folder / "templates/three.html").write_text(
        "{% import 'one.html' as ones %}{% import 'two.html' as twos %}{{ ones.one(view.text) }}{{ twos.two('&') }}"
    )
    theme = Theme(folder, SITE)
    assert theme.draw("three.html", View("<"), "en") == "<b>&lt;</b><b>&amp;</b>"
    (folder / "templates/one.html").write_text("")
    assert theme.draw("three.html", View(">"), "en") == "<b>&gt;</b><b>&amp;</b>"
