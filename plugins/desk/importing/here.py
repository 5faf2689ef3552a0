"""“Click here” in a text that has lost its links: where it is, and which documents it may have linked to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

HERE = re.compile(
    r"\b(?P<click>(?:click|tap|press|haga clic|haz clic|pulse)(?: on)? )?(?P<word>here|aquí)\b"
    r"(?P<after>\s*(?:[.,;:!?)\]”’\"']|$|for\b"
    r"|to (?:download|get|hear|join|listen|read|register|see|sign|view|watch)\b))?",
    re.IGNORECASE,
)
LINK = re.compile(r"\[[^\[\]]*\](?:\([^()\s]{0,2000}(?:\s[^()]{0,200})?\)|\[[^\[\]]*\])")
WORD = re.compile(r"[^\W_]{2,}")
SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s+(?=[^\W\da-z_]|[“\"'‘(])")
AROUND = 9
"""Words shown before it."""
NEARBY = 1000
"""Characters on either side that are looked at."""
MOST_FOUND = 100
LIKELY = 40.0
MOST = 3
COMMON = (
    "a about all an and are as at be by can click copy could download for from has have here how in into is it its"
    " more of on or our please read see that the their them this to up view was we well what which who will with"
    " you your de del el la las los que y aquí para por su una un"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A document that a text may mean."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """One “here” that links to nothing."""

    line: int
    """1-based line of the body."""
    phrase: str
    around: str
    """The words around it, as in `…Sheriff Hennessey’s letter, click here.`"""
    candidates: tuple[Known, ...]
    """Likeliest first."""


def find_here(body: str, documents: Sequence[Known]) -> tuple[Here, ...]:
    """Every “click here”, and every “here” that ends a clause, outside of links."""
    titles = [(known, _words(known.title)) for known in documents]
    found = []
    for number, line in enumerate(body.split("\n"), 1):
        text = LINK.sub(lambda m: " " * len(m[0]), line)
        for match in HERE.finditer(text):
            if not match["click"] and match["after"] is None:
                continue
            phrase = f"{match['click'] or ''}{match['word']}"
            first = max(match.start() - NEARBY, 0)
            last = match.start() + NEARBY
            found.append(
                Here(
                    line=number,
                    phrase=phrase,
                    around=_around(line[first:last], match.start() - first, phrase),
                    candidates=_candidates(text[first:last], match.start() - first, titles),
                )
            )
            if len(found) == MOST_FOUND:
                return tuple(found)
    return tuple(found)


def _around(line: str, start: int, phrase: str) -> str:
    before, after = line[:start].split(" "), line[start + len(phrase) :].split(" ")
    lead = "…" if len(before) > AROUND + 1 else ""
    tail = "…" if len(after) > 4 else ""
    return f"{lead}{' '.join(before[-AROUND - 1 :])}{phrase}{' '.join(after[:4])}{tail}".strip()


def _candidates(text: str, at: int, titles: Sequence[tuple[Known, list[str]]]) -> tuple[Known, ...]:
    """Documents whose titles share rare words with the sentence, or less so with the one before it."""
    starts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    index = next(i for i, start in enumerate(starts[1:]) if start > at)
    near = _words(text[starts[index] : starts[index + 1]])
    far = _words(text[starts[index - 1] : starts[index]]) if index else []
    ranked = sorted(
        ((_likeness(title, near, far), known) for known, title in titles),
        key=lambda pair: (-pair[0], pair[1].title),
    )
    return tuple(known for score, known in ranked[:MOST] if score >= LIKELY)


def _words(text: str) -> list[str]:
    common = frozenset(COMMON.split())
    return [word for word in WORD.findall(re.sub(r"[’']s\b", "", text.casefold())) if word not in common]


def _likeness(title: list[str], near: list[str], far: list[str]) -> float:
    """0 to 100: how many words of the title have a like one nearby; those of the sentence before count half."""
    if not title:
        return 0.0
    return sum(max(_best(word, near), _best(word, far) / 2) for word in title) / min(len(title), 4)


def _best(word: str, words: list[str]) -> float:
    return max((score for other in words if (score := fuzz.ratio(word, other)) >= 80), default=0.0)
