"""The ledger: what was published, where, when first, and with which words. Only `invoke publish` writes it."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from plugins.records.problems import Problem, problem

LEDGER = "ledger.json"
"""Its name in the content folder, where it is committed with everything else."""
VERSION = 1
ROW = re.compile(r"\d{4}-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\dZ [a-z0-9-]+ (?:[0-9a-f]{16}|-)")
"""A row of a tracker: when it was published so, what it is known by, a digest."""
PICTURES = re.compile(r"([1-9]\d{0,4})-([1-9]\d{0,4})((?:-small)?\.[a-z0-9]{2,5})")
"""A run of consecutive pages: the first, the last, and the suffix after the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record that was published. It is never removed, and its first publication never changes."""

    path: str
    """Its file when it was last published: POSIX path below the content folder."""
    addresses: tuple[str, ...]
    """Every folder below the output that its page has had, in order of first use: `releases/2010/opt-out/`."""
    first_published: datetime
    text: str
    """The fingerprint of its words when it was last published."""
    changes: int
    """How many changes it had declared by then."""
    notes: tuple[str, ...] = ()
    """Those changes, each as its date and a digest of its note: `2010-09-03 91d2…`; in order of number within a day.

    A `-` for one that was removed."""
    links: tuple[str, ...] = ()
    """Where its links led, each as the number of words before it and a digest: `57 3f9a2c1b`."""
    file: str = ""
    """For a document: the SHA-256 of its file as received, when it was last published."""
    files: tuple[str, ...] = ()
    """Every file that was published next to its page: `documents/memo/memo.pdf`."""
    sums: tuple[str, ...] = ()
    """Those that staff chose, and older versions, each with the beginning of its SHA-256: `poster.png 91d2…`."""
    pictures: tuple[str, ...] = ()
    """For a document: the pictures of its pages, in runs: `1-31.png`, `1-31-small.png`."""
    aliases: tuple[str, ...] = ()
    """The files of the redirects of its old paths: `old/index.html`."""
    lists: tuple[str, ...] = ()
    """The lists it has stood in, as `topics/detainers`: their pages and feeds have addresses too."""
    pages: tuple[str, ...] = ()
    """Parts of lists that it has stood in and that have a page: `documents/by/kind/memo/`."""
    rows: tuple[str, ...] = ()
    """For a tracker: its rows, sorted, each as when it was published so, what it is known by, and a digest of what it
    says: `2010-09-03T10:00:00Z ca-marin-2010-09-02 91d2…`; a `-` for one that was taken out."""
    title: str = ""
    """Its headline when it was last published."""
    taken_down: bool = False
    """Whether a publication has taken it down since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything that was ever published. Without the file there is no history, and both are empty."""

    records: Mapping[str, Entry] = field(default_factory=dict)
    """By uid, in order of first publication."""
    pages: tuple[str, ...] = ()
    """Folders of the pages that belong to no single record, such as `press/`."""
    files: tuple[str, ...] = ()
    """Files that belong to no single record, such as `press/logo.png`."""
    archives: Mapping[str, int] = field(default_factory=dict)
    """How many archives a feed has had, by name of the feed."""
    people: Mapping[str, str] = field(default_factory=dict)
    """A digest of what was published about each contact and organization: `contacts/ana`; and of the words around every
    record: `site/notice`."""

    @property
    def is_empty(self) -> bool:
        return not self.records


_LATER = ConfigDict(defer_build=True)
"""The validator is built when a ledger is read: a build after one edit reads none."""
_RECORDS = TypeAdapter(dict[str, Entry], config=_LATER)
_PAGES = TypeAdapter(tuple[str, ...], config=_LATER)
_PEOPLE = TypeAdapter(dict[str, str], config=_LATER)
_ARCHIVES = TypeAdapter(dict[str, Annotated[int, Field(ge=0, le=100_000)]], config=_LATER)


def read_ledger(content: Path) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger of a content folder; one that cannot be read is a problem, and counts as empty."""
    file = content / LEDGER
    if not file.is_file() or file.is_symlink():
        return Ledger(), ()
    try:
        data = json.loads(file.read_bytes(), object_pairs_hook=_once)
        if data["version"] != VERSION:
            raise ValueError(f"its version is {data['version']}, and this program reads {VERSION}")
        ledger = Ledger(
            records=_RECORDS.validate_python(data["records"]),
            pages=_PAGES.validate_python(data["pages"]),
            files=_PAGES.validate_python(data.get("files", [])),
            archives=_ARCHIVES.validate_python(data.get("archives", {})),
            people=_PEOPLE.validate_python(data.get("people", {})),
        )
        _check_folders(ledger)
    except json.JSONDecodeError as error:
        return Ledger(), (_unreadable(error.lineno, f"it is not JSON: {error.msg}"),)
    except ValidationError as error:
        first = error.errors()[0]
        where = ", ".join(str(part) for part in first["loc"][:2])
        return Ledger(), (_unreadable(1, f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"),)
    except (ValueError, KeyError, TypeError, OSError, RecursionError) as error:
        said = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        return Ledger(), (_unreadable(1, said),)
    return ledger, ()


def ledger_text(ledger: Ledger) -> str:
    """The file: one record per line, so that a diff of two versions shows what was published in between."""
    rows = ",\n".join(f"  {_json(uid)}: {_json(_row(entry))}" for uid, entry in ledger.records.items())
    files = f'\n "files": {_json(ledger.files)},' if ledger.files else ""
    archives = f'\n "archives": {_json(ledger.archives)},' if ledger.archives else ""
    people = f'\n "people": {_json(ledger.people)},' if ledger.people else ""
    head = f'"version": {VERSION},\n "pages": {_json(ledger.pages)},{files}{archives}{people}'
    return f'{{{head}\n "records": {{\n{rows}\n }}}}\n'


def write_ledger(content: Path, ledger: Ledger) -> None:
    """Replace the file atomically, and flush it to disk before anything else happens."""
    file = content / LEDGER
    temporary = file.with_name(f".{LEDGER}.{os.getpid()}.tmp")
    with temporary.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write(ledger_text(ledger))
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(file)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "path": entry.path,
        "addresses": entry.addresses,
        "first_published": entry.first_published.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "text": entry.text,
        "changes": entry.changes,
        **({"notes": entry.notes} if entry.notes else {}),
        **({"links": entry.links} if entry.links else {}),
        **({"file": entry.file} if entry.file else {}),
        **({"files": entry.files} if entry.files else {}),
        **({"sums": entry.sums} if entry.sums else {}),
        **({"pictures": entry.pictures} if entry.pictures else {}),
        **({"aliases": entry.aliases} if entry.aliases else {}),
        **({"lists": entry.lists} if entry.lists else {}),
        **({"pages": entry.pages} if entry.pages else {}),
        **({"rows": entry.rows} if entry.rows else {}),
        **({"title": entry.title} if entry.title else {}),
        **({"taken_down": True} if entry.taken_down else {}),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object without duplicate names, which a badly merged file has."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)} is in it twice")
    return found


def _check_folders(ledger: Ledger) -> None:
    """Addresses shape output paths, so only such as a build makes are let in."""
    for address in (*ledger.pages, *(a for entry in ledger.records.values() for a in (*entry.addresses, *entry.pages))):
        parts = address.removesuffix("/").split("/")
        plain = all(part and not set(part) - _ADDRESS and not part.startswith(".") for part in parts)
        if address and not (address.endswith("/") and plain):
            raise ValueError(f"“{address}” is not an address of this site")
    for name in (name for entry in ledger.records.values() for name in entry.lists):
        if len(parts := name.split("/")) != 2 or not all(part and not set(part) - _ADDRESS for part in parts):
            raise ValueError(f"“{name}” is not the name of a list")
    for run in (run for entry in ledger.records.values() for run in entry.pictures):
        if not PICTURES.fullmatch(run):
            raise ValueError(f"“{run}” is not a run of pictures")
    of_records = (path for entry in ledger.records.values() for path in (*entry.files, *entry.aliases))
    for path in (*ledger.files, *of_records):
        if not all(part and not part.startswith(".") and part.isprintable() for part in path.split("/")):
            raise ValueError(f"“{path}” is not a file of this site")
    for row in (row for entry in ledger.records.values() for row in entry.rows):
        if not ROW.fullmatch(row):
            raise ValueError(f"“{row}” is not a row of a tracker")
    for uid, entry in ledger.records.items():
        if not entry.addresses or entry.first_published.tzinfo is None:
            raise ValueError(f"{uid} has no address, or a first publication without its offset")


_ADDRESS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def _unreadable(line: int, why: str) -> Problem:
    fix = "take the last version of it from Git, as in git checkout -- ledger.json; then publish again"
    return problem("H003", LEDGER, line, f"the ledger of what was published cannot be read: {why}", fix)
