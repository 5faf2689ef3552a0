"""Which lines of a text are paragraphs, lists, quotations, code … (CommonMark 0.31, 4 and 5).

Works line by line: first the open containers that the line continues; then the blocks that begin on it; the rest of the
line is text. Tables are GitHub's; notes, terms and abbreviations are those of PHP Markdown Extra.
"""

import re
from collections.abc import Sequence

from plugins.prose.dialect import raw_html, tables
from plugins.prose.dialect.addresses import Destination, take_definitions
from plugins.prose.dialect.block import (
    CODE,
    DEFINITION,
    DOCUMENT,
    FENCE,
    HEADING,
    HTML,
    ITEM,
    LIST,
    NOTE,
    PARAGRAPH,
    QUOTE,
    REMOVED,
    RULE,
    TABLE,
    TERM,
    TERMS,
    Block,
)
from plugins.prose.dialect.run_together import may_be_an_item

END_MARK = re.compile(
    r"(?P<around>\*{1,3}|_{1,2})?(?:\\?#(?:\s*\\?#)+|[-–—~]+\s*(?:30|end|ends|fin)\s*[-–—~]+|\[(?:end|ends|30)\])(?(around)(?P=around))",
    re.I,
)
"""A line that marks the end of a press release."""

CLOSE_BULLETS = "•‣◦▪▫·∙⁃・\uf0b7\uf0a7\uf0d8"
"""Bullets of word processors that the words may follow at once; the last three are Word's own."""
BULLETS = f"{CLOSE_BULLETS}●○■□❖➢"
"""Characters that people type as list markers."""

_HEADING = re.compile(r"(#{1,6})(?= |$)")
_NO_HEADING = re.compile(r"#{2,6}(?=[^#\s])")
_UNDERLINE = re.compile(r"(=+|-+) *$")
_RULE = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_FENCE = re.compile(r"(`{3,}+)([^`]*)$|(~{3,}+)(.*)$")
_BULLET = re.compile(
    rf"[-+*](?= |$)|(?![{BULLETS}\s]*$)[{BULLETS}](?=\s)[\u00a0\u2002\u2003\u2009\u202f\u3000]*"
    rf"|[{CLOSE_BULLETS}](?=[^\W_]|[\"'“‘«(\[*])"
)
_NUMBER = re.compile(r"(\d{1,9})([.)])(?= |$)")
_NOTE = re.compile(r"\[\^([^\[\]\n]{1,200})\]: *")
_ABBREVIATION = re.compile(r"\*\[([^\\\]]+)\] ?: *(\S.*)$")
_DEFINITION = re.compile(r": +(?=\S)")
_SPACES = re.compile(r" *")


