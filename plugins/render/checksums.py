"""Checksums, which identify everything here."""

import hashlib
import os
from pathlib import Path


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def short_name(folder: Path, *more: str) -> str:
    """What a file in the cache that belongs to an output is called by, however the path to that is written."""
    return digest("\0".join((os.path.realpath(folder), *more)).encode())[:16]
