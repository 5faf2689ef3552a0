"""“Did you mean …?”: the nearest known name."""

from collections.abc import Iterable

NEAR = 60.0
"""Least similarity, 0 to 100, at which a suggestion helps more than it misleads."""


def nearest(name: str, known: Iterable[str], least: float = NEAR) -> str:
    """The known name most similar to `name`, or nothing if none is similar."""
    from rapidfuzz import fuzz, process  # imported only when needed: most builds have nothing to suggest

    found = process.extractOne(name, sorted(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=least)
    return found[0] if found else ""


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """A fix: `did you mean status?`, or `otherwise`."""
    guess = nearest(name, known)
    return f"did you mean {guess}?" if guess else otherwise
