"""Which file of a folder is at an address, and as what. Nothing of HTTP here."""

import re
from pathlib import Path

from plugins.hosting.policy import MEDIA_TYPES

HTML = MEDIA_TYPES[".html"]
FORBIDDEN = re.compile(r"^$|^\.|[\x00-\x1f\x7f\\:]")
"""No segment of our addresses is empty, starts with a dot or contains one of these."""


def find(folder: Path, path: str) -> Path | None:
    """The file at a path below the home page, such as `releases/2010/index.html`; None if there is none.

    Hidden files are never found, nor anything that leads outside the folder.
    """
    names = path.split("/")
    if any(FORBIDDEN.search(name) for name in names):
        return None
    root = folder.resolve()
    try:
        file = root.joinpath(*names).resolve(strict=True)
    except (OSError, RuntimeError):  # not there, or a circle of links
        return None
    if not file.is_file() or not file.is_relative_to(root):
        return None
    if any(name.startswith(".") for name in file.relative_to(root).parts):
        return None
    return file


def media_type(path: str) -> str:
    """The Content-Type of a file, by its name and, for JSON Feed, its folder."""
    *folders, name = path.split("/")
    if "feeds" in folders and name.endswith(".json"):
        return "application/feed+json; charset=utf-8"
    if name == "SHA256SUMS":
        return MEDIA_TYPES[".txt"]
    for suffix in ("".join(Path(name).suffixes[-2:]), Path(name).suffix):
        if suffix.lower() in MEDIA_TYPES:
            return MEDIA_TYPES[suffix.lower()]
    return "application/octet-stream"
