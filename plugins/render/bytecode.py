"""Compiled templates, kept next to the theme in `__pycache__`, as Python keeps its own compiled code.

Anyone who can write there can write the templates, so it is as trustworthy as they are. A build reads it and never
writes it (`precompile` does), and the folder is safe to delete.
"""

import hashlib
import marshal
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from plugins.render.manifest import put

SEAL = 32
"""Bytes of the checksum at the beginning of a file."""


class CompiledTemplates(BytecodeCache):
    """One file per template and language. Files compiled from other texts, or by other code, are not used."""

    def __init__(self, theme: Path, digest: str, lang: str):
        """`digest` is that of all templates and catalogs: the code includes their words and imported templates."""
        self._folder = theme / "__pycache__"
        self._lang = lang
        self._of = hashlib.sha256(_compiler() + digest.encode()).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        return hashlib.sha256(f"{self._of}\0{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError, ValueError, EOFError, TypeError):
            data = self.file(bucket).read_bytes()
            if data[:SEAL] == _seal(bucket, data[SEAL:]):
                bucket.code = marshal.loads(data[SEAL:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Discards what was compiled in between."""

    def file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{self._lang}.{sys.implementation.cache_tag}.jinja"


class KeptTemplates(CompiledTemplates):
    """Saves what was compiled. Raises `OSError` if it cannot be written."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        file = self.file(bucket)
        file.parent.mkdir(exist_ok=True)
        code = marshal.dumps(bucket.code)
        put(file, _seal(bucket, code) + code)


def _seal(bucket: Bucket, code: bytes) -> bytes:
    return hashlib.sha256(bucket.checksum.encode() + code).digest()


@cache
def _compiler() -> bytes:
    """Everything that determines how a template is compiled."""
    ours = b"".join(Path(__file__).with_name(name).read_bytes() for name in ("theme.py", "folding.py", "words.py"))
    return f"{sys.version} {jinja2.__version__} ".encode() + ours
