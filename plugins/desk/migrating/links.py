"""The links of an old text: each leads to the record or file that it led to before."""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from plugins.desk.migrating.old_addresses import place_of
from plugins.desk.migrating.old_site import OldText
from plugins.desk.migrating.outside_code import outside_code

PLACES = re.compile(
    r"""(?P<inline>\]\([ \t]*)(?P<a><[^<>\n]*>|[{|]\w+[}|][^()\n"']*?(?=[ \t]*\)|[ \t]+["'(])
        |(?:[^\s()<>]|\([^\s()<>]*\))+(?=\s*\)|\s+["'(]))
    |(?P<attribute>\b(?:href|src|poster|data|cite)\s*=\s*)(?P<q>["'])(?P<b>[^"'\n<>]*)(?P=q)
    |^(?P<definition>[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]+)(?P<c><[^<>\n]+>|\S+)(?=[ \t]*(?:["'(].*)?$)
    |(?<![\[("'=<\w/])(?P<bare><?https?://[^\s<>()\[\]"']+>?)""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
ASKED = re.compile(r"(?:[{|]|%7B)(?P<what>\w+)(?:[}|]|%7D)(?P<path>.*)", re.DOTALL | re.IGNORECASE)
"""Converters write braces as %7B and %7D."""
NO_ALT = re.compile(
    r"""!\[\s*\](?P<place>\([ \t]*(?P<target><[^<>\n]*>|[^\s()]+)
    (?:[ \t]+(?:"(?P<d>[^"\n]*)"|'(?P<s>[^'\n]*)'))?[ \t]*\))""",
    re.VERBOSE,
)
TYPED = re.compile(r"\{%[^\n%]{0,60}%\}|\{\{[^\n{}]{0,60}\}\}|^\[TOC\][ \t]*$", re.MULTILINE)
"""What plugins of the old site made something of."""
IMG = re.compile(r"<img\b(?P<rest>[^<>]*)>", re.IGNORECASE)
ALT = re.compile(r"\balt\s*=\s*(?:\"(?P<d>[^\"]*)\"|'(?P<s>[^']*)')", re.IGNORECASE)
SRC = re.compile(r"\bsrc\s*=\s*[\"'](?P<src>[^\"']+)[\"']", re.IGNORECASE)
TITLE = re.compile(r"\btitle\s*=\s*[\"'](?P<title>[^\"']+)[\"']", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where an old thing is now."""

    written: str
    """As a link of ours gives it: `{document}memo`, `{static}/images/a.png`, `/topics/ice/`; empty where it is not."""
    why: str = ""
    """Why it is not here."""
    takes_fragment: bool = True


@dataclass(slots=True, kw_only=True)
class Places:
    """Everything that the old site had, by the ways to name it."""

    by_path: dict[str, Target] = field(default_factory=dict)
    """POSIX path below the old content folder."""
    by_place: dict[str, str] = field(default_factory=dict)
    """Old address, see `place_of` → path below the old content folder."""
    unread: Set[str] = frozenset()
    """Texts of other forms: POSIX paths below the old content folder."""
    others: Mapping[str, str] = field(default_factory=dict)
    """Old addresses of lists and feeds, and where the like is here."""
    named: Callable[[str, str], str] = lambda what, name: ""
    """`tag`, `category`, `author` and `index` of Pelican's own links."""
    site_url: str = ""

    @property
    def host(self) -> str:
        return (urlsplit(self.site_url).hostname or "").removeprefix("www.")


def rewritten(text: OldText, own_url: str, places: Places) -> str:
    """The body with every link to the old site leading here."""

    def change(stretch: str, line: int) -> str:
        def replace(match: re.Match[str]) -> str:
            at = text.body_line + line + stretch.count("\n", 0, match.start())
            return _replaced(match, text, own_url, places, at)

        found = PLACES.sub(replace, stretch)
        for typed in TYPED.finditer(found):
            text.note(f"{typed[0]} is shown as typed", text.body_line + line + found.count("\n", 0, typed.start()))
        found = NO_ALT.sub(_with_alt, found)
        return IMG.sub(_tag_with_alt, found)

    return outside_code(text.body, change)


def _replaced(match: re.Match[str], text: OldText, own_url: str, places: Places, line: int) -> str:
    if bare := match["bare"]:
        angled = bare.startswith("<")
        address = bare.strip("<>") if angled else bare.rstrip(".,;:!?*_")
        new = new_target(address, text, own_url, places, line)
        rest = "" if angled else bare[len(address) :]
        return f"[{address}]({new}){rest}" if new and new != address else match[0]
    old = match["a"] or match["b"] or match["c"] or ""
    new = new_target(old.strip("<>").strip(), text, own_url, places, line)
    if not new:
        return match[0]
    if match["attribute"]:
        return f"{match['attribute']}{match['q']}{new}{match['q']}"
    return f"{match['inline'] or match['definition']}{new}"


def new_target(old: str, text: OldText, own_url: str, places: Places, line: int) -> str:
    """What to write for an old target; empty where it stays as it is."""
    if asked := ASKED.fullmatch(old):
        return _asked(asked["what"].lower(), asked["path"], text, places, line)
    parts = urlsplit(old) if "[" not in old else None
    if parts is None or not old or old.startswith("#"):
        return ""
    if parts.scheme and parts.scheme not in ("http", "https"):
        return ""
    if parts.netloc:
        if not places.host or (parts.hostname or "").removeprefix("www.") != places.host:
            return ""
        return _at(old, places, text, line)
    if found := _at(urljoin(f"{places.site_url or 'https://old.invalid'}/{own_url}", old), places, text, line):
        return found
    path = _source_path(unquote(parts.path), text)
    for candidate in (path, f"{path}.md", f"{path.removesuffix('.html').rstrip('/')}.md"):
        if candidate in places.by_path:
            return _written(places.by_path[candidate], parts.fragment, candidate, text, places, line)
    if not places.site_url:
        text.note(f"a link leads to {old}, which this site does not have; is SITEURL missing in migrate.yml?", line)
        return ""
    whole = urljoin(f"{places.site_url}/{own_url}", old)
    text.note(f"a link leads to {old}, which this site does not have: it leads to the old site, {whole}", line)
    return whole


def _asked(what: str, written: str, text: OldText, places: Places, line: int) -> str:
    path, hash_, fragment = written.partition("#")
    path = path.partition("?")[0]
    if what not in ("filename", "static", "attach"):
        if found := places.named(what, unquote(path)):
            return found
        text.note(f"a link asks for {{{what}}}{written}, which this site does not have", line)
        return ""
    for candidate in (path, unquote(path)):
        found = _source_path(candidate, text)
        if found in places.by_path:
            return _written(places.by_path[found], fragment, found, text, places, line)
    of_another_form = next((where for where in (path, unquote(path)) if _source_path(where, text) in places.unread), "")
    why = "is a text of another form and was not imported: see there"
    why = why if of_another_form else "was not there on the old site either"
    text.note(f"a link leads to {path}, which {why}", line)
    return f"{{filename}}/{quote(_source_path(unquote(path), text))}{hash_}{fragment}"


def _written(target: Target, fragment: str, old: str, text: OldText, places: Places, line: int) -> str:
    if not target.written:
        whole = f"{places.site_url}/{quote(old.lstrip('/'))}" if places.site_url else ""
        where = f": the link leads to the old site, {whole}" if whole else ""
        text.note(f"{old} {target.why}{where}", line)
        return whole
    if fragment and not target.takes_fragment and not re.fullmatch(r"page=\d{1,6}", fragment):
        fragment = ""
    return f"{target.written}#{fragment}" if fragment else target.written


def _at(address: str, places: Places, text: OldText, line: int) -> str:
    """What is at an old address, whole."""
    parts = urlsplit(address)
    base = urlsplit(places.site_url).path.rstrip("/")
    path = parts.path.removeprefix(base) if base and parts.path.startswith(f"{base}/") else parts.path
    place = place_of(path)
    if place in places.by_place:
        found = places.by_place[place]
        return _written(places.by_path[found], parts.fragment, found, text, places, line)
    return places.others.get(place, "")


def _source_path(written: str, text: OldText) -> str:
    """As Pelican reads it: from the content folder with `/`, else from the text's own."""
    start = () if written.startswith("/") else PurePosixPath(text.path).parent.parts
    parts = list(start)
    for part in PurePosixPath(written.replace("\\", "/").lstrip("/")).parts:
        if part == "..":
            parts[-1:] = []
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _name(target: str) -> str:
    name = unquote(urlsplit(target.strip("<>")).path).rpartition("/")[2]
    return re.sub(r"[^\w.-]+", "-", name) or "picture"


def _with_alt(match: re.Match[str]) -> str:
    alt = (match["d"] or match["s"] or "").strip().replace("[", "(").replace("]", ")")
    return f"![{alt or _name(match['target'])}]{match['place']}"


def _tag_with_alt(match: re.Match[str]) -> str:
    rest = match["rest"]
    alt, src, title = ALT.search(rest), SRC.search(rest), TITLE.search(rest)
    if (alt and (alt["d"] or alt["s"] or "").strip()) or not src:
        return match[0]
    words = title["title"] if title else _name(src["src"])
    rest = ALT.sub("", rest)
    return f'<img alt="{words}"{rest if rest.startswith((" ", chr(10))) else " " + rest}>'
