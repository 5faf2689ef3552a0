"""Languages by name."""

import pytest

from plugins.newsroom.pages.parts.language_names import in_order_of_names, names_in, names_of_scan, own_name


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("en", "English"),
        ("es", "Español"),
        ("cs", "Čeština"),
        ("pt-BR", "Português (Brasil)"),
        ("zh-Hant", "中文 (繁體)"),
        ("sr-Latn", "Srpski (latinica)"),
        ("iw", "עברית"),
        ("ka", "ქართული"),
        ("yue", "粵語"),
        ("dv", "Divehi"),
        ("xx", "Xx"),
    ],
)
def test_a_language_is_named_in_its_own_words(lang: str, name: str) -> None:
    assert own_name(lang) == name


def test_languages_stand_in_the_order_of_their_names() -> None:
    given = ["vi", "zh-Hant", "en", "cs", "ru", "de", "ar", "fr", "es", "dsb"]
    names = [own_name(lang) for lang in sorted(given, key=in_order_of_names)]
    assert names[:7] == ["Čeština", "Deutsch", "Dolnoserbšćina", "English", "Español", "Français", "Tiếng Việt"]
    assert names[7:] == ["Русский", "العربية", "中文 (繁體)"]


@pytest.mark.parametrize(
    ("written", "lang", "said"),
    [
        (("English", "Spanish"), "en", "English and Spanish"),
        (("English", "Spanish"), "es", "inglés y español"),
        (("Spanish", "English"), "es", "español e inglés"),
        (("spanish",), "cs", "španělština"),
        (("inglés", "en", "eng"), "en", "English"),
        (("es", "pt-BR", "fra"), "en", "Spanish, Brazilian Portuguese, and French"),
        (("English", "Spanish"), "fa", "انگلیسی و اسپانیایی"),
        (("español",), "en", "Spanish"),
        (("Tagalog of Manila",), "en", "Tagalog of Manila"),
        (("Mixteco of the coast", "Spanish"), "en", "Mixteco of the coast and Spanish"),
        (("English",), "pnb", "English"),
        ((), "en", ""),
        (("", " "), "es", ""),
    ],
)
def test_languages_are_named_as_readers_of_the_page_name_them(written: tuple[str, ...], lang: str, said: str) -> None:
    assert names_in(written, lang, "es") == said


@pytest.mark.parametrize(
    ("written", "english", "spanish"),
    [
        ("eng", "English", "inglés"),
        ("eng+spa", "English and Spanish", "inglés y español"),
        ("both", "English and Spanish", "inglés y español"),
        ("chi_sim", "Simplified Chinese", "chino simplificado"),
        ("srp_latn", "Serbian (Latin)", "serbio (latino)"),
        ("deu_latf", "German", "alemán"),
        ("English", "English", "inglés"),
        ("osd", "osd", "osd"),
        ("", "", ""),
    ],
)
def test_the_language_of_a_document_is_named_and_not_coded(written: str, english: str, spanish: str) -> None:
    assert (names_of_scan(written, "en"), names_of_scan(written, "es")) == (english, spanish)
