"""The lists of packages: complete without a resolver, of one mind, and the line that installs one."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from plugins.desk.outdated import LISTS
from plugins.requirements import install_line

ROOT = Path(__file__).resolve().parents[1]
NAMES = {name: f".ci/{name.removesuffix('.txt')}.in" for name in LISTS}
PYTHONS = (
    "3.11.0",
    "3.11.2",
    "3.11.4",
    "3.11.5",
    "3.11.14",
    "3.12.0",
    "3.12.11",
    "3.13.0",
    "3.13.5",
    "3.14.0",
    "3.14.1",
)
"""Where a marker may turn: the first and a late one of each; 3.11.2 is Debian 12's, 3.13.5 that of Debian 13."""
SYSTEMS = {
    "linux": {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    "raspberry": {
        "os_name": "posix",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "aarch64",
    },
    "macos": {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
    "windows": {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
}


def environment(python: str, system: str) -> dict[str, str]:
    """What markers ask of, on CPython."""
    return {
        **SYSTEMS[system],
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "implementation_name": "cpython",
        "implementation_version": python,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
        "extra": "",
    }


@cache
def lines(name: str) -> tuple[Requirement, ...]:
    """What a list pins."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = (re.sub(r"\s--hash=\S+", "", line).strip() for line in text.splitlines())
    return tuple(Requirement(line) for line in found if line and not line.startswith("#"))


@cache
def asked_for(name: str) -> tuple[Requirement, ...]:
    """What a list was made from."""
    file = ROOT / NAMES[name]
    made: list[Requirement] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            made += asked_for(f"{line.removeprefix('-r ').removesuffix('.in')}.txt")
        elif line and not line.startswith("#"):
            made.append(Requirement(line))
    return tuple(made)


@cache
def needs(name: str) -> tuple[Requirement, ...]:
    """What an installed package says that it needs, all extras included. Nothing of what is for other systems alone."""
    try:
        return tuple(Requirement(text) for text in requires(name) or ())
    except PackageNotFoundError:
        return ()


def pinned(name: str, where: Mapping[str, str]) -> dict[str, str]:
    """Package to version, for one Python on one system; each is pinned once."""
    found: dict[str, str] = {}
    for line in lines(name):
        if line.marker is None or line.marker.evaluate(dict(where)):
            assert canonicalize_name(line.name) not in found, f"{name} pins {line.name} twice for {where}"
            [only] = line.specifier
            assert only.operator == "=="
            found[canonicalize_name(line.name)] = only.version
    return found


def missing(name: str, where: Mapping[str, str]) -> Iterator[str]:
    """What no resolver would add: a need of a pinned package, or of an extra that another asks for, without its pin."""
    pins = pinned(name, where)
    queue = [("the project", need) for need in asked_for(name)]
    seen: set[tuple[str, str]] = set()
    while queue:
        by, need = queue.pop()
        package = canonicalize_name(need.name)
        if package not in pins:
            yield f"{by} needs {need}, which {name} does not pin"
            continue
        if not need.specifier.contains(pins[package], prereleases=True):
            yield f"{by} needs {need}, and {name} pins {pins[package]}"
        for extra in ("", *need.extras):
            if (package, extra) not in seen:
                seen.add((package, extra))
                queue += [
                    (package, each)
                    for each in needs(package)
                    if each.marker is None or each.marker.evaluate({**where, "extra": extra})
                ]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_complete_without_a_resolver(name: str, python: str, system: str):
    assert list(missing(name, environment(python, system))) == []


@pytest.mark.parametrize("name", LISTS)
def test_a_list_pins_nothing_that_nobody_needs(name: str):
    """Whatever is pinned is reached from what was asked for, somewhere."""
    reached = {canonicalize_name(need.name) for need in asked_for(name)}
    queue = list(reached)
    while queue:
        for need in needs(queue.pop()):
            package = canonicalize_name(need.name)
            if package not in reached:
                reached.add(package)
                queue.append(package)
    assert {canonicalize_name(line.name) for line in lines(name)} <= reached


def test_every_list_pins_the_same_versions():
    known = {str(line) for line in lines("requirements-dev.txt")}
    for name in LISTS:
        assert {str(line) for line in lines(name)} <= known, name


def test_nothing_that_is_installed_breaks_what_another_needs():
    """Of what is pinned: somebody's own packages in this environment are theirs."""
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, encoding="utf-8", check=False)
    names = {canonicalize_name(line.name) for line in lines("requirements-dev.txt")}
    assert [line for line in done.stdout.splitlines() if canonicalize_name(line.split()[0]) in names] == []


def test_every_pin_has_its_hashes_and_no_list_names_where_packages_come_from():
    for name in LISTS:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert len(re.findall(r"^\S+==.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)) == len(lines(name))
        assert "://" not in text
        assert not re.search(r"^\s*-[^-]|index|find-links", re.sub(r"#.*", "", text), re.MULTILINE)


@pytest.mark.parametrize("folder", ["tests", "bench", "bench/lighthouse"])
def test_no_list_for_npm_moves_by_itself(folder: str):
    """Where a package asks for whatever is newest, `npm ci` fails once that is newer than the lock: it is pinned."""
    home = ROOT / folder
    overrides = json.loads((home / "package.json").read_text(encoding="utf-8")).get("overrides", {})
    locked = json.loads((home / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    moving = {
        name
        for package in locked.values()
        for name, asked in package.get("dependencies", {}).items()
        if not re.search(r"\d", asked) and asked != "*"
    }
    assert moving <= overrides.keys()
    assert all(locked[f"node_modules/{name}"]["version"] == asked for name, asked in overrides.items())


@pytest.mark.parametrize("name", ["requirements-dask.txt", "requirements-ocr.txt", "requirements-typeset.txt"])
def test_the_line_to_type_names_files_that_are_there_from_any_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for here in (ROOT, tmp_path):
        monkeypatch.chdir(here)
        python, *rest, file = shlex.split(install_line(name))
        assert Path(python).samefile(sys.executable)
        assert rest == ["-m", "pip", "install", "--require-hashes", "--no-deps", "-r"]
        assert Path(file).samefile(ROOT / name)
        assert Path(file).is_absolute() == (here == tmp_path)
