"""Removes what audio and video say about place, device, author and date. Nothing is re-encoded."""

import io
import struct
from collections.abc import Iterator

from plugins.evidence.publishing.cleaned import Cleaned, DownloadError

TOLD = "recording"
DAMAGED = "it is damaged, or not what its ending says"

# ISO/IEC 14496-12; QuickTime File Format Specification
_HOLDS_BOXES = frozenset([b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"mvex", b"moof", b"traf"])
_KEPT_BOXES = frozenset(
    b"ftyp styp moov mdat moof mfra sidx ssix pdin mvhd trak tkhd tref edts elst mdia mdhd hdlr elng minf vmhd smhd"
    b" nmhd sthd gmhd dinf dref stbl stsd stts ctts cslg stss stsh stsz stz2 stsc stco co64 sgpd sbgp sdtp saiz saio"
    b" padb stdp subs mvex mehd trex leva mfhd traf tfhd tfdt trun mfro tfra".split()
)
_KEPT_TRACKS = frozenset([b"vide", b"soun", b"subt", b"sbtl", b"clcp"])
_DATED = {b"mvhd", b"tkhd", b"mdhd"}
_DEEPEST = 12


def clean_mp4(data: bytes) -> Cleaned:
    """MP4, M4A: a box that is not known to be needed becomes free space of the same size, so no offset changes.

    That removes `udta`, `meta` and `uuid`, where phones write the location, and tracks of sensor data. Raises
    `DownloadError`.
    """
    if data[4:8] != b"ftyp":
        raise DownloadError(DAMAGED)
    made = bytearray(data)
    end, told = _clean_boxes(made, 0, len(made), 0)
    return Cleaned(bytes(made[:end]), (TOLD,) if told else ())


def _clean_boxes(made: bytearray, start: int, end: int, depth: int) -> tuple[int, bool]:
    """Where the last whole box ends, and whether anything was removed."""
    told, position = False, start
    if depth > _DEEPEST:
        raise DownloadError(DAMAGED)
    while position + 8 <= end:
        head, length, kind = _box(made, position, end)
        inside, stop = position + head, position + length
        if kind == b"trak" and _track_kind(made, inside, stop) not in _KEPT_TRACKS:
            _blank_samples(made, inside, stop)
            kind = b"\0"
        if kind not in _KEPT_BOXES:
            told |= kind not in (b"free", b"skip", b"wide") or any(made[inside:stop])
            made[position + 4 : position + 8] = b"free"
            made[inside:stop] = bytes(stop - inside)
        elif kind in _DATED:
            wide = made[inside] == 1
            told |= any(made[inside + 4 : inside + (20 if wide else 12)])
            made[inside + 4 : inside + (20 if wide else 12)] = bytes(16 if wide else 8)
        elif kind == b"hdlr" and inside + 24 < stop:
            made[inside + 24 : stop] = bytes(stop - inside - 24)
        elif kind in _HOLDS_BOXES:
            told |= _clean_boxes(made, inside, stop, depth + 1)[1]
        position = stop
    if depth == 0 and position < end:
        told = True
    return position, told


def _box(data: bytes | bytearray, position: int, end: int) -> tuple[int, int, bytes]:
    """Length of its header, its total length, its kind."""
    length, kind, head = (
        int.from_bytes(data[position : position + 4], "big"),
        bytes(data[position + 4 : position + 8]),
        8,
    )
    if length == 1:
        length, head = int.from_bytes(data[position + 8 : position + 16], "big"), 16
    elif length == 0:
        length = end - position
    if length < head or position + length > end:
        raise DownloadError("it is cut off, or damaged" if length >= head else DAMAGED)
    return head, length, kind


def _inner(data: bytearray, start: int, end: int, *path: bytes) -> tuple[int, int] | None:
    """Start and end of the content of the box at this path."""
    position = start
    while position + 8 <= end:
        head, length, kind = _box(data, position, end)
        if kind == path[0]:
            found = position + head, position + length
            return _inner(data, *found, *path[1:]) if len(path) > 1 else found
        position += length
    return None


