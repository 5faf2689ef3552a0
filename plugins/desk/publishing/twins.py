"""Compressed twins beside text files (`.gz`, `.br`), which a web server sends as they are."""

import gzip
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from plugins.desk.publishing.sums import with_files
from plugins.render.manifest import Manifest, put

try:
    import brotli
except ImportError:  # requirements-brotli.txt is optional
    brotli = None

TEXTS = (".html", ".css", ".js", ".json", ".xml", ".txt", ".csv", ".svg", ".opml", ".geojson", ".wasm", "SHA256SUMS")
SMALLEST = 1000
"""Bytes below which a twin saves no packet."""
AT_ONCE = 4
Pack = Callable[[bytes], bytes]
"""zlib and Brotli let go of the interpreter while they work: threads are enough."""


def with_twins(folder: Path, manifest: Manifest, cache: Path) -> Manifest:
    """Write a twin for each text that gets smaller by it. What did not change comes from the cache."""
    wanted = [
        (path, entry.sha256, entry.size)
        for path, entry in sorted(manifest.entries.items())
        if path.endswith(TEXTS) and entry.size >= SMALLEST
    ]
    made: dict[str, bytes] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for found in pool.map(partial(_twins, folder, cache), wanted):
            made.update(found)
    _forget(cache, {f"{sha256}{ending}" for _, sha256, _ in wanted for ending in _packers()})
    return with_files(folder, manifest, made)


def _twins(folder: Path, cache: Path, wanted: tuple[str, str, int]) -> dict[str, bytes]:
    path, sha256, _ = wanted
    data = (folder / path).read_bytes()
    made = {}
    for ending, (pack, unpack) in _packers().items():
        packed = _kept(cache / f"{sha256}{ending}", data, unpack)
        if packed is None:
            packed = pack(data)
            cache.mkdir(parents=True, exist_ok=True)
            put(cache / f"{sha256}{ending}", packed)
        if len(packed) < len(data):
            put(folder / f"{path}{ending}", packed)
            made[f"{path}{ending}"] = packed
    return made


def _packers() -> Mapping[str, tuple[Pack, Pack]]:
    found: dict[str, tuple[Pack, Pack]] = {".gz": (lambda data: gzip.compress(data, 9, mtime=0), gzip.decompress)}
    if brotli is not None:
        found[".br"] = (partial(brotli.compress, mode=brotli.MODE_TEXT), brotli.decompress)
    return found


def _kept(file: Path, data: bytes, unpack: Pack) -> bytes | None:
    """What is in the cache, if it says the very same: the cache is not trusted."""
    try:
        packed = file.read_bytes()
        return packed if unpack(packed) == data else None
    except (OSError, EOFError, zlib.error, ValueError):
        return None
    except Exception as error:  # brotli.error is of no class that is there without it
        if type(error).__module__.startswith(("brotli", "_brotli")):
            return None
        raise


def _forget(cache: Path, known: set[str]) -> None:
    for file in cache.iterdir() if cache.is_dir() else ():
        if file.name not in known:
            file.unlink(missing_ok=True)
