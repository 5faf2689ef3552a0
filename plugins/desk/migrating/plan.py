"""Everything that a migration would write, made before anything is written."""

import filecmp
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from plugins.desk.existing import existing_records
from plugins.desk.migrating.converting import Converter, is_other_word, spellings
from plugins.desk.migrating.documents import OldFile, document_text, index_of, place_files
from plugins.desk.migrating.earlier import earlier_paths
from plugins.desk.migrating.links import ASKED, Places, Target
from plugins.desk.migrating.mapping import Mapped
from plugins.desk.migrating.names import Named, name_all
from plugins.desk.migrating.old_addresses import aliases_of, feed_id, old_file, place_of
from plugins.desk.migrating.old_lists import old_lists, tag_words
from plugins.desk.migrating.old_settings import OldSettings
from plugins.desk.migrating.old_site import OldSite, OldText
from plugins.newsroom.library.addresses import KEPT, RESERVED, alias_file, topic_address, topic_slug
from plugins.newsroom.library.links import IMAGE_KINDS
from plugins.records.dates import local_day
from plugins.records.reading import Reading
from plugins.records.rules import Rules
from plugins.records.schema import Alias
from plugins.records.sources import on_any_disk

LINKED = re.compile(
    r"\]\([ \t]*<?([^\s)>]+)|(?:href|src)\s*=\s*[\"']([^\"']+)|^ {0,3}\[[^\]\n]+\]:[ \t]+<?(\S+)",
    re.MULTILINE | re.IGNORECASE,
)
ALIASES: TypeAdapter[str] = TypeAdapter(Alias)
IDLE_WORDS = frozenset({"here", "pdf", "download", "link", "this", "click here", "read more", "document"})


@dataclass(slots=True, kw_only=True)
class Plan:
    """What goes where."""

    texts: dict[str, str] = field(default_factory=dict)
    """Path below our content → the file to write."""
    copies: dict[str, str] = field(default_factory=dict)
    """Path below our content → path below the old one, to copy."""
    named: list[Named] = field(default_factory=list)
    files: list[OldFile] = field(default_factory=list)
    notes: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """Old path → (line, what a person must look at)."""
    redirects: dict[str, str] = field(default_factory=dict)
    """Old addresses of lists and feeds, which no record can answer for → where the like is here."""


def make_plan(site: OldSite, mapped: Mapped, content: Path, rules: Rules) -> Plan:
    there = [r for kind in ("release", "page", "document") for r in existing_records(content, kind, rules.lang)]
    ours = _from_here(site, mapped, content, there)
    taken = {(r.kind, r.slug, r.lang) for r in there if r.path not in ours}
    named = name_all(site.texts, mapped, rules, taken)
    documents = [slug for kind, slug, _ in taken if kind == "document"]
    files = place_files(site, documents, lambda new, old: new not in ours and _is_another(content / new, old))
    tags = _tags(site, mapped)
    lists = old_lists(site.settings, named, tags)
    places = _places(site.settings, named, files, tags, lists)
    places.unread = frozenset(path for path, _ in site.by_hand)
    _publish_what_is_linked(named, files, places)
    plan = Plan(named=named, files=files, redirects=lists)
    converter = Converter(
        mapped=mapped, rules=rules, places=places, tags=tags,
        picture=lambda words, text: _picture(words, text, places, files),
    )  # fmt: skip
    _write(plan, converter, site.settings, rules)
    plan.notes |= {text.path: sorted(set(text.notes)) for text in site.texts if text.notes}
    for path, why in site.by_hand:
        plan.notes.setdefault(path, []).append((1, why))
    for file in files:
        if not file.new:
            plan.notes.setdefault(file.path, []).append((1, f"{file.why}: it was not carried over"))
    return plan


def _from_here(site: OldSite, mapped: Mapped, content: Path, there: Iterable[Reading]) -> set[str]:
    """Paths of what an earlier run wrote: its report names them, or the feed ids say so."""
    ids = {feed_id(text, site.settings, mapped.feed_ids) for text in site.texts} - {""}
    return {*earlier_paths(content), *(reading.path for reading in there if reading.uid in ids)}


