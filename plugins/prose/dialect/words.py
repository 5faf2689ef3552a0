"""Inline markup: code, links, images, emphasis, footnote marks, raw HTML (CommonMark 0.31, 6).

Reads once from left to right. Asterisks and brackets are tokens until it is known what they are; nothing is searched
twice, so reading takes linear time.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from plugins.prose import ticks
from plugins.prose.dialect import addresses, raw_html
from plugins.prose.dialect.addresses import PUNCTUATION, Destination
from plugins.prose.dialect.emphasis import Run, pair
from plugins.prose.dialect.suspicions import MOST, Kind, Suspicion, may_be_meant

_MARK = re.compile(r"[\\`*_\[\]<&!:\n]")
_MARK_OR_ADDRESS = re.compile(
    r"[\\`*_\[\]<&!:\n]|(?<![\w/@.-])www\.(?=[\w-]+\.)"
    r"|(?<![\w.+/@:&-])(?:[a-z0-9]|[+-](?=[a-z0-9]))[\w.+-]*+@(?:[a-z0-9-]+\.)+[a-z0-9-]*[a-z](?![\w@])",
    re.I,
)
_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?\Z", re.I)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x20]*)>")
_AUTOMAIL = re.compile(
    r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_FOOTNOTE_MARK = re.compile(r"\[\^([^\[\]\n]{1,200})\]")
_LINK_TAG = re.compile(r"<(?:(?P<closing>/)a\s*>|a\s[^>]*?\bhref\s*=)", re.I)
_LOOKS_LIKE_ENTITY = re.compile(r"&(?=#?\w+;)")
LONGEST_LABEL = 999
_TICKS = re.compile(r"`+")

Token = str | Element | Run
Search = Callable[[str, int], re.Match[str] | None]


class Bracket:
    """A `[` or `![` that may begin a link or an image."""

    __slots__ = ("is_image", "runs", "start", "token")

    def __init__(self, start: int, token: int, runs: int, *, is_image: bool):
        self.start = start
        """Where the words after it begin."""
        self.token = token
        self.runs = runs
        """How many runs of asterisks come before it."""
        self.is_image = is_image


@dataclass(slots=True, kw_only=True)
class Context:
    """What the words of a text may refer to, and what collects findings in them."""

    references: Mapping[str, Destination]
    footnote: Callable[[str], Element | None]
    """Makes the mark of a note with that name, if there is one."""
    stash: Callable[[str], str]
    """Stores raw HTML and returns its placeholder."""
    suspicions: list[Suspicion]
    has_addresses: bool = True
    """Whether the text contains bare e-mail or web addresses without a scheme, which become links."""


def may_hold_addresses(text: str) -> bool:
    """Whether there may be an address without a scheme in a text."""
    return "@" in text or "www." in text or "WWW." in text


def escaped(text: str) -> str:
    """Text as stored in an element, where `&copy;` is not a copyright sign."""
    return _LOOKS_LIKE_ENTITY.sub("&amp;", text) if "&" in text else text


def read_words(element: Element, context: Context, line: int) -> None:
    """Read the text of an element, and put the result in front of the element's children."""
    text = element.text or ""
    has_addresses = context.has_addresses and may_hold_addresses(text)
    search = (_MARK_OR_ADDRESS if has_addresses else _MARK).search
    if search(text, 0) is None:
        return
    tokens = _Words(text, context, line).read(search)
    if len(tokens) == 1 and isinstance(tokens[0], str):
        element.text = tokens[0]
        return
    held = element[:]
    del element[:]
    element.text = None
    _build(tokens, element)
    element.extend(held)


