"""The OCR text of a document: a file beside the PDF, one section per page, separated by form feeds.

The format is that of ocrmypdf's sidecar, so one made by hand works too. Ours ends with a line that gives the checksum
of the PDF that was read.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from plugins.evidence.model import MISPLACED, AuditFinding, Evidence, PageEvidence, PdfError
from plugins.evidence.text.tidying import tidied

LARGEST = 64 * 1024**2
SCANNED = frozenset(("scan", "stamp"))
"""Kinds of pages that get their text here."""
_SKIPPED = re.compile(r"\[skipped page\]|\[OCR skipped on page\(s\) (\d+)(?:-(\d+))?\]")
_MADE_FOR = re.compile(r"\n?\[OCR of the PDF with SHA-256 ([0-9a-f]{64})\]\s*\Z")
_BREAK = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff]")


class SidecarError(PdfError):
    """The text file beside a PDF cannot be used; the message tells people why."""


def sidecar_of(file: Path) -> Path:
    return file.with_suffix(".txt")


def with_sidecar(evidence: Evidence, file: Path) -> Evidence:
    """Give the scanned pages their text, if there is one beside the file. Raises `SidecarError`.

    A symbolic link is not followed: the walk of the content folder reports it as a problem.
    """
    sidecar = sidecar_of(file)
    if sidecar.is_symlink():
        return evidence
    try:
        data = sidecar.read_bytes()
    except FileNotFoundError:
        return evidence
    except OSError as error:
        raise SidecarError(f"{sidecar.name} cannot be read: {error.strerror}") from None
    if not any(page.kind in SCANNED for page in evidence.pages):
        return evidence
    texts = read_sidecar(data, sidecar.name, sha256=evidence.sha256, pages=len(evidence.pages))
    findings = tuple(finding for finding in evidence.findings if not _is_read_again(finding, texts))
    pages = tuple(_with_text(page, text) for page, text in zip(evidence.pages, texts, strict=True))
    return replace(evidence, pages=pages, findings=findings)


def _is_read_again(finding: AuditFinding, texts: Sequence[str]) -> bool:
    """Findings that asked for another OCR run are resolved once there is one."""
    return finding.kind == MISPLACED and all(texts[page - 1] for page in finding.pages or (finding.page,))


def read_sidecar(data: bytes, name: str, *, sha256: str, pages: int) -> list[str]:
    """The text of each page; empty if OCR gave up on it or skipped it. Raises `SidecarError`."""
    if len(data) > LARGEST:
        raise SidecarError(f"{name} is larger than {LARGEST // 1024**2} MB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise SidecarError(f"{name} is not UTF-8 text") from None
    made_for = _MADE_FOR.search(text)
    if made_for:
        if made_for[1] != sha256:
            raise SidecarError(f"{name} was made for another version of the PDF: run `invoke ocr` again")
        text = text[: made_for.start()]
    found = sections(text, pages)
    if len(found) != pages:
        raise SidecarError(
            f"{name} has the text of {len(found)} pages, and the PDF has {pages}: run `invoke ocr` again"
        )
    return found


def sections(text: str, pages: int, *, given_up: str = "") -> list[str]:
    """One for each page. Consecutive pages that ocrmypdf skipped are one section in its file.

    `given_up` marks a page that took tesseract too long; a page on which it found nothing is empty.

    tesseract by itself ends the last page, too, with a form feed.
    """
    found: list[str] = []
    for section in text.split("\f"):
        lines = tidied(_NO_TEXT.sub("", _BREAK.sub("\n", section)).strip())
        skipped = _SKIPPED.fullmatch(lines)
        if skipped and skipped[2]:
            found += [""] * min(int(skipped[2]) - int(skipped[1]) + 1, 100_000)
        elif skipped:
            found.append("" if skipped[1] else given_up)
        else:
            found.append(lines)
    return found[:-1] if len(found) == pages + 1 and not found[-1] else found


def write_sidecar(texts: list[str], sha256: str) -> bytes:
    return ("\f".join(f"{text}\n" for text in texts) + f"[OCR of the PDF with SHA-256 {sha256}]\n").encode()


def _with_text(page: PageEvidence, text: str) -> PageEvidence:
    if page.kind not in SCANNED or not text:
        return page
    if page.text and page.text not in text:
        text = f"{page.text}\n{text}"
    return page._replace(words=text, kind="ocr", sha256=hashlib.sha256(text.encode()).hexdigest())
