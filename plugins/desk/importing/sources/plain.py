"""Plain text → blocks: paragraphs, wrapped or one a line; lists; underlined headings."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median_low

from plugins.desk.importing.blocks import END, Block
from plugins.desk.importing.signs import is_head_line

RULE = re.compile(r"([-_*=~])(?:\s*\1){2,}")
ITEM = re.compile(r"(?P<mark>[-*+•◦▪●○·‣⁃–]|\d{1,3}[.)])[ \t]+(?P<text>\S.*)")
SPACES = re.compile(r"[ \t\u00a0]{2,}|\t")
GAP = re.compile(r"(?:[ \u00a0]{4,}|\t+)\s*")
"""Between two columns of a letterhead."""
NARROWEST, WIDEST = 50, 120
"""Columns between which a text may have been wrapped by its editor."""
SLACK = 4
ENOUGH = 3
"""Full lines that make a text a wrapped one."""
LONGEST_UNDERLINED = 100
DEEPEST = 5


def read_plain(text: str) -> tuple[Block, ...]:
    """Paragraphs are between blank lines, or on one line each; a wrapped paragraph becomes one line again."""
    lines = [column for line in text.split("\n") for column in _columns(line)]
    width = _wrapped_at(lines)
    blocks: list[Block] = []
    indents: list[int] = []
    last = ""
    for line in lines:
        words = SPACES.sub(" ", line.strip())
        before = blocks[-1] if last.strip() else None
        if not words:
            pass
        elif END.fullmatch(words):
            blocks.append(Block(raw=words, kind="end", plain=True))
        elif RULE.fullmatch(words):
            if before and _is_underlined(before, words):
                blocks[-1] = replace(before, kind="heading")
            else:
                blocks.append(Block(raw=words, kind="rule", plain=True))
        elif item := ITEM.fullmatch(words):
            within = indents if blocks and blocks[-1].kind == "item" else []
            indents = [*(indent for indent in within if indent < _indent(line)), _indent(line)]
            depth = 0 if item["mark"][0].isdigit() else min(len(indents) - 1, DEEPEST)
            blocks.append(Block(raw=item["text"], kind="item", plain=True, mark=item["mark"], depth=depth))
        elif before and _continues(before, last, line, width):
            blocks[-1] = replace(before, raw=f"{before.raw} {words}")
        else:
            blocks.append(Block(raw=words, plain=True, joined=before is not None))
        last = line
    return tuple(blocks)


def _columns(line: str) -> Iterator[str]:
    """The line; or its two columns, where one of them is a fixed line of a letterhead."""
    parts = GAP.split(line.strip()) if len(line) <= WIDEST * 2 else []
    if len(parts) == 2 and any(is_head_line(part) for part in parts):
        yield from parts
    else:
        yield line


def _wrapped_at(lines: list[str]) -> int:
    """The column at which the text was wrapped; 0 where each line is a paragraph."""
    groups: list[list[int]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(len(line.rstrip()))
        elif groups[-1]:
            groups.append([])
    for least in (3, 2):
        if widest := [max(group) for group in groups if len(group) >= least]:
            break
    width = median_low(widest) if widest else 0
    if not NARROWEST <= width <= WIDEST:
        return 0
    followed = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    full = sum(1 for line, following in followed if _is_full(line, following, width))
    return width if full >= ENOUGH and full * 3 >= len(followed) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next word had no room on the line."""
    length = len(line.rstrip())
    return width / 2 < length <= width + 2 * SLACK and length + 1 + len(following.split()[0]) > width - SLACK


def _is_underlined(before: Block, rule: str) -> bool:
    return before.kind == "text" and not before.joined and len(before.raw) <= LONGEST_UNDERLINED and rule[0] in "=-"


def _continues(before: Block, last: str, line: str, width: int) -> bool:
    if before.kind == "item":
        is_first = bool(ITEM.fullmatch(last.strip()))
        hangs = _indent(line) > (_indent(last) if is_first else 0)
        return hangs or (width > 0 and _is_full(last, line, width))
    return before.kind == "text" and width > 0 and _indent(line) <= _indent(last) and _is_full(last, line, width)


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())
