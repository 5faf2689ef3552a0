"""Removes what JPEG and JPEG 2000 say about camera, place and author. No pixel is recompressed."""

from collections.abc import Iterator

# ITU-T T.81, table B.1
_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APPLICATION = range(0xE0, 0xF0)
_JFIF, _PROFILE, _ADOBE = 0xE0, 0xE2, 0xEE
_ALONE = (0x01, *range(0xD0, 0xD8))
_STUFFING = (0x00, 0xFF, *range(0xD0, 0xD8))

# ISO/IEC 15444-1, annexes A and I
_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_CODESTREAM, _CODESTREAM_COMMENT, _TILE = b"\xff\x4f\xff\x51", 0x64, 0x90
_TOLD = (b"uuid", b"xml ", b"uinf", b"jp2i", b"asoc", b"lbl ", b"free")


class JpegError(Exception):
    """The data is not a JPEG, or is too damaged to tell its parts apart."""


def without_metadata(data: bytes, *, keep_profile: bool = False) -> bytes:
    """The same picture without EXIF, XMP, thumbnails, comments, data after its end, and usually color profiles.

    Keeps what a decoder needs: the JFIF header without its thumbnail, and Adobe's note of the color transform. Inside a
    PDF the profile and the orientation have no effect; on a page the profile does, and a picture without its end would
    be half gray. Raises `JpegError`.
    """
    start = data.find(b"\xff\xd8\xff")
    if start < 0:
        raise JpegError("it does not begin as a JPEG")
    pieces, marker = [b"\xff\xd8"], _START
    for marker, segment in _segments(data, start + 2):
        if marker == _JFIF and segment[4:9] == b"JFIF\0" and len(segment) >= 18:
            pieces.append(b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0")
        elif marker == _ADOBE and segment[4:9] == b"Adobe" and len(segment) >= 16:
            pieces.append(b"\xff\xee\x00\x0e" + segment[4:16])
        elif marker == _PROFILE and segment[4:16] == b"ICC_PROFILE\0":
            pieces += [segment] if keep_profile else []
        elif marker not in _APPLICATION and marker != _COMMENT:
            pieces.append(segment)
    if marker != _END and keep_profile:
        raise JpegError("it is cut off: its end is missing")
    return b"".join(pieces) + b"\xff\xd9"


def _segments(data: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Each marker with its whole segment, the entropy-coded data of a scan included. The end marker has none."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            return
        marker = data[position + 1]
        if marker == _END:
            yield marker, b""
            return
        if marker in _STUFFING or marker in _ALONE or marker == _START:
            position += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        if length < 2:
            raise JpegError("a part of it has no length")
        end = min(position + 2 + length, len(data))
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        yield marker, data[position:end]
        position = end


def _end_of_scan(data: bytes, position: int) -> int:
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            return len(data)
        if data[position + 1] not in _STUFFING:
            return position
        position += 1 if data[position + 1] == 0xFF else 2


def without_metadata_2000(data: bytes) -> bytes:
    """The same for JPEG 2000, in its boxes or as a bare codestream. Raises `JpegError`."""
    if data.startswith(_CODESTREAM):
        return _codestream(data)
    if not data.startswith(_SIGNATURE):
        raise JpegError("it does not begin as a JPEG 2000")
    pieces, position = [], 0
    while position + 8 <= len(data):
        length, kind = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8]
        head = 16 if length == 1 else 8
        if length == 1:
            length = int.from_bytes(data[position + 8 : position + 16], "big")
        end = len(data) if length == 0 else min(position + length, len(data))
        if end < position + head:
            raise JpegError("a box of it has no length")
        if kind == b"jp2c":
            content = _codestream(data[position + head : end])
            pieces.append((len(content) + 8).to_bytes(4, "big") + kind + content)
        elif kind not in _TOLD:
            pieces.append(data[position:end])
        position = end
    return b"".join(pieces)


def _codestream(data: bytes) -> bytes:
    """Without the comments of the main header; tiles are left as they are."""
    pieces, position = [data[:2]], 2
    while position + 4 <= len(data) and data[position] == 0xFF and data[position + 1] != _TILE:
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        if data[position + 1] != _CODESTREAM_COMMENT:
            pieces.append(data[position:end])
        position = end
    return b"".join(pieces) + data[position:]
