"""What is in an output before a build: which files our builds made, and whether that is certain."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.render.disk import OutputError
from plugins.render.last_output import Stamps, read_stamps
from plugins.render.manifest import UNKNOWN, Entry, Manifest, read_manifest
from plugins.render.pages import Output
from plugins.render.strangers import keep_line, listed, strangers


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The output as found before a build."""

    known: Mapping[str, Entry]
    """The files made by our builds."""
    trusted: Mapping[str, Entry]
    """The entries of unchanged files, by path."""
    stamps: Stamps
    is_new: bool
    is_repaired: bool
    is_restored: bool
    strangers: tuple[str, ...]
    """Files that were there before the first build."""


def find_output(
    outputs: Sequence[Output], folder: Path, cache: Path, *, publication: bool, keep: Sequence[str], is_ours: bool
) -> Found:
    """Raises `OutputError` if there are files that may or may not be the site's.

    Files that were in a folder before its first build (`is_ours` tells whether there was one) stay, and are listed.
    """
    old, stamps = read_manifest(folder), read_stamps(cache, folder)
    is_first = old is None and not is_ours and not stamps.paths
    is_sure = old is not None and _fits(old, folder, stamps)
    known: Mapping[str, Entry] = old.entries if old is not None else {}
    if old is None or old.sha256 != stamps.manifest:
        known = {**dict.fromkeys(stamps.paths, UNKNOWN), **known}
    others: list[str] = []
    if publication or not is_sure:
        others = list(strangers(folder, known.keys() | {output.path for output in outputs}, keep))
    if others and (publication or not is_first):
        raise OutputError(_unknown(folder, others, is_sure=is_sure or is_first))
    is_repaired = old is not None and old.is_readable and not old.complete
    return Found(
        known=known,
        trusted=known if is_sure and not is_repaired else {},
        stamps=stamps,
        is_new=old is None,
        is_repaired=is_repaired,
        is_restored=not is_sure and not is_first and next(strangers(folder, (), ()), None) is not None,
        strangers=tuple(sorted(others)),
    )


def _fits(manifest: Manifest, folder: Path, stamps: Stamps) -> bool:
    """Whether it is this output's manifest: as the last build left it, or confirmed by the files."""
    if not manifest.complete or manifest.sha256 == stamps.manifest:
        return manifest.is_readable
    try:
        return all(os.lstat(f"{folder}/{path}").st_size == entry.size for path, entry in manifest.entries.items())
    except OSError:
        return False


def _unknown(folder: Path, others: Sequence[str], *, is_sure: bool) -> str:
    files = "a file" if len(others) == 1 else f"{len(others)} files"
    them = "it is" if len(others) == 1 else "they are"
    if is_sure:
        return (
            f"{folder} holds {files} that no build made, and a publication would carry along: {listed(others)}.\n"
            f"  Fix: delete what is not the site's; if {them}, write in pelicanconf.py {keep_line(others)}"
        )
    return (
        f"{folder} holds {files} that this build does not make, and no list of builds names: {listed(others)}.\n"
        "  The list (.daylight.json) is lost, cut short or another's, so nobody can say what is held among them.\n"
        f"  Fix: delete the folder, and build again; or, if {them} the site's own, write in pelicanconf.py "
        f"{keep_line(others)}"
    )
