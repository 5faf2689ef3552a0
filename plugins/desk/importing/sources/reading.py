"""Which kind of source a file is, by what is in it and what it is called."""

from pathlib import Path

from plugins.desk.importing.decoding import AS_DOCX, ZIP, read_source
from plugins.desk.importing.source import Source
from plugins.desk.importing.sources.mail import read_mail
from plugins.desk.importing.sources.opendocument import read_opendocument
from plugins.desk.importing.sources.post import MARKDOWN, read_post
from plugins.desk.importing.sources.word import read_word
from plugins.desk.importing.web.page import read_page
from plugins.desk.refusal import Refused

HTML = (".html", ".htm", ".xhtml")
WORD = (".docx", ".docm", ".dotx", ".dotm", ".doc")
OPENDOCUMENT = (".odt", ".ott")
MAIL = (".eml",)
SAVED_PAGE = (".mht", ".mhtml")
TEXT = (".txt", ".text", *MARKDOWN)
ENDINGS = frozenset((*TEXT, *HTML, *WORD, *OPENDOCUMENT, *MAIL, *SAVED_PAGE))
"""Of files that `invoke import FOLDER` takes from a folder."""


def read(file: Path, raw: bytes) -> Source:
    """Raises `Refused`."""
    ending, name = file.suffix.lower(), str(file)
    if raw.startswith(ZIP):
        if ending in OPENDOCUMENT:
            return read_opendocument(raw, name)
        if ending in WORD:
            return read_word(raw, name)
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in raw[:120]:
            raise Refused(f"{name} is an OpenDocument file", "rename it so that it ends in .odt, and import it again")
        if b"word/" in raw or b"[Content_Types].xml" in raw[:200]:
            raise Refused(f"{name} is a Word file", "rename it so that it ends in .docx, and import it again")
        raise Refused(f"{name} is a zip file", "unpack it, and import the files in it")
    if ending in (*WORD, *OPENDOCUMENT) and ending != ".doc":
        raise Refused(f"{name} is damaged, or not what its ending says", AS_DOCX)
    if ending in HTML or ending == ".doc":
        return read_page(raw, name, file)
    if ending in MAIL:
        return read_mail(raw, name)
    if ending in SAVED_PAGE:
        return read_mail(raw, name, is_page=True)
    return read_post(raw, file)


__all__ = ["ENDINGS", "read", "read_source"]
