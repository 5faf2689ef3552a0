"""Turns straight quotation marks, apostrophes, hyphens and dots into the typographic ones of a text's language."""

import re
from dataclasses import dataclass, field
from unicodedata import category, east_asian_width

from plugins.prose.quotation_marks import Marks, marks_of
from plugins.prose.sanitize import TAGS
from plugins.prose.tree import name_of

_INLINE = "\0"
_BLOCK = "\x02"
_VERBATIM = "\x01"

_INLINE_TAGS = frozenset(
    {
        "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark",
        "q", "rp", "rt", "ruby", "s",
        "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
    }
)  # fmt: skip
_VERBATIM_TAGS = frozenset({"code", "kbd", "pre", "samp", "var"})

_MARK = re.compile(r"""["']|-{2,}|\.{3,}""")
_TWO_AS_ONE = re.compile(r"(?<!')(?:(?<![^\W_])''|''(?![^\W_]))(?!')|(?<!`)``(?=[^\W_])|(?<!,),,(?=[^\W_])")
"""Quotation marks that are typed as two signs: ''so'', ``so'', ,,so''."""
_DASH_OR_DOTS = re.compile(r"-{2,}|\.{3,}")
_MAY_CLOSE = re.compile(r"(?<=[^\s\0])\0*'(?!\0*[^\W_])")
_UNSEEN = frozenset("\0\u061c\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Tags, and characters that change the direction of a line."""
_OPENS_BEHIND = frozenset(" \n\t\xa0\u202f\u3000([{<—–-־/¿¡«“‘„‚‹「『（《〈【［｛;=")
_STARTS_WORDS = frozenset("“‘«„‚¿¡([$€£#&…\"'\x01")
_LONGEST_ADDRESS = 1000
_MOST_OPEN = 8
_YEARS = re.compile(r"\d\ds?\b")
_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_HEBREW_PREFIX = re.compile(r"(?<![\u05d0-\u05ea])[ובהכלמש]{1,3}\Z")
_HEBREW_WORD = re.compile(r"[\u05d0-\u05ea]{2}")
_ELISION = re.compile(r"(?:tis|twas|em|til|n|cause|round|bout)\b", re.I)


def educate(parts: list[str], lang: str) -> list[str]:
    """Set the punctuation of HTML that is split into text, tag, text, tag … Code is left alone.

    Typographic characters are left alone too, and so are the quotation marks and apostrophes of a language whose marks
    CLDR does not give. Quotation marks are matched across `<em>` and links, not across paragraphs.
    """
    texts = parts[::2]
    verbatim: dict[int, str] = {}
    depth = 0
    joined: list[str] = []
    for index, text in enumerate(texts):
        if depth:
            verbatim[index] = text
            text = _VERBATIM if text else ""
        joined.append(text)
        if 2 * index + 1 < len(parts):
            tag = parts[2 * index + 1]
            edge, change = _PLAIN_TAGS.get(tag) or _edge_of(tag)
            joined.append(edge)
            depth += change
    whole = "".join(joined)
    if not _may_hold_marks(whole):
        return parts
    marks = marks_of(lang)
    set_texts: list[str] = []
    for block in whole.split(_BLOCK):
        set_texts += _educate_block(block, marks).split(_INLINE)
    for index, text in verbatim.items():
        set_texts[index] = text
    result = list(parts)
    result[::2] = set_texts
    return result


def _edge_of(tag: str) -> tuple[str, int]:
    """How a tag affects the words around it, and by how much it changes the depth in code."""
    name = name_of(tag)
    change = (-1 if tag[1] == "/" else 1) if name in _VERBATIM_TAGS else 0
    return _INLINE if name in _INLINE_TAGS else _BLOCK, change


_PLAIN_TAGS = {tag: _edge_of(tag) for name in TAGS for tag in (f"<{name}>", f"</{name}>")}


def _may_hold_marks(text: str) -> bool:
    """Five times as fast as searching for the pattern."""
    return "'" in text or '"' in text or "--" in text or "..." in text


def _educate_block(block: str, marks: Marks | None) -> str:
    if not _may_hold_marks(block):
        return block
    if marks and ("''" in block or ",," in block):
        block = _TWO_AS_ONE.sub('"', block)
    pattern = _MARK if marks else _DASH_OR_DOTS
    return pattern.sub(_Typesetter(block, marks or Marks(), "://" in block).replacement, block)


def _runs_on(character: str) -> bool:
    """Whether it is of a script without capitals, most of which put no spaces around a quotation: 験, ใ, 。"""
    return not character.isascii() and (category(character) in ("Lo", "Mn", "Mc") or _is_wide(character))


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


@dataclass(slots=True)
class _Typesetter:
    """Reads one block from its start, remembering which quotation marks are open."""

    block: str
    marks: Marks
    has_address: bool
    open_marks: list[tuple[str, str]] = field(default_factory=list)
    """The mark as typed, and what closes it."""
    opened_at: int = -2
    """Position of the last opening mark: another one right after it opens too."""
    last_closing: int = -2
    """Position of the last `'` that may close; -2 before it is looked up."""

    def replacement(self, match: re.Match[str]) -> str:
        typed = match[0]
        if self.has_address and self._in_address(match.start()):
            return typed
        match typed[0]:
            case "-":
                return self._dash(match)
            case ".":
                return "…" if len(typed) == 3 and self._after(match.end()) != "/" else typed
            case '"':
                return self._double(match.start())
            case _:
                return self._single(match.start())

    def _dash(self, match: re.Match[str]) -> str:
        if len(match[0]) > 3 or self.block.startswith("&gt;", match.end()):
            return match[0]
        if len(match[0]) == 3:
            return "—"
        after = self._after(match.end())
        if self._before(match.start()).isspace() and after.islower():
            return match[0]  # an option of a command: --force
        return "–"

    def _double(self, position: int) -> str:
        before_it, after_it = self._before(position), self._after(position + 1)
        is_open = any(typed == '"' for typed, _ in self.open_marks)
        if not before_it.isascii() and self._is_abbreviation(position, before_it, after_it, is_open):
            return '"'
        if self._opens_double(position, before_it, after_it, is_open):
            opening, closing = self.marks.nested if self.open_marks else self.marks.double
            if after_it.isspace():
                opening, closing = opening.strip(), closing.strip()
            return self._open('"', position, opening, closing)
        if not is_open:
            is_lone = before_it.isdigit() or (_runs_on(before_it) and _runs_on(after_it))
            return '"' if is_lone else self.marks.double[1]
        return self._close('"')

    def _opens_double(self, position: int, before_it: str, after_it: str, is_open: bool) -> bool:
        if not self._opens_behind(position, before_it):
            return not is_open and self._opens_amid('"', position, before_it, after_it)
        if is_open and _is_wide(after_it) and not before_it.isspace():
            return False
        return not is_open or after_it.isalnum() or after_it in _STARTS_WORDS

    def _single(self, position: int) -> str:
        before_it, after_it = self._before(position), self._after(position + 1)
        is_open = any(typed == "'" for typed, _ in self.open_marks)
        if self._opens_behind(position, before_it):
            if after_it.isspace():
                return self._close("'") if is_open else "'"
            if not self._is_elision(position + 1) and self._may_close_behind(position, after_it):
                return self._open_single(position)
            return "’"
        if _runs_on(before_it) and _runs_on(after_it) and not _HEBREW.match(before_it):
            if is_open:
                return self._close("'")
            opens = self._opens_amid("'", position, before_it, after_it)
            return self._open_single(position) if opens else "'"
        if after_it.isalnum():
            return "’"
        if is_open:
            return self._close("'")
        return "'" if before_it.isdigit() else "’"

    def _open_single(self, position: int) -> str:
        opening, closing = self.marks.nested_single if self.open_marks else self.marks.single
        return self._open("'", position, opening, closing)

    def _opens_amid(self, typed: str, position: int, before_it: str, after_it: str) -> bool:
        """Whether a quotation begins without a space, as in これは"試験"です; another such mark must follow."""
        behind = before_it in (typed, "'", "’") or before_it.isalpha() or _runs_on(before_it)
        return behind and (after_it.isalnum() or after_it in _STARTS_WORDS) and self.block.find(typed, position + 1) > 0

    def _is_abbreviation(self, position: int, before_it: str, after_it: str, is_open: bool) -> bool:
        """Whether it is the mark within a Hebrew abbreviation, as in צה"ל, and not after a prefix, as in ב"הארץ"."""
        if not (_HEBREW.match(before_it) and _HEBREW.match(after_it)):
            return False
        if is_open or not _HEBREW_WORD.match(self.block, position + 1):
            return True
        return not (
            _HEBREW_PREFIX.search(self.block[max(position - 5, 0) : position])
            and self.block.find('"', position + 1) > 0
        )

    def _open(self, typed: str, position: int, opening: str, closing: str) -> str:
        self.open_marks = [*self.open_marks[-_MOST_OPEN:], (typed, closing)]
        self.opened_at = position
        return opening

    def _close(self, typed: str) -> str:
        while True:
            opened, closing = self.open_marks.pop()
            if opened == typed:
                return closing

    def _opens_behind(self, position: int, character: str) -> bool:
        if character in _OPENS_BEHIND:
            return True
        return self._last_before(position) == self.opened_at

    def _is_elision(self, position: int) -> bool:
        return bool(_YEARS.match(self.block, position) or _ELISION.match(self.block, position))

    def _may_close_behind(self, position: int, after_it: str) -> bool:
        if _runs_on(after_it) and not _HEBREW.match(after_it) and self.block.find("'", position + 1) > 0:
            return True
        if self.last_closing == -2:
            self.last_closing = max((m.end() for m in _MAY_CLOSE.finditer(self.block)), default=-1)
        return self.last_closing > position + 1

    def _before(self, position: int) -> str:
        """The character before a position, ignoring tags; a space at the start of a block."""
        last = self._last_before(position)
        return self.block[last] if last >= 0 else " "

    def _last_before(self, position: int) -> int:
        position -= 1
        while position >= 0 and self.block[position] in _UNSEEN:
            position -= 1
        return position

    def _after(self, position: int) -> str:
        """The character at a position, ignoring tags; a space at the end of a block."""
        while position < len(self.block) and self.block[position] in _UNSEEN:
            position += 1
        return self.block[position] if position < len(self.block) else " "

    def _in_address(self, position: int) -> bool:
        words = self.block[max(position - _LONGEST_ADDRESS, 0) : position].rsplit(None, 1)
        return bool(words) and not self._before(position).isspace() and "://" in words[-1]
