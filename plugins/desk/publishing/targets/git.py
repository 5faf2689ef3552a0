"""A branch that a host shows, such as GitHub Pages: one commit for each publication, and all of them stay."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from plugins.desk.publishing.ledgers import ledger_in
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
from plugins.desk.publishing.online.asking import Unreachable, ask
from plugins.render.manifest import LOCK, MANIFEST

STATE, COMING = "refs/daylight/state", "refs/daylight/coming"
"""The state that belongs to the branch, and what has been sent and does not show yet."""
HEAD_HERE, STATE_HERE = "refs/target/head", "refs/target/state"
NO_JEKYLL, CNAME = ".nojekyll", "CNAME"
"""For GitHub Pages: show every file as it is, and under this name."""
HOSTS_OWN = (".github.io", ".gitlab.io", ".codeberg.page")
PATIENCE = 1800
ZERO = "0" * 40


@dataclass(slots=True, kw_only=True)
class GitTarget:
    """The push decides who was first: both refs move together, and only from where they were."""

    name: str
    url: str
    remote: str
    branch: str
    repository: Path
    """A bare one of our own, in which commits are made."""
    remembers: bool = True
    sends_twins: bool = False
    head: str = ""
    state_commit: str = ""
    commit: str = ""
    """The one that `put` made."""
    new_state: str = ""

    @property
    def place(self) -> str:
        return f"{self.remote} ({self.branch})"

    @contextmanager
    def locked(self, who: str) -> Iterator[None]:
        """Nothing is locked: who pushes second is refused, and told who was first."""
        yield

    def live(self) -> State | None:
        if not (self.repository / "HEAD").exists():
            self.repository.parent.mkdir(parents=True, exist_ok=True)
            self._run("init", "--quiet", "--bare", str(self.repository), anywhere=True)
        self.head, self.state_commit = self._there()
        self._compare_clocks()
        if not self.head:
            return None
        self._fetch()
        if not self.state_commit:
            return State(id=self.head, last="", next="")
        return self._read_state(STATE_HERE)

    def plan(self, site: Site, live: State | None) -> Plan:
        return difference(site, live)

    def put(self, site: Site, live: State | None) -> list[str]:
        said = self._by_hand(live)
        (site.folder / NO_JEKYLL).touch()
        host = urlsplit(self.url).hostname or ""
        if host and not host.endswith(HOSTS_OWN) and not (site.folder / CNAME).exists():
            (site.folder / CNAME).write_text(f"{host}\n", encoding="ascii")
        tree = self._tree(site, live)
        parents = ["-p", self.head] if self.head else []
        self.commit = self._run("commit-tree", tree, *parents, "-m", f"Publish as of {site.state.last}").strip()
        self._make_state(replace(site.state, id=self.commit), self.state_commit)
        self._run("push", "--quiet", "--force", self.remote, f"{self.commit}:{COMING}")
        return said

    def switch(self, site: Site, live: State | None) -> str:
        self._push()
        return ""

    def renew(self, state: State) -> bool:
        self.commit = self.head
        before = self._run("rev-parse", "--verify", "--quiet", f"{self.state_commit}^", may_fail=True).strip()
        self._make_state(state, before)
        self._push()
        return True

    def tidy(self, taken_down: Iterable[str], site_url: str) -> list[str]:
        """The history of a branch keeps everything: what was just taken down is said, for it is still there."""
        self._run("gc", "--auto", "--quiet", may_fail=True)
        before = self._run("show", f"{self.new_state}^:ledger.json", may_fail=True) if self.new_state else ""
        shown = {uid for uid, entry in ledger_in(before).records.items() if not entry.taken_down}
        if not shown & set(taken_down):
            return []
        return [
            f"The history of {self.branch} still holds what was taken down. To remove it there, too: "
            f"git push {self.remote} :{self.branch} :{STATE}, then publish again with --force-ledger."
        ]

    def listing(self) -> frozenset[str] | None:
        self.head, self.state_commit = self._there()
        if not self.head:
            return None
        self._fetch()
        names = self._run("ls-tree", "-r", "-z", "--name-only", HEAD_HERE)
        return frozenset(name for name in names.split("\0") if name and name not in (NO_JEKYLL, CNAME))

    def earlier(self) -> State | None:
        live = self.live()
        if live is None or not self.state_commit:
            return None
        self._run("fetch", "--quiet", "--force", "--depth=2", self.remote, f"+{STATE}:{STATE_HERE}")
        if not self._run("rev-parse", "--verify", "--quiet", f"{STATE_HERE}^", may_fail=True).strip():
            return None
        return self._read_state(f"{STATE_HERE}^")

    def back(self, earlier: State, live: State) -> str:
        if not self._has(earlier.id):
            self._run("fetch", "--quiet", "--force", self._all(), self.remote, f"+refs/heads/{self.branch}:{HEAD_HERE}")
        if not self._has(earlier.id):
            raise TargetError(
                f"The commit {earlier.id[:10]} is not in the history of {self.branch} any more.",
                "correct the content, and publish again",
            )
        message = f"Go back to the site as of {earlier.last}"
        tree = self._run("rev-parse", f"{earlier.id}^{{tree}}").strip()
        self.commit = self._run("commit-tree", tree, "-p", self.head, "-m", message).strip()
        self._run("fetch", "--quiet", "--force", "--depth=3", self.remote, f"+{STATE}:{STATE_HERE}")
        before = self._run("rev-parse", "--verify", "--quiet", f"{STATE_HERE}^^", may_fail=True).strip()
        self._make_state(replace(earlier, id=self.commit), before)
        self._push()
        return ""

    def _compare_clocks(self) -> None:
        """With whoever shows the site: Git itself tells no time. A site that can't be reached yet tells none either."""
        try:
            said = ask(f"{self.url}/").headers.get("date", "") if self.url else ""
            theirs = parsedate_to_datetime(said).timestamp() if said else 0.0
        except (Unreachable, ValueError):
            return
        if theirs:
            refuse_another_clock(theirs, time.time(), self.url)

    def _there(self) -> tuple[str, str]:
        """The commits of the branch and of its state, as the remote has them now; empty for none."""
        said = self._run("ls-remote", self.remote, f"refs/heads/{self.branch}", STATE)
        found = {name: commit for commit, _, name in (line.partition("\t") for line in said.splitlines())}
        return found.get(f"refs/heads/{self.branch}", ""), found.get(STATE, "")

    def _fetch(self) -> None:
        refs = [f"+refs/heads/{self.branch}:{HEAD_HERE}"]
        refs += [f"+{STATE}:{STATE_HERE}"] if self.state_commit else []
        self._run("fetch", "--quiet", "--force", "--depth=1", self.remote, *refs)

    def _read_state(self, commit: str) -> State:
        try:
            state = decoded(self._run("show", f"{commit}:state.json"))
        except ValueError as error:
            raise TargetError(
                f"{STATE} of {self.remote} can't be read: {error}.",
                f"remove it, and publish with --force-ledger: git push {self.remote} :{STATE}",
            ) from None
        return replace(state, ledger=self._run("show", f"{commit}:ledger.json"))

    def _by_hand(self, live: State | None) -> list[str]:
        if live is None or live.id == self.head:
            return []
        by = self._run("show", "--no-patch", "--format=%h by %an, %cs", HEAD_HERE).strip()
        return [f"{self.branch} had a commit that Daylight did not make ({by}): the history keeps it."]

    def _tree(self, site: Site, live: State | None) -> str:
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": f"{folder}/index", "GIT_WORK_TREE": str(site.folder)}
            hidden = [f":(exclude,top){name}" for name in (MANIFEST, LOCK)]
            self._run("add", "--all", "--force", "--", ".", *hidden, more=index)
            along = frozenset(carried(site, live))
            rows = self._run("ls-tree", "-r", "-z", HEAD_HERE).split("\0") if along else []
            kept = [row for row in rows if row.partition("\t")[2] in along]
            if kept:
                lines = "".join(f"{row}\0" for row in kept)
                self._run("update-index", "-z", "--index-info", more=index, given=lines.encode())
            return self._run("write-tree", more=index).strip()

    def _make_state(self, state: State, parent: str) -> None:
        ledger = self._run("hash-object", "-w", "--stdin", given=state.ledger.encode()).strip()
        data = self._run("hash-object", "-w", "--stdin", given=replace(state, ledger="").encoded()).strip()
        rows = f"100644 blob {ledger}\tledger.json\n100644 blob {data}\tstate.json\n"
        tree = self._run("mktree", given=rows.encode()).strip()
        parents = ["-p", parent] if parent else []
        self.new_state = self._run("commit-tree", tree, *parents, "-m", f"As of {state.last}").strip()

    def _push(self) -> None:
        """Both refs or none, and only where they are as we saw them."""
        branch = f"refs/heads/{self.branch}"
        try:
            self._run(
                "push", "--quiet", "--atomic",
                f"--force-with-lease={branch}:{self.head}", f"--force-with-lease={STATE}:{self.state_commit}",
                self.remote, f"{self.commit}:{branch}", f"{self.new_state}:{STATE}",
            )  # fmt: skip
        except TargetError as error:
            self._after_a_failed_push(error)
        self._run("push", "--quiet", self.remote, f":{COMING}", may_fail=True)

    def _after_a_failed_push(self, error: TargetError) -> None:
        """An answer that was lost says nothing: look again."""
        try:
            head, state = self._there()
        except TargetError:
            what = str(error).partition("\n")[0].removesuffix("The site is unchanged.")
            raise TargetError(
                f"{what}Whether the new site is out is not known; what is out is complete.",
                "publish again once the host answers",
                unsure=True,
            ) from None
        if (head, state) == (self.commit, self.new_state):
            return
        if (head, state) != (self.head, self.state_commit):
            self._fetch()
            by = self._run("show", "--no-patch", "--format=%an, %ci", HEAD_HERE, may_fail=True).strip()
            raise TargetError(f"Another publication went out first: {by}.", "publish again") from None
        raise error

    def _all(self) -> str:
        return "--unshallow" if (self.repository / "shallow").exists() else "--tags"

    def _has(self, commit: str) -> bool:
        return bool(self._run("rev-parse", "--verify", "--quiet", f"{commit}^{{tree}}", may_fail=True).strip())

    def _run(
        self, *words: str, given: bytes = b"", more: dict[str, str] | None = None, may_fail: bool = False,
        anywhere: bool = False,
    ) -> str:  # fmt: skip
        where = [] if anywhere else [f"--git-dir={self.repository}"]
        plain = ["-c", "core.autocrlf=false", "-c", "core.quotePath=false", "-c", "gc.autoDetach=false"]
        try:
            done = subprocess.run(
                ["git", *where, *plain, *words],
                input=given, capture_output=True, check=False, timeout=PATIENCE, env={**_environment(), **(more or {})},
            )  # fmt: skip
        except FileNotFoundError:
            raise TargetError("There is no program git on this computer.", "install it: apt-get install git") from None
        except subprocess.TimeoutExpired:
            raise self._told("timed out") from None
        if done.returncode and not may_fail:
            raise self._told(done.stderr.decode("utf-8", "replace"))
        return "" if done.returncode else done.stdout.decode("utf-8", "surrogateescape")

    def _told(self, said: str) -> TargetError:
        lines = [line.strip() for line in said.splitlines() if line.strip()] or ["no answer"]
        for sign, what, fix in _MEANINGS:
            if any(sign.lower() in line.lower() for line in lines):
                names = {"remote": self.remote, "branch": self.branch}
                return TargetError(f"{what.format(**names)} The site is unchanged.", fix.format(**names))
        line = next((line for line in lines if line.startswith(("fatal:", "error:", "remote:", "!"))), lines[-1])
        return TargetError(f"{self.remote}: {line}. The site is unchanged.", "correct that, and publish again")


