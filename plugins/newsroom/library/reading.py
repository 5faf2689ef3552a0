"""Reads the content folder: every record that may be seen, its prose and its files, and every problem found."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import NamedTuple, TypeVar

from plugins.evidence.model import Progress
from plugins.newsroom.library.addresses import item_address
from plugins.newsroom.library.filing import file_documents
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.people import people_seen
from plugins.newsroom.library.reading_cache import ALWAYS, Packed, Read, ReadingCache, Window, pack, window_of
from plugins.newsroom.library.settings import Settings
from plugins.newsroom.library.tables.trackers import moments_of, with_tables
from plugins.newsroom.library.transcripts import transcripts_within, with_transcripts
from plugins.newsroom.library.translations import paired
from plugins.prose.model import EMPTY, Finding, Prose, Slot
from plugins.prose.plain_fields import problems_of, problems_of_list
from plugins.prose.render import render
from plugins.records.calendar.promised import promised, promises_in_words
from plugins.records.campaign.site import SiteReading, read_site
from plugins.records.dates import instant, local_day
from plugins.records.gate import as_of, changes_until, over_at, part_moments
from plugins.records.hours import is_of_zones
from plugins.records.ledger import Ledger, read_ledger
from plugins.records.odd_dates import turns_likely
from plugins.records.problems import Problem, problem
from plugins.records.reading import Reading, State, read_lists, read_record
from plugins.records.schema import Case, Contact, Document, Organization, Page, Record, Release, Tracker
from plugins.records.sources import SourceFile, find_sources
from plugins.render.checksums import digest
from plugins.render.workers import each_in_workers, in_workers
from plugins.sealing import NO_KEY, key


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All that a build may know. Held records are not in it, except their names, so that links to them can be
    refused."""

    settings: Settings
    releases: tuple[Item[Release], ...]
    """Newest first."""
    cases: tuple[Item[Case], ...]
    documents: tuple[Item[Document], ...]
    trackers: tuple[Item[Tracker], ...]
    pages: tuple[Item[Page], ...]
    contacts: Mapping[str, Contact]
    organizations: Mapping[str, Organization]
    ledger: Ledger
    """What was published before, from `ledger.json`."""
    files: frozenset[str]
    """Every file of the content folder that a record may refer to."""
    unseen: tuple[Reading, ...]
    """Names of records that are held or faulty, only for the checks."""
    held: tuple[Item[Record], ...]
    """Held records with their prose: filled only for `invoke check`, which writes no output."""
    problems: tuple[Problem, ...]
    window: Window = ALWAYS
    """From when to when all of it is valid."""
    unseen_contacts: frozenset[str] = frozenset()
    unseen_organizations: frozenset[str] = frozenset()
    """Names in both lists that no published record uses, only for the checks."""
    remarks: tuple[str, ...] = ()
    """Messages for the person who builds, which are not problems of the content."""
    site: SiteReading = field(default_factory=SiteReading)
    reading_cache: str = field(default="", compare=False)
    """The state of the reading cache that it was read from."""

    @property
    def items(self) -> Iterator[Item[Record]]:
        yield from self.releases
        yield from self.cases
        yield from self.documents
        yield from self.trackers
        yield from self.pages


SHOWN = 5
"""Most paths named in one message."""
DAMAGED = "The reading cache was damaged and has been rebuilt."


@dataclass(frozen=True, slots=True)
class _Reader:
    settings: Settings
    read_held: bool


