"""What is wrong with the words of fields, which pages show as they are typed: no Markdown is read in them."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from plugins.prose import mangled
from plugins.prose.dialect.half_written import placeholders
from plugins.prose.dialect.other_programs import FIELD
from plugins.records.fixing.fixes import LONGEST, with_value, write
from plugins.records.front_matter import FrontMatter, read_yaml
from plugins.records.front_matter import Path as Place
from plugins.records.problems import Problem, problem
from plugins.records.sources import read_text

SHOWN = frozenset(
    {
        "title", "subtitle", "dateline", "summary", "status_line", "case_name_short", "caption", "alt", "credit",
        "note", "reason", "description", "method", "comment", "cause", "source", "recipient", "rights",
    }
)  # fmt: skip
"""Names of fields, and of parts of fields, whose words readers see."""
_NOT_SHOWN = frozenset({"quote_review", "audit_review"})
_MAY_BE_LEFT_EMPTY = frozenset({"title", "subtitle", "dateline", "summary", "status_line", "caption", "credit"})
_NOTHING = frozenset(
    {
        "none", "null", "nil", "n/a", "~", "-", "--", "—", "?", "??", "???", "tbd", "tba", "tbc", "todo", "untitled",
        "title", "headline", "summary", "tk", "test",
    }
)  # fmt: skip
"""What people type in the place of words that they do not have."""
_DRAFT = re.compile(r"\W*(DRAFT)\W*[-–—:\])]")
_MARKS = re.compile(
    r"(?<![*\w\\])(?P<stars>\*{1,3})(?=[^\s*])(?P<starred>[^*\n]*[^\s*])(?P=stars)(?![*\w])"
    r"|(?<![_\w\\])(?P<lines>_{1,2})(?=[^\s_])(?P<lined>[^_\n]*[^\s_])(?P=lines)(?![_\w])"
    r"|(?<![!\\])\[(?P<label>[^\[\]\n]+)\]\((?:https?://|mailto:|/|#|\{)[^\s()]*\)"
    r"|(?P<tag></?(?:a|b|br|em|i|p|q|small|span|strong|sub|sup|u)(?:\s[^<>\n]*)?/?>)"
    r"|(?P<entity>&(?:amp|apos|gt|hellip|lt|[mn]dash|nbsp|quot|[lr][sd]quo|[a-zA-Z](?:acute|grave|uml|tilde)"
    r"|#\d{2,5}|#x[0-9a-fA-F]{2,5});)"
)
_MAY_BE_MARKED = frozenset("*_[<&")
_NO_WORDS = frozenset(
    {
        "aliases", "body", "color", "date", "duration", "email", "file", "kit", "lang", "languages", "logo", "marker",
        "phone", "public", "sha256", "slug", "source_url", "transcript", "uid", "url", "zones",
    }
)  # fmt: skip
"""Names of fields that hold no words, or Markdown, which is read as the text is."""
_SHOWN_OF_LISTS = frozenset(
    {
        "name", "short_name", "role", "topics", "boilerplate", "tagline", "notice", "rights", "title", "text", "label",
        "address",
    }
)  # fmt: skip


def problems_of(front: FrontMatter, path: str, kind: str) -> Iterator[Problem]:
    """Placeholders, markup that readers would see as typed, and damaged letters, each at its line."""
    for place, name, value in _texts(front.fields, (), ""):
        if name in SHOWN:
            yield from _problems(front, path, kind, place, name, value)
        elif name not in _NO_WORDS and (damage := mangled.in_line(value)):
            yield _damaged(front, path, place, value, damage)


def problems_of_list(content: Path, path: str) -> Iterator[Problem]:
    """The same in a list, as contacts.yml. It is read once more only if something of the kind may be in it."""
    text, faults = read_text(content, path)
    if faults or not (mangled.may_be_in(text) or _MARKS.search(text)):
        return
    front = read_yaml(text, path)
    for place, _, value in _texts(front.fields, (), ""):
        name = next((part for part in reversed(place) if part in _SHOWN_OF_LISTS), "")
        if damage := mangled.in_line(value):
            yield _damaged(front, path, place, value, damage)
        elif name and (found := _marked(front, path, place, str(name), value)):
            yield found


def plain(text: str) -> str:
    """The words alone, without marks of Markdown and HTML."""
    return " ".join(_MARKS.sub(_plain, text).split())


def without_html(text: str) -> str:
    """The words without tags, and with the signs that entities stand for."""
    return " ".join(_MARKS.sub(lambda m: _plain(m) if m["tag"] or m["entity"] else m[0], text).split())


def _texts(value: Any, place: Place, name: str) -> Iterator[tuple[Place, str, str]]:
    """Where each text is that readers see, the name of its field, and the text."""
    if isinstance(value, str):
        if value:
            yield place, name, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in _NOT_SHOWN:
                yield from _texts(part, (*place, key), key)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, (*place, index), name)


def _problems(front: FrontMatter, path: str, kind: str, place: Place, name: str, value: str) -> Iterator[Problem]:
    at = front.text_line(*place)
    if gap := _gap(kind, name, value):
        fix = "write what belongs there" if name in ("title", "alt") else "write what belongs there, or delete the line"
        yield problem("T009", path, at, f"“{gap[:60]}” in {name} is a placeholder", fix)
    if damage := mangled.in_line(value):
        yield _damaged(front, path, place, value, damage)
    elif found := _marked(front, path, place, name, value):
        yield found


def _damaged(front: FrontMatter, path: str, place: Place, value: str, damage: tuple[str, str]) -> Problem:
    first, (written, better) = front.text_line(*place), damage
    for at in range(first, first + value.count("\n") + 2):  # a text may go on below its name
        if found := mangled.in_line(front.written(at)):
            break
    else:
        return problem("T012", path, first, mangled.said(written), _line(front, first, value, better))
    written, line = found
    fix = write(line) if line and len(line) <= LONGEST else ""
    if line and not fix and (words := [word for word in front.written(at).split(" ") if mangled.in_line(word)]):
        fix = f"in place of {words[0]}, write {(mangled.in_line(words[0]) or ('', ''))[1]}"
    return problem("T012", path, at, mangled.said(written), fix or mangled.AGAIN)


def _marked(front: FrontMatter, path: str, place: Place, name: str, value: str) -> Problem | None:
    """Markup that readers would see as typed."""
    if _MAY_BE_MARKED.isdisjoint(value) or (mark := _MARKS.search(value)) is None:
        return None
    at, words = front.text_line(*place), _MARKS.sub(_plain, value)
    what = f"“{mark[0][:60]}” in {name} is shown as typed: Markdown and HTML work only in the body text"
    return problem("F012", path, at, what, _line(front, at, value, words, lead="for just the words, "))


def _gap(kind: str, name: str, value: str) -> str:
    """What somebody meant to fill in; empty if there is nothing of the kind."""
    if value.strip() == "…" or (name in _MAY_BE_LEFT_EMPTY and value.strip(" .").lower() in _NOTHING):
        return value
    if found := next(placeholders(value), None) or FIELD.search(value):
        return found[0]
    draft = _DRAFT.match(value) if (kind, name) == ("release", "title") else None
    return draft[1] if draft else ""


def _plain(m: re.Match[str]) -> str:
    """The words without their marks."""
    if m["entity"]:
        return unescape(m["entity"])
    if m["tag"]:
        return " " if m["tag"].startswith(("<br", "<p")) else ""
    return m["starred"] or m["lined"] or m["label"]


def _line(front: FrontMatter, at: int, value: str, better: str, *, lead: str = "") -> str:
    """The whole line to write, or what to do where it is not clear, or too long."""
    line = with_value(front.written(at), value, better, is_yaml=front.is_yaml) if better else ""
    if line and len(line) <= LONGEST:
        return f"{lead}{write(line)}"
    return "write just the words" if lead else mangled.AGAIN
