"""A picture in the sizes that pages show: WebP, and JPEG or PNG for what cannot read it. Same bytes for same pictures.

For the inside of a worker process.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageCms

from plugins.evidence.publishing.pictures import opened_picture

WIDTHS = (480, 960, 1600)
"""Pixels: a phone, a phone with fine pixels or a column of text, a screen with fine pixels."""
NEAR = 0.8
"""Of the next width: what is nearly as wide is not made as well."""
QUALITY = 80
MOST_COLORS = 65_536
"""A drawing, chart or screenshot has no more, and may be smaller without any loss."""
SHOWN_ANYWHERE = frozenset({"JPEG", "PNG", "GIF", "WEBP"})
PLAIN = {"JPEG": "jpg", "PNG": "png"}
"""Formats that every reader shows, and their endings."""
DRAWN = frozenset({"PNG", "GIF"})
WITH_ALPHA = ("RGBA", "LA", "PA", "La", "RGBa")


@dataclass(frozen=True, slots=True)
class Size:
    """The picture in one width and one format."""

    width: int
    height: int
    ending: str
    """`webp`, `jpg` or `png`"""
    data: bytes


@dataclass(frozen=True, slots=True)
class Sizes:
    width: int
    height: int
    """Of the picture as it is."""
    made: tuple[Size, ...]
    """Smallest first, WebP before the other; none of what moves, or is small and shown by every browser."""


def picture_sizes(data: bytes) -> Sizes:
    """`data`: a picture as `clean_picture` gives it. Raises `PictureError`."""
    with opened_picture(data) as image:
        width, height = image.size
        moves = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
        plain = image.mode != "CMYK" and image.format in SHOWN_ANYWHERE
        if moves or (plain and width <= WIDTHS[0]):
            return Sizes(width, height, ())
        format_ = "JPEG" if image.format == "MPO" else str(image.format)
        as_it_is = data if format_ in PLAIN and plain and not image.info.get("icc_profile") else b""
        image.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1] * height // width))  # what no size needs is not even read
        whole = _in_common_mode(image)
        widest = min(width, WIDTHS[-1])
        made = [
            size
            for across in (*(w for w in WIDTHS if w <= NEAR * widest), widest)
            for size in _in_size(whole, across, max(1, round(height * across / width)), format_, image.info)
        ]
        if made[-1].width == width and as_it_is and len(as_it_is) <= len(made[-1].data):
            made[-1] = Size(width, height, PLAIN[format_], as_it_is)
        return Sizes(width, height, tuple(made))


def _in_common_mode(image: Image.Image) -> Image.Image:
    """As grey, RGB, RGB with transparency, or CMYK."""
    if image.mode.startswith(("I", "F")):
        return image.point(lambda value: value * (1 / 256)).convert("L") if image.mode != "F" else image.convert("L")
    if image.mode in WITH_ALPHA or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        return with_alpha if with_alpha.getchannel("A").getextrema() != (255, 255) else with_alpha.convert("RGB")
    if image.mode in ("L", "RGB", "CMYK"):
        image.load()
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_size(whole: Image.Image, width: int, height: int, format_: str, info: dict[Any, Any]) -> Iterator[Size]:
    small = whole if whole.size == (width, height) else whole.resize((width, height), Image.Resampling.LANCZOS, None, 3)
    small = _in_srgb(small, info.get("icc_profile"))
    webp = _saved(small, "WEBP", quality=QUALITY, method=4)
    has_alpha, is_drawn = small.mode == "RGBA", False
    if format_ in DRAWN and small.getcolors(MOST_COLORS) is not None:
        without_loss = _saved(small, "WEBP", lossless=True, method=2)
        is_drawn = len(without_loss) <= len(webp)
        webp = without_loss if is_drawn else webp
    yield Size(width, height, "webp", webp)
    if has_alpha or is_drawn:
        yield Size(width, height, "png", _saved(small, "PNG", optimize=True))
    else:
        yield Size(width, height, "jpg", _saved(small, "JPEG", quality=QUALITY + 2, optimize=True, progressive=True))


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colors that every screen assumes, for the sizes carry no profile."""
    if profile and image.mode != "L":
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "srgb" in ImageCms.getProfileDescription(given).casefold() and image.mode != "CMYK":
                return image
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            turned = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None  # a profile that cannot be read says nothing of the colors
        if turned is not None:
            return turned
    return image.convert("RGB") if image.mode == "CMYK" else image


def _saved(image: Image.Image, format_: str, **options: Any) -> bytes:
    bare = image.copy()
    bare.info.clear()
    data = io.BytesIO()
    bare.save(data, format_, **options)
    return data.getvalue()
