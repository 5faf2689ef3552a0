"""Stops a build with a missing plugin, and exits 1 when interrupted; Pelican itself would go on, and exit 0."""

import json
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from pelican.log import console


def refuse_a_broken_start(pelican: Any) -> None:
    """Receiver of `initialized`. Raises `SystemExit` if a part of the pipeline is missing or a setting was lost."""
    loaded = pelican.settings["PLUGINS"]
    asked_for = dict.fromkeys([*pelican.settings.get("PIPELINE", ()), *plugins_given(sys.argv)])
    missing = [name for name in asked_for if name not in loaded and f"pelican.plugins.{name}" not in loaded]
    if missing:
        raise SystemExit(
            f"Daylight cannot start: {', '.join(missing)} could not be loaded, and nothing was built.\n"
            "  Fix: run make html, which installs what is missing; if it stays, the message above says what is broken."
        )
    if extra_settings_given(sys.argv) > 1:
        raise SystemExit(
            "Pelican keeps only the last -e, so the settings in the others would be lost; nothing was built.\n"
            "  Fix: give all pairs to one: -e NOW='\"2026-01-01T00:00:00Z\"' SITEURL='\"https://example.org\"'"
        )
    pelican.delete_outputdir = False
    console.quiet = False


def plugins_given(arguments: Sequence[str]) -> list[str]:
    """The plugins in `-e PLUGINS=[…]` on a command line. Pelican itself forgets those it could not load."""
    names: list[str] = []
    for argument in arguments:
        with suppress(ValueError):
            given = json.loads(argument.removeprefix("PLUGINS=")) if argument.startswith("PLUGINS=") else []
            names += map(str, given if isinstance(given, list) else [])
    return names


def extra_settings_given(arguments: Sequence[str]) -> int:
    """How often `-e` or `--extra-settings` is on a command line, in any form that argparse accepts."""
    return sum(
        (argument.startswith("-e") and not argument.startswith("--"))
        or (len(argument) > 4 and "--extra-settings".startswith(argument.partition("=")[0]))
        for argument in arguments
    )


def answer_ctrl_c() -> None:
    """Under the plain `pelican` command, exit 1 with a message; Pelican would exit 0, as if it had built."""
    if "pelican" in Path(sys.argv[0]).parts[-2:] and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)


def _interrupted(*_: object) -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    raise SystemExit("Interrupted. The next build cleans up.")