def _is_another(file: Path, old: Path) -> bool:
    """Whether a file with different content is there already."""
    return file.exists() and not (file.is_file() and filecmp.cmp(file, old, shallow=False))


def _tags(site: OldSite, mapped: Mapped) -> dict[str, str]:
    names = ["tags", *(name for name, use in mapped.fields.items() if use == "tags")]
    tags = spellings(site.texts, names)
    for text in site.texts:
        for name in names:
            value = text.fields.get(name)
            for tag in value.split(",") if isinstance(value, str) else ():
                used = tags.get(" ".join(tag.split()), "")
                if used and is_other_word(" ".join(tag.split()), used):
                    text.note(f"its tag {tag.strip()} would share its address with another: it became {used}")
    return tags


def _places(
    settings: OldSettings, named: list[Named], files: list[OldFile], tags: Mapping[str, str], lists: Mapping[str, str]
) -> Places:
    places = Places(site_url=settings.text("SITEURL").rstrip("/"))
    translated = {one.slug for one in named if one.is_translation}
    for one in named:
        by_name = one.kind == "release" and one.slug not in translated
        places.by_path[one.text.path] = Target(f"{{release}}{one.slug}" if by_name else f"{{filename}}/{one.path}")
        for address in aliases_of(one.text, settings):
            places.by_place.setdefault(place_of(address), one.text.path)
    for file in files:
        places.by_path[file.path] = file.target
        places.by_place.setdefault(place_of(file.path), file.path)
        if moved := _extra_path(file.path, settings):
            places.by_place.setdefault(place_of(moved), file.path)
    for one in named:
        for written in _targets(one.text.body):
            asked = ASKED.fullmatch(written)
            path = _attached(one.text, asked["path"]) if asked and asked["what"] == "attach" else ""
            if path in places.by_path:
                folder = old_file(one.text, settings).rpartition("/")[0]
                places.by_place.setdefault(place_of(f"{folder}/{path.rpartition('/')[2]}"), path)
    places.others = {place_of(old): new for old, new in lists.items()}
    public = {topic_slug(tags.get(tag, tag)) for one in named if not one.is_draft for tag in tag_words(one.text)}

    def called(what: str, name: str) -> str:
        if what == "tag":
            slug = topic_slug(name)
            return f"/{topic_address(slug)}" if slug in public else "/releases/"
        return {"index": "/", "category": "/releases/", "author": "/releases/"}.get(what, "")

    places.named = called
    return places


def _extra_path(path: str, settings: OldSettings) -> str:
    extra = settings.values.get("EXTRA_PATH_METADATA")
    given = extra.get(path) if isinstance(extra, Mapping) else None
    moved = given.get("path") if isinstance(given, Mapping) else None
    return moved if isinstance(moved, str) else ""


def _targets(body: str) -> list[str]:
    return [next(filter(None, match), "") for match in LINKED.findall(body)]


def _attached(text: OldText, written: str) -> str:
    folder = PurePosixPath() if written.startswith("/") else PurePosixPath(text.path).parent
    return str(folder / unquote(written.lstrip("/")))


def _publish_what_is_linked(named: list[Named], files: list[OldFile], places: Places) -> None:
    """A file that a published text links to was public on the old site, wherever it lay."""
    by_path = {file.path: file for file in files}
    for one in named:
        if one.is_draft:
            continue
        for written in _targets(one.text.body):
            asked = ASKED.fullmatch(written)
            if asked:
                path = _attached(one.text, asked["path"].partition("#")[0])
            else:
                path = places.by_place.get(place_of(urlsplit(written).path), "") if "[" not in written else ""
            if path in by_path:
                by_path[path].is_public = True


