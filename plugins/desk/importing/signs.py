"""The fixed lines of a press release, and how to tell them: release line, contact, date, dateline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.desk.importing.blocks import Block
from plugins.desk.importing.days import DAY, DAY_OR_BARE, Written, read_day
from plugins.records.calendar.announced import is_hold

RELEASE_LINE = re.compile(
    r"(?P<line>for release (?:immediately|now|at will|(?:up)?on receipt)|for (?:immediate )?release"
    r"|(?:press|news|media) (?:release|statement|advisory)|immediate release"
    r"|para (?:su )?(?:publicación|difusión|divulgación) inmediata|comunicado de prensa|nota de prensa"
    r"|boletín de prensa)"
    r"(?:\s*(?:[:|,–—-]+\s*|\s(?=\S))(?P<rest>.*?)|[\s:.!]*)",
    re.IGNORECASE,
)
KIND = re.compile(r"statement|advisory", re.IGNORECASE)
"""In a release line: a word that is the value of `kind` as well."""
SPANISH_RELEASE_LINE = re.compile(r"para |comunicado|nota|boletín", re.IGNORECASE)
LONGEST_LINE = 200
FARTHEST = 400
"""Characters within which a dateline ends."""
CONTACT = re.compile(
    r"(?:(?:press|media|news|for (?:more|further) information,?)\s+)?(?:contact|contacts|contacto|contactos)"
    r"(?: de prensa| information| person)?\s*(?:[:–—].*)?|(?:media|press) (?:inquiries|enquiries)\s*(?::.*)?",
    re.IGNORECASE,
)
LONGEST_CONTACT_LINE = 160
MOST_CONTACT_LINES = 16
MOST_BETWEEN = 4
"""Lines of a name, a title and an office, before the address or number of a person."""
REACHABLE = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|(?<![\d/])\(?\d{3}\)?[ .·-]\d{3}[ .·-]\d{4}|\+\d[\d ().-]{6,}")
MODIFIED = re.compile(
    rf"(?:last (?:modified|updated)|modified|updated|última (?:actualización|modificación)|actualizado)"
    rf"(?: on| el)?\s*:?\s*(?P<day>{DAY})?\.?",
    re.IGNORECASE,
)
DATE_LINE = re.compile(rf"(?:(?:date|released|fecha)\s*:\s*)?(?P<day>{DAY})\.?", re.IGNORECASE)
BYLINE = re.compile(
    r"By (?P<names>[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3}(?:(?:,| and) [A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3})*)"
)

_DASH = r"\s*(?:—|–|―|--+|\s-(?=\s))\s*"
_PLACE = r"(?P<place>[^\W\d_][^—–―()\n:;!?\"“”]{1,98}?)"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<day>(?i:{DAY})),?\s*(?:\(|\s)?{_PLACE}{_DASH}",
        rf"{_PLACE},?\s*\(?(?P<day>(?i:{DAY_OR_BARE}))\)?,?{_DASH}",
        rf"(?P<place>[A-ZÁÉÍÑÓÚÜ][A-ZÁÉÍÑÓÚÜ .'’&-]{{4,40}}(?:, ?[A-Z][\w. ]{{1,30}})?){_DASH}",
    )
)
_SMALL = re.compile(r"and|y|e|de|del|la|las|los|el|of|the|et|und|en|on|in|da|do|dos|das|d\.c\.|a", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when a release was issued, at the head of its first paragraph."""

    place: str
    day: str
    """As written; empty where there is none."""
    rest: str
    """The paragraph after the dash."""
    text: str
    """All of what came before `rest`."""


def read_dateline(raw: str, *, plain: bool) -> Dateline | None:
    """Find `San Francisco, Sept. 1, 2010 — `, its order reversed, the day in brackets, or an AP-style `CITY — `."""
    opening = "" if plain else re.match(r"[*_]{0,3}", raw)[0]  # type: ignore[index]
    text = raw[len(opening) :]
    for pattern in _DATELINES:
        head = (_emphasized(pattern, opening) if opening else pattern).match(text, 0, FARTHEST)
        if head is None:
            continue
        place = " ".join(head["place"].split()).strip(" ,")
        rest = text[head.end() :]
        day = head.groupdict().get("day") or ""
        if rest.strip() and _is_place(place):
            return Dateline(place=place, day=day, rest=rest, text=" ".join(head[0].split()))
    return None


def _emphasized(pattern: re.Pattern[str], marks: str) -> re.Pattern[str]:
    """A dateline that is emphasized whole: its closing marks come before or after the dash."""
    closing = re.escape(marks)
    return re.compile(pattern.pattern[: -len(_DASH)] + rf"(?:{closing}{_DASH}|{_DASH}{closing}\s*)")


def _is_place(place: str) -> bool:
    """Every word of a place begins with a capital, but for such as `and`."""
    words = re.split(r"[\s,/-]+", place)
    named = [word for word in words if word and not _SMALL.fullmatch(word)]
    return bool(named) and len(words) <= 14 and all(word[0].isupper() or not word[0].isalpha() for word in named)


def read_date_line(text: str) -> Written | None:
    """A line that is a date and nothing else."""
    match = DATE_LINE.fullmatch(text)
    return read_day(match["day"]) if match else None


def is_contact(text: str) -> bool:
    return len(text) <= LONGEST_LINE and bool(CONTACT.fullmatch(text))


def contact_length(blocks: Sequence[Block]) -> int:
    """How many blocks a contact takes, of a text that begins with its line: those under it that are short, as long as
    an address or a number is still to come.
    """
    last = 0
    for at in range(1, min(MOST_CONTACT_LINES, len(blocks))):
        block = blocks[at]
        text = block.text
        if block.kind not in ("text", "heading") or len(text) > LONGEST_CONTACT_LINE or at - last > MOST_BETWEEN:
            break
        if read_date_line(text) or is_hold(text) or RELEASE_LINE.fullmatch(text):
            break
        if REACHABLE.search(text):
            last = at
        elif text.endswith((".", "!", "?")) and not re.search(r"\b(?:Jr|Sr|Inc|Esq)\.$", text):
            break
    return last + 1


def is_head_line(text: str) -> bool:
    """Whether a line is one of the fixed ones, which may follow one another without a blank line."""
    return (
        is_contact(text)
        or is_hold(text)
        or any(p.fullmatch(text) for p in (DATE_LINE, MODIFIED))
        or (bool(RELEASE_LINE.fullmatch(text)) and len(text) <= 60)
    )
