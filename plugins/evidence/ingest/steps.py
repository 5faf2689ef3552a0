"""The steps of one document's ingest, each run in a worker process. Their results are files in a folder.

A step answers with plain values: what it did, or `refused` and why the file cannot be used, `exhausted` and which limit
it exceeded, or `failed` and why this computer could not do it now.
"""

import errno
import functools
import hashlib
import json
import os
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pypdfium2

from plugins.evidence.audit.audit import AuditError, Examination, examine, unremoved
from plugins.evidence.audit.marking import draw_marked
from plugins.evidence.ingest.store import PUBLISHED, write_whole
from plugins.evidence.ingest.unlocking import LOCKED, LOCKS, readable
from plugins.evidence.model import NoPdfError, PdfError
from plugins.evidence.publishing.sanitize import SanitizeError, sanitize
from plugins.evidence.text.hidden import visible_text
from plugins.evidence.text.page_images import (
    READING_WIDTH,
    THUMBNAIL_WIDTH,
    Picture,
    draw_page,
    encode,
    encode_small,
    is_colorful,
)
from plugins.evidence.text.page_text import TooMuch, cleaned, letters_digest, page_kind, plain_text
from plugins.evidence.text.unseen import Unseen, tells_more

MOST_PAGES = 5_000
SUFFIXES = {"image/png": "png", "image/webp": "webp"}
OPENED, AUDITED, PAGES = "opened.json", "audited.json", "pages-"

Answer = dict[str, Any]
Step = Callable[..., Answer]


def step(function: Step) -> Step:
    """Turn errors that a file can cause into an answer, and say how long it took."""

    @functools.wraps(function)
    def answered(*arguments: Any) -> Answer:
        started, worked = time.perf_counter(), time.thread_time()
        try:
            answer = function(*arguments)
        except (PdfError, SanitizeError, AuditError) as error:
            answer = {"refused": str(error), "is_no_pdf": isinstance(error, NoPdfError)}
        except OSError as error:
            key = "exhausted" if error.errno == errno.EFBIG else "failed"
            answer = {key: error.strerror or str(error)}
        taken = {"seconds": time.perf_counter() - started, "processor_seconds": time.thread_time() - worked}
        return {**answer, **taken}

    return answered


@step
def open_document(source: str, folder: str) -> Answer:
    """Make the copy for publication and count its pages."""
    (Path(folder) / AUDITED).unlink(missing_ok=True)  # the audit decides what the copy leaves out
    file = readable(Path(source), Path(folder))
    document = opened_pdf(file)
    document.close()
    return {"pages": _publish(file, Path(folder))}


def _publish(
    file: Path,
    folder: Path,
    *,
    without_ocr: Collection[int] = (),
    unseen: Mapping[int, Unseen] = MappingProxyType({}),
) -> int:
    """Save the copy and what is known of it. Returns the number of its pages."""
    target = folder / PUBLISHED
    temporary = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        made = sanitize(file, temporary, without_ocr=without_ocr, unseen=unseen)
        document = opened_pdf(temporary)
        pages = len(document)
        document.close()
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    known = {
        "pages": pages, "bytes": made.bytes, "sha256": made.sha256, "signature_broken": made.signature_broken,
    }  # fmt: skip
    write_json(folder / OPENED, known)
    return pages


@step
def audit_document(source: str, folder: str) -> Answer:
    """Look for failed redactions in the file as received, and record what a reader of each page can see."""
    file = readable(Path(source), Path(folder))
    found = examine(file)
    draw_marked(file, found.findings, Path(folder))
    told = _publish_what_is_seen(file, Path(folder), found) if found.untrusted or found.unseen else ()
    findings = [
        [each.page, each.kind, each.severity, each.reason, each.places, each.pages, each.amount]
        for each in (*found.findings, *map(unremoved, told))
    ]
    letters = [letters_digest(cleaned(text)) for text in found.texts]
    write_json(Path(folder) / AUDITED, {"findings": findings, "letters": letters})
    return {"findings": len(findings)}


def _publish_what_is_seen(file: Path, folder: Path, found: Examination) -> Sequence[int]:
    """Make the copy again. Returns the pages on which it still has OCR text that cannot be seen: none, normally."""
    without = set(found.untrusted)
    for _ in range(2):
        _publish(file, folder, without_ocr=without, unseen=found.unseen)
        document = opened_pdf(folder / PUBLISHED)
        told = [number for number, unseen in found.unseen.items() if tells_more(document[number - 1], unseen)]
        document.close()
        if without.issuperset(told):
            break
        without.update(told)
    return told


