"""Inline markup that is left as text, though the author cannot have meant readers to see it."""

import re
from dataclasses import dataclass
from typing import Literal

from plugins.prose import ticks
from plugins.prose.dialect.addresses import LABEL

MOST = 50
"""Most per text: more are not worth reading or finding."""

Kind = Literal["link", "bracket", "nested", "tail", "note", "angle", "unclosed", "unopened", "tick", "code"]

ADDRESS = r"(?:https?://|www\.|mailto:|\{[\w-]+\}|/(?=\w)|#(?=\w))[^\s()<>]*"
BRACES = re.compile(r"\{(?:document|case|release|filename|static|attach)\}[\w#=./-]*[\w/]")
SPACED = re.compile(rf" +\(({ADDRESS})\)")
SPACED_FILE = re.compile(
    r" +\(([^\s()<>]+\.(?:md|pdf|docx?|odt|xlsx?|csv|png|jpe?g|gif|webp|svg|zip|mp[34])(?:#[\w=-]*)?)\)", re.I
)
OPEN = re.compile(rf"\(\s*<?({ADDRESS})")
FILE = re.compile(
    r"\(([^()<>\n]*\.(?:md|pdf|docx?|odt|xlsx?|csv|png|jpe?g|gif|webp|svg|zip|mp[34]))(#[\w=-]*)?\)", re.I
)
WORDS = re.compile(r"\((\w[^()<>\n]* [^()<>\n]*)\)")
"""An address with spaces, which is none."""
QUOTED = re.compile(r"\(<?([^\s()<>]+)>?\s+([“”„‟‘’«»][^()\n]*|[^()\n]*[“”„‟‘’«»])\)")
"""An address, and behind it a title between quotation marks that an editor has turned."""
TURNED = re.compile(rf"\[\s*({ADDRESS})\s*\]")
HALF_BRACES = re.compile(r"\{(?:document|case|release|filename|static|attach)?\}?\s*(?=\n|\Z)")
IN_BRACKETS = re.compile(rf"\[!?[^\[\]\n()]*\(({ADDRESS})\)?")
HALF_NOTE = re.compile(r"\[\^[\w-]*")
HALF_TAG = re.compile(r"</?[A-Za-z][\w-]*\s+[A-Za-z-]+\s*=\s*[\"'][^>]*\Z")
HALF_ANGLES = re.compile(r"<((?:www\.|https?://|\{[\w-]+\})[^\s<>]*)")
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


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether words in brackets may be those of a link: not in `array[0]`, `[T]he`, `[sic]`."""
    words = text[start:end].strip("![]")
    is_word = start > 0 and text[start - 1].isalnum()
    return not is_word and any(map(str.isalpha, words)) and words != "sic"


def may_be_meant(kind: Kind, text: str, start: int, end: int) -> bool:
    """Whether the text there was probably meant as markup."""
    match kind:
        case "link":
            if text[start - 1 : start] == ")" and TURNED.match(text, start):
                return True
            following = text[end : end + 1]
            if following == "(":
                return bool(
                    OPEN.match(text, end)
                    or FILE.match(text, end)
                    or (_is_label(text, start, end) and WORDS.match(text, end))
                    or text.find(")", end) < 0
                )
            if following == " ":
                return (SPACED.match(text, end) or SPACED_FILE.match(text, end)) is not None
            if following == "{":
                return bool(BRACES.match(text, end) or HALF_BRACES.match(text, end))
            if following == "[":
                if text.find("]", end) < 0:
                    return True
                return text[end + 1 : end + 2] != "^" and LABEL.match(text, end) is not None
            return False
        case "bracket":
            return bool(IN_BRACKETS.match(text, start) or HALF_NOTE.match(text, start))
        case "tail" | "nested":
            return OPEN.match(text, end) is not None
        case "tick":
            return ticks.is_loose(text, start, end)
        case "code":
            return ticks.is_in_doubt(text, start, end)
        case "angle":
            return bool(IN_ANGLES.match(text, start) or HALF_ANGLES.match(text, start) or HALF_TAG.match(text, start))
    return True
