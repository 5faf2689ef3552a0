"""Which libraries are installed, in which versions: read from folder names, which is fast."""

import sys
from contextlib import suppress
from functools import cache
from pathlib import Path


@cache
def installed() -> dict[str, str]:
    """By normalized name of each library, the name of the folder that gives its version.

    The first on Python's path is the one imported.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):
            for folder in sorted(Path(place or ".").glob("*.*-info")):
                found.setdefault(normal(folder.name.partition("-")[0]), folder.name)
    return found


def normal(name: str) -> str:
    """`Pymdown_Extensions` → `pymdown-extensions`."""
    return name.lower().replace("_", "-").replace(".", "-")
