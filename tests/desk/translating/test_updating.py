"""`invoke translations`: a catalog is made, kept and brought up to date."""

import shutil
from pathlib import Path

import pytest

from plugins.desk.refusal import Refused
from plugins.desk.translating.updating import update_catalog
from tests.conftest import THEME

PLUGINS = THEME.parent / "plugins"


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A small theme of its own."""
    (tmp_path / "theme/templates").mkdir(parents=True)
    (tmp_path / "plugins").mkdir()
    return tmp_path / "theme"


def say(theme: Path, *words: str) -> None:
    template = "".join(f'{{{{ _("{word}") }}}}' for word in words)
    (theme / "templates/a.html").write_text(template, encoding="utf-8")


def update(theme: Path, lang: str = "cs"):
    return update_catalog(lang, theme, theme.parent / "plugins")


def test_a_new_catalog_has_every_word_and_the_plural_forms_of_its_language(theme: Path) -> None:
    say(theme, "News", "Cases")
    made = update(theme)
    text = made.path.read_text(encoding="utf-8")
    assert (made.is_new, made.missing, made.translated) == (True, 2, 0)
    assert '"Language: cs\\n"' in text and "nplurals=3" in text
    assert text.index('msgid "Cases"') < text.index('msgid "News"')


def test_what_was_translated_stays_and_what_was_changed_or_dropped_says_so(theme: Path) -> None:
    say(theme, "All the news of this year", "Cases")
    path = update(theme).path
    text = path.read_text(encoding="utf-8").replace('"Cases"\nmsgstr ""', '"Cases"\nmsgstr "Případy"')
    text = text.replace('of this year"\nmsgstr ""', 'of this year"\nmsgstr "Zprávy"')
    path.write_text(text, encoding="utf-8")
    say(theme, "All the news of that year", "Topics")
    again = update(theme)
    assert (again.missing, again.fuzzy, again.obsolete) == (1, 1, 1)
    text = path.read_text(encoding="utf-8")
    assert '#, fuzzy\nmsgid "All the news of that year"\nmsgstr "Zprávy"' in text
    assert '#~ msgstr "Případy"' in text
    say(theme, "Cases", "All the news of that year", "Topics")
    update(theme)
    assert 'msgid "Cases"\nmsgstr "Případy"' in path.read_text(encoding="utf-8")


def test_nothing_is_written_where_nothing_is_new() -> None:
    before = (THEME / "translations/es.po").read_bytes()
    assert not update_catalog("es", THEME, PLUGINS).changed
    assert (THEME / "translations/es.po").read_bytes() == before


@pytest.mark.parametrize("lang", ["xx-nowhere", "Czech", "en", "../es"])
def test_what_is_no_language_to_translate_into_is_refused_with_the_way_out(lang: str, theme: Path) -> None:
    say(theme, "News")
    with pytest.raises(Refused, match="\n  Fix: "):
        update(theme, lang)
    assert not (theme / "translations").exists()


def test_a_catalog_that_cannot_be_read_is_named_and_stays(theme: Path) -> None:
    say(theme, "News")
    shutil.rmtree(theme / "translations", ignore_errors=True)
    (theme / "translations").mkdir()
    (theme / "translations/cs.po").write_bytes(b'msgid "News"\nmsgstr "\xff"\n')
    with pytest.raises(Refused, match=r"cs\.po"):
        update(theme)
