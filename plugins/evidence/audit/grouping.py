"""Merges the same thing on many pages into one finding, such as a printer's marks on each sheet of a book."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from plugins.evidence.model import AuditFinding, Place

FEWEST_PAGES = 3
TOLERANCE = 24
"""Points: the name of a file, a page number and an hour are as wide as their digits."""

COMPARED = 8
"""Latest groups of one kind to compare with: left and right pages of a book, and those in between."""


def grouped(findings: Iterable[AuditFinding]) -> tuple[AuditFinding, ...]:
    """In page order. Findings that are alike, in similar places on three or more pages, become one."""
    groups: list[list[AuditFinding]] = []
    latest: dict[tuple[str, str, int], deque[list[AuditFinding]]] = {}
    for finding in sorted(findings):
        known = latest.setdefault((finding.kind, finding.severity, len(finding.places)), deque(maxlen=COMPARED))
        group = next((group for group in known if finding.places and _are_alike(group[0], finding)), None)
        if group is None:
            group = []
            groups.append(group)
            known.append(group)
        group.append(finding)
    return tuple(sorted(one for group in groups for one in _joined(group)))


def _joined(group: list[AuditFinding]) -> list[AuditFinding]:
    pages = tuple(sorted({finding.page for finding in group}))
    if len(pages) < FEWEST_PAGES:
        return group
    return [replace(group[0], pages=pages, amount=max(finding.amount for finding in group))]


def _are_alike(one: AuditFinding, other: AuditFinding) -> bool:
    return all(map(_is_near, one.places, other.places))


def _is_near(one: Place, other: Place) -> bool:
    return all(abs(a - b) <= TOLERANCE for a, b in zip(one, other, strict=True))
