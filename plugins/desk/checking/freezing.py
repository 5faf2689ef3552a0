"""Freeze identities: the line that writes the uid which a record has by default into its front matter."""

import re
from collections.abc import Sequence
from itertools import takewhile

from plugins.newsroom.library.reading import Library
from plugins.records.fixing.diagnosis import FENCE
from plugins.records.fixing.fixes import Paste
from plugins.records.reading import State, default_uid

EMPTY_UID = re.compile(r"""^ {0,3}uid:\s*(?:""|'')?\s*(?:#.*)?$""", re.IGNORECASE)


def unfrozen(library: Library) -> dict[str, str]:
    """Path below the content folder → uid, of every record that states none. Read with `read_held`."""
    missing = [item.path for item in library.items if not item.uid_is_frozen]
    missing += [r.path for r in library.unseen if r.state is State.HELD and not r.uid_is_frozen]
    return {path: default_uid(path) for path in sorted(missing)}


def freezing_line(lines: Sequence[str], uid: str) -> Paste | None:
    """One line at the head of the front matter, in its form; in place of an empty uid. None for an empty file."""
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    fenced = lines[first].rstrip() == FENCE
    first += fenced
    head = takewhile(lambda line: line.rstrip() not in ((FENCE, "...") if fenced else ("",)), lines[first:])
    empty = next((i for i, line in enumerate(head, first) if EMPTY_UID.match(line)), None)
    line = f"{'uid' if fenced else 'Uid'}: {uid}"
    return Paste(first + 1, first, line) if empty is None else Paste(empty + 1, empty + 1, line)
