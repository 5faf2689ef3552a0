"""Plain text → the same words in Markdown: whatever the parser would take for markup is escaped."""

import re

from plugins.prose.dialect.addresses import bare_address
from plugins.prose.dialect.blocks import BULLETS

BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
SCHEME = re.compile(r"(?<![A-Za-z0-9])https?://", re.IGNORECASE)
MARKS = "*`{"
LOOSE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
LINK_LIKE = re.compile(r"\]\s?[(\[:]|\[\^|!\[")
TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")
ENTITY_LIKE = re.compile(r"&(?=#?\w+;)")
NUMBER = re.compile(r"(\d+)([.)])(?=\s|$)")
ONLY_A_LINE = re.compile(r"[-=|: ]+")


def escape_line(text: str) -> str:
    """Escape a whole line of plain text."""
    return escape_start(escape_inline(text))


def escape_start(text: str) -> str:
    """Escape what is markup at the beginning of a line alone; the rest is Markdown already."""
    if text.startswith(("#", ">")) or (
        text.startswith(("+", "-", "|")) and (text[1:2].isspace() or text == "+" or ONLY_A_LINE.fullmatch(text))
    ):
        return f"\\{text}"
    if text.startswith(("~~~", ": ", "=", *BULLETS)):
        return f"&#{ord(text[0])};{text[1:]}"
    return NUMBER.sub(r"\1\\\2", text, count=1) if NUMBER.match(text) else text


def escape_inline(text: str) -> str:
    """Escape what is markup wherever it is in a line. An address is a link as it is, but for entities."""
    escaped, position = [], 0
    for m in SCHEME.finditer(text):
        end = bare_address(text, m.end())
        if m.start() >= position and end > 0:
            address = ENTITY_LIKE.sub("&amp;", text[m.start() : end])
            escaped += [_escape_words(text[position : m.start()]), address]
            position = end
    return "".join([*escaped, _escape_words(text[position:])])


def _escape_words(text: str) -> str:
    text = BACKSLASH.sub(r"\\\\", text)
    for mark in MARKS:
        text = text.replace(mark, f"\\{mark}")
    text = LOOSE_UNDERSCORE.sub(r"\\_", text)
    if LINK_LIKE.search(text):
        text = text.replace("[", "\\[")
    return TAG_LIKE.sub("&lt;", ENTITY_LIKE.sub("&amp;", text))
