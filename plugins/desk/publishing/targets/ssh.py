"""A web server that ssh reaches: releases beside each other, and a link that one rename moves to the new one."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256

from plugins.desk.publishing.ledgers import shown_by
from plugins.desk.publishing.model import (
    Plan,
    Site,
    State,
    TargetError,
    carried,
    decoded,
    difference,
    refuse_another_clock,
)
from plugins.desk.publishing.targets.remote import Remote
from plugins.render.manifest import LOCK, MANIFEST
from plugins.render.strangers import is_kept

LOOK = """
set -eu; base=$1
for tool in rsync flock sha256sum; do
  command -v "$tool" >/dev/null || { echo "missing on the server: $tool" >&2; exit 69; }
done
date -u +%s
if [ ! -d "$base" ]; then echo -; exit 0; fi
cd "$base"
if [ -L current ]; then readlink current; elif [ -e current ]; then echo /; exit 0; else echo -; exit 0; fi
id=$(basename "$(readlink current)")
if [ -f "state/$id.json" ]; then cat "state/$id.json"; fi
"""
"""The clock, where the link leads (`-`: there is none, `/`: something else is there), and the state of that."""
PRUNE = """
set -eu; cd "$1"; shift
for folder in releases/*; do
  name=${folder#releases/}; keep=
  for known in "$@"; do if [ "$name" = "$known" ]; then keep=1; fi; done
  if [ -z "$keep" ]; then rm -rf "$folder"; fi
done
for file in state/*; do
  name=${file#state/}; keep=
  for known in "$@"; do if [ "$name" = "$known.json" ]; then keep=1; fi; done
  if [ -z "$keep" ]; then rm -f "$file"; fi
done
"""
READY = """
set -eu; cd "$1"; id=$2
mkdir -p releases
(umask 077; mkdir -p state)
newest=
for part in releases/*.part; do
  [ -d "$part" ] || continue
  if [ -n "$newest" ]; then rm -rf "$newest"; fi
  newest=$part
done
if [ -n "$newest" ] && [ "$newest" != "releases/$id.part" ]; then mv "$newest" "releases/$id.part"; fi
mkdir -p "releases/$id.part"
"""
"""What an interrupted publication had sent is taken up."""
CARRY = """
set -eu; cd "$1/releases"
while IFS= read -r path; do
  if [ -f "$2/$path" ]; then mkdir -p "$(dirname "$3/$path")"; ln -f "$2/$path" "$3/$path"; fi
done
"""
CHECK = """
set -eu; cd "$1/releases/$2.part"
sha256sum --check --strict --quiet - >&2
found=$(find . -type f | wc -l)
if [ "$found" -ne "$3" ]; then echo "$found files are there instead of $3" >&2; exit 65; fi
sync -f . 2>/dev/null || sync
"""
REMEMBER = """
set -eu; cd "$1/state"
cat >"$2.tmp"
echo "$3  $2.tmp" | sha256sum --check --strict --quiet - >&2
mv -f "$2.tmp" "$2.json"
"""
SWITCH = """
set -eu; cd "$1"; id=$2; expected=$3; who=$4
if [ "$(tail -n +2 .lock-holder)" != "$who" ]; then echo "the lock was lost" >&2; exit 75; fi
now=-; if [ -L current ]; then now=$(basename "$(readlink current)"); fi
if [ "$now" = "$id" ]; then exit 0; fi
if [ "$now" != "$expected" ]; then echo "meanwhile $now went out" >&2; exit 75; fi
if [ -d "releases/$id.part" ]; then mv -T "releases/$id.part" "releases/$id"; fi
[ -d "releases/$id" ]
ln -sfn "releases/$id" .current.new
mv -T .current.new current
"""
"""The last line is the moment at which the new site is out."""
LIST = 'set -eu; cd "$1/current/"; find . -type f -print0'
READ = """
set -eu; cd "$1/state"; shift
for id in "$@"; do if [ -f "$id.json" ]; then cat "$id.json"; printf '\\0'; fi; done
"""
DROP = 'set -eu; cd "$1"; shift; for id in "$@"; do rm -rf "releases/$id" "state/$id.json"; done'
EMPTY = 'set -eu; cd "$1"; shift; for id in "$@"; do rm -rf "releases/$id"; done'


@dataclass(slots=True, kw_only=True)
class SshTarget:
    """`path` holds `releases/`, `state/` and the link `current`, which is what the web server shows."""

    name: str
    url: str
    remote: Remote
    path: str
    who: str = ""
    remembers: bool = True
    sends_twins: bool = True

    @property
    def place(self) -> str:
        return f"{self.remote.address}:{self.path}"

    @contextmanager
    def locked(self, who: str) -> Iterator[None]:
        self.who = who
        with self.remote.locked(self.path, who):
            yield

    def live(self) -> State | None:
        asked = time.time()
        clock, link, state = _three(self.remote.run(LOOK, self.path))
        if abs(time.time() - asked) < 60:
            refuse_another_clock(float(clock), asked, self.remote.host)
        if link == "-":
            return None
        if link == "/" or not link.startswith("releases/") or not state:
            raise TargetError(
                f"{self.place}/current is not a site that Daylight published.",
                f"move it away: {self.remote.login} mv {self.path}/current {self.path}/before",
            )
        try:
            return decoded(state)
        except ValueError as error:
            raise TargetError(
                f"{self.place}/state/{link.removeprefix('releases/')}.json can't be read: {error}.",
                "go back to the site before with invoke rollback, or move that folder away and publish again",
            ) from None

    def plan(self, site: Site, live: State | None) -> Plan:
        return difference(site, live)

    def put(self, site: Site, live: State | None) -> list[str]:
        state = site.state
        self.remote.run(READY, self.path, state.id)
        unchanged = [f"--link-dest=../{live.id}"] if live is not None else []
        hidden = [f"--exclude=/{name}" for name in (MANIFEST, LOCK)]
        self.remote.sync(site.folder, f"{self.path}/releases/{state.id}.part", *unchanged, *hidden)
        sums = {path: file.sha256 for path, file in state.files.items()}
        own: tuple[str, ...] = ()
        if live is not None:
            along = carried(site, live)
            sums |= {path: live.files[path].sha256 for path in along}
            own = self._own(site, live, sums) if site.keep else ()
            if along or own:
                lines = "".join(f"{path}\n" for path in (*along, *own)).encode()
                self.remote.run(CARRY, self.path, live.id, f"{state.id}.part", given=lines)
        lines = "".join(_sum(path, sha256) for path, sha256 in sums.items()).encode()
        self.remote.run(CHECK, self.path, state.id, str(len(sums) + len(own)), given=lines)
        self._remember(state)
        return []

    def _own(self, site: Site, live: State, ours: Mapping[str, str]) -> tuple[str, ...]:
        """Files over there that are the site's own, such as the proof that a certificate asks for."""
        there = self.listing() or frozenset()
        others = (path for path in sorted(there) if path not in ours and path not in live.files and "\n" not in path)
        return tuple(path for path in others if is_kept(path, site.keep))

    def listing(self) -> frozenset[str] | None:
        said = self.remote.run(LIST, self.path)
        return frozenset(path.removeprefix("./") for path in said.split("\0") if path)

    def renew(self, state: State) -> bool:
        self._remember(state)
        return True

    def switch(self, site: Site, live: State | None) -> str:
        self._switch(site.state.id, live.id if live is not None else "-")
        return ""

    def tidy(self, taken_down: Iterable[str], site_url: str) -> list[str]:
        """Delete what is not kept, and each kept release that shows what was taken down; and remember why."""
        live, uids = self.live(), frozenset(taken_down)
        if live is None:
            return []
        self.remote.run(PRUNE, self.path, live.id, *live.before)
        deleted = 0
        for state in self._states(live.before if uids else ()):
            gone = [name for uid, name in shown_by(state, site_url).items() if uid in uids]
            if gone and not set(gone) <= set(state.gone):
                self._remember(replace(state, gone=tuple(dict.fromkeys((*state.gone, *gone)))))
                self.remote.run(EMPTY, self.path, state.id)
                deleted += 1
        if not deleted:
            return []
        what = "1 kept release was" if deleted == 1 else f"{deleted} kept releases were"
        return [f"{what} deleted there, because {'it' if deleted == 1 else 'they'} showed what was taken down."]

    def earlier(self) -> State | None:
        live = self.live()
        if live is None or not live.before:
            return None
        return next(iter(self._states(live.before[:1])), None)

    def back(self, earlier: State, live: State) -> str:
        self._remember(earlier)
        self._switch(earlier.id, live.id)
        self.remote.run(DROP, self.path, live.id)
        return ""

    def _switch(self, id: str, expected: str) -> None:
        try:
            self.remote.run(SWITCH, self.path, id, expected, self.who)
        except TargetError as error:
            if not self._is_out(id, error):
                raise

    def _is_out(self, id: str, error: TargetError) -> bool:
        """An answer that was lost says nothing: look again. Raises `TargetError` where nobody answers."""
        for pause in (0.0, 1.0, 3.0):
            time.sleep(pause)
            try:
                now = self.live()
            except TargetError:
                continue
            return now is not None and now.id == id
        what = str(error).partition("\n")[0].removesuffix("The site is unchanged.")
        raise TargetError(
            f"{what}Whether the new site is out is not known; what is out is complete.",
            "publish again once the server answers",
            unsure=True,
        )

    def _states(self, ids: Iterable[str]) -> list[State]:
        wanted = list(ids)
        if not wanted:
            return []
        read = self.remote.run(READ, self.path, *wanted)
        return [decoded(text) for text in read.split("\0") if text.strip()]

    def _remember(self, state: State) -> None:
        data = state.encoded()
        self.remote.run(REMEMBER, self.path, state.id, sha256(data).hexdigest(), given=data)


def _three(said: str) -> tuple[str, str, str]:
    clock, _, rest = said.partition("\n")
    link, _, state = rest.partition("\n")
    return clock, link, state


def _sum(path: str, sha256: str) -> str:
    """As sha256sum writes it; a name with a backslash or a line break begins with a backslash."""
    plain = path.replace("\\", "\\\\").replace("\n", "\\n")
    return f"{'' if plain == path else chr(92)}{sha256}  {plain}\n"
