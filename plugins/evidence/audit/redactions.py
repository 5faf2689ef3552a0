"""Finds boxes over a picture that is still whole: anyone who removes the box sees what it covers.

All shapes that look like a redaction are removed and the page is drawn again. If writing appears, a redaction failed.
"""

import ctypes
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from plugins.evidence.text.characters import PageText
from plugins.evidence.text.rendering import (
    Box,
    Drawings,
    Kind,
    Pixels,
    Thing,
    annotation_boxes,
    bounds,
    draw,
    matrix,
    move,
    without,
)

SMALLEST = (6.0, 4.0)
"""Width and height, in points, of the smallest thing that can hide a word."""
ONE_COLOR = 0.5
"""Share of the box that shows the color of its cover: a polygon leaves corners, a label takes some."""
ONE_COLOR_OF_A_PICTURE = 0.9
NEAR = 12
"""Steps of 255 within which a pixel has that color."""
INK = 64
"""Steps between paper and ink."""
LONGEST_LABEL = 40
"""Characters on a box; with more, it is a box to write on."""
FEWEST_BARS = 3
"""Least number of bars in a chart."""
DARKEST_TINT, LIGHTEST_TINT = 40, 235
"""Anything darker or lighter over what looks like writing may be a redaction."""
LARGEST_LETTER = 40
"""Points, across and upward, of a letter that is drawn as a curve."""
MOST_POINTS = 4_000
"""Most points of one path."""
SIMPLE = 24
"""Most points of a path that cannot be writing drawn as curves."""
MARKS = (
    pdfium.FPDF_ANNOT_SQUARE,
    pdfium.FPDF_ANNOT_CIRCLE,
    pdfium.FPDF_ANNOT_LINE,
    pdfium.FPDF_ANNOT_POLYGON,
    pdfium.FPDF_ANNOT_POLYLINE,
    pdfium.FPDF_ANNOT_INK,
    pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_FREETEXT,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_REDACT,
    pdfium.FPDF_ANNOT_WIDGET,
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A place where something shows once its cover is removed."""

    box: Box
    shows_writing: bool
    """False for anything plainer: a line, a shade, a part of a photograph."""
    is_annotation: bool


@dataclass(frozen=True, slots=True)
class _Suspect:
    box: Box
    things: tuple[Thing, ...]
    """None for an annotation."""
    over_paths: int | None = None
    """Its index among the objects of the page, if it is a path over nothing but paths."""


def covered_pictures(text: PageText, objects: Sequence[Thing], drawings: Drawings) -> list[Cover]:
    suspects = [
        suspect
        for suspect in _suspects(text.page, objects)
        if _is_of_one_color(suspect, drawings) and not _is_written_on(suspect, text)
    ]
    if not suspects:
        return []
    notes = any(not suspect.things for suspect in suspects)
    taken = {thing.address: thing for suspect in suspects for thing in suspect.things}
    texts = [thing for thing in objects if thing.kind is Kind.TEXT]
    with without([*taken.values(), *texts]):
        bared = draw(text.page, annotations=not notes)
    bars = Counter(edge for suspect in suspects for edge in _edges(suspect.box))
    return [
        cover
        for suspect in suspects
        if (cover := _cover(suspect, drawings, bared)) is not None
        and not (
            _is_of_a_drawing(suspect, objects, bars)
            and (not cover.shows_writing or (_is_tinted(suspect, drawings) and not _is_over_letters(suspect, objects)))
        )
    ]


def _is_tinted(suspect: _Suspect, drawings: Drawings) -> bool:
    return DARKEST_TINT < _color(_gray(drawings.bare, _inside(suspect.box, drawings))) < LIGHTEST_TINT


def _is_over_letters(suspect: _Suspect, objects: Sequence[Thing]) -> bool:
    """A curve of a chart, or the border of a country, only looks like writing where a part of it is seen."""
    return any(
        _may_be_writing(thing) and _overlap(suspect.box, thing.box()) and _is_small_shapes(thing)
        for thing in objects[: suspect.over_paths]
    )


def _is_small_shapes(thing: Thing) -> bool:
    return all(
        right - left < LARGEST_LETTER and top - bottom < LARGEST_LETTER
        for left, bottom, right, top in _subpaths(thing, fewest=2)
    )


def _is_of_a_drawing(suspect: _Suspect, objects: Sequence[Thing], bars: Counter[tuple[str, int, int]]) -> bool:
    """Part of a chart or a map: one of several bars, or the drawing continues over it."""
    if suspect.over_paths is None:
        return False
    if any(bars[edge] >= FEWEST_BARS for edge in _edges(suspect.box)):
        return True
    later = (thing for thing in objects[suspect.over_paths + 1 :] if thing.kind is Kind.PATH)
    return any(_overlap(suspect.box, thing.box()) for thing in later)


def _edges(box: Box) -> Iterable[tuple[str, int, int]]:
    """What bars of a chart share: width or height, and their base line."""
    left, bottom = round(box[0]), round(box[1])
    wide, high = round(box[2] - box[0]), round(box[3] - box[1])
    yield from (("standing", bottom, wide), ("stacked", left, wide), ("lying", left, high), ("in a row", bottom, high))


# ---- what may cover


def _suspects(page: Any, objects: Sequence[Thing]) -> Iterable[_Suspect]:
    drawn: list[Box] = []
    pictured: list[Box] = []
    for number, thing in enumerate(objects):
        if thing.kind is Kind.TEXT:
            continue
        box = thing.box()
        for part in _covering_parts(thing, box):
            is_over_picture = any(_overlap(part, lower) for lower in pictured)
            if is_over_picture or any(_overlap(part, lower) for lower in drawn):
                yield _Suspect(part, (thing,), None if is_over_picture or thing.kind is not Kind.PATH else number)
        if thing.kind in (Kind.IMAGE, Kind.SHADING):
            pictured.append(box)
        elif _may_be_writing(thing):
            drawn.append(box)
    for mark, box in annotation_boxes(page):
        if mark in MARKS and any(_overlap(box, lower) for lower in (*pictured, *drawn)):
            yield _Suspect(box, ())


def _covering_parts(thing: Thing, box: Box) -> Iterable[Box]:
    if thing.kind in (Kind.IMAGE, Kind.SHADING):
        parts: Iterable[Box] = [box]
    elif thing.kind is not Kind.PATH:
        parts = []
    else:
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing.raw, filled, stroked)
        parts = _subpaths(thing) if filled.value else [box] if stroked.value else []
    return (part for part in parts if part[2] - part[0] >= SMALLEST[0] and part[3] - part[1] >= SMALLEST[1])


def _subpaths(thing: Thing, *, fewest: int = 3) -> Iterable[Box]:
    """Those of so many points or more."""
    inner = matrix(thing.raw)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(thing.raw), MOST_POINTS)):
        segment = pdfium.FPDFPath_GetPathSegment(thing.raw, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) >= fewest:
                yield bounds(points)
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(move(thing.placed, *move(inner, x.value, y.value)))
    if len(points) >= fewest:
        yield bounds(points)


def _may_be_writing(thing: Thing) -> bool:
    return thing.kind is Kind.PATH and pdfium.FPDFPath_CountSegments(thing.raw) > SIMPLE


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_of_one_color(suspect: _Suspect, drawings: Drawings) -> bool:
    needed = ONE_COLOR_OF_A_PICTURE if suspect.things and suspect.things[0].kind is Kind.IMAGE else ONE_COLOR
    area = _gray(drawings.bare, _inside(suspect.box, drawings))
    return _share(area, _color(area)) >= needed


def _is_written_on(suspect: _Suspect, text: PageText) -> bool:
    left, bottom, right, top = suspect.box
    seen = (
        character
        for character in text.characters
        if character.index not in text.hidden
        and left <= character.center[0] <= right
        and bottom <= character.center[1] <= top
    )
    return sum(1 for _ in seen) > LONGEST_LABEL


# ---- what appears


def _cover(suspect: _Suspect, drawings: Drawings, bared: Image.Image) -> Cover | None:
    pixels = _inside(suspect.box, drawings)
    before, after = _gray(drawings.bare, pixels), _gray(bared, pixels)
    color = _color(before)
    mask = before.point([255 if abs(value - color) <= NEAR else 0 for value in range(256)])
    shades = after.histogram(mask)
    low, high = _ends(shades)
    if high - low < INK or not any(ImageChops.difference(before, after).histogram()[INK:]):
        return None
    middle = (low + high) // 2
    paper_is_light = sum(shades[middle:]) >= sum(shades[:middle])
    ink = [255 if (value < middle) is paper_is_light else 0 for value in range(256)]
    return Cover(suspect.box, _is_writing(ImageChops.darker(after.point(ink), mask)), not suspect.things)


def _is_writing(ink: Image.Image) -> bool:
    """Strokes that start again many times across, differently in each row, which a grid or a line does not do."""
    data, width = ink.tobytes(), ink.width
    rows = [data[start : start + width] for start in range(0, len(data), width)]
    strokes = [row.count(b"\x00\xff") for row in rows]
    changes = sum(1 for one, other in pairwise(strokes) if one != other)
    return max(strokes) >= 3 and len(set(strokes)) >= 4 and changes >= 4


def _inside(box: Box, drawings: Drawings) -> Pixels:
    left, top, right, bottom = drawings.frame.pixels(box)
    if right - left > 4 and bottom - top > 4:
        return left + 1, top + 1, right - 1, bottom - 1
    return left, top, right, bottom


def _gray(image: Image.Image, pixels: Pixels) -> Image.Image:
    return image.crop(pixels).convert("L")


def _color(area: Image.Image) -> int:
    shades = area.histogram()
    return max(range(256), key=shades.__getitem__)


def _share(area: Image.Image, color: int) -> float:
    shades = area.histogram()
    return sum(shades[max(color - NEAR, 0) : color + NEAR + 1]) / max(sum(shades), 1)


def _ends(shades: list[int]) -> tuple[int, int]:
    """The darkest and the lightest shade, leaving out half a percent at each end (grain and edges)."""
    allowed = sum(shades) // 200
    low, left = 0, allowed
    while low < 255 and left >= shades[low]:
        left -= shades[low]
        low += 1
    high, left = 255, allowed
    while high > 0 and left >= shades[high]:
        left -= shades[high]
        high -= 1
    return low, high
