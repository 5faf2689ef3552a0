"""A record of the sample archive as a file: front matter, then Markdown."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from plugins.desk.demo.words import MARK, NOTICE, Lang
from plugins.desk.yaml_writing import field
from plugins.records.reading import default_uid

File = tuple[str, bytes]
"""POSIX path below the content folder, and its text."""

FAR = "2099-01-01"
"""When what is held is to come out."""
FAR_MOMENT = datetime.fromisoformat(f"{FAR}T10:00-05:00")


def record(path: str, fields: Mapping[str, Any], body: Sequence[str], lang: Lang = "en") -> File:
    """A record with its identity, its summary marked as sample data, and the notice at its end. Empty fields go."""
    given = {**fields, "uid": default_uid(path)}
    if "summary" in given:
        given["summary"] = f"{MARK.say(lang)} {given['summary']}"
    lines = [line for name, value in given.items() if value not in ("", (), [], {}) for line in field(name, value)]
    text = "\n".join(["---", *lines, "---", ""])
    return path, "\n".join([text, "\n\n".join([*body, NOTICE.say(lang)]), ""]).encode()


def yaml_list(entries: Mapping[str, Mapping[str, Any]]) -> bytes:
    """contacts.yml or organizations.yml."""
    lines = [line for name, fields in entries.items() for line in ["", *field(name, fields)]]
    return "\n".join(["# Sample data: nobody in this list exists.", *lines, ""]).encode()


def row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def cited(words: str, slug: str, page: int, lang: Lang) -> str:
    """A quotation block with the page that proves it."""
    label = f"Sample paper, p. {page}" if lang == "en" else f"Documento de ejemplo, pág. {page}"
    return f"> {words}\n> — [{label}]({{document}}{slug}#page={page})"


def spoken(words: str, speaker: str) -> str:
    return f"> {words}\n> — {speaker}"
