"""Identities: every slug, uid and address belongs to only one record."""

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import PurePosixPath

from plugins.newsroom.library.addresses import KEPT, OPML, RESERVED
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.subscriptions import feed_files
from plugins.records.dates import local_day
from plugins.records.fixing.fixes import add_below, write
from plugins.records.names import copied_from
from plugins.records.problems import Problem, problem
from plugins.records.reading import State
from plugins.records.sources import on_any_disk
from plugins.render.pages import folders_of

OURS = "the site itself"


def check(edition: Edition) -> Iterator[Problem]:
    copies = list(_copies(edition))
    once = [*_slugs_and_uids(edition, {copy.path for copy in copies}), *_reserved(edition)]
    yield from (*copies, *once, *_unfrozen(edition))
    yield from _addresses(edition, {(problem.path, problem.line) for problem in once})


def _slugs_and_uids(edition: Edition, copies: set[str]) -> Iterator[Problem]:
    library = edition.library
    named = [(i.kind, i.slug, i.lang, i.uid, i.path, i.line("slug"), i.line("uid")) for i in library.items]
    named += [
        (r.kind, r.slug, r.lang, r.uid, r.path, r.front.line("slug"), r.front.line("uid"))
        for r in library.unseen
        if r.state is State.HELD
    ]
    slugs: dict[tuple[str, str, str], str] = {}
    uids: dict[str, str] = {}
    taken = {(row[0], row[1], row[2]) for row in named}
    dates = {item.path: local_day(item.record.date, edition.settings.zone).isoformat()
             for item in library.items if item.record.date}  # fmt: skip
    for kind, slug, lang, uid, path, slug_line, uid_line in sorted(
        named, key=lambda row: (dates.get(row[4], "~"), row[4])
    ):
        if path in copies:
            continue
        if (first := slugs.setdefault((kind, slug, lang), path)) != path:
            what = f"the slug {slug} is taken by {first}, which is older"
            better = f"slug: {_free(slug, kind, lang, taken)}"
            right = write(better) if slug_line > 1 else add_below(1, better)
            yield problem("R001", path, slug_line, what, f"give it another lang if it is a translation, or {right}")
        if (first := uids.setdefault(uid, path)) != path:
            fix = "delete the uid in the newer of the two, and let `invoke check --fix` write one"
            yield problem("R003", path, uid_line, f"this is a copy of {first}: both have the uid {uid}", fix)


def _free(slug: str, kind: str, lang: str, taken: set[tuple[str, str, str]]) -> str:
    """A slug that no record has, and that is not given a second time."""
    free = next(new for n in count(2) if (kind, new := f"{slug[:76]}-{n}", lang) not in taken)
    taken.add((kind, free, lang))
    return free


def _copies(edition: Edition) -> Iterator[Problem]:
    """Copies of a record made by a file manager or a sync client; and any with the same uid and title."""
    library = edition.library
    said = {item.path: {item.uid, item.record.title} for item in (*library.items, *library.held)}
    said |= {r.path: {r.uid} for r in library.unseen if r.path not in said and r.state is not State.FAULTY}
    originals: dict[frozenset[str], str] = {}
    for path in sorted(said, key=lambda path: (len(path.rpartition("/")[2]), path)):
        originals.setdefault(frozenset(said[path]), path)
    for path, words in said.items():
        of = copied_from(path, said)
        if not of and (of := copied_from(path, said, says_the_same=True)) and not words & said[of]:
            of = ""
        if not of and len(words) > 1 and (first := originals[frozenset(words)]) != path:
            of = first
        if of:
            name = of if of.endswith("/index.md") else of.rpartition("/")[2]
            fix = f"delete one of them, and name the one you keep {name}"
            yield problem("C007", path, 1, f"it is a copy of {name}, and both would be published", fix)


def _unfrozen(edition: Edition) -> Iterator[Problem]:
    for item in (*edition.library.items, *edition.library.held):
        if not item.uid_is_frozen:
            what = "the record has no uid, so its identity in feeds would change with the file's name"
            yield problem("R007", item.path, 1, what, "run `invoke check --fix`, which writes it")


def _reserved(edition: Edition) -> Iterator[Problem]:
    languages = {item.lang.lower() for item in edition.library.items}
    for item in (*edition.library.pages, *(i for i in edition.library.held if i.kind == "page")):
        if item.slug in RESERVED or item.slug in languages:
            what = f"a page cannot be called {item.slug}: the site keeps that address for itself"
            yield problem("R008", item.path, item.line("slug"), what, f"call it {item.slug}-page, or as you like")
    for item in (*edition.library.items, *edition.library.held):
        for index, alias in enumerate(item.record.aliases):
            if on_any_disk(alias.strip("/").partition("/")[0]) in KEPT:
                what = f"{alias} cannot be an old path of a page: the site keeps that address for itself"
                yield problem("R008", item.path, item.line("aliases", index), what, "delete the alias")


def _addresses(edition: Edition, told: set[tuple[str, int]]) -> Iterator[Problem]:
    """Two outputs with the same path, or the same on some disks; and a file where another needs a folder.

    Reported once per record, and not where a shared slug or a reserved name is `told`: paths and lines.
    """
    if not _meet([OPML, *feed_files(edition), *(place.path for place in outline(edition))]):
        return
    taken = {on_any_disk(file): OURS for file in (OPML, *feed_files(edition))}
    folders: dict[str, str] = {}
    lang = edition.settings.lang
    of_one_slug: dict[str, set[str]] = {}
    by_name: dict[tuple[str, str, str], set[str]] = {}
    for item in edition.library.items:
        by_name.setdefault((item.kind, item.slug, item.lang), set()).add(item.path)
    for paths in by_name.values():
        of_one_slug |= dict.fromkeys(paths, paths) if len(paths) > 1 else {}
    for place in sorted(outline(edition), key=lambda place: place.item is not None and place.item.lang != lang):
        key = on_any_disk(place.path)
        shown = place.item.path if place.item else OURS
        other = taken.get(key) or folders.get(key) or next((taken[p] for p in _parents(key) if p in taken), None)
        taken[key] = other or shown
        for parent in _parents(key):
            folders.setdefault(parent, shown)
        if other is None or place.item is None:
            continue
        line = place.item.line(*place.field)
        if (place.item.path, line) in told or (other in of_one_slug.get(place.item.path, ())):
            continue
        told.add((place.item.path, line))
        address = f"/{place.path.removesuffix('index.html')}"
        what = f"the address {address} is taken by {other}"
        if other == shown:
            what = f"the address {address} is asked for twice"
        fix = "give it another slug"
        if other == shown:
            fix = "give each of its versions a date of its own"
        elif PurePosixPath(other).parts[:1] == PurePosixPath(shown).parts[:1]:
            fix = "add translation: true if it is a translation of the other, or give it another slug"
        yield problem("R009", place.item.path, line, what, "delete the alias" if "aliases" in place.field else fix)


def _meet(paths: list[str]) -> bool:
    """Whether any two paths are the same on some disks, or one is a folder of another."""
    keys = {on_any_disk(path) for path in paths}
    return len(keys) < len(paths) or not keys.isdisjoint(folders_of(keys))


def _parents(path: str) -> Iterable[str]:
    return (str(parent) for parent in PurePosixPath(path).parents if str(parent) != ".")