class _Words:
    """One run of words, while it is read."""

    def __init__(self, text: str, context: Context, line: int):
        self.text = text
        self.context = context
        self.line = line
        self.tokens: list[Token] = []
        self.runs: list[Run] = []
        self.brackets: list[Bracket] = []
        self.links_below = 0
        """How many of the brackets are around a link: none of these can be a link, as links cannot be nested."""
        self.in_tag = False
        """Whether a link's tag, `<a href="…">`, is open: an address in it is no link of its own."""
        self.missing: set[str] = set()
        """Ends of comments and the like that do not occur anymore."""
        self.ticks: dict[int, int] | None = None
        """By length of a run of backticks, the position of the last one."""

    def read(self, search: Search) -> Sequence[Token]:
        text = self.text
        begin = position = 0
        add = self.tokens.append
        while (m := search(text, position)) is not None:
            at = m.start()
            char = text[at]
            if char in "*_":
                end = at + 1
                while text.startswith(char, end):
                    end += 1
                run = Run(text, at, end)
                position = end
                if run.can_open or run.can_close:
                    if begin < at:
                        add(escaped(text[begin:at]))
                    add(run)
                    self.runs.append(run)
                    begin = end
                continue
            if char == "\n":
                position = at + 1
                if not text.startswith("  ", at - 2) or at < 2:
                    continue
                words = text[begin:at].rstrip(" ")
                if words:
                    add(escaped(words))
                add(Element("br"))
                add("\n")
                begin = position
                continue
            if char == ":":
                position = at + 1
                if not text.startswith("//", position):
                    continue
                found = self._address(begin, at)
                if found is None:
                    position = at + 3
                    continue
                address_begin, address, end = found
                if begin < address_begin:
                    add(escaped(text[begin:address_begin]))
                add(address)
                begin = position = end
                continue
            token, end = self._token(char, m)
            if token is None:
                position = end
                continue
            if begin < at:
                add(escaped(text[begin:at]))
            if char == "]":
                self._close_link(token)
            elif char in "[!" and not isinstance(token, Element):
                self.brackets.append(Bracket(end, len(self.tokens), len(self.runs), is_image=char == "!"))
                add(token)
            else:
                add(token)
            begin = position = end
        if begin < len(text):
            add(escaped(text[begin:]))
        for bracket in self.brackets:
            self._suspect("bracket", bracket.start - (2 if bracket.is_image else 1), bracket.start)
        pair(self.runs)
        self._suspect_runs(self.runs)
        return self.tokens

    def _token(self, char: str, m: re.Match[str]) -> tuple[Token | None, int]:
        """The markup there, and where it ends; None if it is text."""
        text, at = self.text, m.start()
        match char:
            case "[":
                if text.startswith("^", at + 1) and (mark := self._footnote(at)):
                    return mark
                return "[", at + 1
            case "]":
                return self._link(at)
            case "!":
                return ("![", at + 2) if text.startswith("[", at + 1) else (None, at + 1)
            case "`":
                return self._code(at)
            case "\\":
                following = text[at + 1 : at + 2]
                if following == "\n":
                    return Element("br"), at + 1
                if following in PUNCTUATION:
                    return ("&amp;" if following == "&" else following), at + 2
                return None, at + 1
            case "<":
                return self._angle(at)
            case "&":
                entity = addresses.ENTITY.match(text, at)
                found = addresses.entity(entity[1], entity[2], entity[3]) if entity else ""
                return (
                    (escaped(found) if found != "&" else "&amp;", entity.end()) if found and entity else (None, at + 1)
                )
        if self.in_tag:
            return None, m.end()
        if "@" in m[0]:
            return _bare(f"mailto:{m[0]}", m[0]), m.end()
        end = addresses.bare_address(text, at)
        if end <= at:
            return None, m.end()
        written = addresses.unescaped(text[at:end])
        return _bare(f"http://{written}", written), end

    def _address(self, begin: int, at: int) -> tuple[int, Element, int] | None:
        """A bare address: where it begins, what it becomes, where it ends."""
        scheme = None if self.in_tag else _SCHEME.search(self.text, max(begin, at - 5), at)
        end = addresses.bare_address(self.text, at + 3) if scheme else -1
        if scheme is None or end < 0:
            return None
        written = addresses.unescaped(self.text[scheme.start() : end])
        return scheme.start(), _bare(written, written), end

    def _footnote(self, at: int) -> tuple[Token, int] | None:
        m = _FOOTNOTE_MARK.match(self.text, at)
        if m is None or self.text.startswith("(", m.end()):
            return None
        mark = self.context.footnote(m[1])
        if mark is None:
            self._suspect("note", at, m.end())
            return None
        return mark, m.end()

    def _code(self, at: int) -> tuple[Token | None, int]:
        opening = _TICKS.match(self.text, at)
        assert opening is not None
        length = len(opening[0])
        if self.ticks is None:
            self.ticks = {len(run[0]): run.start() for run in _TICKS.finditer(self.text)}
        if self.ticks.get(length, -1) <= at:
            self._suspect("tick", at, opening.end())
            return None, opening.end()
        closing = next(run for run in _TICKS.finditer(self.text, opening.end()) if len(run[0]) == length)
        if self.text.startswith(" ", opening.end()) or self.text[closing.end() : closing.end() + 1].isalpha():
            self._suspect("code", at, closing.end())
        code = self.text[opening.end() : closing.start()].replace("\n", " ")
        if code[0] == " " and code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        element = Element("code")
        element.text = AtomicString(escaped(code))
        return element, closing.end()

    def _angle(self, at: int) -> tuple[Token | None, int]:
        text = self.text
        if (m := _AUTOLINK.match(text, at)) or (m := _AUTOMAIL.match(text, at)):
            return _bare(m[1] if m.re is _AUTOLINK else f"mailto:{m[1]}", m[1]), m.end()
        end = raw_html.inline_end(text, at, self.missing)
        if end < 0:
            self._suspect("angle", at, at + 1)
            return None, at + 1
        if tag := _LINK_TAG.match(text, at, end):
            self.in_tag = tag["closing"] is None
        return self.context.stash(text[at:end]), end

    # -- links and images

    def _link(self, at: int) -> tuple[Token | None, int]:
        """The link or image that a `]` ends, whose words have yet to be put into it."""
        if not self.brackets:
            self._suspect("tail", at, at + 1)
            return None, at + 1
        bracket = self.brackets[-1]
        if not bracket.is_image and len(self.brackets) <= self.links_below:
            self._leave()
            self._suspect("nested", bracket.start - 1, at + 1)
            return None, at + 1
        label = self.text[bracket.start : at] if at - bracket.start <= LONGEST_LABEL else ""
        found = addresses.tail(self.text, at + 1) if self.text.startswith("(", at + 1) else None
        found = found or addresses.referenced(self.text, at + 1, label, self.context.references)
        if found is None:
            self._leave()
            self._suspect("link", bracket.start - (2 if bracket.is_image else 1), at + 1)
            return None, at + 1
        destination, end = found
        element = Element("img") if bracket.is_image else Element("a")
        element.set("src" if bracket.is_image else "href", escaped(destination.address))
        if destination.title:
            element.set("title", escaped(destination.title))
        return element, end

    def _leave(self) -> Bracket:
        bracket = self.brackets.pop()
        self.links_below = min(self.links_below, len(self.brackets))
        return bracket

    def _close_link(self, element: Token | None) -> None:
        assert isinstance(element, Element)
        bracket = self._leave()
        inner = self.tokens[bracket.token + 1 :]
        del self.tokens[bracket.token :]
        runs = self.runs[bracket.runs :]
        del self.runs[bracket.runs :]
        pair(runs)
        self._suspect_runs(runs)
        if bracket.is_image:
            holder = Element("span")
            _build(inner, holder)
            element.set("alt", "".join(_alternative(holder)))
        else:
            _build(inner, element, without_links=True)
            self.links_below = len(self.brackets)
        self.tokens.append(element)

    # -- what is half-written

    def _suspect(self, kind: Kind, start: int, end: int) -> None:
        """Record that markup is left as text, from `start` to `end`."""
        suspicions = self.context.suspicions
        if len(suspicions) < MOST and may_be_meant(kind, self.text, start, end):
            if kind == "tick" and not ticks.is_apostrophe(self.text, start):
                mark = self.text[start:end]
                start = self.text.find(mark, ticks.line_of_loose(self.text, start, mark))
                end = start + len(mark)
            line = self.line + self.text.count("\n", 0, start)
            begin = self.text.rfind("\n", 0, start) + 1
            after = self.text.find("\n", start)
            words = self.text[begin : after if after >= 0 else len(self.text)]
            suspicions.append(Suspicion(kind=kind, line=line, words=words, start=start - begin, end=end - begin))

    def _suspect_runs(self, runs: Sequence[Run]) -> None:
        for run in runs:
            is_strong = run.left >= 2 and (run.char == "*" or run.left == run.length == 2)
            if is_strong and run.can_open != run.can_close:
                self._suspect("unclosed" if run.can_open else "unopened", run.position, run.position + run.length)


