"""Lines of a text that say from when it may be used: `EMBARGOED UNTIL …`, `FOR IMMEDIATE RELEASE`."""

import re

from plugins.prose.code import blanked
from plugins.prose.model import Hold

LIKELY = re.compile(
    r"[ ]{0,3}(?:<[^>\n]*+>|[*_#\[(=–—•·|!“\"'~-]|\d+[.)]|[^\S\n])*+"
    r"(?:please|strictly|note|important|attention|editors|under|embargo(?:ed|es)?|embargad[oa]|hold|not|no|do|don['’]t|must|may|for"
    r"|release|publication|para)\b",
    re.IGNORECASE,
)
"""How such a line may begin: tried before its words are, so that a text without one costs little."""
MARKS = re.compile(r"<[^>\n]*>|[*_]+|^[ ]*(?:#+|[-+]|\d+[.)])[ ]|[ ]*#+[ ]*$|\\$|\{[:#][^}\n]*\}$")
WORDS = re.compile(
    r"embarg|for (?:immediate )?(?:release|publication|use)|(?:release|publication)(?: date| time)?\s*[:–—]|inmediata"
    r"|hold (?:for|un|ti)|before|until|till|prior to|antes|hasta",
    re.IGNORECASE,
)
"""One of which each of them has."""
LONGEST_LINE = 400
FULL_LINE = 60
"""Characters from which a line may be part of a paragraph that was wrapped, so that the next one begins nothing."""


def holds_in(body: str) -> tuple[Hold, ...]:
    """Each such line with what belongs to it; not those in code, in a quotation, or in the middle of a paragraph."""
    if not any(map(_may_be, body.split("\n"))):
        return ()
    lines = _without_remarks(blanked(body)).split("\n")
    found: list[Hold] = []
    for at, line in enumerate(lines):
        if not _may_be(line):
            continue
        if at and len(lines[at - 1].strip()) > FULL_LINE and not lines[at - 1].endswith(("  ", "\\", ">")):
            continue
        words = _plain(line)
        if _is_immediate(words):
            found.append(Hold(line=at + 1, text=words, is_immediate=True))
        else:
            found.append(Hold(line=at + 1, text=_with_what_follows(words, lines[at + 1 :])))
    return tuple(found)


def _may_be(line: str) -> bool:
    return len(line) <= LONGEST_LINE and LIKELY.match(line) is not None and _is_hold(_plain(line))


def _is_hold(words: str) -> bool:
    if WORDS.search(words) is None:
        return False
    from plugins.records.calendar.announced import is_day_of_release, is_hold_within  # for few texts

    return _is_immediate(words) or is_hold_within(words) or is_day_of_release(words)


def _is_immediate(words: str) -> bool:
    from plugins.records.calendar.announced import IMMEDIATE

    return bool(IMMEDIATE.fullmatch(words.strip("“”\"'()[]|:.!–—- ")))


def _without_remarks(text: str) -> str:
    """Remarks that no reader sees, as empty lines; one that never ends is reported elsewhere."""
    kept, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end + len("-->")
    return "".join([*kept, text[position:]])


def _with_what_follows(words: str, below: list[str]) -> str:
    """With the lines right below it that are nothing but a day, an hour or a zone."""
    from plugins.records.calendar.announced import MOST_LINES, goes_on

    taken = [words]
    for line in below[: 2 * MOST_LINES]:
        if plain := _plain(line[:LONGEST_LINE]):
            if len(taken) == MOST_LINES or not goes_on(plain):
                break
            taken.append(plain)
    return " ".join(taken)


def _plain(line: str) -> str:
    return " ".join(MARKS.sub("", line).split())
