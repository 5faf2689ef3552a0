"""Draws annotations as a viewer shows them: those with their own appearance, and those that a viewer must draw.

A struck sentence without its line would read as valid, so visible marks are drawn into the published copy: ISO 32000-2,
12.5.6. The words of a note do not show on a page; its icon does.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

Rectangle = tuple[float, float, float, float]
HIDDEN, NO_VIEW = 2, 32
"""Bits of an annotation's /F."""
NO_MARKS = frozenset(("/Link", "/Popup", "/Widget", "/Redact", "/PrinterMark", "/TrapNet", "/FileAttachment", ""))
"""Kinds that leave no mark on a page, or are handled elsewhere."""
ROUND = 0.5523
"""Distance of the control points of a quarter circle from its ends, in radii."""
NOTE_SIDE = 18
"""Points."""


def is_shown(annotation: Any) -> bool:
    try:
        return not int(annotation.get("/F", 0)) & (HIDDEN | NO_VIEW)
    except (TypeError, ValueError):
        return True


def is_lost(annotation: Any) -> bool:
    """Whether it shows in a viewer but we cannot draw it: a text box or stamp without an appearance of its own."""
    kind = str(annotation.get("/Subtype", ""))
    if kind in NO_MARKS or not is_shown(annotation) or look_of(annotation) is not None:
        return False
    return kind not in SHAPES or _operators(annotation, kind) is None


def look_of(annotation: Any) -> Any:
    """Its own normal appearance; for a button, the one of its current state."""
    appearance = annotation.get("/AP")
    look = appearance.get("/N") if isinstance(appearance, Dictionary) else None
    if isinstance(look, Dictionary) and not isinstance(look, Stream):
        look = look.get(str(annotation.get("/AS", "/Off")))
    return look if isinstance(look, Stream) else None


def drawn_look(pdf: Pdf, annotation: Any) -> tuple[Stream, Rectangle] | None:
    """What a viewer draws for one without an appearance of its own, and where; None if unknown."""
    kind = str(annotation.get("/Subtype", ""))
    operators = _operators(annotation, kind)
    if operators is None:
        return None
    xs, ys = zip(*_points(annotation), strict=True)
    margin = _width(annotation) * 3 + 12
    box = min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin
    state = Dictionary(Type=Name.ExtGState, ca=_opacity(annotation), CA=_opacity(annotation))
    if kind == "/Highlight":
        state.BM = Name.Multiply
    look = Stream(
        pdf,
        f"/State gs {operators}".encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(list(box)),
        Resources=Dictionary(ExtGState=Dictionary(State=state)),
    )
    return look, box