def read_library(
    settings: Settings,
    *,
    read_held: bool = False,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    sidecars: bool = True,
    keep: bool = True,
) -> Library:
    """Gate, then read. With `read_held`, the bodies of held records are read too, only for `invoke check`.

    `progress` gets how far the reading of PDFs is. Without `sidecars`, scans get no OCR text. Without `keep`, nothing
    goes into the reading cache, as for a moment that is not yet there.
    """
    sources = find_sources(settings.content)
    lists = read_lists(settings.content, sources.lists)
    site = read_site(settings.content, sources.lists)
    results, window, remarks, reading_cache = _read_all(settings, sources.records, read_held, workers, keep=keep)
    ledger, unreadable = read_ledger(settings.content)
    problems = [*sources.problems, *lists.problems, *site.problems, *unreadable]
    for name in sources.lists:
        problems += problems_of_list(settings.content, name)
    seen: list[Item[Record]] = []
    held: list[Item[Record]] = []
    unseen: list[Reading] = []
    results, unpaired = paired(results, settings, keep_held=read_held)
    problems += unpaired
    for reading, item in results:
        problems += reading.problems
        if reading.state is not State.SEEN:
            unseen.append(reading)
        if item is None:
            continue
        problems += _prose_problems(item)
        (seen if reading.state is State.SEEN else held).append(item)
    taken = frozenset(path for reading in unseen for path in reading.names_files)
    named = {reading.path: reading.names_files for reading, item in results if item is not None}
    seen, held, faults = file_documents(seen, held, sources.files, taken, named, settings, progress, sidecars=sidecars)
    problems += faults
    seen, wrong = with_transcripts(seen, sources.files, settings.content)
    held, wrong_in_held = with_transcripts(held, sources.files, settings.content)
    problems += [*wrong, *wrong_in_held]
    seen, faults, row_moments = with_tables(seen, sources.files, settings)
    problems += faults
    held, faults, _ = with_tables(held, sources.files, settings)
    problems += faults
    window = within(window, window_of(row_moments, settings.now))
    people = people_seen(lists, seen)
    newest_first = sorted(
        _of(seen, Release), key=lambda item: (_moment(item, settings), item.slug, item.lang), reverse=True
    )
    return Library(
        settings=with_words(settings, site),
        releases=tuple(newest_first),
        cases=tuple(sorted(_of(seen, Case), key=lambda item: (item.record.title.casefold(), item.path))),
        documents=tuple(sorted(_of(seen, Document), key=lambda item: (item.record.title.casefold(), item.path))),
        trackers=tuple(sorted(_of(seen, Tracker), key=lambda item: (item.record.title.casefold(), item.path))),
        pages=tuple(_of(seen, Page)),
        contacts=people.contacts,
        organizations=people.organizations,
        unseen_contacts=people.unseen_contacts,
        unseen_organizations=people.unseen_organizations,
        site=site,
        ledger=ledger,
        files=sources.files,
        unseen=tuple(unseen),
        held=tuple(held),
        problems=tuple(p for p in problems if not is_of_zones(p, site.site.zones)),
        window=window,
        remarks=(*remarks, *_in_drafts(sources.records, by_name=not settings.for_logs)),
        reading_cache=reading_cache,
    )


def window_of_content(settings: Settings) -> Window:
    """From when and up to when a build gives the same bytes, as `Library.window`; no PDF is looked at for it."""
    sources = find_sources(settings.content)
    results, window, *_ = _read_all(settings, sources.records, read_held=False, workers=None)
    items = [item for reading, item in results if item is not None and reading.state is State.SEEN]
    return within(window, window_of(moments_of(items, sources.files, settings), settings.now))


def within(one: Window, other: Window) -> Window:
    """When both are valid."""
    return max(one[0], other[0]), min(one[1], other[1])


def _in_drafts(sources: Sequence[SourceFile], *, by_name: bool) -> Iterator[str]:
    """Report which records are held by their folder, whatever they say themselves."""
    paths = [source.path for source in sources if source.in_drafts]
    if paths and not by_name:
        yield f"Not yet public, because they are in a folder of drafts: {len(paths)}."
    elif paths:
        more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
        yield f"Not yet public, because they are in a folder of drafts: {', '.join(paths[:SHOWN])}{more}."


