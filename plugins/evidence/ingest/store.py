"""The cache of evidence: one folder for each file read, named by its checksum and by the code that read it."""

import errno
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, overload

from plugins.evidence.ingest.index import Index, Row, Stat
from plugins.evidence.model import (
    PAGE_KINDS,
    AuditFinding,
    Evidence,
    FatalPdfError,
    NoPdfError,
    PageEvidence,
    PdfError,
    StoredFile,
)
from plugins.sealing import sealed, unsealed

FINDS, KEEPS = "ingest.steps", "ingest.store"
"""The modules that decide what is found and how it is stored, including what they import."""
LIBRARIES = ("pikepdf", "pillow", "pypdfium2")
EVIDENCE, TEXT, PUBLISHED, REFUSED = "evidence.json", "text.txt", "published.pdf", "refused.json"
DONE = "done.json"
"""Lists the files that steps have saved, by name, with their checksums."""
PART = ".part"
FORGOTTEN_AFTER = 30 * 24 * 3600
"""Seconds."""
RACE = 100_000_000
"""Nanoseconds: a file changed this shortly before it was hashed may have changed again within the same clock tick."""

EVIDENCE_ROOM = Path(__file__).resolve().parents[1]
_IMPORT = re.compile(rb"\n *from plugins\.evidence\.([\w.]+) import")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which file it is."""

    sha256: str
    bytes: int


class Store:
    """The store in `cache/evidence/`. Anything in it that was changed is made again.

    `limits` says what reading one file may take: a refusal for exceeding them holds only under the same limits.
    """

    def __init__(self, cache: Path, limits: str, *, by_bytes: bool = False):
        self.folder = cache.absolute() / "evidence"
        self.limits = limits
        self.version = code_version()
        self._index = Index(self.folder)
        self._changed = False
        self._by_file: dict[str, list[str]] | None = None
        self._by_bytes = by_bytes
        """Whether each file is identified by its bytes alone, whatever its size and times say."""

    # ---- which file it is

    def identify(self, file: Path) -> Identity:
        """Size and SHA-256; hashed only if its size, times or inode are not as last seen.

        Raises `OSError`.
        """
        stat, known = stat_of(file), self._index.row(file)
        if known is not None and known.stat == stat and not self._by_bytes:
            return Identity(known.sha256, stat[0])
        now = time.time_ns()
        with file.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        if now - max(stat[1], stat[2]) > RACE:
            stamp = known.stamp if known is not None and known.sha256 == sha256 else 0
            self._keep(Row(str(file.absolute()), stat, sha256, stamp))
        return Identity(sha256, stat[0])

    def _keep(self, row: Row) -> None:
        with suppress(OSError):  # a cache that cannot be written costs the next build its time
            self._index.put(row)
            self._changed = True

    def forget(self) -> None:
        """If anything changed, at most once a day: remove the evidence of files gone, or changed, for a month.

        Raises `OSError`.
        """
        if not self._changed or (present := self._index.present()) is None:
            return
        for folder in self.folder.glob(f"{'?' * 64}-*"):
            if folder.name[:64] not in present and time.time() - folder.stat().st_mtime > FORGOTTEN_AFTER:
                shutil.rmtree(folder, ignore_errors=True) if folder.is_dir() else folder.unlink(missing_ok=True)

    # ---- what is known of it

    def load(self, file: Path, identity: Identity) -> Evidence | PdfError | None:
        """The evidence of that file, if all of it is still there."""
        folder = self._folder(identity.sha256)
        if not folder.is_dir():
            return None
        try:
            if (folder / REFUSED).exists():
                return _read_refusal(folder, self.limits)
            known = self._index.row(file)
            evidence = _read_evidence(folder, identity)
            left = _stamp(evidence)
            if known is None or known.stamp != left:
                _check_files(evidence)
                if known is not None:
                    self._keep(known._replace(stamp=left))
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            shutil.rmtree(folder, ignore_errors=True)
            return None
        return evidence

    # ---- what is being found out

    def noted(self, identity: Identity) -> dict[str, str]:
        """What `note` last recorded, in this build or in one that was stopped."""
        part = self.part(identity)
        try:
            return dict(json.loads(unsealed(_of(part, DONE), (part / DONE).read_bytes())))
        except (OSError, ValueError, TypeError):
            return {}

    def note(self, identity: Identity, done: Mapping[str, str]) -> None:
        """Seal the list of files that steps have saved, with their checksums. Raises `OSError`.

        Steps cannot do it themselves: a worker has no key, since a hostile file may have taken it over.
        """
        part = self.part(identity)
        write_whole(part / DONE, sealed(_of(part, DONE), json.dumps(done).encode()))

    def part(self, identity: Identity) -> Path:
        """The folder in which steps save their results; it may have some from a build that was stopped."""
        folder = self._folder(identity.sha256).with_suffix(PART)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def refuse(self, identity: Identity, reason: str, *, for_its_limits: bool = False, is_no_pdf: bool = False) -> Path:
        """Remember that the file itself is at fault, so that it is not tried again. Returns the folder that says so.

        Raises `OSError`.
        """
        part = self.part(identity)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True, exist_ok=True)
        refusal = {"reason": reason, "limits": self.limits if for_its_limits else None, "is_no_pdf": is_no_pdf}
        write_whole(part / REFUSED, sealed(_of(self._folder(identity.sha256), REFUSED), json.dumps(refusal).encode()))
        self._settle(part, identity)
        return self._folder(identity.sha256)

    def finish(self, identity: Identity, opened: Any, audited: Any, rows: list[Any]) -> None:
        """Combine the results of the steps. Raises `KeyError`, `TypeError` or `ValueError` if they are not complete."""
        part = self.part(identity)
        texts = [str(row["text"]) for row in rows]
        pages = [
            [row["kind"], _digest(text), _row(row["thumbnail"]), _row(row["image"])]
            for row, text in zip(rows, texts, strict=True)
        ]
        whole = "\f".join(texts).encode()
        found = {
            "published": [PUBLISHED, int(opened["bytes"]), 0, 0, str(opened["sha256"])],
            "signature_broken": bool(opened["signature_broken"]),
            "findings": audited["findings"],
            "text": hashlib.sha256(whole).hexdigest(),
            "pages": pages,
        }
        for file in part.glob("*.json"):
            file.unlink()
        for file in part.glob("*.tmp"):
            file.unlink()
        write_whole(part / TEXT, whole)
        data = json.dumps(found, ensure_ascii=False).encode()
        write_whole(part / EVIDENCE, sealed(_of(self._folder(identity.sha256), EVIDENCE), data))
        self._settle(part, identity)

    def _settle(self, part: Path, identity: Identity) -> None:
        target = self._folder(identity.sha256)
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)
        for name in self._others().pop(identity.sha256, ()):
            if name.removesuffix(PART) != target.name:
                shutil.rmtree(self.folder / name, ignore_errors=True)

    def _others(self) -> dict[str, list[str]]:
        """The folders of each file, by its checksum, as they were when first asked for."""
        if self._by_file is None:
            self._by_file = {}
            for name in os.listdir(self.folder):  # noqa: PTH208
                self._by_file.setdefault(name[:64], []).append(name)
        return self._by_file

    def _folder(self, sha256: str) -> Path:
        return self.folder / f"{sha256}-{self.version}"


class Texts(Sequence[str]):
    """The text of every page of a document, read on first use: a build with everything cached needs few of them."""

    __slots__ = ("_folder", "_pages", "_sha256", "_texts")

    def __init__(self, folder: str, pages: int, sha256: str):
        self._folder, self._pages, self._sha256 = folder, pages, sha256
        self._texts: list[str] | None = None

    def read(self) -> list[str]:
        """Raises `OSError` if they were changed."""
        if self._texts is None:
            file = Path(self._folder, TEXT)
            whole = file.read_bytes()
            if hashlib.sha256(whole).hexdigest() != self._sha256:
                raise OSError(errno.ESTALE, "it was changed while the site was being built", str(file))
            self._texts = whole.decode().split("\f")
        return self._texts

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return self.read()[place]

    def __len__(self) -> int:
        return self._pages

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Texts) and self._known() == other._known()

    def __hash__(self) -> int:
        return hash(self._known())

    def _known(self) -> tuple[str, int, str]:
        return self._folder, self._pages, self._sha256


def code_version() -> str:
    """Of our modules that make evidence, and of the libraries that they call."""
    digest = hashlib.sha256(" ".join(_releases()).encode())
    for _, source in sorted(made_by().items()):
        digest.update(source)
    return digest.hexdigest()[:12]


def made_by() -> dict[str, bytes]:
    """The modules of this room that decide what is found, and their sources."""
    known: dict[str, bytes] = {}
    waiting = [FINDS, KEEPS]
    while waiting:
        name = waiting.pop()
        if name not in known:
            known[name] = EVIDENCE_ROOM.joinpath(*name.split(".")).with_suffix(".py").read_bytes()
            waiting += [found.decode() for found in _IMPORT.findall(known[name])]
    return known


def _releases() -> list[str]:
    """`pillow-13.0.0` and so on, from the names of folders, as reading each package's metadata would take
    milliseconds."""
    spec = find_spec("pypdfium2")
    assert spec is not None and spec.origin is not None
    with os.scandir(Path(spec.origin).parents[1]) as entries:
        names = [entry.name.lower().removesuffix(".dist-info") for entry in entries if "info" in entry.name]
    found = sorted(name for name in names if name.partition("-")[0] in LIBRARIES)
    return found if len(found) == len(LIBRARIES) else [f"{name}-{metadata.version(name)}" for name in LIBRARIES]


def _stamp(evidence: Evidence) -> int:
    """Changes whenever a file has changed, even in place: the sum of their modification times.

    If it is not the one remembered, every file is read and checked. Raises `OSError` if one is gone. Most of the time
    that a cached document costs a build is spent here, so files are looked up from their folder, not from the root.
    """
    names, folder = [TEXT, *(file.name for file in _files_of(evidence))], evidence.published.folder
    if os.stat not in os.supports_dir_fd:  # Windows
        return sum(Path(folder, name).lstat().st_ctime_ns for name in names)
    within = os.open(folder, os.O_RDONLY)
    try:
        return sum([os.stat(name, dir_fd=within, follow_symlinks=False).st_ctime_ns for name in names])
    finally:
        os.close(within)


def stat_of(file: Path) -> Stat:
    """Values that change when a file is changed or replaced."""
    stat = file.stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def write_whole(target: Path, data: bytes) -> None:
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    temporary.write_bytes(data)
    temporary.replace(target)


def _read_refusal(folder: Path, limits: str) -> PdfError:
    """Raises `ValueError` if the limits were different, and `KeyError` or `TypeError` for anything but a refusal."""
    refusal = json.loads(unsealed(_of(folder, REFUSED), (folder / REFUSED).read_bytes()))
    reason, known = str(refusal["reason"]), refusal["limits"]
    if known is None:
        return NoPdfError(reason) if refusal["is_no_pdf"] else PdfError(reason)
    if known != limits:
        raise ValueError("it was refused under other limits")
    return FatalPdfError(reason, folder)


def _read_evidence(folder: Path, identity: Identity) -> Evidence:
    """Raises `OSError`, `ValueError`, `KeyError`, `TypeError` or `IndexError` for anything that was changed."""
    found = json.loads(unsealed(_of(folder, EVIDENCE), (folder / EVIDENCE).read_bytes()))
    kept_in = str(folder)
    texts = Texts(kept_in, len(found["pages"]), found["text"])
    pages = tuple(_page(kept_in, number, texts, row) for number, row in enumerate(found["pages"], 1))
    return Evidence(
        sha256=identity.sha256,
        bytes=identity.bytes,
        pages=pages,
        published=StoredFile(kept_in, *found["published"]),
        signature_broken=found["signature_broken"],
        findings=tuple(_finding(row) for row in found["findings"]),
    )


def _page(folder: str, number: int, texts: "Texts", row: list[Any]) -> PageEvidence:
    kind, sha256, thumbnail, image = row
    if kind not in PAGE_KINDS:
        raise ValueError(f"no kind of page: {kind}")
    return PageEvidence(
        number=number,
        words=texts,
        kind=kind,
        sha256=sha256,
        thumbnail=StoredFile(folder, *thumbnail),
        image=StoredFile(folder, *image),
    )


def _finding(row: list[Any]) -> AuditFinding:
    page, kind, severity, reason, places, pages, amount = row
    boxes = tuple((int(left), int(bottom), int(right), int(top)) for left, bottom, right, top in places)
    return AuditFinding(int(page), str(kind), severity, str(reason), boxes, tuple(map(int, pages)), int(amount))


def _of(folder: Path, name: str) -> str:
    return f"{folder.name}/{name}"


def _row(picture: Any) -> list[Any]:
    numbers = [int(picture[name]) for name in ("bytes", "width", "height")]
    return [str(picture["name"]), *numbers, str(picture["sha256"])]


def _check_files(evidence: Evidence) -> None:
    for page in evidence.pages[:1]:
        assert isinstance(page.words, Texts)
        page.words.read()
    for file in _files_of(evidence):
        if hashlib.sha256(file.path.read_bytes()).hexdigest() != file.sha256:
            raise ValueError(f"{file.name} was changed")


def _files_of(evidence: Evidence) -> list[StoredFile]:
    """Those that are published as they are."""
    pictures = [picture for page in evidence.pages for picture in (page.thumbnail, page.image) if picture]
    return [evidence.published, *pictures]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
