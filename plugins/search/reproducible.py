"""Pagefind's index in one order: its filters come in another with every run, and with them the names of three files.

What is put in order is CBOR (RFC 8949), compressed, behind Pagefind's signature.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

SIGNATURE = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
FILTERS, SORTS = 3, 4
"""Where they stand in the list of an index's parts (Pagefind 1.5: version, pages, chunks, these two, names)."""
_UINT, _TEXT, _ARRAY = 0, 3, 4


class OtherFormatError(ValueError):
    """The file is not what Pagefind 1.5 writes."""


def with_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same index, the same for the same records. One of another format stays as it is."""
    try:
        return _with_order(files)
    except (OtherFormatError, KeyError, TypeError, ValueError, IndexError):
        return dict(files)


def _with_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    entry = json.loads(files[ENTRY])
    ordered = {path: data for path, data in files.items() if not path.endswith((".pf_filter", ".pf_meta"))}
    for lang, language in entry["languages"].items():
        listing = _opened(files[f"pagefind.{language['hash']}.pf_meta"])
        for part in listing[FILTERS]:
            name, values = _opened(files[f"filter/{part[1]}.pf_filter"])
            data = _closed([name, sorted(values)])
            part[1] = _name(lang, data)
            ordered[f"filter/{part[1]}.pf_filter"] = data
        listing[FILTERS].sort()
        listing[SORTS].sort()
        data = _closed(listing)
        language["hash"] = _name(lang, data)
        ordered[f"pagefind.{language['hash']}.pf_meta"] = data
    ordered[ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return dict(sorted(ordered.items()))


def _name(lang: str, data: bytes) -> str:
    return f"{lang}_{hashlib.sha256(data).hexdigest()[:12]}"


def _opened(data: bytes) -> Any:
    plain = gzip.decompress(data)
    if not plain.startswith(SIGNATURE):
        raise OtherFormatError
    value, end = _read(plain, len(SIGNATURE))
    if end != len(plain) or SIGNATURE + _written(value) != plain:
        raise OtherFormatError
    return value


def _closed(value: Any) -> bytes:
    return gzip.compress(SIGNATURE + _written(value), 9, mtime=0)


def _read(data: bytes, at: int) -> tuple[Any, int]:
    """A value of CBOR, and where it ends: a number from 0, a text or a list, which is all that there is here."""
    kind, short = data[at] >> 5, data[at] & 31
    at += 1
    if short < 24:
        amount = short
    elif short < 28:
        size = 1 << (short - 24)
        amount, at = int.from_bytes(data[at : at + size], "big"), at + size
    else:
        raise OtherFormatError
    if kind == _UINT:
        return amount, at
    if kind == _TEXT:
        return data[at : at + amount].decode(), at + amount
    if kind != _ARRAY:
        raise OtherFormatError
    values = []
    for _ in range(amount):
        value, at = _read(data, at)
        values.append(value)
    return values, at


def _written(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(_UINT, value)
    if isinstance(value, str):
        data = value.encode()
        return _head(_TEXT, len(data)) + data
    return _head(_ARRAY, len(value)) + b"".join(_written(part) for part in value)


def _head(kind: int, amount: int) -> bytes:
    if amount < 24:
        return bytes((kind << 5 | amount,))
    size = next(size for size in (1, 2, 4, 8) if amount < 1 << 8 * size)
    return bytes((kind << 5 | 24 + size.bit_length() - 1,)) + amount.to_bytes(size, "big")
