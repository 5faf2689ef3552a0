"""An archive of sample data in two states, the site of each, and the commands that build them for real."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plugins.desk.demo import make_demo
from plugins.render.manifest import LOCK, MANIFEST, TEMPORARY
from tests.depth import cases
from tests.whole.commands import ROOT, run

NOW = "2026-01-01T00:00:00Z"
SITEURL = "https://sample.example"
NEW_TAGLINE = "Another tagline, which every page shows."
REPAIRED = "The build before this one was interrupted; its output is repaired."
Files = dict[str, bytes]


@dataclass(frozen=True)
class Archive:
    """Everything lies below one folder, and is not changed by the tests: they work on copies."""

    folder: Path
    seconds: float
    """What a build of the new state over the old takes, start of Python included."""

    @property
    def old_content(self) -> Path:
        return self.folder / "old"

    @property
    def new_content(self) -> Path:
        return self.folder / "new"

    @cached_property
    def old(self) -> Files:
        return files_of(self.folder / "old site")

    @cached_property
    def new(self) -> Files:
        return files_of(self.folder / "new site")

    def output(self, place: Path) -> Path:
        """A copy of the old site. It may share files, which a build replaces by others; but not the lock."""
        shutil.copytree(self.folder / "old site", place, copy_function=os.link)
        (place / LOCK).unlink()
        (place / LOCK).touch()
        return place

    def cache(self, place: Path) -> Path:
        """A copy of a cache that knows every document."""
        shutil.copytree(self.folder / "cache", place, copy_function=os.link)
        return place

    def remember(self, place: Path) -> None:
        (place / "seconds").write_text(str(self.seconds), encoding="ascii")

    @classmethod
    def recalled(cls, place: Path) -> "Archive":
        return cls(place, float((place / "seconds").read_text(encoding="ascii")))


def make_archive(folder: Path) -> Archive:
    """Of the size of `invoke demo` in the deep profile, small enough for a cup of tea in the quick one."""
    make_demo(folder / "made", releases=cases(26, 200), cases=cases(2, 12), documents=cases(2, 60))
    (folder / "made" / "content").rename(folder / "old")
    shutil.copytree(folder / "old", folder / "new")
    change(folder / "new")
    cache, output = folder / "cache", folder / "new site"
    assert_built(run(command(folder / "old", folder / "old site", cache), ROOT))
    shutil.copytree(folder / "old site", output)
    start = time.perf_counter()
    assert_built(run(command(folder / "new", output, cache, tagline=NEW_TAGLINE), ROOT))
    return Archive(folder, time.perf_counter() - start)


def change(content: Path) -> None:
    """Edit, rename, remove and add releases."""
    for number, file in enumerate(sorted((content / "releases").rglob("*.md"))):
        text = file.read_text(encoding="utf-8")
        match number % 10:
            case 0 | 1 | 2:
                file.write_text(f"{text}\nOne sample paragraph more.\n", encoding="utf-8")
            case 3 if not any(word in text for word in ("status: draft", "translation:", "aliases:")):
                new = text.replace("uid: ", "uid: urn:x:more-", 1)
                file.with_name(f"more-{file.name}").write_text(new, encoding="utf-8")
    for file in sorted((content / "pages").glob("about*.md")):  # a page with its translation
        file.rename(file.with_name(f"renamed-{file.name}"))


def command(
    content: Path, output: Path, cache: Path, *, tagline: str = "", publication: bool = False, now: str = NOW
) -> list[str]:
    """Plain Pelican, as `make html` and `invoke build` have it."""
    settings = ROOT / ("publishconf.py" if publication else "pelicanconf.py")
    pairs = {"NOW": now, "SITEURL": SITEURL, "CACHE_PATH": str(cache), **({"SITE_TAGLINE": tagline} if tagline else {})}
    given = [f"{name}={json.dumps(value)}" for name, value in pairs.items()]
    return [sys.executable, "-m", "pelican", str(content), "-s", str(settings), "-o", str(output), "-e", *given]


def invoke_build(content: Path, output: Path, *, publication: bool = False) -> list[str]:
    """`invoke build`; its cache is that of the house."""
    arguments = ["build", "--content", str(content), "--output", str(output), "--now", NOW]
    return [sys.executable, "-m", "invoke", "--search-root", str(ROOT), *arguments, *["--publication"] * publication]


def begin(arguments: list[str], env: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
    """A command in a session of its own, as a terminal would start it."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SITEURL", "PYTHONPATH")}
    return subprocess.Popen(
        arguments,
        cwd=ROOT,
        env={**kept, "SITEURL": SITEURL, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def assert_built(done: "subprocess.CompletedProcess[str]") -> str:
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "Traceback" not in said
    return said


def files_of(output: Path) -> Files:
    """Everything in an output but its lock and what a killed build was about to rename."""
    return {
        file.relative_to(output).as_posix(): file.read_bytes()
        for file in output.rglob("*")
        if file.is_file() and file.name != LOCK and not file.name.endswith(TEMPORARY)
    }


def temporaries(*folders: Path) -> list[Path]:
    return [file for folder in folders for file in folder.rglob(f".*{TEMPORARY}")]


def is_complete(output: Path) -> bool:
    """By the word of its manifest; without one, nothing was ever written."""
    manifest = output / MANIFEST
    return not manifest.exists() or b'"complete": true' in manifest.read_bytes()[:100]


def is_publishable(output: Path) -> bool:
    manifest = output / MANIFEST
    return manifest.exists() and b'"complete": true, "publication": true' in manifest.read_bytes()[:100]


def left_of(session: int) -> list[int]:
    """Processes of a session that still run."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(folder.name))
    return found


def assert_all_ended(session: int, patience: float = 10.0) -> None:
    """Nothing that the build started is left to write on, or to hold its lock."""
    deadline = time.monotonic() + patience
    while left := left_of(session):
        if time.monotonic() > deadline:
            for number in left:
                os.kill(number, signal.SIGKILL)
            raise AssertionError(f"{len(left)} processes outlived the build")
        time.sleep(0.01)


def wait_until(happened: Iterable[object], process: "subprocess.Popen[str]", patience: float = 60.0) -> bool:
    """Whether something came true before the process ended."""
    deadline = time.monotonic() + patience
    for found in happened:
        if found:
            return True
        if process.poll() is not None or time.monotonic() > deadline:
            return False
        time.sleep(0.002)
    return False
