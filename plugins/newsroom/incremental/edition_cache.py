"""The last build's edition, for a build with only a few changed words.

It loads quickly, since the records themselves stay in the reading cache: each is fetched when a page needs it.
"""

import io
import pickle
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

from plugins.evidence.model import Evidence
from plugins.newsroom.incremental.build_state import BuildState
from plugins.newsroom.library.downloads import DOWNLOADS
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import FileOnDisk, Item
from plugins.newsroom.library.reading import Library, with_words
from plugins.newsroom.library.reading_cache import (
    ReadingCache,
    ValuesUnpickler,
    code_version,
    read_sealed,
    write_sealed,
)
from plugins.newsroom.library.relations import Relations
from plugins.newsroom.library.settings import Settings
from plugins.newsroom.pages.fingerprints import DRAWING
from plugins.newsroom.pages.parts.site import THEME_ASSETS, assets_of_theme
from plugins.records.schema import Record
from plugins.render.assets import ThemeAssets
from plugins.render.checksums import short_name

AT_HAND = ("kind", "path", "slug", "lang", "uid", "address", "original", "file", "versions", "rows")
"""What is known of an item without fetching it."""
KEPT = ("subscriptions", "quotation marks", DOWNLOADS)
"""Values made from all records, by their names in `Edition.kept`."""
THEME = "theme's addresses"
"""Paths of the theme's files in the output, as pages refer to them."""
NOT_KEPT = ("settings", "problems", "held", "remarks", "reading_cache")
"""Fields of the library that do not come from the content, or that only one build needs."""


class CachedItem:
    """Placeholder for an item, which fetches it from the reading cache when more than its address is needed."""

    __slots__ = (*AT_HAND, "_item", "_reading_cache")

    def __init__(
        self, kind: str, path: str, slug: str, lang: str, uid: str, address: str, original: str, file: object,
        versions: object, rows: object,
    ):  # fmt: skip
        self.kind, self.path, self.slug, self.lang, self.uid, self.address = kind, path, slug, lang, uid, address
        self.original = original
        self.file, self.versions, self.rows = file, versions, rows
        self._reading_cache: ReadingCache | None = None
        self._item: Item[Record] | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.fetched(), name)

    @property
    def text(self) -> tuple[str, str]:
        """As `Item.text`."""
        return self.kind, self.original or self.slug

    def fetched(self) -> Item[Record]:
        """The item from the reading cache, without its PDFs. Raises `SystemExit` if that cache was damaged."""
        if self._item is None:
            assert self._reading_cache is not None
            self._item = self._reading_cache.item(self.path)
        return self._item

    def fetch_from(self, reading_cache: ReadingCache, item: Item[Record] | None = None) -> None:
        """Set where to fetch the item from, or the item itself."""
        self._reading_cache, self._item = reading_cache, item


class FileLeft:
    """Placeholder for a PDF in the content folder, which unpacks the data of its pages when needed."""

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
            return CachedItem, tuple(getattr(value, name) for name in AT_HAND)
        if type(value) is FileOnDisk:
            packed = pickle.dumps(value.evidence, pickle.HIGHEST_PROTOCOL)
            return FileLeft, (value.path, value.pages, value.bytes, value.sha256, packed)
        return NotImplemented


class _Unpickler(ValuesUnpickler):
    rooms = (*ValuesUnpickler.rooms, "plugins.evidence.")
    values = ValuesUnpickler.values | {("pathlib", "PosixPath"), ("pathlib", "WindowsPath")}


def keep_edition(edition: Edition, at: int) -> None:
    """Save the edition for `kept_edition`, and when it was made: the time in `BuildState.edition`.

    If the cache cannot be written, the next build only takes longer.
    """
    library = {f.name: getattr(edition.library, f.name) for f in fields(Library) if f.name not in NOT_KEPT}
    relations = {f.name: getattr(edition.relations, f.name) for f in fields(edition.relations)}
    pieces = {name: edition.kept[name,] for name in KEPT if (name,) in edition.kept}
    assets = assets_of_theme(edition)
    pieces[THEME] = assets.stylesheet_path, assets.icon_path, assets.paths
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump((at, library, relations, pieces))
    with suppress(OSError):
        write_sealed(edition_file(edition.settings), stream.getvalue())


def kept_edition(settings: Settings, reading_cache: ReadingCache, build_state: BuildState) -> Edition | None:
    """The edition saved by this build, with its items in this reading cache.

    None if the file is from another build, such as one that was interrupted, or is damaged.
    """
    try:
        at, library, relations, pieces = _Unpickler(read_sealed(edition_file(settings))).load()
        if at != build_state.edition:
            return None
        settings = with_words(settings, library["site"])
        made = Library(**library, settings=settings, problems=(), held=())
        edition = Edition(made, Relations(**relations), {(name,): piece for name, piece in pieces.items()})
        edition.kept[THEME_ASSETS,] = ThemeAssets((), *pieces[THEME])
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ValueError, TypeError, KeyError):
        return None
    for item in edition.library.items:
        cast(CachedItem, item).fetch_from(reading_cache)
    return edition


def edition_file(settings: Settings) -> Path:
    """One per output and version of the code."""
    return settings.cache / f"edition-{short_name(settings.output, code_version(*DRAWING))}.pickle"
