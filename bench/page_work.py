"""The work of the workers of `bench.documents`. Each returns how many pages it processed."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

from plugins.evidence.ingest import steps
from plugins.evidence.text.page_images import READING_WIDTH, THUMBNAIL_WIDTH, draw_page, encode, is_colorful
from plugins.evidence.text.page_text import letters_digest, plain_text


def timed(work: Callable[[str, str], int], source: str, folder: str) -> tuple[int, float]:
    """The pages, and the processor seconds that they took."""
    started = time.process_time()
    pages = work(source, folder)
    return pages, time.process_time() - started


def bare(source: str, folder: str) -> int:
    """pypdfium2 and the same encoder, in a loop; only writes the thumbnails."""
    document = pypdfium2.PdfDocument(source)
    for number, page in enumerate(document, 1):
        page.get_textpage().get_text_bounded()
        drawing = draw_page(page, THUMBNAIL_WIDTH)
        picture = encode(drawing if is_colorful(drawing) else drawing.convert("L"))
        (Path(folder) / f"{number}.png").write_bytes(picture.data)
        page.close()
    return len(document)


def bare_text(source: str, _: str) -> int:
    """pypdfium2 in a loop, and nothing else."""
    document = pypdfium2.PdfDocument(source)
    for page in document:
        page.get_textpage().get_text_bounded()
        page.close()
    return len(document)


def text(source: str, _: str) -> int:
    """The text that an ingest extracts from each page, before it checks what is visible."""
    document = steps.opened_pdf(Path(source))
    for page in document:
        plain_text(page.get_textpage())
        page.close()
    return len(document)


def sketch(source: str, folder: str) -> int:
    """What an ingest does for text, kind and thumbnail of each page, including writing."""
    document = steps.opened_pdf(Path(source))
    rows = []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        textpage = page.get_textpage()
        words = plain_text(textpage)
        letters_digest(words)
        row, _ = steps.sketch_page(page, textpage, number, Path(folder), words)
        rows.append(row)
        page.close()
    steps.write_json(Path(folder) / "pages.json", {"first": 1, "pages": rows})
    return len(rows)


def audit(source: str, folder: str) -> int:
    return _pages(source, steps.audit_document(source, folder))


def publish(source: str, folder: str) -> int:
    return _pages(source, steps.open_document(source, folder))


def pictures(source: str, _: str) -> int:
    document = pypdfium2.PdfDocument(source)
    for page in document:
        gray = not is_colorful(draw_page(page, THUMBNAIL_WIDTH))
        encode(draw_page(page, READING_WIDTH, gray=gray))
        page.close()
    return len(document)


def _pages(source: str, answer: Any) -> int:
    if "refused" in answer or "failed" in answer:
        raise RuntimeError(str(answer))
    return len(pypdfium2.PdfDocument(source))
