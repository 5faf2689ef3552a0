"""The commands that people type, run as they run them: another process, any folder, any environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300
"""Seconds after which something is not slow, but stuck."""

Done = subprocess.CompletedProcess[str]


def pelican(
    content: Path | str,
    output: Path | str,
    *more: str,
    settings: str = "pelicanconf.py",
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
    **pairs: object,
) -> Done:
    """Plain Pelican; `pairs` are settings, all behind one `-e`."""
    given = [f"{name}={json.dumps(value)}" for name, value in pairs.items()]
    arguments = ["-m", "pelican", str(content), "-s", str(ROOT / settings), "-o", str(output), *more]
    return run([sys.executable, *arguments, *(["-e", *given] if given else [])], cwd, env)


def invoke(*arguments: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> Done:
    return run([sys.executable, "-m", "invoke", "--search-root", str(ROOT), *map(str, arguments)], cwd, env)


def run(command: list[str], cwd: Path, env: dict[str, str] | None = None) -> Done:
    """The environment is ours without what would change a build; `env` is added to it."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SITEURL", "PYTHONPATH", "MAKEFLAGS")}
    return subprocess.run(
        command,
        cwd=cwd,
        env={**kept, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
