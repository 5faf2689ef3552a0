"""The edition as the last build left it, for a build that has few words to change.

It is read back in a moment, since the records themselves stay on the shelf: each is fetched when a page asks for it.
"""

import io
import os
import pickle
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

from plugins.evidence.model import Evidence
from plugins.newsroom.incremental.build_state import Standing
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import FileOnDisk, Item
from plugins.newsroom.library.reading import Library
from plugins.newsroom.library.reading_cache import Shelf, ValuesUnpickler, code_version, read_sealed, write_sealed
from plugins.newsroom.library.relations import Relations
from plugins.newsroom.library.settings import Settings
from plugins.newsroom.pages.fingerprints import DRAWING
from plugins.records.schema import Record
from plugins.render.checksums import digest

AT_HAND = ("kind", "path", "slug", "lang", "uid", "address", "file", "versions")
"""What is known of an item without fetching it."""
KEPT = ("subscriptions", "quotation marks")
"""Pieces that are made from all records, by their names in `Edition.kept`."""
NOT_KEPT = ("settings", "problems", "held", "remarks", "shelf")
"""Fields of the library that are not of the content, or that only one build needs."""


class ItemLeft:
    """Stands for an item, and fetches it from the shelf when more than its address is asked for."""

    __slots__ = (*AT_HAND, "_item", "_shelf")

    def __init__(
        self, kind: str, path: str, slug: str, lang: str, uid: str, address: str, file: object, versions: object
    ):
        self.kind, self.path, self.slug, self.lang, self.uid, self.address = kind, path, slug, lang, uid, address
        self.file, self.versions = file, versions
        self._shelf: Shelf | None = None
        self._item: Item[Record] | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.fetched(), name)

    def fetched(self) -> Item[Record]:
        """The item as it lies on the shelf, without its PDFs. Raises `SystemExit` where the shelf was damaged."""
        if self._item is None:
            assert self._shelf is not None
            self._item = self._shelf.item(self.path)
        return self._item

    def lie_on(self, shelf: Shelf, item: Item[Record] | None = None) -> None:
        """Be fetched from there; or be this one."""
        self._shelf, self._item = shelf, item


class FileLeft:
    """Stands for a PDF in the content folder, and unpacks what is known of its pages when it is asked for."""

    __slots__ = ("_evidence", "bytes", "packed", "pages", "path", "sha256")

    def __init__(self, path: str, pages: int, size: int, sha256: str, packed: bytes):
        self.path, self.pages, self.bytes, self.sha256, self.packed = path, pages, size, sha256, packed
        self._evidence: Evidence | None = None

    @property
    def evidence(self) -> Evidence:
        if self._evidence is None:
            self._evidence = cast(Evidence, _Unpickler(io.BytesIO(self.packed)).load())
        return self._evidence


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        if type(value) is Item:
            return ItemLeft, tuple(getattr(value, name) for name in AT_HAND)
        if type(value) is FileOnDisk:
            packed = pickle.dumps(value.evidence, pickle.HIGHEST_PROTOCOL)
            return FileLeft, (value.path, value.pages, value.bytes, value.sha256, packed)
        return NotImplemented


class _Unpickler(ValuesUnpickler):
    rooms = (*ValuesUnpickler.rooms, "plugins.evidence.")
    values = ValuesUnpickler.values | {("pathlib", "PosixPath"), ("pathlib", "WindowsPath")}


def leave(edition: Edition, at: int) -> None:
    """Write the edition down, for `left_edition`, and when it was made: the time that `Standing.edition` names.

    A cache that cannot be written costs the next build its time.
    """
    library = {f.name: getattr(edition.library, f.name) for f in fields(Library) if f.name not in NOT_KEPT}
    relations = {f.name: getattr(edition.relations, f.name) for f in fields(edition.relations)}
    pieces = {name: edition.kept[name,] for name in KEPT if (name,) in edition.kept}
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump((at, library, relations, pieces))
    with suppress(OSError):
        write_sealed(edition_file(edition.settings), stream.getvalue())


def left_edition(settings: Settings, shelf: Shelf, standing: Standing) -> Edition | None:
    """The edition that this build left, its items on this shelf.

    None where another lies there, as after a build that did not come to its end, or where the file is damaged.
    """
    try:
        at, library, relations, pieces = _Unpickler(read_sealed(edition_file(settings))).load()
        if at != standing.edition:
            return None
        made = Library(**library, settings=settings, problems=(), held=())
        edition = Edition(made, Relations(**relations), {(name,): piece for name, piece in pieces.items()})
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ValueError, TypeError, KeyError):
        return None
    for item in edition.library.items:
        cast(ItemLeft, item).lie_on(shelf)
    return edition


def edition_file(settings: Settings) -> Path:
    """One for each output; other code leaves another."""
    of = f"{os.path.realpath(settings.output)}\0{code_version(*DRAWING)}"
    return settings.cache / f"edition-{digest(of.encode())[:16]}.pickle"
