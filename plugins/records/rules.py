"""What reading any record depends on, besides its own text."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
"""A language code: en, es, pt-BR."""


def language_code(text: str) -> str:
    """`pt_BR`, `EN-us` and `Spanish` as `pt-BR`, `en-US` and `es`; nothing for anything that is not a language."""
    word = text.strip().partition(".")[0].replace("_", "-")
    parts = word.split("-")
    cased = [parts[0].lower(), *(p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p for p in parts[1:])]
    if LANGUAGE.fullmatch("-".join(cased)):
        return "-".join(cased)
    from babel import Locale  # nearly every code is written correctly

    names = {name.casefold(): code.replace("_", "-") for code, name in Locale("en").languages.items()}
    return str(names.get(text.strip().casefold(), ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The settings that reading depends on."""

    now: datetime
    zone: ZoneInfo
    lang: str
    extra_fields: frozenset[str]
    """Names and patterns, in lower case: `license`, `og_*`."""
    field_names: tuple[tuple[str, str], ...] = ()
    """Foreign names, in lower case → ours."""

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()