def _track_kind(data: bytearray, start: int, end: int) -> bytes:
    place = _inner(data, start, end, b"mdia", b"hdlr")
    return bytes(data[place[0] + 8 : place[0] + 12]) if place else b""


def _blank_samples(data: bytearray, start: int, end: int) -> None:
    """Overwrite a track's samples, wherever in the file they are."""
    table = _inner(data, start, end, b"mdia", b"minf", b"stbl")
    places = {name: _inner(data, *table, name) if table else None for name in (b"stsz", b"stsc", b"stco", b"co64")}
    sizes, runs = places[b"stsz"], places[b"stsc"]
    chunks, wide = (places[b"stco"], 4) if places[b"stco"] else (places[b"co64"], 8)
    if sizes is None or runs is None or chunks is None:
        raise DownloadError("one of its tracks is of a kind that is not published, and cannot be taken out")
    same, count = struct.unpack(">II", data[sizes[0] + 4 : sizes[0] + 12])
    if count > len(data) or (not same and sizes[0] + 12 + 4 * count > sizes[1]):
        raise DownloadError(DAMAGED)
    of_samples = (
        [same] * count if same else list(struct.unpack(f">{count}I", data[sizes[0] + 12 : sizes[0] + 12 + 4 * count]))
    )
    offsets = [int.from_bytes(data[p : p + wide], "big") for p in range(chunks[0] + 8, chunks[1] - wide + 1, wide)]
    firsts = [struct.unpack(">II", data[p : p + 8]) for p in range(runs[0] + 8, runs[1] - 11, 12)]
    sample = 0
    for number, offset in enumerate(offsets, 1):
        held = next((per for first, per in reversed(firsts) if first <= number), 0)
        length = sum(of_samples[sample : sample + held])
        sample += held
        if offset + length > len(data):
            raise DownloadError(DAMAGED)
        data[offset : offset + length] = bytes(length)


