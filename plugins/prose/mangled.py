"""Letters that went through a wrong encoding on their way here: `Itâ€™s`, `&amp;#8217;`, `\\u2019`, `=E2=80=99`.

Readers would see them as they are. Where the letters that were meant can be told, the line to write has them.
"""

import re
from collections.abc import Iterator
from html import unescape

from plugins.prose import code
from plugins.prose.dialect.blocks import BULLETS
from plugins.prose.dialect.suspicions import MOST
from plugins.prose.model import Finding

_SIGNS_OF_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_ODD = re.compile(rf"[\u0080-\u00ff{_SIGNS_OF_WINDOWS}]{{2,}}|[\ufffd\u202e\ue000-\uf8ff]")
"""Characters that may each be a byte, of Windows-1252; or one that says nothing."""
_MAY_BEGIN = "ÃÂâðïÅÄÐÑØÙÎÏ×æåç‚√"
_SURE = re.compile(r"[ÂÃ][¡-ª¬-º¼-¿]|[ÅÄ][¡¾¯™±]|â(?:€[^\s\w]?|‚¬|„¢)|ðŸ|ï¿½|ï»¿")
_OF_MACINTOSH = {
    "‚Äô": "’", "‚Äò": "‘", "‚Äú": "“", "‚Äù": "”", "‚Äì": "–", "‚Äî": "—", "‚Ä¶": "…", "‚Ä¢": "•", "√©": "é",
    "√±": "ñ", "√≥": "ó", "√°": "á", "√≠": "í", "√∫": "ú", "√º": "ü",
}  # fmt: skip
_MACINTOSH = re.compile("|".join(_OF_MACINTOSH))
_ENTITY = re.compile(
    r"&amp;(#\d{2,5}|#x[0-9a-f]{2,5}|nbsp|[lr][sd]quo|[nm]dash|hellip|quot|amp|apos|[aeiounAEIOUN](?:acute|grave|uml|tilde));"
)
_ESCAPE = re.compile(r"(?<!\\)\\u(20[0-9a-f]{2}|00[a-f][0-9a-f])", re.I)
_QUOTED_PRINTABLE = re.compile(r"(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3})+")
_LONGEST_MARGIN = 40
AGAIN = "type the word again"
"""The fix where nobody can tell which letters were meant."""


def in_body(body: str) -> Iterator[Finding]:
    """At most one finding a line."""
    if not may_be_in(body):
        return
    words = code.blanked(body)
    lines = body.split("\n")
    starts = sorted({words.rfind("\n", 0, m.start()) + 1 for m, _ in _damages(words)})
    for start in starts[:MOST]:
        number = body.count("\n", 0, start)
        if damage := in_line(lines[number]):
            written, better = damage
            fix = f"write: {better.strip()}" if better else AGAIN
            yield Finding(code="T012", line=number + 1, what=said(written), fix=fix)


def may_be_in(text: str) -> bool:
    """Whether there is a damaged place, in code or elsewhere."""
    return next(_damages(text), None) is not None


def _damages(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each damaged place, and what was meant there, or nothing if that can't be told."""
    if not text.isascii() and (any(map(text.__contains__, _MAY_BEGIN)) or _may_say_nothing(text)):
        for m in _ODD.finditer(text):
            if len(m[0]) == 1 and not _is_bullet(text, m):
                yield m, ""
            elif len(m[0]) > 1 and (meant := _from_windows(m)) != m[0]:
                yield m, meant
        for m in _MACINTOSH.finditer(text) if "√" in text or "‚Ä" in text else ():
            yield m, _OF_MACINTOSH[m[0]]
    if "&" in text and "&amp;" in text:
        for m in _ENTITY.finditer(text):
            yield m, unescape(f"&{m[1]};")
    if "\\" in text and "\\u" in text:
        for m in _ESCAPE.finditer(text):
            yield m, chr(int(m[1], 16))
    if "=" in text and ("=E2=8" in text or "=C3=" in text):
        for m in _QUOTED_PRINTABLE.finditer(text):
            if (meant := _from_printable(m)) != m[0]:
                yield m, meant


def said(written: str) -> str:
    """What is wrong with these characters."""
    if written == "\ufffd":
        return "a letter was lost in this line: readers see � in its place"
    if written == "\u202e":
        return "an invisible character (U+202E) in this line reverses the letters after it"
    if len(written) == 1:
        return f"a character in this line (U+{ord(written):04X}) exists in one font only: readers see an empty box"
    return f"“{written[:40]}” was damaged by a wrong encoding: this is what readers see"


def _may_say_nothing(text: str) -> bool:
    """Whether a sign of a font of its own, or of a lost letter, may be there; UTF-8 is the fastest to search."""
    data = text.encode("utf-8", "surrogatepass")
    return b"\xee" in data or b"\xef" in data or "\u202e" in text


def in_line(line: str) -> tuple[str, str] | None:
    """What is damaged in a line, and the whole line as it was meant, or nothing if that can't be told."""
    found = sorted(_damages(line), key=lambda damage: damage[0].start())
    if not found:
        return None
    better, end = "", 0
    for m, meant in found:
        if m.start() >= end:
            better += line[end : m.start()] + meant
            end = m.end()
    return found[0][0][0], better + line[end:] if all(meant for _, meant in found) else ""


def _from_windows(m: re.Match[str]) -> str:
    """The letters whose bytes in UTF-8 were read one by one; the same text if that is not sure."""
    run = m[0]
    if len(run) < 4 and not _SURE.search(run):
        return run
    try:
        return b"".join(_byte(sign) for sign in run).decode()
    except UnicodeDecodeError:
        return _SURE.sub(_pair, run)


def _pair(m: re.Match[str]) -> str:
    try:
        return b"".join(_byte(sign) for sign in m[0]).decode()
    except UnicodeDecodeError:
        return "”" if m[0] == "â€" else m[0]  # its last byte is none of Windows-1252, and got lost


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _from_printable(m: re.Match[str]) -> str:
    try:
        return bytes.fromhex(m[0].replace("=", "")).decode()
    except UnicodeDecodeError:
        return m[0]


def _is_bullet(line: str, m: re.Match[str]) -> bool:
    """Whether a sign of Word's font begins an item of a list, as which it is read."""
    if m[0] not in BULLETS:
        return False
    before = line[max(m.start() - _LONGEST_MARGIN, 0) : m.start()].rpartition("\n")[2]
    return not before.strip(" >")
