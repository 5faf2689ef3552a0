"""What the reading of every record depends on, beside its own text."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
"""A language code: en, es, pt-BR."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The settings that reading depends on."""

    now: datetime
    zone: ZoneInfo
    lang: str
    extra_fields: frozenset[str]
    """Lower case."""
