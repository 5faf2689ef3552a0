"""Pictures of a saved page: those that it holds, and those in the folder that the browser saved with it."""

import base64
import binascii
import re
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from plugins.desk.importing.source import Picture
from plugins.desk.importing.web.walk import FindPicture

DATA = re.compile(r"data:image/(?P<kind>[a-z0-9.+-]+)(?P<rest>(?:;[^,;]*)*),(?P<data>.*)", re.IGNORECASE | re.DOTALL)
LARGEST = 30 * 1024 * 1024
ENDINGS = frozenset(("png", "jpg", "jpeg", "gif", "webp", "avif"))


def embedded(address: str, alt: str) -> Picture | None:
    """A picture that is written out in the page."""
    match = DATA.fullmatch(address.strip())
    if match is None or len(match["data"]) > LARGEST * 4 // 3:
        return None
    try:
        raw = unquote_to_bytes(match["data"])
        data = base64.b64decode(raw, validate=False) if "base64" in match["rest"].lower() else raw
    except (binascii.Error, ValueError):
        return None
    ending = match["kind"].lower().replace("jpeg", "jpg").partition("+")[0]
    return Picture(data=data, ending=ending, name=f"a picture in the page ({ending})", alt=alt)


def beside(file: Path) -> FindPicture:
    """Looks in the page, then in the page's own folder and below; nothing else on the disk is ever opened."""

    def find(address: str, alt: str) -> Picture | None:
        return embedded(address, alt) or read_below(file.parent, address, alt)

    return find


def read_below(folder: Path, address: str, alt: str) -> Picture | None:
    """The picture at a relative address, if it is a file of the folder or below it."""
    path = unquote(address.partition("#")[0].partition("?")[0])
    if not path or path.startswith(("/", "\\")) or ":" in path or "\0" in path:
        return None
    try:
        base, found = folder.resolve(), (folder / path).resolve()
        ending = found.suffix.lower().lstrip(".")
        if not found.is_relative_to(base) or ending not in ENDINGS or not found.is_file():
            return None
        if found.stat().st_size > LARGEST:
            return None
        return Picture(data=found.read_bytes(), ending=ending, name=found.name, alt=alt)
    except (OSError, ValueError, RuntimeError):
        return None
