"""The published copy of a file next to a page: what readers see of it, and nothing that it hides.

Runs inside a worker process.
"""

from functools import partial
from pathlib import PurePosixPath

from plugins.evidence.publishing import media
from plugins.evidence.publishing.archives import ArchiveError, read_archive, write_archive
from plugins.evidence.publishing.cleaned import Cleaned, DownloadError, in_order, once
from plugins.evidence.publishing.office import clean_odf, clean_ooxml
from plugins.evidence.publishing.pictures import PictureError, clean_picture

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "avif"})
OOXML, ODF = frozenset({"docx", "xlsx", "pptx"}), frozenset({"odt", "ods", "odp"})
TEXTS = frozenset({"csv", "tsv", "txt", "ics", "vtt", "srt"})
MEDIA = {
    "mp4": media.clean_mp4, "m4a": media.clean_mp4, "wav": media.clean_wav, "mp3": media.clean_mp3,
    "ogg": media.clean_ogg, "oga": media.clean_ogg, "opus": media.clean_ogg, "webm": media.clean_webm,
}  # fmt: skip
KINDS = PICTURES | OOXML | ODF | TEXTS | MEDIA.keys() | {"zip"}
LARGEST = 500 * 1024**2
DEEPEST = 3
"""Levels of nested archives."""
NO_TEXT = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8", b"OggS", b"ID3")


def clean_download(data: bytes, kind: str, depth: int = 0) -> Cleaned:
    """`kind` is the file's extension in lower case. The same bytes for the same file. Raises `DownloadError`."""
    if len(data) > LARGEST:
        raise DownloadError(f"it is larger than {LARGEST // 1024**2} MB")
    if kind in PICTURES:
        try:
            return Cleaned(clean_picture(data))
        except PictureError as error:
            raise DownloadError(str(error)) from None
    if kind in TEXTS:
        if data.startswith(NO_TEXT) or (b"\0" in data[:65536] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
            raise DownloadError("it is not plain text, as its ending says")
        return Cleaned(data)
    part = partial(_part, depth=depth)
    if kind in OOXML:
        return clean_ooxml(data, part)
    if kind in ODF:
        return clean_odf(data, part)
    if kind in MEDIA:
        return MEDIA[kind](data)
    if kind == "zip":
        return _clean_zip(data, depth)
    raise DownloadError("it is of a kind that is not published")


def _part(data: bytes, kind: str, *, depth: int) -> Cleaned:
    """A picture or recording inside another file."""
    if kind not in PICTURES and kind not in MEDIA:
        raise DownloadError("a kind that cannot be cleaned")
    cleaned = clean_download(data, kind, depth + 1)
    if kind in PICTURES and len(cleaned.data) < len(data):
        return Cleaned(cleaned.data, ("camera",))
    return cleaned


def _clean_zip(data: bytes, depth: int) -> Cleaned:
    if depth >= DEEPEST:
        raise DownloadError("it holds archives in archives in archives")
    try:
        files = read_archive(data)
    except ArchiveError as error:
        raise DownloadError(str(error)) from None
    made: dict[str, bytes] = {}
    removed, left = ["archive"], []
    for name in sorted(files):
        path = PurePosixPath(name)
        if any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts) or path.name in (
            "Thumbs.db",
            "desktop.ini",
        ):
            removed.append("noise")
            continue
        kind, shown = path.suffix.lower().lstrip("."), path.name[-60:]
        made[name] = files[name]
        if kind == "pdf":
            left.append(
                f"a PDF ({shown}), which is not looked through in an archive: take it out, and publish it as a document"
            )
            continue
        try:
            cleaned = clean_download(files[name], kind, depth + 1)
        except DownloadError as error:
            left.append(f"a file that cannot be cleaned ({shown}; {error}): take it out of the archive")
            continue
        made[name] = cleaned.data
        if kind in PICTURES and len(cleaned.data) < len(files[name]):
            removed.append("camera")
        removed += cleaned.removed
        left += [f"in {shown}: {words}" for words in cleaned.left]
    return Cleaned(write_archive(made), in_order(removed), once(left))
