"""Inline markup that is left as text, though the author cannot have meant readers to see it."""

import re
from dataclasses import dataclass
from typing import Literal

from plugins.prose.dialect.addresses import LABEL

MOST = 50
"""Most per text: more are not worth reading or finding."""

Kind = Literal["link", "note", "angle", "unclosed", "unopened"]

ADDRESS = r"(?:https?://|www\.|mailto:|\{[\w-]+\}|/(?=\w)|#(?=\w))[^\s()<>]*"
BRACES = re.compile(r"\{(?:document|case|release|filename|static|attach)\}[\w#=./-]*[\w/]")
SPACED = re.compile(rf" +\(({ADDRESS})\)")
OPEN = re.compile(rf"\(\s*<?({ADDRESS})")
FILE = re.compile(r"\(([^()<>\n]*\.(?:md|pdf|docx?|odt|xlsx?|csv|png|jpe?g|gif|webp|svg|zip|mp[34]))\)", re.I)
TURNED = re.compile(rf"\[\s*({ADDRESS})\s*\]")
IN_ANGLES = re.compile(r"<((?:www\.|\{[\w-]+\}|https?://)[^<>\n]*)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """One place in the text."""

    kind: Kind
    line: int
    words: str
    """The line, without the markers of the containers around it."""
    start: int
    end: int
    """Where in the line the markup is that was read so far; for a link, the part in brackets."""


def may_be_meant(kind: Kind, text: str, start: int, end: int) -> bool:
    """Whether the text there was probably meant as markup."""
    match kind:
        case "link":
            following = text[end : end + 1]
            if following == "(":
                return bool(OPEN.match(text, end) or FILE.match(text, end))
            if following == " ":
                return SPACED.match(text, end) is not None
            if following == "{":
                return BRACES.match(text, end) is not None
            if following == "[":
                return text[end + 1 : end + 2] != "^" and LABEL.match(text, end) is not None
            return text[start - 1 : start] == ")" and TURNED.match(text, start) is not None
        case "angle":
            return IN_ANGLES.match(text, start) is not None
    return True
