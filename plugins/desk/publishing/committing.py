"""`--commit`: the ledger is committed with Git, where the content is in a checkout."""

import os
import subprocess
from pathlib import Path

from plugins.desk.refusal import Refused
from plugins.records.ledger import LEDGER

NOBODY = ("-c", "user.name=Publication", "-c", "user.email=publication@localhost")


def refuse_without_checkout(content: Path) -> None:
    """Before anything is published. Raises `Refused`."""
    if _git(content, "rev-parse", "--is-inside-work-tree").stdout.strip() != "true":
        raise Refused(
            f"{content} is not in a Git checkout, so --commit can't commit the ledger.",
            f"leave out --commit, or type git init in {content.parent}",
        )


def commit_ledger(content: Path, moment: str) -> str:
    """Commit that one file, whatever else is staged. Returns a line.

    Where Git has no name for the user, the author is "Publication".
    """
    _git(content, "add", "--", LEDGER)
    if not _git(content, "status", "--porcelain", "--", LEDGER).stdout.strip():
        return f"{LEDGER} is already committed."
    who = () if _git(content, "var", "GIT_COMMITTER_IDENT").returncode == 0 else NOBODY
    done = _git(content, *who, "commit", "--quiet", "--only", "-m", f"Publish as of {moment}", "--", LEDGER)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-1:]
        return f"{LEDGER} was not committed: {' '.join(said)}. Commit it yourself: git commit {content / LEDGER}"
    return f"Committed {LEDGER}: {_git(content, 'rev-parse', '--short', 'HEAD').stdout.strip()}."


def _git(content: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            ["git", "-C", str(content), *arguments],
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False, env=environment,
        )  # fmt: skip
    except FileNotFoundError:
        raise Refused("There is no program git on this computer.", "install it: apt-get install git") from None
