"""Files that are ZIP archives of XML (Word, OpenDocument), opened within limits."""

import io
import zipfile
from typing import Any

from plugins.desk.refusal import Refused
from plugins.evidence.publishing.archives import BROKEN, ArchiveError, read_archive
from plugins.evidence.publishing.cleaned import DownloadError
from plugins.evidence.publishing.office import parse_xml

MOST_UNPACKED = 200 * 1024**2
MOST_XML = 50 * 1024**2
"""Bytes of one part that is XML: a book has fewer."""
AGAIN = "open it in the program that made it, save it under a new name, and import that"


def open_package(data: bytes, name: str) -> dict[str, bytes]:
    """Its parts by their paths. Raises `Refused` where it is damaged, locked or unpacks to more than a text can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        largest = max((e.file_size for e in entries if e.filename.endswith((".xml", ".rels"))), default=0)
    except BROKEN:
        raise Refused(f"{name} is damaged, or not what its ending says", AGAIN) from None
    if unpacked > MOST_UNPACKED or largest > MOST_XML:
        raise Refused(
            f"{name} unpacks to {max(unpacked, largest) // 1_000_000:,} MB, more than a release can be", AGAIN
        )
    try:
        return read_archive(data)
    except ArchiveError as error:
        raise Refused(f"{name} can't be read: {error}", AGAIN) from None


def parse_part(data: bytes, name: str) -> Any:
    """A part's XML, in which nothing is loaded or declared. Raises `Refused`."""
    try:
        return parse_xml(data)
    except DownloadError as error:
        raise Refused(f"{name} can't be read: {error}", AGAIN) from None
