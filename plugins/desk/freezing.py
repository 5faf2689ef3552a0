"""Freeze identities: write the uid that a record has by default into its front matter, and touch nothing else."""

import os
import re
from itertools import takewhile
from pathlib import Path
from shutil import copymode

from plugins.newsroom.library.reading import Library
from plugins.records.fixing.diagnosis import FENCE
from plugins.records.reading import State, default_uid

EMPTY_UID = re.compile(r"""^ {0,3}uid:\s*(?:""|'')?\s*(?:#.*)?$""", re.IGNORECASE)
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
LINE_END = re.compile(r"[\r\n]+$")
BOM = b"\xef\xbb\xbf"


def freeze_uids(library: Library) -> tuple[str, ...]:
    """Write the uid of every record that states none. Returns their paths below the content folder."""
    missing = [item.path for item in library.items if not item.uid_is_frozen]
    missing += [r.path for r in library.unseen if r.state is State.HELD and not r.uid_is_frozen]
    for path in missing:
        _freeze(library.settings.content / path, default_uid(path))
    return tuple(sorted(missing))


def _freeze(file: Path, uid: str) -> None:
    """Add one line at the head of the front matter, in the form and with the line ends of the file."""
    raw = file.read_bytes()
    mark = BOM if raw.startswith(BOM) else b""
    lines = LINE.findall(raw.removeprefix(mark).decode("utf-8"))
    first = next(i for i, line in enumerate(lines) if line.strip())
    fenced = lines[first].rstrip() == FENCE
    first += fenced
    head = takewhile(lambda line: line.rstrip() not in ((FENCE, "...") if fenced else ("",)), lines[first:])
    empty = next((i for i, line in enumerate(head, first) if EMPTY_UID.match(line)), None)
    end = LINE_END.search(lines[0])
    line = f"{'uid' if fenced else 'Uid'}: {uid}{end[0] if end else ''}"
    lines[first if empty is None else empty : first if empty is None else empty + 1] = [line]
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    temporary.write_bytes(mark + "".join(lines).encode("utf-8"))
    copymode(file, temporary)
    temporary.replace(file)
