"""A card as an output: what makes it another one, and what is loaded when."""

import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, cast

from plugins.cards.card import Card, drawn_by
from tests.cards.views import PLAIN

ROOT = Path(__file__).parents[2]
THEME: Any = None


def test_whatever_a_card_shows_changes_its_fingerprint_and_nothing_else_does() -> None:
    first = Card(path="a/card.png", view=PLAIN)
    for field in fields(PLAIN):
        value = getattr(PLAIN, field.name)
        other = (not value) if isinstance(value, bool) else f"{value}x"
        moved = replace(first, view=replace(PLAIN, **cast(Any, {field.name: other})))
        assert moved.fingerprint(THEME) != first.fingerprint(THEME), field.name
    assert replace(first, path="b/card.png", font=Path("x")).fingerprint(THEME) == first.fingerprint(THEME)


def test_the_code_that_draws_is_a_part_of_it() -> None:
    assert len(drawn_by()) == 64


def test_nothing_that_draws_is_loaded_before_a_card_is_drawn() -> None:
    code = (
        "import sys\nimport plugins.newsroom.pages.parts.drawn_cards\n"
        "print([name for name in ('uharfbuzz', 'pymupdf_fonts', 'PIL.ImageFont') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
