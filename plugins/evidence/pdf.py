"""Facts of a PDF: size, checksum, page count. Computed, never typed."""

import json
from dataclasses import dataclass
from pathlib import Path

from plugins.evidence.model import Evidence, PdfError
from plugins.evidence.sandbox import Sandbox, WorkerError
from plugins.evidence.store import Store, write_whole

__all__ = ["PdfError", "PdfFacts", "facts_of", "pdf_facts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFacts:
    sha256: str
    bytes: int
    pages: int


def facts_of(evidence: Evidence) -> PdfFacts:
    return PdfFacts(sha256=evidence.sha256, bytes=evidence.bytes, pages=len(evidence.pages))


def pdf_facts(file: Path, cache: Path) -> PdfFacts:
    """The facts of one file without the rest of its evidence. Raises `PdfError` and `OSError`."""
    store = Store(cache)
    identity = store.identify(file)
    store.save_index()
    known = store.folder / f"{identity.sha256}-{store.version}.count.json"
    try:
        return PdfFacts(sha256=identity.sha256, bytes=identity.bytes, pages=int(json.loads(known.read_bytes())))
    except (OSError, ValueError, TypeError):
        pages = _count(file)
    known.parent.mkdir(parents=True, exist_ok=True)
    write_whole(known, json.dumps(pages).encode())
    return PdfFacts(sha256=identity.sha256, bytes=identity.bytes, pages=pages)


def _count(file: Path) -> int:
    from plugins.evidence.steps import count_pages

    with Sandbox(1) as sandbox:
        try:
            answer = sandbox.submit(count_pages, str(file.absolute())).result()
        except WorkerError as error:
            raise PdfError(str(error)) from None
    if "pages" not in answer:
        raise PdfError(str(answer.get("refused") or answer.get("failed")))
    return int(answer["pages"])
