"""What a finding is called in the sign-off that covers it: the same name for the same thing in the same place."""

import hashlib
from collections.abc import Collection, Iterable

from plugins.evidence.model import AuditFinding

DIGITS = 8


def finding_name(finding: AuditFinding) -> str:
    """As in `page-12-covered-text-3fa9c17b`, or `file-script-90ab12cd`.

    Made from page, kind, severity, places and amount, not from the wording of the message: rewording keeps the name,
    while more letters, another place or a higher severity give a new one. Nothing in it comes from the hidden text.
    """
    what = (finding.page, finding.kind, finding.severity, finding.places, finding.pages, finding.amount)
    digest = hashlib.sha256(repr(what).encode()).hexdigest()[:DIGITS]
    place = f"page-{finding.page}" if finding.page else "file"
    return f"{place}-{finding.kind.replace(' ', '-')}-{digest}"


def uncovered(findings: Iterable[AuditFinding], signed: Collection[str]) -> list[AuditFinding]:
    """The findings that a sign-off does not name."""
    return [finding for finding in findings if finding_name(finding) not in signed]


def picture_name(page: int) -> str:
    """File name of the picture of a page with the places marked."""
    return f"found-{page:05}.png"
