"""PDFs that came with an e-mail → draft documents, each in its folder."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from plugins.desk.importing.source import Attachment
from plugins.desk.refusal import Refused
from plugins.desk.scaffold import scaffold

NAME = re.compile(r"[^/\\\x00-\x1f.][^/\\\x00-\x1f]*\.pdf", re.IGNORECASE)


def add_documents(content: Path, documents: Sequence[Attachment], *, today: date, lang: str) -> list[str]:
    """Write a draft for each PDF that is not there yet; returns what to say of each."""
    return [_add(content, document, today, lang) for document in documents]


def _add(content: Path, document: Attachment, today: date, lang: str) -> str:
    if not document.data.lstrip()[:1024].startswith(b"%PDF"):
        return f"attachment: {document.name} is not a readable PDF, and was left out."
    if there := _same_file(content, document.data):
        return f"document: {document.name} is here already, as {there}."
    title = " ".join(re.split(r"[\W_]+", PurePosixPath(document.name).stem)).strip() or "Attachment"
    title = title[:1].upper() + title[1:200]
    try:
        record = scaffold("document", title, content, today=today, lang=lang)
        name = document.name if NAME.fullmatch(document.name) else f"{record.parent.name}.pdf"
        with (record.parent / name).open("xb") as stream:
            stream.write(document.data)
    except Refused as refusal:
        return f"document: {document.name} was left out: {str(refusal).partition(chr(10))[0]}. Save it from the e-mail."
    except OSError as error:
        return f"document: {document.name} can't be written ({error.strerror}). Save it from the e-mail."
    where = record.parent.relative_to(content).as_posix()
    return f"document: {document.name} is now {where}, a draft. Check its title and kind, and link it."


def _same_file(content: Path, data: bytes) -> str:
    """The record that has this very file."""
    for file in sorted((content / "documents").glob("*/*.[pP][dD][fF]")):
        try:
            if (
                file.stat().st_size == len(data)
                and hashlib.sha256(file.read_bytes()).digest() == hashlib.sha256(data).digest()
            ):
                return file.parent.relative_to(content).as_posix()
        except OSError:
            continue
    return ""
