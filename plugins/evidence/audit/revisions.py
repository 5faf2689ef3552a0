"""Older revisions of a PDF that are still in its file, since saving a change may only append it."""

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from plugins.evidence.text.hidden import visible_text

MOST_REVISIONS = 20
"""How many of a file's oldest revisions are checked."""
DEEPEST = 6
_END = re.compile(rb"%%EOF")
_WORD = re.compile(r"\w+")


def pages_that_showed_more(data: bytes, pdf: Pdf, texts: Sequence[str]) -> tuple[int, ...]:
    """Pages (1-based) of older revisions with a word or a picture that the document no longer shows.

    `texts` are the visible texts of its pages now. A revision that only had less, such as one before a clerk's stamp,
    is ignored.
    """
    ends = [match.end() for match in _END.finditer(data)][:-1]
    if not ends:
        return ()
    now = [_Looks(page) for page in pdf.pages]
    known = {look.digest for look in now}
    pictures = {picture for look in now for picture in look.pictures}
    words = {word for text in texts for word in _WORD.findall(text)}
    pages: set[int] = set()
    for end in ends[:MOST_REVISIONS]:
        pages.update(_pages_with_more(data[:end], known, pictures, words))
    return tuple(sorted(pages))


def _pages_with_more(data: bytes, known: set[bytes], pictures: set[bytes], words: set[str]) -> Iterator[int]:
    try:
        with Pdf.open(io.BytesIO(data), attempt_recovery=False) as old:
            looks = [_Looks(page) for page in old.pages]
    except (pikepdf.PikepdfError, ValueError, TypeError, AttributeError):
        return
    changed = [(index, look) for index, look in enumerate(looks) if look.digest not in known]
    if not changed:
        return
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    document.init_forms()
    for index, look in changed:
        if not look.pictures <= pictures or not words.issuperset(_WORD.findall(visible_text(document[index]))):
            yield index + 1
    document.close()


class _Looks:
    """What decides how a page looks: digests of its operators and of its pictures."""

    def __init__(self, page: pikepdf.Page):
        self.pictures: set[bytes] = set()
        content = page.obj.get("/Contents")
        streams = list(content) if isinstance(content, Array) else [content]
        parts = [_digest(stream) for stream in streams if isinstance(stream, Stream)]
        parts += self._forms(page.obj.get("/Resources"), 0)
        self.digest = hashlib.sha256(b"".join([*parts, *sorted(self.pictures)])).digest()

    def _forms(self, resources: Any, depth: int) -> list[bytes]:
        pictures = resources.get("/XObject") if isinstance(resources, Dictionary) else None
        if not isinstance(pictures, Dictionary) or depth > DEEPEST:
            return []
        found = []
        for key in sorted(pictures.keys()):
            stream = pictures[key]
            if not isinstance(stream, Stream):
                continue
            if stream.get("/Subtype") == Name.Image:
                self.pictures.add(_digest(stream))
            else:
                found += [_digest(stream), *self._forms(stream.get("/Resources"), depth + 1)]
        return found


def _digest(stream: Any) -> bytes:
    return hashlib.sha256(stream.read_raw_bytes()).digest()
