"""What the content folder holds when an import begins, and what each draft of the import adds to it."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from plugins.desk.existing import RULES, existing_records
from plugins.desk.importing.here import Known
from plugins.records.reading import Reading, read_record
from plugins.records.rules import Rules
from plugins.records.sources import SourceFile

SUM = re.compile(r"^# Imported from .*\bsha256 (?P<sum>[0-9a-f]{64})\b", re.MULTILINE)
HEAD = 4000
"""Characters of a draft among which the line with the checksum stands."""


@dataclass(slots=True, kw_only=True)
class Archive:
    content: Path
    lang: str
    releases: list[Reading]
    documents: list[Known]
    imported: dict[str, str]
    """SHA-256 of a source → the draft made of it."""

    @classmethod
    def of(cls, content: Path, lang: str) -> Self:
        """Raises `Refused`."""
        releases = list(existing_records(content, "release", lang))
        documents = existing_records(content, "document", lang)
        archive = cls(
            content=content, lang=lang, releases=releases, imported={},
            documents=[Known(slug=one.slug, title=one.record.title) for one in documents if one.record],
        )  # fmt: skip
        for release in releases:
            archive._note_sum(release.path)
        return archive

    def add(self, path: str) -> None:
        """Take up a draft that was written."""
        rules = Rules(now=RULES.now, zone=RULES.zone, lang=self.lang, extra_fields=RULES.extra_fields)
        self.releases.append(read_record(self.content, SourceFile(path=path, kind="release"), rules))
        self._note_sum(path)

    def _note_sum(self, path: str) -> None:
        try:
            with (self.content / path).open(encoding="utf-8", errors="replace") as stream:
                head = stream.read(HEAD)
        except OSError:
            return
        if match := SUM.search(head):
            self.imported.setdefault(match["sum"], path)


def checksum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
