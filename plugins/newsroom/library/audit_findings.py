"""Turns what the audit found in a document's file into problems, for a person to resolve."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from plugins.evidence.audit.names import picture_name, uncovered
from plugins.evidence.ingest.store import write_whole
from plugins.evidence.model import AuditFinding, Evidence
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.settings import Settings
from plugins.records.problems import Problem, problem
from plugins.records.schema import AuditReview, Document, Record

MOST_TOLD = 4
"""Most findings of one file that its problem lists one by one."""
MOST_PICTURES = 3
OR_A_DRAFT = "or set status: draft in this record, so that the rest can go out"
CODES = {"high": "D003", "review": "D004"}


def of_findings(item: Item[Record], name: str, line: int, evidence: Evidence, settings: Settings) -> Iterable[Problem]:
    """One problem for what would be published, and one for what a person must look at; none for what is signed off."""
    record = item.record
    assert isinstance(record, Document)
    review = record.audit_review_of(evidence.sha256)
    found = uncovered(evidence.findings, review.findings if review is not None else ())
    for severity, code in CODES.items():
        of_one = [finding for finding in found if finding.severity == severity]
        if of_one:
            pictures = pictures_of(item, name, of_one, evidence, settings.cache)
            what = f"{name}: {_told(of_one)}{_lapsed(record, review)}"
            place = f"{_shown(settings.content / item.path)}:{line}"
            yield problem(code, item.path, line, what, _fix(pictures, place, code))


def _lapsed(record: Document, review: AuditReview | None) -> str:
    """Why a sign-off does not cover this file."""
    if review is not None:
        return f" ({review.by} signed other findings on {review.date:%Y-%m-%d})"
    return " (audit_review was made for another file)" if record.audit_review else ""


def _told(findings: Sequence[AuditFinding]) -> str:
    """`on page 12, 14 letters are covered …; and on 3 more pages`."""
    told = [f"{where_of(finding)}{finding.reason}" for finding in findings[:MOST_TOLD]]
    if more := findings[MOST_TOLD:]:
        pages = len({page for finding in more for page in finding.pages or (finding.page,)})
        told.append(f"and more of this on {pages} other page{'' if pages == 1 else 's'}")
    return "; ".join(told)


def where_of(finding: AuditFinding) -> str:
    if finding.pages:
        return f"on {len(finding.pages)} pages, the first of them page {finding.page}, "
    return f"on page {finding.page}, " if finding.page else ""


def _fix(pictures: Sequence[Path], place: str, code: str) -> str:
    look = "look at the page"
    if pictures:
        more = f" and {len(pictures) - MOST_PICTURES} more there" if len(pictures) > MOST_PICTURES else ""
        shown = [_shown(pictures[0]), *(picture.name for picture in pictures[1:MOST_PICTURES])]
        look = f"look at {', '.join(shown)}{more}, where the place is marked"
    sign = f'run `invoke sign {place} --by "YOUR NAME" --reason "WHY IT IS RIGHT"`'
    fix = f"{look}; ask for a clean copy, or, if nothing is hidden that should not be seen, {sign}"
    return f"{fix}; {OR_A_DRAFT}" if code == "D003" else fix


def pictures_of(
    item: Item[Record], name: str, findings: Sequence[AuditFinding], evidence: Evidence, cache: Path
) -> list[Path]:
    """Saves the pictures that were drawn in the cache, under names that a person can type."""
    shown = []
    for page in sorted({finding.page for finding in findings if finding.page and finding.places}):
        target = cache / "findings" / item.slug / f"{Path(name).stem}-page-{page}.png"
        try:
            data = Path(evidence.published.folder, picture_name(page)).read_bytes()
            if not target.is_file() or target.read_bytes() != data:
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, data)
        except OSError:
            continue
        shown.append(target)
    return shown


def _shown(path: Path) -> str:
    """The shortest way to type the path from the current folder."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
