"""Blocks → the parts of a release: headline, deck, dateline, dates, body. What is in doubt stays in the body."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from plugins.desk.importing import signs
from plugins.desk.importing.blocks import Block
from plugins.desk.importing.days import Written, read_day
from plugins.desk.importing.holds import PLACEHOLDER, mentions, settled, split_subject, take_first, take_holds
from plugins.records.calendar.announced import is_hold, is_hold_within

LONGEST_TITLE = 300
LONGEST_SUBTITLE = 300
FIRST = 4
"""Blocks among which the dateline is looked for."""
LAST = 5
"""Blocks among which a date at the end is looked for."""
UNFINISHED = re.compile(
    r"(?:[,:;–—-]|\b(?:a|an|and|as|at|by|de|del|for|from|in|la|of|on|or|the|to|with|y))$", re.IGNORECASE
)


@dataclass(kw_only=True)
class Parts:
    """What was recognized so far."""

    title: str = ""
    subtitle: str = ""
    dateline: str = ""
    authors: tuple[str, ...] = ()
    has_release_line: bool = False
    """It says `FOR IMMEDIATE RELEASE`, so that a headline follows."""
    day: date | None = None
    modified: date | None = None
    embargo: datetime | str | None = None
    """The placeholder where it is in doubt."""
    holds: list[str] = field(default_factory=list)
    """Lines that say from when it may be used."""
    kind: str = ""
    """What its release line calls it, where that is no press release."""
    lang: str = ""
    """`es` where the text says so by its dates; otherwise empty."""
    body: tuple[Block, ...] = ()
    comments: dict[str, list[str]] = field(default_factory=dict)
    """Field → what a person must decide there, for a comment above it."""
    notes: list[str] = field(default_factory=list)

    def ask(self, name: str, comment: str) -> None:
        self.comments.setdefault(name, []).append(comment)
        self.notes.append(f"{name}: {comment}")


def recognize(
    blocks: Iterable[Block], *, title: str, fallback_title: str, day: date | None, today: date, subject: str = "",
    margins: Iterable[str] = (),
) -> Parts:  # fmt: skip
    """Take the parts of a release from its text. `title` and `day` are those that the source states elsewhere.

    `subject`, of an e-mail, is the headline unless the text plainly has one; `fallback_title` is used where none is
    found; `today`, that of the source if it has one, where a day is given without its year; `margins` are the words of
    page headers and footers.
    """
    parts = Parts(title=title, day=day)
    year = today.year
    rest, parts.holds = take_holds(_without_ends(list(blocks), parts), today)
    parts.holds += [words for words in margins if is_hold_within(words)]
    if subject:
        hold, subject = split_subject(subject)
        parts.holds += [hold] if hold else []
    rest = _without_modified(rest, parts)
    contacts: list[Block] = []
    rest = _without_head(rest, parts, contacts)
    if not parts.title:
        rest = _without_title(rest, parts, fallback_title, subject, has_head=parts.has_release_line or bool(contacts))
    elif rest and rest[0].kind in ("heading", "text") and rest[0].text == parts.title:
        parts.notes.append(f"left out: the line “{rest[0].text}”, which is the headline again.")
        rest = rest[1:]
    rest = _without_head(rest, parts, contacts)
    rest = _without_deck(rest, parts, contacts, year)
    if parts.day is None and "date" not in parts.comments:
        _date_at_the_end(rest, parts)
    parts.body = (*_detached(rest), *_detached(contacts))
    _embargo(parts, today)
    return parts


def _detached(blocks: list[Block]) -> list[Block]:
    """The first block of a run begins it: what was above it has gone elsewhere."""
    return [replace(blocks[0], joined=False), *blocks[1:]] if blocks else []


def _without_ends(blocks: list[Block], parts: Parts) -> list[Block]:
    for block in blocks:
        if block.kind == "end":
            parts.notes.append(f"left out: the end mark “{block.raw}”. The site adds its own.")
    return [block for block in blocks if block.kind != "end"]


def _without_modified(blocks: list[Block], parts: Parts) -> list[Block]:
    """`Last modified`, its date on the same line or in the next block."""
    for index, block in enumerate(blocks):
        match = signs.MODIFIED.fullmatch(block.text) if block.kind == "text" else None
        if match is None:
            continue
        end = index + 1
        written = read_day(match["day"]) if match["day"] else None
        if not match["day"] and end < len(blocks):
            written = signs.read_date_line(blocks[end].text)
            end += 1
        if written is None:
            continue
        said = " ".join(b.text for b in blocks[index:end])
        if written.day:
            parts.modified = written.day
            parts.notes.append(f"modified: {written.day}, from “{said}”.")
            _spanish(written, parts)
        else:
            parts.ask("modified", _either(written, said))
        return [*blocks[:index], *blocks[end:]]
    return blocks


def _without_head(blocks: list[Block], parts: Parts, contacts: list[Block]) -> list[Block]:
    """Take release line, embargo, contacts and date off the top, in any order."""
    rest = list(blocks)
    while rest:
        block = rest[0]
        text = block.text
        if block.kind == "rule":
            rest = rest[1:]
        elif block.kind not in ("text", "heading"):
            break
        elif is_hold(text):
            words, headline = take_first(block)
            parts.holds.append(words)
            rest = [*headline, *rest[1:]]
        elif written := signs.read_date_line(text):
            if not _take_date(written, text, parts):
                break
            rest = rest[1:]
        elif signs.is_contact(text) or (contacts and len(text) <= 100 and signs.REACHABLE.search(text)):
            taken = signs.contact_length(rest)
            contacts += rest[:taken]
            rest = rest[taken:]
        elif (after := _after_release_line(block, parts)) is not None:
            rest = [*after, *rest[1:]]
        else:
            break
    return rest


def _after_release_line(block: Block, parts: Parts) -> list[Block] | None:
    """What follows `FOR IMMEDIATE RELEASE` on its line; None where the line is none, or a headline."""
    match = signs.RELEASE_LINE.fullmatch(block.text)
    if match is None:
        return None
    rest = match["rest"] or ""
    separated = bool(re.search(r"[:|,–—-]\s*$", block.text[: match.start("rest")])) if rest else True
    if rest and not (separated or signs.is_head_line(rest)):
        return None
    if rest and not block.plain and rest not in block.raw:
        return None
    if signs.SPANISH_RELEASE_LINE.match(match["line"]):
        parts.lang = "es"
    parts.has_release_line = True
    if called := signs.KIND.search(match["line"]):
        parts.kind = called[0].lower()
        parts.notes.append(f"kind: {parts.kind}, from “{match['line']}”.")
    else:
        parts.notes.append(f"left out: “{match['line']}”. The site shows the date itself.")
    return [replace(block, raw=block.raw[block.raw.rindex(rest) :], kind="text")] if rest else []


def _embargo(parts: Parts, today: date) -> None:
    """What the lines of a hold say together; a release without another date goes out on the day that they name."""
    hold = settled(parts.holds, mentions(block.text for block in parts.body), parts.day, today)
    parts.embargo = hold.embargo
    if hold.embargo == PLACEHOLDER:
        parts.ask("embargo", hold.note)
    elif isinstance(hold.embargo, datetime):
        parts.notes.append(f"embargo: {hold.note}")
        if parts.day is None and "date" not in parts.comments:
            parts.day = hold.embargo.date()
            parts.notes.append(f"date: {parts.day}, the day on which the embargo ends. Check it.")


def _take_date(written: Written, said: str, parts: Parts) -> bool:
    """Note the date of the release; False where another one is known already, so that this one stays in the text."""
    day = written.day
    if day is None:
        if parts.day is None:
            parts.ask("date", _either(written, said))
        return parts.day is None or parts.day in written.readings
    if parts.day is not None and parts.day != day:
        parts.notes.append(
            f"date: the text also has the date “{said}”, but the release is dated {parts.day}. Check which is right."
        )
        return False
    if parts.day is None:
        parts.notes.append(f"date: {day}, from “{said}”.")
    parts.day = day
    _spanish(written, parts)
    return True


def _spanish(written: Written, parts: Parts) -> None:
    if written.spanish:
        parts.lang = "es"


def _either(written: Written, said: str) -> str:
    days = " or ".join(day.isoformat() for day in written.readings)
    return f"the text says “{said}”, which may be {days}. Write the right date."


def _without_title(blocks: list[Block], parts: Parts, fallback: str, subject: str, *, has_head: bool) -> list[Block]:
    if subject and not (blocks and _may_be_title(blocks[0]) and (has_head or _is_plainly_title(blocks))):
        parts.title = subject
        parts.notes.append("headline: the subject of the e-mail. Check it.")
        return blocks
    if subject and blocks[0].text.casefold() != subject.casefold():
        parts.notes.append(f"headline: from the text; the subject of the e-mail was “{subject[:80]}”.")
    if blocks and _may_be_title(blocks[0]):
        parts.title, end = _continued(blocks)
        return _detached(blocks[end:])
    parts.title = fallback
    parts.notes.append(f"headline: none was found; the file's name, “{fallback}”, was put in. Write a headline.")
    return blocks


def _is_plainly_title(blocks: list[Block]) -> bool:
    """Whether the first line is a heading, all in bold, or has a dateline near below it."""
    first = blocks[0]
    if first.kind == "heading" or (not first.plain and re.fullmatch(r"(\*\*|__)[^*_]+\1", first.raw.strip())):
        return True
    return any(
        (dateline := signs.read_dateline(block.raw, plain=block.plain)) and dateline.day
        for block in blocks[1:FIRST]
        if block.kind == "text"
    )


def _may_be_title(block: Block) -> bool:
    dateline = signs.read_dateline(block.raw, plain=block.plain)
    return (
        block.kind in ("text", "heading")
        and len(block.text) <= LONGEST_TITLE
        and bool(re.search(r"\w", block.text))
        and not (dateline and dateline.day)
        and (block.plain or not re.search(r"\]\(|<|&\w+;", block.raw))
    )


def _without_deck(blocks: list[Block], parts: Parts, contacts: list[Block], year: int) -> list[Block]:
    """Take deck and byline from between the headline and the dateline, and the dateline from its paragraph."""
    for index, block in enumerate(blocks[:FIRST]):
        if block.kind != "text":
            continue
        dateline = signs.read_dateline(block.raw, plain=block.plain)
        if dateline is None or not (dateline.day or _is_deck(blocks[:index])) or not _dated(dateline, parts, year):
            continue
        parts.dateline = dateline.place
        parts.notes.append(f"dateline: {dateline.place}, from “{dateline.text.replace('*', '')}”.")
        between = _without_head(_without_byline(blocks[:index], parts), parts, contacts)
        line, end = _continued(between) if between else ("", 0)
        if between and end == len(between) and _may_be_subtitle(between[0]):
            parts.subtitle = line
            parts.notes.append("subtitle: from the line between headline and dateline.")
            between = []
        return [*between, replace(block, raw=dateline.rest, joined=False), *blocks[index + 1 :]]
    return blocks


def _is_deck(blocks: list[Block]) -> bool:
    """Whether none of these is a sentence: a city in capitals further down begins no release."""
    return not any(block.text.endswith((".", "!", "?")) for block in blocks)


def _continued(blocks: list[Block]) -> tuple[str, int]:
    """The first line with those under it that go on with it, and how many blocks that is."""
    line, end = blocks[0].text, 1
    while (
        end < len(blocks)
        and blocks[end].joined
        and blocks[end].kind == "text"
        and len(line) + len(blocks[end].text) <= LONGEST_TITLE // 2
        and (blocks[end].text[:1].islower() or UNFINISHED.search(line))
    ):
        line = f"{line} {blocks[end].text}"
        end += 1
    return line, end


def _may_be_subtitle(block: Block) -> bool:
    return (
        block.kind in ("text", "heading")
        and len(block.text) <= LONGEST_SUBTITLE
        and not signs.is_contact(block.text)
        and (block.plain or not re.search(r"\]\(|<|&\w+;", block.raw))
    )


def _dated(dateline: signs.Dateline, parts: Parts, year: int) -> bool:
    """Take the date of a dateline. False where it cannot be one, so that the words stay in the text."""
    if not dateline.day:
        return True
    known = parts.day or parts.modified
    written = read_day(dateline.day, known.year if known else year)
    if written is None:
        return False
    if written.day and parts.day is None and read_day(dateline.day) is None and not known:
        parts.ask("date", f"the dateline says “{dateline.day}” without a year; {year} is a guess. Check it.")
    return _take_date(written, dateline.day, parts)


def _without_byline(blocks: list[Block], parts: Parts) -> list[Block]:
    for index, block in enumerate(blocks):
        if match := signs.BYLINE.fullmatch(block.text):
            parts.authors = tuple(name.strip() for name in re.split(r",| and ", match["names"]) if name.strip())
            parts.notes.append(f"authors: {', '.join(parts.authors)}, from “{block.text}”.")
            return [*blocks[:index], *blocks[index + 1 :]]
    return blocks


def _date_at_the_end(blocks: list[Block], parts: Parts) -> None:
    """A date alone on the last line is likely that of the release; it stays in the text."""
    for block in blocks[-LAST:]:
        written = signs.read_date_line(block.text) if block.kind == "text" else None
        if written and written.day:
            parts.day = written.day
            parts.notes.append(
                f"date: {written.day}, from the line “{block.text}”, which is still in the text. Check it."
            )
            _spanish(written, parts)
            return
