"""What follows the words of a link (its destination, title and label), and bare addresses."""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from html.entities import html5

PUNCTUATION = frozenset(string.punctuation)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}))|([A-Za-z][A-Za-z0-9]{1,31}));")
ENTITY = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}))|([A-Za-z][A-Za-z0-9]{1,31}));")

_PLAIN_TAIL = re.compile(r"\(([^\s()<>\\&\"'`]*+)\)")
_SIGN = r"[^ \n()\\]|\\[^ \n]|\\(?=[ \n])"
"""In a destination: a no-break space is no space, and no space can be escaped."""
_PARENTHESES = rf"\((?:{_SIGN}|\((?:{_SIGN}|\((?:{_SIGN})*+\))*+\))*+\)"
_TITLE = r"""("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))"""
_BRACES = r"\{[\w-]*+\}(?:[^\n()\\\"'<>]|\\.)*?"
"""An internal address, as in `{static}Our report.pdf`, may contain spaces."""
_DESTINATION = rf"(?:<((?:[^<>\n\\]|\\.)*+)>|({_BRACES}(?=\s*+(?:\)|\s[\"'(]))|(?!<)(?:{_SIGN}|{_PARENTHESES})*+))"
_TAIL = re.compile(rf"\([ \n]*+{_DESTINATION}(?:[ \n]++{_TITLE})?+[ \n]*+\)", re.S)
_LABEL = r"\[((?:[^\[\]\\]|\\.){1,999}+)\]"
LABEL = re.compile(_LABEL, re.S)
_DEFINITION = re.compile(
    rf"[ ]*{_LABEL}:[ ]*\n?[ ]*(?:<((?:[^<>\n\\]|\\.)*+)>|(?!<)((?:{_SIGN}|{_PARENTHESES})++))"
    rf"(?:(?=[ \n])[ ]*\n?[ ]*{_TITLE}[ ]*(?:\n|$)|[ ]*(?:\n|$))",
    re.S,
)
_DEFINITION_WITHOUT_TITLE = re.compile(
    rf"[ ]*{_LABEL}:[ ]*\n?[ ]*(?:<((?:[^<>\n\\]|\\.)*+)>|(?!<)((?:{_SIGN}|{_PARENTHESES})++))[ ]*(?:\n|$)", re.S
)

_URL_TAIL = re.compile(r"[^\s<>“”„«»‹›、。，；：！？（）「」『』【】《》…|`\[\]\x02\x03]*")
_HOST = re.compile(r"(?:localhost\b|(?:[\w-]+\.)+[\w-]*[^\W\d_])", re.I)
_TRAILING = frozenset("?!.,:*_~'\";’‘—–")
_TRAILING_ENTITY = re.compile(r"&[A-Za-z0-9]+;$")

PAGE = re.compile(r",?\s+(?:pages?|pp?\.|págs?\.|páginas?)\s*(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?(?![\w-])", re.I)
"""A page as it is written in words."""


@dataclass(frozen=True, slots=True)
class Destination:
    address: str
    title: str | None = None


def unescaped(text: str) -> str:
    """Text with its backslash escapes and entities resolved."""
    if "\\" in text or "&" in text:
        return _ESCAPE.sub(lambda m: m[1] or entity(m[2], m[3], m[4]) or m[0], text)
    return text


def entity(hexadecimal: str | None, decimal: str | None, name: str | None) -> str:
    """The characters that an entity stands for; empty if HTML has no such entity."""
    if name:
        return html5.get(f"{name};", "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal or "0")
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def tail(text: str, start: int) -> tuple[Destination, int] | None:
    """Read `(destination "title")`. Returns where it ends."""
    if m := _PLAIN_TAIL.match(text, start):
        return Destination(m[1]), m.end()
    if m := _TAIL.match(text, start):
        title = unescaped(m[3][1:-1]) if m[3] else None
        return Destination(unescaped(m[1] if m[1] is not None else m[2].strip()), title), m.end()
    return None


def normal_label(label: str) -> str:
    """A label in the form used for comparison: `[The  Letter]` and `[the letter]` are the same."""
    return " ".join(label.split()).casefold()


def take_definitions(text: str, references: dict[str, Destination]) -> int:
    """Read the link reference definitions at the start of a paragraph. Returns where they end."""
    position = 0
    while text.startswith("[", position):
        m = _DEFINITION.match(text, position) or _DEFINITION_WITHOUT_TITLE.match(text, position)
        if m is None or not m[1].strip() or m[1].startswith("^"):
            break
        address = unescaped(m[2] if m[2] is not None else m[3])
        title = m[4] if m.re is _DEFINITION else None
        references.setdefault(normal_label(m[1]), Destination(address, unescaped(title[1:-1]) if title else None))
        position = m.end()
    return position


def referenced(
    text: str, start: int, label: str, references: Mapping[str, Destination]
) -> tuple[Destination, int] | None:
    """Read `[label]`, `[]` or nothing after a link's words. Returns where it ends."""
    if m := LABEL.match(text, start):
        found = references.get(normal_label(m[1]))
        return (found, m.end()) if found else None
    end = start + 2 if text.startswith("[]", start) else start
    found = references.get(normal_label(label)) if len(label) < 1000 else None
    return (found, end) if found else None


def bare_address(text: str, start: int) -> int:
    """Where an address that starts there with its host, without a scheme, ends; -1 if none starts there.

    As on GitHub: punctuation that ends a sentence, or closes a bracket opened before the address, is not part of it.
    """
    if not _HOST.match(text, start):
        return -1
    m = _URL_TAIL.match(text, start)
    assert m is not None
    end = m.end()
    unopened = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last == ";" and (named := _TRAILING_ENTITY.search(text, max(start, end - 40), end)):
            end = named.start()
        elif last == ")" and unopened > 0:
            unopened -= 1
            end -= 1
        elif last in _TRAILING:
            end -= 1
        else:
            break
    return end


def pinned(written: str) -> tuple[str, str]:
    """What is named, and `#page=2` for a page that is named behind it in words; else an empty text."""
    m = PAGE.search(written)
    if m is None or "#" in written:
        return written, ""
    return written[: m.start()], f"#page={m[1]}{f'-{m[2]}' if m[2] else ''}"
