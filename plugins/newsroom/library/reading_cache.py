"""Cache of readings: a source is read again only if it changed, or if one of its dates has come.

Two files in `CACHE_PATH`, both safe to delete. The index, loaded whole, has what tells whether a source has changed. A
SQLite database has the readings by checksum, and separately the long texts, fetched when a page needs them. The index
is sealed and lists all these checksums: nothing else is ever used. Held records are stored as they are read: without
text and fields.
"""

import hashlib
import io
import os
import pickle
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum, EnumType
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, cast, overload

from plugins.newsroom.library.items import Item
from plugins.newsroom.library.settings import Settings
from plugins.prose.model import Slot
from plugins.records.reading import Reading
from plugins.records.schema import Record
from plugins.records.sources import FRESH, SourceFile
from plugins.render.installed import installed, normal
from plugins.sealing import BYTES, check, key, seal_for

Read = tuple[Reading, Item[Record] | None]
Window = tuple[datetime, datetime]
"""From when to when a reading is valid: what its dates let through changes with NOW."""
ALWAYS: Window = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
TICK = 100_000_000
"""Nanoseconds within which two changes of a file may have the same modification time."""
Stat = tuple[int, int, int, int]
"""Size, mtime, ctime and inode."""
BATCH = 1000
"""Readings and texts written to the database in one batch."""
PLUGINS = Path(__file__).resolve().parents[2]
READING = (
    "records/*.py",
    "prose/*.py",
    *(f"newsroom/library/{name}.py" for name in ("reading", "items", "addresses", "reading_cache", "transcripts")),
)
"""The code that determines the content of a reading."""
LIBRARIES = ("Markdown", "nh3", "pydantic", "PyYAML", "beautifulsoup4")
DAMAGED = (sqlite3.Error, pickle.UnpicklingError, EOFError, AttributeError, ValueError, TypeError)
"""Errors from reading a cache that was changed or damaged."""
Parts = tuple[str | Slot, ...]


