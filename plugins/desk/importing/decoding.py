"""A file's bytes → text, or the reason why it is none."""

import re
from pathlib import Path

from plugins.desk.refusal import Refused
from plugins.records.sources import CONTROL

LARGEST = 10 * 1024 * 1024
"""Bytes of a source; a page saved from a browser carries much that is not text."""
AS_TEXT = "in that program, choose “Save as” and plain text (UTF-8) or HTML, and import the new file"
SIGNATURES = (
    (b"PK\x03\x04", "is a Word, Pages or zip file, and only text can be imported", AS_TEXT),
    (b"\xd0\xcf\x11\xe0", "is an old Word file, and only text can be imported", AS_TEXT),
    (b"{\\rtf", "is an RTF file, and only text can be imported", AS_TEXT),
    (
        b"%PDF",
        "is a PDF, and only text can be imported",
        "for a document: invoke new document TITLE, and put the PDF beside it; for a release: save it as plain text",
    ),
)
NOT_TEXT = "is not readable text"
LINE_END = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\u2028\u2029]")
C1 = re.compile(r"[\u0080-\u009f]")


def read_source(file: Path) -> bytes:
    """Read a file that may hold text. Raises `Refused`."""
    try:
        if file.is_dir():
            raise Refused(f"{file} is a folder", "give one text, Markdown or HTML file at a time")
        if file.stat().st_size > LARGEST:
            size = f"{file.stat().st_size / 1_000_000:.1f} MB"
            raise Refused(f"{file} is {size}, too large for a release", "give a file with only text")
        raw = file.read_bytes()
    except FileNotFoundError:
        raise Refused(f"{file} doesn't exist", "check the name; put quotes around it if it has spaces") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Refused(f"{file} can't be read: {reason}", "check that you may read it") from None
    for signature, what, fix in SIGNATURES:
        if raw.startswith(signature):
            raise Refused(f"{file} {what}", fix)
    return raw


def decode(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text with Unix line ends and no invisible characters, and what had to be guessed. Raises `Refused`."""
    text, notes = _decoded(raw, name)
    text, more = clean(text)
    if not text.strip():
        raise Refused(f"{name} is empty", "give a file with a headline and text")
    return text, (*notes, *more)


def _decoded(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    encoding = _utf_16(raw)
    try:
        if encoding:
            return raw.decode(encoding), ()
        if b"\0" in raw:
            raise Refused(f"{name} {NOT_TEXT}", AS_TEXT)
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        fix = "open it in an editor and save it as UTF-8, then import it again"
        raise Refused(f"{name} is neither UTF-8 nor UTF-16 nor Windows text", fix) from None
    odd = next(character for character in text if character > "\x7f")
    word = next(word for word in text.split() if odd in word)
    return text, (f"the file is not UTF-8: it was read as Windows text (cp1252). Check the accents, as in “{word}”.",)


def _utf_16(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    half = len(raw) // 2
    if half and len(raw) % 2 == 0:
        for encoding, zeros in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[0::2])):
            if zeros.count(0) > 0.6 * half and raw.count(0) < 1.1 * half:
                return encoding
    return ""


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Fix what no record may hold: Windows characters that were misread, and control characters."""
    text = LINE_END.sub("\n", text).replace("\ufeff", "")
    notes = []
    if C1.search(text):
        text = C1.sub(lambda m: m[0].encode("latin-1").decode("cp1252", "ignore"), text)
        notes.append("some garbled quotation marks or dashes were fixed. Check them.")
    if CONTROL.search(text):
        text = CONTROL.sub("", text)
        notes.append("invisible control characters were removed.")
    return text, tuple(notes)