def with_words(settings: Settings, site: SiteReading) -> Settings:
    """The site's words: from site.yml, or from the settings where it has none."""
    words = site.site
    return replace(
        settings,
        site_name=words.name or settings.site_name,
        tagline=words.tagline or settings.tagline,
        notice=words.notice or settings.notice,
        rights=words.rights or settings.rights,
    )


class _AllRead(NamedTuple):
    """Every source, in order, for how long that is valid, and the state of the reading cache."""

    reads: list[Read]
    window: Window
    remarks: tuple[str, ...] = ()
    reading_cache: str = ""


def _read_all(
    settings: Settings, sources: Sequence[SourceFile], read_held: bool, workers: int | None, *, keep: bool = True
) -> _AllRead:
    """Every source, from the reading cache as far as possible. Held sources are read separately, and never cached."""
    reader, at_once = _Reader(settings, read_held), (settings.now, settings.now)
    if read_held:
        return _AllRead([read for read, _ in in_workers(_read_one, reader, sources, workers=workers)], at_once)
    plain = replace(settings, show_held=False)
    reading_cache = ReadingCache(plain, keep=keep)
    results, window = reading_cache.read(
        sources,
        lambda changed: each_in_workers(_read_and_pack, _Reader(plain, read_held), changed, workers=workers),
    )
    if settings.show_held:
        held = {index for index, (reading, _) in enumerate(results) if reading.state is State.HELD}
        shown = iter(in_workers(_read_one, reader, [sources[index] for index in sorted(held)], workers=workers))
        results = [next(shown)[0] if index in held else read for index, read in enumerate(results)]
        window = at_once
    remarks = (DAMAGED,) if reading_cache.is_damaged else ()
    return _AllRead(results, window, remarks if key().is_kept else (NO_KEY,), reading_cache.state)


def packed_reader(settings: Settings) -> Callable[[SourceFile], Packed]:
    """Reads one source as a build does."""
    return partial(_read_and_pack, _Reader(settings, read_held=False))


def _read_and_pack(reader: _Reader, source: SourceFile) -> Packed:
    return pack(*_read_one(reader, source))


def _read_one(reader: _Reader, source: SourceFile) -> tuple[Read, Window]:
    """One file: front matter, gate, and only then the body; and for how long that is valid."""
    settings = reader.settings
    reading = read_record(settings.content, source, settings.rules)
    window = window_of(_moments(reading.record, settings), settings.now)
    if settings.show_held and reading.state is State.HELD:
        reading = replace(reading, state=State.SEEN)
    front, record, lines = reading.front, reading.record, reading.front.lines
    if record is not None:
        record, lines = as_of(record, lines, settings.now, settings.zone)
    reading = replace(reading, record=None, front=replace(front, body="", fields={}, head="", lines=lines))
    if record is None or (reading.state is State.HELD and not reader.read_held):
        return (reading, None), window
    of_fields = problems_of(front, reading.path, reading.kind)
    told = [p.in_draft() for p in of_fields] if record.status == "draft" else of_fields
    reading = replace(reading, problems=(*reading.problems, *told))
    prose = EMPTY if record.status == "withdrawn" else render(front.body, reading.lang)
    if isinstance(record, Release) and (words := _promises(record, prose)):
        day = local_day(record.date, settings.zone)
        promises = [promised(text, day, settings.zone) for text in words]
        window = within(window, window_of((promise.latest for promise in promises if promise), settings.now))
    item = Item(
        kind=reading.kind,
        path=reading.path,
        slug=reading.slug,
        lang=reading.lang,
        uid=reading.uid,
        uid_is_frozen=reading.uid_is_frozen,
        address=item_address(reading.kind, record, reading.slug, reading.lang, settings.zone),
        record=record,
        front=reading.front,
        prose=prose,
        events=tuple(_events(record, reading.lang, prose.ids)),
        changes=changes_until(record, settings.now, settings.zone),
        modified=_modified(record, settings),
    )
    return (reading, replace(item, fingerprint=_fingerprint(item, settings))), window


