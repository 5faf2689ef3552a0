"""ZIP archives, read within limits and rewritten: the same bytes for the same files, and only the files."""

import io
import zipfile
import zlib
from collections.abc import Mapping

MOST_ENTRIES = 5_000
MOST_UNPACKED = 600 * 1024**2
"""Bytes of all files of an archive, unpacked."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""Errors from reading an archive that is damaged, locked or of another kind."""


class ArchiveError(Exception):
    """An archive cannot be read; the text tells people why."""


def read_archive(data: bytes) -> dict[str, bytes]:
    """Every file of it, by its path. Raises `ArchiveError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_ENTRIES:
                raise ArchiveError(f"it holds {len(entries):,} files, and {MOST_ENTRIES:,} are the most")
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise ArchiveError(f"it unpacks to more than {MOST_UNPACKED // 1024**2} MB")
            if any(entry.flag_bits & 1 for entry in entries):
                raise ArchiveError("it is locked with a password")
            names = [entry.filename for entry in entries]
            if len(set(names)) < len(names):
                raise ArchiveError("two files in it have one name")
            if any(_leads_out(name) for name in names):
                raise ArchiveError("a file in it would be unpacked outside its folder")
            return {entry.filename: archive.read(entry) for entry in entries}
    except BROKEN:
        raise ArchiveError("it is damaged, or not what its ending says") from None


def write_archive(files: Mapping[str, bytes], *, stored: str = "") -> bytes:
    """In the given order, without dates, owners and comments; `stored` names the one that is not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target.getvalue()


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name
