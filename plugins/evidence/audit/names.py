"""What a finding is called in the sign-off that covers it: the same name for the same thing in the same place."""

import hashlib
from collections.abc import Collection, Iterable

from plugins.evidence.model import AuditFinding

DIGITS = 8


def finding_name(finding: AuditFinding) -> str:
    """As in `page-12-covered-text-3fa9c17b`, or `file-script-90ab12cd`.

    Made of page, kind, severity, places and amount, not of the words in which it is told, so that other words keep it,
    while more letters, another place or a graver view of it give another. None of it comes from what is hidden.
    """
    what = (finding.page, finding.kind, finding.severity, finding.places, finding.pages, finding.amount)
    digest = hashlib.sha256(repr(what).encode()).hexdigest()[:DIGITS]
    place = f"page-{finding.page}" if finding.page else "file"
    return f"{place}-{finding.kind.replace(' ', '-')}-{digest}"


def uncovered(findings: Iterable[AuditFinding], signed: Collection[str]) -> list[AuditFinding]:
    """The findings that a sign-off does not name."""
    return [finding for finding in findings if finding_name(finding) not in signed]


def picture_name(page: int) -> str:
    """Of the picture of a page on which the places are marked."""
    return f"found-{page:05}.png"
