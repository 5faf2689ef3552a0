"""A file's bytes → text, or the reason why it is none."""

import re
from pathlib import Path

from plugins.desk.refusal import Refused
from plugins.records.sources import CONTROL

LARGEST = 10 * 1024 * 1024
"""Bytes of a text or a page; one saved from a browser carries much that is not text."""
LARGEST_WITH_PICTURES = 50 * 1024 * 1024
"""Bytes of a Word file or an e-mail."""
WITH_PICTURES = frozenset((".docx", ".docm", ".dotx", ".odt", ".ott", ".eml", ".mht", ".mhtml"))
AS_TEXT = "in that program, choose “Save as” and Word (.docx), plain text or HTML, and import the new file"
AS_DOCX = "open it in Word or LibreOffice, save it as Word document (.docx), and import that"
REFUSED_ENDINGS = {
    ".msg": (
        "is an Outlook message",
        "in Outlook, save it as .eml (or drag it into another mail program), and import that",
    ),
    ".doc": ("is an old Word file", AS_DOCX),
    ".dot": ("is an old Word file", AS_DOCX),
    ".wpd": ("is a WordPerfect file", AS_DOCX),
    ".rtf": ("is an RTF file", AS_DOCX),
    ".pages": ("is a Pages file", "in Pages, choose File > Export To > Word, and import that"),
    ".gdoc": (
        "is a shortcut to Google Docs, with no text in it",
        "in Google Docs, choose File > Download > Microsoft Word, and import that",
    ),
    ".pdf": (
        "is a PDF",
        "for a document: invoke new document TITLE, and put the PDF beside it; "
        "for a release: import the Word file that the PDF was made from",
    ),
    ".pptx": ("is a presentation", "copy its text into a Word file, and import that"),
    ".xlsx": ("is a spreadsheet", "copy the table into a Word file, and import that"),
}
SIGNATURES = ((b"{\\rtf", ".rtf"), (b"%PDF", ".pdf"))
OLE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
NOT_TEXT = "is not readable text"
LINE_END = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\u2028\u2029]")
C1 = re.compile(r"[\u0080-\u009f]")


def read_source(file: Path) -> bytes:
    """Read a file that may hold text. Raises `Refused`."""
    ending = file.suffix.lower()
    try:
        if file.is_dir() and ending != ".pages":
            raise Refused(f"{file} is a folder", "give the files in it, or the folder alone: invoke import FOLDER")
        if not file.exists():
            raise Refused(f"{file} doesn't exist", "check the name; put quotes around it if it has spaces")
        if ending in REFUSED_ENDINGS and not _is_text_in_disguise(file, ending):
            what, fix = REFUSED_ENDINGS[ending]
            raise Refused(f"{file} {what}", fix)
        most = LARGEST_WITH_PICTURES if ending in WITH_PICTURES else LARGEST
        if file.stat().st_size > most:
            size = f"{file.stat().st_size / 1_000_000:.1f} MB"
            fix = "compress or take out its pictures" if ending in WITH_PICTURES else "give a file with only text"
            raise Refused(f"{file} is {size}, too large for a release (at most {most // 1_000_000} MB)", fix)
        raw = file.read_bytes()
    except FileNotFoundError:
        raise Refused(f"{file} doesn't exist", "check the name; put quotes around it if it has spaces") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Refused(f"{file} can't be read: {reason}", "check that you may read it") from None
    if raw.startswith(OLE):
        if ending in WITH_PICTURES:
            raise Refused(
                f"{file} is locked with a password, or an old Word file", f"take the password off; or {AS_DOCX}"
            )
        raise Refused(f"{file} is an old Word file or an Outlook message", f"{AS_DOCX}; a message: save it as .eml")
    for signature, kind in SIGNATURES:
        if raw.startswith(signature):
            what, fix = REFUSED_ENDINGS[kind]
            raise Refused(f"{file} {what}", fix)
    return raw


def _is_text_in_disguise(file: Path, ending: str) -> bool:
    """Whether a `.doc` is a page of HTML or a `.docx`, as some programs name them."""
    if ending != ".doc" or file.is_dir():
        return False
    with file.open("rb") as stream:
        head = stream.read(512).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return head.startswith((b"<html", b"<!doctype html", b"pk\x03\x04"))


def decode_html(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """A page as text: UTF-8 where its bytes are, whatever it says of itself; else what it says. Raises `Refused`."""
    notes: tuple[str, ...] = ()
    stated = match[1].decode("ascii") if (match := CHARSET.search(raw[:4096])) else ""
    text = ""
    if not _utf_16(raw) and stated:
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            text = in_charset(raw, stated)
    if not text:
        text, notes = _decoded(raw, name)
    text, more = clean(text)
    return text, (*notes, *more)


def in_charset(raw: bytes, charset: str) -> str:
    """The text in an encoding that somebody names, as browsers understand the name; empty where it cannot be."""
    known = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
    charset = charset.strip().lower()
    try:
        return raw.decode(known.get(charset, charset))
    except (LookupError, UnicodeDecodeError, ValueError):
        return ""


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
