"""What each input of the last full build was by its bytes, for a disk whose times say nothing: a clone, a backup."""

import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from plugins.newsroom.library.settings import Settings
from plugins.render.checksums import digest, short_name
from plugins.sealing import sealed, unsealed


def read_sums(settings: Settings, of: int) -> dict[str, str]:
    """By absolute path; empty unless they were saved by the full build of that moment."""
    try:
        file = _file(settings)
        at, sums = json.loads(unsealed(file.name, file.read_bytes()))
        return dict(sums) if at == of else {}
    except (OSError, ValueError, TypeError, RecursionError):
        return {}


def keep_sums(settings: Settings, of: int, sums: Mapping[str, str]) -> None:
    file = _file(settings)
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    with suppress(OSError):  # the next build only takes longer
        temporary.write_bytes(sealed(file.name, json.dumps([of, sums]).encode()))
        temporary.replace(file)


def sum_of(path: str) -> str:
    """SHA-256 of a file; empty if it is none, or a link: what that leads to may change without it."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return ""
        return digest(Path(path).read_bytes())
    except OSError:
        return ""


def _file(settings: Settings) -> Path:
    return settings.cache / f"input-sums-{short_name(settings.output)}"
