"""Facts of a PDF: size, checksum, page count. Computed, never typed."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

VERSION = 1
"""Raised when the way the facts are found changes: it ends the life of cached ones."""
PATIENCE = 60
"""Seconds that one file may take."""


class PdfError(Exception):
    """A file cannot be read as a PDF; the text says why, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFacts:
    sha256: str
    bytes: int
    pages: int


def pdf_facts(file: Path, cache: Path) -> PdfFacts:
    """Size and SHA-256 from the bytes, the page count from pdfium in its own process, once for each file ever seen.

    Raises `PdfError`.
    """
    with file.open("rb") as source:
        sha256 = hashlib.file_digest(source, "sha256").hexdigest()
    size = file.stat().st_size
    known = cache / "pdf" / f"{sha256}.{VERSION}.json"
    pages = _remembered(known)
    if pages is None:
        pages = _count_pages(file)
        _remember(known, pages)
    return PdfFacts(sha256=sha256, bytes=size, pages=pages)


def _remembered(known: Path) -> int | None:
    try:
        pages = json.loads(known.read_text(encoding="utf-8"))["pages"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return pages if isinstance(pages, int) and pages > 0 else None


def _remember(known: Path, pages: int) -> None:
    known.parent.mkdir(parents=True, exist_ok=True)
    temporary = known.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(json.dumps({"pages": pages}), encoding="utf-8")
    temporary.replace(known)


def _count_pages(file: Path) -> int:
    command = [sys.executable, "-I", str(Path(__file__).with_name("page_count.py")), str(file)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise PdfError(f"it took more than {PATIENCE} seconds to open") from None
    except ValueError:
        raise PdfError("reading it ended the reader: it is damaged or hostile") from None
    pages = answer.get("pages", 0)
    if pages < 1:
        reason = str(answer.get("error", "it has no pages"))
        raise PdfError("it is locked with a password" if "assword" in reason else "it is not a PDF, or it is damaged")
    return int(pages)
