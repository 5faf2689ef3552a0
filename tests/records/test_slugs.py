"""Slugs: the only text of staff that shapes an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.records.schema import SLUG
from plugins.records.slugs import LONGEST, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Sheriff’s Letter, 2010", "sheriffs-letter-2010"),
        ("Přímá řeč", "prima-rec"),
        ("  NDLON v. ICE  ", "ndlon-v-ice"),
        ("¿Qué?", "que"),
        ("北京", "bei-jing"),
        ("---", ""),
        ("", ""),
        ("🙂", ""),
        ("Con", "con-1"),
        ("LPT1", "lpt1-1"),
        ("Console", "console"),
    ],
)
def test_a_title_becomes_plain_letters_digits_and_hyphens(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_title_is_cut_at_a_word() -> None:
    assert slugify("one two three", 9) == "one-two"
    assert slugify("one two three", 7) == "one-two"
    assert slugify("x" * 200) == "x" * LONGEST
    assert slugify("con sequences", 3) == "con-1"


@given(st.text(max_size=300))
def test_any_text_gives_a_slug_or_nothing(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or SLUG.fullmatch(slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")
