"""The whole line to write, if only one part of it is wrong and the meaning is certain or nearly so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from plugins.newsroom.library.edition import REMOTE, Edition, without_braces
from plugins.records.fixing import fixes
from plugins.records.fixing.fixes import LONGEST, with_value, write
from plugins.records.front_matter import read_yaml
from plugins.records.people import people_in
from plugins.records.problems import Problem
from plugins.records.sources import read_text
from plugins.records.suggest import nearest

NO_NAME = re.compile(
    r"(?P<field>\w+)(?: in (?P<outer>\w+))?(?: \(entry \d+\))? “(?P<written>[^”…]+)” is not a (?:name in contacts|slug)"
)
BARE = re.compile(r"the address (\S+) is incomplete")
NO_KIND = re.compile(r"\{[\w-]+\}(?= is not a kind of link)")
FIELDS = {"boilerplate": "organizations", "organization": "organizations", "case": "cases", "document": "documents"}
"""Fields, and the list or kind of record that they name."""
LIKE = 85.0
"""Likeness, 0 to 100, from which a name is a slip of a known one."""
GUESS = re.compile(r"did you mean (\S+)\?")


def with_address(edition: Edition, path: str, line: int, old: str, new: str, fix: str) -> str:
    """The fix with the line in which `new` replaces the address `old`; without it if the line is not simple."""
    written = _line(edition, path, line)
    return _said(fix, fixes.with_address(written, old, new))


def with_name_of(edition: Edition, path: str, line: int, old: str, fix: str) -> str:
    """The fix for a field that names nothing, with its line using the suggested name."""
    guess = GUESS.fullmatch(fix)
    written = _line(edition, path, line) if guess else ""
    return _said(fix, with_value(written, old, guess[1])) if guess and written else fix


def with_file(edition: Edition, path: str, line: int, old: str, name: str, fix: str) -> str:
    """The fix with the line of a field that names another file: `name` in the place of the last part of `old`."""
    new = old.rpartition("/")[0] + f"/{name}" if "/" in old and not REMOTE.match(without_braces(old)) else name
    better = with_value(_line(edition, path, line), old, new)
    return f"{fix} {write(better)}" if better and len(better) <= LONGEST else fix.removesuffix(", and")


def with_known_names(edition: Edition, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The same problems; a field that names people, organizations or records by what they are called gets the line
    with the names that they have, and so does a link that names a record without its kind."""
    for found in problems:
        match = NO_NAME.match(found.what) if found.code == "F006" else None
        if found.code == "L005" and (link := _named_link(edition, found)):
            yield replace(found, fix=f"did you mean {link[0]}? {write(link[1])}")
            continue
        if match is None:
            yield found
            continue
        field, parts = match["outer"] or match["field"], _parts(match)
        known = [known_name(edition, field, part) for part in parts]
        names = [name or _like(edition, field, part) for name, part in zip(known, parts, strict=True)]
        written = _line(edition, found.path, found.line)
        better = with_value(written, match["written"], ", ".join(names)) if all(names) else ""
        lead = "" if all(known) else f"did you mean {', '.join(names)}? "
        yield replace(found, fix=f"{lead}{write(better)}") if better else found


def _named_link(edition: Edition, found: Problem) -> tuple[str, str] | None:
    """For a link such as `[a](opt-out)` or `[a]({page}about)`: what is meant, and the line; None where nothing is."""
    line = _line(edition, found.path, found.line)
    bare, braces = BARE.fullmatch(found.what), NO_KIND.match(found.what)
    old = bare[1] if bare else ""
    if braces and (match := re.search(rf"{re.escape(braces[0])}\s*([^)\s]+)", line)):
        old = match[0]
    name, hash_, fragment = old.rpartition("}")[2].strip("/").partition("#")
    if not name or "write [" in found.fix:
        return None
    at = edition.links.by_address.get(f"{name}/")
    items = (
        {at.path: at}
        if at
        else {i.path: i for i in edition.library.items if i.slug == name and not i.record.translation}
    )
    if len(items) != 1:
        return None
    (item,) = items.values()
    right = f"{{filename}}/{item.path}" if item.kind == "page" else f"{{{item.kind}}}{item.slug}"
    right = f"{right}{hash_}{fragment}"
    better = fixes.with_address(line, old, right)
    return (right, better) if better else None


def _parts(match: re.Match[str]) -> list[str]:
    if match["field"] != "contacts":
        return [match["written"]]
    return [person.get("email") or person["name"] for person in people_in(match["written"])]


def known_name(edition: Edition, field: str, written: str) -> str:
    """The slug of what a field calls by its name; empty where nothing, or more than one, is called so."""
    if ("names",) not in edition.kept:
        edition.kept["names",] = _names(edition)
    known: dict[tuple[str, str], set[str]] = edition.kept["names",]  # type: ignore[assignment]
    found = known.get((FIELDS.get(field, field), _plain(written)), set())
    return next(iter(found)) if len(found) == 1 else ""


def _like(edition: Edition, field: str, written: str) -> str:
    """The slug of what has nearly that name; empty if nothing has. Ask `known_name` first."""
    known: dict[tuple[str, str], set[str]] = edition.kept["names",]  # type: ignore[assignment]
    called = {name for kind, name in known if kind == FIELDS.get(field, field)}
    return known_name(edition, field, nearest(_plain(written), called, least=LIKE))


def _names(edition: Edition) -> dict[tuple[str, str], set[str]]:
    names: dict[tuple[str, str], set[str]] = {}

    def add(kind: str, slug: str, *called: object) -> None:
        for name in called:
            if isinstance(name, str) and name:
                names.setdefault((kind, _plain(name)), set()).add(slug)

    for kind in ("contacts", "organizations"):
        for slug, entry in read_yaml(
            read_text(edition.settings.content, f"{kind}.yml")[0], f"{kind}.yml"
        ).fields.items():
            fields = entry if isinstance(entry, dict) else {}
            add(kind, slug, slug, fields.get("name"), fields.get("short_name"), fields.get("email"))
    for item in (*edition.library.items, *edition.library.held):
        file = item.file.path.rpartition("/")[2] if item.file is not None else ""
        add(f"{item.kind}s", item.slug, item.record.title, getattr(item.record, "case_name_short", ""), file)
    return names


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def guessed(fix: str) -> str:
    """The name that a fix suggests; empty if none."""
    found = GUESS.fullmatch(fix)
    return found[1] if found else ""


def _said(fix: str, better: str) -> str:
    if not better or len(better) > LONGEST:
        return fix
    return f"{fix} {write(better)}" if fix.endswith("?") else write(better)


def _line(edition: Edition, path: str, line: int) -> str:
    key = ("lines", path)
    if key not in edition.kept:
        text, problems = read_text(edition.settings.content, path)
        edition.kept[key] = () if problems else tuple(text.split("\n"))
    lines: tuple[str, ...] = edition.kept[key]  # type: ignore[assignment]
    return lines[line - 1] if 0 < line <= len(lines) else ""