def _picture(words: str, text: OldText, places: Places, files: list[OldFile]) -> str:
    """A picture as a field names it: from the content folder, beside the text, or by its old address."""
    asked = ASKED.fullmatch(words)
    plain = unquote(urlsplit(asked["path"] if asked else words).path) if "[" not in words else words
    candidates = (
        plain.lstrip("/"), _attached(text, plain), places.by_place.get(place_of(plain), ""),
        f"images/{plain.lstrip('/')}",
    )  # fmt: skip
    by_path = {file.path: file for file in files}
    for path in candidates:
        file = by_path.get(path)
        if file is not None and file.new.rpartition(".")[2].lower() in IMAGE_KINDS:
            file.is_public = file.is_public or text.status == "published"
            return f"/{file.new}"
    return ""


def _write(plan: Plan, converter: Converter, settings: OldSettings, rules: Rules) -> None:
    used = _addresses(plan, rules)
    uids: set[str] = set()
    for one in sorted(plan.named, key=lambda one: (one.is_draft, one.path)):
        aliases = () if one.is_draft and one.text.status == "draft" else aliases_of(one.text, settings)
        here = f"/{_address(one, rules)}"
        free = [alias for alias in aliases if _is_alias(alias, here, plan) and _is_free(alias, used, one.text)]
        plan.texts[one.path] = converter.converted(one, free, uids)
    words = _link_words(plan)
    for file in plan.files:
        if not file.new:
            continue
        plan.copies[file.new] = file.path
        if not file.slug:
            continue
        address = f"/{_extra_path(file.path, settings) or file.path}"
        is_alias = file.is_public and _is_alias(address, f"/documents/{file.slug}/", plan)
        free = [address] if is_alias and _is_free(address, used, None) else []
        plan.texts[index_of(file)] = document_text(file, words.get(file.slug, ""), free, held=not file.is_public)
        if not file.is_public:
            what = "no published text links to it: its document is a draft"
            plan.notes.setdefault(file.path, []).append((1, what))


def _addresses(plan: Plan, rules: Rules) -> set[str]:
    """What the new site has at its own addresses, which no old path may take."""
    used = {"index.html", "404.html", *(f"{name}/index.html" for name in (*RESERVED, "press"))}
    for one in plan.named:
        prefix = f"{one.lang.lower()}/" if one.is_translation else ""
        year = f"releases/{local_day(one.date, rules.zone).year:04d}/" if one.date else "releases/"
        used |= {f"{prefix}{year}index.html", f"{prefix}index.html"} if one.kind == "release" else set()
        used.add(f"{_address(one, rules)}index.html")
        used |= {f"{topic_address(topic_slug(tag))}index.html" for tag in tag_words(one.text)}
    used |= {f"documents/{file.slug}/index.html" for file in plan.files if file.slug}
    return {on_any_disk(path) for path in used}


def _address(one: Named, rules: Rules) -> str:
    prefix = f"{one.lang.lower()}/" if one.is_translation else ""
    if one.kind == "page":
        return f"{prefix}{one.slug}/"
    year = f"{local_day(one.date, rules.zone).year:04d}/" if one.date else ""
    return f"{prefix}releases/{year}{one.slug}/"


def _is_alias(alias: str, here: str, plan: Plan) -> bool:
    """Whether a record can have that old path; of another, the web server is told."""
    try:
        ALIASES.validate_python(alias)
    except ValidationError:
        plan.redirects[quote(alias)] = here
        return False
    return True


def _is_free(alias: str, used: set[str], text: OldText | None) -> bool:
    key = on_any_disk(alias_file(alias))
    if key in used:
        return False
    if key.partition("/")[0] in KEPT or any(f"{parent}" in used for parent in map(str, PurePosixPath(key).parents)):
        if text is not None:
            text.note(f"its old address {alias} cannot be kept: the site has it for itself")
        return False
    used.add(key)
    return True


def _link_words(plan: Plan) -> dict[str, str]:
    """What the first link to a document calls it, where that says anything."""
    words: dict[str, str] = {}
    for one in plan.named:
        for match in re.finditer(r"(?<!!)\[([^\[\]\n]{4,120})\]\(\{document\}([a-z0-9-]+)", plan.texts[one.path]):
            said = re.sub(r"[*_`<>]", "", " ".join(match[1].split()))
            if said.casefold() not in IDLE_WORDS and not said.startswith("http"):
                words.setdefault(match[2], said)
    return words
