"""The audit's findings in a document's file, for a person who is to sign them off."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from textwrap import wrap

from plugins.checks.report import shown_folder
from plugins.evidence.audit.names import finding_name, uncovered
from plugins.evidence.model import AuditFinding
from plugins.newsroom.library.audit_findings import pictures_of, where_of
from plugins.newsroom.library.items import FileOnDisk, Item
from plugins.newsroom.library.reading import Library
from plugins.newsroom.library.settings import Settings
from plugins.records.schema import Document, Record

COLUMNS = 80


@dataclass(frozen=True, slots=True)
class AuditedFile:
    """A document's file with findings that nobody has signed off: a sign-off covers everything found in it now."""

    item: Item[Record]
    file: FileOnDisk
    line: int

    @property
    def path(self) -> str:
        return self.item.path

    @property
    def findings(self) -> Sequence[AuditFinding]:
        return self.file.evidence.findings

    @property
    def names(self) -> list[str]:
        """Names of all findings, as used in a sign-off."""
        return list(dict.fromkeys(map(finding_name, self.findings)))


def files_to_sign(library: Library, path: str, line: int) -> list[AuditedFile]:
    """The files that a problem names at this place, each with all its findings."""
    item = next((item for item in (*library.items, *library.held) if item.path == path), None)
    if item is None or not isinstance(item.record, Document):
        return []
    places = [(item.file, item.line("file") if item.record.file else 1)]
    places += [(file, item.line("versions", at, "file")) for at, file in enumerate(item.versions)]
    return [
        AuditedFile(item, file, at) for file, at in places if file is not None and at == line and _is_open(item, file)
    ]


def _is_open(item: Item[Record], file: FileOnDisk) -> bool:
    assert isinstance(item.record, Document)
    review = item.record.audit_review_of(file.evidence.sha256)
    return bool(uncovered(file.evidence.findings, review.findings if review is not None else ()))


def shown_file(audited: AuditedFile, settings: Settings) -> str:
    """Each finding, and the pictures with its place marked."""
    folder = shown_folder(settings.content)
    lines = [f"{folder}/{audited.path}:{audited.line}", f"{folder}/{audited.file.path}", ""]
    for finding in audited.findings:
        lines += wrap(f"{where_of(finding)}{finding.reason}", COLUMNS, initial_indent="- ", subsequent_indent="  ")
    name = PurePosixPath(audited.file.path).name
    pictures = pictures_of(audited.item, name, audited.findings, audited.file.evidence, settings.cache)
    if pictures:
        lines += ["", "The places are marked in:", *(f"  {_typed(picture)}" for picture in pictures)]
    return "\n".join(lines)


def _typed(picture: Path) -> str:
    here = Path.cwd()
    return (picture.relative_to(here) if picture.is_relative_to(here) else picture).as_posix()
