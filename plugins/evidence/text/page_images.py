"""Pictures of a page: a thumbnail and a reading size, in four shades of gray if the page has no color.

Runs inside a worker process.
"""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops

THUMBNAIL_WIDTH = 208
READING_WIDTH = 1000
MOST_BYTES = 4_000
"""Of a thumbnail, where `QUALITIES` can do it: a shelf of them is loaded at once."""
QUALITIES = (55, 40, 28, 20)
"""Of WebP, for thumbnails that are larger as they are."""
MOST_TIMES_AS_TALL = 4
"""A page that is even longer is drawn narrower."""
COLORFUL = 48
"""Difference (0 to 255) between the color channels of a pixel: yellowed paper stays below."""
LEAST_COLOR = 0.001
"""Share of a page's pixels between its margins: less than one word marked in yellow."""
MARGIN = 0.08
"""Share of the height, at top and bottom, where the blue line of a court's stamp does not count as color."""
INK = 200
"""Shade of gray from which a pixel counts as ink."""
LEAST_INK = 0.0002
"""Share of a page's pixels: dust on a scanner's glass stays below."""
GRAYS = (0, 85, 170, 255)
TO_FOUR = [value >> 6 for value in range(256)]
PALETTE = [gray for gray in GRAYS for _ in range(3)]


@dataclass(frozen=True, slots=True)
class Picture:
    data: bytes
    width: int
    height: int
    mime: str


def draw_page(page: Any, width: int, *, gray: bool = False) -> Image.Image:
    """The page as a reader sees it, so many pixels wide: `L`, or `RGBX`."""
    across, down = (max(length, 0.01) for length in page.get_size())
    scale = min(width / across, width * MOST_TIMES_AS_TALL / down)
    # pdfium rounds up; a little less gives the width that was asked for.
    bitmap = page.render(
        scale=scale * 0.99999, grayscale=gray, prefer_bgrx=True, rev_byteorder=not gray, may_draw_forms=False
    )
    image: Image.Image = bitmap.to_pil()
    return image


def is_colorful(image: Image.Image) -> bool:
    edge = round(image.height * MARGIN)
    red, green, blue = image.crop((0, edge, image.width, max(image.height - edge, edge + 1))).split()[:3]
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return sum(apart.histogram()[COLORFUL:]) > LEAST_COLOR * image.width * image.height


def has_ink(gray: Image.Image) -> bool:
    """Whether the page has anything but paper, which may be gray."""
    shades = gray.histogram()
    paper = shades.index(max(shades))
    edge = min(INK, paper - 40) if paper > INK // 2 else 0
    written = sum(shades[:edge]) if edge else sum(shades[paper + 40 :])
    return written > LEAST_INK * gray.width * gray.height


def encode_small(image: Image.Image) -> Picture:
    """The same for a thumbnail, in the best quality that is small enough."""
    picture = encode(image)
    for quality in QUALITIES:
        if len(picture.data) <= MOST_BYTES:
            break
        picture = _as_webp(image, quality)
    return picture


def encode(image: Image.Image) -> Picture:
    """WebP for a page with color; for one without (`L`), a PNG of four grays, two bits per pixel."""
    if image.mode != "L":
        return _as_webp(image, 70)
    data = io.BytesIO()
    four = image.point(TO_FOUR)
    four.putpalette(PALETTE)
    # zlib's run-length strategy (3): for four grays as small as its best, and many times as fast.
    four.save(data, "PNG", bits=2, compress_level=6, compress_type=3)
    return Picture(data.getvalue(), image.width, image.height, "image/png")


def _as_webp(image: Image.Image, quality: int) -> Picture:
    data = io.BytesIO()
    image.convert("RGB").save(data, "WEBP", quality=quality, method=2)
    return Picture(data.getvalue(), image.width, image.height, "image/webp")
