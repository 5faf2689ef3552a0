"""What a page is made of, and its plain text. Runs inside a worker process."""

import ctypes
import hashlib
import re
from typing import Any

import pypdfium2.raw as pdfium
from PIL import Image

from plugins.evidence.model import PageKind
from plugins.evidence.text.characters import with_hyphens
from plugins.evidence.text.page_images import has_ink
from plugins.evidence.text.rendering import (
    INVISIBLE_MODES,
    MOST_OBJECTS,
    Box,
    Kind,
    Thing,
    address,
    page_box,
    text_mode,
    things,
)
from plugins.evidence.text.tidying import tidied

FULL_PAGE = 0.5
"""Share of a page that its pictures must cover to make it a scan."""
FEW = 20
"""Letters: fewer in the middle of a scan are not typed text, and fewer from OCR do not count as having been read."""
MARGIN = 0.12
"""Share of the page's height, at its top and bottom, where a clerk's stamp may be."""
LONGEST_STAMP = 400
"""Characters."""
PROBED = 16
"""Objects at the start and end of a page that are checked for a picture first."""
MOST_IMAGE_PIXELS = 1_000_000_000
"""Pixels of all pictures on one page: a scan of the largest plan at 600 dpi has half as many."""
MOST_CHARACTERS = 1_000_000
_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")


class TooMuch(Exception):
    """A page exceeds a limit; the text tells people which."""


def plain_text(textpage: Any) -> str:
    """All text inside the page's crop box, visible or not: see `hidden.visible_text` for what may be published."""
    if textpage.count_chars() > MOST_CHARACTERS:
        raise TooMuch(f"it has more than {MOST_CHARACTERS:,} characters")
    return cleaned(with_hyphens(textpage, textpage.get_text_bounded()))


def cleaned(text: str) -> str:
    """Lines end in a newline, a word broken at a line's end keeps its hyphen, and nothing but text is left."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = whole.replace("\r\n", "\n").replace("\x02", "-\n")
    return tidied(_NO_TEXT.sub("", _BREAK.sub("\n", lines)).strip("\n "))


def letters_digest(text: str) -> str:
    """The same for two texts that differ only in spaces and hyphens."""
    letters = "".join(text.split()).replace("-", "").replace("\xad", "")
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()


def page_kind(page: Any, textpage: Any, text: str, drawing: Image.Image) -> PageKind:
    """`textpage` is pdfium's, `text` what can be seen of it, `drawing` the page in gray, small.

    A page with ink but no text is a scan, even if its letters are drawn as curves.
    """
    covered = _covered(page, _pictures(page))
    if not text.strip():
        return "scan" if has_ink(drawing) else "blank"
    if covered < FULL_PAGE and len(text) > LONGEST_STAMP:
        return "text"
    enough = FEW if covered else 1
    read, typed = _letters(page, textpage.raw, enough, is_scan=covered >= FULL_PAGE)
    if covered >= FULL_PAGE and read >= FEW:
        return "ocr"
    if typed >= enough:
        return "text"
    edge = round(drawing.height * MARGIN)
    middle = drawing.crop((0, edge, drawing.width, max(drawing.height - edge, edge + 1)))
    return "stamp" if covered >= FULL_PAGE or has_ink(middle) else "text"


def _pictures(page: Any) -> list[Thing]:
    """All pictures, if an object near the start or end of the page is one or may contain one; else none."""
    raw, count = page.raw, pdfium.FPDFPage_CountObjects(page.raw)
    ends = {*range(min(PROBED, count)), *range(max(count - PROBED, 0), count)}
    kinds = {pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(raw, index)) for index in ends}
    if pdfium.FPDF_PAGEOBJ_FORM in kinds:
        return [thing for thing in things(page) if thing.kind is Kind.IMAGE]
    if pdfium.FPDF_PAGEOBJ_IMAGE not in kinds:
        return []
    objects = (pdfium.FPDFPage_GetObject(raw, index) for index in range(min(count, MOST_OBJECTS)))
    return [
        Thing(found, Kind.IMAGE, (1, 0, 0, 1, 0, 0))
        for found in objects
        if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_IMAGE
    ]


def _covered(page: Any, pictures: list[Thing]) -> float:
    """Share of the page covered by its pictures; strips and tiles add up."""
    left, bottom, right, top = page_box(page)
    area = pixels = 0.0
    for picture in pictures:
        pixels += _pixels(picture)
        x0, y0, x1, y1 = picture.box()
        area += max(min(x1, right) - max(x0, left), 0) * max(min(y1, top) - max(y0, bottom), 0)
    if pixels > MOST_IMAGE_PIXELS:
        raise TooMuch(f"its pictures have more than {MOST_IMAGE_PIXELS:,} pixels")
    return min(area / max((right - left) * (top - bottom), 0.01), 1)


def _pixels(picture: Thing) -> float:
    across, down = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(picture.raw, across, down)
    return float(across.value * down.value)


def _letters(page: Any, textpage: Any, enough: int, *, is_scan: bool) -> tuple[int, int]:
    """How many letters are from OCR, and how many others are between the margins; stops counting once decided."""
    margins = _Margins(page_box(page), page.get_rotation())
    if not is_scan and not margins.leave_a_line(textpage):
        return 0, 0
    machine_read = _machine_read(page)
    read = typed = 0
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        if read >= FEW or (typed >= enough and not (is_scan and machine_read)):
            break
        if not chr(pdfium.FPDFText_GetUnicode(textpage, index) & 0xFFFF).isalnum():
            continue
        source = pdfium.FPDFText_GetTextObject(textpage, index) if machine_read else None
        if source and address(source) in machine_read:
            read += 1
        elif typed < enough and margins.keep_edition(textpage, index):
            typed += 1
    return read, typed


def _machine_read(page: Any) -> set[int]:
    """Addresses of text objects that are invisible, or under the picture that they were read from."""
    found: set[int] = set()
    above: list[Box] = []
    for thing in reversed(things(page)):
        if thing.kind is Kind.IMAGE:
            above.append(thing.box())
        elif thing.kind is Kind.TEXT and (text_mode(thing.raw) in INVISIBLE_MODES or _is_under(thing, above)):
            found.add(thing.address)
    return found


def _is_under(thing: Thing, pictures: list[Box]) -> bool:
    if not pictures:
        return False
    box = thing.box()
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in pictures)


class _Margins:
    """Top and bottom of a page, as its reader sees it."""

    def __init__(self, limits: Box, rotation: int):
        left, bottom, right, top = limits
        self._is_turned = bool(rotation % 180)
        start, end = (left, right) if self._is_turned else (bottom, top)
        margin = MARGIN * (end - start)
        self._start, self._end = start + margin, end - margin
        self._edges = [ctypes.c_double() for _ in range(4)]

    def keep_edition(self, textpage: Any, index: int) -> bool:
        """Whether the character is between them."""
        left, right, bottom, top = self._edges
        if not pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            return self._start < 0 < self._end
        one, other = (left, right) if self._is_turned else (bottom, top)
        return self._start < (one.value + other.value) / 2 < self._end

    def leave_a_line(self, textpage: Any) -> bool:
        """Whether any line of text is, even if only in part."""
        left, right, bottom, top = self._edges
        one, other = (left, right) if self._is_turned else (bottom, top)
        for index in range(pdfium.FPDFText_CountRects(textpage, 0, -1)):
            pdfium.FPDFText_GetRect(textpage, index, left, top, right, bottom)
            if one.value < self._end and other.value > self._start:
                return True
        return False
