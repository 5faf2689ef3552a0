"""A page as its reader sees it, drawn to pixels, and the same with some of it removed.

Runs inside a worker process: pdfium is not thread-safe, and may crash on a hostile file.
"""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points of the page before rotation."""
Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom of a drawing; right and bottom are exclusive."""

PIXELS_PER_POINT = 1.5
MOST_PIXELS = 4_000_000
FAINTEST = 20
"""Difference (0 to 255) between two pixels that a reader can tell apart."""
FAINTEST_IN_THE_DARK = 48
DARK = 70
FAINTEST_AT_DUSK, DUSK = 36, 56
"""Contrast equal to 48 steps above black: 1.6."""
INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
DEEPEST = 40
"""Depth of nested form XObjects."""
MOST_OBJECTS = 500_000
"""Of one page."""


class Kind(Enum):
    """What an object of a page is."""

    TEXT = pdfium.FPDF_PAGEOBJ_TEXT
    PATH = pdfium.FPDF_PAGEOBJ_PATH
    IMAGE = pdfium.FPDF_PAGEOBJ_IMAGE
    SHADING = pdfium.FPDF_PAGEOBJ_SHADING
    FORM = pdfium.FPDF_PAGEOBJ_FORM
    UNKNOWN = pdfium.FPDF_PAGEOBJ_UNKNOWN


@dataclass(frozen=True, slots=True)
class Thing:
    """One object of a page or of a form XObject on it; objects are in paint order."""

    raw: Any
    kind: Kind
    placed: tuple[float, float, float, float, float, float]
    """From the space of the object's form to the page."""

    def box(self) -> Box:
        edges = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(self.raw, *edges):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = (edge.value for edge in edges)
        return bounds(move(self.placed, x, y) for x in (left, right) for y in (bottom, top))

    @property
    def address(self) -> int:
        return address(self.raw)


@dataclass(frozen=True, slots=True)
class Frame:
    """How points of a page become pixels of its drawing."""

    left: float
    top: float
    across: float
    """Pixels per point."""
    down: float
    width: int
    height: int

    def pixels(self, box: Box) -> Pixels:
        """The pixels of a box, at least one, inside the drawing as far as the box is."""
        left = min(max(round((box[0] - self.left) * self.across), 0), self.width - 1)
        top = min(max(round((self.top - box[3]) * self.down), 0), self.height - 1)
        right = min(max(round((box[2] - self.left) * self.across), left + 1), self.width)
        bottom = min(max(round((self.top - box[1]) * self.down), top + 1), self.height)
        return left, top, right, bottom

    def box(self, pixels: Pixels) -> Box:
        left, top, right, bottom = pixels
        across, down = self.across, self.down
        return self.left + left / across, self.top - bottom / down, self.left + right / across, self.top - top / down


def things(page: Any) -> list[Thing]:
    """All objects that paint, with forms replaced by their content, lowest first."""
    found: list[Thing] = []
    count = pdfium.FPDFPage_CountObjects(page.raw)
    _collect(found, (pdfium.FPDFPage_GetObject(page.raw, i) for i in range(count)), (1, 0, 0, 1, 0, 0), 0)
    return found


def _collect(found: list[Thing], objects: Iterator[Any], placed: Any, depth: int) -> None:
    for raw in objects:
        if len(found) >= MOST_OBJECTS:
            raise pypdfium2.PdfiumError("a page has too many objects")
        kind = Kind(pdfium.FPDFPageObj_GetType(raw))
        if kind is not Kind.FORM:
            found.append(Thing(raw, kind, placed))
        elif depth < DEEPEST:
            inner = (pdfium.FPDFFormObj_GetObject(raw, i) for i in range(pdfium.FPDFFormObj_CountObjects(raw)))
            _collect(found, inner, _inside(matrix(raw), placed), depth + 1)


def matrix(raw: Any) -> tuple[float, float, float, float, float, float]:
    values = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(raw, values):
        return (1, 0, 0, 1, 0, 0)
    return (values.a, values.b, values.c, values.d, values.e, values.f)


