"""What is known of a document from its file: values only, no reading."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from plugins.evidence.audit import AuditFinding

PageKind = Literal["text", "ocr", "scan", "stamp", "blank"]
"""Typed text; a scan whose text a machine has read; a scan that nobody has; the same under a stamp; nothing."""
PAGE_KINDS: frozenset[str] = frozenset(get_args(PageKind))


class PdfError(Exception):
    """A file cannot be read as a PDF; the text says why, for people, without a word of what is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that was made, in the cache."""

    path: Path
    bytes: int
    width: int
    """Pixels; 0 for what is no picture."""
    height: int
    sha256: str
    mime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    number: int
    """1-based."""
    text: str
    """What a reader of the page can see, lines ending in a newline; of a scan, what OCR made of it."""
    kind: PageKind
    sha256: str
    """Of the text as UTF-8: what a person's sign-off is tied to."""
    thumbnail: StoredFile | None
    image: StoredFile | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One PDF: as it was received, as it is published, and each of its pages."""

    sha256: str
    """Of the file as received."""
    bytes: int
    pages: tuple[PageEvidence, ...]
    published: StoredFile
    signature_broken: bool
    findings: tuple["AuditFinding", ...]
