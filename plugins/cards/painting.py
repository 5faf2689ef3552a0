"""A picture of few colors: fields, lines of text and a logo, in a palette that is known before anything is drawn."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from plugins.cards.fonts import Font, character
from plugins.cards.lines import Line
from plugins.render.pages import read_unchanged

LEVELS = 16
"""Steps from a ground to the ink on it: more cannot be seen at this size."""
LOGO_COLORS = 96
FINE = 4
"""How much larger a sign is drawn that no font has."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom: the last two are the first pixels outside."""


class Painting:
    """A picture in which each ink has its own part of the palette."""

    def __init__(self, width: int, height: int, ground: str):
        self._colors: list[tuple[int, int, int]] = []
        self._inks: dict[tuple[str, str], int] = {}
        self._image = Image.new("P", (width, height), self._ink(ground, ground))

    def fill(self, box: Box, color: str) -> None:
        self._image.paste(self._ink(color, color), box)

    def write(self, line: Line, font: Font, size: int, at: tuple[float, int], ink: tuple[str, str]) -> None:
        """A line of text. `at`: its left end, and what it stands on. `ink`: the ground, and the color on it."""
        left, base = at
        room = size // 2 + 2
        first, top = int(left) - room, base - round(1.3 * size)
        mask = Image.new("L", (int(line.width * size) + 2 * room + 2, round(2 * size)), 0)
        pen, drawing = ImageDraw.Draw(mask), font.of_size(size)
        for glyph in line.glyphs:
            x, y = left - first + glyph.x * size, base - top - glyph.y * size
            pen.text((x, round(y)), character(glyph.number), fill=255, font=drawing, anchor="ls")
        self._stamp(mask, (first, top), ink)

    def tick(self, box: Box, ink: tuple[str, str]) -> None:
        """A check mark."""
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        fine = Image.new("L", (width * FINE, height * FINE), 0)
        points = [(0.06, 0.55), (0.36, 0.86), (0.94, 0.14)]
        corners = [(round(x * fine.width), round(y * fine.height)) for x, y in points]
        ImageDraw.Draw(fine).line(corners, fill=255, width=round(0.17 * fine.width), joint="curve")
        self._stamp(fine.reduce(FINE), (left, top), ink)

    def place(self, logo: Image.Image, at: tuple[int, int], ground: str) -> None:
        """A picture with transparency, on a ground."""
        flat = Image.new("RGB", logo.size, ground)
        flat.paste(logo, (0, 0), logo)
        few = flat.quantize(LOGO_COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        first = len(self._colors)
        given = few.getpalette() or []
        self._colors += [(given[n], given[n + 1], given[n + 2]) for n in range(0, len(given), 3)]
        self._image.paste(few.point([min(first + n, 255) for n in range(256)]), at)

    def png(self) -> bytes:
        """zlib's level 6: at 9 it takes ten times as long, for a tenth fewer bytes."""
        self._image.putpalette([channel for color in self._colors for channel in color])
        data = BytesIO()
        self._image.save(data, "PNG", compress_level=6)
        return data.getvalue()

    def _stamp(self, mask: Image.Image, at: tuple[int, int], ink: tuple[str, str]) -> None:
        first = self._ink(*ink)
        step = 256 // LEVELS
        self._image.paste(mask.point([first + value // step for value in range(256)]), at, _shown(mask))

    def _ink(self, ground: str, color: str) -> int:
        """The place in the palette where the ground begins to turn into the color."""
        if (ground, color) not in self._inks:
            self._inks[ground, color] = len(self._colors)
            steps = 1 if ground == color else LEVELS
            self._colors += [_between(ground, color, step / max(steps - 1, 1)) for step in range(steps)]
        return self._inks[ground, color]


def _shown(mask: Image.Image) -> Image.Image:
    return mask.point([255 * (value >= 256 // LEVELS) for value in range(256)], "1")


def _between(one: str, other: str, share: float) -> tuple[int, int, int]:
    pairs = zip(_channels(one), _channels(other), strict=True)
    red, green, blue = (round(mine + (theirs - mine) * share) for mine, theirs in pairs)
    return red, green, blue


def _channels(color: str) -> Sequence[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]


@lru_cache(maxsize=2)
def logo_of(file: Path, sha256: str, width: int, height: int) -> Image.Image | None:
    """The logo in this room at most; None for a file that cannot be drawn. Raises `OSError` where it is another."""
    data = read_unchanged(file, sha256)
    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as opened:
            logo = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    scale = min(width / logo.width, height / logo.height)
    size = max(1, round(logo.width * scale)), max(1, round(logo.height * scale))
    return logo.resize(size, Image.Resampling.LANCZOS)
