"""Lines that say from when a release may be used, wherever they stand, and what becomes of them: an embargo."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import takewhile

from plugins.desk.importing.blocks import Block
from plugins.records.calendar.announced import (
    MENTION,
    MOST_LINES,
    goes_on,
    is_hold,
    is_hold_within,
    read_moment,
    says_when,
    split_hold,
)

PLACEHOLDER = "WRITE THE TIME"
"""Stands for an embargo that could not be read: no release with it goes out until a person answers."""
SHOWN = 120
OPEN_ENDED = re.compile(r"(?:until|till|hasta|for release)\W*$|:\W*$", re.IGNORECASE)
SUBJECT = re.compile(
    r"[\[(*\s]*(?P<hold>(?:strictly |under )*embargo(?:ed)?\b[^\[\]]*?)"
    r"(?:[\])]\s*[:–—-]?|:(?=\s)|\s[–—-]\s)\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Until when a text is held, as its own lines say."""

    embargo: datetime | str | None
    """None where no line says so; the placeholder where it is in doubt."""
    note: str = ""


def take_holds(blocks: Sequence[Block], today: date) -> tuple[list[Block], list[str]]:
    """The blocks without such lines, and the lines. One that is part of a longer text stays where it is."""
    left: list[Block] = []
    lines: list[str] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.kind not in ("text", "heading", "item") or not is_hold_within(block.text):
            left.append(block)
            at += 1
            continue
        taken = _length(blocks[at : at + MOST_LINES], today)
        lines.append(" ".join(one.text for one in blocks[at : at + taken]))
        at += taken
        if at < len(blocks) and not block.joined:
            blocks = [*blocks[:at], replace(blocks[at], joined=False), *blocks[at + 1 :]]
    return left, lines


def take_first(block: Block) -> tuple[str, list[Block]]:
    """The hold at the top of a text, and what is left of its line: `EMBARGOED: Counties vote` has a headline in it."""
    if not is_hold(block.text):
        return "", [block]
    words, rest = split_hold(block.text)
    if rest and (block.plain or rest in block.raw):
        return words, [replace(block, raw=block.raw[block.raw.rindex(rest) :] if rest in block.raw else rest)]
    return block.text, []


def split_subject(subject: str) -> tuple[str, str]:
    """`EMBARGOED until Tuesday: Counties vote`, of an e-mail, as the words of the hold and the headline."""
    match = SUBJECT.fullmatch(subject)
    return (" ".join(match["hold"].split()), match["rest"]) if match else ("", subject)


def mentions(texts: Iterable[str]) -> list[str]:
    """Passages of a longer text that say so too."""
    found = []
    for text in texts:
        if match := MENTION.search(text):
            found.append(text[match.start() : match.start() + SHOWN].strip())
    return found


def _length(blocks: Sequence[Block], today: date) -> int:
    """With the lines below it that are nothing but a day, an hour or a zone, as far as it needs them."""
    words = blocks[0].text
    if read_moment(words, today, is_own=True).moment:
        return 1
    below = list(takewhile(lambda block: block.kind in ("text", "heading") and goes_on(block.text), blocks[1:]))
    for taken, block in enumerate(below, 2):
        words = f"{words} {block.text}"
        if read_moment(words, today, is_own=True).moment:
            return taken
    return 1 + len(below) if OPEN_ENDED.search(blocks[0].text) else 1


def settled(lines: Sequence[str], passages: Sequence[str], day: date | None, today: date) -> Hold:
    """What the lines say together. Where they leave it in doubt, the release is held until a person says."""
    if not lines and not passages:
        return Hold(embargo=None)
    base = day or today
    read = [(line, read_moment(line, base, is_own=day is not None)) for line in dict.fromkeys([*lines, *passages])]
    moments = {one.moment for _, one in read if one.moment}
    said = "; ".join(f"“{line[:SHOWN]}”" for line, _ in read)
    still = " It is still in the text: take it out there." if passages else ""
    if len({moment.timestamp() for moment in moments}) == 1:
        moment = min(moments)
        inferred = "".join(f" {one.note[:1].upper()}{one.note[1:]}." for _, one in read if one.moment and one.note)
        when = moment.isoformat(timespec="minutes")
        return Hold(
            embargo=moment, note=f"{when}, from {said}.{inferred} Check the hour and the offset.{still}"
        )  # fmt: skip
    why = "they differ" if moments else next((one.note for line, one in read if says_when(line) and one.note), "")
    return Hold(
        embargo=PLACEHOLDER,
        note=f"the text says {said}{f' ({why})' if why else ''}. Write the day, the hour and its offset from UTC, "
        f"or delete the line embargo: if there is none.{still}",
    )