@step
def read_pages(folder: str, first: int, last: int, patience: float) -> Answer:
    """Text, kind and pictures of these pages; fewer of them, but at least one, if `patience` (seconds) runs out."""
    started = time.perf_counter()
    audited = json.loads((Path(folder) / AUDITED).read_bytes())["letters"]
    document = opened_pdf(Path(folder) / PUBLISHED)
    rows: list[Answer] = []
    for number in range(first, last + 1):
        seen = audited[number - 1] if number <= len(audited) else ""
        rows.append(_on_page(number, read_page, document, number, Path(folder), seen))
        if time.perf_counter() - started > patience:
            break
    document.close()
    write_json(Path(folder) / pages_file(first), {"first": first, "pages": rows})
    return {"through": first + len(rows) - 1, "bytes": sum(_size(row) for row in rows)}


def pages_file(first: int) -> str:
    return f"{PAGES}{first:05}.json"


def laid_down(function: Step, arguments: tuple[Any, ...]) -> tuple[str, ...]:
    """The files in which that call saves what it found."""
    if function is read_pages:
        return (pages_file(int(arguments[1])),)
    return (OPENED, AUDITED) if function is audit_document else (OPENED,)


def needed(function: Step) -> tuple[str, ...]:
    """The files of the folder that such a call looks at; all but `read_pages` also read the source."""
    return (AUDITED, PUBLISHED) if function is read_pages else (AUDITED,) if function is open_document else ()


def read_page(document: Any, number: int, folder: Path, seen: str) -> Answer:
    """`seen` is the digest of the letters that the audit found visible on that page of the file as received."""
    page = document[number - 1]
    textpage = page.get_textpage()
    text = plain_text(textpage)
    if letters_digest(text) != seen:
        text = cleaned(visible_text(page))
    row, is_gray = sketch_page(page, textpage, number, folder, text)
    row["image"] = _stored(encode(draw_page(page, READING_WIDTH, gray=is_gray)), folder, "p", number)
    page.close()
    return row


def sketch_page(page: Any, textpage: Any, number: int, folder: Path, text: str) -> tuple[Answer, bool]:
    """Everything but the reading picture; and whether the page is gray."""
    drawing = draw_page(page, THUMBNAIL_WIDTH)
    gray = drawing.convert("L")
    is_gray = not is_colorful(drawing)
    return {
        "text": text,
        "kind": page_kind(page, textpage, text, gray),
        "thumbnail": _stored(encode_small(gray if is_gray else drawing), folder, "t", number),
    }, is_gray


def opened_pdf(file: Path) -> Any:
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise (PdfError(LOCKED) if error.err_code in LOCKS else _refusal(file)) from None
    if len(document) > MOST_PAGES:
        raise PdfError(f"it has {len(document):,} pages, and {MOST_PAGES:,} are the most")
    return document


def _refusal(file: Path) -> PdfError:
    with file.open("rb") as source:
        head = source.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n\0").lower()
    if not head:
        return NoPdfError("it is empty")
    if head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<!--", b"<script")):
        return NoPdfError("it is a web page that was saved as .pdf, not a PDF")
    return PdfError("it is damaged, or has no pages") if b"%pdf-" in head else NoPdfError("it is not a PDF")


def _on_page(number: int, work: Callable[..., Answer], *arguments: Any) -> Answer:
    try:
        return work(*arguments)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise PdfError(f"page {number} cannot be read: it is damaged ({type(error).__name__})") from None
    except TooMuch as error:
        raise PdfError(f"page {number} cannot be read: {error}") from None


def _stored(picture: Picture, folder: Path, letter: str, number: int) -> Answer:
    """Written under a name that says which page it is: `t00012.png`."""
    name = f"{letter}{number:05}.{SUFFIXES[picture.mime]}"
    _write(folder / name, picture.data)
    return {
        "name": name, "bytes": len(picture.data), "width": picture.width, "height": picture.height,
        "sha256": hashlib.sha256(picture.data).hexdigest(),
    }  # fmt: skip


def _size(row: Answer) -> int:
    return int(row["thumbnail"]["bytes"]) + int(row["image"]["bytes"])


def write_json(target: Path, value: Any) -> None:
    write_whole(target, json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def _write(target: Path, data: bytes) -> None:
    """Replaces an existing file atomically; a new one does not count before its page is recorded."""
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    except FileExistsError:
        write_whole(target, data)
        return
    try:
        while data:
            data = data[os.write(descriptor, data) :]
    finally:
        os.close(descriptor)
