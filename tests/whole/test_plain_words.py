"""What people read is in plain American English: words that were replaced once do not come back."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demonstration import demonstration

ROOT = Path(__file__).parents[2]
REPLACED = """
    and its mend | mended | mends | anew | afresh | parted by | behind the colon | behind its root | begins a remark
    Every field there is stands | with no word lost | Have a machine read | Taking something back | Uploading is yours
    shows its words alone | nothing that can be started here | is there already, with the address
    is no date of the calendar | no entry of changes | does not say where it starts
    of a kind that is not allowed | let the name of what it leads to | no record is read from this place
    show it to nobody whom | hold a negation | contact is held | hold no press contact | Go to the first page
    Skip to the text | There is no page at this address | compared by a person | What our releases rest on
    without its layout | the picture decides | Read from a picture | This page is a picture | as far as they are cited
    Check a copy ( | Data that does not show | The sums of all documents | Its address, to copy
    Quotes to copy | Write about this | whom to ask | without giving anyone your address | Words of this site: free
    Facts of the case | The way the data takes | stands in reference.md | sanitis | colour | catalogue
    programme | misspelt | recognis
"""
PHRASES = [phrase.strip() for line in REPLACED.strip().splitlines() for phrase in line.split(" | ")]
PLACES = (
    "docs/*.md",
    "README.md", "SECURITY.md", "CONTRIBUTING.md", "Makefile", "tasks.py", "pelicanconf.py", "publishconf.py",
    "plugins/**/*.py", "theme/templates/**/*.*", "theme/translations/*.po", "content/**/*.md",
    "content/**/*.yml",
)  # fmt: skip


def pieces(path: Path) -> Iterator[tuple[int, str]]:
    """Line by line; of Python what is written for people: comments and texts, those of several lines in one piece."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield from enumerate(text.splitlines(), start=1)
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.COMMENT, tokenize.STRING):
            yield token.start[0], " ".join(token.string.split())


@pytest.mark.parametrize("pattern", PLACES)
def test_words_that_were_replaced_do_not_come_back(pattern: str) -> None:
    phrase = re.compile("|".join(rf"(?<![\w-]){re.escape(one)}" for one in PHRASES), re.IGNORECASE)
    if pattern.startswith("content/"):  # not what a campaign writes
        files = sorted(demonstration().glob(pattern.removeprefix("content/")))
    else:
        files = sorted(ROOT.glob(pattern))
    assert files
    found = [
        f"{path.relative_to(ROOT)}:{line}: {match[0]}"
        for path in files
        for line, text in pieces(path)
        if (match := phrase.search(text))
    ]
    assert found == []