def _inside(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def move(placed: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = placed
    return a * x + c * y + e, b * x + d * y + f


def bounds(points: Any) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def address(raw: Any) -> int:
    return ctypes.addressof(raw.contents) if raw else 0


@contextmanager
def without(taken: list[Thing]) -> Iterator[None]:
    """Within the `with` block, these are not painted."""
    try:
        for thing in taken:
            pdfium.FPDFPageObj_SetIsActive(thing.raw, False)
        yield
    finally:
        for thing in taken:
            pdfium.FPDFPageObj_SetIsActive(thing.raw, True)


def annotation_boxes(page: Any) -> Iterator[tuple[int, Box]]:
    """Kind (pdfium's number) and place of each annotation, or of each part if it has several."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        parts = list(_quads(annotation))
        rect = pdfium.FS_RECTF()
        if not parts and pdfium.FPDFAnnot_GetRect(annotation, rect):
            parts = [bounds(((rect.left, rect.bottom), (rect.right, rect.top)))]
        pdfium.FPDFPage_CloseAnnot(annotation)
        for part in parts:
            yield kind, part


def _quads(annotation: Any) -> Iterator[Box]:
    quad = pdfium.FS_QUADPOINTSF()
    for index in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, quad):
            yield bounds(((quad.x1, quad.y1), (quad.x2, quad.y2), (quad.x3, quad.y3), (quad.x4, quad.y4)))


def page_box(page: Any) -> Box:
    """What a viewer shows: the part of the crop box inside the media box."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page.raw, rect):
        raise pypdfium2.PdfiumError("the page has no size")
    return rect.left, rect.bottom, rect.right, rect.top


def draw(page: Any, *, annotations: bool = True, color: bool = False, finer: float = 1) -> Image.Image:
    """The page before rotation, in gray or color (`L` or `RGB`), just large enough to tell a letter from a blank."""
    left, bottom, right, top = page_box(page)
    width, height = max(right - left, 0.1), max(top - bottom, 0.1)
    scale = min(PIXELS_PER_POINT, (MOST_PIXELS / (width * height)) ** 0.5, 20_000 / max(width, height)) * finer
    bitmap = page.render(
        scale=scale,
        rotation=-page.get_rotation() % 360,
        draw_annots=annotations,
        may_draw_forms=annotations,
        grayscale=not color,
        rev_byteorder=color,
    )
    image: Image.Image = bitmap.to_pil().copy()
    bitmap.close()
    return image


def frame(page: Any, drawing: Image.Image) -> Frame:
    left, bottom, right, top = page_box(page)
    across, down = drawing.width / max(right - left, 0.1), drawing.height / max(top - bottom, 0.1)
    return Frame(left, top, across, down, drawing.width, drawing.height)


@dataclass(frozen=True, slots=True)
class Drawings:
    """The page as seen, the page without its text, and their difference: `bytes`, 0 or 255 for each pixel."""

    seen: Image.Image
    bare: Image.Image
    difference: bytes
    frame: Frame


def draw_twice(page: Any, objects: Sequence[Thing], *, color: bool = False, finer: float = 1) -> Drawings:
    """`finer` multiplies the usual resolution."""
    seen = bare = draw(page, color=color, finer=finer)
    if letters := [
        thing for thing in objects if thing.kind is Kind.TEXT and text_mode(thing.raw) not in INVISIBLE_MODES
    ]:
        with without(letters):
            bare = draw(page, color=color, finer=finer)
    return Drawings(seen, bare, difference(seen, bare), frame(page, seen))


def difference(one: Image.Image, other: Image.Image) -> bytes:
    """255 for each pixel at which a reader can tell the two apart."""
    step, light = _strongest(ImageChops.difference(one, other)), _strongest(ImageChops.lighter(one, other))
    plain = ImageChops.darker(step.point(_at_least(FAINTEST)), light.point(_at_least(DARK)))
    at_dusk = ImageChops.darker(step.point(_at_least(FAINTEST_AT_DUSK)), light.point(_at_least(DUSK)))
    in_the_dark = step.point(_at_least(FAINTEST_IN_THE_DARK))
    return ImageChops.lighter(ImageChops.lighter(plain, at_dusk), in_the_dark).tobytes()


def _strongest(image: Image.Image) -> Image.Image:
    if image.mode == "L":
        return image
    red, green, blue = image.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _at_least(limit: int) -> list[int]:
    return [255 if value >= limit else 0 for value in range(256)]


def text_mode(source: Any) -> int:
    return int(pdfium.FPDFTextObj_GetTextRenderMode(source))
