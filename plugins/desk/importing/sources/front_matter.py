"""The head of a post of Hugo or Jekyll: TOML, JSON or YAML, in the words of our fields."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from plugins.desk.refusal import Refused

TOML = "+++"
SAME = {
    "description": "summary", "excerpt": "summary", "abstract": "summary", "lead": "summary", "author": "authors",
    "keywords": "tags", "topics": "tags", "tag": "tags", "lastmod": "modified", "last_modified_at": "modified",
    "last_modified": "modified", "updated": "modified", "updatedate": "modified", "language": "lang", "locale": "lang",
    "subheadline": "subtitle", "sub_title": "subtitle", "deck": "subtitle", "tagline": "subtitle",
    "publishdate": "date", "pubdate": "date", "published_at": "date", "permalink": "aliases", "url": "aliases",
    "redirect_from": "aliases", "alias": "aliases", "headline": "title", "location": "dateline",
}  # fmt: skip
"""What Hugo, Jekyll and themes for them call a field."""
OF_PROGRAM = frozenset(
    [
        "layout",
        "type",
        "weight",
        "draft",
        "published",
        "markup",
        "cascade",
        "build",
        "_build",
        "outputs",
        "headless",
        "menu",
        "menus",
        "iscjklanguage",
        "toc",
        "math",
        "comments",
        "share",
        "related",
        "sidebar",
        "classes",
        "mathjax",
        "pin",
        "pinned",
        "sitemap",
        "permalink_style",
        "lastmodifierdisplayname",
    ]
)
"""Fields that say how the old program laid the page out, and nothing to a reader."""
OPENING = re.compile(r"(?:{[{%]|\{\{<)")
POST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<slug>.+)")
"""How Jekyll names a post."""


def read_toml(text: str, name: str) -> tuple[dict[str, Any], str] | None:
    """The fields between two lines `+++`, and the body; None where the text has none. Raises `Refused`."""
    lines = text.split("\n")
    if lines[0].rstrip() != TOML:
        return None
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == TOML), None)
    if end is None:
        raise Refused(f"{name}: the front matter begins with +++ and never ends", "write +++ below its last field")
    try:
        fields = tomllib.loads("\n".join(lines[1:end]))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise Refused(f"{name}: the front matter cannot be read: {error}", "correct it, or delete that line") from None
    return _as_text(fields), "\n".join(lines[end + 1 :])


def read_json(text: str, name: str) -> tuple[dict[str, Any], str] | None:
    """Hugo's JSON: an object at the head of the file."""
    if not re.match(r"\{\s*\"", text):
        return None
    try:
        fields, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or not isinstance(fields.get("title", fields.get("date")), str):
        return None
    return _as_text(fields), text[end:]


def _as_text(value: Any) -> Any:
    """As our own front matter is read: every scalar a text."""
    match value:
        case Mapping():
            return {str(name).lower(): _as_text(part) for name, part in value.items()}
        case list() | tuple():
            return [_as_text(part) for part in value]
        case bool():
            return "true" if value else "false"
        case datetime() | date() | time():
            return value.isoformat()
        case None:
            return ""
        case _:
            return str(value)


def in_our_words(
    fields: Mapping[str, Any], known: frozenset[str]
) -> tuple[dict[str, Any], tuple[tuple[str, Any], ...], list[str]]:
    """(Fields of ours, fields that we have no place for, notes)."""
    ours: dict[str, Any] = {}
    aside: list[tuple[str, Any]] = []
    notes: list[str] = []
    for name, value in _flat(fields).items():
        if value in ("", [], {}):
            continue
        target = name if name in known else SAME.get(name, "")
        if name == "categories":
            _categories(value, ours)
        elif target == "aliases":
            paths, lost = _paths(value)
            ours["aliases"] = list(dict.fromkeys([*ours.get("aliases", []), *paths]))
            if lost:
                aside.append((name, lost))
        elif target in ("summary", "subtitle", "title", "dateline") and isinstance(value, str):
            ours.setdefault(target, " ".join(value.split()))
        elif target == "authors":
            ours["authors"] = _people(value)
        elif target == "tags" and target != name:
            ours["tags"] = list(dict.fromkeys([*_words(ours.get("tags", [])), *_words(value)]))
        elif target and target not in ours:
            ours[target] = value
        elif not target:
            ours[name] = value  # whoever reads the schema says what is to become of it
        else:
            aside.append((name, value))
        if target and target != name and target in ours:
            notes.append(f"{target}: from {name}.")
    state = str(fields.get("draft", "")).lower() == "true" or str(fields.get("published", "")).lower() == "false"
    if state:
        notes.append("status: it was a draft there, and is one here.")
        ours["status"] = "draft"
    if dropped := sorted(
        name for name in fields if name in OF_PROGRAM and name not in known and name not in ("draft", "published")
    ):
        aside += [(name, fields[name]) for name in dropped if fields[name] not in ("", [], {})]
    if not ours.get("aliases", True):
        del ours["aliases"]
    return ours, tuple(aside), notes


def _flat(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Hugo's `[taxonomies]` and `[params]` are fields like the others."""
    flat: dict[str, Any] = {}
    for name, value in fields.items():
        if name in ("taxonomies", "params", "extra") and isinstance(value, Mapping):
            for inner, part in value.items():
                flat.setdefault(str(inner).lower(), part)
        elif name not in ("draft", "published"):
            flat[name] = value
    return {name: value for name, value in flat.items() if name not in OF_PROGRAM}


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [word.strip() for word in value.split("," if "," in value else "\n") if word.strip()]
    return [str(word) for word in value if isinstance(word, str) and word] if isinstance(value, list) else []


def _categories(value: Any, ours: dict[str, Any]) -> None:
    """The first is the category, the others are tags; Jekyll's own text separates them by spaces."""
    words = _words(value)
    if words:
        ours.setdefault("category", words[0])
        ours["tags"] = list(dict.fromkeys([*_words(ours.get("tags", [])), *words[1:]])) or ours.get("tags", [])
        if not ours["tags"]:
            del ours["tags"]


def _people(value: Any) -> list[str]:
    people = value if isinstance(value, list) else [value]
    names = [person.get("name", "") if isinstance(person, Mapping) else str(person) for person in people]
    return [name for text in names for name in ([text] if isinstance(value, list) else re.split(r";|, ", text)) if name]


def _paths(value: Any) -> tuple[list[str], list[str]]:
    """(Old paths that are whole, those with a placeholder such as `:year`)."""
    paths = value if isinstance(value, list) else [value]
    whole: list[str] = []
    lost: list[str] = []
    for path in (str(one).strip() for one in paths):
        path = re.sub(r"^https?://[^/]+", "", path)
        (whole if path.startswith("/") and not re.search(r"/:|\s|[{}?#]", path) else lost).append(path)
    return [path for path in whole if path != "/"], lost


def from_name(file: Path) -> tuple[date | None, str]:
    """Day and slug, as Jekyll puts them into a post's name."""
    match = POST.fullmatch(file.stem)
    if match is None:
        return None, ""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])), match["slug"]
    except ValueError:
        return None, ""
