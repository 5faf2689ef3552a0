"""Direction and script by CLDR's likely subtags."""

import pytest

from plugins.prose.languages import is_right_to_left, parts_of, places_of, script_of

RIGHT_TO_LEFT = """
    ar arz dv fa fa-AF he iw ji yi ps prs sd ug ur ckb sdh ku-Arab pnb lah ks syr aii mzn lrc nqo ff-Adlm az-Arab az-IR
    uz-AF pa-PK pa-Arab kk-CN ms-Arab lad jrb rhg ur-Aran he_IL AR sam mid bal glk
"""
LEFT_TO_RIGHT = """
    en es cs ja zh-Hant yue sr-Latn sr mn-Mong ku pa az uz he-Latn iw-Latn sd-Deva sd-IN ks-Deva ff ug-Cyrl ar-Latn
    fa-Cyrl tlh qaa tr-Latn am ti hi th xx
"""


@pytest.mark.parametrize("tag", RIGHT_TO_LEFT.split())
def test_a_script_that_runs_to_the_left(tag: str) -> None:
    assert is_right_to_left(tag)


@pytest.mark.parametrize("tag", LEFT_TO_RIGHT.split())
def test_a_script_that_runs_to_the_right(tag: str) -> None:
    assert not is_right_to_left(tag)


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("pt_BR", ("pt", "", "BR")),
        ("iw", ("he", "", "")),
        ("sr-latn-rs", ("sr", "Latn", "RS")),
        ("sh", ("sr", "Latn", "")),
        ("prs", ("fa", "", "AF")),
        ("eng", ("en", "", "")),
        ("es-419", ("es", "", "419")),
        ("ca-ES-valencia", ("ca", "", "ES")),
        ("", ("", "", "")),
    ],
)
def test_a_tag_is_read_by_its_present_code(tag: str, parts: tuple[str, str, str]) -> None:
    assert parts_of(tag) == parts


def test_the_script_of_a_territory_is_the_one_that_it_writes() -> None:
    assert (script_of("zh"), script_of("zh-TW"), script_of("zh-Hans-TW")) == ("Hans", "Hant", "Hans")


def test_data_of_a_language_stand_for_its_own_script_alone() -> None:
    assert places_of("zh-TW") == ("zh-Hant-TW", "zh-TW", "zh-Hant")
    assert places_of("pt-BR")[-1] == "pt"
    assert places_of("he-Latn") == ("he-Latn",)
