"""Backticks that are not code: loose ones, and those typed as an apostrophe, a quotation mark or a letter."""

import re

_RUN = re.compile(r"(?<!\\)`+")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])`(?=(?:d|ll|m|re|s|t|ve)\b)", re.I)
_QUOTED = re.compile(r"(?<![\w`])`(?=\S)([^`'\n]*[^\s`'])'(?!\w)")
_WORDS = re.compile(
    r"\S(?:[^.,;:!?()\n ]|[.,;:!?()](?! |$))*(?: [^.,;:!?()\n ]+){0,2}(?=[.,;:!?)]*(?:\n|$|[.,;:!?)]+ ))"
)
"""What an unclosed backtick is most likely to be for: up to three words, if a sign or the line ends behind them."""
_WORD = re.compile(r"[^\s`]*[^\s`.,;:!?)]|[^\s`]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTER = re.compile(rf"(?<={_LATIN.pattern})`(?={_LATIN.pattern})")
_CODE = re.compile(r"(?<![\\`])`[^`\n]+`(?!`)")
_BAR = re.compile(r"(?<!\\)\|")
OKINA = "ʻ"


def is_loose(text: str, start: int, end: int) -> bool:
    """Whether a run of backticks that nothing closes can be meant as markup, or as an apostrophe or quotation mark."""
    if _APOSTROPHE.match(text, start):
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    if after.strip() and not before.isalnum():
        return end - start != 2 or "''" not in text[end:]  # a quotation as TeX writes it, whose marks are read
    return bool(before.strip()) and not before.isdecimal() and not after.isalnum()


def is_in_doubt(text: str, start: int, end: int) -> bool:
    """Whether code is what stands between two backticks that do not belong together: both within words, as letters or
    apostrophes are, or one that closes nothing, or one that opens other words."""
    if text.startswith("`", start + 1):
        return False
    before, first, last, after = text[max(start - 1, 0) : start], text[start + 1], text[end - 2], text[end : end + 1]
    is_in_word, goes_on = _LATIN.match(before) is not None, _LATIN.match(after) is not None
    if first == " ":
        return is_in_word and last != " " and " " in text[start + 1 : end - 1].strip()
    return goes_on and (last == " " or (is_in_word and bool(_LATIN.match(first) and _LATIN.match(last))))


def is_apostrophe(text: str, at: int) -> bool:
    return _APOSTROPHE.match(text, at) is not None


def completed(words: str, mark: str, at: int) -> str:
    """The line with the loose one of its backticks closed, opened or replaced; the same line where none is loose.

    `at` is where the one in doubt is, or the first of the line.
    """
    if mark == "`" and _LETTER.match(words, at):
        is_every_one = len(_LETTER.findall(words)) == words.count("`")
        start, end = (0, len(words)) if is_every_one else (max(at - 1, 0), at + 5)
        better = _LETTER.sub(OKINA, _APOSTROPHE.sub("'", words[start:end], 0 if is_every_one else 1))
        return f"{words[:start]}{better}{words[end:]}"
    if mark == "`" and _QUOTED.search(words):
        return _QUOTED.sub(r"'\1'", words)
    opening: int | None = None
    for run in _RUN.finditer(words):
        if run[0] != mark:
            continue
        before, after = words[run.start() - 1 : run.start()], words[run.end() : run.end() + 1]
        if opening is None:
            if _LETTER.match(words, run.start()):
                continue
            if after.strip() and not before.isalnum():
                opening = run.end()
            elif before.strip():
                return _opened(words, run.start(), mark)
        elif before.strip():
            opening = None
        else:
            return _closed(words, opening, mark)
    return words if opening is None else _closed(words, opening, mark)


def _closed(words: str, opening: int, mark: str) -> str:
    m = _WORDS.match(words, opening) or _WORD.match(words, opening)
    end = m.end() if m and "`" not in m[0] else opening + len(words[opening:].split("`", 1)[0].split(maxsplit=1)[0])
    return f"{words[:end]}{mark}{words[end:]}"


def _opened(words: str, closing: int, mark: str) -> str:
    begin = words.rfind(" ", 0, closing) + 1
    begin += len(words[begin:closing]) - len(words[begin:closing].lstrip("([“\"'*_`"))
    return f"{words[:begin]}{mark}{words[begin:]}"


def with_escaped_bars(line: str) -> str:
    """The row of a table with a backslash before each bar within code, where it would end the cell."""
    return _CODE.sub(lambda m: _BAR.sub(r"\\|", m[0]), line)


def around(words: str, at: int) -> str:
    """The words beside a place of a line, some thirty characters before it and behind it."""
    begin = words.find(" ", at - 30) + 1 if at > 30 else 0
    return f"{'…' if begin else ''}{words[begin if begin <= at else at : at + 30]}{'…' if at + 30 < len(words) else ''}"


def line_of_loose(text: str, start: int, mark: str) -> int:
    """Where the line begins in which backticks do not pair: that of the loose one, or one above it."""
    begin = 0
    for line in text.split("\n"):
        if sum(run[0] == mark for run in _RUN.finditer(line)) % 2 or begin + len(line) >= start:
            break
        begin += len(line) + 1
    return begin
