"""The fonts of cards: which signs they have, where HarfBuzz puts them, and Pillow's drawing of each glyph.

Pillow alone joins no Arabic letters, unless the computer has a library for it; so a text is shaped here, and Pillow is
given glyphs, by their numbers.
"""

import struct
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import uharfbuzz as hb
from PIL import ImageFont

from plugins.render.disk import OutputError
from plugins.render.pages import read_unchanged

FIRST = 0xF0000
"""In the font that Pillow draws with, the character of glyph 0: a plane of private use has room for all."""
DRAWN_TABLES = frozenset(
    {b"CFF ", b"OS/2", b"cvt ", b"fpgm", b"gasp", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name",
     b"post", b"prep"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign of a shaped text; distances in units of the font, from the pen."""

    number: int
    advance: int
    x: int
    y: int


class Font:
    """One weight of one family."""

    def __init__(self, data: bytes):
        """Raises `ValueError` or `OSError` where this is no TrueType or OpenType font."""
        face = hb.Face(hb.Blob(data))
        self.units: int = face.upem
        """In one em."""
        self._font = hb.Font(face)
        self._by_number = by_number(data)
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}
        self.of_size(16)  # so that a file that cannot be drawn with is found at once

    def shape(self, text: str, first: int, last: int, *, right_to_left: bool, lang: str) -> list[Glyph]:
        """The signs of `text[first:last]` from left to right; what stands beside it joins its letters."""
        buffer = hb.Buffer()
        buffer.add_str(text, first, last - first)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.language = lang
        hb.shape(self._font, buffer)
        return [
            Glyph(info.codepoint, place.x_advance, place.x_offset, place.y_offset)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def of_size(self, size: int) -> ImageFont.FreeTypeFont:
        """Draws `character(n)` as glyph n."""
        if size not in self._sizes:
            engine = ImageFont.Layout.BASIC
            self._sizes[size] = ImageFont.truetype(BytesIO(self._by_number), size, layout_engine=engine)
        return self._sizes[size]


@dataclass(frozen=True, slots=True)
class Family:
    bold: Font
    regular: Font


def character(glyph: int) -> str:
    return chr(FIRST + glyph)


def by_number(data: bytes) -> bytes:
    """The same font, in which each glyph is the character of its number.

    Format: OpenType 1.9, "Organization of an OpenType Font" and "cmap". Raises `ValueError` where it is none.
    """
    try:
        version, count = struct.unpack_from(">4sH", data)
        records = [struct.unpack_from(">4sLLL", data, 12 + 16 * number) for number in range(count)]
        tables = {tag: data[start : start + size] for tag, _, start, size in records if tag in DRAWN_TABLES}
        (glyphs,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    except (struct.error, KeyError) as error:
        raise ValueError("not a TrueType or OpenType font") from error
    tables[b"cmap"] = struct.pack(">HHHHLHHLLLLLL", 0, 1, 3, 10, 12, 12, 0, 28, 0, 1, FIRST, FIRST + glyphs - 1, 0)
    place = 12 + 16 * len(tables)
    head, body = [struct.pack(">4sHHHH", version, len(tables), 0, 0, 0)], []
    for tag in sorted(tables):
        table = tables[tag]
        head.append(struct.pack(">4sLLL", tag, 0, place, len(table)))
        body.append(table + b"\0" * (-len(table) % 4))
        place += len(body[-1])
    return b"".join(head + body)


@cache
def own_family() -> Family:
    """FiraGO, which comes with a pinned package: the same signs on every computer."""
    from pymupdf_fonts import FiraGO_Bold, FiraGO_Regular

    return Family(Font(FiraGO_Bold.fontbuffer), Font(FiraGO_Regular.fontbuffer))


@lru_cache(maxsize=2)
def family_of(file: Path, sha256: str) -> Family:
    """The font that the settings name; it has one weight. Raises `OutputError` where it cannot be drawn with."""
    try:
        font = Font(read_unchanged(file, sha256))
    except (OSError, ValueError, hb.HarfBuzzError) as error:
        raise OutputError(
            f"S001 the font of CARDS_FONT, {file}, cannot be drawn with: {error} [error]\n"
            '  Fix: name another .ttf or .otf file, or none: CARDS_FONT = ""'
        ) from error
    return Family(font, font)