class CachedText(Sequence[str | Slot]):
    """`Prose.html` or `Prose.text`, fetched when needed."""

    __slots__ = ("key", "part", "reading_cache")

    def __init__(self, reading_cache: "ReadingCache | None", key: bytes, part: int):
        self.reading_cache, self.key, self.part = reading_cache, key, part

    def _parts(self) -> Parts:
        assert self.reading_cache is not None, "it is being packed"
        return self.reading_cache.texts(self.key)[self.part]

    def __reduce__(self) -> tuple[type["CachedText"], tuple[None, bytes, int]]:
        return CachedText, (None, self.key, self.part)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._parts() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._parts())

    def __iter__(self) -> Iterator[str | Slot]:
        return iter(self._parts())

    def __len__(self) -> int:
        return len(self._parts())

    @overload
    def __getitem__(self, index: int) -> str | Slot: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str | Slot]: ...
    def __getitem__(self, index: int | slice) -> str | Slot | Sequence[str | Slot]:
        return self._parts()[index]


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading as it is sent and stored: packed once, by the worker that read it."""

    reading: bytes
    key: bytes
    """Checksum of its long texts; empty if it has none."""
    texts: bytes
    window: Window


class Kept(NamedTuple):
    """One source in the cache."""

    kind: str
    stat: Stat
    sha256: bytes
    window: Window
    reading: bytes
    texts: bytes
    """The checksums of both in the database; `texts` like `Packed.key`."""

    @property
    def keys(self) -> tuple[bytes, ...]:
        return (self.reading, self.texts) if self.texts else (self.reading,)


def pack(read: Read, window: Window) -> Packed:
    """The reading with its long texts stored separately."""
    reading, item = read
    key = texts = b""
    if item is not None and item.prose.html:
        texts = pickle.dumps((tuple(item.prose.html), tuple(item.prose.text)), pickle.HIGHEST_PROTOCOL)
        key = hashlib.sha256(texts).digest()
        prose = replace(item.prose, html=CachedText(None, key, 0), text=CachedText(None, key, 1))
        item = replace(item, prose=prose)
    return Packed(pickle.dumps((reading, item), pickle.HIGHEST_PROTOCOL), key, texts, window)


class ReadingCache:
    """The cache of one content folder, read under one set of rules."""

    def __init__(self, settings: Settings, *, keep: bool = True):
        """Without `keep`, it is read and never written: what is read of a later moment is held now."""
        content = _short(str(settings.content))
        rules = _short(
            f"{settings.zone.key}\0{settings.lang}\0{sorted(settings.extra_fields)}\0"
            f"{settings.field_names}\0{code_version(*READING)}\0{key().name}"
        )
        self._folder = settings.cache
        self._content = settings.content
        self._now = settings.now
        self._by_bytes = settings.publishing
        """Whether each source is identified by its bytes alone, whatever its size and times say."""
        self._index = settings.cache / f"readings-{content}-{rules}.pickle"
        self._renewed = settings.cache / f"renewed-{content}-{rules}.pickle"
        """File next to the index for the few readings renewed since it was written."""
        self._texts = settings.cache / f"texts-{content}-{rules}.sqlite"
        self._connection: tuple[int, sqlite3.Connection] | None = None
        self._last: tuple[bytes, tuple[Parts, Parts]] | None = None
        self._at_hand: dict[bytes, bytes] = {}
        """Entries that are not in the database, or not with certainty."""
        self._kept: dict[str, Kept] = {}
        self._is_closed = not keep
        """Nothing more is written, or can be: new entries stay in memory."""
        self.is_damaged = False
        self.state = ""
        """Identifies the state of the cache, to tell whether it has changed; empty if unknown."""

    def read(
        self, sources: Sequence[SourceFile], again: Callable[[list[SourceFile]], Iterable[Packed]]
    ) -> tuple[list[Read], Window]:
        """The reading of each source, in order, and for how long all of them are valid.

        `again` reads those that changed, or whose window has ended.
        """
        kept, stamped = self._load()
        found: dict[str, Kept] = {}
        renewed = False
        began = time.time_ns()
        stats = {source.path: _stat(self._file(source.path)) for source in sources}
        for source in sources:
            old, stat = kept.get(source.path), stats[source.path]
            if old is None or not old.window[0] <= self._now < old.window[1] or old.kind != source.kind:
                continue
            if old.stat == stat and max(stat[1], stat[2]) < stamped - FRESH and not self._by_bytes:
                found[source.path] = old
            elif old.stat[0] == stat[0] and old.sha256 == _sha256(self._file(source.path)):
                found[source.path] = old._replace(stat=stat)
                renewed = renewed or old.stat != stat
        missing = [source for source in sources if source.path not in found]
        hashes = {source.path: _sha256(self._file(source.path)) for source in missing}
        passing: set[str] = set()
        for source, packed in zip(missing, again(missing), strict=True):
            path = source.path
            found[path] = Kept(source.kind, stats[path], hashes[path], packed.window, self._put(packed), packed.key)
            if not self._is_steady(path, stats[path], hashes[path], began):
                passing.add(path)
        self._commit()
        keepable = {path: kept for path, kept in found.items() if path not in passing}
        if renewed or len(passing) < len(missing) or keepable.keys() != kept.keys():
            self._save(keepable)
        windows = [kept.window for kept in found.values()]
        window = max((w[0] for w in windows), default=ALWAYS[0]), min((w[1] for w in windows), default=ALWAYS[1])
        try:
            return [self._unpacked(found[source.path].reading) for source in sources], window
        except DAMAGED:
            if self.is_damaged:
                raise self._was_damaged() from None
            self._forget()
            return self.read(sources, again)

    def open(self, state: str) -> bool:
        """Load the cache without comparing it with the content; False if it is in another state."""
        self._kept, _ = self._load(with_texts=False)
        if not state or self.state != state:
            return False
        try:
            return self._texts.is_file() and all(self._fetched(kept.reading) for kept in islice(self._kept.values(), 1))
        except DAMAGED:
            return False

    def item(self, path: str) -> Item[Record]:
        """The item of a source. Raises `SystemExit` if it is not in the cache."""
        try:
            item = self._unpacked(self._kept[path].reading)[1] if path in self._kept else None
        except DAMAGED:
            item = None
        if item is None:
            self._forget()
            raise self._was_damaged()
        return item

    def compared(self, path: str, again: Callable[[SourceFile], Packed]) -> tuple[Read, Read] | None:
        """A source as cached and as it is now: both the same if its text is. None if the file is not one of our
        sources.

        New entries stay in memory until `keep_renewed` saves them.
        """
        old, began = self._kept.get(path), time.time_ns()
        file = self._file(path)
        found = _stat(file)
        if old is None or Path(file).is_symlink() or not old.window[0] <= self._now < old.window[1]:
            return None
        sha256 = _sha256(file)
        try:
            before = self._unpacked(old.reading)
        except DAMAGED:
            self._forget()
            return None
        if (found[0], sha256) == (old.stat[0], old.sha256):
            self._kept[path] = old._replace(stat=found)
            return before, before
        packed = again(SourceFile(path=path, kind=old.kind))
        if not self._is_steady(path, found, sha256, began):
            return None
        self._kept[path] = Kept(old.kind, found, sha256, packed.window, self._put(packed), packed.key)
        return before, self._unpacked(self._kept[path].reading)

    def keep_renewed(self, paths: Iterable[str]) -> None:
        """Save the compared sources next to the index, which is not rewritten for just a few."""
        before, self.state = self.state, ""
        self._commit()
        if self._is_closed:
            return
        try:
            with self._index.open("rb") as index:
                seal = index.read(BYTES)
            rows, state = self._load_renewed(seal)
            rows |= {path: tuple(self._kept[path]) for path in paths}
            renewed = write_sealed(self._renewed, pickle.dumps((seal, rows), pickle.HIGHEST_PROTOCOL))
        except (OSError, *DAMAGED):
            return
        self.state = _state(seal, renewed) if state == before else ""

    def _load_renewed(self, seal: bytes) -> tuple[dict[str, tuple[Any, ...]], str]:
        """The entries renewed since exactly that index was written, and the state of both together."""
        try:
            stream = read_sealed(self._renewed)
            of, rows = _Unpickler(stream, self).load()
            return (rows, _state(seal, seal_of(stream))) if of == seal else ({}, _state(seal))
        except FileNotFoundError:
            return {}, _state(seal)

    def _file(self, path: str) -> str:
        return f"{self._content}/{path}"

    def _unpacked(self, key: bytes) -> Read:
        """Raises the errors in `DAMAGED`."""
        return self._loaded(key)  # type: ignore[no-any-return]

    def _loaded(self, key: bytes) -> Any:
        return _Unpickler(io.BytesIO(self._at_hand.get(key) or self._fetched(key)), self).load()

    def _is_steady(self, path: str, stat: Stat, sha256: bytes, began: int) -> bool:
        """Whether a file was the same throughout reading: if not, it may have been read half-changed."""
        file = self._file(path)
        if _stat(file) != stat or not sha256:
            return False
        return stat[2] < began - TICK or _sha256(file) == sha256

    def texts(self, key: bytes) -> tuple[Parts, Parts]:
        """HTML and plain text of one body. Raises `SystemExit` if the database was damaged in the meantime."""
        if self._last is None or self._last[0] != key:
            try:
                self._last = key, self._loaded(key)
            except DAMAGED:
                self._forget()
                raise self._was_damaged() from None
        return self._last[1]

    def _was_damaged(self) -> SystemExit:
        return SystemExit(
            f"The cache in {self._folder} was damaged while it was in use.\n"
            "  Fix: build again: it was deleted, and is rebuilt."
        )

    def _fetched(self, key: bytes) -> bytes:
        row: tuple[bytes] = self._connected().execute("select parts from texts where key = ?", (key,)).fetchone()
        if hashlib.sha256(row[0]).digest() != key:
            raise pickle.UnpicklingError
        return row[0]

    def _load(self, *, with_texts: bool = True) -> tuple[dict[str, Kept], int]:
        """The saved entries, and when they were saved (nanoseconds). Anything that was changed is ignored.

        With `with_texts`, everything that it refers to must be there, too.
        """
        try:
            stream = read_sealed(self._index)
            rows: dict[str, tuple[Any, ...]] = _Unpickler(stream, self).load()
            renewed, state = self._load_renewed(seal_of(stream))
            rows |= renewed
            kept = {path: Kept._make(row) for path, row in rows.items()}
            if with_texts:
                there = {row[0] for row in self._connected().execute("select key from texts")}
                if any(key not in there for row in kept.values() for key in row.keys):
                    raise pickle.UnpicklingError
            self.state = state
            return kept, self._index.stat().st_mtime_ns
        except FileNotFoundError:
            return {}, 0
        except (OSError, *DAMAGED):
            self._forget()
            return {}, 0

    def _put(self, packed: Packed) -> bytes:
        """Writes to the database, and keeps it in memory until that is certain. Returns the key of the reading."""
        key = hashlib.sha256(packed.reading).digest()
        self._at_hand[key] = packed.reading
        if packed.key:
            self._at_hand[packed.key] = packed.texts
        if len(self._at_hand) >= BATCH and not self._is_closed:
            self._commit()
        return key

    def _commit(self) -> None:
        """A full disk breaks only the cache, not the build: entries that cannot be saved stay in memory."""
        try:
            if self._at_hand and not self._is_closed:
                self._folder.mkdir(parents=True, exist_ok=True)
                with self._connected() as connection:
                    connection.executemany("insert or ignore into texts values (?, ?)", self._at_hand.items())
                self._at_hand.clear()
        except (OSError, sqlite3.Error):
            self._is_closed = True

    def _save(self, found: Mapping[str, Kept]) -> None:
        """Replace the index."""
        self.state = ""
        if self._is_closed:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._connected() as connection:
                self._prune(connection, {key for kept in found.values() for key in kept.keys})
            rows = {path: tuple(kept) for path, kept in found.items()}
            seal = write_sealed(self._index, pickle.dumps(rows, pickle.HIGHEST_PROTOCOL))
            self._renewed.unlink(missing_ok=True)
            self.state = _state(seal)
        except (OSError, sqlite3.Error):
            return

    def _prune(self, connection: sqlite3.Connection, keys: set[bytes]) -> None:
        """Drop entries that nothing refers to, once they outnumber the rest."""
        there = [row[0] for row in connection.execute("select key from texts")]
        if len(there) > 2 * len(keys) + 1000:
            connection.executemany("delete from texts where key = ?", [(key,) for key in there if key not in keys])

    def _connected(self) -> sqlite3.Connection:
        """A connection made by this process: one inherited through a fork must not be used."""
        if self._connection is None or self._connection[0] != os.getpid():
            connection = sqlite3.connect(self._texts, timeout=20)
            connection.execute("pragma synchronous = normal")
            connection.execute("create table if not exists texts (key blob primary key, parts blob)")
            self._connection = os.getpid(), connection
        return self._connection[1]

    def _forget(self) -> None:
        self.is_damaged = True
        self._connection = None
        for file in (self._index, self._renewed, self._texts, *self._folder.glob(f"{self._texts.name}-*")):
            try:
                file.unlink(missing_ok=True)
            except OSError:
                continue


def window_of(moments: Iterable[datetime], now: datetime) -> Window:
    """From the last of the times that has passed to the first that has not."""
    known = tuple(moments)
    over, coming = [m for m in known if m <= now], [m for m in known if m > now]
    return max(over, default=ALWAYS[0]), min(coming, default=ALWAYS[1])


@cache
def code_version(*patterns: str) -> str:
    """Checksum over our own files below `plugins/` and the libraries that read."""
    digest = hashlib.sha256(f"{[installed().get(normal(name)) or version(name) for name in LIBRARIES]}".encode())
    for file in sorted(file for pattern in patterns for file in PLUGINS.glob(pattern)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


class ValuesUnpickler(pickle.Unpickler):
    """Unpickles only our own classes: a file planted by somebody else cannot call anything."""

    rooms: tuple[str, ...] = ("plugins.records.", "plugins.prose.model", "plugins.newsroom.")
    values = frozenset(
        {("datetime", name) for name in ("date", "datetime", "timezone", "timedelta")}
        | {("builtins", name) for name in ("frozenset", "set")}
        | {("copyreg", "_reconstructor"), ("builtins", "object"), ("zoneinfo", "ZoneInfo")}
    )

    def find_class(self, module: str, name: str) -> Any:
        ours = module.startswith(self.rooms) and name[:1].isupper() and "." not in name
        if ours or (module, name) in self.values:
            return super().find_class(module, name)
        if (module, name) == ("builtins", "getattr"):
            return _member
        raise pickle.UnpicklingError(f"{module}.{name} has no place in the cache")


def _member(kind: object, name: str) -> Enum:
    """What Python before 3.11.4 (Debian 12) calls `getattr` for. It gives members of an enumeration alone."""
    if isinstance(kind, EnumType) and name in kind.__members__:
        return cast(Enum, kind[name])
    raise pickle.UnpicklingError(f"{name} has no place in the cache")


class _Unpickler(ValuesUnpickler):
    """The same, with long texts that are fetched from the reading cache."""

    def __init__(self, stream: io.BytesIO, reading_cache: ReadingCache):
        super().__init__(stream)
        self._reading_cache = reading_cache

    def find_class(self, module: str, name: str) -> Any:
        if name == CachedText.__name__:
            return lambda _, key, part: CachedText(self._reading_cache, key, part)
        return super().find_class(module, name)


def read_sealed(file: Path) -> io.BytesIO:
    """The content after the seal. Raises `OSError`, or `ValueError` if the seal belongs to other content."""
    data = file.read_bytes()
    check(file.name, data)
    stream = io.BytesIO(data)
    stream.seek(BYTES)
    return stream


def seal_of(stream: io.BytesIO) -> bytes:
    """The seal of a file that was read."""
    return stream.getbuffer()[:BYTES].tobytes()


def _state(*seals: bytes) -> str:
    return b"".join(seals).hex()


def write_sealed(file: Path, body: bytes) -> bytes:
    """Replace a file with its seal and this content; returns the seal. Raises `OSError`, and leaves nothing then."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    seal = seal_for(file.name, body)
    try:
        with temporary.open("wb") as stream:
            stream.write(seal)
            stream.write(body)
        temporary.replace(file)
        return seal
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _stat(file: str) -> Stat:
    try:
        found = os.lstat(file)
    except OSError:
        return -1, time.time_ns(), 0, 0
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _sha256(file: str) -> bytes:
    """Empty if it cannot be read, which reading it then reports."""
    try:
        return hashlib.sha256(Path(file).read_bytes()).digest()
    except OSError:
        return b""


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
