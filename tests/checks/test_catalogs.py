"""A language that the theme has no words in is named, once."""

from pathlib import Path

from plugins.checks.report import stops
from plugins.checks.rules import find_problems
from tests.conftest import EditionMaker

THEME = str(Path(__file__).parents[2] / "theme")
RELEASE = "---\ntitle: A\ndate: 2010-09-01\nsummary: A.\nuid: a:{0}\n{1}---\nText.\n"


def test_every_language_without_a_catalog_is_named_in_one_warning_with_the_way_to_add_it(edition: EditionMaker):
    files = {
        "releases/2010/a.md": RELEASE.format("cs", ""),
        "releases/2010/a.ja.md": RELEASE.format("ja", "lang: ja\ntranslation: true\n"),
        "releases/2010/a.es.md": RELEASE.format("es", "lang: es-MX\ntranslation: true\n"),
        "releases/2010/a.en.md": RELEASE.format("en", "lang: en\ntranslation: true\n"),
    }
    [found] = find_problems(edition(files, DEFAULT_LANG="cs", THEME=THEME))
    assert found.text("content").split("\n") == [
        "B004 the theme has no words in cs, ja: there its menus, labels and buttons are English [warning]",
        "  Fix: run invoke translations cs, and translate what it writes to theme/translations",
    ]
    assert not stops([found], publication=True)


def test_a_site_in_english_and_spanish_has_every_word(edition: EditionMaker):
    assert not find_problems(edition({"releases/2010/a.md": RELEASE.format("a", "lang: es\n")}, THEME=THEME))
