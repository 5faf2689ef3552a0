"""The ways to read a quotation, each as its parts between elisions."""

import re
from collections.abc import Callable, Iterator
from itertools import chain, islice, product

from plugins.evidence.quoting.words import Passage, join_line_ends

MOST_READINGS = 64


def readings_of(text: str, on_page: Callable[[str], bool]) -> list[tuple[Passage, ...]]:
    """Read a quotation that went through `words.plain`; the most literal reading comes first, as the page may have the
    dots and brackets too.

    Outer quotation marks are dropped, and so is a last comma or period inside them, which may be the writer's own. A
    mark that opens a further paragraph may be dropped, so may [sic], and `[T]he` may be `The` or `the`, whichever is
    `on_page`.
    """
    inner = _OUTER_MARKS.sub("", text)
    if text.strip()[:1] in _MARKS and text.strip()[-1:] in _MARKS:
        inner = _LAST_STOP.sub("", inner)
    literal = _PARAGRAPH_MARK.sub(r"\1", inner)
    lean = _SIC.sub("", literal)
    forms = (inner, literal, lean, *islice(_with_capitals(lean, on_page), MOST_READINGS))
    ways = dict.fromkeys(((inner,), *map(_parts, forms)))
    return [
        tuple(Passage(join_line_ends(part, on_page)) for part in parts)
        for parts in ways
        if any(character.isalnum() for part in parts for character in part)
    ]


def _parts(text: str) -> tuple[str, ...]:
    parts = (_OUTER_MARKS.sub("", part) for part in _ELISION.split(text))
    return tuple(part for part in parts if any(character.isalnum() for character in part))


def _with_capitals(text: str, on_page: Callable[[str], bool]) -> Iterator[str]:
    pieces = _CHANGED_CAPITAL.split(text)
    pairs = zip(pieces[1::3], pieces[2::3], strict=True)
    ways = product(*(_cases(letter, rest, on_page) for letter, rest in pairs))
    for words in ways if len(pieces) > 1 else ():
        yield "".join(chain.from_iterable(zip(pieces[0::3], (*words, ""), strict=True)))


def _cases(letter: str, rest: str, on_page: Callable[[str], bool]) -> list[str]:
    both = (letter.lower() + rest, letter.upper() + rest)
    return [word for word in both if on_page(word)] or [letter + rest]


_MARKS = ("'", '"')
_OUTER_MARKS = re.compile(r"""\A[\s"']+|[\s"']+\Z""")
_LAST_STOP = re.compile(r"(?<![.\s])[.,]\Z")
_PARAGRAPH_MARK = re.compile(r"""(\n[ \t]*\n\s*)["']+""")
_SIC = re.compile(r"\s*\[\s*sic\.?\s*\]", re.IGNORECASE)
_CHANGED_CAPITAL = re.compile(r"(?<!\w)\[([^\W\d_])\]([^\W\d_]+|(?=\s)(?<=\[[AaIiYyOoEeUu]\]))")
_ELISION = re.compile(
    r"""
    \[ \s* \.(?:\s*\.){2,} \s* \]
    | \( \s* \.(?:\s*\.){2,} \s* \)
    | \.(?:\s*\.){2,}
    | \[ \s* \*(?:\s*\*){2} \s* \]
    | \*(?:\s*\*){2}
    """,
    re.VERBOSE,
)
