"""`invoke outdated`: which pinned packages have newer releases."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from rich.console import Console
from rich.table import Table

from plugins.desk.refusal import Refused

ROOT = Path(__file__).resolve().parents[2]
LISTS = {
    "requirements.txt": "the site",
    "requirements-ocr.txt": "invoke ocr",
    "requirements-typeset.txt": "invoke typeset",
    "requirements-s3.txt": "targets of the kind s3",
    "requirements-brotli.txt": "Brotli twins",
    "requirements-dask.txt": 'EXECUTOR = "dask"',
    "requirements-dev.txt": "tests",
}
"""Who needs what a list pins; the first that names a package counts."""
PATIENCE = 300
"""Seconds that pip may take for all packages."""
_PIN = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)
_SECTION = re.compile(r" location\(s\) to search for versions of ([\w.-]+):")
_LINK = " Found link "


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A package as pinned in the lists."""

    name: str
    versions: tuple[str, ...]
    """One, or one for each range of Pythons."""
    needed_by: str


def outdated(console: Console, root: Path = ROOT) -> None:
    """Ask, through pip as it is set up here, for the newest of what is installed, and print what is newer than its pin.

    Raises `Refused` if no answer comes.
    """
    pins = read_pins(root)
    installed = {_normal(found.name): found.version for found in distributions()}
    asked = [name for name in pins if name in installed]
    console.print(f"Looking up the newest releases of {len(asked)} packages. This takes about half a minute.")
    newest, unknown = _newest(installed, asked)
    behind = [name for name in asked if name not in unknown and newest[name] not in pins[name].versions]
    if behind:
        table = Table(show_edge=False, pad_edge=False)
        for title in ("package", "pinned", "newest", "needed by"):
            table.add_column(title, overflow="fold")
        for name in behind:
            table.add_row(name, ", ".join(pins[name].versions), newest[name], pins[name].needed_by)
        console.print(table)
    console.print(_summary(len(behind), len(asked) - len(unknown)), markup=False)
    if unknown:
        console.print(f"No answer for {', '.join(sorted(unknown))}. Try again.", markup=False)
    if absent := len(pins) - len(asked):
        console.print(f"{absent} of {len(pins)} packages are not installed here and were not looked up.", markup=False)


def read_pins(root: Path) -> dict[str, Pin]:
    """Every pin of every list, by its normal name, in order of the alphabet."""
    pins: dict[str, Pin] = {}
    for file, needed_by in LISTS.items():
        found: dict[str, list[str]] = {}
        for name, version in _PIN.findall((root / file).read_text(encoding="utf-8")):
            found.setdefault(_normal(name), []).append(version)
        for name, versions in found.items():
            pins.setdefault(name, Pin(name=name, versions=tuple(versions), needed_by=needed_by))
    return dict(sorted(pins.items()))


def _newest(installed: Mapping[str, str], asked: Sequence[str]) -> tuple[dict[str, str], set[str]]:
    """The newest version that this Python can have of each, and the names for which no answer came.

    pip silently skips packages for which it gets no answer; its log shows them.
    """
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        probe = asked[0] if asked else "pip"
        if _pip("index", "versions", probe, "--timeout", "10", "--retries", "0") is None:
            raise _no_answer()
        said = _pip("list", "--outdated", "--format", "json", "--timeout", "10", "--retries", "1", "--log", str(log))
        answered = _answered(log.read_text(encoding="utf-8", errors="replace")) if log.exists() else set()
    if said is None or not answered:
        raise _no_answer()
    newer = {_normal(row["name"]): str(row["latest_version"]) for row in json.loads(said)}
    return {**installed, **newer}, {name for name in asked if name not in answered}


def _pip(*arguments: str) -> str | None:
    """pip's output; None if it fails or takes too long."""
    command = [sys.executable, "-m", "pip", *arguments, "--disable-pip-version-check", "--no-input"]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return None if done.returncode else done.stdout


def _answered(log: str) -> set[str]:
    """The packages of which pip's log shows at least one file."""
    sections = _SECTION.split(log)[1:]
    return {_normal(name) for name, text in zip(sections[::2], sections[1::2], strict=True) if _LINK in text}


def _no_answer() -> Refused:
    what = "Can't look up newer releases: the package index can't be reached"
    return Refused(what, "connect this computer to the network, then try again")


def _summary(behind: int, known: int) -> str:
    if not behind:
        return f"All {known} packages are the newest."
    verb = "is" if behind == 1 else "are"
    return f"{behind} of {known} packages {verb} out of date. docs/operating.md says how to update them."


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