class BlockReader:
    """Reads the lines of one text."""

    def __init__(self) -> None:
        self.document = Block(DOCUMENT, 1)
        self.references: dict[str, Destination] = {}
        self.abbreviations: dict[str, str] = {}
        self.notes: list[Block] = []
        self.marked: list[Block] = []
        """Code, HTML and tables that may have mistakes, and headings that do not count because a space is missing."""
        self.like_lists: list[Block] = []
        """Paragraphs of which a line but the first begins as an item of a list may."""
        self.like_items: list[tuple[int, str]] = []
        """Such a line at the left edge, below the words of an item: its number, and what it says."""
        self._open = [self.document]
        """The open containers, outermost first."""
        self._leaf: Block | None = None
        """The block in the last of them that is being filled."""

    def read(self, lines: Sequence[str]) -> Block:
        """Read a text whose tabs are spaces, and return its blocks."""
        for number, line in enumerate(lines, start=1):
            leaf = self._leaf
            if line[:1].isalpha() and len(self._open) == 1 and (leaf is None or leaf.kind is PARAGRAPH):
                if leaf is None:
                    self._add(Block(PARAGRAPH, number, lines=[line], data=0))
                else:
                    leaf.lines.append(line)
                    leaf.last = number
                    if may_be_an_item(line):
                        self.like_lists.append(leaf)
            elif not line and len(self._open) == 1 and (leaf is None or leaf.kind is PARAGRAPH):
                self._leaf = None
            else:
                self._line(number, line)
        return self.document

    def _line(self, number: int, line: str) -> None:
        position, depth = self._follow(number, line)
        has_all = depth == len(self._open)
        leaf = self._leaf
        if has_all and leaf is not None and self._goes_on(leaf, number, line, position):
            return
        if leaf is not None and leaf.kind is PARAGRAPH and leaf.lines[0][:1] == "[" and len(leaf.lines) < 5:
            self._end_definitions(leaf, line[position:].lstrip(" "))
        position, depth, is_done = self._begin(number, line, position, depth)
        if is_done:
            return
        leaf = self._leaf
        text = line[position:].strip(" ")
        if not text:
            self._close(depth)
        elif leaf is not None and leaf.kind is PARAGRAPH:
            leaf.data = 0 if depth == len(self._open) else leaf.data + 1
            leaf.lines.append(line[position:].lstrip(" "))
            leaf.last = number
            if may_be_an_item(text) and self._open[-1].kind is not QUOTE:
                # there, a dash begins the source
                self.like_lists.append(leaf)
                if self._open[-1].kind is ITEM and leaf.data:
                    self.like_items.append((number, text))
        else:
            self._close(depth)
            self._add(Block(PARAGRAPH, number, lines=[line[position:].lstrip(" ")], data=0))

    def _end_definitions(self, paragraph: Block, following: str) -> None:
        """Close a paragraph of nothing but definitions, which only a line that begins with a title can continue."""
        text = "\n".join(paragraph.lines)
        if following[:1] not in ("'", '"', "(") and take_definitions(text, {}) == len(text):
            self._leaf = None

    # -- the open containers

    def _follow(self, number: int, line: str) -> tuple[int, int]:
        """How far a line continues the open containers: the position in it, and the number of containers."""
        position, depth = 0, 1
        for container in self._open[1:]:
            begin = _SPACES.match(line, position).end()  # type: ignore[union-attr]
            is_blank = begin == len(line)
            if container.kind is QUOTE:
                if begin - position > 3 or is_blank or line[begin] != ">":
                    break
                position = begin + 2 if line.startswith(" ", begin + 1) else begin + 1
                container.last = number
            elif is_blank:
                if container.kind is ITEM and not container.children and self._leaf is None:
                    break
                position = min(position + container.width, len(line))
            elif begin - position >= container.width:
                position += container.width
            else:
                break
            depth += 1
        return position, depth

    def _goes_on(self, leaf: Block, number: int, line: str, position: int) -> bool:
        """Add a line to the open block, if that block takes any line."""
        match leaf.kind:
            case "fence":
                begin = _SPACES.match(line, position).end()  # type: ignore[union-attr]
                mark, indent, _info = leaf.data
                rest = line[begin:].rstrip(" ")
                if begin - position <= 3 and len(rest) >= len(mark) and rest == mark[0] * len(rest):
                    leaf.data = ("", indent, _info)
                    self._leaf = None
                else:
                    leaf.lines.append(line[min(begin, position + indent) :])
                leaf.last = number
            case "html":
                if leaf.data is raw_html.BLANK:
                    if not line[position:].strip(" "):
                        self._leaf = None
                        return True
                elif leaf.data.search(line, position):
                    self._leaf = None
                leaf.lines.append(line[position:])
                leaf.last = number
            case "code":
                begin = _SPACES.match(line, position).end()  # type: ignore[union-attr]
                if begin < len(line) and begin - position < 4:
                    self._leaf = None
                    return False
                leaf.lines.append(line[position + 4 :])
                leaf.last = number if begin < len(line) else leaf.last
            case _:
                return False
        return True

    def _close(self, depth: int) -> None:
        """Close all containers except the first so many."""
        del self._open[depth:]
        self._leaf = None

    def _add(self, block: Block) -> Block:
        self._open[-1].children.append(block)
        self._leaf = block
        return block

    # -- what begins on a line

    def _begin(self, number: int, line: str, position: int, depth: int) -> tuple[int, int, bool]:
        """Open the blocks that begin on a line. Returns where its rest starts, in how many containers, and if that is
        all."""
        while True:
            begin = _SPACES.match(line, position).end()  # type: ignore[union-attr]
            if begin == len(line):
                return begin, depth, False
            leaf = self._leaf
            in_paragraph = leaf is not None and leaf.kind is PARAGRAPH
            if begin - position > 3:
                if in_paragraph:
                    return position, depth, False
                self._close(depth)
                self.marked.append(self._add(Block(CODE, number, lines=[line[position + 4 :]])))
                return position, depth, True
            char = line[begin]
            if char.isalpha():
                break
            own_paragraph = leaf if in_paragraph and depth == len(self._open) else None
            if not _is_item(line, begin) and self._is_leaf(char, number, line, begin, position, depth, own_paragraph):
                return position, depth, True
            container = self._container(char, number, line, begin, position, depth, own_paragraph)
            if container is None:
                break
            position = container
            depth = len(self._open)
        if leaf is not None and leaf.kind is TABLE and depth == len(self._open):
            leaf.lines.append(line[begin:])
            leaf.last = number
            return position, depth, True
        return position, depth, False

    def _is_leaf(
        self, char: str, number: int, line: str, begin: int, position: int, depth: int, paragraph: Block | None
    ) -> bool:
        """Whether a line is, or begins, a heading, a rule, code, HTML or a table."""
        block: Block | None = None
        if (
            char in "#-–—\\*_~["
            and END_MARK.fullmatch(rest := line[begin:].rstrip(" "))
            and not (paragraph is not None and _UNDERLINE.match(rest))
        ):
            block = Block(REMOVED, number)
        elif char == "#" and (m := _HEADING.match(line, begin)):
            block = Block(HEADING, number, lines=[_heading(line[m.end() :]), line[begin:]], data=len(m[1]))
        elif char == "#" and (m := _NO_HEADING.match(line, begin)):
            self.marked.append(Block(HEADING, number, lines=[line[begin:].rstrip(" ")], data=m.end() - begin))
        elif char in "`~" and (m := _FENCE.match(line, begin)):
            block = Block(FENCE, number, data=(m[1] or m[3], begin - position, (m[2] or m[4] or "").strip()))
            self._close(depth)
            self.marked.append(self._add(block))
            return True
        elif char == "<" and (end := raw_html.block_end(line, begin, in_paragraph=self._is_in_paragraph())):
            block = Block(HTML, number, lines=[line[position:]], data=end)
            self._close(depth)
            self.marked.append(self._add(block))
            if end.search(line, begin):
                self._leaf = None
            return True
        elif (char in "|:-" and self._table(paragraph, number, line[begin:], depth)) or (
            char in "=-"
            and paragraph is not None
            and _UNDERLINE.match(line, begin)
            and self._underlined(paragraph, number, 1 if char == "=" else 2)
        ):
            return True
        if block is None and char in "*-_" and _RULE.match(line, begin):
            block = Block(RULE, number)
        if block is None and char == "*" and (m := _ABBREVIATION.match(line, begin)):
            self.abbreviations[m[1].strip()] = m[2].strip()
            block = Block(REMOVED, number)
        if block is None:
            return False
        self._close(depth)
        self._add(block)
        self._leaf = None
        return True

    def _is_in_paragraph(self) -> bool:
        return self._leaf is not None and self._leaf.kind in (PARAGRAPH, TABLE)

    def _underlined(self, paragraph: Block, number: int, level: int) -> bool:
        """Make a paragraph a heading; False if it contains nothing but definitions."""
        text = "\n".join(paragraph.lines)
        end = take_definitions(text, {})
        defined, text = text[:end], text[end:].rstrip(" ")
        if not text:
            return False
        if defined:  # a paragraph of their own, read in its turn: of two definitions of one label the first counts
            lines = defined.rstrip("\n").split("\n")
            definitions = Block(PARAGRAPH, paragraph.first, lines=lines, data=0)
            definitions.last = paragraph.first + len(lines) - 1
            self._open[-1].children.insert(-1, definitions)
            paragraph.first = definitions.last + 1
        paragraph.kind, paragraph.data, paragraph.lines, paragraph.last = HEADING, level, [text], number
        self._leaf = None
        return True

    def _table(self, paragraph: Block | None, number: int, rule: str, depth: int) -> bool:
        """Begin a table, if this is the rule below a head: the last line of a paragraph, or a line that begins with #
        and was taken for a heading."""
        siblings = self._open[-1].children
        above = paragraph or (siblings[-1] if siblings and depth == len(self._open) else None)
        if above is None or (paragraph is None and (len(above.lines) != 2 or above.kind is not HEADING)):
            return False
        if above.last != number - 1:
            return False
        head = above.lines[-1]
        alignments = tables.alignments(rule, head)
        if alignments is None:
            return False
        above.lines.pop()
        above.last -= 1
        if paragraph is None or not paragraph.lines:
            siblings.pop()
        table = self._add(Block(TABLE, number - 1, lines=[head], data=alignments))
        table.last = number
        self.marked.append(table)
        return True

    def _container(
        self, char: str, number: int, line: str, begin: int, position: int, depth: int, paragraph: Block | None
    ) -> int | None:
        """Open the quotation, list item, note or definition that begins there. Returns where the rest of the line
        begins."""
        if char == ">":
            self._close(depth)
            self._push(Block(QUOTE, number))
            return begin + 2 if line.startswith(" ", begin + 1) else begin + 1
        if char.isdigit():
            m = _NUMBER.match(line, begin)
            return self._item(m, m[2], int(m[1]), number, line, position, depth, paragraph) if m else None
        if m := _BULLET.match(line, begin):
            return self._item(m, char, 1, number, line, position, depth, paragraph)
        if char == "[" and (m := _NOTE.match(line, begin)):
            self._close(depth)
            note = Block(NOTE, number, width=4, data=m[1])
            self.notes.append(note)
            self._push(note)
            return m.end()
        if char == ":" and (m := _DEFINITION.match(line, begin)):
            return self._definition(m, number, position, depth, paragraph)
        return None

    def _push(self, container: Block) -> None:
        self._open[-1].children.append(container)
        self._open.append(container)
        self._leaf = None

    def _item(
        self, m: re.Match[str], mark: str, start: int, number: int, line: str, position: int, depth: int,
        paragraph: Block | None,
    ) -> int | None:  # fmt: skip
        spaces = _SPACES.match(line, m.end()).end() - m.end()  # type: ignore[union-attr]
        is_blank = m.end() + spaces == len(line)
        if paragraph is not None and (is_blank or start != 1):
            return None
        skipped = 1 if is_blank or spaces > 4 else spaces
        self._close(depth)
        siblings = self._open[-1].children
        if not (siblings and siblings[-1].kind is LIST and siblings[-1].data[0] == mark):
            siblings.append(Block(LIST, number, data=(mark, start)))
        item = Block(ITEM, number, width=m.end() + skipped - position)
        siblings[-1].children.append(item)
        self._open.append(item)
        return min(m.end() + skipped, len(line))

    def _definition(
        self, m: re.Match[str], number: int, position: int, depth: int, paragraph: Block | None
    ) -> int | None:
        """Open a definition, if there is a term or another definition above it."""
        siblings = self._open[depth - 1].children
        above = siblings[-1] if siblings else None
        leaf = self._leaf
        terms: Block | None
        if paragraph is not None:
            terms, is_loose = paragraph, False
            siblings.pop()
        elif above is not None and above.kind is TERMS:
            is_loose = number - above.end() > 1
            terms = self._lazy_term(leaf)
        elif above is not None and above.kind is PARAGRAPH and leaf is None:
            terms, is_loose = above, True
            siblings.pop()
        else:
            return None
        self._close(depth)
        if not (siblings and siblings[-1].kind is TERMS):
            siblings.append(Block(TERMS, terms.first if terms else number))
        list_of_terms = siblings[-1].children
        if terms is not None:
            lines = enumerate(terms.lines, start=terms.first)
            list_of_terms += [Block(TERM, line, lines=[term]) for line, term in lines]
        definition = Block(DEFINITION, number, width=m.end() - position, data=is_loose)
        list_of_terms.append(definition)
        self._open.append(definition)
        return m.end()

    def _lazy_term(self, leaf: Block | None) -> Block | None:
        """The last line of a definition that was not indented: with a definition below it, it is a term."""
        if leaf is None or leaf.kind is not PARAGRAPH or not leaf.data:
            return None
        count = min(leaf.data, len(leaf.lines) - 1)
        term = Block(PARAGRAPH, leaf.last - count + 1, lines=leaf.lines[-count:]) if count else None
        del leaf.lines[len(leaf.lines) - count :]
        leaf.last -= count
        return term


def _heading(text: str) -> str:
    """The words of a heading, without the closing signs that it may have."""
    text = text.strip(" ")
    words = text.rstrip("#")
    return words.rstrip(" ") if not words or words.endswith(" ") else text


def _is_item(line: str, begin: int) -> bool:
    """Whether a line is clearly a list item, as most that begin with `- ` are."""
    return (
        line[begin] in "-+*"
        and line.startswith(" ", begin + 1)
        and line[begin + 2 : begin + 3].isalpha()
        and line[-1] not in "-–— "
    )