def clean_wav(data: bytes) -> Cleaned:
    """RIFF: keeps the sound and what is needed to play it. Raises `DownloadError`."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise DownloadError(DAMAGED)
    pieces, told, position, end = [], False, 12, len(data)
    while position + 8 <= end:
        name, length = data[position : position + 4], int.from_bytes(data[position + 4 : position + 8], "little")
        if position + 8 + length > end:
            raise DownloadError("it is cut off, or damaged")
        chunk = data[position : position + 8 + length] + b"\0" * (length % 2)
        if name in (b"fmt ", b"data", b"fact"):
            pieces.append(chunk)
        else:
            told = True
        position += 8 + length + length % 2
    body = b"WAVE" + b"".join(pieces)
    return Cleaned(b"RIFF" + len(body).to_bytes(4, "little") + body, (TOLD,) if told else ())


def clean_mp3(data: bytes) -> Cleaned:
    """MP3: keeps only the frames. Removes ID3 and APE tags anywhere, even several. Raises `DownloadError`."""
    made = data
    while (shorter := _without_tag(made)) is not made:
        made = shorter
    if not (len(made) > 4 and made[0] == 0xFF and made[1] & 0xE0 == 0xE0):
        start = made.find(b"\xff\xfb", 0, 64 * 1024)
        if start < 0:
            raise DownloadError(DAMAGED)
        made = made[start:]
    left = ("more tags among its sound: save it again with a program for sound",) if b"APETAGEX" in made else ()
    return Cleaned(made, (TOLD,) if len(made) < len(data) else (), left)


def _without_tag(data: bytes) -> bytes:
    """Without the first or last tag, if there is one; the same object if there is none."""
    if data[:3] == b"ID3" and len(data) > 10:
        length = sum((byte & 0x7F) << (21 - 7 * index) for index, byte in enumerate(data[6:10]))
        return data[10 + length + (10 if data[5] & 0x10 else 0) :]
    if data[-128:-125] == b"TAG":
        return data[:-128]
    if data[-9:] == b"LYRICS200" and data[-15:-9].isdigit():
        return data[: -15 - int(data[-15:-9])]
    if data[-10:-7] == b"3DI":
        length = sum((byte & 0x7F) << (21 - 7 * index) for index, byte in enumerate(data[-4:]))
        return data[: -20 - length]
    if data[:8] == b"APETAGEX":
        return data[32 + int.from_bytes(data[12:16], "little") :]
    if data[-32:-24] == b"APETAGEX":
        length = int.from_bytes(data[-20:-16], "little")
        head = max(0, len(data) - length - 32)
        return data[: head if data[head : head + 8] == b"APETAGEX" else max(0, len(data) - length)]
    return data


def clean_ogg(data: bytes) -> Cleaned:
    """Vorbis, Opus, FLAC in Ogg: rewrites the comments with mutagen. Raises `DownloadError`."""
    import mutagen

    stream = io.BytesIO(data)
    try:
        file = mutagen.File(stream)
        if file is None or not type(file).__module__.startswith("mutagen.ogg"):
            raise DownloadError(DAMAGED)
        told = bool(file.tags)
        stream.seek(0)
        file.delete(stream)
    except mutagen.MutagenError:
        raise DownloadError(DAMAGED) from None
    serials = set(_ogg_streams(stream.getvalue()))
    left = ("a second stream: save it again with a program for sound",) if len(serials) > 1 else ()
    return Cleaned(stream.getvalue(), (TOLD,) if told else (), left)


def _ogg_streams(data: bytes) -> Iterator[bytes]:
    position = 0
    while (position := data.find(b"OggS", position)) >= 0 and position + 27 <= len(data):
        yield data[position + 14 : position + 18]
        parts = data[position + 26]
        position += 27 + parts + sum(data[position + 27 : position + 27 + parts])


# RFC 8794 (EBML) and RFC 9559 (Matroska): elements by their ids
_SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675
_VOID = 0xEC
_TELLS = {
    0x1254C367,
    0x1941A469,
    0x4461,
    0x7BA9,
    0x7384,
    0x536E,
    0xBF,
    0x73A4,
    0x3CB923,
    0x3EB923,
    0x3C83AB,
    0x3E83BB,
    0x1043A770,
}
"""Tags, attachments, date, title, file names, names of tracks, checksums, ids of segments, chapters."""
_NAMES_PROGRAM = {0x4D80, 0x5741}


def clean_webm(data: bytes) -> Cleaned:
    """An element with such data becomes void space of the same size, so no offset changes. Raises `DownloadError`."""
    if data[:4] != b"\x1a\x45\xdf\xa3" or b"\x18\x53\x80\x67" not in data[:4096]:
        raise DownloadError(DAMAGED)
    made = bytearray(data)
    told = _clean_elements(made, 0, len(made))
    return Cleaned(bytes(made), (TOLD,) if told else ())


def _clean_elements(made: bytearray, position: int, end: int) -> bool:
    told = False
    while position < end:
        name, after = _number(made, position, keep_marker=True)
        length, inside = _number(made, after, keep_marker=False)
        unknown = length == (1 << 7 * (inside - after)) - 1
        if unknown and name == _CLUSTER:
            return told  # a live recording: the rest is audio and video
        stop = end if unknown else inside + length
        if stop > end:
            raise DownloadError("it is cut off, or damaged")
        if name in (_SEGMENT, _INFO, _TRACKS, _TRACK):
            told |= _clean_elements(made, inside, stop)
        elif name in _TELLS:
            told = True
            made[position:stop] = _void(stop - position)
        elif name in _NAMES_PROGRAM:
            made[inside:stop] = bytes(stop - inside)
        position = stop
    return told


def _number(data: bytearray, position: int, *, keep_marker: bool) -> tuple[int, int]:
    if position >= len(data) or data[position] == 0:
        raise DownloadError(DAMAGED)
    width = 9 - data[position].bit_length()
    value = int.from_bytes(data[position : position + width], "big")
    return (value if keep_marker else value & ((1 << 7 * width) - 1)), position + width


def _void(size: int) -> bytes:
    width = 1 if size < 100 else 8
    length = size - 1 - width
    mark = (length | (1 << 7 * width)).to_bytes(width, "big")
    return bytes([_VOID]) + mark + bytes(length)
