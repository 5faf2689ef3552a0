"""A file, read but not yet understood: the one form into which every kind of source is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from plugins.desk.importing.blocks import Block
from plugins.desk.refusal import Refused

LeftOutKind = Literal["changes", "comments", "hidden", "page", "other"]
PICTURE = "\ue000{}\ue001"
"""Stands in the text for the name of a picture, which has none before the draft has."""
SHOWN = 60
"""Characters of a passage that are enough to find it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Words of the source that are not in the draft, on purpose."""

    kind: LeftOutKind
    """changes: deleted words; comments; hidden: text that nobody saw; page: menus and the like; other."""
    what: str
    """As in `deleted`, `comment`, `menu`."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that the source holds, as it is there."""

    data: bytes
    ending: str
    """Without a dot, as its own name or type says."""
    name: str
    """What the source calls it."""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A PDF that came with an e-mail."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    blocks: tuple[Block, ...]
    fields: dict[str, Any]
    """Front matter that it brought along, in the words of our schema."""
    put_aside: tuple[tuple[str, Any], ...] = ()
    """Front matter that no field of ours holds."""
    title: str = ""
    """A headline that it states apart from its text."""
    spare_title: str = ""
    """A headline for want of another: the subject of an e-mail."""
    day: date | None = None
    spare_day: date | None = None
    """A day for want of another: that of an e-mail."""
    lang: str = ""
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unsettled: tuple[LeftOut, ...] = ()
    """Tracked changes and comments: the draft is made without them, if a person says so."""
    pictures: tuple[Picture, ...] = ()
    documents: tuple[Attachment, ...] = ()


class Unsettled(Refused):
    """A text that somebody is still working on."""


def refuse_unsettled(source: Source, name: str, line: str) -> None:
    """Raise `Unsettled` where tracked changes or comments are left; `line` is what to type to take the text so."""
    if not source.unsettled:
        return
    changes = [one for one in source.unsettled if one.kind == "changes"]
    comments = [one for one in source.unsettled if one.kind == "comments"]
    said = " and ".join(
        counted(len(found), what) for found, what in ((changes, "tracked change"), (comments, "comment")) if found
    )
    lines = [f"{name} has {said}:"]
    lines += [f"    {one.what}: {quoted(one.text)}" for one in source.unsettled[:MOST_SHOWN]]
    if len(source.unsettled) > MOST_SHOWN:
        lines.append(f"    and {len(source.unsettled) - MOST_SHOWN} more")
    program, menu = LIBREOFFICE if name.lower().endswith((".odt", ".ott")) else WORD
    steps = [f"{menu} > Accept All"] if changes else []
    steps += ["delete the comments"] if comments else []
    fix = f"open it in {program}: {', '.join(steps)}, save; or to import the text as accepted:\n    {line}"
    raise Unsettled("\n".join(lines), fix)


MOST_SHOWN = 8
WORD = ("Word", "Review")
LIBREOFFICE = ("LibreOffice", "Edit > Track Changes")


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def quoted(text: str, most: int = SHOWN) -> str:
    """A passage, cut to what fits on a line."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= most else text[: most - 1].rstrip() + '…'}”"


def words_of(found: Iterable[LeftOut]) -> int:
    return sum(len(one.text.split()) for one in found)
