"""What is already there: so that nothing is overwritten unseen, and what is replaced is replaced whole."""

import os
from datetime import UTC, datetime
from pathlib import Path
from shutil import copymode
from zoneinfo import ZoneInfo

from plugins.desk.refusal import Refused
from plugins.records.reading import Reading, read_record
from plugins.records.rules import Rules
from plugins.records.sources import find_sources

RULES = Rules(now=datetime(1970, 1, 1, tzinfo=UTC), zone=ZoneInfo("UTC"), lang="en", extra_fields=frozenset())
"""Enough to read names and titles: nothing here decides who may see what."""


def existing_records(content: Path, kind: str, lang: str) -> tuple[Reading, ...]:
    """Every record of a kind, held ones included; none where the folder does not exist yet."""
    if not content.exists():
        return ()
    if not content.is_dir():
        raise Refused(f"{content} is not a folder", "give the content folder, as in --content content")
    rules = Rules(now=RULES.now, zone=RULES.zone, lang=lang, extra_fields=RULES.extra_fields)
    try:
        sources = find_sources(content)
        return tuple(read_record(content, source, rules) for source in sources.records if source.kind == kind)
    except OSError as error:
        raise Refused(f"{content} can't be read: {error.strerror}", "check that you may read the folder") from None


def write_new(content: Path, path: str, text: str) -> Path:
    """Write a new file. Raises `Refused`, leaving nothing behind."""
    file = content / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise Refused(f"{path} already exists", "rename that file, or delete it") from None
    except OSError as error:
        fix = "check that the disk has room, and that you may write to the folder"
        raise Refused(f"{file} can't be written: {error.strerror}", fix) from None
    return file


def refuse_within_site(file: Path, output: Path, option: str) -> None:
    """What is for staff alone must not lie where a site is served from. Raises `Refused`."""
    if file.resolve().is_relative_to(output.resolve()):
        what = f"{file} would be in {output}, which is the site that readers see"
        raise Refused(what, f"give another place with {option}")


def replace_whole(file: Path, data: bytes) -> None:
    """Write a file next to itself and rename it, with the permissions that it had.

    Raises `OSError`, leaving it as it was.
    """
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        if file.exists():
            copymode(file, temporary)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def replace_unchanged(file: Path, before: bytes, after: bytes, shown: str) -> None:
    """The same, if it is still what it was. Raises `Refused`; `shown` is what the file is called."""
    try:
        if file.read_bytes() != before:
            raise Refused(f"{shown} has just changed", "run the same command again")
        replace_whole(file, after)
    except OSError as error:
        fix = "make the file writable, then run the same command again"
        raise Refused(f"{shown} can't be written: {error.strerror}", fix) from None


def same_name(records: tuple[Reading, ...], path: str, slug: str, lang: str) -> Reading | None:
    """The record whose file or address a new one would take."""
    return next(
        (r for r in records if r.path.casefold() == path.casefold() or (r.slug == slug and r.lang == lang)), None
    )
