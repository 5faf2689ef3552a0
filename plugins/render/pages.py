"""The kinds of outputs: each has a path, a fingerprint and bytes."""

import errno
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from plugins.render.checksums import digest
from plugins.render.theme import Theme


class Output(Protocol):
    """One file of the site."""

    @property
    def path(self) -> str:
        """POSIX path below the output folder."""

    def fingerprint(self, theme: Theme) -> str:
        """Changes whenever the bytes may change."""

    def content(self, theme: Theme) -> bytes:
        """The bytes: the same for the same fingerprint, in any process."""


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder that contains one of these files; all are POSIX paths below the output."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A view, drawn with a template of the theme."""

    path: str
    template: str
    view: Any
    lang: str

    def fingerprint(self, theme: Theme) -> str:
        return digest(f"{theme.fingerprint}\0{self.template}\0{self.lang}\0{self.view!r}".encode())

    def content(self, theme: Theme) -> bytes:
        return theme.draw(self.template, self.view, self.lang).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A view that a function turns into bytes, such as a feed."""

    path: str
    view: Any
    make: Callable[[Any], bytes]
    """A pure function at module level."""
    version: int = 1
    """Increased whenever `make` changes what it writes."""

    def fingerprint(self, theme: Theme) -> str:
        name = f"{self.make.__module__}.{self.make.__qualname__}"
        return digest(f"{name}\0{self.version}\0{self.view!r}".encode())

    def content(self, theme: Theme) -> bytes:
        return self.make(self.view)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """An output that is made only if its inputs have changed."""

    path: str
    inputs: str
    """A fingerprint of everything that `make` uses."""
    make: Callable[[], Output]

    def fingerprint(self, theme: Theme) -> str:
        return digest(f"{theme.fingerprint}\0{self.inputs}".encode())

    def content(self, theme: Theme) -> bytes:
        return self.make().content(theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file that is published as it is."""

    path: str
    source: Path
    sha256: str

    def fingerprint(self, theme: Theme) -> str:
        return self.sha256

    def content(self, theme: Theme) -> bytes:
        return read_unchanged(self.source, self.sha256)


def read_unchanged(source: Path, sha256: str) -> bytes:
    """The bytes whose checksum was taken before. Raises `OSError` if they have changed."""
    data = source.read_bytes()
    if digest(data) != sha256:
        raise OSError(errno.ESTALE, "it was changed while the site was being built", str(source))
    return data
