"""The rooms of the code: declared layers, no circle, and no folder in which a newcomer gets lost."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted({file.parent for file in (ROOT / "plugins").rglob("*.py")})
MOST_MODULES = 18


def test_every_room_imports_only_the_rooms_below_it() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_says_what_it_is_for() -> None:
    silent = [folder for folder in FOLDERS if not _says_something(folder / "__init__.py")]
    assert not silent, "rooms without a docstring in __init__.py, which the layers then do not see"


def test_no_room_holds_more_modules_than_a_newcomer_can_look_through() -> None:
    full = {str(folder): count for folder in FOLDERS if (count := _modules(folder)) > MOST_MODULES}
    assert not full, "split them by what they serve"


def _modules(folder: Path) -> int:
    return sum(file.name != "__init__.py" for file in folder.glob("*.py"))


def _says_something(file: Path) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8").startswith('"""')
