"""Facts of an image that staff add."""

from pathlib import Path

from PIL import Image, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")


class PictureError(Exception):
    """A file cannot be read as an image; the text says why."""


def picture_size(file: Path) -> tuple[int, int]:
    """Width and height in pixels, as a browser shows it. Reads the header alone. Raises `PictureError`."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError("it is not a PNG, JPEG, GIF, WebP or AVIF image, or it is damaged") from error
    return (height, width) if turned else (width, height)
