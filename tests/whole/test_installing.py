"""`make` installs with the pip of any Python, whatever has been released since the lists were made.

The packages are made here, and pip sees no others. The pips themselves are fetched once, by their names.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.whole.commands import ROOT, Done

PIPS = {"22.3": "pip==22.3", "23.0": "pip==23.0.1", "23.2": "pip==23.2.1", "the newest": "pip"}
"""Python 3.11.0's, Debian 12's, Python 3.11.7's."""
BEFORE_THE_FIX = {"22.3", "23.0", "23.2"}
RESOLVING = "$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes"
"""The line of the Makefile until November 2026."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("make") is None, reason="make is absent: apt-get install make"),
    pytest.mark.skipif(os.name == "nt", reason="make is for Unix"),
]


def wheel(folder: Path, name: str, version: str, *needs: str) -> str:
    """Write a package of one module. Its line in a list of requirements comes back."""
    file = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nProvides-Extra: fast\n"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{name}.py", f"VERSION = {version!r}\n")
        archive.writestr(f"{info}/METADATA", head + "".join(f"Requires-Dist: {need}\n" for need in needs))
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="module")
def pips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pips")
    found: dict[str, Path] = {}
    for name, requirement in PIPS.items():
        if name in ("22.3", "23.0") and sys.version_info >= (3, 12):
            continue  # those pips know no such Python
        place = folder / name.replace(" ", "-")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--retries", "1", "--timeout", "20"]
        done = subprocess.run([*command, "--dest", place, requirement], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no package index gives {requirement} here: {done.stderr.strip().splitlines()[-1]}")
        [found[name]] = place.glob("pip-*.whl")
    return found


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The Makefile, and a list in which a package names another with an extra that has a newer release by now."""
    house = tmp_path / "a house"
    packages = house / "packages"
    packages.mkdir(parents=True)
    shutil.copyfile(ROOT / "Makefile", house / "Makefile")
    pins = [
        wheel(packages, "letters", "1.0", "stamps[fast]>=1"),
        wheel(packages, "stamps", "1.0", 'glue; extra == "fast"'),
        wheel(packages, "glue", "1.0"),
    ]
    wheel(packages, "stamps", "2.0", 'glue; extra == "fast"')
    for name in ("requirements.txt", "requirements-dev.txt"):
        (house / name).write_text("".join(pins), encoding="utf-8")
    return house


def make(house: Path, pip: Path | None, *arguments: str) -> Done:
    """Type `make` where Python brings that pip; without one, where it brings its own."""
    python = house / "python3"
    install = f'"$3"/bin/python "{pip}/pip" install --quiet --no-deps --no-index "{pip}"'
    bare, then = (" --without-pip", f" && {install}") if pip else ("", "")
    python.write_text(f'#!/bin/sh\n[ "$1" = -m ] || exit 0\n"{sys.executable}" -m venv{bare} "$3"{then}\n', "utf-8")
    python.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MAKE"))}
    own = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": (house / "packages").as_uri()}
    return subprocess.run(
        ["make", "--no-print-directory", "PYTHON=./python3", *arguments],
        cwd=house,
        env={**kept, **own},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def installed(house: Path) -> list[str]:
    """What stands in the environment besides what installs it."""
    python = house / ".venv" / "bin" / "python"
    code = "from importlib.metadata import distributions as d\nfor x in d(): print(x.name, x.version)"
    found = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(line for line in found if not line.startswith(("pip ", "setuptools ", "wheel ")))


@pytest.mark.parametrize("name", PIPS)
def test_what_is_pinned_is_installed_whatever_is_newer_and_a_second_run_says_nothing(
    name: str, house: Path, pips: dict[str, Path]
):
    if name not in pips:
        pytest.skip(f"pip {name} does not run on this Python")
    resolved = make(house, pips[name], ".venv/runtime", f"INSTALL={RESOLVING}")
    assert (resolved.returncode != 0) == (name in BEFORE_THE_FIX), resolved.stderr
    if resolved.returncode:
        assert "must have their versions pinned" in resolved.stderr
        assert installed(house) == []
    (house / ".venv/runtime").unlink(missing_ok=True)
    first = make(house, pips[name], ".venv/runtime")
    assert (first.returncode, first.stderr) == (0, "")
    assert installed(house) == ["glue 1.0", "letters 1.0", "stamps 1.0"]
    [line] = first.stdout.splitlines()
    assert line.startswith("Installing what requirements.txt pins into .venv, once: this can take ")
    second = make(house, pips[name], ".venv/runtime", "--silent")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_a_new_pin_is_installed_over_the_old_one_if_its_bytes_are_those_of_the_pin(house: Path):
    assert make(house, None, ".venv/development").returncode == 0
    pin = wheel(house / "packages", "glue", "3.0")
    old, new = re.findall("[0-9a-f]{64}", (house / "requirements.txt").read_text())[-1], pin[-65:-1]
    later = 4_000_000_000
    for sha256, well in ((old, False), (new, True)):
        (house / "requirements.txt").write_text(pin.replace(new, sha256), encoding="utf-8")
        os.utime(house / "requirements.txt", (later, later))
        done = make(house, None, ".venv/runtime")
        assert (done.returncode == 0) == well, done.stderr
        assert ("DO NOT MATCH THE HASHES" in done.stderr) != well
        assert installed(house) == [f"glue {'3.0' if well else '1.0'}", "letters 1.0", "stamps 1.0"]


@pytest.mark.parametrize("list_of", ["runtime", "development"])
def test_a_fresh_clone_installs_nothing_again_into_an_environment_that_was_restored(house: Path, list_of: str):
    assert make(house, None, f".venv/{list_of}").returncode == 0
    os.utime(house / ".venv/runtime", (1_000_000_000, 1_000_000_000))
    done = make(house, None, ".venv/runtime")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_environment_whose_folder_has_moved_is_made_anew(house: Path):
    assert make(house, None, ".venv/runtime").returncode == 0
    moved = house.rename(house.with_name("another house"))
    done = make(moved, None, ".venv/runtime")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Installing what ")
    assert f"{house}/" not in (moved / ".venv/bin/pip").read_text(encoding="utf-8")
    assert installed(moved) == ["glue 1.0", "letters 1.0", "stamps 1.0"]
