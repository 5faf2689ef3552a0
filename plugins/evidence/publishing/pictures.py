"""Images that staff add: their size, and a copy that says nothing about camera, place and maker."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from plugins.evidence.publishing.jpeg import JpegError, without_metadata

VERSION = 1
"""Raised when a cleaned copy may get other bytes."""
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
ORIENTATION = 0x0112
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_SHOWN = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP cICP sBIT sRGB bKGD hIST pHYs acTL fcTL fdAT".split())
"""Chunks that a reader sees (PNG specification, third edition, section 11); the others are told, not shown."""
WEBP_TOLD = (b"EXIF", b"XMP ")
WEBP_TOLD_FLAGS = 0x08 | 0x04
GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
GIF_CONTROL, GIF_APPLICATION = 0xF9, 0xFF


class PictureError(Exception):
    """A file cannot be read as an image; the text says why."""


def picture_size(file: Path) -> tuple[int, int]:
    """Width and height in pixels, as a browser shows it. Reads the header alone. Raises `PictureError`."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
            turned = image.getexif().get(ORIENTATION, 1) in (5, 6, 7, 8)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError("it is not a PNG, JPEG, GIF, WebP or AVIF image, or it is damaged") from error
    return (height, width) if turned else (width, height)


def clean_picture(data: bytes) -> bytes:
    """The same picture without EXIF, GPS, XMP, comments and thumbnails; not a pixel is compressed again but where the
    picture must be turned, and in AVIF. The same bytes for the same picture. Raises `PictureError`.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            kind = image.format
            if image.getexif().get(ORIENTATION, 1) != 1 or kind == "AVIF":
                return _saved_again(image, str(kind))
        match kind:
            case "JPEG":
                return without_metadata(data, keep_profile=True)
            case "PNG":
                return _clean_png(data)
            case "WEBP":
                return _clean_webp(data)
            case _:
                return _clean_gif(data)
    except (JpegError, OSError, ValueError, SyntaxError, IndexError, Image.DecompressionBombError) as error:
        raise PictureError("it is not a PNG, JPEG, GIF, WebP or AVIF image, or it is damaged") from error


def _saved_again(image: Image.Image, kind: str) -> bytes:
    turned = ImageOps.exif_transpose(image)
    profile = turned.info.get("icc_profile")
    plain = Image.new(turned.mode, turned.size)
    plain.paste(turned)
    if turned.mode == "P" and (palette := turned.getpalette()):
        plain.putpalette(palette)
    saved = io.BytesIO()
    options = {"quality": 92} if kind in ("JPEG", "WEBP", "AVIF") else {}
    plain.save(saved, format=kind, **options, **({"icc_profile": profile} if profile else {}))
    return saved.getvalue()


def _clean_png(data: bytes) -> bytes:
    pieces, position = [PNG_SIGNATURE], len(PNG_SIGNATURE)
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        name, end = data[position + 4 : position + 8], position + 12 + length
        if end > len(data):
            raise ValueError("a chunk is cut off")
        if name in PNG_SHOWN:
            pieces.append(data[position:end])
        if name == b"IEND":
            break
        position = end
    return b"".join(pieces)


def _clean_webp(data: bytes) -> bytes:
    """RFC 9649: chunks in a RIFF container."""
    pieces, position = [], 12
    size = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while position + 8 <= size:
        name, length = data[position : position + 4], int.from_bytes(data[position + 4 : position + 8], "little")
        end = position + 8 + length + length % 2
        chunk = data[position:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~WEBP_TOLD_FLAGS]) + chunk[9:]
        if name not in WEBP_TOLD:
            pieces.append(chunk)
        position = end
    body = b"WEBP" + b"".join(pieces)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _clean_gif(data: bytes) -> bytes:
    """GIF89a specification, sections 18 to 27: comments and unknown extensions go."""
    packed = data[10]
    start = 13 + (3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0)
    return data[:start] + b"".join(_gif_blocks(data, start)) + b";"


def _gif_blocks(data: bytes, position: int) -> Iterator[bytes]:
    while data[position] != 0x3B:
        begin = position
        if data[position] == 0x21:
            label, position = data[position + 1], position + 2
            application = data[position + 1 : position + 12]
            position = _after_sub_blocks(data, position)
            if label == GIF_CONTROL or (label == GIF_APPLICATION and application in GIF_LOOPS):
                yield data[begin:position]
        elif data[position] == 0x2C:
            packed = data[position + 9]
            position += 10 + (3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0)
            position = _after_sub_blocks(data, position + 1)
            yield data[begin:position]
        else:
            raise ValueError("an unknown block")


def _after_sub_blocks(data: bytes, position: int) -> int:
    while length := data[position]:
        position += length + 1
    return position + 1
