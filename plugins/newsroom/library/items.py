"""A record with its prose, its files and its address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from plugins.evidence.model import Evidence
from plugins.prose.model import Prose
from plugins.records.front_matter import FrontMatter
from plugins.records.pickling import quickly_pickled
from plugins.records.schema import Change, Record
from plugins.records.trackers.rows import Row

R = TypeVar("R", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOnDisk:
    """A PDF in the content folder."""

    path: str
    """POSIX path below the content folder."""
    evidence: Evidence

    @property
    def pages(self) -> int:
        return len(self.evidence.pages)

    @property
    def bytes(self) -> int:
        """Size of the published copy, like its checksum."""
        return self.evidence.published.bytes

    @property
    def sha256(self) -> str:
        return self.evidence.published.sha256


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Generic[R]):
    """A record with everything read for it."""

    kind: str
    path: str
    """Its file: POSIX path below the content folder."""
    slug: str
    lang: str
    uid: str
    uid_is_frozen: bool
    address: str
    """Its page's folder below the output: `releases/2010/opt-out/`."""
    record: R
    front: FrontMatter
    """Kept for the lines of its fields; the body is no longer in it."""
    prose: Prose
    events: tuple[Prose, ...] = ()
    """For a case: the body of each timeline entry; for a release: the transcript of each recording."""
    changes: tuple[Change, ...] = ()
    """The public changes, newest first."""
    modified: datetime | None = None
    """When it last changed, as it says itself: never later than NOW, and never before its date."""
    fingerprint: str = ""
    """Digest of all that its own file says: record, prose, and what is public of it; its PDFs are not included."""
    file: FileOnDisk | None = None
    versions: tuple[FileOnDisk | None, ...] = ()
    """For a document: the file of each entry of `versions`."""
    rows: tuple[Row, ...] = ()
    """For a tracker: the public rows of its table, in its order."""
    original: str = ""
    """For a translation with a different slug: the slug of its original."""

    @property
    def text(self) -> tuple[str, str]:
        """The same for all translations of one text: (kind, slug of the original)."""
        return self.kind, self.original or self.slug

    @property
    def is_withdrawn(self) -> bool:
        return self.record.status == "withdrawn"

    def event_line(self, index: int) -> int:
        """The line of its file on which an entry of `events` begins."""
        place = ("recordings", index, "transcript") if self.kind == "release" else ("timeline", index, "body")
        return self.front.text_line(*place)

    def line(self, *path: str | int) -> int:
        return self.front.line(*path)
