"""Lines of a text that say from when it may be used: `EMBARGOED UNTIL …`, `FOR IMMEDIATE RELEASE`."""

import re

from plugins.prose.code import blanked
from plugins.prose.model import Hold

LIKELY = re.compile(
    r"^[ ]{0,3}(?:<[^>\n]*+>|[*_#\[(=–—•·|!“\"'~-]|\d+[.)]|[^\S\n])*+"
    r"(?:please|strictly|note|important|attention|editors|under|embargo|embargad|hold|not|no|do|don['’]t|must|may|for"
    r"|release|publication|para)\b|^[^>\n]{0,12}\bembarg[oa]",
    re.IGNORECASE | re.MULTILINE,
)
"""How such a line may begin: tried before its words are, so that a text without one costs little."""
SIGNS = ("embarg", "release", "publi", "hold ", "difund", "difusi", "divulg", "until", "before", "till ", "prior to")
MARKS = re.compile(r"<[^>\n]*>|[*_]+|^[ ]*(?:#+|[-+]|\d+[.)])[ ]|[ ]*#+[ ]*$|\\$|\{[:#][^}\n]*\}$")
LONGEST_LINE = 400
MOST_LINES = 4
"""Lines that one of them takes: `EMBARGOED UNTIL`, the day, the hour, the zone."""
FULL_LINE = 60
"""Characters from which a line may be part of a paragraph that was wrapped, so that the next one begins nothing."""


def holds_in(body: str) -> tuple[Hold, ...]:
    """Each such line with what belongs to it; not those in code, in a quotation, or in the middle of a paragraph."""
    lowered = body.lower()
    if not any(sign in lowered for sign in SIGNS):
        return ()
    text = blanked(body)
    if LIKELY.search(text) is None:
        return ()
    text = _without_remarks(text)
    from plugins.records.calendar.announced import IMMEDIATE, is_day_of_release, is_hold_within  # for few texts

    lines = text.split("\n")
    found: list[Hold] = []
    for at, line in enumerate(lines):
        if len(line) > LONGEST_LINE or LIKELY.match(line) is None:
            continue
        if at and len(lines[at - 1].strip()) > FULL_LINE and not lines[at - 1].endswith(("  ", "\\", ">")):
            continue
        words = _plain(line)
        if IMMEDIATE.fullmatch(words.strip("“”\"'()[]|:.!–—- ")):
            found.append(Hold(line=at + 1, text=words, is_immediate=True))
        elif is_hold_within(words) or is_day_of_release(words):
            found.append(Hold(line=at + 1, text=_with_what_follows(words, lines[at + 1 :])))
    return tuple(found)


def _without_remarks(text: str) -> str:
    """Remarks that no reader sees, as empty lines; one that never ends is reported elsewhere."""
    kept, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end + len("-->")
    return "".join([*kept, text[position:]])


def _with_what_follows(words: str, below: list[str]) -> str:
    """With the lines right below it that are nothing but a day, an hour or a zone."""
    from plugins.records.calendar.announced import goes_on

    taken = [words]
    for line in below[: 2 * MOST_LINES]:
        if plain := _plain(line[:LONGEST_LINE]):
            if len(taken) == MOST_LINES or not goes_on(plain):
                break
            taken.append(plain)
    return " ".join(taken)


def _plain(line: str) -> str:
    return " ".join(MARKS.sub("", line).split())
