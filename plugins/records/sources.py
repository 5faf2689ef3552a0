"""The content folder: which of its files are records, and what may be read at all."""

import os
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from pathlib import Path, PurePosixPath

from plugins.records.names import in_icloud, is_noise, plain_name
from plugins.records.problems import Problem, problem

FOLDERS = {"releases": "release", "cases": "case", "documents": "document", "trackers": "tracker", "pages": "page"}
"""Folder below the content → record type."""
LISTS = ("contacts.yml", "organizations.yml", "site.yml")
DRAFTS = frozenset({"drafts", "_drafts"})
"""Folders, below those of the records, in which everything is held."""
MARKDOWN = (".md", ".markdown")
LARGEST = 2 * 1024 * 1024
"""Most bytes of a record: more is not text written by a person."""
FRESH = 2_000_000_000
"""Nanoseconds within which two changes of a file may have the same time."""
_INDEX = re.compile(r"index\.(?:md|markdown|mkd)(?:\.(?:txt|text))?", re.I)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """One record on disk."""

    path: str
    """POSIX path below the content folder."""
    kind: str
    """release, case, document, tracker or page."""

    @property
    def in_drafts(self) -> bool:
        return in_drafts(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The contents of a content folder, in an order that does not depend on the disk."""

    records: tuple[SourceFile, ...]
    lists: tuple[str, ...]
    files: frozenset[str]
    """Every regular file that may be referred to, as POSIX paths; links and dotfiles are not among them."""
    problems: tuple[Problem, ...]


def find_sources(content: Path) -> Sources:
    """Walk the folder without following symbolic links."""
    records: list[SourceFile] = []
    files: set[str] = set()
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for path, found in sorted(_walk(content), key=itemgetter(0)):
        kind = kind_of(path)
        if not _is_plain_text(path, is_record=bool(kind)):
            shown = path.encode("unicode_escape").decode()
            fix = "rename it with plain letters, digits and hyphens"
            problems.append(problem("C005" if kind else "C006", shown, 1, "the file's name is not plain text", fix))
            continue
        if away := in_icloud(path):
            if kind_of(away) or away in LISTS:
                what = f"{away.rpartition('/')[2]} is in iCloud and not on this computer, so it is not read"
                fix = "click the cloud beside it in Finder, or turn off Optimize Mac Storage"
                problems.append(problem("C001", path, 1, what, fix))
            continue
        misplaced = None if kind else _misplaced(path)
        if (kind or misplaced) and (other := seen.setdefault(on_any_disk(path), path)) != path:
            what = f"{PurePosixPath(path).name} and {other} are one file on many computers"
            problems.append(problem("C005", path, 1, what, "rename one of the two"))
            continue
        if found is Found.LINK:
            what = "this is a link to another place, and links are not followed"
            problems.append(problem("C002", path, 1, what, "put the file or folder itself here"))
            continue
        if found is Found.CLOSED:
            fix = "give yourself the right to read it"
            problems.append(problem("C003", path, 1, "the folder cannot be opened", fix))
            continue
        files.add(path)
        if kind:
            records.append(SourceFile(path, kind))
        elif misplaced and f"{path.rpartition('/')[0]}/index.md" not in files:
            problems.append(misplaced)
    return Sources(
        records=tuple(records),
        lists=tuple(name for name in LISTS if name in files),
        files=frozenset(files),
        problems=tuple(problems),
    )


def in_drafts(path: str) -> bool:
    """Whether a file is in a folder of drafts: `releases/_drafts/u.md`, `releases/2010/Drafts/table.csv`."""
    folders = path.split("/")[:-1]
    return folders[:1] != [] and folders[0] in FOLDERS and not DRAFTS.isdisjoint(map(str.lower, folders[1:]))


def pdf_of_text(path: str, files: Collection[str]) -> str:
    """The PDF of a document whose text `invoke ocr` wrote into this file; empty for any other file."""
    if not (path.startswith("documents/") and path.endswith(".txt")):
        return ""
    return next((name for end in (".pdf", ".PDF") if (name := path.removesuffix(".txt") + end) in files), "")


def on_any_disk(path: str) -> str:
    """A key that is the same for two paths that are one on a disk that ignores case and Unicode form."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", path).casefold())


class Found(Enum):
    """What the walk finds."""

    FILE = 1
    LINK = 2
    CLOSED = 3


