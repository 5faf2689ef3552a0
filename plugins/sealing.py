"""Seals the files that a build leaves in its cache, with a key that is not kept there.

`python -m plugins.sealing` makes the key, which `make` does. Anyone who can write only the cache, such as one kept
between runs or shared between computers, can neither read the key nor make a seal.
"""

import hashlib
import hmac
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

VARIABLE = "DAYLIGHT_CACHE_KEY"
FEWEST = 32
"""Least characters of a given key."""
BYTES = 32
"""Bytes of a key, and of a seal."""
NO_KEY = (
    "The cache serves this build alone: no key to seal it with could be kept. "
    f"Run make html once, or set {VARIABLE} to {FEWEST} characters or more that nobody else knows."
)


class BrokenSealError(ValueError):
    """The content was changed, or was sealed with another key."""


class Key(NamedTuple):
    secret: bytes
    name: str
    """Identifies the key without revealing it. Empty for a key that the next build will not have."""

    @property
    def is_kept(self) -> bool:
        return bool(self.name)


def sealed(of: str, body: bytes) -> bytes:
    """The content after its seal. `of` says what it is, so that it cannot be passed off as anything else."""
    return seal_for(of, body) + body


def unsealed(of: str, data: bytes) -> bytes:
    """The content. Raises `BrokenSealError`."""
    check(of, data)
    return data[BYTES:]


def seal_for(of: str, body: bytes) -> bytes:
    """What `sealed` puts before it: HMAC-SHA-256 (RFC 2104), as fast as SHA-256, which processors have built in."""
    return _seal(of, memoryview(body))


def check(of: str, data: bytes) -> None:
    """Like `unsealed`, without copying the content."""
    if not hmac.compare_digest(data[:BYTES], _seal(of, memoryview(data)[BYTES:])):
        raise BrokenSealError


@cache
def key() -> Key:
    """From the environment, or else from a file next to the libraries, which is created if missing.

    Raises `SystemExit` if the given key is too easy to guess.
    """
    given = os.environ.get(VARIABLE, "")
    if given and len(given) < FEWEST:
        raise SystemExit(
            f"{VARIABLE} has {len(given)} characters, and who can guess it can write pages; nothing was built.\n"
            f"  Fix: give it {FEWEST} or more, as openssl rand -hex 32 prints them, or leave it out."
        )
    if given:
        return _named(hashlib.sha256(given.encode()).digest())
    secret = _beside_the_libraries() if sys.prefix != sys.base_prefix else b""
    return _named(secret) if secret else Key(os.urandom(BYTES), "")


def _beside_the_libraries() -> bytes:
    """If two processes create it at once, the first wins. Empty if it cannot be saved."""
    file = Path(sys.prefix, "cache-key")
    temporary = file.with_name(f"{file.name}.{os.getpid()}.part")
    with suppress(OSError):
        if (known := _read(file)) or not os.access(file.parent, os.W_OK):
            return known
        temporary.unlink(missing_ok=True)
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(os.urandom(BYTES))
        if file.exists():  # truncated, for example by a full disk
            file.unlink()
        with suppress(FileExistsError):
            os.link(temporary, file)
        temporary.unlink()
        return _read(file)
    with suppress(OSError):
        temporary.unlink(missing_ok=True)
    return b""


def _read(file: Path) -> bytes:
    """Empty if it is not a key."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return b""
    return data if len(data) == BYTES else b""


def _named(secret: bytes) -> Key:
    return Key(secret, hashlib.sha256(b"name\0" + secret).hexdigest()[:16])


def _seal(of: str, body: memoryview) -> bytes:
    made = hmac.new(key().secret, of.encode() + b"\0", hashlib.sha256)
    made.update(body)
    return made.digest()


if __name__ == "__main__":
    raise SystemExit(0 if key().is_kept else NO_KEY)
