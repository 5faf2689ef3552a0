"""What looks like a subhead or a quotation, written as one; a remark in the draft says so, and how it was."""

import re
from dataclasses import replace

from plugins.desk.importing.blocks import Block

LONGEST_SUBHEAD = 100
LONGEST_SPEAKER = 200
BOLD = re.compile(r"(\*\*|__)(?P<words>[^*_\n][^*\n]*?)\1")
OPEN, CLOSE = '“"«„', '”"»“'
WHOLE = re.compile(rf"(?P<marks>[*_]{{0,2}})[{OPEN}](?P<words>[^“”\"«»„]+)[{CLOSE}](?P=marks)")
DASHED = re.compile(rf"[{OPEN}](?P<words>[^“”\"«»„]+)[{CLOSE}],?\s*(?:—|–|--|-)\s*(?P<speaker>\S[^“”\"\n]*)")
SAID = re.compile(
    rf"[{OPEN}](?P<words>[^“”\"«»„]+?)(?P<comma>,?)[{CLOSE}],?\s+"
    r"(?P<verb>said|says|added|stated|explained|declared|noted|continued|dijo|señaló|afirmó|agregó|declaró)\s+"
    r"(?P<speaker>[A-ZÁÉÍÑÓÚÀ-Þ][^“”\"\n]*?)\.?"
)
STYLED = re.compile(rf">\s?[{OPEN}]?(?P<words>[^“”\"«»„\n>]+)[{CLOSE}]?")
"""A quotation of one paragraph that the source marks as one, by the style Quote."""
SPEAKER_LINE = re.compile(r"(?:—|–|--|-)\s*(?P<speaker>[^\W\d_][^“”\"\n]*)")
SENTENCE_WITHIN = re.compile(r"[.!?][\"”’)]*\s+[A-ZÁÉÍÑÓÚ]")
CLAUSE = re.compile(
    r"\b(?:who|which|that|when|while|after|before|because|if|but|as|about|adding|referring|que|cuando)\b"
)
"""Words after which it is no longer the speaker that is named."""
INITIAL = re.compile(r"\b(?:[A-Z]|Jr|Sr|Dr|Mr|Ms|Mrs|St|Sen|Rep|Gov|Lt|Col|Gen|Prof|Rev|Inc|Co|Ltd)\.(?=\s)")


def suggest(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], list[str]]:
    """The blocks with suggestions in them, and a note for each kind."""
    made: list[Block] = []
    subheads: list[str] = []
    speakers: list[str] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if (words := _subhead(block, following)) is not None:
            subheads.append(words)
            made.append(
                Block(raw=_marked(f"## {words}", f"a line in bold. If it is no subhead: {block.raw}"), kind="other")
            )
        elif quotation := _quotation(block, following):
            words, speaker, was, used = quotation
            speakers.append(speaker)
            made.append(
                Block(
                    raw=_marked(f"> {words}\n> — {speaker}", f"a quotation and its speaker. It was: {was}"),
                    kind="other",
                )
            )
            at += used
            continue
        else:
            made.append(block)
        at += 1
    notes = []
    if subheads:
        notes.append(f"subheads: {len(subheads)}, from lines in bold: {_listed(subheads)}. Check them.")
    if speakers:
        notes.append(f"quotations: {len(speakers)}, with their speakers: {_listed(speakers)}. Check them.")
    return tuple(replace(block, joined=False) if at == 0 else block for at, block in enumerate(made)), notes


def _subhead(block: Block, following: Block | None) -> str | None:
    """The words of a short line in bold that something follows."""
    if block.kind != "text" or block.plain or block.joined or following is None or following.joined:
        return None
    match = BOLD.fullmatch(block.raw.strip())
    if (
        match is None
        or len(match["words"]) > LONGEST_SUBHEAD
        or match["words"].rstrip().endswith((".", ",", ";", "”", '"'))
    ):
        return None
    return match["words"].strip().rstrip(":").rstrip() if re.search(r"\w", match["words"]) else None


def _quotation(block: Block, following: Block | None) -> tuple[str, str, str, int] | None:
    """(Words, speaker, how it was, how many blocks it takes)."""
    if block.kind == "other" and following is not None and (styled := STYLED.fullmatch(block.raw.strip())):
        below = following.text.removeprefix("> ").strip()
        spoken = SPEAKER_LINE.fullmatch(_without_escape(below))
        if following.kind in ("text", "other") and spoken and len(spoken["speaker"]) <= LONGEST_SPEAKER:
            return styled["words"].strip(), spoken["speaker"].strip(), "in the style Quote, the speaker below", 2
        return None
    if block.kind != "text" or "<!--" in block.raw:
        return None
    raw = block.markdown
    if whole := WHOLE.fullmatch(raw):
        line = (
            SPEAKER_LINE.fullmatch(following.text)
            if following is not None and following.kind in ("text", "item")
            else None
        )
        if line is None or following is None or len(line["speaker"]) > LONGEST_SPEAKER or following.kind == "item":
            return None
        spoken = SPEAKER_LINE.fullmatch(_without_escape(following.markdown))
        if spoken is None:
            return None
        return whole["words"].strip(), spoken["speaker"].strip(), "in quotation marks, the speaker below", 2
    if dashed := DASHED.fullmatch(raw):
        if len(dashed["speaker"]) <= LONGEST_SPEAKER and dashed["speaker"][0].isupper():
            return (
                dashed["words"].strip(),
                dashed["speaker"].strip(),
                "in quotation marks, with the speaker after a dash",
                1,
            )
        return None
    if said := SAID.fullmatch(raw):
        speaker = said["speaker"].strip()
        plain = INITIAL.sub("", speaker)
        if len(speaker) <= LONGEST_SPEAKER and not SENTENCE_WITHIN.search(plain) and not CLAUSE.search(plain):
            words = said["words"].strip() + ("." if said["comma"] else "")
            return words, speaker, f"“…,” {said['verb']} {speaker}.", 1
    return None


def _without_escape(text: str) -> str:
    return re.sub(r"^(?:\\-|&#45;|&#8211;|&#8212;)", "—", text)


def _marked(markdown: str, how: str) -> str:
    return f"<!-- import: {' '.join(how.replace('--', '- -').replace('>', '').split())} -->\n{markdown}"


def _listed(words: list[str]) -> str:
    shown = "; ".join(f"“{one[:40]}”" for one in words[:3])
    return f"{shown} and {len(words) - 3} more" if len(words) > 3 else shown
