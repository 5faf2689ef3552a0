"""`invoke new --edit`: a draft in the editor of the person who asked for it."""

import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from plugins.desk.refusal import Refused


def editor(environment: Mapping[str, str]) -> list[str]:
    """The editor and its arguments, before anything is written. Raises `Refused` where there is none."""
    named = environment.get("EDITOR") or environment.get("VISUAL") or ""
    try:
        command = shlex.split(named)
    except ValueError:
        command = []
    if not command:
        what = f"EDITOR is “{named}”, which names no program" if named else "no editor is named"
        raise Refused(what, "say which, as in export EDITOR=nano, or leave --edit out")
    if shutil.which(command[0]) is None:
        raise Refused(f"there is no program {command[0]}, which EDITOR names", "correct EDITOR, or leave --edit out")
    return command


def open_in(command: list[str], file: Path) -> None:
    """Wait until the editor is closed. Raises `Refused` where it fails; the file stays."""
    code = subprocess.run([*command, str(file)], check=False).returncode
    if code:
        raise Refused(f"{command[0]} ended with exit code {code}", f"open {file} yourself: it is there")
