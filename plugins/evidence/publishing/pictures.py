"""Images that staff add: their size, and a copy that says nothing about camera, place and author."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps

from plugins.evidence.publishing.jpeg import JpegError, without_metadata

VERSION = 2
"""Raised when a cleaned copy may get other bytes."""
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
ORIENTATION = 0x0112
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_SHOWN = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP cICP sBIT sRGB bKGD hIST pHYs acTL fcTL fdAT".split())
"""Chunks that affect what a reader sees (PNG specification, third edition, section 11)."""
WEBP_SHOWN = frozenset([b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
"""Chunks that affect what a reader sees (RFC 9649, section 2.7)."""
WEBP_FRAME = 24
"""Bytes of an ANMF chunk before the chunks inside it."""
WEBP_TOLD_FLAGS = 0x08 | 0x04
GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
MOST_PIXELS = 100_000_000
"""More than any screen or paper shows, and as much as a worker can rotate within its memory."""
APPLE = re.compile(rb"....ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL)
NO_PICTURE = "it is not a PNG, JPEG, GIF, WebP or AVIF image, or it is damaged"
DAMAGED = (OSError, ValueError, SyntaxError, IndexError)
GIF_CONTROL, GIF_APPLICATION = 0xF9, 0xFF


class PictureError(Exception):
    """A file cannot be read as an image; the text says why."""


def picture_size(file: Path) -> tuple[int, int]:
    """Width and height in pixels, as a browser shows it. Reads the header alone. Raises `PictureError`."""
    with opened_picture(file) as image:
        width, height = image.size
        turned = image.getexif().get(ORIENTATION, 1) in (5, 6, 7, 8)
    return (height, width) if turned else (width, height)


@contextmanager
def opened_picture(source: Path | bytes) -> Iterator[Image.Image]:
    """Opens the image and reads its header. Raises `PictureError`, also for errors inside the `with` block."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=FORMATS)
        with image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise PictureError(
                    f"it has {width:,} × {height:,} pixels, and {MOST_PIXELS // 1_000_000} million are the most"
                )
            yield image
    except Image.DecompressionBombError:
        raise PictureError(f"it has more than {MOST_PIXELS:,} pixels") from None
    except JpegError as error:
        raise PictureError(str(error)) from None
    except DAMAGED as error:
        head = source[:16] if isinstance(source, bytes) else _head(source)
        if APPLE.match(head):
            raise PictureError("it is a photo in Apple's format (HEIC), whatever its name: export it as JPEG") from None
        raise PictureError(NO_PICTURE) from error


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(16)
    except OSError:
        return b""


def clean_picture(data: bytes) -> bytes:
    """The same picture without EXIF, GPS, XMP, comments and thumbnails. Recompressed only if it must be rotated, and
    always for AVIF. The same bytes for the same picture. Raises `PictureError`.
    """
    with opened_picture(data) as image:
        kind = "JPEG" if image.format == "MPO" else image.format  # several pictures: the first one is shown
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


def _saved_again(image: Image.Image, kind: str) -> bytes:
    turned = ImageOps.exif_transpose(image)
    profile = turned.info.get("icc_profile")
    turned.info = {name: value for name, value in turned.info.items() if name == "transparency"}
    saved = io.BytesIO()
    options = {"quality": 92} if kind in ("JPEG", "WEBP", "AVIF") else {}
    turned.save(saved, format=kind, **options, **({"icc_profile": profile} if profile else {}))
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
            return b"".join(pieces)
        position = end
    raise ValueError("its end is missing")


def _clean_webp(data: bytes) -> bytes:
    """RFC 9649: chunks in a RIFF container."""
    size = 8 + int.from_bytes(data[4:8], "little")
    if size > len(data):
        raise ValueError("it is cut off")
    body = b"WEBP" + b"".join(_webp_chunks(data, 12, size))
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _webp_chunks(data: bytes, position: int, size: int) -> Iterator[bytes]:
    while position + 8 <= size:
        name, length = data[position : position + 4], int.from_bytes(data[position + 4 : position + 8], "little")
        end = position + 8 + length + length % 2
        if end > size + 1:
            raise ValueError("a chunk is cut off")
        chunk = data[position:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~WEBP_TOLD_FLAGS]) + chunk[9:]
        if name == b"ANMF":
            inside = chunk[8:WEBP_FRAME] + b"".join(_webp_chunks(data, position + WEBP_FRAME, position + 8 + length))
            chunk = name + len(inside).to_bytes(4, "little") + inside
        if name in WEBP_SHOWN:
            yield chunk
        position = end


def _clean_gif(data: bytes) -> bytes:
    """GIF89a specification, sections 18 to 27: comments and unknown extensions are removed."""
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
