"""`invoke verify FILE`: whether a copy is the file as received, or as published."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.desk.refusal import Refused
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings


def verify(file: Path, given: Mapping[str, Any]) -> tuple[bool, str]:
    """Whether the file is one of ours, and the message. Raises `Refused`, or `SettingsError`."""
    if not file.is_file():
        raise Refused(f"there is no file {file}", "give the path of the copy to check")
    with file.open("rb") as source:
        sha256 = hashlib.file_digest(source, "sha256").hexdigest()
    found = _standing(sha256, given)
    said = f"{sha256}  {file.name}"
    if found:
        return True, f"{said}\n{found}"
    return False, (
        f"{said}\nThis is not a document of this site, neither as received nor as published.\n"
        "  A copy that was opened and saved, printed to PDF or sent through a scanner has another checksum."
    )


def _standing(sha256: str, given: Mapping[str, Any]) -> str:
    """What the library knows of a file with this checksum."""
    for item in read_library(read_settings(given)).documents:
        for file in (item.file, *item.versions):
            if file is None:
                continue
            which = f"{item.record.title} (/{item.address})"
            older = "" if file is item.file else "an older version of "
            if sha256 == file.sha256:
                return f"It is {older}{which}, byte for byte as published."
            if sha256 == file.evidence.sha256:
                return (
                    f"It is {older}{which}, byte for byte as received; hidden data was removed from the published copy."
                )
    return ""
