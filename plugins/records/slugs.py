"""Slugs: the only text of staff that shapes an address."""

import re

from unidecode import unidecode

LONGEST = 80


def slugify(text: str, limit: int = LONGEST) -> str:
    """`Sheriff’s Letter, 2010` → `sheriffs-letter-2010`, cut at a word within `limit`; empty if nothing is left."""
    plain = unidecode(text).lower().replace("'", "")
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= limit:
        return slug
    cut = slug[: limit + 1].rpartition("-")[0]
    return cut or slug[:limit]