def rectangle(value: Any) -> Rectangle:
    x0, y0, x1, y1 = (float(number) for number in value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def quads(annotation: Any) -> list[Rectangle]:
    points = _numbers(annotation.get("/QuadPoints"))
    eights = [points[start : start + 8] for start in range(0, len(points) - 7, 8)]
    return [(min(eight[::2]), min(eight[1::2]), max(eight[::2]), max(eight[1::2])) for eight in eights]


# ---- the shapes


def _operators(annotation: Any, kind: str) -> str | None:
    """The operators that draw it, in page space; None if the file says too little."""
    shape = SHAPES.get(kind)
    return shape(annotation) if shape is not None else None


def _highlight(annotation: Any) -> str:
    color = _color(annotation.get("/C"), fill=True) or "1 1 0 rg"
    return f"{color} " + " ".join(_box(*box) + " f" for box in _marked(annotation))


def _line_at(height: float) -> Callable[[Any], str]:
    def lines(annotation: Any) -> str:
        strokes = []
        for left, bottom, right, top in _marked(annotation):
            y = bottom + height * (top - bottom)
            strokes.append(f"{_to(max(1.0, (top - bottom) / 14))} w {_to(left, y)} m {_to(right, y)} l S")
        return f"{_stroke(annotation)} {' '.join(strokes)}"

    return lines


def _squiggly(annotation: Any) -> str:
    strokes = []
    for left, bottom, right, top in _marked(annotation):
        step = max((top - bottom) / 8, 1.0)
        xs = [left + number * step for number in range(min(int((right - left) / step) + 1, 2_000))]
        path = " ".join(f"{_to(x, bottom + step * (number % 2))} l" for number, x in enumerate(xs))
        strokes.append(f"1 w {_to(left, bottom)} m {path} S")
    return f"{_stroke(annotation)} {' '.join(strokes)}"


def _square(annotation: Any) -> str:
    return _painted(annotation, _box(*_within(annotation)))


def _circle(annotation: Any) -> str:
    left, bottom, right, top = _within(annotation)
    x, y, across, up = (left + right) / 2, (bottom + top) / 2, (right - left) / 2, (top - bottom) / 2
    a, b = across * ROUND, up * ROUND
    curves = (
        (right, y + b, x + a, top, x, top),
        (x - a, top, left, y + b, left, y),
        (left, y - b, x - a, bottom, x, bottom),
        (x + a, bottom, right, y - b, right, y),
    )
    return _painted(annotation, f"{_to(right, y)} m " + " ".join(f"{_to(*curve)} c" for curve in curves) + " h")


def _polygon(annotation: Any) -> str | None:
    points = _pairs(annotation.get("/Vertices"))
    return _painted(annotation, f"{_path(points)} h") if len(points) > 1 else None


def _polyline(annotation: Any) -> str | None:
    points = _pairs(annotation.get("/Vertices"))
    return f"{_pen(annotation)} {_path(points)} S" if len(points) > 1 else None


def _line(annotation: Any) -> str | None:
    points = _pairs(annotation.get("/L"))
    if len(points) != 2:
        return None
    ends = annotation.get("/LE")
    heads = []
    if isinstance(ends, Array) and len(ends) == 2:
        for end, (tip, tail) in zip(ends, ((points[0], points[1]), (points[1], points[0])), strict=True):
            if str(end) != "/None":
                heads.append(_arrow(tip, tail, 4 + 3 * _width(annotation)))
    return f"{_pen(annotation)} {_path(points)} S {' '.join(heads)}"


def _ink(annotation: Any) -> str | None:
    strokes = annotation.get("/InkList")
    paths = [_pairs(stroke) for stroke in strokes] if isinstance(strokes, Array) else []
    drawn = [f"{_path(points)} S" for points in paths if len(points) > 1]
    return f"{_pen(annotation)} 1 J 1 j {' '.join(drawn)}" if drawn else None


def _note(annotation: Any) -> str:
    """A sheet with two lines on it, at the corner where viewers draw their icon."""
    left, _, _, top = rectangle(annotation.Rect)
    side = NOTE_SIDE
    color = _color(annotation.get("/C"), fill=True) or "1 0.9 0.4 rg"
    sheet = f"{color} 0 G 0.8 w {_box(left, top - side, left + side, top)} B"
    rows = " ".join(f"{_to(left + 4, top - y)} m {_to(left + side - 4, top - y)} l S" for y in (6, 10))
    return f"{sheet} {rows}"


SHAPES: dict[str, Callable[[Any], str | None]] = {
    "/Highlight": _highlight,
    "/StrikeOut": _line_at(0.45),
    "/Underline": _line_at(0.08),
    "/Squiggly": _squiggly,
    "/Square": _square,
    "/Circle": _circle,
    "/Polygon": _polygon,
    "/PolyLine": _polyline,
    "/Line": _line,
    "/Ink": _ink,
    "/Text": _note,
}


# ---- what they are drawn with


def _painted(annotation: Any, path: str) -> str:
    inside = _color(annotation.get("/IC"), fill=True)
    width = _width(annotation)
    paint = ("B" if width else "f") if inside else ("S" if width else "n")
    return f"{_pen(annotation)} {inside or ''} {path} {paint}"


def _pen(annotation: Any) -> str:
    return f"{_stroke(annotation)} {_to(_width(annotation))} w"


def _stroke(annotation: Any) -> str:
    return _color(annotation.get("/C"), fill=False) or "0 G"


def _color(value: Any, *, fill: bool) -> str | None:
    parts = _numbers(value)
    operator = {1: "g", 3: "rg", 4: "k"}.get(len(parts))
    if operator is None:
        return None
    return f"{_to(*parts)} {operator if fill else operator.upper()}"


def _width(annotation: Any) -> float:
    style, border = annotation.get("/BS"), _numbers(annotation.get("/Border"))
    given = style.get("/W") if isinstance(style, Dictionary) else border[2] if len(border) >= 3 else None
    try:
        return min(max(float(given), 0.0), 50.0) if given is not None else 1.0
    except (TypeError, ValueError):
        return 1.0


def _opacity(annotation: Any) -> float:
    try:
        return min(max(float(annotation.get("/CA", 1)), 0.0), 1.0)
    except (TypeError, ValueError):
        return 1.0


def _within(annotation: Any) -> Rectangle:
    left, bottom, right, top = rectangle(annotation.Rect)
    inset = _numbers(annotation.get("/RD"))
    if len(inset) == 4:
        left, bottom, right, top = left + inset[0], bottom + inset[1], right - inset[2], top - inset[3]
    half = min(_width(annotation) / 2, max(right - left, 0) / 2, max(top - bottom, 0) / 2)
    return left + half, bottom + half, right - half, top - half


def _marked(annotation: Any) -> list[Rectangle]:
    return quads(annotation) or [rectangle(annotation.Rect)]


def _points(annotation: Any) -> list[tuple[float, float]]:
    """The area that its shape may cover."""
    left, bottom, right, top = rectangle(annotation.Rect)
    found = [(left, bottom), (right, top), *_pairs(annotation.get("/QuadPoints")), *_pairs(annotation.get("/Vertices"))]
    strokes = annotation.get("/InkList")
    return [*found, *_pairs(annotation.get("/L")), *(pair for stroke in strokes or () for pair in _pairs(stroke))]


def _arrow(tip: tuple[float, float], tail: tuple[float, float], size: float) -> str:
    angle = math.atan2(tail[1] - tip[1], tail[0] - tip[0])
    sides = [(tip[0] + size * math.cos(angle + turn), tip[1] + size * math.sin(angle + turn)) for turn in (0.45, -0.45)]
    return f"{_path([sides[0], tip, sides[1]])} S"


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_to(*point)} {'l' if number else 'm'}" for number, point in enumerate(points))


def _box(left: float, bottom: float, right: float, top: float) -> str:
    return f"{_to(left, bottom, right - left, top - bottom)} re"


def _pairs(value: Any) -> list[tuple[float, float]]:
    numbers = _numbers(value)
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _numbers(value: Any) -> list[float]:
    return list(_finite(value)) if isinstance(value, Array) else []


def _finite(value: Any) -> Iterator[float]:
    for item in value:
        try:
            number = float(item)
        except (TypeError, ValueError):
            continue
        if math.isfinite(number):
            yield number


def _to(*numbers: float) -> str:
    return " ".join(f"{number:.3f}".rstrip("0").rstrip(".") for number in numbers)
