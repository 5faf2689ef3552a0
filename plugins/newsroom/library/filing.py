"""Finds each document's PDF and its older versions, and has them read."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from plugins.evidence.ingest.ingest import ingest
from plugins.evidence.model import Evidence, FatalPdfError, NoPdfError, NotNowError, PdfError, Progress
from plugins.evidence.text.sidecar import SidecarError
from plugins.newsroom.library.audit_findings import OR_A_DRAFT, of_findings
from plugins.newsroom.library.items import FileOnDisk, Item
from plugins.newsroom.library.settings import Settings
from plugins.records.examples import added
from plugins.records.fixing.fixes import plain_or_quoted
from plugins.records.names import plain_name
from plugins.records.problems import Problem, problem
from plugins.records.schema import Document, Record
from plugins.records.suggest import nearest

Found = Mapping[Path, Evidence | PdfError]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A PDF that a record names, or the only one in its folder."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """The files that one document needs: its own, and one for each entry of `versions`."""

    file: _Wanted | None
    versions: tuple[_Wanted | None, ...]
    problems: tuple[Problem, ...]


def file_documents(
    seen: Sequence[Item[Record]],
    held: Sequence[Item[Record]],
    files: Iterable[str],
    taken: Set[str],
    named: Mapping[str, Sequence[str]],
    settings: Settings,
    progress: Callable[[Progress], None] | None,
    *,
    sidecars: bool = True,
) -> tuple[list[Item[Record]], list[Item[Record]], list[Problem]]:
    """Both lists with their documents' files, all read in one batch, and the problems found.

    `taken` are the PDFs named by records that are held: no other record gets one of them by default. `named` has, by
    path, those that each record of both lists names, including versions dated in the future.
    """
    by_folder = _pdfs_by_folder(files)
    taken = {plain_name(path) for path in taken}
    names = {path: frozenset(map(plain_name, paths)) for path, paths in named.items()}
    all_named = taken.union(*names.values())

    def plan(item: Item[Record], taken: Set[str]) -> _Plan:
        return _plan(item, by_folder, names.get(item.path, frozenset()), all_named, taken)

    plans = {item.path: plan(item, taken) for item in seen if isinstance(item.record, Document)}
    plans |= {item.path: plan(item, set()) for item in held if isinstance(item.record, Document)}
    wanted = [w for plan in plans.values() for w in (plan.file, *plan.versions) if w is not None]
    paths = [settings.content / w.path for w in wanted]
    found: Found = {}
    if paths:
        found = ingest(
            paths, settings.cache, scheduler=settings.dask_scheduler, progress=progress, sidecars=sidecars,
            by_bytes=settings.publishing,
        )  # fmt: skip
    problems: list[Problem] = []

    def filed(item: Item[Record]) -> Item[Record]:
        plan = plans.get(item.path)
        if plan is None:
            return item
        faults = [*plan.problems]
        file = _file(item, plan.file, found, settings, faults)
        versions = tuple(_file(item, version, found, settings, faults) for version in plan.versions)
        problems.extend(p.in_draft() for p in faults) if item.record.status == "draft" else problems.extend(faults)
        return replace(item, file=file, versions=versions)

    return [filed(item) for item in seen], [filed(item) for item in held], problems


def _pdfs_by_folder(files: Iterable[str]) -> dict[str, list[str]]:
    folders: dict[str, list[str]] = {}
    for file in sorted(files):
        path = PurePosixPath(file)
        if path.parts[0] == "documents" and path.suffix.lower() == ".pdf":
            folders.setdefault(str(path.parent), []).append(path.name)
    return folders


def _plan(
    item: Item[Record], by_folder: Mapping[str, list[str]], own: Set[str], by_any: Set[str], taken: Set[str]
) -> _Plan:
    """Without `file`, a document gets the folder's only PDF, or the only one that no record there names (`by_any`).

    Other files that it names (`own`) are older versions, or ones dated in the future.
    """
    record = item.record
    assert isinstance(record, Document)
    if item.is_withdrawn:
        return _Plan(None, (), ())
    folder = str(PurePosixPath(item.path).parent)
    present = by_folder.get(folder, [])
    current = _there(record.file, present) if record.file else ""
    unversioned = [name for name in present if name == current or plain_name(f"{folder}/{name}") not in own]
    candidates = [name for name in unversioned if plain_name(f"{folder}/{name}") not in by_any] or unversioned
    problems: list[Problem] = []

    def named(name: str, line: int) -> _Wanted | None:
        if (found := _there(name, present)) is not None:
            return _Wanted(f"{folder}/{found}", line)
        what = f"the file {name} is not in {folder}/"
        fix = _fix_of_name(name, present, is_own=name == record.file)
        problems.append(problem("C003", item.path, line, what, fix))
        return None

    file = None
    if record.file:
        file = named(record.file, item.line("file"))
    elif len(candidates) == 1 and plain_name(f"{folder}/{candidates[0]}") in taken:
        what = f"the folder's only PDF, {candidates[0]}, is named by a record that is not public yet"
        fix = f"add a line file: {candidates[0]} if it is this record's too, or give it and its record another folder"
        problems.append(problem("D002", item.path, 1, what, fix))
    elif len(candidates) == 1:
        file = _Wanted(f"{folder}/{candidates[0]}", 1)
    elif candidates:
        what = f"the folder holds {len(candidates)} PDFs ({', '.join(candidates)})"
        fix = added(f"file: {plain_or_quoted(candidates[0])}", item.front)
        problems.append(problem("D002", item.path, 1, what, f"with the name of the one to publish, {fix}"))
    versions = tuple(
        named(version.file, item.line("versions", index, "file")) if version.file else None
        for index, version in enumerate(record.versions)
    )
    return _Plan(file, versions, tuple(problems))


def _fix_of_name(name: str, present: Sequence[str], *, is_own: bool) -> str:
    """What to do about a file that is not in its folder, by the PDFs that are."""
    guess = nearest(name, present) or (present[0] if is_own and len(present) == 1 else "")
    if is_own and len(present) == 1:
        return f"did you mean {guess}? or delete the line: the folder's only PDF is then used"
    if guess:
        return f"did you mean {guess}?"
    if is_own and not present:
        return "put the PDF beside index.md, or delete the line: the page then says that it is not on file yet"
    return "put the PDF beside index.md, or correct its name"


def _there(name: str, present: Sequence[str]) -> str | None:
    """The PDF with that name, in any spelling that looks the same (Unicode forms)."""
    if name in present:
        return name
    plain = plain_name(name)
    return next((other for other in present if plain_name(other) == plain), None)


def _fix_of(error: PdfError, item: Item[Record]) -> str:
    if isinstance(error, SidecarError):
        return f"run `invoke ocr {item.slug} --again`, and compare the text with the pages"
    if isinstance(error, NotNowError):
        return f"build again, when this computer has more time and room, {OR_A_DRAFT}"
    if isinstance(error, NoPdfError):
        return f"download it again, open it to see that it is the document, and put it here, {OR_A_DRAFT}"
    fix = f"open it in a PDF viewer, print it to PDF and put that here, or ask for a clean copy, {OR_A_DRAFT}"
    if isinstance(error, FatalPdfError):
        fix += f"; it is not tried again before it changes, or {error.remembered} is deleted"
    return fix


def _file(
    item: Item[Record], wanted: _Wanted | None, found: Found, settings: Settings, problems: list[Problem]
) -> FileOnDisk | None:
    """The file with its evidence; an audit finding that no person has decided on is a problem."""
    if wanted is None:
        return None
    evidence = found[settings.content / wanted.path]
    name = PurePosixPath(wanted.path).name
    if isinstance(evidence, PdfError):
        what = f"{name} cannot be read: {evidence}"
        problems.append(problem("D001", item.path, wanted.line, what, _fix_of(evidence, item)))
        return None
    problems += of_findings(item, name, wanted.line, evidence, settings)
    return FileOnDisk(path=wanted.path, evidence=evidence)