def _bare(address: str, words: str) -> Element:
    """A link whose words are its address."""
    element = Element("a", {"href": escaped(address)})
    element.text = AtomicString(escaped(words))
    return element


def _build(tokens: Sequence[Token], outer: Element, *, without_links: bool = False) -> None:
    """Put tokens, including emphasis, into an empty element."""
    inner = outer
    around: list[Element] = []
    last: Element | None = None
    words = ""
    for token in tokens:
        if isinstance(token, str):
            words += token
            continue
        if isinstance(token, Run):
            for _ in token.closes:
                if words:
                    _put(words, inner, last)
                    words = ""
                last, inner = inner, around.pop()
            if token.left:
                words += token.char * token.left
            for tag in reversed(token.opens):
                if words:
                    _put(words, inner, last)
                    words = ""
                around.append(inner)
                inner, last = SubElement(inner, tag), None
            continue
        if without_links and token.tag == "a":
            words += token.text or ""
            continue
        if words:
            _put(words, inner, last)
            words = ""
        inner.append(token)
        last = token
    if words:
        _put(words, inner, last)


def _put(words: str, inner: Element, last: Element | None) -> None:
    if last is None:
        inner.text = words
    else:
        last.tail = words


def _alternative(element: Element) -> list[str]:
    """The words of an image, without their markup."""
    words = [element.text or ""]
    for child in element:
        words += [child.get("alt", "")] if child.tag == "img" else ["\n"] if child.tag == "br" else _alternative(child)
        words.append(child.tail or "")
    return words
