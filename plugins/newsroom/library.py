"""The content folder, read: every record that may be seen, its prose and its files, and every problem on the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from plugins.evidence.pdf import PdfError, PdfFacts, pdf_facts
from plugins.newsroom.addresses import item_address
from plugins.newsroom.settings import Settings
from plugins.prose.model import EMPTY, Prose
from plugins.prose.render import render
from plugins.records.dates import instant
from plugins.records.front_matter import FrontMatter
from plugins.records.gate import changes_until
from plugins.records.problems import Problem, problem
from plugins.records.reading import Reading, State, read_lists, read_record
from plugins.records.schema import Case, Change, Contact, Document, Organization, Page, Record, Release
from plugins.records.sources import SourceFile, find_sources
from plugins.render.workers import in_workers

R = TypeVar("R", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOnDisk:
    """A PDF in the content folder."""

    path: str
    """POSIX path below the content folder."""
    facts: PdfFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Generic[R]):
    """A record with everything that is known of it."""

    kind: str
    path: str
    """Its file: POSIX path below the content folder."""
    slug: str
    lang: str
    uid: str
    uid_is_frozen: bool
    address: str
    """Its page's folder below the output: `releases/2010/opt-out/`."""
    record: R
    front: FrontMatter
    """For the lines of its fields; the body is no longer in it."""
    prose: Prose
    events: tuple[Prose, ...] = ()
    """For a case: the body of each entry of its timeline."""
    changes: tuple[Change, ...] = ()
    """Those that are public, newest first."""
    modified: datetime | None = None
    """When it last changed, by its own word: never later than NOW, and never before its date."""
    file: FileOnDisk | None = None
    versions: tuple[FileOnDisk | None, ...] = ()
    """For a document: the file of each entry of `versions`."""

    @property
    def is_withdrawn(self) -> bool:
        return self.record.status == "withdrawn"

    def line(self, *path: str | int) -> int:
        return self.front.line(*path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All that a build may know. What is held is not in it, but for its names, so that a link to it can be refused."""

    settings: Settings
    releases: tuple[Item[Release], ...]
    """Newest first."""
    cases: tuple[Item[Case], ...]
    documents: tuple[Item[Document], ...]
    pages: tuple[Item[Page], ...]
    contacts: Mapping[str, Contact]
    organizations: Mapping[str, Organization]
    files: frozenset[str]
    """Every file of the content folder that a record may refer to."""
    unseen: tuple[Reading, ...]
    """Records that are held or faulty: their names, for the checks alone."""
    held: tuple[Item[Record], ...]
    """Held records with their prose: only ever filled for `invoke check`, which writes no output."""
    problems: tuple[Problem, ...]

    @property
    def items(self) -> Iterator[Item[Record]]:
        yield from self.releases
        yield from self.cases
        yield from self.documents
        yield from self.pages


@dataclass(frozen=True, slots=True)
class _Reader:
    settings: Settings
    read_held: bool


def read_library(settings: Settings, *, read_held: bool = False, workers: int | None = None) -> Library:
    """Gate, then read. With `read_held`, the bodies of held records are read too, for `invoke check` alone."""
    sources = find_sources(settings.content)
    lists = read_lists(settings.content, sources.lists)
    results = in_workers(_read_one, _Reader(settings, read_held), sources.records, workers=workers)
    problems = [*sources.problems, *lists.problems]
    by_folder = _pdfs_by_folder(sources.files)
    seen: list[Item[Record]] = []
    held: list[Item[Record]] = []
    unseen: list[Reading] = []
    for reading, item in results:
        problems += reading.problems
        if reading.state is not State.SEEN:
            unseen.append(reading)
        if item is None:
            continue
        problems += _prose_problems(item)
        if isinstance(item.record, Document):
            item, faults = _with_files(item, by_folder, settings)
            problems += faults
        (seen if reading.state is State.SEEN else held).append(item)
    newest_first = sorted(
        _of(seen, Release), key=lambda item: (_moment(item, settings), item.slug, item.lang), reverse=True
    )
    return Library(
        settings=settings,
        releases=tuple(newest_first),
        cases=tuple(sorted(_of(seen, Case), key=lambda item: (item.record.title.casefold(), item.path))),
        documents=tuple(sorted(_of(seen, Document), key=lambda item: (item.record.title.casefold(), item.path))),
        pages=tuple(_of(seen, Page)),
        contacts=lists.contacts,
        organizations=lists.organizations,
        files=sources.files,
        unseen=tuple(unseen),
        held=tuple(held),
        problems=tuple(problems),
    )


def _read_one(reader: _Reader, source: SourceFile) -> tuple[Reading, Item[Record] | None]:
    """One file: front matter, gate, and only then the body."""
    settings = reader.settings
    reading = read_record(settings.content, source, settings.rules)
    if settings.show_held and reading.state is State.HELD:
        reading = replace(reading, state=State.SEEN)
    body, record, fields = reading.front.body, reading.record, reading.front.fields
    if reading.state is not State.SEEN:
        fields = {}
    reading = replace(reading, record=None, front=replace(reading.front, body="", fields=fields))
    if record is None or (reading.state is State.HELD and not reader.read_held):
        return reading, None
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
        prose=EMPTY if record.status == "withdrawn" else render(body, reading.lang),
        events=_events(record, reading.lang),
        changes=changes_until(record, settings.now, settings.zone),
        modified=_modified(record, settings),
    )
    return reading, item


def _events(record: Record, lang: str) -> tuple[Prose, ...]:
    if not isinstance(record, Case) or record.status == "withdrawn":
        return ()
    return tuple(render(event.body, lang) for event in record.timeline)


def _modified(record: Record, settings: Settings) -> datetime | None:
    """The latest of what the record says of its own changes, as far as it is public."""
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
    """Give the findings of the body, and of a case's timeline, their file and line."""
    found = [problem(f.code, item.path, item.front.body_line + f.line - 1, f.what, f.fix) for f in item.prose.findings]
    for index, prose in enumerate(item.events):
        line = item.front.text_line("timeline", index, "body")
        found += [problem(f.code, item.path, line + f.line - 1, f.what, f.fix) for f in prose.findings]
    return [p.in_draft() for p in found] if item.record.status == "draft" else found


def _pdfs_by_folder(files: frozenset[str]) -> dict[str, list[str]]:
    folders: dict[str, list[str]] = {}
    for file in sorted(files):
        path = PurePosixPath(file)
        if path.parts[0] == "documents" and path.suffix.lower() == ".pdf":
            folders.setdefault(str(path.parent), []).append(path.name)
    return folders


def _with_files(
    item: Item[Record], by_folder: Mapping[str, list[str]], settings: Settings
) -> tuple[Item[Record], list[Problem]]:
    """Find a document's PDF and its older versions, and count their pages."""
    record = item.record
    assert isinstance(record, Document)
    folder = str(PurePosixPath(item.path).parent)
    present = by_folder.get(folder, [])
    older = {version.file for version in record.versions}
    candidates = [name for name in present if name not in older]
    problems: list[Problem] = []

    def load(name: str, line: int) -> FileOnDisk | None:
        if name not in present:
            what = f"the file {name} is not in {folder}/"
            fix = "put the PDF beside index.md, or delete the line: the page then says that it is not on file yet"
            problems.append(problem("C003", item.path, line, what, fix))
            return None
        path = f"{folder}/{name}"
        try:
            return FileOnDisk(path=path, facts=pdf_facts(settings.content / path, settings.cache))
        except OSError as error:
            what = f"{name} cannot be read: {error.strerror}"
            problems.append(problem("D001", item.path, line, what, "give yourself the right to read it"))
            return None
        except PdfError as error:
            fix = "open it in a PDF viewer and save it again as PDF, or ask for a clean copy"
            problems.append(problem("D001", item.path, line, f"{name} cannot be read: {error}", fix))
            return None

    file = None
    if record.file:
        file = load(record.file, item.line("file"))
    elif len(candidates) == 1:
        file = load(candidates[0], 1)
    elif candidates:
        what = f"the folder holds {len(candidates)} PDFs ({', '.join(candidates)})"
        problems.append(problem("D002", item.path, 1, what, "add a line file: with the name of the one to publish"))
    versions = tuple(
        load(version.file, item.line("versions", index, "file")) if version.file else None
        for index, version in enumerate(record.versions)
    )
    if record.status == "draft":
        problems = [p.in_draft() for p in problems]
    if item.is_withdrawn:
        return item, problems
    return replace(item, file=file, versions=versions), problems
