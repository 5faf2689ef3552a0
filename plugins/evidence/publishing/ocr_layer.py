"""Remove OCR text that no reader sees from a page.

If parts of a page were redacted after OCR, none of its OCR text can be trusted, and all of it is removed.

Runs inside a worker process.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf, Stream, String

from plugins.evidence.text.unseen import Gaps, Unseen

INVISIBLE = 3
"""The text rendering mode that paints nothing."""
SHOWING = frozenset(("Tj", "TJ", "'", '"'))
MOST_OF_A_PAGE = 0.6
DEEPEST = 8
Matrix = tuple[float, float, float, float, float, float]
UNTURNED: Matrix = (1, 0, 0, 1, 0, 0)


def take_out_ocr(pdf: Pdf, page: pikepdf.Page) -> None:
    """Text that is never painted, and text covered by a picture of the whole page."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    covering = MOST_OF_A_PAGE * abs((right - left) * (top - bottom))
    instructions = list(pikepdf.parse_content_stream(page))
    hidden_before = _last_cover(instructions, page.obj.get("/Resources"), covering)
    page.obj.Contents = pdf.make_stream(_without_text(instructions, hidden_before))
    _in_forms(page.obj.get("/Resources"), 0, set())


# ---- some of it


class _NotAsExpected(Exception):
    """The operators of a page do not match its objects."""


def take_out_unseen(pdf: Pdf, page: pikepdf.Page, unseen: Unseen) -> None:
    """Removes exactly the codes that are not seen; all OCR text, if it cannot be told which they are."""
    cutting = _Cutting(unseen)
    try:
        instructions = cutting.cut(page, page.obj.get("/Resources"), 0)
        if cutting.texts != unseen.texts:
            raise _NotAsExpected
    except _NotAsExpected:
        take_out_ocr(pdf, page)
        return
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
    for form, inner in cutting.forms.values():
        form.write(pikepdf.unparse_content_stream(inner))


class _Cutting:
    """One walk over all operators that show text on a page, in paint order."""

    def __init__(self, unseen: Unseen):
        self.texts = 0
        self.forms: dict[tuple[int, int], tuple[Stream, list[Any]]] = {}
        self._unseen = unseen
        self._visited: set[tuple[int, int]] = set()

    def cut(self, stream: Any, resources: Any, depth: int) -> list[Any]:
        things: Any = resources.get("/XObject") if isinstance(resources, Dictionary) else None
        kept: list[Any] = []
        for instruction in pikepdf.parse_content_stream(stream):
            operator, operands = str(instruction.operator), instruction.operands
            if operator in SHOWING and _codes(operands):
                gaps = self._unseen.gaps.get(self.texts)
                self.texts += 1
                if gaps is not None:
                    kept += _with_gaps(operator, operands, gaps)
                    continue
            elif operator == "Do" and isinstance(things, Dictionary) and depth < DEEPEST:
                self._cut_form(things.get(str(operands[0])), resources, depth)
            kept.append(instruction)
        return kept

    def _cut_form(self, form: Any, resources: Any, depth: int) -> None:
        if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form:
            return
        first = self.texts
        inner = self.cut(form, form.get("/Resources", resources), depth + 1)
        is_cut = any(first <= number < self.texts for number in self._unseen.gaps)
        if form.objgen in self._visited and (is_cut or form.objgen in self.forms):
            raise _NotAsExpected
        self._visited.add(form.objgen)
        if is_cut:
            self.forms[form.objgen] = form, inner


def _codes(operands: Any) -> bytes:
    shown = operands[-1]
    parts = shown if isinstance(shown, Array) else [shown]
    return b"".join(bytes(part) for part in parts if isinstance(part, String))


def _with_gaps(operator: str, operands: Any, gaps: Gaps) -> Iterable[Any]:
    """Text later on the line keeps its position."""
    yield from _what_else_it_does(operator, operands)
    if None not in gaps:
        yield [Array([_gap(sum(gap or 0 for gap in gaps))])], Operator("TJ")
        return
    wide = len(_codes(operands)) // len(gaps)
    if wide not in (1, 2) or wide * len(gaps) != len(_codes(operands)):
        raise _NotAsExpected
    left = iter(gaps)
    pieces: list[Any] = []
    for part in operands[-1] if isinstance(operands[-1], Array) else [operands[-1]]:
        if not isinstance(part, String):
            pieces.append(part)
            continue
        codes = bytes(part)
        if len(codes) % wide:
            raise _NotAsExpected
        for start in range(0, len(codes), wide):
            gap = next(left)
            pieces.append(String(codes[start : start + wide]) if gap is None else _gap(gap))
    yield [Array(pieces)], Operator("TJ")


def _gap(thousandths: float) -> Decimal:
    return Decimal(f"{-thousandths:.2f}")


# ---- all of it


def _in_forms(resources: Any, depth: int, seen: set[tuple[int, int]]) -> None:
    things: Any = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if not isinstance(things, Dictionary) or depth >= DEEPEST:
        return
    for key in list(things.keys()):
        form = things[key]
        if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form or form.objgen in seen:
            continue
        seen.add(form.objgen)
        form.write(_without_text(list(pikepdf.parse_content_stream(form)), 0))
        _in_forms(form.get("/Resources"), depth + 1, seen)


def _without_text(instructions: list[Any], hidden_before: int) -> bytes:
    kept: list[Any] = []
    mode, before = 0, []
    for number, instruction in enumerate(instructions):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            before.append(mode)
        elif operator == "Q" and before:
            mode = before.pop()
        elif operator == "Tr":
            mode = int(operands[0])
        if operator in SHOWING and (mode == INVISIBLE or number < hidden_before):
            kept += _what_else_it_does(operator, operands)
        else:
            kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)


def _what_else_it_does(operator: str, operands: Any) -> Iterable[Any]:
    """The two quote operators move to the next line before they show text, and one of them sets spacing."""
    if operator == '"':
        yield [operands[0]], Operator("Tw")
        yield [operands[1]], Operator("Tc")
    if operator in ("'", '"'):
        yield [], Operator("T*")


def _last_cover(instructions: list[Any], resources: Any, covering: float) -> int:
    """Index of the last picture that covers most of the page; 0 if there is none."""
    pictures = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if not isinstance(pictures, Dictionary):
        return 0
    last, matrix, before = 0, UNTURNED, []
    for number, instruction in enumerate(instructions):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            before.append(matrix)
        elif operator == "Q" and before:
            matrix = before.pop()
        elif operator == "cm":
            matrix = _within([float(Decimal(value)) for value in operands], matrix)
        elif operator == "Do" and str(operands[0]) in pictures:
            a, b, c, d, _, _ = matrix
            if pictures[str(operands[0])].get("/Subtype") == Name.Image and abs(a * d - b * c) >= covering:
                last = number
    return last


def _within(inner: list[float], outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
