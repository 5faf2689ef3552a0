"""What the preview answers to an address: a file of the folder, the way to it, or nothing. No sockets here."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from plugins.hosting.policy import MEDIA_TYPES

HTML = MEDIA_TYPES[".html"]
BYTE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
FORBIDDEN = re.compile(r"^\.|[\x00-\x1f\x7f/\\:]")
"""No segment of an address of ours starts with a dot or holds one of these, however it is escaped."""


@dataclass(frozen=True, slots=True)
class Found:
    file: Path
    media_type: str


@dataclass(frozen=True, slots=True)
class Moved:
    location: str
    """Root-relative, escaped."""


def answer(folder: Path, base_path: str, target: str) -> Found | Moved | None:
    """What stands at the target of a request, such as `/releases/2010/?page=2`; None is a 404.

    `base_path` is the path of SITEURL with a slash at both ends. Folders are never listed, hidden files never shown,
    and what leads outside the folder, by any way, is not there.
    """
    path, mark, query = target.partition("?")
    if base_path != "/" and path in ("/", base_path[:-1]):
        return Moved(base_path)
    if not path.startswith(base_path):
        return None
    names = _names(path.removeprefix(base_path))
    if names is None:
        return None
    *parents, last = names
    if not last:
        return _file(folder, [*parents, "index.html"])
    if found := _file(folder, names):
        return found
    if _file(folder, [*names, "index.html"]):
        return Moved(f"{base_path}{'/'.join(quote(name) for name in names)}/{mark}{query}")
    return None


def _names(path: str) -> list[str] | None:
    """The unescaped segments; the last is empty where the path ends in a slash. None where one is not allowed."""
    try:
        names = [unquote(name, errors="strict") for name in path.split("/")]
    except UnicodeDecodeError:
        return None
    if any(FORBIDDEN.search(name) for name in names) or not all(names[:-1]):
        return None
    return names


def _file(folder: Path, names: list[str]) -> Found | None:
    root = folder.resolve()
    try:
        file = root.joinpath(*names).resolve(strict=True)
    except (OSError, RuntimeError):  # not there, or a circle of links
        return None
    if not file.is_file() or not file.is_relative_to(root):
        return None
    if any(name.startswith(".") for name in file.relative_to(root).parts):
        return None
    return Found(file, media_type(names))


def media_type(names: list[str]) -> str:
    """The Content-Type of a file, by its name and, for JSON Feed, its folder."""
    *folders, name = names
    if "feeds" in folders and name.endswith(".json"):
        return "application/feed+json; charset=utf-8"
    if name == "SHA256SUMS":
        return MEDIA_TYPES[".txt"]
    for suffix in ("".join(Path(name).suffixes[-2:]), Path(name).suffix):
        if suffix.lower() in MEDIA_TYPES:
            return MEDIA_TYPES[suffix.lower()]
    return "application/octet-stream"


def byte_range(header: str, size: int) -> range | None:
    """The bytes that a Range header asks for; None for all of them, an empty range for ones that are not there.

    RFC 9110, section 14. A list of ranges and a header that is not understood count as none, as section 14.2 allows.
    """
    match = BYTE_RANGE.fullmatch(header.strip())
    if match is None or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)
