"""The command line that installs what a single command needs, as pinned in its list."""

import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def install_line(name: str) -> str:
    """To type in this folder, for the current environment: `name` is as in `requirements-ocr.txt`."""
    words = [_from_here(Path(sys.executable)), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    words += ["-r", _from_here(ROOT / name)]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def _from_here(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)