def _walk(content: Path) -> Iterator[tuple[str, Found]]:
    """(POSIX path, kind) of every file, link and unreadable folder whose name does not begin with a dot."""
    stack = [(str(content), "")]
    while stack:
        folder, prefix = stack.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            yield prefix.rstrip("/"), Found.CLOSED
            continue
        for entry in entries:
            if is_noise(entry.name):
                continue
            path = f"{prefix}{entry.name}"
            if entry.is_symlink():
                yield path, Found.LINK
            elif entry.is_dir(follow_symlinks=False):
                stack.append((entry.path, f"{path}/"))
            elif entry.is_file(follow_symlinks=False):
                yield path, Found.FILE


def kind_of(path: str) -> str:
    """The type of the record read from this path; empty if none is."""
    parts = PurePosixPath(path)
    if len(parts.parts) < 2 or parts.suffix.lower() not in MARKDOWN or (folder := parts.parts[0]) not in FOLDERS:
        return ""
    if folder == "documents" and not (parts.name.startswith("index.") and _is_of_document(parts.parts[1:-1])):
        return ""
    return FOLDERS[folder]


def _is_plain_text(path: str, *, is_record: bool) -> bool:
    """Any kind of space is; characters that reverse or hide letters are not allowed in a record's name."""
    if path.isprintable():
        return True
    shown = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in path)
    return shown.isprintable() or (not is_record and plain_name(path).isprintable())


def _is_of_document(folders: tuple[str, ...]) -> bool:
    """Whether these lead to the folder of one document: a folder of drafts may stand above or below it."""
    return len(folders) == 1 or len([name for name in folders if name.lower() not in DRAFTS]) == 1


def _misplaced(path: str) -> Problem | None:
    """A file that was clearly meant as a record or list, but has a name that is not read."""
    parts = PurePosixPath(path)
    if not path:
        return None
    if (name := _list_meant(parts)) and name != path:
        return problem("C001", path, 1, f"{name} is read, not {path}", f"rename it to {name}")
    folder = parts.parts[0]
    if is_misnamed_index(path):
        what = f"a document's record is called index.md, not {parts.name}, so this is not read"
        return problem("C001", path, 1, what, "rename it to index.md")
    meant = next((name for name in FOLDERS if folder.lower() in (name, name[:-1])), "")
    if meant and folder != meant and len(parts.parts) > 1 and parts.suffix.lower() in MARKDOWN:
        return problem("C001", path, 1, f"no record is read from {folder}/", f"rename the folder to {meant}/")
    return None


def is_misnamed_index(path: str) -> bool:
    """Whether it is the record of a document under a name that is not read, which is an error: `index.md.txt`."""
    *folders, name = path.split("/")
    if folders[:1] != ["documents"] or not _INDEX.fullmatch(name):
        return False
    return _is_of_document(tuple(folders[1:])) and not kind_of(path)


def _list_meant(path: PurePosixPath) -> str:
    """`contacts.yml` for `Contacts.yml`, `contact.yaml` and `contacts.yml.txt`; empty where no list is meant."""
    stem, _, ending = path.name.lower().partition(".")
    stem = {"organisations": "organizations", "organisation": "organizations"}.get(stem, stem)
    if len(path.parts) > 1 or ending not in ("yml", "yaml", "yml.txt", "yaml.txt"):
        return ""
    return next((name for name in LISTS if stem in (name.removesuffix(".yml"), name.removesuffix("s.yml"))), "")


def read_text(content: Path, path: str) -> tuple[str, list[Problem]]:
    """A record's text, with Unix line ends and without a byte-order mark; empty with a problem if it is no text."""
    file = content / path
    try:
        if file.stat().st_size > LARGEST:
            size = f"{file.stat().st_size / 1_000_000:.1f} MB"
            what = f"the file is {size}, and a record may be at most {LARGEST // 1_000_000} MB"
            return "", [problem("F010", path, 1, what, "attach long material as a document")]
        raw = file.read_bytes()
    except OSError as error:
        return "", [problem("C003", path, 1, f"the file cannot be read: {error.strerror}", "check that it is there")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        fix = "save the file as UTF-8 (in most editors: Save with encoding)"
        return "", [problem("F009", path, line, "the file is not UTF-8 text", fix)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.replace("\n", "").isprintable() and (match := CONTROL.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        what = f"an invisible control character (U+{ord(match[0]):04X}) is in this line"
        return "", [problem("F009", path, line, what, "delete the line and type it again")]
    return text, []


def read_roughly(content: Path, path: str) -> str:
    """The beginning of a file that is not valid text, as far as readable, to see whether it is a draft."""
    try:
        with (content / path).open("rb") as file:
            raw = file.read(64 * 1024)
    except OSError:
        return ""
    return CONTROL.sub(" ", raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n"))
