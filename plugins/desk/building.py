"""Runs one build, like the plain `pelican` command, and returns how it went."""

import importlib
import io
import json
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pelican
from pelican import signals
from pelican.settings import get_settings_from_file, read_settings

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "pelicanconf.py"
LATER = (
    "plugins.newsroom.library.reading",
    "plugins.newsroom.incremental.making",
    "plugins.newsroom.incremental.changed_words",
    "plugins.checks.report",
    "plugins.checks.rules",
    "plugins.feeds.making",
    "plugins.search.making",
    "plugins.hosting.making",
    "plugins.render.output",
    "plugins.evidence.ingest.progress",
)
"""Modules that the plugins import once there is something to do."""
INTERRUPTED = 130
"""The exit code of a program that Ctrl-C ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """How a build went."""

    exit_code: int
    text: str
    """All its output, in order; no newline at the end."""
    seconds: float


def run_build(
    *,
    content: Path,
    output: Path,
    now: str = "",
    site_url: str = "",
    settings: Path = SETTINGS,
    more: Mapping[str, object] | None = None,
) -> BuildResult:
    """Build in this process, from any working directory. Nothing is printed: the text is returned.

    An empty `now` or `site_url` leaves what the settings file says; `more` are further settings.
    """
    start = time.perf_counter()
    exit_code, text = _refusal(content, settings) or _run(
        build_arguments(content=content, output=output, now=now, site_url=site_url, settings=settings, more=more)
    )
    return BuildResult(exit_code=exit_code, text=text.rstrip(), seconds=time.perf_counter() - start)


def build_arguments(
    *,
    content: Path,
    output: Path,
    now: str = "",
    site_url: str = "",
    settings: Path = SETTINGS,
    more: Mapping[str, object] | None = None,
) -> list[str]:
    """The arguments of the same build as a plain `pelican` command; all pairs follow its one `-e`."""
    given = {"NOW": now, "SITEURL": site_url}
    pairs = {**{name: value for name, value in given.items() if value}, **(more or {})}
    arguments = [str(content.absolute()), "-s", str(settings.absolute()), "-o", str(output.absolute())]
    return [*arguments, "-e", *(f"{name}={json.dumps(value)}" for name, value in pairs.items())] if pairs else arguments


def import_pipeline(settings: Path = SETTINGS) -> None:
    """Import every plugin, so that a process forked from this one builds at once; a build tells what is broken."""
    with suppress(Exception, SystemExit):
        names: Iterable[object] = get_settings_from_file(str(settings)).get("PLUGINS") or ()
        for name in (*names, *LATER):
            importlib.import_module(str(name))


def pelican_settings(build: Callable[[], object]) -> dict[str, Any]:
    """The settings that Pelican reads for `build`, a partial of `run_build`."""
    given = getattr(build, "keywords", {})
    arguments = build_arguments(**given)
    settings: dict[str, Any] = read_settings(
        arguments[2], override=pelican.get_config(pelican.parse_arguments(arguments))
    )
    return settings


def _refusal(content: Path, settings: Path) -> tuple[int, str] | None:
    """Errors for which Pelican itself would show a traceback."""
    if not content.is_dir():
        return 1, f"There is no content folder {content}.\n  Fix: give the path of a folder that exists."
    if not settings.is_file():
        return 1, f"There is no settings file {settings}.\n  Fix: give the path of pelicanconf.py or publishconf.py."
    return None


def _run(arguments: list[str]) -> tuple[int, str]:
    """Exit code and output of Pelican's command. An interruption, for which Pelican exits 0, is reported as one."""
    said = io.StringIO()
    finished = False

    def finish(_: object) -> None:
        nonlocal finished
        finished = True

    with redirect_stdout(said), redirect_stderr(said), signals.finalized.connected_to(finish):
        try:
            pelican.main(arguments)
        except SystemExit as stop:
            return _told(stop, said.getvalue())
    if finished:
        return 0, said.getvalue()
    return INTERRUPTED, f"{said.getvalue()}Interrupted. The next build cleans up."


def _told(stop: SystemExit, said: str) -> tuple[int, str]:
    """What the interpreter does with a `SystemExit`: a number is the exit code, anything else is printed, and 1."""
    if stop.code is None or isinstance(stop.code, int):
        return stop.code or 0, said
    return 1, f"{said}{stop.code}"
