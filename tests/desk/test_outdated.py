"""`invoke outdated`, with pip itself and an index that is a folder of this test."""

from collections.abc import Callable, Mapping
from importlib.metadata import version
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from plugins.desk.outdated import LISTS, Pin, outdated, read_pins
from plugins.desk.refusal import Refused

ROOT = Path(__file__).resolve().parents[2]
Index = Callable[..., None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lists that pin what is installed, and one package that is not."""
    for name in LISTS:
        (tmp_path / name).write_text("# made by hand\n", encoding="utf-8")
    pins = "".join(f"{name}=={version(name)} \\\n    --hash=sha256:00\n" for name in ("Jinja2", "nh3", "pydantic_core"))
    (tmp_path / "requirements.txt").write_text(f"{pins}never-made==1.0 ; sys_platform == 'win32'\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    """Have pip see those versions alone, whatever is set up on this computer."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))

    def make(**versions: str) -> None:
        for name, released in versions.items():
            (folder / f"{name}-{released}-py3-none-any.whl").touch()

    return make


def said(root: Path) -> str:
    console = Console(file=StringIO(), width=80)
    outdated(console, root)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_each_pin_that_is_behind_is_shown_with_the_newest(root: Path, index: Index):
    index(jinja2=version("jinja2"), nh3="999.0", pydantic_core="998.1")
    text = said(root)
    rows = [[cell.strip() for cell in line.split("│")] for line in text.splitlines() if "│" in line]
    assert rows == [
        ["nh3", version("nh3"), "999.0", "the site"],
        ["pydantic-core", version("pydantic_core"), "998.1", "the site"],
    ]
    assert "2 of 3 packages are out of date. docs/operating.md says" in text
    assert "1 of 4 packages are not installed here" in text


def test_where_nothing_is_behind_one_line_says_so(root: Path, index: Index):
    index(**{name: version(name) for name in ("jinja2", "nh3", "pydantic_core")})
    assert "All 3 packages are the newest." in said(root)


def test_a_package_for_which_no_answer_came_is_named_and_not_counted(root: Path, index: Index):
    index(jinja2=version("jinja2"), nh3=version("nh3"))
    text = said(root)
    assert "All 2 packages are the newest." in text
    assert "No answer for pydantic-core. Try again." in text


@pytest.mark.parametrize(
    "given",
    [{"PIP_NO_INDEX": "1"}, {"PIP_INDEX_URL": "http://127.0.0.1:9/simple"}],
    ids=["no index", "nobody answers"],
)
def test_without_a_network_one_sentence_says_so(given: Mapping[str, str], root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Refused) as refused:
        said(root)
    assert str(refused.value).split("\n") == [
        "Can't look up newer releases: the package index can't be reached",
        "  Fix: connect this computer to the network, then try again",
    ]


def test_the_lists_are_read_with_every_version_and_who_needs_it():
    pins = read_pins(ROOT)
    assert pins["typst"].needed_by == "invoke typeset"
    assert pins["ocrmypdf"].needed_by == "invoke ocr"
    assert pins["pikepdf"].needed_by == "the site"
    assert pins["pytest"].needed_by == "tests"
    assert pins["pydantic-core"] == Pin(
        name="pydantic-core", versions=(version("pydantic_core"),), needed_by="the site"
    )
    assert len(pins["soupsieve"].versions) == 2
