"""`invoke quotes`: each quotation, readable in a terminal, and its words as they are written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.desk.quoting import quotes
from tests.conftest import ContentMaker
from tests.newsroom.library.quoted import files

BODY = """> A county may ask in writing to decline the program.
> — [Memo, p. 1]({document}memo#page=1)

> It may add [/b] its [bold] reasons and :100: more, and all of them at once so that the line is long.
> — [Memo, p. 2]({document}memo#page=2)

> It may add its reasons.
> — [Memo]({document}memo#page=1)
"""


@pytest.fixture
def listed(make_content: ContentMaker, tmp_path: Path, cache: Path) -> Callable[[str], tuple[bool, str]]:
    def make(body: str) -> tuple[bool, str]:
        given = {
            "PATH": str(make_content(files(body))), "OUTPUT_PATH": str(tmp_path / "output"), "CACHE_PATH": str(cache),
            "THEME": "theme", "SITEURL": "https://example.org", "TIMEZONE": "UTC", "DEFAULT_LANG": "en",
            "NOW": "2010-10-01T12:00:00Z",
        }  # fmt: skip
        said: list[str] = []
        return quotes(given, said.append), "\n".join(said)

    return make


def test_words_that_look_like_markup_stand_as_they_are_and_lines_fit_80_columns(
    listed: Callable[[str], tuple[bool, str]],
) -> None:
    ready, text = listed(BODY)
    assert not ready
    assert "[/b] its [bold] reasons and :100: more" in " ".join(text.split())
    assert all(len(line) <= 80 for line in text.split("\n") if "/" not in line)


def test_what_a_person_must_look_at_comes_last_with_its_reason_and_its_command(
    listed: Callable[[str], tuple[bool, str]],
) -> None:
    _, text = listed(BODY)
    exact, _, review = text.partition("Review\n")
    assert "“A county may ask in writing to decline the program.”" in exact
    assert "releases/a.md:10" in review
    assert 'releases/a.md:10 --by "YOUR NAME"' in review
    assert "The words are on page 2." in review
    assert text.endswith("3 quotations: 1 exact, 2 review.")


def test_a_site_without_quotations_says_so(listed: Callable[[str], tuple[bool, str]]) -> None:
    assert listed("Words.\n") == (True, "There are no quotations from documents.")
