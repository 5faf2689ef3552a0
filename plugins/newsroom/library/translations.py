"""Which record is a translation of which: by the same slug, or by the same file name with a language code in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from babel.localedata import exists

from plugins.newsroom.library.addresses import item_address
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.reading_cache import Read
from plugins.newsroom.library.settings import Settings
from plugins.prose.languages import parts_of, script_of
from plugins.records.gate import visible_from
from plugins.records.problems import Problem, problem
from plugins.records.reading import Reading, State
from plugins.records.rules import LANGUAGE
from plugins.records.schema import Record


class Originals:
    """Every record that is not a translation, by slug and by file name."""

    def __init__(self, readings: Iterable[Reading]):
        self._by_slug: dict[tuple[str, str], list[Reading]] = {}
        self._by_name: dict[str, list[Reading]] = {}
        for reading in readings:
            self._by_slug.setdefault((reading.kind, reading.slug), []).append(reading)
            self._by_name.setdefault(reading.path.rpartition(".")[0], []).append(reading)

    def beside(self, reading: Reading) -> list[Reading]:
        """Records whose file name has no language code."""
        return self._by_name.get(name_of_text(reading), [])

    def of_slug(self, reading: Reading) -> list[Reading]:
        return self._by_slug.get((reading.kind, reading.slug), [])


def paired(reads: Sequence[Read], settings: Settings, *, keep_held: bool) -> tuple[list[Read], list[Problem]]:
    """Each translation with the slug of its original, held if that cannot be seen; and any problems.

    With `keep_held`, held records keep their item, only for the checks.
    """
    candidates = [index for index, (reading, _) in enumerate(reads) if reading.is_translation or name_of_text(reading)]
    if not candidates:
        return list(reads), []
    originals = Originals(reading for reading, _ in reads if not reading.is_translation)
    results = list(reads)
    problems: list[Problem] = []
    for index in candidates:
        reading, item = reads[index]
        beside = [other for other in originals.beside(reading) if other.path != reading.path]
        if not reading.is_translation and (not beside or _at_one_address(reading, beside[0])):
            continue
        if not reading.is_translation:
            problems += _says_nothing(reading, beside[0])
            reading = replace(reading, is_translation=True)
        found = [*beside, *originals.of_slug(reading)]
        if not found:
            problems += _without_original(reading)
        elif beside and not reading.states_slug:
            reading, item = _called_as(beside[0], reading, item, settings)
        elif not originals.of_slug(reading) and item is not None:
            item = replace(item, original=beside[0].slug)
        if _waits(beside) | _waits(originals.of_slug(reading)):
            reading = replace(reading, waits_for=found[0].path)
            if reading.state is State.SEEN:
                reading = replace(reading, state=State.HELD, front=replace(reading.front, fields={}))
                item = item if keep_held else None
        results[index] = reading, item
    return results, problems


def opening(held: Iterable[Item[Record]], unseen: Iterable[Reading], zone: ZoneInfo) -> dict[str, datetime]:
    """By path, the moment (UTC) from which each held record may be seen; nothing where nobody has said.

    A translation that waits for its original has the later moment of the two.
    """
    own = {item.path: moment for item in held if (moment := visible_from(item.record, zone)) is not None}
    waits = {reading.path: reading.waits_for for reading in unseen if reading.waits_for}
    return {
        path: max(moment, own[waits.get(path, path)]) for path, moment in own.items() if waits.get(path, path) in own
    }


def name_of_text(reading: Reading) -> str:
    """`opt-out.es.md` → `opt-out`, with its folder; empty if the name has no language code.

    If the record says that it is a translation, any language code counts; otherwise only one in use.
    """
    folder, _, name = reading.path.rpartition("/")
    stem, dot, code = name.rpartition(".")[0].rpartition(".")
    if not dot or not stem:
        return ""
    is_code = LANGUAGE.fullmatch(code) or LANGUAGE.fullmatch(code.lower())
    own = code.lower() in (reading.lang.lower(), reading.lang.lower().partition("-")[0])
    if not is_code or not (own or reading.is_translation or exists(code.replace("-", "_"))):
        return ""
    return f"{folder}/{stem}" if folder else stem


def _at_one_address(reading: Reading, original: Reading) -> bool:
    """Whether both are published under one slug: the checks report that one of them must be a translation."""
    return reading.state is State.SEEN and original.state is State.SEEN and reading.slug == original.slug


def _waits(originals: Sequence[Reading]) -> bool:
    """Whether none of them can be seen."""
    return bool(originals) and all(original.state is not State.SEEN for original in originals)


def _called_as(
    original: Reading, reading: Reading, item: Item[Record] | None, settings: Settings
) -> tuple[Reading, Item[Record] | None]:
    slug = original.slug
    if item is not None:
        address = item_address(reading.kind, item.record, slug, reading.lang, settings.zone)
        item = replace(item, slug=slug, address=address)
    return replace(reading, slug=slug), item


def _says_nothing(reading: Reading, original: Reading) -> Iterator[Problem]:
    if reading.state is State.FAULTY:
        return
    language = PurePosixPath(reading.path).stem.rpartition(".")[2]
    what = f"the file is named as the translation of {original.path}, and does not say translation: true"
    fix = f"write lang: {language} and, below it, translation: true; or give the file another name"
    yield _found(reading, what, fix)


def _without_original(reading: Reading) -> Iterator[Problem]:
    if reading.state is State.FAULTY:
        return
    own = name_of_text(reading)
    what = f"there is no {reading.kind} that this is a translation of: none has the slug {reading.slug}"
    if own:
        what += f", and there is no {own}{PurePosixPath(reading.path).suffix}"
    fix = "write the slug of the original, as in slug: opt-out; or delete the line translation: true"
    yield _found(reading, what, fix)


def _found(reading: Reading, what: str, fix: str) -> Problem:
    found = problem("R011", reading.path, reading.front.line("translation"), what, fix)
    return found.in_draft() if reading.front.plainly_draft else found


def language_of(item: Item[Record], home: str) -> str:
    """The language whose lists name a record as their own.

    An original in a variety of the site's language (`en-US` where `home` is `en`) is one in that language.
    """
    lang = item.lang
    if lang == home or (not item.record.translation and _is_variety(lang, home)):
        return home
    return lang


def _is_variety(lang: str, home: str) -> bool:
    return parts_of(lang)[0] == parts_of(home)[0] and script_of(lang) == script_of(home)


def languages_of(items: Iterable[Item[Record]], home: str) -> tuple[str, ...]:
    """That of the site, then each other one that something visible is written in."""
    found = {language_of(item, home) for item in items if not item.is_withdrawn}
    return (home, *sorted(found - {home}))


def below(lang: str, home: str) -> str:
    """The folder of a language's pages below the output: empty for that of the site, else `es/`."""
    return "" if lang == home else f"{lang.lower()}/"
