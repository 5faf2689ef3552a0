"""Charts and maps as papers have them, drawn as paths: their parts lie over one another and hide nothing."""

import math
from collections.abc import Iterable
from random import Random

from tests.evidence import pdf_samples as samples

GRID = " ".join(f"72 {200 + 18 * i} m 540 {200 + 18 * i} l {72 + 23 * i} 200 m {72 + 23 * i} 560 l" for i in range(20))


def curve(dice: Random, spread: float = 60) -> str:
    return " ".join(f"{72 + 6 * i} {340 + dice.gauss(0, spread):.1f} {'l' if i else 'm'}" for i in range(78))


def letters(dice: Random, x: float, y: float, count: int, size: float = 4) -> str:
    """One path of curves: what a program writes that sets no type in its drawings."""
    outlines = []
    for number in range(count):
        left = x + number * size * 0.7
        points = [(left + dice.uniform(0, size * 0.6), y + dice.uniform(0, size)) for _ in range(12)]
        curves = [" ".join(f"{a:.2f} {b:.2f}" for a, b in points[start : start + 3]) + " c" for start in (0, 3, 6, 9)]
        outlines.append(f"{left:.1f} {y:.1f} m {' '.join(curves)} h")
    return " ".join(outlines) + " f"


def bar_chart(dice: Random) -> Iterable[str]:
    """Seventy-five stacked bars over a grid and a curve, with bars for errors, numbers, and a legend on white."""
    yield "1 g 72 200 m 540 200 l 540 560 l 72 560 l h f"
    yield f"0.8 G 0.5 w {GRID} S"
    yield f"0 0 1 RG 1 w {curve(dice)} S"
    for number in range(25):
        x, y = 80 + number * 18, 200.0
        for color in ("0.2 0.4 0.8", "0.9 0.5 0.1", "0.1 0.6 0.2"):
            high = dice.uniform(8, 90)
            yield f"{color} rg 0 G 0.5 w {x} {y:.1f} 14 {high:.1f} re B"
            y += high - 3
        yield f"0 G 0.7 w {x + 7} {y - 6:.1f} m {x + 7} {y + 6:.1f} l {x + 4} {y + 6:.1f} m {x + 10} {y + 6:.1f} l S"
        yield f"0 g {letters(dice, x, y + 1, 3)}"
    yield "1 g 0 G 0.5 w 430 480 100 60 re B"
    for row in range(3):
        yield f"0.{row + 2} g 436 {488 + 16 * row} 12 8 re f {letters(dice, 455, 488 + 16 * row, 8, 6)}"


def lying_bars(dice: Random) -> Iterable[str]:
    yield f"0.8 G 0.5 w {GRID} S 1 0 0 RG 1 w {curve(dice, 6)} S"
    for number in range(75):
        yield f"{dice.random():.2f} 0.5 0.5 rg 72 {150 + 6 * number} {dice.uniform(20, 400):.1f} 5 re f"


def bars_of_one_path(dice: Random) -> Iterable[str]:
    yield f"0 G 1 w {curve(dice, 80)} S"
    bars = " ".join(f"{80 + 18 * i} 200 13 {dice.uniform(10, 250):.1f} re" for i in range(25))
    yield f"0.1 0.3 0.7 rg {bars} f"


def map_of_places(dice: Random) -> Iterable[str]:
    for place in range(48):
        x, y = 100 + place % 8 * 58, 180 + place // 8 * 60
        around = [(28 + dice.uniform(-4, 8), 2 * math.pi * step / 40) for step in range(40)]
        points = [(x + far * math.cos(turn), y + far * math.sin(turn)) for far, turn in around]
        path = " ".join(f"{a:.1f} {b:.1f} {'l' if i else 'm'}" for i, (a, b) in enumerate(points))
        yield f"{dice.random():.2f} {dice.random():.2f} 0.6 rg 1 G 0.5 w {path} h B"


def areas(dice: Random) -> Iterable[str]:
    for row in range(4):
        tops = " ".join(f"{72 + i * 6} {260 + 90 * (3 - row) + dice.gauss(0, 12):.1f} l" for i in range(70))
        yield f"0.{2 * row + 1} 0.5 0.{9 - 2 * row} rg 0 G 0.5 w 72 200 m {tops} 486 200 l h B"


DRAWINGS = (bar_chart, lying_bars, bars_of_one_path, map_of_places, areas)


def page_with(parts: Iterable[str], *, in_form: bool = False) -> bytes:
    pdf, sheet = samples.begun()
    if in_form:
        inner = "\n".join(f"q {part} Q" for part in parts)
        sheet.pictures["/Fm0"] = samples.form(pdf, inner, (0, 0, samples.WIDTH, samples.HEIGHT))
        sheet.draw("/Fm0 Do")
    else:
        for part in parts:
            sheet.draw(part)
    sheet.finish()
    return samples.saved(pdf)