_MEANINGS = (
    (
        "identification has changed",
        "The host of {remote} has another key than before: it may not be the same computer.",
        "compare the key with the one that the host publishes, then type ssh-keygen -R HOST and connect once with ssh",
    ),
    (
        "host key verification failed",
        "The host of {remote} is not known to this computer yet.",
        "connect once, as with ssh -T git@HOST, and compare its fingerprint with the one that the host publishes",
    ),
    (
        "permission denied (",
        "{remote} does not accept your key.",
        "load it into the agent, as with ssh-add ~/.ssh/id_ed25519, and try: git ls-remote {remote}",
    ),
    (
        "could not read username",
        "{remote} asks who you are, and there are no credentials.",
        "give it by ssh, as in git@HOST:OWNER/SITE.git, or set up a credential helper; try: git ls-remote {remote}",
    ),
    (
        "authentication failed",
        "{remote} does not accept your credentials.",
        "renew them in the credential helper, and try: git ls-remote {remote}",
    ),
    (
        "could not resolve host",
        "The host of {remote} can't be found.",
        "check the remote in TARGETS of publishconf.py, and the network",
    ),
    (
        "protected branch",
        "The branch {branch} is protected.",
        "let whoever publishes push to it, in the settings of the repository",
    ),
    (
        "no space left on device",
        "The disk is full, here or at {remote}.",
        "free some space, and publish again",
    ),
    (
        "the remote end hung up",
        "The connection to {remote} was lost.",
        "check the network, and publish again",
    ),
    (
        "does not appear to be a git repository",
        "There is no repository {remote}.",
        "check the remote in TARGETS of publishconf.py, and try: git ls-remote {remote}",
    ),
    (
        "repository not found",
        "There is no repository {remote}, or you may not see it.",
        "check the remote in TARGETS of publishconf.py, and try: git ls-remote {remote}",
    ),
)


def _environment() -> dict[str, str]:
    """Nobody is asked anything; commits have a name where Git has none."""
    ours = {
        "LC_ALL": "C.UTF-8",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=10",
        "GIT_AUTHOR_NAME": "Daylight", "GIT_COMMITTER_NAME": "Daylight",
        "GIT_AUTHOR_EMAIL": "daylight@localhost", "GIT_COMMITTER_EMAIL": "daylight@localhost",
    }  # fmt: skip
    for key, setting in (("NAME", "user.name"), ("EMAIL", "user.email")):
        said = subprocess.run(["git", "config", setting], capture_output=True, encoding="utf-8", check=False)
        if value := said.stdout.strip():
            ours[f"GIT_AUTHOR_{key}"] = ours[f"GIT_COMMITTER_{key}"] = value
    hidden = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    given = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**ours, **given, "LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0"}
