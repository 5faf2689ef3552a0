"""`run_build` is the plain `pelican` command, and says what that says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pelican import get_config, parse_arguments

from plugins.desk.building import ROOT, build_arguments, run_build
from tests.demonstration import demonstration

QUIET = "AUTHOR_FEED_ATOM = FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None\nDIRECT_TEMPLATES = []\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def settings_file(folder: Path, text: str) -> Path:
    file = folder / "someconf.py"
    file.write_text(text, encoding="utf-8")
    return file


def test_all_settings_travel_behind_one_e(tmp_path: Path):
    arguments = build_arguments(
        content=tmp_path,
        output=tmp_path / "out",
        now="2026-01-01T00:00:00Z",
        site_url="https://example.org/a",
        more={"EXTRA_FIELDS": ["image"], "PUBLICATION": True},
    )
    assert arguments.count("-e") == 1
    assert arguments[-4:] == [
        'NOW="2026-01-01T00:00:00Z"',
        'SITEURL="https://example.org/a"',
        'EXTRA_FIELDS=["image"]',
        "PUBLICATION=true",
    ]


@pytest.mark.parametrize("value", ["it\"s = 'quoted'", "-e", "línea\n2", "{}", "=", "\\"])
def test_pelican_reads_every_value_as_it_was_given(tmp_path: Path, value: str):
    arguments = build_arguments(content=tmp_path, output=tmp_path / "out", now=value, more={"X": value})
    read = get_config(parse_arguments(arguments))
    assert (read["NOW"], read["X"], read["PATH"], read["OUTPUT_PATH"]) == (
        value,
        value,
        str(tmp_path),
        str(tmp_path / "out"),
    )


def test_what_is_not_given_is_left_to_the_settings_file(tmp_path: Path):
    arguments = build_arguments(content=tmp_path, output=tmp_path / "out")
    assert arguments == [str(tmp_path), "-s", str(ROOT / "pelicanconf.py"), "-o", str(tmp_path / "out")]


def test_paths_do_not_depend_on_where_pelican_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    arguments = build_arguments(content=Path("content"), output=Path("out"), settings=Path("conf.py"))
    assert arguments == [
        str(tmp_path / "content"),
        "-s",
        str(tmp_path / "conf.py"),
        "-o",
        str(tmp_path / "out"),
    ]


def test_a_build_that_stops_gives_its_text_and_no_traceback(content: Path, capfd: pytest.CaptureFixture[str]):
    settings = settings_file(content.parent, "raise SystemExit('a.md:4: F005 no title\\n  Fix: write one')")
    result = run_build(content=content, output=content.parent / "out", settings=settings)
    assert (result.exit_code, result.text) == (1, "a.md:4: F005 no title\n  Fix: write one")
    assert capfd.readouterr() == ("", "")


def test_what_was_said_before_the_stop_comes_first(content: Path):
    settings = settings_file(
        content.parent, "import sys\nprint('one', file=sys.stderr)\nprint('two')\nsys.exit('three')"
    )
    result = run_build(content=content, output=content.parent / "out", settings=settings)
    assert result.text == "one\ntwo\nthree"


def test_a_stop_by_number_keeps_its_number(content: Path):
    settings = settings_file(content.parent, "raise SystemExit(3)")
    assert run_build(content=content, output=content.parent / "out", settings=settings).exit_code == 3


def test_an_interrupted_build_is_not_told_as_a_good_one(content: Path):
    settings = settings_file(content.parent, "raise KeyboardInterrupt")
    result = run_build(content=content, output=content.parent / "out", settings=settings)
    assert result.exit_code == 130
    assert result.text.endswith("Interrupted. The next build cleans up.")


def test_a_fault_of_the_program_is_named(content: Path):
    settings = settings_file(content.parent, "1 / 0")
    script = (
        "from pathlib import Path; from plugins.desk.building import run_build\n"
        f"result = run_build(content=Path({str(content)!r}), output=Path('out'), settings=Path({str(settings)!r}))\n"
        "assert result.exit_code == 1 and 'ZeroDivisionError' in result.text, result"
    )  # in a process of its own: here, pytest takes what Pelican logs
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_a_good_build_ends_with_0(content: Path):
    settings = settings_file(content.parent, QUIET)
    more = {"CACHE_PATH": str(content.parent / "cache"), "THEME": str(ROOT / "theme")}
    result = run_build(
        content=content, output=content.parent / "out", settings=settings, site_url="https://example.org", more=more
    )
    assert result.exit_code == 0, result.text
    assert result.seconds > 0


@pytest.mark.parametrize("missing", ["content", "settings"])
def test_a_missing_folder_or_file_is_one_clear_line_and_its_fix(content: Path, missing: str):
    paths = {"content": content, "settings": settings_file(content.parent, QUIET)}
    paths[missing] = content.parent / "nowhere"
    result = run_build(output=content.parent / "out", **paths)
    assert result.exit_code == 1
    first, fix = result.text.splitlines()
    assert str(content.parent / "nowhere") in first
    assert fix.startswith("  Fix: ")


def test_the_plain_command_writes_the_same_bytes(tmp_path: Path):
    now, address = "2026-01-01T00:00:00Z", "https://example.org/site"
    result = run_build(
        content=demonstration(),
        output=tmp_path / "ours",
        now=now,
        site_url=address,
        more={"CACHE_PATH": str(tmp_path / "cache")},
    )
    assert result.exit_code == 0, result.text
    pairs = {"NOW": now, "SITEURL": address, "CACHE_PATH": str(tmp_path / "other-cache")}
    command = [sys.executable, "-m", "pelican", demonstration(), "-s", ROOT / "pelicanconf.py"]
    command += ["-o", tmp_path / "plain", "-e", *(f"{name}={json.dumps(value)}" for name, value in pairs.items())]
    environment = {name: value for name, value in os.environ.items() if name != "SITEURL"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert everything(tmp_path / "ours") == everything(tmp_path / "plain") != {}


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
