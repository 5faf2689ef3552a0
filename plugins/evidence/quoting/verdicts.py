"""What comparing a quotation with its pages found; what compares them is not loaded for a verdict that is known."""

from dataclasses import dataclass
from typing import Literal

Difference = tuple[str, str]
"""What the quotation says, and what the page says; either may be empty."""
VERSION = 2
"""Increased whenever the same words may get another verdict: it invalidates cached verdicts."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing a quotation with a page found."""

    kind: Literal["exact", "scan", "review"]
    reason: str
    """One sentence for a person."""
    differences: tuple[Difference, ...] = ()
    """The quotation's words and the page's; either may be empty."""


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict, and the pages that it is based on: `first` to `last`, from 1."""

    verdict: Verdict
    first: int
    last: int
