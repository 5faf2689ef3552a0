"""The index of each language as outputs: made by Pagefind, and kept as long as the same is to be found."""

import errno
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.settings import Settings
from plugins.newsroom.pages.parts.navigation import index_address
from plugins.render.checksums import digest, short_name
from plugins.render.manifest import put, read_whole
from plugins.render.pages import Output
from plugins.render.theme import Theme
from plugins.sealing import sealed, unsealed
from plugins.search.pagefind import PagefindError, SearchRecord, make_index, version
from plugins.search.records import records_by_language

VERSION = 1
"""Raised when the same records make another index."""
REINSTALL = "install it: .venv/bin/python -m pip install --require-hashes --no-deps -r requirements.txt"
ABSENT = (
    "The site cannot be searched: Pagefind's program (pagefind-bin-extended) is not installed.\n"
    f"  Fix: {REINSTALL}\n"
    "  or write in pelicanconf.py SEARCH = False"
)


@dataclass(frozen=True, slots=True)
class Packed:
    """The index of a language in one piece, as it is kept."""

    fingerprint: str
    files: tuple[tuple[str, int, str], ...]
    """Path below its folder, size and SHA-256, one after the other."""
    data: bytes


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A part of an index, as an output."""

    path: str
    sha256: str
    packed: Packed
    at: int
    size: int

    def fingerprint(self, theme: Theme) -> str:
        return self.sha256

    def content(self, theme: Theme) -> bytes:
        data = self.packed.data[self.at : self.at + self.size]
        if digest(data) != self.sha256:
            raise OSError(errno.ESTALE, "the index in the cache is damaged", self.path)
        return data


def make_search(context: dict[str, Any]) -> list[Output]:
    """Every file of every index. Where one cannot be made, the build says so and goes on."""
    edition: Edition = context["edition"]
    if edition.settings.search == "missing":
        context["search remarks"] = (ABSENT,)
    if edition.settings.search != "on" or edition.only is not None:
        return []
    outputs: list[Output] = []
    for lang, records in records_by_language(edition).items():
        try:
            outputs += _outputs(_index(edition.settings, lang, records), index_address(edition, lang))
        except PagefindError as error:
            said = f"The site cannot be searched: Pagefind could not make its index ({lang}): {error}."
            context["search remarks"] = (f"{said}\n  Fix: build again; if that does not help, {REINSTALL}",)
            return []
    return outputs


def _outputs(packed: Packed, folder: str) -> list[Output]:
    outputs: list[Output] = []
    at = 0
    for path, size, sha256 in packed.files:
        outputs.append(IndexFile(f"{folder}{path}", sha256, packed, at, size))
        at += size
    return outputs


def _index(settings: Settings, lang: str, records: Sequence[SearchRecord]) -> Packed:
    """The one that is kept, if it is of these records; else a new one, kept for the next build."""
    fingerprint = digest(f"{VERSION}\0{version()}\0{sys.version_info[:2]}\0{lang}\0{records!r}".encode())
    file = _file(settings, lang)
    kept = _kept(file)
    if kept is not None and kept.fingerprint == fingerprint:
        return kept
    files = make_index(records, lang)
    listed = tuple((path, len(data), digest(data)) for path, data in files.items())
    packed = Packed(fingerprint, listed, b"".join(files.values()))
    head = json.dumps([fingerprint, listed], ensure_ascii=False).encode()
    with suppress(OSError):  # a cache that cannot be written costs the next build its time
        settings.cache.mkdir(parents=True, exist_ok=True)
        put(file, sealed(file.name, head + b"\n" + packed.data))
    return packed


def _kept(file: Path) -> Packed | None:
    try:
        head, _, data = unsealed(file.name, read_whole(file)).partition(b"\n")
        fingerprint, listed = json.loads(head)
        files = tuple((str(path), int(size), str(sha256)) for path, size, sha256 in listed)
    except (OSError, ValueError, TypeError):
        return None
    return Packed(fingerprint, files, data) if sum(size for _, size, _ in files) == len(data) else None


def _file(settings: Settings, lang: str) -> Path:
    """One for each output and language."""
    return settings.cache / f"search-{short_name(settings.output, lang)}"
