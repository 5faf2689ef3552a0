"""A text as a run of blocks: what every kind of source is read into, and what the body is written from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from plugins.desk.importing.escaping import escape_line

Kind = Literal["text", "heading", "item", "rule", "end", "other"]

SHORT = 60
"""Characters of a line that may be one of an address."""
LONGEST_LOOKED_AT = 4000
"""Characters of a block whose markup matters: it may be a headline, a dateline or a closing paragraph."""
SENTENCE_END = re.compile(r"[.!?:;,]['\"’”»)]*$")
SURE_BULLETS = frozenset("•◦▪●○·‣⁃")
EMPHASIS = re.compile(r"(?<![\\\w])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
LINK = re.compile(r"(?<![\\!])\[((?:\\.|[^\[\]\\])*)\]\([^()\s]*\)")
REMARK = re.compile(r"<!-- import:.*?-->")
END = re.compile(r"#(?:\s*#){1,}|[-–—]+\s*(?:30|end|ends|fin)\s*[-–—]+", re.IGNORECASE)
"""What a release ends with, such as `###`."""
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!|-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item or rule of the source."""

    raw: str
    """As written. With `plain`, one line without markup; otherwise Markdown, which may have several."""
    kind: Kind = "text"
    plain: bool = False
    joined: bool = False
    """It follows the block before it on the next line, with no blank line between."""
    mark: str = ""
    """For an item: `•`, `-` or `3.` as written."""
    depth: int = 0
    """For an item: how many lists it is in, less one."""

    @property
    def text(self) -> str:
        """Its words on one line, as a reader sees them: what recognition looks at."""
        text = self.raw
        if not self.plain and len(text) <= LONGEST_LOOKED_AT:
            text = re.sub(r"^#{1,6}[ \t]+|[ \t]+#+$", "", text) if self.kind == "heading" else text
            text = LINK.sub(r"\1", REMARK.sub("", text)) if "[" in text or "<!--" in text else text
            text = ESCAPE.sub(r"\1", EMPHASIS.sub(r"\2", text))
        return " ".join(f"{self.mark} {text}".split())

    @property
    def markdown(self) -> str:
        """How it is written in a body of its own."""
        if self.kind == "rule":
            return "---"
        if not self.plain:
            return self.raw
        if self.kind == "heading":
            return f"## {escape_line(self.raw)}"
        return escape_line(f"{self.mark} {self.raw}".lstrip())


def body_text(blocks: tuple[Block, ...]) -> str:
    """The body: blocks separated by blank lines, lists and the lines of an address kept together."""
    blocks = _without_outer_rules(blocks)
    return "\n\n".join(part for run in _runs(blocks) for part in _written(run))


def _without_outer_rules(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    wanted = [index for index, block in enumerate(blocks) if block.kind != "rule"]
    return blocks[wanted[0] : wanted[-1] + 1] if wanted else ()


def _runs(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Items of one list; lines that were written under one another; or one block."""
    for list_type, group in groupby(blocks, key=_list_type):
        members = list(group)
        if list_type:
            yield members
            continue
        run: list[Block] = []
        for block in members:
            if run and not (block.joined and block.kind == run[0].kind == "text"):
                yield run
                run = []
            run.append(block)
        if run:
            yield run


def _list_type(block: Block) -> str:
    if block.kind != "item":
        return ""
    return "number" if block.mark[0].isdigit() else "bullet"


def _written(run: list[Block]) -> list[str]:
    if run[0].kind == "item":
        return _list(run) or [block.markdown for block in run]
    if len(run) > 1 and all(_is_address_line(block) for block in run):
        return ["  \n".join(block.markdown for block in run)]
    return [block.markdown for block in run]


def _is_address_line(block: Block) -> bool:
    text = block.text
    return len(text) <= SHORT and "|" not in text and "\n" not in block.raw and not SENTENCE_END.search(text)


def _list(items: list[Block]) -> list[str]:
    """A Markdown list, or nothing where the items may be no list, or would be numbered differently."""
    if _list_type(items[0]) == "number":
        if len(items) < 2 or [int(item.mark[:-1]) for item in items] != list(range(1, len(items) + 1)):
            return []
        return ["\n".join(f"{item.mark[:-1]}. {_item_text(item)}" for item in items)]
    if len(items) < 2 and items[0].mark not in SURE_BULLETS and items[0].plain:
        return []
    return ["\n".join(f"{'    ' * item.depth}- {_item_text(item)}" for item in items)]


def _item_text(item: Block) -> str:
    return escape_line(item.raw) if item.plain else item.raw