def _fingerprint(item: Item[Record], settings: Settings) -> str:
    """Digest of the values, not of the bytes they were written in; the same in every process.

    Parts dated in the future are not included, as the digest is also in the manifest of an output.
    """
    waits = {"changes": item.changes, "embargo": None}
    is_over = item.record.modified is None or instant(item.record.modified, settings.zone) <= settings.now
    public = item.record.model_copy(update=waits if is_over else {**waits, "modified": None})
    values: list[object] = [item.kind, item.path, item.uid, item.address, public, item.modified]
    texts: list[str] = []
    for prose in (item.prose, *item.events):
        values += [prose.references, prose.quotations, prose.headings, prose.lead]
        texts += [_written_out(prose.html), _written_out(prose.text)]
    return digest("\0\0".join([repr(values), *texts]).encode())


def _written_out(parts: Sequence[str | Slot]) -> str:
    """Long texts are added as they are, since `repr` is slow; no part is empty or contains the separator."""
    return "\0".join([part if isinstance(part, str) else repr(part) for part in parts])


def _promises(record: Release, prose: Prose) -> list[str]:
    """Its words that say from when it may be used."""
    return [*(hold.text for hold in prose.holds), *promises_in_words(record.title, record.subtitle).values()]


def _moments(record: Record | None, settings: Settings) -> Iterator[datetime]:
    """Every time at which the visible part of a record changes."""
    if record is None:
        return
    dates = [record.date, record.modified, record.embargo]
    for value in dates:
        if value is not None:
            yield instant(value, settings.zone)
    yield from part_moments(record, settings.zone)
    if isinstance(record, Release) and record.briefing is not None:
        yield over_at(record.briefing, settings.zone)
    yield from turns_likely(record, settings.rules)


def _events(record: Record, lang: str, taken: frozenset[str]) -> Iterator[Prose]:
    """The texts of a case's timeline, or of a release's recordings, which follow its own text on its page."""
    if isinstance(record, Release) and record.status != "withdrawn":
        yield from transcripts_within(record, lang, taken)
    if not isinstance(record, Case) or record.status == "withdrawn":
        return
    for series, event in enumerate(record.timeline, 2):
        prose = render(event.body, lang, taken=taken, series=series)
        taken |= prose.ids
        yield prose


def _modified(record: Record, settings: Settings) -> datetime | None:
    """The latest public change that the record declares."""
    dates = [record.modified, *(change.date for change in record.changes)]
    if record.withdrawn is not None:
        dates.append(record.withdrawn.date)
    moments = [instant(value, settings.zone) for value in dates if value is not None]
    if record.date is not None:
        first = instant(record.date, settings.zone)
        moments = [moment for moment in moments if moment >= first]
    return max((moment for moment in moments if moment <= settings.now), default=None)


def _moment(item: Item[Release], settings: Settings) -> datetime:
    return instant(item.record.date, settings.zone)


T = TypeVar("T", bound=Record)


def _of(items: list[Item[Record]], model: type[T]) -> list[Item[T]]:
    return [item for item in items if isinstance(item.record, model)]  # type: ignore[misc]


def _prose_problems(item: Item[Record]) -> list[Problem]:
    """Add file and line to the findings of the body and of a case's timeline."""
    found = [_placed(finding, item.path, item.front.body_line) for finding in item.prose.findings]
    for index, prose in enumerate(item.events):
        line = item.event_line(index)
        found += [_placed(finding, item.path, line) for finding in prose.findings]
    return [p.in_draft() for p in found] if item.record.status == "draft" else found


def _placed(finding: Finding, path: str, first_line: int) -> Problem:
    """A finding in a text that begins on the given line of its file."""
    what = finding.what
    if finding.other_line:
        what += f" (the other is on line {first_line + finding.other_line - 1})"
    return problem(finding.code, path, first_line + finding.line - 1, what, finding.fix)
