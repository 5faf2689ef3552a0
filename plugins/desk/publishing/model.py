"""What every kind of target can do, and what it remembers of the site that it shows."""

import getpass
import json
import os
import re
import socket
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from plugins.desk.refusal import Refused

VERSION = 1
KEPT = 5
"""Sites that a target keeps: the one that is out, and those before it."""
SKEW = 120
"""Seconds by which the clocks of two computers may differ."""
HASHED = re.compile(r"(.*/)?theme/(.+/)?[^/]+[.][0-9a-f]{8,64}[.][A-Za-z0-9]+")
"""Files whose names change with their bytes: whoever has an older page open still asks for the older ones."""


class File(NamedTuple):
    sha256: str
    size: int


class TargetError(Refused):
    """Something over there went wrong: what is out is the old site, unless it says otherwise."""

    def __init__(self, what: str, fix: str, *, unsure: bool = False) -> None:
        super().__init__(what, fix)
        self.unsure = unsure
        """Whether nobody can tell which of both sites is out."""


class Busy(Refused):
    """Somebody else publishes there at this moment."""

    def __init__(self, who: str, fix: str = "wait until it is done, then publish again") -> None:
        by = f": {who}" if who else ""
        super().__init__(f"Another publication is in progress{by}.", fix)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a target remembers of a site: nothing in it names what is held."""

    id: str
    """Of the publication."""
    last: str
    """The moment it was made for, as ISO 8601 in UTC."""
    next: str
    """The next moment after which a build gives other bytes; empty for none."""
    who: str = ""
    ledger: str = ""
    """The text of the ledger that it went out with."""
    files: Mapping[str, File] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    """The publications that were out before it and are kept, the newest first."""
    gone: tuple[str, ...] = ()
    """What it showed and was taken down since, by title and address."""

    def encoded(self) -> bytes:
        return (json.dumps({"version": VERSION, **asdict(self)}, ensure_ascii=False, indent=0) + "\n").encode()


def decoded(data: bytes | str) -> State:
    """Raises `ValueError` for what no publication of ours wrote."""
    try:
        said = json.loads(data)
        if said["version"] != VERSION:
            raise ValueError(f"its version is {said['version']}")
        return State(
            id=str(said["id"]), last=str(said["last"]), next=str(said["next"]), who=str(said["who"]),
            ledger=str(said["ledger"]), before=tuple(map(str, said["before"])), gone=tuple(map(str, said["gone"])),
            files={str(path): File(str(sha256), int(size)) for path, (sha256, size) in said["files"].items()},
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{error} is wrong or missing") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A build that passed every check and may go out, and how it will be remembered."""

    folder: Path
    state: State
    ledger_before: bytes | None = None
    """The ledger in the content folder before this publication; None where there was none."""
    keep: tuple[str, ...] = ()
    """Patterns of files at the target that are the site's own (KEEP_FILES)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a publication changes, file by file."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    bytes: int
    """Of the files that are new or changed."""
    before: int
    """Files of the site that is out."""


class Target(Protocol):
    """A place that shows a site. Whatever is killed, it shows the old site or the new one."""

    @property
    def name(self) -> str:
        """As TARGETS calls it; empty for a folder that was given by --output."""

    @property
    def url(self) -> str:
        """Where the site is looked at from outside; empty where nobody can."""

    @property
    def place(self) -> str:
        """For messages."""

    @property
    def remembers(self) -> bool:
        """Whether its ledger counts for whoever publishes there."""

    @property
    def sends_twins(self) -> bool:
        """Whether a web server there can send compressed twins of files."""

    def locked(self, who: str) -> AbstractContextManager[None]:
        """Keep every other publication away. Raises `Busy`, which says who and since when."""

    def live(self) -> State | None:
        """What is out. Raises `TargetError` where that cannot be known, and where its clock is another."""

    def plan(self, site: Site, live: State | None) -> Plan:
        """What would change."""

    def put(self, site: Site, live: State | None) -> list[str]:
        """Have all of it there, compared byte for byte; nothing of it shows yet. Returns lines for whoever publishes.

        Raises `TargetError`.
        """

    def switch(self, site: Site, live: State | None) -> str:
        """Show it. Returns a line for whoever publishes, or nothing. Raises `TargetError`."""

    def renew(self, state: State) -> bool:
        """If no byte of the site is new, record its times again. False if it must be published again."""

    def tidy(self, taken_down: Iterable[str], site_url: str) -> list[str]:
        """Once it is out: keep a few, and none that shows one of these records, known by their uids. Returns lines."""

    def listing(self) -> frozenset[str] | None:
        """Every file that is out, by its path; None where there is nothing."""

    def earlier(self) -> State | None:
        """The site before the last publication. Raises `TargetError`."""

    def back(self, earlier: State, live: State) -> str:
        """Show that again."""


def difference(site: Site, live: State | None) -> Plan:
    """File by file, by checksums."""
    old, new = (live.files if live is not None else {}), site.state.files
    added = tuple(path for path in new if path not in old)
    changed = tuple(path for path in new if path in old and old[path].sha256 != new[path].sha256)
    removed = tuple(path for path in old if path not in new)
    size = sum(new[path].size for path in (*added, *changed))
    return Plan(new=added, changed=changed, removed=removed, bytes=size, before=len(old))


def kept_before(live: State | None) -> tuple[str, ...]:
    """The publications that stay beside a new one."""
    return (live.id, *live.before)[: KEPT - 1] if live is not None else ()


def carried(site: Site, live: State | None) -> tuple[str, ...]:
    """Hashed files of the site that is out, which the new one keeps for whoever has an older page open."""
    old = live.files if live is not None else {}
    return tuple(path for path in old if path not in site.state.files and HASHED.fullmatch(path))


def whoami() -> str:
    """Who publishes, from where and since when, for whoever else wants to."""
    try:
        user = os.environ.get("GITHUB_ACTOR") or os.environ.get("GITLAB_USER_LOGIN") or getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    return f"{user} on {socket.gethostname()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"


def refuse_another_clock(theirs: float, ours: float, place: str) -> None:
    """A clock that is ahead would publish what is held. Raises `TargetError`."""
    apart = ours - theirs
    if abs(apart) > SKEW:
        way = "ahead of" if apart > 0 else "behind"
        raise TargetError(
            f"This computer's clock is {_span(abs(apart))} {way} that of {place}. Nothing was published.",
            "set the wrong one by the network, as with timedatectl set-ntp true, and publish again",
        )


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds < 7200 else f"{seconds / 3600:.0f} hours"
