"""Slugs: the only staff-written text that becomes part of an address."""

import re

from unidecode import unidecode

LONGEST = 80
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))}
)
"""Names that Windows opens as a device, in any folder and with any extension: no file of the site has such a name."""


def slugify(text: str, limit: int = LONGEST) -> str:
    """`Sheriff’s Letter, 2010` → `sheriffs-letter-2010`, cut between words to fit `limit`; empty if nothing is left.

    A name in DEVICES gets a number: `Con` → `con-1`.
    """
    plain = unidecode(text).lower().replace("'", "")
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > limit:
        slug = slug[: limit + 1].rpartition("-")[0] or slug[:limit]
    return f"{slug}-1" if slug in DEVICES else slug
