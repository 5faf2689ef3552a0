"""The same content, settings and moment give the same bytes, whoever builds, where, and how often."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.golden_build import CONTENT, NOW, SITEURL
from tests.whole.commands import ROOT, Done, invoke, pelican, run
from tests.whole.crawler import Site, tree

WITH_WORKERS = """
import os, sys
os.cpu_count = lambda: {count}
import pelican
from plugins.render import workers
workers.SMALL = 1
pelican.main(sys.argv[1:])
"""


def plain(output: Path, *, content: Path = CONTENT, cwd: Path = ROOT, env: dict[str, str] | None = None) -> Done:
    cache = str((cwd / output).with_name("cache"))
    return pelican(content, output, cwd=cwd, env=env, NOW=NOW, SITEURL=SITEURL, CACHE_PATH=cache)


def with_invoke(output: Path) -> Done:
    return invoke("build", "--content", CONTENT, "--output", output, "--now", NOW, env={"SITEURL": SITEURL})


def from_elsewhere(output: Path) -> Done:
    """From another folder, with paths relative to it."""
    folder = output.parent
    return plain(Path(output.name), content=Path(os.path.relpath(CONTENT, folder)), cwd=folder)


def in_another_place_and_tongue(output: Path) -> Done:
    env = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}
    return plain(output, env=env)


def in_the_plainest_locale(output: Path) -> Done:
    plainest = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    return plain(output, env={**plainest, "PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "COLUMNS": "40"})


def from_a_copy_made_in_another_order(output: Path) -> Done:
    copy = output.with_name("a copy of it")
    for file in sorted((file for file in CONTENT.rglob("*") if file.is_file()), reverse=True):
        target = copy / file.relative_to(CONTENT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return plain(output, content=copy)


def with_workers(count: int, output: Path) -> Done:
    pairs = [f'{name}="{value}"' for name, value in (("NOW", NOW), ("SITEURL", SITEURL))]
    arguments = [str(CONTENT), "-s", "pelicanconf.py", "-o", str(output), "-e", *pairs]
    program = WITH_WORKERS.format(count=count)
    return run([sys.executable, "-c", program, *arguments, f'CACHE_PATH="{output.with_name("cache")}"'], ROOT)


def with_one_worker(output: Path) -> Done:
    return with_workers(1, output)


def with_five_workers(output: Path) -> Done:
    return with_workers(5, output)


def over_a_build_of_another_moment(output: Path) -> Done:
    """What was not out yet comes, and what is held again goes, without a trace of either."""
    for moment in ("2024-02-20T00:00:00Z", "2025-01-01T00:00:00Z"):
        done = pelican(CONTENT, output, NOW=moment, SITEURL=SITEURL, CACHE_PATH=str(output.with_name("cache")))
        assert done.returncode == 0, done.stderr
    assert b"HELDCANARY" in b"".join(tree(output).values())
    return plain(output)


@pytest.mark.parametrize(
    "build",
    [
        with_invoke,
        from_elsewhere,
        in_another_place_and_tongue,
        in_the_plainest_locale,
        from_a_copy_made_in_another_order,
        with_one_worker,
        with_five_workers,
        over_a_build_of_another_moment,
    ],
    ids=lambda build: build.__name__,
)
def test_the_bytes_are_those_of_the_plain_command(build: Callable[[Path], Done], sample: Site, tmp_path: Path):
    output = tmp_path / "out"
    done = build(output)
    assert done.returncode == 0, done.stderr
    made = tree(output)
    assert sorted(made) == sorted(sample.everything)
    assert sorted(path for path, data in made.items() if data != sample.everything[path]) == []


def test_a_second_build_writes_nothing_and_says_so(tmp_path: Path):
    output = tmp_path / "out"
    first, before = plain(output), tree(output)
    second = plain(output)
    assert f"{len(before) - 2} files in {output}: {len(before) - 2} written, 0 removed." in first.stdout
    assert f"{len(before) - 2} files in {output}: 0 written, 0 removed." in second.stdout
    assert tree(output) == before


def test_a_build_writes_in_its_output_and_its_cache_and_nowhere_else(tmp_path: Path):
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    places = {"HOME": "home", "TMPDIR": "temporary", "XDG_CACHE_HOME": "home/cache", "XDG_CONFIG_HOME": "home/config"}
    for place in (*places.values(), "here"):
        (tmp_path / place).mkdir()
    before = tree(tmp_path)
    env = {name: str(tmp_path / place) for name, place in places.items()}
    assert plain(tmp_path / "out", content=content, cwd=tmp_path / "here", env=env).returncode == 0
    after = {path: data for path, data in tree(tmp_path).items() if not path.startswith(("out/", "cache/"))}
    assert after == before


def test_a_damaged_output_is_fixed_and_what_is_not_ours_stays(sample: Site, tmp_path: Path):
    output = tmp_path / "out"
    plain(output)
    (output / "index.html").write_text("not ours", encoding="utf-8")
    (output / "releases/index.html").unlink()
    (output / "kept.txt").write_text("put here by hand", encoding="utf-8")
    fixed = plain(output)
    assert ": 2 written, 0 removed." in fixed.stdout
    assert tree(output) == {**sample.everything, "kept.txt": b"put here by hand"}
