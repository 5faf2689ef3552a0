"""Take the text of OCR out of a page of which parts were redacted after it was read: none of it can be trusted.

For the inside of a worker process.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Operator, Pdf, Stream

INVISIBLE = 3
"""The mode of rendering in which text is not painted."""
SHOWING = frozenset(("Tj", "TJ", "'", '"'))
MOST_OF_A_PAGE = 0.6
DEEPEST = 8
Matrix = tuple[float, float, float, float, float, float]
UNTURNED: Matrix = (1, 0, 0, 1, 0, 0)


def take_out_ocr(pdf: Pdf, page: pikepdf.Page) -> None:
    """Text that is never painted, and text that a picture of the whole page is painted over."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    covering = MOST_OF_A_PAGE * abs((right - left) * (top - bottom))
    instructions = list(pikepdf.parse_content_stream(page))
    hidden_before = _last_cover(instructions, page.obj.get("/Resources"), covering)
    page.obj.Contents = pdf.make_stream(_without_text(instructions, hidden_before))
    _in_forms(page.obj.get("/Resources"), 0, set())


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
    """The two quotes go to the next line before they show text, and one of them sets its spacing."""
    if operator == '"':
        yield [operands[0]], Operator("Tw")
        yield [operands[1]], Operator("Tc")
    if operator in ("'", '"'):
        yield [], Operator("T*")


def _last_cover(instructions: list[Any], resources: Any, covering: float) -> int:
    """Where the last picture that covers most of the page is painted; 0 where there is none."""
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
