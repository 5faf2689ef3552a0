"""Whether anything has changed since an output was last built. If nothing has, there is nothing to do.

The whole site is a function of the content, the theme, the code, the settings and the hour. All of these are compared
here by what the disk says of them, before a single file is read.
"""

import hashlib
import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from plugins.newsroom.edition import Edition
from plugins.newsroom.settings import Settings
from plugins.newsroom.shelf import FRESH
from plugins.render.output import files_as_left
from plugins.render.pages import digest

LIBRARIES = ("Babel", "Jinja2", "Markdown", "feedgen", "lxml", "nh3", "pelican", "pikepdf", "pillow", "pydantic",
             "pypdfium2")  # fmt: skip
PLUGINS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is remembered of a build that came to its end."""

    inputs: str
    """A fingerprint of all that it was made from, as the disk tells it."""
    at: int
    """When that was looked at, before anything was read: nanoseconds."""
    since: str
    until: str
    """The hours for which it holds, as ISO 8601."""
    problems: str
    """What the build had to say of the content."""


def look(settings: Settings) -> tuple[str, int]:
    """A fingerprint of all that a build is made from, and the moment; 0 where something changed too lately to tell."""
    at, newest = time.time_ns(), 0
    seen = hashlib.sha256()
    for folder in (settings.content, settings.theme, PLUGINS):
        for path, size, mtime_ns, ctime_ns in sorted(_files(folder)):
            seen.update(f"{path}\0{size}\0{mtime_ns}\0{ctime_ns}\n".encode("utf-8", "surrogateescape"))
            newest = max(newest, mtime_ns)
    shown = {name: getattr(settings, name) for name in settings.__slots__ if name not in ("now", "extra_fields")}
    shown["extra_fields"] = sorted(settings.extra_fields)
    libraries = [sys.version, *(version(name) for name in LIBRARIES)]
    return digest(f"{shown!r}\0{libraries!r}\0{seen.hexdigest()}".encode()), at if newest < at - FRESH else 0


def standing(settings: Settings, inputs: str, at: int) -> tuple[Standing, int] | None:
    """What was remembered of the output, and how many files it has, if all of it still is as it was left."""
    if not at or settings.publishing:
        return None
    try:
        found = Standing(**json.loads(_file(settings).read_text(encoding="utf-8")))
        same = found.inputs == inputs and found.at
        hours = datetime.fromisoformat(found.since) <= settings.now < datetime.fromisoformat(found.until)
    except (OSError, ValueError, TypeError):
        return None
    files = files_as_left(
        settings.output, settings.cache, publication=settings.publication, now=settings.now_text
    ) if same and hours else None  # fmt: skip
    return None if files is None else (found, files)


def remember(edition: Edition, problems: str) -> None:
    """Write down a build that came to its end. A cache that cannot be written costs the next build its time."""
    settings = edition.settings
    inputs, at = edition.library.looked
    since, until = edition.library.window
    now = Standing(inputs=inputs, at=at, since=since.isoformat(), until=until.isoformat(), problems=problems)
    file = _file(settings)
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        temporary.write_text(json.dumps(asdict(now)), encoding="utf-8")
        temporary.replace(file)
    except OSError:
        return


def _file(settings: Settings) -> Path:
    return settings.cache / f"standing-{digest(os.path.realpath(settings.output).encode())[:16]}.json"


def _files(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """Path, size, and times of the text and of any change, of every entry; a link counts as what it is.

    The second time tells of a file that was another for a while and then the old one again.
    """
    stack = [str(folder)]
    while stack:
        try:
            entries = list(os.scandir(stack.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            try:
                found = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if stat.S_ISDIR(found.st_mode):
                stack.append(entry.path)
                yield entry.path, 0, 0, 0
            else:
                yield entry.path, found.st_size, found.st_mtime_ns, found.st_ctime_ns
