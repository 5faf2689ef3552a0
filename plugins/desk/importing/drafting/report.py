"""What the person who typed `invoke import` reads: at most 20 lines of at most 80 columns."""

import re
import textwrap
from collections.abc import Sequence

from plugins.desk.importing.source import LeftOut, counted, quoted, words_of

LINES = 20
COLUMNS = 80
LABEL = 13
MOST_OF_ROW = 2
"""Lines of one row, from which on what it quotes is cut, and never what it asks for; all is whole in the draft."""
MOST_QUOTED = 30
QUOTED = re.compile(r"“([^“”]*)”")
LAST = "Read it through, then change status: draft to status: published."
FIRST_OF_ALL = ("embargo", "date", "alt", "lang", "table", "click here", "subheads", "quotations", "link lost", "link")
LEFT_OUT = {
    "changes": "changes", "comments": "comments", "hidden": "hidden text", "page": "page", "other": "left out",
}  # fmt: skip
SAID = {
    "changes": "accepted", "comments": "left out", "hidden": "left out", "page": "left out around the article",
    "other": "left out",
}  # fmt: skip
LABELED = re.compile(r"(?P<label>[a-z][a-z ]{1,11}): (?P<text>.+)", re.DOTALL)


def report(path: str, source: str, notes: Sequence[str], left_out: Sequence[LeftOut]) -> str:
    """A table of what to look at: in doubt first, then what was left out, then what was recognized."""
    rows = left_out_rows(left_out)
    said = {label for label, _ in rows} & {"changes", "comments"}
    rows += [row for note in notes if (row := _row(note))[0] not in said]
    rows.sort(key=_rank)
    head = textwrap.wrap(
        f"Wrote {path}, a draft, from {source}.", COLUMNS, break_long_words=True, break_on_hyphens=False
    )
    room = LINES - len(head) - 1
    lines: list[str] = []
    for at, (label, text) in enumerate(rows):
        made = _lines(label, text)
        left = len(rows) - at - 1
        if len(lines) + len(made) + (1 if left else 0) > room:
            lines.append(f"  {'':{LABEL}} and {left + 1} more, in the remarks at the top of the draft")
            break
        lines += made
    return "\n".join([*head, *lines, LAST])


def left_out_rows(left_out: Sequence[LeftOut]) -> list[tuple[str, str]]:
    """One row for each kind: how much, and the words by which each passage is found."""
    rows = []
    for kind, label in LEFT_OUT.items():
        found = [one for one in left_out if one.kind == kind]
        if not found:
            continue
        shown = "; ".join(f"{one.what} {quoted(one.text, 28)}" for one in found[:4])
        more = f"; and {len(found) - 4} more" if len(found) > 4 else ""
        rows.append((label, f"{counted(words_of(found), 'word')} {SAID[kind]}: {shown}{more}"))
    return rows


def _row(note: str) -> tuple[str, str]:
    note = " ".join(note.split())
    match = LABELED.fullmatch(note)
    return (match["label"], match["text"]) if match else ("", note)


def _rank(row: tuple[str, str]) -> tuple[int, int]:
    label = row[0]
    asks = bool(re.search(r"\b(?:Check|Write|Cut|Delete|Add|Save|Open|write|guess|may be)\b|\?", row[1]))
    if label in ("changes", "comments", "hidden text", "page"):
        return (1, 0)
    first = FIRST_OF_ALL.index(label) if label in FIRST_OF_ALL else len(FIRST_OF_ALL)
    return (0, first) if asks else (2, first)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, COLUMNS - LABEL - 3, break_long_words=True, break_on_hyphens=False)


def _lines(label: str, text: str) -> list[str]:
    wrapped = _wrapped(text)
    if len(wrapped) > MOST_OF_ROW:
        wrapped = _wrapped(QUOTED.sub(lambda match: quoted(match[1], MOST_QUOTED), text))
    return [f"  {label if at == 0 else '':{LABEL}} {line}" for at, line in enumerate(wrapped)]
