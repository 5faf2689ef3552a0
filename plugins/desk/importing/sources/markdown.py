"""Markdown → its front matter and its blocks; the body keeps its markup."""

import re
from dataclasses import dataclass
from typing import Any

from plugins.desk.importing.blocks import END, Block
from plugins.desk.importing.signs import is_head_line
from plugins.desk.importing.sources.plain import RULE
from plugins.desk.refusal import Refused
from plugins.records.fixing.diagnosis import FENCE
from plugins.records.front_matter import split_front_matter
from plugins.records.schema import SINGULARS, Release
from plugins.records.validation import field_names

FENCED_CODE = re.compile(r"(`{3,}|~{3,})")
ATX = re.compile(r"#{1,6}[ \t]+\S.*")
SETEXT = re.compile(r"\S.*\n(?:=+|-+)[ \t]*")
NO_PARAGRAPH = re.compile(r"[>|<]|[ ]{4}|\t|[-+*][ \t]|\d+[.)][ \t]|!\[|\[\^?[^\]]+\]:|`{3}|~{3}|:[ \t]")


@dataclass(frozen=True, slots=True)
class Head:
    """Front matter that a source brings along."""

    fields: dict[str, Any]
    body: str


def split_head(text: str, name: str) -> Head:
    """Read YAML or `Key: value` lines, if the text begins with any. Raises `Refused` where they are faulty."""
    front = split_front_matter(text.lstrip("\n"), name)
    fenced = text.lstrip("\n").split("\n", 1)[0].rstrip() == FENCE
    codes = {p.code for p in front.problems}
    known = {*field_names(Release), *SINGULARS}
    if fenced and "F001" in codes:
        return Head({}, text)
    if not fenced and ("F001" in codes or not ({"title", "date"} & front.fields.keys() & known)):
        return Head({}, text)
    for p in front.problems:
        raise Refused(f"{name}:{p.line}: {p.what}", p.fix)
    fields: dict[str, Any] = {}
    for written, value in front.fields.items():
        fields.setdefault(SINGULARS.get(written, written), value)
    return Head({key: value for key, value in fields.items() if value not in ("", [], {})}, front.body)


def read_markdown(text: str) -> tuple[Block, ...]:
    """Blocks separated by blank lines; code between fences is one block."""
    return tuple(block for chunk in _chunks(text) for block in _blocks(chunk))


def _chunks(text: str) -> list[str]:
    chunks: list[list[str]] = [[]]
    fence = ""
    for line in text.split("\n"):
        if match := FENCED_CODE.match(line):
            if not fence:
                fence = match[1]
            elif line.strip() == fence:
                fence = ""
        if line.strip() or fence:
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    return ["\n".join(chunk) for chunk in chunks if chunk]


def _blocks(chunk: str) -> list[Block]:
    line = chunk.strip()
    if END.fullmatch(line):
        return [Block(raw=line, kind="end")]
    if RULE.fullmatch(line) and line[0] in "-_*":
        return [Block(raw=line, kind="rule")]
    if SETEXT.fullmatch(chunk):
        level = 1 if line[-1] == "=" else 2
        return [Block(raw=f"{'#' * level} {line.split(chr(10))[0]}", kind="heading")]
    first, _, rest = chunk.partition("\n")
    if ATX.fullmatch(first):
        return [Block(raw=first.rstrip(), kind="heading"), *(_blocks(rest) if rest.strip() else [])]
    if NO_PARAGRAPH.match(chunk):
        return [Block(raw=chunk, kind="other")]
    if rest and any(is_head_line(Block(raw=part).text) for part in chunk.split("\n")):
        return [Block(raw=part.strip(), joined=index > 0) for index, part in enumerate(chunk.split("\n"))]
    return [Block(raw=chunk.strip("\n"))]
